"""Whether a target's number may be handed down to a unit for a year: for the verb, and for what is shown before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.indicator import DataElement, elements_of
from tiendo.core.orgunit import OrgTree, UnitId
from tiendo.core.period import Calendar, years_over
from tiendo.core.plan import Plan, Target, term_of

INVALID = ProblemKind.INVALID
register(
    "allocation.kind", INVALID, "{target} is no sum; its goal holds at every unit and is not handed down."
)
register("allocation.year", INVALID, "{target} does not run in {year}; its years are: {years}.")
register(
    "allocation.not_entered",
    INVALID,
    "{unit}: neither it nor any unit below enters {element}, so nothing could ever be counted; hand {target} down to"
    " a unit that does ({levels}).",
)
register("allocation.not_below", INVALID, "Unit {unit} does not stand under the unit whose plan it is.")


@dataclass(frozen=True)
class Place:
    """A unit that is handed a number, how it was named (`called`), whose plan it is, and the tree both stand in."""

    unit: UnitId
    called: int | str
    owner: UnitId
    tree: OrgTree


def counted_by(plan: Plan, target: Target) -> DataElement:
    """The data element a target counts: its amounts are in that element's smallest unit."""
    return plan.elements[elements_of(target.indicator)[0]]


def years_of(plan: Plan, target: Target, calendar: Calendar) -> list[int]:
    """The years a target runs in, in order, as numbers are handed down for them."""
    return [one.year for one in years_over(term_of(target, plan), plan.year, calendar)]


def handing_faults(
    plan: Plan, target: Target, place: Place, *, year: int, running: Sequence[int]
) -> Iterator[Problem]:
    """Everything that forbids handing a target's number for a year down to a unit. VN: giao chỉ tiêu

    `running` are the years the target runs in (`years_of`).
    """
    if not target.takes_allocation:
        yield Problem("allocation.kind", target=target.key)
    if year not in running:
        yield Problem("allocation.year", target=target.key, year=year, years=", ".join(map(str, running)))
    element = counted_by(plan, target)
    if place.unit != place.owner and not _below(place):
        yield Problem("allocation.not_below", unit=place.called)
    elif target.takes_allocation and not _enters(place.tree, element, unit=place.unit, year=year):
        levels = ", ".join(sorted(element.entered_at))
        yield Problem(
            "allocation.not_entered", target=target.key, unit=place.unit, element=element.key, levels=levels
        )


def _below(place: Place) -> bool:
    """Whether a unit ever stood under the one whose plan it is."""
    tree = place.tree
    return any(place.owner in tree.path(place.unit, one.start) for one in tree.stretches(place.unit))


def _enters(tree: OrgTree, element: DataElement, *, unit: UnitId, year: int) -> bool:
    """Whether the unit, or any below it, ever enters what a target counts in the year: others can bring nothing."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = {first, last, *(max(first, stretch.start) for stretch in tree.stretches(unit))}
    below = {(one, day) for day in days for one in tree.subtree(unit, day)}
    found = (tree.stretch_at(one, day) for one, day in below)
    return any(stretch is not None and stretch.level in element.entered_at for stretch in found)
