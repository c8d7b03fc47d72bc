"""What a screen looks at: a unit, a plan, a day and the plan's year, so that every page reads them in one way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from tiendo.core.orgunit import UnitId
from tiendo.core.period import PeriodKind, Window, period_holding, read_day, years_over
from tiendo.core.plan import Plan
from tiendo.services.decided import decided_at
from tiendo.services.plans import PLAN_UNIT
from tiendo.services.questions import PlanInForce, Question, plan_in_force
from tiendo.services.tree import path_of


@dataclass(frozen=True)
class Looked:
    """A unit and a plan as they stood on `day`; `year` is the plan's year shown, `years` those one can ask for.

    `plans` are the keys and titles of all plans that bind the unit on the day.
    """

    unit: UnitId
    held: PlanInForce
    day: date
    year: str
    years: tuple[str, ...]
    plans: tuple[tuple[str, str], ...]

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
            "plans": [{"key": key, "title": title} for key, title in self.plans],
        }


def look(
    asked: Question, unit: int | str, as_of: date, *, plan: str | None = None, year: str | None = None
) -> Looked:
    """A unit on a day, with a plan (where none is named, that of `default_plan`). Errors: Problem.

    A year of the plan that does not hold the day is looked at on its last day, or today while it is not over, so that
    the day says all. A year that is none of the plan's, or in which the unit was not open, changes nothing.
    """
    place = asked.unit(unit, as_of)
    key = plan or default_plan(asked, place, as_of)
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
    return Looked(place, held, day, chosen, tuple(windows), plans_binding(asked, place, day))


def plans_binding(asked: Question, unit: UnitId, day: date) -> tuple[tuple[str, str], ...]:
    """Keys and titles of all plans that bind a unit on a day, in order of adoption."""
    return tuple((one.key, one.title) for one in _binding(asked, unit, day) if one.holds(day))


class _Adopted(NamedTuple):
    """A plan with the unit it is of and the days it counts for."""

    key: str
    title: str
    owner: UnitId
    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def default_plan(asked: Question, unit: UnitId | None, day: date) -> str | None:
    """The plan looked at where nobody says which: the newest of those that bind the unit and hold the day.

    Where none holds the day, any that binds the unit; where none binds it, any at all; None while there is no plan.
    """
    held = _adopted(asked)
    binding = held if unit is None else _binding(asked, unit, day) or held
    running = [one for one in binding if one.holds(day)] or binding
    return running[-1].key if running else None


def _binding(asked: Question, unit: UnitId, day: date) -> list[_Adopted]:
    """The plans of a unit and of all above it, in order of adoption."""
    path = asked.tree.path(unit, day)
    return [one for one in _adopted(asked) if one.owner in path]


def _adopted(asked: Question) -> list[_Adopted]:
    """All plans of the head, in the order in which they were first adopted."""
    decided = decided_at(asked.cursor, asked.stand, asked.stand.seq)
    return [
        _Adopted(
            key,
            str(document["plan"]["title"]),
            decided.organisation[PLAN_UNIT + key],
            *(read_day(str(document["plan"][name])) for name in ("counts_from", "counts_to")),
        )
        for key, document in decided.plans.items()
    ]


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
