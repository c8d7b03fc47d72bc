"""The frame of every question: one snapshot, one head, one actor who may ask, one plan as decided on a day."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from threading import Lock
from typing import Any

from django.db.backends.utils import CursorWrapper

from tiendo.core.access import Actor, require
from tiendo.core.achievement import Goals, windows_read
from tiendo.core.cascade import Allocation, in_force, shares_of, whole_of
from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.indicator import Ratio, UnitShare, elements_of
from tiendo.core.orgunit import OrgTree, UnitId
from tiendo.core.period import Calendar, Period, Window
from tiendo.core.plan import Plan, SettingChoice, Target, choices_in_force, windows_of
from tiendo.core.plan_document import effective
from tiendo.core.readings import Readings
from tiendo.core.rollup import Memory
from tiendo.core.submission import Book
from tiendo.services.decided import Decided, decided_at
from tiendo.services.decided import forget as forget_decided
from tiendo.services.gate import ranks_of, unit_at
from tiendo.services.identity import current
from tiendo.services.plans import PLAN_UNIT
from tiendo.storage import records
from tiendo.storage.cells import read_excuses
from tiendo.storage.ledger import Head, known_at, read_head
from tiendo.storage.persons import merged_into
from tiendo.storage.reading_kept import readings_at
from tiendo.storage.reading_scope import Needs
from tiendo.storage.rules import Catalogue, catalogue_at, read_catalogue
from tiendo.storage.sql import snapshot

register("plan.none", ProblemKind.NOT_FOUND, "No plan has been adopted yet.")
register("plan.which", ProblemKind.INVALID, "Say which plan is meant: {plans}.")
register("known.ahead", ProblemKind.INVALID, "The ledger stands at {head}; {known} lies ahead of it.")


@dataclass(frozen=True)
class Question:
    """A question being answered: everything is read at event `known`, and work counts up to `as_of`."""

    actor: Actor
    cursor: CursorWrapper
    stand: Head
    known: int
    catalogue: Catalogue
    today: date
    now_tree: OrgTree
    """The tree of the head: who may ask is decided by how units stand now, not as they were known to stand."""

    @property
    def tree(self) -> OrgTree:
        """The tree of units as known."""
        return self.catalogue.tree

    @property
    def at_head(self) -> bool:
        """Whether the answer is based on all there is."""
        return self.known == self.stand.seq

    @property
    def decided(self) -> Decided:
        """What was decided, as known."""
        return decided_at(self.cursor, self.stand, self.known)

    def unit(self, given: int | str, day: date, permission: str = "figures.read") -> UnitId:
        """The unit meant on a day, where the actor may ask. Errors: Problem `tree.code_*`, `access.denied`."""
        unit = unit_at(self.tree, given, day)
        require(self.actor, permission, unit, tree=self.now_tree, day=self.today)
        return unit


@contextmanager
def question(*, actor: Actor, known: int | datetime | None, now: datetime) -> Iterator[Question]:
    """Open a snapshot at an event number, at a moment, or at the head."""
    with snapshot() as cursor:
        stand = read_head(cursor)
        head = stand.seq
        number = head if known is None else known_at(cursor, known) if isinstance(known, datetime) else known
        if not 0 <= number <= head:
            raise Problem("known.ahead", head=head, known=number)
        present = read_catalogue(cursor, stand.tree_mark, stand.catalogue_mark)
        known_then = present if number == head else catalogue_at(cursor, number)
        asked = Question(current(cursor, actor), cursor, stand, number, known_then, now.date(), present.tree)
        held = _of_visit.get()
        if held is not None and number == head:
            held[:] = [asked]
        yield asked


_of_visit: ContextVar[list[Question] | None] = ContextVar("of_visit", default=None)


@contextmanager
def one_visit() -> Iterator[None]:
    """Hold together what is asked for one answer: who asks is read with its question, and need not be read again."""
    token = _of_visit.set([])
    try:
        yield
    finally:
        _of_visit.reset(token)


def asked_last(actor: Actor) -> Question | None:
    """The last question of this visit, to tell who asked it; its cursor is closed. None outside a visit."""
    held = _of_visit.get() or []
    return next((asked for asked in held if asked.actor.person == actor.person), None)


@dataclass(frozen=True)
class PlanInForce:
    """A plan with its settings answered as of a day, whose it is, and what was handed down by then."""

    plan: Plan
    owner: UnitId
    held: Mapping[tuple[str, UnitId, str], Allocation]
    chosen: Mapping[str, str]
    mark: str
    """Names all that was decided: equal marks (on one day) mean equal plans, choices and allocations."""
    needs: Mapping[tuple[Book, ...], Needs]
    """What has to be read, for one book or for both together."""

    def goals(self, target: Target, unit: UnitId, *, catalogue: Catalogue, as_of: date) -> Goals:
        """What was decided for a unit and target."""
        adopted = unit == self.owner
        if not target.takes_allocation:
            return Goals(None, {}, adopted)
        years = windows_of(target, self.plan, as_of=as_of, calendar=catalogue.calendar).years
        shares = shares_of(self.held, target.key, unit, years=years, tree=catalogue.tree, as_of=as_of)
        whole = whole_of(shares, years)
        numbers = {year: Fraction(amount) for year, amount in shares.items()}
        return Goals(None if whole is None else Fraction(whole), numbers, adopted)


_decided: OrderedDict[tuple[str, str, str, str | None, date], PlanInForce] = OrderedDict()
_MOST_DECIDED = 16
_lock = Lock()


def plan_in_force(asked: Question, key: str | None, as_of: date) -> PlanInForce:
    """The plan of that key (or the only one) as it stood decided on a day. Errors: Problem `plan.*`."""
    if not asked.at_head:
        return _decided_by(asked, key, as_of)
    stand = asked.stand
    mark = (stand.plan_mark, stand.tree_mark, stand.catalogue_mark, key, as_of)
    with _lock:
        found = _decided.get(mark)
    if found is None:
        found = _decided_by(asked, key, as_of)
        with _lock:
            while len(_decided) >= _MOST_DECIDED:
                _decided.popitem(last=False)
            _decided[mark] = found
    return found


def forget() -> None:
    """Drop the plans kept."""
    with _lock:
        _decided.clear()
    forget_decided()


def _decided_by(asked: Question, key: str | None, as_of: date) -> PlanInForce:
    decided = asked.decided
    key = _chosen(decided.plans, key)
    owner = decided.organisation[PLAN_UNIT + key]
    chosen, told = decided.of_plan(asked.cursor, key)
    choices = tuple(SettingChoice(c.setting, c.option, c.paper, c.day, c.seq) for c in chosen)
    options = choices_in_force(choices, as_of=as_of)
    plan = effective(decided.plans[key], options, ranks=ranks_of(asked.tree))
    held = in_force(
        (Allocation(a.target, a.unit, year_key(plan, a.year), a.amount, a.paper, a.day, a.seq) for a in told),
        as_of=as_of,
    )
    mark = f"{asked.stand.plan_mark} {asked.known if not asked.at_head else ''} {key}"
    needs = _needs(plan, as_of=as_of, calendar=asked.catalogue.calendar)
    return PlanInForce(plan, owner, held, options, mark, needs)


def readings_for(
    asked: Question,
    held: PlanInForce,
    units: Sequence[UnitId],
    *,
    book: Book,
    totals: Sequence[UnitId] = (),
    both: bool = False,
) -> Readings:
    """Sums of one book for a plan's windows: from balances at the head; at an earlier event from the facts known then.

    `totals`: further units that are asked for, whose own children need not be told apart. `both`: the other book is
    asked for as well, so that both are read and kept together.
    """
    if not asked.at_head:
        return model_of(asked, book)
    return readings_at(
        asked.cursor,
        asked.stand,
        held.needs[tuple(Book) if both else (book,)],
        book,
        full=units,
        totals=totals,
    )


def readings_over(
    asked: Question, elements: frozenset[str], window: Window, units: Sequence[UnitId]
) -> Readings:
    """Sums of some elements over a stretch of days that belongs to no plan, of the reported book."""
    if not asked.at_head:
        return model_of(asked, Book.REPORTED)
    needs = Needs(elements, frozenset(), (window,), (Book.REPORTED,))
    return readings_at(asked.cursor, asked.stand, needs, Book.REPORTED, full=units)


def _needs(plan: Plan, *, as_of: date, calendar: Calendar) -> dict[tuple[Book, ...], Needs]:
    """What must be read to say how far units have come with a plan, for each book."""
    windows: dict[Window, None] = {}
    every: set[str] = set()
    by_unit: set[str] = set()
    for target in plan.targets:
        windows |= dict.fromkeys(windows_read(target, plan, as_of=as_of, calendar=calendar))
        keys = elements_of(target.indicator)
        every.update(keys)
        if isinstance(target.indicator, Ratio | UnitShare):
            by_unit.update(keys)
    asked = [*((book,) for book in Book), tuple(Book)]
    return {books: Needs(frozenset(every), frozenset(by_unit), tuple(windows), books) for books in asked}


def model_of(asked: Question, book: Book) -> Memory:
    """The model in memory, of the facts of a book as known."""
    versions = records.posted_versions(asked.cursor, book, keys=asked.catalogue.keys, known=asked.known)
    versions = merged_into(asked.cursor, versions, asked.known)
    excused = read_excuses(asked.cursor, asked.tree.units(), asked.known)
    return Memory(versions, asked.catalogue.rules, excused=excused)


def _chosen(plans: Mapping[str, Any], key: str | None) -> str:
    if key is None:
        if not plans:
            raise Problem("plan.none")
        if len(plans) > 1:
            raise Problem("plan.which", plans=", ".join(plans))
        return next(iter(plans))
    if key not in plans:
        raise Problem("plan.unknown", plan=key)
    return key


def year_key(plan: Plan, year: int) -> str:
    """The key of one of the plan's years, as its windows are named."""
    return Period(plan.year, year).key


def target_of(plan: Plan, key: str) -> Target:
    """The plan's target of that key. Errors: Problem `plan.no_target`."""
    target = plan.target(key)
    if target is None:
        raise Problem("plan.no_target", plan=plan.key, target=key)
    return target


def clause_text(plan: Plan, key: str) -> str:
    """The words of a clause."""
    return next((clause.text for clause in plan.clauses if clause.key == key), "")


def plans_in_force(asked: Question, as_of: date) -> list[PlanInForce]:
    """Every adopted plan as it stood decided on a day."""
    return [plan_in_force(asked, key, as_of) for key in asked.decided.plans]


def windows_of_plan(held: PlanInForce, *, as_of: date, catalogue: Catalogue) -> list[tuple[str, Window]]:
    """Every element of a plan's targets with every window it is read in."""
    found: dict[tuple[str, Window], None] = {}
    for target in held.plan.targets:
        for window in windows_read(target, held.plan, as_of=as_of, calendar=catalogue.calendar):
            found |= {(key, window): None for key in elements_of(target.indicator)}
    return list(found)
