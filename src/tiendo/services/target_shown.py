"""One target at a unit as a person studies it: words, years, curve, units, and what was decided about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from tiendo.core.access import Actor
from tiendo.core.achievement import due_by
from tiendo.core.cascade import share_of
from tiendo.core.indicator import Persons, Ratio, Total, UnitShare, elements_of
from tiendo.core.orgunit import UnitId
from tiendo.core.outcome import awaits
from tiendo.core.plan import Setting, Target, windows_of
from tiendo.core.quantity import decimal_string, print_amount
from tiendo.core.readings import OWN, Readings
from tiendo.core.submission import Book
from tiendo.services.answers import coverage_answer, namer
from tiendo.services.looking import look
from tiendo.services.progress import preface, shown_at
from tiendo.services.questions import (
    PlanInForce,
    Question,
    clause_text,
    question,
    readings_for,
    target_of,
)
from tiendo.storage import catalogue as decisions
from tiendo.storage.lines import monthly_sums


def target_shown(
    *,
    actor: Actor,
    unit: int | str,
    target: str,
    as_of: date,
    now: datetime,
    plan: str | None = None,
    year: str | None = None,
) -> dict[str, Any]:
    """Everything of the screen of one target; figures of both books; `year` as in the overview. Errors: Problem."""
    with question(actor=actor, known=None, now=now) as asked:
        seen = look(asked, unit, as_of, plan=plan, year=year)
        place, held, day = seen.unit, seen.held, seen.day
        chosen = target_of(held.plan, target)
        below = asked.tree.children(place, day)
        told, accepted = (
            readings_for(asked, held, [place], totals=below, book=book, both=True) for book in Book
        )
        elements = told.rules.elements
        return {
            **preface(asked, place, day, book=Book.REPORTED),
            **seen.answer(asked),
            "level_names": {level.key: level.name for level in asked.tree.levels},
            "elements": {key: elements[key].name for key in elements_of(chosen.indicator)},
            "plan": {"key": held.plan.key, "title": held.plan.title},
            "clause": {"key": chosen.clause, "text": clause_text(held.plan, chosen.clause)},
            "target": shown_at(asked, held, chosen, place, as_of=day, readings=told),
            "accepted": shown_at(asked, held, chosen, place, as_of=day, readings=accepted),
            "units": _units(asked, held, chosen, below, as_of=day, told=told, accepted=accepted),
            "beside": _beside(asked, held, chosen, place, below=below, as_of=day, told=told),
            "given": _given(asked, held, chosen, place, as_of=day, told=told),
            "settings": _settings(asked, held, chosen, day),
            "curve": _curve(asked, held, chosen, place, as_of=day, told=told),
        }


def _units(
    asked: Question,
    held: PlanInForce,
    target: Target,
    below: Sequence[UnitId],
    *,
    as_of: date,
    told: Readings,
    accepted: Readings,
) -> list[dict[str, Any]]:
    """The units directly below with how each stands."""
    name = namer(asked.tree, as_of)
    rows = []
    for child in below:
        shown = shown_at(asked, held, target, child, as_of=as_of, readings=told)
        sure = shown_at(asked, held, target, child, as_of=as_of, readings=accepted)
        rows.append({**name(child), "target": shown, "accepted": sure["shown"]["value"]})
    return rows


def _beside(
    asked: Question,
    held: PlanInForce,
    target: Target,
    unit: UnitId,
    *,
    below: Sequence[UnitId],
    as_of: date,
    told: Readings,
) -> list[dict[str, Any]]:
    """What makes a sum besides the children: own work, and units that are no children any more."""
    if isinstance(target.indicator, Ratio | UnitShare):
        return []
    (key,) = elements_of(target.indicator)
    element = told.rules.elements[key]
    main = windows_of(target, held.plan, as_of=as_of, calendar=told.rules.calendar).main
    window = main.until(as_of)
    if window is None:
        return []
    name, here = namer(asked.tree, as_of), set(below)
    return [
        {
            **({"own": True} if via == OWN else name(via)),
            "shown": print_amount(part.amount, decimals=element.decimals),
            "coverage": coverage_answer(part.coverage),
            "awaited": via == OWN and awaits([key], unit, main, as_of=as_of, rules=told.rules, own=True),
        }
        for via, part in sorted(told.contributions(unit, key, window).items())
        if via not in here
    ]


def _given(
    asked: Question, held: PlanInForce, target: Target, unit: UnitId, *, as_of: date, told: Readings
) -> list[dict[str, Any]]:
    """The numbers handed down to the unit, year by year, with the paper that decided each or whence it came."""
    if not target.takes_allocation:
        return []
    (key,) = elements_of(target.indicator)
    decimals, name = told.rules.elements[key].decimals, namer(asked.tree, as_of)
    found = []
    for year in windows_of(target, held.plan, as_of=as_of, calendar=asked.catalogue.calendar).years:
        share = share_of(held.held, target.key, unit, year=year, tree=asked.tree, as_of=as_of)
        if share.amount is None and share.passed_to is None:
            continue
        own = share.own if share.own and share.own.amount is not None else None
        found.append(
            {
                "year": year.key,
                "shown": None if share.amount is None else print_amount(share.amount, decimals=decimals),
                "own": own and {"paper": own.paper, "day": own.day.isoformat()},
                "inherited": [
                    {**name(one), "shown": print_amount(amount, decimals=decimals)}
                    for one, amount in share.inherited
                ],
                "passed_to": None if share.passed_to is None else name(share.passed_to),
            }
        )
    return found


def _settings(asked: Question, held: PlanInForce, target: Target, as_of: date) -> list[dict[str, Any]]:
    """The plan's open questions that change this target, with the answer in force and the paper that gave it."""
    concerned = [setting for setting in held.plan.settings if _concerns(setting, target)]
    if not concerned:
        return []
    told = {
        choice.setting: choice
        for choice in decisions.read_choices(asked.cursor, held.plan.key, asked.known)
        if choice.day <= as_of
    }
    found = []
    for setting in concerned:
        option = held.chosen.get(setting.key, setting.default)
        choice = told.get(setting.key)
        found.append(
            {
                "key": setting.key,
                "question": setting.question,
                "label": next(one.label for one in setting.options if one.key == option),
                "decided": choice is not None,
                "paper": choice.paper if choice else "",
                "day": choice.day.isoformat() if choice else None,
            }
        )
    return found


def _concerns(setting: Setting, target: Target) -> bool:
    """Whether an answer to the question changes the target: names it, or changes the plan as a whole."""
    return any({"*", target.key} & option.patch.keys() for option in setting.options)


def _curve(
    asked: Question, held: PlanInForce, target: Target, unit: UnitId, *, as_of: date, told: Readings
) -> dict[str, Any] | None:
    """Month by month what was reached and what was due, where work adds up; None elsewhere.

    It begins with the first month of which anything was told: before it there is nothing, which is not zero.
    """
    if not isinstance(target.indicator, Total | Persons):
        return None
    (key,) = elements_of(target.indicator)
    calendar, element = told.rules.calendar, told.rules.elements[key]
    main = windows_of(target, held.plan, as_of=as_of, calendar=calendar).main
    if main.until(as_of) is None or told.named(unit, key, main.until(as_of) or main):
        return None
    sums = monthly_sums(asked.cursor, unit, book=Book.REPORTED, element=asked.catalogue.numbers[key])
    goals = held.goals(target, unit, catalogue=asked.catalogue, as_of=as_of)
    points, total, begun = [], 0, False
    month = calendar.month_of(main.start)
    while month <= calendar.month_of(main.last):
        last = min(calendar.last_day(month), main.last)
        due = due_by(target, held.plan, day=last, goals=goals, calendar=calendar)
        total += sums.get(int(month), 0)
        begun = begun or int(month) in sums
        points.append(
            {
                "month": month.label,
                "day": last.isoformat(),
                "value": decimal_string(total, decimals=element.decimals)
                if begun and last <= as_of
                else None,
                "due": None if due is None else decimal_string(int(due), decimals=element.decimals),
            }
        )
        month += 1
    return {"points": points, "unit": element.unit}
