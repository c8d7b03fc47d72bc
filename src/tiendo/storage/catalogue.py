"""Writes what is decided: elements, plans and their settings, allocations, calendar, the organisation's settings."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from django.db.backends.utils import CursorWrapper

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.indicator import DataElement, Often, Typed
from tiendo.core.orgunit import UnitId
from tiendo.core.period import Calendar, Month
from tiendo.core.posting import Rules
from tiendo.core.submission import RecordKind
from tiendo.storage import models as tables
from tiendo.storage.ledger import Session
from tiendo.storage.rules import NOW, element_text
from tiendo.storage.sql import as_day, canonical, fetch_all, in_ids

register(
    "element.immutable",
    ProblemKind.CONFLICT,
    "Data element {element}: kind, decimals, unit and way of typing never change; define another element.",
)
register(
    "element.parts",
    ProblemKind.CONFLICT,
    "Data element {element}: the parts of its breakdowns stay, in their order; further ones may follow them.",
)
register(
    "calendar.month_has_facts",
    ProblemKind.CONFLICT,
    "The cut-off day cannot change from {month} on: facts are already told for {last}.",
)


def define_elements(session: Session, elements: Sequence[DataElement]) -> None:
    """Add data elements or change definitions; what their past entries mean never changes.

    Errors: Problem `element.immutable`, `element.parts`.
    """
    catalogue = session.catalogue
    for element in elements:
        if (held := catalogue.elements.get(element.key)) is not None:
            _check_meaning(held, element)
    changed = [element for element in elements if catalogue.elements.get(element.key) != element]
    new = [element.key for element in changed if element.key not in catalogue.numbers]
    numbers = {key: len(catalogue.numbers) + n for n, key in enumerate(new, 1)}
    session.add(tables.ElementNumber, [(number, key, session.seq) for key, number in numbers.items()])
    session.add(tables.Element, [(session.seq, e.key, element_text(e)) for e in changed])
    known = {**catalogue.elements, **{element.key: element for element in changed}}
    _take(session, elements=known, numbers={**catalogue.numbers, **numbers})
    if len(changed) > len(new) or _nil_of_all(session.cursor):
        _recell(session)


def _check_meaning(held: DataElement, element: DataElement) -> None:
    """Refuse what would change the entries of figures told already: rests depend on the year and on the parts."""
    if _fixed(held) != _fixed(element):
        raise Problem("element.immutable", element=element.key)
    parts = {dimension.key: dimension.part_keys() for dimension in element.dimensions}
    for dimension in held.dimensions:
        before = dimension.part_keys()
        if parts.get(dimension.key, ())[: len(before)] != before:
            raise Problem("element.parts", element=element.key)


def _fixed(element: DataElement) -> tuple[object, ...]:
    by_school_year = element.typed is Typed.CUMULATIVE and element.often is Often.SCHOOL_YEAR
    return element.kind, element.decimals, element.unit, element.typed, by_school_year


def _nil_of_all(cursor: CursorWrapper) -> bool:
    """Whether anybody declared nil in general: that speaks of elements defined later, too."""
    nils = "SELECT 1 FROM live l WHERE l.kind = %s AND l.book > 0 AND NOT EXISTS"
    named = "(SELECT 1 FROM nil_element n WHERE n.record = l.record AND n.number = l.number)"
    return bool(fetch_all(cursor, f"{nils} {named} LIMIT 1", [RecordKind.NIL.value]))


def _take(
    session: Session,
    *,
    elements: Mapping[str, DataElement] | None = None,
    numbers: Mapping[str, int] | None = None,
    calendar: Calendar | None = None,
) -> None:
    held = session.catalogue
    rules = Rules(
        elements=held.elements if elements is None else elements,
        calendar=held.calendar if calendar is None else calendar,
        tree=held.tree,
    )
    session.catalogue = replace(held, rules=rules, numbers=held.numbers if numbers is None else numbers)
    session.changed.add("catalogue")


def _recell(session: Session) -> None:
    """Cells depend on definitions and on the calendar: where these change, all are written anew."""
    from tiendo.storage.rebuild import rebuild_cells  # noqa: PLC0415 (rebuild stands on this module's readers)

    rebuild_cells(session)


def set_calendar(session: Session, month: Month, cutoff: int) -> None:
    """From `month` on, months end with day `cutoff` (31: their last). Refused from a month with facts on.

    Errors: Problem `period.cutoff`, `calendar.month_has_facts`.
    """
    calendar = session.catalogue.calendar.with_change(month, cutoff)
    told_in = (
        "live",
        "excuse_event",
        "month_event",
        "entry",
    )  # entries: levels are handed on in months nobody told
    facts = " UNION ALL ".join(f"SELECT month FROM {table}" for table in told_in)
    last = fetch_all(session.cursor, f"SELECT MAX(month) FROM ({facts}) AS facts")[0][0]
    if last is not None and last >= int(month):
        raise Problem("calendar.month_has_facts", month=month.label, last=Month(last).label)
    session.add(tables.CalendarChange, [(session.seq, int(month), cutoff)])
    _take(session, calendar=calendar)
    _recell(session)


def set_organisation(session: Session, key: str, value: object) -> None:
    """Keep a setting of the organisation, such as its operating day."""
    session.add(tables.Organisation, [(session.seq, key, canonical(value))])
    session.changed.add("plan")


def read_organisation(cursor: CursorWrapper, known: int = NOW) -> dict[str, Any]:
    """The organisation's settings as known at an event."""
    query = "SELECT key, value FROM organisation WHERE seq <= %s ORDER BY seq"
    return {key: json.loads(value) for key, value in fetch_all(cursor, query, [known])}


def adopt_plan(session: Session, key: str, document: Mapping[str, Any]) -> None:
    """Keep a plan's document (plain data as `core.plan_document` reads it), or a new text of it."""
    session.add(tables.Plan, [(session.seq, key, canonical(document))])
    session.changed.add("plan")


def read_plans(cursor: CursorWrapper, known: int = NOW) -> dict[str, dict[str, Any]]:
    """Documents of the plans by key, as last adopted up to an event, in order of adoption."""
    query = "SELECT key, document FROM plan WHERE seq <= %s ORDER BY seq"
    return {key: json.loads(document) for key, document in fetch_all(cursor, query, [known])}


class Choice(NamedTuple):
    """An option chosen for a plan's setting, by a paper of a day."""

    plan: str
    setting: str
    option: str
    paper: str
    day: date
    seq: int


def set_plan_setting(
    session: Session, plan: str, setting: str, *, option: str, paper: str, day: date
) -> None:
    """Keep a choice; which one counts on a day is core's to say."""
    session.add(tables.SettingChoice, [(session.seq, plan, setting, option, paper, day)])
    session.changed.add("plan")


def read_choices(cursor: CursorWrapper, plan: str, known: int = NOW) -> list[Choice]:
    """All choices for a plan's settings up to an event, in ledger order."""
    query = (
        "SELECT plan, setting, option, paper, day, seq FROM setting_choice"
        " WHERE plan = %s AND seq <= %s ORDER BY seq, setting"
    )
    return [Choice(*row) for row in fetch_all(cursor, query, [plan, known])]


class Allocated(NamedTuple):
    """A target's number for a unit and year, by a paper of a day; amount None: taken back."""

    plan: str
    target: str
    unit: UnitId
    year: int
    amount: int | None
    paper: str
    day: date
    seq: int


def allocate(session: Session, rows: Sequence[Allocated]) -> None:
    """Keep allocations (their `seq` is the session's)."""
    session.add(
        tables.Allocation,
        [(session.seq, r.plan, r.target, r.unit, r.year, r.amount, r.paper, r.day) for r in rows],
    )
    session.changed.add("plan")


def read_allocations(
    cursor: CursorWrapper, plan: str, *, units: Sequence[UnitId] | None = None, known: int = NOW
) -> list[Allocated]:
    """All allocations of a plan (to some units) up to an event, in ledger order."""
    fragment, params = ("IS NOT NULL", []) if units is None else in_ids(cursor, units)
    query = (
        "SELECT plan, target, unit, year, amount, paper, day, seq FROM allocation"
        f" WHERE plan = %s AND unit {fragment} AND seq <= %s ORDER BY seq, target, unit, year"
    )
    return [Allocated(*row) for row in fetch_all(cursor, query, [plan, *params, known])]


def read_decided(cursor: CursorWrapper, known: int = NOW) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    """The plans and the organisation's settings, as `read_plans` and `read_organisation` tell them, at once."""
    query = (
        "SELECT 0, seq, key, document FROM plan WHERE seq <= %s"
        " UNION ALL SELECT 1, seq, key, value FROM organisation WHERE seq <= %s ORDER BY 1, 2"
    )
    found: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
    for which, _, key, text in fetch_all(cursor, query, [known, known]):
        found[which][key] = json.loads(text)
    return found


def read_choices_and_allocations(
    cursor: CursorWrapper, plan: str, known: int = NOW
) -> tuple[list[Choice], list[Allocated]]:
    """What was decided on a plan, as `read_choices` and `read_allocations` tell it, at once."""
    query = (
        "SELECT 0, seq, setting, 0, 0, 0, option, paper, day FROM setting_choice WHERE plan = %s AND seq <= %s"
        " UNION ALL SELECT 1, seq, target, unit, year, amount, '', paper, day FROM allocation"
        " WHERE plan = %s AND seq <= %s ORDER BY 1, 2, 3, 4, 5"
    )
    choices, allocations = [], []
    for which, seq, key, unit, year, amount, option, paper, day in fetch_all(
        cursor, query, [plan, known] * 2
    ):
        on = as_day(day)
        assert on is not None
        if which:
            allocations.append(Allocated(plan, key, unit, year, amount, paper, on, seq))
        else:
            choices.append(Choice(plan, key, option, paper, on, seq))
    return choices, allocations
