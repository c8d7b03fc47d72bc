"""From what people give to versions of records: read without knowing units, then meant in the tree of a moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.indicator import DataElement, ElementKind
from tiendo.core.orgunit import UnitId
from tiendo.core.quantity import MAX_AMOUNT, read_amount
from tiendo.core.submission import (
    Evidence,
    EvidenceKind,
    Figure,
    Participation,
    RecordKind,
    Version,
    version_faults,
)
from tiendo.services.gate import area_keys, unit_at
from tiendo.services.given import KEY, LINK, NAME, PAPER, TITLE, Given, told_exactly
from tiendo.services.people_named import People, Seating, digests_of, read_people
from tiendo.services.writing import View
from tiendo.storage import standing
from tiendo.storage.persons import Named

register("record.unknown_area", ProblemKind.INVALID, "No plan has the area {area}; areas are: {areas}.")
register("record.unknown_person", ProblemKind.INVALID, "There is no person {person}.")
register(
    "record.level_twice",
    ProblemKind.CONFLICT,
    "{element} on {day} is told by record {other} already; correct that one instead.",
)
register("proof.no_day", ProblemKind.INVALID, "A document given as proof needs its day.")
register("proof.link", ProblemKind.INVALID, "A link begins with http:// or https://.")
register("proof.file", ProblemKind.INVALID, "A file given as proof is named by its sha256, as it was stored.")

_FIGURES, _PARTS, _PERSONS, _UNITS, _PROOFS = 500, 300, 20_000, 500, 50
_HUGE = 10**18


@dataclass(frozen=True)
class Amount:
    """An amount as given: whole smallest units, or text to be read with the element's decimals; None takes it out."""

    element: str
    part: str
    amount: int | str | None


@dataclass(frozen=True)
class Telling:
    """A record as given, cleaned; fields that were not given are absent from `named`."""

    given: Given
    record: str
    unit: int | str | None
    day: date | None
    texts: Mapping[str, Any]
    figures: tuple[Amount, ...]
    participants: Mapping[str, tuple[str, ...]]
    coorganisers: tuple[int | str, ...]
    proofs: tuple[Evidence, ...] = ()
    people: People = field(default_factory=dict)
    named: frozenset[str] = field(default_factory=frozenset)

    def content(self) -> dict[str, Any]:
        """What was given, as plain data: by it the same request is known again."""
        return {
            "record": self.record,
            "unit": self.unit,
            "day": self.day,
            **self.texts,
            "figures": [[f.element, f.part, told_exactly(f.amount)] for f in self.figures],
            "participants": {key: list(persons) for key, persons in self.participants.items()},
            "coorganisers": list(self.coorganisers),
            "proofs": [[p.kind.value, p.text, p.day, p.sha256] for p in self.proofs],
            "people": digests_of(self.people),
            "named": sorted(self.named),
        }


FIELDS = (
    "day",
    "title",
    "area",
    "place",
    "campaign",
    "paper",
    "figures",
    "participants",
    "people",
    "coorganisers",
)
"""What a record says; unit and kind never change."""

_TEXTS = {"title": TITLE, "area": KEY, "place": TITLE, "campaign": NAME, "paper": PAPER}


def read_telling(given: Given, *, new: bool = True) -> Telling:
    """A record from its fields; a change of one (not `new`) names no unit and may leave all else out.

    Fields: record, unit, day, title, area, place, campaign, paper, figures, participants, people, coorganisers, proofs.
    Faults stay with `given`.
    """
    telling = Telling(
        given,
        record=given.uuid("record"),
        unit=given.unit("unit", needed=True) if new else None,
        day=given.day("day", needed=new),
        texts={name: given.text(name, limit) for name, limit in _TEXTS.items()},
        figures=tuple(read_amounts(given, erasing=not new)),
        participants=_participants(given),
        coorganisers=tuple(_units(given)),
        proofs=tuple(read_proofs(given)) if new else (),
        people=read_people(given),
        named=frozenset(field for field in FIELDS if given.data.get(field) is not None),
    )
    given.no_more()
    return telling


def read_amounts(given: Given, *, erasing: bool = False, needed: bool = False) -> Iterator[Amount]:
    """Figures as `{element: amount}` or `{element: {"": whole, "dimension:part": amount}}`."""
    whole = given.mapping("figures", _FIGURES, needed=needed)
    for element, value in whole.items():
        if not isinstance(value, Mapping):
            yield from _amount(given, element, "", value, erasing=erasing)
            continue
        inside = Given(
            {element: value}, ".".join(filter(None, (given.place, "figures"))), faults=given.faults
        )
        for part, amount in inside.mapping(element, _PARTS, needed=True).items():
            yield from _amount(given, element, part, amount)


def _amount(
    given: Given, element: str, part: str, amount: object, *, erasing: bool = False
) -> Iterator[Amount]:
    """An amount that can be one; what it means is read when its element is known."""
    name = f"figures.{element}" + (f".{part}" if part else "")
    if amount is None and erasing:
        yield Amount(element, part, None)
    elif isinstance(amount, bool) or not isinstance(amount, int | str):
        given.fault("input.type", field=name, expected="a number")
    elif isinstance(amount, int) and abs(amount) > _HUGE:
        given.fault("input.amount", field=name, most=MAX_AMOUNT)
    elif isinstance(amount, int):
        yield Amount(element, part, int(amount))
    else:
        told = Given({name: amount}, given.place, faults=given.faults).text(name, KEY, needed=True)
        if told:
            yield Amount(element, part, told)


def _participants(given: Given) -> dict[str, tuple[str, ...]]:
    raw = given.mapping("participants", _FIGURES)
    inner = Given(raw, given.place, faults=given.faults)
    return {element: inner.texts(element, KEY, _PERSONS) for element in raw}


def _units(given: Given) -> Iterator[int | str]:
    for number, item in enumerate(given.items("coorganisers", _UNITS)):
        unit = Given({"unit": item}, f"{given.place}.coorganisers[{number}]".strip("."), faults=given.faults)
        if (found := unit.unit("unit")) is not None:
            yield found


def read_proofs(given: Given, *, needed: bool = False) -> Iterator[Evidence]:
    """Proof of the four kinds: document (text, day), link (text), file (sha256, text), paper (text)."""
    for one in given.parts("proofs", _PROOFS, needed=needed):
        kind = one.choice("kind", [kind.value for kind in EvidenceKind])
        text = one.text("text", LINK, needed=kind != EvidenceKind.FILE)
        day, sha256 = one.day("day", needed=False), one.text("sha256", KEY)
        one.no_more()
        if kind == EvidenceKind.DOCUMENT and day is None and not one.data.get("day"):
            one.fault("proof.no_day")
        if kind == EvidenceKind.LINK and text and not text.startswith(("http://", "https://")):
            one.fault("proof.link")
        if (kind == EvidenceKind.FILE) != bool(sha256):
            one.fault("proof.file")
        if kind in {known.value for known in EvidenceKind}:
            yield Evidence(EvidenceKind(kind), text, day, sha256)


# What it means


def resolved(telling: Telling, view: View, day: date) -> tuple[UnitId | None, tuple[UnitId, ...]]:
    """The unit and the co-organisers meant on a day; what cannot be found is a fault."""
    found: list[UnitId | None] = []
    for given in (telling.unit, *telling.coorganisers):
        try:
            found.append(None if given is None else unit_at(view.tree, given, day))
        except Problem as problem:
            telling.given.note(problem)
            found.append(None)
    others = tuple(unit for unit in found[1:] if unit is not None)
    twice = sorted({unit for unit in others if others.count(unit) > 1})
    if twice:
        codes = ", ".join(view.tree.stretches(unit)[-1].code for unit in twice[:20])
        telling.given.fault("input.twice", field="coorganisers", value=codes)
    return found[0], tuple(dict.fromkeys(others))


def figures_of(
    given: Given, amounts: Iterable[Amount], elements: Mapping[str, DataElement]
) -> tuple[Figure, ...]:
    """Amounts read with their elements' decimals; those that cannot be read are faults."""
    found = []
    for told in amounts:
        element = elements.get(told.element)
        if told.amount is None or isinstance(told.amount, int):
            found.append(Figure(told.element, told.amount or 0, told.part))
            continue
        try:
            amount = read_amount(told.amount, decimals=element.decimals if element else 0)
        except Problem as problem:
            given.note(problem, f"figures.{told.element}")
            amount = 0
        found.append(Figure(told.element, amount, told.part))
    return tuple(found)


def seats_of(participants: Mapping[str, tuple[str, ...]]) -> tuple[Participation, ...]:
    """Named persons, each under its element."""
    return tuple(Participation(element, person) for element, some in participants.items() for person in some)


def seated(telling: Telling, seating: Seating, before: Version | None = None) -> Telling:
    """A telling with the ids of the people it names."""
    if not telling.people:
        return telling
    return replace(telling, participants={**telling.participants, **seating.seats(telling.people, before)})


def version_of(telling: Telling, view: View, *, kind: RecordKind) -> Version | None:
    """A record's first version; None where unit or day are not known, which has been noted."""
    if telling.day is None:
        return None
    unit, others = resolved(telling, view, telling.day)
    if unit is None:
        return None
    return Version(
        telling.record,
        1,
        unit,
        kind,
        day=telling.day,
        figures=figures_of(telling.given, telling.figures, view.catalogue.elements),
        participants=seats_of(telling.participants),
        coorganisers=others,
        **telling.texts,
    )


def check_versions(view: View, versions: Iterable[tuple[Given, Version]], new: Iterable[Named] = ()) -> None:
    """Note all that forbids these versions: core's rules, unknown areas and persons, two levels on one day.

    `new` are persons that come with them.
    """
    told = list(versions)
    elements = view.catalogue.elements
    areas = area_keys(view) if any(version.area for _, version in told) else frozenset()
    made = {named.person for named in new}
    cited = {p.person for _, v in told for p in v.participants} - made
    persons = standing.known_persons(view.cursor, cited) | made
    for given, version in told:
        for problem in version_faults(
            version, elements=elements, tree=view.tree, calendar=view.catalogue.calendar, today=view.today
        ):
            if problem.code != "record.no_title" or not _told_of(given, "title"):
                given.note(problem)
        if areas and version.area and version.area not in areas:
            given.fault("record.unknown_area", area=version.area, areas=", ".join(sorted(areas)))
        for person in sorted({seat.person for seat in version.participants} - persons):
            given.fault("record.unknown_person", person=person)
    _check_levels(view, told)


def _told_of(given: Given, field: str) -> bool:
    """Whether a field could not be read, which has been told: that it is lacking as well would be false."""
    return any(
        dict(fault.details).get("field") == field and getattr(fault, "place", "") == given.place
        for fault in given.faults
    )


def _check_levels(view: View, told: Iterable[tuple[Given, Version]]) -> None:
    """At most one level per unit, element and day: the newest version of every record counts, sent or not."""
    wanted: dict[tuple[UnitId, str, date], tuple[Given, str]] = {}
    for given, version in told:
        if version.withdrawn or version.day is None:
            continue
        for key in _stocks(version, view.catalogue.elements):
            place = (version.unit, key, version.day)
            _, other = wanted.setdefault(place, (given, version.record))
            if other != version.record:
                _two_levels(given, place, other=other)
    units, days = {unit for unit, _, _ in wanted}, {day for _, _, day in wanted}
    ours = {version.record for _, version in told}
    for held in standing.held_levels(view.cursor, units, days):
        place = (held.unit, view.catalogue.keys[held.element], held.day)
        if place in wanted and held.uuid not in ours:
            _two_levels(wanted[place][0], place, other=held.uuid)


def _stocks(version: Version, elements: Mapping[str, DataElement]) -> set[str]:
    keys = {figure.element for figure in version.figures} & elements.keys()
    return {key for key in keys if elements[key].kind is ElementKind.STOCK}


def _two_levels(given: Given, place: tuple[UnitId, str, date], *, other: str) -> None:
    unit, element, day = place
    given.fault("record.level_twice", unit=unit, element=element, day=day, other=other)
