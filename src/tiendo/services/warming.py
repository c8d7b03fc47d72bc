"""Makes the first answer of a process as quick as the next: what overviews read is read before anybody asks."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.db import DatabaseError, connections

from tiendo.core.access import SYSTEM
from tiendo.core.errors import Problem
from tiendo.services.gate import root_of
from tiendo.services.overview import overview_of
from tiendo.services.questions import question


def warm(*, now: datetime) -> None:
    """Answer the overviews of the highest unit and its children once; what keeps any from it is told when asked for."""
    try:
        with suppress(Problem, DatabaseError):
            with question(actor=SYSTEM, known=None, now=now) as asked:
                root = root_of(asked.tree, asked.today)
                units = (root, *asked.tree.children(root, asked.today))
            for unit in units:
                overview_of(actor=SYSTEM, unit=unit, as_of=now.date(), now=now)
    finally:
        connections.close_all()
