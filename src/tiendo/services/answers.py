"""Answers as plain data: the promised shapes of `--json` and the API, printed from what core decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from tiendo.core.achievement import Held, Progress
from tiendo.core.coverage import Coverage
from tiendo.core.indicator import (
    DataElement,
    Indicator,
    Persons,
    Ratio,
    Term,
    UnitShare,
    elements_of,
    terms_of,
)
from tiendo.core.orgunit import OrgTree, UnitId
from tiendo.core.outcome import Judgement, Outcome
from tiendo.core.period import Window
from tiendo.core.quantity import decimal_string, print_amount, print_percent, ratio_string

SCHEMA = 1

Name = Callable[[UnitId], dict[str, Any]]


def namer(tree: OrgTree, day: date | None = None) -> Name:
    """How answers name a unit: its internal id with its last code and name, or those of a day it was open on."""

    def name(unit: UnitId) -> dict[str, Any]:
        stretch = None if day is None else tree.stretch_at(unit, day)
        stretch = stretch or tree.stretches(unit)[-1]
        return {"id": unit, "code": stretch.code, "name": stretch.name, "level": stretch.level}

    return name


def indicator_answer(indicator: Indicator) -> dict[str, Any]:
    """An indicator with every field of the contract; those that its form does not have are null."""
    answer: dict[str, Any] = {
        "form": indicator.form,
        "elements": list(elements_of(indicator)),
        "numerators": None,
        "denominators": None,
        "levels": None,
        "condition": None,
        "over": None,
    }
    if isinstance(indicator, Ratio):
        answer["numerators"] = [_term(term) for term in indicator.numerators]
        answer["denominators"] = [_term(term) for term in indicator.denominators]
    if isinstance(indicator, UnitShare):
        condition = indicator.condition
        answer["levels"] = list(indicator.levels)
        answer["over"] = {level: side.value for level, side in indicator.over}
        answer["condition"] = {
            **_term(condition.term),
            "comparator": condition.comparator.value,
            "amount": str(condition.amount),
        }
    return answer


def _term(term: Term) -> dict[str, str]:
    return {"form": term.form, "element": term.element}


def progress_answer(progress: Progress, elements: Mapping[str, DataElement], name: Name) -> dict[str, Any]:
    """One target of `tiendo progress --json`."""
    target = progress.target
    scales = [elements[key].decimals for key in elements_of(target.indicator)]
    decimals = 0 if isinstance(target.indicator, UnitShare) else max(scales)
    shape = _Shape(target.is_share, decimals, name, persons=_counts_persons(target.indicator))
    return {
        "id": target.key,
        "name": target.name,
        "clause": target.clause,
        "area": target.area,
        "unit_of_measure": target.unit,
        "indicator": indicator_answer(target.indicator),
        "basis": target.basis.value,
        "comparator": target.comparator.value,
        **shape.held(progress.main),
        "failing": [shape.judgement(one) for one in progress.main.outcome.failing],
        "years": [{"year": held.key, **shape.held(held)} for held in progress.years],
        "periods": [{"period": held.key, **shape.held(held)} for held in progress.periods],
    }


def _counts_persons(indicator: Indicator) -> bool:
    terms = () if isinstance(indicator, UnitShare) else terms_of(indicator)
    return any(isinstance(term, Persons) for term in terms)


class _Shape:
    """Prints outcomes of one target."""

    def __init__(self, share: bool, decimals: int, name: Name, *, persons: bool) -> None:
        self.share, self.decimals, self.name, self.persons = share, decimals, name, persons

    def held(self, held: Held) -> dict[str, Any]:
        outcome = held.outcome
        return {
            "window": window_answer(held.window),
            "state": outcome.state.value,
            "value": self.value(outcome),
            "numerator": self._side(outcome.numerator) if self.share else None,
            "denominator": self._side(outcome.denominator),
            "named": str(outcome.named),
            "declared": str(outcome.declared),
            "deduplicated": outcome.deduplicated if self.persons else None,
            "goal": self._goal(held.goal),
            "met": held.met,
            "attainment": _ratio(held.attainment),
            "pace": _ratio(held.pace.due if held.pace else None),
            "pace_kind": held.pace.kind.value if held.pace else None,
            "status": held.status.value,
            "coverage": coverage_answer(outcome.coverage),
            "awaited": held.awaited,
            "left_out": [self.name(unit) for unit in outcome.left_out],
            "shown": {
                "value": self._shown(outcome, held.goal),
                "goal": self._shown_goal(held.goal),
                "attainment": _percent(held.attainment),
                "pace": _percent(held.pace.due if held.pace else None),
            },
        }

    def value(self, outcome: Outcome) -> str | None:
        if outcome.numerator is None or outcome.denominator == 0:
            return None
        if self.share and outcome.denominator is not None:
            return ratio_string(Fraction(outcome.numerator, outcome.denominator))
        return decimal_string(outcome.numerator, decimals=self.decimals)

    def _side(self, amount: int | None) -> str | None:
        return None if amount is None else decimal_string(amount, decimals=self.decimals)

    def _goal(self, goal: Fraction | None) -> str | None:
        if goal is None:
            return None
        return ratio_string(goal) if self.share else decimal_string(int(goal), decimals=self.decimals)

    def _shown(self, outcome: Outcome, goal: Fraction | None) -> str | None:
        if outcome.numerator is None or outcome.denominator == 0:
            return None
        if self.share and outcome.denominator is not None:
            return print_percent(outcome.numerator, outcome.denominator, goal=goal)
        return print_amount(outcome.numerator, decimals=self.decimals)

    def _shown_goal(self, goal: Fraction | None) -> str | None:
        if goal is None:
            return None
        if self.share:
            return print_percent(goal.numerator, goal.denominator)
        return print_amount(int(goal), decimals=self.decimals)

    def judgement(self, one: Judgement) -> dict[str, Any]:
        return {
            **self.name(one.unit),
            "standing": one.standing.value,
            "amount": str(one.amount),
            "heard": one.known,
            "young": one.young,
        }


def window_answer(window: Window) -> list[str]:
    """A window as [from, to), days in ISO form."""
    return [_iso(window.start), _iso(window.end)]


@lru_cache(maxsize=1024)
def _iso(day: date) -> str:
    return day.isoformat()


def coverage_answer(coverage: Coverage) -> dict[str, int]:
    """How many cells were expected and what came of them."""
    return {
        "expected": coverage.expected,
        "reported": coverage.reported,
        "nil": coverage.nil,
        "missing": coverage.missing,
    }


def _ratio(value: Fraction | None) -> str | None:
    return None if value is None else ratio_string(value)


def _percent(value: Fraction | None) -> str | None:
    return None if value is None else print_percent(value.numerator, value.denominator)
