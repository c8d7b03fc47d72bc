"""Cells (unit x element x month) and the counts above them, kept beside the balances.

`core.coverage` says what is told in a cell and whether it is expected; this stores it and rolls it up the closure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.backends.utils import CursorWrapper

from tiendo.core.coverage import CellKey, Expectation, cells
from tiendo.core.orgunit import UnitId
from tiendo.core.period import Month
from tiendo.core.quantity import ValueState
from tiendo.core.submission import Version
from tiendo.storage import models as tables
from tiendo.storage.ledger import Session
from tiendo.storage.rules import NOW
from tiendo.storage.sql import fetch_all, in_ids, rows_as_table, upsert_rows

TOLD = {ValueState.FIGURE: 1, ValueState.NIL: 2}
"""Numbers of what is told in a cell."""

_DELTA = (
    ("unit", "integer"),
    ("element", "integer"),
    ("month", "integer"),
    ("tree_day", "date"),
    ("reported", "integer"),
    ("nil", "integer"),
    ("figures", "integer"),
    ("nils", "integer"),
)
_ADD = ", ".join(f"{n} = coverage.{n} + excluded.{n}" for n in ("reported", "nil", "figures", "nils"))
_CONFLICT = f" ON CONFLICT (unit, element, book, month, via) DO UPDATE SET {_ADD}"
_INTO = "INSERT INTO coverage (unit, element, book, month, via, reported, nil, figures, nils)"


class Stored(NamedTuple):
    """A cell as it is stored."""

    told: int
    expected: int
    tree_day: date


Key = tuple[int, int, int]
"""Unit, element number, month."""


def read_excuses(
    cursor: CursorWrapper, units: Collection[UnitId] | None, known: int = NOW
) -> set[tuple[int, Month]]:
    """Months these units (None: any) are excused from, as known at an event."""
    fragment, params = ("IS NOT NULL", []) if units is None else in_ids(cursor, units)
    query = (
        "SELECT e.unit, e.month FROM excuse_event e WHERE e.excused = 1"
        f" AND e.unit {fragment} AND e.seq = (SELECT MAX(l.seq) FROM excuse_event l"
        " WHERE l.unit = e.unit AND l.month = e.month AND l.seq <= %s)"
    )
    return {(unit, Month(month)) for unit, month in fetch_all(cursor, query, [*params, known])}


class Before(NamedTuple):
    """What is stored of some cells before anything changes, and the months their units are excused from."""

    cells: Mapping[Key, Stored]
    excused: Collection[tuple[UnitId, Month]]


def read_before(session: Session, book: int, keys: Collection[CellKey]) -> Before:
    """What `keep_cells` starts from: asked before an event writes, so that nothing waits behind what it writes."""
    if not keys:
        return Before({}, ())
    excused = read_excuses(session.cursor, {key.unit for key in keys})
    return Before(_read(session.cursor, book, _numbered(session, keys)), excused)


def keep_cells(
    session: Session, book: int, versions: Iterable[Version], *, keys: Collection[CellKey], before: Before
) -> None:
    """Bring these cells, and the counts above them, to what the live versions tell. At most three statements."""
    if not keys:
        return
    then = before.cells
    after = cells_as_stored(session, versions, keys=keys, excused=before.excused)
    changed = {key for key in _numbered(session, keys) if then.get(key) != after.get(key)}
    _write(session, book, {key: after[key] for key in changed if key in after})
    _delete(session.cursor, book, [key for key in changed if key not in after])
    _count(session.cursor, book, _deltas(changed, then, after))


def _numbered(session: Session, keys: Iterable[CellKey]) -> set[Key]:
    numbers = session.catalogue.numbers
    return {(key.unit, numbers[key.element], int(key.month)) for key in keys}


def cells_as_stored(
    session: Session,
    versions: Iterable[Version],
    *,
    keys: Collection[CellKey] | None,
    excused: Collection[tuple[UnitId, Month]],
) -> dict[Key, Stored]:
    """The cells told by live versions (all of them, or those asked for), in the numbers of the table."""
    catalogue = session.catalogue
    expectation = Expectation(catalogue.rules, excused)
    found = {}
    for key, told in cells(versions, catalogue.rules).items():
        if keys is not None and key not in keys:
            continue
        tree_day = expectation.tree_day(key)
        if tree_day is not None:
            at = (key.unit, catalogue.numbers[key.element], int(key.month))
            found[at] = Stored(TOLD[told], int(expectation.expected(key)), tree_day)
    return found


def _read(cursor: CursorWrapper, book: int, keys: Collection[Key]) -> dict[Key, Stored]:
    units, elements, months = ({key[at] for key in keys} for at in range(3))
    (of_unit, p1), (of_element, p2), (of_month, p3) = (
        in_ids(cursor, ids) for ids in (units, elements, months)
    )
    query = (
        "SELECT unit, element, month, told, expected, tree_day FROM cell"
        f" WHERE unit {of_unit} AND element {of_element} AND book = %s AND month {of_month}"
    )
    return {
        (unit, element, month): Stored(told, expected, tree_day)
        for unit, element, month, told, expected, tree_day in fetch_all(cursor, query, [*p1, *p2, book, *p3])
        if (unit, element, month) in keys
    }


def _write(session: Session, book: int, rows: Mapping[Key, Stored]) -> None:
    calendar = session.catalogue.calendar
    given = [
        (unit, element, book, month, *cell, calendar.last_day(Month(month)))
        for (unit, element, month), cell in rows.items()
    ]
    upsert_rows(session.cursor, tables.Cell, given)


def _delete(cursor: CursorWrapper, book: int, keys: Sequence[Key]) -> None:
    if not keys:
        return
    table, params = rows_as_table(cursor, _DELTA[:3], keys)
    cursor.execute(
        f"DELETE FROM cell WHERE book = %s AND (unit, element, month) IN (SELECT unit, element, month FROM {table})",
        [book, *params],
    )


def _deltas(
    keys: Collection[Key], before: Mapping[Key, Stored], after: Mapping[Key, Stored]
) -> list[tuple[Any, ...]]:
    rows = []
    for key in keys:
        for cells_then, sign in ((before, -1), (after, 1)):
            cell = cells_then.get(key)
            if cell is not None:
                rows.append((*key, cell.tree_day, *(sign * count for count in _counts(cell))))
    return rows


def _counts(cell: Stored) -> tuple[int, int, int, int]:
    figure, nil = int(cell.told == 1), int(cell.told == 2)
    return figure * cell.expected, nil * cell.expected, figure, nil


def _count(cursor: CursorWrapper, book: int, rows: Sequence[tuple[Any, ...]]) -> None:
    if not rows:
        return
    table, params = rows_as_table(cursor, _DELTA, rows)
    cursor.execute(
        f"{_INTO} SELECT c.ancestor, given.element, %s, given.month, c.via, SUM(given.reported), SUM(given.nil),"
        f" SUM(given.figures), SUM(given.nils) FROM {table} JOIN closure c ON c.unit = given.unit"
        " AND c.start_day <= given.tree_day AND given.tree_day < c.end_day AND c.seq_to IS NULL"
        f" GROUP BY c.ancestor, given.element, given.month, c.via{_CONFLICT}",
        [book, *params],
    )


def count_cells(cursor: CursorWrapper, units: Collection[UnitId] | None, *, sign: int) -> None:
    """Add (or with sign -1 take away) the stored cells of units to the counts above them, in the tree of now."""
    fragment, params = ("IS NOT NULL", []) if units is None else in_ids(cursor, units)
    cursor.execute(
        f"{_INTO} SELECT c.ancestor, k.element, k.book, k.month, c.via,"
        " SUM(%s * CASE WHEN k.told = 1 THEN k.expected ELSE 0 END),"
        " SUM(%s * CASE WHEN k.told = 2 THEN k.expected ELSE 0 END),"
        " SUM(%s * CASE WHEN k.told = 1 THEN 1 ELSE 0 END),"
        " SUM(%s * CASE WHEN k.told = 2 THEN 1 ELSE 0 END)"
        " FROM cell k JOIN closure c ON c.unit = k.unit"
        " AND c.start_day <= k.tree_day AND k.tree_day < c.end_day AND c.seq_to IS NULL"
        f" WHERE k.unit {fragment} GROUP BY c.ancestor, k.element, k.book, k.month, c.via{_CONFLICT}",
        [sign, sign, sign, sign, *params],
    )


def stored_cells(cursor: CursorWrapper, book: int, units: Collection[UnitId]) -> dict[Key, Stored]:
    """The cells of units as they are stored in a book."""
    fragment, params = in_ids(cursor, units)
    query = (
        f"SELECT unit, element, month, told, expected, tree_day FROM cell WHERE unit {fragment} AND book = %s"
    )
    return {
        (unit, element, month): Stored(told, expected, tree_day)
        for unit, element, month, told, expected, tree_day in fetch_all(cursor, query, [*params, book])
    }


def replace_cells(
    session: Session, book: int, versions: Iterable[Version], *, units: Collection[UnitId]
) -> None:
    """Write the cells of whole units anew, given all their live versions; the counts above are the caller's."""
    excused = read_excuses(session.cursor, units)
    after = cells_as_stored(session, versions, keys=None, excused=excused)
    before = stored_cells(session.cursor, book, units)
    _write(session, book, {key: cell for key, cell in after.items() if before.get(key) != cell})
    _delete(session.cursor, book, [key for key in before if key not in after])


def recount_cells(session: Session, book: int, *, keys: Collection[Key]) -> None:
    """Take excuses anew into cells that are told already (an excuse changes only whether they are expected)."""
    before = _read(session.cursor, book, keys) if keys else {}
    excused = read_excuses(session.cursor, {unit for unit, _, _ in before})
    expectation = Expectation(session.catalogue.rules, excused)
    names = session.catalogue.keys
    after = {}
    for (unit, element, month), cell in before.items():
        key = CellKey(unit, names[element], Month(month))
        after[unit, element, month] = cell._replace(expected=int(expectation.expected(key)))
    changed = {key for key in before if before[key] != after[key]}
    _write(session, book, {key: after[key] for key in changed})
    _count(session.cursor, book, _deltas(changed, before, after))
