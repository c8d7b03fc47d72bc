"""Proposals as values: what a plan could make of what was read, with candidates, questions and a person's decisions.

Nothing here is adopted: every row waits for somebody to confirm, correct, split, merge or reject it.
Scores count per mille, so that the same bytes give the same order everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from tiendo.core.indicator import Comparator, ElementKind, Judged
from tiendo.core.plan import Basis
from tiendo.reading.said import Said


class Form(StrEnum):
    """The five forms of an indicator. VN: cách tính"""

    TOTAL = "total"
    LEVEL = "level"
    PERSONS = "persons"
    RATIO = "ratio"
    UNIT_SHARE = "unit_share"


class Part(StrEnum):
    """What a figure is for in an indicator: counted alone, above or below the line, or what each unit must have."""

    COUNTED = "counted"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    CONDITION = "condition"


@dataclass(frozen=True)
class Candidate:
    """A data element of the catalogue that may be what the words mean; `score` is per mille. VN: số liệu gợi ý"""

    element: str
    name: str
    unit: str
    kind: ElementKind
    score: int


@dataclass(frozen=True)
class NewElement:
    """A data element to be defined where the catalogue has none that fits. VN: số liệu mới"""

    key: str
    name: str
    kind: ElementKind
    unit: str
    entered_at: tuple[str, ...]
    decimals: int = 0


@dataclass(frozen=True)
class Need:
    """A figure an indicator needs: the words it is looked for by, the three best of the catalogue, or a new one.

    `element` is what is proposed, a candidate's key or `new.key`; `margin` is how far the best is ahead of the next,
    per mille. VN: số liệu cần có
    """

    part: Part
    words: str
    kind: ElementKind
    unit: str
    candidates: tuple[Candidate, ...]
    margin: int
    new: NewElement
    element: str

    @property
    def is_new(self) -> bool:
        """Whether a new element is proposed."""
        return self.element == self.new.key


@dataclass(frozen=True)
class Condition:
    """What each unit of a share must reach. VN: điều kiện của mỗi đơn vị"""

    comparator: Comparator
    amount: int


@dataclass(frozen=True)
class Option:
    """One answer to a question; `patch` changes fields of the target, as options of a plan's settings do.

    `effect` says what becomes of the figure; `elements` are new data elements only this answer needs. `levels` are the
    levels whose units are counted under it, where it changes them: a surface that knows the organisation can tell how
    many units that is.
    """

    key: str
    label: Said
    patch: Mapping[str, Any] = field(default_factory=dict)
    effect: Said | None = None
    levels: tuple[str, ...] = ()
    elements: tuple[NewElement, ...] = ()


@dataclass(frozen=True)
class Question:
    """What the words of a target leave open and what would change its figure, asked in one sentence. VN: điểm chưa rõ

    `default` is the option that holds until a paper decides; `key` becomes the key of the plan's setting. A question
    about the plan as a whole has the target `*`, whose options change fields of the plan (and of targets, by id).
    """

    key: str
    target: str
    text: Said
    options: tuple[Option, ...]
    default: str

    def option(self, key: str) -> Option:
        """The option of a key. Errors: KeyError."""
        for one in self.options:
            if one.key == key:
                return one
        raise KeyError(key)


@dataclass(frozen=True)
class AreaSeen:
    """An area of work a target may belong to; `score` is per mille, `margin` how far it is ahead of the next."""

    key: str
    score: int
    margin: int


@dataclass(frozen=True)
class Proposal:
    """An indicator proposed for a target that was read, with everything a person needs to judge it. VN: đề xuất

    `target` is the id of the target read, `key` the one it would have in the plan; `goal` is written as plans write it
    (`300.000`, `65%`). `levels`, `over`, `condition` are of shares of units only; `by` of the basis by date;
    `counts_from`, `counts_to` where the target's own time is not the plan's.
    `confidence` is in percent: how sure the reading and this proposal are together.
    """

    target: str
    key: str
    clause: str
    name: str
    form: Form
    needs: tuple[Need, ...]
    basis: Basis
    comparator: Comparator
    goal: str
    unit: str
    area: AreaSeen | None
    questions: tuple[Question, ...] = ()
    levels: tuple[str, ...] = ()
    over: tuple[tuple[str, Judged], ...] = ()
    condition: Condition | None = None
    by: date | None = None
    counts_from: date | None = None
    counts_to: date | None = None
    aspiration: bool = False
    confidence: int = 0

    def need(self, part: Part) -> Need | None:
        """The figure for a part of the indicator."""
        return next((one for one in self.needs if one.part is part), None)


class Verdict(StrEnum):
    """What a person decided on a row."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    SPLIT = "split"
    MERGED = "merged"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Answer:
    """The option taken to a question; with the paper and day that decided it, where there is one."""

    option: str
    paper: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Piece:
    """One of the targets a row was split into: its name and the fields of the plan's target that differ."""

    name: str
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    """A person's decision on one proposal. VN: quyết định về một dòng

    `fields` are corrected fields of the plan's target, written as plan.yaml writes them, those of its indicator beside
    the others (`{"goal": "20.000", "element": "trees"}`). `elements` are new data elements instead of the proposed
    ones. SPLIT has `pieces`; MERGED goes `into` the row of another target's id. `person` confirmed it.
    """

    target: str
    verdict: Verdict = Verdict.CONFIRMED
    fields: Mapping[str, Any] = field(default_factory=dict)
    elements: tuple[NewElement, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    pieces: tuple[Piece, ...] = ()
    into: str = ""
    person: str = ""
