"""A unit at one glance: every target by area, this year, in all, a year ago, and who stands behind each figure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from tiendo.core.access import Actor, may
from tiendo.core.achievement import prior_of
from tiendo.core.indicator import UnitShare, elements_of
from tiendo.core.orgunit import UnitId
from tiendo.core.outcome import Outcome
from tiendo.core.plan import Plan, Target, windows_of
from tiendo.core.quantity import print_amount, print_percent
from tiendo.core.readings import OWN, Readings
from tiendo.core.submission import Book
from tiendo.services.answers import namer
from tiendo.services.inbox import waiting_below
from tiendo.services.looking import Looked, look
from tiendo.services.progress import preface, shown_at
from tiendo.services.questions import PlanInForce, Question, question, readings_for, target_of


def overview_of(
    *,
    actor: Actor,
    unit: int | str,
    as_of: date,
    now: datetime,
    plan: str | None = None,
    year: str | None = None,
) -> dict[str, Any]:
    """Every target of a plan at a unit, in both books; `year` is the key of one of the plan's years.

    A year that does not hold the day is looked at on its last day, so that the day says all. `waiting` counts the
    months below that the actor has to answer. Errors: Problem.
    """
    with question(actor=actor, known=None, now=now) as asked:
        seen = look(asked, unit, as_of, plan=plan, year=year)
        told, accepted = (readings_for(asked, seen.held, [seen.unit], book=book, both=True) for book in Book)
        rows = {
            target.key: _row(asked, seen, target, told=told, accepted=accepted)
            for target in seen.held.plan.targets
        }
        return {
            **preface(asked, seen.unit, seen.day, book=Book.REPORTED),
            **seen.answer(asked),
            "children": _children(asked, seen.unit, seen.day),
            "waiting": waiting_below(asked, seen.unit),
            "head": {"seq": asked.stand.seq, "hash": asked.stand.hash},
            "plan": {"key": seen.held.plan.key, "title": seen.held.plan.title},
            "areas": _by_area(seen.held.plan, rows),
        }


def names_of(
    *,
    actor: Actor,
    unit: int | str,
    target: str,
    which: str,
    as_of: date,
    now: datetime,
    plan: str | None = None,
    year: str | None = None,
) -> dict[str, Any]:
    """Units behind a row: those that have not met it, that told zero, or that have not been heard from.

    `which`: `not_met`, `zero` or `missing`; `year` as in the overview. Of a share of units all units judged are looked
    at, else the children and the unit itself. Errors: Problem.
    """
    with question(actor=actor, known=None, now=now) as asked:
        seen = look(asked, unit, as_of, plan=plan, year=year)
        place, held, day = seen.unit, seen.held, seen.day
        chosen = target_of(held.plan, target)
        below = asked.tree.children(place, day)
        readings = readings_for(asked, held, [place], totals=below, book=Book.REPORTED, both=True)
        whole = shown_at(asked, held, chosen, place, as_of=day, readings=readings)
        lists = _lists(asked, held, chosen, place, as_of=day, readings=readings, whole=whole)
        return {
            **preface(asked, place, day, book=Book.REPORTED),
            **seen.answer(asked),
            "target": whole,
            "which": which,
            "units": lists.get(which, []),
            "counts": {name: len(found) for name, found in lists.items()},
        }


def _children(asked: Question, unit: UnitId, day: date) -> list[dict[str, Any]]:
    name = namer(asked.tree, day)
    return [
        name(child)
        for child in asked.tree.children(unit, day)
        if may(asked.actor, "figures.read", child, tree=asked.now_tree, day=asked.today)
    ]


def _by_area(plan: Plan, rows: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows under the plan's areas, in the plan's order; what belongs to none comes last."""
    areas = [{"key": area.key, "name": area.name} for area in plan.areas]
    known = {area["key"] for area in areas}
    if any(target.area not in known for target in plan.targets):
        areas.append({"key": "", "name": ""})
    found = []
    for area in areas:
        held = [
            rows[target.key]
            for target in plan.targets
            if (target.area if target.area in known else "") == area["key"]
        ]
        if held:
            found.append({**area, "rows": held})
    return found


def _row(
    asked: Question, seen: Looked, target: Target, *, told: Readings, accepted: Readings
) -> dict[str, Any]:
    held, unit, day = seen.held, seen.unit, seen.day
    shown = shown_at(asked, held, target, unit, as_of=day, readings=told)
    sure = shown_at(asked, held, target, unit, as_of=day, readings=accepted)
    prior = prior_of(target, held.plan, unit, as_of=day, readings=told)
    this = next((one for one in shown["years"] if one["year"] == seen.year), None)
    elements = told.rules.elements
    decimals = max(elements[key].decimals for key in elements_of(target.indicator))
    return {
        **shown,
        "this_year": this,
        "prior": None if prior is None else _value(prior, target, decimals),
        "accepted": sure["shown"]["value"],
        "accepted_whole": sure["value"] == shown["value"],
        "unheard": shown["coverage"]["missing"],
    }


def _value(outcome: Outcome, target: Target, decimals: int) -> str | None:
    """A value as people write it; None where there is none."""
    if outcome.numerator is None or outcome.denominator == 0:
        return None
    if target.is_share and outcome.denominator is not None:
        return print_percent(outcome.numerator, outcome.denominator)
    return print_amount(
        outcome.numerator, decimals=0 if isinstance(target.indicator, UnitShare) else decimals
    )


def _lists(
    asked: Question,
    held: PlanInForce,
    target: Target,
    unit: UnitId,
    *,
    as_of: date,
    readings: Readings,
    whole: Mapping[str, Any],
) -> dict[str, list[dict[str, Any]]]:
    """The three lists of names behind a row."""
    name = namer(asked.tree, as_of)
    rows = [
        {
            **name(child),
            "shown": shown["shown"],
            "awaited": shown["awaited"],
            "status": shown["status"],
            "state": shown["state"],
            "coverage": shown["coverage"],
            "amount": shown["value"],
        }
        for child in asked.tree.children(unit, as_of)
        for shown in [shown_at(asked, held, target, child, as_of=as_of, readings=readings)]
    ]
    if isinstance(target.indicator, UnitShare):
        failing = [{**one, "shown": {"value": one["amount"]}} for one in whole["failing"]]
        return {
            "not_met": failing,
            "zero": [one for one in failing if one["heard"] and one["amount"] == "0"],
            "missing": [one for one in failing if not one["heard"]],
        }
    own = _own_coverage(target, unit, as_of=as_of, held=held, readings=readings, asked=asked)
    here = [{**name(unit), "own": True, "coverage": own}] if own["missing"] else []
    return {
        "not_met": [one for one in rows if one["status"] in ("behind", "not_met", "no_data")],
        "zero": [one for one in rows if one["state"] == "figure" and one["amount"] in ("0", "0/1")],
        "missing": [*here, *(one for one in rows if one["coverage"]["missing"])],
    }


def _own_coverage(
    target: Target, unit: UnitId, *, as_of: date, held: PlanInForce, readings: Readings, asked: Question
) -> dict[str, int]:
    """Cells of the unit's own work behind a target."""
    window = windows_of(target, held.plan, as_of=as_of, calendar=asked.catalogue.calendar).main.until(as_of)
    found = {"expected": 0, "reported": 0, "nil": 0, "missing": 0}
    if window is None:
        return found
    for key in elements_of(target.indicator):
        own = readings.contributions(unit, key, window).get(OWN)
        if own is not None:
            coverage = own.coverage
            found["expected"] += coverage.expected
            found["reported"] += coverage.reported
            found["nil"] += coverage.nil
            found["missing"] += coverage.missing
    return found
