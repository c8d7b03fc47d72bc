"""Verbs on reporting months: a unit sends, the one above accepts, returns or reopens; and what an approver is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tiendo.core.acceptance import MonthState, MonthVerb, Waiting, closure, seen_digest
from tiendo.core.access import Actor
from tiendo.core.errors import Problem
from tiendo.core.orgunit import UnitId
from tiendo.core.period import Month
from tiendo.core.quantity import decimal_string
from tiendo.core.submission import Book, RecordKind, Version, version_faults
from tiendo.services.given import MOST_RECORDS, Given, refuse
from tiendo.services.month_names import MonthAnswer, NamedMonth, answers_of, places_of, read_month
from tiendo.services.naming import named_unit, part_name
from tiendo.services.steps import (
    ACCEPTED,
    SENT,
    Moves,
    Place,
    Standing,
    accept,
    read_standing,
    require_for,
    rows_of,
    send,
)
from tiendo.services.writing import View, carry_out, order_of, reading
from tiendo.storage import months, posting, records
from tiendo.storage.ledger import Session
from tiendo.storage.months import LiveRow

# Sending


def send_month(
    *, actor: Actor, unit: int | str, month: Month | str, request: str, now: datetime
) -> MonthAnswer:
    """Send what a unit has to tell of a month; see `send_months`. VN: gửi tháng."""
    named = [read_month(Given({"unit": unit, "month": month}))]
    return _send(actor, named, named[0].given, request=request, now=now, verb="send_month")[0]


def send_months(
    *, actor: Actor, months: Sequence[Mapping[str, Any]], request: str, now: datetime
) -> tuple[MonthAnswer, ...]:
    """Send any number of units' months (mappings of `unit`, `month`) in one event.

    Sent are the drafts whose draft or last sent version touches the month. Errors: Problem
    `month.nothing_to_send` and others, all at once.
    """
    whole = Given({"months": months})
    named = [read_month(one) for one in whole.parts("months", MOST_RECORDS, needed=True)]
    return _send(actor, named, whole, request=request, now=now, verb="send_months")


def _send(
    actor: Actor, named: Sequence[NamedMonth], given: Given, *, request: str, now: datetime, verb: str
) -> tuple[MonthAnswer, ...]:
    content = {"months": [one.content() for one in named]}
    order = order_of(verb, "month.send", actor=actor, request=request, now=now, given=given, content=content)

    def ready(view: View) -> Moves:
        places = places_of(view, named)
        view.require(unit for unit, _ in places)
        standing, moves = read_standing(view, places, waiting=False), Moves()
        for one, place in zip(named, places, strict=True):
            try:
                send(standing, place, moves)
            except Problem as problem:
                one.given.note(problem)
        _check_drafts(view, standing, moves)
        refuse(given.faults)
        return moves

    def post(session: Session, moves: Moves) -> Mapping[str, Any]:
        return _post(session, Book.REPORTED, moves)

    return carry_out(order, ready=ready, post=post, answer=lambda view: answers_of(view, named))


def _check_drafts(view: View, standing: Standing, moves: Moves) -> None:
    """What was right when it was written down may not be so any more: the tree or an element has changed."""
    catalogue, wanted = view.catalogue, sorted(moves.numbers.items())
    moves.versions = records.versions_of(view.cursor, wanted, keys=catalogue.keys, by_number=True)
    for version in moves.versions:
        for problem in version_faults(
            version,
            elements=catalogue.elements,
            tree=catalogue.tree,
            calendar=catalogue.calendar,
            today=view.today,
        ):
            view.order.given.note(problem, f"record {standing.uuid(int(version.record))}")


def _post(session: Session, book: Book, moves: Moves) -> Mapping[str, Any]:
    posting.post(session, book, sorted(moves.numbers.items()), read=moves.versions)
    months.add_month_events(session, list(moves.steps.values()))
    return {
        "months": [[step.unit, int(step.month), step.state] for step in moves.steps.values()],
        "versions": sorted(moves.numbers.items()),
    }


# Accepting


@dataclass(frozen=True)
class ShownFigure:
    """What a version says of an element (or a part of it): an amount as a decimal string, persons named, or nil.

    A nil declaration of no element in particular (all of them) has an empty element.
    """

    element: str
    part: str
    name: str
    part_name: str
    amount: str | None
    persons: int
    nil: bool


@dataclass(frozen=True)
class ShownRecord:
    """A record an approver is shown: the version that would count, and the one it takes the place of (0: none)."""

    record: str
    kind: RecordKind
    title: str
    version: int
    month: Month
    day: date | None
    withdrawn: bool
    told: tuple[ShownFigure, ...]
    accepted: int
    accepted_month: Month | None
    accepted_told: tuple[ShownFigure, ...]


@dataclass(frozen=True)
class ShownMonth:
    """All that accepting a month accepts, with the months it draws in; `seen` is handed back to `accept_month`."""

    unit: UnitId
    month: Month
    state: MonthState
    records: tuple[ShownRecord, ...]
    drawn: tuple[Month, ...]
    seen: str


def month_to_accept(*, actor: Actor, unit: int | str, month: Month | str, now: datetime) -> ShownMonth:
    """What an approver is shown of a unit's month; nothing is written. VN: xem trước khi duyệt.

    Errors: Problem.
    """
    return months_to_accept(actor=actor, months=[{"unit": unit, "month": month}], now=now)[0]


def months_to_accept(
    *, actor: Actor, months: Sequence[Mapping[str, Any]], now: datetime
) -> tuple[ShownMonth, ...]:
    """What an approver is shown of units' months (mappings of `unit`, `month`), in a constant number of statements."""
    named = _named(months)
    with reading("month_to_accept", "month.accept", actor=actor, now=now) as view:
        standing, found = _waiting(view, named)
        rows = [rows_of(standing, place[0], waiting) for place, _, waiting in found]
        said = _said(view, rows)
        return tuple(
            _shown(view, standing, place, drawn=drawn, records=[_record(one, said) for one in some])
            for (place, drawn, _), some in zip(found, rows, strict=True)
        )


def seen_of_months(*, actor: Actor, months: Sequence[Mapping[str, Any]], now: datetime) -> tuple[str, ...]:
    """The `seen` that `months_to_accept` answers, for who accepts by rule and reads no record.

    Errors: Problem.
    """
    named = _named(months)
    with reading("month_to_accept", "month.accept", actor=actor, now=now) as view:
        return tuple(_seen(waiting) for _, _, waiting in _waiting(view, named)[1])


def _named(months: Sequence[Mapping[str, Any]]) -> list[NamedMonth]:
    whole = Given({"months": months})
    named = [read_month(one) for one in whole.parts("months", MOST_RECORDS, needed=True)]
    refuse(whole.faults)
    return named


def _waiting(view: View, named: Sequence[NamedMonth]) -> tuple[Standing, list[Drawn]]:
    """What waits in each month and what accepting it draws in."""
    places = places_of(view, named)
    require_for(view, MonthVerb.ACCEPT, (unit for unit, _ in places))
    standing = read_standing(view, places)
    return standing, [(place, *closure(place[1], standing.waiting(place[0]))) for place in places]


Drawn = tuple[Place, frozenset[Month], tuple[Waiting, ...]]
"""A unit's month, the months that accepting it draws in, and what waits in all of these."""


def _seen(waiting: Iterable[Waiting]) -> str:
    return seen_digest((record.record, record.sent) for record in waiting)


def _shown(
    view: View, standing: Standing, place: Place, *, drawn: Iterable[Month], records: Sequence[ShownRecord]
) -> ShownMonth:
    unit, month = place
    seen = seen_digest((record.record, record.version) for record in records)
    others = tuple(sorted(set(drawn) - {month}))
    state = standing.state(unit, month)
    return ShownMonth(named_unit(view.tree, unit), month, state, tuple(records), others, seen)


Said = Mapping[tuple[str, int], tuple[ShownFigure, ...]]
"""What versions say, by record and version number."""


def _record(books: Mapping[int, LiveRow], said: Said) -> ShownRecord:
    row, held = books[SENT], books.get(ACCEPTED)
    return ShownRecord(
        row.uuid,
        row.kind,
        row.title,
        row.number,
        row.month,
        row.day,
        bool(row.withdrawn),
        said[row.uuid, row.number],
        held.number if held else 0,
        held.month if held else None,
        said[row.uuid, held.number] if held else (),
    )


def _said(view: View, rows: Iterable[Iterable[Mapping[int, LiveRow]]]) -> Said:
    """The figures of all versions an approver is shown, in a constant number of statements."""
    wanted = {
        (books[book].id, books[book].number)
        for some in rows
        for books in some
        for book in (SENT, ACCEPTED)
        if book in books
    }
    found = records.versions_of(view.cursor, sorted(wanted), keys=view.catalogue.keys)
    return {(version.record, version.number): _figures(view, version) for version in found}


def _figures(view: View, version: Version) -> tuple[ShownFigure, ...]:
    elements = view.catalogue.elements
    told = [
        ShownFigure(
            figure.element,
            figure.part,
            elements[figure.element].name,
            part_name(elements[figure.element], figure.part),
            decimal_string(figure.amount, decimals=elements[figure.element].decimals),
            0,
            nil=False,
        )
        for figure in version.figures
    ]
    for key, number in sorted(Counter(seat.element for seat in version.participants).items()):
        told.append(ShownFigure(key, "", elements[key].name, "", None, number, nil=False))
    if version.kind is RecordKind.NIL and not version.withdrawn:
        told.extend(
            ShownFigure(key, "", elements[key].name if key else "", "", None, 0, nil=True)
            for key in version.elements or ("",)
        )
    return tuple(told)


def accept_month(
    *, actor: Actor, unit: int | str, month: Month | str, seen: str, request: str, now: datetime
) -> MonthAnswer:
    """Accept what a unit has sent of a month, as it was shown; see `accept_months`. VN: duyệt tháng."""
    named = [read_month(Given({"unit": unit, "month": month, "seen": seen}), seen=True)]
    return _accept(actor, named, named[0].given, request=request, now=now, verb="accept_month")[0]


def accept_months(
    *, actor: Actor, months: Sequence[Mapping[str, Any]], request: str, now: datetime
) -> tuple[MonthAnswer, ...]:
    """Accept any number of units' months (mappings of `unit`, `month`, `seen`) in one event.

    `seen` is what `month_to_accept` answered; when something has changed since, Problem `month.seen_differs`.
    Errors: Problem, all at once.
    """
    whole = Given({"months": months})
    named = [read_month(one, seen=True) for one in whole.parts("months", MOST_RECORDS, needed=True)]
    return _accept(actor, named, whole, request=request, now=now, verb="accept_months")


def _accept(
    actor: Actor, named: Sequence[NamedMonth], given: Given, *, request: str, now: datetime, verb: str
) -> tuple[MonthAnswer, ...]:
    content = {"months": [one.content() for one in named]}
    order = order_of(
        verb, "month.accept", actor=actor, request=request, now=now, given=given, content=content
    )

    def ready(view: View) -> Moves:
        places = places_of(view, named)
        require_for(view, MonthVerb.ACCEPT, (unit for unit, _ in places))
        standing, moves = read_standing(view, places), Moves()
        for one, place in zip(named, places, strict=True):
            try:
                waiting = accept(standing, place, moves)
            except Problem as problem:
                one.given.note(problem)
                continue
            if _seen(waiting) != one.seen:
                one.given.fault("month.seen_differs", month=place[1].label, unit=place[0])
        refuse(given.faults)
        return moves

    def post(session: Session, moves: Moves) -> Mapping[str, Any]:
        return _post(session, Book.ACCEPTED, moves)

    return carry_out(order, ready=ready, post=post, answer=lambda view: answers_of(view, named))
