"""Who sees what has not been sent: the unit's own people, nobody above."""

from __future__ import annotations

from tiendo.core.access import ROLES, SYSTEM, acting_unit
from tiendo.core.orgunit import UnitId
from tiendo.services.questions import Question


def sees_drafts(asked: Question, unit: UnitId) -> bool:
    """Whether the actor has a role at the unit, or at the one that acts for it; one bound to some areas is enough."""
    if asked.actor == SYSTEM:
        return True
    holder = acting_unit(unit, asked.now_tree, asked.today)
    held = () if holder is None else asked.actor.grants_at.get(holder, ())
    return any(
        grant.role in ROLES and grant.start <= asked.today and (grant.end is None or asked.today < grant.end)
        for grant in held
    )
