"""Statements for what balances cannot tell: named persons, openings, joint work, work that was taken over."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.backends.utils import CursorWrapper

from tiendo.core.indicator import ElementKind
from tiendo.core.orgunit import OrgTree, UnitId
from tiendo.core.submission import Book, RecordKind
from tiendo.storage.reading_rows import books_in, day_of
from tiendo.storage.reading_scope import Scope
from tiendo.storage.sql import BOOK_OF, fetch_all, in_ids


class SeatRow(NamedTuple):
    """A named person counted for a unit on a day; `joint` are the co-organisers of the record."""

    unit: UnitId
    person: str
    day: date
    joint: tuple[UnitId, ...]


class SpecialRow(NamedTuple):
    """An entry whose credit is not simply its path's.

    `reach` are the units that may ever be credited with it: above a host that day, or having taken over from those.
    """

    unit: UnitId
    day: date
    amount: int
    opening: bool
    joint: tuple[UnitId, ...]
    reach: frozenset[UnitId]


Seats = dict[UnitId, dict[str, list[SeatRow]]]
Specials = dict[UnitId, dict[str, list[SpecialRow]]]
Joint = dict[UnitId, dict[int, tuple[UnitId, ...]]]
"""Co-organisers by the host and the number of its record."""


def joint_rows(cursor: CursorWrapper, scope: Scope, units: Collection[UnitId] | None) -> dict[Book, Joint]:
    """Co-organisers of the records that count, by host and record number."""
    books = books_in(scope)
    query = (
        "SELECT l.book, l.unit, c.record, c.unit FROM coorganiser c"
        " JOIN live l ON l.record = c.record AND l.number = c.number"
        f" WHERE l.book {books} AND l.withdrawn = 0"
    )
    params: list[Any] = []
    if units is not None:
        of_unit, params = in_ids(cursor, units)
        query += f" AND l.unit {of_unit}"
    found: dict[Book, Joint] = {book: {} for book in scope.needs.books}
    for book, host, record, unit in fetch_all(cursor, query, params):
        held = found[BOOK_OF[book]].setdefault(host, {})
        held[record] = (*held.get(record, ()), unit)
    return found


def seat_rows(
    cursor: CursorWrapper, scope: Scope, joint: Mapping[Book, Joint], units: Collection[UnitId] | None
) -> dict[Book, Seats]:
    """Participations that count, by unit and element."""
    found: dict[Book, Seats] = {book: {} for book in scope.needs.books}
    keys = scope.of_kind(scope.needs.elements, ElementKind.PERSONS)
    if not keys:
        return found
    books = books_in(scope)
    of_element, params = in_ids(cursor, scope.numbers(keys))
    of_unit, more = ("", []) if units is None else in_ids(cursor, units)
    query = (
        f"SELECT book, unit, element, person, day, record FROM seat_entry WHERE book {books} AND element {of_element}"
        + (f" AND unit {of_unit}" if units is not None else "")
        + " GROUP BY book, unit, element, person, day, record HAVING SUM(sign) <> 0"
    )
    for book, unit, number, person, day, record in fetch_all(cursor, query, [*params, *more]):
        of = BOOK_OF[book]
        row = SeatRow(unit, person, day_of(day), joint[of].get(unit, {}).get(record, ()))
        found[of].setdefault(unit, {}).setdefault(scope.catalogue.keys[number], []).append(row)
    return found


def special_rows(
    cursor: CursorWrapper, scope: Scope, joint: Mapping[Book, Joint], units: Collection[UnitId] | None
) -> dict[Book, Specials]:
    """Openings, entries of records with co-organisers, and all entries of units that others took over from."""
    found: dict[Book, Specials] = {book: {} for book in scope.needs.books}
    keys = scope.of_kind(scope.needs.by_unit, ElementKind.FLOW, ElementKind.PERSONS)
    if not keys:
        return found
    books = books_in(scope)
    of_element, p1 = in_ids(cursor, scope.numbers(keys))
    together, p2 = in_ids(cursor, sorted(_records(joint)))
    taken, p3 = in_ids(cursor, [unit for unit in scope.taken_over if units is None or unit in units])
    mine, p4 = ("", []) if units is None else in_ids(cursor, units)
    ours = f" AND unit {mine}" if units is not None else ""
    live = f"FROM live WHERE book {books}{ours} AND kind"
    opening = f"'{RecordKind.OPENING.value}'"
    total = "SELECT e.unit, e.element, e.book, e.day, SUM(e.amount), e.record,"
    wanted = f"e.part = '' AND e.element {of_element}"
    grouped = "GROUP BY e.unit, e.element, e.book, e.day, e.record HAVING SUM(e.amount) <> 0"
    query = (
        f"WITH chosen AS (SELECT record, book, unit, month, 1 AS opening {live} = {opening} UNION ALL"
        f" SELECT record, book, unit, month, 0 {live} <> {opening} AND record {together})"
        f" {total} MAX(c.opening) FROM chosen c JOIN entry e ON e.unit = c.unit AND e.book = c.book"
        f" AND e.month = c.month AND e.record = c.record AND {wanted} {grouped} UNION ALL"
        f" {total} 0 FROM entry e WHERE e.unit {taken} AND e.book {books} AND {wanted}"
        f" AND NOT EXISTS (SELECT 1 FROM chosen c WHERE c.record = e.record AND c.book = e.book) {grouped}"
    )
    params = [*p4, *p4, *p2, *p1, *p3, *p1]
    for unit, number, book, day, amount, record, is_opening in fetch_all(cursor, query, params):
        of = BOOK_OF[book]
        on, jointly = day_of(day), joint[of].get(unit, {}).get(record, ())
        reach = _reach(scope.catalogue.tree, (unit, *jointly), on)
        row = SpecialRow(unit, on, int(amount), bool(is_opening), jointly, reach)
        found[of].setdefault(unit, {}).setdefault(scope.catalogue.keys[number], []).append(row)
    return found


def _records(joint: Mapping[Book, Joint]) -> set[int]:
    return {record for hosts in joint.values() for held in hosts.values() for record in held}


def _reach(tree: OrgTree, hosts: tuple[UnitId, ...], day: date) -> frozenset[UnitId]:
    steps = {step for host in hosts for step in tree.path(host, day)}
    return frozenset().union(*(tree.heirs(step, date.max) for step in steps))
