"""Units' months as callers name them, found in the tree; and how they stand, as every verb on months answers it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tiendo.core.acceptance import MonthState
from tiendo.core.errors import Problem
from tiendo.core.orgunit import UnitId
from tiendo.core.period import Month
from tiendo.services.gate import unit_in
from tiendo.services.given import KEY, Given, refuse
from tiendo.services.naming import named_unit
from tiendo.services.steps import Place, read_states
from tiendo.services.writing import View


@dataclass(frozen=True)
class MonthAnswer:
    """How a unit's month stands, and the event asked about."""

    unit: UnitId
    month: Month
    state: MonthState
    event: int


@dataclass(frozen=True)
class NamedMonth:
    """A unit's month as given; `seen` where it is to be accepted."""

    given: Given
    unit: int | str | None
    month: Month | None
    seen: str = ""

    def content(self) -> list[Any]:
        """What was given, as plain data."""
        return [self.unit, None if self.month is None else int(self.month), self.seen]


def read_month(given: Given, *, seen: bool = False) -> NamedMonth:
    """A unit's month from `unit`, `month` and, where asked, `seen`."""
    named = NamedMonth(
        given,
        given.unit("unit", needed=True),
        given.month("month"),
        given.text("seen", KEY, needed=True) if seen else "",
    )
    given.no_more()
    return named


def places_of(view: View, named: Sequence[NamedMonth]) -> list[Place]:
    """The units' months meant, each once. Errors: Problem, all faults at once."""
    refuse(view.order.given.faults)
    found: dict[Place, None] = {}
    for one in named:
        assert one.unit is not None
        assert one.month is not None
        try:
            place = (unit_in(view.tree, one.unit, one.month, calendar=view.catalogue.calendar), one.month)
        except Problem as problem:
            one.given.note(problem)
            continue
        if place in found:
            one.given.fault("input.twice", field="unit, month", value=f"{one.unit}, {one.month.label}")
        found[place] = None
    refuse(view.order.given.faults)
    return list(found)


def answers_of(view: View, named: Sequence[NamedMonth]) -> tuple[MonthAnswer, ...]:
    """How the months named stand, in order."""
    places = places_of(view, named)
    states = read_states(view, {unit for unit, _ in places}, {month for _, month in places})
    return tuple(
        MonthAnswer(
            named_unit(view.tree, unit), month, states.get((unit, month), MonthState.OPEN), view.event
        )
        for unit, month in places
    )
