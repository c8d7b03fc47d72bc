"""Why a figure is what it is: formula, contributions, ledger lines, records with proof, audit lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from tiendo.core.access import Actor, require
from tiendo.core.achievement import Held, Progress, Status, prior_of, prior_window
from tiendo.core.errors import Problem
from tiendo.core.indicator import DataElement, ElementKind, UnitShare, elements_of
from tiendo.core.orgunit import UnitId
from tiendo.core.period import Window
from tiendo.core.plan import Plan, Target
from tiendo.core.quantity import decimal_string
from tiendo.core.readings import Readings
from tiendo.core.submission import Book, RecordKind, Version
from tiendo.services.answers import indicator_answer, namer, progress_answer
from tiendo.services.drafts import sees_drafts
from tiendo.services.looking import look
from tiendo.services.naming import part_name
from tiendo.services.progress import preface, progress_at
from tiendo.services.questions import (
    Question,
    clause_text,
    plan_in_force,
    question,
    readings_for,
    target_of,
)
from tiendo.services.terms_explained import Frame, explained
from tiendo.services.tree import path_of
from tiendo.storage import accounts, files, ledger, records
from tiendo.storage.lines import Line, lines_under, seats_under, titles_of
from tiendo.storage.records import Standing, Told
from tiendo.storage.sql import BOOK_OF

PAGE = 50
PRIOR = "prior"
"""The period of the same days one year before. VN: cùng kỳ"""


def explain(
    *,
    actor: Actor,
    unit: int | str,
    target: str,
    as_of: date,
    now: datetime,
    known: int | datetime | None = None,
    plan: str | None = None,
    book: Book = Book.REPORTED,
    after: tuple[int, int] = (0, 0),
    newest: bool = False,
    year: str | None = None,
    period: str = "",
) -> dict[str, Any]:
    """Everything behind a target's figure at a unit, down to the ledger's lines (a page of them). Errors: Problem.

    `after` is the last line of the page before, as (event, line). `newest`: without a plan the newest is meant; `year`
    as in the overview. `period`: the key of one of the target's years or periods, or `prior`: its figure is explained
    instead of the deciding one; the answer's `period` says which it was.
    """
    with question(actor=actor, known=known, now=now) as asked:
        if not plan and not newest:
            plan = plan_in_force(asked, None, as_of).plan.key
        seen = look(asked, unit, as_of, plan=plan, year=year)
        place, held, day, chosen = seen.unit, seen.held, seen.day, target_of(seen.held.plan, target)
        readings = readings_for(asked, held, [place], book=book, both=True)
        progress = progress_at(asked, held, chosen, place, as_of=day, readings=readings)
        by = progress.main.window.last.isoformat()
        progress, period = _in_period(progress, held.plan, period, as_of=day, readings=readings)
        window, elements = progress.main.window.until(day), readings.rules.elements
        return {
            **preface(asked, place, day, book=book),
            **seen.answer(asked),
            "level_names": {level.key: level.name for level in asked.tree.levels},
            "head": {"seq": asked.stand.seq, "hash": asked.stand.hash},
            "plan": held.plan.key,
            "clause": {"key": chosen.clause, "text": clause_text(held.plan, chosen.clause)},
            "period": period,
            "by": by,
            "target": progress_answer(progress, elements, namer(asked.tree, day)),
            "formula": _formula(progress, elements),
            **explained(Frame(asked, chosen, place, day, readings), progress.main.window),
            "lines": _lines(asked, chosen, place, window, book=book, after=after),
            "named": _named(asked, chosen, place, window, book=book),
        }


def _in_period(
    progress: Progress, plan: Plan, period: str, *, as_of: date, readings: Readings
) -> tuple[Progress, str]:
    """The target held in one of its years or periods, or over the same days a year before; as it is without one."""
    target, unit = progress.target, progress.unit
    if period == PRIOR:
        window = prior_window(target, plan, as_of=as_of, calendar=readings.rules.calendar)
        outcome = prior_of(target, plan, unit, as_of=as_of, readings=readings)
        if window is None or outcome is None:
            return progress, ""
        held = Held(PRIOR, window, outcome, None, None, None, None, Status.RUNNING)
        return replace(progress, main=held), PRIOR
    for held in (*progress.years, *progress.periods):
        if held.key == period:
            return replace(progress, main=held), period
    return progress, ""


def _formula(progress: Progress, elements: Mapping[str, DataElement]) -> dict[str, Any]:
    """The indicator with the numbers in it; sentences are for those who print."""
    indicator, outcome = progress.target.indicator, progress.main.outcome
    names = {key: elements[key].name for key in elements_of(indicator)}
    formula: dict[str, Any] = {"indicator": indicator_answer(indicator), "names": names}
    if isinstance(indicator, UnitShare):
        formula["met"], formula["units"] = outcome.numerator, outcome.denominator
    formula["left_out"] = len(outcome.left_out)
    return formula


def _span(asked: Question, key: str, window: Window) -> Window:
    """The days whose lines make a sum: for a stock all before as well."""
    stock = asked.catalogue.elements[key].kind is ElementKind.STOCK
    return Window(date.min, window.end) if stock else window


def _lines(
    asked: Question,
    target: Target,
    unit: UnitId,
    window: Window | None,
    *,
    book: Book,
    after: tuple[int, int],
) -> list[dict[str, Any]]:
    if window is None:
        return []
    numbers = asked.catalogue.numbers
    found: list[Line] = []
    for key in elements_of(target.indicator):
        span = _span(asked, key, window)
        found += lines_under(
            asked.cursor,
            unit,
            book=book,
            elements=[numbers[key]],
            window=span,
            known=asked.known,
            after=after,
            limit=PAGE,
        )
    found = sorted(found)[:PAGE]
    events = ledger.read_events(asked.cursor, {line.seq for line in found})
    titles = titles_of(asked.cursor, {(line.record, line.version) for line in found if line.record})
    return [
        {**_line(asked, line, events), "title": titles.get((line.record, line.version))} for line in found
    ]


def _line(asked: Question, line: Line, events: Mapping[int, ledger.EventLine]) -> dict[str, Any]:
    element = asked.catalogue.elements[asked.catalogue.keys[line.element]]
    return {
        "seq": line.seq,
        "n": line.n,
        "unit": namer(asked.tree)(line.unit),
        "element": element.key,
        "part": line.part,
        "part_name": part_name(element, line.part),
        "day": line.day.isoformat(),
        "tree_day": line.tree_day.isoformat(),
        "amount": decimal_string(line.amount, decimals=element.decimals),
        "record": line.record or None,
        "version": line.version or None,
        "event": _event(events[line.seq]),
    }


def _named(
    asked: Question, target: Target, unit: UnitId, window: Window | None, *, book: Book
) -> list[dict[str, Any]]:
    """Records that name persons: how many, never who."""
    numbers, kinds = asked.catalogue.numbers, asked.catalogue.elements
    keys = [key for key in elements_of(target.indicator) if kinds[key].kind is ElementKind.PERSONS]
    if not keys or window is None:
        return []
    found = seats_under(
        asked.cursor,
        unit,
        book=book,
        elements=[numbers[key] for key in keys],
        window=window,
        known=asked.known,
        limit=PAGE,
    )
    return [
        {
            "seq": one.seq,
            "unit": namer(asked.tree)(one.unit),
            "element": asked.catalogue.keys[one.element],
            "day": one.day.isoformat(),
            "persons": one.persons,
            "record": one.record,
            "version": one.version,
        }
        for one in found
    ]


def _event(event: ledger.EventLine) -> dict[str, Any]:
    return {
        "seq": event.seq,
        "at": event.posted_at,
        "verb": event.verb,
        "person": event.person,
        "hash": event.hash,
    }


def history_of(
    *, actor: Actor, record: str, now: datetime, known: int | datetime | None = None
) -> dict[str, Any]:
    """A record with its versions: who wrote each, what sent or accepted it, and its proof. Errors: Problem.

    Versions never sent are their unit's own; nobody else is told of them, nor of a record that was never sent.
    """
    with question(actor=actor, known=known, now=now) as asked:
        found = records.find_records(asked.cursor, [record]).get(record)
        if found is None:
            raise Problem("record.unknown", record=record)
        told = _told(asked, found)
        proofs = records.read_evidence(asked.cursor, [found.id], asked.known)
        numbers = {one.seq for one in told} | {seq for one in told for _, seq in one.postings}
        events = ledger.read_events(asked.cursor, numbers | {proof.seq for proof in proofs})
        people = _people(asked, events.values())
        return {
            "schema": 1,
            "record": record,
            "unit": namer(asked.tree)(found.unit),
            "path": path_of(asked, found.unit, _last_open_day(asked, found.unit)),
            "kind": found.kind.value,
            "known": asked.known,
            "versions": [_version(asked, one, events, people) for one in told],
            "proof": [
                {
                    "kind": proof.evidence.kind.value,
                    "text": proof.evidence.text,
                    "day": proof.evidence.day.isoformat() if proof.evidence.day else None,
                    "sha256": proof.evidence.sha256 or None,
                    "picture": bool(proof.evidence.sha256)
                    and files.small_path(proof.evidence.sha256) is not None,
                    "event": _event(events[proof.seq]),
                }
                for proof in proofs
            ],
        }


def _told(asked: Question, found: Standing) -> list[Told]:
    """The versions the asker may know of; a right for the record's area is enough.

    Errors: Problem `access.denied`, and `record.unknown` where none of them has been sent.
    """
    told = records.read_history(asked.cursor, found.id, keys=asked.catalogue.keys, known=asked.known)
    area = told[-1].version.area if told else ""
    tree, today = asked.now_tree, asked.today
    if not sees_drafts(asked, found.unit):
        told = [one for one in told if one.postings]
    if not told:  # before any right is asked for: a refusal would say that there is a draft
        raise Problem("record.unknown", record=found.uuid)
    require(asked.actor, "records.read", found.unit, tree=tree, day=today, area=area or None)
    return told


def _last_open_day(asked: Question, unit: UnitId) -> date:
    """Today, or the last day of a unit that has closed."""
    closed = asked.tree.life(unit)[1]
    return asked.today if closed is None or asked.today < closed else closed - timedelta(days=1)


def _people(asked: Question, events: Iterable[ledger.EventLine]) -> dict[str, dict[str, str]]:
    """Accounts behind events: officers acting in their duty, not the persons counted."""
    persons = sorted({event.person for event in events})
    found = accounts.read_accounts(asked.cursor, persons)
    return {person: {"account": held.username, "name": held.name} for person, held in found.items()}


def _version(
    asked: Question,
    told: Told,
    events: Mapping[int, ledger.EventLine],
    people: Mapping[str, Mapping[str, str]],
) -> dict[str, Any]:
    version = told.version

    def by(seq: int) -> dict[str, Any]:
        return {**_event(events[seq]), "by": people.get(events[seq].person)}

    elements = asked.catalogue.elements
    return {
        "version": version.number,
        "written": by(told.seq),
        "postings": [{"book": BOOK_OF[book].value, **by(seq)} for book, seq in told.postings],
        "withdrawn": version.withdrawn,
        "day": version.day.isoformat() if version.day else None,
        "month": str(version.month) if version.month is not None else None,
        "title": version.title,
        "place": version.place,
        "area": version.area,
        "campaign": version.campaign,
        "reason": version.reason,
        "paper": version.paper,
        "figures": _figures(version, elements),
        "named": len(version.participants),
        "coorganisers": [namer(asked.tree)(unit) for unit in version.coorganisers],
        "nil": list(version.elements) if version.kind is RecordKind.NIL else None,
        "nil_names": [elements[key].name for key in version.elements],
    }


def _figures(version: Version, elements: Mapping[str, DataElement]) -> list[dict[str, str]]:
    return [
        {
            "element": figure.element,
            "name": elements[figure.element].name,
            "unit": elements[figure.element].unit,
            "part": figure.part,
            "part_name": part_name(elements[figure.element], figure.part),
            "amount": decimal_string(figure.amount, decimals=elements[figure.element].decimals),
        }
        for figure in version.figures
    ]
