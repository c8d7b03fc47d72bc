"""The same told again in another database: the tree first, the facts in another order, acceptances in any."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from tests.generative import ledger_checks as checks
from tests.generative.ledger_cast import NOW, PEOPLE, RANKS, core_change, core_element, core_level
from tests.generative.model_log import Log
from tiendo.core.period import Month
from tiendo.core.submission import Book, Version
from tiendo.storage import catalogue, months, persons, posting, records, sql, tree
from tiendo.storage.ledger import Session, writing

Step = Callable[[Session], None]


def versions_told() -> list[Version]:
    """Every version there is, sent or not."""
    with sql.snapshot() as cursor:
        keys = dict(sql.fetch_all(cursor, "SELECT id, key FROM element_number"))
        wanted = sql.fetch_all(cursor, "SELECT record, number FROM version")
        return sorted(records.versions_of(cursor, wanted, keys=keys), key=lambda v: (v.record, v.number))


def tell_again(log: Log, versions: list[Version], chance: random.Random) -> dict[str, Any]:
    """Tell all of it to the database at hand, in an order of its own; answers its sums."""
    with event() as session:
        tree.define_levels(session, [core_level(key) for key in RANKS])
        elements = {element.key: element for _, element in log.elements}
        catalogue.define_elements(session, [core_element(element) for element in elements.values()])
        tree.change_units(session, [core_change(change) for _, change in log.changes])
        persons.add_persons(session, [persons.Named(person, person) for person in PEOPLE])
    for _, month, cutoff in log.cutoffs:
        with event() as session:
            catalogue.set_calendar(session, Month(month), cutoff)
    with event() as session:
        numbers = records.add_versions(session, versions, author="tester")
    steps = in_any_order(log, numbers, chance)
    for step in steps:
        with event() as session:
            step(session)
    with sql.snapshot() as cursor:
        return {book.value: checks.stored(cursor, book) for book in Book}


def in_any_order(log: Log, numbers: dict[str, int], chance: random.Random) -> list[Step]:
    """What counts in the end, and what changes what it comes to; mergers stay in order among themselves."""
    steps: list[Step] = []
    for (unit, month), flag in {place: flag for _, place, flag in log.excuses}.items():
        steps.append(_excusing(unit, month, flag))
    for book in Book:
        pairs = [(numbers[record], fact.number) for record, fact in log.live(book.value).items()]
        chance.shuffle(pairs)
        while pairs:
            size = chance.randrange(1, 4)
            steps.append(_posting(book, pairs[:size]))
            pairs = pairs[size:]
    chance.shuffle(steps)
    places = sorted(chance.randrange(len(steps) + 1) for _ in log.merges)
    for place, (_, kept, merged) in reversed(list(zip(places, log.merges, strict=True))):
        steps.insert(place, _merging(kept, merged))
    return steps


def _excusing(unit: int, month: int, excused: bool) -> Step:
    return lambda session: months.excuse_months(session, [(unit, Month(month))], excused=excused, reason="")


def _posting(book: Book, pairs: list[tuple[int, int]]) -> Step:
    return lambda session: posting.post(session, book, pairs)


def _merging(kept: str, merged: str) -> Step:
    return lambda session: posting.merge_persons(session, kept, merged)


def event() -> AbstractContextManager[Session]:
    """One event nobody asked for."""
    return writing(now=NOW, verb="again", person="tester")
