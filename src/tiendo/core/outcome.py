"""What an indicator comes to for a unit in a window: a value, its coverage, and the units behind it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tiendo.core.coverage import Coverage
from tiendo.core.indicator import (
    Indicator,
    Judged,
    Level,
    Persons,
    Ratio,
    Term,
    UnitShare,
    elements_of,
    terms_of,
)
from tiendo.core.orgunit import OrgTree, UnitId
from tiendo.core.pairing import Group, pairs
from tiendo.core.period import Month, Window
from tiendo.core.posting import Rules
from tiendo.core.quantity import ValueState
from tiendo.core.readings import Part, Readings, SumsKey


class Standing(StrEnum):
    """Where a unit stands against a condition. VN: đạt, chưa đạt, chưa rõ."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Judgement:
    """One unit held against a condition.

    `known`: all it is judged on has been heard of; `young`: it opened after the window began.
    """

    unit: UnitId
    standing: Standing
    amount: int
    known: bool = True
    young: bool = False


@dataclass(frozen=True)
class LeftOut:
    """Units a ratio could not sum: by whom they are named, what they told of each element, and why they are left out.

    `silent`: who has not told which elements; `whole` is False where levels stand elsewhere than the work.
    """

    units: tuple[UnitId, ...]
    amounts: Mapping[str, int]
    silent: tuple[tuple[UnitId, tuple[str, ...]], ...] = ()
    whole: bool = True


@dataclass(frozen=True)
class RatioParts:
    """What a ratio sums of each element, and what of the unit's figures it leaves out."""

    counted: Mapping[str, int]
    left: tuple[LeftOut, ...]


@dataclass(frozen=True)
class Outcome:
    """A value with everything needed to doubt it.

    Sums have `numerator` only; ratios and shares of units have a `denominator`. `named` and `declared` split persons.
    `left_out` are the units a ratio could not sum, `judgements` all units of a share: failing first, then unknown.
    """

    state: ValueState
    coverage: Coverage
    numerator: int | None = None
    denominator: int | None = None
    named: int = 0
    declared: int = 0
    left_out: tuple[UnitId, ...] = ()
    judgements: tuple[Judgement, ...] = ()

    @property
    def deduplicated(self) -> bool:
        """Whether every person behind this value was counted once."""
        return self.declared == 0

    @property
    def failing(self) -> tuple[Judgement, ...]:
        """The units not met, failing first, then those not heard from."""
        return tuple(one for one in self.judgements if one.standing is not Standing.MET)


def outcome_of(
    indicator: Indicator, unit: UnitId, window: Window | None, *, readings: Readings, over: bool
) -> Outcome:
    """The indicator's value. `window` is cut at the day looked at (None: not begun); `over`: nothing can follow."""
    if window is None:
        return Outcome(ValueState.NOT_APPLICABLE, Coverage())
    key = SumsKey(indicator, elements_of(indicator), unit, window, over)
    found: Outcome | None = readings.worked_out.get(key)
    if found is None:
        found = readings.worked_out[key] = _outcome(indicator, unit, window, readings=readings, over=over)
    return found


def _outcome(
    indicator: Indicator, unit: UnitId, window: Window, *, readings: Readings, over: bool
) -> Outcome:
    if isinstance(indicator, UnitShare):
        return _unit_share(indicator, unit, window, readings=readings, over=over)
    if isinstance(indicator, Ratio):
        return _ratio(indicator, unit, window, readings=readings)
    return _sum(indicator, unit, window, readings=readings)


def coverage_of(indicator: Indicator, unit: UnitId, window: Window, *, readings: Readings) -> Coverage:
    """Cells behind all elements of an indicator, each element once."""
    total = Coverage()
    for element in elements_of(indicator):
        for contribution in readings.contributions(unit, element, window).values():
            total = total.plus(contribution.coverage)
    return total


def _sum(term: Term, unit: UnitId, window: Window, *, readings: Readings) -> Outcome:
    amount, coverage = 0, Coverage()
    for contribution in readings.contributions(unit, term.element, window).values():
        amount += contribution.amount
        coverage = coverage.plus(contribution.coverage)
    named = readings.named(unit, term.element, window) if isinstance(term, Persons) else 0
    state = coverage.state
    # An opening total, and work whose cell has moved elsewhere, are told in no cell here; but a level that was only
    # received at a tree change, or has run out, has not been heard of.
    unheard = isinstance(term, Level) and state in (ValueState.MISSING, ValueState.NOT_APPLICABLE)
    if (amount or named) and not unheard:
        state = ValueState.FIGURE
    if state in (ValueState.MISSING, ValueState.NOT_APPLICABLE):
        return Outcome(state, coverage)
    declared = amount if isinstance(term, Persons) else 0
    return Outcome(state, coverage, amount + named, named=named, declared=declared)


@dataclass(frozen=True)
class _Sorted:
    """The units of a ratio: those summed, and the groups that are not."""

    parts: Mapping[str, Mapping[UnitId, Part]]
    counted: set[UnitId]
    left: list[Group]


def _sorted(ratio: Ratio, unit: UnitId, window: Window, *, readings: Readings) -> _Sorted:
    parts = {term.element: readings.parts(unit, term.element, window) for term in terms_of(ratio)}
    unknown = {each for part in parts.values() for each, one in part.items() if not one.known}
    found = _Sorted(parts, set(), [])
    for group in pairs(ratio, unit, window, rules=readings.rules, parts=parts):
        if group.whole and unknown.isdisjoint(group.members):
            found.counted.update(group.members)
        else:
            found.left.append(group)
    return found


def _ratio(ratio: Ratio, unit: UnitId, window: Window, *, readings: Readings) -> Outcome:
    rules = readings.rules
    units = _sorted(ratio, unit, window, readings=readings)
    coverage = coverage_of(ratio, unit, window, readings=readings)
    without = _in_order([one for group in units.left for one in group.named], rules.tree)
    if not units.counted:
        state = ValueState.MISSING if units.left else ValueState.NOT_APPLICABLE
        return Outcome(state, coverage, left_out=without)
    numerator, denominator = (
        _side(terms, unit, window, readings=readings, units=units)
        for terms in (ratio.numerators, ratio.denominators)
    )
    state = ValueState.FIGURE if denominator else ValueState.NOT_APPLICABLE
    above, below = (
        rules.elements[side[0].element].decimals for side in (ratio.numerators, ratio.denominators)
    )
    numerator *= 10 ** max(0, below - above)
    denominator *= 10 ** max(0, above - below)
    named, declared = _counted_persons(ratio, unit, window, readings=readings, units=units)
    return Outcome(state, coverage, numerator, denominator, named, declared, left_out=without)


def _counted_persons(
    ratio: Ratio, unit: UnitId, window: Window, *, readings: Readings, units: _Sorted
) -> tuple[int, int]:
    """Persons named and persons declared on both sides of a ratio, of the units that count."""
    named = declared = 0
    for term in terms_of(ratio):
        if isinstance(term, Persons):
            parts = units.parts[term.element]
            declared += sum(part.amount for each, part in parts.items() if each in units.counted)
            named += readings.named_over(unit, term.element, window, units=units.counted)
    return named, declared


def ratio_parts(ratio: Ratio, unit: UnitId, window: Window, *, readings: Readings) -> RatioParts:
    """How a ratio's sums come about, element by element: what is summed, and who is left out with how much and why."""
    units = _sorted(ratio, unit, window, readings=readings)
    terms = {term.element: term for term in terms_of(ratio)}

    def told(members: Collection[UnitId]) -> dict[str, int]:
        return {
            key: _amount(term, unit, window, readings=readings, parts=units.parts[key], units=members)
            for key, term in terms.items()
        }

    left = []
    for group in units.left:
        silent = {
            each: tuple(key for key in terms if (part := units.parts[key].get(each)) and not part.known)
            for each in _in_order(list(group.members), readings.rules.tree)
        }
        left.append(
            LeftOut(
                _in_order(list(group.named), readings.rules.tree),
                told(group.members),
                tuple((each, keys) for each, keys in silent.items() if keys),
                group.whole,
            )
        )
    codes = readings.rules.tree
    left.sort(key=lambda one: [(codes.stretches(unit)[-1].code, unit) for unit in one.units])
    return RatioParts(told(units.counted), tuple(left))


def _side(
    terms: tuple[Term, ...], unit: UnitId, window: Window, *, readings: Readings, units: _Sorted
) -> int:
    """One side of a ratio, summed over the units that count."""
    return sum(
        _amount(term, unit, window, readings=readings, parts=units.parts[term.element], units=units.counted)
        for term in terms
    )


def _amount(
    term: Term,
    unit: UnitId,
    window: Window,
    *,
    readings: Readings,
    parts: Mapping[UnitId, Part],
    units: Collection[UnitId],
) -> int:
    """What some units told of one term of a ratio."""
    total = sum(part.amount for each, part in parts.items() if each in units)
    if isinstance(term, Persons):
        total += readings.named_over(unit, term.element, window, units=units)
    return total


def awaits(
    elements: Collection[str],
    unit: UnitId,
    window: Window,
    *,
    as_of: date,
    rules: Rules,
    own: bool = False,
) -> bool:
    """Whether a report of these elements will still come due in a window, from a unit and all below, or its `own`.

    Told from how units stand on the day looked at: where nobody enters an element, nothing of it is ever due.
    """
    calendar, tree = rules.calendar, rules.tree

    def made() -> frozenset[str]:
        standing = (tree.stretch_at(one, as_of) for one in tree.subtree(unit, as_of))
        return frozenset(one.level for one in standing if one is not None)

    here = tree.stretch_at(unit, as_of)
    levels = (
        frozenset({here.level} if here else ()) if own else rules.once(("levels below", unit, as_of), made)
    )
    asked = [one for key in elements if not levels.isdisjoint((one := rules.elements[key]).entered_at)]
    if not asked or window.last <= as_of:
        return False
    first = calendar.month_of(max(window.start, as_of))
    if calendar.last_day(first) <= as_of:
        first = first + 1
    months = range(first, min(int(calendar.month_of(window.last)), int(first) + 11) + 1)
    return any(one.often.asks_in(Month(month).number) for one in asked for month in months)


def _unit_share(share: UnitShare, unit: UnitId, window: Window, *, readings: Readings, over: bool) -> Outcome:
    tree = readings.rules.tree
    judged, codes = _judged(share, unit, window.last, rules=readings.rules)
    coverage = coverage_of(share, unit, window, readings=readings)
    if not judged:
        return Outcome(ValueState.NOT_APPLICABLE, coverage)
    works = readings.works(judged, share.condition.term.element, window)
    condition = share.condition
    found = []
    for each in judged:
        work = works[each]
        holds = condition.comparator.holds(work.amount, condition.amount)
        if holds and (condition.comparator.early or (over and work.known)):
            standing = Standing.MET
        elif not over:
            standing = Standing.NOT_YET
        else:
            standing = Standing.NOT_MET if work.known else Standing.UNKNOWN
        young = tree.life(each)[0] > window.start
        found.append(Judgement(each, standing, work.amount, work.known, young))
    met = sum(one.standing is Standing.MET for one in found)
    order = [Standing.NOT_MET, Standing.NOT_YET, Standing.UNKNOWN, Standing.MET]
    found.sort(key=lambda one: (order.index(one.standing), not one.known, codes[one.unit], one.unit))
    if coverage.state is ValueState.MISSING and not any(one.amount for one in found):
        # Cells here say nothing of joint work told by others, nor of what predecessors did elsewhere.
        return Outcome(ValueState.MISSING, coverage, judgements=tuple(found))
    return Outcome(ValueState.FIGURE, coverage, met, len(found), judgements=tuple(found))


def _judged(
    share: UnitShare, unit: UnitId, day: date, *, rules: Rules
) -> tuple[Mapping[UnitId, Judged], Mapping[UnitId, str]]:
    """The units under another that are judged on a day and on what, with their codes; not to be changed."""

    def made() -> tuple[Mapping[UnitId, Judged], Mapping[UnitId, str]]:
        standing = ((each, rules.tree.stretch_at(each, day)) for each in rules.tree.subtree(unit, day))
        judged = {each: one for each, one in standing if one is not None and one.level in share.levels}
        return (
            {each: share.judged(one.level) for each, one in judged.items()},
            {each: one.code for each, one in judged.items()},
        )

    return rules.once(("judged", share.over, unit, day), made)


def _in_order(units: list[UnitId], tree: OrgTree) -> tuple[UnitId, ...]:
    return tuple(sorted(units, key=lambda unit: (tree.stretches(unit)[-1].code, unit)))
