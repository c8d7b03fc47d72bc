"""Answers core's questions from balances: the same figures as the model in memory, in a constant number of statements.

Whole months come from the caches, the days of partial months from entries; what depends on single days of units that
moved or closed is rare and read entry by entry.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.backends.utils import CursorWrapper

from tiendo.core.coverage import Coverage, confirmed
from tiendo.core.indicator import ElementKind, Judged
from tiendo.core.orgunit import UnitId
from tiendo.core.period import Month, Window
from tiendo.core.posting import Rules
from tiendo.core.readings import OWN, Contribution, Part, SumsKey, Work
from tiendo.core.rollup import credited
from tiendo.core.submission import Book
from tiendo.storage.reading_grid import Grid
from tiendo.storage.reading_special import SeatRow, SpecialRow
from tiendo.storage.reading_store import Store


class LedgerReadings:
    """One book at the head of the ledger; implements core's Readings.

    `full` are the units whose children are told apart, `totals` others that are asked for: every question must be
    about one of these.
    """

    def __init__(
        self,
        cursor: CursorWrapper,
        store: Store,
        book: Book,
        *,
        full: Collection[UnitId],
        totals: Collection[UnitId] = (),
    ) -> None:
        self._cursor, self._store, self._book = cursor, store, book
        self._scope, self._spans = store.scope, store.scope.spans
        held = store.held(cursor, full, totals)
        self._full = held.full
        self._sums, self._told, self._beside = held.sums[book], held.told[book], held.beside[book]
        self._heard: Grid = store.heard(cursor)[book]
        self._expected = store.expected(cursor)
        self._months: dict[date, Month] = {}
        self._added: dict[tuple[UnitId, str, Window], dict[UnitId, Contribution]] = {}

    @property
    def rules(self) -> Rules:
        """Elements, calendar and tree these sums are based on."""
        return self._scope.catalogue.rules

    @property
    def worked_out(self) -> dict[SumsKey, object]:
        """Outcomes already worked out on these very sums."""
        return self._store.worked_out[self._book]

    @property
    def full(self) -> Collection[UnitId]:
        """Units whose children are told apart."""
        return self._full

    # Lines of one unit, element and window

    def _amounts(self, unit: UnitId, element: str, window: Window) -> dict[UnitId, int]:
        """Sums by the child they entered through."""
        spans = self._spans
        runs = (spans.stock if self._scope.is_stock(element) else spans.flow)[window]
        found = {via: sum(line[runs]) for via, line in self._sums.at(element, unit).items()}
        for via, line in self._beside.at((element, window), unit).items():
            found[via] = found.get(via, 0) + line[0]
        return found

    def _own_amount(self, unit: UnitId, element: str, window: Window) -> int:
        spans = self._spans
        line = self._sums.at(element, unit).get(OWN)
        beside = self._beside.at((element, window), unit).get(OWN)
        runs = (spans.stock if self._scope.is_stock(element) else spans.flow)[window]
        return (sum(line[runs]) if line else 0) + (beside[0] if beside else 0)

    def _coverage(self, unit: UnitId, element: str, window: Window) -> dict[UnitId, Coverage]:
        """Cells by child: how many are expected and what is told in them."""
        expected = self._expected.by_via(unit, element, window)
        told, heard = self._told.at(element, unit), self._heard.at((element, window), unit)
        return {
            via: self._cells(expected.get(via, 0), told.get(via), heard.get(via), window)
            for via in expected.keys() | told.keys() | heard.keys()
        }

    def _own_coverage(self, unit: UnitId, element: str, window: Window) -> Coverage:
        expected = self._expected.by_via(unit, element, window).get(OWN, 0)
        told, heard = self._told.at(element, unit).get(OWN), self._heard.at((element, window), unit).get(OWN)
        return self._cells(expected, told, heard, window)

    def _cells(
        self, expected: int, told: list[int] | None, heard: list[int] | None, window: Window
    ) -> Coverage:
        reported = nil = figures = nils = 0
        if told is not None:
            runs, size = self._spans.told[window], self._spans.count
            first, past = runs.start, runs.stop
            reported, nil = sum(told[first:past]), sum(told[size + first : size + past])
            figures = sum(told[2 * size + first : 2 * size + past])
            nils = sum(told[3 * size + first : 3 * size + past])
        if heard is not None:
            figures, nils = figures + heard[0], nils + heard[1]
        return Coverage(expected, reported, nil, figures, nils)

    # What each unit looked at got through its children

    def contributions(self, unit: UnitId, element: str, window: Window) -> dict[UnitId, Contribution]:
        """Sums by the child they entered through; own work under OWN (of `totals` the sum may be all)."""
        if unit not in self._full:
            found = self.contributions(self._scope.parents[unit], element, window)
            return {OWN: found[unit]} if unit in found else {}
        key = (unit, element, window)
        if key not in self._added:
            self._added[key] = self._contributions(unit, element, window)
        return self._added[key]

    def _contributions(self, unit: UnitId, element: str, window: Window) -> dict[UnitId, Contribution]:
        amounts = self._amounts(unit, element, window)
        told = self._coverage(unit, element, window)
        nothing = Coverage()
        return {
            via: Contribution(amounts.get(via, 0), told.get(via, nothing))
            for via in amounts.keys() | told.keys()
            if amounts.get(via) or (via in told and any(told[via]))
        }

    def named(self, unit: UnitId, element: str, window: Window) -> int:
        """Distinct named persons in a unit's subtree."""
        return len({seat.person for seat in self._seated(unit, element, window)})

    def named_over(self, unit: UnitId, element: str, window: Window, *, units: Collection[UnitId]) -> int:
        """Distinct named persons of some units' own work, as far as it lies under `unit`."""
        return len({seat.person for seat in self._seated(unit, element, window) if seat.unit in units})

    def _seated(self, unit: UnitId, element: str, window: Window) -> Iterable[SeatRow]:
        if not self._of_persons(element):
            return
        path = self.rules.tree.path
        for seats in self._store.seats(self._cursor)[self._book].values():
            for seat in seats.get(element, ()):
                if window.holds(seat.day) and unit in path(seat.unit, seat.day):
                    yield seat

    def _of_persons(self, element: str) -> bool:
        return self.rules.elements[element].kind is ElementKind.PERSONS

    # Unit by unit

    def parts(self, unit: UnitId, element: str, window: Window) -> dict[UnitId, Part]:
        """Own work of every unit that entered or owes something under `unit` in the window."""
        if self._scope.is_stock(element):
            return self._stock_parts(unit, element, window)
        moved, found = self._scope.partly(unit), {}
        elsewhere = self._memory_parts(unit, element, window) if moved else {}
        seated = {seat.unit for seat in self._seated(unit, element, window)}
        held = self._store.parts[self._book].setdefault((element, window), {})
        for each in self._candidates(unit, element, window):
            if each in moved:
                part = elsewhere.get(each)
                if part is None:
                    continue
            else:
                part = held.get(each)
                if part is None:
                    part = held[each] = self._own_part(each, element, window)
            if part.amount or any(part.coverage) or each in seated:
                found[each] = part
        return found

    def _own_part(self, unit: UnitId, element: str, window: Window) -> Part:
        coverage = self._own_coverage(unit, element, window)
        return Part(self._own_amount(unit, element, window), coverage, coverage.missing == 0)

    def _candidates(self, unit: UnitId, element: str, window: Window) -> Iterable[UnitId]:
        """Units under another that may have entered something, were it elsewhere entered by now, or owe it."""
        under = self._scope.under(unit)
        maybe = set(under & self._scope.enterers(element))
        for grid, key in (
            (self._sums, element),
            (self._told, element),
            (self._beside, (element, window)),
            (self._heard, (element, window)),
        ):
            maybe |= grid.units(key) & under
        if self._of_persons(element):
            seats = self._store.seats(self._cursor)[self._book]
            maybe |= {each for each in seats.keys() & under if element in seats[each]}
        return maybe

    def _memory_parts(self, unit: UnitId, element: str, window: Window) -> Mapping[UnitId, Part]:
        _, memory = self._store.memory(self._cursor, self._book, "partly")
        return memory.parts(unit, element, window)

    def _stock_parts(self, unit: UnitId, element: str, window: Window) -> dict[UnitId, Part]:
        asked = self._levels_asked(unit, element, window.last)
        moved, under = self._scope.partly(unit), self._scope.under(unit)
        elsewhere = self._memory_parts(unit, element, window) if moved else {}
        summed = self._sums.units(element) | self._beside.units((element, window))
        held = self._store.parts[self._book].setdefault((element, window), {})
        found = {}
        for each in asked | (summed & under) | moved:
            if each in moved:
                amount = elsewhere[each].amount if each in elsewhere else 0
                level = Part(amount, Coverage(), self.confirmed(each, element, window.last))
            else:
                level = held.get(each) or self._own_level(each, element, window)
            if each in asked:
                found[each] = level
            elif level.amount:
                found[each] = level._replace(known=True)
        return found

    def _own_level(self, unit: UnitId, element: str, window: Window) -> Part:
        """A unit's own level at the end of a window; known where it was told recently enough."""
        held = self._store.parts[self._book].setdefault((element, window), {})
        found = held.get(unit)
        if found is None:
            known = self.confirmed(unit, element, window.last)
            found = held[unit] = Part(self._own_amount(unit, element, window), Coverage(), known)
        return found

    def _levels_asked(self, unit: UnitId, element: str, day: date) -> frozenset[UnitId]:
        tree, entered = self.rules.tree, self.rules.elements[element].entered_at

        def made() -> frozenset[UnitId]:
            return frozenset(
                each
                for each in self._scope.enterers(element) & self._scope.under(unit)
                if (stretch := tree.stretch_at(each, day)) is not None
                and stretch.level in entered
                and unit in tree.path(each, day)
            )

        return self.rules.once(("levels asked", unit, element, day), made)

    def confirmed(self, unit: UnitId, element: str, day: date) -> bool:
        """Whether a unit's level was told recently enough to hold on a day."""
        held = self._store.levels(self._cursor)[self._book].get(unit)
        told = held.get(element) if held else None
        if not told:
            return False
        of = self._month_of(day)
        return confirmed([month for month, on in told if on <= day], self.rules.elements[element], month=of)

    def _month_of(self, day: date) -> Month:
        found = self._months.get(day)
        if found is None:
            found = self._months[day] = self.rules.calendar.month_of(day)
        return found

    # What units are judged on

    def works(self, units: Mapping[UnitId, Judged], element: str, window: Window) -> dict[UnitId, Work]:
        """The work each of `units` is judged on."""
        stock = self._scope.is_stock(element)
        own = self._store.parts[self._book].setdefault((element, window), {})
        below = self._store.works[self._book].setdefault((element, window), {})
        found: dict[UnitId, Work] = {}
        for unit, judged in units.items():
            if judged is Judged.SUBTREE:
                work = below.get(unit)
                if work is None:
                    made = self._levels_below if stock else self._work_below
                    work = below[unit] = made(unit, element, window)
            elif stock:
                work = self._work_at(unit, element, window)
            else:
                part = own.get(unit)
                if part is None:
                    part = own[unit] = self._own_part(unit, element, window)
                work = Work(part.amount, part.known)
            found[unit] = work
        return found if stock else self._with_special(found, units, element, window)

    def _work_below(self, unit: UnitId, element: str, window: Window) -> Work:
        missing = sum(one.missing for one in self._coverage(unit, element, window).values())
        return Work(sum(self._amounts(unit, element, window).values()), missing == 0)

    def _work_at(self, unit: UnitId, element: str, window: Window) -> Work:
        """A unit's own level as far as it is known; where none is asked of the unit, nothing is unknown."""
        level = self._own_level(unit, element, window)
        if level.known:
            return Work(level.amount, known=True)
        stretch = self.rules.tree.stretch_at(unit, window.last)
        entered = self.rules.elements[element].entered_at
        return Work(0, known=stretch is None or stretch.level not in entered)

    def _levels_below(self, unit: UnitId, element: str, window: Window) -> Work:
        subtree = self.rules.tree.subtree(unit, window.last)
        works = [self._work_at(each, element, window) for each in subtree]
        return Work(sum(work.amount for work in works), all(work.known for work in works))

    def _with_special(
        self, found: dict[UnitId, Work], units: Mapping[UnitId, Judged], element: str, window: Window
    ) -> dict[UnitId, Work]:
        """Add what units took over and did jointly, and named persons, each once; take openings out."""
        added: dict[UnitId, int] = defaultdict(int)
        for rows in self._store.special(self._cursor)[self._book].values():
            for row in rows.get(element, ()):
                if window.holds(row.day) and not row.reach.isdisjoint(units):
                    self._add_special(added, row, units, until=window.last)
        if self._of_persons(element):
            for unit, persons in self._persons(units, element, window).items():
                added[unit] += len(persons)
        owing = self._owing(units, element, window)
        if not (added or owing):
            return found
        return {
            unit: Work(work.amount + added.get(unit, 0), work.known and unit not in owing)
            for unit, work in found.items()
        }

    def _add_special(
        self, added: dict[UnitId, int], row: SpecialRow, units: Mapping[UnitId, Judged], *, until: date
    ) -> None:
        tree = self.rules.tree
        simple = _on_path(tree.path(row.unit, row.day), units)
        hosts = [tree.path(host, row.day) for host in (row.unit, *row.joint)]
        due = set() if row.opening else credited(hosts, units, tree, until=until)
        for unit in due - simple:
            added[unit] += row.amount
        for unit in simple - due:
            added[unit] -= row.amount

    def _persons(
        self, units: Mapping[UnitId, Judged], element: str, window: Window
    ) -> dict[UnitId, set[str]]:
        """Distinct named persons of what each unit is judged on."""
        tree, found = self.rules.tree, defaultdict(set)
        for seats in self._store.seats(self._cursor)[self._book].values():
            for seat in seats.get(element, ()):
                if window.holds(seat.day):
                    hosts = [tree.path(host, seat.day) for host in (seat.unit, *seat.joint)]
                    for unit in credited(hosts, units, tree, until=window.last):
                        found[unit].add(seat.person)
        return found

    def _owing(self, units: Mapping[UnitId, Judged], element: str, window: Window) -> set[UnitId]:
        """Units that took over from some who left cells of the window untold."""
        if not self._scope.taken_over:
            return set()
        _, memory = self._store.memory(self._cursor, self._book, "taken")
        taken, tree, found = set(self._scope.taken_over), self.rules.tree, set()
        for path, missing in memory.missing_cells(element, window):
            if missing and path and path[-1] in taken:
                found |= credited([path], units, tree, until=window.last)
        return found


def _on_path(path: tuple[UnitId, ...], units: Mapping[UnitId, Judged]) -> set[UnitId]:
    """Which judged units the balances credit with an entry at the end of a path."""
    return {
        unit
        for place, unit in enumerate(path)
        if unit in units and (place == len(path) - 1 or units[unit] is Judged.SUBTREE)
    }
