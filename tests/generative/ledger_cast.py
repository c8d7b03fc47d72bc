"""What every generated history begins with: levels, data elements, a small tree, persons."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from tests.generative.model import Element
from tests.generative.model_tree import Change
from tiendo.core.indicator import DataElement, Dimension, ElementKind, Often, Typed
from tiendo.core.orgunit import ChangeKind, Level, Successor, UnitChange

HERE = timezone(timedelta(hours=7))
NOW = datetime(2025, 3, 1, 8, 0, tzinfo=HERE)
OLD = date(2020, 1, 1)

RANKS = {"province": 0, "district": 1, "city": 1, "commune": 2, "branch": 3}
ALL = frozenset({"district", "city", "commune", "branch"})
LOW = frozenset({"commune", "branch"})
SEX = ("sex:f", "sex:m")
QUARTERS, AUGUST = frozenset({2, 5, 8, 11}), frozenset({7})

ELEMENTS = [
    Element("trees", "flow", ALL),
    Element("turns", "flow", LOW, parts=(SEX, ("kind:a", "kind:b"))),
    Element("money", "flow", ALL, cumulative=True, parts=(SEX,)),
    Element("pupils", "flow", LOW, months=12, ends=AUGUST, cumulative=True, year_from=8),
    Element("clubs", "flow", frozenset({"district", "commune"}), months=3, ends=QUARTERS),
    Element("trained", "persons", ALL, parts=(SEX,)),
    Element("youth", "stock", ALL, restate=2, parts=(SEX,)),
    Element("areas", "stock", LOW, months=3, ends=QUARTERS, restate=5),
]
STOCKS = [element.key for element in ELEMENTS if element.kind == "stock"]

UNITS = [
    Change("open", 1, OLD, "P", "Tỉnh", "province", None),
    Change("open", 2, OLD, "E", "Đông", "district", 1),
    Change("open", 3, OLD, "W", "Tây", "city", 1),
    Change("open", 4, OLD, "A", "Đông A", "commune", 2),
    Change("open", 5, OLD, "B", "Đông B", "commune", 2),
    Change("open", 6, OLD, "C", "Tây C", "commune", 3),
    Change("open", 7, OLD, "D", "Chi đoàn D", "branch", 4),
]
CODES = [*"PEWABCDFGHIJ"]
PEOPLE = [f"p{number}" for number in range(5)]

# Eight months over a new school year and a new year; few days each, so that things fall on one day often.
MONTHS = list(range(2023 * 12 + 7, 2024 * 12 + 3))
ENDS = [date(m // 12, m % 12 + 1, 1) - timedelta(days=1) for m in range(MONTHS[0] + 1, MONTHS[-1] + 2)]
DAYS = [date(m // 12, m % 12 + 1, day) for m in MONTHS for day in (1, 2, 14, 15, 16, 28)] + ENDS


def core_level(key: str) -> Level:
    return Level(key, RANKS[key], key.title())


def core_element(element: Element) -> DataElement:
    """The data element as the program knows it."""
    often = {1: Often.MONTH, 3: Often.QUARTER, 12: Often.SCHOOL_YEAR if element.year_from else Often.YEAR}
    dimensions = []
    for parts in element.parts:
        name = parts[0].partition(":")[0]
        keys = tuple((part.partition(":")[2], part) for part in parts)
        dimensions.append(Dimension(name, name, keys))
    return DataElement(
        element.key,
        element.key,
        ElementKind(element.kind),
        "cái",
        element.levels,
        often=often[element.months],
        typed=Typed.CUMULATIVE if element.cumulative else Typed.INCREMENT,
        restate_months=element.restate,
        dimensions=tuple(dimensions),
    )


def core_change(change: Change) -> UnitChange:
    """The change of a unit as the program knows it."""
    return UnitChange(
        ChangeKind(change.what),
        change.unit,
        change.day,
        change.code or None,
        change.name or None,
        change.level or None,
        change.parent,
        tuple(Successor(unit, parts) for unit, parts in change.successors),
        change.heir,
    )
