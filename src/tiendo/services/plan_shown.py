"""A plan as people read it, with the answers its open questions have got."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from tiendo.core.access import Actor, may
from tiendo.core.indicator import elements_of
from tiendo.core.orgunit import UnitId
from tiendo.core.plan import Basis, Plan, Setting, Target
from tiendo.core.quantity import print_amount, print_percent
from tiendo.services.answers import indicator_answer, namer
from tiendo.services.gate import ranks_of
from tiendo.services.plan_effects import effects_of
from tiendo.services.plan_numbers import numbers_of
from tiendo.services.plans import PLAN_UNIT
from tiendo.services.questions import PlanInForce, Question, plan_in_force, question
from tiendo.services.tree import tops_seen
from tiendo.storage import catalogue
from tiendo.storage.catalogue import Choice
from tiendo.storage.ledger import read_head
from tiendo.storage.rules import catalogue_at
from tiendo.storage.sql import snapshot


def plans_shown(*, actor: Actor, as_of: date, now: datetime) -> dict[str, Any]:
    """The plans that bind somebody, the newest first. Errors: Problem `access.denied`."""
    with question(actor=actor, known=None, now=now) as asked:
        documents, organisation = asked.decided.plans, asked.decided.organisation
        bound, name = _bound(asked, as_of), namer(asked.tree)
        owners = {key: organisation[PLAN_UNIT + key] for key in documents}
        return {
            "schema": 1,
            "plans": [
                _listed(key, document, name(owners[key]))
                for key, document in reversed(list(documents.items()))
                if owners[key] in bound
            ],
        }


def _listed(key: str, document: Mapping[str, Any], owner: Mapping[str, Any]) -> dict[str, Any]:
    head = document["plan"]
    return {
        "plan": key,
        "title": head["title"],
        "number": head.get("number") or "",
        "day": head.get("day"),
        "issuer": head.get("issuer") or "",
        "owner": dict(owner),
        "targets": len(document.get("targets") or ()),
        "settings": len(document.get("settings") or ()),
    }


def plan_shown(*, actor: Actor, plan: str | None, as_of: date, now: datetime) -> dict[str, Any]:
    """Clauses, targets, tasks, duties and settings as decided on a day. Errors: Problem."""
    with question(actor=actor, known=None, now=now) as asked:
        held = plan_in_force(asked, plan, as_of)
        _require_bound(asked, held.owner, as_of)
        levels = {level.key: level.name for level in asked.tree.levels}
        choices = catalogue.read_choices(asked.cursor, held.plan.key, asked.known)
        decided = _decided(choices, as_of)
        return {
            "schema": 1,
            **_head(held, namer(asked.tree)(held.owner)),
            "levels": levels,
            "elements": {key: element.name for key, element in held.plan.elements.items()},
            "areas": [{"key": area.key, "name": area.name} for area in held.plan.areas],
            "clauses": [{"key": clause.key, "text": clause.text} for clause in held.plan.clauses],
            "targets": [_target(target, held.plan) for target in held.plan.targets],
            "amended": _amended(asked, held, [one for one in choices if one.day <= as_of]),
            "tasks": [
                {
                    "key": t.key,
                    "area": t.area,
                    "clause": t.clause,
                    "responsible": t.responsible,
                    "text": t.text,
                }
                for t in held.plan.tasks
            ],
            "duties": [
                {"key": d.key, "clause": d.clause, "responsible": d.responsible, "text": d.text}
                for d in held.plan.duties
            ],
            "settings": [
                _setting(setting, held, decided.get(setting.key), levels=levels)
                for setting in held.plan.settings
            ],
            "may_set": may(asked.actor, "plan.set", held.owner, tree=asked.now_tree, day=asked.today),
        }


def _head(held: PlanInForce, owner: Mapping[str, Any]) -> dict[str, Any]:
    plan = held.plan
    return {
        "plan": plan.key,
        "title": plan.title,
        "issuer": plan.issuer,
        "number": plan.number,
        "day": plan.day.isoformat() if plan.day else None,
        "owner": dict(owner),
        "counts_from": plan.counts_from.isoformat(),
        "counts_to": plan.counts_to.isoformat(),
        "year": plan.year.value,
    }


def _decided(choices: list[Choice], as_of: date) -> dict[str, Choice]:
    """The choice in force of each setting: the latest deciding day, then the later event."""
    in_order = sorted((one for one in choices if one.day <= as_of), key=lambda one: (one.day, one.seq))
    return {choice.setting: choice for choice in in_order}


def _setting(
    setting: Setting, held: PlanInForce, decided: Choice | None, *, levels: Mapping[str, str]
) -> dict[str, Any]:
    chosen = held.chosen.get(setting.key, setting.default)
    return {
        "key": setting.key,
        "clause": setting.clause,
        "question": setting.question,
        "default": setting.default,
        "chosen": chosen,
        "label": next(option.label for option in setting.options if option.key == chosen),
        "options": [
            {
                "key": option.key,
                "label": option.label,
                "effects": effects_of(option, held.plan, levels),
            }
            for option in setting.options
        ],
        "paper": decided.paper if decided else None,
        "day": decided.day.isoformat() if decided else None,
    }


def _amended(asked: Question, held: PlanInForce, choices: list[Choice]) -> list[dict[str, Any]]:
    """The targets papers have given other numbers, with all of them, the first one first."""
    if not choices:
        return []
    document = catalogue.read_plans(asked.cursor, asked.known)[held.plan.key]
    numbers = numbers_of(document, choices)
    return [
        {
            "target": target.key,
            "name": target.name,
            "comparator": target.comparator.value,
            "unit": target.unit,
            "numbers": [
                {"goal": one.goal, "paper": one.paper, "day": one.day.isoformat() if one.day else None}
                for one in numbers[target.key]
            ],
        }
        for target in held.plan.targets
        if len(numbers[target.key]) > 1
    ]


def _bound(asked: Question, day: date) -> set[UnitId]:
    """Units whose plans bind somebody: those one may see and all above them. Errors: Problem `access.denied`."""
    return {above for unit in tops_seen(asked, day) for above in asked.tree.path(unit, day)}


def _require_bound(asked: Question, owner: UnitId, day: date) -> None:
    """A plan binds all below its unit, and they may read what binds them. Errors: Problem `access.denied`."""
    if owner not in _bound(asked, day):
        asked.unit(owner, day)


def _target(target: Target, plan: Plan) -> dict[str, Any]:
    decimals = plan.elements[elements_of(target.indicator)[0]].decimals
    goal = target.goal
    shown = (
        print_percent(goal.numerator, goal.denominator)
        if target.is_share
        else print_amount(int(goal), decimals=decimals)
    )
    by = target.by.isoformat() if target.basis is Basis.BY_DATE and target.by else ""
    return {
        "id": target.key,
        "clause": target.clause,
        "area": target.area,
        "name": target.name,
        "form": target.indicator.form,
        "indicator": indicator_answer(target.indicator),
        "basis": target.basis.value,
        "by": by,
        "comparator": target.comparator.value,
        "goal": shown,
        "unit": target.unit,
        "aspiration": target.aspiration,
        "counts_from": target.counts_from.isoformat() if target.counts_from else None,
        "counts_to": target.counts_to.isoformat() if target.counts_to else None,
    }


def ranks() -> dict[str, int]:
    """The organisation's levels by depth, for checking a plan's document against them."""
    with snapshot() as cursor:
        return ranks_of(catalogue_at(cursor, read_head(cursor).seq).tree)


def only_plan() -> str:
    """The key of the plan adopted last; empty before there is one."""
    with snapshot() as cursor:
        return next(reversed(catalogue.read_plans(cursor)), "")
