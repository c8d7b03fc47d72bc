"""Targets handed down: what is in force, what a merger inherits, and what does not add up; worked out by hand.

1 province ── 2 district ── 21 commune
            │             ├ 22 commune, merged into 21 on 01/07/2023
            │             ├ 23 commune, merged into 22 on 01/03/2023
            │             ├ 24 commune, split into 21 and 26 on 01/07/2023
            │             ├ 25 commune, closed without successor on 01/07/2023
            │             └ 26 commune
            └ 3 district, opened on 01/07/2022
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

import pytest

from tiendo.core.cascade import (
    Allocation,
    Balance,
    Share,
    allocation_faults,
    balance_of,
    in_force,
    share_of,
    share_out,
    shares_of,
    whole_of,
)
from tiendo.core.errors import Problem
from tiendo.core.indicator import Comparator, Indicator, Level, Persons, Ratio, Total
from tiendo.core.orgunit import Level as Rung
from tiendo.core.orgunit import OrgTree, Successor, close_unit, merge_units, open_unit, split_unit
from tiendo.core.period import Window
from tiendo.core.plan import Basis, Target, YearWindow


def d(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").date()


START, MERGED = d("01/01/2021"), d("01/07/2023")
NOW = d("30/11/2024")


def grow() -> OrgTree:
    levels = [Rung(key, rank, key) for rank, key in enumerate(("province", "district", "commune"))]
    units = [(1, "province", None, START), (2, "district", 1, START), (3, "district", 1, d("01/07/2022"))]
    units += [(unit, "commune", 2, START) for unit in (21, 22, 23, 24, 25, 26)]
    changes = [
        change
        for unit, level, parent, day in units
        for change in open_unit(unit, day, code=str(unit), name=f"Đơn vị {unit}", level=level, parent=parent)
    ]
    tree = OrgTree.build(changes, levels)
    tree = tree.with_changes(*merge_units(tree, [23], 22, d("01/03/2023")))
    return tree.with_changes(
        *merge_units(tree, [22], 21, MERGED),
        *split_unit(tree, 24, (Successor(21), Successor(26)), MERGED),
        *close_unit(tree, 25, MERGED),
    )


TREE = grow()
YEARS = tuple(
    YearWindow(str(year), Window(date(year, 1, 1), date(year + 1, 1, 1))) for year in range(2021, 2026)
)
Y2022, Y2023, Y2024 = YEARS[1:4]


def give(
    unit: int, amount: int | None, day: str = "15/06/2021", *, year: str = "2023", seq: int = 1
) -> Allocation:
    return Allocation("T04", unit, year, amount, "12-KH/ĐTN", d(day), seq)


def share(
    told: Iterable[Allocation], unit: int, *, year: YearWindow = Y2023, as_of: date = NOW
) -> int | None:
    return share_of(in_force(told, as_of=as_of), "T04", unit, year=year, tree=TREE, as_of=as_of).amount


# What is in force


@pytest.mark.parametrize(
    ("as_of", "known", "amount"),
    [
        ("14/06/2021", None, None),
        ("15/06/2021", None, 100),
        ("14/02/2022", None, 100),
        # Two decisions of one day: the one recorded later.
        ("15/02/2022", None, 130),
        ("15/02/2022", 8, 120),
        # Decided on 01/03 but recorded as event 4 only.
        ("28/02/2022", 3, 100),
        ("01/03/2022", 4, 150),
        ("01/03/2022", 3, 100),
        # Taken back.
        ("30/11/2022", None, None),
        ("30/11/2022", 9, 150),
        # Given again.
        ("01/12/2022", None, 90),
    ],
)
def test_the_latest_decision_holds(as_of: str, known: int | None, amount: int | None) -> None:
    told = [
        give(21, 150, "01/03/2022", seq=4),
        give(21, 130, "15/02/2022", seq=9),
        give(21, None, "30/11/2022", seq=10),
        give(21, 100, "15/06/2021", seq=1),
        give(21, 120, "15/02/2022", seq=8),
        give(21, 90, "01/12/2022", seq=11),
        give(21, 7, "01/12/2022", seq=12, year="2024"),
        give(26, 7, "01/12/2022", seq=13),
        replace(give(21, 7, "01/12/2022", seq=14), target="T05"),
    ]
    day = d(as_of)
    for order in (told, told[::-1]):
        held = in_force(order, as_of=day, known=known)
        assert share_of(held, "T04", 21, year=Y2023, tree=TREE, as_of=day).amount == amount


def test_nothing_decided() -> None:
    assert share([], 21) is None
    assert share([give(26, 5)], 21) is None
    assert share([give(21, 0)], 21) == 0


# What a merger inherits


@pytest.mark.parametrize(
    ("unit", "year", "as_of", "amount"),
    [
        # Until the day before, everyone has its own.
        (21, Y2023, "30/06/2023", 100),
        (22, Y2023, "28/02/2023", 30),
        (23, Y2023, "28/02/2023", 5),
        # 23 was merged into 22, and this one into 21.
        (22, Y2023, "01/03/2023", 35),
        (23, Y2023, "01/03/2023", None),
        (21, Y2023, "01/07/2023", 135),
        (22, Y2023, "01/07/2023", None),
        (23, Y2023, "01/07/2023", None),
        (21, Y2023, "30/11/2024", 135),
        # A year that was over stays with those who worked in it.
        (21, Y2022, "30/11/2024", 100),
        (22, Y2022, "30/11/2024", 30),
        (23, Y2022, "30/11/2024", 5),
        # A year to come is handed on with the rest.
        (21, Y2024, "01/07/2023", 135),
        (22, Y2024, "01/07/2023", None),
        (21, Y2024, "30/06/2023", 100),
        # What was split stays with the closed unit: nobody said whose it is. So does what had no successor.
        (24, Y2023, "30/11/2024", 40),
        (26, Y2023, "30/11/2024", None),
        (25, Y2023, "30/11/2024", 50),
    ],
)
def test_a_single_successor_inherits(unit: int, year: YearWindow, as_of: str, amount: int | None) -> None:
    numbers = {21: 100, 22: 30, 23: 5, 24: 40, 25: 50}
    told = [give(one, number, year=each.key) for one, number in numbers.items() for each in YEARS]
    assert share(told, unit, year=year, as_of=d(as_of)) == amount


@pytest.mark.parametrize(
    ("own", "amount"),
    [
        # Decided before the merger: what comes with 22 (30 and 23's 5) is added.
        (give(21, 100, "30/06/2023", seq=5), 135),
        # Decided on its day or later: it already knows of it.
        (give(21, 100, "01/07/2023", seq=5), 100),
        (give(21, 100, "01/09/2023", seq=5), 100),
        # Taken back before the merger, or after it.
        (give(21, None, "30/06/2023", seq=5), 35),
        (give(21, None, "01/07/2023", seq=5), None),
        (give(21, 0, "01/07/2023", seq=5), 0),
        # Never decided.
        (give(26, 1), 35),
        # 22 decided anew between the two mergers: 23's is in it. 21's own (100) is older.
        (give(22, 33, "01/03/2023", seq=5), 133),
        (give(22, 33, "28/02/2023", seq=5), 138),
        (give(22, None, "01/04/2023", seq=5), 100),
    ],
)
def test_inherited_and_decided(own: Allocation, amount: int | None) -> None:
    told = [give(22, 30), give(23, 5), own]
    if own.unit == 22:
        told.append(give(21, 100))
    assert share(told, 21) == amount


def test_where_a_share_comes_from() -> None:
    told = [give(21, 100), give(22, 30), give(23, 5)]
    held = in_force(told, as_of=NOW)
    assert share_of(held, "T04", 21, year=Y2023, tree=TREE, as_of=NOW) == Share(135, told[0], ((22, 35),))
    assert share_of(held, "T04", 22, year=Y2023, tree=TREE, as_of=NOW) == Share(None, told[1], passed_to=21)
    assert share_of(held, "T04", 26, year=Y2023, tree=TREE, as_of=NOW) == Share(None)


def test_a_year_cut_to_the_term_was_over_before_the_merger() -> None:
    first_half = YearWindow("2023", Window(d("01/01/2023"), MERGED))
    assert share([give(21, 100), give(22, 30)], 21, year=first_half) == 100
    assert share([give(21, 100), give(22, 30)], 22, year=first_half) == 30


# The whole term


@pytest.mark.parametrize(
    ("years", "numbers", "whole"),
    [
        ("2021 2022 2023 2024 2025", {"2021": 10, "2022": 10, "2023": 10, "2024": 10, "2025": 10}, 50),
        ("2021 2022 2023 2025", {"2021": 10, "2022": 10, "2023": 10, "2025": 10}, None),
        ("2023", {"2023": 10}, None),
        ("", {}, None),
    ],
)
def test_a_term_is_the_sum_of_all_its_years(years: str, numbers: dict[str, int], whole: int | None) -> None:
    told = [give(26, 10, year=year) for year in years.split()]
    found = shares_of(in_force(told, as_of=NOW), "T04", 26, years=YEARS, tree=TREE, as_of=NOW)
    assert found == numbers
    assert whole_of(found, YEARS) == whole


def test_a_year_of_zero_is_decided() -> None:
    told = [give(26, 0, year=year.key) for year in YEARS]
    found = shares_of(in_force(told, as_of=NOW), "T04", 26, years=YEARS, tree=TREE, as_of=NOW)
    assert whole_of(found, YEARS) == 0


def test_a_term_without_years_has_no_number() -> None:
    assert whole_of({}, ()) is None


# Sums that balance


@pytest.mark.parametrize(
    ("goal", "shares", "balance"),
    [
        (300_000, (120_000, 130_000), Balance(250_000, 50_000, 0)),
        (300_000, (200_000, 100_000), Balance(300_000, 0, 0)),
        (300_000, (200_000, 130_000), Balance(330_000, 0, 30_000)),
        (300_000, (None, 100_000, None), Balance(100_000, 200_000, 0)),
        (300_000, (), Balance(0, 300_000, 0)),
        (0, (5,), Balance(5, 0, 5)),
    ],
)
def test_balance(goal: int, shares: tuple[int | None, ...], balance: Balance) -> None:
    assert balance_of(goal, shares) == balance


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (100, {2: 1, 3: 1, 4: 1}, {2: 34, 3: 33, 4: 33}),
        (100, {4: 1, 3: 1, 2: 1}, {4: 34, 3: 33, 2: 33}),
        # 10 * 6/13 = 4 8/13, 10 * 4/13 = 3 1/13, 10 * 3/13 = 2 4/13
        (10, {2: 6, 3: 4, 4: 3}, {2: 5, 3: 3, 4: 2}),
        (7, {2: 0, 3: 5}, {2: 0, 3: 7}),
        (0, {2: 0, 3: 0}, {2: 0, 3: 0}),
        (0, {}, {}),
        (10**12, {2: 1, 3: 2}, {2: 333_333_333_333, 3: 666_666_666_667}),
    ],
)
def test_shared_out_by_weights(total: int, weights: dict[int, int], shares: dict[int, int]) -> None:
    assert share_out(total, weights) == shares
    assert list(share_out(total, weights)) == list(weights)


@pytest.mark.parametrize(
    ("total", "weights", "code"),
    [
        (-1, {2: 1}, "allocation.negative"),
        (10**12 + 1, {2: 1}, "allocation.too_large"),
        (5, {2: -1, 3: 2}, "quantity.weights"),
        (5, {2: 0}, "quantity.weights"),
        (5, {}, "quantity.weights"),
    ],
)
def test_what_cannot_be_shared_out(total: int, weights: dict[int, int], code: str) -> None:
    with pytest.raises(Problem) as refused:
        share_out(total, weights)
    assert refused.value.code == code


# What is refused

TREES = Total("trees")


def target(indicator: Indicator = TREES) -> Target:
    return Target(
        "T04", "2.1", "A1", "Trồng cây", indicator, Basis.WHOLE_TERM, Comparator.AT_LEAST, Fraction(300_000)
    )


def faults(allocation: Allocation, indicator: Indicator = TREES) -> list[str]:
    return [str(fault) for fault in allocation_faults(allocation, target(indicator), YEARS, tree=TREE)]


def test_what_may_be_handed_down() -> None:
    for amount in (0, 1, 10**12, None):
        assert faults(give(21, amount)) == []
    assert faults(give(21, 5), Persons("trained")) == []


@pytest.mark.parametrize(
    ("allocation", "text"),
    [
        (give(21, -1), "-1 is below zero; a number handed down is zero or more."),
        (give(21, 10**12 + 1), "1000000000001 is larger than any figure can be (1000000000000)."),
        (
            give(21, 5, year="2026"),
            "T04 does not count in 2026; its years are: 2021, 2022, 2023, 2024, 2025.",
        ),
        (
            give(21, 5, year="WY2023"),
            "T04 does not count in WY2023; its years are: 2021, 2022, 2023, 2024, 2025.",
        ),
        # Opened on 01/07/2022: 2022 is its first year.
        (give(3, 5, year="2021"), "Đơn vị 3 was not open on any day that counts in 2021."),
        # Closed on 01/07/2023: 2023 was its last.
        (give(25, 5, year="2024"), "Đơn vị 25 was not open on any day that counts in 2024."),
        # Decided after its number had passed on.
        (
            give(22, 5, "01/07/2023"),
            "Đơn vị 22 closed on 01/07/2023: its number for 2023 is Đơn vị 21's now.",
        ),
        (replace(give(21, 5), paper=" "), "Name the paper that decided it."),
    ],
)
def test_refused(allocation: Allocation, text: str) -> None:
    assert faults(allocation) == [text]


@pytest.mark.parametrize(
    "allocation",
    [
        give(3, 5, year="2022"),
        give(25, 5, "01/07/2023"),
        give(24, 5, "01/07/2023"),
        give(22, 5, "30/06/2023"),
        # The year was over when it closed: late, but its own.
        give(22, 5, "01/07/2023", year="2022"),
    ],
)
def test_at_the_edges_of_a_unit_s_life(allocation: Allocation) -> None:
    assert faults(allocation) == []


@pytest.mark.parametrize("indicator", [Level("play_areas"), Ratio((TREES,), (Total("plots"),))])
def test_only_sums_are_handed_down(indicator: Indicator) -> None:
    told = "T04 is not a sum; its goal holds at every unit and is not handed down."
    assert faults(give(21, 5), indicator) == [told]


def test_all_faults_at_once() -> None:
    wrong = Allocation("T04", 21, "1999", -5, "", NOW)
    codes = [fault.code for fault in allocation_faults(wrong, target(Level("x")), YEARS, tree=TREE)]
    assert codes == [
        "allocation.not_a_sum",
        "allocation.negative",
        "allocation.outside_term",
        "allocation.no_paper",
    ]


def test_a_unit_nobody_knows() -> None:
    with pytest.raises(Problem) as refused:
        faults(give(77, 5))
    assert refused.value.code == "tree.no_unit"
