"""Filling an empty home with many events at once, and finding out how far an interrupted filling got."""

from __future__ import annotations

from tiendo.storage.database import without_waiting
from tiendo.storage.ledger import read_head
from tiendo.storage.sql import snapshot

__all__ = ["events_so_far", "without_waiting"]


def events_so_far() -> int:
    """How many events the ledger holds. Errors: Problem `database.unprepared`."""
    with snapshot() as cursor:
        return read_head(cursor).seq
