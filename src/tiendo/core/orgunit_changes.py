"""Changes as people decide them (merge, split, close …), each written out as what happens to which unit.

These only make changes; whether the tree they lead to is whole is said when it is built.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.orgunit_values import ChangeKind, Successor, UnitChange, UnitId

if TYPE_CHECKING:
    from tiendo.core.orgunit import OrgTree

register(
    "tree.children_unplaced",
    ProblemKind.INVALID,
    "Unit {name} ({unit}) cannot close on {day} before it is said where these units below it go: {children}.",
)
register(
    "tree.not_a_child",
    ProblemKind.INVALID,
    "Unit {child} cannot be given a new place on {day}: it is no open unit directly below one that closes.",
)


def open_unit(
    unit: UnitId, day: date, *, code: str, name: str, level: str, parent: UnitId | None
) -> list[UnitChange]:
    """A new unit; without a parent, a root. VN: thành lập đơn vị."""
    return [UnitChange(ChangeKind.OPEN, unit, day, code, name, level, parent)]


def rename_unit(
    unit: UnitId, day: date, *, name: str | None = None, code: str | None = None
) -> list[UnitChange]:
    """A new name, code or both. VN: đổi tên, đổi mã đơn vị."""
    return [UnitChange(ChangeKind.RENAME, unit, day, code, name)]


def move_unit(
    unit: UnitId,
    day: date,
    *,
    parent: UnitId,
    name: str | None = None,
    code: str | None = None,
    level: str | None = None,
) -> list[UnitChange]:
    """A new place, with everything below; name, code and level may change with it. VN: chuyển đơn vị."""
    return [UnitChange(ChangeKind.MOVE, unit, day, code, name, level, parent)]


def merge_units(
    tree: OrgTree,
    units: Iterable[UnitId],
    into: UnitId,
    day: date,
    *,
    children_to: Mapping[UnitId, UnitId] | None = None,
    batch: Iterable[UnitChange] = (),
) -> list[UnitChange]:
    """Units closed into one, which takes their children unless `children_to` says otherwise. VN: sáp nhập.

    `into` may be opened by the same batch and need not be in the tree yet. `batch` holds other changes taken
    together with these: a child that closes or moves there on that day is left alone. Errors: Problem
    `tree.not_a_child`.
    """
    closings = [
        UnitChange(ChangeKind.CLOSE, unit, day, successors=(Successor(into),)) for unit in sorted(set(units))
    ]
    default = {closing.unit: into for closing in closings}
    return _with_children(tree, closings, default, placed=children_to or {}, batch=batch)


def split_unit(
    tree: OrgTree,
    unit: UnitId,
    successors: Iterable[Successor],
    day: date,
    *,
    children_to: Mapping[UnitId, UnitId] | None = None,
    batch: Iterable[UnitChange] = (),
) -> list[UnitChange]:
    """A unit closed into several, each with its stated part of the stocks. VN: chia tách.

    `children_to` places every child, since nobody else can know; `batch` as in `merge_units`. Errors: Problem
    `tree.children_unplaced`, `tree.not_a_child`.
    """
    closing = UnitChange(ChangeKind.CLOSE, unit, day, successors=tuple(successors))
    return _with_children(tree, [closing], {}, placed=children_to or {}, batch=batch)


def close_unit(
    tree: OrgTree,
    unit: UnitId,
    day: date,
    *,
    heir: UnitId | None = None,
    children_to: Mapping[UnitId, UnitId] | None = None,
    batch: Iterable[UnitChange] = (),
) -> list[UnitChange]:
    """A unit closed without successor; its children go to the heir, else to its parent. VN: giải thể.

    That is where the unit itself stands as-is; `children_to` may say otherwise; `batch` as in `merge_units`.
    Errors: Problem `tree.children_unplaced` for a root with children and no heir, `tree.not_a_child`.
    """
    closing = UnitChange(ChangeKind.CLOSE, unit, day, heir=heir)
    place = heir if heir is not None else tree.parent(unit, day)
    default = {unit: place} if place is not None else {}
    return _with_children(tree, [closing], default, placed=children_to or {}, batch=batch)


def _with_children(
    tree: OrgTree,
    closings: list[UnitChange],
    default: Mapping[UnitId, UnitId],
    *,
    placed: Mapping[UnitId, UnitId],
    batch: Iterable[UnitChange],
) -> list[UnitChange]:
    """The closings, and a move for every child that stays: to its stated place, else to the default."""
    day = closings[0].day if closings else date.min
    leaving = {c.unit for c in closings}
    leaving |= {c.unit for c in batch if c.day == day and c.kind in (ChangeKind.CLOSE, ChangeKind.MOVE)}
    moves: list[UnitChange] = []
    for closing in closings:
        children = [child for child in tree.children(closing.unit, day) if child not in leaving]
        places = {child: placed.get(child, default.get(closing.unit)) for child in children}
        unplaced = [child for child, to in places.items() if to is None]
        if unplaced:
            raise Problem(
                "tree.children_unplaced",
                unit=closing.unit,
                name=_name(tree, closing.unit, day),
                day=day,
                children=", ".join(f"{_name(tree, child, day)} ({child})" for child in unplaced),
            )
        moves += [UnitChange(ChangeKind.MOVE, child, day, parent=to) for child, to in places.items()]
    moved = {move.unit for move in moves}
    for child in sorted(placed.keys() - moved):
        raise Problem("tree.not_a_child", child=child, day=day)
    return closings + moves


def _name(tree: OrgTree, unit: UnitId, day: date) -> str:
    stretch = tree.stretch_at(unit, day)
    return stretch.name if stretch is not None else str(unit)
