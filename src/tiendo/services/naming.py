"""Names what core and storage know by number or key: refusals and answers say code and name, never an internal id."""

from __future__ import annotations

from typing import Any

from tiendo.core.errors import Finding, Problem
from tiendo.core.indicator import DataElement
from tiendo.core.orgunit import OrgTree, UnitId
from tiendo.core.period import print_day
from tiendo.core.submission import Version
from tiendo.formats.wording import NamedKey, NamedUnit
from tiendo.storage.rules import Catalogue


def named_unit(tree: OrgTree, unit: UnitId, *, short: bool = False) -> UnitId:
    """A unit as answers and refusals name it; an id the tree does not know stays."""
    stretches = tree.stretches(unit)
    return NamedUnit(unit, stretches[-1].code, stretches[-1].name, short) if stretches else unit


def part_name(element: DataElement, part: str) -> str:
    """A part of a breakdown as people know it; empty for the whole."""
    for dimension in element.dimensions:
        for key, name in dimension.parts:
            if part == f"{dimension.key}:{key}":
                return f"{dimension.name}: {name}"
    return part


def called(version: Version) -> str:
    """A record's id, printing as people know it: by its title and day, or by its month."""
    when = print_day(version.day) if version.day else version.month.label if version.month else ""
    return NamedKey(version.record, f"“{version.title}” ({when})" if version.title else when)


_UNITS = {"unit": "name", "other": "other_name", "parent": "parent_name", "child": "", "successor": ""}
"""Details that hold a unit, and the details that hold its name where the text says both."""


def named(problem: Problem, catalogue: Catalogue) -> Problem:
    """The same refusal, with units, levels and data elements as people know them."""
    again = Problem(problem.code, **_details(problem, catalogue))
    again.causes = tuple(_cause(cause, catalogue) for cause in problem.causes)
    return again


def _cause(cause: Problem | Finding, catalogue: Catalogue) -> Problem | Finding:
    if isinstance(cause, Problem):
        return named(cause, catalogue)
    return Finding.of(cause.code, cause.place, cause.severity, **_details(cause, catalogue))


def _details(told: Problem | Finding, catalogue: Catalogue) -> dict[str, Any]:
    details, levels = dict(told.details), {level.key: level.name for level in catalogue.tree.levels}
    for name, value in details.items():
        if isinstance(value, Problem | Finding):
            details[name] = _cause(value, catalogue)
        elif name in _UNITS and isinstance(value, int) and not isinstance(value, bool):
            details[name] = named_unit(catalogue.tree, value, short=_UNITS[name] in told.template.fields)
        elif name in {"level", "levels", "parent_level"} and isinstance(value, str):
            keys = value.split(", ")
            if all(key in levels for key in keys):
                details[name] = NamedKey(value, ", ".join(levels[key] for key in keys))
        elif name == "element" and isinstance(value, str) and value in catalogue.elements:
            details[name] = NamedKey(value, f"{catalogue.elements[value].name} ({value})")
        elif name == "dimension" and isinstance(value, str):
            element = catalogue.elements.get(str(dict(told.details).get("element", "")))
            known = {one.key: one.name for one in element.dimensions} if element else {}
            details[name] = NamedKey(value, known.get(value, value))
    return details
