"""What is asked of a ledger when its history is over: any window, earlier heads, rebuilding."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from typing import Any

from tests.generative import ledger_checks as checks
from tests.generative.ledger_cast import DAYS
from tests.generative.ledger_world import World
from tests.generative.model import Picture
from tests.generative.model_log import EVER
from tests.generative.model_tree import DAY
from tiendo.core.period import Window
from tiendo.core.submission import Book
from tiendo.storage import months, sql
from tiendo.storage.export import export_rows
from tiendo.storage.rebuild import rebuild
from tiendo.storage.verify import verify


def check_all(world: World, moments: dict[int, dict[str, Any]], chance: random.Random) -> dict[str, Any]:
    """Everything that must hold in the end, in the database the history was told to; answers its sums."""
    log = world.log
    checks.check_tables(log)
    with sql.snapshot() as cursor:
        checks.check_facts(cursor, log)
        held = {book.value: checks.stored(cursor, book) for book in Book}
        check_known(world, moments, chance, cursor)
        check_windows(world, chance, cursor)
        check_export(moments, chance, cursor)
        check_frozen(world, cursor)
    assert verify() == []
    rebuild()
    with sql.snapshot() as cursor:
        assert {book.value: checks.stored(cursor, book) for book in Book} == held
    return held


def remembered() -> dict[str, Any]:
    """What can be read now: the balances of both books."""
    with sql.snapshot() as cursor:
        return {book.value: checks.stored_balances(cursor, sql.BOOKS[book]) for book in Book}


def check_known(world: World, moments: dict[int, dict[str, Any]], chance: random.Random, cursor: Any) -> None:
    """What was readable at every remembered head is what is known of it now, by the model and by core."""
    log = world.log
    for head, readable in moments.items():
        for book in Book:
            checks.same(checks.known_balances(cursor, sql.BOOKS[book], head), readable[book.value])
            checks.same(checks.balances(log.picture(book.value, head)), readable[book.value])
    for head in chance.sample(sorted(moments), min(2, len(moments))):
        book = chance.choice(list(Book))
        picture = log.picture(book.value, head)
        first, last = window(chance, picture)
        checks.check_readings(checks.memory_at(cursor, book, head), picture, first, last)


def check_export(moments: dict[int, dict[str, Any]], chance: random.Random, cursor: Any) -> None:
    """A stranger who has only the exported tables comes to the same balances."""
    if not moments:
        return
    head = chance.choice(sorted(moments))
    stretches: dict[int, list[dict[str, Any]]] = {}
    for row in exported(cursor, "units", head):
        stretches.setdefault(row["unit_id"], []).append(row)

    def above(unit: int, day: date) -> int | None:
        held = [s for s in stretches[unit] if s["valid_from"] <= day and (s["valid_to"] or date.max) > day]
        return held[0]["parent_id"] or None if held else None

    found: dict[str, Counter[tuple[Any, ...]]] = {book.value: Counter() for book in Book}
    for row in exported(cursor, "entries", head):
        via, unit, day = 0, row["unit_id"], row["tree_day"]
        while unit is not None:
            place = (unit, via, row["element"], row["part"], int(row["month"]))
            found[row["book"]][place] += row["amount"]
            via, unit = unit, above(unit, day)
    for book, sums in found.items():
        checks.same({place: amount for place, amount in sums.items() if amount}, moments[head][book])


def exported(cursor: Any, table: str, known: int) -> list[dict[str, Any]]:
    """Rows of an exported table by column."""
    columns, *rows = export_rows(cursor, table, known)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def check_windows(world: World, chance: random.Random, cursor: Any) -> None:
    """Any window, by core's slow engine over what is stored, from balances, and by the model."""
    for book in Book:
        picture, memory = world.log.picture(book.value), checks.memory_at(cursor, book, EVER)
        windows = [window(chance, picture), whole_window(chance, picture.days), window(chance, picture)]
        for first, last in windows[:2]:
            checks.check_readings(memory, picture, first, last)
        units = picture.days.units()
        units = chance.sample(units, chance.randrange(1, len(units)))
        asked = [Window(first, last + DAY) for first, last in windows]
        ledger = checks.ledger_at(cursor, book, units, asked)
        for first, last in windows:
            checks.check_readings(ledger, picture, first, last, units=units)
        check_days(checks.stored_entries(cursor, sql.BOOKS[book]), picture, chance)


def check_days(entries: checks.Sums, picture: Any, chance: random.Random) -> None:
    """Entries summed by day, with their ancestors on the tree day: children + own + former = parent."""
    days = checks.interesting_days(picture)
    for day in chance.sample(days, min(4, len(days))):
        for key, element in picture.elements.items():
            found: dict[tuple[int, int], int] = {}
            for (unit, of, part, when, tree_day, _), amount in entries.items():
                if (of, part) == (key, "") and when <= day:
                    steps = list(picture.days.steps(unit, tree_day))
                    assert steps, "an entry lies outside its unit's life"
                    for step in steps:
                        found[step] = found.get(step, 0) + amount
            found = {step: amount for step, amount in found.items() if amount}
            checks.same(found, picture.sums(key, date.min, day))
            if element.kind == "stock":
                now = {(picture.days.state(unit, day).parent, unit) for unit in picture.days.below(1, day)}
                assert {step for step in found if step[1]} <= now, (
                    "a closed or moved unit still holds a stock"
                )


def window(chance: random.Random, picture: Picture) -> tuple[date, date]:
    """Two days, in order, near to which something happens."""
    days = [day for day in checks.interesting_days(picture) if day.year > 2022] or DAYS
    one, other = chance.choice(days), chance.choice(days)
    return min(one, other), max(one, other)


def whole_window(chance: random.Random, days: Any) -> tuple[date, date]:
    """The first and last day of some months."""
    first = 2023 * 12 + chance.randrange(6, 13)
    return days.first_day(first), days.last_day(first + chance.randrange(4))


def check_frozen(world: World, cursor: Any) -> None:
    """Every frozen report reads as it was frozen."""
    for unit in {unit for unit, *_ in world.frozen}:
        found = [(unit, one.period, one.document, one.sha256) for one in months.read_freezes(cursor, unit)]
        assert found == [one for one in world.frozen if one[0] == unit]
