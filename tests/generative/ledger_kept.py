"""Asks the same of a ledger again and again while its history goes on: what is kept must follow what is posted."""

from __future__ import annotations

from datetime import date

from tests.generative import ledger_checks as checks
from tests.generative.model_log import EVER, Log
from tiendo.core.indicator import (
    Comparator,
    Condition,
    Indicator,
    Judged,
    Level,
    Persons,
    Ratio,
    Total,
    UnitShare,
)
from tiendo.core.outcome import outcome_of
from tiendo.core.period import Window
from tiendo.core.submission import Book
from tiendo.storage import sql

WINDOWS = (Window(date(2023, 8, 1), date(2024, 4, 1)), Window(date(2023, 9, 12), date(2024, 1, 16)))
UNITS = (1, 2, 4)
_OVER = (("district", Judged.OWN), ("commune", Judged.SUBTREE))
INDICATORS: tuple[Indicator, ...] = (
    Total("money"),
    Persons("trained"),
    Level("youth"),
    Ratio((Total("trees"),), (Persons("trained"),)),
    Ratio((Total("turns"),), (Level("youth"),)),
    Ratio((Total("clubs"),), (Total("pupils"),)),
    UnitShare(("commune",), Condition(Total("turns"), Comparator.AT_LEAST, 9), _OVER),
    UnitShare(("commune",), Condition(Level("areas"), Comparator.AT_MOST, 9), _OVER),
    UnitShare(("district", "commune"), Condition(Persons("trained"), Comparator.AT_LEAST, 2), _OVER),
)


def check_kept(log: Log) -> None:
    """What is read from balances is what the model says, and what core makes of it what it makes of the facts."""
    with sql.snapshot() as cursor:
        for book in Book:
            picture, ledger = log.picture(book.value), checks.ledger_at(cursor, book, UNITS, WINDOWS)
            memory = checks.memory_at(cursor, book, EVER)
            for window in WINDOWS:
                checks.check_readings(ledger, picture, window.start, window.last, units=UNITS)
                for unit in UNITS:
                    for one in INDICATORS:
                        wanted = outcome_of(one, unit, window, readings=memory, over=True)
                        assert outcome_of(one, unit, window, readings=ledger, over=True) == wanted, (
                            unit,
                            one,
                        )
