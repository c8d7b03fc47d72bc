"""A plan as the plain data its file holds, so that what was read can be written again: the way back of `plan_document`.

Read again it is the same plan; what a field may leave out is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from tiendo.core.indicator import (
    DataElement,
    Dimension,
    Indicator,
    Owner,
    Ratio,
    Term,
    UnitShare,
    elements_of,
)
from tiendo.core.plan import Plan, Setting, Target
from tiendo.core.quantity import MAX_DECIMALS, print_amount

_NOTHING: tuple[Any, ...] = ("", None, (), [], {}, False)


def document_of(plan: Plan) -> dict[str, Any]:
    """The document of a plan. A share goal has at most six digits after the comma of its percentage."""
    return filled(
        {
            "schema": 1,
            "plan": _head(plan),
            "elements": [element_data(one) for one in plan.elements.values()],
            "areas": [{"key": one.key, "name": one.name} for one in plan.areas],
            "clauses": [{"key": one.key, "text": one.text} for one in plan.clauses],
            "targets": [_target(one, plan.elements) for one in plan.targets],
            "tasks": [
                filled(
                    {
                        "key": one.key,
                        "clause": one.clause,
                        "area": one.area,
                        "text": one.text,
                        "responsible": one.responsible,
                    }
                )
                for one in plan.tasks
            ],
            "duties": [
                {
                    "key": one.key,
                    "clause": one.clause,
                    "responsible": one.responsible,
                    "text": one.text,
                }
                for one in plan.duties
            ],
            "settings": [_setting(one) for one in plan.settings],
        }
    )


def filled(data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that say something."""
    return {key: value for key, value in data.items() if value not in _NOTHING}


def element_data(one: DataElement) -> dict[str, Any]:
    """A data element as documents write it."""
    often, typed = one.often.value, one.typed.value
    return filled(
        {
            "key": one.key,
            "name": one.name,
            "kind": one.kind.value,
            "unit": one.unit,
            "entered_at": sorted(one.entered_at),
            "decimals": one.decimals or None,
            "often": None if often == "month" else often,
            "typed": None if typed == "increment" else typed,
            "owner": one.owner and _owner(one.owner),
            "restate_months": None if one.restate_months == 12 else one.restate_months,
            "dimensions": [_dimension(each) for each in one.dimensions],
            "definition": one.definition,
            "record_kinds": list(one.record_kinds),
        }
    )


def _owner(one: Owner) -> dict[str, str]:
    return filled({"body": one.body, "number": one.number, "day": one.day})


def _dimension(one: Dimension) -> dict[str, Any]:
    return {"key": one.key, "name": one.name, "parts": dict(one.parts)}


def _head(plan: Plan) -> dict[str, Any]:
    return filled(
        {
            "key": plan.key,
            "title": plan.title,
            "issuer": plan.issuer,
            "number": plan.number,
            "day": plan.day and plan.day.isoformat(),
            "bases": list(plan.bases),
            "counts_from": plan.counts_from.isoformat(),
            "counts_to": plan.counts_to.isoformat(),
            "year": plan.year.value,
        }
    )


def _target(one: Target, elements: Mapping[str, DataElement]) -> dict[str, Any]:
    decimals = elements[elements_of(one.indicator)[0]].decimals
    return filled(
        {
            "key": one.key,
            "clause": one.clause,
            "area": one.area,
            "name": one.name,
            "indicator": indicator_data(one.indicator),
            "basis": one.basis.value,
            "comparator": one.comparator.value,
            "goal": _percent(one.goal) if one.is_share else print_amount(int(one.goal), decimals=decimals),
            "unit": one.unit,
            "by": one.by and one.by.isoformat(),
            "counts_from": one.counts_from and one.counts_from.isoformat(),
            "counts_to": one.counts_to and one.counts_to.isoformat(),
            "aspiration": one.aspiration,
        }
    )


def _percent(share: Fraction) -> str:
    scaled = share * 100 * 10**MAX_DECIMALS
    return print_amount(scaled.numerator // scaled.denominator, decimals=MAX_DECIMALS) + "%"


def indicator_data(one: Indicator) -> dict[str, Any]:
    """An indicator as documents write it."""
    if isinstance(one, Ratio):
        return {
            "form": one.form,
            "numerators": _terms(one.numerators),
            "denominators": _terms(one.denominators),
        }
    if isinstance(one, UnitShare):
        condition = {
            **_term(one.condition.term),
            "comparator": one.condition.comparator.value,
            "amount": one.condition.amount,
        }
        over = {level: judged.value for level, judged in one.over}
        return {"form": one.form, "levels": list(one.levels), "condition": condition, "over": over}
    return {"form": one.form, "element": one.element}


def _terms(terms: Iterable[Term]) -> list[dict[str, str]]:
    return [_term(one) for one in terms]


def _term(one: Term) -> dict[str, str]:
    return {one.form: one.element}


def _setting(one: Setting) -> dict[str, Any]:
    options = [
        filled(
            {
                "key": each.key,
                "label": each.label,
                "patch": {target: dict(fields) for target, fields in each.patch.items()},
            }
        )
        for each in one.options
    ]
    return {
        "key": one.key,
        "clause": one.clause,
        "question": one.question,
        "default": one.default,
        "options": options,
    }
