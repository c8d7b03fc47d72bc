"""Makes the first answer as quick as the next: what overviews read is read before anybody asks."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime

from django.db import DatabaseError, connections

from tiendo.core.access import SYSTEM
from tiendo.core.errors import Problem
from tiendo.core.orgunit import UnitId
from tiendo.services.gate import root_of
from tiendo.services.overview import overview_of
from tiendo.services.questions import Question, question

LOOKED_AFTER = 20.0
"""Seconds between two looks at whether a new day has begun, or units, elements or plans have changed."""
PAUSE = 0.01
"""Seconds between two units, in which people's questions go first."""

Stand = tuple[date, str, str, str]
"""What warmed figures hang on: the day, and the marks of tree, catalogue and plans."""


def keep_warm(now: Callable[[], datetime]) -> None:
    """Warm at once and whenever what was warmed no longer serves; for a thread that ends with its process."""
    warmed: Stand | None = None
    while True:
        # Nothing founded yet, or a database away for a moment: looked at again.
        with suppress(Problem, DatabaseError):
            stand = stand_of(now())
            if stand != warmed:
                warm(now=now(), pause=PAUSE)
                warmed = stand
        time.sleep(LOOKED_AFTER)


def stand_of(now: datetime) -> Stand:
    """What figures of today hang on. Errors: Problem while there is no organisation to ask about, DatabaseError."""
    try:
        with question(actor=SYSTEM, known=None, now=now) as asked:
            stand = asked.stand
            return asked.today, stand.tree_mark, stand.catalogue_mark, stand.plan_mark
    finally:
        connections.close_all()


def warm(*, now: datetime, pause: float = 0.0) -> None:
    """Answer the overviews of all units that have others below them; what keeps one from it is told when asked for.

    Errors: Problem while there is no organisation to ask about, DatabaseError.
    """
    try:
        with question(actor=SYSTEM, known=None, now=now) as asked:
            units = _superior(asked)
        for unit in units:
            with suppress(Problem):
                overview_of(actor=SYSTEM, unit=unit, as_of=now.date(), now=now)
            time.sleep(pause)
    finally:
        connections.close_all()


def _superior(asked: Question) -> list[UnitId]:
    """Units with others below them, the highest first: what they read answers for those below them, too."""
    tree, day = asked.tree, asked.today
    found, row = [], [root_of(tree, day)]
    while row:
        found += row
        row = [child for unit in row for child in tree.children(unit, day) if tree.children(child, day)]
    return found
