"""Answers core's questions from balances: the same figures as the model in memory, in a constant number of statements.

Whole months come from the caches, the days of partial months from entries; what depends on single days of units that
moved or closed is rare and read entry by entry.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.backends.utils import CursorWrapper

from tiendo.core.coverage import Coverage
from tiendo.core.indicator import ElementKind, Judged
from tiendo.core.orgunit import UnitId
from tiendo.core.period import Window
from tiendo.core.posting import Rules
from tiendo.core.readings import OWN, Contribution, Part, Work
from tiendo.core.rollup import Memory, credited
from tiendo.core.submission import Book
from tiendo.storage.cells import read_excuses
from tiendo.storage.persons import merged_into
from tiendo.storage.reading_expected import Expected
from tiendo.storage.reading_rows import (
    Edges,
    LevelDays,
    coverage_rows,
    level_days,
    sum_rows,
)
from tiendo.storage.reading_special import SeatRow, SpecialRow, seat_rows, special_rows
from tiendo.storage.records import live_versions
from tiendo.storage.rules import Catalogue


@dataclass(frozen=True)
class Needs:
    """What will be asked: the units looked at, plain elements at these, elements unit by unit below, and windows."""

    units: tuple[UnitId, ...]
    elements: frozenset[str]
    by_unit: frozenset[str]
    windows: tuple[Window, ...]


class LedgerReadings:
    """One book at the head of the ledger; implements core's Readings."""

    def __init__(self, cursor: CursorWrapper, catalogue: Catalogue, book: Book, needs: Needs) -> None:
        self._cursor, self._catalogue, self._book, self.needs = cursor, catalogue, book, needs
        self._edges = Edges.of(needs.windows, catalogue)
        self._derived = self._derivable()

    @property
    def rules(self) -> Rules:
        """Elements, calendar and tree these sums are based on."""
        return self._catalogue.rules

    # What each unit looked at got through its children

    def _derivable(self) -> dict[UnitId, UnitId]:
        """Children that were their parent's all their life: their sums are what the parent got through them."""
        tree, asked, found = self.rules.tree, set(self.needs.units), {}
        for unit in self.needs.units:
            parents = {stretch.parent for stretch in tree.stretches(unit)}
            (parent,) = parents if len(parents) == 1 else (None,)
            if parent in asked and parent is not None:
                found[unit] = parent
        return {unit: parent for unit, parent in found.items() if parent not in found}

    @cached_property
    def _asked(self) -> list[UnitId]:
        return [unit for unit in self.needs.units if unit not in self._derived]

    @cached_property
    def _sums(self) -> Mapping[tuple[UnitId, str, Window], Mapping[UnitId, int]]:
        return sum_rows(
            self._cursor,
            self._catalogue,
            self._book,
            units=self._asked,
            elements=self.needs.elements,
            windows=self.needs.windows,
            edges=self._edges,
        )

    @cached_property
    def _told(self) -> Mapping[tuple[UnitId, str, Window], Mapping[UnitId, Coverage]]:
        return coverage_rows(
            self._cursor,
            self._catalogue,
            self._book,
            units=self._asked,
            elements=self.needs.elements,
            windows=self.needs.windows,
            edges=self._edges,
        )

    @cached_property
    def _expected(self) -> Expected:
        return Expected(self._cursor, self._catalogue, self._asked, self.needs.windows)

    def contributions(self, unit: UnitId, element: str, window: Window) -> dict[UnitId, Contribution]:
        """Sums by the child they entered through; own work under OWN (a child's own children are not told apart)."""
        if unit in self._derived:
            above = self.contributions(self._derived[unit], element, window)
            return {OWN: above[unit]} if unit in above else {}
        key = (unit, element, window)
        sums, told = self._sums.get(key, {}), self._told.get(key, {})
        expected = self._expected.by_via(unit, element, window)
        return {
            via: Contribution(
                sums.get(via, 0), told.get(via, Coverage())._replace(expected=expected.get(via, 0))
            )
            for via in sums.keys() | told.keys() | expected.keys()
        }

    def named(self, unit: UnitId, element: str, window: Window) -> int:
        """Distinct named persons in a unit's subtree."""
        path = self.rules.tree.path
        return len(
            {
                seat.person
                for seat in self._seats.get(element, ())
                if window.holds(seat.day) and unit in path(seat.unit, seat.day)
            }
        )

    def named_over(self, unit: UnitId, element: str, window: Window, *, units: Collection[UnitId]) -> int:
        """Distinct named persons of some units' own work, as far as it lies under `unit`."""
        path = self.rules.tree.path
        return len(
            {
                seat.person
                for seat in self._seats.get(element, ())
                if seat.unit in units and window.holds(seat.day) and unit in path(seat.unit, seat.day)
            }
        )

    @cached_property
    def _seats(self) -> Mapping[str, Sequence[SeatRow]]:
        keys = [k for k in self.needs.elements if self.rules.elements[k].kind is ElementKind.PERSONS]
        return seat_rows(self._cursor, self._catalogue, self._book, elements=keys)

    # Unit by unit

    @cached_property
    def _below(self) -> list[UnitId]:
        """Every unit that ever lay under one of those looked at."""
        tree, tops = self.rules.tree, set(self.needs.units)
        return sorted({row.unit for row in tree.closure() if row.ancestor in tops})

    @cached_property
    def _unit_sums(self) -> Mapping[tuple[UnitId, str, Window], Mapping[UnitId, int]]:
        return sum_rows(
            self._cursor,
            self._catalogue,
            self._book,
            units=self._below,
            elements=self.needs.by_unit,
            windows=self.needs.windows,
            edges=self._edges,
            own_apart=True,
        )

    @cached_property
    def _unit_told(self) -> Mapping[tuple[UnitId, str, Window], Mapping[UnitId, Coverage]]:
        return coverage_rows(
            self._cursor,
            self._catalogue,
            self._book,
            units=self._below,
            elements=[k for k in self.needs.by_unit if self.rules.elements[k].kind is not ElementKind.STOCK],
            windows=self.needs.windows,
            edges=self._edges,
            own_apart=True,
        )

    @cached_property
    def _unit_expected(self) -> Expected:
        return Expected(self._cursor, self._catalogue, self._below, self.needs.windows, own_apart=True)

    @cached_property
    def _level_days(self) -> LevelDays:
        keys = [k for k in self.needs.by_unit if self.rules.elements[k].kind is ElementKind.STOCK]
        return level_days(self._cursor, self._catalogue, self._book, elements=keys)

    def parts(self, unit: UnitId, element: str, window: Window) -> dict[UnitId, Part]:
        """Own work of every unit that entered or owes something under `unit` in the window."""
        if self.rules.elements[element].kind is ElementKind.STOCK:
            return self._stock_parts(unit, element, window)
        path = self.rules.tree.path
        seated = {
            seat.unit
            for seat in self._seats.get(element, ())
            if window.holds(seat.day) and unit in path(seat.unit, seat.day)
        }
        found = {}
        for each in self._units_under[unit]:
            amount, coverage = self._own(each, unit, element, window)
            if amount or any(coverage) or each in seated:
                found[each] = Part(amount, coverage, coverage.missing == 0)
        return found

    def _stock_parts(self, unit: UnitId, element: str, window: Window) -> dict[UnitId, Part]:
        asked = self._levels_asked(unit, element, window.last)
        found = {}
        for each in self._units_under[unit]:
            if (each, unit) in self._partly:
                amount, _ = self._moved.under(each, unit, element, window)
            else:
                amount = self._unit_sums.get((each, element, window), {}).get(OWN, 0)
            if amount or each in asked:
                known = each not in asked or self.confirmed(each, element, window.last)
                found[each] = Part(amount, Coverage(), known)
        return found

    def _own(self, each: UnitId, unit: UnitId, element: str, window: Window) -> tuple[int, Coverage]:
        """A unit's own sum and cells as far as they lie under another."""
        if (each, unit) in self._partly:
            return self._moved.under(each, unit, element, window)
        key = (each, element, window)
        amount = self._unit_sums.get(key, {}).get(OWN, 0)
        told = self._unit_told.get(key, {}).get(OWN)
        expected = self._unit_expected.by_via(each, element, window).get(OWN, 0)
        return amount, Coverage(expected) if told is None else Coverage(expected, *told[1:])

    @cached_property
    def _units_under(self) -> Mapping[UnitId, list[UnitId]]:
        found: dict[UnitId, set[UnitId]] = defaultdict(set)
        tops = set(self.needs.units)
        for row in self.rules.tree.closure():
            if row.ancestor in tops:
                found[row.ancestor].add(row.unit)
        return {unit: sorted(units) for unit, units in found.items()}

    @cached_property
    def _partly(self) -> set[tuple[UnitId, UnitId]]:
        """Pairs of a unit and a superior it was not under all its life."""
        tree, tops = self.rules.tree, set(self.needs.units)
        spent: dict[tuple[UnitId, UnitId], int] = defaultdict(int)
        for row in tree.closure():
            if row.ancestor in tops:
                spent[row.unit, row.ancestor] += _days(row.start, row.end)
        return {pair for pair, days in spent.items() if days != _days(*tree.life(pair[0]))}

    @cached_property
    def _moved(self) -> MovedUnits:
        return MovedUnits(self, {unit for unit, _ in self._partly})

    def _levels_asked(self, unit: UnitId, element: str, day: date) -> set[UnitId]:
        tree, entered = self.rules.tree, self.rules.elements[element].entered_at
        return {
            each
            for each in tree.subtree(unit, day)
            if (stretch := tree.stretch_at(each, day)) is not None and stretch.level in entered
        }

    def confirmed(self, unit: UnitId, element: str, day: date) -> bool:
        """Whether a unit's level was told recently enough to hold on a day."""
        month = self.rules.calendar.month_of(day)
        months = self.rules.elements[element].restate_months
        return any(
            told <= day and of <= month < of + months
            for of, told in self._level_days.get((unit, element), ())
        )

    # What units are judged on

    def works(self, units: Mapping[UnitId, Judged], element: str, window: Window) -> dict[UnitId, Work]:
        """The work each of `units` is judged on."""
        if self.rules.elements[element].kind is ElementKind.STOCK:
            return {
                unit: self._standing(unit, judged, element, day=window.last, window=window)
                for unit, judged in units.items()
            }
        found: dict[UnitId, Work] = {}
        for unit, judged in units.items():
            key = (unit, element, window)
            amounts, told = self._unit_sums.get(key, {}), self._unit_told.get(key, {})
            expected = self._unit_expected.by_via(unit, element, window)
            vias = {OWN} if judged is Judged.OWN else amounts.keys() | told.keys() | expected.keys()
            amount = sum(amounts.get(via, 0) for via in vias)
            missing = sum(
                expected.get(via, 0) - (told[via].reported + told[via].nil if via in told else 0)
                for via in vias
            )
            found[unit] = Work(amount, missing == 0)
        return self._with_special(found, units, element, window)

    def _standing(self, unit: UnitId, judged: Judged, element: str, *, day: date, window: Window) -> Work:
        tree, amount, known = self.rules.tree, 0, True
        entered = self.rules.elements[element].entered_at
        for each in tree.subtree(unit, day) if judged is Judged.SUBTREE else (unit,):
            if self.confirmed(each, element, day):
                amount += self._unit_sums.get((each, element, window), {}).get(OWN, 0)
                continue
            stretch = tree.stretch_at(each, day)
            known = known and (stretch is None or stretch.level not in entered)
        return Work(amount, known)

    @cached_property
    def _special(self) -> Mapping[str, Sequence[SpecialRow]]:
        """Entries that are not simply their path's: openings, joint work, work of units others took over from."""
        flows = [k for k in self.needs.by_unit if self.rules.elements[k].kind is not ElementKind.STOCK]
        return special_rows(self._cursor, self._catalogue, self._book, elements=flows, units=self._taken_over)

    @cached_property
    def _taken_over(self) -> list[UnitId]:
        """Closed units with successors, and everything that ever lay below them."""
        tree = self.rules.tree
        closed = {unit for unit in tree.units() if tree.successors(unit)}
        return sorted({row.unit for row in tree.closure() if row.ancestor in closed}) if closed else []

    def _with_special(
        self, found: dict[UnitId, Work], units: Mapping[UnitId, Judged], element: str, window: Window
    ) -> dict[UnitId, Work]:
        """Add what units took over and did jointly; take openings out."""
        tree, until = self.rules.tree, window.last
        added: dict[UnitId, int] = defaultdict(int)
        for row in self._special.get(element, ()):
            if not window.holds(row.day):
                continue
            simple = _on_path(tree.path(row.unit, row.day), units)
            hosts = [tree.path(host, row.day) for host in (row.unit, *row.joint)]
            due = set() if row.opening else credited(hosts, units, tree, until=until)
            for unit in due - simple:
                added[unit] += row.amount
            for unit in simple - due:
                added[unit] -= row.amount
        owing = self._owing(units, element, window)
        return {
            unit: Work(work.amount + added.get(unit, 0), work.known and unit not in owing)
            for unit, work in found.items()
        }

    def _owing(self, units: Mapping[UnitId, Judged], element: str, window: Window) -> set[UnitId]:
        """Units that took over from some who left cells of the window untold."""
        tree, found = self.rules.tree, set()
        for each in self._taken_over:
            for path, missing in self._missing.get(each, element, window):
                if missing:
                    found |= credited([path], units, tree, until=window.last)
        return found

    @cached_property
    def _missing(self) -> MovedUnits:
        return MovedUnits(self, set(self._taken_over))


class MovedUnits:
    """Own entries and cells of a few units day by day, for whoever was above them then."""

    def __init__(self, readings: LedgerReadings, units: Collection[UnitId]) -> None:
        self.readings = readings
        cursor, catalogue = readings._cursor, readings._catalogue
        family = catalogue.tree.family(units) if units else set()
        versions = (
            merged_into(cursor, live_versions(cursor, readings._book, keys=catalogue.keys, units=family))
            if family
            else []
        )
        self._memory = Memory(
            versions, catalogue.rules, excused=read_excuses(cursor, family) if family else ()
        )

    def under(self, each: UnitId, unit: UnitId, element: str, window: Window) -> tuple[int, Coverage]:
        """A unit's own sum and cells while it lay under another."""
        part = self._memory.parts(unit, element, window).get(each)
        return (0, Coverage()) if part is None else (part.amount, part.coverage)

    def get(self, each: UnitId, element: str, window: Window) -> Iterable[tuple[tuple[UnitId, ...], int]]:
        """Cells of a unit in a window, each with its path and how many are missing."""
        for path, one in self._memory._cells(element, window):
            if path and path[-1] == each:
                yield path, one.missing


def _on_path(path: tuple[UnitId, ...], units: Mapping[UnitId, Judged]) -> set[UnitId]:
    """Which judged units the balances credit with an entry at the end of a path."""
    return {
        unit
        for place, unit in enumerate(path)
        if unit in units and (place == len(path) - 1 or units[unit] is Judged.SUBTREE)
    }


def _days(start: date, end: date | None) -> int:
    return (end or date.max).toordinal() - start.toordinal()
