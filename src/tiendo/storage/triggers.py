"""Guards on the fact tables, in the database itself: rows are added, never changed, removed or replaced.

Django rebuilds tables on SQLite when it migrates and drops their triggers silently, so `create` follows every migration
and `missing` is asked at every start.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.db.backends.utils import CursorWrapper

from tiendo.storage.models import APPEND_ONLY
from tiendo.storage.sql import fetch_all, is_postgres

MESSAGE = "facts are append-only"

_FUNCTION = f"""
CREATE OR REPLACE FUNCTION tiendo_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{MESSAGE}: %% on %%', TG_OP, TG_TABLE_NAME; END $$
"""


def create(cursor: CursorWrapper) -> None:
    """Create every guard anew."""
    postgres = is_postgres(cursor)
    if postgres:
        cursor.execute(_FUNCTION.replace("%%", "%"), None)
    for name, table, body in _guards(postgres):
        drop = f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if postgres else "")
        cursor.execute(drop, None)
        cursor.execute(body, None)


def drop(cursor: CursorWrapper) -> None:
    """Take every guard away: for tests of tampering, and to move tables."""
    postgres = is_postgres(cursor)
    for name, table, _ in _guards(postgres):
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if postgres else ""), None)


def missing(cursor: CursorWrapper) -> list[str]:
    """Names of the guards that should be there and are not, or that are switched off or written otherwise."""
    if is_postgres(cursor):
        query = (
            "SELECT tgname FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
            " WHERE proname = 'tiendo_refuse' AND tgenabled <> 'D'"
        )
        there = {name for (name,) in fetch_all(cursor, query)}
        return sorted(name for name, _, _ in _guards(True) if name not in there)
    held = dict(fetch_all(cursor, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    return sorted(name for name, _, body in _guards(False) if held.get(name) != body)


def _guards(postgres: bool) -> Iterator[tuple[str, str, str]]:
    """(name, table, statement) of each guard."""
    for model in APPEND_ONLY:
        table = model._meta.db_table
        if postgres:
            for verb in ("UPDATE", "DELETE", "TRUNCATE"):
                name = f"{table}_no_{verb.lower()}"
                # For each statement, so that ON CONFLICT DO UPDATE is refused even where nothing conflicts.
                body = f"BEFORE {verb} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION tiendo_refuse()"
                yield name, table, f"CREATE TRIGGER {name} {body}"
            continue
        for verb in ("UPDATE", "DELETE"):
            name = f"{table}_no_{verb.lower()}"
            yield name, table, _sqlite(name, f"BEFORE {verb} ON {table}", verb)
        # REPLACE removes rows without firing delete triggers, so a number in use is refused before it gets there.
        name = f"{table}_no_reuse"
        taken = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {key})" for key in _keys(model))
        yield name, table, _sqlite(name, f"BEFORE INSERT ON {table} WHEN {taken}", "re-use of a number")


def _sqlite(name: str, when: str, what: str) -> str:
    return f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, '{MESSAGE}: {what}'); END"


def _keys(model: type[models.Model]) -> Iterator[str]:
    """Conditions under which a row with a key of NEW is already there, one per key of the table."""
    meta = model._meta
    yield _same([field.column for field in meta.pk_fields])
    for constraint in meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            yield _same([meta.get_field(name).column for name in constraint.fields])
    if len(meta.pk_fields) == 1 and meta.pk_fields[0].get_internal_type() != "IntegerField":
        yield "rowid = NEW.rowid"  # the hidden number is a key too; unset it is -1, which no row has


def _same(columns: list[str]) -> str:
    return " AND ".join(f"{column} = NEW.{column}" for column in columns)
