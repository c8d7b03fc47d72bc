"""Verbs on plans being read: reading a file, deciding on a row of it, putting it aside. Adopting is next door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tiendo.core.access import Actor
from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.orgunit import UnitId
from tiendo.services.gate import unit_at
from tiendo.services.given import NAME, Given, refuse
from tiendo.services.plan_reading_change import Change, changed, read_change
from tiendo.services.plan_reading_source import document_of, source_of, understood_of
from tiendo.services.plan_reading_state import SHARES, Row, found, held
from tiendo.services.questions import question
from tiendo.services.writing import View, carry_out, order_of
from tiendo.storage import accounts, files, plan_readings
from tiendo.storage.ledger import Session

CONFLICT = ProblemKind.CONFLICT
register("reading.over", CONFLICT, "This reading is over: it was adopted or put aside.")
register(
    "reading.meanwhile",
    ProblemKind.STALE,
    "{by} decided on this row meanwhile; look at it again. Nothing was overwritten.",
)

register(
    "reading.too_many_targets",
    ProblemKind.INVALID,
    "{count} targets were found; a plan has at most {most}. Bring the plan without its tables of figures.",
)

MOST_TARGETS = 2_000
"""Most targets of one document: people look at each of them."""

LARGEST = 20 * 2**20
"""Largest file read, in bytes."""


@dataclass(frozen=True)
class ReadingState:
    """A plan being read: its number, the unit it is read for, and how many targets were found."""

    reading: int
    unit: UnitId
    targets: int


@dataclass(frozen=True)
class RowState:
    """A row as last decided: `number` is what the next decision must be based on."""

    reading: int
    row: str
    number: int
    verdict: str
    decision: Mapping[str, Any] = field(default_factory=dict)


def start_reading(
    *, actor: Actor, unit: int | str, data: bytes, name: str, request: str, now: datetime
) -> ReadingState:
    """Read a plan's file, or pasted words where it has no name, and keep what was understood. VN: đọc kế hoạch.

    Errors: Problem `source.…` for a file that cannot be read, and others.
    """
    given = Given({"unit": unit, "name": name})
    place, called = given.unit("unit", needed=True), given.text("name", NAME)
    content = {"unit": place, "name": called, "sha256": _digest(data)}
    order = order_of(
        "start_reading", "plan.adopt", actor=actor, request=request, now=now, given=given, content=content
    )
    refuse(given.faults)
    _require(actor, place, now)
    document = _read(actor, data, called, now=now)
    sha256 = files.store_file([data], limit=LARGEST)

    def ready(view: View) -> UnitId:
        assert place is not None
        owner = unit_at(view.tree, place, view.today)
        view.require([owner])
        return owner

    def post(session: Session, owner: UnitId) -> Mapping[str, Any]:
        plan_readings.add_reading(session, unit=owner, name=called, sha256=sha256, document=document)
        return {"unit": owner, "name": called, "sha256": sha256, "targets": len(document["proposals"])}

    def answer(view: View) -> ReadingState:
        kept = found(view.cursor, view.event)
        return ReadingState(kept.number, kept.unit, len(document["proposals"]))

    return carry_out(order, ready=ready, post=post, answer=answer)


def _digest(data: bytes) -> str:
    return files.digest(data[: LARGEST + 1])


def _require(actor: Actor, place: int | str | None, now: datetime) -> None:
    """Nobody lets the machine read who may not adopt: reading takes long. Errors: Problem `access.denied`."""
    with question(actor=actor, known=None, now=now) as asked:
        asked.unit(place or "", asked.today, "plan.adopt")


def _read(actor: Actor, data: bytes, name: str, *, now: datetime) -> Mapping[str, Any]:
    """What a file is understood as; reading waits for nobody and holds nobody up. Errors: Problem `source.…`."""
    understood = understood_of(source_of(data, name))
    if len(understood.targets) > MOST_TARGETS:
        raise Problem("reading.too_many_targets", count=len(understood.targets), most=MOST_TARGETS)
    with question(actor=actor, known=None, now=now) as asked:
        catalogue = asked.catalogue
    return document_of(understood, catalogue, now.date())


def decide_row(
    *, actor: Actor, reading: int, row: str, base: int, change: Mapping[str, Any], request: str, now: datetime
) -> RowState:
    """Decide on one row: confirm, correct, split, merge, reject, answer its questions, assign it. VN: quyết định.

    `change` holds what differs from the decision so far (`plan_reading_change`), `base` the number of the decision it
    was made on. Errors: Problem `reading.meanwhile` where somebody decided since, and others.
    """
    given = Given({"reading": reading, "row": row, "base": base, "change": change})
    number, nth = given.whole("reading", most=2**31 - 1), given.whole("base", most=2**31 - 1)
    key, asked = given.text("row", NAME, needed=True), read_change(given, "change")
    content = {"reading": number, "row": key, "base": nth, "change": asked.content}
    order = order_of(
        "decide_row", "plan.adopt", actor=actor, request=request, now=now, given=given, content=content
    )

    def ready(view: View) -> tuple[Row, Mapping[str, Any]]:
        refuse(given.faults)
        return _decided(view, number or 0, key, nth=nth or 0, change=asked)

    def post(session: Session, decided: tuple[Row, Mapping[str, Any]]) -> Mapping[str, Any]:
        at, decision = decided
        plan_readings.add_decisions(session, number or 0, [(at.key, at.number + 1, decision)])
        return {"reading": number, "row": key, "verdict": decision.get("verdict", "")}

    def answer(view: View) -> RowState:
        at = held(view.cursor, number or 0).rows[key]
        return RowState(number or 0, key, at.number, at.verdict, at.decision)

    return carry_out(order, ready=ready, post=post, answer=answer)


def _decided(view: View, number: int, key: str, *, nth: int, change: Change) -> tuple[Row, Mapping[str, Any]]:
    """The row meant and the decision to keep. Errors: Problem."""
    require_going_on(view, number, row=key)
    reading = held(view.cursor, number)
    row = reading.rows.get(key)
    if row is None:
        raise Problem("reading.no_row", row=key)
    if row.number != nth:
        raise Problem("reading.meanwhile", by=_by(view, row))
    return row, changed(reading, row, change, view)


def _by(view: View, row: Row) -> str:
    """Who took the decision that stands."""
    person = row.decided.person if row.decided else ""
    account = accounts.read_accounts(view.cursor, [person]).get(person)
    return account.name if account else "–"


def require_going_on(view: View, number: int, *, row: str = "") -> UnitId:
    """The unit of a reading that is not over, where the actor may adopt. Errors: Problem.

    What a table hands down (`row`) may still be decided on once the plan is adopted.
    """
    kept = found(view.cursor, number)
    view.require([kept.unit])
    if kept.plan is not None and not (kept.plan and row.startswith(f"{SHARES}-")):
        raise Problem("reading.over")
    return kept.unit


def drop_reading(*, actor: Actor, reading: int, request: str, now: datetime) -> int:
    """Put a reading aside; what was decided on it stays to be looked at. VN: thôi đọc. Errors: Problem."""
    given = Given({"reading": reading})
    number = given.whole("reading", most=2**31 - 1)
    content = {"reading": number}
    order = order_of(
        "drop_reading", "plan.adopt", actor=actor, request=request, now=now, given=given, content=content
    )

    def ready(view: View) -> UnitId:
        refuse(given.faults)
        return require_going_on(view, number or 0)

    def post(session: Session, _: UnitId) -> Mapping[str, Any]:
        plan_readings.end_reading(session, number or 0, plan="")
        return {"reading": number}

    return carry_out(order, ready=ready, post=post, answer=lambda _: number or 0)
