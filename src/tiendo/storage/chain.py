"""The audit chain: each event's hash covers the one before it, its own text, and a digest of every fact it brought."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from django.db import models
from django.db.backends.utils import CursorWrapper

from tiendo.storage.models import FACTS
from tiendo.storage.sql import Row, canonical, columns_of, fetch_all

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


def facts_digest(facts: Mapping[str, Iterable[Row]]) -> str:
    """A digest of the rows of fact tables, whatever order they come in; the one place that knows how."""
    whole = hashlib.sha256()
    for table in TABLES:
        lines = sorted(_line(row) for row in facts.get(table, ()))
        if lines:
            whole.update(f"{table}\n".encode())
            whole.update("\n".join(lines).encode())
            whole.update(b"\n")
    return whole.hexdigest()


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=date.isoformat).encode


def _line(row: Row) -> str:
    return _encode(list(row))


def event_hash(previous: str, event: EventText, digest: str) -> str:
    """The hash that stands for an event and for everything before it."""
    text = canonical([*event, digest])
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def stored_facts(cursor: CursorWrapper, first: int, last: int) -> dict[int, dict[str, list[Row]]]:
    """The facts of the events `first..last` as they stand in the tables: one query per table."""
    found: dict[int, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for table, model in TABLES.items():
        columns = columns_of(model)
        at = columns.index("seq")
        query = f"SELECT {', '.join(columns)} FROM {table} WHERE seq BETWEEN %s AND %s"
        for row in fetch_all(cursor, query, [first, last]):
            found[row[at]][table].append(row)
    return found


def stored_events(cursor: CursorWrapper, first: int, last: int) -> Iterator[tuple[EventText, str, str, str]]:
    """The events `first..last` in order, each with its stored digest, previous hash and hash."""
    query = (
        "SELECT seq, posted_at, verb, person, request, payload, digest, previous, hash FROM event"
        " WHERE seq BETWEEN %s AND %s ORDER BY seq"
    )
    for row in fetch_all(cursor, query, [first, last]):
        yield EventText(*row[:6]), row[6], row[7], row[8]


def table_of(model: type[models.Model]) -> str:
    """The name of a model's table."""
    return str(model._meta.db_table)
