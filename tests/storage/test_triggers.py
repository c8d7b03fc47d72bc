"""The database itself refuses to change, remove, replace or renumber a fact."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection

from tests.storage import scene
from tiendo.storage import chain, database, sql, triggers
from tiendo.storage.models import APPEND_ONLY

pytestmark = pytest.mark.usefixtures("ledger")


def refused(statement: str) -> str:
    with pytest.raises(DatabaseError) as error, sql.write() as cursor:
        cursor.execute(statement)
    return str(error.value)


@pytest.mark.parametrize("table", [chain.table_of(model) for model in APPEND_ONLY])
def test_update_and_delete_are_refused_on_every_fact_table(table: str, engine: str) -> None:
    scene.send(scene.activity(scene.EAST_A, date(2024, 3, 8), "ann", trees=1))
    if not scene.query(f"SELECT 1 FROM {table}") and engine == "sqlite":
        pytest.skip("SQLite's guards are asked for each row, and there is none")
    assert triggers.MESSAGE in refused(f"UPDATE {table} SET seq = seq")
    assert triggers.MESSAGE in refused(f"DELETE FROM {table}")


@pytest.mark.engines("postgresql")
def test_truncate_is_refused(engine: str) -> None:
    for model in APPEND_ONLY:
        assert triggers.MESSAGE in refused(f"TRUNCATE {chain.table_of(model)}")


@pytest.mark.engines("sqlite")
def test_insert_or_replace_is_refused_by_every_key(engine: str) -> None:
    scene.send(scene.activity(scene.EAST_A, date(2024, 3, 8), trees=1))
    columns = "book, unit, element, part, day, month, tree_day, amount, record, number"
    values = "1, 1, 1, '', '2024-03-08', 24290, '2024-03-08', 5, 1, 1"
    assert "re-use" in refused(f"INSERT OR REPLACE INTO entry (seq, n, {columns}) VALUES (2, 1, {values})")
    assert "no column named rowid" in refused(  # kept by its key, a table has no second one that is hidden
        f"INSERT OR REPLACE INTO entry (rowid, seq, n, {columns}) VALUES (1, 9, 9, {values})"
    )
    with sql.write() as cursor:
        cursor.execute("INSERT INTO request (id, verb, digest, seq) VALUES ('a', 'b', 'c', 1)")
    assert "re-use" in refused(
        "INSERT OR REPLACE INTO request (rowid, id, verb, digest, seq) SELECT rowid, 'x', 'x', 'x', 9 FROM request"
    )
    assert "re-use" in refused(
        "INSERT OR REPLACE INTO record (id, uuid, unit, kind, seq) SELECT 99, uuid, 1, kind, 2 FROM record"
    )
    assert "re-use" in refused(
        "INSERT OR REPLACE INTO record (id, uuid, unit, kind, seq) VALUES (1, 'x', 1, '', 2)"
    )
    assert "re-use" in refused("INSERT OR IGNORE INTO event SELECT * FROM event")


@pytest.mark.engines("postgresql")
def test_on_conflict_update_is_refused(engine: str) -> None:
    statement = "INSERT INTO unit VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET seq = 5"
    assert triggers.MESSAGE in refused(statement)


def test_a_missing_guard_is_noticed_and_made_again() -> None:
    name = "entry_no_update"
    with sql.write() as cursor:
        on_table = " ON entry" if sql.is_postgres(cursor) else ""
        cursor.execute(f"DROP TRIGGER {name}{on_table}")
    with sql.snapshot() as cursor:
        assert triggers.missing(cursor) == [name]
    assert database.health()["triggers"] is False
    database.prepare()
    assert database.health() == {
        "database": True,
        "migrations": True,
        "triggers": True,
        "head": {"seq": 1, "hash": scene.query("SELECT hash FROM event WHERE seq = 1")[0][0]},
        "ok": True,
    }


@pytest.mark.engines("sqlite")
def test_a_guard_written_otherwise_counts_as_missing(engine: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER entry_no_delete")
        cursor.execute("CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT 1; END")
        assert triggers.missing(cursor) == ["entry_no_delete"]


@pytest.mark.engines("sqlite")
def test_a_table_that_a_migration_made_anew_is_kept_by_its_key_again_with_its_rows(engine: str) -> None:
    scene.send(scene.activity(scene.EAST_A, date(2024, 3, 8), trees=5))
    shape = "SELECT sql FROM sqlite_master WHERE tbl_name = 'entry' AND type IN ('table', 'index')"
    made, rows = scene.query(shape), scene.query("SELECT * FROM entry ORDER BY seq, n")
    with sql.write() as cursor:
        triggers.drop(cursor)
        cursor.execute("ALTER TABLE entry RENAME TO old")
        cursor.execute(str(made[0][0]).replace("WITHOUT ROWID", ""))
        cursor.execute("INSERT INTO entry SELECT * FROM old")
        cursor.execute("DROP TABLE old")
        cursor.execute(str(made[1][0]))
    database.prepare()
    assert rows and scene.query("SELECT * FROM entry ORDER BY seq, n") == rows
    assert scene.query(shape) == made and "WITHOUT ROWID" in str(made[0][0])
    with sql.write() as cursor:
        assert triggers.missing(cursor) == []
