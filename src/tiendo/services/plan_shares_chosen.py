"""What people choose about a table that hands numbers down: which unit, which target and which years are meant.

Choices are kept by the place a name has in its table: units by their id (0: nobody is handed it), targets by their key
(empty: not handed down), years as `each`, `spread` or the year itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.services.gate import unit_at
from tiendo.services.given import KEY, Given
from tiendo.services.plan_reading_state import Held, Row, SharesTable
from tiendo.services.plan_shares_ground import Ground, ground_of
from tiendo.services.writing import View

register("reading.share_code", ProblemKind.INVALID, "No unit had the code {code} on {day}.")

CHOICES = ("units", "targets", "years")
EACH, SPREAD = "each", "spread"
"""A number that holds for every year of its target, and one that is spread evenly over them."""

_MOST = 5_000


def read_choices(given: Given, field: str) -> dict[str, str | None]:
    """Choices by place; None takes one back. Faults stay with `given`."""
    found: dict[str, str | None] = {}
    for place, value in given.mapping(field, _MOST).items():
        one = given.part({place: value}, field)
        found[place] = None if value is None else one.text(place, KEY)
    return found


def chosen(reading: Held, row: Row, parts: Mapping[str, Any], view: View) -> dict[str, Any]:
    """The choices of a row with those changed now. Errors: faults at the order's `given`."""
    table = row.piece
    assert isinstance(table, SharesTable)
    given, ground = view.order.given, ground_of(view, reading)
    measures = {str(at) for at in range(len(table.measures))}
    places = {"units": {str(at) for at in range(len(table.units))}, "targets": measures, "years": measures}
    kept: dict[str, Any] = {}
    for name in CHOICES:
        if name not in parts:
            continue
        told = dict(row.decision.get(name) or {})
        for place, value in parts[name].items():
            if place not in places[name]:
                given.fault("input.unknown_field", field=f"{name}.{place}")
            elif value is None:
                told.pop(place, None)
            elif name == "units":
                told[place] = _unit(given, value, f"{name}.{place}", ground)
            elif name == "targets" and value and value not in ground.names:
                given.fault("plan.no_target", plan=ground.key or reading.kept.name or "–", target=value)
            elif name == "years" and value not in (EACH, SPREAD) and not _is_year(value):
                given.fault(
                    "input.choice", field=f"{name}.{place}", value=value, expected=f"{EACH}, {SPREAD}, YYYY"
                )
            else:
                told[place] = value
        kept[name] = told
    return kept


def _is_year(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) == 4


def _unit(given: Given, code: str, field: str, ground: Ground) -> int:
    """The unit of a code on the day names are looked for; 0 for none."""
    if not code:
        return 0
    try:
        return unit_at(ground.tree, code, ground.day)
    except Problem:
        given.note(Problem("reading.share_code", code=code, day=ground.day), field)
        return 0
