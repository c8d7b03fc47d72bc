"""A paper changes an adopted plan: told clause by clause, and from its day on its new numbers hold."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.services import cases, stage
from tests.services.cases import DOCUMENT, adopted
from tiendo.core.access import SYSTEM
from tiendo.core.errors import Problem
from tiendo.services import plan_readings, plans
from tiendo.services.plan_amendment import AmendmentShown, amend_plan, amendment_shown
from tiendo.services.plan_shown import plan_shown
from tiendo.services.progress import progress_of

pytestmark = [pytest.mark.one_engine, pytest.mark.usefixtures("organisation")]


LETTER = """TỈNH ĐOÀN
Số: 40-CV/TĐTN
An Bình, ngày 02 tháng 5 năm 2024

CÔNG VĂN
Điều chỉnh chỉ tiêu giai đoạn 2021 - 2025

II. CHỈ TIÊU
1. Trồng 250.000 cây
3. Tặng 500 suất quà
"""


def read_letter(words: str = LETTER) -> int:
    given: dict[str, Any] = {"unit": "P", "data": words.encode(), "name": "cong-van.txt"}
    return plan_readings.start_reading(**given, **stage.asked()).reading


def shown(plan: str = "KH1") -> AmendmentShown:
    return amendment_shown(actor=SYSTEM, reading=read_letter(), plan=plan, now=stage.NOW)


def goal_on(day: date) -> str:
    asked = {"actor": SYSTEM, "unit": "P", "plan": "KH1", "as_of": day, "now": stage.NOW}
    return str(progress_of(**asked)["targets"][0]["shown"]["goal"])


def test_what_a_letter_changes_clause_by_clause() -> None:
    adopted()
    found = shown()
    assert found.plans == (("KH1", "Kế hoạch"),)
    changed = [one for one in found.lines if one.state.value == "changed"]
    assert [(one.key, one.before, one.after) for one in changed] == [
        ("II.1", "Trồng 300.000 cây", "Trồng 250.000 cây")
    ]
    assert [(one.key, one.goal, one.read, one.paper, one.day) for one in changed[0].targets] == [
        ("T1", "300.000", "250.000", "", None)
    ]
    assert [one.after for one in found.lines if one.state.value == "added"] == ["Tặng 500 suất quà"]
    assert [one.key for one in found.lines if one.state.value == "removed"] == ["II.2"]


def amended(goal: str, paper: str, day: str) -> None:
    amend_plan(plan="KH1", goals={"T1": goal}, paper=paper, day=day, **stage.asked())


def test_the_number_that_holds_on_the_paper_s_day_is_shown_with_the_paper_it_comes_from() -> None:
    adopted()
    amended("280.000", "20-CV", "2024-03-10")
    amended("290.000", "60-CV", "2024-05-20")  # after the day of the letter
    told = [one for line in shown().lines for one in line.targets]
    assert [(one.goal, one.paper, one.day, one.first, one.read) for one in told] == [
        ("280.000", "20-CV", date(2024, 3, 10), "300.000", "250.000")
    ]
    later = LETTER.replace("02 tháng 5", "25 tháng 5")
    found = amendment_shown(actor=SYSTEM, reading=read_letter(later), plan="KH1", now=stage.NOW)
    assert [(one.goal, one.paper) for line in found.lines for one in line.targets] == [("290.000", "60-CV")]
    undated = LETTER.replace("An Bình, ngày 02 tháng 5 năm 2024", "")
    found = amendment_shown(actor=SYSTEM, reading=read_letter(undated), plan="KH1", now=stage.NOW)
    assert [(one.goal, one.paper) for line in found.lines for one in line.targets] == [("290.000", "60-CV")]


def test_back_to_the_first_number_and_two_papers_of_one_day() -> None:
    adopted()
    amended("280.000", "20-CV", "2024-03-10")
    amended("270.000", "21-CV", "2024-03-10")
    amended("300.000", "22-CV", "2024-04-10")
    told = [one for line in shown().lines for one in line.targets]
    assert [(one.goal, one.paper, one.first) for one in told] == [("300.000", "22-CV", "300.000")]
    plan = plan_shown(actor=SYSTEM, plan="KH1", as_of=date(2024, 6, 1), now=stage.NOW)
    (told_of,) = plan["amended"]
    assert told_of["target"] == "T1"
    assert [(one["goal"], one["paper"], one["day"]) for one in told_of["numbers"]] == [
        ("300.000", "", None),
        ("270.000", "21-CV", "2024-03-10"),
        ("300.000", "22-CV", "2024-04-10"),
    ]
    before = plan_shown(actor=SYSTEM, plan="KH1", as_of=date(2024, 3, 9), now=stage.NOW)
    assert before["amended"] == []


def test_tasks_and_duties_that_stand_in_the_plan_have_stayed() -> None:
    tasks = [
        {
            "key": "K1",
            "clause": "II.1",
            "area": DOCUMENT["areas"][0]["key"],
            "text": "Chăm sóc cây ven đường.",
        }
    ]
    duties = [
        {"key": "D1", "clause": "II.1", "responsible": "Ban Phong trào", "text": "Theo dõi việc trồng cây."}
    ]
    plans.adopt_plan(unit="P", document={**DOCUMENT, "tasks": tasks, "duties": duties}, **stage.asked())
    more = """
III. NHIỆM VỤ
- Chăm sóc cây ven đường.
- Làm vườn ươm ở mỗi xã.

IV. TỔ CHỨC THỰC HIỆN
1. Ban Phong trào: Theo dõi việc trồng cây.
"""
    reading = read_letter(LETTER + more)
    found = amendment_shown(actor=SYSTEM, reading=reading, plan="KH1", now=stage.NOW)
    added = [one.after for one in found.lines if one.state.value == "added"]
    assert added == ["Tặng 500 suất quà", "Làm vườn ươm ở mỗi xã."]


def test_without_a_plan_only_which_there_are() -> None:
    adopted()
    assert shown("").lines == ()
    with pytest.raises(Problem) as refused:
        shown("KH9")
    assert refused.value.code == "plan.unknown"


def test_the_new_number_holds_from_the_day_of_the_paper_on() -> None:
    adopted()
    made = amend_plan(plan="KH1", goals={"T1": "250.000"}, paper="40-CV", day="2024-05-02", **stage.asked())
    assert made.plan == "KH1"
    assert (goal_on(date(2024, 5, 1)), goal_on(date(2024, 5, 2))) == ("300.000", "250.000")
    again = {"plan": "KH1", "goals": {"T1": "200.000"}, "paper": "50-CV", "day": "2024-05-20"}
    amend_plan(**again, **stage.asked())
    assert [goal_on(date(2024, 5, day)) for day in (1, 19, 20)] == ["300.000", "250.000", "200.000"]
    plan = plan_shown(actor=SYSTEM, plan="KH1", as_of=date(2024, 6, 1), now=stage.NOW)
    assert [one["paper"] for one in plan["settings"] if one["key"] == "T1.amended"] == ["50-CV"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"goals": {"T9": "5"}}, "plan.no_target"),
        ({"goals": {"T1": "nhiều"}}, "plan.option"),
        ({"goals": {}}, "input.missing"),
        ({"plan": "KH9"}, "plan.unknown"),
        ({"day": "2030-01-01"}, "input.future"),
    ],
)
def test_what_is_no_amendment_is_refused_and_changes_nothing(changed: dict[str, Any], code: str) -> None:
    adopted()
    given = {"plan": "KH1", "goals": {"T1": "250.000"}, "paper": "40-CV", "day": "2024-05-02", **changed}
    with pytest.raises(Problem) as refused:
        amend_plan(**given, **stage.asked())
    assert code in {refused.value.code, *(one.code for one in refused.value.causes)}
    assert goal_on(date(2024, 6, 1)) == DOCUMENT["targets"][0]["goal"]


def test_data_elements_stay_as_they_are_defined_by_now() -> None:
    parts = {"nu": "Nữ", "nam": "Nam"}  # in no order of the alphabet
    models = {**DOCUMENT["elements"][1], "dimensions": [{"key": "sex", "name": "Giới", "parts": parts}]}
    document = {**DOCUMENT, "elements": [DOCUMENT["elements"][0], models]}
    plans.adopt_plan(unit="P", document=document, **stage.asked())
    made = amend_plan(plan="KH1", goals={"T1": "250.000"}, paper="40-CV", day="2024-05-02", **stage.asked())
    assert made.plan == "KH1"


OWN_WORDS = """TỈNH ĐOÀN
Số: 41-CV/TĐTN
V/v điều chỉnh một số chỉ tiêu tại Kế hoạch số 07-KH/TĐTN

An Bình, ngày 10 tháng 5 năm 2024

Kính gửi: Ban Thường vụ các huyện đoàn.
Ban Thường vụ Tỉnh đoàn điều chỉnh như sau:
1. Nâng chỉ tiêu {name} từ 300.000 cây lên 310.000 cây.
2. Các nội dung khác giữ nguyên.
"""


def test_a_letter_may_name_a_target_in_words_of_its_own() -> None:
    adopted()
    words = OWN_WORDS.format(name=cases.DOCUMENT["targets"][0]["name"].lower())
    found = amendment_shown(actor=SYSTEM, reading=read_letter(words), plan="KH1", now=stage.NOW)
    told = [
        (one.state.value, *((each.key, each.goal, each.read) for each in one.targets)) for one in found.lines
    ]
    assert ("added", ("T1", "300.000", "310.000")) in told
    head = found.held.read.understood.head
    assert (head.signed_as, str(head.day), head.issuer) == ("41-CV/TĐTN", "2024-05-10", "TỈNH ĐOÀN")
