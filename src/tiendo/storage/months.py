"""What happens to a unit's reporting months: states as facts, excuses, freezes; and what lies in a month."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db.backends.utils import CursorWrapper

from tiendo.core.orgunit import UnitId
from tiendo.core.period import Month
from tiendo.core.submission import RecordKind
from tiendo.storage import models as tables
from tiendo.storage.cells import recount_cells
from tiendo.storage.ledger import Session
from tiendo.storage.rules import NOW
from tiendo.storage.sql import BOOKS, as_day, fetch_all, in_ids, upsert_rows


class MonthTold(NamedTuple):
    """A step of a unit's month and the state it leads to; `seq` is given by the session that writes it."""

    unit: UnitId
    month: Month
    verb: str
    state: str
    reason: str = ""
    person: str = ""
    seq: int = 0


def add_month_events(session: Session, steps: Sequence[MonthTold]) -> None:
    """Keep steps of months, at most one of each unit's month in one event, and their last states."""
    if not steps:
        return
    session.add(
        tables.MonthEvent,
        [(s.unit, int(s.month), session.seq, s.verb, s.state, s.reason, session.person) for s in steps],
    )
    states = [(s.unit, int(s.month), s.state, session.seq) for s in steps]
    upsert_rows(session.cursor, tables.MonthState, states)


def read_months(
    cursor: CursorWrapper, units: Collection[UnitId], *, months: Collection[Month] | None = None
) -> dict[tuple[UnitId, Month], str]:
    """The states months are in at the head; a month not among them was never sent."""
    of_unit, p1 = in_ids(cursor, units)
    of_month, p2 = ("IS NOT NULL", []) if months is None else in_ids(cursor, months)
    query = f"SELECT unit, month, state FROM month_state WHERE unit {of_unit} AND month {of_month}"
    return {(unit, Month(month)): state for unit, month, state in fetch_all(cursor, query, [*p1, *p2])}


def count_months(cursor: CursorWrapper, units: Collection[UnitId], states: Collection[str]) -> int:
    """How many months of these units are in one of the states at the head."""
    (of_unit, p1), (of_state, p2) = in_ids(cursor, units), in_ids(cursor, sorted(states))
    query = f"SELECT COUNT(*) FROM month_state WHERE unit {of_unit} AND state {of_state}"
    return int(fetch_all(cursor, query, [*p1, *p2])[0][0])


def read_month_events(cursor: CursorWrapper, unit: UnitId, month: Month, known: int = NOW) -> list[MonthTold]:
    """What happened to a unit's month up to an event, in ledger order."""
    query = (
        "SELECT unit, month, verb, state, reason, person, seq FROM month_event"
        " WHERE unit = %s AND month = %s AND seq <= %s ORDER BY seq"
    )
    rows = fetch_all(cursor, query, [unit, int(month), known])
    return [MonthTold(row[0], Month(row[1]), *row[2:]) for row in rows]


def excuse_months(
    session: Session, months: Iterable[tuple[UnitId, Month]], *, excused: bool, reason: str
) -> None:
    """Excuse units' months from reporting, or ask for them again; cells keep what they tell."""
    given = list(dict.fromkeys(months))
    session.add(
        tables.ExcuseEvent, [(unit, int(month), session.seq, int(excused), reason) for unit, month in given]
    )
    of_unit, p1 = in_ids(session.cursor, {unit for unit, _ in given})
    of_month, p2 = in_ids(session.cursor, {month for _, month in given})
    query = f"SELECT unit, element, month FROM cell WHERE unit {of_unit} AND book = %s AND month {of_month}"
    wanted = {(unit, int(month)) for unit, month in given}
    for book in BOOKS.values():
        rows = fetch_all(session.cursor, query, [*p1, book, *p2])
        recount_cells(session, book, keys={row for row in rows if (row[0], row[2]) in wanted})


class LiveRow(NamedTuple):
    """The version of a record that counts in a book (book 0: unsent), and the month it touches."""

    id: int
    uuid: str
    unit: UnitId
    kind: RecordKind
    book: int
    number: int
    month: Month
    day: date | None
    withdrawn: bool
    digest: str
    title: str


_WAITING = (
    " UNION SELECT s.record FROM live s WHERE s.unit {of_unit} AND s.book = 1 AND NOT EXISTS"
    " (SELECT 1 FROM live a WHERE a.record = s.record AND a.book = 2 AND a.number = s.number)"
)
"""Records whose last sent version has not been accepted."""


def live_rows(
    cursor: CursorWrapper,
    units: Collection[UnitId],
    *,
    months: Collection[Month] | None = None,
    waiting: bool = True,
) -> list[LiveRow]:
    """All that counts or waits in these units' months: every book's version of each record that touches one.

    With `months`, a record is there with all its versions as soon as one of them touches one of the months, or,
    with `waiting`, while its books differ (it may pull further months in when it is accepted).
    """
    of_unit, params = in_ids(cursor, units)
    query = (
        "SELECT l.record, r.uuid, l.unit, l.kind, l.book, l.number, l.month, l.day, l.withdrawn, v.digest, v.title"
        " FROM live l JOIN record r ON r.id = l.record"
        f" JOIN version v ON v.record = l.record AND v.number = l.number WHERE l.unit {of_unit}"
    )
    if months is not None:
        of_month, p2 = in_ids(cursor, months)
        query += (
            f" AND l.record IN (SELECT record FROM live WHERE unit {of_unit} AND book IN (0, 1, 2)"
            f" AND month {of_month}{_WAITING.format(of_unit=of_unit) if waiting else ''})"
        )
        params = [*params, *params, *p2, *(params if waiting else ())]
    return [
        LiveRow(
            row[0],
            row[1],
            row[2],
            RecordKind(row[3]),
            row[4],
            row[5],
            Month(row[6]),
            as_day(row[7]),
            *row[8:],
        )
        for row in fetch_all(cursor, query + " ORDER BY l.record, l.book", params)
    ]


class Frozen(NamedTuple):
    """A frozen report: event, unit, period key, the plan it is on, canonical JSON and its sha256."""

    seq: int
    unit: UnitId
    period: str
    plan: str
    document: str
    sha256: str


def add_freeze(session: Session, unit: UnitId, period: str, *, plan: str, document: str, sha256: str) -> None:
    """Keep a report as it is known before this event (one per event)."""
    session.add(tables.Freeze, [(session.seq, unit, period, plan, document, sha256)])


def read_freeze_events(cursor: CursorWrapper, unit: UnitId, period: str, plan: str) -> list[int]:
    """The events at which a unit's report on a plan was frozen for a period, in ledger order."""
    query = "SELECT seq FROM frozen WHERE unit = %s AND period = %s AND plan = %s ORDER BY seq"
    return [seq for (seq,) in fetch_all(cursor, query, [unit, period, plan])]


def read_freezes(cursor: CursorWrapper, unit: UnitId, known: int = NOW) -> list[Frozen]:
    """A unit's freezes up to an event, in ledger order."""
    query = (
        "SELECT seq, unit, period, plan, document, sha256 FROM frozen"
        " WHERE unit = %s AND seq <= %s ORDER BY seq"
    )
    return [Frozen(*row) for row in fetch_all(cursor, query, [unit, known])]
