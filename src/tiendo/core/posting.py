"""Which ledger entries facts make.

Everything posted is `entries(after) - entries(before)` of the pure functions here, so that the ledger always sums to
what the facts of the moment say, in whatever order they arrived.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeVar

from tiendo.core.indicator import DataElement, ElementKind, Often, Typed
from tiendo.core.orgunit import OrgTree, UnitId
from tiendo.core.period import Calendar, Month
from tiendo.core.submission import RecordKind, Version

DAY = timedelta(days=1)
T = TypeVar("T")


class EntryKey(NamedTuple):
    """Where an amount lies. `record` is empty for a transfer at a tree change, which no record tells."""

    unit: UnitId
    element: str
    part: str
    day: date
    tree_day: date
    record: str


class Seat(NamedTuple):
    """A named person counted in the ledger of participations: never a name, only a random id."""

    unit: UnitId
    element: str
    person: str
    day: date
    record: str


Amounts = dict[EntryKey, int]


@dataclass(frozen=True)
class Rules:
    """What posting needs to know besides the facts."""

    elements: Mapping[str, DataElement]
    calendar: Calendar
    tree: OrgTree
    worked_out: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    """What follows from these rules alone and was asked for before; may be dropped."""

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` works out from these rules alone, worked out once for a key."""
        found: T | None = self.worked_out.get(key)
        if found is None:
            if len(self.worked_out) >= _MOST_HELD:
                self.worked_out.clear()
            found = self.worked_out[key] = make()
        return found


_MOST_HELD = 8_192


def own_entries(versions: Iterable[Version], rules: Rules) -> Amounts:
    """Entries of flows and declared persons, and the rests of month figures, of live versions of any units.

    The versions must be complete for every month they touch, and for elements typed cumulatively for the whole year.
    """
    amounts: Amounts = defaultdict(int)
    by_unit: dict[UnitId, list[Version]] = defaultdict(list)
    for version in versions:
        if not version.withdrawn:
            by_unit[version.unit].append(version)
    for unit, told in by_unit.items():
        _dated(told, rules, amounts)
        _rests(unit, told, rules, amounts=amounts)
    return {key: amount for key, amount in amounts.items() if amount}


def _dated(told: list[Version], rules: Rules, amounts: Amounts) -> None:
    for version in told:
        if version.day is None:
            continue
        for figure in version.figures:
            if rules.elements[figure.element].kind is not ElementKind.STOCK:
                key = EntryKey(
                    version.unit, figure.element, figure.part, version.day, version.day, version.record
                )
                amounts[key] += figure.amount


class _Sums:
    """A unit's dated figures, summed by element, part and month; openings are no work and stay out."""

    def __init__(self, told: Iterable[Version], rules: Rules) -> None:
        self._amounts: dict[tuple[str, str], list[tuple[Month, int]]] = defaultdict(list)
        self._persons: dict[str, set[tuple[Month, str]]] = defaultdict(set)
        for version in told:
            if version.kind is not RecordKind.ACTIVITY:
                continue
            month = version.month_touched(rules.calendar)
            for figure in version.figures:
                self._amounts[figure.element, figure.part].append((month, figure.amount))
            for seat in version.participants:
                self._persons[seat.element].add((month, seat.person))

    def told(self, element: str, part: str, first: Month, *, last: Month) -> int:
        """Amount told by records in the months first..last, named persons counted once a month."""
        told = self._amounts.get((element, part), ())
        persons = () if part else self._persons.get(element, ())
        return sum(amount for month, amount in told if first <= month <= last) + sum(
            first <= month <= last for month, _ in persons
        )


def _rests(unit: UnitId, told: list[Version], rules: Rules, *, amounts: Amounts) -> None:
    typed = [v for v in told if v.kind is RecordKind.MONTH_FIGURE]
    if not typed:
        return
    sums = _Sums(told, rules)
    given: dict[tuple[str, Month], dict[str, int]] = defaultdict(dict)
    source: dict[tuple[str, Month], Version] = {}
    for version in typed:
        month = version.month_touched(rules.calendar)
        for figure in version.figures:
            if rules.elements[figure.element].kind is not ElementKind.STOCK:
                given[figure.element, month][figure.part] = figure.amount
                source[figure.element, month] = version
    posted: dict[tuple[str, str, int], int] = defaultdict(int)
    for element, month in sorted(given):
        version = source[element, month]
        day = version.day_counted(rules.calendar, rules.tree)
        if day is None:
            continue
        for part, excess in _excess(rules.elements[element], month, given[element, month], sums=sums).items():
            rest = excess
            if rules.elements[element].typed is Typed.CUMULATIVE:
                year = (element, part, year_start(rules.elements[element], month).index)
                rest = excess - posted[year]
                posted[year] += rest
            amounts[EntryKey(unit, element, part, day, day, version.record)] += rest


def _excess(element: DataElement, month: Month, figures: Mapping[str, int], *, sums: _Sums) -> dict[str, int]:
    """What a typed figure says beyond the records, whole and parts; parts never exceed the whole's excess."""
    first = year_start(element, month) if element.typed is Typed.CUMULATIVE else month
    whole = max(0, figures.get("", 0) - sums.told(element.key, "", first, last=month))
    excess = {"": whole}
    for dimension in element.dimensions:
        left = whole
        for part in dimension.part_keys():
            beyond = max(0, figures.get(part, 0) - sums.told(element.key, part, first, last=month))
            excess[part] = min(left, beyond)
            left -= excess[part]
    return excess


def year_start(element: DataElement, month: Month) -> Month:
    """First month of the year in which an element's cumulative figures run."""
    first = 9 if element.often is Often.SCHOOL_YEAR else 1
    year = month.year if month.number >= first else month.year - 1
    return Month.of(year, first)


def seats(versions: Iterable[Version]) -> set[Seat]:
    """Participations of live versions."""
    return {
        Seat(v.unit, seat.element, seat.person, v.day, v.record)
        for v in versions
        if not v.withdrawn and v.day is not None
        for seat in v.participants
    }


@dataclass(frozen=True)
class LevelFact:
    """A stock's level told for a unit on a day; a dated one beats a month figure on the same day."""

    unit: UnitId
    element: str
    day: date
    amounts: tuple[tuple[str, int], ...]
    record: str
    dated: bool


def level_facts(versions: Iterable[Version], rules: Rules) -> Iterator[LevelFact]:
    """Levels told by live versions, before one beats another."""
    for version in versions:
        if version.withdrawn or version.kind is RecordKind.OPENING:
            continue
        told: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for figure in version.figures:
            if rules.elements[figure.element].kind is ElementKind.STOCK:
                told[figure.element].append((figure.part, figure.amount))
        day = version.day_counted(rules.calendar, rules.tree) if told else None
        if day is None:
            continue
        for element, amounts in told.items():
            dated = version.kind is RecordKind.ACTIVITY
            yield LevelFact(version.unit, element, day, tuple(sorted(amounts)), version.record, dated)


def stock_entries(versions: Iterable[Version], rules: Rules) -> Amounts:
    """Entries of stocks: steps between levels, and transfers at tree changes.

    The versions must be complete, for all time, for every unit among them and its predecessors and successors.
    """
    facts: dict[tuple[UnitId, str], dict[date, LevelFact]] = defaultdict(dict)
    for fact in level_facts(versions, rules):
        held = facts[fact.unit, fact.element].get(fact.day)
        if held is None or (fact.dated and not held.dated):
            facts[fact.unit, fact.element][fact.day] = fact
    amounts: Amounts = defaultdict(int)
    for element in sorted({element for _, element in facts}):
        told = {unit: days for (unit, of), days in facts.items() if of == element}
        _Timelines(element, told, rules.tree, amounts=amounts).run()
    return {key: amount for key, amount in amounts.items() if amount}


class _Timelines:
    """Follows one stock through the units that told it and those that received it, day by day."""

    def __init__(
        self,
        element: str,
        told: Mapping[UnitId, Mapping[date, LevelFact]],
        tree: OrgTree,
        *,
        amounts: Amounts,
    ) -> None:
        self.element, self.told, self.tree, self.amounts = element, told, tree, amounts
        self.level: dict[UnitId, dict[str, int]] = defaultdict(dict)

    def run(self) -> None:
        """One pass over all days on which anything happens: outgoing legs, incoming legs, then levels."""
        for day, units in sorted(self._days().items()):
            moved = [unit for unit in sorted(units) if day in self.tree.path_change_days(unit)]
            for unit in moved:
                for part, amount in self.level[unit].items():
                    self._post(unit, part, day, tree_day=day - DAY, amount=-amount)
                    self._post(unit, part, day, tree_day=day, amount=amount)
            for unit in sorted(units):
                if self.tree.life(unit)[1] == day:
                    self._hand_over(unit, day)
            for unit in sorted(units):
                fact = self.told.get(unit, {}).get(day)
                if fact is not None:
                    self._set(fact)

    def _days(self) -> dict[date, set[UnitId]]:
        days: dict[date, set[UnitId]] = defaultdict(set)
        for unit in self._reached():
            for day in (*self.told.get(unit, {}), *self.tree.path_change_days(unit)):
                days[day].add(unit)
            end = self.tree.life(unit)[1]
            if end is not None:
                days[end].add(unit)
        return days

    def _reached(self) -> set[UnitId]:
        reached: set[UnitId] = set()
        waiting = list(self.told)
        while waiting:
            unit = waiting.pop()
            if unit not in reached:
                reached.add(unit)
                waiting.extend(successor.unit for successor in self.tree.successors(unit))
        return reached

    def _hand_over(self, unit: UnitId, day: date) -> None:
        successors = self.tree.successors(unit)
        for part, amount in self.level.pop(unit, {}).items():
            self._post(unit, part, day, tree_day=day - DAY, amount=-amount)
            if part and len(successors) > 1:
                continue  # a split states no breakdown: the successors' parts wait for their own levels
            weights = [dict(s.parts).get(self.element, 0) for s in successors]
            for successor, share in zip(successors, split_level(amount, weights), strict=True):
                held = self.level[successor.unit]
                held[part] = held.get(part, 0) + share
                self._post(successor.unit, part, day, tree_day=day, amount=share)

    def _set(self, fact: LevelFact) -> None:
        held, new = self.level[fact.unit], dict(fact.amounts)
        for part in sorted(held.keys() | new.keys()):
            step = new.get(part, 0) - held.get(part, 0)
            self._post(fact.unit, part, fact.day, tree_day=fact.day, amount=step, record=fact.record)
        self.level[fact.unit] = new

    def _post(
        self, unit: UnitId, part: str, day: date, *, tree_day: date, amount: int, record: str = ""
    ) -> None:
        self.amounts[EntryKey(unit, self.element, part, day, tree_day, record)] += amount


def split_level(amount: int, weights: list[int]) -> list[int]:
    """A level handed to successors: each its stated share rounded down, the remainder to the first named."""
    if not weights:
        return []
    total = sum(weights)
    shares = [amount * weight // total if total else 0 for weight in weights]
    shares[0] = amount - sum(shares[1:])
    return shares


def difference(before: Mapping[EntryKey, int], after: Mapping[EntryKey, int]) -> Amounts:
    """What must be posted so that the ledger says `after` where it says `before`."""
    keys = before.keys() | after.keys()
    changes = {key: after.get(key, 0) - before.get(key, 0) for key in keys}
    return {key: amount for key, amount in changes.items() if amount}
