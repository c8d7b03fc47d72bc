"""The life of a month as tables, and what accepting one month draws in, worked out by hand."""

from datetime import date

import pytest

from tiendo.core.acceptance import (
    ABOVE_ONLY,
    NEEDS_REASON,
    PERMISSION,
    REFUSAL,
    TRANSITIONS,
    MonthState,
    MonthVerb,
    Viewed,
    Viewer,
    Waiting,
    after,
    check_sending,
    closure,
    drawn_by_accepting,
    drawn_by_sending,
    permission_for,
    seen_digest,
    state_for,
    verbs_for,
    viewer_at,
)
from tiendo.core.access import PERMISSIONS, Reach
from tiendo.core.errors import CATALOGUE, Problem, ProblemKind
from tiendo.core.orgunit import Level, OrgTree, close_unit, merge_units, open_unit
from tiendo.core.period import Month

MARCH, APRIL, MAY, JUNE, JULY = (Month.of(2024, number) for number in range(3, 8))

# A state: it becomes that. In brackets: refused with month.<code>.
STEPS = """
verb     | open           | sent           | returned       | accepted   | sent_again     | reopened
type     | open           | sent           | returned       | accepted   | sent_again     | reopened
nil      | open           | sent           | returned       | accepted   | sent_again     | reopened
correct  | open           | sent           | returned       | accepted   | sent_again     | reopened
withdraw | open           | sent           | returned       | accepted   | sent_again     | reopened
send     | sent           | sent           | sent           | sent_again | sent_again     | sent_again
accept   | (not_sent)     | accepted       | (not_sent)     | (not_sent) | accepted       | accepted
return   | (not_sent)     | returned       | (not_sent)     | (not_sent) | returned       | (not_sent)
reopen   | (not_accepted) | (not_accepted) | (not_accepted) | reopened   | (not_accepted) | (not_accepted)
excuse   | open           | sent           | returned       | accepted   | sent_again     | reopened
freeze   | open           | sent           | returned       | accepted   | sent_again     | reopened
"""


def table(text: str) -> list[tuple[str, str, str]]:
    """Cells as (name of the row, name of the column, cell)."""
    head, *rows = ([cell.strip() for cell in line.split("|")] for line in text.strip().splitlines())
    return [(row[0], column, cell) for row in rows for column, cell in zip(head[1:], row[1:], strict=True)]


@pytest.mark.parametrize(("verb", "state", "cell"), table(STEPS))
def test_steps(verb: str, state: str, cell: str) -> None:
    if cell.startswith("("):
        with pytest.raises(Problem) as refused:
            after(MonthState(state), MonthVerb(verb), month=MARCH)
        problem = refused.value
        assert (problem.code, problem.kind) == (f"month.{cell[1:-1]}", ProblemKind.CONFLICT)
        assert problem.details == {"month": "03/2024", "state": state}
        assert str(problem).startswith("03/2024 ")
    else:
        assert after(MonthState(state), MonthVerb(verb), month=MARCH) is MonthState(cell)


def test_the_table_is_whole() -> None:
    assert len(table(STEPS)) == len(MonthState) * len(MonthVerb) == 60
    partial = {verb for verb in MonthVerb if TRANSITIONS[verb].keys() != set(MonthState)}
    assert partial == set(REFUSAL)
    assert set(REFUSAL.values()) <= CATALOGUE.keys()


# Who

WHO = """
verb     | needs           | at a root
type     | record.add      | record.add
nil      | month.nil       | month.nil
correct  | record.correct  | record.correct
withdraw | record.withdraw | record.withdraw
send     | month.send      | month.send
accept   | month.accept    | month.accept_root
return   | month.return    | month.accept_root
reopen   | month.reopen    | month.accept_root
excuse   | month.excuse    | month.accept_root
freeze   | period.freeze   | period.freeze
"""


@pytest.mark.parametrize(("verb", "column", "permission"), table(WHO))
def test_who(verb: str, column: str, permission: str) -> None:
    assert permission_for(MonthVerb(verb), root=column == "at a root") == permission


def test_who_agrees_with_access() -> None:
    for verb, permission in PERMISSION.items():
        expected = Reach.CHILDREN if verb in ABOVE_ONLY else Reach.OWN
        assert PERMISSIONS[permission].reach is expected
    assert {str(verb) for verb in NEEDS_REASON} == {"return", "reopen", "excuse"}


VERBS = """
state      | own                                   | above
open       | type nil correct withdraw send freeze | excuse
sent       | type nil correct withdraw send freeze | accept return excuse
returned   | type nil correct withdraw send freeze | excuse
accepted   | type nil correct withdraw send freeze | reopen excuse
sent_again | type nil correct withdraw send freeze | accept return excuse
reopened   | type nil correct withdraw send freeze | accept excuse
"""


@pytest.mark.parametrize(("state", "viewer", "verbs"), table(VERBS))
def test_what_may_come_next(state: str, viewer: str, verbs: str) -> None:
    assert [str(verb) for verb in verbs_for(MonthState(state), Viewer(viewer))] == verbs.split()
    assert set(verbs.split()) <= set(verbs_for(MonthState(state), Viewer.BOTH))


@pytest.mark.parametrize("state", list(MonthState))
@pytest.mark.parametrize("viewer", [Viewer.BELOW, Viewer.HIGHER])
def test_others_do_nothing(state: MonthState, viewer: Viewer) -> None:
    assert verbs_for(state, viewer) == ()


def test_both_do_all() -> None:
    told = "type nil correct withdraw send accept return excuse freeze"
    assert [str(verb) for verb in verbs_for(MonthState.SENT, Viewer.BOTH)] == told.split()


# Sending


@pytest.mark.parametrize(
    ("state", "drafts", "waiting", "code"),
    [
        ("open", 1, 0, ""),
        ("open", 0, 0, "month.nothing_to_send"),
        # A record sent with March was moved into this month: it may be answered for on its own.
        ("open", 0, 1, ""),
        ("sent", 1, 0, ""),
        ("sent", 0, 3, "month.nothing_to_send"),
        ("sent_again", 0, 3, "month.nothing_to_send"),
        ("sent_again", 2, 3, ""),
        ("accepted", 0, 0, "month.nothing_to_send"),
        ("accepted", 1, 0, ""),
        # The unit stands by what it told.
        ("returned", 0, 3, ""),
        ("returned", 0, 0, ""),
        ("reopened", 0, 0, ""),
    ],
)
def test_something_is_sent(state: str, *, drafts: int, waiting: int, code: str) -> None:
    if not code:
        check_sending(MonthState(state), drafts=drafts, waiting=waiting, month=MARCH)
        return
    with pytest.raises(Problem) as refused:
        check_sending(MonthState(state), drafts=drafts, waiting=waiting, month=MARCH)
    assert refused.value.code == code


def test_the_advice_for_an_empty_month() -> None:
    with pytest.raises(Problem, match="declare nil first"):
        check_sending(MonthState.OPEN, drafts=0, waiting=0, month=MARCH)


DRAWN = """
state      | sending    | accepting
open       | open       | open
sent       | sent       | accepted
returned   | returned   | returned
accepted   | sent_again | accepted
sent_again | sent_again | accepted
reopened   | reopened   | accepted
"""


@pytest.mark.parametrize(("state", "step", "then"), table(DRAWN))
def test_other_months_touched(state: str, step: str, then: str) -> None:
    drawn = drawn_by_sending if step == "sending" else drawn_by_accepting
    assert drawn(MonthState(state)) is MonthState(then)


# What accepting a month accepts


def accepted(month: Month, *records: Waiting) -> tuple[list[Month], list[tuple[str, int]]]:
    months, waiting = closure(month, records)
    return sorted(months), [(record.record, record.sent) for record in waiting]


def test_nothing_waits() -> None:
    assert accepted(MARCH) == ([MARCH], [])
    assert accepted(MARCH, Waiting("a", 1, MARCH, 1, MARCH)) == ([MARCH], [])
    assert accepted(MARCH, Waiting("a", 0, None)) == ([MARCH], [])


def test_what_touches_the_month() -> None:
    records = (
        Waiting("c", 3, MARCH, 2, MARCH),
        Waiting("a", 1, MARCH),
        Waiting("b", 1, APRIL),
        Waiting("d", 1, MARCH, 1, MARCH),
    )
    assert accepted(MARCH, *records) == ([MARCH], [("a", 1), ("c", 3)])
    assert accepted(APRIL, *records) == ([APRIL], [("b", 1)])
    assert accepted(MAY, *records) == ([MAY], [])


def test_a_record_that_moved_is_accepted_with_either_month() -> None:
    moved = Waiting("a", 2, APRIL, 1, MARCH)
    assert accepted(MARCH, moved) == accepted(APRIL, moved) == ([MARCH, APRIL], [("a", 2)])


def test_a_draft_moved_before_it_was_accepted_draws_nothing() -> None:
    assert accepted(MARCH, Waiting("a", 2, APRIL)) == ([MARCH], [])


def test_months_are_drawn_in_one_after_the_other() -> None:
    records = (
        Waiting("a", 2, APRIL, 1, MARCH),
        Waiting("b", 5, MAY, 4, APRIL),
        Waiting("c", 1, MAY),
        Waiting("d", 1, JUNE),
        # Accepted as last sent: it is in May, but draws nothing in.
        Waiting("e", 2, MAY, 2, MAY),
        Waiting("f", 2, JUNE, 1, JULY),
    )
    drawn = ([MARCH, APRIL, MAY], [("a", 2), ("b", 5), ("c", 1)])
    for month in (MARCH, APRIL, MAY):
        assert accepted(month, *records) == drawn
        assert accepted(month, *reversed(records)) == drawn
    assert accepted(JUNE, *records) == ([JUNE, JULY], [("d", 1), ("f", 2)])


def test_two_records_that_changed_places() -> None:
    records = (Waiting("a", 2, APRIL, 1, MARCH), Waiting("b", 2, MARCH, 1, APRIL))
    assert accepted(MARCH, *records) == ([MARCH, APRIL], [("a", 2), ("b", 2)])


def test_what_was_seen() -> None:
    pairs = [("b", 2), ("a", 11)]
    # sha256 of [["a",11],["b",2]]
    told = "b2fc0e03b255d043fd445d285b43a44040120b5bc0e7fbc63df33aaf1368e196"
    assert seen_digest(pairs) == seen_digest(reversed(pairs)) == told
    assert seen_digest([]) == "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"
    others = [[("b", 2)], [("a", 11), ("b", 3)], [("a", 1), ("b", 12)], [("a", 112), ("b", 2)], []]
    digests = {seen_digest(pairs), *(seen_digest(other) for other in others)}
    assert len(digests) == 6


# Whose turn it is

SEEN = """
state      | below | own   | above   | higher  | both
open       | above | ready | waiting | waiting | ready
sent       | above | above | ready   | waiting | ready
returned   | above | ready | waiting | waiting | ready
accepted   | above | above | here    | here    | here
sent_again | above | above | ready   | waiting | ready
reopened   | above | ready | waiting | waiting | ready
"""


@pytest.mark.parametrize(("state", "viewer", "seen"), table(SEEN))
def test_a_state_as_seen(state: str, viewer: str, seen: str) -> None:
    assert state_for(MonthState(state), Viewer(viewer)) is Viewed(seen)


START, LATER, MERGED = date(2021, 1, 1), date(2023, 7, 1), date(2024, 1, 1)


def grow() -> OrgTree:
    """1 ── 2 ── 21 ── 211, 2 ── 22 (closed on LATER), 1 ── 3 ── 31 (closed on LATER); 3 merged into 2 on MERGED."""
    levels = [Level(key, rank, key) for rank, key in enumerate("abcd")]
    units = [
        (1, "a", None),
        (2, "b", 1),
        (3, "b", 1),
        (21, "c", 2),
        (22, "c", 2),
        (31, "c", 3),
        (211, "d", 21),
    ]
    changes = [
        change
        for unit, level, parent in units
        for change in open_unit(unit, START, code=str(unit), name=str(unit), level=level, parent=parent)
    ]
    tree = OrgTree.build(changes, levels)
    tree = tree.with_changes(*close_unit(tree, 22, LATER), *close_unit(tree, 31, LATER))
    return tree.with_changes(*merge_units(tree, [3], 2, MERGED))


@pytest.mark.parametrize(
    ("day", "unit", "seen"),
    [
        (START, 1, {1: "both", 2: "below", 3: "below", 21: "below", 22: "below", 31: "below", 211: "below"}),
        (START, 2, {1: "above", 2: "own", 21: "below", 22: "below", 211: "below"}),
        (START, 21, {1: "higher", 2: "above", 21: "own", 211: "below"}),
        (START, 211, {1: "higher", 2: "higher", 21: "above", 211: "own"}),
        (START, 31, {1: "higher", 3: "above", 31: "own"}),
        # Closed: the superior sends and accepts, the unit's own people only look on.
        (LATER, 22, {1: "higher", 2: "both", 22: "below"}),
        (LATER, 31, {1: "higher", 3: "both", 31: "below"}),
        (MERGED, 31, {1: "higher", 2: "both", 31: "below"}),
    ],
)
def test_where_somebody_stands(day: date, unit: int, seen: dict[int, str]) -> None:
    tree = grow()
    found = {other: viewer_at(other, unit, tree=tree, day=day) for other in tree.units()}
    assert {other: str(viewer) for other, viewer in found.items() if viewer is not None} == seen


def test_a_unit_not_open_yet_is_no_root() -> None:
    assert viewer_at(21, 21, tree=grow(), day=date(2020, 1, 1)) is Viewer.OWN
