"""What a unit's people see of their own work: records of some months with their versions, in few statements."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from django.db.backends.utils import CursorWrapper

from tiendo.core.orgunit import UnitId
from tiendo.core.period import Month
from tiendo.core.submission import RecordKind, Version
from tiendo.storage.months import LiveRow
from tiendo.storage.records import load_versions
from tiendo.storage.sql import as_day, fetch_all, in_ids


class WorkRow(NamedTuple):
    """A record's version in a book (book 0: unsent) with how much proof the record has."""

    row: LiveRow
    proofs: int


def work_rows(cursor: CursorWrapper, units: Collection[UnitId], months: Collection[Month]) -> list[WorkRow]:
    """All versions that count or wait, of records that touch one of the months, are unsent, or wait to be accepted."""
    of_unit, p1 = in_ids(cursor, units)
    of_month, p2 = in_ids(cursor, months)
    query = (
        "SELECT l.record, r.uuid, l.unit, l.kind, l.book, l.number, l.month, l.day, l.withdrawn, v.digest, v.title,"
        " (SELECT COUNT(*) FROM evidence e WHERE e.record = l.record)"
        " FROM live l JOIN record r ON r.id = l.record"
        " JOIN version v ON v.record = l.record AND v.number = l.number"
        f" WHERE l.unit {of_unit} AND l.record IN"
        f" (SELECT record FROM live WHERE unit {of_unit} AND (book = 0 OR month {of_month})"
        " UNION SELECT p.record FROM live p LEFT JOIN live a ON a.record = p.record AND a.book = 2"
        f" WHERE p.unit {of_unit} AND p.book = 1 AND (a.number IS NULL OR a.number <> p.number))"
        " ORDER BY l.record, l.book"
    )
    found = []
    for row in fetch_all(cursor, query, [*p1, *p1, *p2, *p1]):
        kind, month = RecordKind(row[3]), Month(row[6])
        live = LiveRow(
            row[0], row[1], row[2], kind, row[4], row[5], month, as_day(row[7]), bool(row[8]), row[9], row[10]
        )
        found.append(WorkRow(live, row[11]))
    return found


def work_versions(
    cursor: CursorWrapper,
    units: Collection[UnitId],
    months: Collection[Month],
    *,
    keys: Mapping[int, str],
    drafts: bool,
) -> list[Version]:
    """What units sent of a run of months; with `drafts` also all they have not sent. Two statements."""
    of_unit, params = in_ids(cursor, units)
    sent = "l.book = 1 AND l.month BETWEEN %s AND %s"
    where = f"l.unit {of_unit} AND ({'l.book = 0 OR ' if drafts else ''}({sent}))"
    return load_versions(cursor, where, [*params, int(min(months)), int(max(months))], keys=keys)


class MonthStep(NamedTuple):
    """A step of a unit's month with the moment and the name of who took it."""

    unit: UnitId
    month: Month
    verb: str
    state: str
    reason: str
    at: str
    name: str


def read_steps(cursor: CursorWrapper, units: Collection[UnitId]) -> list[MonthStep]:
    """All that happened to the months of units, in ledger order."""
    of_unit, params = in_ids(cursor, units)
    query = (
        "SELECT m.unit, m.month, m.verb, m.state, m.reason, e.posted_at, a.name FROM month_event m"
        " JOIN event e ON e.seq = m.seq LEFT JOIN account a ON a.person = m.person"
        f" WHERE m.unit {of_unit} ORDER BY m.seq"
    )
    return [
        MonthStep(unit, Month(month), verb, state, reason, at, name or "")
        for unit, month, verb, state, reason, at, name in fetch_all(cursor, query, params)
    ]
