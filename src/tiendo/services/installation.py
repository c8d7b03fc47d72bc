"""The installation itself: is it prepared, is it well, what day does it work on, is what it holds simulated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError, connections

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.storage import catalogue, database
from tiendo.storage.sql import snapshot

register(
    "database.absent",
    ProblemKind.UNAVAILABLE,
    "There is no ledger in {place} yet: make one with tiendo init, or name the right home in TIENDO_HOME.",
)
register(
    "database.unusable",
    ProblemKind.UNAVAILABLE,
    "The database cannot be used ({reason}): look at TIENDO_HOME and TIENDO_DATABASE_URL.",
)


def prepare_database() -> None:
    """Make or bring up to date the tables and their guards. Errors: Problem `database.schema`."""
    database.prepare()


@contextmanager
def usable_database() -> Iterator[None]:
    """Tell a database that does not answer, is full or may not be written. Errors: Problem `database.unusable`."""
    try:
        yield
    except (InterfaceError, DatabaseError) as failure:
        problem = told_of_database(failure)
        if problem is None:
            raise
        raise problem from failure


def told_of_database(failure: Exception) -> Problem | None:
    """The refusal for a database that does not answer, is full or may not be written; None for a bug."""
    if type(failure) not in {DatabaseError, InterfaceError, OperationalError}:
        return None  # a wrong statement or value
    return Problem("database.unusable", reason=(str(failure).splitlines() or [type(failure).__name__])[0])


def check_prepared() -> None:
    """Refuse a home nobody prepared, without making anything in it. Errors: Problem `database.*`."""
    connection = connections["snapshot"]
    name = str(connection.settings_dict["NAME"])
    embedded = connection.vendor == "sqlite"
    missing = embedded and not name.startswith("file:") and not Path(name).is_file()
    if missing or "head" not in connection.introspection.table_names():
        raise Problem("database.absent", place=Path(name).parent if embedded else name)
    database.check_schema()


def health() -> dict[str, Any]:
    """What a watchman asks: database, migrations, triggers, head."""
    return database.health()


def organisation() -> dict[str, Any]:
    """The organisation's own settings, its name among them; empty before it is founded."""
    return _held()


def operating_day() -> date | None:
    """The organisation's operating day, where it has one."""
    return day_of(_held())


def day_of(held: Mapping[str, Any]) -> date | None:
    """The operating day among an organisation's settings, where it has one."""
    day = held.get("operating_day")
    return date.fromisoformat(str(day)) if day else None


def is_simulated() -> bool:
    """Whether everything in this installation is an example and no real work."""
    return bool(_held().get("simulated"))


def organisation_name() -> str:
    """The organisation's name; empty before it is founded."""
    return str(_held().get("name", ""))


def is_founded() -> bool:
    """Whether there is an organisation."""
    return bool(_held())


def throw_database_away() -> bool:
    """Remove the embedded database's files; False where it is a server's. Only for what can be made again."""
    return database.throw_away()


def _held() -> dict[str, Any]:
    with snapshot() as cursor:
        return catalogue.read_organisation(cursor)
