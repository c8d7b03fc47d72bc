"""Writes what happens to units, and carries it into everything that hangs on the tree: late is the same as in time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db.backends.utils import CursorWrapper

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.indicator import ElementKind
from tiendo.core.orgunit import ChangeKind, ClosureRow, Level, OrgTree, Stretch, UnitChange, UnitId
from tiendo.core.period import Month
from tiendo.core.submission import Book, last_open_day
from tiendo.storage import models as tables
from tiendo.storage.cells import count_cells, replace_cells
from tiendo.storage.ledger import Session
from tiendo.storage.posting import Slice, repost
from tiendo.storage.records import load_versions
from tiendo.storage.rules import successors_text
from tiendo.storage.sql import BOOKS, as_day, end_for, fetch_all, in_ids, insert_rows, rows_as_table

register(
    "tree.facts_outside",
    ProblemKind.INVALID,
    "{count} records lie outside the life their units would have: move, withdraw or enter them again first.",
)
register(
    "tree.fact_outside",
    ProblemKind.INVALID,
    "Record {record} of {name}, {day}: the unit would be open from {start} to {end}.",
)

_DAY = timedelta(days=1)
_SHIFT = (
    ("ancestor", "integer"),
    ("unit", "integer"),
    ("via", "integer"),
    ("start_day", "date"),
    ("end_day", "date"),
    ("sign", "integer"),
)


def define_levels(session: Session, levels: Sequence[Level]) -> None:
    """Add levels or change their names. Errors: Problem `tree.not_whole` when units would no longer fit."""
    tree = session.catalogue.tree
    known = {level.key: level for level in (*tree.levels, *levels)}
    after = OrgTree.build(tree.changes, known.values())
    session.add(tables.Level, [(session.seq, level.key, level.rank, level.name) for level in levels])
    _take(session, after)


def _take(session: Session, tree: OrgTree) -> None:
    session.catalogue = replace(session.catalogue, rules=replace(session.catalogue.rules, tree=tree))
    session.changed.add("tree")


def change_units(session: Session, changes: Sequence[UnitChange]) -> OrgTree:
    """Record changes of units, in time or late, and bring every sum to what it would have been in time.

    Errors: Problem `tree.not_whole`; `tree.facts_outside`, whose causes are all records in the way.
    """
    before = session.catalogue.tree
    after = before.with_changes(*changes)
    told = {change.unit for change in changes}
    old = told & set(before.units())
    _refuse_outside(session, after, units={unit for unit in old if before.life(unit) != after.life(unit)})
    opened = [change.unit for change in changes if change.kind is ChangeKind.OPEN]
    session.add(tables.Unit, [(unit, session.seq) for unit in opened])
    session.last_unit = max([session.last_unit, *opened])
    first = session.lines(tables.UnitChange) + 1
    session.add(tables.UnitChange, [_change_row(session, n, c) for n, c in enumerate(changes, first)])
    moved = after.affected_by(before)
    covered = (moved | told) & set(before.units())
    if covered:
        count_cells(session.cursor, covered, sign=-1)
    ended, begun = keep_tree(session.cursor, session.seq, before, after=after, units=moved | told)
    if covered:
        _shift_balances(session.cursor, ended, begun)
    _take(session, after)
    _repost(session, before, units=covered, told=old)
    if covered:
        for book in BOOKS.values():
            _recell(session, book, old)
        count_cells(session.cursor, covered, sign=1)
    return after


def _change_row(session: Session, n: int, change: UnitChange) -> tuple[Any, ...]:
    named = (change.code, change.name, change.level, change.parent)
    last = (successors_text(change.successors), change.heir)
    return (session.seq, n, change.unit, change.kind.value, change.day, *named, *last)


def _refuse_outside(session: Session, after: OrgTree, *, units: Collection[UnitId]) -> None:
    faults = [
        Problem(
            "tree.fact_outside",
            record=uuid,
            unit=unit,
            name=after.stretches(unit)[-1].name,
            day=str(day or Month(month)),
            start=after.life(unit)[0],
            end=after.life(unit)[1],
        )
        for uuid, unit, day, month in _facts_of(session.cursor, units)
        if not _inside(session, after, unit, day=day, month=Month(month))
    ]
    if faults:
        raise Problem.many("tree.facts_outside", faults)


def _facts_of(cursor: CursorWrapper, units: Collection[UnitId]) -> list[tuple[str, int, date | None, int]]:
    if not units:
        return []
    fragment, params = in_ids(cursor, units)
    query = (
        "SELECT DISTINCT r.uuid, l.unit, l.day, l.month FROM live l JOIN record r ON r.id = l.record"
        f" WHERE l.unit {fragment} AND l.book IN (1, 2) AND l.withdrawn = 0 ORDER BY l.unit, l.month, r.uuid"
    )
    return [(uuid, unit, as_day(day), month) for uuid, unit, day, month in fetch_all(cursor, query, params)]


def _inside(session: Session, tree: OrgTree, unit: UnitId, *, day: date | None, month: Month) -> bool:
    if day is not None:
        return tree.is_open(unit, day)
    return last_open_day(tree, unit, month, calendar=session.catalogue.calendar) is not None


# The tree as tables, in ledger order


def keep_tree(
    cursor: CursorWrapper, seq: int, before: OrgTree, *, after: OrgTree, units: Collection[UnitId]
) -> tuple[set[ClosureRow], set[ClosureRow]]:
    """Bring stretches and closure of some units from one tree to another: what ends is marked, what is new added.

    Answers the closure rows that ended and those that began.
    """
    known = [unit for unit in units if before.stretches(unit)]
    old = {row for unit in known for row in before.stretches(unit)}
    new = {row for unit in units for row in after.stretches(unit)}
    _end(cursor, seq, "unit_stretch", [(row.unit, row.start) for row in old - new])
    insert_rows(cursor, tables.UnitStretch, [_stretch_row(row, seq) for row in _by_unit(new - old)])
    above, over = set(before.closure(known)), set(after.closure(units))
    _end(cursor, seq, "closure", [(row.unit, row.start, row.ancestor) for row in above - over])
    insert_rows(cursor, tables.Closure, [_closure_row(row, seq) for row in _by_unit(over - above)])
    return above - over, over - above


def _by_unit(rows: Collection[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (row.unit, row.start, getattr(row, "depth", 0)))


def _stretch_row(row: Stretch, seq: int) -> tuple[Any, ...]:
    state = (row.code, row.name, row.level, row.parent)
    return (row.unit, row.start, end_for(row.end), *state, seq, None)


def _closure_row(row: ClosureRow, seq: int) -> tuple[Any, ...]:
    return (row.ancestor, row.unit, row.via or 0, row.depth, row.start, end_for(row.end), seq, None)


def _end(cursor: CursorWrapper, seq: int, table: str, keys: Sequence[tuple[Any, ...]]) -> None:
    if not keys:
        return
    columns = [("unit", "integer"), ("start_day", "date"), ("ancestor", "integer")][: len(keys[0])]
    names = ", ".join(name for name, _ in columns)
    given, params = rows_as_table(cursor, columns, keys)
    cursor.execute(
        f"UPDATE {table} SET seq_to = %s WHERE seq_to IS NULL AND ({names}) IN (SELECT {names} FROM {given})",
        [seq, *params],
    )


def _shift_balances(
    cursor: CursorWrapper, ended: Collection[ClosureRow], begun: Collection[ClosureRow]
) -> None:
    """Move what entries already posted gave to ancestors they no longer pass through. One statement."""
    rows = [
        (row.ancestor, row.unit, row.via or 0, row.start, end_for(row.end), sign)
        for found, sign in ((ended, -1), (begun, 1))
        for row in found
    ]
    if not rows:
        return
    table, params = rows_as_table(cursor, _SHIFT, rows)
    cursor.execute(
        "INSERT INTO balance (unit, element, book, month, part, via, amount)"
        " SELECT given.ancestor, e.element, e.book, e.month, e.part, given.via, SUM(given.sign * e.amount)"
        f" FROM {table} JOIN entry e ON e.unit = given.unit"
        " AND given.start_day <= e.tree_day AND e.tree_day < given.end_day"
        " GROUP BY given.ancestor, e.element, e.book, e.month, e.part, given.via"
        " ON CONFLICT (unit, element, book, month, part, via)"
        " DO UPDATE SET amount = balance.amount + excluded.amount",
        params,
    )


# What follows in the ledger


def _repost(
    session: Session, before: OrgTree, *, units: Collection[UnitId], told: Collection[UnitId]
) -> None:
    """Post the stock transfers the change makes, and date rests anew where a unit's first or last day moved."""
    catalogue = session.catalogue
    after = catalogue.tree
    family = before.family(units) | after.family(units)
    kinds = {key: element.kind for key, element in catalogue.elements.items()}
    part = Slice(
        stock_units=family,
        stocks={key for key, kind in kinds.items() if kind is ElementKind.STOCK},
    )
    for unit in (unit for unit in told if before.life(unit) != after.life(unit)):
        for month in _months_at(session, {*before.life(unit), *after.life(unit)} - {None}):
            for element in catalogue.elements.values():
                if element.kind is not ElementKind.STOCK:
                    part.touch_own(unit, element, month)
    if not (part.stock_units and part.stocks) and not part.units:
        return
    for book in Book:
        repost(session, book, part)


def _months_at(session: Session, days: Collection[date | None]) -> Iterator[Month]:
    for day in days:
        if day is not None:
            yield session.catalogue.calendar.month_of(day)
            yield session.catalogue.calendar.month_of(day - _DAY)


def _recell(session: Session, book: int, units: Collection[UnitId]) -> None:
    """Write the cells of units whose own life or level changed anew."""
    if not units:
        return
    fragment, params = in_ids(session.cursor, units)
    versions = load_versions(
        session.cursor,
        f"l.unit {fragment} AND l.book = %s",
        [*params, book],
        keys=session.catalogue.keys,
        by_number=True,
    )
    replace_cells(session, book, versions, units=units)
