"""The model's memory: everything told, with the event that told it; and what sending and accepting mean."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tests.generative.model import Element, Fact, Picture
from tests.generative.model_tree import Change, Days

Place = tuple[int, int]
"""A unit and a month."""

EVER = 10**9

AFTER_SENDING = {
    "open": "sent",
    "sent": "sent",
    "returned": "sent",
    "accepted": "sent_again",
    "sent_again": "sent_again",
    "reopened": "sent_again",
}


@dataclass
class Log:
    """All that was told. `known` is the number of the last event that counts."""

    ranks: dict[str, int]
    facts: dict[tuple[str, int], Fact] = field(default_factory=dict)
    posts: list[tuple[int, str, str, int]] = field(default_factory=list)
    changes: list[tuple[int, Change]] = field(default_factory=list)
    cutoffs: list[tuple[int, int, int]] = field(default_factory=list)
    elements: list[tuple[int, Element]] = field(default_factory=list)
    merges: list[tuple[int, str, str]] = field(default_factory=list)
    excuses: list[tuple[int, Place, bool]] = field(default_factory=list)
    states: dict[Place, str] = field(default_factory=dict)

    # Looking

    def days(self, known: int = EVER, *more: Change) -> Days:
        """Calendar and tree as known, with further changes."""
        changes = [change for event, change in self.changes if event <= known]
        cutoffs = {month: cutoff for event, month, cutoff in self.cutoffs if event <= known}
        return Days([*changes, *more], cutoffs, self.ranks)

    def live(self, book: str, known: int = EVER) -> dict[str, Fact]:
        """The version of each record that counts in a book, withdrawn ones too."""
        found: dict[str, Fact] = {}
        for event, of, record, number in self.posts:
            if of == book and event <= known:
                found[record] = self.facts[record, number]
        return found

    def picture(self, book: str, known: int = EVER) -> Picture:
        """One book as it was known."""
        facts = [self._merged(fact, known) for fact in self.live(book, known).values() if not fact.gone]
        elements = {element.key: element for event, element in self.elements if event <= known}
        excused = {place: flag for event, place, flag in self.excuses if event <= known}
        return Picture(facts, self.days(known), elements, {place for place, flag in excused.items() if flag})

    def person(self, person: str, known: int = EVER) -> str:
        """Who counts for a person after all mergers."""
        for event, kept, merged in self.merges:
            if event <= known and person == merged:
                person = kept
        return person

    def _merged(self, fact: Fact, known: int) -> Fact:
        named = frozenset((element, self.person(person, known)) for element, person in fact.named)
        return replace(fact, named=named) if named != fact.named else fact

    def newest(self, record: str) -> Fact:
        """The newest version of a record, sent or not."""
        return max(
            (fact for (of, _), fact in self.facts.items() if of == record), key=lambda fact: fact.number
        )

    def records(self) -> list[str]:
        """Every record there is, in order of its id."""
        return sorted({record for record, _ in self.facts})

    def month(self, fact: Fact) -> int:
        """The month a fact belongs to, in the calendar of now."""
        if fact.month is not None:
            return fact.month
        assert fact.day is not None
        return self.days().month_of(fact.day)

    def last_month(self) -> int:
        """The last month of which anything was told, or in which something happened to a unit."""
        days = self.days()
        told = [self.month(fact) for fact in self.facts.values()]
        marked = [month for _, month in self.states] + [month for _, (_, month), _ in self.excuses]
        return max([*told, *marked, *(days.month_of(change.day) for _, change in self.changes)])

    def state(self, place: Place) -> str:
        """The state a unit's month is in."""
        return self.states.get(place, "open")

    # What may be told of the tree

    def takes(self, *changes: Change) -> bool:
        """Whether further changes leave the tree whole and every fact in either book inside its unit's life."""
        days = self.days(EVER, *changes)
        if not days.is_whole():
            return False
        changed = {change.unit for change in changes}
        for book in ("reported", "accepted"):
            for fact in self.live(book).values():
                if fact.unit not in changed or fact.gone:
                    continue
                if fact.day is not None and days.state(fact.unit, fact.day) is None:
                    return False
                if fact.month is not None and days.last_open(fact.unit, fact.month) is None:
                    return False
        return True

    # Sending and accepting

    def drafts(self, place: Place) -> list[Fact]:
        """What sending a month sends: drafts that touch it, and those whose last sent version does."""
        unit, month = place
        sent, found = self.live("reported"), []
        for record in self.records():
            newest, last = self.newest(record), sent.get(record)
            if newest.unit != unit or newest is last or (newest.gone and last is None):
                continue  # what was withdrawn before it was ever sent has nothing to say
            if month in {self.month(fact) for fact in (newest, last) if fact is not None}:
                found.append(newest)
        return found

    def send(self, event: int, *places: Place) -> None:
        """Send months: their drafts count, and accepted months these touch are sent again."""
        sent = self.live("reported")
        drafts = {fact.record: fact for place in places for fact in self.drafts(place)}
        for record, fact in drafts.items():
            for month in {self.month(one) for one in (fact, sent.get(record)) if one is not None}:
                if self.state((fact.unit, month)) == "accepted":
                    self.states[fact.unit, month] = "sent_again"
            self.posts.append((event, "reported", record, fact.number))
        for place in places:
            self.states[place] = AFTER_SENDING[self.state(place)]

    def tell(self, event: int, fact: Fact) -> None:
        """Let an opening count at once; its month is sent."""
        place = (fact.unit, self.month(fact))
        self.posts.append((event, "reported", fact.record, fact.number))
        self.states[place] = AFTER_SENDING[self.state(place)]

    def waiting(self, place: Place) -> tuple[set[int], list[Fact]]:
        """All that accepting a month accepts, and the months that are drawn in, until nothing is added."""
        unit, month = place
        sent, accepted = self.live("reported"), self.live("accepted")
        months, found, grown = {month}, {}, True
        while grown:
            grown = False
            for record, fact in sent.items():
                last = accepted.get(record)
                if fact.unit != unit or fact is last or record in found:
                    continue
                touched = {self.month(one) for one in (fact, last) if one is not None}
                if touched & months:
                    months |= touched
                    found[record] = fact
                    grown = True
        return months, [found[record] for record in sorted(found)]

    def accept(self, event: int, *places: Place) -> None:
        """Accept months with all they draw in."""
        accepted: dict[str, Fact] = {}
        for place in places:
            months, facts = self.waiting(place)
            accepted |= {fact.record: fact for fact in facts}
            for month in months:
                if self.state((place[0], month)) in {"sent", "sent_again", "reopened"}:
                    self.states[place[0], month] = "accepted"
        for record, fact in accepted.items():
            self.posts.append((event, "accepted", record, fact.number))
