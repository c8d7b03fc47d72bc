"""Verbs on records: what units tell, correct and withdraw. Nothing is overwritten; a draft posts nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tiendo.core.access import Actor
from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.orgunit import UnitId
from tiendo.core.submission import Book, Evidence, Figure, RecordKind, Version
from tiendo.services.drafting import (
    FIELDS,
    Amount,
    Telling,
    check_versions,
    figures_of,
    read_proofs,
    read_telling,
    resolved,
    seated,
    seats_of,
    version_of,
)
from tiendo.services.gate import record_for
from tiendo.services.given import KEY, MOST_RECORDS, REASON, Given, refuse
from tiendo.services.naming import called, named_unit
from tiendo.services.people_named import Seating, check_named
from tiendo.services.proof_rights import check_proofs, citable
from tiendo.services.steps import sending_of
from tiendo.services.writing import Order, View, carry_out, order_of
from tiendo.storage import months, persons, posting, records
from tiendo.storage.ledger import Session
from tiendo.storage.months import MonthTold
from tiendo.storage.persons import Named
from tiendo.storage.records import Standing

register("record.exists", ProblemKind.CONFLICT, "This was written down before; correct it there instead.")
register("record.withdrawn", ProblemKind.CONFLICT, "Record {record} has been withdrawn already.")
register("record.no_reason", ProblemKind.INVALID, "This has been sent already; say why it changes.")
register("record.stale", ProblemKind.STALE, "{record} has version {newest} by now; look at it again.")
register("record.field", ProblemKind.INVALID, "A record of kind {kind} has no {field}.")


@dataclass(frozen=True)
class RecordState:
    """How a record stands: its newest version, those that count in the books (0: none), and the event asked about."""

    record: str
    unit: UnitId
    kind: RecordKind
    newest: int
    reported: int
    accepted: int
    event: int


def add_record(
    *,
    actor: Actor,
    record: str,
    unit: int | str,
    day: date | str,
    title: str,
    request: str,
    now: datetime,
    **more: Any,
) -> RecordState:
    """Write one activity down as a draft; `more` as in `add_records`. VN: ghi nhận hoạt động.

    Errors: Problem, all faults at once.
    """
    told = {"record": record, "unit": unit, "day": day, "title": title, **more}
    given = Given(told)
    return _add(actor, [given], request=request, now=now, verb="add_record")[0]


def add_records(
    *, actor: Actor, records: Sequence[Mapping[str, Any]], request: str, now: datetime
) -> tuple[RecordState, ...]:
    """Write any number of activities down as drafts, in one event.

    Each is a mapping: `record` (client-made UUID), `unit` (code on that day, or id), `day`, `title`, and, as far
    as there is any, `area`, `place`, `campaign`, `figures` ({element: amount} or {element: {"": whole,
    "dimension:part": amount}}; whole numbers are smallest units, texts are read), `participants`
    ({element: [person ids]}), `people` ({element: [{name, birth, digits}]}, who is named by the record itself, with no
    number beside it), `coorganisers` (units), `proofs`. Errors: Problem, all faults at once.
    """
    whole = Given({"records": records})
    given = list(whole.parts("records", MOST_RECORDS, needed=True))
    return _add(actor, given, request=request, now=now, verb="add_records", whole=whole)


def _add(
    actor: Actor,
    given: Sequence[Given],
    *,
    request: str,
    now: datetime,
    verb: str,
    whole: Given | None = None,
) -> tuple[RecordState, ...]:
    whole = given[0] if whole is None else whole
    tellings = [read_telling(one) for one in given]
    ids = [telling.record for telling in tellings]
    content = {"records": [telling.content() for telling in tellings]}
    order = order_of(verb, "record.add", actor=actor, request=request, now=now, given=whole, content=content)

    def ready(view: View) -> tuple[list[Version], list[Named]]:
        return _new_versions(view, tellings, kind=RecordKind.ACTIVITY)

    def post(session: Session, found: tuple[list[Version], list[Named]]) -> Mapping[str, Any]:
        versions, new = found
        persons.add_persons(session, new)
        proofs = {telling.record: telling.proofs for telling in tellings}
        _store(session, versions, author=actor.person, proofs=proofs)
        return {"records": ids}

    return carry_out(order, ready=ready, post=post, answer=lambda view: _states(view, ids))


def post_opening(
    *,
    actor: Actor,
    record: str,
    unit: int | str,
    day: date | str,
    paper: str,
    figures: Mapping[str, Any],
    request: str,
    now: datetime,
    **more: Any,
) -> RecordState:
    """Enter the total of a time before the installation, with its paper; it is told at once. VN: số đầu kỳ.

    Errors: Problem, all faults at once.
    """
    given = Given({"record": record, "unit": unit, "day": day, "paper": paper, "figures": figures, **more})
    telling = read_telling(given)
    content = {"record": telling.content()}
    order = order_of(
        "post_opening", "opening.post", actor=actor, request=request, now=now, given=given, content=content
    )

    def ready(view: View) -> tuple[list[Version], list[MonthTold]]:
        versions, _ = _new_versions(view, [telling], kind=RecordKind.OPENING)
        return versions, sending_of(view, versions)

    def post(session: Session, found: tuple[list[Version], list[MonthTold]]) -> Mapping[str, Any]:
        versions, steps = found
        numbers = _store(session, versions, author=actor.person, proofs={telling.record: telling.proofs})
        posting.post(session, Book.REPORTED, [(numbers[telling.record], 1)])
        months.add_month_events(session, steps)
        return {"records": [telling.record]}

    return carry_out(order, ready=ready, post=post, answer=lambda view: _states(view, [telling.record])[0])


def _new_versions(
    view: View, tellings: Sequence[Telling], *, kind: RecordKind
) -> tuple[list[Version], list[Named]]:
    """First versions of records and persons new with them, checked in every way; all faults at once."""
    seating = Seating(view, [telling.people for telling in tellings])
    made = [(telling, version_of(seated(telling, seating), view, kind=kind)) for telling in tellings]
    versions = [(telling.given, version) for telling, version in made if version is not None]
    view.require(())  # a batch in which no unit can be found has asked, too
    for area in {version.area for _, version in versions}:
        view.require((version.unit for _, version in versions if version.area == area), area=area)
    for telling, version in made:
        if version is not None:
            check_named(view, telling.given, telling.people, version=version, before=None)
    known = records.find_records(view.cursor, [telling.record for telling in tellings if telling.record])
    may_cite = citable(view, (proof for telling in tellings for proof in telling.proofs))
    seen: set[str] = set()
    for telling in tellings:
        if telling.record in known:
            telling.given.fault("record.exists", record=telling.record)
        elif telling.record in seen:
            telling.given.fault("input.twice", field="record", value=telling.record)
        seen.add(telling.record)
        check_proofs(telling.given, telling.proofs, may_cite=may_cite, today=view.today)
    check_versions(view, versions, seating.new)
    refuse(view.order.given.faults)
    return [version for _, version in versions], seating.new


def _store(
    session: Session, versions: Sequence[Version], *, author: str, proofs: Mapping[str, Sequence[Evidence]]
) -> dict[str, int]:
    numbers = records.add_versions(session, versions, author=author)
    given = [(numbers[uuid], proof) for uuid, some in proofs.items() for proof in some]
    records.add_evidence(session, given)
    return numbers


def _states(view: View, uuids: Sequence[str]) -> tuple[RecordState, ...]:
    found = records.find_records(view.cursor, uuids)
    return tuple(state_of(found[uuid], view) for uuid in uuids)


def state_of(standing: Standing, view: View) -> RecordState:
    """A record's standing as services answer it."""
    counted = (standing.newest, standing.reported, standing.accepted)
    return RecordState(
        standing.uuid, named_unit(view.tree, standing.unit), standing.kind, *counted, view.event
    )


# Records already there


def correct_record(
    *,
    actor: Actor,
    record: str,
    request: str,
    now: datetime,
    reason: str = "",
    base: int | None = None,
    **changes: Any,
) -> RecordState:
    """Add a draft version that says some fields anew; the others stay. VN: sửa bản ghi.

    `changes` as in `add_records`, save that a figure of None is taken out and a list replaces the one before;
    for nil declarations `elements`. `base`: the version the corrector saw; another newest one is Problem
    `record.stale`. Unit and kind never change. Errors: Problem, all faults at once.
    """
    given = Given({"record": record, "reason": reason, "base": base, **changes})
    why = given.text("reason", REASON, lines=True)
    seen = given.maybe_whole("base", least=1)
    elements = given.texts("elements", KEY, 500) if "elements" in changes else None
    telling = read_telling(given, new=False)
    content = {"record": telling.content(), "reason": why, "base": seen, "elements": elements}
    order = order_of(
        "correct_record",
        "record.correct",
        actor=actor,
        request=request,
        now=now,
        given=given,
        content=content,
    )

    def ready(view: View) -> _Next:
        standing, before = record_for(view, telling.record)
        _check_base(standing, seen, before)
        _check_fields(given, standing.kind, telling.named | ({"elements"} if elements is not None else set()))
        seating = Seating(view, [telling.people])
        changed = _changed(view, seated(telling, seating, before), before)
        view.require([standing.unit], area=changed.area)
        check_named(view, given, telling.people, version=changed, before=before)
        if elements is not None:
            changed = changed._replace(elements=elements)
        return _next(view, standing, changed._replace(reason=why), before=before, new=seating.new)

    return _carry_out_version(order, telling.record, ready)


def withdraw_record(
    *, actor: Actor, record: str, request: str, now: datetime, reason: str = "", base: int | None = None
) -> RecordState:
    """Add a draft version that stands for nothing; once sent, it takes the record's figures away. VN: rút bản ghi.

    `base` as in `correct_record`. Errors: Problem.
    """
    given = Given({"record": record, "reason": reason, "base": base})
    uuid, why = given.uuid("record"), given.text("reason", REASON, lines=True)
    seen = given.maybe_whole("base", least=1)
    content = {"record": uuid, "reason": why, "base": seen}
    order = order_of(
        "withdraw_record",
        "record.withdraw",
        actor=actor,
        request=request,
        now=now,
        given=given,
        content=content,
    )

    def ready(view: View) -> _Next:
        standing, before = record_for(view, uuid)
        _check_base(standing, seen, before)
        if before.withdrawn:
            raise Problem("record.withdrawn", record=called(before))
        return _next(view, standing, withdrawn(before, why), before=before)

    return _carry_out_version(order, uuid, ready)


def withdrawn(before: Version, reason: str) -> Version:
    """What stands for nothing, in the month and under the name of what it takes back."""
    return before._replace(
        figures=(), participants=(), coorganisers=(), elements=(), withdrawn=True, reason=reason
    )


def _check_base(standing: Standing, seen: int | None, newest: Version) -> None:
    if seen is not None and seen != standing.newest:
        raise Problem("record.stale", record=called(newest), newest=standing.newest)


_FIELDS_OF = {
    RecordKind.ACTIVITY: frozenset(FIELDS),
    RecordKind.OPENING: frozenset(FIELDS) - {"participants", "people", "coorganisers"},
    RecordKind.MONTH_FIGURE: frozenset({"figures"}),
    RecordKind.NIL: frozenset({"elements"}),
}


def _check_fields(given: Given, kind: RecordKind, named: frozenset[str]) -> None:
    for field in sorted(named - _FIELDS_OF[kind]):
        given.fault("record.field", kind=kind.value, field=field)


def _changed(view: View, telling: Telling, before: Version) -> Version:
    """The version before with what was named put in its place."""
    day = telling.day or before.day
    given, named = telling.given, telling.named
    texts: dict[str, Any] = {name: text for name, text in telling.texts.items() if name in named}
    changed: Version = before._replace(day=day, withdrawn=False, **texts)
    if telling.figures:
        changed = changed._replace(figures=amended(view, given, before.figures, amounts=telling.figures))
    if telling.participants:
        others = tuple(seat for seat in before.participants if seat.element not in telling.participants)
        changed = changed._replace(participants=others + seats_of(telling.participants))
    if "coorganisers" in named and day is not None:
        changed = changed._replace(coorganisers=resolved(telling, view, day)[1])
    return changed


def amended(
    view: View, given: Given, before: Sequence[Figure], *, amounts: Sequence[Amount]
) -> tuple[Figure, ...]:
    """Figures with those of the elements named put in their place; an element told as None is taken out."""
    named = {told.element for told in amounts}
    told = [amount for amount in amounts if amount.amount is not None]
    others = tuple(figure for figure in before if figure.element not in named)
    return others + figures_of(given, told, view.catalogue.elements)


_Next = tuple[Version | None, Sequence[Named]]
"""A record's next version, None where it would say nothing new; and the persons new with it."""


def _next(
    view: View, standing: Standing, version: Version, *, before: Version, new: Sequence[Named] = ()
) -> _Next:
    """The version as the record's next one, checked."""
    given, version = view.order.given, version._replace(number=standing.newest + 1)
    if standing.reported and not version.reason:
        given.fault("record.no_reason", record=standing.uuid)
    check_versions(view, [(given, version)], new)
    refuse(given.faults)
    same = records.content_digest(version._replace(reason=before.reason)) == standing.digest
    return (None if same else version), new


def _carry_out_version(order: Order, uuid: str, ready: Callable[[View], _Next]) -> RecordState:
    def post(session: Session, found: _Next) -> Mapping[str, Any]:
        version, new = found
        assert version is not None  # else nothing is written
        persons.add_persons(session, new)
        records.add_versions(session, [version], author=order.actor.person)
        return {"record": uuid, "version": version.number}

    def answer(view: View) -> RecordState:
        return _states(view, [uuid])[0]

    return carry_out(order, ready=ready, post=post, answer=answer, idle=lambda found: found[0] is None)


def attach_proof(
    *, actor: Actor, record: str, proofs: Sequence[Mapping[str, Any]], request: str, now: datetime
) -> RecordState:
    """Add proof to a record, now or years later; it is no correction. VN: bổ sung minh chứng.

    A proof is `kind` (document, link, file, paper), `text`, for a document its `day`, for a file the `sha256` it
    was stored under, of a file the actor brought or may see already. Errors: Problem, all faults at once.
    """
    given = Given({"record": record, "proofs": proofs})
    uuid, found = given.uuid("record"), tuple(read_proofs(given, needed=True))
    content = {"record": uuid, "proofs": [[p.kind.value, p.text, p.day, p.sha256] for p in found]}
    order = order_of(
        "attach_proof", "record.attach", actor=actor, request=request, now=now, given=given, content=content
    )

    def ready(view: View) -> Standing:
        standing, _ = record_for(view, uuid)
        check_proofs(given, found, may_cite=citable(view, found), today=view.today)
        refuse(given.faults)
        return standing

    def post(session: Session, standing: Standing) -> Mapping[str, Any]:
        records.add_evidence(session, [(standing.id, proof) for proof in found])
        return {"record": uuid, "proofs": len(found)}

    return carry_out(order, ready=ready, post=post, answer=lambda view: _states(view, [uuid])[0])
