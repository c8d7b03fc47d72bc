"""Proof of the chain: every event's facts are those that were sealed, and every version says what it said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.backends.utils import CursorWrapper

from tiendo.core.errors import Finding, ProblemKind, register
from tiendo.core.period import Month
from tiendo.core.submission import Figure, Participation, RecordKind, Version
from tiendo.storage import chain
from tiendo.storage.ledger import Head
from tiendo.storage.models import Version as VersionTable
from tiendo.storage.records import content_digest
from tiendo.storage.sql import columns_of

INVALID = ProblemKind.INVALID
register("verify.gap", INVALID, "An event is missing: {found} comes where {expected} should.")
register("verify.link", INVALID, "The event does not continue the one before it.")
register(
    "verify.digest",
    INVALID,
    "Facts or entries of this event ({verb}) are not those that were sealed; what is left of them: {tables}.",
)
register("verify.hash", INVALID, "The event's text is not the one that was sealed.")
register("verify.head", INVALID, "The head does not stand at the last event.")
register("verify.version", INVALID, "The version does not say what it said when it was written.")


def check_chain(
    cursor: CursorWrapper, head: Head, *, keys: Mapping[int, str], done: Callable[[int], object]
) -> Iterator[Finding]:
    """Every event, link and fact that is not what was sealed, and every version whose content is not its own.

    One pass over all facts. `keys`: element keys by number; `done` hears of each event.
    """
    previous, expected = chain.GENESIS, 1
    facts = _Facts(cursor)
    texts = _Texts(keys)
    for event, digest, before, sealed in chain.stored_events(cursor):
        yield from facts.strays(event.seq)
        place = f"event {event.seq}"
        if event.seq != expected:
            yield Finding.of("verify.gap", place, found=event.seq, expected=expected)
        if before != previous:
            yield Finding.of("verify.link", place)
        told = facts.take(event.seq)
        if digest != chain.facts_digest(told):
            yield _unsealed(event.seq, event.verb, told)
        if sealed != chain.event_hash(before, event, digest):
            yield Finding.of("verify.hash", place)
        yield from texts.check(told)
        previous, expected = sealed, event.seq + 1
        done(event.seq)
    yield from facts.strays(None)
    if (expected - 1, previous) != (head.seq, head.hash):
        yield Finding.of("verify.head", f"head {head.seq}")


def _unsealed(seq: int, verb: str | None, told: chain.Facts) -> Finding:
    """An event whose facts changed: what it did (None: nobody knows), and the tables where its facts stand."""
    tables = ", ".join(f"{table} ({len(rows)})" for table, rows in told.items() if rows)
    return Finding.of("verify.digest", f"event {seq}", verb=verb or "–", tables=tables or "–")


class _Facts:
    """The facts of event after event; those of events that are not there are strays."""

    def __init__(self, cursor: CursorWrapper) -> None:
        self._left = chain.stored_facts(cursor)
        self._next = next(self._left, None)

    def take(self, seq: int) -> chain.Facts:
        """The facts of one event."""
        if self._next is None or self._next[0] != seq:
            return {}
        told, self._next = self._next[1], next(self._left, None)
        return told

    def strays(self, before: int | None) -> Iterator[Finding]:
        """Facts of no event before this one (None: at all)."""
        while self._next is not None and (before is None or self._next[0] < before):
            yield _unsealed(self._next[0], None, self._next[1])
            self._next = next(self._left, None)


_VERSION = columns_of(VersionTable)
_DETAILS = ("figure", "participation", "coorganiser", "nil_element")
_Key = tuple[int, int]


class _Texts:
    """Holds versions against the digests of their content: names the fact, where the chain names the event."""

    def __init__(self, keys: Mapping[int, str]) -> None:
        self._keys = keys
        self._records: dict[int, tuple[str, int, str]] = {}

    def check(self, told: chain.Facts) -> Iterator[Finding]:
        """Versions of one event whose content is not what their digest covers."""
        for row in told.get("record", ()):
            number, uuid, unit, kind = row[:4]
            self._records[number] = (uuid, unit, kind)
        details = {table: self._by_version(told.get(table, ())) for table in _DETAILS}
        lost = {key for found in details.values() for key in found}
        for row in told.get("version", ()):
            said = dict(zip(_VERSION, row, strict=True))
            key = (said["record"], said["number"])
            lost.discard(key)
            version = self._version(said, {table: found.get(key, ()) for table, found in details.items()})
            if version is None or content_digest(version) != said["digest"]:
                yield self._finding(key)
        yield from map(self._finding, sorted(lost))

    def _finding(self, key: _Key) -> Finding:
        uuid = self._records[key[0]][0] if key[0] in self._records else f"#{key[0]}"
        return Finding.of("verify.version", f"version {uuid}/{key[1]}")

    @staticmethod
    def _by_version(rows: Any) -> dict[_Key, list[Any]]:
        found: dict[_Key, list[Any]] = defaultdict(list)
        for row in rows:
            found[row[0], row[1]].append(row)
        return found

    def _version(self, said: Mapping[str, Any], details: Mapping[str, Any]) -> Version | None:
        """The version as its digest was taken; None where its record is not there or speaks of what is unknown."""
        held = self._records.get(said["record"])
        try:
            if held is None:
                return None
            uuid, unit, kind = held
            return Version(
                uuid,
                said["number"],
                unit,
                RecordKind(kind),
                said["day"],
                None if said["month"] is None else Month(said["month"]),
                figures=tuple(Figure(self._keys[row[2]], row[4], row[3]) for row in details["figure"]),
                participants=tuple(
                    Participation(self._keys[row[2]], row[3]) for row in details["participation"]
                ),
                coorganisers=tuple(row[2] for row in details["coorganiser"]),
                elements=tuple(self._keys[row[2]] for row in details["nil_element"]),
                withdrawn=bool(said["withdrawn"]),
                **{name: said[name] for name in ("title", "area", "place", "campaign", "reason", "paper")},
            )
        except (KeyError, ValueError):
            return None
