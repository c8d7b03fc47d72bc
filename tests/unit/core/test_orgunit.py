"""The tree of units on small histories worked out by hand.

Histories are written as tables, one change a line: day, kind, unit, then code, name, level and parent as far as the
kind takes them (`-` for not given); for a closing, `to` its successors or `heir`.
"""

import csv
import pickle
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import pytest

from tiendo.core import orgunit
from tiendo.core.errors import CATALOGUE, Problem
from tiendo.core.orgunit import (
    ChangeKind,
    ClosureRow,
    Level,
    OrgTree,
    Stretch,
    Successor,
    UnitChange,
    close_unit,
    merge_units,
    move_unit,
    open_unit,
    rename_unit,
    split_unit,
)

LEVELS = (
    Level("province", 0, "Cấp tỉnh"),
    Level("district", 1, "Cấp huyện"),
    Level("affiliated", 1, "Tương đương cấp huyện"),
    Level("commune", 2, "Đoàn cơ sở"),
    Level("branch", 3, "Chi đoàn"),
)


def day(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").date()


def read(table: str) -> list[UnitChange]:
    """Changes from a table."""
    changes = []
    for line in filter(str.strip, table.splitlines()):
        when, kind, unit, *rest = (cell.strip() for cell in line.split("|"))
        if kind == "close":
            changes.append(_closing(int(unit), day(when), rest))
            continue
        code, name, level, parent = (None if cell == "-" else cell for cell in rest)
        above = None if parent is None else int(parent)
        changes.append(UnitChange(ChangeKind(kind), int(unit), day(when), code, name, level, above))
    return changes


def _closing(unit: int, when: date, rest: list[str]) -> UnitChange:
    word, _, units = rest[0].partition(" ") if rest else ("", "", "")
    if word == "heir":
        return UnitChange(ChangeKind.CLOSE, unit, when, heir=int(units))
    successors = tuple(Successor(int(other)) for other in units.split())
    return UnitChange(ChangeKind.CLOSE, unit, when, successors=successors)


def grow(table: str) -> OrgTree:
    return OrgTree.build(read(table), LEVELS)


def codes(problems: Iterable[object]) -> list[str]:
    return [problem.code for problem in problems if isinstance(problem, Problem)]


PROVINCE = """
01/01/2021 | open | 1  | 91    | Tỉnh đoàn           | province | -
01/01/2021 | open | 2  | 899   | Thành đoàn A        | district | 1
01/01/2021 | open | 3  | 908   | Huyện đoàn B        | district | 1
01/01/2021 | open | 21 | 30730 | Phường A1           | commune  | 2
01/01/2021 | open | 22 | 30733 | Phường A2           | commune  | 2
01/01/2021 | open | 31 | 30985 | Xã B1               | commune  | 3
01/01/2021 | open | 32 | 30988 | Xã B2               | commune  | 3
01/03/2021 | open | 211 | A1.1 | Chi đoàn khu phố 1  | branch   | 21
01/03/2021 | open | 311 | B1.1 | Chi đoàn ấp 1       | branch   | 31
"""


# Above and below


def test_a_unit_has_a_path_from_the_first_day_it_is_open() -> None:
    tree = grow(PROVINCE)
    assert tree.path(211, day("28/02/2021")) == ()
    assert tree.path(211, day("01/03/2021")) == (1, 2, 21, 211)
    assert tree.parent(211, day("01/03/2021")) == 21
    assert tree.parent(1, day("01/03/2021")) is None
    assert tree.path(1, day("31/12/2020")) == ()


def test_what_is_directly_below_and_all_that_is_below() -> None:
    tree = grow(PROVINCE)
    today = day("01/03/2021")
    assert tree.children(1, today) == (2, 3)
    assert tree.children(211, today) == ()
    assert tree.subtree(3, today) == (3, 31, 32, 311)
    assert tree.subtree(3, day("28/02/2021")) == (3, 31, 32)
    assert tree.subtree(311, day("28/02/2021")) == ()
    assert tree.open_units(day("28/02/2021")) == (1, 2, 3, 21, 22, 31, 32)


def test_nobody_is_below_itself_or_below_an_equal() -> None:
    tree = grow(PROVINCE)
    today = day("01/03/2021")
    assert tree.below(1, 211, today)
    assert tree.below(2, 21, today)
    assert not tree.below(21, 21, today)
    assert not tree.below(211, 21, today)
    assert not tree.below(3, 21, today)
    assert not tree.below(1, 211, day("28/02/2021"))


def test_an_unknown_unit_is_never_open() -> None:
    tree = grow(PROVINCE)
    today = day("01/03/2021")
    assert tree.stretches(999) == ()
    assert tree.stretch_at(999, today) is None
    assert not tree.is_open(999, today)
    assert tree.path(999, today) == tree.children(999, today) == tree.subtree(999, today) == ()
    assert tree.path_change_days(999) == ()
    assert tree.as_is(999, today, today) is None
    with pytest.raises(Problem, match="There is no unit 999") as refused:
        tree.life(999)
    assert refused.value.code == "tree.no_unit"


def test_a_province_alone_and_no_unit_at_all() -> None:
    alone = grow("01/01/2021 | open | 1 | 91 | Tỉnh đoàn | province | -")
    assert alone.subtree(1, day("01/01/2021")) == (1,)
    empty = OrgTree.build([], [])
    assert empty.units() == ()
    assert empty.closure() == []


# Names, codes and moves in time

CHANGING = (
    PROVINCE
    + """
01/01/2022 | rename | 21 | -     | Phường A1 mới | -       | -
01/07/2022 | move   | 21 | -     | -             | -       | 3
01/01/2023 | move   | 21 | 30999 | Thị trấn A1   | -       | 3
01/01/2024 | close  | 22
"""
)


def test_a_stretch_ends_where_the_next_begins() -> None:
    tree = grow(CHANGING)
    assert tree.stretches(21) == (
        Stretch(21, "30730", "Phường A1", "commune", 2, day("01/01/2021"), day("01/01/2022")),
        Stretch(21, "30730", "Phường A1 mới", "commune", 2, day("01/01/2022"), day("01/07/2022")),
        Stretch(21, "30730", "Phường A1 mới", "commune", 3, day("01/07/2022"), day("01/01/2023")),
        Stretch(21, "30999", "Thị trấn A1", "commune", 3, day("01/01/2023"), None),
    )
    at = tree.stretch_at(21, day("31/12/2022"))
    assert at is not None and at.name == "Phường A1 mới"
    at = tree.stretch_at(21, day("01/01/2023"))
    assert at is not None and at.code == "30999"


def test_a_unit_is_closed_on_the_day_it_closes() -> None:
    tree = grow(CHANGING)
    assert tree.life(22) == (day("01/01/2021"), day("01/01/2024"))
    assert tree.is_open(22, day("31/12/2023"))
    assert not tree.is_open(22, day("01/01/2024"))
    assert tree.stretch_at(22, day("01/01/2024")) is None
    assert tree.children(2, day("31/12/2023")) == (22,)
    assert tree.children(2, day("01/01/2024")) == ()
    assert tree.life(21) == (day("01/01/2021"), None)


def test_a_move_changes_the_path_of_all_below_and_a_rename_of_nobody() -> None:
    tree = grow(CHANGING)
    assert tree.path(211, day("30/06/2022")) == (1, 2, 21, 211)
    assert tree.path(211, day("01/07/2022")) == (1, 3, 21, 211)
    assert tree.path_change_days(21) == (day("01/07/2022"),)
    assert tree.path_change_days(211) == (day("01/07/2022"),)
    assert tree.path_change_days(22) == ()
    assert tree.path_change_days(1) == ()


def test_the_last_day_under_another_is_the_day_asked_for_or_the_one_before_it_left() -> None:
    tree = grow(CHANGING)
    found = [tree.last_day_under(211, 2, day(text)) for text in ("28/02/2021", "01/03/2021", "31/12/2022")]
    assert found == [None, day("01/03/2021"), day("30/06/2022")]
    found = [tree.last_day_under(211, 3, day(text)) for text in ("30/06/2022", "01/07/2022", "02/07/2022")]
    assert found == [None, day("01/07/2022"), day("02/07/2022")]


def test_closure_rows_name_the_child_on_the_way_and_are_cut_only_where_they_differ() -> None:
    tree = grow(CHANGING)
    start, moved = day("01/03/2021"), day("01/07/2022")
    assert tree.closure([211]) == [
        ClosureRow(211, 211, None, 0, start, None),
        ClosureRow(21, 211, 211, 1, start, None),
        ClosureRow(2, 211, 21, 2, start, moved),
        ClosureRow(3, 211, 21, 2, moved, None),
        ClosureRow(1, 211, 2, 3, start, moved),
        ClosureRow(1, 211, 3, 3, moved, None),
    ]
    assert tree.closure([22]) == [
        ClosureRow(22, 22, None, 0, day("01/01/2021"), day("01/01/2024")),
        ClosureRow(2, 22, 22, 1, day("01/01/2021"), day("01/01/2024")),
        ClosureRow(1, 22, 2, 2, day("01/01/2021"), day("01/01/2024")),
    ]


def test_a_path_that_gets_shorter_ends_its_deepest_row() -> None:
    tree = grow(
        """
        01/01/2021 | open  | 1 | 91 | Tỉnh đoàn | province | -
        01/01/2021 | open  | 2 | 8  | Huyện đoàn | district | 1
        01/01/2021 | open  | 3 | 30 | Đoàn xã | commune | 2
        01/07/2025 | move  | 3 | -  | -       | -       | 1
        01/07/2025 | close | 2
        """
    )
    start, reform = day("01/01/2021"), day("01/07/2025")
    assert tree.closure([3]) == [
        ClosureRow(3, 3, None, 0, start, None),
        ClosureRow(2, 3, 3, 1, start, reform),
        ClosureRow(1, 3, 3, 1, reform, None),
        ClosureRow(1, 3, 2, 2, start, reform),
    ]


def test_two_units_may_each_be_above_the_other_at_different_times() -> None:
    tree = grow(
        """
        01/01/2021 | open | 1 | 91 | Tỉnh đoàn | province | -
        01/01/2021 | open | 2 | A  | A | district | 1
        01/01/2021 | open | 3 | B  | B | commune  | 2
        01/01/2022 | move | 3 | -  | - | affiliated | 1
        01/01/2023 | move | 2 | -  | - | commune | 3
        """
    )
    assert tree.path(3, day("31/12/2021")) == (1, 2, 3)
    assert tree.path(2, day("01/01/2023")) == (1, 3, 2)
    assert tree.path_change_days(3) == (day("01/01/2022"),)
    assert tree.path_change_days(2) == (day("01/01/2023"),)


def test_a_new_level_under_the_same_parent_is_no_change_of_path() -> None:
    tree = grow(PROVINCE + "01/01/2022 | move | 3 | - | Đoàn khối B | affiliated | 1")
    assert tree.path_change_days(3) == ()
    at = tree.stretch_at(3, day("01/01/2022"))
    assert at is not None and at.level == "affiliated"
    assert tree.children(1, day("01/01/2022")) == (2, 3)
    assert len(tree.closure([31])) == 3


def test_affected_are_the_units_whose_rows_differ() -> None:
    tree = grow(PROVINCE)
    renamed = tree.with_changes(*rename_unit(2, day("01/01/2022"), name="Thành đoàn A mới"))
    assert tree.affected_by(renamed) == set()
    moved = tree.with_changes(*move_unit(21, day("01/01/2022"), parent=3))
    assert tree.affected_by(moved) == moved.affected_by(tree) == {21, 211}
    grown = tree.with_changes(
        *open_unit(23, day("01/01/2022"), code="30736", name="Phường A3", level="commune", parent=2)
    )
    assert tree.affected_by(grown) == grown.affected_by(tree) == {23}


# Codes


def test_a_code_is_reused_from_the_day_it_becomes_free() -> None:
    tree = grow(
        PROVINCE
        + """
        01/07/2021 | close  | 22 | to 24
        01/07/2021 | open   | 24 | 30733 | Phường A4 | commune | 2
        01/07/2021 | rename | 31 | B-moi | -         | -       | -
        """
    )
    assert tree.resolve("30733", day("30/06/2021")) == 22
    assert tree.resolve("30733", day("01/07/2021")) == 24
    assert tree.resolve("30985", day("30/06/2021")) == 31
    assert tree.resolve("30985", day("01/07/2021")) is None
    assert tree.resolve("B-moi", day("30/06/2021")) is None
    assert tree.find("B-moi", day("01/07/2021")) == 31


@pytest.mark.parametrize(
    ("code", "asked", "problem", "text"),
    [
        ("00000", "01/01/2022", "tree.code_unknown", "No unit ever had the code 00000"),
        ("A1.1", "28/02/2021", "tree.code_not_yet", r"Chi đoàn khu phố 1 \(211\) from 2021-03-01"),
        ("30733", "01/01/2024", "tree.code_ended", r"Phường A2 \(22\) until 2023-12-31"),
        ("30730", "01/01/2023", "tree.code_ended", r"Phường A1 mới \(21\) until 2022-12-31"),
    ],
)
def test_a_code_not_found_says_whose_it_is_on_other_days(
    code: str, asked: str, problem: str, text: str
) -> None:
    with pytest.raises(Problem, match=text) as refused:
        grow(CHANGING).find(code, day(asked))
    assert refused.value.code == problem
    assert refused.value.details["code"] == code
    assert refused.value.details["day"] == day(asked)


# Merging, splitting, closing


def test_recorded_late_is_the_same_as_recorded_in_time() -> None:
    late = grow(PROVINCE).with_changes(*read("01/01/2023 | move | 21 | 30999 | Thị trấn A1 | - | 3"))
    late = late.with_changes(*read("01/07/2022 | move | 21 | - | - | - | 3"))
    late = late.with_changes(*read("01/01/2024 | close | 22"))
    late = late.with_changes(*read("01/01/2022 | rename | 21 | - | Phường A1 mới | - | -"))
    in_time = grow(CHANGING)
    assert late == in_time
    assert hash(late) == hash(in_time)
    assert late.changes == in_time.changes
    assert late.closure() == in_time.closure()
    assert pickle.loads(pickle.dumps(late)) == in_time


def test_merged_units_give_their_children_to_the_one_they_merge_into() -> None:
    tree, when = grow(PROVINCE), day("01/07/2022")
    changes = merge_units(tree, [31, 32], 33, when)
    assert changes == read(
        """
        01/07/2022 | close | 31 | to 33
        01/07/2022 | close | 32 | to 33
        01/07/2022 | move  | 311 | - | - | - | 33
        """
    )
    # The new commune takes over the code of one that closes, so it can only be opened in the same batch.
    opening = open_unit(33, when, code="30985", name="Xã B1 mới", level="commune", parent=3)
    merged = tree.with_changes(*opening, *changes)
    assert merged.subtree(3, when) == (3, 33, 311)
    assert merged.path_change_days(311) == (when,)
    assert merged.successors(31) == (Successor(33),)
    assert merged.predecessors(33) == (31, 32)


def test_a_merged_units_child_may_be_placed_elsewhere() -> None:
    tree, when = grow(PROVINCE), day("01/07/2022")
    merged = tree.with_changes(*merge_units(tree, [31], 32, when, children_to={311: 22}))
    assert merged.path(311, when) == (1, 2, 22, 311)


def test_districts_close_after_their_communes_merged_in_the_same_batch() -> None:
    tree, when = grow(PROVINCE), day("01/07/2025")
    batch = [
        *open_unit(41, when, code="30730", name="Phường A", level="commune", parent=1),
        *merge_units(tree, [21, 22], 41, when),
        *move_unit(31, when, parent=1),
    ]
    batch += close_unit(tree, 2, when, batch=batch)
    batch += close_unit(tree, 3, when, batch=batch)
    assert batch[-2:] == read("01/07/2025 | close | 3\n01/07/2025 | move | 32 | - | - | - | 1")
    reformed = tree.with_changes(*batch)
    assert reformed.children(1, when) == (31, 32, 41)
    assert reformed.subtree(1, when) == (1, 31, 32, 41, 311, 211)


def test_a_split_needs_a_place_for_every_child() -> None:
    tree, when = grow(PROVINCE), day("01/07/2022")
    parts = (Successor(22, (("youth", 3),)), Successor(32, (("youth", 1),)))
    with pytest.raises(Problem, match=r"Phường A1 \(21\).*Chi đoàn khu phố 1 \(211\)") as refused:
        split_unit(tree, 21, parts, when)
    assert refused.value.code == "tree.children_unplaced"
    split = tree.with_changes(*split_unit(tree, 21, parts, when, children_to={211: 32}))
    assert split.successors(21) == parts
    assert split.path(211, when) == (1, 3, 32, 211)


@pytest.mark.parametrize("child", [22, 999])
def test_only_children_are_given_a_new_place(child: int) -> None:
    tree = grow(PROVINCE)
    with pytest.raises(Problem) as refused:
        merge_units(tree, [31], 32, day("01/07/2022"), children_to={child: 32})
    assert refused.value.code == "tree.not_a_child"
    assert refused.value.details["child"] == child


def test_children_of_a_closed_unit_go_to_its_heir_else_to_its_parent() -> None:
    tree, when = grow(PROVINCE), day("01/07/2022")
    assert tree.with_changes(*close_unit(tree, 31, when)).path(311, when) == (1, 3, 311)
    assert tree.with_changes(*close_unit(tree, 31, when, heir=22)).path(311, when) == (1, 2, 22, 311)
    placed = close_unit(tree, 31, when, children_to={311: 32})
    assert tree.with_changes(*placed).path(311, when) == (1, 3, 32, 311)


def test_a_root_closes_only_when_nothing_is_under_it() -> None:
    tree, when = grow(PROVINCE), day("01/07/2022")
    with pytest.raises(Problem) as refused:
        close_unit(tree, 1, when)
    assert refused.value.code == "tree.children_unplaced"
    with pytest.raises(Problem, match="faults: 2") as broken:
        tree.with_changes(*read("01/07/2022 | close | 1"))
    assert codes(broken.value.causes) == ["tree.orphan", "tree.orphan"]
    alone = grow("01/01/2021 | open | 1 | 91 | Tỉnh đoàn | province | -")
    assert not alone.with_changes(*close_unit(alone, 1, when)).is_open(1, when)


def test_a_province_merges_into_another() -> None:
    tree = grow(PROVINCE + "01/01/2021 | open | 5 | 89 | Tỉnh đoàn khác | province | -")
    when = day("01/07/2025")
    merged = tree.with_changes(*merge_units(tree, [1], 5, when), *rename_unit(5, when, code="91"))
    assert merged.path(211, when) == (5, 2, 21, 211)
    assert merged.path_change_days(211) == (when,)
    assert merged.resolve("91", day("30/06/2025")) == 1
    assert merged.resolve("91", when) == 5


# Before and after

SUCCESSION = """
01/01/2021 | open  | 1  | 91 | Tỉnh đoàn  | province | -
01/01/2021 | open  | 2  | 2  | Huyện đoàn | district | 1
01/01/2021 | open  | 3  | 3  | Thành đoàn | district | 1
01/01/2021 | open  | 21 | 21 | Xã a | commune | 2
01/01/2021 | open  | 22 | 22 | Xã b | commune | 2
01/01/2021 | open  | 23 | 23 | Xã c | commune | 2
01/01/2021 | open  | 24 | 24 | Xã d | commune | 2
01/01/2021 | open  | 25 | 25 | Xã e | commune | 2
01/01/2021 | open  | 31 | 31 | Phường f | commune | 3
01/01/2021 | open  | 32 | 32 | Phường g | commune | 3
01/01/2022 | close | 22 | to 21
01/01/2023 | open  | 26 | 26 | Xã ac | commune | 2
01/01/2023 | close | 23 | to 26
01/01/2023 | close | 21 | to 26
01/01/2023 | close | 24 | to 26 31
01/01/2024 | close | 25
01/01/2024 | close | 32 | heir 31
01/01/2025 | move  | 26 | - | - | - | 3
01/01/2025 | close | 2
"""


def test_predecessors_are_direct_and_lineage_goes_all_the_way_back() -> None:
    tree = grow(SUCCESSION)
    assert tree.predecessors(26) == (21, 23, 24)
    assert tree.predecessors(21) == (22,)
    assert tree.predecessors(22) == ()
    assert tree.lineage(26) == {26, 21, 22, 23, 24}
    assert tree.lineage(21) == {21, 22}
    assert tree.lineage(25) == {25}
    assert tree.successors(24) == (Successor(26), Successor(31))
    assert tree.successors(25) == tree.successors(26) == ()


def test_family_is_joined_by_succession_in_both_directions() -> None:
    tree = grow(SUCCESSION)
    assert tree.family([22]) == {21, 22, 23, 24, 26, 31}
    assert tree.family([32]) == {32}
    assert tree.family([25, 31]) == {21, 22, 23, 24, 25, 26, 31}
    assert tree.family([]) == set()


@pytest.mark.parametrize(
    ("unit", "at", "stands", "why"),
    [
        (22, "31/12/2021", 22, "itself while open"),
        (22, "01/01/2022", 21, "its single successor"),
        (22, "01/01/2023", 26, "the successor's successor"),
        (26, "01/06/2025", 26, "itself, wherever it moved"),
        (24, "31/12/2022", 24, "itself while open"),
        (24, "01/01/2023", 1, "split between two districts: the province"),
        (24, "01/01/2025", 3, "split between what are now two communes of one district"),
        (32, "01/01/2024", 31, "its heir"),
        (25, "01/01/2024", 2, "its last parent, having neither successor nor heir"),
        (25, "01/01/2025", 1, "what stands for its last parent"),
    ],
)
def test_as_is(unit: int, at: str, stands: int, why: str) -> None:
    assert grow(SUCCESSION).as_is(unit, day("01/06/2021"), day(at)) == stands, why


def test_as_is_where_nothing_is_left_or_not_yet_open() -> None:
    tree = grow("01/01/2021 | open | 1 | 91 | Tỉnh đoàn | province | -\n01/01/2023 | close | 1")
    assert tree.as_is(1, day("01/01/2022"), day("01/01/2023")) is None
    assert tree.as_is(1, day("01/01/2020"), day("31/12/2020")) is None


def test_a_split_whose_successors_meet_again_stands_where_they_met() -> None:
    tree = grow(
        SUCCESSION
        + """
        01/06/2025 | open  | 33 | 33 | Phường h | commune | 3
        01/06/2025 | close | 26 | to 33
        01/06/2025 | close | 31 | to 33
        """
    )
    assert tree.as_is(24, day("01/01/2022"), day("01/06/2025")) == 33


def test_as_is_refuses_a_day_before_the_one_looked_at() -> None:
    with pytest.raises(Problem) as refused:
        grow(SUCCESSION).as_is(22, day("02/06/2021"), day("01/06/2021"))
    assert refused.value.code == "tree.as_is_early"


# What keeps a tree from being whole

FAULTS: list[tuple[str, str, list[tuple[str, int, str]]]] = [
    ("no opening", "01/01/2022 | rename | 9 | - | X | - | -", [("tree.not_opened", 9, "01/01/2022")]),
    (
        "change before the opening",
        "01/06/2020 | rename | 21 | - | X | - | -",
        [("tree.not_opened", 21, "01/06/2020")],
    ),
    (
        "opened again",
        "01/01/2022 | open | 22 | 77 | X | commune | 2",
        [("tree.opened_twice", 22, "01/01/2022")],
    ),
    (
        "change after closing",
        "01/01/2022 | close | 22\n01/01/2023 | rename | 22 | - | X | - | -",
        [("tree.after_close", 22, "01/01/2023")],
    ),
    (
        "closed twice",
        "01/01/2022 | close | 22\n01/01/2023 | close | 22",
        [("tree.after_close", 22, "01/01/2023")],
    ),
    (
        "two changes on a day",
        "01/01/2022 | rename | 22 | - | X | - | -\n01/01/2022 | move | 22 | - | - | - | 3",
        [("tree.two_changes", 22, "01/01/2022")],
    ),
    ("closed on its first day", "01/01/2021 | close | 22", [("tree.two_changes", 22, "01/01/2021")]),
    (
        "opening without code and name",
        "01/01/2022 | open | 9 | - | - | commune | 2",
        [("tree.incomplete", 9, "01/01/2022")],
    ),
    (
        "rename to nothing",
        "01/01/2022 | rename | 22 | - | - | - | -",
        [("tree.incomplete", 22, "01/01/2022")],
    ),
    ("empty name", "01/01/2022 | rename | 22 | - |  | - | -", [("tree.incomplete", 22, "01/01/2022")]),
    ("move to nowhere", "01/01/2022 | move | 22 | - | - | - | -", [("tree.incomplete", 22, "01/01/2022")]),
    (
        "rename with a parent",
        "01/01/2022 | rename | 22 | - | X | - | 3",
        [("tree.surplus", 22, "01/01/2022")],
    ),
    (
        "no such level",
        "01/01/2022 | open | 9 | 9 | X | hamlet | 2",
        [("tree.unknown_level", 9, "01/01/2022")],
    ),
    (
        "no such parent",
        "01/01/2022 | open | 9 | 9 | X | commune | 999",
        [("tree.unknown_unit", 9, "01/01/2022")],
    ),
    ("forgotten parent", "01/01/2022 | open | 9 | 9 | X | commune | -", [("tree.root", 9, "01/01/2022")]),
    (
        "parent not yet open",
        "01/01/2022 | open | 9 | 9 | X | district | 1\n01/01/2021 | open | 8 | 8 | Y | commune | 9",
        [("tree.orphan", 8, "01/01/2021")],
    ),
    ("parent closes", "01/01/2022 | close | 31 | to 32", [("tree.orphan", 311, "01/01/2022")]),
    (
        "parent closes while the child is there, though it leaves later",
        "01/01/2022 | close | 31 | to 32\n01/02/2022 | move | 311 | - | - | - | 32",
        [("tree.orphan", 311, "01/01/2022")],
    ),
    (
        "moved under a closed unit",
        "01/01/2022 | close | 22\n01/01/2023 | move | 211 | - | - | - | 22",
        [("tree.orphan", 211, "01/01/2023")],
    ),
    (
        "two closings before two units are placed",
        "01/01/2022 | close | 21\n01/01/2022 | close | 31",
        [("tree.orphan", 211, "01/01/2022"), ("tree.orphan", 311, "01/01/2022")],
    ),
    ("under an equal", "01/01/2022 | move | 3 | - | - | - | 2", [("tree.rank", 3, "01/01/2022")]),
    (
        "parent sinks to its child's level",
        "01/01/2022 | move | 3 | - | - | commune | 2",
        [("tree.rank", 31, "01/01/2022"), ("tree.rank", 32, "01/01/2022")],
    ),
    ("under itself", "01/01/2022 | move | 22 | - | - | - | 22", [("tree.cycle", 22, "01/01/2022")]),
    (
        "under its own child",
        "01/01/2022 | move | 3 | - | - | - | 31",
        [("tree.cycle", 3, "01/01/2022")],
    ),
    (
        "a code that is taken",
        "01/01/2022 | open | 9 | 30733 | X | commune | 3",
        [("tree.code_twice", 9, "01/01/2022")],
    ),
    (
        "a code taken by another level",
        "01/01/2022 | rename | 22 | 908 | - | - | -",
        [("tree.code_twice", 22, "01/01/2022")],
    ),
    (
        "a code still held by an earlier unit when a third takes it",
        """
        01/01/2022 | open  | 8 | 30733 | X | commune | 3
        01/02/2022 | close | 8
        01/03/2022 | open  | 9 | 30733 | Y | commune | 3
        """,
        [("tree.code_twice", 8, "01/01/2022"), ("tree.code_twice", 9, "01/03/2022")],
    ),
    (
        "a successor that does not exist",
        "01/01/2022 | close | 22 | to 999",
        [("tree.unknown_unit", 22, "01/01/2022")],
    ),
    (
        "a successor named twice",
        "01/01/2022 | close | 22 | to 32 32",
        [("tree.successor_twice", 22, "01/01/2022")],
    ),
    (
        "a successor that opens later",
        "01/01/2022 | close | 22 | to 9\n02/01/2022 | open | 9 | 9 | X | commune | 2",
        [("tree.successor_closed", 22, "01/01/2022")],
    ),
    (
        "a successor that closes that day",
        "01/01/2022 | close | 22 | to 32\n01/01/2022 | close | 32",
        [("tree.successor_closed", 22, "01/01/2022")],
    ),
    (
        "its own successor",
        "01/01/2022 | close | 22 | to 22",
        [("tree.own_predecessor", 22, "01/01/2022")],
    ),
    (
        "its own predecessor through another",
        "01/01/2022 | close | 22 | to 32\n01/01/2023 | close | 32 | to 22",
        [("tree.own_predecessor", 32, "01/01/2023")],
    ),
    (
        "an heir that is not open",
        "01/01/2022 | close | 32\n01/01/2023 | close | 22 | heir 32",
        [("tree.heir_closed", 22, "01/01/2023")],
    ),
    (
        "an heir that does not exist",
        "01/01/2023 | close | 22 | heir 999",
        [("tree.unknown_unit", 22, "01/01/2023")],
    ),
]


@pytest.mark.parametrize(("what", "table", "expected"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_fault(what: str, table: str, expected: list[tuple[str, int, str]]) -> None:
    faults = OrgTree.faults([*read(PROVINCE), *read(table)], LEVELS)
    assert [(f.code, f.details["unit"], f.details["day"]) for f in faults] == [
        (code, unit, day(when)) for code, unit, when in expected
    ]
    assert all(fault.render() for fault in faults)


@pytest.mark.parametrize("weight", [-1, True, 2.5, "3"])
def test_a_split_weight_is_a_whole_number_from_zero(weight: object) -> None:
    parts = (Successor(22, (("youth", weight),)), Successor(32, (("youth", 0),)))  # type: ignore[arg-type]
    closing = UnitChange(ChangeKind.CLOSE, 211, day("01/01/2022"), successors=parts)
    (fault,) = OrgTree.faults([*read(PROVINCE), closing], LEVELS)
    assert (fault.code, fault.details["other"], fault.details["element"]) == ("tree.weights", 22, "youth")


def test_a_split_weight_is_stated_once() -> None:
    parts = (Successor(22, (("youth", 1), ("youth", 1))), Successor(32))
    closing = UnitChange(ChangeKind.CLOSE, 211, day("01/01/2022"), successors=parts)
    assert codes(OrgTree.faults([*read(PROVINCE), closing], LEVELS)) == ["tree.weights"]


def test_weights_of_zero_are_stated_parts_too() -> None:
    parts = (Successor(22, (("youth", 0),)), Successor(32, (("youth", 0),)))
    closing = UnitChange(ChangeKind.CLOSE, 211, day("01/01/2022"), successors=parts)
    assert OrgTree.faults([*read(PROVINCE), closing], LEVELS) == []


def test_a_unit_has_successors_or_an_heir() -> None:
    closing = UnitChange(ChangeKind.CLOSE, 22, day("01/01/2022"), successors=(Successor(21),), heir=32)
    assert codes(OrgTree.faults([*read(PROVINCE), closing], LEVELS)) == ["tree.heir_and_successors"]


def test_a_level_is_defined_once() -> None:
    (fault,) = OrgTree.faults(read(PROVINCE), [*LEVELS, Level("commune", 2, "Khác")])
    assert (fault.code, fault.details["level"]) == ("tree.level_twice", "commune")


def test_a_fault_tells_the_clerk_what_to_do() -> None:
    (fault,) = OrgTree.faults([*read(PROVINCE), *read("01/07/2022 | close | 31 | to 32")], LEVELS)
    assert fault.details == {
        "unit": 311,
        "name": "Chi đoàn ấp 1",
        "day": day("01/07/2022"),
        "parent": 31,
        "parent_name": "Xã B1",
    }
    assert str(fault) == (
        "Unit Chi đoàn ấp 1 (311) would hang on 2022-07-01 under Xã B1 (31), which is not open then: "
        "move or close Chi đoàn ấp 1 on or before that day."
    )


def test_all_faults_are_told_at_once_and_in_the_same_order_whatever_arrived_first() -> None:
    changes = [change for _, table, _ in FAULTS[:3] for change in read(table)]
    changes += read("01/07/2022 | close | 31 | to 999\n01/07/2022 | open | 8 | 30733 | X | hamlet | 2")
    expected = [
        "tree.not_opened",  # 9
        "tree.not_opened",  # 21
        "tree.opened_twice",  # 22
        "tree.unknown_level",  # 8
        "tree.orphan",  # 311
        "tree.unknown_unit",  # 31 -> 999
    ]
    for order in (changes, changes[::-1]):
        with pytest.raises(Problem) as refused:
            grow(PROVINCE).with_changes(*order)
        assert refused.value.code == "tree.not_whole"
        assert refused.value.details["count"] == 6
        assert codes(refused.value.causes) == expected


def test_what_hangs_on_a_unit_with_an_unclear_history_is_not_blamed() -> None:
    twice = "01/01/2022 | close | 31\n01/01/2022 | rename | 31 | - | X | - | -"
    faults = OrgTree.faults([*read(PROVINCE), *read(twice), *read("01/02/2022 | close | 22 | to 31")], LEVELS)
    assert [(fault.code, fault.details["unit"]) for fault in faults] == [("tree.two_changes", 31)]


def test_every_code_of_the_tree_is_tried_here() -> None:
    tried = Path(__file__).read_text(encoding="utf-8")
    source = "".join(
        path.read_text(encoding="utf-8") for path in Path(orgunit.__file__).parent.glob("orgunit*.py")
    )
    codes = [code for code in CATALOGUE if code.startswith("tree.") and f'"{code}"' in source]
    assert [code for code in codes if f'"{code}"' not in tried] == []


# The reform of 2025, where the table of it is at hand

TABLE = "units/kien-giang-2021-to-2025.tsv"


def test_the_reform_of_2025_moves_every_commune_to_the_one_it_went_into(shared: Path) -> None:
    with (shared / TABLE).open(encoding="utf-8") as lines:
        rows = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    start, reform = day("01/01/2021"), day("01/07/2025")
    changes = open_unit(1, start, code="91", name="Tỉnh", level="province", parent=None)
    districts = {row["district_code"]: 100 + n for n, row in enumerate(rows)}
    for code, unit in districts.items():
        changes += open_unit(unit, start, code=code, name=code, level="district", parent=1)
    communes = {row["old_code"]: 1000 + n for n, row in enumerate(rows)}
    for row in rows:
        parent = districts[row["district_code"]]
        changes += open_unit(
            communes[row["old_code"]],
            start,
            code=row["old_code"],
            name=row["old_name"],
            level="commune",
            parent=parent,
        )
    tree = OrgTree.build(changes, LEVELS)
    new = {code: 5000 + n for n, code in enumerate(sorted({row["new_code"] for row in rows}))}
    batch: list[UnitChange] = []
    for code, unit in new.items():
        batch += open_unit(unit, reform, code=code, name=code, level="commune", parent=1)
        merged = [communes[row["old_code"]] for row in rows if row["new_code"] == code]
        batch += merge_units(tree, merged, unit, reform)
    for unit in districts.values():
        batch += close_unit(tree, unit, reform, batch=batch)
    reformed = tree.with_changes(*batch)
    assert len(tree.subtree(1, reform)) == 1 + 15 + 144
    assert len(reformed.subtree(1, reform)) == 1 + 48
    assert all(
        reformed.as_is(communes[row["old_code"]], start, reform) == new[row["new_code"]] for row in rows
    )
    assert {reformed.as_is(unit, start, reform) for unit in districts.values()} == {1}
