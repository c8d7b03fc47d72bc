"""The two dialects spoken in one place: transactions, one statement for many rows, ids in a list, upserts.

Everything else writes plain SQL with `%s` that both SQLite and PostgreSQL understand. No ORM object leaves storage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date
from functools import cache
from typing import Any

import msgspec
from django.db import connections, models, transaction
from django.db.backends.utils import CursorWrapper

from tiendo.core.submission import Book

FAR = date(9999, 12, 31)
"""Stands for an open end in date columns, so that comparisons need no NULL."""

BOOKS = {Book.REPORTED: 1, Book.ACCEPTED: 2}
"""Numbers of the books in the big tables."""

BOOK_OF = {number: book for book, number in BOOKS.items()}

DRAFT = 0
"""In `live`: the newest version of a record where it has not been sent."""

Row = Sequence[Any]


@contextmanager
def write() -> Iterator[CursorWrapper]:
    """A writing transaction on the ledger; nested use joins the outer one. SQLite takes the write lock at once."""
    with transaction.atomic(using="default", savepoint=False), connections["default"].cursor() as cursor:
        yield cursor


def together(cursor: CursorWrapper) -> AbstractContextManager[object]:
    """Let statements travel together on PostgreSQL where nobody waits for their answers.

    What the database refuses is raised at the latest when the block ends, and how many rows a statement touched is
    not known.
    """
    return cursor.connection.pipeline() if is_postgres(cursor) else nullcontext()


@contextmanager
def snapshot() -> Iterator[CursorWrapper]:
    """One consistent read that never waits for writers nor holds them up; nested use shares it.

    The alias `snapshot` is set to REPEATABLE READ READ ONLY, or to `query_only` on SQLite.
    """
    with transaction.atomic(using="snapshot", savepoint=False), connections["snapshot"].cursor() as cursor:
        yield cursor


ROOM = {
    "sqlite": ("PRAGMA cache_size = -65536", "PRAGMA cache_size = -2000"),
    "postgresql": ("SET LOCAL work_mem = '64MB'", "SET LOCAL work_mem TO DEFAULT"),
}
"""How a connection is given 64 MB for one reading, and how it gives them back."""


@contextmanager
def reading_much(cursor: CursorWrapper) -> Iterator[None]:
    """Room for statements that go through whole tables: with the little a connection has, rows are fetched twice."""
    given, back = ROOM[cursor.db.vendor]
    cursor.execute(given)
    try:
        yield
    finally:
        if not cursor.db.needs_rollback:
            cursor.execute(back)


def is_postgres(cursor: CursorWrapper) -> bool:
    """Whether the cursor speaks to PostgreSQL rather than SQLite."""
    return bool(cursor.db.vendor == "postgresql")


@cache
def columns_of(model: Any) -> tuple[str, ...]:
    """Stored columns of a table in declared order, without a surrogate `id` the database gives."""
    fields = model._meta.local_fields  # a composite key is a field without a column of its own
    return tuple(f.column for f in fields if f.column and not isinstance(f, models.BigAutoField))


@cache
def _types_of(model: Any, vendor: str) -> tuple[str, ...]:
    connection = next(connections[alias] for alias in connections if connections[alias].vendor == vendor)
    fields = {f.column: f for f in model._meta.local_fields}
    return tuple(str(fields[column].db_type(connection)) for column in columns_of(model))


def insert_rows(cursor: CursorWrapper, model: Any, rows: Sequence[Row], *, conflict: str = "") -> None:
    """Insert any number of rows, given in the order of `columns_of`, in one statement; `conflict` follows it."""
    if not rows:
        return
    table, columns = model._meta.db_table, columns_of(model)
    names, places = ", ".join(columns), ", ".join(["%s"] * len(columns))
    if len(rows) == 1:
        cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({places}){conflict}", rows[0])
    elif is_postgres(cursor):
        arrays = ", ".join(f"%s::{kind}[]" for kind in _types_of(model, "postgresql"))
        statement = f"INSERT INTO {table} ({names}) SELECT * FROM unnest({arrays}){conflict}"
        cursor.execute(statement, [array_text(column) for column in zip(*rows, strict=True)])
    else:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places}){conflict}", rows)


def upsert_rows(cursor: CursorWrapper, model: Any, rows: Sequence[Row]) -> None:
    """Insert rows, or replace those of the same key, in one statement."""
    insert_rows(cursor, model, rows, conflict=_replacing(model))


@cache
def _replacing(model: Any) -> str:
    keys = [field.column for field in model._meta.pk_fields]
    others = ", ".join(f"{name} = excluded.{name}" for name in columns_of(model) if name not in keys)
    return f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {others}"


def in_ids(cursor: CursorWrapper, values: Iterable[int | str]) -> tuple[str, list[Any]]:
    """A fragment to follow a column name, true for any of the values, and its parameters."""
    given = [int(value) if isinstance(value, int) else value for value in values]
    if not given:
        return "IN (NULL)", []
    if len(given) == 1:  # a plan made for one is a good plan for any one, so that it need not be made again
        return "= %s", given
    if not is_postgres(cursor):
        return "IN (SELECT value FROM json_each(%s))", [as_json(given).decode()]
    kind = "text" if isinstance(given[0], str) else "integer"
    return f"= ANY(%s::{kind}[])", [array_text(given)]


def rows_as_table(
    cursor: CursorWrapper, columns: Sequence[tuple[str, str]], rows: Sequence[Row]
) -> tuple[str, list[Any]]:
    """A fragment to select from, holding the given rows; `columns` are (name, integer | bigint | text | date)."""
    names = ", ".join(name for name, _ in columns)
    if len(rows) == 1:
        cast = "CAST(%s AS {})" if is_postgres(cursor) else "%s"
        picked = ", ".join(f"{cast.format(kind)} AS {name}" for name, kind in columns)
        return f"(SELECT {picked}) AS given", list(rows[0])
    if is_postgres(cursor):
        arrays = ", ".join(f"%s::{kind}[]" for _, kind in columns)
        turned = [array_text(column) for column in zip(*rows, strict=True)] if rows else ["{}"] * len(columns)
        return f"unnest({arrays}) AS given({names})", turned
    picked = ", ".join(f"json_extract(value, '$[{i}]') AS {name}" for i, (name, _) in enumerate(columns))
    once = "LIMIT -1"  # else SQLite takes a row apart again wherever one of its columns is named
    return f"(SELECT {picked} FROM json_each(%s) {once}) AS given", [as_json(rows).decode()]


def array_text(values: Sequence[Any]) -> str:
    """Values as PostgreSQL writes an array, for a cast to follow: one text is bound much faster than a list is."""
    kinds = set(map(type, values))
    if kinds == {int}:
        return "{" + repr(list(values))[1:-1] + "}"
    return "{" + ",".join(map(_array_item, values)) + "}"


def _array_item(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' if value else '""'
    return value.isoformat() if isinstance(value, date) else str(int(value))


def fetch_all(cursor: CursorWrapper, statement: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run one query and take all its rows."""
    cursor.execute(statement, params)
    return cursor.fetchall()


def as_day(value: date | str | None) -> date | None:
    """A date however the driver hands it over: SQLite gives text where a column's type is lost in an expression."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def end_of(value: date | str) -> date | None:
    """An end as core knows it: None for never."""
    day = as_day(value)
    return None if day == FAR else day


def end_for(value: date | None) -> date:
    """An end as it is stored."""
    return FAR if value is None else value


def canonical(value: object) -> str:
    """JSON in one way only: sorted keys, no spaces, dates as ISO text; what digests and hashes are taken of."""
    return _CANONICAL.encode(value).decode()


def _plain(value: object) -> object:
    """A month is a number, a key a text."""
    for kind in (int, str):
        if isinstance(value, kind):
            return kind(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


as_json: Callable[[object], bytes] = msgspec.json.Encoder(enc_hook=_plain).encode
"""JSON without spaces, dates as ISO text, in UTF-8."""

_CANONICAL = msgspec.json.Encoder(order="sorted", enc_hook=_plain)
