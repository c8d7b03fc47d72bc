"""What must hold of values, shares of units and judgements, whatever was told."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction

import hypothesis.strategies as st
from hypothesis import given

from tests.generative.ledger_cast import ELEMENTS, RANKS, UNITS, core_change, core_element, core_level
from tiendo.core.achievement import Goals, Held, Status, progress_of
from tiendo.core.indicator import (
    Comparator,
    Condition,
    Indicator,
    Judged,
    Level,
    Persons,
    Ratio,
    Term,
    Total,
    UnitShare,
)
from tiendo.core.orgunit import OrgTree, UnitId, move_unit
from tiendo.core.outcome import Outcome, Standing, outcome_of
from tiendo.core.period import Calendar, Month, PeriodKind, Window
from tiendo.core.plan import Basis, Plan, Target
from tiendo.core.posting import Rules
from tiendo.core.quantity import ValueState
from tiendo.core.readings import OWN
from tiendo.core.rollup import Memory, entries_of
from tiendo.core.submission import Figure, Participation, RecordKind, Version

HELD = {element.key: core_element(element) for element in ELEMENTS}
STANDING = OrgTree.build(map(core_change, UNITS), map(core_level, RANKS))
MOVED = STANDING.with_changes(*move_unit(4, date(2024, 2, 15), parent=3))
YEAR = Window(date(2024, 1, 1), date(2025, 1, 1))
DAYS = [date(2024, month, day) for month in range(1, 5) for day in (1, 15, 20)]
LEVELS = ("district", "city", "commune", "branch")

terms: st.SearchStrategy[Term] = st.sampled_from(
    [Total("trees"), Total("turns"), Total("clubs"), Persons("trained"), Level("youth"), Level("areas")]
)
signs = st.sampled_from(Comparator)
looked_at = st.dates(date(2024, 1, 1), date(2024, 6, 15))
two_days = st.lists(looked_at, min_size=2, max_size=2)
all_entered = st.sampled_from([Total("trees"), Persons("trained"), Level("youth")])
tops = st.sampled_from([unit for unit in STANDING.units() if unit < 5])


@st.composite
def tellings(draw: st.DrawFn, tree: OrgTree = STANDING) -> list[Version]:
    """Versions that may be told together: one month figure and one nil for a month, no stock twice a day."""
    told: list[Version] = []
    taken: set[tuple[object, ...]] = set()
    for number in range(draw(st.integers(0, 14))):
        unit, day = draw(st.sampled_from(tree.units()[1:])), draw(st.sampled_from(DAYS))
        stretch = tree.stretch_at(unit, day)
        assert stretch is not None
        keys = [key for key, one in HELD.items() if stretch.level in one.entered_at and key != "money"]
        chosen = draw(st.lists(st.sampled_from(keys), min_size=1, max_size=3, unique=True))
        kind = draw(st.sampled_from([RecordKind.ACTIVITY, RecordKind.MONTH_FIGURE, RecordKind.NIL]))
        place = (kind, unit, day if kind is RecordKind.ACTIVITY else day.month)
        if place in taken:
            continue
        taken.add(place)
        month = None if kind is RecordKind.ACTIVITY else Month.of(2024, day.month)
        people = draw(st.sets(st.sampled_from("abc"))) if kind is RecordKind.ACTIVITY else set()
        seats = [Participation("trained", person) for person in sorted(people)] if "trained" in keys else []
        told.append(
            Version(
                f"r{number}", 1, unit, kind,
                day=day if month is None else None, month=month, title="Việc",
                figures=() if kind is RecordKind.NIL else tuple(draw(figures(chosen))),
                participants=tuple(seats), elements=tuple(chosen) if kind is RecordKind.NIL else (),
            )
        )  # fmt: skip
    return told


@st.composite
def figures(draw: st.DrawFn, keys: list[str]) -> list[Figure]:
    """Wholes with parts that do not exceed them."""
    found = []
    for key in keys:
        whole = draw(st.integers(0, 6))
        found.append(Figure(key, whole))
        for dimension in HELD[key].dimensions:
            left = whole
            for part in dimension.part_keys():
                amount = draw(st.integers(0, left))
                found.append(Figure(key, amount, part))
                left -= amount
    return found


def memory_of(told: list[Version], tree: OrgTree = STANDING) -> Memory:
    return Memory(told, Rules(HELD, Calendar(), tree))


def value(indicator: Indicator, unit: UnitId, as_of: date, *, memory: Memory) -> Outcome:
    return outcome_of(indicator, unit, YEAR.until(as_of), readings=memory, over=YEAR.last <= as_of)


# The four kinds of nothing


@given(tellings(), terms, st.sampled_from(STANDING.units()), looked_at)
def test_a_value_or_one_kind_of_nothing(told: list[Version], term: Term, unit: UnitId, as_of: date) -> None:
    found = value(term, unit, as_of, memory=memory_of(told))
    cover = found.coverage
    assert cover.missing >= 0
    assert (found.numerator is None) == (found.state in (ValueState.MISSING, ValueState.NOT_APPLICABLE))
    assert found.state is not ValueState.NIL or (found.numerator == 0 and not cover.figures)
    assert found.state is not ValueState.MISSING or (cover.expected and not cover.figures and not cover.nils)
    assert found.state is not ValueState.NOT_APPLICABLE or not cover.expected
    assert not cover.figures or found.state is ValueState.FIGURE


@given(tellings(), st.sampled_from(["trees", "turns", "clubs"]), tops, two_days)
def test_a_total_never_falls(told: list[Version], key: str, unit: UnitId, days: list[date]) -> None:
    memory = memory_of(told)
    before, after = (value(Total(key), unit, day, memory=memory) for day in sorted(days))
    assert (before.numerator or 0) <= (after.numerator or 0)


# Ratios


@given(
    tellings(), st.tuples(all_entered, all_entered), tops, looked_at
)  # fmt: skip
def test_a_ratio_sums_whom_all_was_heard_of(
    told: list[Version], pair: tuple[Term, Term], top: UnitId, as_of: date
) -> None:
    """Both parts are entered by all levels, so every unit is paired with itself."""
    memory, (above, below) = memory_of(told), pair
    window = YEAR.until(as_of)
    assert window is not None
    found = value(Ratio((above,), (below,)), top, as_of, memory=memory)
    heard, silent = set(), set()
    for unit in STANDING.subtree(top, as_of):
        if unit != 1:  # the province enters nothing
            known = all(_heard(memory, unit, term, window) for term in (above, below))
            (heard if known else silent).add(unit)
    assert set(found.left_out) <= silent
    assert not any(_told(memory, unit, (above, below), window) for unit in silent - set(found.left_out))
    if found.state is ValueState.FIGURE:
        assert found.numerator == _side(memory, top, above, window, units=heard)
        assert found.denominator == _side(memory, top, below, window, units=heard) != 0


def _heard(memory: Memory, unit: UnitId, term: Term, window: Window) -> bool:
    if isinstance(term, Level):
        return memory.confirmed(unit, term.element, window.last)
    own = memory.contributions(unit, term.element, window).get(OWN)
    return own is None or own.coverage.missing == 0


def _told(memory: Memory, unit: UnitId, asked: tuple[Term, ...], window: Window) -> bool:
    found = (memory.contributions(unit, term.element, window).get(OWN) for term in asked)
    return any(own is not None and (own.amount or own.coverage.expected) for own in found)


def _side(memory: Memory, top: UnitId, term: Term, window: Window, *, units: set[UnitId]) -> int:
    total = 0
    for unit in units:
        own = memory.contributions(unit, term.element, window).get(OWN)
        total += own.amount if own else 0
    return total + memory.named_over(top, term.element, window, units=units)


# Shares of units

OPPOSITE = {Comparator.AT_LEAST: Comparator.LESS_THAN, Comparator.MORE_THAN: Comparator.AT_MOST}


def _standings(
    condition: Condition, judged: Judged, as_of: date, *, memory: Memory
) -> dict[UnitId, tuple[Standing, bool]]:
    share = UnitShare(LEVELS, condition, tuple((level, judged) for level in LEVELS))
    found = value(share, 1, as_of, memory=memory)
    if found.state is ValueState.FIGURE:
        assert found.denominator == len(found.judgements)
        assert found.numerator == sum(one.standing is Standing.MET for one in found.judgements)
    return {one.unit: (one.standing, one.known) for one in found.judgements}


@given(
    told=tellings(), term=terms, judged=st.sampled_from(Judged), amount=st.integers(0, 8),
    as_of=looked_at | st.just(YEAR.last), tree=st.sampled_from([STANDING, MOVED]),
)  # fmt: skip
def test_a_unit_is_met_or_not_or_unknown(
    *, told: list[Version], term: Term, judged: Judged, amount: int, as_of: date, tree: OrgTree
) -> None:
    memory, over = memory_of(told, tree), as_of == YEAR.last
    stands = {
        sign: _standings(Condition(term, sign, amount), judged, as_of, memory=memory) for sign in Comparator
    }
    for unit in tree.open_units(as_of)[1:]:
        met = {sign: standing[unit][0] is Standing.MET for sign, standing in stands.items()}
        for sign, standing in stands.items():
            where, known = standing[unit]
            assert (where is Standing.NOT_YET) == (not over and not met[sign])
            assert where is not Standing.UNKNOWN or not known
            assert where is not Standing.NOT_MET or known
            assert not met[sign] or sign.early or (over and known)
        known = stands[Comparator.EXACTLY][unit][1]
        if over and known:
            assert all(met[sign] is not met[other] for sign, other in OPPOSITE.items())
            assert met[Comparator.EXACTLY] == (met[Comparator.AT_LEAST] and met[Comparator.AT_MOST])
        assert not met[Comparator.MORE_THAN] or met[Comparator.AT_LEAST]


@given(
    told=tellings(), term=st.sampled_from([Total("trees"), Persons("trained")]), judged=st.sampled_from(Judged),
    amount=st.integers(0, 8), days=two_days,
)  # fmt: skip
def test_what_a_unit_has_done_stays_done(
    *, told: list[Version], term: Term, judged: Judged, amount: int, days: list[date]
) -> None:
    memory, condition = memory_of(told), Condition(term, Comparator.AT_LEAST, amount)
    before, after = (_standings(condition, judged, day, memory=memory) for day in sorted(days))
    assert all(after[unit][0] is Standing.MET for unit, (where, _) in before.items() if where is Standing.MET)


# Targets


def _progress(
    indicator: Indicator, basis: Basis, wish: tuple[Comparator, Fraction], *, as_of: date, memory: Memory
) -> Held:
    target = Target("T", "1", "a", "Chỉ tiêu", indicator, basis, *wish, by=date(2024, 3, 20))
    plan = Plan("P", "Kế hoạch", YEAR.start, YEAR.last, PeriodKind.YEAR, HELD, (), (), (target,))
    goals = Goals(whole=None, years={}, adopted=True)
    return progress_of(target, plan, 1, as_of=as_of, goals=goals, readings=memory).main


indicators: st.SearchStrategy[Indicator] = terms | st.sampled_from(
    [
        Ratio((Total("trees"),), (Level("youth"),)),
        UnitShare(
            ("commune",), Condition(Total("trees"), Comparator.AT_LEAST, 3), (("commune", Judged.SUBTREE),)
        ),
    ]
)
goals = st.fractions(0, 3, max_denominator=4)
ENDED = {Status.MET, Status.EXCEEDED, Status.NOT_MET, Status.NO_DATA, Status.NOT_APPLICABLE}
NOTHING = {Status.NO_DATA, Status.NOT_APPLICABLE}


@given(
    told=tellings(), indicator=indicators, basis=st.sampled_from(Basis), sign=signs, goal=goals,
    as_of=looked_at | st.just(YEAR.last),
)  # fmt: skip
def test_a_target_is_judged_once_its_window_is_over(
    *, told: list[Version], indicator: Indicator, basis: Basis, sign: Comparator, goal: Fraction, as_of: date
) -> None:
    held = _progress(indicator, basis, (sign, goal), as_of=as_of, memory=memory_of(told))
    over = held.window.last <= as_of
    assert over == (held.status in ENDED) or held.status in NOTHING | {Status.MET, Status.EXCEEDED}
    assert held.status is not Status.NOT_MET or over
    assert (held.status in {Status.MET, Status.EXCEEDED}) == (held.met is True)
    assert not held.met or sign.early or over
    assert not (held.met and held.outcome.left_out)
    assert held.status is not Status.EXCEEDED or (sign is Comparator.AT_LEAST and (held.attainment or 0) > 1)
    found = held.outcome
    assert (found.numerator is None or found.denominator == 0) == (held.status in NOTHING)


@given(tellings(), indicators, st.sampled_from(Basis), goals)
def test_at_the_end_a_goal_is_met_or_its_opposite(
    told: list[Version], indicator: Indicator, basis: Basis, goal: Fraction
) -> None:
    memory = memory_of(told)
    held = {
        sign: _progress(indicator, basis, (sign, goal), as_of=YEAR.last, memory=memory) for sign in Comparator
    }
    one = held[Comparator.EXACTLY]
    if one.outcome.numerator is not None and not one.outcome.left_out and one.outcome.denominator != 0:
        met = {sign: each.met for sign, each in held.items()}
        assert all(met[sign] is not met[other] for sign, other in OPPOSITE.items())
        assert met[Comparator.EXACTLY] == (met[Comparator.AT_LEAST] and met[Comparator.AT_MOST])


# Breakdowns


@given(tellings())
def test_parts_never_exceed_the_whole(told: list[Version]) -> None:
    sums: dict[tuple[object, ...], int] = defaultdict(int)
    for key, amount in entries_of(told, Rules(HELD, Calendar(), STANDING)).items():
        if key.element in ("turns", "trained"):
            sums[key.unit, key.element, key.day, key.record, key.part.partition(":")[0]] += amount
    for (*place, dimension), amount in sums.items():
        assert 0 <= amount <= sums[(*place, "")] or not dimension
