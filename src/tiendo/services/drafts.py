"""Who sees what has not been sent: the unit's own people, nobody above."""

from __future__ import annotations

from datetime import date

from tiendo.core.access import ROLES, SYSTEM, Actor, acting_unit, may
from tiendo.core.orgunit import OrgTree, UnitId
from tiendo.services.questions import Question


def sees_drafts(asked: Question, unit: UnitId) -> bool:
    """Whether the actor has a role at the unit, or at the one that acts for it; one bound to some areas is enough."""
    return is_own(asked.actor, unit, tree=asked.now_tree, day=asked.today)


def is_own(actor: Actor, unit: UnitId, *, tree: OrgTree, day: date) -> bool:
    """Whether somebody is of the unit's own people on a day, as `sees_drafts` asks it."""
    if actor == SYSTEM:
        return True
    holder = acting_unit(unit, tree, day)
    held = () if holder is None else actor.grants_at.get(holder, ())
    return any(
        grant.role in ROLES and grant.start <= day and (grant.end is None or day < grant.end)
        for grant in held
    )


def sees_proof(actor: Actor, unit: UnitId, reported: int, *, tree: OrgTree, day: date) -> bool:
    """Whether somebody may see the proof of a unit's record: those above not before it has been sent."""
    if not may(actor, "records.read", unit, tree=tree, day=day):
        return False
    return bool(reported) or is_own(actor, unit, tree=tree, day=day)
