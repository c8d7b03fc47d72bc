"""The statements behind fast reading: each one for any number of units, elements and windows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.backends.utils import CursorWrapper

from tiendo.core.coverage import Coverage, cells, confirmed
from tiendo.core.indicator import ElementKind
from tiendo.core.orgunit import UnitId
from tiendo.core.period import Month, Window
from tiendo.core.quantity import ValueState
from tiendo.core.readings import OWN
from tiendo.core.submission import Book, last_open_day
from tiendo.storage.reading_expected import CHILDREN
from tiendo.storage.records import load_versions
from tiendo.storage.rules import Catalogue
from tiendo.storage.sql import BOOKS, as_day, fetch_all, in_ids, rows_as_table

Sums = dict[tuple[UnitId, str, Window], dict[UnitId, int]]
Told = dict[tuple[UnitId, str, Window], dict[UnitId, Coverage]]
LevelDays = dict[tuple[UnitId, str], list[tuple[Month, date]]]

ALWAYS = -1
"""First month of a stock's sums: everything ever told."""

_WINDOWS = [("i", "integer"), ("stock", "integer"), ("first", "integer"), ("past", "integer")]
_ELEMENTS = [("number", "integer"), ("kind", "integer")]


@dataclass(frozen=True)
class Edges:
    """The partial months of windows: whose days are read one by one."""

    whole: Mapping[Window, tuple[int, int]]
    """Whole months of each window, as [first, past)."""
    days: Mapping[Window, tuple[Window, ...]]
    """The days of a window that lie in no whole month."""
    months: frozenset[int]
    """Every month of which some window has only a part."""
    told: Mapping[Window, tuple[int, int]]
    """Months whose last day lies in a window, as [first, past): where its cells are."""

    @classmethod
    def of(cls, windows: Iterable[Window], catalogue: Catalogue) -> Edges:
        """The partial months of some windows."""
        calendar = catalogue.calendar
        whole, days, told, months = {}, {}, {}, set()
        for window in windows:
            first, past = calendar.months_in(window)
            whole[window], days[window] = (int(first), int(past)), tuple(calendar.edges(window))
            for edge in days[window]:
                months |= {int(calendar.month_of(edge.start)), int(calendar.month_of(edge.last))}
            last = calendar.month_of(window.last)
            ended = calendar.last_day(last) == window.last
            told[window] = (int(calendar.month_of(window.start)), int(last) + int(ended))
        return cls(whole, days, frozenset(months), told)


def _tables(
    cursor: CursorWrapper,
    catalogue: Catalogue,
    elements: Collection[str],
    ranges: Sequence[tuple[int, int, int, int]],
) -> tuple[str, str, list[Any]]:
    """Fragments for the windows and the elements, with their parameters in that order."""
    windows, p1 = rows_as_table(cursor, _WINDOWS, ranges)
    kinds = [
        (catalogue.numbers[key], int(catalogue.elements[key].kind is ElementKind.STOCK))
        for key in sorted(elements)
    ]
    numbers, p2 = rows_as_table(cursor, _ELEMENTS, kinds)
    return windows, numbers, [*p1, *p2]


def _sum_ranges(windows: Sequence[Window], edges: Edges) -> list[tuple[int, int, int, int]]:
    """Whole months of each window for what accumulates, and all before its last whole month for stocks."""
    ranges = []
    for i, window in enumerate(windows):
        first, past = edges.whole[window]
        ranges += [(i, 0, first, past), (i, 1, ALWAYS, edges.told[window][1])]
    return [row for row in ranges if row[2] < row[3]]


def sum_rows(
    cursor: CursorWrapper,
    catalogue: Catalogue,
    book: Book,
    *,
    units: Collection[UnitId],
    elements: Collection[str],
    windows: Sequence[Window],
    edges: Edges,
    own_apart: bool = False,
) -> Sums:
    """Sums per unit, element and window by child; `own_apart`: own and everything else, children not told apart."""
    found: Sums = defaultdict(dict)
    if not units or not elements:
        return found
    whole, kinds, params = _tables(cursor, catalogue, elements, _sum_ranges(windows, edges))
    of_unit, p1 = in_ids(cursor, units)
    via = "CASE WHEN b.via = 0 THEN 0 ELSE -1 END" if own_apart else "b.via"
    query = (
        f"WITH w AS MATERIALIZED (SELECT * FROM {whole}), k AS MATERIALIZED (SELECT * FROM {kinds})"
        f" SELECT b.unit, b.element, w.i, {via}, SUM(b.amount) FROM k"
        f" JOIN balance b ON b.element = k.number AND b.unit {of_unit} AND b.book = %s AND b.part = ''"
        f" JOIN w ON w.stock = k.kind AND b.month >= w.first AND b.month < w.past"
        f" GROUP BY b.unit, b.element, w.i, {via}"
    )
    for unit, number, i, through, amount in fetch_all(cursor, query, [*params, *p1, BOOKS[book]]):
        found[unit, catalogue.keys[number], windows[i]][through] = int(amount)
    if edges.months:
        _add_edges(
            found,
            cursor,
            catalogue,
            BOOKS[book],
            units=units,
            elements=elements,
            edges=edges,
            own_apart=own_apart,
        )
    return found


def _add_edges(
    found: Sums,
    cursor: CursorWrapper,
    catalogue: Catalogue,
    book: int,
    *,
    units: Collection[UnitId],
    elements: Collection[str],
    edges: Edges,
    own_apart: bool,
) -> None:
    of_unit, p1 = in_ids(cursor, units)
    of_month, p2 = in_ids(cursor, edges.months)
    of_element, p3 = in_ids(cursor, [catalogue.numbers[key] for key in elements])
    query = (
        "SELECT c.ancestor, c.via, e.element, e.day, SUM(e.amount) FROM closure c JOIN entry e ON e.unit = c.unit"
        " AND c.start_day <= e.tree_day AND e.tree_day < c.end_day"
        f" WHERE c.ancestor {of_unit} AND c.seq_to IS NULL AND e.book = %s AND e.month {of_month}"
        f" AND e.element {of_element} AND e.part = '' GROUP BY c.ancestor, c.via, e.element, e.day"
    )
    for unit, via, number, day, amount in fetch_all(cursor, query, [*p1, book, *p2, *p3]):
        key, on = catalogue.keys[number], _day(day)
        stock = catalogue.elements[key].kind is ElementKind.STOCK
        for window in edges.days:
            if _in_edge(on, window, edges, catalogue, stock=stock):
                through = via if via == OWN or not own_apart else CHILDREN
                sums = found[unit, key, window]
                sums[through] = sums.get(through, 0) + int(amount)


def _in_edge(day: date, window: Window, edges: Edges, catalogue: Catalogue, *, stock: bool) -> bool:
    if stock:
        return day < window.end and int(catalogue.calendar.month_of(day)) >= edges.told[window][1]
    return any(edge.holds(day) for edge in edges.days[window])


def coverage_rows(
    cursor: CursorWrapper,
    catalogue: Catalogue,
    book: Book,
    *,
    units: Collection[UnitId],
    elements: Collection[str],
    windows: Sequence[Window],
    edges: Edges,
    own_apart: bool = False,
) -> Told:
    """Cells told per unit, element and window by child (what is expected is counted elsewhere)."""
    found: Told = defaultdict(dict)
    if not units or not elements:
        return found
    _add_whole_cells(
        found,
        cursor,
        catalogue,
        BOOKS[book],
        units=units,
        elements=elements,
        windows=windows,
        edges=edges,
        own_apart=own_apart,
    )
    if not any(edges.days.values()):
        return found
    _add_told(
        found,
        cursor,
        catalogue,
        BOOKS[book],
        units=units,
        elements=elements,
        edges=edges,
        own_apart=own_apart,
    )
    levels = level_days(cursor, catalogue, book, elements=_stocks(catalogue, elements))
    _add_still_held(found, levels, catalogue, units=set(units), edges=edges, own_apart=own_apart)
    return found


def _add_whole_cells(
    found: Told,
    cursor: CursorWrapper,
    catalogue: Catalogue,
    book: int,
    *,
    units: Collection[UnitId],
    elements: Collection[str],
    windows: Sequence[Window],
    edges: Edges,
    own_apart: bool,
) -> None:
    """Cells of the months whose last day lies in a window, from the sums kept."""
    ranges = [(i, kind, *edges.told[window]) for i, window in enumerate(windows) for kind in (0, 1)]
    whole, kinds, params = _tables(cursor, catalogue, elements, [row for row in ranges if row[2] < row[3]])
    of_unit, p1 = in_ids(cursor, units)
    via = "CASE WHEN c.via = 0 THEN 0 ELSE -1 END" if own_apart else "c.via"
    query = (
        f"WITH w AS MATERIALIZED (SELECT * FROM {whole}), k AS MATERIALIZED (SELECT * FROM {kinds})"
        f" SELECT c.unit, c.element, w.i, {via}, SUM(c.reported), SUM(c.nil), SUM(c.figures), SUM(c.nils) FROM k"
        f" JOIN coverage c ON c.element = k.number AND c.unit {of_unit} AND c.book = %s"
        " JOIN w ON w.stock = k.kind AND c.month >= w.first AND c.month < w.past"
        f" GROUP BY c.unit, c.element, w.i, {via}"
    )
    for unit, number, i, through, *counts in fetch_all(cursor, query, [*params, *p1, book]):
        if any(counts):
            found[unit, catalogue.keys[number], windows[i]][through] = Coverage(0, *map(int, counts))


def _stocks(catalogue: Catalogue, elements: Iterable[str]) -> list[str]:
    return [key for key in elements if catalogue.elements[key].kind is ElementKind.STOCK]


def _add_told(
    found: Told,
    cursor: CursorWrapper,
    catalogue: Catalogue,
    book: int,
    *,
    units: Collection[UnitId],
    elements: Collection[str],
    edges: Edges,
    own_apart: bool,
) -> None:
    """Facts dated on the days of a window beyond its last whole month: they say that something was heard."""
    tree, calendar, wanted = catalogue.tree, catalogue.calendar, set(units)
    open_ended = _open_ended(edges, catalogue)
    of_month, params = in_ids(cursor, {int(calendar.month_of(window.last)) for window in open_ended})
    where = f"l.book = %s AND l.month {of_month}"
    for version in load_versions(cursor, where, [book, *params], keys=catalogue.keys, by_number=True):
        day = version.day_counted(calendar, tree)
        if day is None:
            continue
        path = tree.path(version.unit, day)
        month = version.month_touched(calendar)
        for cell, told in cells([version], catalogue.rules).items():
            if cell.element not in elements or cell.month != month:
                continue
            heard = Coverage(figures=int(told is ValueState.FIGURE), nils=int(told is ValueState.NIL))
            for window in open_ended:
                if not window.holds(day) or int(month) < edges.told[window][1]:
                    continue
                for unit, via in _steps(path, wanted, own_apart=own_apart):
                    row = found[unit, cell.element, window]
                    row[via] = row.get(via, Coverage()).plus(heard)


def _add_still_held(
    found: Told,
    levels: LevelDays,
    catalogue: Catalogue,
    *,
    units: Collection[UnitId],
    edges: Edges,
    own_apart: bool,
) -> None:
    """Levels of earlier months that hold in the month a window ends in: they were heard, too."""
    tree, calendar = catalogue.tree, catalogue.calendar
    for window in _open_ended(edges, catalogue):
        running = calendar.month_of(window.last)
        for (each, key), told in levels.items():
            earlier = [month for month, _ in told if month < running]
            if not confirmed(earlier, catalogue.elements[key], month=running):
                continue
            for unit, via in _steps(tree.path(each, window.last), units, own_apart=own_apart):
                row = found[unit, key, window]
                row[via] = row.get(via, Coverage()).plus(Coverage(figures=1))


def _open_ended(edges: Edges, catalogue: Catalogue) -> list[Window]:
    """The windows that end inside a month."""
    return [w for w in edges.days if int(catalogue.calendar.month_of(w.last)) >= edges.told[w][1]]


def _steps(
    path: Sequence[UnitId], wanted: Collection[UnitId], *, own_apart: bool
) -> Iterable[tuple[UnitId, UnitId]]:
    """The units wanted on a path, each with the child through which it goes on."""
    for place, unit in enumerate(path):
        if unit in wanted:
            own = place == len(path) - 1
            yield unit, OWN if own else CHILDREN if own_apart else path[place + 1]


def level_days(
    cursor: CursorWrapper, catalogue: Catalogue, book: Book, *, elements: Collection[str]
) -> LevelDays:
    """When each unit told each stock's level: (month, day)."""
    found: LevelDays = defaultdict(list)
    if not elements:
        return found
    of_element, params = in_ids(cursor, [catalogue.numbers[key] for key in elements])
    query = (
        "SELECT DISTINCT l.unit, f.element, l.month, l.day FROM live l"
        " JOIN figure f ON f.record = l.record AND f.number = l.number"
        f" WHERE l.book = %s AND l.stock = 1 AND l.withdrawn = 0 AND f.element {of_element}"
    )
    for unit, number, month, day in fetch_all(cursor, query, [BOOKS[book], *params]):
        of = Month(month)
        on = as_day(day) or last_open_day(catalogue.tree, unit, of, calendar=catalogue.calendar)
        if on is not None:
            found[unit, catalogue.keys[number]].append((of, on))
    return found


def _day(value: date | str) -> date:
    day = as_day(value)
    assert day is not None
    return day
