"""A plan as people read it, with the answers its open questions have got."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from tiendo.core.access import Actor
from tiendo.core.indicator import elements_of
from tiendo.core.orgunit import UnitId
from tiendo.core.period import Period
from tiendo.core.plan import Plan, Target
from tiendo.core.quantity import print_amount, print_percent
from tiendo.core.submission import Book
from tiendo.services.gate import ranks_of
from tiendo.services.progress import progress_of
from tiendo.services.questions import Question, plan_in_force, question
from tiendo.services.tree import tops_seen
from tiendo.storage import catalogue
from tiendo.storage.ledger import read_head
from tiendo.storage.rules import catalogue_at
from tiendo.storage.sql import snapshot


def plan_shown(*, actor: Actor, plan: str | None, as_of: date, now: datetime) -> dict[str, Any]:
    """Clauses, targets, tasks, duties and settings as decided on a day. Errors: Problem."""
    with question(actor=actor, known=None, now=now) as asked:
        held = plan_in_force(asked, plan, as_of)
        _require_bound(asked, held.owner, as_of)
        papers = {
            choice.setting: choice.paper
            for choice in catalogue.read_choices(asked.cursor, held.plan.key, asked.known)
            if choice.day <= as_of
        }
        return {
            "schema": 1,
            "plan": held.plan.key,
            "title": held.plan.title,
            "counts_from": held.plan.counts_from.isoformat(),
            "counts_to": held.plan.counts_to.isoformat(),
            "year": held.plan.year.value,
            "areas": [{"key": area.key, "name": area.name} for area in held.plan.areas],
            "clauses": [{"key": clause.key, "text": clause.text} for clause in held.plan.clauses],
            "targets": [_target(target, held.plan) for target in held.plan.targets],
            "tasks": [{"key": t.key, "area": t.area, "text": t.text} for t in held.plan.tasks],
            "duties": [
                {"key": d.key, "responsible": d.responsible, "text": d.text} for d in held.plan.duties
            ],
            "settings": [
                {
                    "key": setting.key,
                    "question": setting.question,
                    "chosen": held.chosen.get(setting.key, setting.default),
                    "label": next(
                        option.label
                        for option in setting.options
                        if option.key == held.chosen.get(setting.key, setting.default)
                    ),
                    "options": [{"key": option.key, "label": option.label} for option in setting.options],
                    "paper": papers.get(setting.key),
                }
                for setting in held.plan.settings
            ],
        }


def _require_bound(asked: Question, owner: UnitId, day: date) -> None:
    """A plan binds all below its unit, and they may read what binds them. Errors: Problem `access.denied`."""
    bound = {above for unit in tops_seen(asked, day) for above in asked.tree.path(unit, day)}
    if owner not in bound:
        asked.unit(owner, day)


def _target(target: Target, plan: Plan) -> dict[str, Any]:
    decimals = plan.elements[elements_of(target.indicator)[0]].decimals
    goal = target.goal
    shown = (
        print_percent(goal.numerator, goal.denominator)
        if target.is_share
        else print_amount(int(goal), decimals=decimals)
    )
    return {
        "id": target.key,
        "clause": target.clause,
        "area": target.area,
        "name": target.name,
        "form": target.indicator.form,
        "basis": target.basis.value,
        "comparator": target.comparator.value,
        "goal": shown,
        "unit": target.unit,
    }


def ranks() -> dict[str, int]:
    """The organisation's levels by depth, for checking a plan's document against them."""
    with snapshot() as cursor:
        return ranks_of(catalogue_at(cursor, read_head(cursor).seq).tree)


def only_plan() -> str:
    """The key of the plan adopted last; empty before there is one."""
    with snapshot() as cursor:
        return next(reversed(catalogue.read_plans(cursor)), "")


def frozen_report(
    *, actor: Actor, plan: str | None, book: Book, now: datetime
) -> Callable[[UnitId, Period, int], dict[str, Any]]:
    """What a freeze keeps: the progress of every target on the period's last day, as known at the freeze."""

    def report(unit: UnitId, period: Period, known: int) -> dict[str, Any]:
        with snapshot() as cursor:
            last = period.window(catalogue_at(cursor, known).calendar).last
        return progress_of(actor=actor, unit=unit, as_of=last, known=known, plan=plan, book=book, now=now)

    return report
