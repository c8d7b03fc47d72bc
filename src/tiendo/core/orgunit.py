"""The tree of units, valid in time: the only place that knows who is above, below, before or after whom.

Units have an id that never changes; all else about them (code, name, level, parent) holds for a time. A tree
is built from changes alone, whatever the order they were recorded in: late is the same as in time.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Self

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.orgunit_build import Draft, closings_into
from tiendo.core.orgunit_changes import (
    close_unit,
    merge_units,
    move_unit,
    open_unit,
    rename_unit,
    split_unit,
)
from tiendo.core.orgunit_paths import Paths, closure_rows, common_ancestor
from tiendo.core.orgunit_values import (
    ChangeKind,
    ClosureRow,
    Level,
    Stretch,
    Successor,
    UnitChange,
    UnitId,
    before,
)

__all__ = [
    "ChangeKind",
    "ClosureRow",
    "Level",
    "OrgTree",
    "Stretch",
    "Successor",
    "UnitChange",
    "UnitId",
    "close_unit",
    "merge_units",
    "move_unit",
    "open_unit",
    "rename_unit",
    "split_unit",
]

register("tree.not_whole", ProblemKind.INVALID, "The units would not form a whole tree; faults: {count}.")
register("tree.no_unit", ProblemKind.NOT_FOUND, "There is no unit {unit}.")
register("tree.code_unknown", ProblemKind.NOT_FOUND, "No unit ever had the code {code} (asked for {day}).")
register(
    "tree.code_ended",
    ProblemKind.NOT_FOUND,
    "No unit has the code {code} on {day}: it belonged to {name} ({unit}) until {last}.",
)
register(
    "tree.code_not_yet",
    ProblemKind.NOT_FOUND,
    "No unit has the code {code} on {day}: it belongs to {name} ({unit}) from {first}.",
)
register(
    "tree.as_is_early",
    ProblemKind.INVALID,
    "What stands on {day} cannot be shown in the units of {at}, which is earlier: name a later day.",
)


_SUBTREES_HELD = 2_048
"""Subtrees a tree remembers: a screen asks for the same few over and over."""


class OrgTree:
    """All units through all time, whole on every day. VN: cây đơn vị.

    Units it does not know are never open: the tree as known earlier may not have them yet.
    """

    def __init__(self, draft: Draft) -> None:
        """Errors: Problem `tree.not_whole`, whose causes are all faults. Use `build`."""
        if draft.faults:
            raise Problem.many("tree.not_whole", draft.faults)
        self._draft = draft
        self._paths = Paths(draft.runs)
        self._subtrees: dict[tuple[UnitId, date], tuple[UnitId, ...]] = {}

    @classmethod
    def build(cls, changes: Iterable[UnitChange], levels: Iterable[Level]) -> Self:
        """The tree these changes make, in whatever order they come.

        Errors: Problem `tree.not_whole`, whose causes are all faults.
        """
        return cls(Draft(changes, levels))

    @staticmethod
    def faults(changes: Iterable[UnitChange], levels: Iterable[Level]) -> list[Problem]:
        """All that keeps these changes from making a whole tree: what a clerk must put right first."""
        return Draft(changes, levels).faults

    def with_changes(self, *changes: UnitChange) -> Self:
        """The tree these and further changes make, late or in time. Errors: Problem `tree.not_whole`."""
        return self.build((*self.changes, *changes), self.levels)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OrgTree) and (self.changes, self.levels) == (other.changes, other.levels)

    def __hash__(self) -> int:
        return hash((self.changes, self.levels))

    def __repr__(self) -> str:
        return f"<OrgTree of {len(self._draft.stretches)} units>"

    # What the tree is made of

    @property
    def changes(self) -> tuple[UnitChange, ...]:
        """The changes by day, those of one day by unit."""
        return self._draft.changes

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels from the top, equals by key."""
        return tuple(self._draft.levels.values())

    def level(self, key: str) -> Level:
        """The level of that key. Errors: KeyError (a bug: units have levels of the tree only)."""
        return self._draft.levels[key]

    def units(self) -> tuple[UnitId, ...]:
        """Every unit there ever was, by id."""
        return tuple(self._draft.stretches)

    # One unit in time

    def stretches(self, unit: UnitId) -> tuple[Stretch, ...]:
        """The unit's states in order of time; none for an unknown unit."""
        return self._draft.stretches.get(unit, ())

    def stretch_at(self, unit: UnitId, day: date) -> Stretch | None:
        """Code, name, level and parent of the unit on a day; None when it is not open."""
        stretches = self._draft.stretches.get(unit, ())
        index = bisect_right(stretches, day, key=lambda stretch: stretch.start) - 1
        return stretches[index] if index >= 0 and before(day, stretches[index].end) else None

    def is_open(self, unit: UnitId, day: date) -> bool:
        """Whether the unit is open on a day; on the day it closes it no longer is."""
        stretches = self._draft.stretches.get(unit)
        return stretches is not None and stretches[0].start <= day and before(day, stretches[-1].end)

    def life(self, unit: UnitId) -> tuple[date, date | None]:
        """The unit's first day, and the day from which it is closed. Errors: Problem `tree.no_unit`."""
        if unit not in self._draft.stretches:
            raise Problem("tree.no_unit", unit=unit)
        return self._draft.life(unit)

    # Above and below

    def parent(self, unit: UnitId, day: date) -> UnitId | None:
        """The unit directly above; None for a root and when not open."""
        stretch = self.stretch_at(unit, day)
        return stretch.parent if stretch is not None else None

    def path(self, unit: UnitId, day: date) -> tuple[UnitId, ...]:
        """All units from the root down to the unit itself; empty when not open."""
        spans = self._paths.spans(unit)
        index = bisect_right(spans, day, key=lambda span: span.start) - 1
        return spans[index].path if index >= 0 and before(day, spans[index].end) else ()

    def children(self, unit: UnitId, day: date) -> tuple[UnitId, ...]:
        """Open units directly below, by id."""
        return tuple(
            child for child, start, end in self._children.get(unit, ()) if start <= day and before(day, end)
        )

    def subtree(self, unit: UnitId, day: date) -> tuple[UnitId, ...]:
        """The unit and all open units below it, each before what is below it; empty when not open."""
        held = self._subtrees.get((unit, day))
        if held is None:
            found = [unit] if self.is_open(unit, day) else []
            for at in found:
                found.extend(self.children(at, day))
            if len(self._subtrees) >= _SUBTREES_HELD:
                self._subtrees.clear()
            held = self._subtrees[unit, day] = tuple(found)
        return held

    def open_units(self, day: date) -> tuple[UnitId, ...]:
        """All open units, by id."""
        return tuple(unit for unit in self._draft.stretches if self.is_open(unit, day))

    def below(self, ancestor: UnitId, unit: UnitId, day: date) -> bool:
        """Whether the unit is below the other, at any depth; nobody is below itself."""
        return unit != ancestor and ancestor in self.path(unit, day)

    def path_change_days(self, unit: UnitId) -> tuple[date, ...]:
        """Days on which the path changes while the unit is open: moves of its own and of units above it."""
        return tuple(span.start for span in self._paths.spans(unit)[1:])

    def last_day_under(self, unit: UnitId, ancestor: UnitId, until: date) -> date | None:
        """The last day up to `until` on which a unit was the other or below it; None when it never was by then."""
        for span in reversed(self._paths.spans(unit)):
            if span.start <= until and ancestor in span.path:
                return until if before(until, span.end) or span.end is None else span.end - timedelta(days=1)
        return None

    def entered_on(self, unit: UnitId, ancestor: UnitId, day: date) -> date | None:
        """Since when a unit has been the other or below it without a break, on a day; None when it is not then."""
        found = None
        for span in reversed(self._paths.spans(unit)):
            if span.start > day:
                continue
            if ancestor not in span.path or (found is None and not before(day, span.end)):
                break
            found = span.start
        return found

    def closure(self, units: Iterable[UnitId] | None = None) -> list[ClosureRow]:
        """Who was above these units (default: all), through which child, and when: the tree as a table."""
        asked = self.units() if units is None else sorted(set(units))
        return [row for unit in asked for row in closure_rows(unit, self._paths.spans(unit))]

    def rows_below(self, ancestor: UnitId) -> Sequence[ClosureRow]:
        """The closure's rows of one ancestor: who was ever it or below it."""
        return self._below.get(ancestor, ())

    @cached_property
    def _below(self) -> dict[UnitId, list[ClosureRow]]:
        below: dict[UnitId, list[ClosureRow]] = defaultdict(list)
        for row in self.closure():
            below[row.ancestor].append(row)
        return dict(below)

    def affected_by(self, other: OrgTree) -> set[UnitId]:
        """Units whose closure rows differ in the other tree: those whose figures must be looked at."""
        units = self._draft.stretches.keys() | other._draft.stretches.keys()
        return {unit for unit in units if self._paths.spans(unit) != other._paths.spans(unit)}

    @cached_property
    def _children(self) -> dict[UnitId, list[tuple[UnitId, date, date | None]]]:
        children: dict[UnitId, list[tuple[UnitId, date, date | None]]] = defaultdict(list)
        for unit, runs in self._draft.runs.items():
            for run in runs:
                if run.parent is not None:
                    children[run.parent].append((unit, run.start, run.end))
        return dict(children)

    # Codes

    def resolve(self, code: str, day: date) -> UnitId | None:
        """The unit that has the code on a day; codes are reused, so a code means nothing without one."""
        held = self._codes.get(code, ())
        index = bisect_right(held, day, key=lambda stretch: stretch.start) - 1
        return held[index].unit if index >= 0 and held[index].holds(day) else None

    def find(self, code: str, day: date) -> UnitId:
        """Like `resolve`, for codes people write.

        Errors: Problem `tree.code_unknown`; `tree.code_ended` and `tree.code_not_yet`, which say whose it is.
        """
        unit = self.resolve(code, day)
        if unit is not None:
            return unit
        held = self._codes.get(code, ())
        if not held:
            raise Problem("tree.code_unknown", code=code, day=day)
        past = [stretch for stretch in held if stretch.start <= day]
        nearest = past[-1] if past else held[0]
        details = {"code": code, "day": day, "unit": nearest.unit, "name": nearest.name}
        if not past:
            raise Problem("tree.code_not_yet", first=nearest.start, **details)
        last = None if nearest.end is None else nearest.end - timedelta(days=1)
        raise Problem("tree.code_ended", last=last, **details)

    @cached_property
    def _codes(self) -> dict[str, list[Stretch]]:
        codes: dict[str, list[Stretch]] = defaultdict(list)
        for stretches in self._draft.stretches.values():
            for stretch in stretches:
                codes[stretch.code].append(stretch)
        return {code: sorted(held, key=lambda stretch: stretch.start) for code, held in codes.items()}

    # Before and after

    def successors(self, unit: UnitId) -> tuple[Successor, ...]:
        """Who received from the unit when it closed, in the order named."""
        closing = self._draft.closings.get(unit)
        return closing.successors if closing is not None else ()

    def predecessors(self, unit: UnitId) -> tuple[UnitId, ...]:
        """The units that closed into this one, by the day they closed and then by id."""
        return self._closed_into.get(unit, ())

    def lineage(self, unit: UnitId) -> frozenset[UnitId]:
        """The unit, the units that closed into it, those that closed into these, and so on."""
        return frozenset(_reached([unit], self.predecessors))

    def heirs(self, unit: UnitId, until: date) -> set[UnitId]:
        """The unit and all who took over from it, or from these, on or before a day."""
        return _reached([unit], lambda each: self._received(each) if self._closed_by(each, until) else ())

    def _closed_by(self, unit: UnitId, day: date) -> bool:
        end = self._draft.life(unit)[1]
        return end is not None and end <= day

    def family(self, units: Iterable[UnitId]) -> set[UnitId]:
        """All units connected with these by succession in either direction: where a stock may have been."""
        return _reached(units, lambda unit: (*self._received(unit), *self.predecessors(unit)))

    def as_is(self, unit: UnitId, day: date, at: date) -> UnitId | None:
        """The unit that stands in the tree of day `at` for what this unit did on an earlier `day`.

        Itself while open; then its single successor; without one its heir, else its last parent; each in its
        turn. What was split stays at the nearest common ancestor of what stands for its successors. None when
        nothing does. Errors: Problem `tree.as_is_early` when `at` comes before `day`.
        """
        if at < day:
            raise Problem("tree.as_is_early", unit=unit, day=day, at=at)
        return self._stand_in(unit, at, {})

    def _stand_in(self, unit: UnitId, at: date, known: dict[UnitId, UnitId | None]) -> UnitId | None:
        stretches = self._draft.stretches.get(unit)
        if stretches is None or at < stretches[0].start:
            return None
        if self.is_open(unit, at):
            return unit
        if unit not in known:
            closing = self._draft.closings[unit]
            heir = closing.heir if closing.heir is not None else stretches[-1].parent
            heirs = self._received(unit) or ([] if heir is None else [heir])
            found = [self._stand_in(other, at, known) for other in heirs]
            standing = [other for other in found if other is not None]
            complete = len(standing) == len(found)
            known[unit] = common_ancestor(self.path(o, at) for o in standing) if complete else None
        return known[unit]

    def _received(self, unit: UnitId) -> list[UnitId]:
        return [successor.unit for successor in self.successors(unit)]

    @cached_property
    def _closed_into(self) -> dict[UnitId, tuple[UnitId, ...]]:
        return closings_into(self._draft.closings)


def _reached(units: Iterable[UnitId], step: Callable[[UnitId], Iterable[UnitId]]) -> set[UnitId]:
    """The units, where one step leads from them, where one leads from there, and so on."""
    reached: set[UnitId] = set()
    waiting = list(units)
    while waiting:
        unit = waiting.pop()
        if unit not in reached:
            reached.add(unit)
            waiting.extend(step(unit))
    return reached
