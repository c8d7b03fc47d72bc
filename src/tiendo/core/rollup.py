"""Entries to values: the obvious, slow, always right version, against which every faster one is measured."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from tiendo.core.coverage import CellKey, Coverage, Expectation, cells, confirmed
from tiendo.core.indicator import DataElement, ElementKind, Judged
from tiendo.core.orgunit import OrgTree, UnitId
from tiendo.core.period import Month, Window
from tiendo.core.posting import (
    EntryKey,
    LevelFact,
    Rules,
    Seat,
    level_facts,
    own_entries,
    seats,
    stock_entries,
)
from tiendo.core.quantity import ValueState
from tiendo.core.readings import OWN, Contribution, Part, SumsKey, Work
from tiendo.core.submission import RecordKind, Version


def entries_of(versions: Iterable[Version], rules: Rules) -> dict[EntryKey, int]:
    """Every entry a book must hold for its live versions."""
    told = list(versions)
    return {**own_entries(told, rules), **stock_entries(told, rules)}


class Memory:
    """One book as live versions in memory; implements Readings by looking at everything each time."""

    def __init__(
        self, versions: Iterable[Version], rules: Rules, *, excused: Collection[tuple[UnitId, Month]] = ()
    ) -> None:
        self._rules = rules
        self.worked_out: dict[SumsKey, Any] = {}
        self.versions = [version for version in versions if not version.withdrawn]
        self.expectation = Expectation(rules, excused)
        self._entries: dict[str, list[tuple[EntryKey, int]]] = defaultdict(list)
        for key, amount in entries_of(self.versions, rules).items():
            if not key.part:
                self._entries[key.element].append((key, amount))
        self._seats: dict[str, list[Seat]] = defaultdict(list)
        for seat in seats(self.versions):
            self._seats[seat.element].append(seat)
        self._levels: dict[tuple[UnitId, str], list[LevelFact]] = defaultdict(list)
        for fact in level_facts(self.versions, rules):
            self._levels[fact.unit, fact.element].append(fact)
        self._told = cells(self.versions, rules)
        self._covered: dict[tuple[str, Window], list[tuple[tuple[UnitId, ...], Coverage]]] = {}
        self._kinds = {version.record: version.kind for version in self.versions}
        self._joint = {v.record: v.coorganisers for v in self.versions if v.coorganisers}

    @property
    def rules(self) -> Rules:
        """Elements, calendar and tree these sums are based on."""
        return self._rules

    def contributions(self, unit: UnitId, element: str, window: Window) -> dict[UnitId, Contribution]:
        """Sums by the child they entered through; own work under OWN."""
        amounts: dict[UnitId, int] = defaultdict(int)
        for key, amount in self._within(element, window):
            path = self._rules.tree.path(key.unit, key.tree_day)
            if unit in path:
                amounts[_via(path, unit)] += amount
        covered: dict[UnitId, Coverage] = defaultdict(Coverage)
        for path, one in self._cells(element, window):
            if unit in path:
                covered[_via(path, unit)] = covered[_via(path, unit)].plus(one)
        return {
            via: Contribution(amounts.get(via, 0), covered.get(via, Coverage()))
            for via in amounts.keys() | covered.keys()
        }

    def _within(self, element: str, window: Window) -> Iterable[tuple[EntryKey, int]]:
        stock = self._element(element).kind is ElementKind.STOCK
        for key, amount in self._entries.get(element, ()):
            if key.day < window.end and (stock or key.day >= window.start):
                yield key, amount

    def _element(self, element: str) -> DataElement:
        return self._rules.elements[element]

    def _cells(self, element: str, window: Window) -> list[tuple[tuple[UnitId, ...], Coverage]]:
        """Coverage of one cell each, with its path: cells whose month ends in the window, then facts on its edges."""
        if (element, window) not in self._covered:
            whole = list(_months_ending_in(window, self._rules))
            self._covered[element, window] = [
                *self._whole_cells(element, whole),
                *self._edge_cells(element, window, set(whole)),
            ]
        return self._covered[element, window]

    def _whole_cells(
        self, element: str, months: Collection[Month]
    ) -> Iterable[tuple[tuple[UnitId, ...], Coverage]]:
        for unit in self._rules.tree.units():
            for month in months:
                cell = CellKey(unit, element, month)
                day, one = self.expectation.tree_day(cell), self._cell(cell)
                if day is not None and any(one):
                    yield self._rules.tree.path(unit, day), one

    def _edge_cells(
        self, element: str, window: Window, whole: set[Month]
    ) -> Iterable[tuple[tuple[UnitId, ...], Coverage]]:
        tree, calendar = self._rules.tree, self._rules.calendar
        running = calendar.month_of(window.last)
        if running in whole:
            return  # the window ends with a month: nothing lies beyond its whole months
        for version in self.versions:
            day = version.day_counted(calendar, tree)
            if day is None or not window.holds(day) or version.month_touched(calendar) in whole:
                continue
            told = cells([version], self._rules).get(
                CellKey(version.unit, element, version.month_touched(calendar))
            )
            if told is not None:
                yield tree.path(version.unit, day), _heard(told)
        if self._element(element).kind is ElementKind.STOCK:
            yield from self._still_held(element, running, window.last)

    def _still_held(
        self, element: str, running: Month, day: date
    ) -> Iterable[tuple[tuple[UnitId, ...], Coverage]]:
        """Levels of earlier months that hold in the running one: a level of 0 there is a figure, not nothing."""
        calendar = self._rules.calendar
        for unit in self._rules.tree.open_units(day):
            told = (calendar.month_of(fact.day) for fact in self._levels.get((unit, element), ()))
            earlier = [month for month in told if month < running]
            if confirmed(earlier, self._element(element), month=running):
                yield self._rules.tree.path(unit, day), _heard(ValueState.FIGURE)

    def _cell(self, cell: CellKey) -> Coverage:
        told = self._told.get(cell)
        expected = self.expectation.expected(cell)
        return Coverage(
            expected=int(expected),
            reported=int(expected and told is ValueState.FIGURE),
            nil=int(expected and told is ValueState.NIL),
            figures=int(told is ValueState.FIGURE),
            nils=int(told is ValueState.NIL),
        )

    def named(self, unit: UnitId, element: str, window: Window) -> int:
        """Distinct named persons in a unit's subtree."""
        return len({seat.person for seat in self._seated(unit, element, window)})

    def named_over(self, unit: UnitId, element: str, window: Window, *, units: Collection[UnitId]) -> int:
        """Distinct named persons of some units' own work, as far as it lies under `unit`."""
        return len({seat.person for seat in self._seated(unit, element, window) if seat.unit in units})

    def _seated(self, unit: UnitId, element: str, window: Window) -> Iterable[Seat]:
        for seat in self._seats.get(element, ()):
            if window.holds(seat.day) and unit in self._rules.tree.path(seat.unit, seat.day):
                yield seat

    def parts(self, unit: UnitId, element: str, window: Window) -> dict[UnitId, Part]:
        """Own work of every unit that entered or owes something under `unit` in the window."""
        amounts: dict[UnitId, int] = defaultdict(int)
        for key, amount in self._within(element, window):
            if unit in self._rules.tree.path(key.unit, key.tree_day):
                amounts[key.unit] += amount
        told = {each for each, amount in amounts.items() if amount}
        if self._element(element).kind is ElementKind.STOCK:
            asked = self._asked(unit, element, window)
            return {
                each: Part(
                    amounts.get(each, 0),
                    Coverage(),
                    each not in asked or self.confirmed(each, element, window.last),
                )
                for each in told | asked
            }
        covered: dict[UnitId, Coverage] = defaultdict(Coverage)
        for path, one in self._cells(element, window):
            if unit in path:
                covered[path[-1]] = covered[path[-1]].plus(one)
        seated = {seat.unit for seat in self._seated(unit, element, window)}
        units = told | seated | {each for each, one in covered.items() if any(one)}
        return {each: Part(amounts.get(each, 0), covered[each], covered[each].missing == 0) for each in units}

    def _asked(self, unit: UnitId, element: str, window: Window) -> set[UnitId]:
        """Units under `unit` from which a stock's level is asked on the window's last day."""
        tree, found = self._rules.tree, set()
        if self._element(element).kind is ElementKind.STOCK:
            for each in tree.subtree(unit, window.last):
                stretch = tree.stretch_at(each, window.last)
                if stretch is not None and stretch.level in self._element(element).entered_at:
                    found.add(each)
        return found

    def confirmed(self, unit: UnitId, element: str, day: date) -> bool:
        """Whether a unit's level was told recently enough to hold on a day; a transfer confirms nothing."""
        calendar = self._rules.calendar
        told = [
            calendar.month_of(fact.day) for fact in self._levels.get((unit, element), ()) if fact.day <= day
        ]
        return confirmed(told, self._element(element), month=calendar.month_of(day))

    def works(self, units: Mapping[UnitId, Judged], element: str, window: Window) -> dict[UnitId, Work]:
        """The work each of `units` is judged on."""
        if self._element(element).kind is ElementKind.STOCK:
            return {
                unit: self._standing(unit, judged, element, day=window.last) for unit, judged in units.items()
            }
        amounts: dict[UnitId, int] = defaultdict(int)
        for key, amount in self._within(element, window):
            if self._kinds[key.record] is RecordKind.OPENING:
                continue
            hosts = (key.unit, *self._joint.get(key.record, ()))
            for unit in self._credited(hosts, key.day, units, until=window.last):
                amounts[unit] += amount
        for unit, persons in self._persons(units, element, window).items():
            amounts[unit] += len(persons)
        missing: dict[UnitId, int] = defaultdict(int)
        for path, missed in self.missing_cells(element, window):
            for unit in credited([path], units, self._rules.tree, until=window.last):
                missing[unit] += missed
        return {unit: Work(amounts.get(unit, 0), not missing.get(unit)) for unit in units}

    def missing_cells(self, element: str, window: Window) -> Iterable[tuple[tuple[UnitId, ...], int]]:
        """Paths at whose ends cells are missing, and how many."""
        for path, one in self._cells(element, window):
            if one.missing:
                yield path, one.missing

    def _persons(
        self, units: Mapping[UnitId, Judged], element: str, window: Window
    ) -> dict[UnitId, set[str]]:
        """Distinct named persons of what each unit is judged on."""
        found: dict[UnitId, set[str]] = defaultdict(set)
        for seat in self._seats.get(element, ()):
            if window.holds(seat.day):
                hosts = (seat.unit, *self._joint.get(seat.record, ()))
                for unit in self._credited(hosts, seat.day, units, until=window.last):
                    found[unit].add(seat.person)
        return found

    def _credited(
        self, hosts: Iterable[UnitId], day: date, units: Mapping[UnitId, Judged], *, until: date
    ) -> set[UnitId]:
        paths = [self._rules.tree.path(host, day) for host in hosts]
        return credited(paths, units, self._rules.tree, until=until)

    def _standing(self, unit: UnitId, judged: Judged, element: str, *, day: date) -> Work:
        """Levels in force that are confirmed; what is not confirmed neither counts nor lets the rest be complete."""
        tree, amount, known = self._rules.tree, 0, True
        for each in tree.subtree(unit, day) if judged is Judged.SUBTREE else (unit,):
            if self.confirmed(each, element, day):
                amount += sum(
                    value
                    for key, value in self._entries.get(element, ())
                    if key.unit == each and key.day <= day
                )
                continue
            stretch = tree.stretch_at(each, day)
            known = known and (stretch is None or stretch.level not in self._element(element).entered_at)
        return Work(amount, known)


def _heard(told: ValueState) -> Coverage:
    return Coverage(figures=int(told is ValueState.FIGURE), nils=int(told is ValueState.NIL))


def _via(path: tuple[UnitId, ...], unit: UnitId) -> UnitId:
    place = path.index(unit)
    return OWN if place == len(path) - 1 else path[place + 1]


def _months_ending_in(window: Window, rules: Rules) -> Iterable[Month]:
    month = rules.calendar.month_of(window.start)
    while rules.calendar.last_day(month) < window.end:
        yield month
        month = month + 1


def credited(
    paths: Iterable[tuple[UnitId, ...]], units: Mapping[UnitId, Judged], tree: OrgTree, *, until: date
) -> set[UnitId]:
    """Which of `units` may count work done at the end of these paths as theirs, each once."""
    found: set[UnitId] = set()
    for path in paths:
        for place, step in enumerate(path):
            own = place == len(path) - 1
            for heir in tree.heirs(step, until) if tree.successors(step) else (step,):
                if heir in units and (own or units[heir] is Judged.SUBTREE):
                    found.add(heir)
    return found
