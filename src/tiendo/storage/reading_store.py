"""What was read of the ledger at one event, part by part when first needed, and brought up to later events."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple, TypeVar

from django.db.backends.utils import CursorWrapper

from tiendo.core.orgunit import OrgTree, UnitId
from tiendo.core.period import Calendar, Month, Window
from tiendo.core.readings import Part, SumsKey, Work
from tiendo.core.rollup import Memory
from tiendo.core.submission import Book, RecordKind
from tiendo.storage.cells import read_excuses
from tiendo.storage.persons import merged_into
from tiendo.storage.reading_expected import Expected
from tiendo.storage.reading_grid import Grid
from tiendo.storage.reading_rows import (
    Heard,
    Held,
    Levels,
    Told,
    add_entries_since,
    count_heard,
    heard_rows,
    level_rows,
    read_more,
    still_held,
    told_anew,
)
from tiendo.storage.reading_scope import Scope
from tiendo.storage.reading_special import Joint, Seats, Specials, joint_rows, seat_rows, special_rows
from tiendo.storage.records import live_versions
from tiendo.storage.sql import as_day, fetch_all

T = TypeVar("T")
_NIL = RecordKind.NIL.value
ByUnit = Mapping[UnitId, T]
Remembered = dict[tuple[str, Window], dict[UnitId, T]]


class Touched(NamedTuple):
    """What events after some other have to do with: units, elements (by number; 0: all), and the first month."""

    units: frozenset[UnitId]
    elements: frozenset[int]
    first: Month | None
    excuses: bool

    def reach(self, tree: OrgTree) -> set[UnitId]:
        """Every unit whose figures may differ: the units, all that were ever above, and those who took over."""
        reached: set[UnitId] = set()
        waiting = list(self.units)
        while waiting:
            unit = waiting.pop()
            if unit in reached:
                continue
            reached.add(unit)
            waiting.extend(row.ancestor for row in tree.closure([unit]))
            waiting.extend(successor.unit for successor in tree.successors(unit))
        return reached


def touched_since(cursor: CursorWrapper, seq: int, calendar: Calendar) -> Touched:
    """What the events after `seq` have to do with; an event on the tree or the catalogue is not looked for."""
    day = "CAST(NULL AS date)"
    query = (  # the versions come first, once: to plan many joins takes longer than to run them
        "WITH touched AS MATERIALIZED (SELECT v.record, v.number, r.unit, r.kind, v.month, v.day FROM version v"
        " JOIN record r ON r.id = v.record WHERE v.record IN (SELECT record FROM posting WHERE seq > %s))"
        f" SELECT 0, unit, element, month, {day} FROM entry WHERE seq > %s UNION"
        f" SELECT 0, unit, element, month, {day} FROM seat_entry WHERE seq > %s UNION"
        f" SELECT 1, unit, 0, month, {day} FROM excuse_event WHERE seq > %s UNION"
        f" SELECT 0, v.unit, n.element, v.month, v.day FROM touched v"
        f" JOIN figure n ON n.record = v.record AND n.number = v.number UNION"
        f" SELECT 0, v.unit, n.element, v.month, v.day FROM touched v"
        f" JOIN participation n ON n.record = v.record AND n.number = v.number UNION"
        f" SELECT 0, v.unit, COALESCE(n.element, 0), v.month, v.day FROM touched v"
        f" LEFT JOIN nil_element n ON n.record = v.record AND n.number = v.number WHERE v.kind = '{_NIL}' UNION"
        f" SELECT 0, unit, NULL, NULL, {day} FROM coorganiser WHERE record IN (SELECT record FROM touched)"
        " OR record IN (SELECT record FROM seat_entry WHERE seq > %s)"  # where two persons became one
    )
    units, elements, months, excuses = set(), set(), [], False
    for excuse, unit, element, month, on in fetch_all(cursor, query, [seq] * 5):
        units.add(unit)
        elements |= {element} if element is not None else set()
        excuses = excuses or bool(excuse)
        if month is not None:
            months.append(Month(month))
        elif on is not None:
            months.append(calendar.month_of(as_day(on)))  # type: ignore[arg-type]
    return Touched(frozenset(units), frozenset(elements), min(months, default=None), excuses)


class Store:
    """Parts of both books for one scope at one event; what is here never changes, only what is not here is added."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self._parts: dict[str, Any] = {}
        self.worked_out: dict[Book, dict[SumsKey, Any]] = {book: {} for book in scope.needs.books}
        """Outcomes core has worked out on these sums."""
        self.parts: dict[Book, Remembered[Part]] = {book: {} for book in scope.needs.books}
        """Own work of units, by element and window."""
        self.works: dict[Book, Remembered[Work]] = {book: {} for book in scope.needs.books}
        """Work at and below units, by element and window."""

    def _part(self, name: str, load: Callable[[], T]) -> T:
        found = self._parts.get(name)
        if found is None:
            found = self._parts[name] = load()
        return found

    def held(self, cursor: CursorWrapper, full: Collection[UnitId], totals: Collection[UnitId]) -> Held:
        """Lines of the units in `full` by child, of those in `totals` at least whole, and of what lies below them."""
        held: Held = self._part("held", lambda: Held.nothing(self.scope))
        wanted = {
            *full,
            *(unit for unit in totals if self.scope.parents.get(unit) not in {*full, *held.full}),
        }
        below = set().union(*map(self.scope.under, wanted)) if self.scope.needs.by_unit else set()
        if not (wanted <= held.full and below <= held.part):
            held = self._parts["held"] = read_more(cursor, self.scope, held, full=wanted, part=below)
        return held

    def levels(self, cursor: CursorWrapper) -> Mapping[Book, Levels]:
        """When levels were told."""
        return self._part("levels", lambda: level_rows(cursor, self.scope, None))

    def beside(self, cursor: CursorWrapper) -> Mapping[Book, ByUnit[list[Heard]]]:
        """What was heard in the month a window ends in, by unit."""
        return self._part("beside", lambda: heard_rows(cursor, self.scope, None))

    def heard(self, cursor: CursorWrapper) -> Mapping[Book, Grid]:
        """How much was heard of in the month a window ends in, by element and window."""

        def load() -> dict[Book, Grid]:
            grids = {book: Grid(2) for book in self.scope.needs.books}
            if self.scope.spans.open_ended:
                for book, grid in grids.items():
                    self._count_heard(cursor, book, grid, units=None, sign=1)
            return grids

        return self._part("heard", load)

    def _count_heard(
        self, cursor: CursorWrapper, book: Book, grid: Grid, *, units: Collection[UnitId] | None, sign: int
    ) -> None:
        beside, levels = self.beside(cursor)[book], self.levels(cursor)[book]
        held = still_held(self.scope, levels, levels.keys() if units is None else units)
        for heard in (beside, held):
            for unit in heard.keys() if units is None else units:
                count_heard(grid, heard.get(unit, ()), sign=sign)

    def joint(self, cursor: CursorWrapper) -> Mapping[Book, Joint]:
        """Co-organisers."""
        return self._part("joint", lambda: joint_rows(cursor, self.scope, None))

    def seats(self, cursor: CursorWrapper) -> Mapping[Book, Seats]:
        """Named persons by unit and element."""
        return self._part("seats", lambda: seat_rows(cursor, self.scope, self.joint(cursor), None))

    def special(self, cursor: CursorWrapper) -> Mapping[Book, Specials]:
        """Entries whose credit is not simply their path's."""
        return self._part("special", lambda: special_rows(cursor, self.scope, self.joint(cursor), None))

    def excused(self, cursor: CursorWrapper) -> set[tuple[UnitId, Month]]:
        """Months that units are excused from."""
        return self._part("excused", lambda: read_excuses(cursor, None))

    def expected(self, cursor: CursorWrapper) -> Expected:
        """Expected cells by child."""
        return self._part("expected", lambda: Expected(self.scope, self.excused(cursor)))

    def memory(self, cursor: CursorWrapper, book: Book, which: str) -> tuple[frozenset[UnitId], Memory]:
        """Own facts of units that moved (`partly`) or closed (`taken`), to be looked at day by day."""

        def load() -> tuple[frozenset[UnitId], Memory]:
            scope = self.scope
            units = scope.moved if which == "partly" else scope.taken_over
            tree, keys = scope.catalogue.tree, scope.catalogue.keys
            family = frozenset(tree.family(units))
            versions = live_versions(cursor, book, keys=keys, units=family) if family else []
            excused = {pair for pair in self.excused(cursor) if pair[0] in family}
            held = Memory(merged_into(cursor, versions), scope.catalogue.rules, excused=excused)
            return family, held

        return self._part(f"{which} {book}", load)

    # What came after

    def renewed(self, cursor: CursorWrapper, since: int, touched: Touched) -> Store:
        """These parts as they stand now, given what came after event `since`."""
        store = Store(self.scope)
        old, new = self._parts, store._parts
        new |= {name: part for name, part in old.items() if self._stands(name, touched)}
        for name, load in (
            ("levels", level_rows),
            ("beside", heard_rows),
            ("joint", joint_rows),
        ):
            if name in old and touched.units:
                new[name] = _replaced(old[name], load(cursor, self.scope, touched.units), touched.units)
        for name, special in (("seats", seat_rows), ("special", special_rows)):
            if name in old and touched.units:
                rows = special(cursor, self.scope, store.joint(cursor), touched.units)
                new[name] = _replaced(old[name], rows, touched.units)
        reach = touched.reach(self.scope.catalogue.tree)
        if "held" in old and touched.units:
            held = new["held"] = old["held"].renewed()
            run = 0 if touched.first is None else self.scope.spans.run_of(int(touched.first))
            told_anew(cursor, self.scope, held, Told(reach, self._keys(touched), run))
            add_entries_since(cursor, self.scope, held, since)
        if "heard" in old and touched.units:
            new["heard"] = {book: grid.renewed() for book, grid in old["heard"].items()}
            for book, grid in new["heard"].items() if self.scope.spans.open_ended else ():
                self._count_heard(cursor, book, grid, units=touched.units, sign=-1)
                store._count_heard(cursor, book, grid, units=touched.units, sign=1)
        store._keep_outcomes(self, touched, reach)
        return store

    def _keys(self, touched: Touched) -> Collection[str]:
        keys, every = self.scope.catalogue.keys, self.scope.needs.elements | self.scope.needs.by_unit
        return every if 0 in touched.elements or touched.excuses else {keys[one] for one in touched.elements}

    def _stands(self, name: str, touched: Touched) -> bool:
        part = self._parts[name]
        if name in ("excused", "expected"):
            return not touched.excuses
        if name.startswith(("partly", "taken")):
            return not (part[0] & touched.units)
        return not touched.units  # everything else is made anew from the old part

    def _keep_outcomes(self, old: Store, touched: Touched, reach: set[UnitId]) -> None:
        month_of, keys = self.scope.catalogue.calendar.month_of, self.scope.catalogue.keys
        first, every = touched.first, 0 in touched.elements
        told = {keys[number] for number in touched.elements if number}

        def stands(element: str, window: Window) -> bool:
            before = first is not None and month_of(window.last) < first
            return before or not (every or element in told)

        for book in old.parts:
            for key, parts in list(old.parts[book].items()):
                self.parts[book][key] = parts if stands(*key) else _without(parts, touched.units)
            for key, works in list(old.works[book].items()):
                self.works[book][key] = works if stands(*key) else _without(works, reach)
        for book, outcomes in old.worked_out.items():
            kept = self.worked_out[book] = dict(outcomes)  # a copy: its keys are not hashed again
            stale = [
                sums
                for sums in kept
                if sums.unit in reach
                and not (first is not None and month_of(sums.window.last) < first)
                and (every or told.intersection(sums.elements))
            ]
            for sums in stale:
                del kept[sums]


def _without(held: dict[UnitId, T], units: Collection[UnitId]) -> dict[UnitId, T]:
    left = dict(held)
    for unit in units:
        left.pop(unit, None)
    return left


def _replaced(
    old: Mapping[Book, ByUnit[T]], loaded: Mapping[Book, ByUnit[T]], units: Collection[UnitId]
) -> dict[Book, dict[UnitId, T]]:
    """What was held, with what some units have now in place of what they had."""
    return {
        book: {**{unit: held for unit, held in rows.items() if unit not in units}, **loaded[book]}
        for book, rows in old.items()
    }
