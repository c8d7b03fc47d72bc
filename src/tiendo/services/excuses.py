"""Months of many units excused in one event: a storm that closed the islands, a time before the system was there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from tiendo.core.acceptance import MonthVerb
from tiendo.core.access import Actor
from tiendo.services.given import MOST_RECORDS, REASON, Given, refuse
from tiendo.services.month_names import MonthAnswer, answers_of, places_of, read_month
from tiendo.services.steps import Place, require_for
from tiendo.services.writing import View, carry_out, order_of
from tiendo.storage import months as stored
from tiendo.storage.ledger import Session


def excuse_months(
    *,
    actor: Actor,
    months: Sequence[Mapping[str, Any]],
    reason: str,
    request: str,
    now: datetime,
    excused: bool = True,
) -> tuple[MonthAnswer, ...]:
    """Excuse any number of units' months (mappings of `unit`, `month`), or ask for them again. VN: miễn báo cáo.

    Errors: Problem, all faults at once.
    """
    whole = Given({"months": months, "reason": reason, "excused": excused})
    why = whole.text("reason", REASON, needed=True, lines=True)
    flag = whole.flag("excused", default=True)
    named = [read_month(one) for one in whole.parts("months", MOST_RECORDS, needed=True)]
    content = {"months": [one.content() for one in named], "reason": why, "excused": flag}
    order = order_of(
        "excuse_months",
        "month.excuse",
        actor=actor,
        request=request,
        now=now,
        given=whole,
        content=content,
    )

    def ready(view: View) -> list[Place]:
        places = places_of(view, named)
        require_for(view, MonthVerb.EXCUSE, (unit for unit, _ in places))
        refuse(whole.faults)
        return places

    def post(session: Session, places: list[Place]) -> Mapping[str, Any]:
        stored.excuse_months(session, places, excused=flag, reason=why)
        return {"months": [[unit, int(month)] for unit, month in places], "excused": flag}

    return carry_out(order, ready=ready, post=post, answer=lambda view: answers_of(view, named))
