"""Changes, in whatever order they arrived, read into stretches of units, with all that is wrong in them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby, pairwise

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.orgunit_paths import runs_of
from tiendo.core.orgunit_values import (
    ChangeKind,
    Level,
    Run,
    Stretch,
    Successor,
    UnitChange,
    UnitId,
    before,
)

INVALID = ProblemKind.INVALID
_UNIT = "Unit {name} ({unit})"
_CLOSED = _UNIT + ", closed on {day}: "
_NOT_HIGHER = "under {parent_name} ({parent}, {parent_level}), which is not at a higher level."
_OTHER = "{other_name} ({other})"
_TEXTS = {
    "tree.level_twice": "Level {level} is defined twice.",
    "tree.unknown_level": _UNIT + ", {day}: there is no level {level}.",
    "tree.unknown_unit": _UNIT + ", {day}: unit {other} does not exist.",
    "tree.incomplete": _UNIT + ", {day}: {kind} needs {fields}.",
    "tree.surplus": _UNIT + ", {day}: {kind} takes no {fields}.",
    "tree.not_opened": _UNIT + " changes on {day} without having been opened: record its opening first.",
    "tree.opened_twice": _UNIT + " is opened again on {day}: give the new unit an id of its own.",
    "tree.after_close": _UNIT + " changes on {day}, after it was closed on {closed}.",
    "tree.two_changes": _UNIT + " has two changes on {day}: put them into one, or on different days.",
    "tree.root": _UNIT + " has no parent from {day}, but {level} is not the top level: name its parent.",
    "tree.orphan": _UNIT + " would hang on {day} under {parent_name} ({parent}), which is not open then: "
    "move or close {name} on or before that day.",
    "tree.rank": _UNIT + ", {level}, would hang on {day} " + _NOT_HIGHER,
    "tree.cycle": _UNIT + " would be below itself on {day}, " + _NOT_HIGHER,
    "tree.code_twice": "Code {code} would belong to two units on {day}: {name} ({unit}) and " + _OTHER + ".",
    "tree.successor_twice": _CLOSED + "successor {other} is named twice.",
    "tree.successor_closed": _CLOSED + "its successor " + _OTHER + " is not open then.",
    "tree.own_predecessor": _CLOSED + "it would come after itself through " + _OTHER + ".",
    "tree.weights": _CLOSED + "the part of {other} in {element} must be one whole number, 0 or more.",
    "tree.heir_closed": _CLOSED + "its heir " + _OTHER + " is not open then.",
    "tree.heir_and_successors": _CLOSED + "it has successors, so it takes no heir.",
}
for _code, _text in _TEXTS.items():
    register(_code, INVALID, _text)

_ORDER = {kind: order for order, kind in enumerate(ChangeKind)}
_NEEDED = {
    ChangeKind.OPEN: ("code", "name", "level"),
    ChangeKind.RENAME: (),
    ChangeKind.MOVE: (),
    ChangeKind.CLOSE: (),
}
_TAKEN = {
    ChangeKind.OPEN: ("code", "name", "level", "parent"),
    ChangeKind.RENAME: ("code", "name"),
    ChangeKind.MOVE: ("code", "name", "level", "parent"),
    ChangeKind.CLOSE: ("successors", "heir"),
}
_FIELDS = ("code", "name", "level", "parent", "successors", "heir")


class Draft:
    """A tree read from changes, whole if without `faults`; reading past a fault to tell all at once."""

    def __init__(self, changes: Iterable[UnitChange], levels: Iterable[Level]) -> None:
        self.faults: list[Problem] = []
        self.levels = self._read_levels(levels)
        self.changes = tuple(sorted(changes, key=lambda c: (c.day, c.unit, _ORDER[c.kind])))
        self.stretches: dict[UnitId, tuple[Stretch, ...]] = {}
        self.runs: dict[UnitId, tuple[Run, ...]] = {}
        self.closings: dict[UnitId, UnitChange] = {}
        # Their own history cannot be read; what hangs on them is not judged, lest one fault look like many.
        self.unclear: set[UnitId] = set()
        self._read_units()
        for unit in self.stretches:
            self._check_parents(unit)
        self._check_codes()
        for unit, closing in sorted(self.closings.items()):
            self._check_closing(unit, closing)

    def name(self, unit: UnitId) -> str:
        """The unit's last name, to speak of it."""
        stretches = self.stretches.get(unit)
        return stretches[-1].name if stretches else str(unit)

    def life(self, unit: UnitId) -> tuple[date, date | None]:
        """The unit's first day and the day it closes."""
        stretches = self.stretches[unit]
        return stretches[0].start, stretches[-1].end

    def _fault(self, code: str, unit: UnitId, day: date, /, **details: object) -> None:
        details.setdefault("name", self.name(unit))
        self.faults.append(Problem(code, unit=unit, day=day, **details))

    def _read_levels(self, levels: Iterable[Level]) -> dict[str, Level]:
        read: dict[str, Level] = {}
        for level in sorted(levels, key=lambda level: (level.rank, level.key, level.name)):
            if level.key in read:
                self.faults.append(Problem("tree.level_twice", level=level.key))
            read.setdefault(level.key, level)
        return read

    # One unit's own history

    def _read_units(self) -> None:
        histories: dict[UnitId, list[UnitChange]] = defaultdict(list)
        for change in self.changes:
            histories[change.unit].append(change)
        for unit, history in sorted(histories.items()):
            faults = [*_order_faults(history), *_form_faults(history)]
            if faults:
                names = [(change.day, change.name) for change in history if change.name]
                name = max(names)[1] if names else str(unit)
                for code, change, details in faults:
                    self._fault(code, unit, change.day, name=name, **details)
                self.unclear.add(unit)
                continue
            self.stretches[unit] = _fold(history)
            self.runs[unit] = runs_of(self.stretches[unit])
            if history[-1].kind is ChangeKind.CLOSE:
                self.closings[unit] = history[-1]

    # Under whom a unit hangs

    def _check_parents(self, unit: UnitId) -> None:
        for run in self.runs[unit]:
            level = self.levels.get(run.level)
            if level is None:
                self._fault("tree.unknown_level", unit, run.start, level=run.level)
            if run.parent is not None:
                self._check_parent(unit, run, run.parent)
            elif level is not None and level.rank > next(iter(self.levels.values())).rank:
                self._fault("tree.root", unit, run.start, level=run.level)

    def _check_parent(self, unit: UnitId, run: Run, parent: UnitId) -> None:
        if self._missing(unit, parent, run.start):
            return
        opened, closed = self.life(parent)
        alone = [run.start] if run.start < opened else []
        if closed is not None and before(closed, run.end):
            alone.append(max(closed, run.start))
        for day in alone:
            self._fault("tree.orphan", unit, day, parent=parent, parent_name=self.name(parent))
        for above in self.runs[parent]:
            if before(above.start, run.end) and before(run.start, above.end):
                self._check_rank(unit, run, parent, above=above)

    def _check_rank(self, unit: UnitId, run: Run, parent: UnitId, *, above: Run) -> None:
        lower, higher = self.levels.get(run.level), self.levels.get(above.level)
        if lower is not None and higher is not None and lower.rank > higher.rank:
            return  # as long as ranks rise on the way down there can be no ring
        day = max(run.start, above.start)
        ring = self._in_ring(unit, day)
        if ring or (lower is not None and higher is not None):
            code = "tree.cycle" if ring else "tree.rank"
            details = {"level": run.level, "parent_level": above.level}
            self._fault(code, unit, day, parent=parent, parent_name=self.name(parent), **details)

    def _in_ring(self, unit: UnitId, day: date) -> bool:
        seen: set[UnitId] = set()
        at: UnitId | None = unit
        while at is not None and at not in seen:
            seen.add(at)
            runs = self.runs.get(at, ())
            at = next((r.parent for r in runs if r.start <= day and before(day, r.end)), None)
        return at == unit

    def _missing(self, unit: UnitId, other: UnitId, day: date) -> bool:
        """Whether nothing can be said of another unit; says so where it does not exist at all."""
        if other in self.stretches:
            return False
        if other not in self.unclear:
            self._fault("tree.unknown_unit", unit, day, other=other)
        return True

    # Codes

    def _check_codes(self) -> None:
        held: dict[str, list[tuple[date, UnitId, date | None]]] = defaultdict(list)
        for unit, stretches in self.stretches.items():
            for code, group in groupby(stretches, key=lambda stretch: stretch.code):
                members = list(group)
                held[code].append((members[0].start, unit, members[-1].end))
        for code, holders in sorted(held.items()):
            if len(holders) > 1:
                self._check_code(code, sorted(holders, key=lambda holder: holder[:2]))

    def _check_code(self, code: str, holders: list[tuple[date, UnitId, date | None]]) -> None:
        _, last, until = holders[0]
        for start, unit, end in holders[1:]:
            if before(start, until) and unit != last:
                self._fault("tree.code_twice", unit, start, code=code, other=last, other_name=self.name(last))
            if until is not None and (end is None or end > until):
                last, until = unit, end

    # Successors

    def _check_closing(self, unit: UnitId, closing: UnitChange) -> None:
        day, successors = closing.day, closing.successors
        for other, times in sorted(Counter(s.unit for s in successors).items()):
            if times > 1:
                self._fault("tree.successor_twice", unit, day, other=other)
            if not self._missing(unit, other, day) and not self._open(other, day):
                # A ring of successions always has a link to a unit that is not open, so this finds them all.
                code = "tree.own_predecessor" if self._comes_after(unit, other) else "tree.successor_closed"
                self._fault(code, unit, day, other=other, other_name=self.name(other))
        for successor in successors:
            for element in _bad_weights(successor):
                self._fault("tree.weights", unit, day, other=successor.unit, element=element)
        heir = closing.heir
        if heir is None:
            return
        if successors:
            self._fault("tree.heir_and_successors", unit, day)
        if not self._missing(unit, heir, day) and not self._open(heir, day):
            self._fault("tree.heir_closed", unit, day, other=heir, other_name=self.name(heir))

    def _open(self, unit: UnitId, day: date) -> bool:
        start, end = self.life(unit)
        return start <= day and before(day, end)

    def _comes_after(self, unit: UnitId, first: UnitId) -> bool:
        """Whether `unit` is `first`, or receives from it through others."""
        seen: set[UnitId] = set()
        waiting = [first]
        while waiting:
            at = waiting.pop()
            if at not in seen:
                seen.add(at)
                if closing := self.closings.get(at):
                    waiting.extend(successor.unit for successor in closing.successors)
        return unit in seen


Fault = tuple[str, UnitChange, dict[str, object]]


def _order_faults(history: list[UnitChange]) -> Iterator[Fault]:
    """What is wrong in the order of one unit's changes."""
    if history[0].kind is not ChangeKind.OPEN:
        yield "tree.not_opened", history[0], {}
    closed: date | None = None
    opened = False
    for earlier, change in pairwise([None, *history]):
        assert change is not None
        if earlier is not None and earlier.day == change.day:
            yield "tree.two_changes", change, {}
        elif closed is not None:
            yield "tree.after_close", change, {"closed": closed}
        elif change.kind is ChangeKind.OPEN and opened:
            yield "tree.opened_twice", change, {}
        opened = opened or change.kind is ChangeKind.OPEN
        if change.kind is ChangeKind.CLOSE and closed is None:
            closed = change.day


def _form_faults(history: list[UnitChange]) -> Iterator[Fault]:
    """What single changes lack, or carry in vain."""
    for change in history:
        kind = change.kind
        given = [field for field in _FIELDS if getattr(change, field) not in (None, ())]
        lacking = [field for field in _NEEDED[kind] if not getattr(change, field)]
        empty = [field for field in ("code", "name") if getattr(change, field) == "" and field not in lacking]
        if kind is ChangeKind.RENAME and not given:
            lacking = ["code or name"]
        if kind is ChangeKind.MOVE and change.parent is None:
            lacking = ["parent"]
        if lacking or empty:
            yield "tree.incomplete", change, {"kind": kind.value, "fields": ", ".join([*lacking, *empty])}
        surplus = [field for field in given if field not in _TAKEN[kind]]
        if surplus:
            yield "tree.surplus", change, {"kind": kind.value, "fields": ", ".join(surplus)}


def _fold(history: list[UnitChange]) -> tuple[Stretch, ...]:
    """The stretches a faultless history makes."""
    stretches: list[Stretch] = []
    code, name, level, parent = "", "", "", None
    for change, following in pairwise([*history, None]):
        assert change is not None
        if change.kind is ChangeKind.CLOSE:
            break
        code, name, level = change.code or code, change.name or name, change.level or level
        parent = change.parent if change.kind is not ChangeKind.RENAME else parent
        end = following.day if following is not None else None
        stretches.append(Stretch(change.unit, code, name, level, parent, change.day, end))
    return tuple(stretches)


def _bad_weights(successor: Successor) -> Iterator[str]:
    """Elements whose weight is no whole number from 0 up, or is stated twice."""
    times = Counter(element for element, _ in successor.parts)
    for element, weight in dict(successor.parts).items():
        if times[element] > 1 or type(weight) is not int or weight < 0:
            yield element


def closings_into(closings: Mapping[UnitId, UnitChange]) -> dict[UnitId, tuple[UnitId, ...]]:
    """Direct predecessors of every unit, by the day they closed and then by id."""
    into: dict[UnitId, list[UnitId]] = defaultdict(list)
    for unit, closing in sorted(closings.items(), key=lambda item: (item[1].day, item[0])):
        for successor in closing.successors:
            into[successor.unit].append(unit)
    return {unit: tuple(units) for unit, units in into.items()}
