"""Proof of the ledger's lines: what live versions say against entries and seats.

Most figures post themselves as they are; those are compared as they come from the tables. Whatever depends on other
figures (rests beside records, parts that exceed their whole, cumulative figures, levels) is worked out by `core`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.backends.utils import CursorWrapper

from tiendo.core.errors import Finding, ProblemKind, register
from tiendo.core.indicator import ElementKind, Typed
from tiendo.core.orgunit import UnitId
from tiendo.core.period import Month
from tiendo.core.posting import own_entries, stock_entries
from tiendo.core.submission import Figure, Participation, RecordKind, Version, last_open_day
from tiendo.storage.persons import read_merges
from tiendo.storage.rules import Catalogue
from tiendo.storage.sql import BOOK_OF, fetch_all, in_ids, is_postgres
from tiendo.storage.verify_names import Names

INVALID = ProblemKind.INVALID
register("verify.entry", INVALID, "The ledger says {found}, the facts say {expected}.")
register("verify.seat", INVALID, "The ledger counts {found} persons whom the facts do not, or lacks them.")


class Live(NamedTuple):
    """Where the live versions stand: a table, or a query where the table is not what the facts say."""

    source: str
    params: tuple[Any, ...] = ()


class Told(NamedTuple):
    """A figure of a live version, or a person named in one; the day is ISO text, empty for what has a month only."""

    book: int
    unit: UnitId
    kind: str
    month: int
    day: str
    record: int
    element: int
    what: str
    amount: int


class Nil(NamedTuple):
    """A live declaration of nothing, of one element or (None) of all."""

    book: int
    unit: UnitId
    month: int
    element: int | None


@dataclass
class Facts:
    """What the live versions of some units say in both books, in the order of records."""

    units: Collection[UnitId]
    figures: list[Told]
    seats: list[Told]
    nils: list[Nil]


def read_facts(cursor: CursorWrapper, live: Live, units: Collection[UnitId]) -> Facts:
    """All that the live versions of units say."""
    fragment, ids = in_ids(cursor, units)
    where = f"l.unit {fragment} AND l.book IN (1, 2) AND l.withdrawn = 0"
    told = f"l.book, l.unit, l.kind, l.month, {day_text(cursor, 'l.day')}, l.record, t.element"
    joined = "t.record = l.record AND t.number = l.number"
    params = [*live.params, *ids]

    def read(columns: str, table: str) -> list[Told]:
        query = f"SELECT {told}, {columns} FROM {live.source} l JOIN {table} t ON {joined} WHERE {where}"
        rows = fetch_all(cursor, f"{query} ORDER BY l.record", params)
        return list(map(Told._make, rows))

    nils = fetch_all(
        cursor,
        f"SELECT l.book, l.unit, l.month, t.element FROM {live.source} l LEFT JOIN nil_element t ON {joined}"
        f" WHERE {where} AND l.kind = 'nil'",
        params,
    )
    merges = read_merges(cursor)
    seats = [
        seat._replace(what=merges.get(seat.what, seat.what)) for seat in read("t.person, 0", "participation")
    ]
    return Facts(units, read("t.part, t.amount", "figure"), seats, list(map(Nil._make, nils)))


def day_text(cursor: CursorWrapper, column: str) -> str:
    """An expression for a day as ISO text, empty without one: cheaper to fetch and compare than a date."""
    text = f"to_char({column}, 'YYYY-MM-DD')" if is_postgres(cursor) else f"CAST({column} AS text)"
    return f"COALESCE({text}, '')"


# Entries


class _Line(NamedTuple):
    """Where the amount of an entry lies; record 0 is a transfer at a tree change."""

    book: int
    unit: UnitId
    element: int
    part: str
    day: str
    tree_day: str
    month: int
    record: int


_Lines = dict[tuple[Any, ...], int]


def check_entries(cursor: CursorWrapper, facts: Facts, names: Names) -> Iterator[Finding]:
    """Every sum of entries of the units that is not what their live versions say."""
    expected = _Expected(names.catalogue).of(facts)
    fragment, params = in_ids(cursor, facts.units)
    days = f"{day_text(cursor, 'day')}, {day_text(cursor, 'tree_day')}"
    query = (
        f"SELECT book, unit, element, part, {days}, month, record, SUM(amount) FROM entry WHERE unit {fragment}"
        " GROUP BY book, unit, element, part, day, tree_day, month, record HAVING SUM(amount) <> 0"
    )
    found = {row[:8]: int(row[8]) for row in fetch_all(cursor, query, params)}
    if found == expected:
        return
    wrong = sorted(key for key in found.keys() | expected.keys() if found.get(key, 0) != expected.get(key, 0))
    uuids = _uuids(cursor, {key[7] for key in wrong})
    for line in map(_Line._make, wrong):
        book, unit, element = BOOK_OF[line.book].value, names.unit(line.unit), names.element(line.element)
        yield Finding.of(
            "verify.entry",
            f"entry {book} {unit} {element} {line.part} {line.day} {uuids.get(line.record, '')}",
            found=found.get(line, 0),
            expected=expected.get(line, 0),
        )


def _uuids(cursor: CursorWrapper, records: Iterable[int]) -> dict[int, str]:
    fragment, params = in_ids(cursor, sorted(records))
    return dict(fetch_all(cursor, f"SELECT id, uuid FROM record WHERE id {fragment}", params))


_ACTIVITY, _MONTH_FIGURE = RecordKind.ACTIVITY.value, RecordKind.MONTH_FIGURE.value
_Group = tuple[int, UnitId, int, int]
"""Book, unit, element, month; month 0 stands for all of them."""


@dataclass
class _Expected:
    """Works out what the entries of units should be."""

    catalogue: Catalogue
    lines: _Lines = field(default_factory=dict)
    _days: dict[tuple[UnitId, int], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        numbers, elements = self.catalogue.numbers, self.catalogue.elements
        self.stocks = {numbers[key] for key, one in elements.items() if one.kind is ElementKind.STOCK}
        self.running = {numbers[key] for key, one in elements.items() if one.typed is Typed.CUMULATIVE}

    def of(self, facts: Facts) -> _Lines:
        """The entries' sums by line, without zeros."""
        typed: dict[_Group, list[Told]] = defaultdict(list)
        beside: set[_Group] = {self._group(one) for one in facts.seats if one.kind == _ACTIVITY}
        for told in facts.figures:
            if told.element in self.stocks:
                continue
            if told.day:
                self._add(told, told.day)
            if told.kind == _ACTIVITY:
                beside.add(self._group(told))
            elif told.kind == _MONTH_FIGURE:
                typed[self._group(told)].append(told)
        hard = {group for group, told in typed.items() if group in beside or not self._is_plain(told)}
        for group in typed.keys() - hard:
            for told in typed[group]:
                self._add(told, self._last_day(told.unit, told.month))
        self._work_out(facts, hard)
        return {line: amount for line, amount in self.lines.items() if amount}

    def _group(self, told: Told) -> _Group:
        return (told.book, told.unit, told.element, 0 if told.element in self.running else told.month)

    def _is_plain(self, told: list[Told]) -> bool:
        """Whether month figures of one group, with no record beside them, post themselves as they are."""
        first = told[0]
        if first.element in self.running or any(one.amount < 0 or one.record != first.record for one in told):
            return False
        if len(told) == 1:
            return not first.what
        parts = {one.what: one.amount for one in told}
        whole = parts.pop("", 0)
        for dimension in self.catalogue.elements[self.catalogue.keys[first.element]].dimensions:
            if sum(parts.pop(part, 0) for part in dimension.part_keys()) > whole:
                return False
        return not parts

    def _last_day(self, unit: UnitId, month: int) -> str:
        key = (unit, month)
        if key not in self._days:
            tree, calendar = self.catalogue.tree, self.catalogue.calendar
            day = last_open_day(tree, unit, Month(month), calendar=calendar)
            self._days[key] = "" if day is None else day.isoformat()
        return self._days[key]

    def _add(self, told: Told, day: str) -> None:
        if day:
            line = (told.book, told.unit, told.element, told.what, day, day, told.month, told.record)
            self.lines[line] = told.amount

    def _work_out(self, facts: Facts, hard: Collection[_Group]) -> None:
        """Let core say what levels post, and typed figures that depend on others."""
        own = [one for one in facts.figures if self._group(one) in hard]
        seats = [one for one in facts.seats if self._group(one) in hard]
        levels = [one for one in facts.figures if one.element in self.stocks]
        rules, numbers, month_of = (
            self.catalogue.rules,
            self.catalogue.numbers,
            self.catalogue.calendar.month_of,
        )
        for book in BOOK_OF:
            flows = own_entries(self._versions(book, own, seats), rules)
            for key, amount in {**flows, **stock_entries(self._versions(book, levels), rules)}.items():
                place = (book, key.unit, numbers[key.element], key.part, key.day.isoformat())
                month = int(month_of(key.day))
                self.lines[*place, key.tree_day.isoformat(), month, int(key.record or 0)] = amount

    def _versions(self, book: int, figures: Iterable[Told], seats: Iterable[Told] = ()) -> list[Version]:
        """Versions that say these figures and name these persons, and nothing else; in the order of records."""
        keys = self.catalogue.keys
        said: dict[int, tuple[Told, list[Figure], list[Participation]]] = {}
        for told in figures:
            if told.book == book:
                figure = Figure(keys[told.element], told.amount, told.what)
                said.setdefault(told.record, (told, [], []))[1].append(figure)
        for told in seats:
            if told.book == book:
                seat = Participation(keys[told.element], told.what)
                said.setdefault(told.record, (told, [], []))[2].append(seat)
        return [
            Version(
                str(record),
                1,
                told.unit,
                RecordKind(told.kind),
                date.fromisoformat(told.day) if told.day else None,
                None if told.day else Month(told.month),
                figures=tuple(amounts),
                participants=tuple(named),
            )
            for record, (told, amounts, named) in sorted(said.items())
        ]


# Seats


def check_seats(cursor: CursorWrapper, facts: Facts, names: Names) -> Iterator[Finding]:
    """How many persons are counted, by element, day and record, whom the live versions do not name; or the reverse."""
    expected = {(t.book, t.unit, t.element, t.what, t.day, t.month, t.record) for t in facts.seats if t.day}
    fragment, params = in_ids(cursor, facts.units)
    query = (
        f"SELECT book, unit, element, person, {day_text(cursor, 'day')}, month, record FROM seat_entry"
        f" WHERE unit {fragment} GROUP BY book, unit, element, person, day, month, record HAVING SUM(sign) <> 0"
    )
    wrong: dict[tuple[Any, ...], int] = defaultdict(int)
    for book, unit, element, _, day, _, record in {*fetch_all(cursor, query, params)} ^ expected:
        wrong[BOOK_OF[book].value, names.unit(unit), names.element(element), day, record] += 1
    uuids: Mapping[int, str] = _uuids(cursor, {key[4] for key in wrong}) if wrong else {}
    for key, count in sorted(wrong.items()):
        told = (*key[:4], uuids.get(key[4], ""))
        yield Finding.of("verify.seat", f"seat_entry {' '.join(map(str, told))}", found=count)
