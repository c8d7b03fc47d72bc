"""The tests' own databases do what the other tests rely on."""

from __future__ import annotations

import threading
import time

import pytest
from django.conf import settings
from django.db import connections
from django.db.utils import Error, OperationalError


def query(alias: str, statement: str) -> list[tuple[object, ...]]:
    with connections[alias].cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def test_a_test_that_asks_for_no_database_finds_none():
    with pytest.raises(OperationalError):
        query("default", "SELECT 1")


@pytest.mark.parametrize("time_of_use", [1, 2])
def test_each_test_gets_a_database_without_the_last_ones_rows(database, time_of_use):
    assert query("default", "SELECT COUNT(*) FROM django_migrations WHERE app = 'x'") == [(0,)]
    with connections["default"].cursor() as cursor:
        cursor.execute("CREATE TABLE left_behind (n integer)")


def test_snapshot_reads_the_same_data_and_cannot_write(database):
    assert query("snapshot", "SELECT COUNT(*) FROM django_migrations")[0][0] > 0
    with pytest.raises(Error, match=r"read-?only|query_only"), connections["snapshot"].cursor() as cursor:
        cursor.execute("CREATE TABLE forbidden (n integer)")


def test_a_thread_reaches_the_same_database(database):
    with connections["default"].cursor() as cursor:
        cursor.execute("CREATE TABLE shared (n integer)")
    seen: list[object] = []

    def look() -> None:
        seen.extend(query("snapshot", "SELECT COUNT(*) FROM shared"))
        connections.close_all()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert seen == [(0,)]


def test_the_factory_gives_many(engine, database_factory):
    started = time.monotonic()
    for _ in range(5):
        with database_factory.fresh(engine) as database:
            assert database.engine == engine
            query("default", "SELECT 1")
    assert time.monotonic() - started < 30


def test_inside_a_test_another_database_may_be_opened(database, engine, database_factory):
    with connections["default"].cursor() as cursor:
        cursor.execute("CREATE TABLE outer_one (n integer)")
    with database_factory.fresh(engine), pytest.raises(Error):
        query("default", "SELECT * FROM outer_one")
    assert query("default", "SELECT COUNT(*) FROM outer_one") == [(0,)]
    assert database.home == settings.TIENDO_HOME


@pytest.mark.engines("sqlite")
def test_sqlite_is_set_as_the_ledger_needs(database):
    assert query("default", "PRAGMA journal_mode") == [("wal",)]
    assert query("default", "PRAGMA foreign_keys") == [(1,)]
    assert query("snapshot", "PRAGMA query_only") == [(1,)]


@pytest.mark.engines("postgresql")
def test_postgresql_snapshot_is_repeatable_and_read_only(database):
    assert query("snapshot", "SHOW transaction_isolation") == [("repeatable read",)]
    assert query("snapshot", "SHOW transaction_read_only") == [("on",)]
    assert query("default", "SHOW transaction_isolation") == [("read committed",)]
