"""Filling an empty home with many events at once, and finding out how far an interrupted filling got."""

from __future__ import annotations

from collections.abc import Sequence

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.storage.database import without_waiting
from tiendo.storage.ledger import find_request, read_events, read_head
from tiendo.storage.sql import snapshot

__all__ = ["holds", "stand", "steps_done", "without_waiting"]

register(
    "filling.not_empty",
    ProblemKind.CONFLICT,
    "This ledger holds something else already; nothing was changed. Name an empty home in TIENDO_HOME.",
)


def steps_done(requests: Sequence[str]) -> int:
    """How many of these requests, which are carried out in this order, have been; others may stand between them.

    Errors: Problem `filling.not_empty` where the ledger holds events and none of these; `database.unprepared`.
    """
    with snapshot() as cursor:
        first, last = 0, len(requests)
        while first < last:
            middle = (first + last) // 2
            if find_request(cursor, requests[middle]) is None:
                last = middle
            else:
                first = middle + 1
        if first == 0 and read_head(cursor).seq > 0:
            raise Problem("filling.not_empty")
        return first


def stand() -> str:
    """Where the ledger stands, to be kept beside it and asked after with `holds`."""
    with snapshot() as cursor:
        head = read_head(cursor)
        return f"{head.seq} {head.hash}"


def holds(stand: str) -> bool:
    """Whether this ledger has come through where `stand` says; False for anything that is no stand."""
    seq, _, sealed = stand.partition(" ")
    if not seq.isdecimal():
        return False
    with snapshot() as cursor:
        found = read_events(cursor, [int(seq)]).get(int(seq))
        return found is not None and found.hash == sealed
