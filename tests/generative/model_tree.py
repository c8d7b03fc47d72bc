"""The model's calendar and tree: months counted and units followed by replaying what happened to them, every time."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import wraps
from typing import TypeVar

DAY = timedelta(days=1)
T = TypeVar("T")


def remembered(method: Callable[..., T]) -> Callable[..., T]:
    """Work an answer out once: what a moment looks like does not change any more."""

    @wraps(method)
    def answer(self: object, *args: object) -> T:
        held = self.__dict__.setdefault("_remembered", {})
        key = (method.__name__, args)
        if key not in held:
            held[key] = method(self, *args)
        return held[key]

    return answer


@dataclass(frozen=True)
class Change:
    """One thing that happens to one unit on one day: `what` is open, rename, move or close."""

    what: str
    unit: int
    day: date
    code: str = ""
    name: str = ""
    level: str = ""
    parent: int | None = None
    successors: tuple[tuple[int, tuple[tuple[str, int], ...]], ...] = ()
    heir: int | None = None


@dataclass(frozen=True)
class State:
    """What a unit is on a day."""

    code: str
    name: str
    level: str
    parent: int | None


@dataclass
class Days:
    """The calendar and the tree as known at some moment."""

    changes: Sequence[Change]
    cutoffs: Mapping[int, int]
    ranks: Mapping[str, int]

    # Months are numbered year * 12 + month - 1.

    @remembered
    def last_day(self, month: int) -> date:
        """The last day of a reporting month: its cut-off day, or the last it has."""
        cutoff = 31
        for since in sorted(self.cutoffs):
            if since <= month:
                cutoff = self.cutoffs[since]
        year, number = month // 12, month % 12 + 1
        return date(year, number, min(cutoff, monthrange(year, number)[1]))

    def first_day(self, month: int) -> date:
        """The day after the month before has ended."""
        return self.last_day(month - 1) + DAY

    @remembered
    def month_of(self, day: date) -> int:
        """The first month that has not ended before the day."""
        month = day.year * 12 + day.month - 2
        while self.last_day(month) < day:
            month += 1
        return month

    # Units

    @remembered
    def units(self) -> list[int]:
        """Every unit there ever was."""
        return sorted({change.unit for change in self.changes if change.what == "open"})

    @remembered
    def history(self, unit: int) -> list[Change]:
        """What happened to a unit, by day."""
        mine = [change for change in self.changes if change.unit == unit]
        return sorted(mine, key=lambda change: change.day)

    @remembered
    def state(self, unit: int, day: date) -> State | None:
        """What a unit is on a day, by replaying what happened to it; None while it is not open."""
        now: State | None = None
        for change in self.history(unit):
            if change.day > day:
                break
            if change.what == "close":
                now = None
            elif change.what == "open":
                now = State(change.code, change.name, change.level, change.parent)
            elif now is not None:
                above = change.parent if change.what == "move" else now.parent
                now = State(
                    change.code or now.code, change.name or now.name, change.level or now.level, above
                )
        return now

    def life(self, unit: int) -> tuple[date, date | None]:
        """The unit's first day, and the first day on which it is closed."""
        ends = [change.day for change in self.history(unit) if change.what == "close"]
        return self.history(unit)[0].day, ends[0] if ends else None

    @remembered
    def closing(self, unit: int) -> Change | None:
        """How the unit ended, if it did."""
        return next((change for change in self.history(unit) if change.what == "close"), None)

    @remembered
    def path(self, unit: int, day: date) -> list[int]:
        """The units from the top down to the unit itself; empty while it is not open."""
        found: list[int] = []
        at: int | None = unit
        while at is not None:
            now = self.state(at, day)
            if now is None or at in found:
                return []
            found.insert(0, at)
            at = now.parent
        return found

    def steps(self, unit: int, day: date) -> Iterator[tuple[int, int]]:
        """Every unit on the path with the child through which one comes to the unit; 0 at the unit itself."""
        path = self.path(unit, day)
        yield from zip(path, [*path[1:], 0], strict=False)

    @remembered
    def below(self, unit: int, day: date) -> list[int]:
        """The unit and whatever is open under it on a day."""
        return [each for each in self.units() if unit in self.path(each, day)]

    def children(self, unit: int, day: date) -> list[int]:
        """Units open directly under it on a day."""
        found = ((each, self.state(each, day)) for each in self.units())
        return [each for each, now in found if now is not None and now.parent == unit]

    @remembered
    def last_open(self, unit: int, month: int) -> date | None:
        """The last day of a month on which the unit is open."""
        day = self.last_day(month)
        while day >= self.first_day(month):
            if self.state(unit, day) is not None:
                return day
            day -= DAY
        return None

    @remembered
    def ancestry(self, unit: int, until: date) -> set[int]:
        """The unit, those that closed into it until a day, those that closed into these, and so on."""
        found = {unit}
        grown = True
        while grown:
            closings = [self.closing(each) for each in self.units()]
            more = {
                one.unit
                for one in closings
                if one is not None and one.day <= until and any(to in found for to, _ in one.successors)
            }
            grown = not more <= found
            found |= more
        return found

    # Wholeness

    def days(self) -> list[date]:
        """The days on which anything happens to units."""
        return sorted({change.day for change in self.changes})

    def is_whole(self) -> bool:
        """Whether every open unit hangs under an open unit, and all else that is asked of a tree."""
        return self._histories_are_whole() and self._days_are_whole() and self._closings_are_whole()

    def _histories_are_whole(self) -> bool:
        for unit in {change.unit for change in self.changes}:
            history = self.history(unit)
            whats, days = [change.what for change in history], [change.day for change in history]
            if len(set(days)) < len(days) or whats[0] != "open" or "open" in whats[1:]:
                return False
            if "close" in whats[:-1]:
                return False
        return True

    def _days_are_whole(self) -> bool:
        for day in self.days():
            states = {unit: self.state(unit, day) for unit in self.units()}
            held = {unit: now for unit, now in states.items() if now is not None}
            codes = [now.code for now in held.values()]
            if len(set(codes)) < len(codes):
                return False
            for now in held.values():
                if now.parent is None:
                    if self.ranks[now.level] > 0:
                        return False
                elif now.parent not in held or self.ranks[held[now.parent].level] >= self.ranks[now.level]:
                    return False
        return True

    def _closings_are_whole(self) -> bool:
        for closing in filter(None, (self.closing(unit) for unit in self.units())):
            others = [to for to, _ in closing.successors] + ([closing.heir] if closing.heir else [])
            if len(set(others)) < len(others):
                return False
            if any(self.state(other, closing.day) is None for other in others):
                return False
        return True
