"""Proof of the ledger: facts against entries, entries against balances, cells against counts, the chain, the guards.

Every fault is a Finding that names the table and key, so that a person can go and look.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.backends.utils import CursorWrapper

from tiendo.core.errors import Finding, ProblemKind, register
from tiendo.core.orgunit import UnitId
from tiendo.core.posting import EntryKey, own_entries, seats, stock_entries
from tiendo.core.submission import Version
from tiendo.storage import chain, triggers
from tiendo.storage.cells import cells_as_stored, read_excuses, stored_cells
from tiendo.storage.ledger import Session, read_head
from tiendo.storage.persons import merged_into
from tiendo.storage.records import content_digest, posted_versions, read_versions
from tiendo.storage.rules import Catalogue, catalogue_at
from tiendo.storage.sql import BOOK_OF, BOOKS, as_day, fetch_all, in_ids, snapshot
from tiendo.storage.verify_sums import BALANCES, COUNTS, check_sums

INVALID = ProblemKind.INVALID
register("verify.gap", INVALID, "An event is missing: {found} comes where {expected} should.")
register("verify.link", INVALID, "The event does not continue the one before it.")
register("verify.digest", INVALID, "Facts or entries of this event are not those that were sealed.")
register("verify.hash", INVALID, "The event's text is not the one that was sealed.")
register("verify.head", INVALID, "The head does not stand at the last event.")
register("verify.version", INVALID, "The version does not say what it said when it was written.")
register("verify.entry", INVALID, "The ledger says {found}, the facts say {expected}.")
register("verify.seat", INVALID, "The ledger counts {found} persons whom the facts do not, or lacks them.")
register("verify.balance", INVALID, "The balance says {found}, the entries say {expected}.")
register("verify.cell", INVALID, "The cell is not what the facts tell.")
register("verify.coverage", INVALID, "The count of cells says {found}, the cells say {expected}.")
register("verify.trigger", INVALID, "The guard is missing; the table can be changed by hand.")

_TOGETHER = 200
"""Units whose facts are held in memory at once."""


def verify() -> list[Finding]:
    """Everything that does not agree, in one consistent read; empty when all is well."""
    with snapshot() as cursor:
        head = read_head(cursor)
        catalogue = catalogue_at(cursor, head.seq)
        return [
            *_guards(cursor),
            *_chain(cursor, head.seq, head.hash),
            *_facts(cursor, catalogue),
            *check_sums(cursor, BALANCES),
            *check_sums(cursor, COUNTS),
        ]


def _guards(cursor: CursorWrapper) -> Iterator[Finding]:
    for name in triggers.missing(cursor):
        yield Finding.of("verify.trigger", f"trigger {name}")


def _chain(cursor: CursorWrapper, last: int, sealed_head: str) -> Iterator[Finding]:
    previous, expected = chain.GENESIS, 1
    events = list(chain.stored_events(cursor, 0, 2**31 - 1))
    facts = chain.stored_facts(cursor, 0, 2**31 - 1)
    for event, digest, before, sealed in events:
        place = f"event {event.seq}"
        if event.seq != expected:
            yield Finding.of("verify.gap", place, found=event.seq, expected=expected)
        if before != previous:
            yield Finding.of("verify.link", place)
        if digest != chain.facts_digest(facts.pop(event.seq, {})):
            yield Finding.of("verify.digest", place)
        if sealed != chain.event_hash(before, event, digest):
            yield Finding.of("verify.hash", place)
        previous, expected = sealed, event.seq + 1
    for seq in sorted(facts):
        yield Finding.of("verify.digest", f"event {seq}")
    if (expected - 1, previous) != (last, sealed_head):
        yield Finding.of("verify.head", f"head {last}")


def _facts(cursor: CursorWrapper, catalogue: Catalogue) -> Iterator[Finding]:
    yield from _texts(cursor)
    rows = fetch_all(
        cursor,
        "SELECT unit FROM record UNION SELECT unit FROM entry UNION SELECT unit FROM seat_entry ORDER BY 1",
    )
    left = {unit for (unit,) in rows}
    while left:
        some: set[UnitId] = set()
        while left and len(some) < _TOGETHER:
            some |= catalogue.tree.family([min(left)])
            left -= some
        for book in BOOKS.values():
            yield from _slice(cursor, catalogue, book, units=some)


def _texts(cursor: CursorWrapper) -> Iterator[Finding]:
    """Versions whose content is not what their digest covers: names the fact, where the chain names the event."""
    query = "SELECT p.record, p.number FROM version p"
    catalogue = catalogue_at(cursor, read_head(cursor).seq)
    versions = read_versions(cursor, f"({query}) l WHERE true", [], keys=catalogue.keys)
    digests = {
        (uuid, number): digest
        for uuid, number, digest in fetch_all(
            cursor, "SELECT r.uuid, v.number, v.digest FROM version v JOIN record r ON r.id = v.record"
        )
    }
    for version in versions:
        if content_digest(version) != digests[version.record, version.number]:
            yield Finding.of("verify.version", f"version {version.record}/{version.number}")


def _slice(
    cursor: CursorWrapper, catalogue: Catalogue, book: int, *, units: set[UnitId]
) -> Iterator[Finding]:
    told = posted_versions(cursor, BOOK_OF[book], keys=catalogue.keys, units=units)
    versions = merged_into(cursor, told)
    yield from _entries(cursor, catalogue, book, units=units, versions=versions)
    yield from _seats(cursor, catalogue, book, units=units, versions=versions)
    yield from _cells(cursor, catalogue, book, units=units, versions=versions)


def _entries(
    cursor: CursorWrapper, catalogue: Catalogue, book: int, *, units: set[UnitId], versions: Sequence[Version]
) -> Iterator[Finding]:
    after = {**own_entries(versions, catalogue.rules), **stock_entries(versions, catalogue.rules)}
    fragment, params = in_ids(cursor, units)
    query = (
        "SELECT e.unit, e.element, e.part, e.day, e.tree_day, COALESCE(r.uuid, ''), SUM(e.amount) FROM entry e"
        f" LEFT JOIN record r ON r.id = e.record WHERE e.unit {fragment} AND e.book = %s"
        " GROUP BY e.unit, e.element, e.part, e.day, e.tree_day, r.uuid HAVING SUM(e.amount) <> 0"
    )
    found = {
        EntryKey(unit, catalogue.keys[element], part, _day(day), _day(tree_day), record): int(amount)
        for unit, element, part, day, tree_day, record, amount in fetch_all(cursor, query, [*params, book])
    }
    for key in sorted(found.keys() | after.keys()):
        if found.get(key, 0) != after.get(key, 0):
            told = (BOOK_OF[book].value, key.unit, key.element, key.part, key.day, key.record)
            yield Finding.of(
                "verify.entry",
                f"entry {' '.join(map(str, told))}",
                found=found.get(key, 0),
                expected=after.get(key, 0),
            )


def _seats(
    cursor: CursorWrapper, catalogue: Catalogue, book: int, *, units: set[UnitId], versions: Sequence[Version]
) -> Iterator[Finding]:
    fragment, params = in_ids(cursor, units)
    query = (
        "SELECT e.unit, e.element, e.person, e.day, r.uuid FROM seat_entry e JOIN record r ON r.id = e.record"
        f" WHERE e.unit {fragment} AND e.book = %s"
        " GROUP BY e.unit, e.element, e.person, e.day, r.uuid HAVING SUM(e.sign) <> 0"
    )
    found = {
        (unit, catalogue.keys[element], person, _day(day), record)
        for unit, element, person, day, record in fetch_all(cursor, query, [*params, book])
    }
    wrong: dict[tuple[Any, ...], int] = {}
    for seat in found ^ {tuple(seat) for seat in seats(versions)}:
        key = (BOOK_OF[book].value, seat[0], seat[1], seat[3], seat[4])
        wrong[key] = wrong.get(key, 0) + 1
    for key, count in sorted(wrong.items()):
        yield Finding.of("verify.seat", f"seat_entry {' '.join(map(str, key))}", found=count)


def _cells(
    cursor: CursorWrapper, catalogue: Catalogue, book: int, *, units: set[UnitId], versions: Sequence[Version]
) -> Iterator[Finding]:
    excused = read_excuses(cursor, units)
    session = _reading(cursor, catalogue)
    after = cells_as_stored(session, versions, keys=None, excused=excused)
    before = stored_cells(cursor, book, units)
    for key in sorted(after.keys() | before.keys()):
        stored, told = before.get(key), after.get(key)
        if stored is None or told is None or (stored.told, stored.expected) != (told.told, told.expected):
            place = (BOOK_OF[book].value, key[0], catalogue.keys[key[1]], key[2])
            yield Finding.of("verify.cell", f"cell {' '.join(map(str, place))}")


def _reading(cursor: CursorWrapper, catalogue: Catalogue) -> Session:
    session = Session(cursor, read_head(cursor), "", "", "", "")
    session.catalogue = catalogue
    return session


def _day(value: Any) -> Any:
    return as_day(value)
