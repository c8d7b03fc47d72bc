"""The tree of units as people ask for it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from tiendo.core.access import Actor, may
from tiendo.core.errors import Problem
from tiendo.core.orgunit import UnitId
from tiendo.services.questions import Question, question


def units_at(*, actor: Actor, unit: int | str | None, day: date, now: datetime) -> dict[str, Any]:
    """Units open on a day at and below one (or those the asker may see), in order of the tree. Errors: Problem."""
    with question(actor=actor, known=None, now=now) as asked:
        tops = [asked.unit(unit, day)] if unit is not None else tops_seen(asked, day)
        rows = [row for top in tops for row in _below(asked, top, day, depth=0)]
        return {"schema": 1, "day": day.isoformat(), "units": rows}


def tops_seen(asked: Question, day: date) -> list[UnitId]:
    """The highest units open on a day whose figures the asker may see. Errors: Problem `access.denied`."""
    roots = [one for one in asked.tree.open_units(day) if asked.tree.parent(one, day) is None]
    held = {grant.unit for grant in asked.actor.grants}
    seen = {one for one in (*roots, *held) if asked.tree.is_open(one, day) and _sees(asked, one)}
    if not seen and roots:
        asked.unit(roots[0], day)
    return [
        one for one in asked.tree.open_units(day) if one in seen and _above(asked, one, day).isdisjoint(seen)
    ]


def path_of(asked: Question, unit: UnitId, day: date) -> list[dict[str, Any]]:
    """The way down to a unit on a day, from the highest unit the asker may see; names and codes of that day."""
    found = []
    for one in asked.tree.path(unit, day):
        stretch = asked.tree.stretch_at(one, day)
        if stretch is not None and _sees(asked, one):
            found.append({"code": stretch.code, "name": stretch.name, "level": stretch.level})
    return found


def _sees(asked: Question, unit: UnitId) -> bool:
    return may(asked.actor, "figures.read", unit, tree=asked.now_tree, day=asked.today)


def _above(asked: Question, unit: UnitId, day: date) -> set[UnitId]:
    return set(asked.tree.path(unit, day)) - {unit}


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
