"""How many cells are expected, counted from the tree by arithmetic instead of cell by cell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from tiendo.core.indicator import Often
from tiendo.core.orgunit import UnitId
from tiendo.core.period import Month, Window
from tiendo.core.readings import OWN
from tiendo.storage.rules import Catalogue

CHILDREN = -1
"""Stands for everything below where children are not told apart."""

Span = tuple[UnitId, str, int, int]
"""Via, level, first month, month after the last: in these months' last days units lay there at that level."""


class Expected:
    """Expected cells by the child they belong to, for any element and window."""

    def __init__(
        self,
        catalogue: Catalogue,
        units: Collection[UnitId],
        windows: Collection[Window],
        *,
        excused: Collection[tuple[UnitId, Month]] = (),
        own_apart: bool = False,
    ) -> None:
        self._catalogue, self._own_apart = catalogue, own_apart
        self._months = {window: self._range(window) for window in windows}
        self._spans: dict[UnitId, Counter[Span]] = defaultdict(Counter)
        self._excused: dict[UnitId, Counter[Span]] = defaultdict(Counter)
        self._cache: dict[tuple[UnitId, str, Window], Mapping[UnitId, int]] = {}
        self._count(set(units), excused)

    def _range(self, window: Window) -> tuple[int, int]:
        """Months whose last day lies in a window, as [first, past)."""
        calendar = self._catalogue.calendar
        first = calendar.month_of(window.start)
        last = calendar.month_of(window.last)
        past = int(last) + (1 if calendar.last_day(last) == window.last else 0)
        return int(first), past

    def _count(self, units: set[UnitId], excused_months: Collection[tuple[UnitId, Month]]) -> None:
        tree = self._catalogue.tree
        rows = [row for row in tree.closure() if row.ancestor in units]
        excused: dict[UnitId, list[Month]] = defaultdict(list)
        for unit, month in excused_months:
            excused[unit].append(month)
        for row in rows:
            via = OWN if row.via is None else CHILDREN if self._own_apart else row.via
            for stretch in tree.stretches(row.unit):
                start = max(row.start, stretch.start)
                end = min(row.end or date.max, stretch.end or date.max)
                if start >= end:
                    continue
                first, past = self._last_days(start, end)
                if first < past:
                    self._spans[row.ancestor][via, stretch.level, first, past] += 1
                for month in excused.get(row.unit, ()):
                    if first <= month < past:
                        self._excused[row.ancestor][via, stretch.level, int(month), int(month) + 1] += 1

    def _last_days(self, start: date, end: date) -> tuple[int, int]:
        """Months whose last day lies in [start, end)."""
        calendar = self._catalogue.calendar
        first = int(calendar.month_of(start))
        return first, (2**31 if end == date.max else int(calendar.month_of(end)))

    def by_via(self, unit: UnitId, element: str, window: Window) -> Mapping[UnitId, int]:
        """Expected cells of a unit's subtree by child; own under OWN. `window` must be one of those announced."""
        key = (unit, element, window)
        if key not in self._cache:
            self._cache[key] = self._by_via(unit, element, window)
        return self._cache[key]

    def _by_via(self, unit: UnitId, element: str, window: Window) -> Mapping[UnitId, int]:
        one = self._catalogue.elements[element]
        low, high = self._months[window]
        found: dict[UnitId, int] = {}
        counted: list[tuple[Mapping[Span, int], int]] = [(self._spans[unit], 1), (self._excused[unit], -1)]
        for spans, sign in counted:
            for (via, level, first, past), units in spans.items():
                if level in one.entered_at:
                    cells = _asked(one.often, max(first, low), min(past, high))
                    if cells:
                        found[via] = found.get(via, 0) + sign * cells * units
        return {via: cells for via, cells in found.items() if cells}


def _asked(often: Often, first: int, past: int) -> int:
    """How many months of [first, past) hold a cell of an element asked so often."""
    if first >= past:
        return 0
    return _before(often, past) - _before(often, first)


def _before(often: Often, month: int) -> int:
    if often is Often.MONTH:
        return month
    years, rest = divmod(month, 12)
    year, part = _COUNTS[often]
    return years * year + part[rest]


_COUNTS = {
    often: (
        sum(often.asks_in(number) for number in range(1, 13)),
        [sum(often.asks_in(number) for number in range(1, rest + 1)) for rest in range(12)],
    )
    for often in Often
}
"""Cells in a whole year, and in its first 0 to 11 months."""
