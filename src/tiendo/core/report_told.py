"""What a report is told: targets, units and their reports as core has judged them, and how each number is cited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tiendo.core.achievement import Held, Progress, Status
from tiendo.core.outcome import Outcome
from tiendo.core.period import Window
from tiendo.core.quantity import print_amount, print_percent
from tiendo.core.report import Cited


@dataclass(frozen=True)
class TargetTold:
    """A target at the unit: how it stands on the period's last day in the reported book, what of that the accepted
    book holds, and what the period itself brought.
    """

    progress: Progress
    accepted: Outcome
    period: Outcome | None
    decimals: int


@dataclass(frozen=True)
class UnitTold:
    """A unit directly below: how its targets stand, and its reports."""

    code: str
    name: str
    statuses: Sequence[Status]
    heard: int
    expected: int


@dataclass(frozen=True)
class PlanTold:
    """The plan a report is about, as papers name it, with the papers that handed its targets down to the unit."""

    key: str
    title: str
    number: str = ""
    day: date | None = None
    issuer: str = ""
    papers: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True)
class Told:
    """Everything a report is made of; `number` and `day` of the paper stay blank unless given."""

    unit: str
    code: str
    level: str
    superior: str
    plan: PlanTold
    period: str
    period_key: str
    window: Window
    number: str
    day: date | None
    areas: Sequence[tuple[str, str]]
    targets: Sequence[TargetTold]
    units: Sequence[UnitTold]
    seq: int
    hash: str


MET = (Status.MET, Status.EXCEEDED)
LATE = (Status.BEHIND, Status.NOT_MET)
RUNNING = (Status.ON_PACE, Status.RUNNING)
"""How targets stand, as a report counts them."""


def counted(what: str, count: int, unit: str = "") -> Cited:
    """A count of targets, reports or units: a figure as well, without a target it would be of."""
    return Cited(print_amount(count), "", what, numerator=count, unit=unit)


def share_heard(heard: int, expected: int) -> Cited:
    """Which part of the reports due has come."""
    return Cited(print_percent(heard, expected), "", "heard", numerator=heard, denominator=expected)


def cited(one: TargetTold, what: str) -> Cited | None:
    """A number of a target as it is printed, with what it is the number of; None where there is none."""
    held, target = one.progress.main, one.progress.target
    if what == "goal":
        return None if held.goal is None else _cite_goal(one, held.goal)
    if what == "attainment":
        if held.attainment is None:
            return None
        shown = print_percent(held.attainment.numerator, held.attainment.denominator)
        return Cited(
            shown, target.key, what, held.window, held.attainment.numerator, held.attainment.denominator
        )
    if what in ("numerator", "denominator"):
        return _cite_side(one, what)
    outcome = {"period": one.period, "accepted": one.accepted}.get(what, held.outcome)
    window = None if what == "period" else held.window
    return None if outcome is None else _cite_outcome(one, outcome, what, window=window, held=held)


def _cite_side(one: TargetTold, what: str) -> Cited | None:
    """One sum of a ratio by itself."""
    held = one.progress.main
    amount = held.outcome.numerator if what == "numerator" else held.outcome.denominator
    if amount is None:
        return None
    return Cited(
        print_amount(amount, decimals=one.decimals), one.progress.target.key, what, held.window, amount
    )


def _cite_goal(one: TargetTold, goal: Fraction) -> Cited:
    target = one.progress.target
    shown = (
        print_percent(goal.numerator, goal.denominator)
        if target.is_share
        else print_amount(int(goal), decimals=one.decimals)
    )
    return Cited(
        shown,
        target.key,
        "goal",
        one.progress.main.window,
        *((goal.numerator, goal.denominator) if target.is_share else (int(goal), None)),
    )


def _cite_outcome(
    one: TargetTold, outcome: Outcome, what: str, *, window: Window | None, held: Held
) -> Cited | None:
    if outcome.numerator is None or outcome.denominator == 0:
        return None
    target = one.progress.target
    if target.is_share and outcome.denominator is not None:
        shown = print_percent(outcome.numerator, outcome.denominator, goal=held.goal)
    else:
        shown = print_amount(outcome.numerator, decimals=one.decimals)
    return Cited(shown, target.key, what, window, outcome.numerator, outcome.denominator)
