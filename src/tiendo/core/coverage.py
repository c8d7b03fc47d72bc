"""Who has been heard from: cells (unit x element x month), what is told in them and which of them are expected."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from tiendo.core.indicator import DataElement, ElementKind, Often
from tiendo.core.orgunit import UnitId
from tiendo.core.period import Month
from tiendo.core.posting import Rules
from tiendo.core.quantity import ValueState
from tiendo.core.submission import RecordKind, Version, last_open_day


class CellKey(NamedTuple):
    """One unit, one data element, one reporting month. VN: ô số liệu."""

    unit: UnitId
    element: str
    month: Month


class Coverage(NamedTuple):
    """How many cells are expected, and of those how many were reported, declared nil, or not heard from.

    `figures` and `nils` count cells with a figure or a nil, expected or not: they tell the kinds of nothing apart.
    """

    expected: int = 0
    reported: int = 0
    nil: int = 0
    figures: int = 0
    nils: int = 0

    @property
    def missing(self) -> int:
        """Cells expected and not heard from."""
        return self.expected - self.reported - self.nil

    def plus(self, other: Coverage) -> Coverage:
        """Coverage of both together."""
        return Coverage(
            self.expected + other.expected,
            self.reported + other.reported,
            self.nil + other.nil,
            self.figures + other.figures,
            self.nils + other.nils,
        )

    @property
    def state(self) -> ValueState:
        """What kind of value, or of nothing, stands over these cells."""
        if self.figures:
            return ValueState.FIGURE
        if self.nils:
            return ValueState.NIL
        return ValueState.MISSING if self.expected else ValueState.NOT_APPLICABLE


def cells(versions: Iterable[Version], rules: Rules) -> dict[CellKey, ValueState]:
    """What live versions tell in each cell: FIGURE or NIL; a cell not among them is not told.

    A figure anywhere in the period of an element asked less often tells the period's cell, a level tells the cells
    for which its confirmation holds, and a figure beats nil. The versions must be complete for those spans.
    """
    told: dict[CellKey, ValueState] = {}
    nils: list[CellKey] = []
    for version in versions:
        if version.withdrawn or version.kind is RecordKind.OPENING:
            continue
        month = version.month_touched(rules.calendar)
        if version.kind is RecordKind.NIL:
            nils.extend(CellKey(version.unit, key, month) for key in _spoken_of(version, month, rules))
            continue
        figures = {figure.element for figure in version.figures if not figure.part}
        for key in figures | {seat.element for seat in version.participants}:
            for reached in months_told(rules.elements[key], month):
                told[CellKey(version.unit, key, reached)] = ValueState.FIGURE
    for cell in nils:
        told.setdefault(cell, ValueState.NIL)
    return told


def _spoken_of(version: Version, month: Month, rules: Rules) -> Iterable[str]:
    if version.elements:
        return version.elements
    day = last_open_day(rules.tree, version.unit, month, calendar=rules.calendar)
    stretch = None if day is None else rules.tree.stretch_at(version.unit, day)
    return [key for key, element in rules.elements.items() if stretch and stretch.level in element.entered_at]


def months_told(element: DataElement, month: Month) -> tuple[Month, ...]:
    """The months whose cells a figure of `month` tells."""
    if element.kind is ElementKind.STOCK:
        return _months_held(month, element.restate_months)
    return _months_asked(month, element.often)


@lru_cache(maxsize=16_384)
def _months_held(month: Month, restate_months: int) -> tuple[Month, ...]:
    return tuple(month + step for step in range(restate_months))


@lru_cache(maxsize=16_384)
def _months_asked(month: Month, often: Often) -> tuple[Month, ...]:
    asked = month
    while not often.asks_in(asked.number):
        asked = asked + 1
    return (month,) if asked == month else (month, asked)


class Expectation:
    """Which cells are expected, from the tree, the elements and the excuses."""

    def __init__(self, rules: Rules, excused: Collection[tuple[UnitId, Month]] = ()) -> None:
        self.rules, self.excused = rules, excused
        self._levels: dict[tuple[UnitId, Month], str | None] = {}
        self._days: dict[tuple[UnitId, Month], date | None] = {}

    def expected(self, cell: CellKey) -> bool:
        """Whether the unit owes this cell once the month is over."""
        element = self.rules.elements[cell.element]
        if not element.often.asks_in(cell.month.number) or (cell.unit, cell.month) in self.excused:
            return False
        return self._level(cell.unit, cell.month) in element.entered_at

    def _level(self, unit: UnitId, month: Month) -> str | None:
        """The unit's level on the month's last day; None while closed."""
        if (unit, month) not in self._levels:
            stretch = self.rules.tree.stretch_at(unit, self.rules.calendar.last_day(month))
            self._levels[unit, month] = None if stretch is None else stretch.level
        return self._levels[unit, month]

    def tree_day(self, cell: CellKey) -> date | None:
        """The day on which a cell's ancestors are taken: the month's last on which the unit is open; None without."""
        key = (cell.unit, cell.month)
        if key not in self._days:
            self._days[key] = last_open_day(
                self.rules.tree, cell.unit, cell.month, calendar=self.rules.calendar
            )
        return self._days[key]


def confirmed(level_months: Iterable[Month], element: DataElement, *, month: Month) -> bool:
    """Whether a level told in one of `level_months` still holds in `month`."""
    too_old = int(month) - element.restate_months
    return any(too_old < told <= month for told in level_months)
