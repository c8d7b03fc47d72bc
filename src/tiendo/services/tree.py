"""The tree of units as people ask for it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from tiendo.core.access import Actor
from tiendo.core.errors import Problem
from tiendo.core.orgunit import UnitId
from tiendo.services.questions import Question, question


def units_at(*, actor: Actor, unit: int | str | None, day: date, now: datetime) -> dict[str, Any]:
    """Units open on a day at and below one (or below every top), in order of the tree. Errors: Problem."""
    with question(actor=actor, known=None, now=now) as asked:
        tops = (
            [asked.unit(unit, day)]
            if unit is not None
            else [one for one in asked.tree.open_units(day) if asked.tree.parent(one, day) is None]
        )
        for top in tops:
            asked.unit(top, day)
        rows = [row for top in tops for row in _below(asked, top, day, depth=0)]
        return {"schema": 1, "day": day.isoformat(), "units": rows}


def _below(asked: Question, unit: UnitId, day: date, *, depth: int) -> list[dict[str, Any]]:
    stretch = asked.tree.stretch_at(unit, day)
    if stretch is None:
        raise Problem("tree.no_unit", unit=unit)
    row = {
        "id": unit,
        "code": stretch.code,
        "name": stretch.name,
        "level": stretch.level,
        "level_name": next(level.name for level in asked.tree.levels if level.key == stretch.level),
        "parent": stretch.parent,
        "since": asked.tree.life(unit)[0].isoformat(),
        "depth": depth,
    }
    found = [row]
    for child in asked.tree.children(unit, day):
        found.extend(_below(asked, child, day, depth=depth + 1))
    return found
