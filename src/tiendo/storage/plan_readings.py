"""Plans being read: keeps what a file was understood as, decisions on its rows one after another, and how it ended."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from django.db.backends.utils import CursorWrapper

from tiendo.core.orgunit import UnitId
from tiendo.storage import models as tables
from tiendo.storage.ledger import Session
from tiendo.storage.sql import canonical, fetch_all, in_ids


class Kept(NamedTuple):
    """A reading without its document; `plan` is None while it goes on, empty once it was put aside."""

    number: int
    unit: UnitId
    name: str
    sha256: str
    person: str
    at: str
    plan: str | None
    ended_by: str
    ended_at: str


class Decided(NamedTuple):
    """What counts for a row: the last decision on it, who took it and when."""

    row: str
    number: int
    seq: int
    decision: dict[str, Any]
    person: str
    at: str


def add_reading(
    session: Session, *, unit: UnitId, name: str, sha256: str, document: Mapping[str, Any]
) -> None:
    """Keep a reading; its number is the event's."""
    row = (session.seq, unit, name, sha256, canonical(document), session.person)
    session.add(tables.PlanReading, [row])


def add_decisions(
    session: Session, reading: int, rows: Collection[tuple[str, int, Mapping[str, Any]]]
) -> None:
    """Keep decisions on rows, each as the row's key, the decision's number and what was decided."""
    session.add(
        tables.PlanReadingRow,
        [
            (reading, key, number, session.seq, canonical(decision), session.person)
            for key, number, decision in rows
        ],
    )


def end_reading(session: Session, reading: int, *, plan: str) -> None:
    """Keep how a reading ended: the plan it became, or none."""
    session.add(tables.PlanReadingEnd, [(reading, session.seq, plan, session.person)])


# An event is sealed after its facts are written: whoever asks in between finds no moment yet.
_KEPT = (
    "SELECT r.seq, r.unit, r.name, r.sha256, r.person, COALESCE(b.posted_at, ''), e.plan, COALESCE(e.person, ''),"
    " COALESCE(f.posted_at, '') FROM plan_reading r LEFT JOIN event b ON b.seq = r.seq"
    " LEFT JOIN plan_reading_end e ON e.reading = r.seq LEFT JOIN event f ON f.seq = e.seq"
)


def find_reading(cursor: CursorWrapper, number: int) -> Kept | None:
    """A reading by its number."""
    rows = fetch_all(cursor, f"{_KEPT} WHERE r.seq = %s", [number])
    return Kept(*rows[0]) if rows else None


def readings_of(cursor: CursorWrapper, units: Collection[UnitId], *, limit: int) -> list[Kept]:
    """The newest readings of some units."""
    fragment, params = in_ids(cursor, sorted(units))
    query = f"{_KEPT} WHERE r.unit {fragment} ORDER BY r.seq DESC LIMIT %s"
    return [Kept(*row) for row in fetch_all(cursor, query, [*params, limit])]


def document_of(cursor: CursorWrapper, number: int) -> str:
    """What a reading's file was understood as, as the text that is kept."""
    return str(fetch_all(cursor, "SELECT document FROM plan_reading WHERE seq = %s", [number])[0][0])


def decisions_of(cursor: CursorWrapper, number: int) -> dict[str, Decided]:
    """What counts for each row of a reading on which somebody decided."""
    query = (
        "SELECT d.row_key, d.number, d.seq, d.decision, d.person, COALESCE(v.posted_at, '') FROM plan_reading_row d"
        " LEFT JOIN event v ON v.seq = d.seq WHERE d.reading = %s ORDER BY d.number"
    )
    return {
        row: Decided(row, nth, seq, json.loads(decision), person, at)
        for row, nth, seq, decision, person, at in fetch_all(cursor, query, [number])
    }


def decided_counts(cursor: CursorWrapper, numbers: Collection[int]) -> dict[int, int]:
    """How many rows of each reading somebody decided on."""
    fragment, params = in_ids(cursor, sorted(numbers))
    query = f"SELECT reading, COUNT(DISTINCT row_key) FROM plan_reading_row WHERE reading {fragment} GROUP BY reading"
    return dict(fetch_all(cursor, query, params))
