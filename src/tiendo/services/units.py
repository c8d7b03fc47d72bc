"""Verbs on the tree of units: what happens to units, told in time or late, is the same in the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tiendo.core import orgunit
from tiendo.core.access import Actor
from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.indicator import ElementKind
from tiendo.core.orgunit import Successor, UnitChange, UnitId
from tiendo.services.given import KEY, NAME, Given, refuse
from tiendo.services.unit_facts import check_facts_fit
from tiendo.services.unit_inputs import (
    content_of,
    meant,
    note_of_tree,
    placed_openings,
    places,
    read_opening,
    read_places,
    read_receiver,
    read_successor,
    read_units,
    receivers,
)
from tiendo.services.writing import Order, View, carry_out, order_of
from tiendo.storage import standing, tree
from tiendo.storage.ledger import Session, read_head

register("unit.no_successor", ProblemKind.INVALID, "Say which units receive: a split needs at least two.")
register(
    "unit.part_of_work",
    ProblemKind.INVALID,
    "{element} is no level; only levels are shared out in a split, work stays where it was done.",
)
register(
    "unit.not_moved",
    ProblemKind.INVALID,
    "{unit} is under {parent} on {day} already; name another place, or rename it where only its name or code changes.",
)
register("unit.nothing_to_merge", ProblemKind.INVALID, "Name at least one unit to merge.")

_MOST_UNITS = 5_000


@dataclass(frozen=True)
class UnitState:
    """A unit as it was last, and the days of its life (`closed` is the first day it is no longer open)."""

    id: UnitId
    code: str
    name: str
    level: str
    parent: UnitId | None
    opened: date
    closed: date | None
    event: int


def open_unit(
    *,
    actor: Actor,
    code: str,
    name: str,
    level: str,
    parent: int | str,
    day: date | str,
    request: str,
    now: datetime,
) -> UnitState:
    """Open a unit under another from a day on. VN: thành lập đơn vị. Errors: Problem."""
    given = Given({"code": code, "name": name, "level": level, "parent": parent, "day": day})
    return _open(actor, [given], request=request, now=now, verb="open_unit")[0]


def open_units(
    *, actor: Actor, units: Sequence[Mapping[str, Any]], request: str, now: datetime
) -> tuple[UnitState, ...]:
    """Open any number of units in one event; each has code, name, level, parent, day.

    A parent may be one of them, by its code. Errors: Problem, all faults at once.
    """
    whole = Given({"units": units})
    given = list(whole.parts("units", _MOST_UNITS, needed=True))
    return _open(actor, given, request=request, now=now, verb="open_units", whole=whole)


def _open(
    actor: Actor,
    given: Sequence[Given],
    *,
    request: str,
    now: datetime,
    verb: str,
    whole: Given | None = None,
) -> tuple[UnitState, ...]:
    openings = [read_opening(one) for one in given]
    content = {"units": [one.content() for one in openings]}
    whole = given[0] if whole is None else whole
    order = order_of(verb, "unit.open", actor=actor, request=request, now=now, given=whole, content=content)

    def ready(view: View) -> list[UnitChange]:
        first = read_head(view.cursor).last_unit + 1
        placed = placed_openings(view, openings, first=first)
        view.require(one.parent for one in placed.values() if one.parent is not None and one.parent < first)
        if verb == "open_units":
            note_of_tree(view, openings, list(placed.values()), first=first)
        refuse(whole.faults)
        return list(placed.values())

    return _carry_out(order, ready)


def rename_unit(
    *,
    actor: Actor,
    unit: int | str,
    day: date | str,
    request: str,
    now: datetime,
    name: str | None = None,
    code: str | None = None,
) -> UnitState:
    """Give a unit a new name, code or both from a day on. VN: đổi tên đơn vị. Errors: Problem."""
    given = Given({"unit": unit, "day": day, "name": name, "code": code})
    told, when = given.unit("unit", needed=True), given.day("day")
    new_name, new_code = given.maybe_text("name", NAME), given.maybe_text("code", KEY)
    content = {"unit": told, "day": when, "name": new_name, "code": new_code}
    order = order_of(
        "rename_unit", "unit.rename", actor=actor, request=request, now=now, given=given, content=content
    )

    def ready(view: View) -> list[UnitChange]:
        found = meant(view, when, [told])[0]
        return orgunit.rename_unit(found, _known(when), name=new_name, code=new_code)

    return _carry_out(order, ready)[0]


def move_unit(
    *,
    actor: Actor,
    unit: int | str,
    parent: int | str,
    day: date | str,
    request: str,
    now: datetime,
    name: str | None = None,
    code: str | None = None,
    level: str | None = None,
) -> UnitState:
    """Put a unit, with everything below it, under another from a day on. VN: chuyển đơn vị. Errors: Problem."""
    given = Given({"unit": unit, "parent": parent, "day": day, "name": name, "code": code, "level": level})
    told, above, when = given.unit("unit", needed=True), given.unit("parent", needed=True), given.day("day")
    texts = {"name": given.maybe_text("name", NAME), "code": given.maybe_text("code", KEY)}
    texts["level"] = given.maybe_text("level", KEY)
    content = {"unit": told, "parent": above, "day": when, **texts}
    order = order_of(
        "move_unit", "unit.move", actor=actor, request=request, now=now, given=given, content=content
    )

    def ready(view: View) -> list[UnitChange]:
        found, place = meant(view, when, [told, above])
        _check_moves(view, found, _known(when), parent=place, level=texts["level"])
        return orgunit.move_unit(found, _known(when), parent=place, **texts)

    return _carry_out(order, ready)[0]


def _check_moves(view: View, unit: UnitId, day: date, *, parent: UnitId, level: str | None) -> None:
    """A move to where the unit is, at the level it has, would say nothing and use up that day's one change."""
    stretch = view.tree.stretch_at(unit, day)
    if stretch is not None and stretch.parent == parent and level in (None, stretch.level):
        raise Problem("unit.not_moved", unit=unit, parent=parent, day=day)


def merge_units(
    *,
    actor: Actor,
    units: Sequence[int | str],
    into: int | str | Mapping[str, Any],
    day: date | str,
    request: str,
    now: datetime,
    children_to: Mapping[Any, int | str] | None = None,
) -> tuple[UnitState, ...]:
    """Close units into one, which takes their children unless `children_to` ({child: place}) says otherwise.

    `into` may be a unit opened by this very event: a mapping with code, name, level, parent. VN: sáp nhập đơn vị.
    Errors: Problem, all faults at once.
    """
    given = Given({"units": units, "into": into, "day": day, "children_to": children_to})
    closing, when = read_units(given, "units"), given.day("day")
    target = read_receiver(given, "into", when)
    placed = read_places(given)
    if not closing:
        given.fault("unit.nothing_to_merge")
    content = {
        "units": closing,
        "into": content_of(target),
        "day": when,
        "children_to": placed,
    }
    order = order_of(
        "merge_units", "unit.merge", actor=actor, request=request, now=now, given=given, content=content
    )

    def ready(view: View) -> list[UnitChange]:
        old = meant(view, when, closing)
        (receiver,), opened = receivers(view, when, [target])
        placing = places(view, when, placed)
        merged = orgunit.merge_units(
            view.tree, old, receiver, _known(when), children_to=placing, batch=opened
        )
        return [*opened, *merged]

    return _carry_out(order, ready)


def split_unit(
    *,
    actor: Actor,
    unit: int | str,
    successors: Sequence[Mapping[str, Any]],
    day: date | str,
    request: str,
    now: datetime,
    children_to: Mapping[Any, int | str] | None = None,
) -> tuple[UnitState, ...]:
    """Close a unit into several. VN: chia tách đơn vị.

    Each successor is a mapping: `unit` (or, to open it by this very event, code, name, level, parent) and `parts`
    ({stock element: whole number} by which its level is shared out; the first named takes the remainder).
    `children_to` places every child. Errors: Problem, all faults at once.
    """
    given = Given({"unit": unit, "successors": successors, "day": day, "children_to": children_to})
    told, when = given.unit("unit", needed=True), given.day("day")
    found = [read_successor(one, when) for one in given.parts("successors", 100)]
    placed = read_places(given)
    if len(found) < 2:
        given.fault("unit.no_successor")
    content = {
        "unit": told,
        "successors": [[content_of(t), sorted(p.items())] for t, p in found],
        "day": when,
        "children_to": placed,
    }
    order = order_of(
        "split_unit", "unit.split", actor=actor, request=request, now=now, given=given, content=content
    )

    def ready(view: View) -> list[UnitChange]:
        (old,) = meant(view, when, [told])
        receiving_units, opened = receivers(view, when, [target for target, _ in found])
        _check_parts(view, given, [weights for _, weights in found])
        parts = [tuple(weights.items()) for _, weights in found]
        receiving = [Successor(*pair) for pair in zip(receiving_units, parts, strict=True)]
        placing = places(view, when, placed)
        closed = orgunit.split_unit(
            view.tree, old, receiving, _known(when), children_to=placing, batch=opened
        )
        return [*opened, *closed]

    return _carry_out(order, ready)


def _check_parts(view: View, given: Given, weights: Sequence[Mapping[str, int]]) -> None:
    """Only levels there are can be shared out. Errors: Problem, all faults at once."""
    elements = view.catalogue.elements
    for key in dict.fromkeys(key for one in weights for key in one):
        if key not in elements:
            given.fault("record.unknown_element", element=key)
        elif elements[key].kind is not ElementKind.STOCK:
            given.fault("unit.part_of_work", element=key)
    refuse(given.faults)


def close_unit(
    *,
    actor: Actor,
    unit: int | str,
    day: date | str,
    request: str,
    now: datetime,
    heir: int | str | None = None,
    children_to: Mapping[Any, int | str] | None = None,
) -> tuple[UnitState, ...]:
    """Close a unit without successor; its children go to the heir, else to its parent. VN: giải thể đơn vị.

    Errors: Problem, all faults at once.
    """
    given = Given({"unit": unit, "day": day, "heir": heir, "children_to": children_to})
    told, when, standin = given.unit("unit", needed=True), given.day("day"), given.unit("heir", needed=False)
    placed = read_places(given)
    content = {"unit": told, "day": when, "heir": standin, "children_to": placed}
    order = order_of(
        "close_unit", "unit.close", actor=actor, request=request, now=now, given=given, content=content
    )

    def ready(view: View) -> list[UnitChange]:
        old, *others = meant(view, when, [told] if standin is None else [told, standin])
        placing = places(view, when, placed)
        return orgunit.close_unit(
            view.tree, old, _known(when), heir=others[0] if others else None, children_to=placing
        )

    return _carry_out(order, ready)


def _known(day: date | None) -> date:
    assert day is not None  # its absence is a fault told before
    return day


def _carry_out(order: Order, ready: Callable[[View], list[UnitChange]]) -> tuple[UnitState, ...]:
    def post(session: Session, changes: list[UnitChange]) -> Mapping[str, Any]:
        tree.change_units(session, changes)
        return {"changes": [[change.unit, change.kind.value, change.day] for change in changes]}

    def fitting(view: View) -> list[UnitChange]:
        changes = ready(view)
        check_facts_fit(view, changes)
        return changes

    return carry_out(order, ready=fitting, post=post, answer=_states)


def _states(view: View) -> tuple[UnitState, ...]:
    units = standing.units_changed(view.cursor, view.event)
    return tuple(_state(view, unit) for unit in units)


def _state(view: View, unit: UnitId) -> UnitState:
    last = view.tree.stretches(unit)[-1]
    start, end = view.tree.life(unit)
    return UnitState(unit, last.code, last.name, last.level, last.parent, start, end, view.event)
