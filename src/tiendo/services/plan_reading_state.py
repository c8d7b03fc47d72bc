"""A plan being read as it stands: what was understood, what people decided row by row, and what is left to decide."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.plan import Area
from tiendo.reading.kept import again
from tiendo.reading.proposals import Proposal, Question
from tiendo.reading.understood import WORDS, Allocation, ClauseKind, Duty, Target, Task, Understood
from tiendo.storage import plan_readings
from tiendo.storage.plan_readings import Decided, Kept

register("reading.unknown", ProblemKind.NOT_FOUND, "There is no plan {reading} being read.")
register("reading.no_row", ProblemKind.NOT_FOUND, "The plan being read has no row {row}.")

LOW = 75
"""Confidence in percent below which a row is shown first and has to be looked at."""

PLAN = "plan"
"""The row of the plan itself: its key, title, days."""

_CAPTION = 300
"""Most letters of the line above a table."""

SHARES = "shares"
"""The kind of row that is a table which hands numbers down; such rows may be decided on after adoption, too."""


@dataclass(frozen=True)
class SharesTable:
    """A table that hands numbers to units or years, with the line above it; `WORDS`: what the words hand to years.

    VN: bảng giao chỉ tiêu
    """

    number: int
    allocations: tuple[Allocation, ...]
    start: int
    end: int
    caption: str = ""

    @property
    def id(self) -> str:
        """What its row is called."""
        return f"B{self.number}"

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """What is handed down, each once, in the table's order."""
        return tuple(dict.fromkeys(one.measure for one in self.allocations))

    @cached_property
    def units(self) -> tuple[tuple[str, int], ...]:
        """Whom it is handed to, each row or column once, by its name and how many of that name stand before it.

        Rows that split only by year are none.
        """
        return tuple(dict.fromkeys((one.unit, one.again) for one in self.allocations if one.unit))


Piece = Target | Task | Duty | SharesTable


@dataclass(frozen=True)
class Read:
    """What a file was understood as and what was proposed for it, as kept when it was read."""

    understood: Understood
    proposals: Mapping[str, Proposal]
    questions: tuple[Question, ...]
    areas: tuple[Area, ...]


@dataclass(frozen=True)
class _Stored:
    understood: Understood
    proposals: tuple[Proposal, ...]
    questions: tuple[Question, ...]
    areas: tuple[Area, ...] = ()


@lru_cache(maxsize=4)
def read_from(text: str) -> Read:
    """A reading's kept text as values; the last few stay in the process."""
    stored = again(_Stored, json.loads(text))
    proposals = {one.target: one for one in stored.proposals}
    return Read(stored.understood, proposals, stored.questions, stored.areas)


@dataclass(frozen=True)
class Row:
    """One thing to decide on: a target, a task, a duty, a table that hands numbers down, or the plan itself."""

    key: str
    kind: str
    piece: Piece | None
    proposal: Proposal | None = None
    decided: Decided | None = None

    @property
    def number(self) -> int:
        """How many decisions there are on it: what the next one must be based on."""
        return self.decided.number if self.decided else 0

    @property
    def decision(self) -> Mapping[str, Any]:
        """What counts for it."""
        return self.decided.decision if self.decided else {}

    @property
    def verdict(self) -> str:
        """What was decided: confirmed, corrected, split, merged, rejected; empty while nothing is."""
        return str(self.decision.get("verdict", ""))

    @property
    def gone(self) -> bool:
        """Whether it does not stand in the plan by itself."""
        return self.verdict in ("rejected", "merged")

    @property
    def low(self) -> bool:
        """Whether the reading of it is not sure."""
        return self.proposal is not None and self.proposal.confidence < LOW

    @property
    def answers(self) -> Mapping[str, Any]:
        """The answers to its questions, by the question's key."""
        found: Mapping[str, Any] = self.decision.get("answers", {})
        return found

    def open_questions(self, questions: tuple[Question, ...] = ()) -> list[Question]:
        """Its questions nobody has answered."""
        asked = (*questions, *(self.proposal.questions if self.proposal else ()))
        return [] if self.gone else [one for one in asked if one.key not in self.answers]


@dataclass(frozen=True)
class Held:
    """A reading with its rows in reading order."""

    kept: Kept
    read: Read
    rows: Mapping[str, Row] = field(default_factory=dict)

    @property
    def plan(self) -> Row:
        """The row of the plan itself."""
        return self.rows[PLAN]

    def of(self, *kinds: str) -> list[Row]:
        """The rows of some kinds."""
        return [row for row in self.rows.values() if row.kind in kinds]

    @property
    def seen(self) -> int:
        """The event of the newest decision: who adopts says up to where they have seen."""
        return max((row.decided.seq for row in self.rows.values() if row.decided), default=self.kept.number)

    @property
    def open_questions(self) -> list[Question]:
        """All questions nobody has answered."""
        asked = [*self.plan.open_questions(self.read.questions)]
        for row in self.of("target"):
            asked += row.open_questions()
        return asked

    @property
    def undecided(self) -> list[Row]:
        """The rows nobody has decided on; tables that hand numbers down are a step of their own."""
        return [row for row in self.rows.values() if row.kind not in (PLAN, SHARES) and not row.verdict]


def held(cursor: Any, number: int) -> Held:
    """A reading as it stands. Three statements. Errors: Problem `reading.unknown`."""
    kept = found(cursor, number)
    read = read_from(plan_readings.document_of(cursor, number))
    decided = plan_readings.decisions_of(cursor, number)
    rows = {
        key: Row(key, kind, piece, proposal, decided.get(key)) for key, kind, piece, proposal in _pieces(read)
    }
    return Held(kept, read, rows)


def found(cursor: Any, number: int) -> Kept:
    """A reading without what was understood. Errors: Problem `reading.unknown`."""
    kept = plan_readings.find_reading(cursor, number) if 0 < number < 2**31 else None
    if kept is None:
        raise Problem("reading.unknown", reading=number)
    return kept


def _pieces(read: Read) -> Iterator[tuple[str, str, Piece | None, Proposal | None]]:
    yield PLAN, PLAN, None, None
    understood = read.understood
    for target in understood.targets:
        yield f"target-{target.id}", "target", target, read.proposals.get(target.id)
    for task in understood.tasks:
        yield f"task-{task.id}", "task", task, None
    for duty in understood.duties:
        yield f"duty-{duty.id}", "duty", duty, None
    tables: dict[int, list[Allocation]] = {}
    for one in understood.allocations:
        tables.setdefault(one.table, []).append(one)
    for number, told in tables.items():
        above = [
            one for one in understood.clauses if one.end <= told[0].start and one.kind is not ClauseKind.ROW
        ]
        caption = above[-1].text[:_CAPTION] if above and number != WORDS else ""
        table = SharesTable(number, tuple(told), told[0].start, told[-1].end, caption)
        yield f"{SHARES}-{number}", SHARES, table, None
