"""Who a signed-in person is: the roles held now, the unit that is home, and what may be done there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tiendo.core.access import PERMISSIONS, ROLES, Actor, Grant, may
from tiendo.core.orgunit import UnitId
from tiendo.services.gate import unit_at
from tiendo.services.questions import Question, asked_last, question


@dataclass(frozen=True)
class RoleHeld:
    """A role at a unit, in force today."""

    role: str
    unit: str
    unit_name: str


@dataclass(frozen=True)
class StandingShown:
    """A person as every page needs it; `home` is the code of the unit to begin with, empty without a role.

    `may` are the permissions at home, `accepts` says whether units directly below home are accepted by this person.
    """

    name: str
    roles: tuple[RoleHeld, ...]
    home: str
    home_name: str
    may: frozenset[str]
    accepts: bool


def standing_of(*, actor: Actor, now: datetime) -> StandingShown:
    """Who the actor is now. Two statements, none where this visit has asked something; nobody is refused."""
    last = asked_last(actor)
    if last is not None:
        return _standing(last, actor)
    with question(actor=actor, known=None, now=now) as asked:
        return _standing(asked, actor)


def _standing(asked: Question, actor: Actor) -> StandingShown:
    held = _held(asked)
    home = held[0].unit if held else None
    stretch = None if home is None else asked.tree.stretch_at(home, asked.today)
    return StandingShown(
        actor.name,
        tuple(_shown(asked, grant) for grant in held),
        "" if stretch is None else stretch.code,
        "" if stretch is None else stretch.name,
        frozenset() if home is None else frozenset(_permitted(asked, home)),
        home is not None and _accepts(asked, home),
    )


def permitted_at(*, actor: Actor, unit: int | str, now: datetime) -> frozenset[str]:
    """What the actor may do at a unit today. Errors: Problem for a unit that is not there."""
    with question(actor=actor, known=None, now=now) as asked:
        return frozenset(_permitted(asked, unit_at(asked.tree, unit, asked.today)))


def _held(asked: Question) -> list[Grant]:
    """Grants in force at open units: the highest units first, so that home is where most can be seen."""
    grants = [
        grant
        for grant in asked.actor.grants
        if grant.start <= asked.today
        and (grant.end is None or asked.today < grant.end)
        and asked.tree.is_open(grant.unit, asked.today)
    ]
    order = list(ROLES)
    return sorted(
        grants,
        key=lambda grant: (
            len(asked.tree.path(grant.unit, asked.today)),
            grant.unit,
            order.index(grant.role) if grant.role in order else len(order),
        ),
    )


def _shown(asked: Question, grant: Grant) -> RoleHeld:
    stretch = asked.tree.stretches(grant.unit)[-1]
    return RoleHeld(grant.role, stretch.code, stretch.name)


def _permitted(asked: Question, unit: UnitId) -> list[str]:
    return [
        permission
        for permission in PERMISSIONS
        if may(asked.actor, permission, unit, tree=asked.tree, day=asked.today)
    ]


def _accepts(asked: Question, home: UnitId) -> bool:
    below = asked.tree.children(home, asked.today)
    return any(
        may(asked.actor, "month.accept", child, tree=asked.tree, day=asked.today) for child in below[:1]
    ) or may(asked.actor, "month.accept_root", home, tree=asked.tree, day=asked.today)
