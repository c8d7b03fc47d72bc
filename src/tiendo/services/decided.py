"""What was decided, as known at an event: plans, the organisation's settings, and per plan its choices and shares.

What is known at the head is kept in the process by the mark of the plans, which names all that was decided before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.backends.utils import CursorWrapper

from tiendo.storage import catalogue
from tiendo.storage.catalogue import Allocated, Choice
from tiendo.storage.ledger import Head


@dataclass(frozen=True)
class Decided:
    """Documents of the plans by key in order of adoption, and the organisation's settings; nobody changes them."""

    plans: Mapping[str, dict[str, Any]]
    organisation: Mapping[str, Any]
    known: int
    _of_plan: dict[str, tuple[list[Choice], list[Allocated]]] = field(default_factory=dict)

    def of_plan(self, cursor: CursorWrapper, key: str) -> tuple[list[Choice], list[Allocated]]:
        """Choices for a plan's settings and what was handed down of it, in ledger order."""
        found = self._of_plan.get(key)
        if found is None:
            found = catalogue.read_choices_and_allocations(cursor, key, self.known)
            self._of_plan[key] = found
        return found


_held: dict[str, Decided] = {}


def decided_at(cursor: CursorWrapper, stand: Head, known: int) -> Decided:
    """What was decided up to an event, in the snapshot that stands at `stand`."""
    if known != stand.seq:
        return Decided(*catalogue.read_decided(cursor, known), known)
    found = _held.get(stand.plan_mark)
    if found is None:
        found = Decided(*catalogue.read_decided(cursor, known), known)
        _held.clear()
        _held[stand.plan_mark] = found
    return found


def forget() -> None:
    """Drop what is kept."""
    _held.clear()
