"""Where the sums behind a figure come from, so that what is printed adds up: by child, and what a ratio leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tiendo.core.indicator import DataElement, ElementKind, Ratio, elements_of
from tiendo.core.orgunit import UnitId
from tiendo.core.outcome import LeftOut, RatioParts, awaits, ratio_parts
from tiendo.core.period import Window
from tiendo.core.plan import Target
from tiendo.core.quantity import decimal_string
from tiendo.core.readings import OWN, Contribution, Readings
from tiendo.services.answers import coverage_answer, namer, window_answer
from tiendo.services.questions import Question


@dataclass(frozen=True)
class Frame:
    """What is explained: a target at a unit on a day, on the sums of one book."""

    asked: Question
    target: Target
    unit: UnitId
    day: date
    readings: Readings

    def element(self, key: str) -> DataElement:
        """A data element by its key."""
        return self.readings.rules.elements[key]


def explained(frame: Frame, whole: Window) -> dict[str, Any]:
    """Each element's sum with what entered it, and the units a ratio leaves out; `whole` is cut at the day looked at.

    Of a ratio, per element: together − left out − apart = counted. `apart` is what belongs to no unit that could be
    named: levels of units that closed without a successor.
    """
    window = whole.until(frame.day)
    if window is None:
        return {"terms": [], "left_out": []}
    indicator = frame.target.indicator
    ratio = (
        ratio_parts(indicator, frame.unit, window, readings=frame.readings)
        if isinstance(indicator, Ratio)
        else None
    )
    terms = [_term(frame, key, window, whole=whole, ratio=ratio) for key in elements_of(indicator)]
    left = [] if ratio is None else [_left_out(frame, one) for one in ratio.left]
    return {"terms": terms, "left_out": left}


def _term(
    frame: Frame, key: str, window: Window, *, whole: Window, ratio: RatioParts | None
) -> dict[str, Any]:
    element, readings = frame.element(key), frame.readings
    found = readings.contributions(frame.unit, key, window)
    named = readings.named(frame.unit, key, window) if element.kind is ElementKind.PERSONS else None
    total = sum(part.amount for part in found.values())
    together = total + (named or 0)
    return {
        "element": key,
        "name": element.name,
        "unit": element.unit,
        "amount": decimal_string(total, decimals=element.decimals),
        "named": named,
        "together": decimal_string(together, decimals=element.decimals),
        **({} if ratio is None else _subtracted(element, together, ratio)),
        "window": window_answer(window),
        "contributions": [
            _contribution(frame, key, via, part, whole=whole) for via, part in sorted(found.items())
        ],
    }


def _subtracted(element: DataElement, together: int, ratio: RatioParts) -> dict[str, str | None]:
    """What leads from an element's sum to its side of the formula; persons counted elsewhere as well stay counted."""
    counted = ratio.counted[element.key]
    rest = together - counted
    left = sum(one.amounts[element.key] for one in ratio.left)
    out = min(left, rest) if element.kind is ElementKind.PERSONS else left
    apart = rest - out

    def shown(amount: int) -> str:
        return decimal_string(amount, decimals=element.decimals)

    return {
        "left_out": shown(out) if ratio.left else None,
        "apart": shown(apart) if apart else None,
        "counted": shown(counted),
    }


def _contribution(
    frame: Frame, key: str, via: UnitId, part: Contribution, *, whole: Window
) -> dict[str, Any]:
    """What entered a sum through one child or by own work; `until` is the last day of a unit that has closed."""
    asked, unit, day = frame.asked, frame.unit, frame.day
    own = via == OWN
    named: Mapping[str, Any] = {"id": unit} if own else namer(asked.tree, day)(via)
    below = asked.tree.children(unit, day)
    closed = None if own or asked.tree.is_open(via, day) else asked.tree.life(via)[1]
    return {
        **named,
        "kind": "own" if own else "child" if via in below else "former",
        "amount": decimal_string(part.amount, decimals=frame.element(key).decimals),
        "coverage": coverage_answer(part.coverage),
        "awaited": not part.coverage.expected
        and awaits([key], unit if own else via, whole, as_of=day, rules=frame.readings.rules, own=own),
        "until": None if closed is None else (closed - timedelta(days=1)).isoformat(),
    }


def _left_out(frame: Frame, left: LeftOut) -> dict[str, Any]:
    """Units a ratio leaves out together: what they told of each element, and who did not tell which."""
    name = namer(frame.asked.tree, frame.day)
    return {
        "units": [{**name(unit), "above": _above(frame, unit)} for unit in left.units],
        "amounts": {
            key: decimal_string(amount, decimals=frame.element(key).decimals)
            for key, amount in left.amounts.items()
        },
        "silent": [{**name(unit), "elements": list(keys)} for unit, keys in left.silent],
        "missing": [key for key in left.amounts if any(key in keys for _, keys in left.silent)],
        "whole": left.whole,
    }


def _above(frame: Frame, unit: UnitId) -> str:
    """The name of the unit above, where that is not the one asked about."""
    parent = frame.asked.tree.parent(unit, frame.day)
    if parent is None or parent == frame.unit:
        return ""
    return str(namer(frame.asked.tree, frame.day)(parent)["name"])
