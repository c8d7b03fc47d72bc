"""Verbs on plans: taking one over, answering what its words leave open, handing its numbers down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.backends.utils import CursorWrapper

from tiendo.core.access import Actor
from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.indicator import elements_of
from tiendo.core.orgunit import UnitId
from tiendo.core.plan import Plan, SettingChoice, Target, choices_in_force
from tiendo.core.plan_document import effective, plan_of
from tiendo.core.quantity import MAX_AMOUNT, read_amount
from tiendo.services.documents import read_document
from tiendo.services.gate import plan_document, plan_for, ranks_of, root_of, unit_at
from tiendo.services.given import KEY, PAPER, Given, refuse, told_exactly
from tiendo.services.handing import Place, handing_faults, years_of
from tiendo.services.naming import named_unit
from tiendo.services.writing import View, carry_out, order_of
from tiendo.storage import catalogue
from tiendo.storage.catalogue import Allocated
from tiendo.storage.ledger import Session

INVALID = ProblemKind.INVALID
register("plan.no_setting", ProblemKind.NOT_FOUND, "Plan {plan} has no setting {setting}.")
register("plan.no_option", INVALID, "Setting {setting} has no option {option}; it has: {options}.")
register("plan.no_target", ProblemKind.NOT_FOUND, "Plan {plan} has no target {target}.")
register("plan.owner_differs", ProblemKind.CONFLICT, "Plan {plan} was taken over by another unit ({unit}).")

_MOST = 20_000


@dataclass(frozen=True)
class PlanState:
    """A plan as taken over: its key, the unit whose plan it is, and the event asked about."""

    plan: str
    unit: UnitId
    event: int


@dataclass(frozen=True)
class AllocationState:
    """A target's number for a unit and year as last decided; None: taken back."""

    target: str
    unit: UnitId
    year: int
    amount: int | None
    decimals: int = field(default=0, compare=False)
    """Decimals of the element counted: `amount` is in its smallest unit."""


def adopt_plan(
    *, actor: Actor, unit: int | str, document: Mapping[str, Any], request: str, now: datetime
) -> PlanState:
    """Take a plan over for a unit, or a new text of it, with the data elements it counts. VN: ban hành kế hoạch.

    `document` is what plan.yaml holds. Errors: Problem `plan.faults` with all faults at once, and others.
    """
    given = Given({"unit": unit, "document": document})
    place, data = given.unit("unit", needed=True), read_document(given, "document")
    content = {"unit": place, "document": data}
    order = order_of(
        "adopt_plan", "plan.adopt", actor=actor, request=request, now=now, given=given, content=content
    )

    def ready(view: View) -> tuple[Plan, UnitId]:
        refuse(given.faults)
        assert place is not None
        return ready_to_adopt(view, unit_at(view.tree, place, view.today), data)

    def post(session: Session, found: tuple[Plan, UnitId]) -> Mapping[str, Any]:
        return take_over(session, found, data)

    def answer(view: View) -> PlanState:
        key = str(data["plan"]["key"])
        return PlanState(key, owners(view)[key], view.event)

    return carry_out(order, ready=ready, post=post, answer=answer)


def ready_to_adopt(view: View, owner: UnitId, data: Mapping[str, Any]) -> tuple[Plan, UnitId]:
    """The plan of a document, where the actor may take it over for a unit. Errors: Problem."""
    view.require([owner])
    plan = plan_of(data, ranks=ranks_of(view.tree))
    if any(view.catalogue.elements.get(key) != element for key, element in plan.elements.items()):
        view.require([root_of(view.tree, view.today)], "element.define")
    held = owners(view).get(plan.key)
    if held is not None and held != owner:
        raise Problem("plan.owner_differs", plan=plan.key, unit=held)
    return plan, owner


def take_over(session: Session, found: tuple[Plan, UnitId], data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Keep a plan with its data elements as the unit's; answers what the audit line says."""
    plan, owner = found
    catalogue.define_elements(session, list(plan.elements.values()))
    catalogue.adopt_plan(session, plan.key, data)
    catalogue.set_organisation(session, PLAN_UNIT + plan.key, owner)
    return {"plan": plan.key, "unit": owner, "targets": [target.key for target in plan.targets]}


PLAN_UNIT = "plan_unit:"


def owners(view: View) -> dict[str, UnitId]:
    """The unit whose plan each plan is."""
    held = catalogue.read_organisation(view.cursor)
    return {key.removeprefix(PLAN_UNIT): unit for key, unit in held.items() if key.startswith(PLAN_UNIT)}


def set_plan_setting(
    *,
    actor: Actor,
    plan: str,
    setting: str,
    option: str,
    paper: str,
    day: date | str,
    request: str,
    now: datetime,
) -> str:
    """Answer what a plan's words leave open, by a paper of a day, and answer the option in force today. VN: lựa chọn.

    Errors: Problem.
    """
    given = Given({"plan": plan, "setting": setting, "option": option, "paper": paper, "day": day})
    names = [given.text(name, KEY, needed=True) for name in ("plan", "setting", "option")]
    number, decided = given.text("paper", PAPER, needed=True), given.day("day", latest=now.date())
    content = {"named": names, "paper": number, "day": decided}
    order = order_of(
        "set_plan_setting", "plan.set", actor=actor, request=request, now=now, given=given, content=content
    )
    key, asked, chosen = names

    def ready(view: View) -> None:
        _allowed(view, key)
        held = next((one for one in plan_for(view, key).settings if one.key == asked), None)
        if held is None:
            raise Problem("plan.no_setting", plan=key, setting=asked)
        options = [one.key for one in held.options]
        if chosen not in options:
            raise Problem("plan.no_option", setting=asked, option=chosen, options=", ".join(options))

    def post(session: Session, _: None) -> Mapping[str, Any]:
        assert decided is not None
        catalogue.set_plan_setting(session, key, asked, option=chosen, paper=number, day=decided)
        return content

    return carry_out(
        order,
        ready=ready,
        post=post,
        answer=lambda view: options_in_force(view.cursor, key, as_of=view.today).get(asked, chosen),
    )


def _allowed(view: View, plan: str) -> UnitId:
    """The unit whose plan it is, where the actor may do this. Errors: Problem."""
    refuse(view.order.given.faults)
    owner = owners(view).get(plan)
    if owner is None:
        raise Problem("plan.unknown", plan=plan)
    view.require([owner])
    return owner


def options_in_force(cursor: CursorWrapper, plan: str, *, as_of: date) -> dict[str, str]:
    """The option of each setting of a plan somebody has answered, as it holds on a day."""
    choices = tuple(
        SettingChoice(c.setting, c.option, c.paper, c.day, c.seq)
        for c in catalogue.read_choices(cursor, plan)
    )
    return choices_in_force(choices, as_of=as_of)


def set_allocation(
    *,
    actor: Actor,
    plan: str,
    target: str,
    unit: int | str,
    year: int,
    amount: int | str | None,
    paper: str,
    day: date | str,
    request: str,
    now: datetime,
) -> AllocationState:
    """Hand a target's number for a year down to a unit; see `set_allocations`. VN: giao chỉ tiêu."""
    row = {"target": target, "unit": unit, "year": year, "amount": amount}
    return _allocate(
        actor,
        Given({"plan": plan, "paper": paper, "day": day, "rows": [row]}),
        request=request,
        now=now,
        verb="set_allocation",
    )[0]


def set_allocations(
    *,
    actor: Actor,
    plan: str,
    rows: Sequence[Mapping[str, Any]],
    paper: str,
    day: date | str,
    request: str,
    now: datetime,
) -> tuple[AllocationState, ...]:
    """Hand numbers of a plan's targets down to units, by one paper, in one event.

    Each row is a mapping: `target`, `unit`, `year`, `amount` (smallest units, or text; None takes it back).
    Errors: Problem, all faults at once.
    """
    given = Given({"plan": plan, "paper": paper, "day": day, "rows": rows})
    return _allocate(actor, given, request=request, now=now, verb="set_allocations")


@dataclass(frozen=True)
class _Row:
    given: Given
    target: str
    unit: int | str | None
    year: int | None
    amount: int | str | None

    def content(self) -> list[Any]:
        return [self.target, self.unit, self.year, told_exactly(self.amount)]


def _read_row(given: Given) -> _Row:
    amount = given.data.get("amount")
    if isinstance(amount, str):
        amount = given.text("amount", KEY, needed=True)
    elif amount is not None:
        amount = given.whole("amount", most=MAX_AMOUNT)
    given.skip("amount")
    row = _Row(
        given,
        given.text("target", KEY, needed=True),
        given.unit("unit", needed=True),
        given.whole("year", least=1930, most=2190),
        amount,
    )
    given.no_more()
    return row


def _allocate(
    actor: Actor, given: Given, *, request: str, now: datetime, verb: str
) -> tuple[AllocationState, ...]:
    key, paper = given.text("plan", KEY, needed=True), given.text("paper", PAPER, needed=True)
    day = given.day("day", latest=now.date())
    if verb == "set_allocation":  # a single row is no list to its reader: faults are told of its fields
        given.skip("rows")
        rows = [_read_row(Given(given.data["rows"][0], faults=given.faults))]
    else:
        rows = [_read_row(one) for one in given.parts("rows", _MOST, needed=True)]
    content = {"plan": key, "paper": paper, "day": day, "rows": [row.content() for row in rows]}
    order = order_of(
        verb, "allocation.set", actor=actor, request=request, now=now, given=given, content=content
    )

    def ready(view: View) -> list[Allocated]:
        refuse(given.faults)
        assert day is not None
        found = _meant(view, key, rows, day=day)
        return [one._replace(paper=paper) for one in found]

    def post(session: Session, found: list[Allocated]) -> Mapping[str, Any]:
        catalogue.allocate(session, found)
        return {"plan": key, "paper": paper, "rows": [[a.target, a.unit, a.year, a.amount] for a in found]}

    def answer(view: View) -> tuple[AllocationState, ...]:
        wanted = _names(view, rows, day=day)
        last = catalogue.read_allocations(view.cursor, key, units=sorted({unit for _, unit, _ in wanted}))
        held = {(a.target, a.unit, a.year): a.amount for a in sorted(last, key=lambda a: (a.day, a.seq))}
        plan = plan_for(view, key)
        return tuple(
            AllocationState(target, named_unit(view.tree, unit), year, held.get((target, unit, year)), scale)
            for target, unit, year in wanted
            for scale in [_decimals(plan, target)]
        )

    return carry_out(order, ready=ready, post=post, answer=answer)


def _decimals(plan: Plan, target: str) -> int:
    found = plan.target(target)
    return plan.elements[elements_of(found.indicator)[0]].decimals if found else 0


def _names(view: View, rows: Sequence[_Row], *, day: date | None) -> list[tuple[str, UnitId, int]]:
    found = []
    for row in rows:
        assert row.unit is not None
        assert day is not None
        found.append((row.target, _unit_of(view, row.unit, row.year, day), row.year or 0))
    return found


def _unit_of(view: View, unit: int | str, year: int | None, day: date) -> UnitId:
    """Codes are read on the deciding day, or, for a unit not there yet, at the end of the year it is for."""
    try:
        return unit_at(view.tree, unit, day)
    except Problem:
        return unit_at(view.tree, unit, date(year or day.year, 12, 31))


def _meant(view: View, key: str, rows: Sequence[_Row], *, day: date) -> list[Allocated]:
    owner = owners(view).get(key)
    if owner is None:
        raise Problem("plan.unknown", plan=key)
    document = plan_document(view, key)
    plan = effective(
        document, options_in_force(view.cursor, key, as_of=view.today), ranks=ranks_of(view.tree)
    )
    found: dict[tuple[str, UnitId, int], Allocated] = {}
    above: list[UnitId] = []
    for row in rows:
        assert row.unit is not None
        assert row.year is not None
        try:
            unit = _unit_of(view, row.unit, row.year, day)
        except Problem as problem:
            row.given.note(problem, "unit")
            continue
        above.append(_asked_at(view, unit, owner))
        name = (row.target, unit, row.year)
        if name in found:
            row.given.fault(
                "input.twice", field="target, unit, year", value=f"{row.target}, {row.unit}, {row.year}"
            )
        amount = _checked(view, plan, row, unit=unit, owner=owner)
        found[name] = Allocated(key, row.target, unit, row.year, amount, "", day, 0)
    view.require(above)
    refuse(view.order.given.faults)
    return list(found.values())


def _asked_at(view: View, unit: UnitId, owner: UnitId) -> UnitId:
    """Where the right to hand a number down to a unit is asked for: above it, so that nobody sets its own."""
    parent = view.tree.parent(unit, view.today) or view.tree.stretches(unit)[-1].parent
    return owner if unit == owner or parent is None else parent


def _checked(view: View, plan: Plan, row: _Row, *, unit: UnitId, owner: UnitId) -> int | None:
    """The amount of a row whose target, year and unit fit together; faults are noted."""
    target = plan.target(row.target)
    if target is None:
        row.given.fault("plan.no_target", plan=plan.key, target=row.target)
        return None
    assert row.year is not None
    place = Place(unit, row.unit or unit, owner, view.tree)
    running = years_of(plan, target, view.catalogue.calendar)
    for problem in handing_faults(plan, target, place, year=row.year, running=running):
        row.given.note(problem)
    return _amount(plan, target, row)


def _amount(plan: Plan, target: Target, row: _Row) -> int | None:
    if not isinstance(row.amount, str):
        return row.amount
    decimals = plan.elements[elements_of(target.indicator)[0]].decimals
    try:
        return read_amount(row.amount, decimals=decimals)
    except Problem as problem:
        row.given.note(problem, "amount")
        return None
