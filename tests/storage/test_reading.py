"""What is read from balances is what the model in memory adds up, on random histories."""

from __future__ import annotations

import random
from datetime import date

import pytest

from tests.storage.test_agrees_with_core import KEYS, World
from tiendo.core.indicator import ElementKind, Judged
from tiendo.core.period import Window
from tiendo.core.rollup import Memory
from tiendo.core.submission import Book
from tiendo.storage import sql
from tiendo.storage.cells import read_excuses
from tiendo.storage.ledger import read_head
from tiendo.storage.persons import merged_into
from tiendo.storage.reading import LedgerReadings, Needs
from tiendo.storage.records import posted_versions
from tiendo.storage.rules import catalogue_at

pytestmark = pytest.mark.usefixtures("ledger")

WINDOWS = (
    Window(date(2024, 1, 1), date(2025, 1, 1)),
    Window(date(2023, 9, 1), date(2024, 9, 1)),
    Window(date(2023, 10, 12), date(2024, 3, 20)),
    Window(date(2024, 2, 5), date(2024, 2, 21)),
    Window(date(2024, 3, 1), date(2024, 3, 16)),
)


@pytest.mark.parametrize("seed", range(8))
def test_readings_agree_with_the_model(seed: int) -> None:
    world = World(seed)
    chance = random.Random(seed)
    for _ in range(40):
        world.step()
    with sql.snapshot() as cursor:
        catalogue = catalogue_at(cursor, read_head(cursor).seq)
        units = tuple(catalogue.tree.units())
        chosen = tuple(chance.sample(units, min(4, len(units))))
        needs = Needs(chosen, frozenset(KEYS), frozenset(KEYS), WINDOWS)
        for book in Book:
            versions = merged_into(cursor, posted_versions(cursor, book, keys=catalogue.keys))
            memory = Memory(versions, catalogue.rules, excused=read_excuses(cursor, units))
            _compare(memory, LedgerReadings(cursor, catalogue, book, needs), chosen, chance)


def _compare(memory: Memory, fast: LedgerReadings, chosen: tuple[int, ...], chance: random.Random) -> None:
    tree = memory.rules.tree
    for key in KEYS:
        for window in WINDOWS:
            for unit in chosen:
                place = (key, window, unit)
                slow_sums = memory.contributions(unit, key, window)
                fast_sums = fast.contributions(unit, key, window)
                if unit in fast._derived:
                    assert _total(fast_sums) == _total(slow_sums), place
                else:
                    assert _plain(fast_sums) == _plain(slow_sums), place
                assert fast.named(unit, key, window) == memory.named(unit, key, window), place
                assert fast.parts(unit, key, window) == memory.parts(unit, key, window), place
                judged = {
                    each: chance.choice(list(Judged))
                    for each in tree.subtree(unit, window.last)
                    if memory.rules.elements[key].kind is not ElementKind.PERSONS
                }
                assert fast.works(judged, key, window) == memory.works(judged, key, window), (place, judged)


def _plain(found: dict) -> dict:
    return {via: part for via, part in found.items() if part.amount or any(part.coverage)}


def _total(found: dict) -> tuple:
    parts = list(found.values())
    return (
        sum(part.amount for part in parts),
        tuple(map(sum, zip(*[p.coverage for p in parts], strict=True))) or (0,) * 5,
    )
