"""What is counted, as those who type it ask: which data elements a unit enters, how often and with which parts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from tiendo.core.access import Actor
from tiendo.core.indicator import DataElement
from tiendo.services.questions import Question, question
from tiendo.services.tree import tops_seen


def elements_of(*, actor: Actor, unit: int | str | None, day: date, now: datetime) -> dict[str, Any]:
    """The data elements a unit enters on a day, or all there are. Errors: Problem."""
    with question(actor=actor, known=None, now=now) as asked:
        stretch = None
        if unit is None:
            tops_seen(asked, day)  # whoever sees any unit may know what is counted
        else:
            stretch = asked.tree.stretch_at(asked.unit(unit, day), day)
        level = stretch.level if stretch is not None else None
        found = [
            _element(asked, element)
            for _, element in sorted(asked.catalogue.elements.items())
            if level is None or level in element.entered_at
        ]
        return {"schema": 1, "day": day.isoformat(), "elements": found}


def _element(asked: Question, element: DataElement) -> dict[str, Any]:
    names = {level.key: level.name for level in asked.tree.levels}
    return {
        "element": element.key,
        "name": element.name,
        "kind": element.kind.value,
        "unit": element.unit,
        "decimals": element.decimals,
        "often": element.often.value,
        "typed": element.typed.value,
        "entered_at": [level for level in names if level in element.entered_at],
        "entered_at_names": [name for level, name in names.items() if level in element.entered_at],
        "definition": element.definition,
        "parts": [
            {"part": f"{dimension.key}:{part}", "name": f"{dimension.name}: {name}"}
            for dimension in element.dimensions
            for part, name in dimension.parts
        ],
    }
