"""Verbs on accounts and the roles given to them; and who an account is to core: an actor."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from tiendo.core.access import ROLES, Actor
from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.orgunit import UnitId
from tiendo.services.gate import root_of, unit_at
from tiendo.services.given import KEY, NAME, Given, printable, refuse
from tiendo.services.identity import actor_of_person
from tiendo.services.writing import View, carry_out, order_of
from tiendo.storage import accounts, standing
from tiendo.storage.accounts import StoredGrant
from tiendo.storage.ledger import Session
from tiendo.storage.persons import add_sight
from tiendo.storage.sql import snapshot

INVALID = ProblemKind.INVALID
register("account.username", INVALID, "{username}: 2 to 100 small letters, digits and . _ @ - only.")
register("account.password", INVALID, "A password has {least} to {most} characters.")
register("account.inactive", ProblemKind.FORBIDDEN, "The account {username} is switched off.")
register("grant.order", INVALID, "The grant would end on {to_day} before it begins on {from_day}.")

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._@-]{1,99}")
LEAST, MOST = 10, 200
"""Length of passwords, in characters."""


@dataclass(frozen=True)
class AccountState:
    """An account; `person` is its random id in events, versions and grants."""

    person: str
    username: str
    name: str
    is_active: bool
    event: int


@dataclass(frozen=True)
class GrantState:
    """A role of a person at a unit in `[from_day, to_day)`."""

    id: str
    person: str
    role: str
    unit: UnitId
    areas: tuple[str, ...]
    from_day: date
    to_day: date | None
    event: int


def actor_of(username: str, now: datetime) -> Actor:
    """Who an account is, with the grants it has by now. Errors: Problem `account.unknown`, `account.inactive`."""
    if now.tzinfo is None:
        raise ValueError("now must be an aware moment")
    with snapshot() as cursor:
        known = len(username) <= KEY and printable(username)
        account = accounts.find_account(cursor, username) if known else None
        if account is None:
            raise Problem("account.unknown", username=username[:KEY])
        if not account.is_active:
            raise Problem("account.inactive", username=username)
        return actor_of_person(cursor, account.person)


@dataclass(frozen=True)
class NewAccount:
    """An account as given, its password already hashed; `person` follows from the request."""

    person: str
    username: str
    name: str
    password_hash: str


def read_account(given: Given, request: str) -> NewAccount:
    """An account from username, name and password (none: nobody can log in). Slow: it hashes, outside any lock."""
    username = given.text("username", KEY, needed=True)
    name = given.text("name", NAME, needed=True)
    if username and not _USERNAME.fullmatch(username):
        given.fault("account.username", username=username)
    password = given.data.get("password")
    given.skip("password")
    if password is not None and not isinstance(password, str):
        given.fault("input.type", field="password", expected="text")
    elif password is not None and not LEAST <= len(password) <= MOST:
        given.fault("account.password", least=LEAST, most=MOST)
    person = "" if given.faults else uuid5(UUID(request), "account").hex
    return NewAccount(person, username, name, "" if given.faults else accounts.hash_password(password))


def store_account(session: Session, account: NewAccount) -> None:
    """Keep an account that was read."""
    accounts.create_account(
        session,
        person=account.person,
        username=account.username,
        name=account.name,
        password_hash=account.password_hash,
    )


def create_account(
    *, actor: Actor, username: str, name: str, request: str, now: datetime, password: str | None = None
) -> AccountState:
    """Make an account; roles come by `grant_role`. VN: tạo tài khoản.

    Neither name nor password is part of the audit line or of what tells one request from another.
    Errors: Problem, all faults at once.
    """
    given = Given({"username": username, "name": name, "password": password, "request": request})
    account = read_account(given, given.uuid("request"))
    content = {"username": account.username}
    order = order_of(
        "create_account",
        "account.create",
        actor=actor,
        request=request,
        now=now,
        given=given,
        content=content,
    )

    def ready(view: View) -> None:
        view.require([root_of(view.tree, view.today)])
        refuse(given.faults)
        if accounts.find_account(view.cursor, account.username) is not None:
            raise Problem("account.taken", username=account.username)

    def post(session: Session, _: None) -> Mapping[str, Any]:
        store_account(session, account)
        return {"person": account.person}

    def answer(view: View) -> AccountState:
        found = accounts.find_account(view.cursor, account.username)
        if found is None:
            raise Problem("account.unknown", username=account.username)
        return AccountState(*found, view.event)

    return carry_out(order, ready=ready, post=post, answer=answer)


def give_password(*, actor: Actor, username: str, password: str, request: str, now: datetime) -> AccountState:
    """Give an account a new password, as the person who looks after accounts does when one is forgotten.

    The password is part of no audit line. VN: cấp lại mật khẩu. Errors: Problem, all faults at once.
    """
    given = Given({"username": username})
    name = given.text("username", KEY, needed=True)
    if not LEAST <= len(password) <= MOST:
        given.fault("account.password", least=LEAST, most=MOST)
    order = order_of(
        "give_password",
        "account.create",
        actor=actor,
        request=request,
        now=now,
        given=given,
        content={"username": name},
    )
    password_hash = "" if given.faults else accounts.hash_password(password)

    def found(view: View) -> accounts.Account:
        account = accounts.find_account(view.cursor, name)
        if account is None:
            raise Problem("account.unknown", username=name)
        return account

    def ready(view: View) -> accounts.Account:
        view.require([root_of(view.tree, view.today)])
        refuse(given.faults)
        return found(view)

    def post(session: Session, account: accounts.Account) -> Mapping[str, Any]:
        accounts.set_password(session.cursor, account.person, password_hash)
        return {"person": account.person}

    return carry_out(
        order, ready=ready, post=post, answer=lambda view: AccountState(*found(view), view.event)
    )


def note_security(*, person: str, what: str, now: datetime) -> None:
    """Note who changed how they sign in, and never the secret: beside the ledger, like looks at names.

    `what`: `password`, or the kind of a second step.
    """
    add_sight(now=now, person=person, what=f"security {what}")


def grant_role(
    *,
    actor: Actor,
    username: str,
    role: str,
    unit: int | str,
    from_day: date | str,
    request: str,
    now: datetime,
    to_day: date | str | None = None,
    areas: Sequence[str] = (),
) -> GrantState:
    """Give an account a role at a unit, from a day on (before `to_day`). VN: phân quyền.

    Errors: Problem, all faults at once.
    """
    told = {"username": username, "role": role, "unit": unit, "from": from_day, "to": to_day, "areas": areas}
    given = Given(told)
    content = _read_grant(given)
    order = order_of(
        "grant_role", "role.grant", actor=actor, request=request, now=now, given=given, content=content
    )

    def ready(view: View) -> StoredGrant:
        refuse(given.faults)
        return _granted(view, content, _grant_id(order.request))

    def post(session: Session, grant: StoredGrant) -> Mapping[str, Any]:
        accounts.grant_role(session, grant)
        return {"grant": grant.id, "person": grant.person, "role": grant.role, "unit": grant.unit}

    return carry_out(
        order, ready=ready, post=post, answer=lambda view: _grant_state(view, _grant_id(order.request))
    )


def _read_grant(given: Given) -> dict[str, Any]:
    """A role to be given, cleaned."""
    start, end = given.day("from"), given.day("to", needed=False)
    if start and end and end <= start:
        given.fault("grant.order", from_day=start, to_day=end)
    return {
        "username": given.text("username", KEY, needed=True),
        "role": given.choice("role", list(ROLES)),
        "unit": given.unit("unit", needed=True),
        "from": start,
        "to": end,
        "areas": given.texts("areas", KEY, 100),
    }


def _granted(view: View, told: Mapping[str, Any], grant: str) -> StoredGrant:
    """The grant meant, at a unit whose code is read on the grant's first day, or today where that is later."""
    start, end = told["from"], told["to"]
    unit = unit_at(view.tree, told["unit"], max(start, min(view.today, end or view.today)))
    view.require([unit])
    account = accounts.find_account(view.cursor, told["username"])
    if account is None:
        raise Problem("account.unknown", username=told["username"])
    return StoredGrant(grant, account.person, told["role"], unit, told["areas"], start, end)


def end_grant(*, actor: Actor, grant: str, day: date | str, request: str, now: datetime) -> GrantState:
    """End a grant: `day` no longer belongs to it. VN: thu hồi quyền. Errors: Problem."""
    given = Given({"grant": grant, "day": day})
    id_, when = given.text("grant", KEY, needed=True), given.day("day")
    order = order_of(
        "end_grant",
        "role.end",
        actor=actor,
        request=request,
        now=now,
        given=given,
        content={"grant": id_, "day": when},
    )

    def ready(view: View) -> StoredGrant:
        refuse(given.faults)
        assert when is not None
        held = standing.find_grant(view.cursor, id_)
        if held is None:
            raise Problem("grant.unknown", grant=id_)
        view.require([held.unit])
        if when < held.from_day:
            raise Problem("grant.order", from_day=held.from_day, to_day=when)
        return held

    def post(session: Session, held: StoredGrant) -> Mapping[str, Any]:
        assert when is not None
        accounts.end_grant(session, held.id, when)
        return {"grant": held.id, "day": when}

    return carry_out(order, ready=ready, post=post, answer=lambda view: _grant_state(view, id_))


def _grant_id(request: str) -> str:
    return uuid5(UUID(request), "grant").hex


def _grant_state(view: View, grant: str) -> GrantState:
    held = standing.find_grant(view.cursor, grant)
    if held is None:
        raise Problem("grant.unknown", grant=grant)
    return GrantState(*held, view.event)
