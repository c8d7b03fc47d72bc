"""Holds the ledger's tables, and whatever reads them, against the model."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.backends.utils import CursorWrapper

from tests.generative.model import Covered, Picture
from tests.generative.model_log import Log
from tests.generative.model_tree import DAY
from tiendo.core.coverage import Coverage
from tiendo.core.indicator import Judged
from tiendo.core.period import Window
from tiendo.core.readings import OWN, Readings
from tiendo.core.rollup import Memory
from tiendo.core.submission import Book
from tiendo.storage import persons, records, rules, sql
from tiendo.storage.cells import read_excuses
from tiendo.storage.ledger import read_head
from tiendo.storage.reading import LedgerReadings
from tiendo.storage.reading_kept import readings_at
from tiendo.storage.reading_scope import Needs

Sums = dict[tuple[Any, ...], Any]


# What the model expects in the tables


def balances(picture: Picture) -> Sums:
    """Amounts by unit, child, element, part and month."""
    found: Counter[tuple[Any, ...]] = Counter()
    for line in picture.lines():
        month = picture.days.month_of(line.day)
        for step in picture.days.steps(line.unit, line.day):
            found[*step, line.element, line.part, month] += line.amount
    for key, element in picture.elements.items():
        if element.kind == "stock":
            for part in ["", *(part for parts in element.parts for part in parts)]:
                for place, step in _steps_by_month(picture, key, part):
                    found[place] += step
    return {place: amount for place, amount in found.items() if amount}


def _steps_by_month(picture: Picture, key: str, part: str) -> Iterator[tuple[tuple[Any, ...], int]]:
    """How much higher a stock stands at the end of each month than at the end of the month before."""
    days = [day for fact in picture.facts if fact.says(key) and (day := picture.day(fact)) is not None]
    if not days:
        return
    first, last = picture.days.month_of(min(days)), picture.days.month_of(max(*days, *picture.days.days()))
    before: dict[tuple[int, int], int] = {}
    for month in range(first, last + 1):
        end = picture.days.last_day(month)
        now = picture.sums(key, end, end, part=part)
        for step in before.keys() | now.keys():
            yield (*step, key, part, month), now.get(step, 0) - before.get(step, 0)
        before = now


def own_amounts(picture: Picture) -> Sums:
    """Every unit's own amounts by element, part, day and record; a stock's steps from day to day, of no record."""
    found: Counter[tuple[Any, ...]] = Counter()
    for line in picture.lines():
        found[line.unit, line.element, line.part, line.day, line.fact.record] += line.amount
    days = interesting_days(picture)
    for key in (key for key, element in picture.elements.items() if element.kind == "stock"):
        for unit in picture.days.units():
            before: Counter[str] = Counter()
            for day in days:
                now = Counter(picture.level(unit, key, day))
                for part in now.keys() | before.keys():
                    found[unit, key, part, day, ""] += now[part] - before[part]
                before = now
    return {place: amount for place, amount in found.items() if amount}


def interesting_days(picture: Picture) -> list[date]:
    """Days on which anything happens to units or is told, and their neighbours."""
    told = {day for fact in picture.facts if (day := picture.day(fact)) is not None}
    days = told | set(picture.days.days())
    return sorted(days | {day + DAY for day in days} | {day - DAY for day in days})


def cells(picture: Picture) -> Sums:
    """What is told in a cell (1 a figure, 2 nil), whether it is expected, and the day its ancestors are taken on."""
    return {
        cell: (
            {"figure": 1, "nil": 2}[told],
            int(picture.expected(cell)),
            picture.days.last_open(cell[0], cell[2]),
        )
        for cell, told in picture.cells().items()
    }


def coverage(picture: Picture) -> Sums:
    """Counts of cells told by unit, child, element and month: reported, nil, figures, nils."""
    found: dict[tuple[Any, ...], Counter[str]] = defaultdict(Counter)
    for (unit, key, month), (told, expected, day) in cells(picture).items():
        for step in picture.days.steps(unit, day):
            found[*step, key, month].update({f"told{told}": 1, f"expected{told}": expected})
    return {place: (c["expected1"], c["expected2"], c["told1"], c["told2"]) for place, c in found.items()}


def seats(picture: Picture) -> set[tuple[Any, ...]]:
    """Named persons by unit, element, person, day and record."""
    return {
        (fact.unit, element, person, fact.day, fact.record)
        for fact in picture.facts
        for element, person in fact.named
    }


# What the tables hold


def stored_balances(cursor: CursorWrapper, book: int) -> Sums:
    """The balances that are not zero."""
    rows = sql.fetch_all(
        cursor,
        "SELECT unit, via, key, part, month, amount FROM balance JOIN element_number n ON n.id = element"
        " WHERE book = %s AND amount <> 0",
        [book],
    )
    return {row[:5]: int(row[5]) for row in rows}


def known_balances(cursor: CursorWrapper, book: int, known: int) -> Sums:
    """What the balances were right after an event, from entries and the closure as known then."""
    rows = sql.fetch_all(
        cursor,
        "SELECT c.ancestor, c.via, n.key, e.part, e.month, SUM(e.amount) FROM entry e"
        " JOIN element_number n ON n.id = e.element"
        " JOIN closure c ON c.unit = e.unit AND c.start_day <= e.tree_day AND e.tree_day < c.end_day"
        " AND c.seq_from <= %s AND (c.seq_to IS NULL OR c.seq_to > %s)"
        " WHERE e.book = %s AND e.seq <= %s GROUP BY c.ancestor, c.via, n.key, e.part, e.month"
        " HAVING SUM(e.amount) <> 0",
        [known, known, book, known],
    )
    return {row[:5]: int(row[5]) for row in rows}


def stored_entries(cursor: CursorWrapper, book: int) -> Sums:
    """Sums of entries by unit, element, part, day, tree day and record."""
    rows = sql.fetch_all(
        cursor,
        "SELECT e.unit, n.key, e.part, e.day, e.tree_day, COALESCE(r.uuid, ''), SUM(e.amount) FROM entry e"
        " JOIN element_number n ON n.id = e.element LEFT JOIN record r ON r.id = e.record WHERE e.book = %s"
        " GROUP BY e.unit, n.key, e.part, e.day, e.tree_day, COALESCE(r.uuid, '') HAVING SUM(e.amount) <> 0",
        [book],
    )
    return {(*row[:3], sql.as_day(row[3]), sql.as_day(row[4]), row[5]): int(row[6]) for row in rows}


def stored_seats(cursor: CursorWrapper, book: int) -> set[tuple[Any, ...]]:
    """The ledger of participations."""
    rows = sql.fetch_all(
        cursor,
        "SELECT s.unit, n.key, s.person, s.day, r.uuid FROM seat_entry s JOIN record r ON r.id = s.record"
        " JOIN element_number n ON n.id = s.element WHERE s.book = %s"
        " GROUP BY s.unit, n.key, s.person, s.day, r.uuid HAVING SUM(s.sign) <> 0",
        [book],
    )
    return {(*row[:3], sql.as_day(row[3]), row[4]) for row in rows}


def stored_cells(cursor: CursorWrapper, book: int) -> Sums:
    """The cells that are told."""
    rows = sql.fetch_all(
        cursor,
        "SELECT unit, key, month, told, expected, tree_day FROM cell JOIN element_number n ON n.id = element"
        " WHERE book = %s",
        [book],
    )
    return {row[:3]: (row[3], row[4], sql.as_day(row[5])) for row in rows}


def stored_coverage(cursor: CursorWrapper, book: int) -> Sums:
    """The counts of cells that are not all zero."""
    rows = sql.fetch_all(
        cursor,
        "SELECT unit, via, key, month, reported, nil, figures, nils FROM coverage"
        " JOIN element_number n ON n.id = element WHERE book = %s",
        [book],
    )
    return {row[:4]: tuple(int(count) for count in row[4:]) for row in rows if any(row[4:])}


def stored(cursor: CursorWrapper, book: Book) -> dict[str, Any]:
    """All sums of a book."""
    number = sql.BOOKS[book]
    return {
        "balances": stored_balances(cursor, number),
        "entries": stored_entries(cursor, number),
        "seats": stored_seats(cursor, number),
        "cells": stored_cells(cursor, number),
        "coverage": stored_coverage(cursor, number),
    }


# Holding one against the other


def check_tables(log: Log) -> None:
    """Every table of both books says what the model says."""
    with sql.snapshot() as cursor:
        for book in Book:
            held, picture = stored(cursor, book), log.picture(book.value)
            same(held["balances"], balances(picture))
            own: Counter[tuple[Any, ...]] = Counter()
            for (unit, key, part, day, _, record), amount in held["entries"].items():
                stock = picture.elements[key].kind == "stock"
                own[unit, key, part, day, "" if stock else record] += amount
            same({place: amount for place, amount in own.items() if amount}, own_amounts(picture))
            assert held["seats"] == seats(picture)
            same(held["cells"], cells(picture))
            same(held["coverage"], coverage(picture))


def same(held: Sums, wanted: Sums) -> None:
    """Compare, and say only what differs: (held, wanted)."""
    if held != wanted:
        keys = sorted(held.keys() | wanted.keys(), key=str)
        raise AssertionError({k: (held.get(k), wanted.get(k)) for k in keys if held.get(k) != wanted.get(k)})


def memory_at(cursor: CursorWrapper, book: Book, known: int) -> Memory:
    """Core's slow engine over the facts known at an event."""
    catalogue = rules.catalogue_at(cursor, known)
    versions = records.posted_versions(cursor, book, keys=catalogue.keys, known=known)
    versions = persons.merged_into(cursor, versions, known)
    excused = read_excuses(cursor, catalogue.tree.units(), known)
    return Memory(versions, catalogue.rules, excused=excused)


def check_readings(
    readings: Readings, picture: Picture, first: date, last: date, *, units: Sequence[int] = ()
) -> None:
    """Everything that can be asked of a window: of every unit (or these) and every element."""
    window, days = Window(first, last + DAY), picture.days
    for key in picture.elements:
        _check_sums(readings, picture, key, window, units=units or days.units())
        named = picture.persons(key, first, last)
        some = set(days.units()[::2])
        for unit in units or days.units():
            people = named.get(unit, set())
            assert readings.named(unit, key, window) == len({person for _, person in people})
            over = {person for host, person in people if host in some}
            assert readings.named_over(unit, key, window, units=some) == len(over)
            if unit < 4 and (not units or unit in units):
                _check_parts(readings, picture, key, window, under=unit)
        _check_works(readings, picture, key, window, units=units)


def _check_sums(
    readings: Readings, picture: Picture, key: str, window: Window, *, units: Sequence[int]
) -> None:
    first, last, days = window.start, window.last, picture.days
    months = picture.whole_months(first, last)
    partly = not (months and first == days.first_day(months[0]) and last == days.last_day(months[-1]))
    sums, covered = picture.sums(key, first, last), picture.covered(key, months)
    for unit in units:
        found = readings.contributions(unit, key, window)
        assert sum(one.amount for one in found.values()) == picture.total(unit, key, first, last), (unit, key)
        wanted = {via: amount for (of, via), amount in sums.items() if of == unit}
        counts = {via: one for (of, via), one in covered.items() if of == unit}
        if isinstance(readings, LedgerReadings) and unit not in readings.full:  # known as a sum only
            wanted, counts = (
                {0: sum(wanted.values())},
                {0: Covered(*map(sum, zip(*counts.values(), strict=True)))} if counts else {},
            )
        held = {0 if via == OWN else via: one for via, one in found.items()}
        same({v: one.amount for v, one in held.items() if one.amount}, {v: a for v, a in wanted.items() if a})
        _same_coverage({via: one.coverage for via, one in held.items()}, counts, partly=partly)


def _same_coverage(held: dict[int, Coverage], wanted: dict[int, Covered], *, partly: bool) -> None:
    """Coverage of whole months is the same; in months partly in the window there may be figures besides."""
    for via in held.keys() | wanted.keys():
        one, other = held.get(via, Coverage()), wanted.get(via, Covered(0, 0, 0, 0, 0))
        assert tuple(one)[:3] == tuple(other)[:3], (via, one, other)
        more = (one.figures - other.figures, one.nils - other.nils)
        assert more == (0, 0) or (partly and min(more) >= 0), (via, one, other)


def _check_works(
    readings: Readings, picture: Picture, key: str, window: Window, *, units: Sequence[int]
) -> None:
    last = window.last
    units = [
        each
        for each in picture.days.below(1, last)
        if not units or set(picture.days.path(each, last)) & set(units)
    ]
    for judged in Judged:
        works = readings.works(dict.fromkeys(units, judged), key, window)
        for unit in units:
            whole = judged is Judged.SUBTREE
            wanted = picture.work(unit, key, window.start, window.last, whole=whole)
            assert tuple(works[unit]) == wanted, (unit, key, judged, works[unit], wanted)


def ledger_at(
    cursor: CursorWrapper, book: Book, units: Sequence[int], windows: Sequence[Window]
) -> LedgerReadings:
    """What is read from balances, for some units and windows."""
    catalogue = rules.catalogue_at(cursor, rules.NOW)
    keys = frozenset(catalogue.elements)
    needs = Needs(keys, keys, tuple(windows))
    return readings_at(cursor, read_head(cursor), needs, book, full=units[:1], totals=units[1:])


def _check_parts(readings: Readings, picture: Picture, key: str, window: Window, *, under: int) -> None:
    """Own work of every unit while it lay under another."""
    first, last = window.start, window.last
    parts, stock = readings.parts(under, key, window), picture.elements[key].kind == "stock"
    own = picture.own_under(under, key, first, last)
    cells_under = picture.cells_under(under, key, picture.whole_months(first, last))
    for unit in picture.days.units():
        part, now = parts.get(unit), picture.days.state(unit, last)
        asked = stock and now is not None and now.level in picture.elements[key].levels
        asked = asked and under in picture.days.path(unit, last)
        amount, cover = own.get(unit, 0), cells_under.get(unit, Covered(0, 0, 0, 0, 0))
        if part is None:
            assert not (amount or (any(cover) and not stock) or asked), (under, unit, key)
            continue
        silent = cover.expected > cover.reported + cover.nil
        known = (not asked or picture.confirmed(unit, key, last)) if stock else not silent
        counts = cover[:3] if not stock else (0, 0, 0)  # of a stock only what is confirmed matters
        assert (part.amount, tuple(part.coverage)[:3], part.known) == (amount, counts, known), (under, unit)


def check_facts(cursor: CursorWrapper, log: Log, books: Iterable[Book] = Book) -> None:
    """The versions that count are those the model counts."""
    for book in books:
        live = {record: fact.number for record, fact in log.live(book.value).items()}
        found = sql.fetch_all(
            cursor,
            "SELECT r.uuid, l.number FROM live l JOIN record r ON r.id = l.record WHERE l.book = %s",
            [sql.BOOKS[book]],
        )
        assert dict(found) == live
