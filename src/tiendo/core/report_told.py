"""What a report is told: targets, units and their reports as core has judged them, and how each number is cited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tiendo.core.achievement import Held, Position, Status
from tiendo.core.outcome import Outcome
from tiendo.core.period import Period, Window
from tiendo.core.quantity import print_amount, print_percent
from tiendo.core.report import Cited
from tiendo.core.report_template import fill


@dataclass(frozen=True)
class TargetTold:
    """A target at the unit: how it stands on the period's last day in the reported book, what of that the accepted
    book holds, and what the period itself brought.
    """

    position: Position
    accepted: Outcome
    period: Outcome | None
    decimals: int

    @property
    def year(self) -> str:
        """The year that is judged because no whole was handed down, as papers name it; empty where there is none."""
        year = self.position.year
        return Period.parse(year.key).label if year else ""


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


def cited(one: TargetTold, what: str, goals: Mapping[str, str] | None = None) -> Cited | None:
    """A number of a target as it is printed, with what it is the number of; None where there is none.

    Goal and attainment are those of the year where only years were handed down. `goals`: how a number to be reached is
    told for each comparator that says more than "at least".
    """
    held, judged = one.position.main, one.position.judged
    of_year = "year_" if one.position.year else ""
    if what == "goal":
        return (
            None if judged.goal is None else _cite_goal(one, judged.goal, of_year + what, goals=goals or {})
        )
    if what == "attainment":
        return _cite_attainment(one, of_year + what)
    if what in ("numerator", "denominator"):
        return _cite_side(one, what)
    if what == "year":
        return _cite_outcome(one, judged.outcome, what, held=judged)
    outcome = {"period": one.period, "accepted": one.accepted}.get(what, held.outcome)
    return None if outcome is None else _cite_outcome(one, outcome, what, held=held)


def _cite_attainment(one: TargetTold, what: str) -> Cited | None:
    """How much of the number to be reached is there."""
    held = one.position.judged
    if held.attainment is None:
        return None
    sides = (held.attainment.numerator, held.attainment.denominator)
    return Cited(print_percent(*sides), one.position.target.key, what, held.window, *sides)


def _cite_side(one: TargetTold, what: str) -> Cited | None:
    """One sum of a ratio by itself."""
    held = one.position.main
    amount = held.outcome.numerator if what == "numerator" else held.outcome.denominator
    if amount is None:
        return None
    shown = print_amount(amount, decimals=one.decimals)
    return Cited(shown, one.position.target.key, what, held.window, amount)


def _cite_goal(one: TargetTold, goal: Fraction, what: str, *, goals: Mapping[str, str]) -> Cited:
    """A number to be reached, with what its comparator says: just 65% does not reach "trên 65%"."""
    target, held = one.position.target, one.position.judged
    sides: tuple[int, int | None] = (goal.numerator, goal.denominator)
    if target.is_share:
        shown = print_percent(goal.numerator, goal.denominator)
    else:
        sides = (int(goal), None)
        shown = print_amount(int(goal), decimals=one.decimals)
    said = fill(goals.get(target.comparator.value, "{goal}"), goal=shown)
    return Cited(said, target.key, what, held.window, *sides)


def _cite_outcome(one: TargetTold, outcome: Outcome, what: str, *, held: Held) -> Cited | None:
    if outcome.numerator is None or outcome.denominator == 0:
        return None
    target = one.position.target
    if target.is_share and outcome.denominator is not None:
        shown = print_percent(outcome.numerator, outcome.denominator, goal=held.goal)
    else:
        shown = print_amount(outcome.numerator, decimals=one.decimals)
    window = None if what == "period" else held.window
    return Cited(shown, target.key, what, window, outcome.numerator, outcome.denominator)
