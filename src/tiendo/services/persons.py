"""Verbs on named persons: naming, merging, erasing, and looking at them, which leaves a trace of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from tiendo.core.access import Actor
from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.services.gate import root_of, unit_at
from tiendo.services.given import KEY, NAME, Given, refuse
from tiendo.services.writing import View, carry_out, order_of, reading
from tiendo.storage import persons, posting, standing
from tiendo.storage.ledger import Session
from tiendo.storage.persons import Named

register("person.digits", ProblemKind.INVALID, "Of an identity number only digits are kept, at most 12.")
register("person.erased", ProblemKind.NOT_FOUND, "The name of person {person} has been erased.")

_DIGITS = 12


@dataclass(frozen=True)
class PersonState:
    """A random id that stands for a person; `known` when somebody had named the same person before."""

    person: str
    known: bool
    event: int


def name_person(
    *,
    actor: Actor,
    unit: int | str,
    name: str,
    request: str,
    now: datetime,
    birth: date | str | None = None,
    digits: str = "",
) -> PersonState:
    """Get the id of a person to be named in records of a unit: the one there is, else a new one. VN: ghi tên.

    Same person: same normalised name and birth day, and the same digits where both have some. The name is kept in
    the one erasable table only, so it is not part of what tells one request from another. Errors: Problem.
    """
    given = Given({"unit": unit, "name": name, "birth": birth, "digits": digits})
    place, named = given.unit("unit", needed=True), _read_name(given, now.date())
    said = {"unit": place}
    order = order_of(
        "name_person", "person.name", actor=actor, request=request, now=now, given=given, content=said
    )

    def ready(view: View) -> str:
        refuse(given.faults)
        assert place is not None
        view.require([unit_at(view.tree, place, view.today)])
        return next(iter(persons.find_same(view.cursor, named)), "")

    def post(session: Session, same: str) -> Mapping[str, Any]:
        person = same or _person_id(order.request)
        if not same:
            persons.add_persons(session, [named._replace(person=person)])
        return {"person": person}

    def answer(view: View) -> PersonState:
        new = _person_id(order.request)
        if standing.known_persons(view.cursor, {new}):
            return PersonState(new, False, view.event)
        same = persons.find_same(view.cursor, named)
        if not same:
            raise Problem("request.differs", request=order.request)
        return PersonState(same[0], True, view.event)

    return carry_out(order, ready=ready, post=post, answer=answer)


def _read_name(given: Given, today: date) -> Named:
    """A person from name, birth and digits, without an id yet."""
    name = given.text("name", NAME, needed=True)
    birth, digits = given.day("birth", needed=False, latest=today), given.text("digits", KEY)
    if digits and not (digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS):
        given.fault("person.digits")
    return Named("", name, birth, digits)


def _person_id(request: str) -> str:
    return uuid5(UUID(request), "person").hex


def merge_persons(*, actor: Actor, kept: str, merged: str, request: str, now: datetime) -> PersonState:
    """Let one person count as another: what depends on it is posted anew in both books. VN: gộp người trùng.

    Errors: Problem `person.unknown`, `person.same`, and others.
    """
    given = Given({"kept": kept, "merged": merged})
    one, other = given.text("kept", KEY, needed=True), given.text("merged", KEY, needed=True)
    order = order_of(
        "merge_persons",
        "person.merge",
        actor=actor,
        request=request,
        now=now,
        given=given,
        content={"kept": one, "merged": other},
    )

    def post(session: Session, _: None) -> Mapping[str, Any]:
        posting.merge_persons(session, one, other)
        return {"kept": one, "merged": other}

    return carry_out(
        order,
        ready=_over_all_of(one, other),
        post=post,
        answer=lambda view: PersonState(persons.read_merges(view.cursor).get(other, one), True, view.event),
    )


def erase_person(*, actor: Actor, person: str, request: str, now: datetime) -> PersonState:
    """Forget who a person id is; counts and the audit chain stay. VN: xoá tên. Errors: Problem `person.unknown`."""
    given = Given({"person": person})
    one = given.text("person", KEY, needed=True)
    order = order_of(
        "erase_person",
        "person.erase",
        actor=actor,
        request=request,
        now=now,
        given=given,
        content={"person": one},
    )

    def post(session: Session, _: None) -> Mapping[str, Any]:
        persons.erase_name(session, one)
        return {"person": one}

    return carry_out(
        order,
        ready=_over_all_of(one),
        post=post,
        answer=lambda view: PersonState(one, False, view.event),
    )


def _over_all_of(*ids: str) -> Any:
    """A right is needed wherever these persons are named; over nobody's records, at the top."""

    def ready(view: View) -> None:
        refuse(view.order.given.faults)
        units = standing.units_naming(view.cursor, ids)
        view.require(units or [root_of(view.tree, view.today)])

    return ready


def look_at_person(*, actor: Actor, person: str, now: datetime) -> Named:
    """Who a person id is, for somebody with a right at a unit that named this person; the look is noted.

    No event: the ledger learns nothing. Errors: Problem `person.unknown`, `person.erased`, `access.*`.
    """
    given = Given({"person": person})
    person = given.text("person", KEY, needed=True)
    refuse(given.faults)
    with reading("look_at_person", "persons.read", actor=actor, now=now) as view:
        if not standing.known_persons(view.cursor, {person}):
            raise Problem("person.unknown", person=person)
        units = standing.units_naming(view.cursor, [person]) or [root_of(view.tree, view.today)]
        view.require_any(units)
        named = persons.read_names(view.cursor, [person]).get(person)
    if named is None:
        raise Problem("person.erased", person=person)
    persons.add_sight(now=now, person=actor.person, what=f"person {person}")
    return named
