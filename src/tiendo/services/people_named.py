"""People named with a piece of work: read, found again or given an id, and kept where they can be erased."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from tiendo.core.errors import ProblemKind, register
from tiendo.core.submission import Version
from tiendo.services.given import KEY, NAME, Given
from tiendo.services.writing import View
from tiendo.storage import persons
from tiendo.storage.persons import Named

INVALID = ProblemKind.INVALID
register("person.no_name", INVALID, "The name is missing.")
register("person.no_birth", INVALID, "The day of birth is missing: people of one name are told apart by it.")
register("person.twice", INVALID, "The same person stands in line {line} already.")
register(
    "person.and_number",
    INVALID,
    "{element}: people are named, and counted by that; leave the number empty, or name nobody.",
)

MOST_PEOPLE = 2_000
"""Most people named at once under one data element."""

_ELEMENTS, _DIGITS = 500, 12
_NO_REQUEST = UUID(int=0)


@dataclass(frozen=True)
class PersonTold:
    """Somebody as given: `named.person` for one named before, else name and birth; `line` is where it was typed."""

    named: Named
    given: Given
    line: int

    @property
    def known(self) -> bool:
        """Whether this is somebody named before, or somebody told well enough to be looked for."""
        return bool(self.named.person or (self.named.name and self.named.birth))


People = Mapping[str, tuple[PersonTold, ...]]
"""Those named, by data element."""


def read_people(given: Given) -> dict[str, tuple[PersonTold, ...]]:
    """`people`: {element: [{person} or {name, birth, digits, line}]}; the list says all who are named for an element.

    Faults stay with `given`; names stand in none of them.
    """
    raw = given.mapping("people", _ELEMENTS)
    inner = Given(raw, ".".join(filter(None, (given.place, "people"))), faults=given.faults)
    return {
        element: tuple(_read(one, n) for n, one in enumerate(inner.parts(element, MOST_PEOPLE), 1))
        for element in raw
    }


def _read(given: Given, number: int) -> PersonTold:
    person, name = given.text("person", KEY), given.text("name", NAME)
    birth, digits = given.day("birth", needed=False), given.text("digits", KEY)
    line = given.maybe_whole("line", least=1) or number
    given.no_more()
    if person:
        return PersonTold(Named(person, ""), given, line)
    if not any(letter.isalpha() for letter in name):
        given.fault("person.no_name")
        name = ""
    if birth is None and not given.data.get("birth"):
        given.fault("person.no_birth")
    if digits and not (digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS):
        given.fault("person.digits")
    return PersonTold(Named("", name, birth, digits), given, line)


def digests_of(people: People) -> dict[str, str]:
    """What tells one list of people from another in a request, and tells nothing without the installation's key."""
    return {element: persons.keyed([one.named for one in some]) for element, some in people.items()}


class Seating:
    """Gives everybody named in one request an id: the one there is, else a new one; `new` are those to be kept."""

    def __init__(self, view: View, people: Sequence[People]) -> None:
        told = [one.named for each in people for some in each.values() for one in some if one.known]
        self.new: list[Named] = []
        self._view = view
        self._same = persons.same_as(view.cursor, [named for named in told if not named.person])

    def seats(self, people: People, before: Version | None) -> dict[str, tuple[str, ...]]:
        """The ids of those named, by element. Only who is named in the record already may be given by an id."""
        held: dict[str, set[str]] = {}
        for seat in before.participants if before is not None else ():
            held.setdefault(seat.element, set()).add(seat.person)
        return {element: self._seated(some, held.get(element, set())) for element, some in people.items()}

    def _seated(self, some: Sequence[PersonTold], held: set[str]) -> tuple[str, ...]:
        taken: dict[str, tuple[PersonTold, str]] = {}
        for one in some:
            if not one.known:
                continue
            named = one.named
            if named.birth is not None and named.birth > self._view.today:
                one.given.fault("input.future", field="birth", day=named.birth, today=self._view.today)
            if named.person and named.person not in held:
                one.given.fault("record.unknown_person", person=named.person)
                continue
            person, other = (named.person, None) if named.person else self._found(named, taken)
            if other is not None:
                one.given.fault("person.twice", line=other.line)
            taken.setdefault(person, (one, named.digits))
        return tuple(taken)

    def _found(
        self, named: Named, taken: Mapping[str, tuple[PersonTold, str]]
    ) -> tuple[str, PersonTold | None]:
        """The id that fits, and who in the same list has it already; two with different digits are two people."""
        same = self._same.setdefault(persons.match_key(named.name, named.birth), [])
        for person, digits in same:
            if digits and named.digits and digits != named.digits:
                continue
            if person not in taken:
                return person, None
            other, typed = taken[person]
            if not (typed and named.digits and typed != named.digits):
                return person, other
        made = uuid5(UUID(self._view.order.request or str(_NO_REQUEST)), f"person {len(self.new)}").hex
        self.new.append(named._replace(person=made))
        same.append((made, named.digits))
        return made, None


def check_named(
    view: View, given: Given, people: People, *, version: Version, before: Version | None
) -> None:
    """Ask for the right to name people; note a number told beside their names, unless there was one before."""
    if any(people.values()):
        view.require([version.unit], "person.name", area=version.area)
    both = set() if before is None else _numbered(before) & {seat.element for seat in before.participants}
    for element in sorted(_numbered(version) - both):
        if people.get(element):
            given.fault("person.and_number", element=element)


def _numbered(version: Version) -> set[str]:
    """Data elements of which a version tells a number."""
    return {figure.element for figure in version.figures if not figure.part and figure.amount}
