"""The organisation the benchmarks measure: units without names, the example's plan, and what every unit tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from tiendo.core.access import SYSTEM
from tiendo.core.indicator import DataElement, ElementKind, Typed
from tiendo.core.period import Month
from tiendo.demo.allocations import HANDED_DOWN
from tiendo.demo.organisation import plan_document
from tiendo.services import catalogue, organisation, plans, units

LEVELS = (("province", 0), ("district", 1), ("affiliated", 1), ("commune", 2), ("branch", 3))

COUNTS = {
    "small": (5, 40, 0),
    "province": (15, 145, 0),
    "region": (15, 145, 2_900),
    "nation": (63, 681, 10_000),
}
"""Districts, communes and branches of each size; one unit stands above them."""

MONTHLY = (
    "briefed_association_members",
    "briefed_members",
    "briefed_youth",
    "career_counselling",
    "children_supported",
    "elite_introduced",
    "env_activities",
    "job_referrals",
    "new_members",
    "trees_planted",
    "vocational_trainees",
    "youth_ideas",
)
"""The twelve elements that every commune and every branch tells every month."""

FIRST, LAST = Month.of(2021, 1), Month.of(2025, 12)
"""The term: sixty months."""

AS_OF = date(2025, 12, 31)
NOW = datetime(2026, 1, 10, 8, tzinfo=UTC)
ROOT = "P"

_BEFORE = date(2020, 12, 1)
_SPACE = UUID("6f1f0f5e-3f0a-4d5e-9d0a-5b1c6f0c7a11")


@dataclass(frozen=True)
class BenchUnit:
    """A unit by its code and level, and its place in the order of units."""

    number: int
    code: str
    level: str
    parent: str | None


def units_of(size: str) -> list[BenchUnit]:
    """All units of a size, each after its parent; the lowest are shared out evenly."""
    districts, communes, branches = COUNTS[size]
    found = [BenchUnit(0, ROOT, "province", None)]
    above = [ROOT]
    for level, letter, count in (
        ("district", "D", districts),
        ("commune", "C", communes),
        ("branch", "B", branches),
    ):
        made = [
            BenchUnit(len(found) + n, f"{letter}{n:05}", level, above[n * len(above) // count])
            for n in range(count)
        ]
        found += made
        above = [unit.code for unit in made]
    return found


def request(*about: object) -> str:
    """A request id that is the same for the same thing asked for."""
    return str(uuid5(_SPACE, "/".join(map(str, about))))


def asked(*about: object) -> dict[str, Any]:
    """What every verb needs besides its own content, where the engine itself acts."""
    return {"actor": SYSTEM, "request": request(*about), "now": NOW}


def document() -> dict[str, Any]:
    """The example's plan, with the twelve elements asked of communes and branches every month."""
    plan = plan_document()
    for element in plan["elements"]:
        if element["key"] in MONTHLY:
            element.pop("often", None)
            if "branch" not in element["entered_at"]:
                element["entered_at"] = [*element["entered_at"], "branch"]
    return plan


def found(size: str) -> list[BenchUnit]:
    """Found the organisation through the services: levels, units and the plan with its elements."""
    root, *others = units_of(size)
    organisation.found_organisation(
        levels=[{"key": key, "rank": rank, "name": key} for key, rank in LEVELS],
        root={"code": root.code, "name": "Unit 0", "level": root.level},
        day=_BEFORE,
        name="Benchmark",
        account={"username": "steward", "name": "Steward"},
        request=request("found"),
        now=NOW - timedelta(days=1),
    )
    catalogue.set_simulated(simulated=True, **asked("simulated"))
    for at in range(0, len(others), 5_000):
        opened = [
            {"code": u.code, "name": f"Unit {u.number}", "level": u.level, "parent": u.parent, "day": _BEFORE}
            for u in others[at : at + 5_000]
        ]
        units.open_units(units=opened, **asked("units", at))
    plan = document()
    plans.adopt_plan(unit=ROOT, document=plan, **asked("plan"))
    hand_down(plan["plan"]["key"], others)
    return [root, *others]


def hand_down(plan: str, some: Iterable[BenchUnit]) -> None:
    """Give districts and communes their yearly numbers of the targets that the example hands down."""
    receivers = [unit for unit in some if unit.level in ("district", "commune")]
    for target in HANDED_DOWN:
        rows = [
            {"target": target, "unit": unit.code, "year": year, "amount": 100 + unit.number}
            for unit in receivers
            for year in range(FIRST.year, LAST.year + 1)
        ]
        plans.set_allocations(plan=plan, rows=rows, paper="1", day=_BEFORE, **asked("allocations", target))


class Told(NamedTuple):
    """What units of a level tell of an element: `base + (7 * number + shift) % 23 + 1`, in smallest units."""

    element: str
    base: int
    shift: int

    def amount(self, number: int) -> int:
        """The amount the unit of this number tells."""
        return self.base + (7 * number + self.shift) % 23 + 1


def told(level: str, month: Month, elements: Mapping[str, DataElement]) -> Iterator[Told]:
    """What units of a level tell of a month: every element they are asked for in it."""
    for place, key in enumerate(sorted(elements)):
        element = elements[key]
        if level not in element.entered_at or not element.often.asks_in(month.number):
            continue
        base = 0
        if element.kind is ElementKind.STOCK:
            base = 100 + 10 * place
        elif element.typed is Typed.CUMULATIVE:
            base = 25 * month.number
        yield Told(key, base, 3 * int(month) + 5 * place)


def figures(unit: BenchUnit, month: Month, elements: Mapping[str, DataElement]) -> dict[str, int]:
    """What one unit tells of a month, by element."""
    return {one.element: one.amount(unit.number) for one in told(unit.level, month, elements)}
