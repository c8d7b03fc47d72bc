"""Ids of requests: a form carries one, so that a double click or the back button asks for the same thing again."""

from __future__ import annotations

from uuid import UUID, uuid4


def request_id() -> str:
    """A new id, made when a form is shown."""
    return str(uuid4())


def request_id_of(given: str) -> str:
    """The id a form brought along; a new one where it brought none or something else."""
    try:
        return str(UUID(given))
    except ValueError:
        return request_id()
