"""The official report of a unit and period: the same figures as every other surface, in the organisation's words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from tiendo.core.access import Actor
from tiendo.core.indicator import Persons, Total, elements_of
from tiendo.core.orgunit import UnitId
from tiendo.core.outcome import Outcome, outcome_of
from tiendo.core.period import Period, Window, read_day
from tiendo.core.plan import Target
from tiendo.core.readings import Readings
from tiendo.core.report import Report
from tiendo.core.report_plan import plan_paper
from tiendo.core.report_template import Template, template_of
from tiendo.core.report_text import TargetTold, Told, UnitTold
from tiendo.core.report_text import report_of as write
from tiendo.core.submission import Book
from tiendo.formats.report_templates import filled
from tiendo.services.overview import newest_plan
from tiendo.services.progress import progress_at
from tiendo.services.questions import (
    PlanInForce,
    Question,
    plan_in_force,
    question,
    readings_for,
    readings_over,
)
from tiendo.services.tree import path_of
from tiendo.storage import catalogue as decisions
from tiendo.storage.ledger import read_events


@dataclass(frozen=True)
class ReportMade:
    """A report with what names it: unit, period and the day its figures are of."""

    report: Report
    unit: str
    unit_name: str
    path: tuple[dict[str, Any], ...]
    period: Period
    as_of: date


def report_of(
    *,
    actor: Actor,
    unit: int | str,
    period: Period | str,
    now: datetime,
    plan: str | None = None,
    number: str = "",
    day: date | str | None = None,
    known: int | datetime | None = None,
) -> ReportMade:
    """The report of a unit for a period, as of its last day or today where that is earlier. Errors: Problem.

    A freeze gives `known`: the same event gives the same report, word for word.
    """
    of = Period.parse(period) if isinstance(period, str) else period
    dated = read_day(day) if isinstance(day, str) and day else day or None
    with question(actor=actor, known=known, now=now) as asked:
        window = of.window(asked.catalogue.calendar)
        as_of = min(window.last, max(asked.today, window.start))
        place = asked.unit(unit, as_of)
        held = plan_in_force(asked, plan or newest_plan(asked), as_of)
        told = _told(asked, held, place, of=of, window=window, as_of=as_of)
        stretch = asked.tree.stretches(place)[-1]
        report = write(replace(told, number=number.strip(), day=dated), template_in_force(asked))
        return ReportMade(report, stretch.code, told.unit, tuple(path_of(asked, place, as_of)), of, as_of)


def plan_paper_of(*, actor: Actor, plan: str | None, now: datetime) -> Report:
    """An adopted plan as the official paper of the unit it belongs to. Errors: Problem."""
    with question(actor=actor, known=None, now=now) as asked:
        held = plan_in_force(asked, plan or newest_plan(asked), asked.today)
        place = asked.unit(held.owner, asked.today)
        day = held.plan.day or held.plan.counts_from
        stretch = asked.tree.stretches(place)[-1]
        told = Told(
            unit=stretch.name,
            code=stretch.code,
            level=stretch.level,
            superior="",
            plan=held.plan.title,
            period="",
            window=Window.through(day, day),
            number=held.plan.number,
            day=held.plan.day,
            areas=(),
            targets=(),
            units=(),
            seq=asked.known,
            hash=asked.stand.hash,
        )
        return plan_paper(held.plan, told, template_in_force(asked))


def frozen(*, actor: Actor, now: datetime, plan: str | None = None) -> Callable[[UnitId, Period, int], Any]:
    """What a freeze keeps: the report itself, as known at the freeze."""

    def report(unit: UnitId, period: Period, known: int) -> Any:
        made = report_of(actor=actor, unit=unit, period=period, now=now, plan=plan, known=known)
        return {"report": made.report.canonical(), "sha256": made.report.sha256}

    return report


def template_in_force(asked: Question) -> Template:
    """The organisation's template, filled from the plain one."""
    own = decisions.read_organisation(asked.cursor, asked.known).get("report")
    return template_of(filled(own or {}))


def _told(
    asked: Question, held: PlanInForce, unit: UnitId, *, of: Period, window: Window, as_of: date
) -> Told:
    below = asked.tree.children(unit, as_of)
    readings = readings_for(asked, held, [unit], totals=below, book=Book.REPORTED, both=True)
    keys = frozenset(key for target in held.plan.targets for key in elements_of(target.indicator))
    cut = Window.through(window.start, as_of)
    within = readings_over(asked, keys, cut, [unit])
    stretch = asked.tree.stretch_at(unit, as_of) or asked.tree.stretches(unit)[-1]
    parent = None if stretch.parent is None else asked.tree.stretch_at(stretch.parent, as_of)
    return Told(
        unit=stretch.name,
        code=stretch.code,
        level=stretch.level,
        superior=parent.name if parent else "",
        plan=held.plan.title,
        period=of.label,
        window=cut,
        number="",
        day=None,
        areas=tuple((area.key, area.name) for area in held.plan.areas),
        targets=tuple(
            TargetTold(
                progress_at(asked, held, target, unit, as_of=as_of, readings=readings),
                _in_period(target, unit, cut, within),
                max(readings.rules.elements[key].decimals for key in elements_of(target.indicator)),
            )
            for target in held.plan.targets
        ),
        units=tuple(
            _unit(asked, held, child, as_of=as_of, readings=readings, heard=heard)
            for child in below
            for heard in [_heard(unit, child, keys, cut=cut, within=within)]
        ),
        seq=asked.known,
        hash=_seal(asked),
    )


def _seal(asked: Question) -> str:
    """The hash of the event the report is made at, whenever it is asked for again."""
    if asked.at_head or not asked.known:
        return asked.stand.hash if asked.at_head else ""
    return read_events(asked.cursor, {asked.known})[asked.known].hash


def _in_period(target: Target, unit: UnitId, window: Window, readings: Readings) -> Outcome | None:
    """What the period itself brought, where work adds up."""
    if not isinstance(target.indicator, Total | Persons):
        return None
    return outcome_of(target.indicator, unit, window, readings=readings, over=True)


def _heard(
    unit: UnitId, child: UnitId, keys: frozenset[str], *, cut: Window, within: Readings
) -> tuple[int, int]:
    """Reports heard of those due of a child in the period, over all elements of the plan."""
    parts = [within.contributions(unit, key, cut).get(child) for key in sorted(keys)]
    cells = [part.coverage for part in parts if part is not None]
    return sum(one.reported + one.nil for one in cells), sum(one.expected for one in cells)


def _unit(
    asked: Question,
    held: PlanInForce,
    child: UnitId,
    *,
    as_of: date,
    readings: Readings,
    heard: tuple[int, int],
) -> UnitTold:
    statuses = tuple(
        progress_at(asked, held, target, child, as_of=as_of, readings=readings).main.status
        for target in held.plan.targets
    )
    return UnitTold(asked.tree.stretches(child)[-1].name, statuses, *heard)
