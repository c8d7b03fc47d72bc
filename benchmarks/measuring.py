"""Times calls and counts their SQL statements, and holds what was found against a floor and a bound."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from django.db import connections

from benchmarks.place import loop_ms
from benchmarks.table import QUIET

ALIASES = ("default", "snapshot")

BEST_LOOP_MS = 53
"""What `loop_ms` says when nothing else runs on the hardware below this machine."""
_STEPS, _SELDOM, _POLL = 10_000, 0.3, 0.1
"""A shorter loop tells the pace between runs, and no more often than this in seconds; so long until one looks again."""


def pace() -> float:
    """How many times as long as at its best this machine takes now for the same work.

    Of several processors the slower one counts where the database's server works on another.
    """
    if not Patience.with_server:
        return _pace()
    allowed, paces = os.sched_getaffinity(0), []
    try:
        for processor in allowed:
            os.sched_setaffinity(0, {processor})
            paces.append(_pace())
    finally:
        os.sched_setaffinity(0, allowed)
    return max(paces)


def _pace() -> float:
    return loop_ms(_STEPS) / (BEST_LOOP_MS * _STEPS / 300_000)


class Patience:
    """How long measuring may wait, in seconds and in all, for a machine that others keep busy."""

    left = 0.0
    with_server = False
    """Whether a server works beside this process."""

    @classmethod
    def wait(cls) -> None:
        """Wait until the machine is undisturbed, or patience has run out."""
        began = time.monotonic()
        while cls.left > time.monotonic() - began and pace() > QUIET:
            time.sleep(_POLL)
        cls.left -= time.monotonic() - began


@dataclass
class Counter:
    """How many statements were run on both connections; opening and closing a transaction is none."""

    statements: list[str] = field(default_factory=list)

    def note(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: PLR0917
        """Let a statement pass, and count it; as Django calls it."""
        if not sql.startswith("BEGIN"):
            self.statements.append(sql)
        return execute(sql, params, many, context)


@contextmanager
def counting() -> Iterator[Counter]:
    """Count the statements run inside the block."""
    counter = Counter()
    one, two = (connections[alias].execute_wrapper(counter.note) for alias in ALIASES)
    with one, two:
        yield counter


@dataclass
class Timing:
    """What several runs took, in milliseconds, and the statements of each."""

    times: list[float] = field(default_factory=list)
    statements: list[int] = field(default_factory=list)
    paces: list[float] = field(default_factory=list)
    _paced: float = 0.0

    @property
    def median(self) -> float:
        """The run in the middle."""
        return median(self.times)

    def take(self, call: Callable[[], object], *, look: bool = False) -> None:
        """Time one more run; `look` to know how quick the machine was right after it, else now and then."""
        with counting() as counter:
            start = time.perf_counter()
            call()
            self.times.append((time.perf_counter() - start) * 1_000)
        self.statements.append(len(counter.statements))
        if look:
            self._paced = 0.0
        self.note_pace()

    def note_pace(self) -> None:
        """Note how quick the machine is now, unless that was done a moment ago."""
        if time.monotonic() - self._paced > _SELDOM:
            self.paces.append(pace())
            self._paced = time.monotonic()

    @property
    def pace(self) -> float | None:
        """How quick the machine was meanwhile, in the middle: 1 at its best; None where nobody looked."""
        return median(self.paces) if self.paces else None

    @property
    def quiet(self) -> int:
        """How many of the runs were undisturbed, where each was looked at."""
        return sum(each <= QUIET for each in self.paces)

    def kept(self, wanted: int) -> Timing:
        """The undisturbed runs, where there are as many as wanted; otherwise all, with how disturbed they were."""
        runs = zip(self.times, self.statements, self.paces, strict=True)
        quiet = [run for run in runs if run[2] <= QUIET]
        return Timing(*map(list, zip(*quiet, strict=True))) if len(quiet) >= wanted else self


def timed(
    calls: Iterable[Callable[[], object]],
    *,
    between: Callable[[], object] | None = None,
    collect: bool = True,
) -> Timing:
    """Time calls one by one; `between` runs before each, untimed, and so does a collection of garbage."""
    timing = Timing()
    for call in calls:
        _make_ready(between, collect=collect)
        timing.take(call)
    return timing


def patiently(
    calls: Iterable[Callable[[], object]], wanted: int, *, between: Callable[[], object] | None = None
) -> Timing:
    """Time so many calls in undisturbed moments, more of them where some were disturbed, as long as patience lasts.

    Whether a moment is undisturbed is told by other work right before and after, never by the call itself.
    """
    timing = Timing()
    for call in calls:
        _make_ready(between)
        Patience.wait()
        timing.take(call, look=True)
        if timing.paces[-1] > QUIET:
            Patience.left -= timing.times[-1] / 1_000
        if timing.quiet >= wanted or (Patience.left <= 0 and len(timing.times) >= wanted):
            break
    return timing.kept(wanted)


def _make_ready(between: Callable[[], object] | None, *, collect: bool = True) -> None:
    if between is not None:
        between()
    if collect:
        gc.collect()


@dataclass(frozen=True)
class Row:
    """One line of the table: what was asked, what it took, what the bare minimum took, and what is allowed."""

    key: str
    question: str
    median_ms: float
    runs: int
    statements: int
    floor_ms: float
    bound_ms: float | None
    bound_statements: int | None
    pace: float | None = None
    """How many times slower than at its best the machine was while this was measured."""
    constant: bool = True
    """Whether all runs took the same number of statements, where that is asked."""

    @property
    def met(self) -> bool | None:
        """Whether it stays within its bounds; None where there is none."""
        if self.bound_ms is None and self.bound_statements is None:
            return None
        quick = self.bound_ms is None or self.median_ms < self.bound_ms
        few = self.bound_statements is None or self.statements <= self.bound_statements
        return quick and few and self.constant

    def document(self) -> dict[str, Any]:
        """The line as it is printed and kept."""
        return {
            "key": self.key,
            "question": self.question,
            "median_ms": round(self.median_ms, 2),
            "runs": self.runs,
            "statements": self.statements,
            "floor_ms": round(self.floor_ms, 2),
            "ratio": round(self.median_ms / self.floor_ms, 1) if self.floor_ms else None,
            "bound_ms": self.bound_ms,
            "bound_statements": self.bound_statements,
            "pace": None if self.pace is None else round(self.pace, 2),
            "met": self.met,
        }


def even(of: Sequence[Any], count: int) -> list[Any]:
    """So many of a sequence, evenly spread."""
    count = min(count, len(of))
    return [of[n * len(of) // count] for n in range(count)]
