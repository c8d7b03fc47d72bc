"""What one unit has to tell of one month: activities with figures and proof, month figures, nil declarations.

Pure and the same for a seed; every unit's month has a random generator of its own, so that adding a unit or a month
changes nothing elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from tiendo.core.period import Month
from tiendo.demo import organisation
from tiendo.demo import simulation_texts as texts
from tiendo.demo.organisation import DemoUnit
from tiendo.demo.simulation import id_of
from tiendo.demo.simulation_levels import briefed, half_of, levels, lots
from tiendo.demo.simulation_rates import amount, enters, habits_of, season

_MONTHLY = ("career_counselling", "vocational_trainees", "job_referrals", "children_supported", "new_members")
_SEXED = {
    "vocational_trainees",
    "job_referrals",
    "new_members",
    "elite_introduced",
    "members",
    "youth_present",
}
_FUNDED = {"economic_models": (8, 19, 18, 14), "startup_projects": (10, 21, 24, 20)}
"""Models and projects funded in what is told of 2021, and in 2022, 2023, 2024."""

_TOLD_OF = {
    "children": "children_supported",
    "career": "career_counselling",
    "vocation": "vocational_trainees",
}
_OFTEN = {"children": 30, "career": 22, "vocation": 9, "union": 11, "education": 24}
"""How often in a hundred months a unit writes an activity of a kind down."""


@dataclass
class Tale:
    """All that a unit tells of a month. `records` are as `add_records` takes them, `figures` as `set_month_figures`."""

    unit: DemoUnit
    month: Month
    records: list[dict[str, Any]] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)
    nils: list[str] = field(default_factory=list)
    nothing: bool = False
    """Declares that nothing at all happened."""


def tale_of(unit: DemoUnit, month: Month, seed: str) -> Tale:
    """What a unit did in a month, as it would tell it without a slip."""
    rng = Random(f"{seed}/tale/{unit.code}/{month}")  # noqa: S311 - a simulation, nothing secret
    tale = Tale(unit, month)
    _environment(tale, rng, seed)
    _typed(tale, rng, seed)
    _activities(tale, rng, seed)
    if month.number % 3 == 0:
        _quarterly(tale, rng, seed)
    if month.number % 6 == 0:
        _stocks(tale, rng, seed)
    _party(tale, seed)
    _languages(tale, rng, seed)
    if not tale.records and not any(tale.figures.values()):
        tale.nothing, tale.nils, tale.figures = True, [], {}
    return tale


def _record(tale: Tale, rng: Random, seed: str, *, kind: str, figures: dict[str, Any]) -> dict[str, Any]:
    """One more activity of a kind, on a day of the month, mostly with proof."""
    day = date(tale.month.year, tale.month.number, 1 + int(rng.random() * 28))
    record: dict[str, Any] = {
        "record": id_of(seed, tale.unit.code, tale.month, len(tale.records)),
        "unit": tale.unit.code,
        "day": day,
        "title": texts.title_of(rng, kind, tale.month.number),
        "area": texts.AREAS[kind],
        "place": tale.unit.place,
        "figures": figures,
    }
    if tale.month.number == 3:
        record["campaign"] = f"Tháng Thanh niên {tale.month.year}"
    elif tale.month.number in (6, 7, 8):
        record["campaign"] = f"Thanh niên tình nguyện hè {tale.month.year}"
    if proof := _proof(record["record"], day, rng):
        record["proofs"] = [proof]
    tale.records.append(record)
    return record


def _proof(record: str, day: date, rng: Random) -> dict[str, Any] | None:
    lot = int(rng.random() * 100)
    if lot < 25:
        number = texts.marked(f"{1 + int(rng.random() * 90):02}-BC/ĐTN")
        return {"kind": "document", "text": number, "day": day + timedelta(days=2)}
    if lot < 45:
        return {"kind": "link", "text": f"{texts.LINKS}{record[:8]}"}
    if lot < 60:
        return {"kind": "paper", "text": texts.marked("Danh sách ký nhận lưu tại đơn vị")}
    return None


# Environment


@cache
def environment_months(unit: DemoUnit, year: int, seed: str) -> tuple[int, ...]:
    """Numbers of the months of a year in which a unit has an activity for the environment, one number each."""
    rng = Random(f"{seed}/environment/{unit.code}/{year}")  # noqa: S311
    lot = int(rng.random() * 100)
    if unit.level == "branch":
        number = 1 + lot // 34
    elif unit.level == "commune":
        number = 0 if lot < 2 else 1 if lot < 6 else 2 + lot * 4 // 100
    else:
        number = 1 if lot < 8 else 3 + lot * 3 // 100
    if year == 2021:
        number = (number + 1) // 2
    weights = [season("trees_planted", Month.of(year, n)) for n in range(1, 13)]
    whole = sum(weights)
    found = []
    for _ in range(number):
        at, left = 0, int(rng.random() * whole)
        while left >= weights[at]:
            left -= weights[at]
            at += 1
        found.append(at + 1)
    return tuple(sorted(found))


def _environment(tale: Tale, rng: Random, seed: str) -> None:
    unit, month = tale.unit, tale.month
    held = environment_months(unit, month.year, seed)
    number = held.count(month.number)
    if not number:
        _nothing_of(tale, seed, "env_activities", "trees_planted")
        return
    of_year = sum(season("trees_planted", Month.of(month.year, n)) for n in range(1, 13))
    for _ in range(number):
        # All trees of the year are planted at these activities, so the share of each is the year's by their number.
        effort = habits_of(unit, seed).effort * of_year // max(1, season("trees_planted", month))
        trees = amount(unit, "trees_planted", month, effort=effort, rng=rng) // len(held)
        figures: dict[str, Any] = {"env_activities": 1}
        if trees:
            figures["trees_planted"] = _trees(unit, trees, rng)
        record = _record(tale, rng, seed, kind="environment", figures=figures)
        if int(rng.random() * 100) < 12 and (others := _neighbours(unit)):
            record["coorganisers"] = [texts.pick(rng, others)]
    if not any("trees_planted" in record["figures"] for record in tale.records):
        _nothing_of(tale, seed, "trees_planted")


def _nothing_of(tale: Tale, seed: str, *elements: str) -> None:
    """Say of elements that nothing happened, in the way the unit is used to."""
    if habits_of(tale.unit, seed).zeros:
        tale.figures |= dict.fromkeys(elements, 0)
    else:
        tale.nils += elements


def _trees(unit: DemoUnit, trees: int, rng: Random) -> dict[str, int] | int:
    if habits_of(unit, "parts").zeros or unit.level != "commune":
        return trees
    shade = trees * (30 + int(rng.random() * 50)) // 100
    return {"": trees, "tree:shade": shade, "tree:other": (trees - shade) // 2}


@cache
def _neighbours(unit: DemoUnit) -> tuple[str, ...]:
    """Communes of the same district; districts do without."""
    return tuple(
        other.code
        for other in organisation.units()
        if other.parent == unit.parent and other.level == unit.level == "commune" and other.code != unit.code
    )


# Month figures


def _typed(tale: Tale, rng: Random, seed: str) -> None:
    habits = habits_of(tale.unit, seed)
    for element in _MONTHLY:
        if not enters(tale.unit, element):
            if element == "children_supported" and tale.unit.level == "branch":
                _nothing_of(tale, seed, element)
            continue
        told = amount(tale.unit, element, tale.month, effort=habits.effort, rng=rng)
        if int(rng.random() * 100) < 2:
            continue  # forgotten: neither a figure nor a nil
        if told:
            tale.figures[element] = _broken_down(tale.unit, element, told, rng)
        else:
            _nothing_of(tale, seed, element)


def _broken_down(unit: DemoUnit, element: str, told: int, rng: Random) -> Any:
    """The whole with its parts, where the unit keeps them."""
    lot = unit.youth % 10
    if element not in _SEXED or lot < 7 or not told:
        return told
    male = told * (44 + int(rng.random() * 13)) // 100
    parts = {"": told, "sex:male": male}
    if lot < 9:
        parts["sex:female"] = told - male
    if element == "new_members" and lot == 9:
        parts["ethnicity:khmer"] = told * (5 + int(rng.random() * 20)) // 100
    return parts


def _activities(tale: Tale, rng: Random, seed: str) -> None:
    """Some of the month's work is written down as activities as well; the month figure holds all of it."""
    for kind, often in _OFTEN.items():
        if int(rng.random() * 100) >= often or tale.unit.level == "branch":
            continue
        element = _TOLD_OF.get(kind)
        figures: dict[str, Any] = {}
        if element is not None:
            typed = tale.figures.get(element, 0)
            whole = typed[""] if isinstance(typed, dict) else typed
            part = whole * (30 + int(rng.random() * 40)) // 100
            if not part:
                continue
            figures[element] = part
        _record(tale, rng, seed, kind=kind, figures=figures)


def _quarterly(tale: Tale, rng: Random, seed: str) -> None:
    unit, month = tale.unit, tale.month
    tale.figures |= briefed(unit, month, seed)
    for element, numbers in _FUNDED.items():
        if unit.level in ("province", "district") or (unit.level, element) == (
            "affiliated",
            "startup_projects",
        ):
            units = _funding(element)
            held = lots(seed, element, month.year, number=numbers[month.year - 2021], units=units)
            tale.figures[element] = held.get((unit.code, month.number // 3), 0)
            if month.number == 12 and element == "economic_models":
                year = sum(held.get((unit.code, quarter), 0) for quarter in (1, 2, 3, 4))
                tale.figures["economic_models_new"] = year * 2 // 3
    if unit.level == "branch":
        return
    if habits_of(unit, seed).ideas:
        tale.figures["youth_ideas"] = ideas_upto(unit, month, seed)
    else:
        tale.nils.append("youth_ideas")
    if enters(unit, "elite_introduced"):
        told = amount(unit, "elite_introduced", month, effort=habits_of(unit, seed).effort, rng=rng)
        tale.figures["elite_introduced"] = _broken_down(unit, "elite_introduced", told, rng)
        if month.number == 12:
            tale.figures["elite_introduction_turns"] = told * 4
    if month.number == 12:
        tale.figures["trees_surviving"] = unit.youth // 40


@cache
def _funding(element: str) -> tuple[str, ...]:
    levels_ = ("district",) if element == "economic_models" else ("district", "affiliated")
    below = [unit.code for unit in organisation.units() if unit.level in levels_]
    return (*(organisation.PROVINCE,) * (len(below) // 3), *below)


@cache
def ideas_upto(unit: DemoUnit, month: Month, seed: str) -> int:
    """Ideas since the year began, as the cumulative element wants them (of 2021: since July)."""
    rng = Random(f"{seed}/ideas/{unit.code}/{month}")  # noqa: S311
    now = amount(unit, "youth_ideas", month, effort=habits_of(unit, seed).effort, rng=rng)
    first = month.number == 3 or (month.year, month.number) == (2021, 9)
    return now if first else now + ideas_upto(unit, month - 3, seed)


def _stocks(tale: Tale, rng: Random, seed: str) -> None:
    if tale.month.number == 6 and not habits_of(tale.unit, seed).twice:
        return
    for element, level in levels(tale.unit, half_of(tale.month), seed).items():
        if element in ("full_time_officers", "other_youth") and tale.month.number == 6:
            continue
        tale.figures[element] = _broken_down(tale.unit, element, level, rng)


# The province, and languages


def _party(tale: Tale, seed: str) -> None:
    """What the Party's office gives by quarter, entered once at the top with its paper."""
    if tale.unit.code == organisation.PROVINCE and tale.month.number % 3 == 0:
        tale.records.append(party_record(tale.month, seed))


def party_record(month: Month, seed: str) -> dict[str, Any]:
    """The record of a quarter's new members of the Party."""
    rng = Random(f"{seed}/party/{month}")  # noqa: S311
    new = 520 + int(rng.random() * 160)
    elite = new * (690 + int(rng.random() * 41)) // 1000
    day = date(month.year, month.number, 28)
    number = texts.marked(f"{100 + int(rng.random() * 200)}-BC/BTCTU")
    return {
        "record": id_of(seed, "party", month),
        "unit": organisation.PROVINCE,
        "day": day,
        "title": texts.marked(f"Số đảng viên mới quý {month.number // 3}/{month.year}"),
        "area": "2.5",
        "paper": number,
        "figures": {"new_party_members": new, "new_party_from_elite": elite},
        "proofs": [{"kind": "document", "text": number, "day": day}],
    }


def _languages(tale: Tale, rng: Random, seed: str) -> None:
    unit, month = tale.unit, tale.month
    if unit.level not in ("province", "district", "affiliated"):
        return
    lot = Random(f"{seed}/language/{unit.code}/{month.year}")  # noqa: S311
    number = 1 if int(lot.random() * 100) < 18 else 2 + int(lot.random() * 3)
    months = [3 + int(lot.random() * 9) for _ in range(number)]
    for _ in range(months.count(month.number)):
        _record(tale, rng, seed, kind="language", figures={"language_activities": 1})
    if month.number % 3 == 0 and not any(n in months for n in range(month.number - 2, month.number + 1)):
        _nothing_of(tale, seed, "language_activities")
