"""What is read from balances is what the model in memory adds up, on random histories."""

from __future__ import annotations

import os
import random
from datetime import date

import pytest

from tests.storage.test_agrees_with_core import KEYS, World
from tiendo.core.indicator import Comparator, Condition, Judged, Level, Persons, Ratio, Total, UnitShare
from tiendo.core.outcome import outcome_of
from tiendo.core.period import Window
from tiendo.core.rollup import Memory
from tiendo.core.submission import Book
from tiendo.storage import sql
from tiendo.storage.cells import read_excuses
from tiendo.storage.ledger import read_head
from tiendo.storage.persons import merged_into
from tiendo.storage.reading import LedgerReadings
from tiendo.storage.reading_kept import readings_at
from tiendo.storage.reading_scope import Needs
from tiendo.storage.records import posted_versions
from tiendo.storage.rules import catalogue_at

pytestmark = pytest.mark.usefixtures("ledger")

HEAVY = os.environ.get("TIENDO_HYPOTHESIS") == "heavy"

WINDOWS = (
    Window(date(2024, 1, 1), date(2025, 1, 1)),
    Window(date(2023, 9, 1), date(2024, 9, 1)),
    Window(date(2023, 10, 12), date(2024, 3, 20)),
    Window(date(2024, 2, 5), date(2024, 2, 21)),
    Window(date(2024, 3, 1), date(2024, 3, 16)),
)


BY_UNIT = frozenset(KEYS) - {"clubs"}
"""Of the others only sums are asked for, of the units looked at."""

_OVER = (("province", Judged.OWN), ("district", Judged.SUBTREE), ("commune", Judged.SUBTREE))
INDICATORS = (
    Total("trees"),
    Level("youth"),
    Persons("trained"),
    Ratio((Total("turns"),), (Total("money"),)),
    Ratio((Persons("trained"),), (Level("youth"),)),
    UnitShare(("district", "commune"), Condition(Total("trees"), Comparator.AT_LEAST, 5), _OVER),
    UnitShare(("commune",), Condition(Persons("trained"), Comparator.AT_LEAST, 2), _OVER),
    UnitShare(("province", "district"), Condition(Level("youth"), Comparator.AT_MOST, 9), _OVER),
)


@pytest.mark.parametrize("seed", range(30 if HEAVY else 5))
def test_readings_agree_with_the_model(seed: int) -> None:
    world = World(seed)
    chance = random.Random(seed)
    for _ in range(40):
        world.step()
    with sql.snapshot() as cursor:
        units = tuple(catalogue_at(cursor, read_head(cursor).seq).tree.units())
    _agree(tuple(chance.sample(units, min(4, len(units)))), chance)


@pytest.mark.parametrize("seed", range(100, 120 if HEAVY else 104))
def test_what_was_read_before_is_brought_up_to_date(seed: int) -> None:
    """The same units and windows are asked again and again while work goes on."""
    world = World(seed)
    chance = random.Random(seed)
    for _ in range(25):
        world.step()
    with sql.snapshot() as cursor:
        units = tuple(catalogue_at(cursor, read_head(cursor).seq).tree.units())
    chosen = tuple(chance.sample(units, min(4, len(units))))
    for _ in range(12):
        _agree(chosen, chance)
        world.step()


def _agree(chosen: tuple[int, ...], chance: random.Random) -> None:
    with sql.snapshot() as cursor:
        head = read_head(cursor)
        catalogue = catalogue_at(cursor, head.seq)
        needs = Needs(frozenset(KEYS), BY_UNIT, WINDOWS)
        for book in Book:
            versions = merged_into(cursor, posted_versions(cursor, book, keys=catalogue.keys))
            excused = read_excuses(cursor, catalogue.tree.units())
            memory = Memory(versions, catalogue.rules, excused=excused)
            fast = readings_at(cursor, head, needs, book, full=chosen[:2], totals=chosen[2:])
            _outcomes_agree(memory, fast, chosen)
            _compare(memory, fast, chosen, chance)


def _compare(memory: Memory, fast: LedgerReadings, chosen: tuple[int, ...], chance: random.Random) -> None:
    tree = memory.rules.tree
    for key in KEYS:
        for window in WINDOWS:
            for unit in chosen:
                place = (key, window, unit)
                slow_sums = memory.contributions(unit, key, window)
                fast_sums = fast.contributions(unit, key, window)
                if unit not in fast.full:
                    assert _total(fast_sums) == _total(slow_sums), place
                else:
                    assert _plain(fast_sums) == _plain(slow_sums), place
                assert fast.named(unit, key, window) == memory.named(unit, key, window), place
                if key not in BY_UNIT:
                    continue
                assert fast.parts(unit, key, window) == memory.parts(unit, key, window), place
                judged = {each: chance.choice(list(Judged)) for each in tree.subtree(unit, window.last)}
                assert fast.works(judged, key, window) == memory.works(judged, key, window), (place, judged)


def _outcomes_agree(memory: Memory, fast: LedgerReadings, chosen: tuple[int, ...]) -> None:
    """What core makes of both; outcomes kept beside the sums must go when what they stand on changes."""
    for indicator in INDICATORS:
        for window in WINDOWS:
            for unit in chosen:
                slow, quick = (
                    outcome_of(indicator, unit, window, readings=readings, over=True)
                    for readings in (memory, fast)
                )
                assert slow == quick, (indicator, unit, window)


def _plain(found: dict) -> dict:
    return {via: part for via, part in found.items() if part.amount or any(part.coverage)}


def _total(found: dict) -> tuple:
    parts = list(found.values())
    return (
        sum(part.amount for part in parts),
        tuple(map(sum, zip(*[p.coverage for p in parts], strict=True))) or (0,) * 5,
    )
