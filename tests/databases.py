"""Gives tests databases of their own: each a fresh copy of a migrated template, never one that was flushed.

The ledger's tables refuse DELETE and TRUNCATE, so a database cannot be emptied, only thrown away.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connections

from tests import postgres
from tiendo.environment import Environment, django_databases, read_environment

ENGINES = ("sqlite", "postgresql")

Begin = Callable[[], object]
"""Founds what a test begins with, in the empty database Django points to."""

ROOM = 2_000_000_000
"""Bytes that the databases of all tests at one time stay well below."""


def scratch_folder() -> str | None:
    """Return where databases are made and thrown away: in memory where there is room, which is ten times as quick."""
    memory = Path("/dev/shm")
    in_memory = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM
    return str(memory) if in_memory else None


class QuickHasher(Argon2PasswordHasher):
    """Argon2 with the least of work: what tests keep, nobody tries to guess."""

    time_cost, memory_cost, parallelism = 1, 8, 1


@dataclass(frozen=True)
class Database:
    """A database that exists while its test runs; Django's connections point to it."""

    engine: str
    home: Path
    url: str
    """Value of TIENDO_DATABASE_URL; empty for the SQLite file in `home`."""
    begun: Any = None
    """What the function answered that founded what is in it."""

    def environ(self) -> dict[str, str]:
        """Return the variables with which another process opens the same database."""
        return {"TIENDO_HOME": str(self.home), "TIENDO_DATABASE_URL": self.url}


@dataclass
class DatabaseFactory:
    """Makes databases of both engines; keeps one PostgreSQL server, and a template for each way to begin."""

    folder: Path
    binaries: Path | None = None
    _server: postgres.Postgres | postgres.PostgresUnavailable | None = None
    _templates: dict[tuple[str, Begin | None], Database] = field(default_factory=dict)

    @contextmanager
    def fresh(self, engine: str, begin: Begin | None = None) -> Iterator[Database]:
        """Give a new migrated database; Django's connections point to it inside the block.

        It is empty, or as `begin` left one: that runs once, and every further database is a copy of what it made.
        """
        database = self._copy(self._template(engine, begin), "home")
        try:
            with pointed_to(database):
                yield database
        finally:
            if engine == "postgresql":
                self.server().execute(f'DROP DATABASE "{database.home.name}" WITH (FORCE)')
            shutil.rmtree(database.home, ignore_errors=True)

    def server(self) -> postgres.Postgres:
        """Return the PostgreSQL server, started on first need, or raise `PostgresUnavailable`."""
        if self._server is None:
            try:
                self._server = postgres.start(self.binaries, inside=scratch_folder())
            except postgres.PostgresUnavailable as unavailable:
                self._server = unavailable
        if isinstance(self._server, postgres.PostgresUnavailable):
            raise self._server
        return self._server

    def close(self) -> None:
        """Stop the server, if one was started."""
        if isinstance(self._server, postgres.Postgres):
            self._server.stop()

    def _template(self, engine: str, begin: Begin | None) -> Database:
        if (engine, begin) not in self._templates:
            made = self._begun(engine, begin) if begin else self._migrated(engine)
            self._templates[engine, begin] = made
        return self._templates[engine, begin]

    def _begun(self, engine: str, begin: Begin) -> Database:
        made = self._copy(self._template(engine, None), "template")
        with pointed_to(made):
            return replace(made, begun=begin())

    def _migrated(self, engine: str) -> Database:
        from tiendo.storage.database import prepare  # here, so that tests of core run while storage does not

        made = self._named(engine, f"template-{uuid.uuid4().hex}")
        made.home.mkdir()
        if engine == "postgresql":
            self.server().execute(f'CREATE DATABASE "{made.home.name}"')
        with pointed_to(made):
            prepare()
        return made

    def _copy(self, template: Database, what: str) -> Database:
        made = self._named(template.engine, f"{what}-{uuid.uuid4().hex}")
        made = replace(made, begun=deepcopy(template.begun))
        shutil.copytree(template.home, made.home)
        if made.engine == "postgresql":
            self.server().execute(
                f'CREATE DATABASE "{made.home.name}" TEMPLATE "{template.home.name}" STRATEGY FILE_COPY'
            )
        return made

    def _named(self, engine: str, name: str) -> Database:
        return Database(engine, self.folder / name, self.server().url(name) if engine == "postgresql" else "")


@contextmanager
def pointed_to(database: Database) -> Iterator[None]:
    """Point Django, in every thread, to this database; afterwards to where it pointed before."""
    before = settings.ENVIRONMENT, settings.DATABASES
    environment = read_environment(database.environ())
    _point_to(environment, quick(django_databases(environment.database)))
    try:
        yield
    finally:
        _point_to(*before)


def point_nowhere() -> None:
    """Make every query fail: a test that asks for no database must not find one."""
    missing = {"ENGINE": "django.db.backends.sqlite3", "NAME": "/nonexistent/ask-for-the-fixture-database"}
    _point_to(settings.ENVIRONMENT, {"default": dict(missing), "snapshot": dict(missing)})


def quick(databases: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Leave out the waiting for the disk: a test's database need not survive a power cut."""
    for options in (each["OPTIONS"] for each in databases.values()):
        if "init_command" in options:
            options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    return databases


def _point_to(environment: Environment, databases: dict[str, dict[str, Any]]) -> None:
    for connection in connections.all(initialized_only=True):
        connection.close()
        del connections[connection.alias]
    settings.ENVIRONMENT = environment
    settings.TIENDO_HOME = environment.home
    settings.DATABASES = databases
    connections.settings = connections.configure_settings(databases)
