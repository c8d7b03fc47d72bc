"""What a question needs to be read, worked out once for a tree: elements, and windows as runs of months."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tiendo.core.indicator import ElementKind
from tiendo.core.orgunit import ClosureRow, UnitId
from tiendo.core.period import Window
from tiendo.core.submission import Book
from tiendo.storage.rules import Catalogue

NOWHERE = slice(0, 0)


@dataclass(frozen=True)
class Needs:
    """What will be asked: plain elements at the units looked at, elements unit by unit below these, and windows."""

    elements: frozenset[str]
    by_unit: frozenset[str]
    windows: tuple[Window, ...]
    books: tuple[Book, ...] = tuple(Book)


class Spans:
    """Windows cut into runs of whole months (numbered from 0: all before the first) and the days beside them."""

    def __init__(self, windows: Sequence[Window], catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        calendar = catalogue.calendar
        whole, told = {}, {}
        self.days: dict[Window, tuple[Window, ...]] = {}
        """The days of a window that lie in no whole month."""
        for window in windows:
            first, past = calendar.months_in(window)
            whole[window], self.days[window] = (int(first), int(past)), tuple(calendar.edges(window))
            last = calendar.month_of(window.last)
            ended = calendar.last_day(last) == window.last
            told[window] = (int(calendar.month_of(window.start)), int(last) + int(ended))
        self.starts = sorted({month for pair in (*whole.values(), *told.values()) for month in pair})
        self.flow = {window: self._slice(*pair) for window, pair in whole.items()}
        self.told = {window: self._slice(*pair) for window, pair in told.items()}
        self.stock = {window: slice(0, self._number(past)) for window, (_, past) in told.items()}
        self.past = {window: past for window, (_, past) in told.items()}
        """The month after the last that has ended in a window."""

    def _number(self, start: int) -> int:
        return self.starts.index(start) + 1

    def _slice(self, first: int, past: int) -> slice:
        return slice(self._number(first), self._number(past)) if first < past else NOWHERE

    @property
    def count(self) -> int:
        """How many runs there are; what comes after the last start belongs to none that is read."""
        return len(self.starts)

    def run_of(self, month: int) -> int:
        """The run a month belongs to; `count` when it comes after all."""
        return bisect_right(self.starts, month)

    def in_sql(self, column: str) -> str:
        """An expression for the run of a month column."""
        cases = " ".join(f"WHEN {column} < {start} THEN {run}" for run, start in enumerate(self.starts))
        return f"CASE {cases} ELSE {self.count} END"

    @cached_property
    def months(self) -> frozenset[int]:
        """Every month of which some window has only a part."""
        calendar = self._catalogue.calendar
        edges = [edge for days in self.days.values() for edge in days]
        return frozenset(int(calendar.month_of(day)) for edge in edges for day in (edge.start, edge.last))

    @cached_property
    def open_ended(self) -> tuple[Window, ...]:
        """The windows that end inside a month."""
        month_of = self._catalogue.calendar.month_of
        return tuple(w for w in self.days if int(month_of(w.last)) >= self.past[w])

    def holds_beside(self, day: date, window: Window, *, stock: bool) -> bool:
        """Whether a day is one of a window's that its whole months leave out."""
        if stock:
            return day < window.end and int(self._catalogue.calendar.month_of(day)) >= self.past[window]
        return any(edge.holds(day) for edge in self.days[window])


class Scope:
    """Which units' sums answer for which: it depends on the tree alone, so it outlives what is posted."""

    def __init__(self, catalogue: Catalogue, needs: Needs) -> None:
        self.catalogue, self.needs = catalogue, needs
        self.spans = Spans(needs.windows, catalogue)
        self._enterers: dict[str, frozenset[UnitId]] = {}
        self._under: dict[UnitId, frozenset[UnitId]] = {}
        self._partly: dict[UnitId, frozenset[UnitId]] = {}

    def is_stock(self, element: str) -> bool:
        """Whether an element is a stock."""
        return self.catalogue.elements[element].kind is ElementKind.STOCK

    def numbers(self, elements: Iterable[str]) -> list[int]:
        """The elements' numbers in the big tables."""
        return [self.catalogue.numbers[key] for key in sorted(elements)]

    def of_kind(self, elements: Iterable[str], *kinds: ElementKind) -> list[str]:
        """Those of some elements that are of these kinds."""
        return [key for key in elements if self.catalogue.elements[key].kind in kinds]

    @cached_property
    def parents(self) -> Mapping[UnitId, UnitId]:
        """Units that had one parent all their life: what the parent got through them is all they have."""
        tree, found = self.catalogue.tree, {}
        for unit in tree.units():
            parents = {stretch.parent for stretch in tree.stretches(unit)}
            if len(parents) == 1 and (parent := next(iter(parents))) is not None:
                found[unit] = parent
        return found

    def rows(self, unit: UnitId) -> Sequence[ClosureRow]:
        """Who ever lay under a unit, through which child, and when."""
        return self.catalogue.tree.rows_below(unit)

    def under(self, unit: UnitId) -> frozenset[UnitId]:
        """Every unit that ever lay under another, itself among them."""
        if unit not in self._under:
            self._under[unit] = frozenset(row.unit for row in self.rows(unit))
        return self._under[unit]

    def partly(self, unit: UnitId) -> frozenset[UnitId]:
        """The units that lay under another for a part of their life only."""
        if unit not in self._partly:
            spent: dict[UnitId, int] = {}
            for row in self.rows(unit):
                spent[row.unit] = spent.get(row.unit, 0) + _days(row.start, row.end)
            life = self.catalogue.tree.life
            self._partly[unit] = frozenset(each for each, days in spent.items() if days != _days(*life(each)))
        return self._partly[unit]

    @cached_property
    def moved(self) -> frozenset[UnitId]:
        """Every unit whose path ever changed."""
        tree = self.catalogue.tree
        return frozenset(unit for unit in tree.units() if tree.path_change_days(unit))

    @cached_property
    def taken_over(self) -> tuple[UnitId, ...]:
        """Closed units with successors, and everything that ever lay below them."""
        tree = self.catalogue.tree
        closed = [unit for unit in tree.units() if tree.successors(unit)]
        return tuple(sorted({row.unit for unit in closed for row in self.rows(unit)}))

    def enterers(self, element: str) -> frozenset[UnitId]:
        """Units that at some time were of a level that enters an element."""
        if element not in self._enterers:
            tree, levels = self.catalogue.tree, self.catalogue.elements[element].entered_at
            self._enterers[element] = frozenset(
                unit for unit in tree.units() if any(s.level in levels for s in tree.stretches(unit))
            )
        return self._enterers[element]


def _days(start: date, end: date | None) -> int:
    return (end or date.max).toordinal() - start.toordinal()
