"""A plan as a value: clauses, areas, targets, tasks, duties, and the settings that decide what its words leave open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Any

from tiendo.core.indicator import Comparator, DataElement, Indicator, Persons, Ratio, Total, UnitShare
from tiendo.core.period import Calendar, PeriodKind, Window, period_holding, years_over


class Basis(StrEnum):
    """Over which time a target's number is reached. VN: kỳ tính."""

    EACH_YEAR = "each year"
    WHOLE_TERM = "whole term"
    AT_THE_END = "at the end"
    EACH_MONTH = "each month"
    EACH_QUARTER = "each quarter"
    BY_DATE = "by date"


@dataclass(frozen=True)
class Area:
    """One of the plan's areas of work. VN: lĩnh vực."""

    key: str
    name: str


@dataclass(frozen=True)
class Clause:
    """A numbered piece of the plan's text that targets, tasks and duties cite. VN: điều khoản."""

    key: str
    text: str


@dataclass(frozen=True)
class Target:
    """An indicator with a comparator, a number and a basis in time. VN: chỉ tiêu.

    `goal` is an amount in the element's smallest unit, or for ratios and shares of units the exact ratio (65% = 13/20).
    `counts_from`, `counts_to` are inclusive days; absent, the plan's hold.
    """

    key: str
    clause: str
    area: str
    name: str
    indicator: Indicator
    basis: Basis
    comparator: Comparator
    goal: Fraction
    unit: str = ""
    by: date | None = None
    counts_from: date | None = None
    counts_to: date | None = None
    aspiration: bool = False

    @property
    def is_share(self) -> bool:
        """Whether the goal is a ratio, printed as a percentage."""
        return isinstance(self.indicator, Ratio | UnitShare)

    @property
    def takes_allocation(self) -> bool:
        """Whether the goal is a sum that can be handed down in shares. VN: giao chỉ tiêu."""
        return isinstance(self.indicator, Total | Persons)


@dataclass(frozen=True)
class Task:
    """Work the plan asks for without a number. VN: nhiệm vụ, giải pháp."""

    key: str
    clause: str
    area: str
    text: str
    responsible: str = ""


@dataclass(frozen=True)
class Duty:
    """What a level or body has to do for the plan. VN: tổ chức thực hiện."""

    key: str
    clause: str
    responsible: str
    text: str


@dataclass(frozen=True)
class Option:
    """One answer to a question the text leaves open; `patch` changes fields of targets ('*' = of the plan)."""

    key: str
    label: str
    patch: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Setting:
    """A question the plan's words leave open and that changes a figure. VN: điểm chưa rõ của văn bản."""

    key: str
    clause: str
    question: str
    options: tuple[Option, ...]
    default: str


@dataclass(frozen=True)
class SettingChoice:
    """The answer taken to a setting, with the paper and day that decided it; `seq` is its event number."""

    setting: str
    option: str
    paper: str
    day: date
    seq: int = 0


@dataclass(frozen=True)
class Plan:
    """A plan with everything in it that can be held to account. VN: kế hoạch."""

    key: str
    title: str
    counts_from: date
    counts_to: date
    year: PeriodKind
    elements: Mapping[str, DataElement]
    areas: tuple[Area, ...]
    clauses: tuple[Clause, ...]
    targets: tuple[Target, ...]
    tasks: tuple[Task, ...] = ()
    duties: tuple[Duty, ...] = ()
    settings: tuple[Setting, ...] = ()
    issuer: str = ""
    number: str = ""
    day: date | None = None
    bases: tuple[str, ...] = ()
    """What it rests on, as its paper tells: one line each. VN: căn cứ"""

    def target(self, key: str) -> Target | None:
        """The target of that key."""
        return next((target for target in self.targets if target.key == key), None)


def choices_in_force(choices: tuple[SettingChoice, ...], *, as_of: date) -> dict[str, str]:
    """Option per setting on a day: the latest deciding day wins, then the later event."""
    decided = sorted((c for c in choices if c.day <= as_of), key=lambda c: (c.day, c.seq))
    return {choice.setting: choice.option for choice in decided}


def term_of(target: Target, plan: Plan) -> Window:
    """All the time in which work counts for a target."""
    start = target.counts_from or plan.counts_from
    last = target.counts_to or plan.counts_to
    if target.basis is Basis.BY_DATE and target.by is not None:
        last = min(last, target.by)
    return Window(start, date.fromordinal(last.toordinal() + 1))


@dataclass(frozen=True)
class YearWindow:
    """A named period and the days of it that count."""

    key: str
    window: Window


@dataclass(frozen=True)
class TargetWindows:
    """`main` decides on the day asked; `years` tell the story; `periods` only where each month or quarter is held."""

    main: Window
    years: tuple[YearWindow, ...]
    periods: tuple[YearWindow, ...]


def windows_of(target: Target, plan: Plan, *, as_of: date, calendar: Calendar) -> TargetWindows:
    """The windows a target is looked at on a day: the one that decides, the years, and the periods it is met in.

    Before the term the first window is taken, after it the last. Year windows are cut to the term.
    """
    term = term_of(target, plan)
    return _windows(target.basis, term, plan.year, calendar, day=min(max(as_of, term.start), term.last))


@lru_cache(maxsize=1024)
def _windows(basis: Basis, term: Window, kind: PeriodKind, calendar: Calendar, *, day: date) -> TargetWindows:
    years = tuple(
        YearWindow(period.key, cut)
        for period in years_over(term, kind, calendar)
        if (cut := period.window(calendar).intersect(term)) is not None
    )
    if basis is Basis.EACH_YEAR:
        main = next(year.window for year in years if year.window.holds(day))
        return TargetWindows(main, years, ())
    kinds = {Basis.EACH_MONTH: PeriodKind.MONTH, Basis.EACH_QUARTER: PeriodKind.QUARTER}
    if basis not in kinds:
        return TargetWindows(term, years, ())
    periods = _periods(term, kinds[basis], calendar, last=day)
    return TargetWindows(periods[-1].window, years, periods)


def _periods(term: Window, kind: PeriodKind, calendar: Calendar, *, last: date) -> tuple[YearWindow, ...]:
    found: list[YearWindow] = []
    day = term.start
    while day <= last:
        period = period_holding(day, kind, calendar)
        window = period.window(calendar)
        cut = window.intersect(term)
        if cut is not None:
            found.append(YearWindow(period.key, cut))
        day = window.end
    return tuple(found)
