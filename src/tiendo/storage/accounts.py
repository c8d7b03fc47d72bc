"""Accounts and the roles given to them; passwords come hashed, and hashing happens outside the transaction."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.db.backends.utils import CursorWrapper

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.orgunit import UnitId
from tiendo.storage import models as tables
from tiendo.storage.ledger import Session
from tiendo.storage.rules import NOW
from tiendo.storage.sql import canonical, end_for, end_of, fetch_all, insert_rows

register("account.taken", ProblemKind.CONFLICT, "There is an account {username} already.")
register("account.unknown", ProblemKind.NOT_FOUND, "There is no account {username}.")
register("grant.unknown", ProblemKind.NOT_FOUND, "There is no grant {grant}.")
register("grant.ended", ProblemKind.CONFLICT, "Grant {grant} has been ended already.")


class Account(NamedTuple):
    """An account; `person` is its random id in events, versions and grants."""

    person: str
    username: str
    name: str
    is_active: bool


class StoredGrant(NamedTuple):
    """A role of a person at a unit in `[from_day, to_day)`; no areas: all; no `to_day`: until it is ended."""

    id: str
    person: str
    role: str
    unit: UnitId
    areas: tuple[str, ...]
    from_day: date
    to_day: date | None


def hash_password(password: str | None) -> str:
    """A password as it is kept; none makes an account nobody can log in to. Slow on purpose: call it outside."""
    return make_password(password)


def create_account(session: Session, *, person: str, username: str, name: str, password_hash: str) -> None:
    """Add an account. Errors: Problem `account.taken`."""
    if find_account(session.cursor, username) is not None:
        raise Problem("account.taken", username=username)
    given = {
        "password": password_hash,
        "last_login": None,
        "person": person,
        "username": username,
        "name": name,
        "is_active": True,
    }
    columns = [field.column for field in tables.User._meta.local_fields if field.column != "id"]
    insert_rows(session.cursor, tables.User, [tuple(given[column] for column in columns)])


_ACCOUNT = "SELECT person, username, name, is_active FROM account"


def find_account(cursor: CursorWrapper, username: str) -> Account | None:
    """The account of that name, if there is one."""
    rows = fetch_all(cursor, f"{_ACCOUNT} WHERE username = %s", [username])
    return _account(rows[0]) if rows else None


def read_accounts(cursor: CursorWrapper, persons: Sequence[str] | None = None) -> dict[str, Account]:
    """Accounts by person id: all, or these."""
    rows = fetch_all(cursor, f"{_ACCOUNT} ORDER BY username")
    return {row[0]: _account(row) for row in rows if persons is None or row[0] in persons}


def _account(row: tuple[str, str, str, object]) -> Account:
    return Account(row[0], row[1], row[2], bool(row[3]))


def set_password(cursor: CursorWrapper, person: str, password_hash: str) -> None:
    """Put another password in place of an account's; the old one, and a code for a new one, are kept nowhere."""
    cursor.execute("UPDATE account SET password = %s WHERE person = %s", [password_hash, person])
    drop_code(cursor, person)


class HeldCode(NamedTuple):
    """A code an account may choose its password with: the digest of it, and the moment from which it is no good."""

    person: str
    digest: str
    until: str


def set_code(session: Session, code: HeldCode) -> None:
    """Let an account choose its password once; a code given before is no good any more."""
    drop_code(session.cursor, code.person)
    insert_rows(session.cursor, tables.SignInCode, [tuple(code)])


def find_code(cursor: CursorWrapper, username: str) -> HeldCode | None:
    """The code of an account that is not switched off, if it has one."""
    query = (
        "SELECT c.person, c.digest, c.until FROM sign_in_code c JOIN account a ON a.person = c.person"
        " WHERE a.username = %s AND a.is_active"
    )
    rows = fetch_all(cursor, query, [username])
    return HeldCode(*rows[0]) if rows else None


def drop_code(cursor: CursorWrapper, person: str, digest: str | None = None) -> bool:
    """Take an account's code away (only this one, where its digest is named); False where it had none."""
    which = "" if digest is None else " AND digest = %s"
    params = [person] if digest is None else [person, digest]
    cursor.execute(f"DELETE FROM sign_in_code WHERE person = %s{which}", params)
    return int(cursor.rowcount) > 0


def grant_role(session: Session, grant: StoredGrant) -> None:
    """Keep a grant under its own id (a new random one)."""
    place = (grant.person, grant.role, grant.unit, canonical(list(grant.areas)))
    row = (grant.id, session.seq, *place, grant.from_day, end_for(grant.to_day))
    session.add(tables.GrantGiven, [row])


def end_grant(session: Session, grant: str, day: date) -> None:
    """End a grant: `day` no longer belongs to it. Errors: Problem `grant.unknown`, `grant.ended`."""
    if not fetch_all(session.cursor, "SELECT 1 FROM grant_given WHERE id = %s", [grant]):
        raise Problem("grant.unknown", grant=grant)
    if fetch_all(session.cursor, "SELECT 1 FROM grant_ended WHERE id = %s", [grant]):
        raise Problem("grant.ended", grant=grant)
    session.add(tables.GrantEnded, [(grant, session.seq, day)])


def _areas(text: str) -> tuple[str, ...]:
    return () if text == "[]" else tuple(json.loads(text))


def read_grants(
    cursor: CursorWrapper, *, person: str | None = None, unit: UnitId | None = None, known: int = NOW
) -> list[StoredGrant]:
    """Grants of a person, at a unit, or all, as known at an event, with their ends."""
    wanted = [(column, value) for column, value in (("person", person), ("unit", unit)) if value is not None]
    conditions = "".join(f" AND g.{column} = %s" for column, _ in wanted)
    query = (
        "SELECT g.id, g.person, g.role, g.unit, g.areas, g.from_day, g.to_day, e.day FROM grant_given g"
        " LEFT JOIN grant_ended e ON e.id = g.id AND e.seq <= %s"
        f" WHERE g.seq <= %s{conditions} ORDER BY g.seq, g.id"
    )
    found = []
    for *given, areas, start, end, ended in fetch_all(
        cursor, query, [known, known, *(value for _, value in wanted)]
    ):
        grant, whose, role, where = given
        last = end_of(end if ended is None else min(end, ended))
        found.append(StoredGrant(grant, whose, role, where, _areas(areas), start, last))
    return found
