"""The official report of a unit and period: the same figures as every other surface, in the organisation's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tiendo.core.access import Actor, may
from tiendo.core.achievement import Position, position_of
from tiendo.core.indicator import Persons, Total, UnitShare, elements_of
from tiendo.core.orgunit import UnitId
from tiendo.core.outcome import Outcome, outcome_of
from tiendo.core.period import Period, Window
from tiendo.core.plan import Target
from tiendo.core.readings import Readings
from tiendo.core.report import Report
from tiendo.core.report_plan import plan_paper
from tiendo.core.report_template import Template, template_of
from tiendo.core.report_text import report_of as write
from tiendo.core.report_told import PlanTold, TargetTold, Told, UnitTold
from tiendo.formats.report_templates import filled
from tiendo.services.looking import default_plan, plans_binding
from tiendo.services.questions import (
    PlanInForce,
    Question,
    plan_in_force,
    question,
)
from tiendo.services.report_asked import check_begun, read_asked
from tiendo.services.report_sums import sums_of_report
from tiendo.services.tree import path_of
from tiendo.storage import months
from tiendo.storage.ledger import read_events


@dataclass(frozen=True)
class Freeze:
    """The event at which a unit's period was frozen, and when (UTC)."""

    event: int
    at: str


@dataclass(frozen=True)
class ReportMade:
    """A report with what names it: unit, period and the day its figures are of; `freezes` of this unit's period and
    plan, the newest last, and whether the asker may freeze it. `plans` are those that bind the unit (key and title).
    """

    report: Report
    unit: str
    unit_name: str
    path: tuple[dict[str, Any], ...]
    period: Period
    as_of: date
    freezes: tuple[Freeze, ...] = ()
    may_freeze: bool = False
    plans: tuple[tuple[str, str], ...] = ()


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

    `known`: the same event gives the same report, word for word. What is wrong with period, number or day has its
    `field`.
    """
    of, signing = read_asked(period, number, day)
    with question(actor=actor, known=known, now=now) as asked:
        window = of.window(asked.catalogue.calendar)
        check_begun(of, window, asked.today)
        as_of = min(window.last, asked.today)
        place = asked.unit(unit, as_of)
        signing.check(last=as_of, today=asked.today)
        report = written(asked, place, of, as_of=as_of, plan=plan)
        freezes = months.read_freeze_events(asked.cursor, place, of.key, report.about.plan)
        return made_of(asked, place, report.signed(signing.number, signing.day), freezes=freezes)


def written(asked: Question, unit: UnitId, of: Period, *, as_of: date, plan: str | None) -> Report:
    """The report as the question's event knows it."""
    held = plan_in_force(asked, plan or default_plan(asked, unit, as_of), as_of)
    window = of.window(asked.catalogue.calendar)
    return write(_told(asked, held, unit, of=of, window=window, as_of=as_of), template_in_force(asked))


def made_of(asked: Question, unit: UnitId, report: Report, *, freezes: Sequence[int]) -> ReportMade:
    """A report with the unit it is of, as it is called now."""
    about = report.about
    path = tuple(path_of(asked, unit, about.as_of))
    return ReportMade(
        report,
        about.unit,
        about.unit_name,
        path,
        Period.parse(about.period),
        about.as_of,
        freezes_at(asked, freezes),
        may(asked.actor, "period.freeze", unit, tree=asked.now_tree, day=asked.today),
        plans_binding(asked, unit, about.as_of),
    )


def freezes_at(asked: Question, events: Sequence[int]) -> tuple[Freeze, ...]:
    """Freezes by their events, with when each was."""
    told = read_events(asked.cursor, set(events)) if events else {}
    return tuple(Freeze(event, told[event].posted_at) for event in events)


def plan_paper_of(*, actor: Actor, plan: str | None, now: datetime) -> Report:
    """An adopted plan as the official paper of the unit it belongs to. Errors: Problem."""
    with question(actor=actor, known=None, now=now) as asked:
        held = plan_in_force(asked, plan or default_plan(asked, None, asked.today), asked.today)
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
    own = asked.decided.organisation.get("report")
    return template_of(filled(own or {}))


def _told(
    asked: Question, held: PlanInForce, unit: UnitId, *, of: Period, window: Window, as_of: date
) -> Told:
    below = asked.tree.children(unit, as_of)
    keys = frozenset(key for target in held.plan.targets for key in elements_of(target.indicator))
    cut = Window.through(window.start, as_of)
    readings, accepted, within = sums_of_report(asked, held, unit, below, as_of=as_of, cut=cut)
    stretch = asked.tree.stretch_at(unit, as_of) or asked.tree.stretches(unit)[-1]
    parent = None if stretch.parent is None else asked.tree.stretch_at(stretch.parent, as_of)
    heard = _heard(unit, below, keys, cut=cut, within=within)
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
                _position(asked, held, target, unit, as_of=as_of, readings=readings),
                _position(asked, held, target, unit, as_of=as_of, readings=accepted).main.outcome,
                _in_period(target, unit, cut, within),
                _decimals(target, readings),
            )
            for target in held.plan.targets
        ),
        units=tuple(
            _unit(asked, held, one, as_of=as_of, readings=readings, heard=heard[one]) for one in below
        ),
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


def _position(
    asked: Question, held: PlanInForce, target: Target, unit: UnitId, *, as_of: date, readings: Readings
) -> Position:
    """How a target stands at a unit, without the story of its years: a report tells none."""
    goals = held.goals(target, unit, catalogue=asked.catalogue, as_of=as_of)
    return position_of(target, held.plan, unit, as_of=as_of, goals=goals, readings=readings)


def _heard(
    unit: UnitId, below: Sequence[UnitId], keys: frozenset[str], *, cut: Window, within: Readings
) -> dict[UnitId, tuple[int, int]]:
    """Reports heard of those due of each child in the period, over all elements of the plan."""
    parts = [within.contributions(unit, key, cut) for key in sorted(keys)]
    cells = {child: [part[child].coverage for part in parts if child in part] for child in below}
    return {
        child: (sum(one.reported + one.nil for one in held), sum(one.expected for one in held))
        for child, held in cells.items()
    }


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
        _position(asked, held, target, child, as_of=as_of, readings=readings).judged.status
        for target in held.plan.targets
    )
    stretch = asked.tree.stretches(child)[-1]
    return UnitTold(stretch.code, stretch.name, statuses, *heard)
