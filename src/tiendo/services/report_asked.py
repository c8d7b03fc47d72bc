"""What somebody asks of a report: its period, and the number and day it is signed under; every fault at its field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from tiendo.core.errors import Finding, Problem, ProblemKind, register
from tiendo.core.period import Period, Window, read_day
from tiendo.services.given import Given

INVALID = ProblemKind.INVALID
register(
    "report.not_begun",
    INVALID,
    "It is too early for {period}: it begins on {first}, and today is {today}. Choose a period that has begun.",
)
register(
    "report.signed_early",
    INVALID,
    "A report with figures up to {last} cannot be signed on {day}; give {last} or a later day.",
)
register(
    "report.signed_late",
    INVALID,
    "{day} is more than {days} days from today ({today}); look again at the day of signing.",
)
register("report.faults", INVALID, "{count} things to put right before the report can be made.")

NUMBER = 40
"""The longest number of a paper, in characters."""

AHEAD = 31
"""How many days ahead a paper may be dated: it is often written before it is signed."""

T = TypeVar("T")


@dataclass(frozen=True)
class Signing:
    """The number and day a paper is signed under; blank where people write them by hand."""

    number: str
    day: date | None

    def check(self, *, last: date, today: date) -> None:
        """Refuse a day before the last one of the figures, or one far ahead. Errors: Problem `report.signed_*`."""
        if self.day is None:
            return
        if self.day < last:
            raise Problem("report.signed_early", field="day", day=self.day, last=last)
        if self.day > today + timedelta(days=AHEAD):
            raise Problem("report.signed_late", field="day", day=self.day, days=AHEAD, today=today)


def read_asked(
    period: Period | str, number: str = "", day: date | str | None = None
) -> tuple[Period, Signing]:
    """Period and signing as typed, every fault at once. Errors: Problem, each with its `field`."""
    given = Given({"number": number})
    shown = given.text("number", NUMBER)
    faults: list[Problem | Finding] = [*given.faults]
    span = _read(Period.parse, period, "period", faults) if isinstance(period, str) else period
    signed = _read(read_day, day, "day", faults) if isinstance(day, str) and day else day or None
    if len(faults) == 1 and isinstance(faults[0], Problem):
        raise faults[0]
    if faults:
        raise Problem.many("report.faults", faults)
    assert span is not None
    assert not isinstance(signed, str)
    return span, Signing(shown, signed)


def check_begun(period: Period, window: Window, today: date) -> None:
    """Refuse a period that has not begun: nothing can be said of it. Errors: Problem `report.not_begun`."""
    if window.start > today:
        raise Problem(
            "report.not_begun", field="period", period=period.label, first=window.start, today=today
        )


def _read(read: Callable[[str], T], text: str, field: str, faults: list[Problem | Finding]) -> T | None:
    """A text read as something else; where that fails, the fault is noted at its field."""
    try:
        return read(text)
    except Problem as problem:
        faults.append(Problem(problem.code, **{**problem.details, "field": field}))
        return None
