"""Where a benchmark's database lies: a new one on each run, thrown away afterwards, waiting for the disk as in use."""

from __future__ import annotations

import os
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import django
from django.db.backends.utils import CursorWrapper

from tests import postgres

POSTGRESQL = {
    "autovacuum": "on",
    "fsync": "on",
    "full_page_writes": "on",
    "shared_buffers": "512MB",
    "synchronous_commit": "on",
}
"""What differs from the server of the tests, which keeps nothing safe."""


@contextmanager
def database(engine: str) -> Iterator[Mapping[str, str]]:
    """Give a fresh database of an engine to Django; answers the variables with which a process opens it."""
    home = Path(tempfile.mkdtemp(prefix="tiendo-bench-"))
    server = None
    try:
        url = ""
        if engine == "postgresql":
            postgres.SETTINGS.update(POSTGRESQL)
            server = postgres.start()
            server.execute("CREATE DATABASE benchmark")
            url = server.url("benchmark")
        environ = {
            "TIENDO_HOME": str(home),
            "TIENDO_DATABASE_URL": url,
            "TIENDO_SECRET_KEY": "benchmark-" * 4,
        }
        os.environ.update(environ, DJANGO_SETTINGS_MODULE="tiendo.settings")
        django.setup()
        from tiendo.storage.database import prepare  # noqa: PLC0415 - models need Django

        prepare()
        yield environ
        from django.db import connections  # noqa: PLC0415 - the same

        connections.close_all()
    finally:
        if server is not None:
            server.stop()
        shutil.rmtree(home, ignore_errors=True)


def program(cursor: CursorWrapper) -> str:
    """The database's name and version."""
    if cursor.db.vendor == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    cursor.execute("SHOW server_version")
    return f"PostgreSQL {cursor.fetchone()[0].split()[0]}"


def waited() -> tuple[int, int]:
    """How long this process has run and has waited for a processor so far, in nanoseconds; zeros where nobody knows."""
    try:
        ran, stood, _ = Path("/proc/self/schedstat").read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return 0, 0
    return int(ran), int(stood)


def waited_percent(since: tuple[int, int]) -> int:
    """How much of its time a process waited for others, who make every figure worse than it is."""
    ran, stood = (now - then for now, then in zip(waited(), since, strict=True))
    return 100 * stood // (ran + stood) if stood else 0


def loop_ms(steps: int = 300_000) -> float:
    """How long a fixed loop takes now, in milliseconds: how quick the machine is, which other guests of it change."""
    times = []
    for _ in range(5):
        began, found = time.perf_counter(), dict[int, int]()
        for number in range(steps):
            found[number % 1000] = found.get(number % 1000, 0) + number
        times.append(1_000 * (time.perf_counter() - began))
    return statistics.median(times)
