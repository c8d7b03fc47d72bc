"""A unit's own work of a month as its people see it: what was done, what counts, and what is not sent yet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from tiendo.core.acceptance import MonthState, check_sending
from tiendo.core.access import Actor, may
from tiendo.core.errors import Problem
from tiendo.core.orgunit import UnitId
from tiendo.core.period import Month
from tiendo.core.submission import RecordKind, Version
from tiendo.services.answers import namer
from tiendo.services.form_shown import TYPING, areas_held, require_typing
from tiendo.services.gate import unit_in
from tiendo.services.month_lines import effective, entered_by, figures_shown, lines_of, months_back, told_here
from tiendo.services.questions import Question, question
from tiendo.services.steps import ACCEPTED, SENT, Standing, drafts_of
from tiendo.storage.cells import read_excuses
from tiendo.storage.months import LiveRow
from tiendo.storage.sql import DRAFT
from tiendo.storage.work_list import MonthStep, WorkRow, read_steps, work_rows, work_versions

Books = Mapping[int, LiveRow]


def work_of(
    *, actor: Actor, unit: int | str, month: Month | str | None, now: datetime, day: date | None = None
) -> dict[str, Any]:
    """A month of a unit (that of `day`, or of today) with what its people have not sent. Errors: Problem."""
    with question(actor=actor, known=None, now=now) as asked:
        rules = asked.catalogue.rules
        if month is None:
            month = rules.calendar.month_of(day or asked.today)
        at = Month.parse(month) if isinstance(month, str) else month
        place = unit_in(asked.tree, unit, at, calendar=rules.calendar)
        require_typing(asked, place, "record.add")
        entered = entered_by(place, at, rules)
        rows = work_rows(asked.cursor, [place], [at])
        versions = work_versions(
            asked.cursor, [place], months_back(at, entered), keys=asked.catalogue.keys, drafts=True
        )
        steps = read_steps(asked.cursor, [place])
        excused = read_excuses(asked.cursor, [place])
        standing = standing_of_rows(rows, steps)
        newest = effective(versions)
        keys = [element.key for element in entered]
        lines = lines_of(place, at, newest, rules, keys=keys, excused=excused)
        return {
            "schema": 1,
            "unit": named_in(asked, place, at),
            "month": str(at),
            "last_day": rules.calendar.window(at).last.isoformat(),
            "state": standing.state(place, at).value,
            "excused": (place, at) in excused,
            "told": last_step(steps, place, at),
            **_around(asked, place, at, standing),
            **_records(asked, standing, place, at, newest=newest, rows=rows),
            "heard": [line for line in lines if told_here(line)],
            "earlier": [line["name"] for line in lines if line["state"] == "figure" and not told_here(line)],
            "missing": [line["name"] for line in lines if line["state"] == "missing"],
            "send": _sending(standing, place, at),
            "may": [one for one in _MAY if _may(asked, one, place)],
        }


_MAY = (*TYPING, "record.correct", "record.withdraw", "record.attach")


def _may(asked: Question, permission: str, unit: UnitId) -> bool:
    return any(
        may(asked.actor, permission, unit, tree=asked.now_tree, day=asked.today, area=area)
        for area in (None, *(areas_held(asked.actor) if permission.startswith("record.") else ()))
    )


def named_in(asked: Question, unit: UnitId, month: Month) -> dict[str, Any]:
    """A unit as it was called at the end of a month, or last."""
    last = asked.catalogue.calendar.window(month).last
    stretch = asked.tree.stretch_at(unit, last) or asked.tree.stretches(unit)[-1]
    return {**namer(asked.tree)(unit), "code": stretch.code, "name": stretch.name}


def standing_of_rows(rows: Sequence[WorkRow], steps: Sequence[MonthStep]) -> Standing:
    """Records by unit with their version in each book, and the months' states, as the verbs see them."""
    by_record: dict[int, dict[int, LiveRow]] = defaultdict(dict)
    for row, _ in rows:
        by_record[row.id][row.book] = row
    by_unit: dict[UnitId, list[dict[int, LiveRow]]] = defaultdict(list)
    for books in by_record.values():
        by_unit[next(iter(books.values())).unit].append(books)
    states = {(step.unit, step.month): MonthState(step.state) for step in steps}
    return Standing(dict(by_unit), states)


def last_step(steps: Sequence[MonthStep], unit: UnitId, month: Month) -> dict[str, str] | None:
    """The last thing that happened to a month: who did it, when and why; None before the first."""
    ours = [step for step in steps if (step.unit, step.month) == (unit, month)]
    return told_of(ours[-1]) if ours else None


def told_of(step: MonthStep) -> dict[str, str]:
    """A step of a month in plain data."""
    return {"verb": step.verb, "at": step.at, "by": step.name, "reason": step.reason}


def _around(asked: Question, unit: UnitId, at: Month, standing: Standing) -> dict[str, Any]:
    """The months of the year with how they stand, and the way to the months before and after."""
    calendar = asked.catalogue.calendar
    today, (opened, _) = calendar.month_of(asked.today), asked.tree.life(unit)
    first = calendar.month_of(opened)
    waiting = Counter(
        books[DRAFT].month for books in standing.rows.get(unit, ()) if DRAFT in books and _says(books)
    )
    return {
        "today": str(today),
        "year": at.year,
        "before": str(at - 1) if at > first else "",
        "after": str(at + 1) if at < today else "",
        "months": [
            {
                "month": str(month),
                "number": month.number,
                "open": first <= month <= today,
                "state": standing.state(unit, month).value,
                "drafts": waiting[month],
                "here": month == at,
            }
            for month in Month.of(at.year, 1).through(Month.of(at.year, 12))
        ],
        "unsent_elsewhere": [
            {"month": str(month), "drafts": number}
            for month, number in sorted(waiting.items())
            if month != at
        ],
    }


def _says(books: Books) -> bool:
    """What was withdrawn before it was ever sent says nothing."""
    return SENT in books or not books[DRAFT].withdrawn


def _records(
    asked: Question,
    standing: Standing,
    unit: UnitId,
    at: Month,
    *,
    newest: Collection[Version],
    rows: Sequence[WorkRow],
) -> dict[str, Any]:
    """The month's records, the newest first, and apart from them what was typed for the month as a whole."""
    proofs = {row.uuid: number for row, number in rows}
    versions = {version.record: version for version in newest}
    listed = []
    apart: dict[str, Any] = {"typed": None, "nil": None}
    for books in standing.rows.get(unit, ()):
        here = any(books[book].month == at for book in (DRAFT, SENT) if book in books)
        if not here or (DRAFT in books and not _says(books)):
            continue
        row = books.get(DRAFT) or books[SENT]
        shown = _record(asked, books, versions.get(row.uuid), at=at)
        shown["proofs"] = proofs[row.uuid]
        if row.kind in (RecordKind.MONTH_FIGURE, RecordKind.NIL):
            apart["typed" if row.kind is RecordKind.MONTH_FIGURE else "nil"] = shown
        else:
            listed.append(shown)
    listed.sort(key=lambda one: (one["day"], one["record"]), reverse=True)
    return {"records": listed, **apart}


def _record(asked: Question, books: Books, version: Version | None, *, at: Month) -> dict[str, Any]:
    elements = asked.catalogue.elements
    row = books.get(DRAFT) or books[SENT]
    nil = version.elements if version is not None and row.kind is RecordKind.NIL else ()
    return {
        "record": row.uuid,
        "kind": row.kind.value,
        "title": row.title,
        "day": row.day.isoformat() if row.day else "",
        "place": version.place if version else "",
        "figures": figures_shown(version, elements) if version else [],
        "nil_names": [elements[key].name for key in nil],
        "withdrawn": row.withdrawn,
        "standing": _standing(books),
        "moved_to": row.month.label if row.month != at else "",
    }


def _standing(books: Books) -> str:
    """new, changed, withdrawing (not sent yet); sent, accepted."""
    if DRAFT in books:
        if SENT not in books:
            return "new"
        return "withdrawing" if books[DRAFT].withdrawn else "changed"
    held = books.get(ACCEPTED)
    return "accepted" if held is not None and held.number == books[SENT].number else "sent"


def _sending(standing: Standing, unit: UnitId, at: Month) -> dict[str, Any]:
    """What sending the month would send, and whether there is anything to send."""
    drafts = drafts_of(standing, unit, at)
    waiting = sum(one.waits and one.sent_month == at for one in standing.waiting(unit))
    try:
        check_sending(standing.state(unit, at), drafts=len(drafts), waiting=waiting, month=at)
    except Problem:
        possible = False
    else:
        possible = True
    touched = {books[book].month for books in drafts for book in (DRAFT, SENT) if book in books}
    kinds = Counter(_sent_as(books) for books in drafts)
    return {
        "possible": possible,
        "drafts": len(drafts),
        "kinds": dict(kinds),
        "titles": [books[DRAFT].title for books in drafts if books[DRAFT].kind is RecordKind.ACTIVITY],
        "drawn": [str(month) for month in sorted(touched - {at})],
    }


def _sent_as(books: Books) -> str:
    kind = books[DRAFT].kind
    return _standing(books) if kind in (RecordKind.ACTIVITY, RecordKind.OPENING) else kind.value
