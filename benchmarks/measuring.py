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

ALIASES = ("default", "snapshot")


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


def timed(
    calls: Iterable[Callable[[], object]],
    *,
    between: Callable[[], object] | None = None,
    collect: bool = True,
) -> Timing:
    """Time calls one by one; `between` runs before each, untimed, and so does a collection of garbage."""
    timing = Timing()
    for call in calls:
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
            "met": self.met,
        }


def even(of: Sequence[Any], count: int) -> list[Any]:
    """So many of a sequence, evenly spread."""
    count = min(count, len(of))
    return [of[n * len(of) // count] for n in range(count)]
