"""Statements for what balances cannot tell: named persons, openings, joint work, work that was taken over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db.backends.utils import CursorWrapper

from tiendo.core.orgunit import UnitId
from tiendo.core.submission import Book, RecordKind
from tiendo.storage.rules import Catalogue
from tiendo.storage.sql import BOOKS, as_day, fetch_all, in_ids


class SeatRow(NamedTuple):
    """A named person counted for a unit on a day."""

    unit: UnitId
    person: str
    day: date


def seat_rows(
    cursor: CursorWrapper, catalogue: Catalogue, book: Book, *, elements: Collection[str]
) -> dict[str, list[SeatRow]]:
    """Participations that count in a book, by element."""
    found: dict[str, list[SeatRow]] = defaultdict(list)
    if not elements:
        return found
    of_element, params = in_ids(cursor, [catalogue.numbers[key] for key in elements])
    query = (
        f"SELECT unit, element, person, day FROM seat_entry WHERE book = %s AND element {of_element}"
        " GROUP BY unit, element, person, day, record HAVING SUM(sign) <> 0"
    )
    for unit, number, person, day in fetch_all(cursor, query, [BOOKS[book], *params]):
        found[catalogue.keys[number]].append(SeatRow(unit, person, _day(day)))
    return found


class SpecialRow(NamedTuple):
    """An entry whose credit is not simply its path's."""

    unit: UnitId
    day: date
    amount: int
    opening: bool
    joint: tuple[UnitId, ...]


def special_rows(
    cursor: CursorWrapper,
    catalogue: Catalogue,
    book: Book,
    *,
    elements: Collection[str],
    units: Collection[UnitId],
) -> dict[str, list[SpecialRow]]:
    """Openings, entries of records with co-organisers, and all entries of `units`, by element."""
    found: dict[str, list[SpecialRow]] = defaultdict(list)
    if not elements:
        return found
    of_element, p1 = in_ids(cursor, [catalogue.numbers[key] for key in elements])
    of_unit, p2 = in_ids(cursor, units)
    joint: dict[int, list[UnitId]] = defaultdict(list)
    together = (
        "SELECT c.record, c.unit FROM coorganiser c JOIN live l ON l.record = c.record AND l.number = c.number"
        " WHERE l.book = %s AND l.withdrawn = 0"
    )
    for record, unit in fetch_all(cursor, together, [BOOKS[book]]):
        joint[record].append(unit)
    records, p3 = in_ids(cursor, joint)
    query = (
        "SELECT e.unit, e.element, e.day, SUM(e.amount), e.record, r.kind FROM entry e JOIN record r ON r.id = e.record"
        f" WHERE e.book = %s AND e.part = '' AND e.element {of_element}"
        f" AND (e.unit {of_unit} OR r.kind = '{RecordKind.OPENING.value}' OR e.record {records})"
        " GROUP BY e.unit, e.element, e.day, e.record, r.kind HAVING SUM(e.amount) <> 0"
    )
    for unit, number, day, amount, record, kind in fetch_all(cursor, query, [BOOKS[book], *p1, *p2, *p3]):
        row = SpecialRow(
            unit, _day(day), int(amount), kind == RecordKind.OPENING.value, tuple(joint.get(record, ()))
        )
        found[catalogue.keys[number]].append(row)
    return found


def _day(value: date | str) -> date:
    day = as_day(value)
    assert day is not None
    return day
