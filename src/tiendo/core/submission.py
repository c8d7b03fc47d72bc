"""What a unit tells: records, their append-only versions, figures, proof, and what may be told at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.indicator import DataElement, ElementKind
from tiendo.core.orgunit import OrgTree, UnitId
from tiendo.core.period import Calendar, Month
from tiendo.core.quantity import MAX_AMOUNT

INVALID = ProblemKind.INVALID
register("record.no_day", INVALID, "The record needs a day.")
register("record.no_month", INVALID, "The figure needs a month.")
register("record.no_title", INVALID, "The activity needs a title.")
register("record.no_figures", INVALID, "Enter at least one figure.")
register("record.no_paper", INVALID, "An opening total needs the paper it is taken from.")
register("record.future", INVALID, "{day} lies in the future; today is {today}.")
register("record.unit_closed", INVALID, "{unit} was not open on {day}.")
register("record.month_closed", INVALID, "{unit} had no open day in {month}; nothing can be entered for it.")
register(
    "record.unknown_element",
    INVALID,
    "There is no data element {element}; the command tiendo elements --unit CODE lists their keys.",
)
register("record.level", INVALID, "{element} is not entered at level {level}; it is entered at: {levels}.")
register("record.negative", INVALID, "{element}: {amount} is below zero.")
register("record.too_large", INVALID, "{element}: {amount} is larger than any figure can be.")
register("record.twice", INVALID, "{element} {part} is given twice.")
register("record.unknown_part", INVALID, "{element}: there is no part {part}.")
register(
    "record.parts_exceed", INVALID, "{element}: the parts of {dimension} come to {parts}, more than {whole}."
)
register("record.part_without_whole", INVALID, "{element}: parts are given without the whole.")
register("record.opening_stock", INVALID, "{element} is a level; an opening total can only be a sum.")
register("record.persons_kind", INVALID, "{element} does not count persons; nobody can be named for it.")
register("record.persons_activity", INVALID, "Persons are named in an activity, not in a month figure.")
register("record.coorganiser_self", INVALID, "A unit cannot be its own co-organiser.")
register("record.coorganiser_closed", INVALID, "Co-organiser {unit} was not open on {day}.")


class Book(StrEnum):
    """The two books of the ledger. VN: đã báo cáo, đã xác nhận."""

    REPORTED = "reported"
    ACCEPTED = "accepted"


class RecordKind(StrEnum):
    """What a record is; it never changes."""

    ACTIVITY = "activity"
    MONTH_FIGURE = "month_figure"
    NIL = "nil"
    OPENING = "opening"


class EvidenceKind(StrEnum):
    """The four kinds of proof. VN: minh chứng."""

    DOCUMENT = "document"
    LINK = "link"
    FILE = "file"
    PAPER = "paper"


@dataclass(frozen=True)
class Evidence:
    """Proof of a record: a document's number and day, a link, a stored file, or paper kept at the unit."""

    kind: EvidenceKind
    text: str
    day: date | None = None
    sha256: str = ""


class Figure(NamedTuple):
    """One amount of one data element; `part` is empty for the whole. VN: số liệu."""

    element: str
    amount: int
    part: str = ""


class Participation(NamedTuple):
    """A named person counted under a persons element; the person is a random id, never a name."""

    element: str
    person: str


class Version(NamedTuple):
    """One version of a record. VN: phiên bản bản ghi.

    An activity or an opening has a `day`, a month figure or a nil declaration has a `month`. `elements` are those a
    nil declaration speaks of; empty means all. A withdrawn version stands for nothing.
    """

    record: str
    number: int
    unit: UnitId
    kind: RecordKind
    day: date | None = None
    month: Month | None = None
    figures: tuple[Figure, ...] = ()
    participants: tuple[Participation, ...] = ()
    coorganisers: tuple[UnitId, ...] = ()
    elements: tuple[str, ...] = ()
    withdrawn: bool = False
    title: str = ""
    area: str = ""
    place: str = ""
    campaign: str = ""
    reason: str = ""
    paper: str = ""

    def month_touched(self, calendar: Calendar) -> Month:
        """The one reporting month this version belongs to."""
        if self.month is not None:
            return self.month
        if self.day is None:
            raise Problem("record.no_day")
        return calendar.month_of(self.day)

    def day_counted(self, calendar: Calendar, tree: OrgTree) -> date | None:
        """The day its figures lie on: its own, or the unit's last open day of its month; None without one."""
        if self.day is not None:
            return self.day
        return None if self.month is None else last_open_day(tree, self.unit, self.month, calendar=calendar)


def last_open_day(tree: OrgTree, unit: UnitId, month: Month, *, calendar: Calendar) -> date | None:
    """The last day of a reporting month on which a unit was open; where rests of month figures are dated."""
    window = calendar.window(month)
    start, end = tree.life(unit)
    closed = end is not None and end < window.end
    last = date.fromordinal(end.toordinal() - 1) if closed and end is not None else window.last
    return last if last >= max(window.start, start) else None


def version_faults(
    version: Version, *, elements: Mapping[str, DataElement], tree: OrgTree, calendar: Calendar, today: date
) -> list[Problem]:
    """Everything that forbids a version, all at once. `today` is the day of writing."""
    if version.withdrawn:
        return []
    found = _time_faults(version, tree, calendar, today)
    day = None if found else version.day_counted(calendar, tree)
    if not found and day is None:
        found.append(Problem("record.month_closed", unit=version.unit, month=str(version.month)))
    if version.kind is RecordKind.ACTIVITY and not version.title.strip():
        found.append(Problem("record.no_title"))
    if version.kind is RecordKind.OPENING and not version.paper.strip():
        found.append(Problem("record.no_paper"))
    if version.kind in (RecordKind.MONTH_FIGURE, RecordKind.OPENING) and not version.figures:
        found.append(Problem("record.no_figures"))
    found.extend(_figure_faults(version, elements))
    if day is not None:
        found.extend(_level_faults(version, elements, tree=tree, day=day))
        found.extend(_joint_faults(version, tree, day))
    found.extend(_person_faults(version, elements))
    return found


def _time_faults(version: Version, tree: OrgTree, calendar: Calendar, today: date) -> list[Problem]:
    if version.kind in (RecordKind.ACTIVITY, RecordKind.OPENING):
        if version.day is None:
            return [Problem("record.no_day")]
        if version.day > today:
            return [Problem("record.future", day=version.day, today=today)]
        if not tree.is_open(version.unit, version.day):
            return [Problem("record.unit_closed", unit=version.unit, day=version.day)]
        return []
    if version.month is None:
        return [Problem("record.no_month")]
    start = calendar.window(version.month).start
    return [Problem("record.future", day=start, today=today)] if start > today else []


def _figure_faults(version: Version, elements: Mapping[str, DataElement]) -> Iterable[Problem]:
    seen: set[tuple[str, str]] = set()
    for figure in version.figures:
        element = elements.get(figure.element)
        if element is None:
            yield Problem("record.unknown_element", element=figure.element)
            continue
        if (figure.element, figure.part) in seen:
            yield Problem("record.twice", element=figure.element, part=figure.part)
        seen.add((figure.element, figure.part))
        if figure.amount < 0:
            yield Problem("record.negative", element=figure.element, amount=figure.amount)
        if figure.amount > MAX_AMOUNT:
            yield Problem("record.too_large", element=figure.element, amount=figure.amount)
        if figure.part and figure.part not in element.part_keys():
            yield Problem("record.unknown_part", element=figure.element, part=figure.part)
        if version.kind is RecordKind.OPENING and element.kind is ElementKind.STOCK:
            yield Problem("record.opening_stock", element=figure.element)
    yield from _part_faults(version, elements)


def _part_faults(version: Version, elements: Mapping[str, DataElement]) -> Iterable[Problem]:
    wholes = {f.element: f.amount for f in version.figures if not f.part}
    sums: dict[tuple[str, str], int] = {}
    firsts: dict[tuple[str, str], str] = {}
    for figure in version.figures:
        if figure.part and figure.element in elements:
            key = (figure.element, figure.part.partition(":")[0])
            sums[key] = sums.get(key, 0) + figure.amount
            firsts.setdefault(key, figure.part)
    for (element, dimension), parts in sums.items():
        whole = wholes.get(element)
        if whole is None:
            yield Problem("record.part_without_whole", element=element)
        elif parts > whole:
            yield Problem(
                "record.parts_exceed",
                element=element,
                dimension=dimension,
                parts=parts,
                whole=whole,
                part=firsts[element, dimension],
            )


def _level_faults(
    version: Version, elements: Mapping[str, DataElement], *, tree: OrgTree, day: date
) -> Iterable[Problem]:
    if version.kind is RecordKind.OPENING:
        return
    stretch = tree.stretch_at(version.unit, day)
    level = stretch.level if stretch else ""
    named = (
        {f.element for f in version.figures}
        | {p.element for p in version.participants}
        | set(version.elements)
    )
    for key in sorted(named & elements.keys()):
        if level not in elements[key].entered_at:
            levels = ", ".join(sorted(elements[key].entered_at))
            yield Problem("record.level", element=key, level=level, levels=levels)
    for key in sorted(set(version.elements) - elements.keys()):
        yield Problem("record.unknown_element", element=key)


def _joint_faults(version: Version, tree: OrgTree, day: date) -> Iterable[Problem]:
    for other in version.coorganisers:
        if other == version.unit:
            yield Problem("record.coorganiser_self")
        elif not tree.is_open(other, day):
            yield Problem("record.coorganiser_closed", unit=other, day=day)


def _person_faults(version: Version, elements: Mapping[str, DataElement]) -> Iterable[Problem]:
    if version.participants and version.kind is not RecordKind.ACTIVITY:
        yield Problem("record.persons_activity")
    for key in sorted({p.element for p in version.participants}):
        if key not in elements:
            yield Problem("record.unknown_element", element=key)
        elif elements[key].kind is not ElementKind.PERSONS:
            yield Problem("record.persons_kind", element=key)
