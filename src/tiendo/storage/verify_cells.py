"""Proof of the cells: what the live versions tell, and what is expected, against the table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.backends.utils import CursorWrapper

from tiendo.core.coverage import CellKey, Expectation, months_told
from tiendo.core.errors import Finding, ProblemKind, register
from tiendo.core.orgunit import UnitId
from tiendo.core.period import Month
from tiendo.core.quantity import ValueState
from tiendo.core.submission import RecordKind, last_open_day
from tiendo.storage.cells import TOLD, read_excuses
from tiendo.storage.rules import Catalogue
from tiendo.storage.sql import BOOK_OF, fetch_all, in_ids
from tiendo.storage.verify_facts import Facts, day_text
from tiendo.storage.verify_names import Names, month_name

register("verify.cell", ProblemKind.INVALID, "The cell is not what the facts tell.")

_Cell = tuple[int, UnitId, int, int]
"""Book, unit, element number, month."""

_Place = tuple[int, str, str]
"""Whether a cell is expected, the day at which its ancestors are taken, and the month's last day."""


def check_cells(cursor: CursorWrapper, facts: Facts, names: Names) -> Iterator[Finding]:
    """Every cell of the units that is not what their live versions tell, is missing, or is too much."""
    catalogue = names.catalogue
    places = _Places(catalogue, Expectation(catalogue.rules, read_excuses(cursor, facts.units)))
    expected = {
        (*cell, told, *place)
        for cell, told in _told(facts, catalogue).items()
        if (place := places.of(*cell[1:])) is not None
    }
    fragment, params = in_ids(cursor, facts.units)
    days = f"{day_text(cursor, 'tree_day')}, {day_text(cursor, 'last_day')}"
    query = f"SELECT book, unit, element, month, told, expected, {days} FROM cell WHERE unit {fragment}"
    wrong = {row[:4] for row in {*fetch_all(cursor, query, params)} ^ expected}
    for book, unit, element, month in sorted(wrong):
        where = (BOOK_OF[book].value, names.unit(unit), names.element(element), month_name(month))
        yield Finding.of("verify.cell", f"cell {' '.join(where)}")


_FIGURE, _NIL = TOLD[ValueState.FIGURE], TOLD[ValueState.NIL]
_TELLING = (RecordKind.ACTIVITY.value, RecordKind.MONTH_FIGURE.value)


def _told(facts: Facts, catalogue: Catalogue) -> dict[_Cell, int]:
    """What is told in each cell: a figure anywhere in its period, or else nil."""
    wholes = {
        (one.book, one.unit, one.element, one.month)
        for one in facts.figures
        if not one.what and one.kind in _TELLING
    }
    wholes |= {(one.book, one.unit, one.element, one.month) for one in facts.seats if one.kind in _TELLING}
    elements = {number: catalogue.elements[key] for number, key in catalogue.keys.items()}
    told: dict[_Cell, int] = {}
    for book, unit, element, month in wholes:
        for reached in months_told(elements[element], Month(month)):
            told[book, unit, element, int(reached)] = _FIGURE
    spoken: dict[tuple[UnitId, int], list[int]] = {}
    for nil in facts.nils:
        if nil.element is not None:
            of = [nil.element]
        else:
            key = (nil.unit, nil.month)
            if key not in spoken:
                spoken[key] = _asked_of(*key, catalogue)
            of = spoken[key]
        for number in of:
            told.setdefault((nil.book, nil.unit, number, nil.month), _NIL)
    return told


def _asked_of(unit: UnitId, month: int, catalogue: Catalogue) -> list[int]:
    """The elements that a nil declaration of everything speaks of."""
    tree = catalogue.tree
    day = last_open_day(tree, unit, Month(month), calendar=catalogue.calendar)
    stretch = None if day is None else tree.stretch_at(unit, day)
    return [
        catalogue.numbers[key]
        for key, element in catalogue.elements.items()
        if stretch is not None and stretch.level in element.entered_at
    ]


@dataclass
class _Places:
    """What holds for a cell whatever is told in it, worked out once for both books."""

    catalogue: Catalogue
    expectation: Expectation
    _known: dict[tuple[UnitId, int, int], _Place | None] = field(default_factory=dict)
    _days: dict[tuple[UnitId, int], tuple[str, str]] = field(default_factory=dict)

    def of(self, unit: UnitId, element: int, month: int) -> _Place | None:
        """Expected, tree day and last day; None where the unit had no open day in the month."""
        key = (unit, element, month)
        if key not in self._known:
            cell = CellKey(unit, self.catalogue.keys[element], Month(month))
            tree_day, last_day = self._of_month(cell)
            self._known[key] = (
                (int(self.expectation.expected(cell)), tree_day, last_day) if tree_day else None
            )
        return self._known[key]

    def _of_month(self, cell: CellKey) -> tuple[str, str]:
        key = (cell.unit, int(cell.month))
        if key not in self._days:
            day = self.expectation.tree_day(cell)
            last = self.catalogue.calendar.last_day(cell.month)
            self._days[key] = ("" if day is None else day.isoformat(), last.isoformat())
        return self._days[key]
