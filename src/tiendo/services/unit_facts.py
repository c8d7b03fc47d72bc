"""What units have told must still fit them after they change, so that recorded late is the same as recorded in time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.orgunit import ChangeKind, OrgTree, UnitChange
from tiendo.core.submission import Version, version_faults
from tiendo.services.writing import View
from tiendo.storage import standing

register(
    "tree.facts_unfit",
    ProblemKind.INVALID,
    "{count} things told would not fit the units as they would be: correct or withdraw them first.",
)
register(
    "tree.fact_unfit",
    ProblemKind.INVALID,
    "Record {record} of {name} ({unit}), {day}: {problem}",
)

_LATE = frozenset({"record.level", "record.coorganiser_closed"})
"""What a version is held against again; that its own unit is open then, storage sees to (`tree.facts_outside`)."""


def check_facts_fit(view: View, changes: Sequence[UnitChange]) -> None:
    """Refuse changes after which a live version names a co-organiser not open, or an element its unit did not enter.

    Errors: Problem `tree.facts_unfit`, whose causes are all such versions; `tree.not_whole`.
    """
    before = view.tree
    told = {
        change.unit
        for change in changes
        if before.stretches(change.unit) and (change.kind is ChangeKind.CLOSE or change.level is not None)
    }
    if not told:
        return
    after = before.with_changes(*changes)
    faults = [
        Problem(
            "tree.fact_unfit",
            record=version.record,
            name=after.stretches(version.unit)[-1].name,
            unit=version.unit,
            day=version.day or version.month,
            problem=fault,
        )
        for version in standing.told_by_or_with(view.cursor, told, keys=view.catalogue.keys)
        for fault in _new_faults(view, version, after)
    ]
    if faults:
        raise Problem.many("tree.facts_unfit", faults)


def _new_faults(view: View, version: Version, after: OrgTree) -> list[Problem]:
    """What forbids a version in the tree as it would be, and did not before."""
    found = []
    for tree in (view.tree, after):
        faults = version_faults(
            version,
            elements=view.catalogue.elements,
            tree=tree,
            calendar=view.catalogue.calendar,
            today=date.max,
        )
        found.append({_what(fault): fault for fault in faults if fault.code in _LATE})
    return [fault for what, fault in found[1].items() if what not in found[0]]


def _what(fault: Problem) -> tuple[str, str, str]:
    return (fault.code, str(fault.details.get("element")), str(fault.details.get("unit")))
