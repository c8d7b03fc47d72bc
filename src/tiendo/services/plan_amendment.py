"""A paper that amends an adopted plan: what it changes clause by clause, and the verb that gives targets new numbers.

VN: sửa đổi, bổ sung kế hoạch
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from tiendo.core.access import Actor, may
from tiendo.core.errors import Problem
from tiendo.core.orgunit import UnitId
from tiendo.core.plan import Plan
from tiendo.core.plan_written import element_data
from tiendo.formats.wording import Wording
from tiendo.reading.amended import Change, amend, by_clause
from tiendo.reading.named_targets import TargetNames
from tiendo.reading.proposals import Answer, Proposal
from tiendo.services.gate import plan_document
from tiendo.services.given import KEY, PAPER, Given, refuse
from tiendo.services.plan_numbers import Number, number_on, numbers_of
from tiendo.services.plan_reading_state import Held, found, held
from tiendo.services.plan_readings import require_going_on
from tiendo.services.plan_readings_shown import ADOPT
from tiendo.services.plans import PLAN_UNIT, PlanState, owners, ready_to_adopt, take_over
from tiendo.services.questions import Question, question
from tiendo.services.writing import View, carry_out, order_of
from tiendo.storage import catalogue, plan_readings
from tiendo.storage.ledger import Session

_SAY = Wording("vi")
"""Plans are written in Vietnamese."""

_GOAL, _MOST = 40, 200
"""Letters of a number; targets one paper amends."""


@dataclass(frozen=True)
class Renumbered:
    """A target of the plan in a clause that changed: the number that holds on the paper's day, and the one read in it.

    `paper` and `day` tell what amended it before (empty: nothing has), `first` the number the plan was issued with;
    `read` is empty where the paper does not tell which number is whose.
    """

    key: str
    name: str
    comparator: str
    goal: str
    read: str
    first: str = ""
    paper: str = ""
    day: date | None = None


@dataclass(frozen=True)
class ClauseLine:
    """A clause of the plan beside the paper's: `key` is the plan's, `row` what was understood of the paper's."""

    state: Change
    key: str
    before: str
    after: str
    row: str
    targets: tuple[Renumbered, ...]


@dataclass(frozen=True)
class AmendmentShown:
    """A reading held against an adopted plan; `plans` are those the actor may amend (key and title)."""

    held: Held
    plans: tuple[tuple[str, str], ...]
    plan: str
    lines: tuple[ClauseLine, ...]


def amendment_shown(*, actor: Actor, reading: int, plan: str, now: datetime) -> AmendmentShown:
    """What the paper of a reading changes of a plan, in the paper's order; without a plan only which there are.

    Errors: Problem `reading.unknown`, `plan.unknown`, `access.denied`.
    """
    with question(actor=actor, known=None, now=now) as asked:
        asked.unit(found(asked.cursor, reading).unit, asked.today, ADOPT)
        stands = held(asked.cursor, reading)
        documents = _amendable(asked)
        titles = tuple((key, str(one["plan"]["title"])) for key, one in reversed(documents.items()))
        if plan and plan not in documents:
            raise Problem("plan.unknown", plan=plan[:60])
        if not plan:
            return AmendmentShown(stands, titles, plan, ())
        numbers = numbers_of(documents[plan], catalogue.read_choices(asked.cursor, plan, asked.known))
        day = min(stands.read.understood.head.day or asked.today, asked.today)
        return AmendmentShown(stands, titles, plan, _lines(documents[plan], stands, numbers, day))


def _amendable(asked: Question) -> dict[str, Mapping[str, Any]]:
    documents, organisation = asked.decided.plans, asked.decided.organisation
    return {
        key: document
        for key, document in documents.items()
        if may(asked.actor, ADOPT, organisation[PLAN_UNIT + key], tree=asked.now_tree, day=asked.today)
    }


def _lines(
    document: Mapping[str, Any], stands: Held, numbers: Mapping[str, Sequence[Number]], day: date
) -> tuple[ClauseLine, ...]:
    """The plan's clauses beside the paper's; targets with the numbers that hold on a day."""
    read = stands.read
    olds = {str(one["key"]): str(one["text"]) for one in document.get("clauses") or ()}
    news = {one.id: one.text for one in read.understood.clauses}
    held = {key: (told[0], number_on(told, day)) for key, told in numbers.items()}
    named = TargetNames(
        (str(one["key"]), str(one["name"]))
        for one in document.get("targets") or ()
        if str(one["key"]) in held
    )
    lines = []
    for one in by_clause(document, read.understood):
        proposals = [each for each in read.proposals.values() if one.after and each.clause == one.after]
        row = f"target-{proposals[0].target}" if proposals else ""
        targets: tuple[Renumbered, ...] = ()
        if one.state is Change.CHANGED:
            targets = _renumbered(document, one.before, proposals, held)
        elif one.state is Change.ADDED:
            targets = _named(document, proposals, held, named)
        before, after = olds.get(one.before, ""), news.get(one.after, "")
        lines.append(ClauseLine(one.state, one.before, before, after, row, targets))
    return tuple(lines)


def _named(
    document: Mapping[str, Any],
    proposals: Sequence[Proposal],
    held: Mapping[str, tuple[Number, Number]],
    names: TargetNames,
) -> tuple[Renumbered, ...]:
    """The plan's targets a letter names in words of its own: `nâng chỉ tiêu trồng cây từ 50.000 lên 60.000 cây`."""
    read = {key: each.goal for each in proposals if (key := names.meant(each.name).target)}
    return tuple(
        _held_against(one, read[str(one["key"])], held)
        for one in document.get("targets") or ()
        if str(one["key"]) in read
    )


def _renumbered(
    document: Mapping[str, Any],
    clause: str,
    proposals: list[Proposal],
    held: Mapping[str, tuple[Number, Number]],
) -> tuple[Renumbered, ...]:
    """The plan's targets in a clause with the numbers read for them, one by one where there are as many."""
    targets = [one for one in document.get("targets") or () if one["clause"] == clause]
    goals = [one.goal for one in proposals] if len(proposals) == len(targets) else [""] * len(targets)
    return tuple(_held_against(one, goal, held) for one, goal in zip(targets, goals, strict=True))


def _held_against(
    target: Mapping[str, Any], goal: str, held: Mapping[str, tuple[Number, Number]]
) -> Renumbered:
    """A target with the number read for it, beside the one that holds and the first."""
    first, now = held[str(target["key"])]
    key, name, comparator = (str(target[field]) for field in ("key", "name", "comparator"))
    return Renumbered(key, name, comparator, now.goal, goal, first.goal, now.paper, now.day)


def amend_plan(
    *,
    actor: Actor,
    plan: str,
    goals: Mapping[str, str],
    paper: str,
    day: str,
    request: str,
    now: datetime,
    reading: int | None = None,
) -> PlanState:
    """Give targets of a plan other numbers by a paper, from its day on. VN: điều chỉnh chỉ tiêu.

    `goals` holds the new numbers by the target's key, as plans write them. The old ones hold before that day.
    `reading`: the paper was read, and is done with by this. Errors: Problem `plan.no_target`, `plan.faults`, others.
    """
    given = Given({"plan": plan, "goals": goals, "paper": paper, "day": day, "reading": reading})
    read = None if reading is None else given.whole("reading", most=2**31 - 1)
    key, number = given.text("plan", KEY, needed=True), given.text("paper", PAPER, needed=True)
    decided = given.day("day", latest=now.date())
    wanted = _goals(given)
    content = {"plan": key, "goals": wanted, "paper": number, "day": decided, "reading": read}
    order = order_of(
        "amend_plan", "plan.adopt", actor=actor, request=request, now=now, given=given, content=content
    )

    def ready(view: View) -> _Amended:
        refuse(given.faults)
        assert decided is not None
        made = _amended(view, key, wanted, Answer("", number, decided))
        return made if read is None else replace(made, ends=_ending(view, read, key))

    def post(session: Session, made: _Amended) -> Mapping[str, Any]:
        told = take_over(session, made.found, made.document)
        if made.ends is not None:
            plan_readings.end_reading(session, made.ends, plan=key)
        for setting, one in made.answers:
            assert one.day is not None
            catalogue.set_plan_setting(session, key, setting, option=one.option, paper=one.paper, day=one.day)
        return {**told, "targets": sorted(wanted), "paper": number}

    return carry_out(
        order, ready=ready, post=post, answer=lambda view: PlanState(key, owners(view)[key], view.event)
    )


@dataclass(frozen=True)
class _Amended:
    """A plan with its new numbers: what it is as a plan, its document, and the answers its settings get.

    `ends` is the reading that is done with.
    """

    found: tuple[Plan, UnitId]
    document: dict[str, Any]
    answers: tuple[tuple[str, Answer], ...]
    ends: int | None = None


def _ending(view: View, reading: int, plan: str) -> int | None:
    """The reading that ends; one that went into this plan before has ended. Errors: Problem `reading.over`."""
    if found(view.cursor, reading).plan == plan:
        return None
    require_going_on(view, reading)
    return reading


def _goals(given: Given) -> dict[str, str]:
    """The new numbers by target; faults stay with `given`."""
    wanted = {
        target: given.part({"goal": goal}, f"goals.{target}").text("goal", _GOAL, needed=True)
        for target, goal in given.mapping("goals", _MOST).items()
    }
    if not wanted and not given.faults:
        given.fault("input.missing", field="goals")
    return wanted


def _amended(view: View, key: str, wanted: Mapping[str, str], by: Answer) -> _Amended:
    """The plan with new numbers by a paper, where the actor may amend it. Errors: Problem."""
    assert by.day is not None
    document = plan_document(view, key)
    owner = owners(view)[key]
    view.require([owner])
    known = {str(one["key"]) for one in document.get("targets") or ()}
    refuse([Problem("plan.no_target", plan=key, target=one) for one in wanted if one not in known])
    made, answers = amend(document, wanted, paper=by.paper, day=by.day, say=lambda said: said.told(_SAY.text))
    made["elements"] = _elements(view, made.get("elements") or ())
    return _Amended(ready_to_adopt(view, owner, made), made, answers)


def _elements(view: View, told: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The plan's data elements as they are defined by now: a paper that changes numbers changes nothing of them."""
    known = view.catalogue.elements
    return [element_data(known[key]) if (key := str(one["key"])) in known else one for one in told]
