"""Verbs that go back or aside: a month returned, reopened or excused; and a period frozen as it was known."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tiendo.core.acceptance import MonthState, MonthVerb, after
from tiendo.core.access import Actor
from tiendo.core.errors import Problem
from tiendo.core.orgunit import UnitId
from tiendo.core.period import Month, Period
from tiendo.services.gate import unit_in
from tiendo.services.given import KEY, REASON, Given, refuse
from tiendo.services.month_names import MonthAnswer, answers_of, places_of, read_month
from tiendo.services.naming import named_unit
from tiendo.services.steps import Moves, Place, read_states, require_for
from tiendo.services.writing import Order, View, carry_out, order_of
from tiendo.storage import months
from tiendo.storage.ledger import Session, read_head
from tiendo.storage.sql import canonical

Report = Callable[[UnitId, Period, int], Mapping[str, Any]]
"""Makes the report to be frozen, as plain data: of a unit, for a period, as known at an event."""


@dataclass(frozen=True)
class FreezeState:
    """A frozen report: its event is `event`; `sha256` is of its canonical JSON."""

    unit: UnitId
    period: str
    sha256: str
    event: int


def return_month(
    *, actor: Actor, unit: int | str, month: Month | str, reason: str, request: str, now: datetime
) -> MonthAnswer:
    """Send a month back to its unit, saying why; nothing that counts changes. VN: trả lại tháng. Errors: Problem."""
    given = Given({"unit": unit, "month": month})
    order = _order(
        "return_month", "month.return", given, actor=actor, reason=reason, request=request, now=now
    )
    return _go_back(order, MonthVerb.RETURN)


def reopen_month(
    *, actor: Actor, unit: int | str, month: Month | str, reason: str, request: str, now: datetime
) -> MonthAnswer:
    """Open an accepted month again, saying why; what was accepted counts on. VN: mở lại tháng. Errors: Problem."""
    given = Given({"unit": unit, "month": month})
    order = _order(
        "reopen_month", "month.reopen", given, actor=actor, reason=reason, request=request, now=now
    )
    return _go_back(order, MonthVerb.REOPEN)


def _order(
    verb: str,
    permission: str,
    given: Given,
    *,
    actor: Actor,
    reason: str,
    request: str,
    now: datetime,
    more: Mapping[str, Any] | None = None,
) -> Order:
    """An order about one month with its reason; the month is read again by `_place`, which notes its faults."""
    why = Given({"reason": reason}, faults=given.faults).text("reason", REASON, lines=True)
    if not why and not given.faults:
        given.fault("month.reason_needed")
    named = read_month(given)
    content = {"month": named.content(), "reason": why, **(more or {})}
    return order_of(verb, permission, actor=actor, request=request, now=now, given=given, content=content)


def _place(view: View, verb: MonthVerb) -> Place:
    """The month the order is about, where the actor may do this."""
    given = view.order.given
    refuse(given.faults)
    place = places_of(view, [read_month(given)])[0]
    require_for(view, verb, [place[0]])
    return place


def _answer(view: View) -> MonthAnswer:
    return answers_of(view, [read_month(view.order.given)])[0]


def _go_back(order: Order, verb: MonthVerb) -> MonthAnswer:
    def ready(view: View) -> Moves:
        unit, month = _place(view, verb)
        states = read_states(view, {unit})
        moves = Moves()
        state = after(states.get((unit, month), MonthState.OPEN), verb, month=month)
        moves.step((unit, month), verb, state, reason=str(order.content["reason"]))
        return moves

    def post(session: Session, moves: Moves) -> Mapping[str, Any]:
        months.add_month_events(session, list(moves.steps.values()))
        return {"months": [[step.unit, int(step.month), step.state] for step in moves.steps.values()]}

    return carry_out(order, ready=ready, post=post, answer=_answer)


def excuse_month(
    *,
    actor: Actor,
    unit: int | str,
    month: Month | str,
    reason: str,
    request: str,
    now: datetime,
    excused: bool = True,
) -> MonthAnswer:
    """Excuse a unit's month from reporting, or ask for it again, saying why. VN: miễn báo cáo. Errors: Problem."""
    given = Given({"unit": unit, "month": month})
    flag = Given({"excused": excused}, faults=given.faults).flag("excused", default=True)
    order = _order(
        "excuse_month",
        "month.excuse",
        given,
        actor=actor,
        reason=reason,
        request=request,
        now=now,
        more={"excused": flag},
    )

    def post(session: Session, place: Place) -> Mapping[str, Any]:
        months.excuse_months(session, [place], excused=flag, reason=str(order.content["reason"]))
        return {"unit": place[0], "month": int(place[1]), "excused": flag}

    return carry_out(order, ready=lambda view: _place(view, MonthVerb.EXCUSE), post=post, answer=_answer)


def freeze_period(
    *, actor: Actor, unit: int | str, period: Period | str, report: Report, request: str, now: datetime
) -> FreezeState:
    """Write a unit's report of a period down as it is known now. VN: chốt số liệu kỳ báo cáo.

    `report` makes it from the ledger as known at an event; it is asked again when the ledger has moved before the
    freeze was written, so that what is frozen is what was known at the event before. Errors: Problem.
    """
    given = Given({"unit": unit, "period": period})
    place = given.unit("unit", needed=True)
    given.skip("period")
    span = _period(given, period)
    content = {"unit": place, "period": span.key if span else ""}
    order = order_of(
        "freeze_period", "period.freeze", actor=actor, request=request, now=now, given=given, content=content
    )

    def ready(view: View) -> tuple[UnitId, Mapping[str, Any]]:
        refuse(given.faults)
        assert place is not None
        assert span is not None
        found = unit_in(view.tree, place, span.months[1], calendar=view.catalogue.calendar)
        view.require([found])
        start = span.window(view.catalogue.calendar).start
        if start > view.today:
            raise Problem("input.future", field="period", day=start, today=view.today)
        return found, report(found, span, read_head(view.cursor).seq)

    def post(session: Session, found: tuple[UnitId, Mapping[str, Any]]) -> Mapping[str, Any]:
        assert span is not None
        holder, made = found
        document, plan = canonical(made), made.get("about", {}).get("plan", "")
        digest = hashlib.sha256(document.encode()).hexdigest()
        months.add_freeze(session, holder, span.key, plan=plan, document=document, sha256=digest)
        return {"unit": holder, "period": span.key, "sha256": digest}

    def answer(view: View) -> FreezeState:
        assert place is not None
        assert span is not None
        holder = unit_in(view.tree, place, span.months[1], calendar=view.catalogue.calendar)
        held = next(one for one in months.read_freezes(view.cursor, holder) if one.seq == view.event)
        return FreezeState(named_unit(view.tree, holder), held.period, held.sha256, view.event)

    return carry_out(order, ready=ready, post=post, answer=answer)


def _period(given: Given, period: Period | str) -> Period | None:
    if isinstance(period, Period):
        return period
    text = given.text("period", KEY, needed=True)
    try:
        return Period.parse(text) if text else None
    except Problem as problem:
        given.note(problem, "period")
        return None
