"""A small obvious model of the ledger: it keeps what was told, and answers every question by looking at all of it.

It shares nothing with the program, so that the two can be held against each other. It thinks in facts, never in
entries: what a unit's month comes to, how high a level stands on a day, who was above whom.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tests.generative.model_tree import DAY, Change, Days, remembered

BOOKS = ("reported", "accepted")


@dataclass(frozen=True)
class Element:
    """What can be counted. `ends`: the numbers (0 for January) of the months that end its period of `months`."""

    key: str
    kind: str
    levels: frozenset[str]
    months: int = 1
    ends: frozenset[int] = frozenset(range(12))
    cumulative: bool = False
    year_from: int = 0
    restate: int = 12
    parts: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Fact:
    """What one version of a record says; `what` is activity, month_figure, nil or opening."""

    record: str
    number: int
    unit: int
    what: str
    day: date | None = None
    month: int | None = None
    amounts: tuple[tuple[tuple[str, str], int], ...] = ()
    named: frozenset[tuple[str, str]] = frozenset()
    joint: frozenset[int] = frozenset()
    nils: frozenset[str] = frozenset()
    gone: bool = False

    def says(self, element: str) -> dict[str, int]:
        """Its figures of an element, by part."""
        return {part: amount for (key, part), amount in self.amounts if key == element}


class Line(NamedTuple):
    """An amount of a unit's own work on a day."""

    unit: int
    element: str
    part: str
    day: date
    amount: int
    fact: Fact


class Covered(NamedTuple):
    """How many cells are expected, reported, nil; and in how many there is a figure or a nil, expected or not."""

    expected: int
    reported: int
    nil: int
    figures: int
    nils: int


def _plus(one: Covered | None, other: Covered) -> Covered:
    return other if one is None else Covered(*(a + b for a, b in zip(one, other, strict=True)))


Cell = tuple[int, str, int]


@dataclass
class Picture:
    """One book as it was known at some moment."""

    facts: list[Fact]
    days: Days
    elements: Mapping[str, Element]
    excused: set[tuple[int, int]]

    def month(self, fact: Fact) -> int:
        """The month a fact belongs to."""
        if fact.month is not None:
            return fact.month
        assert fact.day is not None
        return self.days.month_of(fact.day)

    def day(self, fact: Fact) -> date | None:
        """The day a fact counts on: its own, or the unit's last open day of the month typed."""
        return fact.day if fact.month is None else self.days.last_open(fact.unit, fact.month)

    # What flows, and persons declared

    @remembered
    def lines(self) -> list[Line]:
        """Every amount of every element that is no stock."""
        return [*self._told(), *self._rests()]

    def _told(self) -> Iterator[Line]:
        for fact in self.facts:
            if fact.day is not None:
                for (key, part), amount in fact.amounts:
                    if self.elements[key].kind != "stock":
                        yield Line(fact.unit, key, part, fact.day, amount, fact)

    def _rests(self) -> Iterator[Line]:
        for fact in self.facts:
            day = self.day(fact) if fact.what == "month_figure" else None
            if day is None:
                continue
            for key in {key for (key, _), _ in fact.amounts if self.elements[key].kind != "stock"}:
                for part, amount in self._rest(fact, key).items():
                    if amount:
                        yield Line(fact.unit, key, part, day, amount, fact)

    def _rest(self, fact: Fact, key: str) -> dict[str, int]:
        """What a typed figure adds to the records: for a cumulative one, to the year's typed figures before, too."""
        beyond = self._beyond(fact, key)
        assert fact.month is not None
        if not self.elements[key].cumulative:
            return beyond
        start = self._year_of(key, fact.month)
        earlier = [
            other
            for other in self.facts
            if other.what == "month_figure" and other.unit == fact.unit and other.says(key)
            and start <= (other.month or 0) < fact.month
        ]  # fmt: skip
        if not earlier:
            return beyond
        before = self._beyond(max(earlier, key=lambda other: other.month or 0), key)
        return {part: amount - before[part] for part, amount in beyond.items()}

    def _year_of(self, key: str, month: int) -> int:
        while month % 12 != self.elements[key].year_from:
            month -= 1
        return month

    def _beyond(self, fact: Fact, key: str) -> dict[str, int]:
        """How much a typed figure exceeds the records it speaks of, whole and parts; no more parts than whole."""
        assert fact.month is not None
        first = self._year_of(key, fact.month) if self.elements[key].cumulative else fact.month
        records = Counter[str]()
        for other in self.facts:
            month = self.month(other)
            if other.what == "activity" and other.unit == fact.unit and first <= month <= fact.month:
                records.update(other.says(key))
        for month in range(first, fact.month + 1):
            records[""] += len({
                person
                for other in self.facts
                if other.unit == fact.unit and other.what == "activity" and self.month(other) == month
                for element, person in other.named
                if element == key
            })  # fmt: skip
        typed = fact.says(key)
        whole = max(0, typed[""] - records[""])
        found = {"": whole}
        for dimension in self.elements[key].parts:
            left = whole
            for part in dimension:
                found[part] = min(left, max(0, typed.get(part, 0) - records[part]))
                left -= found[part]
        return found

    # How high levels stand

    @remembered
    def levels_told(self, unit: int, key: str) -> dict[date, dict[str, int]]:
        """Levels told by a unit, by day; one told for a day beats one typed for a month."""
        told: dict[date, dict[str, int]] = {}
        for fact in sorted(self.facts, key=lambda fact: fact.what == "activity"):
            day = self.day(fact)
            if fact.unit == unit and fact.what != "opening" and fact.says(key) and day is not None:
                told[day] = fact.says(key)
        return told

    @remembered
    def level(self, unit: int, key: str, day: date) -> dict[str, int]:
        """The last level told, and what was received from closed units since; nothing while not open."""
        if self.days.state(unit, day) is None:
            return {}
        told = self.levels_told(unit, key)
        since = max((when for when in told if when <= day), default=None)
        held = Counter(told[since]) if since is not None else Counter[str]()
        for other in self.days.units():
            closing = self.days.closing(other)
            if closing is not None and closing.day <= day and (since is None or since < closing.day):
                held.update(self._handed(closing, unit, key))
        return dict(held)

    def _handed(self, closing: Change, unit: int, key: str) -> dict[str, int]:
        """What a closing unit hands to another: all to one, or shares by weight, the remainder to the first."""
        others = [to for to, _ in closing.successors]
        if unit not in others:
            return {}
        level = self.level(closing.unit, key, closing.day - DAY)
        if len(others) == 1:
            return level
        weights = [dict(parts).get(key, 0) for _, parts in closing.successors]
        whole, total = level.get("", 0), sum(weights)
        shares = [whole * weight // total if total else 0 for weight in weights]
        shares[0] = whole - sum(shares[1:])
        return {"": shares[others.index(unit)]}

    # Sums

    def sums(self, key: str, first: date, last: date, *, part: str = "") -> dict[tuple[int, int], int]:
        """For every unit and every child (0: its own work), what entered through it; a stock as on the last day."""
        found: dict[tuple[int, int], int] = defaultdict(int)
        if self.elements[key].kind == "stock":
            for unit in self.days.units():
                amount = self.level(unit, key, last).get(part, 0)
                for step in self.days.steps(unit, last):
                    found[step] += amount
        else:
            for line in self.lines():
                if (line.element, line.part) == (key, part) and first <= line.day <= last:
                    for step in self.days.steps(line.unit, line.day):
                        found[step] += line.amount
        return {step: amount for step, amount in found.items() if amount}

    def total(self, unit: int, key: str, first: date, last: date) -> int:
        """A unit's total without asking through whom: facts whose path passes through it."""
        if self.elements[key].kind == "stock":
            return sum(self.level(each, key, last).get("", 0) for each in self.days.below(unit, last))
        return sum(
            line.amount
            for line in self.lines()
            if line.element == key and not line.part and first <= line.day <= last
            and unit in self.days.path(line.unit, line.day)
        )  # fmt: skip

    def own_under(self, top: int, key: str, first: date, last: date) -> dict[int, int]:
        """Every unit's own work as far as it lay under another; a stock as on the last day."""
        found: dict[int, int] = defaultdict(int)
        if self.elements[key].kind == "stock":
            return {each: self.level(each, key, last).get("", 0) for each in self.days.below(top, last)}
        for line in self.lines():
            mine = line.element == key and not line.part and first <= line.day <= last
            if mine and top in self.days.path(line.unit, line.day):
                found[line.unit] += line.amount
        return found

    def persons(self, key: str, first: date, last: date) -> dict[int, set[tuple[int, str]]]:
        """For every unit the named persons at or below it, each with the unit that named it."""
        found: dict[int, set[tuple[int, str]]] = defaultdict(set)
        for fact in self.facts:
            if fact.day is not None and first <= fact.day <= last:
                for unit in self.days.path(fact.unit, fact.day):
                    found[unit] |= {(fact.unit, person) for element, person in fact.named if element == key}
        return {unit: persons for unit, persons in found.items() if persons}

    # Who has been heard from

    @remembered
    def cells(self) -> dict[Cell, str]:
        """The cells in which there is a figure or a nil."""
        found: dict[Cell, str] = {}
        for fact in self.facts:
            if fact.what == "nil":
                for key in self._spoken_of(fact):
                    found[fact.unit, key, self.month(fact)] = "nil"
        for fact in self.facts:
            keys = {key for (key, part), _ in fact.amounts if not part} | {key for key, _ in fact.named}
            for key in keys if fact.what != "opening" else ():
                for month in self._months_told(self.elements[key], self.month(fact)):
                    found[fact.unit, key, month] = "figure"
        return {cell: told for cell, told in found.items() if self.days.last_open(cell[0], cell[2])}

    def _spoken_of(self, fact: Fact) -> set[str]:
        day = self.day(fact)
        now = None if day is None else self.days.state(fact.unit, day)
        if fact.nils or now is None:
            return set(fact.nils)
        return {key for key, element in self.elements.items() if now.level in element.levels}

    @staticmethod
    def _months_told(element: Element, month: int) -> list[int]:
        if element.kind == "stock":
            return list(range(month, month + element.restate))
        ends = [later for later in range(month, month + element.months) if later % 12 in element.ends]
        return [month, *ends[:1]]

    def expected(self, cell: Cell) -> bool:
        """Whether a cell is asked for once its month is over."""
        unit, key, month = cell
        now = self.days.state(unit, self.days.last_day(month))
        element = self.elements[key]
        asked = month % 12 in element.ends and (unit, month) not in self.excused
        return asked and now is not None and now.level in element.levels

    def _counted(self, key: str, months: list[int]) -> Iterator[tuple[int, date, Covered]]:
        """The cells of whole months, one by one, with the day their ancestors are taken on."""
        told = self.cells()
        for unit in self.days.units():
            for month in months:
                day = self.days.last_open(unit, month)
                if day is not None:
                    says, asked = told.get((unit, key, month), ""), self.expected((unit, key, month))
                    figure, nil = int(says == "figure"), int(says == "nil")
                    yield unit, day, Covered(int(asked), asked * figure, asked * nil, figure, nil)

    def covered(self, key: str, months: list[int]) -> dict[tuple[int, int], Covered]:
        """For every unit and every child (0: itself), the cells of whole months."""
        found: dict[tuple[int, int], Covered] = {}
        for unit, day, one in self._counted(key, months):
            for step in self.days.steps(unit, day):
                found[step] = _plus(found.get(step), one)
        return {step: counts for step, counts in found.items() if any(counts)}

    def cells_under(self, top: int, key: str, months: list[int]) -> dict[int, Covered]:
        """Every unit's own cells as far as they lie under another."""
        found: dict[int, Covered] = {}
        for unit, day, one in self._counted(key, months):
            if top in self.days.path(unit, day):
                found[unit] = _plus(found.get(unit), one)
        return found

    @remembered
    def confirmed(self, unit: int, key: str, day: date) -> bool:
        """Whether the level of a unit was told recently enough to hold on a day."""
        at = self.days.month_of(day)
        told = (self.days.month_of(when) for when in self.levels_told(unit, key) if when <= day)
        return any(month <= at < month + self.elements[key].restate for month in told)

    # What a unit is judged on

    def work(self, unit: int, key: str, first: date, last: date, *, whole: bool) -> tuple[int, bool]:
        """Amount and whether all has been heard: of the unit alone, or (`whole`) with all that is below it."""
        if self.elements[key].kind == "stock":
            return self._standing(unit, key, last, whole=whole)
        mine = self.days.ancestry(unit, last)

        def counts(host: int, day: date) -> bool:
            path = self.days.path(host, day)
            return any(each in mine for each in (path if whole else path[-1:]))

        amount = sum(
            line.amount
            for line in self.lines()
            if line.element == key and not line.part and first <= line.day <= last
            and line.fact.what != "opening"
            and any(counts(host, line.day) for host in (line.unit, *line.fact.joint))
        )  # fmt: skip
        amount += len({
            person
            for fact in self.facts
            if fact.day is not None and first <= fact.day <= last
            and any(counts(host, fact.day) for host in (fact.unit, *fact.joint))
            for element, person in fact.named
            if element == key
        })  # fmt: skip
        told = self.cells()
        for month in self.whole_months(first, last):
            for each in self.days.units():
                day = self.days.last_open(each, month)
                silent = (each, key, month) not in told and self.expected((each, key, month))
                if day is not None and silent and counts(each, day):
                    return amount, False
        return amount, True

    def whole_months(self, first: date, last: date) -> list[int]:
        """The months that end between two days, both included."""
        months = range(self.days.month_of(first), self.days.month_of(last) + 1)
        return [month for month in months if first <= self.days.last_day(month) <= last]

    def _standing(self, unit: int, key: str, day: date, *, whole: bool) -> tuple[int, bool]:
        amount, known = 0, True
        for each in self.days.below(unit, day) if whole else [unit]:
            now = self.days.state(each, day)
            if self.confirmed(each, key, day):
                amount += self.level(each, key, day).get("", 0)
            elif now is not None and now.level in self.elements[key].levels:
                known = False
        return amount, known
