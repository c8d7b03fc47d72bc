"""The statements behind fast reading: each one for any number of units, elements, windows and both books."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.backends.utils import CursorWrapper

from tiendo.core.coverage import confirmed
from tiendo.core.indicator import ElementKind
from tiendo.core.orgunit import UnitId
from tiendo.core.period import Month, Window
from tiendo.core.readings import OWN
from tiendo.core.submission import Book, RecordKind, last_open_day
from tiendo.storage.reading_expected import CHILDREN
from tiendo.storage.reading_grid import Grid
from tiendo.storage.reading_scope import Scope
from tiendo.storage.sql import BOOK_OF, BOOKS, as_day, fetch_all, in_ids

COUNTS = 4
"""Cells are counted as reported, nil, figures and nils, each a line of runs."""

SUMS, TOLD = "sums", "told"


class Pair(NamedTuple):
    """Lines of the units looked at, by child; and of the units below them, where children are not told apart."""

    asked: Grid
    below: Grid

    @classmethod
    def of(cls, width: int) -> Pair:
        """An empty pair."""
        return cls(Grid(width), Grid(width))

    def renewed(self) -> Pair:
        """A pair that may be changed without changing this one."""
        return Pair(self.asked.renewed(), self.below.renewed())


def books_in(scope: Scope) -> str:
    """A fragment for the books asked for."""
    return f"IN ({', '.join(str(BOOKS[book]) for book in scope.needs.books)})"


def _sides(
    cursor: CursorWrapper, scope: Scope, units: Collection[UnitId] | None
) -> list[tuple[int, str, list[Any]]]:
    """Units and elements to read, as (0, ..) by child and (1, ..) own and the rest: a condition and its values."""
    sides = []
    for side, (held, elements) in enumerate(
        ((scope.asked, scope.needs.elements), (scope.below, scope.needs.by_unit))
    ):
        wanted = [unit for unit in held if units is None or unit in units]
        if wanted and elements:
            of_unit, p1 = in_ids(cursor, wanted)
            of_element, p2 = in_ids(cursor, scope.numbers(elements))
            sides.append((side, f"{{unit}} {of_unit} AND {{element}} {of_element}", [*p1, *p2]))
    return sides


def _through(side: int, column: str) -> str:
    return f"CASE WHEN {column} = {OWN} THEN {OWN} ELSE {CHILDREN} END" if side else column


def whole_rows(cursor: CursorWrapper, scope: Scope, tables: dict[Book, dict[str, Pair]]) -> None:
    """Fill in the sums of whole months and the counts of their cells, in one statement."""
    _fill(cursor, scope, tables, what=(SUMS, TOLD), units=None, first=0)


def told_anew(
    cursor: CursorWrapper, scope: Scope, tables: dict[Book, dict[str, Pair]], units: set[UnitId], *, run: int
) -> None:
    """Count the cells of some units again, from one run of months on."""
    if scope.spans.count == 0 or run >= scope.spans.count:
        return
    for pairs in tables.values():
        for grid in pairs[TOLD]:
            grid.cut(units, run, parts=COUNTS)
    _fill(cursor, scope, tables, what=(TOLD,), units=units, first=max(run, 1))


def _fill(
    cursor: CursorWrapper,
    scope: Scope,
    tables: dict[Book, dict[str, Pair]],
    *,
    what: Sequence[str],
    units: set[UnitId] | None,
    first: int,
) -> None:
    spans = scope.spans
    if not spans.count:
        return
    books = books_in(scope)
    selects, params = [], []
    low = f" AND t.month >= {spans.starts[first - 1]}" if first else ""
    for side, condition, values in _sides(cursor, scope, units):
        for table in what:
            names, source = _SOURCES[table]
            on = condition.format(unit="t.unit", element="t.element")
            where = f"{on} AND t.book {books} AND t.month < {spans.starts[-1]}{low}{source}"
            shape = f"t.element, t.unit, {_through(side, 't.via')}, t.book, {spans.in_sql('t.month')}"
            selects.append(
                f"SELECT {side}, {int(table == TOLD)}, {shape}, {names} WHERE {where} GROUP BY 3, 4, 5, 6, 7"
            )
            params += values
    if not selects:
        return
    keys, count = scope.catalogue.keys, spans.count
    for side, counted, element, unit, via, book, run, *amounts in fetch_all(
        cursor, " UNION ALL ".join(selects), params
    ):
        line = tables[BOOK_OF[book]][TOLD if counted else SUMS][side].line(keys[element], unit, via)
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


def edge_rows(cursor: CursorWrapper, scope: Scope, tables: dict[Book, Pair]) -> None:
    """Fill in, per element and window, the sums of the days beside whole months."""
    if not scope.spans.months:
        return
    books = books_in(scope)
    of_month, p1 = in_ids(cursor, sorted(scope.spans.months))
    selects, params = [], []
    for side, condition, values in _sides(cursor, scope, None):
        on = condition.format(unit="c.ancestor", element="e.element")
        selects.append(
            f"SELECT {side}, c.ancestor, {_through(side, 'c.via')}, e.element, e.book, e.day, SUM(e.amount){_CLOSURE}"
            f" WHERE {on} AND e.book {books} AND e.month {of_month} AND e.part = '' GROUP BY 2, 3, 4, 5, 6"
        )
        params += [*values, *p1]
    if not selects:
        return
    for side, unit, via, number, book, day, amount in fetch_all(cursor, " UNION ALL ".join(selects), params):
        grid, key = tables[BOOK_OF[book]][side], scope.catalogue.keys[number]
        _beside(grid, scope, key, unit=unit, via=via, day=day_of(day), amount=int(amount))


def _beside(grid: Grid, scope: Scope, key: str, *, unit: UnitId, via: UnitId, day: date, amount: int) -> None:
    stock = scope.is_stock(key)
    for window in scope.spans.days:
        if scope.spans.holds_beside(day, window, stock=stock):
            grid.line((key, window), unit, via)[0] += amount


def add_entries_since(
    cursor: CursorWrapper,
    scope: Scope,
    since: int,
    *,
    sums: dict[Book, Pair] | None,
    edges: dict[Book, Pair] | None,
) -> None:
    """Add what was posted after an event to sums that stood then: exactly as balances are kept."""
    query = (
        f"SELECT c.ancestor, c.via, e.element, e.book, e.month, e.day, SUM(e.amount){_CLOSURE}"
        " WHERE e.seq > %s AND e.part = '' GROUP BY 1, 2, 3, 4, 5, 6 HAVING SUM(e.amount) <> 0"
    )
    spans, needs, asked = scope.spans, scope.needs, set(scope.asked)
    for unit, via, number, book, month, day, amount in fetch_all(cursor, query, [since]):
        key, of = scope.catalogue.keys[number], BOOK_OF[book]
        if of not in needs.books:
            continue
        for side, wanted in enumerate(
            (unit in asked and key in needs.elements, unit in scope.below and key in needs.by_unit)
        ):
            through = via if via == OWN or not side else CHILDREN
            if not wanted:
                continue
            if sums is not None and (run := spans.run_of(month)) < spans.count:
                sums[of][side].line(key, unit, through)[run] += int(amount)
            if edges is not None and month in spans.months:
                _beside(
                    edges[of][side],
                    scope,
                    key,
                    unit=unit,
                    via=through,
                    day=day_of(day),
                    amount=int(amount),
                )


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
    catalogue, wanted = scope.catalogue, scope.needs.elements | scope.needs.by_unit
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


def count_heard(pair: Pair, scope: Scope, heard: Iterable[Heard], *, sign: int) -> None:
    """Count what was heard in at every unit of its path, or out again."""
    asked = set(scope.asked)
    for path, key, window, figures, nils in heard:
        last = len(path) - 1
        for place, unit in enumerate(path):
            via = OWN if place == last else path[place + 1]
            if unit in asked and key in scope.needs.elements:
                _count(pair.asked.line((key, window), unit, via), figures, nils, sign=sign)
            if unit in scope.below and key in scope.needs.by_unit:
                through = via if via == OWN else CHILDREN
                _count(pair.below.line((key, window), unit, through), figures, nils, sign=sign)


def _count(line: list[int], figures: int, nils: int, *, sign: int) -> None:
    line[0] += sign * figures
    line[1] += sign * nils


def level_rows(cursor: CursorWrapper, scope: Scope, units: Collection[UnitId] | None) -> dict[Book, Levels]:
    """When units told their levels: (month, day)."""
    found: dict[Book, Levels] = {book: {} for book in scope.needs.books}
    keys = scope.of_kind(scope.needs.elements | scope.needs.by_unit, ElementKind.STOCK)
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
