"""Value against target: attainment, pace, status. The only place where a figure becomes a judgement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from tiendo.core.indicator import Comparator, Persons, Total, elements_of
from tiendo.core.orgunit import UnitId
from tiendo.core.outcome import Outcome, awaits, outcome_of
from tiendo.core.period import Calendar, Window
from tiendo.core.plan import Basis, Plan, Target, TargetWindows, YearWindow, windows_of
from tiendo.core.quantity import ValueState
from tiendo.core.readings import Readings


class Status(StrEnum):
    """Where a target stands. VN: đánh giá."""

    MET = "met"
    EXCEEDED = "exceeded"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    RUNNING = "running"
    NOT_MET = "not_met"
    NO_DATA = "no_data"
    NOT_ASSIGNED = "not_assigned"
    NOT_APPLICABLE = "not_applicable"
    NOT_BEGUN = "not_begun"


class PaceKind(StrEnum):
    """Whether a pace was decided, or is an even split shown for reference only. VN: tham chiếu, chia đều."""

    DECIDED = "decided"
    REFERENCE = "reference"


@dataclass(frozen=True)
class Pace:
    """The share of the goal that is due by the day looked at. VN: tiến độ phải đạt."""

    due: Fraction
    kind: PaceKind


@dataclass(frozen=True)
class Held:
    """An outcome held against a goal in one window. `goal` None: nobody decided one here.

    `awaited`: no report is due yet, but one will be before the window is over.
    """

    key: str
    window: Window
    outcome: Outcome
    goal: Fraction | None
    met: bool | None
    attainment: Fraction | None
    pace: Pace | None
    status: Status
    awaited: bool = False


@dataclass(frozen=True)
class Progress:
    """A target at a unit on a day: the window that decides, the years, and the periods where each one is held."""

    target: Target
    unit: UnitId
    main: Held
    years: tuple[Held, ...]
    periods: tuple[Held, ...]


@dataclass(frozen=True)
class Position:
    """How a target stands in short, without the story of its years.

    `year`: the year begun last, where only years were handed down and no whole; its goal is None where it got none.
    """

    target: Target
    unit: UnitId
    main: Held
    year: Held | None = None

    @property
    def judged(self) -> Held:
        """What is held against a number that was given."""
        return self.year or self.main


@dataclass(frozen=True)
class Goals:
    """What was decided for a unit and target: the whole, and the years that have a number of their own.

    `adopted`: the unit took the plan itself, so the plan's number is its own.
    """

    whole: Fraction | None
    years: Mapping[str, Fraction]
    adopted: bool


def progress_of(
    target: Target, plan: Plan, unit: UnitId, *, as_of: date, goals: Goals, readings: Readings
) -> Progress:
    """How far a unit has come with a target by a day."""
    windows = windows_of(target, plan, as_of=as_of, calendar=readings.rules.calendar)
    held = _Holder(target, unit, as_of, goals=goals, readings=readings, windows=windows)
    return Progress(
        target,
        unit,
        held.main(),
        tuple(_ahead(held.year(year), as_of) for year in windows.years),
        tuple(held.period(period) for period in windows.periods),
    )


def _ahead(held: Held, as_of: date) -> Held:
    """A year that lies ahead has not begun, where something is decided or asked for in it."""
    if held.window.start <= as_of or not (held.awaited or held.goal is not None):
        return held
    return replace(held, status=Status.NOT_BEGUN)


def windows_read(target: Target, plan: Plan, *, as_of: date, calendar: Calendar) -> list[Window]:
    """Every window, cut at the day looked at, whose sums `progress_of` and `prior_of` will ask for."""
    windows = windows_of(target, plan, as_of=as_of, calendar=calendar)
    every = [windows.main, *(y.window for y in windows.years), *(p.window for p in windows.periods)]
    cuts = [cut for window in every if (cut := window.until(as_of)) is not None]
    prior = prior_window(target, plan, as_of=as_of, calendar=calendar)
    return list(dict.fromkeys([*cuts, *([] if prior is None else [prior])]))


def position_of(
    target: Target, plan: Plan, unit: UnitId, *, as_of: date, goals: Goals, readings: Readings
) -> Position:
    """How a target stands at a unit by a day: the same as `progress_of` says, at a fraction of its cost."""
    windows = windows_of(target, plan, as_of=as_of, calendar=readings.rules.calendar)
    held = _Holder(target, unit, as_of, goals=goals, readings=readings, windows=windows)
    main = held.main()
    if main.goal is not None or not goals.years or target.basis is Basis.EACH_YEAR:
        return Position(target, unit, main)
    begun = [year for year in windows.years if year.window.start <= as_of]
    return Position(target, unit, main, held.year(begun[-1]) if begun else None)


def position_windows(target: Target, plan: Plan, *, as_of: date, calendar: Calendar) -> list[Window]:
    """Every window, cut at the day looked at, whose sums `position_of` may ask for."""
    windows = windows_of(target, plan, as_of=as_of, calendar=calendar)
    begun = [year.window for year in windows.years if year.window.start <= as_of][-1:]
    cuts = [cut for window in (windows.main, *begun) if (cut := window.until(as_of)) is not None]
    return list(dict.fromkeys(cuts))


def prior_window(target: Target, plan: Plan, *, as_of: date, calendar: Calendar) -> Window | None:
    """The same days one year before: of the year that holds the day, from its beginning; None before the plan began.

    VN: cùng kỳ
    """
    years = windows_of(target, plan, as_of=as_of, calendar=calendar).years
    held = [number for number, year in enumerate(years) if year.window.holds(as_of)]
    if not held or held[0] == 0:
        return None
    return years[held[0] - 1].window.until(_year_before(as_of))


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


def prior_of(target: Target, plan: Plan, unit: UnitId, *, as_of: date, readings: Readings) -> Outcome | None:
    """What a unit had come to by the same day one year before, in that year; None where no year went before."""
    window = prior_window(target, plan, as_of=as_of, calendar=readings.rules.calendar)
    if window is None:
        return None
    return outcome_of(target.indicator, unit, window, readings=readings, over=False)


def due_by(target: Target, plan: Plan, *, day: date, goals: Goals, calendar: Calendar) -> Fraction | None:
    """How much of the goal is due by a day, decided or split evenly; None where nothing accumulates towards one."""
    windows = windows_of(target, plan, as_of=day, calendar=calendar)
    if not _accumulates(target):
        return None
    if target.basis is Basis.EACH_YEAR:
        year = next((one for one in windows.years if one.window == windows.main), None)
        goal = target.goal if goals.adopted else goals.years.get(year.key) if year else None
        return None if goal is None else goal * elapsed(windows.main, day)
    goal = target.goal if goals.adopted else goals.whole
    pace = None if goal is None else _term_pace(windows, goals, goal, day=day)
    return None if goal is None or pace is None else goal * pace.due


def _accumulates(target: Target) -> bool:
    """Whether every piece of work brings a target nearer."""
    return target.comparator.early and isinstance(target.indicator, Total | Persons)


def _term_pace(windows: TargetWindows, goals: Goals, goal: Fraction, *, day: date) -> Pace | None:
    """What is due of a term's goal by a day: by the numbers decided for its years, else evenly, for reference."""
    if goal <= 0:
        return None
    begun = [year for year in windows.years if year.window.start <= day]
    if begun and all(year.key in goals.years for year in begun):
        due = sum((goals.years[y.key] * elapsed(y.window, day) for y in begun), Fraction(0))
        return Pace(due / goal, PaceKind.DECIDED)
    return Pace(elapsed(windows.main, day), PaceKind.REFERENCE)


class _Holder:
    """Holds one target at one unit."""

    def __init__(
        self,
        target: Target,
        unit: UnitId,
        as_of: date,
        *,
        goals: Goals,
        readings: Readings,
        windows: TargetWindows,
    ) -> None:
        self.target, self.unit, self.as_of = target, unit, as_of
        self.goals, self.readings, self.windows = goals, readings, windows

    def outcome(self, window: Window) -> Outcome:
        return outcome_of(
            self.target.indicator,
            self.unit,
            window.until(self.as_of),
            readings=self.readings,
            over=self.over(window),
        )

    def over(self, window: Window) -> bool:
        return window.last <= self.as_of

    def main(self) -> Held:
        basis = self.target.basis
        if basis is Basis.EACH_YEAR:
            return self.year(next(y for y in self.windows.years if y.window == self.windows.main))
        if self.windows.periods:
            return self.period(self.windows.periods[-1])
        goal = self.target.goal if self._everywhere else self.goals.whole
        pace = (
            _term_pace(self.windows, self.goals, goal, day=self.as_of)
            if goal is not None and _accumulates(self.target)
            else None
        )
        return self.hold("term", self.windows.main, goal, pace=pace)

    @property
    def _everywhere(self) -> bool:
        """Ratios, levels and shares of units hold wherever their units exist; so does the plan's own number."""
        return not self.target.takes_allocation or self.goals.adopted

    def year(self, year: YearWindow) -> Held:
        goal: Fraction | None = None
        if self.target.basis is Basis.EACH_YEAR:
            goal = self.target.goal if self._everywhere else self.goals.years.get(year.key)
        elif self.target.takes_allocation:
            goal = self.goals.years.get(year.key)
        pace = None
        if goal is not None and goal > 0 and _accumulates(self.target) and year.window.start <= self.as_of:
            pace = Pace(elapsed(year.window, self.as_of), PaceKind.DECIDED)
        return self.hold(year.key, year.window, goal, pace=pace)

    def period(self, period: YearWindow) -> Held:
        goal = self.target.goal if self._everywhere else None
        pace = None
        if goal is not None and goal > 0 and _accumulates(self.target):
            pace = Pace(elapsed(period.window, self.as_of), PaceKind.DECIDED)
        return self.hold(period.key, period.window, goal, pace=pace)

    def hold(self, key: str, window: Window, goal: Fraction | None, *, pace: Pace | None) -> Held:
        outcome, over = self.outcome(window), self.over(window)
        met = None
        if goal is not None and outcome.state is not ValueState.NOT_APPLICABLE:
            met = met_by(outcome, self.target.comparator, goal, over=over)
        attainment = None if goal is None else attainment_of(outcome, goal)
        status = self.status(outcome, goal, met=met, pace=pace, attainment=attainment, over=over, key=key)
        return Held(key, window, outcome, goal, met, attainment, pace, status, self.awaited(window, outcome))

    def awaited(self, window: Window, outcome: Outcome) -> bool:
        if outcome.coverage.expected:
            return False
        elements = elements_of(self.target.indicator)
        return awaits(elements, self.unit, window, as_of=self.as_of, rules=self.readings.rules)

    def status(
        self,
        outcome: Outcome,
        goal: Fraction | None,
        *,
        met: bool | None,
        pace: Pace | None,
        attainment: Fraction | None,
        over: bool,
        key: str,
    ) -> Status:
        if outcome.state is ValueState.NOT_APPLICABLE:
            return Status.NOT_APPLICABLE
        if goal is None:
            spread = key == "term" and bool(self.goals.years)
            undecided = self.target.takes_allocation and not spread
            return Status.NOT_ASSIGNED if undecided else Status.RUNNING
        if outcome.state is ValueState.MISSING:
            return Status.NO_DATA
        if met:
            beyond = self.target.comparator is Comparator.AT_LEAST and (attainment or 0) > 1
            return Status.EXCEEDED if beyond else Status.MET
        if over:
            return Status.NOT_MET
        if pace is not None and pace.kind is PaceKind.DECIDED and attainment is not None:
            return Status.ON_PACE if attainment >= pace.due else Status.BEHIND
        return Status.RUNNING


@lru_cache(maxsize=4096)
def elapsed(window: Window, as_of: date) -> Fraction:
    """Share of a window's days gone by, the day looked at included; 0 before it, 1 after it."""
    cut = window.until(as_of)
    return Fraction(0) if cut is None else Fraction(cut.days, window.days)


def met_by(outcome: Outcome, comparator: Comparator, goal: Fraction, *, over: bool) -> bool:
    """Whether a value meets its goal; what more work could still spoil is met only when the window is over."""
    if outcome.numerator is None or outcome.left_out:
        return False
    if not comparator.early and not over:
        return False
    below = 1 if outcome.denominator is None else outcome.denominator
    if below == 0:
        return False
    return comparator.holds(outcome.numerator * goal.denominator, goal.numerator * below)


def attainment_of(outcome: Outcome, goal: Fraction) -> Fraction | None:
    """The value as a share of the goal, never capped; None without a value or with a goal of zero."""
    if outcome.numerator is None or outcome.denominator == 0 or goal == 0:
        return None
    return Fraction(outcome.numerator, outcome.denominator or 1) / goal
