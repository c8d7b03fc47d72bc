"""Times calls and counts their SQL statements, and holds what was found against a floor and a bound."""

from __future__ import annotations

import gc
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
_STEPS, _SELDOM = 20_000, 0.3
"""A shorter loop tells the pace between runs, and no more often than this in seconds."""


def pace() -> float:
    """How many times as long as at its best this machine takes now for the same work."""
    return loop_ms(_STEPS) / (BEST_LOOP_MS * _STEPS / 300_000)


class Patience:
    """How long measuring may wait, in seconds and in all, for a machine that others keep busy."""

    left = 0.0
    _seen = 0.0

    @classmethod
    def wait(cls) -> None:
        """Wait until the machine is undisturbed, or patience has run out."""
        if cls.left <= 0 or time.monotonic() - cls._seen < 1:
            return
        while cls.left > 0 and pace() > QUIET:
            time.sleep(1)
            cls.left -= 1
        cls._seen = time.monotonic()


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

    def take(self, call: Callable[[], object]) -> None:
        """Time one more run."""
        with counting() as counter:
            start = time.perf_counter()
            call()
            self.times.append((time.perf_counter() - start) * 1_000)
        self.statements.append(len(counter.statements))
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


def timed(
    calls: Iterable[Callable[[], object]],
    *,
    between: Callable[[], object] | None = None,
    collect: bool = True,
    patient: bool = True,
) -> Timing:
    """Time calls one by one; `between` runs before each, untimed, and so does a collection of garbage.

    `patient`: wait for an undisturbed moment first; what takes minutes would use up all patience and gain nothing.
    """
    timing = Timing()
    for call in calls:
        if patient:
            Patience.wait()
        if between is not None:
            between()
        if collect:
            gc.collect()
        timing.take(call)
    return timing


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
