"""A paper held against the plan above: what was carried over, lowered or left out, and what people confirmed of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.services import stage
from tiendo.core.access import SYSTEM, Actor
from tiendo.core.errors import Problem
from tiendo.services.plan_compare import ComparedShown, compared_shown, confirm_matches
from tiendo.services.plan_reading_adoption import adopt_reading
from tiendo.services.plan_readings import decide_row, start_reading
from tiendo.services.plans import set_allocations

pytestmark = pytest.mark.usefixtures("organisation")

ABOVE = """KẾ HOẠCH
Thực hiện công tác thanh niên giai đoạn 2021 - 2025
Số: 07-KH/TĐTN
An Bình, ngày 05 tháng 01 năm 2021

I. CHỈ TIÊU
- Trồng mới 300.000 cây xanh.
- Hàng năm xây dựng 18 mô hình phát triển kinh tế.
- Tỷ lệ thanh thiếu niên vi phạm pháp luật dưới 3%.
- Tổ chức 50 buổi đối thoại với thanh niên.

II. NHIỆM VỤ, GIẢI PHÁP
1. Bảo vệ môi trường
- Vận động đoàn viên, thanh niên trồng và chăm sóc cây xanh ở khu dân cư.
- Phối hợp ngân hàng cho thanh niên vay vốn.
"""
HERE = """KẾ HOẠCH
Công tác thanh niên huyện giai đoạn 2021 - 2025
Số: 02-KH/HĐ

I. CHỈ TIÊU
- Trồng mới 20.000 cây xanh.
- Hàng năm xây dựng 18 mô hình phát triển kinh tế.
- Tỷ lệ thanh thiếu niên vi phạm pháp luật dưới 5%.
- Tặng 300 suất học bổng.

II. NHIỆM VỤ
1. Vận động đoàn viên trồng và chăm sóc cây xanh ở khu dân cư, trường học.
"""


def read(words: str, unit: str) -> int:
    given: dict[str, Any] = {"unit": unit, "data": words.encode(), "name": "ke-hoach.txt"}
    return start_reading(**given, **stage.asked()).reading


def above() -> str:
    number = read(ABOVE, "P")
    return adopt_reading(reading=number, seen=number, rest="as_read", defaults=True, **stage.asked()).plan


def shown(reading: int, plan: str | None = None, actor: Actor = SYSTEM) -> ComparedShown:
    return compared_shown(actor=actor, reading=reading, plan=plan, now=stage.NOW)


def told(found: ComparedShown) -> list[tuple[str, str, bool, str, bool]]:
    return [
        (one.upper.id, one.state.value, one.weaker, one.match.id if one.match else "", one.confirmed)
        for one in found.targets
    ]


def confirm(reading: int, plan: str, base: int = 0, **more: Any) -> int:
    given = {"targets": {}, "tasks": {}, **more}
    return confirm_matches(reading=reading, plan=plan, base=base, **given, **stage.asked()).number


PROPOSED = [
    ("T01", "lower", False, "T01", False),  # nothing was handed to this unit
    ("T02", "same", False, "T02", False),
    ("T03", "higher", True, "T03", False),  # below three percent became below five: that asks less
    ("T04", "missing", False, "", False),
]


def test_what_became_of_the_plan_above() -> None:
    plan, number = above(), read(HERE, "E")
    found = shown(number)
    assert (found.plan, [one[0] for one in found.plans], [one[2] for one in found.plans]) == (
        plan,
        [plan],
        ["Tỉnh"],
    )
    assert told(found) == PROPOSED
    assert found.new == ("T04",)
    (first, second) = found.tasks
    assert dict(found.child.clauses)[first.clause].startswith("Vận động đoàn viên trồng và chăm sóc cây xanh")
    assert (second.clause, first.confirmed, second.confirmed) == ("", False, False)
    assert (found.base, found.by) == (0, "")


def test_a_person_confirms_changes_and_takes_back() -> None:
    plan, number = above(), read(HERE, "E")
    tasks = shown(number).tasks
    assert confirm(number, plan, targets={"T01": "T01", "T04": "T04"}, tasks={tasks[1].key: ""}) == 1
    found = shown(number, plan)
    assert told(found) == [
        ("T01", "lower", False, "T01", True),
        PROPOSED[1],
        PROPOSED[2],
        ("T04", "higher", False, "T04", True),  # 300 for 50, as the person says
    ]
    assert (found.new, found.base, found.by) == ((), 1, SYSTEM.name)
    assert [one.confirmed for one in found.tasks] == [False, True]
    # what is not named stays; nothing is an answer as well; None takes one back
    assert confirm(number, plan, base=1, targets={"T02": "", "T01": None}) == 2
    again = told(shown(number, plan))
    assert again[0] == PROPOSED[0]
    assert again[1] == ("T02", "missing", False, "", True)
    assert again[3][4]


def test_what_was_left_out_of_the_paper_answers_nothing() -> None:
    plan, number = above(), read(HERE, "E")
    confirm(number, plan, targets={"T02": "T02"})
    out = {"row": "target-T02", "base": 0, "change": {"verdict": "rejected"}}
    decide_row(reading=number, **out, **stage.asked())
    assert told(shown(number))[1] == ("T02", "missing", False, "", False)


def test_who_saw_something_else_overwrites_nothing() -> None:
    plan, number = above(), read(HERE, "E")
    confirm(number, plan, targets={"T01": "T01"})
    with pytest.raises(Problem) as refused:
        confirm(number, plan, targets={"T01": ""})
    assert refused.value.code == "reading.meanwhile"
    with pytest.raises(Problem) as refused:
        confirm(number, plan, base=1, targets={"T99": "T01", "T01": "T98"}, tasks={"N99": ""})
    assert [cause.code for cause in refused.value.causes] == ["reading.no_answer"] * 3


def test_only_plans_of_the_unit_and_above_and_only_for_who_may_adopt() -> None:
    plan, number = above(), read(HERE, "E")
    beside = read(HERE, "W")
    named = {"row": "plan", "base": 0, "change": {"fields": {"key": "W1"}}}
    decide_row(reading=beside, **named, **stage.asked())
    own = adopt_reading(reading=beside, seen=beside + 1, rest="as_read", defaults=True, **stage.asked()).plan
    for wrong in ("NONE", own):
        with pytest.raises(Problem) as refused:
            shown(number, wrong)
        assert refused.value.code == "plan.unknown"
        with pytest.raises(Problem) as refused:
            confirm(number, wrong, targets={})
        assert refused.value.code == "plan.unknown"
    with pytest.raises(Problem) as refused:
        shown(number, plan, stage.somebody("planner", "W"))
    assert refused.value.code == "access.denied"
    assert shown(number, plan, stage.somebody("planner", "E")).plan == plan


def test_without_a_plan_above_there_is_nothing_to_hold_it_against() -> None:
    found = shown(read(HERE, "E"))
    assert (found.plans, found.plan, found.targets) == ((), "", ())


def test_a_sum_is_held_against_the_unit_s_own_share_of_it() -> None:
    plan, number = above(), read(HERE, "E")
    rows = [{"target": "T01", "unit": "E", "year": year, "amount": amount}
            for year, amount in ((2024, 9_000), (2025, 8_000))]  # fmt: skip
    set_allocations(plan=plan, rows=rows, paper="1-QĐ", day="2024-01-10", **stage.asked())
    line = shown(number).targets[0]
    assert (line.upper.value, line.whole, line.unshared) == (17_000, 300_000, False)
    assert (line.state.value, line.weaker) == ("higher", False)  # 20.000 for 17.000
    models = shown(number).targets[1]
    assert (models.whole, models.unshared, models.weaker) == (None, True, False)
    own = shown(read(HERE, "P")).targets[0]
    assert (own.upper.value, own.whole, own.unshared, own.weaker) == (300_000, None, False, True)
