"""Paths of units through time, and the closure rows they make: worked out when asked for, once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from tiendo.core.orgunit_values import (
    ClosureRow,
    Run,
    Span,
    Stretch,
    UnitId,
    before,
    first_end,
)


def runs_of(stretches: Sequence[Stretch]) -> tuple[Run, ...]:
    """A unit's stretches joined over renames."""
    runs = []
    for (parent, level), group in groupby(stretches, key=lambda s: (s.parent, s.level)):
        members = list(group)
        runs.append(Run(parent, level, members[0].start, members[-1].end))
    return tuple(runs)


class Paths:
    """Every unit's path as spans of time, for a tree already found whole."""

    def __init__(self, runs: Mapping[UnitId, tuple[Run, ...]]) -> None:
        self._runs = runs
        self._by_run: dict[tuple[UnitId, int], tuple[Span, ...]] = {}
        self._by_unit: dict[UnitId, tuple[Span, ...]] = {}

    def spans(self, unit: UnitId) -> tuple[Span, ...]:
        """The unit's paths in order of time, each as long as it lasts; none for an unknown unit."""
        spans = self._by_unit.get(unit)
        if spans is None:
            runs = range(len(self._runs.get(unit, ())))
            spans = _joined([span for index in runs for span in self._run_spans(unit, index)])
            self._by_unit[unit] = spans
        return spans

    def _run_spans(self, unit: UnitId, index: int) -> tuple[Span, ...]:
        # By run, not by unit: two units may each be above the other at different times, but a run has one
        # rank and hangs under runs of smaller rank only, so this ends.
        spans = self._by_run.get((unit, index))
        if spans is None:
            spans = tuple(self._worked_out(unit, self._runs[unit][index]))
            self._by_run[unit, index] = spans
        return spans

    def _worked_out(self, unit: UnitId, run: Run) -> Iterator[Span]:
        if run.parent is None:
            yield Span(run.start, run.end, (unit,))
            return
        for index, above in enumerate(self._runs[run.parent]):
            if before(above.start, run.end) and before(run.start, above.end):
                for span in self._run_spans(run.parent, index):
                    start, end = max(span.start, run.start), first_end(span.end, run.end)
                    if before(start, end):
                        yield Span(start, end, (*span.path, unit))


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    if len(spans) < 2:
        return tuple(spans)
    joined = []
    for path, group in groupby(spans, key=lambda span: span.path):
        members = list(group)
        joined.append(Span(members[0].start, members[-1].end, path))
    return tuple(joined)


def closure_rows(unit: UnitId, spans: Iterable[Span]) -> Iterator[ClosureRow]:
    """The unit's rows, nearest ancestor first, each as long as ancestor, via and depth stay the same."""
    spans = tuple(spans)
    for depth in range(max((len(span.path) for span in spans), default=0)):
        for pair, group in groupby(spans, key=lambda span: _at_depth(span.path, depth)):
            if pair is not None:
                members = list(group)
                yield ClosureRow(pair[0], unit, pair[1], depth, members[0].start, members[-1].end)


def _at_depth(path: tuple[UnitId, ...], depth: int) -> tuple[UnitId, UnitId | None] | None:
    """Ancestor and via, so many steps up; None where the path is shorter."""
    if depth >= len(path):
        return None
    return path[-1 - depth], path[-depth] if depth else None


def common_ancestor(paths: Iterable[tuple[UnitId, ...]]) -> UnitId | None:
    """The lowest unit on all of the paths, which may be where one of them ends; None when roots differ."""
    nearest = None
    for units in zip(*paths, strict=False):
        if len(set(units)) > 1:
            break
        nearest = units[0]
    return nearest
