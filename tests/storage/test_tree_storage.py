"""Changes of units carried into balances, stocks, rests and cells; recorded late is recorded in time."""

from __future__ import annotations

from datetime import date

import pytest

from tests.storage import scene
from tests.storage.scene import EAST, EAST_A, EAST_B, PROVINCE, WEST, WEST_A
from tiendo.core.errors import Problem
from tiendo.core.period import Month

pytestmark = pytest.mark.usefixtures("ledger")

MARCH = Month.of(2024, 3)


def tables() -> dict[str, list[tuple[object, ...]]]:
    """What must not depend on when a change was recorded: entries summed, balances, coverage, tree."""
    queries = {
        "entry": "SELECT book, unit, element, part, day, tree_day, SUM(amount) FROM entry"
        " GROUP BY book, unit, element, part, day, tree_day HAVING SUM(amount) <> 0",
        "balance": "SELECT * FROM balance WHERE amount <> 0",
        "cell": "SELECT * FROM cell",
        "coverage": "SELECT * FROM coverage WHERE figures + nils <> 0",
        "closure": "SELECT ancestor, unit, via, depth, start_day, end_day FROM closure WHERE seq_to IS NULL",
        "stretch": "SELECT unit, start_day, end_day, code, name, level, parent FROM unit_stretch WHERE seq_to IS NULL",
    }
    return {name: sorted(scene.query(text), key=str) for name, text in queries.items()}


def facts() -> None:
    scene.both(
        scene.activity(EAST_B, date(2024, 2, 8), trees=100, youth=40),
        scene.activity(EAST_A, date(2024, 2, 9), youth=60),
        scene.activity(WEST_A, date(2024, 5, 9), trees=3, youth=7),
        scene.activity(EAST, date(2024, 1, 9), trees=2, youth=9),
    )
    scene.send(scene.month_figure(EAST_B, MARCH, trees=20, money=90), scene.nil(EAST_A, MARCH))


def test_a_late_move_shifts_what_was_done_since() -> None:
    scene.send(
        scene.activity(EAST_B, date(2024, 2, 8), trees=100), scene.activity(EAST_B, date(2024, 4, 8), trees=9)
    )
    scene.change(scene.move(EAST_B, date(2024, 3, 10), WEST))
    assert scene.balances(PROVINCE, "trees") == {("2024-02", EAST): 100, ("2024-04", WEST): 9}
    assert scene.balances(EAST, "trees") == {("2024-02", EAST_B): 100}
    assert scene.balances(WEST, "trees") == {("2024-04", EAST_B): 9}
    assert scene.coverage(EAST, "trees", "2024-04") == (0, 0, 0, 0)
    assert scene.coverage(WEST, "trees", "2024-04") == (1, 0, 1, 0)


def test_a_move_carries_a_stock_along() -> None:
    scene.send(scene.activity(EAST_B, date(2024, 2, 8), youth=40))
    scene.change(scene.move(EAST_B, date(2024, 3, 10), WEST))
    assert scene.entries(EAST_B, "youth") == [
        (2, "2024-02-08", "2024-02-08", 40),
        (3, "2024-03-10", "2024-03-09", -40),
        (3, "2024-03-10", "2024-03-10", 40),
    ]
    assert scene.balances(PROVINCE, "youth") == {
        ("2024-02", EAST): 40,
        ("2024-03", EAST): -40,
        ("2024-03", WEST): 40,
    }


def test_a_merge_hands_the_stock_over_and_the_next_level_absorbs_it() -> None:
    scene.send(
        scene.activity(EAST_A, date(2024, 2, 9), youth=60), scene.activity(EAST_B, date(2024, 2, 8), youth=40)
    )
    scene.change(scene.close(EAST_B, date(2024, 3, 1), (EAST_A, {})))
    assert scene.balances(EAST, "youth") == {
        ("2024-02", EAST_A): 60,
        ("2024-02", EAST_B): 40,
        ("2024-03", EAST_A): 40,
        ("2024-03", EAST_B): -40,
    }
    scene.send(scene.activity(EAST_A, date(2024, 4, 9), youth=95))
    assert scene.balances(EAST, "youth")["2024-04", EAST_A] == -5
    # the late correction of the closed unit's level runs through: 30 came over, so April steps from 90 to 95
    scene.send(scene.activity(EAST_B, date(2024, 2, 20), youth=30))
    assert scene.balances(EAST, "youth") == {
        ("2024-02", EAST_A): 60,
        ("2024-02", EAST_B): 30,
        ("2024-03", EAST_A): 30,
        ("2024-03", EAST_B): -30,
        ("2024-04", EAST_A): 5,
    }


def test_a_closing_dates_the_rest_on_the_last_open_day() -> None:
    scene.send(scene.month_figure(EAST_B, MARCH, trees=20))
    scene.change(scene.close(EAST_B, date(2024, 3, 16), (EAST_A, {})))
    assert scene.entries(EAST_B, "trees") == [
        (2, "2024-03-31", "2024-03-31", 20),
        (3, "2024-03-15", "2024-03-15", 20),
        (3, "2024-03-31", "2024-03-31", -20),
    ]
    assert scene.balances(PROVINCE, "trees") == {("2024-03", EAST): 20}
    # the cell is told, but the unit was not open on the month's last day: not expected
    assert scene.coverage(PROVINCE, "trees", "2024-03") == (0, 0, 1, 0)


def test_a_closing_that_leaves_facts_outside_is_refused_with_all_of_them() -> None:
    first, second = (
        scene.activity(EAST_B, date(2024, 4, 8), trees=1),
        scene.month_figure(EAST_B, MARCH, trees=2),
    )
    scene.send(first, second)
    with pytest.raises(Problem) as refused:
        scene.change(scene.close(EAST_B, date(2024, 3, 1), (EAST_A, {})))
    assert refused.value.code == "tree.facts_outside"
    assert {cause.details["record"] for cause in refused.value.causes} == {first.record, second.record}
    assert scene.query("SELECT seq FROM head") == [(2,)]
    assert scene.query("SELECT COUNT(*) FROM closure WHERE seq_to IS NOT NULL") == [(0,)]


CHANGES = {
    "move": [scene.move(EAST_B, date(2024, 3, 10), WEST)],
    "merge": [scene.close(EAST_B, date(2024, 4, 1), (EAST_A, {}))],
    "split": [scene.close(EAST_B, date(2024, 4, 10), (EAST_A, {"youth": 1}), (WEST_A, {"youth": 2}))],
    "district": [
        scene.move(EAST_A, date(2024, 4, 10), WEST),
        scene.close(EAST_B, date(2024, 4, 10), (WEST_A, {})),
    ],
    "abolished": [
        scene.move(EAST_A, date(2024, 3, 20), PROVINCE),
        scene.move(EAST_B, date(2024, 3, 20), PROVINCE),
        scene.close(EAST, date(2024, 3, 20)),
    ],
    "joined": [
        scene.move(EAST_A, date(2024, 4, 10), WEST),
        scene.move(EAST_B, date(2024, 4, 10), WEST),
        scene.close(EAST, date(2024, 4, 10), (WEST, {})),
    ],
}


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES.keys())
def test_recorded_late_is_recorded_in_time(changes: list[object], database_factory, engine: str) -> None:
    facts()
    scene.change(*changes)
    late = tables()
    with database_factory.fresh(engine, scene.found):
        scene.change(*changes)
        facts()
        in_time = tables()
    assert late == in_time


def test_the_tree_is_kept_as_it_was_known() -> None:
    scene.change(scene.move(EAST_B, date(2024, 3, 10), WEST))
    rows = scene.query(
        "SELECT ancestor, via, start_day, end_day, seq_from, seq_to FROM closure WHERE unit = %s AND depth = 1"
        " ORDER BY seq_from, start_day",
        EAST_B,
    )
    assert [(a, v, str(s), str(e), f, t) for a, v, s, e, f, t in rows] == [
        (EAST, EAST_B, "2021-01-01", "9999-12-31", 1, 2),
        (EAST, EAST_B, "2021-01-01", "2024-03-10", 2, None),
        (WEST, EAST_B, "2024-03-10", "9999-12-31", 2, None),
    ]


def test_caches_come_out_the_same_when_rebuilt() -> None:
    from tiendo.storage.rebuild import rebuild

    facts()
    scene.change(*CHANGES["split"])
    scene.send(scene.activity(EAST_A, date(2024, 5, 1), "ann", trained=2))
    names = ("unit_stretch", "closure", "live", "month_state")
    before = {
        name: sorted([row[-8:] for row in scene.query(f"SELECT * FROM {name}")], key=str) for name in names
    }
    others = tables()
    rebuild()
    after = {
        name: sorted([row[-8:] for row in scene.query(f"SELECT * FROM {name}")], key=str) for name in names
    }
    assert tables() == others
    assert after == before


def test_two_changes_in_one_event_are_carried_one_after_the_other() -> None:
    from tiendo.storage import tree

    facts()
    with scene.event("tree") as session:
        tree.change_units(session, CHANGES["move"])
        tree.change_units(session, CHANGES["merge"])
    kept = tables()
    from tiendo.storage.rebuild import rebuild

    rebuild()
    assert tables() == kept
