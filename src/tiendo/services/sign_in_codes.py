"""Codes with which people choose their own password once: given by who looks after accounts, kept as a digest only."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tiendo.core.access import Actor
from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.services.accounts import LEAST, MOST
from tiendo.services.gate import root_of
from tiendo.services.given import KEY, Given, printable, refuse
from tiendo.services.writing import View, carry_out, order_of
from tiendo.storage import accounts
from tiendo.storage.accounts import Account, HeldCode
from tiendo.storage.ledger import Session
from tiendo.storage.persons import add_sight
from tiendo.storage.sql import snapshot, write

register(
    "account.code",
    ProblemKind.FORBIDDEN,
    "The account name or the code is not right, or the code has been used or is too old: ask for a new one.",
)
register("account.code_form", ProblemKind.INVALID, "A code is made by new_code, never chosen.")

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 16
_FORM = re.compile(f"[{_LETTERS}]{{{_LENGTH}}}")
_ALIKE = str.maketrans("OIL", "011", " -\u2013\u00a0")


@dataclass(frozen=True)
class CodeGiven:
    """A code given to an account, good before a moment (ISO, UTC); the code itself is known to who asked alone."""

    person: str
    username: str
    until: str
    event: int


def new_code() -> str:
    """A code of 80 random bits in four groups, without letters that look alike."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    return "-".join(letters[start : start + 4] for start in range(0, _LENGTH, 4))


def give_sign_in_code(
    *, actor: Actor, username: str, code: str, until: datetime, request: str, now: datetime
) -> CodeGiven:
    """Let an account choose its own password once, before a moment, with a code of `new_code`. VN: cấp mã một lần.

    `until` is of the machine's own clock, not of the operating day. A code given before is no good any more; the
    password there is stays good until another one is chosen. The code is part of no audit line and of no answer, and
    is kept as a digest only. Errors: Problem, all faults at once.
    """
    given = Given({"username": username})
    name, plain = given.text("username", KEY, needed=True), _plain(code)
    if not _FORM.fullmatch(plain):
        given.fault("account.code_form")
    end, digest = until.astimezone(UTC).isoformat(), _digest(plain)
    order = order_of(
        "give_sign_in_code",
        "account.create",
        actor=actor,
        request=request,
        now=now,
        given=given,
        content={"username": name, "until": end, "code": digest},
    )

    def ready(view: View) -> Account:
        view.require([root_of(view.tree, view.today)])
        refuse(given.faults)
        account = _account(view, name)
        if not account.is_active:
            raise Problem("account.inactive", username=name)
        return account

    def post(session: Session, account: Account) -> Mapping[str, Any]:
        accounts.set_code(session, HeldCode(account.person, digest, end))
        return {"person": account.person, "until": end}

    return carry_out(
        order,
        ready=ready,
        post=post,
        answer=lambda view: CodeGiven(_account(view, name).person, name, end, view.event),
    )


def _account(view: View, username: str) -> Account:
    account = accounts.find_account(view.cursor, username)
    if account is None:
        raise Problem("account.unknown", username=username)
    return account


def choose_password(*, username: str, code: str, password: str, now: datetime) -> None:
    """Put a password of the person's own choice in place of whatever there was; the code is used up by it.

    `now` is the machine's own moment. Beside the ledger, like every change of one's own password, and noted in the
    log of looks. What is wrong with the code is never told, nor whether there is such an account.
    Errors: Problem `account.password`, `account.code`.
    """
    if not LEAST <= len(password) <= MOST:
        raise Problem("account.password", least=LEAST, most=MOST)
    held = _held(username.strip().lower())
    same = hmac.compare_digest(_digest(_plain(code)), held.digest)
    if not same or now >= datetime.fromisoformat(held.until):
        raise Problem("account.code")
    password_hash = accounts.hash_password(password)
    with write() as cursor:
        if not accounts.drop_code(cursor, held.person, held.digest):
            raise Problem("account.code")  # somebody was quicker
        accounts.set_password(cursor, held.person, password_hash)
        add_sight(now=now, person=held.person, what="security password by code")


_NOBODY = HeldCode("", "0" * 64, datetime.min.replace(tzinfo=UTC).isoformat())
"""Stands for the code of an account that has none or is not there, so that both are compared alike."""


def _held(username: str) -> HeldCode:
    known = len(username) <= KEY and printable(username)
    with snapshot() as cursor:
        return accounts.find_code(cursor, username if known else "") or _NOBODY


def _plain(code: str) -> str:
    """A code as it was meant: without hyphens, letters that look alike taken for the one there is."""
    return code[:200].upper().translate(_ALIKE)


def _digest(plain: str) -> str:
    """What is kept of a code: it is random and long, so that nobody finds it by trying."""
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()
