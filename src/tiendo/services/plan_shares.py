"""What the tables of a plan being read hand down: to whom, of which targets, for which years, and what is unclear.

Everything is told before anything is handed down; the handing itself is the verb `set_allocations`. VN: giao chỉ tiêu
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tiendo.core.access import Actor
from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.orgunit import UnitId
from tiendo.services.plan_reading_state import SHARES, Held, Row, SharesTable, found, held
from tiendo.services.plan_readings_shown import ADOPT
from tiendo.services.plan_shares_ground import Ground, ground_of
from tiendo.services.plan_shares_meant import MeasureMeant, ShareMeant, UnitNamed, meant
from tiendo.services.questions import Question, question

CONFLICT = ProblemKind.CONFLICT
register(
    "reading.not_adopted", CONFLICT, "The plan is not adopted yet; its numbers are handed down after that."
)
register("reading.shares_left", CONFLICT, "The table {table} is left out: nothing of it is handed down.")
register("reading.shares_none", CONFLICT, "Nothing of the table {table} can be handed down as it stands.")
register(
    "reading.shares_handed",
    CONFLICT,
    "The table {table} has numbers that are handed down: their unit, target and years stay, and so does the table. "
    "A number handed down changes by a paper of its own.",
)


@dataclass(frozen=True)
class TableShown:
    """A table with what it hands down; `faults` are all things that keep a number of it from being handed down."""

    row: Row
    units: tuple[UnitNamed, ...]
    measures: tuple[MeasureMeant, ...]
    shares: tuple[ShareMeant, ...]
    faults: tuple[Problem, ...]

    @property
    def ready(self) -> list[ShareMeant]:
        """What can be handed down."""
        return [one for one in self.shares if one.amounts]

    @property
    def waiting(self) -> list[ShareMeant]:
        """What can be handed down and has not been."""
        return [one for one in self.ready if not one.handed]

    @property
    def unclear(self) -> list[ShareMeant]:
        """What cannot be handed down, and nobody has left out."""
        return [one for one in self.shares if not one.amounts and not one.left_out]


@dataclass(frozen=True)
class SharesShown:
    """A reading's tables; `plan` is the adopted plan's key (empty before), `near` the units right below its own."""

    held: Held
    unit: tuple[str, str]
    title: str
    plan: str
    paper: str
    day: str
    tables: tuple[TableShown, ...]
    targets: tuple[tuple[str, str], ...]
    near: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ToHand:
    """What `set_allocations` takes: the plan's key and its rows; none where all has been handed down already."""

    plan: str
    rows: tuple[dict[str, Any], ...]


def shares_shown(*, actor: Actor, reading: int, now: datetime) -> SharesShown:
    """The numbers a plan being read hands down, table by table. Errors: Problem `reading.unknown`, `access.denied`."""
    with question(actor=actor, known=None, now=now) as asked:
        ground = _ground(asked, reading)
        plan, tree = ground.document.get("plan", {}), ground.tree
        own = tree.stretches(ground.owner)[-1]
        children = [tree.stretch_at(unit, ground.day) for unit in tree.children(ground.owner, ground.day)]
        near = sorted((one.name, one.code) for one in children if one is not None)
        return SharesShown(
            ground.reading,
            (own.code, own.name),
            str(plan.get("title") or ""),
            ground.key if ground.adopted else "",
            str(plan.get("number") or ""),
            str(plan.get("day") or ""),
            tuple(_table(row, ground) for row in ground.reading.of(SHARES)),
            tuple(ground.names.items()),
            tuple((code, name) for name, code in near),
        )


def shares_to_hand(*, actor: Actor, reading: int, row: str, seen: int, rest: bool, now: datetime) -> ToHand:
    """The rows by which what waits of a table is handed down as it was decided, for the verb `set_allocations`.

    `seen` is the newest decision the actor was shown; `rest` says that what is unclear stays behind. Errors: Problem
    `request.faults` with everything unclear at once, `reading.not_adopted`, `reading.moved`, and others.
    """
    with question(actor=actor, known=None, now=now) as asked:
        ground = _ground(asked, reading)
        at = ground.reading.rows.get(row)
        if at is None or not isinstance(at.piece, SharesTable):
            raise Problem("reading.no_row", row=row)
        if not ground.adopted:
            raise Problem("reading.not_adopted")
        if ground.reading.seen != seen:
            raise Problem("reading.moved")
        if at.gone:
            raise Problem("reading.shares_left", table=at.piece.number)
        table = _table(at, ground)
        if table.unclear and not rest:
            raise _all(table.faults)
        if not table.ready:
            raise Problem("reading.shares_none", table=at.piece.number)
        return ToHand(ground.key, tuple(_row(one) for one in _amounts(table.waiting)))


def check_change(table: TableShown, change: Mapping[str, Any]) -> None:
    """Refuse to mean something else by numbers that are handed down: what units were given would stand beside it.

    `change` is as `decide_row` takes it. Errors: Problem `reading.shares_handed`.
    """
    units = {int(at) for at in change.get("units", {})}
    measures = {int(at) for name in ("targets", "years") for at in change.get(name, {})}
    gone = change.get("verdict") == "rejected"
    if any(one.handed and (gone or one.unit in units or one.measure in measures) for one in table.shares):
        raise Problem("reading.shares_handed", table=getattr(table.row.piece, "number", ""))


def _all(faults: Sequence[Problem]) -> Problem:
    return faults[0] if len(faults) == 1 else Problem.many("request.faults", faults)


def _ground(asked: Question, reading: int) -> Ground:
    asked.unit(found(asked.cursor, reading).unit, asked.today, ADOPT)
    return ground_of(asked, held(asked.cursor, reading))


def _table(row: Row, ground: Ground) -> TableShown:
    told = meant(row, ground)
    return TableShown(row, told.units, told.measures, told.shares, told.faults)


def _amounts(shares: Sequence[ShareMeant]) -> list[tuple[str, UnitId, int, int]]:
    return [one for share in shares for one in share.amounts]


def _row(one: tuple[str, UnitId, int, int]) -> dict[str, Any]:
    target, unit, year, amount = one
    return {"target": target, "unit": unit, "year": year, "amount": amount}
