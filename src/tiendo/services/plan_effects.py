"""What answering a plan's open question one way or the other does to its targets: people weigh it before deciding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tiendo.core.plan import Option, Plan

_DAYS = ("counts_from", "counts_to", "by")
_SIDES = ("numerators", "denominators")


def effects_of(option: Option, plan: Plan, levels: Mapping[str, str]) -> list[dict[str, Any]]:
    """Every change an option makes, equal changes of several targets told once; none for the plan's own words.

    `targets` are their keys, empty where the change is of the whole plan; `values` are names, days (ISO) or words.
    """
    told: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for key, fields in option.patch.items():
        for field, value in sorted(
            fields.items(), key=lambda one: one[0] == "denominators"
        ):  # after what is divided
            said = _said(field, value, plan=plan, levels=levels)
            if said:
                told.setdefault((field, said), []).extend([] if key == "*" else [key])
    return [
        {"field": field, "values": list(values), "targets": targets}
        for (field, values), targets in told.items()
    ]


def _said(field: str, value: Any, *, plan: Plan, levels: Mapping[str, str]) -> tuple[str, ...]:
    """A change as names people know; empty for what another change of the same option already says."""
    if field in _DAYS:
        return (str(value),)
    if field == "element":
        return (_element(str(value), plan),)
    if field in _SIDES:
        return tuple(_element(str(key), plan) for term in value for key in term.values())
    if field == "levels":
        return tuple(levels.get(str(level), str(level)) for level in _listed(value))
    if field == "condition":
        keys = [str(value[form]) for form in ("total", "level", "persons") if form in value]
        return (*(_element(key, plan) for key in keys), str(value.get("amount", "")))
    if field in {"basis", "goal", "unit", "name", "comparator", "year"}:
        return (str(value),)
    return ()


def _element(key: str, plan: Plan) -> str:
    return plan.elements[key].name if key in plan.elements else key


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else (value,)
