"""Audit lines, newest first, of everything or of some units, and the records they speak of as they were sent."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any, NamedTuple

from django.db.backends.utils import CursorWrapper

from tiendo.core.orgunit import UnitId
from tiendo.storage.ledger import EventLine
from tiendo.storage.sql import fetch_all, in_ids

_ABOUT = (
    "SELECT v.seq FROM record r JOIN version v ON v.record = r.id WHERE r.unit {units}",
    "SELECT p.seq FROM record r JOIN evidence p ON p.record = r.id WHERE r.unit {units}",
    "SELECT seq FROM month_event WHERE unit {units}",
    "SELECT seq FROM excuse_event WHERE unit {units}",
    "SELECT seq FROM unit_change WHERE unit {units}",
    "SELECT seq FROM allocation WHERE unit {units}",
    "SELECT seq FROM grant_given WHERE unit {units}",
    "SELECT n.seq FROM grant_given g JOIN grant_ended n ON n.id = g.id WHERE g.unit {units}",
    "SELECT seq FROM frozen WHERE unit {units}",
    "SELECT seq FROM plan_reading WHERE unit {units}",
    "SELECT d.seq FROM plan_reading r JOIN plan_reading_row d ON d.reading = r.seq WHERE r.unit {units}",
    "SELECT e.seq FROM plan_reading r JOIN plan_reading_end e ON e.reading = r.seq WHERE r.unit {units}",
)
"""Where an event leaves something that belongs to a unit; what belongs to none is of the organisation as a whole."""


def read_log(
    cursor: CursorWrapper,
    *,
    units: Collection[UnitId] | None,
    before: int,
    verb: str | None,
    username: str | None,
    limit: int,
) -> list[EventLine]:
    """The newest events before one, at most `limit`; `units` None: whatever they are about."""
    conditions = ["e.seq < %s"]
    params: list[Any] = [before]
    if verb is not None:
        conditions.append("e.verb = %s")
        params.append(verb)
    if username is not None:
        conditions.append("e.person = (SELECT person FROM account WHERE username = %s)")
        params.append(username)
    if units is not None:
        fragment, given = in_ids(cursor, units)
        conditions.append(f"e.seq IN ({' UNION ALL '.join(_ABOUT).format(units=fragment)})")
        params += given * len(_ABOUT)
    query = (
        "SELECT e.seq, e.posted_at, e.verb, e.person, e.request, e.payload, e.hash FROM event e"
        f" WHERE {' AND '.join(conditions)} ORDER BY e.seq DESC LIMIT %s"
    )
    return [
        EventLine(seq, at, done, person, request, json.loads(payload), sealed)
        for seq, at, done, person, request, payload, sealed in fetch_all(cursor, query, [*params, limit])
    ]


class SentRecord(NamedTuple):
    """A record as last sent; without a title where nothing of it has been sent."""

    uuid: str
    unit: UnitId
    kind: str
    number: int
    title: str


def sent_records(cursor: CursorWrapper, uuids: Collection[str]) -> dict[str, SentRecord]:
    """Records by their client-made ids, with what was sent of them: a draft is its unit's own."""
    fragment, params = in_ids(cursor, uuids)
    query = (
        "SELECT r.uuid, r.unit, r.kind, COALESCE(l.number, 0), COALESCE(v.title, '') FROM record r"
        " LEFT JOIN live l ON l.record = r.id AND l.book = 1"
        " LEFT JOIN version v ON v.record = l.record AND v.number = l.number"
        f" WHERE r.uuid {fragment}"
    )
    return {row[0]: SentRecord(*row) for row in fetch_all(cursor, query, params)}


class GrantLine(NamedTuple):
    """Whose role at which unit a grant gave."""

    person: str
    role: str
    unit: UnitId


def grants_named(cursor: CursorWrapper, ids: Collection[str]) -> dict[str, GrantLine]:
    """Grants by their ids."""
    fragment, params = in_ids(cursor, ids)
    query = f"SELECT id, person, role, unit FROM grant_given WHERE id {fragment}"
    return {
        id_: GrantLine(person, role, unit) for id_, person, role, unit in fetch_all(cursor, query, params)
    }
