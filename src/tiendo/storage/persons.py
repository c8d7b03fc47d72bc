"""Persons counted once: random ids everywhere, names only in one erasable table, merges as events."""

from __future__ import annotations

from dataclasses import replace

from django.db.backends.utils import CursorWrapper

from tiendo.core.submission import Participation, Version
from tiendo.storage.rules import NOW
from tiendo.storage.sql import fetch_all


def read_merges(cursor: CursorWrapper, known: int = NOW) -> dict[str, str]:
    """For every merged person id, the id that counts instead, as known at an event."""
    query = "SELECT merged, kept FROM person_merge WHERE seq <= %s ORDER BY seq"
    merges = dict(fetch_all(cursor, query, [known]))
    for merged, kept in list(merges.items()):
        while kept in merges:
            kept = merges[kept]
        merges[merged] = kept
    return merges


def merged_into(cursor: CursorWrapper, versions: list[Version], known: int = NOW) -> list[Version]:
    """The versions with every merged person replaced by the one that counts, each once."""
    if not any(version.participants for version in versions):
        return versions
    merges = read_merges(cursor, known)
    return [_merged(version, merges) for version in versions] if merges else versions


def _merged(version: Version, merges: dict[str, str]) -> Version:
    counted = {
        Participation(seat.element, merges.get(seat.person, seat.person)): None
        for seat in version.participants
    }
    return replace(version, participants=tuple(counted)) if version.participants else version
