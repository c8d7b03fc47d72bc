"""A plan being read held against an adopted plan it carries out: what was carried over, and who confirmed it.

Matches are found by words; a person confirms or changes each. VN: đối chiếu với kế hoạch cấp trên
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import Any

from tiendo.core.access import SYSTEM, Actor
from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.orgunit import UnitId
from tiendo.core.plan import Basis, Plan
from tiendo.reading.compare import (
    Answering,
    Carried,
    Comparison,
    Counterpart,
    Promised,
    Side,
    carried,
    compare,
    side_of,
    side_of_plan,
)
from tiendo.services.gate import plan_for
from tiendo.services.given import KEY, Given, refuse
from tiendo.services.plan_reading_state import Held, found, held
from tiendo.services.plan_readings_shown import ADOPT
from tiendo.services.plans import PLAN_UNIT, owners
from tiendo.services.questions import PlanInForce, Question, plan_in_force, question
from tiendo.services.writing import View, carry_out, order_of
from tiendo.storage import accounts, plan_readings
from tiendo.storage.ledger import Session

register(
    "reading.no_answer",
    ProblemKind.CONFLICT,
    "{key} is not there any more; look at the comparison again.",
)

_MOST = 5_000
_ANSWERS = 500
"""Per mille from which a clause is shown as the answer to a task; below it a person has to choose one."""
_NONE = ""
"""Confirmed to be answered by nothing."""


@dataclass(frozen=True)
class TargetLine:
    """A target of the plan above with what answers it: `match` is what stands confirmed, or else the likest.

    `score` is per mille; None where a person chose something that was not proposed. `choices` are the likest ones. A
    sum is held against the unit's own share of it, where it was handed one: `whole` is what the plan has; where it was
    handed none (`unshared`), asking less than the whole says nothing.
    """

    upper: Promised
    state: Carried
    weaker: bool
    match: Promised | None
    score: int | None
    choices: tuple[str, ...]
    confirmed: bool
    whole: Fraction | None = None
    unshared: bool = False


@dataclass(frozen=True)
class TaskLine:
    """A task of the plan above with the clause that answers it, as targets have it."""

    key: str
    text: str
    clause: str
    score: int | None
    choices: tuple[str, ...]
    confirmed: bool


@dataclass(frozen=True)
class ComparedShown:
    """A reading beside a plan; `plans` are those it can be held against (key, title, whose), the nearest above first.

    `new` are ids of its own targets that answer none above; `by` and `at` tell who confirmed last and when.
    """

    held: Held
    plans: tuple[tuple[str, str, str], ...]
    plan: str
    child: Side
    targets: tuple[TargetLine, ...] = ()
    tasks: tuple[TaskLine, ...] = ()
    new: tuple[str, ...] = ()
    base: int = 0
    by: str = ""
    at: str = ""


def compared_shown(*, actor: Actor, reading: int, plan: str | None, now: datetime) -> ComparedShown:
    """What a paper makes of a plan above; without a plan, of the nearest there is.

    Errors: Problem `reading.unknown`, `plan.unknown`, `access.denied`.
    """
    with question(actor=actor, known=None, now=now) as asked:
        asked.unit(found(asked.cursor, reading).unit, asked.today, ADOPT)
        stands = held(asked.cursor, reading)
        plans = _above(asked, stands)
        child = _side(stands)
        key = plan or (plans[0][0] if plans else "")
        if not key:
            return ComparedShown(stands, plans, "", child)
        if key not in {one[0] for one in plans}:
            raise Problem("plan.unknown", plan=key[:60])
        plan_held, unit = plan_in_force(asked, key, asked.today), stands.kept.unit
        shares = {} if unit == plan_held.owner else _shares(asked, plan_held, unit)
        upper = side_of_plan(plan_held.plan, shares)
        decided = plan_readings.decisions_of(asked.cursor, reading).get(row_of(key))
        told = decided.decision if decided else {}
        seen = compare(upper, child)
        targets = tuple(_target_lines(seen, upper, child, told.get("targets") or {}))
        if unit != plan_held.owner:
            wholes = {one.id: one for one in side_of_plan(plan_held.plan).targets}
            targets = tuple(
                _for_unit(one, plan_held.plan, wholes[one.upper.id], shared=one.upper.id in shares)
                for one in targets
            )
        answers = {one.match.id for one in targets if one.match is not None}
        return ComparedShown(
            stands,
            plans,
            key,
            child,
            targets,
            tuple(_task_lines(seen, upper, child, told.get("tasks") or {})),
            tuple(one.id for one in child.targets if one.id not in answers),
            decided.number if decided else 0,
            _named(asked, decided.person) if decided else "",
            decided.at if decided else "",
        )


def row_of(plan: str) -> str:
    """What the row of a comparison is called among the decisions on a reading."""
    return f"against-{plan}"


def _named(asked: Question | View, person: str) -> str:
    if person == SYSTEM.person:
        return SYSTEM.name
    known = accounts.read_accounts(asked.cursor, [person]).get(person)
    return known.name if known else "–"


def _above(asked: Question, stands: Held) -> tuple[tuple[str, str, str], ...]:
    """The adopted plans of the reading's unit and of those above it, the nearest above first, its own last."""
    decided, tree = asked.decided, asked.tree
    path = tree.path(stands.kept.unit, asked.today)
    rank = {unit: len(path) - at for at, unit in enumerate(path)}
    rank[stands.kept.unit] = len(path) + 1
    owned = [
        (rank[owner], key, str(document["plan"]["title"]), tree.stretches(owner)[-1].name)
        for key, document in reversed(list(decided.plans.items()))
        if (owner := decided.organisation[PLAN_UNIT + key]) in rank and key != stands.kept.plan
    ]
    return tuple(one[1:] for one in sorted(owned, key=lambda one: one[0]))


def _side(stands: Held) -> Side:
    """The paper without what was left out of it."""
    gone = {row.piece.id for row in stands.rows.values() if row.gone and row.piece is not None}
    return side_of(stands.read.understood, gone)


def _shares(asked: Question, held: PlanInForce, unit: UnitId) -> dict[str, Fraction]:
    """What a unit was handed of the plan's sums: of the whole, or of the last year where each year counts anew."""
    found: dict[str, Fraction] = {}
    for target in held.plan.targets:
        goals = held.goals(target, unit, catalogue=asked.catalogue, as_of=asked.today)
        years = list(goals.years.values())
        if target.basis is Basis.EACH_YEAR:
            found |= {target.key: years[-1]} if years else {}
        elif goals.whole is not None or years:
            found[target.key] = sum(years, Fraction(0)) if goals.whole is None else goals.whole
    return found


def _target_lines(
    seen: Comparison, upper: Side, child: Side, confirmed: Mapping[str, str]
) -> Iterator[TargetLine]:
    """The targets of the plan above, each with what answers it."""
    uppers, lowers = ({one.id: one for one in side.targets} for side in (upper, child))
    for one in seen.targets:
        likest: list[Counterpart] = [*([one.match] if one.match else []), *one.others]
        scores = {each.target: each.score for each in likest}
        sure = one.target in confirmed and (not confirmed[one.target] or confirmed[one.target] in lowers)
        key = confirmed[one.target] if sure else one.match.target if one.match else _NONE
        above, match = uppers[one.target], lowers.get(key)
        state, weaker = carried(above, match) if match is not None else (Carried.MISSING, False)
        yield TargetLine(above, state, weaker, match, scores.get(key), tuple(scores), sure)


def _for_unit(line: TargetLine, plan: Plan, whole: Promised, *, shared: bool) -> TargetLine:
    """A line of a plan that is another unit's: what the plan has in all; without a share a smaller sum asks no less."""
    target = plan.target(line.upper.id)
    if target is None or not target.takes_allocation:
        return line
    return replace(line, whole=whole.value) if shared else replace(line, unshared=True, weaker=False)


def _task_lines(seen: Comparison, upper: Side, child: Side, confirmed: Mapping[str, str]) -> list[TaskLine]:
    texts, clauses = dict(upper.tasks), dict(child.clauses)
    lines = []
    for one in seen.tasks:
        likest: tuple[Answering, ...] = one.answers
        scores = {each.clause: each.score for each in likest}
        sure = one.task in confirmed and (not confirmed[one.task] or confirmed[one.task] in clauses)
        best = likest[0].clause if likest and likest[0].score >= _ANSWERS else _NONE
        clause = confirmed[one.task] if sure else best
        lines.append(TaskLine(one.task, texts[one.task], clause, scores.get(clause), tuple(scores), sure))
    return lines


@dataclass(frozen=True)
class ComparedState:
    """How many rows of a comparison stand confirmed; `number` counts the decisions on it."""

    reading: int
    plan: str
    number: int
    confirmed: int


def confirm_matches(
    *,
    actor: Actor,
    reading: int,
    plan: str,
    base: int,
    targets: Mapping[str, str | None],
    tasks: Mapping[str, str | None],
    request: str,
    now: datetime,
) -> ComparedState:
    """Confirm what of a paper answers targets and tasks of a plan above: by their keys, empty for nothing.

    What was confirmed before stays where it is not named; None takes it back. `base` is the number of the decision
    that was shown. Errors: Problem `reading.meanwhile`, `reading.no_answer`, `plan.unknown`, others. VN: đối chiếu
    """
    given = Given({"reading": reading, "plan": plan, "base": base, "targets": targets, "tasks": tasks})
    number, nth = given.whole("reading", most=2**31 - 1), given.whole("base", most=2**31 - 1)
    key = given.text("plan", KEY, needed=True)
    wanted = {name: _choices(given, name) for name in ("targets", "tasks")}
    content = {"reading": number, "plan": key, "base": nth, **wanted}
    order = order_of(
        "confirm_matches", "plan.adopt", actor=actor, request=request, now=now, given=given, content=content
    )

    def ready(view: View) -> Mapping[str, Any]:
        refuse(given.faults)
        return _confirmed(view, number or 0, key, base=nth or 0, wanted=wanted)

    def post(session: Session, decision: Mapping[str, Any]) -> Mapping[str, Any]:
        plan_readings.add_decisions(session, number or 0, [(row_of(key), (nth or 0) + 1, decision)])
        return {"reading": number, "plan": key}

    def answer(view: View) -> ComparedState:
        decided = plan_readings.decisions_of(view.cursor, number or 0)[row_of(key)]
        told = sum(len(decided.decision.get(name) or {}) for name in wanted)
        return ComparedState(number or 0, key, decided.number, told)

    return carry_out(order, ready=ready, post=post, answer=answer)


def _choices(given: Given, name: str) -> dict[str, str | None]:
    return {
        key: None if value is None else given.part({"key": value}, f"{name}.{key}").text("key", KEY)
        for key, value in given.mapping(name, _MOST).items()
    }


def _confirmed(
    view: View, number: int, plan: str, *, base: int, wanted: Mapping[str, Mapping[str, str | None]]
) -> Mapping[str, Any]:
    """The decision to keep, with what was confirmed before. Errors: Problem."""
    stands = held(view.cursor, number)
    unit = stands.kept.unit
    view.require([unit])
    if owners(view).get(plan) not in view.tree.path(unit, view.today):
        raise Problem("plan.unknown", plan=plan)
    upper, child = side_of_plan(plan_for(view, plan)), _side(stands)
    known = {
        "targets": ({one.id for one in upper.targets}, {one.id for one in child.targets}),
        "tasks": ({key for key, _ in upper.tasks}, {key for key, _ in child.clauses}),
    }
    faults = [
        Problem("reading.no_answer", key=missing)
        for name, choices in wanted.items()
        for above, below in choices.items()
        for missing in ([above] if above not in known[name][0] else [])
        + ([below] if below and below not in known[name][1] else [])
    ]
    refuse(faults)
    decided = plan_readings.decisions_of(view.cursor, number).get(row_of(plan))
    if (decided.number if decided else 0) != base:
        raise Problem("reading.meanwhile", by=_named(view, decided.person if decided else ""))
    before = decided.decision if decided else {}
    merged = {name: {**(before.get(name) or {}), **choices} for name, choices in wanted.items()}
    return {name: {key: one for key, one in held.items() if one is not None} for name, held in merged.items()}
