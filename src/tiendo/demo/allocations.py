"""Which targets of the example are handed down, to whom and how much: half of those that can be, by weight of youth.

Districts and their equals share the province's number of a year, communes their district's; what cannot be divided goes
by largest remainder, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tiendo.core.quantity import largest_remainder
from tiendo.demo import simulation_texts as texts
from tiendo.demo.organisation import PROVINCE, DemoUnit

YEARS = (2021, 2022, 2023, 2024, 2025)

_EVEN = (20, 20, 20, 20, 20)
HANDED_DOWN: Mapping[str, tuple[int, tuple[int, ...]]] = {
    "T04": (300_000, (16, 20, 21, 22, 21)),
    "T05a": (150_000, _EVEN),
    "T05b": (20_000, (12, 20, 22, 24, 22)),
    "T09": (77_000, _EVEN),
    "T11a": (120_000, (17, 21, 21, 21, 20)),
}
"""Goals of the whole term by target, and the hundredths of them that fall on each year."""

PHASED = ("T04", "T05b", "T11a")
"""Targets whose yearly numbers the province decided for itself as well, so that its pace is measured by them."""

AT_ONCE = ("T04", "T11a")
"""Targets of which all years were decided together; the others are decided year by year, 2025 not yet."""


@dataclass(frozen=True)
class Decision:
    """One paper that hands numbers down on a day."""

    day: date
    paper: str
    rows: tuple[dict[str, Any], ...]


def decisions(units: tuple[DemoUnit, ...], until: date) -> list[Decision]:
    """The papers that decide the allocations to some units, by day, up to a day."""
    found = []
    for number, (day, targets) in enumerate(_occasions(), start=1):
        rows = [row for target, years in targets for row in _rows(target, years, units)]
        if rows and day <= until:
            found.append(Decision(day, texts.marked(f"Số {40 + number}-QĐ/TĐTN-VP"), tuple(rows)))
    return found


def _occasions() -> Iterator[tuple[date, list[tuple[str, tuple[int, ...]]]]]:
    by_year = [target for target in HANDED_DOWN if target not in AT_ONCE]
    yield date(2021, 7, 15), [(target, YEARS) for target in AT_ONCE]
    for year in YEARS[:-1]:
        day = date(2021, 7, 20) if year == 2021 else date(year, 1, 10)
        yield day, [(target, (year,)) for target in by_year]


def _rows(target: str, years: tuple[int, ...], units: tuple[DemoUnit, ...]) -> Iterator[dict[str, Any]]:
    goal, shares = HANDED_DOWN[target]
    numbers = dict(zip(YEARS, largest_remainder(goal, shares), strict=True))
    for year in years:
        if target in PHASED:
            yield _row(target, PROVINCE, year, numbers[year])
        for unit, amount in _shared(numbers[year], units).items():
            yield _row(target, unit, year, amount)


def _shared(number: int, units: tuple[DemoUnit, ...]) -> dict[str, int]:
    """A year's number by unit: below the province, then below each district."""
    found: dict[str, int] = {}
    below: dict[str | None, list[DemoUnit]] = {}
    for unit in units:
        below.setdefault(unit.parent, []).append(unit)
    found |= _among(number, below.get(PROVINCE, []))
    for unit in below.get(PROVINCE, []):
        found |= _among(found[unit.code], below.get(unit.code, []))
    return found


def _among(number: int, units: list[DemoUnit]) -> dict[str, int]:
    if not units:
        return {}
    shares = largest_remainder(number, [unit.youth for unit in units])
    return dict(zip([unit.code for unit in units], shares, strict=True))


def _row(target: str, unit: str, year: int, amount: int) -> dict[str, Any]:
    return {"target": target, "unit": unit, "year": year, "amount": amount}
