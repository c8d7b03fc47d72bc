"""What the numbers of a table are handed down on: the plan a reading became or would become, its targets, the units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from tiendo.core.errors import Problem
from tiendo.core.orgunit import OrgTree, UnitId
from tiendo.core.period import Calendar, read_day
from tiendo.core.plan import Plan
from tiendo.core.plan_document import effective
from tiendo.reading.named_targets import TargetNames
from tiendo.reading.named_units import UnitKnown, UnitNames
from tiendo.services.gate import ranks_of
from tiendo.services.plan_reading_made import document_made, review_of
from tiendo.services.plan_reading_state import Held
from tiendo.services.plans import options_in_force
from tiendo.services.questions import Question
from tiendo.services.writing import View
from tiendo.storage import catalogue as decisions
from tiendo.storage.rules import Catalogue

Looked = View | Question


@dataclass(frozen=True)
class Ground:
    """A plan with its units on a day: `plan` is None while what was read is none yet, `adopted` whether it stands.

    `names` are targets by key, `given` what was handed down by target, unit and year (smallest units).
    """

    reading: Held
    catalogue: Catalogue
    document: Mapping[str, Any]
    plan: Plan | None
    adopted: bool
    day: date
    given: Mapping[tuple[str, UnitId, int], int | None]

    @property
    def owner(self) -> UnitId:
        """The unit whose plan it is."""
        return self.reading.kept.unit

    @property
    def tree(self) -> OrgTree:
        """The tree of units."""
        return self.catalogue.tree

    @property
    def calendar(self) -> Calendar:
        """The organisation's reporting months."""
        return self.catalogue.calendar

    @property
    def key(self) -> str:
        """The plan's key."""
        return str(self.document.get("plan", {}).get("key", ""))

    @cached_property
    def names(self) -> dict[str, str]:
        """The plan's targets by key."""
        return {str(one["key"]): str(one["name"]) for one in self.document.get("targets") or ()}

    @cached_property
    def targets(self) -> TargetNames:
        """The plan's targets by everything they are called: in the plan, in the paper, and by rows merged into them."""
        read = self.reading.read
        measures = {one.id: one.measure for one in read.understood.targets}
        called = list(self.names.items())
        for row in self.reading.of("target"):
            into = self.reading.rows.get(str(row.decision.get("into") or ""), row)
            kept = into.proposal or row.proposal
            if (
                row.piece is not None
                and row.proposal is not None
                and kept is not None
                and kept.key in self.names
            ):
                said = (measures[row.piece.id], *([row.proposal.name] if into is not row else []))
                called += [(kept.key, one) for one in said]
        return TargetNames(called)

    @cached_property
    def units(self) -> UnitNames:
        """The units below whose plan it is, by their names on the day."""
        levels = {level.key: level.name for level in self.tree.levels}
        found = []
        for unit in self.tree.subtree(self.owner, self.day):
            stretch = self.tree.stretch_at(unit, self.day)
            if stretch is not None and unit != self.owner:
                level = levels.get(stretch.level, "")
                near = stretch.parent == self.owner
                found.append(UnitKnown(unit, stretch.code, stretch.name, level, near=near))
        return UnitNames(found)


def ground_of(asked: Looked, reading: Held) -> Ground:
    """The ground the tables of a reading stand on. Errors: Problem."""
    catalogue, key = asked.catalogue, reading.kept.plan or ""
    ranks = ranks_of(catalogue.tree)
    held: dict[tuple[str, UnitId, int], int | None] = {}
    plan: Plan | None
    if key:
        document: Mapping[str, Any] = decisions.read_plans(asked.cursor)[key]
        plan = effective(document, options_in_force(asked.cursor, key, as_of=asked.today), ranks=ranks)
        told = sorted(decisions.read_allocations(asked.cursor, key), key=lambda one: (one.day, one.seq))
        held = {(one.target, one.unit, one.year): one.amount for one in told}
    else:
        review = review_of(reading, catalogue, rest="as_read", person=asked.actor.person)
        document = document_made(reading, review, catalogue)
        plan = _plan(document, ranks)
    day = _day(document, catalogue.tree, reading.kept.unit, asked.today)
    return Ground(reading, catalogue, document, plan, bool(key), day, held)


def _plan(document: Mapping[str, Any], ranks: Mapping[str, int]) -> Plan | None:
    """The plan a document would be with its questions at their defaults; None while it is none."""
    try:
        return effective(document, {}, ranks=ranks)
    except Problem:
        return None


def _day(document: Mapping[str, Any], tree: OrgTree, owner: UnitId, today: date) -> date:
    """The day on which units are looked for by name: the paper's own, as long as there were units below then."""
    try:
        day = min(read_day(str(document.get("plan", {}).get("day") or "")), today)
    except Problem:
        return today
    try:
        return day if tree.is_open(owner, day) and tree.children(owner, day) else today
    except Problem:
        return today
