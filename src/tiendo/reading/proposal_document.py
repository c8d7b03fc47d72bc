"""Proposals as plain data, beside the targets they are for, in the shape every surface reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tiendo.core.orgunit import Level
from tiendo.core.plan_written import filled
from tiendo.reading.plan_made import indicator_of
from tiendo.reading.proposed import Need, Proposal, Question
from tiendo.reading.said import Said

COMMON_LEVELS = (
    Level("province", 0, "cấp tỉnh"),
    Level("district", 1, "cấp huyện"),
    Level("commune", 2, "cấp xã"),
    Level("branch", 3, "chi đoàn, chi hội, chi bộ"),
)
"""The rungs most organisations have: what scopes are read by where no organisation is set up."""


def as_proposal(one: Proposal, say: Callable[[Said], str]) -> dict[str, Any]:
    """A proposal as JSON holds it. `say` tells a sentence in the reader's language."""
    days = {"by": one.by, "counts_from": one.counts_from, "counts_to": one.counts_to}
    return {
        "name": one.name,
        "indicator": indicator_of(one),
        "needs": [_need(each) for each in one.needs],
        "basis": one.basis.value,
        "comparator": one.comparator.value,
        "goal": one.goal,
        "unit": one.unit,
        **{name: day.isoformat() for name, day in days.items() if day is not None},
        "area": None if one.area is None else one.area.key,
        "confidence": one.confidence,
        "questions": [_question(each, say) for each in one.questions],
    }


def _need(one: Need) -> dict[str, Any]:
    new = one.new
    return {
        "part": one.part.value,
        "words": one.words,
        "element": one.element,
        "margin": one.margin,
        "candidates": [
            {"element": each.element, "name": each.name, "unit": each.unit, "score": each.score}
            for each in one.candidates
        ],
        "new": None
        if not one.is_new
        else {
            "key": new.key,
            "name": new.name,
            "kind": new.kind.value,
            "unit": new.unit,
            "entered_at": list(new.entered_at),
        },
    }


def _question(one: Question, say: Callable[[Said], str]) -> dict[str, Any]:
    return {
        "key": one.key,
        "text": say(one.text),
        "default": one.default,
        "options": [
            filled(
                {
                    "key": each.key,
                    "label": say(each.label),
                    "effect": say(each.effect) if each.effect else "",
                    "patch": dict(each.patch),
                }
            )
            for each in one.options
        ],
    }
