"""Targets handed down: no number is lost or counted twice, whatever merges and in whatever order it was decided."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from tiendo.core.cascade import (
    Allocation,
    balance_of,
    in_force,
    share_of,
    share_out,
    shares_of,
    whole_of,
)
from tiendo.core.orgunit import Level, OrgTree, Successor, close_unit, merge_units, open_unit, split_unit
from tiendo.core.period import Window
from tiendo.core.plan import YearWindow

START = date(2023, 1, 1)
DAYS = 20
MIDDLE = START + timedelta(days=DAYS // 2)
YEARS = (
    YearWindow("first", Window(START, MIDDLE)),
    YearWindow("second", Window(MIDDLE, START + timedelta(days=DAYS))),
)
ROOT, UNITS = 1, (2, 3, 4, 5, 6, 7)
days = st.integers(0, DAYS - 1).map(lambda days: START + timedelta(days=days))
amounts = st.integers(0, 10**12)


@st.composite
def trees(draw: st.DrawFn, *, splits: bool = False) -> OrgTree:
    """A root with units of one level, some of which close into others, one after the other."""
    levels = [Level("a", 0, "A"), Level("b", 1, "B")]
    changes = open_unit(ROOT, START, code="1", name="1", level="a", parent=None)
    for unit in UNITS:
        changes += open_unit(unit, START, code=str(unit), name=str(unit), level="b", parent=ROOT)
    tree = OrgTree.build(changes, levels)
    closing = sorted(draw(st.lists(st.integers(1, DAYS - 1), unique=True, max_size=len(UNITS) - 2)))
    for day in (START + timedelta(days=number) for number in closing):
        units = [unit for unit in UNITS if tree.is_open(unit, day)]
        gone, *others = draw(st.permutations(units))
        kind = draw(st.sampled_from(("merge", "split", "close"))) if splits else "merge"
        if kind == "merge":
            tree = tree.with_changes(*merge_units(tree, [gone], others[0], day))
        elif kind == "split" and len(others) > 1:
            halves = (Successor(others[0]), Successor(others[1]))
            tree = tree.with_changes(*split_unit(tree, gone, halves, day))
        else:
            tree = tree.with_changes(*close_unit(tree, gone, day))
    return tree


@st.composite
def decisions(draw: st.DrawFn, *, latest: date | None = None) -> list[Allocation]:
    """Numbers for some units and years, some decided again and again, some taken back."""
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from(UNITS),
                st.sampled_from([year.key for year in YEARS]),
                st.one_of(st.none(), amounts) if latest is None else amounts,
                days if latest is None else st.just(latest),
            ),
            max_size=20,
        )
    )
    return [
        Allocation("T", unit, year, amount, "1-KH", day, seq)
        for seq, (unit, year, amount, day) in enumerate(rows, start=1)
    ]


def share(told: list[Allocation], unit: int, year: YearWindow, *, tree: OrgTree, as_of: date) -> int | None:
    return share_of(in_force(told, as_of=as_of), "T", unit, year=year, tree=tree, as_of=as_of).amount


def in_all(told: list[Allocation], year: YearWindow, *, tree: OrgTree, as_of: date) -> int:
    return sum(share(told, unit, year, tree=tree, as_of=as_of) or 0 for unit in UNITS)


@given(trees(splits=True), decisions(latest=START), days)
def test_what_was_decided_before_is_conserved(tree: OrgTree, told: list[Allocation], as_of: date) -> None:
    """Whatever closes, the numbers over all units come to what was handed out at the beginning."""
    held = in_force(told, as_of=as_of)
    for year in YEARS:
        decided = [a.amount for (_, _, key), a in held.items() if key == year.key and a.amount is not None]
        assert in_all(told, year, tree=tree, as_of=as_of) == sum(decided)


@given(trees(), decisions(latest=START), days)
def test_units_open_at_the_end_of_a_year_hold_all_of_it(
    tree: OrgTree, told: list[Allocation], as_of: date
) -> None:
    """Where units only merge, a superior's children of the window's end carry everything that was handed down."""
    for year in YEARS:
        last = min(year.window.last, as_of)
        held_open = sum(
            share(told, unit, year, tree=tree, as_of=as_of) or 0 for unit in tree.children(ROOT, last)
        )
        assert held_open == in_all(told, year, tree=tree, as_of=as_of)


@given(trees(splits=True), decisions(), days, st.randoms())
def test_the_order_of_recording_does_not_matter(
    tree: OrgTree, told: list[Allocation], as_of: date, random: object
) -> None:
    shuffled = list(told)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    for year in YEARS:
        for unit in UNITS:
            before = share(told, unit, year, tree=tree, as_of=as_of)
            assert share(shuffled, unit, year, tree=tree, as_of=as_of) == before


@given(trees(splits=True), decisions(), days)
def test_a_share_is_the_sum_of_what_it_names(tree: OrgTree, told: list[Allocation], as_of: date) -> None:
    held = in_force(told, as_of=as_of)
    for year in YEARS:
        for unit in UNITS:
            found = share_of(held, "T", unit, year=year, tree=tree, as_of=as_of)
            parts = [amount for _, amount in found.inherited]
            if found.own is not None and found.own.amount is not None and found.passed_to is None:
                parts.append(found.own.amount)
            assert found.amount == (sum(parts) if parts else None)
            assert found.passed_to is None or not found.inherited


@given(tree=trees(), told=decisions(), as_of=days, amount=amounts, unit=st.sampled_from(UNITS))
def test_a_unit_s_own_last_word_is_its_share(
    *, tree: OrgTree, told: list[Allocation], as_of: date, amount: int, unit: int
) -> None:
    assume(tree.is_open(unit, as_of))
    last_word = Allocation("T", unit, "second", amount, "2-KH", as_of, seq=1_000)
    assert share([*told, last_word], unit, YEARS[1], tree=tree, as_of=as_of) == amount


@given(trees(splits=True), decisions(), days, days)
def test_decisions_to_come_change_nothing_yet(
    tree: OrgTree, told: list[Allocation], as_of: date, later: date
) -> None:
    assume(later > as_of)
    future = [replace(a, day=later, seq=a.seq + 1_000) for a in told]
    for year in YEARS:
        for unit in UNITS:
            now = share(told, unit, year, tree=tree, as_of=as_of)
            assert share([*told, *future], unit, year, tree=tree, as_of=as_of) == now


@given(trees(splits=True), decisions(), days, st.integers(0, 20))
def test_what_was_known_then(tree: OrgTree, told: list[Allocation], as_of: date, known: int) -> None:
    then = in_force([a for a in told if a.seq <= known], as_of=as_of)
    assert in_force(told, as_of=as_of, known=known) == then


@given(trees(splits=True), decisions(), days)
def test_a_term_is_all_of_its_years_or_nothing(tree: OrgTree, told: list[Allocation], as_of: date) -> None:
    held = in_force(told, as_of=as_of)
    for unit in UNITS:
        found = shares_of(held, "T", unit, years=YEARS, tree=tree, as_of=as_of)
        whole = whole_of(found, YEARS)
        assert (whole is None) == (len(found) < len(YEARS))
        assert whole is None or whole == sum(found.values())


# Arithmetic

weights = st.dictionaries(st.integers(1, 50), st.integers(0, 10**6), min_size=1, max_size=20)


@given(amounts, weights)
def test_nothing_is_lost_in_sharing_out(total: int, given_weights: dict[int, int]) -> None:
    assume(any(given_weights.values()))
    shares = share_out(total, given_weights)
    whole = sum(given_weights.values())
    assert sum(shares.values()) == total
    for unit, weight in given_weights.items():
        assert abs(shares[unit] - Fraction(total * weight, whole)) < 1
        assert weight or not shares[unit]


@given(amounts, weights)
def test_ties_go_to_the_unit_named_first(total: int, given_weights: dict[int, int]) -> None:
    assume(any(given_weights.values()))
    shares = share_out(total, given_weights)
    assert shares == share_out(total, dict(given_weights))
    units = list(given_weights)
    for at, unit in enumerate(units):
        for other in units[at + 1 :]:
            if given_weights[unit] >= given_weights[other]:
                assert shares[unit] >= shares[other]
            else:
                assert shares[unit] <= shares[other]


@given(amounts, st.lists(st.one_of(st.none(), amounts), max_size=20))
def test_a_balance_balances(goal: int, shares: list[int | None]) -> None:
    balance = balance_of(goal, shares)
    assert balance.assigned + balance.unassigned - balance.over == goal
    assert min(balance) >= 0
    assert 0 in (balance.unassigned, balance.over)


@given(amounts, weights)
def test_what_is_shared_out_balances(total: int, given_weights: dict[int, int]) -> None:
    assume(any(given_weights.values()))
    assert balance_of(total, share_out(total, given_weights).values()) == (total, 0, 0)
