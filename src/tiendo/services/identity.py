"""Who is asking, as core knows it: a person with the grants that stand in the ledger now, not those of an hour ago."""

from __future__ import annotations

from django.db.backends.utils import CursorWrapper

from tiendo.core.access import SYSTEM, Actor, Grant
from tiendo.storage import accounts


def actor_of_person(cursor: CursorWrapper, person: str) -> Actor:
    """A person with all grants, ended ones too: they say themselves on which days they hold."""
    return Actor(
        person,
        tuple(
            Grant(held.role, held.unit, areas=held.areas, start=held.from_day, end=held.to_day)
            for held in accounts.read_grants(cursor, person=person)
        ),
    )


def current(cursor: CursorWrapper, actor: Actor) -> Actor:
    """The same person with the grants of this moment; what the caller holds may be out of date."""
    return actor if actor == SYSTEM else actor_of_person(cursor, actor.person)
