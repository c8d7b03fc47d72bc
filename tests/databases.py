"""Gives tests databases of their own: each a fresh copy of a migrated template, never one that was flushed.

The ledger's tables refuse DELETE and TRUNCATE, so a database cannot be emptied, only thrown away.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

from tests import postgres
from tiendo.environment import Environment, django_databases, read_environment

ENGINES = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Database:
    """A database that exists while its test runs; Django's connections point to it."""

    engine: str
    home: Path
    url: str
    """Value of TIENDO_DATABASE_URL; empty for the SQLite file in `home`."""

    def environ(self) -> dict[str, str]:
        """Return the variables with which another process opens the same database."""
        return {"TIENDO_HOME": str(self.home), "TIENDO_DATABASE_URL": self.url}


@dataclass
class DatabaseFactory:
    """Makes databases of both engines; keeps one template of each and one PostgreSQL server."""

    folder: Path
    binaries: Path | None = None
    _server: postgres.Postgres | postgres.PostgresUnavailable | None = None
    _templates: dict[str, Path] = field(default_factory=dict)

    @contextmanager
    def fresh(self, engine: str) -> Iterator[Database]:
        """Give a new, empty, migrated database; Django's connections point to it inside the block."""
        self._make_template(engine)
        home = self.folder / f"home-{uuid.uuid4().hex[:12]}"
        make = self._copy_file if engine == "sqlite" else self._copy_database
        try:
            with make(home) as database, pointed_to(database):
                yield database
        finally:
            shutil.rmtree(home, ignore_errors=True)

    def server(self) -> postgres.Postgres:
        """Return the PostgreSQL server, started on first need, or raise `PostgresUnavailable`."""
        if self._server is None:
            try:
                self._server = postgres.start(self.binaries)
            except postgres.PostgresUnavailable as unavailable:
                self._server = unavailable
        if isinstance(self._server, postgres.PostgresUnavailable):
            raise self._server
        return self._server

    def close(self) -> None:
        """Stop the server, if one was started."""
        if isinstance(self._server, postgres.Postgres):
            self._server.stop()

    def _make_template(self, engine: str) -> None:
        if engine in self._templates:
            return
        from tiendo.storage.database import prepare  # here, so that tests of core run while storage does not

        home = self.folder / f"template-{engine}-{uuid.uuid4().hex[:12]}"
        home.mkdir()
        url = ""
        if engine == "postgresql":
            self.server().execute(f'CREATE DATABASE "{home.name}"')
            url = self.server().url(home.name)
        with pointed_to(Database(engine, home, url)):
            prepare()
        self._templates[engine] = home

    @contextmanager
    def _copy_file(self, home: Path) -> Iterator[Database]:
        shutil.copytree(self._templates["sqlite"], home)
        yield Database("sqlite", home, url="")

    @contextmanager
    def _copy_database(self, home: Path) -> Iterator[Database]:
        home.mkdir()
        server, name = self.server(), f"test_{uuid.uuid4().hex}"
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{self._templates["postgresql"].name}"')
        try:
            yield Database("postgresql", home, url=server.url(name))
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


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
