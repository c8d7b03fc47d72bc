"""The values the tree of units is made of; `orgunit` is the public door to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

UnitId = int


@dataclass(frozen=True, slots=True)
class Level:
    """A rung of the organisation, rank 0 at the top; equals share a rank (district and its like). VN: cấp."""

    key: str
    rank: int
    name: str


@dataclass(frozen=True, slots=True)
class Successor:
    """A unit that receives from a closed one. VN: đơn vị kế thừa.

    `parts` states a split: pairs of a data element's key and a whole number by which its level is shared out.
    """

    unit: UnitId
    parts: tuple[tuple[str, int], ...] = ()


class ChangeKind(StrEnum):
    """What can happen to a unit; to merge or split is to close with successors. VN: loại biến động đơn vị."""

    OPEN = "open"
    RENAME = "rename"
    MOVE = "move"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class UnitChange:
    """One thing that happens to one unit on one day, the only fact the tree is made of. VN: biến động đơn vị.

    OPEN gives code, name, level and parent (no parent: a root). RENAME gives name, code or both. MOVE gives
    parent, and may give name, code and level, since a unit has one change a day. CLOSE gives successors (one:
    merged; more: split) or, without any, may give an heir to stand for it. `day` is the new state's first.
    """

    kind: ChangeKind
    unit: UnitId
    day: date
    code: str | None = None
    name: str | None = None
    level: str | None = None
    parent: UnitId | None = None
    successors: tuple[Successor, ...] = ()
    heir: UnitId | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time `[start, end)` of a unit under one parent with one code, name, level. VN: giai đoạn của đơn vị."""

    unit: UnitId
    code: str
    name: str
    level: str
    parent: UnitId | None
    start: date
    end: date | None

    def holds(self, day: date) -> bool:
        """Whether `day` lies in the stretch."""
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class ClosureRow:
    """Time `[start, end)` of `unit` under `ancestor`, through the latter's child `via`. VN: quan hệ cấp trên.

    `depth` counts the steps between them; a unit is its own ancestor at depth 0, via nobody.
    """

    ancestor: UnitId
    unit: UnitId
    via: UnitId | None
    depth: int
    start: date
    end: date | None


class Run(NamedTuple):
    """A unit's stretches joined over renames: time `[start, end)` under one parent at one level and rank."""

    parent: UnitId | None
    level: str
    start: date
    end: date | None


class Span(NamedTuple):
    """Time `[start, end)` during which a unit's path from the root stays the same."""

    start: date
    end: date | None
    path: tuple[UnitId, ...]


def first_end(one: date | None, other: date | None) -> date | None:
    """The earlier of two ends, where none means never."""
    if one is None or other is None:
        return one or other
    return min(one, other)


def before(day: date, end: date | None) -> bool:
    """Whether `day` comes before an end, where none means never."""
    return end is None or day < end
