"""Targets handed down: which number a unit was given for a year, and whether the shares balance. VN: giao chỉ tiêu."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.orgunit import OrgTree, UnitId
from tiendo.core.period import Window, print_day
from tiendo.core.plan import Target, YearWindow
from tiendo.core.quantity import MAX_AMOUNT, largest_remainder

INVALID = ProblemKind.INVALID
register(
    "allocation.not_a_sum",
    INVALID,
    "{target} is not a sum; its goal holds at every unit and is not handed down.",
)
register("allocation.negative", INVALID, "{amount} is below zero; a number handed down is zero or more.")
register("allocation.too_large", INVALID, "{amount} is larger than any figure can be ({most}).")
register("allocation.outside_term", INVALID, "{target} does not count in {year}; its years are: {years}.")
register("allocation.unit_closed", INVALID, "{name} was not open on any day that counts in {year}.")
register(
    "allocation.passed_on", INVALID, "{name} closed on {closed}: its number for {year} is {successor}'s now."
)
register("allocation.no_paper", INVALID, "Name the paper that decided it.")


@dataclass(frozen=True)
class Allocation:
    """A unit's share of a target for a year, with the paper and day that decided it. VN: chỉ tiêu giao.

    `year` is a period key (`2024`, `WY2024`); `amount` is in the element's smallest unit, None takes a share back;
    `seq` is the number of the event that recorded it.
    """

    target: str
    unit: UnitId
    year: str
    amount: int | None
    paper: str
    day: date
    seq: int = 0


Decided = Mapping[tuple[str, UnitId, str], Allocation]
"""The allocation in force per target, unit and year."""


def in_force(
    allocations: Iterable[Allocation], *, as_of: date, known: int | None = None
) -> dict[tuple[str, UnitId, str], Allocation]:
    """What was decided per target, unit and year: the latest deciding day not after `as_of`, then the later event.

    With `known`, only what was recorded up to that event. A share taken back stays among them, without an amount.
    """
    told = (a for a in allocations if a.day <= as_of and (known is None or a.seq <= known))
    return {(a.target, a.unit, a.year): a for a in sorted(told, key=lambda a: (a.day, a.seq))}


@dataclass(frozen=True)
class Share:
    """A unit's number of a target for one year, and where it comes from; `amount` None: none was given (chưa giao).

    `own` is the decision for the unit itself, `inherited` what came from units merged into it, `passed_to` the unit
    that has this unit's number since it closed.
    """

    amount: int | None
    own: Allocation | None = None
    inherited: tuple[tuple[UnitId, int], ...] = ()
    passed_to: UnitId | None = None


def share_of(
    held: Decided, target: str, unit: UnitId, *, year: YearWindow, tree: OrgTree, as_of: date
) -> Share:
    """A unit's share: its own, and what it inherits as the single successor of units that closed while the year ran.

    A year that was over when they closed stays theirs, as its work does. An own number decided on or after that day
    already knows of it and is not added to. What is inherited is no longer the predecessor's: no number counts twice.
    """
    last = min(year.window.last, as_of)
    passed_to = _successor(unit, tree, last)
    if passed_to is not None:
        return Share(None, held.get((target, unit, year.key)), passed_to=passed_to)
    return _gathered(held, target, unit, year=year, tree=tree, last=last)


def _gathered(
    held: Decided, target: str, unit: UnitId, *, year: YearWindow, tree: OrgTree, last: date
) -> Share:
    own = held.get((target, unit, year.key))
    inherited: list[tuple[UnitId, int]] = []
    for one in tree.predecessors(unit):
        closed = tree.life(one)[1]
        if _successor(one, tree, last) is None or (
            own is not None and closed is not None and own.day >= closed
        ):
            continue
        amount = _gathered(held, target, one, year=year, tree=tree, last=last).amount
        if amount is not None:
            inherited.append((one, amount))
    numbers = [amount for _, amount in inherited]
    if own is not None and own.amount is not None:
        numbers.append(own.amount)
    return Share(sum(numbers) if numbers else None, own, tuple(inherited))


def _successor(unit: UnitId, tree: OrgTree, day: date) -> UnitId | None:
    """The single unit into which a unit has closed by a day."""
    receivers = tree.successors(unit)
    closed = tree.life(unit)[1] if len(receivers) == 1 else None
    return receivers[0].unit if closed is not None and closed <= day else None


def shares_of(
    held: Decided, target: str, unit: UnitId, *, years: Iterable[YearWindow], tree: OrgTree, as_of: date
) -> dict[str, int]:
    """A unit's number per year, for the years that have one; see `share_of`."""
    found = {
        year.key: share_of(held, target, unit, year=year, tree=tree, as_of=as_of).amount for year in years
    }
    return {key: amount for key, amount in found.items() if amount is not None}


def whole_of(shares: Mapping[str, int], years: Iterable[YearWindow]) -> int | None:
    """A term's number below the unit that adopted the plan: the sum of all its years, None while one is undecided."""
    keys = [year.key for year in years]
    return sum(shares[key] for key in keys) if keys and all(key in shares for key in keys) else None


class Balance(NamedTuple):
    """A superior's number against the shares below it."""

    assigned: int
    unassigned: int
    over: int


def balance_of(goal: int, shares: Iterable[int | None]) -> Balance:
    """How much of a number is handed down, how much is left, and by how much the shares exceed it; None: no share."""
    assigned = sum(share for share in shares if share is not None)
    return Balance(assigned, max(0, goal - assigned), max(0, assigned - goal))


def share_out(total: int, weights: Mapping[UnitId, int]) -> dict[UnitId, int]:
    """A number shared out by weights with nothing lost: largest remainder, ties to the unit named first.

    Errors: Problem `allocation.negative`, `allocation.too_large`, `quantity.weights`.
    """
    for fault in _amount_faults(total):
        raise fault
    return dict(zip(weights, largest_remainder(total, list(weights.values())), strict=True))


def allocation_faults(
    allocation: Allocation, target: Target, years: Iterable[YearWindow], *, tree: OrgTree
) -> list[Problem]:
    """Everything that forbids an allocation, all at once; `years` are those in which the target counts.

    Errors: Problem `tree.no_unit`.
    """
    found = []
    if not target.takes_allocation:
        found.append(Problem("allocation.not_a_sum", target=target.key))
    if allocation.amount is not None:
        found.extend(_amount_faults(allocation.amount))
    windows = {year.key: year.window for year in years}
    if allocation.year in windows:
        found.extend(_life_faults(allocation, windows[allocation.year], tree))
    else:
        told = ", ".join(windows)
        found.append(Problem("allocation.outside_term", target=target.key, year=allocation.year, years=told))
    if not allocation.paper.strip():
        found.append(Problem("allocation.no_paper"))
    return found


def _amount_faults(amount: int) -> Iterable[Problem]:
    if amount < 0:
        yield Problem("allocation.negative", amount=amount)
    if amount > MAX_AMOUNT:
        yield Problem("allocation.too_large", amount=amount, most=MAX_AMOUNT)


def _life_faults(allocation: Allocation, window: Window, tree: OrgTree) -> Iterable[Problem]:
    unit, year = allocation.unit, allocation.year
    start, closed = tree.life(unit)
    name = tree.stretches(unit)[-1].name
    if start >= window.end or (closed is not None and closed <= window.start):
        yield Problem("allocation.unit_closed", unit=unit, name=name, year=year)
    elif closed is not None and closed <= allocation.day:
        successor = _successor(unit, tree, window.last)
        if successor is not None:
            receiver = tree.stretches(successor)[-1].name
            told = {"closed": print_day(closed), "successor": receiver, "successor_unit": successor}
            yield Problem("allocation.passed_on", unit=unit, name=name, year=year, **told)
