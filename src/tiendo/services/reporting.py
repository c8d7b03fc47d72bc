"""The official report of a unit and period: the same figures as every other surface, in the organisation's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from tiendo.core.access import Actor
from tiendo.core.indicator import Persons, Total, UnitShare, elements_of
from tiendo.core.orgunit import UnitId
from tiendo.core.outcome import Outcome, outcome_of
from tiendo.core.period import Period, Window, read_day
from tiendo.core.plan import Target
from tiendo.core.readings import Readings
from tiendo.core.report import Report
from tiendo.core.report_plan import plan_paper
from tiendo.core.report_template import Template, template_of
from tiendo.core.report_text import report_of as write
from tiendo.core.report_told import PlanTold, TargetTold, Told, UnitTold
from tiendo.core.submission import Book
from tiendo.formats.report_templates import filled
from tiendo.services.looking import newest_plan
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
from tiendo.storage import months
from tiendo.storage.ledger import read_events


@dataclass(frozen=True)
class ReportMade:
    """A report with what names it: unit, period and the day its figures are of; `freezes` are the events at which
    this unit's period was frozen, the newest last.
    """

    report: Report
    unit: str
    unit_name: str
    path: tuple[dict[str, Any], ...]
    period: Period
    as_of: date
    freezes: tuple[int, ...] = ()


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

    `known`: the same event gives the same report, word for word.
    """
    of = Period.parse(period) if isinstance(period, str) else period
    with question(actor=actor, known=known, now=now) as asked:
        window = of.window(asked.catalogue.calendar)
        as_of = min(window.last, max(asked.today, window.start))
        place = asked.unit(unit, as_of)
        report = written(asked, place, of, as_of=as_of, plan=plan)
        freezes = months.read_freeze_events(asked.cursor, place, of.key)
        return made_of(asked, place, report.signed(number.strip(), day_of(day)), freezes=freezes)


def day_of(given: date | str | None) -> date | None:
    """The day a paper is signed, as typed; none where nothing is given. Errors: Problem."""
    if isinstance(given, str):
        return read_day(given) if given else None
    return given


def written(asked: Question, unit: UnitId, of: Period, *, as_of: date, plan: str | None) -> Report:
    """The report as the question's event knows it."""
    held = plan_in_force(asked, plan or newest_plan(asked), as_of)
    window = of.window(asked.catalogue.calendar)
    return write(_told(asked, held, unit, of=of, window=window, as_of=as_of), template_in_force(asked))


def made_of(asked: Question, unit: UnitId, report: Report, *, freezes: Sequence[int]) -> ReportMade:
    """A report with the unit it is of, as it is called now."""
    about = report.about
    path = tuple(path_of(asked, unit, about.as_of))
    period = Period.parse(about.period)
    return ReportMade(report, about.unit, about.unit_name, path, period, about.as_of, tuple(freezes))


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
            plan=_plan(held, place),
            period="",
            period_key="",
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


def template_in_force(asked: Question) -> Template:
    """The organisation's template, filled from the plain one."""
    own = decisions.read_organisation(asked.cursor, asked.known).get("report")
    return template_of(filled(own or {}))


def _told(
    asked: Question, held: PlanInForce, unit: UnitId, *, of: Period, window: Window, as_of: date
) -> Told:
    below = asked.tree.children(unit, as_of)
    reading = partial(readings_for, asked, held, [unit], totals=below, both=True)
    readings, accepted = reading(book=Book.REPORTED), reading(book=Book.ACCEPTED)
    keys = frozenset(key for target in held.plan.targets for key in elements_of(target.indicator))
    standing = partial(progress_at, asked, held, unit=unit, as_of=as_of)
    cut = Window.through(window.start, as_of)
    within = readings_over(asked, keys, cut, [unit])
    stretch = asked.tree.stretch_at(unit, as_of) or asked.tree.stretches(unit)[-1]
    parent = None if stretch.parent is None else asked.tree.stretch_at(stretch.parent, as_of)
    heard = {child: _heard(unit, child, keys, cut=cut, within=within) for child in below}
    below_told = [_unit(asked, held, one, as_of=as_of, readings=readings, heard=heard[one]) for one in below]
    return Told(
        unit=stretch.name,
        code=stretch.code,
        level=stretch.level,
        superior=parent.name if parent else "",
        plan=_plan(held, unit),
        period=of.label,
        period_key=of.key,
        window=cut,
        number="",
        day=None,
        areas=tuple((area.key, area.name) for area in held.plan.areas),
        targets=tuple(
            TargetTold(
                standing(target, readings=readings),
                standing(target, readings=accepted).main.outcome,
                _in_period(target, unit, cut, within),
                _decimals(target, readings),
            )
            for target in held.plan.targets
        ),
        units=tuple(below_told),
        seq=asked.known,
        hash=_seal(asked),
    )


def _plan(held: PlanInForce, unit: UnitId) -> PlanTold:
    """The plan as papers name it, with those that handed its targets down to a unit, the oldest first."""
    plan = held.plan
    papers = {(one.paper, one.day) for (_, at, _), one in held.held.items() if at == unit}
    ordered = tuple(sorted(papers, key=lambda paper: (paper[1], paper[0])))
    return PlanTold(plan.key, plan.title, plan.number, plan.day, plan.issuer, ordered)


def _decimals(target: Target, readings: Readings) -> int:
    """Of the amounts a target is told in: units are whole, whatever is counted in them."""
    if isinstance(target.indicator, UnitShare):
        return 0
    return max(readings.rules.elements[key].decimals for key in elements_of(target.indicator))


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
    stretch = asked.tree.stretches(child)[-1]
    return UnitTold(stretch.code, stretch.name, statuses, *heard)
