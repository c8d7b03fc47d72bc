"""Targets handed down: which number a unit was given for a year, and whether the shares balance. VN: giao chỉ tiêu."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tiendo.core.orgunit import OrgTree, UnitId
from tiendo.core.plan import YearWindow
from tiendo.core.quantity import largest_remainder

@dataclass(frozen=True)
class Allocation:
    """A unit's share of a target for a year, with the paper and day that decided it. VN: chỉ tiêu giao.

    `year` is a period key (`2024`, `WY2024`); `amount` is in the element's smallest unit, None takes a share back.
    """

    target: str
    unit: UnitId
    year: str
    amount: int | None
    paper: str
    day: date
    seq: int = 0


class Balance(NamedTuple):
    """A superior's number against the shares below it."""

    assigned: int
    unassigned: int
    over: int


def in_force(
    allocations: Iterable[Allocation], *, as_of: date
) -> dict[tuple[str, UnitId, str], Allocation]:
    """The share in force per target, unit and year: the latest deciding day not after `as_of`, then the later event."""
    decided = sorted((a for a in allocations if a.day <= as_of), key=lambda a: (a.day, a.seq))
    held = {(a.target, a.unit, a.year): a for a in decided}
    return {key: allocation for key, allocation in held.items() if allocation.amount is not None}


def shares_of(
    held: Mapping[tuple[str, UnitId, str], Allocation],
    target: str,
    unit: UnitId,
    *,
    years: Iterable[YearWindow],
    tree: OrgTree,
    as_of: date,
) -> dict[str, int]:
    """A unit's number per year: its own, and what it inherits from units closed into it as their single successor.

    A year that was over when the predecessor closed stays the predecessor's, as its work does. An own number decided on
    or after that day already knows of it and is not added to.
    """
    found: dict[str, int] = {}
    for year in years:
        amount = _share(held, target, unit, year=year, tree=tree, as_of=as_of)
        if amount is not None:
            found[year.key] = amount
    return found


def _share(
    held: Mapping[tuple[str, UnitId, str], Allocation],
    target: str,
    unit: UnitId,
    *,
    year: YearWindow,
    tree: OrgTree,
    as_of: date,
) -> int | None:
    own = held.get((target, unit, year.key))
    amount = None if own is None else own.amount
    for one in _inherited_from(unit, tree, as_of=as_of):
        closed = tree.life(one)[1]
        over = closed is None or closed >= year.window.end
        if over or (own is not None and closed is not None and own.day >= closed):
            continue
        inherited = _share(held, target, one, year=year, tree=tree, as_of=as_of)
        if inherited is not None:
            amount = (amount or 0) + inherited
    return amount


def _inherited_from(unit: UnitId, tree: OrgTree, *, as_of: date) -> list[UnitId]:
    return [
        one
        for one in tree.predecessors(unit)
        if len(tree.successors(one)) == 1 and (end := tree.life(one)[1]) is not None and end <= as_of
    ]


def whole_of(shares: Mapping[str, int], years: Iterable[YearWindow]) -> int | None:
    """A term's number below the unit that adopted the plan: the sum of all its years, None while one is undecided."""
    keys = [year.key for year in years]
    return sum(shares[key] for key in keys) if keys and all(key in shares for key in keys) else None


def balance_of(goal: int, shares: Iterable[int]) -> Balance:
    """How much of a number is handed down, how much is left, and by how much the shares exceed it."""
    assigned = sum(shares)
    return Balance(assigned, max(0, goal - assigned), max(0, assigned - goal))


def share_out(total: int, weights: Mapping[UnitId, int]) -> dict[UnitId, int]:
    """A number shared out by weights with nothing lost: largest remainder, ties to the unit named first."""
    return dict(zip(weights, largest_remainder(total, list(weights.values())), strict=True))
