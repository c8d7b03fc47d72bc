"""What one table hands down, cell by cell: to whom, of which target, for which years, and why some cannot be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.orgunit import UnitId
from tiendo.core.plan import Basis, Plan, Target
from tiendo.core.quantity import MAX_AMOUNT, largest_remainder
from tiendo.formats.wording import NamedKey
from tiendo.reading.numbers_written import written
from tiendo.reading.understood import Allocation
from tiendo.services.handing import Place, counted_by, handing_faults, years_of
from tiendo.services.naming import named, named_unit
from tiendo.services.plan_reading_state import Row, SharesTable
from tiendo.services.plan_shares_chosen import EACH, SPREAD
from tiendo.services.plan_shares_ground import Ground

INVALID = ProblemKind.INVALID
register(
    "reading.share_unit",
    INVALID,
    "Table {table}: no unit is surely the one called “{name}”. Choose the unit, or leave it out.",
)
register(
    "reading.share_target",
    INVALID,
    "Table {table}: no target is surely the one called “{name}”. Choose the target, or leave it out.",
)
register(
    "reading.share_year",
    INVALID,
    "Table {table}: it does not say for which years “{name}” is handed down. Choose: {years}.",
)
register(
    "reading.share_amount",
    INVALID,
    "Table {table}: {value} {counted} of “{name}” cannot be counted as {target} ({unit}).",
)
register(
    "reading.share_twice",
    INVALID,
    "Table {table}: “{name}” and “{other}” are the same unit for {target}, in the same year. Leave one of them out.",
)


class Years(StrEnum):
    """Why a number is for some years: the paper says so, the target has no other, it counts each year, a choice."""

    STATED = "stated"
    ONLY = "only"
    EACH = "each"
    CHOSEN = "chosen"
    ASKED = "asked"


@dataclass(frozen=True)
class UnitNamed:
    """A unit as a table names it, and the one meant: None while nobody is sure; `candidates` are code and name."""

    name: str
    unit: UnitId | None
    code: str
    called: str
    decided: bool
    left_out: bool
    candidates: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class MeasureMeant:
    """What a table hands down, the target meant by it (key; empty while unclear) and the years it is for.

    `chosen` is the word by which the years are chosen (`each`, `spread`, a year; empty: none), `stated` the years its
    columns name, `running` those of the target, `total` the sum over units as plans write it (empty for percentages).
    """

    name: str
    target: str
    sure: bool
    decided: bool
    left_out: bool
    candidates: tuple[str, ...]
    why: Years
    chosen: str
    stated: tuple[int, ...]
    running: tuple[int, ...]
    total: str
    counted: str


@dataclass(frozen=True)
class ShareMeant:
    """A number of a table: the places of its measure and unit (-1: the plan's own unit), and what is handed down.

    `amounts` are target, unit, year and amount in smallest units; none where something is unclear or left out.
    """

    measure: int
    unit: int
    year: int | None
    value: str
    counted: str
    left_out: bool
    amounts: tuple[tuple[str, UnitId, int, int], ...] = ()
    handed: bool = False


@dataclass(frozen=True)
class Meant:
    """A whole table, with everything that keeps numbers of it from being handed down, each told once."""

    units: tuple[UnitNamed, ...]
    measures: tuple[MeasureMeant, ...]
    shares: tuple[ShareMeant, ...]
    faults: tuple[Problem, ...]


def meant(row: Row, ground: Ground) -> Meant:
    """What a table hands down as it was read and decided."""
    table = row.piece
    assert isinstance(table, SharesTable)
    units = tuple(_unit(at, *named, row=row, ground=ground) for at, named in enumerate(table.units))
    measures = tuple(_measure(at, name, row, ground) for at, name in enumerate(table.measures))
    work = _Work(table, ground, units, measures)
    shares = tuple(work.share(one) for one in table.allocations)
    if row.gone:
        return Meant(units, measures, tuple(replace(one, left_out=True, amounts=()) for one in shares), ())
    return Meant(units, measures, shares, tuple(work.faults.values()))


def _said(name: str, again: int) -> str:
    """A unit as its table names it; where it names several alike, with which of them it is."""
    return f"{name} ({again + 1})" if again else name


def _unit(at: int, name: str, again: int, *, row: Row, ground: Ground) -> UnitNamed:
    choices: Mapping[str, int] = row.decision.get("units") or {}
    told, choice = ground.units.meant(name), choices.get(str(at))
    unit = told.unit if choice is None else choice or None
    listed = told.candidates if unit is None or unit in told.candidates else (unit, *told.candidates)
    called = {one: _called(one, ground) for one in listed}
    code, said = called[unit] if unit is not None else ("", "")
    return UnitNamed(
        _said(name, again), unit, code, said, choice is not None, choice == 0, tuple(called.values())
    )


def _called(unit: UnitId, ground: Ground) -> tuple[str, str]:
    """A unit's code and name on the day; what is not open then by its last."""
    tree = ground.tree
    stretch = tree.stretch_at(unit, ground.day) or tree.stretches(unit)[-1]
    return stretch.code, stretch.name


def _measure(at: int, name: str, row: Row, ground: Ground) -> MeasureMeant:
    table = row.piece
    assert isinstance(table, SharesTable)
    decision = row.decision
    told, choice = ground.targets.meant(name), (decision.get("targets") or {}).get(str(at))
    key = told.target if choice is None or (choice and choice not in ground.names) else choice
    chosen = str((decision.get("years") or {}).get(str(at)) or "")
    mine = [one for one in table.allocations if one.measure == name]
    why, word, running = _years(mine, key, chosen, ground)
    counted = mine[0].counted_in
    added = any(one.unit for one in mine) and counted.strip() != "%"
    total = written(sum((one.value for one in mine if one.unit), Fraction(0))) if added else ""
    return MeasureMeant(
        name, key, told.sure, choice is not None, choice == "", told.candidates, why, word,
        tuple(sorted({one.year for one in mine if one.year})), running, total, counted,
    )  # fmt: skip


def _years(
    mine: Sequence[Allocation], key: str, chosen: str, ground: Ground
) -> tuple[Years, str, tuple[int, ...]]:
    """For which years a measure's numbers are, where its columns do not say; by the word choices have."""
    target = ground.plan.target(key) if ground.plan and key else None
    if target is None or ground.plan is None:
        return (Years.CHOSEN if chosen else Years.STATED), chosen, ()
    if not target.takes_allocation:
        return Years.STATED, "", ()
    running = tuple(years_of(ground.plan, target, ground.calendar))
    if all(one.year for one in mine):
        return Years.STATED, "", running
    if chosen in (EACH, SPREAD) or (chosen and int(chosen) in running):
        return Years.CHOSEN, chosen, running
    period = next(one.period for one in mine if not one.year)
    if period.startswith("year:") and int(period.removeprefix("year:")) in running:
        return Years.STATED, period.removeprefix("year:"), running
    if len(running) == 1:
        return Years.ONLY, str(running[0]), running
    if period == "annual" or (target.basis is Basis.EACH_YEAR and period != "term"):
        return Years.EACH, EACH, running
    return Years.ASKED, "", running


@dataclass
class _Work:
    """Cells of a table turned into amounts, with what is wrong gathered by what it says."""

    table: SharesTable
    ground: Ground
    units: Sequence[UnitNamed]
    measures: Sequence[MeasureMeant]
    faults: dict[str, Problem] = field(default_factory=dict)
    taken: dict[tuple[str, UnitId, int], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.unit_at = {named: at for at, named in enumerate(self.table.units)}
        self.measure_at = {one.name: at for at, one in enumerate(self.measures)}

    def share(self, one: Allocation) -> ShareMeant:
        """A cell with the amounts it hands down, or without any."""
        at, place = self.measure_at[one.measure], self.unit_at.get((one.unit, one.again), -1)
        measure, unit = self.measures[at], self.units[place] if one.unit else None
        left_out = measure.left_out or (unit is not None and unit.left_out)
        amounts = () if left_out else tuple(self._amounts(one, measure, unit))
        given = self.ground.given
        handed = bool(amounts) and all(given.get(told[:3]) == told[3] for told in amounts)
        return ShareMeant(at, place, one.year, written(one.value), one.counted_in, left_out, amounts, handed)

    def _amounts(
        self, one: Allocation, measure: MeasureMeant, unit: UnitNamed | None
    ) -> list[tuple[str, UnitId, int, int]]:
        plan, whom = self.ground.plan, self.ground.owner if unit is None else unit.unit
        if whom is None and unit is not None:
            self._tell("reading.share_unit", name=unit.name)
        if not measure.target:
            self._tell("reading.share_target", name=measure.name)
        target = plan.target(measure.target) if plan and measure.target else None
        if target is None or plan is None:
            return []
        if not target.takes_allocation:
            self._note(Problem("allocation.kind", target=target.key), target)
            return []
        years = self._years_for(one, measure)
        if whom is None or not years:
            return []
        spread = measure.chosen == SPREAD and not one.year
        numbers = self._numbers(one, target, plan, many=len(years) if spread else 1)
        if self._is_refused(target, whom, years, measure.running) or not numbers:
            return []
        amounts = [(target.key, whom, year, numbers[n % len(numbers)]) for n, year in enumerate(years)]
        return [] if self._is_twice(one, amounts, target) else amounts

    def _is_refused(self, target: Target, whom: UnitId, years: Sequence[int], running: Sequence[int]) -> bool:
        """Whether the verb would refuse it."""
        tree, plan = self.ground.tree, self.ground.plan
        assert plan is not None
        place = Place(whom, named_unit(tree, whom), self.ground.owner, tree)
        refused = [
            fault
            for year in years
            for fault in handing_faults(plan, target, place, year=year, running=running)
        ]
        for fault in refused:
            self._note(fault, target)
        return bool(refused)

    def _years_for(self, one: Allocation, measure: MeasureMeant) -> tuple[int, ...]:
        if one.year:
            return (one.year,)
        if measure.why is Years.ASKED:
            years = ", ".join(map(str, measure.running))
            self._tell("reading.share_year", name=measure.name, years=years)
            return ()
        return measure.running if measure.chosen in (EACH, SPREAD) else (int(measure.chosen),)

    def _numbers(self, one: Allocation, target: Target, plan: Plan, *, many: int) -> list[int]:
        """The amount in smallest units, shared evenly over `many` years; none where it is no such amount."""
        element = counted_by(plan, target)
        amount = one.value * 10**element.decimals
        if amount.denominator != 1 or not 0 <= amount <= MAX_AMOUNT or one.counted_in.strip() == "%":
            told = {"value": written(one.value), "counted": one.counted_in, "unit": element.unit}
            self._tell("reading.share_amount", name=one.measure, target=_named(target), **told)
            return []
        return largest_remainder(int(amount), [1] * many)

    def _is_twice(
        self, one: Allocation, amounts: Sequence[tuple[str, UnitId, int, int]], target: Target
    ) -> bool:
        """Whether another cell hands the same target to the same unit for the same year."""
        before = [self.taken[told[:3]] for told in amounts if told[:3] in self.taken]
        for told in amounts:
            self.taken.setdefault(told[:3], _said(one.unit, one.again) or one.measure)
        if before:
            name = _said(one.unit, one.again) or one.measure
            self._tell("reading.share_twice", name=name, other=before[0], target=_named(target))
        return bool(before)

    def _tell(self, code: str, **details: object) -> None:
        problem = Problem(code, table=self.table.number, **details)
        self.faults.setdefault(str(problem), problem)

    def _note(self, fault: Problem, target: Target) -> None:
        """A refusal of the verb itself, in words its reader knows; once, however many cells it is of."""
        told = {name: value for name, value in fault.details.items() if name != "target"}
        problem = named(Problem(fault.code, **told, target=_named(target)), self.ground.catalogue)
        self.faults.setdefault(str(problem), problem)


def _named(target: Target) -> NamedKey:
    return NamedKey(target.key, f"{target.key} “{target.name}”")
