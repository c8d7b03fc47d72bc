"""Adopting a plan that was read: what would be taken over, what is still open, and the verb that does it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tiendo.core.access import Actor
from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.orgunit import UnitId
from tiendo.core.plan import Plan
from tiendo.reading.proposals import Answer
from tiendo.services.given import Given, refuse
from tiendo.services.plan_reading_made import document_made, papers_of, review_of
from tiendo.services.plan_reading_state import Held, held
from tiendo.services.plan_readings import require_going_on
from tiendo.services.plans import PlanState, owners, ready_to_adopt, take_over
from tiendo.services.writing import View, carry_out, order_of
from tiendo.storage import catalogue, plan_readings
from tiendo.storage.ledger import Session

CONFLICT = ProblemKind.CONFLICT
register(
    "reading.undecided",
    CONFLICT,
    "{rows} rows are undecided. Decide on them, or say what becomes of them: taken as read, or left out.",
)
register(
    "reading.unanswered",
    CONFLICT,
    "{questions} questions that change figures are unanswered. Answer them, or say that the reading shown holds until "
    "a paper decides.",
)
register(
    "reading.moved", ProblemKind.STALE, "Somebody decided on this plan meanwhile; look at it again first."
)
register(
    "reading.plan_exists", CONFLICT, "There is a plan {plan} already; say that this is a new text of it."
)
register("reading.nothing", ProblemKind.INVALID, "No target is left, so there is no plan to take over.")

REST = ("", "as_read", "left_out")
"""What becomes of rows nobody decided on; nothing said refuses them."""


@dataclass(frozen=True)
class _Ready:
    reading: Held
    document: Mapping[str, Any]
    found: tuple[Plan, UnitId]
    papers: tuple[tuple[str, Answer], ...]
    confirmed: list[list[str]] = field(default_factory=list)


def adopt_reading(
    *,
    actor: Actor,
    reading: int,
    seen: int,
    request: str,
    now: datetime,
    rest: str = "",
    defaults: bool = False,
    replace: bool = False,
) -> PlanState:
    """Take a plan that was read over as it was decided, with who confirmed what. VN: ban hành kế hoạch.

    `seen` is the newest decision the actor was shown; `rest` says what becomes of rows nobody decided on (`as_read`,
    `left_out`), `defaults` that open questions keep the reading shown, `replace` that this is a new text of a plan
    there is. Errors: Problem `reading.undecided`, `reading.unanswered`, `plan.faults` with all faults, and others.
    """
    given = Given({"reading": reading, "seen": seen, "rest": rest, "defaults": defaults, "replace": replace})
    number, last = given.whole("reading", most=2**31 - 1), given.whole("seen", most=2**31 - 1)
    left = given.choice("rest", REST[1:]) if rest else ""
    takes, again = given.flag("defaults", default=False), given.flag("replace", default=False)
    content = {"reading": number, "seen": last, "rest": left, "defaults": takes, "replace": again}
    order = order_of(
        "adopt_reading", "plan.adopt", actor=actor, request=request, now=now, given=given, content=content
    )

    def ready(view: View) -> _Ready:
        refuse(given.faults)
        owner = require_going_on(view, number or 0)
        found = held(view.cursor, number or 0)
        if found.seen != last:
            raise Problem("reading.moved")
        _require_decided(found, rest=left, defaults=takes)
        return _made(view, found, owner, rest=left, replace=again)

    def answer(view: View) -> PlanState:
        kept = held(view.cursor, number or 0).kept
        return PlanState(kept.plan or "", kept.unit, view.event)

    return carry_out(order, ready=ready, post=_post, answer=answer)


def _post(session: Session, made: _Ready) -> Mapping[str, Any]:
    told, number = take_over(session, made.found, made.document), made.reading.kept.number
    for setting, answer in made.papers:
        assert answer.day is not None
        catalogue.set_plan_setting(
            session, told["plan"], setting, option=answer.option, paper=answer.paper, day=answer.day
        )
    plan_readings.end_reading(session, number, plan=told["plan"])
    return {**told, "reading": number, "confirmed": made.confirmed}


def _require_decided(reading: Held, *, rest: str, defaults: bool) -> None:
    """Nothing is adopted silently. Errors: Problem `reading.undecided`, `reading.unanswered`, both at once."""
    faults = []
    if (rows := len(reading.undecided)) and not rest:
        faults.append(Problem("reading.undecided", rows=rows))
    if (questions := len(reading.open_questions)) and not defaults:
        faults.append(Problem("reading.unanswered", questions=questions))
    refuse(faults)


def _made(view: View, reading: Held, owner: UnitId, *, rest: str, replace: bool) -> _Ready:
    review = review_of(reading, view.catalogue, rest=rest, person=view.actor.person)
    document = document_made(reading, review, view.catalogue)
    if not document.get("targets"):
        raise Problem("reading.nothing")
    found = ready_to_adopt(view, owner, document)
    if found[0].key in owners(view) and not replace:
        raise Problem("reading.plan_exists", plan=found[0].key)
    confirmed = [[one.target, one.verdict.value, one.person] for one in review.choices]
    return _Ready(reading, document, found, papers_of(reading, review), confirmed)
