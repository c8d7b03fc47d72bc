"""Small questions writing services ask before they post: what stands in the way, each in one statement."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from django.db.backends.utils import CursorWrapper

from tiendo.core.orgunit import UnitId
from tiendo.core.submission import Version
from tiendo.storage.accounts import StoredGrant, read_grants
from tiendo.storage.records import load_versions
from tiendo.storage.sql import as_day, fetch_all, in_ids


class HeldLevel(NamedTuple):
    """A level somebody has told: the record whose newest version holds unit, element and day."""

    uuid: str
    unit: UnitId
    element: int
    day: date


_NEWEST = (
    "l.book IN (0, 1) AND (l.book = 0 OR NOT EXISTS"
    " (SELECT 1 FROM live d WHERE d.record = l.record AND d.book = 0))"
)


def held_levels(cursor: CursorWrapper, units: Collection[UnitId], days: Collection[date]) -> list[HeldLevel]:
    """Dated levels of these units on these days, by the newest version of each record, sent or not."""
    if not units or not days:
        return []
    of_unit, p1 = in_ids(cursor, units)
    first, last = min(days), max(days)
    query = (
        "SELECT DISTINCT r.uuid, l.unit, f.element, l.day FROM live l JOIN record r ON r.id = l.record"
        " JOIN figure f ON f.record = l.record AND f.number = l.number"
        f" WHERE l.unit {of_unit} AND l.stock = 1 AND l.withdrawn = 0 AND l.day BETWEEN %s AND %s AND {_NEWEST}"
    )
    rows = fetch_all(cursor, query, [*p1, first, last])
    found = (HeldLevel(uuid, unit, element, as_day(day) or first) for uuid, unit, element, day in rows)
    return [held for held in found if held.day in days]


def told_by_or_with(
    cursor: CursorWrapper, units: Collection[UnitId], *, keys: Mapping[int, str]
) -> list[Version]:
    """Versions that count in either book and that these units told or helped with, each once."""
    of_unit, params = in_ids(cursor, units)
    joint = f"SELECT c.record, c.number FROM coorganiser c WHERE c.unit {of_unit}"
    where = (
        f"l.book IN (1, 2) AND l.withdrawn = 0 AND (l.unit {of_unit} OR (l.record, l.number) IN ({joint}))"
    )
    return load_versions(cursor, where, [*params, *params], keys=keys)


def known_persons(cursor: CursorWrapper, persons: Collection[str]) -> set[str]:
    """Those of these person ids that exist."""
    if not persons:
        return set()
    fragment, params = in_ids(cursor, sorted(persons))
    return {person for (person,) in fetch_all(cursor, f"SELECT id FROM person WHERE id {fragment}", params)}


def plan_mark(cursor: CursorWrapper) -> str:
    """The hash of the event that adopted a plan last; empty while there is none."""
    query = "SELECT hash FROM event WHERE seq = (SELECT MAX(seq) FROM plan)"
    rows = fetch_all(cursor, query)
    return str(rows[0][0]) if rows else ""


def units_changed(cursor: CursorWrapper, seq: int) -> list[UnitId]:
    """The units an event changed, in the order it told them."""
    rows = fetch_all(cursor, "SELECT unit FROM unit_change WHERE seq = %s ORDER BY n", [seq])
    return list(dict.fromkeys(unit for (unit,) in rows))


def find_grant(cursor: CursorWrapper, grant: str) -> StoredGrant | None:
    """A grant by its id, with its end, if there is one."""
    rows = fetch_all(cursor, "SELECT person FROM grant_given WHERE id = %s", [grant])
    held = read_grants(cursor, person=rows[0][0]) if rows else []
    return next((one for one in held if one.id == grant), None)


def units_naming(cursor: CursorWrapper, persons: Collection[str]) -> list[UnitId]:
    """The units whose records name one of these persons, in any version."""
    fragment, params = in_ids(cursor, sorted(persons))
    query = f"SELECT DISTINCT r.unit FROM participation p JOIN record r ON r.id = p.record WHERE p.person {fragment}"
    return sorted(unit for (unit,) in fetch_all(cursor, query, params))
