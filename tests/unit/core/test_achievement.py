"""What is due by a day and which days are read for it: windows and shares worked out by hand.

How values become judgements is told by the spec tables (`tests/spec`).
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tests.unit.core.test_plan_document import RANKS, RATIO, document, target
from tiendo.core.achievement import Goals, due_by, elapsed, position_windows, prior_window, windows_read
from tiendo.core.period import Calendar, Window
from tiendo.core.plan import Plan, Target
from tiendo.core.plan_document import plan_of

EVEN = Calendar()
NOBODY, ITS_OWN = Goals(None, {}, adopted=False), Goals(None, {}, adopted=True)


def made(**more: Any) -> tuple[Target, Plan]:
    """A target in a plan of five years, 2021 to 2025."""
    plan = plan_of(document(targets=[target(**{"goal": "1.826", **more})]), ranks=RANKS)
    return plan.targets[0], plan


def due(day: date, goals: Goals, **more: Any) -> Fraction | None:
    return due_by(*made(**more), day=day, goals=goals, calendar=EVEN)


def handed(whole: int | None, **years: int) -> Goals:
    numbers = {key.removeprefix("of"): Fraction(number) for key, number in years.items()}
    return Goals(None if whole is None else Fraction(whole), numbers, adopted=False)


# 2021 to 2025 have 1 826 days: one a day of the plan's own number
@pytest.mark.parametrize(
    ("day", "so_much"),
    [
        (date(2020, 12, 31), 0),
        (date(2021, 1, 1), 1),
        (date(2021, 12, 31), 365),
        (date(2024, 2, 29), 1095 + 60),
        (date(2025, 12, 31), 1826),
        (date(2026, 7, 1), 1826),
    ],
)
def test_a_whole_without_years_falls_due_evenly(day: date, so_much: int) -> None:
    assert due(day, ITS_OWN) == so_much
    assert due(day, handed(3652)) == 2 * so_much
    assert due(day, NOBODY) is None


def test_what_was_decided_for_years_falls_due_within_each_of_them() -> None:
    goals = handed(100, of2021=10, of2022=73)
    assert due(date(2021, 12, 31), goals) == 10
    assert due(date(2022, 1, 5), goals) == 10 + 1  # 5 of 365 days of 73
    assert due(date(2022, 12, 31), goals) == 83
    # the third year has no number: the whole falls due evenly
    assert due(date(2023, 12, 31), goals) == 100 * Fraction(1095, 1826)
    assert due(date(2020, 12, 31), goals) == 0


def test_a_number_of_each_year_falls_due_within_the_year() -> None:
    yearly = {"basis": "each year"}
    assert due(date(2022, 3, 31), ITS_OWN, **yearly) == 1826 * Fraction(90, 365)
    assert due(date(2022, 12, 31), handed(None, of2022=40), **yearly) == 40
    assert due(date(2022, 3, 31), handed(None, of2021=40), **yearly) is None
    assert due(date(2026, 3, 31), ITS_OWN, **yearly) == 1826  # the last year is looked at once all are over


def test_nothing_is_due_where_work_does_not_add_up_to_the_goal() -> None:
    day = date(2022, 3, 31)
    assert due(day, ITS_OWN, comparator="<=") is None
    assert (
        due(day, ITS_OWN, indicator={"form": "level", "element": "youth"}, basis="by date", by="2025-12-31")
        is None
    )
    assert due(day, ITS_OWN, indicator=RATIO, goal="50%", basis="by date", by="2025-12-31") is None
    assert due(day, ITS_OWN, indicator={"form": "persons", "element": "trained"}) == 455  # 365 + 90 days


def test_a_goal_of_zero_is_never_due_in_part() -> None:
    assert due(date(2022, 3, 31), handed(0)) is None


def test_days_gone_by_count_the_day_looked_at() -> None:
    window = Window.through(date(2024, 1, 1), date(2024, 1, 10))
    found = [
        elapsed(window, date(2023, 12, 31)),
        elapsed(window, date(2024, 1, 1)),
        elapsed(window, date(2024, 2, 1)),
    ]
    assert found == [0, Fraction(1, 10), 1]


def until(first: date, last: date) -> Window:
    return Window.through(first, last)


@pytest.mark.parametrize(
    ("day", "window"),
    [
        (date(2022, 3, 31), until(date(2021, 1, 1), date(2021, 3, 31))),
        (date(2024, 2, 29), until(date(2023, 1, 1), date(2023, 2, 28))),
        (date(2022, 1, 1), until(date(2021, 1, 1), date(2021, 1, 1))),
        (date(2025, 12, 31), until(date(2024, 1, 1), date(2024, 12, 31))),
        (date(2021, 6, 30), None),  # no year went before
        (date(2026, 1, 1), None),  # the day lies in no year of the plan
        (date(2020, 12, 31), None),
    ],
)
@pytest.mark.parametrize("basis", ["whole term", "each year"])
def test_the_same_days_a_year_before(day: date, window: Window | None, basis: str) -> None:
    one, plan = made(basis=basis)
    assert prior_window(one, plan, as_of=day, calendar=EVEN) == window


def test_a_position_reads_the_whole_and_the_year_begun_last() -> None:
    one, plan = made()
    day = date(2022, 3, 31)
    whole, year = until(date(2021, 1, 1), day), until(date(2022, 1, 1), day)
    assert position_windows(one, plan, as_of=day, calendar=EVEN) == [whole, year]
    assert position_windows(one, plan, as_of=date(2020, 12, 31), calendar=EVEN) == []
    first = date(2021, 5, 5)
    assert position_windows(one, plan, as_of=first, calendar=EVEN) == [until(date(2021, 1, 1), first)]


def test_progress_reads_every_year_and_the_same_days_before() -> None:
    one, plan = made()
    day = date(2022, 3, 31)
    assert windows_read(one, plan, as_of=day, calendar=EVEN) == [
        until(date(2021, 1, 1), day),
        until(date(2021, 1, 1), date(2021, 12, 31)),
        until(date(2022, 1, 1), day),
        until(date(2021, 1, 1), date(2021, 3, 31)),
    ]
    assert windows_read(one, plan, as_of=date(2020, 6, 1), calendar=EVEN) == []


def test_a_promise_of_every_month_reads_its_months() -> None:
    one, plan = made(basis="each month")
    found = windows_read(one, plan, as_of=date(2021, 2, 10), calendar=EVEN)
    assert until(date(2021, 1, 1), date(2021, 1, 31)) in found
    assert until(date(2021, 2, 1), date(2021, 2, 10)) in found
    assert until(date(2021, 3, 1), date(2021, 3, 31)) not in found
