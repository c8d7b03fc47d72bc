"""Who may do what, where and when: roles are data, permissions are `noun.verb`, and everyone who may not, cannot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.orgunit import OrgTree, UnitId

register("access.denied", ProblemKind.FORBIDDEN, "You may not do this here ({permission} at {unit}).")


class Reach(StrEnum):
    """How far a permission goes from the unit of the grant. VN: phạm vi."""

    OWN = "own"
    CHILDREN = "children"
    SUBTREE = "subtree"


PERMISSIONS: Mapping[str, Reach] = {
    "unit.open": Reach.SUBTREE,
    "unit.rename": Reach.SUBTREE,
    "unit.move": Reach.SUBTREE,
    "unit.merge": Reach.SUBTREE,
    "unit.split": Reach.SUBTREE,
    "unit.close": Reach.SUBTREE,
    "element.define": Reach.OWN,
    "calendar.set": Reach.OWN,
    "organisation.set": Reach.OWN,
    "plan.adopt": Reach.OWN,
    "plan.set": Reach.OWN,
    "allocation.set": Reach.SUBTREE,
    "account.create": Reach.SUBTREE,
    "role.grant": Reach.SUBTREE,
    "role.end": Reach.SUBTREE,
    "record.add": Reach.OWN,
    "record.correct": Reach.OWN,
    "record.withdraw": Reach.OWN,
    "record.attach": Reach.OWN,
    "month.set_figure": Reach.OWN,
    "month.nil": Reach.OWN,
    "month.send": Reach.OWN,
    "month.accept": Reach.CHILDREN,
    "month.accept_root": Reach.OWN,
    "month.return": Reach.CHILDREN,
    "month.reopen": Reach.CHILDREN,
    "month.excuse": Reach.CHILDREN,
    "opening.post": Reach.SUBTREE,
    "person.name": Reach.OWN,
    "person.merge": Reach.SUBTREE,
    "person.erase": Reach.SUBTREE,
    "period.freeze": Reach.OWN,
    "figures.read": Reach.SUBTREE,
    "records.read": Reach.SUBTREE,
    "persons.read": Reach.SUBTREE,
    "audit.read": Reach.SUBTREE,
    "ledger.verify": Reach.SUBTREE,
    "ledger.export": Reach.SUBTREE,
}
"""Every permission with its reach. What is the organisation's as a whole is asked for at the root as `own`."""

PASSES_UP = frozenset({"record", "month"})
"""Nouns whose right passes to the superior of a closed unit."""


class Role(StrEnum):
    """The roles of the example set; an installation may add its own. VN: vai trò."""

    REPORTER = "reporter"
    SENDER = "sender"
    REVIEWER = "reviewer"
    COORDINATOR = "coordinator"
    LEADER = "leader"
    PLANNER = "planner"
    INSPECTOR = "inspector"
    STEWARD = "steward"


@dataclass(frozen=True)
class RoleKind:
    """A role in words, with what it permits. VN: vai trò."""

    name: str
    description: str
    permissions: frozenset[str]


_READS = ("figures.read", "records.read")
_TYPES = ("record.add", "record.correct", "record.withdraw", "record.attach", "month.set_figure", "month.nil")
_UNITS = tuple(name for name in PERMISSIONS if name.startswith("unit."))


def _role(name: str, description: str, *permissions: str) -> RoleKind:
    unknown = set(permissions) - PERMISSIONS.keys()
    if unknown:
        raise KeyError(f"unknown permissions {sorted(unknown)}")
    return RoleKind(name, description, frozenset(permissions))


ROLES: Mapping[str, RoleKind] = {
    Role.REPORTER: _role(
        "Người nhập", "Writes down the work of its unit and types its month figures.", *_READS, *_TYPES, "person.name"
    ),
    Role.SENDER: _role(
        "Người gửi", "Answers for its unit's months and sends them.", *_READS, *_TYPES, "person.name", "month.send"
    ),
    Role.REVIEWER: _role(
        "Người duyệt",
        "Accepts, returns and reopens the months of the units directly below; at the top also its own.",
        *_READS,
        "month.accept",
        "month.accept_root",
        "month.return",
        "month.reopen",
    ),
    Role.COORDINATOR: _role(
        "Người theo dõi",
        "Follows who has reported, excuses months and freezes periods.",
        *_READS,
        "month.excuse",
        "period.freeze",
        "ledger.export",
    ),
    Role.LEADER: _role("Lãnh đạo", "Reads everything below and the audit trail.", *_READS, "audit.read"),
    Role.PLANNER: _role(
        "Người lập kế hoạch",
        "Adopts plans, answers their open questions and hands targets down.",
        *_READS,
        "plan.adopt",
        "plan.set",
        "allocation.set",
        "element.define",
        "calendar.set",
    ),
    Role.INSPECTOR: _role(
        "Kiểm tra",
        "Reads everything below, named persons included, and proves the ledger.",
        *_READS,
        "persons.read",
        "audit.read",
        "ledger.verify",
        "ledger.export",
    ),
    Role.STEWARD: _role(
        "Quản trị",
        "Keeps the tree of units, data elements, calendar, accounts, openings and persons.",
        *_READS,
        *_UNITS,
        "element.define",
        "calendar.set",
        "organisation.set",
        "account.create",
        "role.grant",
        "role.end",
        "opening.post",
        "person.merge",
        "person.erase",
        "audit.read",
        "ledger.verify",
        "ledger.export",
    ),
}


@dataclass(frozen=True)
class Grant:
    """A role held at a unit, with everything below as its scope, in [start, end). `areas` empty: all areas."""

    role: Role | str
    unit: UnitId
    areas: tuple[str, ...] = ()
    start: date = date.min
    end: date | None = None

    def holds(self, day: date, area: str | None = None) -> bool:
        """Whether the grant is in force on a day, for an area if one is asked."""
        timely = self.start <= day and (self.end is None or day < self.end)
        return timely and (area is None or not self.areas or area in self.areas)


@dataclass(frozen=True)
class Actor:
    """A person with the roles it holds. `person` is a random id, never a name."""

    person: str
    grants: tuple[Grant, ...] = ()


SYSTEM = Actor("system")
"""Acts before there is anybody to act: sets an installation up."""


def may(
    actor: Actor,
    permission: str,
    unit: UnitId,
    *,
    tree: OrgTree,
    day: date,
    area: str | None = None,
    roles: Mapping[str, RoleKind] = ROLES,
) -> bool:
    """Whether an actor may do something at a unit on a day. Errors: KeyError for an unknown permission (a bug)."""
    reach = PERMISSIONS[permission]
    if actor == SYSTEM:
        return True
    return any(
        grant.holds(day, area)
        and grant.role in roles
        and permission in roles[grant.role].permissions
        and _reaches(grant.unit, unit, reach, tree=tree, day=day, passes=permission.partition(".")[0] in PASSES_UP)
        for grant in actor.grants
    )


def require(
    actor: Actor,
    permission: str,
    unit: UnitId,
    *,
    tree: OrgTree,
    day: date,
    area: str | None = None,
    roles: Mapping[str, RoleKind] = ROLES,
) -> None:
    """Refuse what `may` does not allow. Errors: Problem `access.denied`."""
    if not may(actor, permission, unit, tree=tree, day=day, area=area, roles=roles):
        stretches = tree.stretches(unit)
        name = stretches[-1].name if stretches else str(unit)
        raise Problem("access.denied", permission=permission, unit=name)


def _reaches(
    holder: UnitId, unit: UnitId, reach: Reach, *, tree: OrgTree, day: date, passes: bool
) -> bool:
    stands = stand_in(unit, tree, day) if passes else unit
    if reach is Reach.OWN:
        return holder == stands
    if reach is Reach.SUBTREE:
        return holder in _path(stands if stands is not None else unit, tree, day)
    return holder == _superior(unit, tree, day)


def stand_in(unit: UnitId, tree: OrgTree, day: date) -> UnitId | None:
    """Who acts for a unit on a day: itself while open; once closed its last parent, or what stands for that one."""
    if tree.is_open(unit, day) or not tree.stretches(unit):
        return unit
    end = tree.life(unit)[1]
    if end is None or end > day:
        return unit  # not open yet: its own people may prepare
    parent = tree.stretches(unit)[-1].parent
    return None if parent is None else tree.as_is(parent, end - timedelta(days=1), at=day)


def _superior(unit: UnitId, tree: OrgTree, day: date) -> UnitId | None:
    if tree.is_open(unit, day):
        return tree.parent(unit, day)
    stands = stand_in(unit, tree, day)
    return None if stands == unit else stands


def _path(unit: UnitId, tree: OrgTree, day: date) -> tuple[UnitId, ...]:
    """The units at or above a unit on a day, or on the last day of its life."""
    path = tree.path(unit, day)
    stretches = tree.stretches(unit)
    if path or not stretches:
        return path
    start, end = tree.life(unit)
    return tree.path(unit, start if end is None or day < start else end - timedelta(days=1))

