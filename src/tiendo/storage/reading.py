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
from tiendo.storage.reading_expected import Expected
from tiendo.storage.reading_grid import Lines
from tiendo.storage.reading_rows import SUMS, TOLD, Pair
from tiendo.storage.reading_special import SeatRow, SpecialRow
from tiendo.storage.reading_store import Store

ASKED, BELOW = 0, 1


class LedgerReadings:
    """One book at the head of the ledger; implements core's Readings."""

    def __init__(self, cursor: CursorWrapper, store: Store, book: Book) -> None:
        self._cursor, self._store, self._book = cursor, store, book
        self._scope, self._spans = store.scope, store.scope.spans
        pairs = store.whole(cursor)[book]
        self._sums, self._told = pairs[SUMS], pairs[TOLD]
        self._beside: Pair = store.edges(cursor)[book]
        self._heard: Pair = store.heard(cursor)[book]
        self._months: dict[date, Month] = {}
        self._expected: tuple[Expected, Expected] = store.expected(cursor)

    @property
    def rules(self) -> Rules:
        """Elements, calendar and tree these sums are based on."""
        return self._scope.catalogue.rules

    @property
    def worked_out(self) -> dict[SumsKey, object]:
        """Outcomes already worked out on these very sums."""
        return self._store.worked_out[self._book]

    @property
    def derived(self) -> Collection[UnitId]:
        """Units looked at whose own children are not told apart: their parent's are read in their place."""
        return self._scope.derived.keys()

    # Lines of one unit, element and window

    def _amounts(self, side: int, unit: UnitId, element: str, window: Window) -> dict[UnitId, int]:
        """Sums by the child they entered through (below: own, and everything else)."""
        spans = self._spans
        runs = (spans.stock if self._scope.is_stock(element) else spans.flow)[window]
        found = {via: sum(line[runs]) for via, line in self._sums[side].at(element, unit).items()}
        for via, line in self._beside[side].at((element, window), unit).items():
            found[via] = found.get(via, 0) + line[0]
        return found

    def _coverage(self, side: int, unit: UnitId, element: str, window: Window) -> dict[UnitId, Coverage]:
        """Cells by child: how many are expected and what is told in them."""
        runs, size = self._spans.told[window], self._spans.count
        expected = self._expected[side].by_via(unit, element, window)
        told: Lines = self._told[side].at(element, unit)
        heard: Lines = self._heard[side].at((element, window), unit)
        found = {}
        for via in expected.keys() | told.keys() | heard.keys():
            counts, more = told.get(via), heard.get(via)
            reported = nil = figures = nils = 0
            if counts is not None:
                first, past = runs.start, runs.stop
                reported, nil = sum(counts[first:past]), sum(counts[size + first : size + past])
                figures = sum(counts[2 * size + first : 2 * size + past])
                nils = sum(counts[3 * size + first : 3 * size + past])
            if more is not None:
                figures, nils = figures + more[0], nils + more[1]
            found[via] = Coverage(expected.get(via, 0), reported, nil, figures, nils)
        return found

    # What each unit looked at got through its children

    def contributions(self, unit: UnitId, element: str, window: Window) -> dict[UnitId, Contribution]:
        """Sums by the child they entered through; own work under OWN (a child's own children are not told apart)."""
        above = self._scope.derived.get(unit)
        if above is not None:
            found = self.contributions(above, element, window)
            return {OWN: found[unit]} if unit in found else {}
        amounts = self._amounts(ASKED, unit, element, window)
        told = self._coverage(ASKED, unit, element, window)
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
        path = self.rules.tree.path
        for seats in self._store.seats(self._cursor)[self._book].values():
            for seat in seats.get(element, ()):
                if window.holds(seat.day) and unit in path(seat.unit, seat.day):
                    yield seat

    # Unit by unit

    def parts(self, unit: UnitId, element: str, window: Window) -> dict[UnitId, Part]:
        """Own work of every unit that entered or owes something under `unit` in the window."""
        if self._scope.is_stock(element):
            return self._stock_parts(unit, element, window)
        seated = {seat.unit for seat in self._seated(unit, element, window)}
        found = {}
        for each in self._candidates(unit, element, window):
            amount, coverage = self._own(each, unit, element, window)
            if amount or any(coverage) or each in seated:
                found[each] = Part(amount, coverage, coverage.missing == 0)
        return found

    def _candidates(self, unit: UnitId, element: str, window: Window) -> Iterable[UnitId]:
        """Units under another that may have entered something, were it elsewhere entered by now, or owe it."""
        seats = self._store.seats(self._cursor)[self._book]
        maybe = self._scope.enterers(element).union(
            self._sums.below.units(element),
            self._told.below.units(element),
            self._beside.below.units((element, window)),
            self._heard.below.units((element, window)),
            (each for each, held in seats.items() if element in held),
        )
        return maybe & self._scope.under.get(unit, frozenset())

    def _own(self, each: UnitId, unit: UnitId, element: str, window: Window) -> tuple[int, Coverage]:
        """A unit's own sum and cells as far as they lie under another."""
        if (each, unit) in self._scope.partly:
            part = self._memory_parts(unit, element, window).get(each)
            return (0, Coverage()) if part is None else (part.amount, part.coverage)
        runs = self._spans.flow[window]
        line = self._sums.below.at(element, each).get(OWN)
        beside = self._beside.below.at((element, window), each).get(OWN)
        amount = (sum(line[runs]) if line else 0) + (beside[0] if beside else 0)
        return amount, self._coverage(BELOW, each, element, window).get(OWN, Coverage())

    def _memory_parts(self, unit: UnitId, element: str, window: Window) -> Mapping[UnitId, Part]:
        _, memory = self._store.memory(self._cursor, self._book, "partly")
        return memory.parts(unit, element, window)

    def _stock_parts(self, unit: UnitId, element: str, window: Window) -> dict[UnitId, Part]:
        asked = self._levels_asked(unit, element, window.last)
        under = self._scope.under.get(unit, frozenset())
        moved = {each for each in under if (each, unit) in self._scope.partly}
        held = self._sums.below.units(element) | self._beside.below.units((element, window))
        found = {}
        for each in (asked | (held & under)) - moved:
            amount = self._level(each, element, window)
            if amount or each in asked:
                found[each] = Part(
                    amount, Coverage(), each not in asked or self._holds(each, element, window)
                )
        parts = self._memory_parts(unit, element, window) if moved else {}
        for each in moved:
            amount = parts[each].amount if each in parts else 0
            if amount or each in asked:
                found[each] = Part(
                    amount, Coverage(), each not in asked or self._holds(each, element, window)
                )
        return found

    def _level(self, unit: UnitId, element: str, window: Window) -> int:
        """A unit's own level at a window's end."""
        line = self._sums.below.at(element, unit).get(OWN)
        beside = self._beside.below.at((element, window), unit).get(OWN)
        return (sum(line[self._spans.stock[window]]) if line else 0) + (beside[0] if beside else 0)

    def _levels_asked(self, unit: UnitId, element: str, day: date) -> set[UnitId]:
        tree, entered = self.rules.tree, self.rules.elements[element].entered_at
        under = self._scope.under.get(unit, frozenset())
        return {
            each
            for each in self._scope.enterers(element) & under
            if (stretch := tree.stretch_at(each, day)) is not None
            and stretch.level in entered
            and unit in tree.path(each, day)
        }

    def _holds(self, unit: UnitId, element: str, window: Window) -> bool:
        return self.confirmed(unit, element, window.last)

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
        if self._scope.is_stock(element):
            return {unit: self._standing(unit, judged, element, window) for unit, judged in units.items()}
        found: dict[UnitId, Work] = {}
        for unit, judged in units.items():
            amounts = self._amounts(BELOW, unit, element, window)
            told = self._coverage(BELOW, unit, element, window)
            if judged is Judged.OWN:
                found[unit] = Work(amounts.get(OWN, 0), OWN not in told or told[OWN].missing == 0)
            else:
                missing = sum(one.missing for one in told.values())
                found[unit] = Work(sum(amounts.values()), missing == 0)
        return self._with_special(found, units, element, window)

    def _standing(self, unit: UnitId, judged: Judged, element: str, window: Window) -> Work:
        tree, day, amount, known = self.rules.tree, window.last, 0, True
        entered = self.rules.elements[element].entered_at
        for each in tree.subtree(unit, day) if judged is Judged.SUBTREE else (unit,):
            if self.confirmed(each, element, day):
                amount += self._level(each, element, window)
                continue
            stretch = tree.stretch_at(each, day)
            known = known and (stretch is None or stretch.level not in entered)
        return Work(amount, known)

    def _with_special(
        self, found: dict[UnitId, Work], units: Mapping[UnitId, Judged], element: str, window: Window
    ) -> dict[UnitId, Work]:
        """Add what units took over and did jointly, and named persons, each once; take openings out."""
        added: dict[UnitId, int] = defaultdict(int)
        for rows in self._store.special(self._cursor)[self._book].values():
            for row in rows.get(element, ()):
                if window.holds(row.day):
                    self._add_special(added, row, units, until=window.last)
        if self.rules.elements[element].kind is ElementKind.PERSONS:
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
