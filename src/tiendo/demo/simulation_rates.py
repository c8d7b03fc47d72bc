"""How much work there is: yearly amounts of the whole province, seasons, and each unit's share and habits.

All invented, in whole numbers; chosen so that by the last day some targets are ahead and some behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from random import Random

from tiendo.core.period import Month
from tiendo.demo import organisation
from tiendo.demo.organisation import DemoUnit

MILLION = 1_000_000

PER_YEAR: Mapping[str, Mapping[int, int]] = {
    "career_counselling": {2021: 36_000, 2022: 38_500, 2023: 43_500, 2024: 46_000},
    "vocational_trainees": {2021: 2_900, 2022: 3_900, 2023: 4_500, 2024: 4_500},
    "job_referrals": {2021: 4_600, 2022: 5_900, 2023: 6_500, 2024: 6_200},
    "children_supported": {2021: 19_000, 2022: 20_500, 2023: 21_500, 2024: 22_000},
    "new_members": {2021: 23_000, 2022: 26_500, 2023: 28_000, 2024: 26_500},
    "elite_introduced": {2021: 3_200, 2022: 3_700, 2023: 3_800, 2024: 4_000},
    "youth_ideas": {2021: 900, 2022: 1_060, 2023: 1_210, 2024: 1_170},
    "trees_planted": {2021: 57_000, 2022: 72_000, 2023: 86_000, 2024: 92_000},
}
"""What a whole calendar year would bring in the whole province, before the season and the times."""

BEFORE: Mapping[str, int] = {
    "career_counselling": 11_000,
    "vocational_trainees": 1_250,
    "job_referrals": 2_050,
    "children_supported": 6_100,
    "new_members": 8_200,
    "elite_introduced": 1_200,
    "youth_ideas": 260,
    "trees_planted": 23_500,
    "economic_models": 5,
    "startup_projects": 6,
}
"""Totals of the time before the first month told, entered as openings of districts and their equals."""

_GENERAL = (55, 50, 185, 75, 85, 125, 130, 105, 55, 60, 50, 25)
_SEASONS: Mapping[str, tuple[int, ...]] = {
    "career_counselling": (60, 80, 220, 180, 110, 50, 50, 50, 45, 60, 60, 35),
    "children_supported": (95, 40, 70, 40, 100, 160, 140, 145, 110, 40, 35, 25),
    "new_members": (30, 40, 230, 90, 140, 50, 40, 40, 80, 110, 100, 50),
    "trees_planted": (40, 110, 170, 60, 115, 160, 150, 90, 45, 30, 20, 10),
    "elite_introduced": (0, 0, 240, 0, 0, 260, 0, 0, 260, 0, 0, 240),
    "youth_ideas": (0, 0, 300, 0, 0, 270, 0, 0, 240, 0, 0, 190),
}
"""Thousandths of a year by month: the youth month of March, the summer months, what is asked by quarter."""

_TIMES = {
    **{(2021, number): 0 for number in range(1, 7)},
    (2021, 7): 45,
    (2021, 8): 25,
    (2021, 9): 30,
    (2021, 10): 60,
    (2021, 11): 80,
    (2022, 1): 85,
}
"""Months in which little could be done, or before the first one told, in hundredths."""

_BY_LEVEL: Mapping[str, Mapping[str, int]] = {
    "career_counselling": {"province": 60, "district": 200, "affiliated": 160, "commune": 580},
    "vocational_trainees": {"province": 30, "district": 320, "affiliated": 60, "commune": 590},
    "job_referrals": {"province": 90, "district": 280, "affiliated": 80, "commune": 550},
    "children_supported": {"province": 40, "district": 190, "affiliated": 50, "commune": 720},
    "new_members": {"affiliated": 130, "commune": 870},
    "elite_introduced": {"affiliated": 160, "commune": 840},
    "youth_ideas": {"province": 20, "district": 130, "affiliated": 250, "commune": 600},
    "trees_planted": {"province": 30, "district": 170, "affiliated": 50, "commune": 740, "branch": 10},
}
"""Who does it, in thousandths of the whole."""


@dataclass(frozen=True)
class Habits:
    """How a unit is: `effort` in hundredths, and out of a hundred months how many are told how late."""

    effort: int
    on_time: int
    late: int
    very_late: int
    zeros: bool
    """Types 0 where nothing happened; others declare that nothing did."""
    twice: bool
    """Tells its stocks twice a year; others in December only."""
    ideas: bool
    """Collects ideas; others have none to tell of."""


@cache
def habits_of(unit: DemoUnit, seed: str) -> Habits:
    """A unit's habits, the same for a seed; what is left of a hundred months is never told."""
    rng = Random(f"{seed}/habits/{unit.code}")  # noqa: S311 - a simulation, nothing secret
    effort = 70 + int(rng.random() * 61)
    zeros, twice = rng.random() * 2 < 1, rng.random() * 5 < 1
    ideas = unit.level != "commune" or rng.random() * 20 < 9
    if unit.island:
        return Habits(effort, 25, 25, 42, zeros, twice, ideas)
    if unit.level in ("province", "district"):
        return Habits(effort, 97, 3, 0, zeros, twice, ideas)
    kind = int(rng.random() * 10)
    if kind < 6:
        return Habits(effort, 96, 4, 0, zeros, twice, ideas)
    if kind < 9:
        return Habits(effort, 86, 11, 2, zeros, twice, ideas)
    return Habits(effort, 62, 24, 8, zeros, twice, ideas)


@cache
def _shares() -> dict[str, int]:
    """Each unit's share of its level, in millionths of the level's youth."""
    whole: dict[str, int] = {}
    for unit in organisation.units():
        whole[unit.level] = whole.get(unit.level, 0) + unit.youth
    return {unit.code: unit.youth * MILLION // whole[unit.level] for unit in organisation.units()}


def enters(unit: DemoUnit, element: str) -> bool:
    """Whether there is a rate for units like this."""
    return unit.level in _BY_LEVEL[element]


def season(element: str, month: Month) -> int:
    """Thousandths of a year that fall on a month."""
    usual = _SEASONS.get(element, _GENERAL)[month.number - 1]
    return usual * _TIMES.get((month.year, month.number), 100) // 100


def amount(unit: DemoUnit, element: str, month: Month, *, effort: int, rng: Random) -> int:
    """What a unit does of an element in a month: the expected amount, shaken, rounded by lot so that none is lost."""
    yearly = PER_YEAR[element][month.year] * _BY_LEVEL[element].get(unit.level, 0)
    expected = yearly * season(element, month) * _shares()[unit.code] * effort * (60 + int(rng.random() * 81))
    divisor = 1000 * 1000 * MILLION * 100 * 100
    return (expected + int(rng.random() * MILLION) * (divisor // MILLION)) // divisor


def opening_shares(element: str) -> dict[str, int]:
    """The total before the first month, shared out to districts and affiliated units by their youth."""
    some = [unit for unit in organisation.units() if unit.level in ("district", "affiliated")]
    whole = sum(unit.youth for unit in some)
    return {unit.code: BEFORE[element] * unit.youth // whole for unit in some}
