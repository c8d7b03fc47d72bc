"""What a unit's people and those above are shown of a month: sums as they count, drafts only to whose they are."""

from __future__ import annotations

from typing import Any

import pytest

from tests.services import stage
from tests.services.test_progress import adopt
from tests.services.test_statements import counting
from tiendo.core.errors import Problem
from tiendo.services import catalogue, form_shown, inbox, months, records, work_shown

pytestmark = pytest.mark.usefixtures("organisation")


def work(unit: str = "EA", month: str = stage.MARCH, **more: Any) -> dict[str, Any]:
    actor = more.pop("actor", None) or stage.SYSTEM
    return work_shown.work_of(actor=actor, unit=unit, month=month, now=stage.NOW, **more)


def above(unit: str = "EA", month: str = stage.MARCH) -> dict[str, Any]:
    return inbox.month_shown(actor=stage.SYSTEM, unit=unit, month=month, now=stage.NOW)


def line(answer: dict[str, Any], element: str) -> dict[str, Any]:
    return next(one for one in answer["heard"] if one["element"] == element)


def told(one: dict[str, Any]) -> tuple[Any, ...]:
    return one["records"], one["typed"], one["counted"], one["state"]


def test_a_month_is_the_larger_of_its_records_and_what_was_typed() -> None:
    stage.add(stage.told(trees=30, km="1,5"), stage.told(day="2024-03-20", trees=12))
    stage.figure(trees=50, km="0,5")
    answer = work()
    assert told(line(answer, "trees")) == ("42", "50", "50", "figure")
    assert told(line(answer, "km")) == ("1,5", "0,5", "1,5", "figure")
    assert (line(answer, "km")["short"], line(answer, "trees")["short"]) == (True, False)
    stage.send()
    assert stage.total(stage.EAST_A, "trees") == 50
    assert told(line(above(), "trees")) == ("42", "50", "50", "figure")


def test_a_level_is_the_last_one_told_and_holds_in_later_months() -> None:
    stage.add(stage.told(day="2024-03-02", youth=100), stage.told(day="2024-03-30", youth=90))
    assert told(line(work(), "youth")) == ("90", None, "90", "figure")
    assert work(month="2024-04")["earlier"] == ["Thanh niên"]


def test_a_figure_typed_as_a_total_of_the_year_counts_what_is_new() -> None:
    element = {**stage.ELEMENTS[0], "key": "ideas", "name": "Ý tưởng", "typed": "cumulative"}
    catalogue.define_elements(elements=[element], **stage.asked())
    stage.figure("EA", "2024-02", ideas=10)
    stage.figure("EA", "2024-03", ideas=25)
    assert told(line(work(), "ideas")) == (None, "25", "15", "figure")


def test_nothing_is_told_apart_from_nil_missing_and_not_asked() -> None:
    stage.month_figures.report_nil(unit="EA", month=stage.MARCH, elements=["trees"], **stage.asked())
    answer = work()
    assert told(line(answer, "trees")) == (None, None, None, "nil")
    assert "Đường" in answer["missing"]
    assert answer["nil"]["nil_names"] == ["Cây"]


def test_those_above_see_what_was_sent_not_what_is_being_typed() -> None:
    one = stage.told(trees=30)
    stage.add(one)
    assert above()["records"] == []
    stage.send()
    change = {"record": one["record"], "reason": "nhầm", "figures": {"trees": 99}}
    records.correct_record(**change, **stage.asked())
    (shown,) = above()["records"]
    assert shown["figures"][0]["amount"] == "30"
    (own,) = work()["records"]
    assert (own["figures"][0]["amount"], own["standing"]) == ("99", "changed")


def test_a_record_moved_to_another_month_is_told_in_both() -> None:
    one = stage.told(trees=30)
    stage.add(one)
    stage.send()
    records.correct_record(record=one["record"], day="2024-04-02", reason="nhầm", **stage.asked())
    assert work()["records"][0]["moved_to"] == "04/2024"
    assert work()["send"]["drawn"] == ["2024-04"]
    assert work(month="2024-04")["records"][0]["standing"] == "changed"
    assert {one["month"]: one["drafts"] for one in work()["months"] if one["drafts"]} == {"2024-04": 1}


def test_what_is_sent_is_what_was_said_before() -> None:
    stage.add(stage.told(trees=1), stage.told(trees=2))
    gone = stage.told(trees=3)
    stage.add(gone)
    records.withdraw_record(record=gone["record"], **stage.asked())
    sending = work()["send"]
    assert (sending["possible"], sending["drafts"], sending["kinds"]) == (True, 2, {"new": 2})
    stage.send()
    sending = work()["send"]
    assert (sending["possible"], sending["drafts"]) == (False, 0)
    assert work()["records"][0]["standing"] == "sent"


def test_only_the_units_own_people_see_its_drafts() -> None:
    stage.add(stage.told(trees=30))
    for role, unit in (("reviewer", "E"), ("leader", "P"), ("reporter", "EB"), ("sender", "E")):
        with pytest.raises(Problem, match="You may not"):
            work(actor=stage.somebody(role, unit))
    assert work(actor=stage.somebody("reporter", "EA"))["may"] == [
        "record.add",
        "month.set_figure",
        "month.nil",
        "record.correct",
        "record.withdraw",
        "record.attach",
    ]


def test_the_digest_shown_in_the_list_is_the_one_that_is_accepted() -> None:
    stage.add(stage.told(trees=1), stage.told("EB", trees=2))
    stage.send("EA")
    answer = inbox.inbox_of(actor=stage.SYSTEM, unit="E", month=stage.MARCH, now=stage.NOW)
    east_a, east_b = answer["children"]
    assert (east_a["acceptable"], east_b["acceptable"], east_b["state"]) == (True, False, "open")
    assert east_a["seen"] == stage.shown_digest("EA") == above()["seen"]
    months.accept_month(unit="EA", month=stage.MARCH, seen=east_a["seen"], **stage.asked())


def test_the_form_offers_what_the_unit_tells_most_first() -> None:
    adopt()
    stage.add(*(stage.told(km="1,0") for _ in range(3)), stage.told(trees=1))
    form = form_shown.form_of(actor=stage.SYSTEM, unit="EA", day=stage.NOW.date(), now=stage.NOW)
    first = form["groups"][0]
    assert (first["first"], [one["element"] for one in first["elements"]]) == (True, ["km", "trees"])
    assert form["titles"] == ["Ra quân"]
    assert {one["code"] for one in form["coorganisers"]} == {"EB", "E"}


def test_questions_take_the_same_statements_for_one_record_and_for_many() -> None:
    adopt()
    stage.add(stage.told(trees=1))
    stage.send()

    def statements() -> list[int]:
        found = []
        for ask in (work, above, lambda: inbox.inbox_of(actor=stage.SYSTEM, unit="E", now=stage.NOW)):
            with counting() as counted:
                ask()
            found.append(len(counted.queries))
        return found

    before = (statements(), statements())[1]
    stage.add(*(stage.told(trees=n, day=f"2024-03-{n:02}") for n in range(1, 29)))
    assert statements() == before
