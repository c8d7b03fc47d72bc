"""The statements behind fast reading: each one for any number of units, elements, windows and both books."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from django.db.backends.utils import CursorWrapper

from tiendo.core.coverage import confirmed
from tiendo.core.indicator import ElementKind
from tiendo.core.orgunit import UnitId
from tiendo.core.period import Month, Window
from tiendo.core.readings import OWN
from tiendo.core.submission import Book, RecordKind, last_open_day
from tiendo.storage.reading_grid import Grid
from tiendo.storage.reading_scope import Scope
from tiendo.storage.sql import BOOK_OF, BOOKS, as_day, fetch_all, in_ids

COUNTS = 4
"""Cells are counted as reported, nil, figures and nils, each a line of runs."""

SUMS, TOLD = "sums", "told"


class Held(NamedTuple):
    """Units read with all elements, units read with the elements wanted unit by unit, and their lines by book.

    `sums` and `told` hold runs of whole months per element, `beside` the days beside them per element and window.
    """

    full: frozenset[UnitId]
    part: frozenset[UnitId]
    sums: Mapping[Book, Grid]
    told: Mapping[Book, Grid]
    beside: Mapping[Book, Grid]

    @classmethod
    def nothing(cls, scope: Scope) -> Held:
        """Nothing read yet."""
        count, books = scope.spans.count, scope.needs.books
        sums, told = {book: Grid(count) for book in books}, {book: Grid(COUNTS * count) for book in books}
        return cls(frozenset(), frozenset(), sums, told, {book: Grid(1) for book in books})

    def renewed(self) -> Held:
        """The same, to be changed without changing this."""
        sums, told, beside = (
            {book: grid.renewed() for book, grid in grids.items()}
            for grids in (self.sums, self.told, self.beside)
        )
        return Held(self.full, self.part, sums, told, beside)


def books_in(scope: Scope) -> str:
    """A fragment for the books asked for."""
    return f"IN ({', '.join(str(BOOKS[book]) for book in scope.needs.books)})"


class Side(NamedTuple):
    """Units with the elements to read of them."""

    units: Collection[UnitId]
    elements: Collection[str]


def _conditions(
    cursor: CursorWrapper, scope: Scope, sides: Iterable[Side], columns: tuple[str, str]
) -> list[tuple[str, list[Any]]]:
    """For each side a condition on the unit and element columns, with its values."""
    found = []
    for side in sides:
        if side.units and side.elements:
            of_unit, p1 = in_ids(cursor, sorted(side.units))
            of_element, p2 = in_ids(cursor, scope.numbers(side.elements))
            found.append((f"{columns[0]} {of_unit} AND {columns[1]} {of_element}", [*p1, *p2]))
    return found


def read_more(
    cursor: CursorWrapper, scope: Scope, held: Held, *, full: Collection[UnitId], part: Collection[UnitId]
) -> Held:
    """What is held, with further units' lines: in two statements at most, whatever their number."""
    needs = scope.needs
    sides = (
        Side(set(full) - held.full, needs.elements - needs.by_unit),
        Side(set(part).union(full) - held.part, needs.by_unit),
    )
    new = held.renewed()
    _fill(cursor, scope, new, sides, what=(SUMS, TOLD), first=0)
    _fill_edges(cursor, scope, new, sides)
    return new._replace(full=held.full.union(full), part=held.part.union(part, full))


class Told(NamedTuple):
    """What is to be counted again from a run of months on: elements of units, own and what came through each other."""

    units: set[UnitId]
    elements: Collection[str]
    run: int


def told_anew(cursor: CursorWrapper, scope: Scope, held: Held, told: Told) -> None:
    """Count the cells of some units again."""
    if told.run >= scope.spans.count:
        return
    vias = {OWN, *told.units}
    for grid in held.told.values():
        grid.cut(told.elements, units=told.units, vias=vias, run=told.run, parts=COUNTS)
    needs = scope.needs
    elements = needs.elements & set(told.elements)
    sides = (
        Side(told.units & held.full, elements - needs.by_unit),
        Side(told.units & held.part, needs.by_unit & set(told.elements)),
    )
    _fill(cursor, scope, held, sides, what=(TOLD,), first=max(told.run, 1), vias=vias)


def _fill(
    cursor: CursorWrapper,
    scope: Scope,
    held: Held,
    sides: Iterable[Side],
    *,
    what: Sequence[str],
    first: int,
    vias: Collection[UnitId] | None = None,
) -> None:
    spans = scope.spans
    if not spans.count:
        return
    selects, params = [], []
    low = f" AND t.month >= {spans.starts[first - 1]}" if first else ""
    where = f" AND t.book {books_in(scope)} AND t.month < {spans.starts[-1]}{low}"
    of_via, p2 = ("", []) if vias is None else in_ids(cursor, sorted(vias))
    where += f" AND t.via {of_via}" if of_via else ""
    for condition, values in _conditions(cursor, scope, sides, ("t.unit", "t.element")):
        for table in what:
            names, source = _SOURCES[table]
            shape = f"t.element, t.unit, t.via, t.book, {spans.in_sql('t.month')}"
            selects.append(
                f"SELECT {int(table == TOLD)}, {shape}, {names} WHERE {condition}{where}{source} GROUP BY 2, 3, 4, 5, 6"
            )
            params += [*values, *p2]
    if not selects:
        return
    keys, count = scope.catalogue.keys, spans.count
    rows = fetch_all(cursor, " UNION ALL ".join(selects), params)
    for counted, element, unit, via, book, run, *amounts in rows:
        grid = (held.told if counted else held.sums)[BOOK_OF[book]]
        line = grid.line(keys[element], unit, via)
        for at, amount in enumerate(amounts[: COUNTS if counted else 1]):
            line[at * count + run] += int(amount)


_SOURCES = {
    SUMS: ("SUM(t.amount), 0, 0, 0 FROM balance t", " AND t.part = ''"),
    TOLD: ("SUM(t.reported), SUM(t.nil), SUM(t.figures), SUM(t.nils) FROM coverage t", ""),
}

_CLOSURE = (
    " FROM entry e JOIN closure c ON c.unit = e.unit AND c.start_day <= e.tree_day AND e.tree_day < c.end_day"
    " AND c.seq_to IS NULL"
)


def _fill_edges(cursor: CursorWrapper, scope: Scope, held: Held, sides: Iterable[Side]) -> None:
    """Fill in, per element and window, the sums of the days beside whole months."""
    if not scope.spans.months:
        return
    of_month, p1 = in_ids(cursor, sorted(scope.spans.months))
    selects, params = [], []
    for condition, values in _conditions(cursor, scope, sides, ("c.ancestor", "e.element")):
        selects.append(
            f"SELECT c.ancestor, c.via, e.element, e.book, e.day, SUM(e.amount){_CLOSURE} WHERE {condition}"
            f" AND e.book {books_in(scope)} AND e.month {of_month} AND e.part = '' GROUP BY 1, 2, 3, 4, 5"
        )
        params += [*values, *p1]
    if not selects:
        return
    for unit, via, number, book, day, amount in fetch_all(cursor, " UNION ALL ".join(selects), params):
        grid, key = held.beside[BOOK_OF[book]], scope.catalogue.keys[number]
        _beside(grid, scope, key, unit=unit, via=via, day=day_of(day), amount=int(amount))


def _beside(grid: Grid, scope: Scope, key: str, *, unit: UnitId, via: UnitId, day: date, amount: int) -> None:
    stock = scope.is_stock(key)
    for window in scope.spans.days:
        if scope.spans.holds_beside(day, window, stock=stock):
            grid.line((key, window), unit, via)[0] += amount


def add_entries_since(cursor: CursorWrapper, scope: Scope, held: Held, since: int) -> None:
    """Add what was posted after an event to sums that stood then: exactly as balances are kept.

    Who was above is asked of the tree in memory: a database that does not know how little is new reads all of its own.
    """
    query = (
        "SELECT unit, tree_day, element, book, month, day, SUM(amount) FROM entry WHERE seq > %s AND part = ''"
        " GROUP BY 1, 2, 3, 4, 5, 6 HAVING SUM(amount) <> 0"
    )
    spans, needs, catalogue = scope.spans, scope.needs, scope.catalogue
    for at, tree_day, number, book, month, day, amount in fetch_all(cursor, query, [since]):
        key, of = catalogue.keys[number], BOOK_OF[book]
        held_by = held.part if key in needs.by_unit else held.full
        if of not in needs.books or not (key in needs.by_unit or key in needs.elements):
            continue
        for unit, via in pairwise((*catalogue.tree.path(at, day_of(tree_day)), OWN)):
            if unit not in held_by:
                continue
            if (run := spans.run_of(month)) < spans.count:
                held.sums[of].line(key, unit, via)[run] += int(amount)
            if month in spans.months:
                _beside(held.beside[of], scope, key, unit=unit, via=via, day=day_of(day), amount=int(amount))


class Heard(NamedTuple):
    """Something told beyond a window's last whole month: a cell's figure or nil, at the end of a path."""

    path: tuple[UnitId, ...]
    element: str
    window: Window
    figures: int
    nils: int


Levels = dict[UnitId, dict[str, list[tuple[Month, date]]]]
"""When each unit told each stock's level."""


def heard_rows(
    cursor: CursorWrapper, scope: Scope, units: Collection[UnitId] | None
) -> dict[Book, dict[UnitId, list[Heard]]]:
    """Facts dated on the days of a window beyond its last whole month: they say that something was heard."""
    found: dict[Book, dict[UnitId, list[Heard]]] = {book: defaultdict(list) for book in scope.needs.books}
    windows = scope.spans.open_ended
    if not windows:
        return found
    catalogue, wanted = scope.catalogue, scope.needs.elements
    for book, unit, month, day, nil, number in _told_in(cursor, scope, units, windows):
        on = day or last_open_day(catalogue.tree, unit, Month(month), calendar=catalogue.calendar)
        if on is None:
            continue
        path = catalogue.tree.path(unit, on)
        keys = [catalogue.keys[number]] if number else _entered_by(scope, unit, Month(month))
        for key in keys:
            for window in windows:
                if key in wanted and window.holds(on) and month >= scope.spans.past[window]:
                    found[BOOK_OF[book]][unit].append(Heard(path, key, window, int(not nil), int(nil)))
    return found


def _told_in(
    cursor: CursorWrapper, scope: Scope, units: Collection[UnitId] | None, windows: Sequence[Window]
) -> Iterable[tuple[int, UnitId, int, date | None, bool, int]]:
    """Book, unit, month, day, whether nil, and element (0: all it enters), once for each version."""
    books = books_in(scope)
    month_of = scope.catalogue.calendar.month_of
    of_month, p1 = in_ids(cursor, sorted({int(month_of(window.last)) for window in windows}))
    of_unit, p2 = ("", []) if units is None else in_ids(cursor, units)
    where = f"l.book {books} AND l.withdrawn = 0 AND l.month {of_month}" + (
        f" AND l.unit {of_unit}" if units is not None else ""
    )
    nil, opening = RecordKind.NIL.value, RecordKind.OPENING.value
    shape = "SELECT l.book, l.record, l.unit, l.month, l.day"
    told = f"{where} AND l.kind <> '{opening}' AND l.kind <> '{nil}'"
    query = (
        f"{shape}, 0, f.element FROM live l JOIN figure f ON f.record = l.record AND f.number = l.number"
        f" WHERE {told} AND f.part = ''"
        f" UNION {shape}, 0, p.element FROM live l JOIN participation p ON p.record = l.record"
        f" AND p.number = l.number WHERE {told}"
        f" UNION {shape}, 1, COALESCE(n.element, 0) FROM live l LEFT JOIN nil_element n ON n.record = l.record"
        f" AND n.number = l.number WHERE {where} AND l.kind = '{nil}'"
    )
    for book, _, unit, month, day, is_nil, number in fetch_all(cursor, query, [*p1, *p2] * 3):
        yield book, unit, month, as_day(day), bool(is_nil), number


def _entered_by(scope: Scope, unit: UnitId, month: Month) -> list[str]:
    """What a nil declaration that names nothing speaks of."""
    tree = scope.catalogue.tree
    day = last_open_day(tree, unit, month, calendar=scope.catalogue.calendar)
    stretch = None if day is None else tree.stretch_at(unit, day)
    elements = scope.catalogue.elements
    return [key for key, one in elements.items() if stretch is not None and stretch.level in one.entered_at]


def still_held(scope: Scope, levels: Levels, units: Iterable[UnitId]) -> dict[UnitId, list[Heard]]:
    """Levels of earlier months that hold in the month a window ends in: they were heard, too."""
    found: dict[UnitId, list[Heard]] = defaultdict(list)
    tree, calendar, elements = scope.catalogue.tree, scope.catalogue.calendar, scope.catalogue.elements
    for window in scope.spans.open_ended:
        running = calendar.month_of(window.last)
        for unit in units:
            for key, told in levels.get(unit, {}).items():
                earlier = [month for month, _ in told if month < running]
                if confirmed(earlier, elements[key], month=running):
                    found[unit].append(Heard(tree.path(unit, window.last), key, window, 1, 0))
    return found


def count_heard(grid: Grid, heard: Iterable[Heard], *, sign: int) -> None:
    """Count what was heard in at every unit of its path, or out again."""
    for path, key, window, figures, nils in heard:
        last = len(path) - 1
        for place, unit in enumerate(path):
            line = grid.line((key, window), unit, OWN if place == last else path[place + 1])
            line[0] += sign * figures
            line[1] += sign * nils


def level_rows(cursor: CursorWrapper, scope: Scope, units: Collection[UnitId] | None) -> dict[Book, Levels]:
    """When units told their levels: (month, day)."""
    found: dict[Book, Levels] = {book: {} for book in scope.needs.books}
    keys = scope.of_kind(scope.needs.elements, ElementKind.STOCK)
    if not keys:
        return found
    books = books_in(scope)
    of_element, params = in_ids(cursor, scope.numbers(keys))
    of_unit, more = ("", []) if units is None else in_ids(cursor, units)
    query = (
        "SELECT DISTINCT l.book, l.unit, f.element, l.month, l.day FROM live l"
        " JOIN figure f ON f.record = l.record AND f.number = l.number"
        f" WHERE l.book {books} AND l.stock = 1 AND l.withdrawn = 0 AND f.element {of_element}"
    ) + (f" AND l.unit {of_unit}" if units is not None else "")
    tree, calendar = scope.catalogue.tree, scope.catalogue.calendar
    for book, unit, number, month, day in fetch_all(cursor, query, [*params, *more]):
        of = Month(month)
        on = as_day(day) or last_open_day(tree, unit, of, calendar=calendar)
        if on is not None:
            told = found[BOOK_OF[book]].setdefault(unit, {})
            told.setdefault(scope.catalogue.keys[number], []).append((of, on))
    return found


def day_of(value: date | str) -> date:
    """A day that is there, however the driver hands it over."""
    day = as_day(value)
    assert day is not None
    return day
