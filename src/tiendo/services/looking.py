"""What a screen looks at: a unit, a plan, a day and the plan's year, so that every page reads them in one way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tiendo.core.orgunit import UnitId
from tiendo.core.period import PeriodKind, Window, period_holding, years_over
from tiendo.core.plan import Plan
from tiendo.services.questions import PlanInForce, Question, plan_in_force
from tiendo.services.tree import path_of
from tiendo.storage import catalogue as decisions


@dataclass(frozen=True)
class Looked:
    """A unit and a plan as they stood on `day`; `year` is the plan's year shown, `years` those one can ask for."""

    unit: UnitId
    held: PlanInForce
    day: date
    year: str
    years: tuple[str, ...]

    def answer(self, asked: Question) -> dict[str, Any]:
        """What every page tells of it; `here` is the unit's code on the day, which leads to it on that day."""
        path = path_of(asked, self.unit, self.day)
        quarter = period_holding(self.day, PeriodKind.QUARTER, asked.catalogue.calendar)
        return {
            "path": path,
            "here": path[-1]["code"] if path else "",
            "quarter": quarter.key,
            "year": self.year,
            "years": list(self.years),
        }


def look(
    asked: Question, unit: int | str, as_of: date, *, plan: str | None = None, year: str | None = None
) -> Looked:
    """A unit on a day, with a plan (the newest where none is named). Errors: Problem.

    A year of the plan that does not hold the day is looked at on its last day, or today while it is not over, so that
    the day says all. A year that is none of the plan's, or in which the unit was not open, changes nothing.
    """
    place = asked.unit(unit, as_of)
    key = plan or newest_plan(asked)
    held = plan_in_force(asked, key, as_of)
    latest = max(as_of, asked.today)
    windows = {
        name: window
        for name, window in _years(held.plan, asked).items()
        if asked.tree.is_open(place, min(window.last, latest))
    }
    known = year if year in windows else None
    day = as_of
    if known is not None and not windows[known].holds(as_of):
        day = min(windows[known].last, latest)
        held = plan_in_force(asked, key, day)
    chosen = known or _year_of(day, _years(held.plan, asked))
    return Looked(place, held, day, chosen, tuple(windows))


def newest_plan(asked: Question) -> str | None:
    """The plan adopted last, where nobody says which."""
    mark = asked.stand.plan_mark
    if mark not in _newest:
        _newest.clear()
        _newest[mark] = decisions.newest_plan(asked.cursor)
    return _newest[mark]


_newest: dict[str, str | None] = {}


def _years(plan: Plan, asked: Question) -> dict[str, Window]:
    """The plan's years with the days of them that count."""
    calendar = asked.catalogue.calendar
    term = Window.through(plan.counts_from, plan.counts_to)
    return {
        year.key: cut
        for year in years_over(term, plan.year, calendar)
        if (cut := year.window(calendar).intersect(term)) is not None
    }


def _year_of(day: date, years: Mapping[str, Window]) -> str:
    """The year that holds a day, else the nearest one."""
    return next((key for key, window in years.items() if day <= window.last), list(years)[-1])
