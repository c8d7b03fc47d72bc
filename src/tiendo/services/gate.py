"""Where what users write becomes a unit, a record or a plan (R12): nothing else turns their words into things."""

from __future__ import annotations

from datetime import date
from typing import Any

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.orgunit import OrgTree, UnitId
from tiendo.core.period import Calendar, Month
from tiendo.core.plan import Plan
from tiendo.core.plan_document import adopted
from tiendo.core.submission import Version
from tiendo.services.given import refuse
from tiendo.services.writing import View
from tiendo.storage import catalogue as decisions
from tiendo.storage import records, standing
from tiendo.storage.records import Standing

NOT_FOUND = ProblemKind.NOT_FOUND
register("record.unknown", NOT_FOUND, "There is no such record, or its unit has not sent it yet.")
register("plan.unknown", NOT_FOUND, "There is no plan {plan}.")
register("tree.code_not_in_month", NOT_FOUND, "No unit had the code {code} in {month}.")


def unit_at(tree: OrgTree, given: int | str, day: date) -> UnitId:
    """The unit with this code on a day; an internal id stands for itself.

    Errors: Problem `tree.code_*`, `tree.no_unit`, `input.missing`.
    """
    if isinstance(given, str):
        if not given.strip():
            raise Problem("input.missing", field="unit")
        return tree.find(given, day)
    if not tree.stretches(given):
        raise Problem("tree.no_unit", unit=given)
    return given


def unit_in(tree: OrgTree, given: int | str, month: Month, *, calendar: Calendar) -> UnitId:
    """The unit that had this code last in a reporting month. Errors: Problem `tree.code_*`, `tree.no_unit`."""
    if not isinstance(given, str):
        return unit_at(tree, given, date.max)
    window = calendar.window(month)
    found = tree.resolve(given, window.last)
    if found is not None:
        return found
    held = []
    if _ever(tree, given):
        held = [
            stretch
            for unit in tree.units()
            for stretch in tree.stretches(unit)
            if stretch.code == given
            and stretch.start < window.end
            and (stretch.end or date.max) > window.start
        ]
    if not held:
        raise Problem("tree.code_not_in_month", code=given, month=month.label)
    return max(held, key=lambda stretch: stretch.start).unit


def _ever(tree: OrgTree, code: str) -> bool:
    """Whether any unit ever had this code: asked before all are looked through."""
    try:
        tree.find(code, date.min)
    except Problem as problem:
        return problem.code != "tree.code_unknown"
    return True


def record_for(view: View, uuid: str) -> tuple[Standing, Version]:
    """A record the actor may work on, with its newest version. Errors: Problem `record.unknown`, `access.denied`."""
    refuse(view.order.given.faults)  # an id that is none names no record
    standing = records.find_records(view.cursor, [uuid]).get(uuid)
    if standing is None:
        raise Problem("record.unknown", record=uuid)
    keys = view.catalogue.keys
    newest = records.versions_of(view.cursor, [(standing.id, standing.newest)], keys=keys)[0]
    view.require([standing.unit], area=newest.area)
    return standing, newest


def plan_document(view: View, key: str) -> dict[str, Any]:
    """An adopted plan's document. Errors: Problem `plan.unknown`."""
    document = decisions.read_plans(view.cursor).get(key)
    if document is None:
        raise Problem("plan.unknown", plan=key)
    return document


def plan_for(view: View, key: str) -> Plan:
    """An adopted plan as its document stands, settings unanswered. Errors: Problem `plan.unknown`."""
    return adopted(plan_document(view, key), ranks=ranks_of(view.tree))


def ranks_of(tree: OrgTree) -> dict[str, int]:
    """Depth of every level, as plan documents are read with."""
    return {level.key: level.rank for level in tree.levels}


_areas: dict[str, frozenset[str]] = {}


def area_keys(view: View) -> frozenset[str]:
    """Areas of all adopted plans; none while there is no plan. Kept in the process by the plans' last event."""
    mark = standing.plan_mark(view.cursor)
    if not mark:
        return frozenset()
    if mark not in _areas:
        documents = decisions.read_plans(view.cursor).values()
        found = frozenset(area["key"] for document in documents for area in document.get("areas") or ())
        _areas.clear()
        _areas[mark] = found
    return _areas[mark]


def root_of(tree: OrgTree, day: date) -> UnitId:
    """The highest unit on a day: where rights over the whole organisation are given. Errors: Problem `tree.no_unit`."""
    for unit in tree.units():
        stretch = tree.stretch_at(unit, day)
        if stretch is not None and stretch.parent is None:
            return unit
    raise Problem("tree.no_unit", unit="")
