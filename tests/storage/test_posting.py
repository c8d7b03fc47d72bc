"""What is sent lies in the ledger and in every ancestor's balance, whatever is corrected afterwards."""

from __future__ import annotations

from datetime import date

import pytest

from tests.storage import scene
from tests.storage.scene import EAST, EAST_A, EAST_B, PROVINCE, WEST_A
from tiendo.core.period import Month
from tiendo.core.submission import Book
from tiendo.storage import posting, records

pytestmark = pytest.mark.usefixtures("ledger")

MARCH, APRIL = Month.of(2024, 3), Month.of(2024, 4)


def test_a_flow_reaches_every_ancestor_through_the_child_it_came_by() -> None:
    scene.send(
        scene.activity(EAST_A, date(2024, 3, 8), trees=100), scene.activity(EAST_B, date(2024, 3, 9), trees=7)
    )
    assert scene.balances(EAST_A, "trees") == {("2024-03", 0): 100}
    assert scene.balances(EAST, "trees") == {("2024-03", EAST_A): 100, ("2024-03", EAST_B): 7}
    assert scene.balances(PROVINCE, "trees") == {("2024-03", EAST): 107}
    assert scene.balances(PROVINCE, "trees", book=2) == {}


def test_a_correction_posts_the_difference() -> None:
    first = scene.activity(EAST_A, date(2024, 3, 8), trees=100)
    scene.send(first)
    scene.send(scene.activity(EAST_A, date(2024, 4, 2), trees=90, record=first.record, number=2))
    assert scene.entries(EAST_A, "trees") == [
        (2, "2024-03-08", "2024-03-08", 100),
        (3, "2024-03-08", "2024-03-08", -100),
        (3, "2024-04-02", "2024-04-02", 90),
    ]
    assert scene.balances(PROVINCE, "trees") == {("2024-04", EAST): 90}


def test_a_typed_month_figure_leaves_a_rest_beside_the_records() -> None:
    typed = scene.month_figure(EAST_A, MARCH, turns=50, turns__sex_f=20)
    scene.send(typed)
    scene.send(scene.activity(EAST_A, date(2024, 3, 8), turns=30, turns__sex_f=25))
    # the rest falls from 50 to 20, its women's part from 20 to 0 as 25 of 20 are told by the record
    assert scene.entries(EAST_A, "turns") == [
        (2, "2024-03-31", "2024-03-31", 50),
        (3, "2024-03-08", "2024-03-08", 30),
        (3, "2024-03-31", "2024-03-31", -30),
    ]
    assert scene.balances(EAST, "turns") == {("2024-03", EAST_A): 50}
    assert scene.balances(EAST, "turns", part="sex:f") == {("2024-03", EAST_A): 25}


def test_cumulative_figures_are_posted_as_the_month_s_own_part() -> None:
    scene.send(scene.month_figure(EAST_A, MARCH, money=500))
    scene.send(scene.month_figure(EAST_A, APRIL, money=800))
    scene.send(scene.activity(EAST_A, date(2024, 2, 1), money=600))
    # March: 500 told against 600 of records, nothing left; April: 800 - 600 = 200
    assert scene.balances(EAST_A, "money") == {("2024-02", 0): 600, ("2024-04", 0): 200}


def test_a_stock_posts_steps_between_levels() -> None:
    scene.send(
        scene.activity(EAST_A, date(2024, 3, 8), youth=100), scene.month_figure(EAST_A, APRIL, youth=130)
    )
    scene.send(scene.activity(EAST_A, date(2024, 3, 20), youth=90))
    assert scene.entries(EAST_A, "youth") == [
        (2, "2024-03-08", "2024-03-08", 100),
        (2, "2024-04-30", "2024-04-30", 30),
        (3, "2024-03-20", "2024-03-20", -10),
        (3, "2024-04-30", "2024-04-30", 10),
    ]
    assert scene.balances(PROVINCE, "youth") == {("2024-03", EAST): 90, ("2024-04", EAST): 40}


def test_books_are_kept_apart() -> None:
    first = scene.activity(EAST_A, date(2024, 3, 8), trees=100)
    numbers = scene.both(first)
    scene.send(scene.activity(EAST_A, date(2024, 3, 8), trees=80, record=first.record, number=2))
    assert scene.balances(PROVINCE, "trees", book=1) == {("2024-03", EAST): 80}
    assert scene.balances(PROVINCE, "trees", book=2) == {("2024-03", EAST): 100}
    with scene.event() as session:
        posting.post(session, Book.ACCEPTED, [(numbers[first.record], 2)])
    assert scene.balances(PROVINCE, "trees", book=2) == {("2024-03", EAST): 80}


def test_named_persons_sit_in_the_ledger_of_participations() -> None:
    first = scene.activity(EAST_A, date(2024, 3, 8), "ann", "bob", trained=3)
    scene.send(first, scene.month_figure(EAST_A, MARCH, trained=10))
    scene.send(scene.activity(EAST_A, date(2024, 3, 8), "bob", "cy", record=first.record, number=2))
    seats = scene.query("SELECT seq, person, sign FROM seat_entry ORDER BY seq, n")
    assert seats == [(2, "ann", 1), (2, "bob", 1), (3, "cy", 1), (3, "ann", -1)]
    # 10 typed - 2 named - 3 declared = 5, later 10 - 2 - 0 = 8
    assert scene.balances(EAST_A, "trained") == {("2024-03", 0): 8}


def test_a_draft_posts_nothing_and_disappears_when_sent() -> None:
    version = scene.activity(EAST_A, date(2024, 3, 8), trees=100)
    with scene.event() as session:
        numbers = records.add_versions(session, [version], author="tester")
    assert scene.balances(EAST_A, "trees") == {}
    assert scene.query("SELECT book, number, month FROM live") == [(0, 1, int(MARCH))]
    with scene.event() as session:
        posting.post(session, Book.REPORTED, [(numbers[version.record], 1)])
    assert scene.query("SELECT book, number, month FROM live") == [(1, 1, int(MARCH))]


def test_cells_count_figures_and_nils_once() -> None:
    scene.send(scene.activity(EAST_A, date(2024, 3, 8), trees=1), scene.nil(EAST_B, MARCH, "trees", "clubs"))
    assert scene.coverage(PROVINCE, "trees", "2024-03") == (1, 1, 1, 1)
    # a figure beats nil; clubs are asked in March, the quarter's last month
    scene.send(
        scene.activity(EAST_B, date(2024, 3, 9), trees=5), scene.activity(WEST_A, date(2024, 1, 9), clubs=2)
    )
    assert scene.coverage(EAST, "trees", "2024-03") == (2, 0, 2, 0)
    assert scene.coverage(PROVINCE, "clubs", "2024-03") == (1, 1, 1, 1)
    assert scene.coverage(PROVINCE, "clubs", "2024-01") == (0, 0, 1, 0)


def test_a_level_tells_the_cells_it_confirms() -> None:
    first = scene.activity(EAST_A, date(2024, 3, 8), youth=100)
    scene.send(first, scene.nil(EAST_A, APRIL, "youth"))
    assert [scene.coverage(EAST, "youth", f"2024-0{m}") for m in (2, 3, 4, 5, 6)] == [
        (0, 0, 0, 0), (1, 0, 1, 0), (1, 0, 1, 0), (1, 0, 1, 0), (0, 0, 0, 0),
    ]  # fmt: skip
    gone = scene.activity(EAST_A, date(2024, 3, 8), trees=1, record=first.record, number=2)
    scene.send(gone)
    assert scene.coverage(EAST, "youth", "2024-03") == (0, 0, 0, 0)
    assert scene.coverage(EAST, "youth", "2024-04") == (0, 1, 0, 1)
