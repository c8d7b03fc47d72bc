"""How many there are: youth, members, officers, play areas by unit and half-year, and who of them was reached.

Levels are told in June and December; `half` counts half-years from December 2021, which is 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from random import Random

from tiendo.core.period import Month
from tiendo.demo.organisation import DemoUnit
from tiendo.demo.simulation_rates import habits_of

_MEMBERS, _JOINED = (268, 5), (357, 4)
"""Thousandths of the youth who are members, or of an association only: in December 2021, and more each half."""

_BASES = ("commune", "affiliated")
_OFFICERS = {"province": (41, 0), "district": (25, 9), "affiliated": (15, 11), "commune": (13, 12)}
_FULL_TIME = {"province": (37, 0), "district": (5, 4), "affiliated": (2, 3)}
_WITHOUT_MODEL, _WITHOUT_PLAY_AREA = 2, 9
"""Communes in a hundred that never get a model or a play area."""

_REACHED: Mapping[str, tuple[str, Mapping[int, int]]] = {
    "briefed_officers": ("officers", {2021: 880, 2022: 975, 2023: 1000, 2024: 990}),
    "briefed_members": ("members", {2021: 790, 2022: 944, 2023: 957, 2024: 968}),
    "briefed_association_members": ("association_members", {2021: 690, 2022: 832, 2023: 868, 2024: 843}),
    "briefed_youth": ("youth_present", {2021: 560, 2022: 684, 2023: 712, 2024: 727}),
}
"""Whom a briefing is for, and the thousandths of them reached in a year."""

_YEARLY: Mapping[str, tuple[str, Mapping[int, int]]] = {
    "briefed_full_time_officers": ("full_time_officers", {2021: 1000, 2022: 1000, 2023: 1000}),
    "briefed_association_only": ("association_only", {2021: 660, 2022: 815, 2023: 851}),
    "briefed_other_youth": ("other_youth", {2021: 310, 2022: 425, 2023: 460}),
}
_QUARTERS = {2021: (0, 0, 45, 55), 2024: (45, 30, 25, 0)}
_USUAL = (40, 30, 20, 10)


def half_of(month: Month) -> int:
    """Half-years since December 2021 at the June or December that a month belongs to or follows."""
    return (int(month) - int(Month.of(2021, 12))) // 6


@cache
def levels(unit: DemoUnit, half: int, seed: str) -> dict[str, int]:
    """The stocks of a unit at a half-year."""
    rng = Random(f"{seed}/levels/{unit.code}")  # noqa: S311 - a simulation, nothing secret
    found: dict[str, int] = {}
    least, spread = _OFFICERS.get(unit.level, (0, 0))
    if least:
        found["officers"] = least + int(rng.random() * (spread + 1))
    least, spread = _FULL_TIME.get(unit.level, (0, 0))
    if least:
        found["full_time_officers"] = least + int(rng.random() * (spread + 1))
    if unit.level in _BASES:
        found |= _youth(unit, half, rng)
    if unit.level == "commune":
        found["support_models"] = _built(half, _WITHOUT_MODEL, rng)
        found["play_areas"] = _built(half, _WITHOUT_PLAY_AREA, rng)
    return found


def _youth(unit: DemoUnit, half: int, rng: Random) -> dict[str, int]:
    moved = int(rng.random() * 31) - 18
    present = unit.youth * (1000 + moved * half // 10) // 1000
    members = present * (_MEMBERS[0] + _MEMBERS[1] * half + int(rng.random() * 81) - 40) // 1000
    only = present * (_JOINED[0] + _JOINED[1] * half + int(rng.random() * 121) - 60) // 1000
    both = members * (500 + int(rng.random() * 101)) // 1000
    return {
        "youth_present": present,
        "members": members,
        "association_only": only,
        "association_members": only + both,
        "other_youth": present - members - only,
    }


def _built(half: int, without: int, rng: Random) -> int:
    """How many models or places there are: most communes have one from the start, some get one, some never do."""
    lot, since, more = int(rng.random() * 100), int(rng.random() * 14) - 9, int(rng.random() * 3)
    if lot < without or since > half:
        return 0
    return 1 + min(more, max(0, half - since) // 3)


def briefed(unit: DemoUnit, month: Month, seed: str) -> dict[str, int]:
    """Those reached in the quarter that ends with a month (for yearly elements: in the year that does)."""
    held = levels(unit, max(0, half_of(month)), seed)
    quarter = month.number // 3
    shares = _QUARTERS.get(month.year, _USUAL)
    found = {}
    for element, (of, rates) in _REACHED.items():
        if of in held:
            whole = held[of] * _rate(unit, element, rates[month.year], seed) // 1000
            before, upto = sum(shares[: quarter - 1]), sum(shares[:quarter])
            found[element] = whole * upto // 100 - whole * before // 100
    if month.number == 12:
        for element, (of, rates) in _YEARLY.items():
            if of in held:
                found[element] = held[of] * rates[month.year] // 1000
    return found


def _rate(unit: DemoUnit, element: str, rate: int, seed: str) -> int:
    """A unit's rate around the province's, never above all of them."""
    if rate >= 1000:
        return 1000
    shaken = int(Random(f"{seed}/{element}/{unit.code}").random() * 61) - 30  # noqa: S311
    return min(1000, rate + shaken * habits_of(unit, seed).effort // 100)


@cache
def lots(
    seed: str, element: str, year: int, *, number: int, units: tuple[str, ...]
) -> dict[tuple[str, int], int]:
    """A few things of a year drawn by lot: how many fall to a unit (by code) and quarter."""
    rng = Random(f"{seed}/lots/{element}/{year}")  # noqa: S311
    found: dict[tuple[str, int], int] = {}
    quarters = (3, 4) if year == 2021 else (1, 2, 3) if year == 2024 else (1, 2, 3, 4)
    for _ in range(number):
        at = units[int(rng.random() * len(units))], quarters[int(rng.random() * len(quarters))]
        found[at] = found.get(at, 0) + 1
    return found
