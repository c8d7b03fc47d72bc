"""A believable simulation of an organisation's work, pure and the same for a seed: steps in the order they are taken.

No clock and no database: `prepare` replays the steps through the services, each at its simulated moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from typing import Any
from uuid import UUID, uuid5

from tiendo.core.period import Month
from tiendo.demo import organisation
from tiendo.demo.organisation import DemoUnit

SEED = "2024-11-30"
"""The seed of the example as it is shipped."""

HOURS = timezone(timedelta(hours=7))
"""Local time of the organisation; it has known no other offset in the years simulated."""

FIRST_CALL, SECOND_CALL = 5, 22
"""Days of the month after on which most months are told, and those that are late."""

ENGINE = "mophong"
"""Account under which the simulation tells and accepts for all units, in batches."""


_NAMESPACE = UUID("6f1a5a52-6c5b-5f0e-9d0a-7d1f0c2b9a11")


@dataclass(frozen=True)
class Scale:
    """How much is simulated: districts by code (empty: the whole organisation), first and last month told.

    The organisation looks at itself as of `last_day`; nothing happens after it.
    """

    first: Month
    last_day: date
    districts: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()

    @property
    def last(self) -> Month:
        """The month of the last day."""
        return Month.of(self.last_day.year, self.last_day.month)

    def units(self) -> tuple[DemoUnit, ...]:
        """The units simulated, each after its parent."""
        return _units(self.districts)


@dataclass(frozen=True)
class Move:
    """A unit that moves to another district on a day; it never happened, so its name says so."""

    unit: str
    to: str
    day: date
    name: str


@cache
def _units(districts: tuple[str, ...]) -> tuple[DemoUnit, ...]:
    kept = {organisation.PROVINCE, *districts}
    found = []
    for unit in organisation.units():
        if (
            not districts
            or unit.code in kept
            or (unit.parent in kept and unit.level in ("commune", "branch"))
        ):
            kept.add(unit.code)
            found.append(unit)
    return tuple(found)


MOVE = Move("31012", "908", date(2024, 1, 1), "Đoàn xã Thạnh Yên (mô phỏng: chuyển huyện)")
FULL = Scale(Month.of(2021, 7), date(2024, 11, 30), moves=(MOVE,))
SMALL = Scale(Month.of(2023, 10), date(2024, 3, 31), ("908", "912", "913"), moves=(MOVE,))
"""Three districts for half a year, in which everything of the whole happens as well: for tests."""


@dataclass(frozen=True)
class Step:
    """One thing done: a service's verb, by an account, with its arguments, at a moment.

    `request` is the client-made id; `about` says in a few words what a watcher of the progress is told.
    """

    at: datetime
    rank: int
    verb: str
    by: str
    request: str
    what: Mapping[str, Any] = field(compare=False)
    size: int = 1
    about: str = ""

    @property
    def order(self) -> tuple[datetime, int, str]:
        """Sorts steps as they are taken."""
        return (self.at, self.rank, self.request)


def id_of(seed: str, *parts: object) -> str:
    """A stable id made of the seed and what it is for."""
    return str(uuid5(_NAMESPACE, "/".join(map(str, (seed, *parts)))))


def request_of(seed: str, verb: str, at: datetime, key: str) -> str:
    """The request id of a step."""
    return id_of(seed, verb, at.isoformat(), key)


def call_day(month: Month, day: int, later: int = 0) -> date:
    """A day of the month after a month, or of one still later."""
    following = month + (1 + later)
    return date(following.year, following.number, day)


def first_call(month: Month) -> date:
    """The day on which a month is told by those who are in time."""
    return call_day(month, FIRST_CALL)


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A local moment."""
    return datetime.combine(day, time(hour, minute), HOURS)


def parent_of(unit: DemoUnit, scale: Scale, day: date) -> str:
    """The code of the unit above on a day; of the highest unit its own."""
    for move in scale.moves:
        if move.unit == unit.code and move.day <= day:
            return move.to
    return unit.parent or unit.code


@cache
def account_of(code: str) -> str:
    """The account of a unit's own people."""
    unit = next(one for one in organisation.units() if one.code == code)
    number = code.lower().removeprefix("đtt-")
    kinds = {"province": "vanphong", "district": f"huyen.{number}", "affiliated": f"tructhuoc.{number}"}
    kinds |= {"commune": f"xa.{number}", "branch": f"chidoan.{number}"}
    return kinds[unit.level]
