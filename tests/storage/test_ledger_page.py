"""The example of docs/explanation/ledger.md, carried out: what the page says is what the ledger holds."""

from __future__ import annotations

from datetime import date

import pytest

from tests.storage import scene
from tests.storage.scene import EAST, EAST_A, EAST_B, MARCH, PROVINCE, WEST
from tiendo.core.submission import Book
from tiendo.storage import posting

pytestmark = pytest.mark.usefixtures("ledger")


def test_the_page() -> None:
    first = scene.activity(EAST_A, date(2024, 3, 10), trees=120)
    scene.send(first)
    assert scene.balances(EAST_A, "trees") == {("2024-03", 0): 120}
    assert scene.balances(EAST, "trees") == {("2024-03", EAST_A): 120}
    assert scene.balances(PROVINCE, "trees") == {("2024-03", EAST): 120}

    corrected = scene.send(
        scene.activity(EAST_A, date(2024, 3, 10), trees=112, record=first.record, number=2)
    )
    assert [amount for *_, amount in scene.entries(EAST_A, "trees")] == [120, -8]

    scene.send(
        scene.activity(EAST_B, date(2024, 3, 20), trees=50), scene.month_figure(EAST_B, MARCH, trees=80)
    )
    assert scene.entries(EAST_B, "trees") == [
        (4, "2024-03-20", "2024-03-20", 50),
        (4, "2024-03-31", "2024-03-31", 30),
    ]
    scene.send(scene.activity(EAST_B, date(2024, 3, 21), trees=20))
    assert scene.entries(EAST_B, "trees")[2:] == [
        (5, "2024-03-21", "2024-03-21", 20),
        (5, "2024-03-31", "2024-03-31", -20),
    ]
    assert scene.balances(EAST, "trees") == {("2024-03", EAST_A): 112, ("2024-03", EAST_B): 80}

    with scene.event("accept") as session:
        posting.post(session, Book.ACCEPTED, [(corrected[first.record], 2)])
    assert [amount for *_, amount in scene.entries(EAST_A, "trees", book=2)] == [112]


def test_the_level_of_a_unit_that_moves() -> None:
    scene.send(
        scene.activity(EAST_B, date(2024, 2, 1), youth=3), scene.activity(EAST_B, date(2024, 6, 1), youth=5)
    )
    scene.change(scene.move(EAST_B, date(2024, 7, 1), WEST))
    assert [line[1:] for line in scene.entries(EAST_B, "youth")] == [
        ("2024-02-01", "2024-02-01", 3),
        ("2024-06-01", "2024-06-01", 2),
        ("2024-07-01", "2024-06-30", -5),
        ("2024-07-01", "2024-07-01", 5),
    ]
    assert sum(scene.balances(PROVINCE, "youth").values()) == 5
    assert sum(scene.balances(EAST, "youth").values()) == 0
    assert sum(scene.balances(WEST, "youth").values()) == 5
