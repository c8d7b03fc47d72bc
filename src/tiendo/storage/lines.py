"""The ledger's lines behind a figure, with the records they come from: where every explanation ends."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db.backends.utils import CursorWrapper

from tiendo.core.orgunit import UnitId
from tiendo.core.period import Window
from tiendo.core.submission import Book
from tiendo.storage.sql import BOOKS, as_day, fetch_all, in_ids


class Line(NamedTuple):
    """An entry with its record's client-made id; a transfer at a tree change has none."""

    seq: int
    n: int
    unit: UnitId
    element: int
    part: str
    day: date
    tree_day: date
    amount: int
    record: str
    version: int


class SeatLine(NamedTuple):
    """How many named persons a record brought; their ids stay where they are."""

    seq: int
    unit: UnitId
    element: int
    day: date
    persons: int
    record: str
    version: int


_UNDER = (
    " JOIN closure c ON c.unit = e.unit AND c.ancestor = %s AND c.start_day <= {day} AND {day} < c.end_day"
    " AND c.seq_from <= %s AND (c.seq_to IS NULL OR c.seq_to > %s)"
)


def lines_under(
    cursor: CursorWrapper,
    unit: UnitId,
    *,
    book: Book,
    elements: Collection[int],
    window: Window,
    known: int,
    after: tuple[int, int] = (0, 0),
    limit: int = 50,
) -> list[Line]:
    """Entries that entered a unit's subtree, oldest event first, after the line (seq, n); at most `limit`.

    `window.start` bounds the days below: give the beginning of time for a stock.
    """
    fragment, params = in_ids(cursor, elements)
    query = (
        "SELECT e.seq, e.n, e.unit, e.element, e.part, e.day, e.tree_day, e.amount, COALESCE(r.uuid, ''), e.number"
        f" FROM entry e{_UNDER.format(day='e.tree_day')} LEFT JOIN record r ON r.id = e.record"
        f" WHERE e.book = %s AND e.element {fragment} AND e.day >= %s AND e.day < %s AND e.seq <= %s"
        " AND (e.seq > %s OR (e.seq = %s AND e.n > %s)) ORDER BY e.seq, e.n LIMIT %s"
    )
    given = [unit, known, known, BOOKS[book], *params, window.start, window.end, known]
    found = fetch_all(cursor, query, [*given, after[0], after[0], after[1], limit])
    return [Line._make((*row[:5], _day(row[5]), _day(row[6]), *row[7:])) for row in found]


def monthly_sums(cursor: CursorWrapper, unit: UnitId, *, book: Book, element: int) -> dict[int, int]:
    """What entered a unit's subtree in each month, by month number: one line of a curve."""
    query = (
        "SELECT month, SUM(amount) FROM balance WHERE unit = %s AND element = %s AND book = %s AND part = ''"
        " GROUP BY month ORDER BY month"
    )
    return {month: int(amount) for month, amount in fetch_all(cursor, query, [unit, element, BOOKS[book]])}


def titles_of(cursor: CursorWrapper, versions: Collection[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """Titles of records as given in a version, by the record's client-made id and the version's number."""
    fragment, params = in_ids(cursor, sorted({record for record, _ in versions}))
    query = f"SELECT r.uuid, v.number, v.title FROM record r JOIN version v ON v.record = r.id WHERE r.uuid {fragment}"
    return {(uuid, number): title for uuid, number, title in fetch_all(cursor, query, params)}


def seats_under(
    cursor: CursorWrapper,
    unit: UnitId,
    *,
    book: Book,
    elements: Collection[int],
    window: Window,
    known: int,
    limit: int = 50,
) -> list[SeatLine]:
    """Records that name persons in a unit's subtree, with how many they name (negative: no longer)."""
    fragment, params = in_ids(cursor, elements)
    query = (
        "SELECT e.seq, e.unit, e.element, e.day, SUM(e.sign), r.uuid, MAX(e.number)"
        f" FROM seat_entry e{_UNDER.format(day='e.day')} JOIN record r ON r.id = e.record"
        f" WHERE e.book = %s AND e.element {fragment} AND e.day >= %s AND e.day < %s AND e.seq <= %s"
        " GROUP BY e.seq, e.unit, e.element, e.day, r.uuid ORDER BY e.seq, r.uuid LIMIT %s"
    )
    given = [unit, known, known, BOOKS[book], *params, window.start, window.end, known, limit]
    found = fetch_all(cursor, query, given)
    return [SeatLine._make((*row[:3], _day(row[3]), int(row[4]), *row[5:])) for row in found]


def _day(value: date | str) -> date:
    day = as_day(value)
    assert day is not None
    return day
