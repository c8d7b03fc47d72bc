"""Steps of reporting months: which records a sending or an acceptance takes along, and the states they lead to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tiendo.core.acceptance import (
    MonthState,
    MonthVerb,
    Waiting,
    after,
    check_sending,
    closure,
    drawn_by_accepting,
    drawn_by_sending,
    permission_for,
)
from tiendo.core.access import is_root
from tiendo.core.orgunit import UnitId
from tiendo.core.period import Month
from tiendo.core.submission import Book, Version
from tiendo.services.writing import View
from tiendo.storage import months
from tiendo.storage.months import LiveRow, MonthTold
from tiendo.storage.sql import BOOKS, DRAFT

Place = tuple[UnitId, Month]
States = Mapping[Place, MonthState]

SENT, ACCEPTED = BOOKS[Book.REPORTED], BOOKS[Book.ACCEPTED]


@dataclass
class Standing:
    """The records that bear on some units' months, by unit: their version in each book, and the months' states."""

    rows: dict[UnitId, list[dict[int, LiveRow]]]
    states: dict[Place, MonthState]

    def state(self, unit: UnitId, month: Month) -> MonthState:
        """The state a month is in."""
        return self.states.get((unit, month), MonthState.OPEN)

    def uuid(self, record: int) -> str:
        """The client-made id of one of the records."""
        rows = (row for some in self.rows.values() for books in some for row in books.values())
        return next(row.uuid for row in rows if row.id == record)

    def waiting(self, unit: UnitId) -> list[Waiting]:
        """What counts in the books of a unit, as core wants to know it."""
        found = []
        for books in self.rows.get(unit, ()):
            sent, accepted = books.get(SENT), books.get(ACCEPTED)
            if sent is not None:
                number, month = (accepted.number, accepted.month) if accepted else (0, None)
                found.append(Waiting(sent.uuid, sent.number, sent.month, number, month))
        return found


def read_standing(view: View, places: Collection[Place], *, waiting: bool = True) -> Standing:
    """How these units' months stand, in two statements; `waiting`: with what waits in their other months."""
    units = {unit for unit, _ in places}
    rows = months.live_rows(view.cursor, units, months={month for _, month in places}, waiting=waiting)
    by_record: dict[int, dict[int, LiveRow]] = defaultdict(dict)
    for row in rows:
        by_record[row.id][row.book] = row
    by_unit: dict[UnitId, list[dict[int, LiveRow]]] = defaultdict(list)
    for books in by_record.values():
        by_unit[next(iter(books.values())).unit].append(books)
    touched = {month for _, month in places} | {row.month for row in rows}
    return Standing(dict(by_unit), read_states(view, units, touched))


def read_states(
    view: View, units: Collection[UnitId], some: Collection[Month] | None = None
) -> dict[Place, MonthState]:
    """The state of every month of these units that was ever sent, or of some months."""
    found = months.read_months(view.cursor, units, months=some)
    return {place: MonthState(state) for place, state in found.items()}


@dataclass
class Moves:
    """What an event does to months and books: (record number, version) pairs, and the states it leads to.

    `versions`: what was read of them (under their record numbers), which posting need not read again.
    """

    numbers: dict[int, int] = field(default_factory=dict)
    versions: Sequence[Version] = ()
    steps: dict[Place, MonthTold] = field(default_factory=dict)

    def step(self, place: Place, verb: MonthVerb, state: MonthState, *, reason: str = "") -> None:
        """Let a month be in a state afterwards."""
        self.steps[place] = MonthTold(*place, verb.value, state.value, reason)


def require_for(view: View, verb: MonthVerb, units: Iterable[UnitId]) -> None:
    """Refuse unless the actor may do this with these units' months; a root does itself what is done from above."""
    for unit in dict.fromkeys(units):
        view.require([unit], permission_for(verb, root=is_root(unit, view.tree, view.today)))


def drafts_of(standing: Standing, unit: UnitId, month: Month) -> list[dict[int, LiveRow]]:
    """Records of a unit with a draft, whose draft or last sent version touches a month.

    What was withdrawn before it was ever sent has nothing to say to anybody above.
    """
    return [
        books
        for books in standing.rows.get(unit, ())
        if DRAFT in books
        and (SENT in books or not books[DRAFT].withdrawn)
        and any(books[book].month == month for book in (DRAFT, SENT) if book in books)
    ]


def send(standing: Standing, place: Place, moves: Moves) -> None:
    """Take along what sending a month sends. Errors: Problem `month.nothing_to_send`."""
    unit, month = place
    drafts, state = drafts_of(standing, unit, month), standing.state(unit, month)
    waiting = sum(one.waits and one.sent_month == month for one in standing.waiting(unit))
    check_sending(state, drafts=len(drafts), waiting=waiting, month=month)
    for books in drafts:
        moves.numbers[books[DRAFT].id] = books[DRAFT].number
        for other in {books[book].month for book in (DRAFT, SENT) if book in books} - {month}:
            _draw(standing, (unit, other), moves)
    moves.step(place, MonthVerb.SEND, after(state, MonthVerb.SEND, month=month))


def _draw(standing: Standing, place: Place, moves: Moves) -> None:
    state = standing.state(*place)
    drawn = drawn_by_sending(state)
    if drawn is not state and place not in moves.steps:
        moves.step(place, MonthVerb.SEND, drawn)


def sending_of(view: View, versions: Sequence[Version]) -> list[MonthTold]:
    """The steps of months in which something is told at once, without a draft: openings."""
    calendar = view.catalogue.calendar
    places = {(version.unit, version.month_touched(calendar)) for version in versions}
    states = read_states(view, {unit for unit, _ in places}, {month for _, month in places})
    moves = Moves()
    for place in sorted(places):
        state = states.get(place, MonthState.OPEN)
        moves.step(place, MonthVerb.SEND, after(state, MonthVerb.SEND, month=place[1]))
    return list(moves.steps.values())


def accept(standing: Standing, place: Place, moves: Moves) -> tuple[Waiting, ...]:
    """Take along what accepting a month accepts, and answer it. Errors: Problem `month.not_sent`."""
    unit, month = place
    state = after(standing.state(unit, month), MonthVerb.ACCEPT, month=month)
    drawn, waiting = closure(month, standing.waiting(unit))
    numbers = {books[SENT].uuid: books[SENT].id for books in standing.rows.get(unit, ()) if SENT in books}
    moves.numbers.update({numbers[record.record]: record.sent for record in waiting})
    moves.step(place, MonthVerb.ACCEPT, state)
    for other in drawn - {month}:
        before = standing.state(unit, other)
        if (following := drawn_by_accepting(before)) is not before:
            moves.step((unit, other), MonthVerb.ACCEPT, following)
    return waiting


def rows_of(standing: Standing, unit: UnitId, waiting: Iterable[Waiting]) -> list[dict[int, LiveRow]]:
    """The stored rows of records that wait, by book, in order of record."""
    wanted = {record.record for record in waiting}
    found = [books for books in standing.rows.get(unit, ()) if SENT in books and books[SENT].uuid in wanted]
    return sorted(found, key=lambda books: (books[SENT].month, books[SENT].id))
