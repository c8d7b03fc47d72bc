"""Tables that hand numbers down, as cards: names with what they mean, numbers with what became of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from tiendo.core.errors import Problem
from tiendo.core.period import print_day, read_day
from tiendo.reading.understood import WORDS
from tiendo.services.plan_shares import SharesShown, TableShown
from tiendo.services.plan_shares_chosen import EACH, SPREAD
from tiendo.services.plan_shares_meant import MeasureMeant, ShareMeant, UnitNamed, Years
from tiendo.web.figures import wording

LEFT, OTHER = "-", "*"
"""Choices of a form that are no unit and no target: not handed down, and a code typed beside it."""

MOST_NEAR = 200
"""Most units right below that are listed for a name nobody is sure of."""


def table_card(table: TableShown, shown: SharesShown, typed: Mapping[str, str]) -> dict[str, Any]:
    """A table as a card; what was typed last and could not be kept stays in it."""
    row = table.row
    names = dict(shown.targets)
    card_id = row.key.removeprefix("shares-")
    return {
        "key": row.key,
        "id": card_id,
        "in_words": card_id == str(WORDS),
        "number": row.number,
        "gone": row.gone,
        "counts": {
            "ready": len(table.waiting),
            "handed": len(table.ready) - len(table.waiting),
            "unclear": len(table.unclear),
            "left_out": sum(one.left_out for one in table.shares),
        },
        "caption": getattr(row.piece, "caption", ""),
        "faults": [_fault(one, table, card_id) for one in table.faults],
        "measures": [
            _measure(at, one, names, anchor=f"target-{card_id}-{at}", typed=typed)
            for at, one in enumerate(table.measures)
        ],
        "rows": _rows(table, shown, card_id, typed),
        "lists_near": len(shown.near) <= MOST_NEAR,
    }


def _fault(fault: Problem, table: TableShown, card_id: str) -> dict[str, str]:
    """What keeps numbers from being handed down, without the table it stands in, and the field where it is chosen."""
    name = fault.details.get("name")
    units = [f"unit-{card_id}-{at}" for at, one in enumerate(table.units) if one.name == name]
    ending = "-year" if fault.code == "reading.share_year" else ""
    measures = [f"target-{card_id}-{at}{ending}" for at, one in enumerate(table.measures) if one.name == name]
    places = units if fault.code in ("reading.share_unit", "reading.share_twice") else measures
    text = wording().told(fault).removeprefix(f"{gettext('Table %(n)s') % {'n': card_id}}: ")
    return {"text": text[:1].upper() + text[1:], "at": places[0] if places else ""}


def said_of(code: str, name: str) -> str:
    """A unit as lists name it."""
    return f"{name} ({code})"


def paper_of(shown: SharesShown, typed: Mapping[str, str]) -> dict[str, str]:
    """The paper and day the numbers are handed down by: as typed last, else the plan's own."""
    day = print_day(read_day(shown.day)) if shown.day else ""
    return {"number": typed.get("paper", shown.paper), "day": typed.get("day", day)}


def _measure(
    at: int, one: MeasureMeant, names: Mapping[str, str], *, anchor: str, typed: Mapping[str, str]
) -> dict[str, Any]:
    first = [key for key in one.candidates if key in names]
    return {
        "at": at,
        "anchor": anchor,
        "name": one.name,
        "picked": typed.get(f"target.{at}", LEFT if one.left_out else one.target),
        "near": bool(one.target) and not one.sure and not one.decided,
        "left_out": one.left_out,
        "unclear": not one.target and not one.left_out,
        "first": [{"key": key, "name": f"{key} {names[key]}"} for key in first],
        "rest": [{"key": key, "name": f"{key} {name}"} for key, name in names.items() if key not in first],
        "total": one.total,
        "counted": one.counted,
        "year_said": _year_said(one),
        "years": _years(one, typed.get(f"year.{at}", one.chosen)),
        "year_unclear": bool(one.target) and one.why is Years.ASKED,
    }


def _year_said(one: MeasureMeant) -> str:
    """For which years it is, and why, where that is no choice."""
    if one.stated:
        return gettext("by year, as the table says: %(years)s") % {"years": ", ".join(map(str, one.stated))}
    told = {"year": one.chosen}
    if one.why is Years.STATED and one.chosen:
        return gettext("for %(year)s, as the paper says") % told
    if one.why is Years.ONLY:
        return gettext("for %(year)s, the only year of the target") % told
    return ""


def _years(one: MeasureMeant, chosen: str) -> list[dict[str, Any]]:
    """The ways to take its years; none where the paper or the plan leaves no choice."""
    if _year_said(one) or len(one.running) < 2:
        return []
    told = {"first": one.running[0], "last": one.running[-1]}
    listed = [
        (EACH, gettext("the same number in every year %(first)s–%(last)s") % told),
        (SPREAD, gettext("the whole term: spread evenly over %(first)s–%(last)s") % told),
        *((str(year), gettext("only %(year)s") % {"year": year}) for year in one.running),
    ]
    return [{"key": key, "name": name, "chosen": key == chosen} for key, name in listed]


def _rows(
    table: TableShown, shown: SharesShown, card_id: str, typed: Mapping[str, str]
) -> list[dict[str, Any]]:
    """A row for every unit, with a cell for every measure; the plan's own unit first, where years are its own."""
    cells: dict[tuple[int, int], list[ShareMeant]] = {}
    for one in table.shares:
        cells.setdefault((one.unit, one.measure), []).append(one)
    own = (
        [{"at": -1, "name": shown.unit[1], "own": True}] if any(one.unit < 0 for one in table.shares) else []
    )
    units = [_unit(at, one, f"unit-{card_id}-{at}", typed) for at, one in enumerate(table.units)]
    for row in (*own, *units):
        row["cells"] = [
            {"name": measure.name, "numbers": [_number(one) for one in cells.get((row["at"], at), ())]}
            for at, measure in enumerate(table.measures)
        ]
    return [*own, *units]


def _unit(at: int, one: UnitNamed, anchor: str, typed: Mapping[str, str]) -> dict[str, Any]:
    return {
        "at": at,
        "anchor": anchor,
        "name": one.name,
        "picked": typed.get(f"unit.{at}", LEFT if one.left_out else one.code),
        "typed": typed.get(f"code.{at}", ""),
        "left_out": one.left_out,
        "unclear": one.unit is None and not one.left_out,
        "candidates": [{"code": code, "name": said_of(code, name)} for code, name in one.candidates],
    }


def _number(one: ShareMeant) -> dict[str, Any]:
    state = "left" if one.left_out else "handed" if one.handed else "ready" if one.amounts else "unclear"
    return {"year": one.year or "", "value": one.value, "percent": one.counted.strip() == "%", "state": state}
