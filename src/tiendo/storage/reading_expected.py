"""How many cells are expected, counted from the tree by arithmetic instead of cell by cell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from tiendo.core.indicator import DataElement, Often
from tiendo.core.orgunit import UnitId
from tiendo.core.period import Month, Window
from tiendo.core.readings import OWN
from tiendo.storage.reading_scope import Scope

Span = tuple[UnitId, str, int, int]
"""Via, level, first month, month after the last: in these months' last days units lay there at that level."""

Counts = tuple[Counter[Span], Counter[Span]]
"""Spans of months in which cells are expected, and those that are excused, each with how many units it stands for."""


class Expected:
    """Expected cells by the child they belong to, for any unit, element and window; worked out when asked for."""

    def __init__(self, scope: Scope, excused: Collection[tuple[UnitId, Month]] = ()) -> None:
        self._scope, self._catalogue = scope, scope.catalogue
        self._excused: dict[UnitId, list[Month]] = defaultdict(list)
        for unit, month in excused:
            self._excused[unit].append(month)
        self._months = {window: self._range(window) for window in scope.needs.windows}
        self._spans: dict[UnitId, Counts] = {}
        self._cache: dict[tuple[UnitId, frozenset[str], Often, Window], Mapping[UnitId, int]] = {}

    def _range(self, window: Window) -> tuple[int, int]:
        """Months whose last day lies in a window, as [first, past)."""
        return int(self._catalogue.calendar.month_of(window.start)), self._scope.spans.past[window]

    def _count(self, unit: UnitId) -> Counts:
        tree = self._catalogue.tree
        spans: Counter[Span] = Counter()
        excused: Counter[Span] = Counter()
        for row in self._scope.rows(unit):
            via = OWN if row.via is None else row.via
            for stretch in tree.stretches(row.unit):
                start = max(row.start, stretch.start)
                end = min(row.end or date.max, stretch.end or date.max)
                if start >= end:
                    continue
                first, past = self._last_days(start, end)
                if first < past:
                    spans[via, stretch.level, first, past] += 1
                for month in self._excused.get(row.unit, ()):
                    if first <= month < past:
                        excused[via, stretch.level, int(month), int(month) + 1] += 1
        return spans, excused

    def _last_days(self, start: date, end: date) -> tuple[int, int]:
        """Months whose last day lies in [start, end)."""
        calendar = self._catalogue.calendar
        first = int(calendar.month_of(start))
        return first, (2**31 if end == date.max else int(calendar.month_of(end)))

    def by_via(self, unit: UnitId, element: str, window: Window) -> Mapping[UnitId, int]:
        """Expected cells of a unit's subtree by child; own under OWN. `window` must be one of those announced."""
        one = self._catalogue.elements[element]
        key = (unit, one.entered_at, one.often, window)
        found = self._cache.get(key)
        if found is None:
            found = self._cache[key] = self._by_via(unit, one, window)
        return found

    def _by_via(self, unit: UnitId, one: DataElement, window: Window) -> Mapping[UnitId, int]:
        if unit not in self._spans:
            self._spans[unit] = self._count(unit)
        low, high = self._months[window]
        found: dict[UnitId, int] = {}
        for counted, sign in zip(self._spans[unit], (1, -1), strict=True):
            for (via, level, first, past), units in counted.items():
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
