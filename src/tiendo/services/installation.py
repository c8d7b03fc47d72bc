"""The installation itself: is it prepared, is it well, what day does it work on, is what it holds simulated."""

from __future__ import annotations

from datetime import date
from typing import Any

from tiendo.storage import catalogue, database
from tiendo.storage.sql import snapshot


def prepare_database() -> None:
    """Make or bring up to date the tables and their guards. Errors: Problem `database.schema`."""
    database.prepare()


def health() -> dict[str, Any]:
    """What a watchman asks: database, migrations, triggers, head."""
    return database.health()


def operating_day() -> date | None:
    """The organisation's operating day, where it has one."""
    held = _held().get("operating_day")
    return date.fromisoformat(str(held)) if held else None


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
