"""Prepares a database for the ledger, and says whether one is sound."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connections, models
from django.db.backends.utils import CursorWrapper
from django.db.migrations.executor import MigrationExecutor

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.storage import triggers
from tiendo.storage.chain import GENESIS
from tiendo.storage.sql import ROOM, canonical, fetch_all, is_postgres, snapshot, write

register(
    "database.schema",
    ProblemKind.UNAVAILABLE,
    "The database was made by another version of this program ({found}, expected {expected}): "
    "export it with that version, or name an empty home.",
)


def prepare() -> None:
    """Migrate, create the guards anew, and lay down the head row of an empty ledger.

    Errors: Problem `database.schema` when another schema made the tables; nothing is touched then.
    """
    check_schema()
    call_command("migrate", database="default", interactive=False, verbosity=0, stdout=StringIO())
    with write() as cursor:
        _keep_by_key(cursor)
        triggers.create(cursor)
        if not fetch_all(cursor, "SELECT 1 FROM head WHERE id = 1"):
            columns = "id, seq, hash, posted_at, last_record, last_unit, tree_mark, catalogue_mark, plan_mark, schema"
            cursor.execute(
                f"INSERT INTO head ({columns}) VALUES (1, 0, %s, '', 0, 0, '', '', '', %s)",
                [GENESIS, schema_digest()],
            )


def _keep_by_key(cursor: CursorWrapper) -> None:
    """Let SQLite keep every table with a key of several columns in the order of that key, not beside an index of it.

    Such a table has no hidden row number either, which would be a second key to guard.
    """
    if is_postgres(cursor):
        return
    for model in apps.get_app_config("storage").get_models():
        table = model._meta.db_table
        told = "SELECT sql FROM sqlite_master WHERE tbl_name = %s AND type = %s AND sql IS NOT NULL"
        ((made,),) = fetch_all(cursor, told, [table, "table"])
        if "WITHOUT ROWID" in made or not isinstance(model._meta.pk, models.CompositePrimaryKey):
            continue
        beside = [sql for (sql,) in fetch_all(cursor, told, [table, "index"])]
        cursor.execute(f"ALTER TABLE {table} RENAME TO {table}_before", None)
        cursor.execute(f"{made} WITHOUT ROWID", None)
        cursor.execute(f"INSERT INTO {table} SELECT * FROM {table}_before", None)
        cursor.execute(f"DROP TABLE {table}_before", None)
        for statement in beside:
            cursor.execute(statement, None)


@contextmanager
def without_waiting() -> Iterator[None]:
    """Do not wait for the disk at every event; everything is on it when the block ends.

    Only for what can be made again: a power cut inside may leave a database that has to be thrown away.
    """
    connection = connections["default"]
    sqlite = connection.vendor == "sqlite"
    quick, safe = (_SQLITE_QUICK, _SQLITE_SAFE) if sqlite else (_POSTGRESQL_QUICK, _POSTGRESQL_SAFE)
    with connection.cursor() as cursor:
        for statement in quick:
            cursor.execute(statement)
        try:
            yield
        finally:
            for statement in safe:
                cursor.execute(statement)


_SQLITE_QUICK = (
    "PRAGMA synchronous = OFF",
    ROOM["sqlite"][0],
    "PRAGMA wal_autocheckpoint = 16000",
)
_SQLITE_SAFE = (
    "PRAGMA synchronous = FULL",
    ROOM["sqlite"][1],
    "PRAGMA wal_autocheckpoint = 1000",
    "PRAGMA wal_checkpoint(TRUNCATE)",
)
_POSTGRESQL_QUICK, _POSTGRESQL_SAFE = ("SET synchronous_commit = off",), ("SET synchronous_commit = on",)


def check_schema() -> None:
    """Refuse tables made by another schema; an empty database is welcome. Errors: Problem `database.schema`."""
    connection = connections["default"]
    if "head" not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        try:
            rows = fetch_all(cursor, "SELECT schema FROM head")
        except DatabaseError:
            rows = [("",)]
    expected = schema_digest()
    for (found,) in rows:
        if found != expected:
            raise Problem("database.schema", found=found[:12] or "?", expected=expected[:12])


def schema_digest() -> str:
    """A digest of every table, column and index of the storage app: equal digests, equal tables."""
    tables = {
        model._meta.db_table: [
            [field.column, field.get_internal_type(), field.null]
            for field in model._meta.local_fields
            if field.column
        ]
        + [[index.name, *index.fields, str(index.condition or "")] for index in model._meta.indexes]
        for model in apps.get_app_config("storage").get_models()
    }
    return hashlib.sha256(canonical(tables).encode()).hexdigest()


def is_migrated() -> bool:
    """Whether every migration of this program has been applied."""
    executor = MigrationExecutor(connections["default"])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def health() -> dict[str, Any]:
    """What a watchman asks: is the database there, migrated, guarded, and where its head stands."""
    found: dict[str, Any] = {"database": False, "migrations": False, "triggers": False, "head": None}
    try:
        found["migrations"] = is_migrated()
        found["database"] = True
        with snapshot() as cursor:
            found["triggers"] = not triggers.missing(cursor)
            rows = fetch_all(cursor, "SELECT seq, hash FROM head WHERE id = 1")
            found["head"] = {"seq": rows[0][0], "hash": rows[0][1]} if rows else None
    except DatabaseError:
        pass
    found["ok"] = bool(found["migrations"] and found["triggers"] and found["head"])
    return found


def throw_away() -> bool:
    """Close and remove an embedded database; False, and nothing done, for a server's."""
    connection = connections["default"]
    if connection.vendor != "sqlite":
        return False
    path = Path(str(connection.settings_dict["NAME"]))
    connections.close_all()
    for one in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        one.unlink(missing_ok=True)
    return True
