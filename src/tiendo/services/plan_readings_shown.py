"""Questions about plans being read: which there are, how one stands row by row, what adopting it would take over."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tiendo.core.access import SYSTEM, Actor, may
from tiendo.core.errors import Problem
from tiendo.core.indicator import DataElement
from tiendo.core.orgunit import OrgTree, UnitId
from tiendo.services.plan_reading_made import document_made, faults_of, review_of
from tiendo.services.plan_reading_state import Held, found, held
from tiendo.services.plans import PLAN_UNIT
from tiendo.services.questions import Question, question
from tiendo.storage import accounts, files, plan_readings

ADOPT = "plan.adopt"
MOST = 100
"""Most readings listed."""


@dataclass(frozen=True)
class ReadingLine:
    """One reading in the list; `plan` is None while it goes on, empty once it was put aside."""

    number: int
    name: str
    unit: str
    by: str
    at: str
    rows: int
    plan: str | None
    ended_by: str


@dataclass(frozen=True)
class ReadingsShown:
    """The readings of the units somebody may adopt plans for, newest first, and those units (code and name)."""

    readings: tuple[ReadingLine, ...]
    units: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ReadingShown:
    """A reading as it stands, with what it would become if every undecided row were taken as read.

    `names` are data elements by key, the new ones included; `people` who decided, by person id.
    """

    held: Held
    unit: tuple[str, str]
    document: Mapping[str, Any]
    names: Mapping[str, str]
    units_of: Mapping[str, str]
    levels: Mapping[str, str]
    people: Mapping[str, str]
    elements: Mapping[str, DataElement]

    @property
    def over(self) -> bool:
        """Whether it was adopted or put aside."""
        return self.held.kept.plan is not None


@dataclass(frozen=True)
class AdoptionShown:
    """What adopting would take over, all faults at once, and whether there is a plan of that key already."""

    reading: ReadingShown
    document: Mapping[str, Any]
    faults: Sequence[Problem]
    exists: bool
    may_define: bool
    new_elements: Sequence[Mapping[str, Any]]


def readings_shown(*, actor: Actor, now: datetime) -> ReadingsShown:
    """The plans being read that the actor may adopt. Errors: Problem `access.denied` where there is no such unit."""
    with question(actor=actor, known=None, now=now) as asked:
        units = _units(asked)
        if not units:
            raise Problem("access.denied", permission=ADOPT, unit="", name="–")
        kept = plan_readings.readings_of(asked.cursor, units, limit=MOST)
        counts = plan_readings.decided_counts(asked.cursor, [one.number for one in kept])
        people = _people(asked, {one.person for one in kept} | {one.ended_by for one in kept})
        lines = [
            ReadingLine(
                one.number,
                one.name,
                _named(asked.tree, one.unit)[1],
                people.get(one.person, "–"),
                one.at,
                counts.get(one.number, 0),
                one.plan,
                people.get(one.ended_by, ""),
            )
            for one in kept
        ]
        return ReadingsShown(tuple(lines), tuple(_named(asked.tree, unit) for unit in units))


def _units(asked: Question) -> list[UnitId]:
    """The open units for which the actor may adopt, the highest first."""
    granted = {grant.unit for grant in asked.actor.grants}
    if asked.actor == SYSTEM:
        granted = set(asked.tree.units())
    able = [
        unit
        for unit in granted
        if asked.tree.is_open(unit, asked.today)
        and may(asked.actor, ADOPT, unit, tree=asked.now_tree, day=asked.today)
    ]
    return sorted(able, key=lambda unit: (len(asked.tree.path(unit, asked.today)), unit))


def _named(tree: OrgTree, unit: UnitId) -> tuple[str, str]:
    stretch = tree.stretches(unit)[-1]
    return stretch.code, stretch.name


def _people(asked: Question, persons: Collection[str]) -> dict[str, str]:
    known = accounts.read_accounts(asked.cursor, sorted(persons))
    return {SYSTEM.person: SYSTEM.name, **{person: one.name for person, one in known.items()}}


def reading_shown(*, actor: Actor, reading: int, now: datetime) -> ReadingShown:
    """A plan being read, for those who may adopt it. Errors: Problem `reading.unknown`, `access.denied`."""
    with question(actor=actor, known=None, now=now) as asked:
        return _shown(asked, reading)


def _shown(asked: Question, number: int) -> ReadingShown:
    asked.unit(found(asked.cursor, number).unit, asked.today, ADOPT)
    stands = held(asked.cursor, number)
    review = review_of(stands, asked.catalogue, rest="as_read", person=asked.actor.person)
    document = document_made(stands, review, asked.catalogue)
    elements = asked.catalogue.elements
    new = {one["key"]: one for one in document.get("elements", ()) if one["key"] not in elements}
    for proposal in stands.read.proposals.values():
        for need in proposal.needs:
            new.setdefault(need.new.key, {"name": need.new.name, "unit": need.new.unit})
    return ReadingShown(
        stands,
        _named(asked.tree, stands.kept.unit),
        document,
        {key: str(one["name"]) for key, one in new.items()}
        | {key: one.name for key, one in elements.items()},
        {key: str(one["unit"]) for key, one in new.items()}
        | {key: one.unit for key, one in elements.items()},
        {level.key: level.name for level in asked.tree.levels},
        _people(
            asked, {row.decided.person for row in stands.rows.values() if row.decided} | {stands.kept.person}
        ),
        elements,
    )


def adoption_shown(*, actor: Actor, reading: int, now: datetime, rest: str = "as_read") -> AdoptionShown:
    """What adopting a reading would take over. Errors: Problem."""
    with question(actor=actor, known=None, now=now) as asked:
        shown = _shown(asked, reading)
        review = review_of(shown.held, asked.catalogue, rest=rest, person=asked.actor.person)
        document = document_made(shown.held, review, asked.catalogue)
        key = str(document.get("plan", {}).get("key", ""))
        elements = asked.catalogue.elements
        new = [one for one in document.get("elements", ()) if one["key"] not in elements]
        exists = PLAN_UNIT + key in asked.decided.organisation
        defines = _may_define(asked)
        return AdoptionShown(shown, document, faults_of(document, asked.catalogue), exists, defines, new)


def _may_define(asked: Question) -> bool:
    """Whether the actor may define data elements, which are the whole organisation's."""
    roots = [unit for unit in asked.tree.units() if asked.tree.parent(unit, asked.today) is None]
    return any(
        may(asked.actor, "element.define", unit, tree=asked.now_tree, day=asked.today)
        for unit in roots
        if asked.tree.is_open(unit, asked.today)
    )


@dataclass(frozen=True)
class ReadingFile:
    """The file a reading was made of, as it was brought."""

    path: Path
    name: str


def reading_file(*, actor: Actor, reading: int, now: datetime) -> ReadingFile:
    """The file a reading was made of. Errors: Problem `reading.unknown`, `access.denied`, `file.missing`."""
    with question(actor=actor, known=None, now=now) as asked:
        kept = found(asked.cursor, reading)
        asked.unit(kept.unit, asked.today, ADOPT)
        return ReadingFile(files.file_path(kept.sha256), kept.name or "van-ban.txt")
