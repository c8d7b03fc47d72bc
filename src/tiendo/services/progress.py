"""How far a unit has come: its targets, its children, and who has been heard from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from tiendo.core.access import Actor
from tiendo.core.achievement import Progress
from tiendo.core.achievement import progress_of as core_progress
from tiendo.core.coverage import Coverage
from tiendo.core.indicator import DataElement, Ratio, UnitShare, elements_of
from tiendo.core.orgunit import UnitId
from tiendo.core.outcome import coverage_of as core_coverage
from tiendo.core.period import Window
from tiendo.core.plan import Target, windows_of
from tiendo.core.quantity import decimal_string
from tiendo.core.readings import OWN, Readings, SumsKey
from tiendo.core.submission import Book
from tiendo.services.answers import SCHEMA, coverage_answer, namer, progress_answer, window_answer
from tiendo.services.questions import PlanInForce, Question, plan_in_force, question, readings_for, target_of


def progress_of(
    *,
    actor: Actor,
    unit: int | str,
    as_of: date,
    now: datetime,
    known: int | datetime | None = None,
    plan: str | None = None,
    book: Book = Book.REPORTED,
) -> dict[str, Any]:
    """Every target of a plan at a unit on a day; the contract of `tiendo progress --json`. Errors: Problem."""
    with question(actor=actor, known=known, now=now) as asked:
        place = asked.unit(unit, as_of)
        held = plan_in_force(asked, plan, as_of)
        targets = held.plan.targets
        readings = readings_for(asked, held, [place], book=book)
        return {
            **preface(asked, place, as_of, book=book),
            "plan": held.plan.key,
            "targets": [
                shown_at(asked, held, target, place, as_of=as_of, readings=readings) for target in targets
            ],
        }


def preface(asked: Question, unit: UnitId, as_of: date, *, book: Book) -> dict[str, Any]:
    """What every answer about a unit begins with."""
    return {
        "schema": SCHEMA,
        **_unit(namer(asked.tree)(unit)),
        "as_of": as_of.isoformat(),
        "known": asked.known,
        "book": book.value,
    }


def _unit(name: Mapping[str, Any]) -> dict[str, Any]:
    """A unit's names beside those of a target."""
    return {
        "unit": name["code"],
        "unit_id": name["id"],
        "unit_name": name["name"],
        "unit_level": name["level"],
    }


def progress_at(
    asked: Question, held: PlanInForce, target: Target, unit: UnitId, *, as_of: date, readings: Readings
) -> Progress:
    """A target at a unit, held against what was decided for it."""
    goals = held.goals(target, unit, catalogue=asked.catalogue, as_of=as_of)
    return core_progress(target, held.plan, unit, as_of=as_of, goals=goals, readings=readings)


def shown_at(
    asked: Question, held: PlanInForce, target: Target, unit: UnitId, *, as_of: date, readings: Readings
) -> Mapping[str, Any]:
    """A target at a unit as an answer tells it; kept beside its sums, so it is not to be changed."""
    what, elements = ("answer", held.mark, target.key), elements_of(target.indicator)
    key = SumsKey(what, elements, unit, _day(as_of))
    found: Mapping[str, Any] | None = readings.worked_out.get(key)
    if found is None:
        progress = progress_at(asked, held, target, unit, as_of=as_of, readings=readings)
        found = progress_answer(progress, readings.rules.elements, namer(asked.tree, as_of))
        readings.worked_out[key] = found
    return found


@lru_cache(maxsize=64)
def _day(day: date) -> Window:
    return Window.through(day, day)


def children_of(
    *,
    actor: Actor,
    unit: int | str,
    as_of: date,
    now: datetime,
    targets: Sequence[str] = (),
    known: int | datetime | None = None,
    plan: str | None = None,
    book: Book = Book.REPORTED,
) -> dict[str, Any]:
    """Each target by child unit, with the unit's own work and the row of units since moved or closed.

    For sums and levels, children + own + former = the unit's value. Errors: Problem.
    """
    with question(actor=actor, known=known, now=now) as asked:
        place = asked.unit(unit, as_of)
        held = plan_in_force(asked, plan, as_of)
        chosen = [target_of(held.plan, key) for key in targets] or list(held.plan.targets)
        below, name = asked.tree.children(place, as_of), namer(asked.tree)
        names = {child: _unit(name(child)) for child in below}
        readings = readings_for(asked, held, [place], totals=below, book=book)
        return {
            **preface(asked, place, as_of, book=book),
            "plan": held.plan.key,
            "targets": [
                _by_child(asked, held, target, place, below=names, as_of=as_of, readings=readings)
                for target in chosen
            ],
        }


def _by_child(
    asked: Question,
    held: PlanInForce,
    target: Target,
    unit: UnitId,
    *,
    below: Mapping[UnitId, Mapping[str, Any]],
    as_of: date,
    readings: Readings,
) -> dict[str, Any]:
    """A target at a unit and at each child; `below` are the children with their names as answers tell them."""
    rows = [
        {**names, **shown_at(asked, held, target, child, as_of=as_of, readings=readings)}
        for child, names in below.items()
    ]
    whole = shown_at(asked, held, target, unit, as_of=as_of, readings=readings)
    answer = {"id": target.key, "total": whole, "children": rows}
    if not isinstance(target.indicator, Ratio | UnitShare):
        answer["contributions"] = _contributions(
            target, unit, list(below), readings=readings, held=held, as_of=as_of
        )
    return answer


def _contributions(
    target: Target,
    unit: UnitId,
    below: Sequence[UnitId],
    *,
    readings: Readings,
    held: PlanInForce,
    as_of: date,
) -> dict[str, Any]:
    """What entered the total by child, by own work, and by units that are no children any more."""
    (key,) = elements_of(target.indicator)
    element = readings.rules.elements[key]
    window = windows_of(target, held.plan, as_of=as_of, calendar=readings.rules.calendar).main.until(as_of)
    found = {} if window is None else dict(readings.contributions(unit, key, window))
    own = found.pop(OWN, None)
    former = {via: part for via, part in found.items() if via not in below}

    def row(amount: int, coverage: Coverage) -> dict[str, Any]:
        return {
            "amount": decimal_string(amount, decimals=element.decimals),
            "coverage": coverage_answer(coverage),
        }

    gone = Coverage()
    for part in former.values():
        gone = gone.plus(part.coverage)
    return {
        "children": {str(via): row(*found[via]) if via in found else row(0, Coverage()) for via in below},
        "own": row(*own) if own else row(0, Coverage()),
        "former": row(sum(part.amount for part in former.values()), gone),
        "former_units": sorted(former),
    }


def coverage_of(
    *,
    actor: Actor,
    unit: int | str,
    as_of: date,
    now: datetime,
    known: int | datetime | None = None,
    plan: str | None = None,
    book: Book = Book.REPORTED,
) -> dict[str, Any]:
    """Who has been heard from, by target and by child, in the window that holds the day. Errors: Problem."""
    with question(actor=actor, known=known, now=now) as asked:
        place = asked.unit(unit, as_of)
        held = plan_in_force(asked, plan, as_of)
        below = asked.tree.children(place, as_of)
        readings = readings_for(asked, held, [place], totals=below, book=book)
        return {
            **preface(asked, place, as_of, book=book),
            "plan": held.plan.key,
            "targets": [
                _covered(asked, held, target, [place, *below], as_of=as_of, readings=readings)
                for target in held.plan.targets
            ],
        }


def _covered(
    asked: Question,
    held: PlanInForce,
    target: Target,
    units: Sequence[UnitId],
    *,
    as_of: date,
    readings: Readings,
) -> dict[str, Any]:
    window = windows_of(target, held.plan, as_of=as_of, calendar=readings.rules.calendar).main.until(as_of)
    name = namer(asked.tree)
    rows = []
    for unit in units:
        coverage = (
            Coverage() if window is None else core_coverage(target.indicator, unit, window, readings=readings)
        )
        rows.append({**name(unit), "coverage": coverage_answer(coverage)})
    return {
        "id": target.key,
        "window": None if window is None else window_answer(window),
        "elements": [_element(readings.rules.elements[key]) for key in elements_of(target.indicator)],
        "total": rows[0]["coverage"],
        "children": rows[1:],
    }


def _element(element: DataElement) -> dict[str, Any]:
    return {"key": element.key, "name": element.name, "unit": element.unit, "often": element.often.value}
