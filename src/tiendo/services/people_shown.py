"""Who is named in a record, for its own unit's people and for those who may; every look leaves a trace."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from tiendo.core.access import SYSTEM, Actor, may
from tiendo.core.errors import Problem
from tiendo.core.submission import Version
from tiendo.services.drafts import sees_drafts
from tiendo.services.questions import Question, question
from tiendo.storage import persons, records


@dataclass(frozen=True)
class PersonShown:
    """A named person; `name` is empty where it has been erased."""

    person: str
    name: str
    birth: date | None
    digits: str


@dataclass(frozen=True)
class PeopleShown:
    """Those named in a record's newest version as the asker knows it, by data element's key.

    `may` says whether the asker may see them at all; they are there only where they were looked at. `names` are those
    of the data elements.
    """

    may: bool
    people: dict[str, tuple[PersonShown, ...]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)


def people_of(*, actor: Actor, record: str, now: datetime, asked_for: bool = False) -> PeopleShown:
    """Who is named in a record. Its unit's people see it at once, others with the right only when they ask for it.

    Whoever sees names is noted with the record, once a look. Errors: Problem `record.unknown`.
    """
    with question(actor=actor, known=None, now=now) as asked:
        version = _newest(asked, record)
        own = _may(asked, "person.name", version)
        allowed = own or _may(asked, "persons.read", version)
        if not version.participants or not (own or (allowed and asked_for)):
            return PeopleShown(allowed)
        people = _people(asked, version)
        names = {key: asked.catalogue.elements[key].name for key in people}
    if actor != SYSTEM:
        persons.add_sight(now=now, person=actor.person, what=f"persons record {record}")
    return PeopleShown(True, people, names)


def _newest(asked: Question, record: str) -> Version:
    found = records.find_records(asked.cursor, [record]).get(record)
    number = 0 if found is None else found.newest if sees_drafts(asked, found.unit) else found.reported
    if found is None or not number:
        raise Problem("record.unknown", record=record)
    return records.versions_of(asked.cursor, [(found.id, number)], keys=asked.catalogue.keys)[0]


def _may(asked: Question, permission: str, version: Version) -> bool:
    tree, day = asked.now_tree, asked.today
    return may(asked.actor, permission, version.unit, tree=tree, day=day, area=version.area or None)


def _people(asked: Question, version: Version) -> dict[str, tuple[PersonShown, ...]]:
    """In the order of names; who was declared to be another one is shown under that one's name if its own is gone."""
    merges = persons.read_merges(asked.cursor)
    ids = {seat.person for seat in version.participants}
    names = persons.read_names(asked.cursor, sorted(ids | {merges.get(one, one) for one in ids}))
    order = {person: number for number, person in enumerate(names)}
    found: dict[str, list[PersonShown]] = {}
    for seat in version.participants:
        named = names.get(seat.person) or names.get(merges.get(seat.person, ""))
        shown = (named.name, named.birth, named.digits) if named else ("", None, "")
        found.setdefault(seat.element, []).append(PersonShown(seat.person, *shown))
    last = len(order)
    return {
        element: tuple(sorted(some, key=lambda one: (order.get(one.person, last), one.person)))
        for element, some in found.items()
    }
