"""What a unit is told of its targets: values, coverage, goals and the units behind them, as promised in JSON."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.services import stage
from tiendo.core.access import SYSTEM
from tiendo.core.errors import Problem
from tiendo.core.submission import Book
from tiendo.services import plans, progress

pytestmark = pytest.mark.usefixtures("organisation")

APRIL_END = date(2024, 4, 30)

PLAN: dict[str, Any] = {
    "schema": 1,
    "plan": {"key": "P1", "title": "Kế hoạch", "counts_from": "2024-01-01", "counts_to": "2025-12-31"},
    "elements": stage.ELEMENTS,
    "areas": [{"key": "a", "name": "Việc"}],
    "clauses": [{"key": "c", "text": "Điều 1"}],
    "targets": [
        {
            "key": "TREES", "clause": "c", "area": "a", "name": "Cây", "basis": "whole term",
            "comparator": ">=", "goal": "1.000", "indicator": {"form": "total", "element": "trees"},
        },
        {
            "key": "SHARE", "clause": "c", "area": "a", "name": "Xã có 100 cây", "basis": "each year",
            "comparator": ">=", "goal": "100%",
            "indicator": {
                "form": "unit_share", "levels": ["commune"], "over": {"commune": "subtree"},
                "condition": {"total": "trees", "comparator": ">=", "amount": 100},
            },
        },
        {
            "key": "RATE", "clause": "c", "area": "a", "name": "Tỷ lệ", "basis": "each year",
            "comparator": ">", "goal": "50%",
            "indicator": {
                "form": "ratio", "numerators": [{"persons": "trained"}], "denominators": [{"level": "youth"}],
            },
        },
    ],
    "settings": [
        {
            "key": "basis", "clause": "c", "question": "Cả nhiệm kỳ hay mỗi năm?", "default": "term",
            "options": [
                {"key": "term", "label": "Cả nhiệm kỳ", "patch": {}},
                {"key": "yearly", "label": "Mỗi năm", "patch": {"TREES": {"basis": "each year"}}},
            ],
        }
    ],
}  # fmt: skip


def adopt() -> None:
    plans.adopt_plan(unit="P", document=PLAN, **stage.asked())


def asked(unit: str = "P", as_of: date = APRIL_END, **more: Any) -> dict[str, dict[str, Any]]:
    answer = progress.progress_of(actor=SYSTEM, unit=unit, as_of=as_of, now=stage.NOW, **more)
    return {target["id"]: target for target in answer["targets"]}


def test_a_total_over_the_term() -> None:
    adopt()
    stage.add(stage.told(trees=300), stage.told("WA", "2024-04-02", trees=50))
    stage.send()
    stage.send("WA", "2024-04")
    trees = asked()["TREES"]
    assert (trees["value"], trees["goal"], trees["attainment"], trees["met"]) == (
        "350",
        "1000",
        "7/20",
        False,
    )
    # 121 of 731 days are gone; nobody decided a yearly number
    assert (trees["pace"], trees["pace_kind"], trees["status"]) == ("121/731", "reference", "running")
    # 4 months x (2 districts + 3 communes); two cells told
    assert trees["coverage"] == {"expected": 20, "reported": 2, "nil": 0, "missing": 18}
    assert [year["value"] for year in trees["years"]] == ["350", None]
    assert trees["window"] == ["2024-01-01", "2026-01-01"]
    assert asked("E")["TREES"]["value"] == "300"
    assert asked("E")["TREES"]["status"] == "not_assigned"


def test_a_share_names_the_units_behind_it() -> None:
    adopt()
    stage.add(stage.told(trees=300), stage.told("WA", "2024-04-02", trees=50))
    stage.send()
    stage.send("WA", "2024-04")
    share = asked()["SHARE"]
    assert (share["value"], share["numerator"], share["denominator"]) == ("1/3", "1", "3")
    assert [(one["code"], one["standing"]) for one in share["failing"]] == [
        ("EB", "not_yet"),
        ("WA", "not_yet"),
    ]
    after = asked(as_of=date(2024, 12, 31))["SHARE"]
    # the year is over and months are missing: nobody can say that they did not
    assert {one["standing"] for one in after["failing"]} == {"unknown"}
    assert after["status"] == "not_met"


def test_a_ratio_sums_only_who_told_both_parts() -> None:
    adopt()
    for unit, youth, trained in (("EA", 100, 60), ("EB", 100, 10)):
        for month in ("2024-01", "2024-02", "2024-03", "2024-04"):
            figures = {"trained": trained if month == "2024-01" else 0}
            stage.figure(unit, month, **figures, **({"youth": youth} if month == "2024-01" else {}))
            if (unit, month) != ("EB", "2024-04"):
                stage.send(unit, month)
    rate = asked()["RATE"]
    # EA: 60 of 100 and every month told; EB owes April, WA and the districts told nothing
    assert (rate["value"], rate["numerator"], rate["denominator"]) == ("3/5", "60", "100")
    assert [one["code"] for one in rate["left_out"]] == ["E", "EB", "W", "WA"]
    assert (rate["met"], rate["status"]) == (False, "running")
    assert asked("EA")["RATE"]["met"] is True


def test_two_books_and_what_was_known() -> None:
    adopt()
    given = stage.told(trees=300)
    stage.add(given)
    stage.send()
    before = stage.events()
    stage.accept()
    assert asked(book=Book.ACCEPTED)["TREES"]["value"] == "300"
    assert asked(book=Book.ACCEPTED, known=before)["TREES"]["state"] == "missing"
    assert asked(known=before)["TREES"]["value"] == "300"


def test_an_allocation_gives_a_goal_and_a_setting_changes_the_basis() -> None:
    adopt()
    plans.set_allocations(
        plan="P1",
        rows=[
            {"target": "TREES", "unit": "E", "year": 2024, "amount": 400},
            {"target": "TREES", "unit": "E", "year": 2025, "amount": 200},
        ],
        paper="QĐ 1",
        day="2024-02-01",
        **stage.asked(),
    )
    stage.add(stage.told(trees=300))
    stage.send()
    trees = asked("E")["TREES"]
    # due by 30 April: 400 x 121/366 of 600 in all = 121/549
    assert (trees["goal"], trees["attainment"], trees["pace"]) == ("600", "1/2", "121/549")
    assert (trees["pace_kind"], trees["status"]) == ("decided", "on_pace")
    assert asked("E", as_of=date(2024, 1, 31))["TREES"]["goal"] is None
    plans.set_plan_setting(
        plan="P1", setting="basis", option="yearly", paper="KL 2", day="2024-04-01", **stage.asked()
    )
    assert asked()["TREES"]["basis"] == "each year"
    assert asked("E")["TREES"]["goal"] == "400"
    assert asked(as_of=date(2024, 3, 31))["TREES"]["basis"] == "whole term"


def test_children_own_and_former_are_the_whole() -> None:
    adopt()
    stage.add(stage.told(trees=300), stage.told("E", trees=7), stage.told("WA", trees=50))
    for unit in ("EA", "E", "WA"):
        stage.send(unit)
    from tiendo.services import units

    units.move_unit(unit="EA", parent="W", day="2024-04-01", **stage.asked())
    answer = progress.children_of(actor=SYSTEM, unit="E", as_of=APRIL_END, now=stage.NOW, targets=["TREES"])
    (trees,) = answer["targets"]
    found = trees["contributions"]
    assert trees["total"]["value"] == "307"
    assert [(row["unit"], row["id"]) for row in trees["children"]] == [("EB", "TREES")]
    assert {key: row["amount"] for key, row in found["children"].items()} == {str(stage.EAST_B): "0"}
    assert (found["own"]["amount"], found["former"]["amount"]) == ("7", "300")
    assert found["former_units"] == [stage.EAST_A]


def test_who_may_not_read_cannot() -> None:
    adopt()
    reporter = stage.somebody("reporter", "EA")
    assert progress.progress_of(actor=reporter, unit="EA", as_of=APRIL_END, now=stage.NOW)["unit"] == "EA"
    with pytest.raises(Problem) as refused:
        progress.progress_of(actor=reporter, unit="E", as_of=APRIL_END, now=stage.NOW)
    assert refused.value.code == "access.denied"
