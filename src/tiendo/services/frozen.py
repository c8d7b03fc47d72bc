"""A period's report as it was frozen: printed again word for word, and held against what the ledger says now.

VN: chốt số liệu kỳ báo cáo
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tiendo.core.access import Actor
from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.orgunit import UnitId
from tiendo.core.period import Period
from tiendo.core.report_kept import Difference, differences, report_from
from tiendo.services.gate import unit_in
from tiendo.services.looking import default_plan
from tiendo.services.questions import Question, plan_in_force, question
from tiendo.services.report_asked import check_begun, read_asked
from tiendo.services.reporting import Freeze, ReportMade, freezes_at, made_of, report_of, written
from tiendo.services.tree import path_of
from tiendo.storage import months
from tiendo.storage.ledger import read_events
from tiendo.storage.months import Frozen

register(
    "report.not_frozen",
    ProblemKind.NOT_FOUND,
    "{name} has no frozen report for {period}; freeze the period first.",
)


@dataclass(frozen=True)
class FrozenReport:
    """A frozen report: the event that froze it, when (UTC), the sha256 of its canonical JSON as frozen, and where a
    report of the same days made of all that is known now reads otherwise.
    """

    made: ReportMade
    event: int
    at: str
    sha256: str
    differences: tuple[Difference, ...]


def report_to_freeze(
    *, actor: Actor, now: datetime, plan: str | None = None
) -> Callable[[UnitId, Period, int], dict[str, Any]]:
    """What a freeze keeps: the whole report as plain data, as known at an event; number and day are left blank."""

    def report(unit: UnitId, period: Period, known: int) -> dict[str, Any]:
        made = report_of(actor=actor, unit=unit, period=period, now=now, plan=plan, known=known)
        return made.report.plain()

    return report


@dataclass(frozen=True)
class FreezeAsked:
    """What a freeze would keep: whose report, of which period, on which plan, with figures up to `as_of`, and what is
    kept already.

    `running`: the period is not over, so that it will be told otherwise once it is.
    """

    unit: str
    unit_name: str
    path: tuple[dict[str, Any], ...]
    period: Period
    plan_title: str
    as_of: date
    running: bool
    freezes: tuple[Freeze, ...]


def freeze_asked(
    *, actor: Actor, unit: int | str, period: Period | str, now: datetime, plan: str | None = None
) -> FreezeAsked:
    """What whoever may freeze a period is asked to confirm. Errors: Problem."""
    of, _ = read_asked(period)
    with question(actor=actor, known=None, now=now) as asked:
        window = of.window(asked.catalogue.calendar)
        check_begun(of, window, asked.today)
        as_of = min(window.last, asked.today)
        place = unit_in(asked.tree, unit, of.months[1], calendar=asked.catalogue.calendar)
        asked.unit(place, as_of, "period.freeze")
        stretch = asked.tree.stretch_at(place, as_of) or asked.tree.stretches(place)[-1]
        held = plan_in_force(asked, plan or default_plan(asked, place, as_of), as_of)
        events = months.read_freeze_events(asked.cursor, place, of.key, held.plan.key)
        return FreezeAsked(
            stretch.code,
            stretch.name,
            tuple(path_of(asked, place, as_of)),
            of,
            held.plan.title,
            as_of,
            window.last > asked.today,
            freezes_at(asked, events),
        )


def frozen_report(
    *,
    actor: Actor,
    unit: int | str,
    period: Period | str,
    now: datetime,
    plan: str | None = None,
    event: int | None = None,
    number: str = "",
    day: date | str | None = None,
) -> FrozenReport:
    """The report a unit's period was frozen with: the last one (on a plan), or the one of an event. Errors: Problem.

    It is read, not made again; only the number and day it is signed under may be filled in.
    """
    of, signing = read_asked(period, number, day)
    with question(actor=actor, known=None, now=now) as asked:
        found = unit_in(asked.tree, unit, of.months[1], calendar=asked.catalogue.calendar)
        place = asked.unit(found, asked.today)
        kept, events = _kept(asked, place, of, event=event, plan=plan)
        report = report_from(kept.document, event=kept.seq)
        about = report.about
        signing.check(last=about.as_of, today=asked.today)
        current = written(asked, place, of, as_of=about.as_of, plan=about.plan)
        told = read_events(asked.cursor, {kept.seq})[kept.seq]
        return FrozenReport(
            made_of(asked, place, report.signed(signing.number, signing.day), freezes=events),
            kept.seq,
            told.posted_at,
            kept.sha256,
            differences(report, current),
        )


def _kept(
    asked: Question, unit: UnitId, of: Period, *, event: int | None, plan: str | None
) -> tuple[Frozen, list[int]]:
    """The freeze meant, whole as it was written, and the events of all of this unit, period and plan."""
    freezes = [one for one in months.read_freezes(asked.cursor, unit) if one.period == of.key]
    meant = [one for one in freezes if (plan in (None, one.plan) if event is None else one.seq == event)]
    if not meant:
        name = asked.tree.stretches(unit)[-1].name
        raise Problem("report.not_frozen", name=name, period=of.label)
    kept = meant[-1]
    if hashlib.sha256(kept.document.encode()).hexdigest() != kept.sha256:
        raise Problem("report.kept", event=kept.seq)
    return kept, [one.seq for one in freezes if one.plan == kept.plan]
