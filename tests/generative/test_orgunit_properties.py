"""The tree of units against a tree replayed day by day, on random histories."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tiendo.core.errors import Problem
from tiendo.core.orgunit import (
    ChangeKind,
    Level,
    OrgTree,
    Successor,
    UnitChange,
    UnitId,
    close_unit,
    merge_units,
    move_unit,
    open_unit,
    rename_unit,
    split_unit,
)

LEVELS = (
    Level("a", 0, "A"),
    Level("b", 1, "B"),
    Level("b2", 1, "B2"),
    Level("c", 2, "C"),
    Level("d", 3, "D"),
)
RANK = {level.key: level.rank for level in LEVELS}
START = date(2025, 1, 1)
LAST = 12
DAYS = [START + timedelta(days=n) for n in range(-1, LAST + 2)]
EARLIER = [*DAYS[:1], *DAYS[:-1]]


# The plain reading: replay everything up to a day


@dataclass(frozen=True)
class Seen:
    """A unit as replayed on one day."""

    code: str
    level: str
    parent: UnitId | None


def replay(changes: Iterable[UnitChange], day: date) -> dict[UnitId, Seen]:
    """The open units of one day."""
    units: dict[UnitId, Seen] = {}
    for change in sorted(changes, key=lambda change: change.day):
        if change.day > day:
            break
        if change.kind is ChangeKind.OPEN:
            units[change.unit] = Seen(change.code or "", change.level or "", change.parent)
        elif change.kind is ChangeKind.CLOSE:
            del units[change.unit]
        else:
            was = units[change.unit]
            now = replace(was, code=change.code or was.code, level=change.level or was.level)
            moved = change.kind is ChangeKind.MOVE
            units[change.unit] = replace(now, parent=change.parent) if moved else now
    return units


def replayed_path(units: dict[UnitId, Seen], unit: UnitId | None) -> tuple[UnitId, ...]:
    """From the root down; empty when not open."""
    if unit is None or unit not in units:
        return ()
    return (*replayed_path(units, units[unit].parent), unit)


def readable(history: list[UnitChange]) -> bool:
    """Whether one unit's changes follow each other as they must, and carry what they should."""
    kinds = [change.kind for change in history]
    in_order = (
        len({change.day for change in history}) == len(history)
        and kinds[0] is ChangeKind.OPEN
        and ChangeKind.OPEN not in kinds[1:]
        and ChangeKind.CLOSE not in kinds[:-1]
    )
    moves = all(change.parent is not None for change in history if change.kind is ChangeKind.MOVE)
    return in_order and moves


def whole_on(units: dict[UnitId, Seen]) -> bool:
    """Whether the open units of one day form a tree with unique codes."""
    for seen in units.values():
        if seen.parent is None:
            if RANK[seen.level] > 0:
                return False
        elif seen.parent not in units or RANK[units[seen.parent].level] >= RANK[seen.level]:
            return False
    return len({seen.code for seen in units.values()}) == len(units)


def whole(changes: list[UnitChange]) -> bool:
    """Whether the tree is whole, checked day by day."""
    ordered = sorted(changes, key=lambda change: change.day)
    for unit in {change.unit for change in changes}:
        if not readable([change for change in ordered if change.unit == unit]):
            return False
    if not all(whole_on(replay(changes, day)) for day in DAYS):
        return False
    for change in changes:
        named = [successor.unit for successor in change.successors]
        if len(set(named)) < len(named) or (named and change.heir is not None):
            return False
        receivers = {*named, *([] if change.heir is None else [change.heir])}
        if not receivers <= replay(changes, change.day).keys():
            return False
    return True


# Random histories

days = st.integers(0, LAST).map(lambda n: START + timedelta(days=n))
few = st.integers(1, 9)

FIRST = [
    change
    for unit, level, parent in [
        (1, "a", None),
        (2, "b", 1),
        (3, "b", 1),
        (4, "b", 1),
        (5, "c", 2),
        (6, "c", 2),
        (7, "c", 3),
        (8, "d", 5),
        (9, "d", 7),
    ]
    for change in open_unit(unit, START, code=f"u{unit}", name=f"u{unit}", level=level, parent=parent)
]
CODES = [f"u{unit}" for unit in range(5, 19)]


@st.composite
def raw_changes(draw: st.DrawFn) -> UnitChange:
    """Any change, fitting a tree or not."""
    kind, unit, day = draw(st.sampled_from(ChangeKind)), draw(few), draw(days)
    change = UnitChange(kind, unit, day)
    parent, code, level = draw(few), draw(st.sampled_from(CODES)), draw(st.sampled_from(sorted(RANK)))
    if kind is ChangeKind.OPEN:
        above = None if level == "a" else parent
        return replace(change, unit=unit + 9, code=code, name=code, level=level, parent=above)
    if kind is ChangeKind.RENAME:
        return replace(change, code=code)
    if kind is ChangeKind.MOVE:
        return replace(change, parent=parent, level=draw(st.sampled_from([None, level])))
    successors = tuple(Successor(unit) for unit in draw(st.lists(few, max_size=2)))
    return replace(change, successors=successors, heir=draw(st.one_of(st.none(), st.none(), few)))


@st.composite
def histories(draw: st.DrawFn) -> OrgTree:
    """A whole tree, grown by reforms decided in any order of days."""
    tree = OrgTree.build(FIRST, LEVELS)
    for _ in range(draw(st.integers(0, 10))):
        try:
            tree = tree.with_changes(*draw(reforms(tree)))
        except Problem:
            continue
    return tree


REFORMS = ["open", "rename", "move", "swap", "merge", "merge new", "split", "close"]


@st.composite
def reforms(draw: st.DrawFn, tree: OrgTree) -> list[UnitChange]:
    """One decision about units of a tree, which may still turn out not to be possible."""
    day = draw(days)
    kind = draw(st.sampled_from(REFORMS))
    unit, new = draw(st.sampled_from(tree.open_units(day))), max(tree.units()) + 1
    rank = rank_of(tree, unit, day)
    higher = [u for u in tree.open_units(day) if rank_of(tree, u, day) < rank] or [1]
    equals = [u for u in tree.open_units(day) if rank_of(tree, u, day) == rank and u != unit] or [unit]
    above = draw(st.sampled_from(higher))
    other, third = draw(st.permutations(equals * 2))[:2]
    level = draw(st.sampled_from([key for key in RANK if RANK[key] >= rank]))
    code = draw(st.sampled_from([f"u{new}", *(s.code for s in tree.stretches(unit))]))
    opening = open_unit(new, day, code=code, name=code, level=level, parent=above)
    match kind:
        case "open":
            return opening
        case "rename":
            return rename_unit(unit, day, code=code)
        case "move":
            return move_unit(unit, day, parent=above, level=draw(st.sampled_from([None, level])))
        case "swap":
            child = draw(st.sampled_from(tree.children(unit, day) or (unit,)))
            place = tree.parent(unit, day) or 1
            return [
                *move_unit(child, day, parent=place, level="b2"),
                *move_unit(unit, draw(days), parent=child, level="c"),
            ]
        case "merge":
            return merge_units(tree, {unit, other} - {third}, third, day)
        case "merge new":
            return [*opening, *merge_units(tree, [unit, third], new, day)]
        case "split":
            places = dict.fromkeys(tree.children(unit, day), third)
            return split_unit(tree, unit, [Successor(other), Successor(third)], day, children_to=places)
        case _:
            return close_unit(tree, unit, day, heir=draw(st.sampled_from([None, other])))


def rank_of(tree: OrgTree, unit: UnitId, day: date) -> int:
    """The rank of an open unit."""
    stretch = tree.stretch_at(unit, day)
    assert stretch is not None
    return tree.level(stretch.level).rank


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_in_which_changes_arrive_does_not_matter(tree: OrgTree, random: object) -> None:
    changes = list(tree.changes)
    random.shuffle(changes)  # type: ignore[attr-defined]
    shuffled = OrgTree.build(changes, reversed(LEVELS))
    assert shuffled == tree
    assert shuffled.closure() == tree.closure()
    assert shuffled.affected_by(tree) == set()
    assert all(shuffled.stretches(unit) == tree.stretches(unit) for unit in tree.units())


@settings(max_examples=500)
@given(st.lists(raw_changes(), max_size=5), st.booleans())
def test_a_tree_has_faults_exactly_when_some_day_has(further: list[UnitChange], rooted: bool) -> None:
    changes = [*FIRST, *further] if rooted else further
    faults = OrgTree.faults(changes, LEVELS)
    assert (faults == []) == whole(changes)
    backwards = OrgTree.faults(reversed(changes), LEVELS)
    assert sorted(str(fault) for fault in backwards) == sorted(str(fault) for fault in faults)


@settings(max_examples=300)
@given(histories(), raw_changes())
def test_a_change_is_refused_exactly_when_some_day_would_not_be_whole(
    tree: OrgTree, change: UnitChange
) -> None:
    changes = [*tree.changes, change]
    assert (OrgTree.faults(changes, LEVELS) == []) == whole(changes)


@given(histories())
def test_paths_are_those_replayed_on_every_day(tree: OrgTree) -> None:
    for day in DAYS:
        units = replay(tree.changes, day)
        assert tree.open_units(day) == tuple(sorted(units))
        for unit in tree.units():
            path = replayed_path(units, unit)
            assert tree.path(unit, day) == path
            assert tree.is_open(unit, day) == (unit in units)
            assert tree.parent(unit, day) == (path[-2] if len(path) > 1 else None)
            for other in tree.units():
                assert tree.below(other, unit, day) == (other in path[:-1])


@given(histories())
def test_every_open_unit_has_one_path_of_open_units_with_rising_ranks(tree: OrgTree) -> None:
    for day in DAYS:
        for unit in tree.open_units(day):
            path = tree.path(unit, day)
            assert path[-1] == unit
            assert len(set(path)) == len(path)
            stretches = [tree.stretch_at(other, day) for other in path]
            ranks = [tree.level(stretch.level).rank for stretch in stretches if stretch is not None]
            assert len(ranks) == len(path)
            assert ranks == sorted(set(ranks))
            assert ranks[0] == 0


@given(histories())
def test_closure_rows_equal_the_paths_of_every_day(tree: OrgTree) -> None:
    rows = tree.closure()
    for day in DAYS:
        told = {
            (row.ancestor, row.unit, row.via, row.depth)
            for row in rows
            if row.start <= day and (row.end is None or day < row.end)
        }
        expected = set()
        for unit in tree.units():
            path = tree.path(unit, day)
            for depth, ancestor in enumerate(reversed(path)):
                expected.add((ancestor, unit, path[-depth] if depth else None, depth))
        assert told == expected


@given(histories())
def test_closure_rows_are_as_long_as_can_be(tree: OrgTree) -> None:
    rows = tree.closure()
    starts = {(row.ancestor, row.unit, row.via, row.depth, row.start) for row in rows}
    assert len(starts) == len(rows)
    for row in rows:
        assert row.end is None or row.start < row.end
        assert (row.ancestor, row.unit, row.via, row.depth, row.end) not in starts
    assert [row for unit in tree.units() for row in tree.closure([unit])] == rows


@given(histories())
def test_a_subtree_is_the_unit_and_the_subtrees_of_its_children(tree: OrgTree) -> None:
    for day in DAYS:
        for unit in tree.open_units(day):
            parts = [unit]
            for child in tree.children(unit, day):
                parts.extend(tree.subtree(child, day))
            assert len(set(parts)) == len(parts)
            assert set(parts) == set(tree.subtree(unit, day))
            assert set(parts) - {unit} == {u for u in tree.units() if tree.below(unit, u, day)}


@given(histories())
def test_a_code_leads_to_the_unit_that_has_it(tree: OrgTree) -> None:
    every = {change.code for change in tree.changes if change.code}
    for day in DAYS:
        held = {seen.code: unit for unit, seen in replay(tree.changes, day).items()}
        assert {code: tree.resolve(code, day) for code in every} == {code: held.get(code) for code in every}


@given(histories())
def test_stretches_fill_a_units_life(tree: OrgTree) -> None:
    for unit in tree.units():
        stretches = tree.stretches(unit)
        assert tree.life(unit) == (stretches[0].start, stretches[-1].end)
        assert [s.end for s in stretches[:-1]] == [s.start for s in stretches[1:]]
        for day in DAYS:
            assert tree.stretch_at(unit, day) == next((s for s in stretches if s.holds(day)), None)


@given(histories())
def test_path_change_days_are_those_on_which_an_open_units_path_differs_from_the_day_before(
    tree: OrgTree,
) -> None:
    for unit in tree.units():
        seen = [
            day
            for before, day in zip(EARLIER, DAYS, strict=True)
            if tree.path(unit, before) and tree.path(unit, day) not in ((), tree.path(unit, before))
        ]
        assert list(tree.path_change_days(unit)) == seen


@given(histories(), st.data())
def test_affected_are_exactly_the_units_with_other_closure_rows(tree: OrgTree, data: st.DataObject) -> None:
    try:
        other = tree.with_changes(*data.draw(reforms(tree)))
    except Problem:
        return
    units = {*tree.units(), *other.units()}
    expected = {unit for unit in units if tree.closure([unit]) != other.closure([unit])}
    assert tree.affected_by(other) == other.affected_by(tree) == expected


@given(histories())
def test_what_stands_for_a_unit_is_open_and_what_its_successors_share(tree: OrgTree) -> None:
    for at in DAYS[1:]:
        for unit in tree.units():
            stands = tree.as_is(unit, DAYS[0], at)
            start, end = tree.life(unit)
            if at < start:
                assert stands is None
            elif end is None or at < end:
                assert stands == unit
            elif tree.successors(unit):
                heirs = [tree.as_is(s.unit, DAYS[0], at) for s in tree.successors(unit)]
                assert stands == _nearest_common(tree, heirs, at)
            else:
                assert stands is None or tree.is_open(stands, at)


def _nearest_common(tree: OrgTree, units: list[UnitId | None], at: date) -> UnitId | None:
    above = [{*tree.path(unit, at)} if unit is not None else set() for unit in units]
    common = set.intersection(*above)
    return max(common, key=lambda unit: len(tree.path(unit, at))) if common else None


@given(histories())
def test_lineage_goes_back_in_time_and_a_family_is_everybodys_alike(tree: OrgTree) -> None:
    for unit in tree.units():
        lineage, family = tree.lineage(unit), tree.family([unit])
        assert unit in lineage
        assert lineage <= family
        for other in tree.predecessors(unit):
            closed = tree.life(other)[1]
            assert closed is not None and tree.is_open(unit, closed)
            assert tree.lineage(other) < lineage
        assert all(tree.family([other]) == family for other in family)
