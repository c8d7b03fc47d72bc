"""The audit chain: each event's hash covers the one before it, its own text, and a digest of every fact it brought."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import models
from django.db.backends.utils import CursorWrapper

from tiendo.storage.models import FACTS
from tiendo.storage.sql import Row, as_json, canonical, columns_of, is_postgres

GENESIS = "0" * 64
"""Hash before the first event."""

TABLES = {model._meta.db_table: model for model in FACTS}
"""Fact tables by name, in the order in which they are digested."""


class EventText(NamedTuple):
    """What an event says besides its facts; `payload` is canonical JSON, `posted_at` ISO text in UTC."""

    seq: int
    posted_at: str
    verb: str
    person: str
    request: str
    payload: str


def facts_digest(facts: Mapping[str, Sequence[Row]]) -> str:
    """A digest of the rows of fact tables, whatever order they come in; the one place that knows how."""
    whole = hashlib.sha256()
    for table in TABLES:
        rows = facts.get(table)
        if rows:
            lines = sorted(map(as_json, rows))
            whole.update(f"{table}\n".encode())
            whole.update(b"\n".join(lines))
            whole.update(b"\n")
    return whole.hexdigest()


def event_hash(previous: str, event: EventText, digest: str) -> str:
    """The hash that stands for an event and for everything before it."""
    text = canonical([*event, digest])
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


class StoredEvent(NamedTuple):
    """An event as it stands in its table."""

    text: EventText
    digest: str
    previous: str
    hash: str


Facts = dict[str, list[Row]]
"""Rows of fact tables, by table."""

_AT_ONCE = 2_000
"""Rows fetched together."""


def stored_facts(cursor: CursorWrapper) -> Iterator[tuple[int, Facts]]:
    """The facts of each event that brought some, in the order of events, as they stand in the tables.

    One query per table, read side by side: no more than an event's facts are held. Days come as ISO text.
    """
    tables = [_in_order(cursor, table, model) for table, model in TABLES.items()]
    for seq, found in groupby(merge(*tables, key=itemgetter(0)), key=itemgetter(0)):
        yield seq, {table: rows for _, table, rows in found}


def _in_order(cursor: CursorWrapper, table: str, model: Any) -> Iterator[tuple[int, str, list[Row]]]:
    columns = columns_of(model)
    query = f"SELECT {_as_told(cursor, model)} FROM {table} ORDER BY seq"
    at = itemgetter(columns.index("seq"))
    for seq, rows in groupby(stream(cursor, query), key=at):
        yield seq, table, list(rows)


def _as_told(cursor: CursorWrapper, model: Any) -> str:
    """A table's columns in order; SQLite keeps days as the text that is digested, and need not take them apart."""
    days = {field.column for field in model._meta.local_fields if isinstance(field, models.DateField)}
    plain = is_postgres(cursor)
    return ", ".join(
        name if plain or name not in days else f"CAST({name} AS text)" for name in columns_of(model)
    )


def stream(cursor: CursorWrapper, query: str) -> Iterator[Row]:
    """The rows of a query without holding them all, beside other queries of the same transaction."""
    with cursor.db.chunked_cursor() as own:
        own.execute(query)
        while rows := own.fetchmany(_AT_ONCE):
            yield from rows


def stored_events(cursor: CursorWrapper) -> Iterator[StoredEvent]:
    """All events in order, each with its stored digest, previous hash and hash."""
    columns = "seq, posted_at, verb, person, request, payload, digest, previous, hash"
    for row in stream(cursor, f"SELECT {columns} FROM event ORDER BY seq"):
        yield StoredEvent(EventText(*row[:6]), *row[6:])


def table_of(model: type[models.Model]) -> str:
    """The name of a model's table."""
    return str(model._meta.db_table)
