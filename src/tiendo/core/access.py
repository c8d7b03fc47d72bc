"""Who may do what, where and when: roles are data, permissions are `noun.verb`, and everyone who may not, cannot."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.orgunit import OrgTree, UnitId

register("access.denied", ProblemKind.FORBIDDEN, "You may not do this here ({permission} at {name}).")


class Reach(StrEnum):
    """How far a permission goes from the unit of the grant. VN: phạm vi."""

    OWN = "own"
    CHILDREN = "children"
    SUBTREE = "subtree"
    ROOT = "root"


@dataclass(frozen=True)
class Permission:
    """One thing that can be permitted: how far it reaches, and what it is in words. VN: quyền."""

    reach: Reach
    text: str


def _permissions(reach: Reach, **texts: str) -> dict[str, Permission]:
    """Permissions of one reach; `noun__verb` stands for `noun.verb`."""
    return {name.replace("__", "."): Permission(reach, text) for name, text in texts.items()}


PERMISSIONS: Mapping[str, Permission] = MappingProxyType(
    {
        **_permissions(
            Reach.OWN,
            record__add="Write work down, as drafts.",
            record__correct="Draft a correction of a record.",
            record__withdraw="Draft the withdrawal of a record.",
            record__attach="Add proof to a record, now or later.",
            month__set_figure="Type a month's figures as a whole.",
            month__nil="Declare that nothing happened in a month.",
            month__send="Send a month's drafts to the unit above.",
            person__name="Name a person who took part.",
            period__freeze="Keep a period's report word for word, as it is known now.",
            plan__adopt="Take a plan over for the unit, or a new text of it.",
            plan__set="Answer what a plan's words leave open.",
            element__define="Define what is counted (asked for at the root).",
            calendar__set="Set the cut-off day of reporting months (asked for at the root).",
            organisation__set="Set levels, operating day and the like (asked for at the root).",
        ),
        **_permissions(
            Reach.CHILDREN,
            month__accept="See what accepting a month accepts, and accept it.",
            month__return="Return a month that was sent, saying why.",
            month__reopen="Reopen an accepted month, saying why.",
            month__excuse="Excuse a month from reporting, or ask for it again, saying why.",
        ),
        **_permissions(
            Reach.ROOT,
            month__accept_root="Accept, return, reopen and excuse the months of the highest unit.",
        ),
        **_permissions(
            Reach.SUBTREE,
            opening__post="Enter the total of a time before the installation, with its paper.",
            allocation__set="Hand a target's number down to a unit, with the paper that decided it.",
            figures__read="See progress, the units below, and who has reported.",
            records__read="See records, their versions and their proof.",
            persons__read="See the names of persons who took part; every look is noted.",
            person__merge="Declare two persons to be one.",
            person__erase="Erase a person's name.",
            unit__open="Open a unit below.",
            unit__rename="Rename a unit or give it another code.",
            unit__move="Put a unit under another one.",
            unit__merge="Close units into one.",
            unit__split="Close a unit into several.",
            unit__close="Close a unit without successor.",
            account__create="Make an account (asked for at the root).",
            role__grant="Give an account a role at a unit.",
            role__end="End a role given.",
            audit__read="See who did what, line by line.",
            ledger__verify="Prove the ledger (asked for at the root).",
            ledger__export="Take facts and entries out, so that others can recompute.",
        ),
    }
)
"""Every permission there is."""


@dataclass(frozen=True)
class RoleKind:
    """A role in words, with what it permits. VN: vai trò. Errors: KeyError for an unknown permission (a bug)."""

    name: str
    description: str
    permissions: frozenset[str]

    def __post_init__(self) -> None:
        if unknown := self.permissions - PERMISSIONS.keys():
            raise KeyError(f"unknown permissions {sorted(unknown)}")


class Role(StrEnum):
    """The roles of the example set; an installation may bring its own. VN: vai trò."""

    REPORTER = "reporter"
    SENDER = "sender"
    REVIEWER = "reviewer"
    COORDINATOR = "coordinator"
    LEADER = "leader"
    PLANNER = "planner"
    INSPECTOR = "inspector"
    STEWARD = "steward"


def _role(name: str, description: str, permissions: str) -> RoleKind:
    return RoleKind(name, description, frozenset(permissions.split()))


_READS = "figures.read records.read "
_TYPES = (
    "record.add record.correct record.withdraw record.attach month.set_figure month.nil person.name " + _READS
)
_UNITS = "unit.open unit.rename unit.move unit.merge unit.split unit.close "

ROLES: Mapping[str, RoleKind] = MappingProxyType(
    {
        Role.REPORTER: _role(
            "Người nhập", "Writes down the work of its unit and types its month figures.", _TYPES
        ),
        Role.SENDER: _role(
            "Người gửi", "Types as well, answers for its unit's months and sends them.", _TYPES + "month.send"
        ),
        Role.REVIEWER: _role(
            "Người duyệt",
            "Accepts, returns and reopens the months of the units directly below; at the top also its own.",
            _READS + "month.accept month.accept_root month.return month.reopen",
        ),
        Role.COORDINATOR: _role(
            "Người theo dõi",
            "Follows who has reported, excuses months, freezes periods and makes the reports.",
            _READS + "month.excuse period.freeze ledger.export",
        ),
        Role.LEADER: _role(
            "Lãnh đạo", "Looks at everything below and at who did what.", _READS + "audit.read"
        ),
        Role.PLANNER: _role(
            "Người lập kế hoạch",
            "Takes plans over, answers their open questions and hands targets down.",
            _READS + "plan.adopt plan.set allocation.set element.define calendar.set",
        ),
        Role.INSPECTOR: _role(
            "Kiểm tra",
            "Looks at everything below, named persons included, and proves the ledger.",
            _READS + "persons.read audit.read ledger.verify ledger.export",
        ),
        Role.STEWARD: _role(
            "Quản trị",
            "Keeps units, data elements, calendar, accounts, openings and persons in order; types no work.",
            _READS
            + _UNITS
            + "element.define calendar.set organisation.set account.create role.grant role.end opening.post "
            + "persons.read person.merge person.erase audit.read ledger.verify ledger.export",
        ),
    }
)
"""The roles where nobody brings others."""


@dataclass(frozen=True)
class Grant:
    """A role held at a unit, with everything below as its scope, in `[start, end)`. VN: phân quyền.

    With `areas` it holds for work of these areas of a plan only, so for nothing that spans areas, like sending a month.
    """

    role: str
    unit: UnitId
    areas: Collection[str] = ()
    start: date = date.min
    end: date | None = None

    def holds(self, day: date, area: str | None = None) -> bool:
        """Whether the grant is in force on a day, for an area or (None) for what spans areas."""
        timely = self.start <= day and (self.end is None or day < self.end)
        return timely and (not self.areas or area in self.areas)


@dataclass(frozen=True)
class Actor:
    """A person with the roles it holds; `person` is a random id. VN: người dùng."""

    person: str
    grants: tuple[Grant, ...] = ()
    name: str = field(default="", compare=False)

    @cached_property
    def grants_at(self) -> Mapping[UnitId, tuple[Grant, ...]]:
        """The grants by unit: somebody may hold hundreds."""
        found: dict[UnitId, tuple[Grant, ...]] = {}
        for grant in self.grants:
            found[grant.unit] = (*found.get(grant.unit, ()), grant)
        return found


SYSTEM = Actor("system", name="Tiến Độ")
"""Acts before there is anybody to act: sets an installation up. It may do everything."""


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
    """Whether an actor may do something at a unit on a day; a grant of a role not among `roles` gives nothing.

    Errors: KeyError for an unknown permission (a bug).
    """
    reach = PERMISSIONS[permission].reach
    if actor == SYSTEM:
        return True
    if not actor.grants:
        return False
    return any(
        grant.holds(day, area) and grant.role in roles and permission in roles[grant.role].permissions
        for holder in _reaching(reach, unit, tree, day)
        for grant in actor.grants_at.get(holder, ())
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
        raise Problem("access.denied", permission=permission, unit=unit, name=name)


def _reaching(reach: Reach, unit: UnitId, tree: OrgTree, day: date) -> frozenset[UnitId]:
    """The units at which a grant reaches this unit on a day."""
    if reach is Reach.SUBTREE:
        return _at_or_above(unit, tree, day)
    if reach is Reach.ROOT:
        return frozenset({unit} if is_root(unit, tree, day) else ())
    holder = acting_unit(unit, tree, day) if reach is Reach.OWN else accepting_unit(unit, tree, day)
    return frozenset(() if holder is None else {holder})


def is_root(unit: UnitId, tree: OrgTree, day: date) -> bool:
    """Whether the unit is open on a day with nobody above it, so that it accepts its own months."""
    return tree.is_open(unit, day) and tree.parent(unit, day) is None


def acting_unit(unit: UnitId, tree: OrgTree, day: date) -> UnitId | None:
    """Whose people type and send for a unit on a day: its own, until it closes; from that day its superior's.

    A unit not open yet is prepared by its own people. None when nobody is left.
    """
    closed = _closed(unit, tree, day)
    if closed is None:
        return unit
    parent = tree.stretches(unit)[-1].parent
    return tree.as_is(unit if parent is None else parent, closed - timedelta(days=1), at=day)


def accepting_unit(unit: UnitId, tree: OrgTree, day: date) -> UnitId | None:
    """Whose people accept, return, reopen and excuse a unit's months: the parent's; once closed its superior's.

    None at a root, which has `month.accept_root`, and before the unit opens.
    """
    closed = _closed(unit, tree, day)
    return tree.parent(unit, day) if closed is None else acting_unit(unit, tree, day)


def _closed(unit: UnitId, tree: OrgTree, day: date) -> date | None:
    """The day from which the unit is closed, where that has come."""
    end = tree.life(unit)[1] if tree.stretches(unit) else None
    return end if end is not None and end <= day else None


def _at_or_above(unit: UnitId, tree: OrgTree, day: date) -> frozenset[UnitId]:
    """The unit and all that stand above it on a day.

    Above a closed unit are its superior and what stands for it; above one not open yet, those it will open under.
    """
    closed = _closed(unit, tree, day)
    if closed is not None:
        standing = (acting_unit(unit, tree, day), tree.as_is(unit, closed - timedelta(days=1), at=day))
        return frozenset({unit}.union(*(tree.path(other, day) for other in standing if other is not None)))
    path = tree.path(unit, day)
    if not path and tree.stretches(unit):
        path = tree.path(unit, tree.life(unit)[0])
    return frozenset({unit, *path})
