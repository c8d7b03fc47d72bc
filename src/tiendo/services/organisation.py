"""The very first event: an organisation with its levels, its highest unit, and one account that may do the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from tiendo.core import orgunit
from tiendo.core.access import SYSTEM
from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.orgunit import Level, UnitId
from tiendo.services.accounts import NewAccount, read_account, store_account
from tiendo.services.given import KEY, NAME, TITLE, Given, refuse
from tiendo.services.writing import View, carry_out, order_of
from tiendo.storage import accounts, catalogue, tree
from tiendo.storage.accounts import StoredGrant
from tiendo.storage.ledger import Session, read_head

register(
    "organisation.founded",
    ProblemKind.CONFLICT,
    "There is an organisation here already; another one needs another home.",
)

_STEWARD = "steward"


@dataclass(frozen=True)
class Founded:
    """What there is to begin with: the highest unit, and the person of the first account."""

    unit: UnitId
    person: str
    username: str
    event: int


def found_organisation(
    *,
    levels: Sequence[Mapping[str, Any]],
    root: Mapping[str, Any],
    day: date | str,
    name: str,
    account: Mapping[str, Any],
    request: str,
    now: datetime,
) -> Founded:
    """Found an organisation in an empty ledger; the one verb nobody needs a right for.

    `levels`: mappings of key, rank (0 at the top), name. `root`: code, name, level of the highest unit, open from
    `day`. `account`: username, name, password (none: nobody can log in) of its steward. Errors: Problem.
    """
    given = Given({"levels": levels, "root": root, "day": day, "name": name, "account": account})
    founding = _read(given, request)
    order = order_of(
        "found_organisation",
        "organisation.set",
        actor=SYSTEM,
        request=request,
        now=now,
        given=given,
        content=founding.content(),
    )

    def ready(view: View) -> None:
        view.require([])  # there is nobody yet who could be asked for a right
        refuse(given.faults)
        if read_head(view.cursor).seq:
            raise Problem("organisation.founded")

    def post(session: Session, _: None) -> Mapping[str, Any]:
        return _found(session, founding, grant=uuid5(UUID(order.request), "grant").hex, today=order.today)

    def answer(view: View) -> Founded:
        steward = founding.steward
        return Founded(view.tree.units()[0], steward.person, steward.username, view.event)

    return carry_out(order, ready=ready, post=post, answer=answer)


@dataclass(frozen=True)
class _Founding:
    """An organisation as given, cleaned."""

    levels: tuple[Level, ...]
    root: Mapping[str, Any]
    day: date | None
    name: str
    steward: NewAccount

    def content(self) -> dict[str, Any]:
        """What tells the same request again; neither the steward's name nor password."""
        levels = [[level.key, level.rank, level.name] for level in self.levels]
        username = self.steward.username
        return {"levels": levels, "root": self.root, "day": self.day, "name": self.name, "username": username}


def _read(given: Given, request: str) -> _Founding:
    top, first = given.part(given.data["root"], "root"), given.part(given.data["account"], "account")
    root = {"code": top.text("code", KEY, needed=True), "name": top.text("name", NAME, needed=True)}
    root["level"] = top.text("level", KEY, needed=True)
    levels, day, name = read_levels(given), given.day("day"), given.text("name", TITLE, needed=True)
    top.no_more()
    made_for = Given({"request": request}, faults=given.faults).uuid("request")
    steward = read_account(first, made_for)
    first.no_more()
    return _Founding(tuple(levels), root, day, name, steward)


def _found(session: Session, founding: _Founding, *, grant: str, today: date) -> dict[str, Any]:
    assert founding.day is not None
    unit, person = session.new_unit(), founding.steward.person
    tree.define_levels(session, founding.levels)
    tree.change_units(session, orgunit.open_unit(unit, founding.day, parent=None, **founding.root))
    catalogue.set_organisation(session, "name", founding.name)
    store_account(session, founding.steward)
    since = min(founding.day, today)
    accounts.grant_role(session, StoredGrant(grant, person, _STEWARD, unit, (), since, None))
    return {"unit": unit, "person": person, "name": founding.name}


def read_levels(given: Given) -> list[Level]:
    """Levels of an organisation from `levels`, mappings of key, rank and name."""
    found: list[Level] = []
    for one in given.parts("levels", 50, needed=True):
        key, rank, name = (
            one.text("key", KEY, needed=True),
            one.whole("rank", most=100),
            one.text("name", NAME),
        )
        one.no_more()
        if key in {level.key for level in found}:
            one.fault("input.twice", field="key", value=key)
        found.append(Level(key, rank or 0, name or key))
    return found
