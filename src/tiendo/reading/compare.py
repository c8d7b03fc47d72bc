"""Holds a plan against the one it carries out: what was carried over, with which number, what is missing, what is new.

Matches are found by words and are proposals: a person confirms each. VN: đối chiếu với văn bản cấp trên
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tiendo.core.indicator import elements_of
from tiendo.core.plan import Basis, Plan
from tiendo.core.plan import Target as PlanTarget
from tiendo.reading.likeness import Likeness
from tiendo.reading.promised import Promise, promises
from tiendo.reading.understood import ClauseKind, Goal, Target, Understood

LIKE_ENOUGH = 600
"""Per mille from which two targets are taken to promise the same."""

_SAME_UNIT, _OTHER_UNIT, _SAME_TIME, _OTHER_TIME = 100, 250, 80, 120
_ANSWERS = 3
_MOST_TASKS = 2_000
_BRIEF = 20
"""Letters a clause must be longer than to answer a task."""
_SPOKEN = {ClauseKind.ITEM, ClauseKind.LEAD, ClauseKind.CLOSING, ClauseKind.PARAGRAPH, ClauseKind.HEADING}


_PERIODS = {
    Basis.EACH_YEAR: "annual",
    Basis.EACH_QUARTER: "quarter",
    Basis.EACH_MONTH: "month",
    Basis.WHOLE_TERM: "term",
    Basis.AT_THE_END: "term",
}


@dataclass(frozen=True)
class Promised:
    """A target as it is held against others: its words, its number in its unit (65 for 65%), and its time."""

    id: str
    words: str
    value: Fraction
    value_max: Fraction | None
    unit: str
    period: str
    comparator: Goal


@dataclass(frozen=True)
class Side:
    """What of a document is held against another: its targets, and its clauses and tasks as keys with their words."""

    targets: tuple[Promised, ...]
    clauses: tuple[tuple[str, str], ...]
    tasks: tuple[tuple[str, str], ...]


def side_of(read: Understood, without: Collection[str] = ()) -> Side:
    """A document that was read, without some of its targets and tasks."""
    words = promises(read)
    return Side(
        tuple(
            Promised(
                one.id,
                _told(one, words[one.id]),
                one.value,
                one.value_max,
                one.unit,
                one.period,
                one.comparator,
            )
            for one in read.targets
            if one.id not in without
        ),
        tuple((one.id, one.text) for one in read.clauses if one.kind in _SPOKEN),
        tuple((one.id, one.text) for one in read.tasks if one.id not in without),
    )


def side_of_plan(plan: Plan, shares: Mapping[str, Fraction] | None = None) -> Side:
    """An adopted plan as it stands, or for a unit that was handed `shares` of some targets (in smallest units)."""
    return Side(
        tuple(_promised(one, plan, (shares or {}).get(one.key, one.goal)) for one in plan.targets),
        tuple((one.key, one.text) for one in plan.clauses),
        tuple((one.key, one.text) for one in plan.tasks),
    )


def _promised(target: PlanTarget, plan: Plan, goal: Fraction) -> Promised:
    comparator = Goal(target.comparator.value)
    period = f"by:{target.by.year}" if target.by else _PERIODS.get(target.basis, "term")
    if target.is_share:
        return Promised(target.key, target.name, 100 * goal, None, "%", period, comparator)
    element = plan.elements[elements_of(target.indicator)[0]]
    value = goal / 10**element.decimals
    return Promised(target.key, target.name, value, None, element.unit, period, comparator)


class Carried(StrEnum):
    """What became of a target of the parent: the same number, a higher or lower one, or nothing."""

    SAME = "same"
    HIGHER = "higher"
    LOWER = "lower"
    MISSING = "missing"


@dataclass(frozen=True)
class Counterpart:
    """A target of the child that may answer one of the parent; `score` is per mille."""

    target: str
    score: int


@dataclass(frozen=True)
class CarriedTarget:
    """A target of the parent with what the child makes of it; `others` are further targets that may be meant.

    `weaker` says whether the child's number asks less of it. VN: chỉ tiêu cấp trên trong kế hoạch cấp dưới
    """

    target: str
    state: Carried
    match: Counterpart | None
    others: tuple[Counterpart, ...] = ()
    weaker: bool = False


@dataclass(frozen=True)
class Answering:
    """A clause of the child that may answer a task of the parent; `score` is per mille."""

    clause: str
    score: int


@dataclass(frozen=True)
class AnsweredTask:
    """A task of the parent with the clauses most like it, best first. VN: nhiệm vụ cấp trên và điều khoản đáp ứng"""

    task: str
    answers: tuple[Answering, ...]


@dataclass(frozen=True)
class Comparison:
    """A child document held against its parent; `new` are ids of the child's targets the parent does not have."""

    targets: tuple[CarriedTarget, ...]
    new: tuple[str, ...]
    tasks: tuple[AnsweredTask, ...]


def compare(parent: Side, child: Side) -> Comparison:
    """Hold a child document against its parent. Every match is to be confirmed by a person."""
    pairs = pairs_of(parent, child)
    matched, taken = matched_once(pairs)
    by_id = {one.id: one for one in child.targets}
    ranked: dict[str, list[Counterpart]] = {}
    for score, upper, lower in pairs:
        ranked.setdefault(upper, []).append(Counterpart(lower, score))
    found = []
    for target in parent.targets:
        match = matched.get(target.id)
        others = tuple(
            one for one in ranked.get(target.id, ()) if match is None or one.target != match.target
        )[: _ANSWERS - 1]
        if match is None:
            found.append(CarriedTarget(target.id, Carried.MISSING, None, others))
        else:
            state, weaker = carried(target, by_id[match.target])
            found.append(CarriedTarget(target.id, state, match, others, weaker))
    new = tuple(one.id for one in child.targets if one.id not in taken)
    return Comparison(tuple(found), new, answered(parent, child))


def carried(upper: Promised, lower: Promised) -> tuple[Carried, bool]:
    """How the child's number stands to the parent's, and whether it asks less."""
    if (lower.value, lower.value_max) == (upper.value, upper.value_max):
        return Carried.SAME, False
    higher = _number(lower) > _number(upper)
    most = upper.comparator in {Goal.AT_MOST, Goal.LESS}
    return (Carried.HIGHER if higher else Carried.LOWER), higher is most


def _number(target: Promised) -> Fraction:
    return target.value + (target.value_max or target.value)


def pairs_of(parent: Side, child: Side) -> list[tuple[int, str, str]]:
    """Pairs of targets that may be one, likest first; ties in the order of both documents."""
    likeness = Likeness((one.id, one.words) for one in child.targets)
    lowers = {one.id: (at, one) for at, one in enumerate(child.targets)}
    found = []
    for at, upper in enumerate(parent.targets):
        for key, score in likeness.ranked(upper.words, most=12):
            place, lower = lowers[key]
            whole = max(0, min(1000, score + fits(upper, lower)))
            if whole >= LIKE_ENOUGH:
                found.append((-whole, at, place, upper.id, key))
    return [(-score, upper, lower) for score, _, _, upper, lower in sorted(found)]


def _told(target: Target, promise: Promise) -> str:
    """The words by which a target is held against others."""
    return promise.words or target.measure or target.quote


def fits(upper: Promised, lower: Promised) -> int:
    """What unit and time add to the likeness of two targets, or take from it, per mille."""
    same_unit = ("%" in upper.unit) == ("%" in lower.unit) and (
        "%" in upper.unit or upper.unit.split("/")[0] == lower.unit.split("/")[0]
    )
    score = _SAME_UNIT if same_unit else -_OTHER_UNIT
    if upper.period == lower.period:
        return score + _SAME_TIME
    both_dated = ":" in upper.period and ":" in lower.period
    return score - (_OTHER_TIME if both_dated else 0)


def matched_once(
    pairs: Sequence[tuple[int, str, str]],
) -> tuple[dict[str, Counterpart], set[str]]:
    """Each target once on either side, the likest pairs first."""
    matched: dict[str, Counterpart] = {}
    taken: set[str] = set()
    for score, upper, lower in pairs:
        if upper not in matched and lower not in taken:
            matched[upper] = Counterpart(lower, score)
            taken.add(lower)
    return matched, taken


def answered(parent: Side, child: Side) -> tuple[AnsweredTask, ...]:
    """For each task of the parent the clauses of the child most like it."""
    likeness = Likeness((key, text) for key, text in child.clauses if len(text) > _BRIEF)
    return tuple(
        AnsweredTask(key, tuple(Answering(*found) for found in likeness.ranked(text, most=_ANSWERS)))
        for key, text in parent.tasks[:_MOST_TASKS]
    )
