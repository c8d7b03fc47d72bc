"""Tables that hand numbers to units: whom they mean, what is unclear, and what is handed down once the plan stands."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.services import stage
from tiendo.core.access import SYSTEM, Actor
from tiendo.core.errors import Problem
from tiendo.services.plan_reading_adoption import adopt_reading
from tiendo.services.plan_reading_state import Held
from tiendo.services.plan_readings import decide_row, drop_reading, start_reading
from tiendo.services.plan_readings_shown import reading_shown
from tiendo.services.plan_shares import SharesShown, TableShown, shares_shown, shares_to_hand
from tiendo.services.plans import set_allocations
from tiendo.services.progress import progress_of
from tiendo.storage.verify import verify

pytestmark = pytest.mark.usefixtures("organisation")

TERM = """KẾ HOẠCH
Thực hiện công tác thanh niên giai đoạn 2023 - 2025
Số: 07-KH/TĐTN
An Bình, ngày 05 tháng 01 năm 2024

I. CHỈ TIÊU
- Trồng mới 3.000 cây xanh.
- Hàng năm xây dựng 18 mô hình phát triển kinh tế.
- 90% chi đoàn có công trình thanh niên.

"""
UNITS = """Phụ lục: phân bổ chỉ tiêu cho các đơn vị

| TT | Đơn vị | Trồng mới cây xanh | Mô hình phát triển kinh tế |
|---|---|---|---|
| 1 | Huyện Đông | 2.000 | 10 |
| 2 | Tây | 1.000 | 8 |
"""
TABLE = "shares-1"


def read(annex: str = UNITS, plan: str = TERM) -> int:
    given: dict[str, Any] = {"unit": "P", "data": (plan + annex).encode(), "name": "ke-hoach.md"}
    return start_reading(**given, **stage.asked()).reading


def adopted(annex: str = UNITS, plan: str = TERM) -> int:
    number = read(annex, plan)
    state = adopt_reading(
        reading=number, seen=held(number).seen, rest="as_read", defaults=True, **stage.asked()
    )
    assert state.plan
    return number


def held(number: int) -> Held:
    return reading_shown(actor=SYSTEM, reading=number, now=stage.NOW).held


def shown(number: int) -> SharesShown:
    return shares_shown(actor=SYSTEM, reading=number, now=stage.NOW)


def table(number: int) -> TableShown:
    (found,) = shown(number).tables
    return found


def choose(number: int, **change: Any) -> None:
    base = held(number).rows[TABLE].number
    decide_row(reading=number, row=TABLE, base=base, change=change, **stage.asked())


def hand(number: int, *, rest: bool = False, actor: Actor = SYSTEM) -> list[tuple[str, int, int, int | None]]:
    seen = held(number).seen
    told = shares_to_hand(actor=actor, reading=number, row=TABLE, seen=seen, rest=rest, now=stage.NOW)
    if not told.rows:
        return []
    made = set_allocations(
        plan=told.plan, rows=told.rows, paper="07-KH/TĐTN", day="2024-01-05", **stage.asked(actor)
    )
    return [(one.target, int(one.unit), one.year, one.amount) for one in made]


def refused(number: int, **more: Any) -> list[str]:
    before = stage.events()
    with pytest.raises(Problem) as problem:
        hand(number, **more)
    assert stage.events() == before
    return [one.code for one in problem.value.causes or (problem.value,)]


def codes(number: int) -> list[str]:
    return [one.code for one in table(number).faults]


def test_a_table_is_shown_with_whom_it_means() -> None:
    found = table(read())
    assert [(one.name, one.unit, one.code) for one in found.units] == [
        ("Huyện Đông", stage.EAST, "E"),
        ("Tây", stage.WEST, "W"),
    ]
    assert [(one.name, one.target, one.sure, one.total) for one in found.measures] == [
        ("Trồng mới cây xanh", "T01", True, "3.000"),
        ("Mô hình phát triển kinh tế", "T02", False, "18"),
    ]
    assert [(one.why.value, one.chosen, one.running) for one in found.measures] == [
        ("asked", "", (2023, 2024, 2025)),
        ("each", "each", (2023, 2024, 2025)),
    ]
    assert [one.code for one in found.faults] == ["reading.share_year"]
    assert len(found.ready) == 2
    assert len(found.unclear) == 2


def test_tables_are_no_rows_adopting_waits_for() -> None:
    number = read()
    assert [row.kind for row in held(number).undecided] == ["target"] * 3
    assert adopted()


def test_nothing_is_handed_down_before_the_plan_stands_or_while_years_are_unclear() -> None:
    assert refused(read()) == ["reading.not_adopted"]
    number = adopted()
    assert refused(number) == ["reading.share_year"]
    with pytest.raises(Problem) as problem:
        shares_to_hand(actor=SYSTEM, reading=number, row=TABLE, seen=1, rest=True, now=stage.NOW)
    assert problem.value.code == "reading.moved"


def test_numbers_are_handed_down_by_the_paper_and_count_from_its_day() -> None:
    number = adopted()
    choose(number, verdict="confirmed", years={"0": "spread"})
    assert table(number).faults == ()
    assert hand(number) == [
        ("T01", stage.EAST, 2023, 667),
        ("T01", stage.EAST, 2024, 667),
        ("T01", stage.EAST, 2025, 666),
        ("T02", stage.EAST, 2023, 10),
        ("T02", stage.EAST, 2024, 10),
        ("T02", stage.EAST, 2025, 10),
        ("T01", stage.WEST, 2023, 334),
        ("T01", stage.WEST, 2024, 333),
        ("T01", stage.WEST, 2025, 333),
        ("T02", stage.WEST, 2023, 8),
        ("T02", stage.WEST, 2024, 8),
        ("T02", stage.WEST, 2025, 8),
    ]
    assert [one.handed for one in table(number).shares] == [True] * 4
    assert table(number).waiting == []
    told = stage.rows("SELECT DISTINCT paper, day FROM allocation")
    assert [(paper, str(day)) for paper, day in told] == [("07-KH/TĐTN", "2024-01-05")]
    plan = shown(number).plan
    answer = progress_of(actor=SYSTEM, unit="E", plan=plan, as_of=date(2024, 6, 1), now=stage.NOW)
    assert [one["shown"]["goal"] for one in answer["targets"]][:2] == ["2.000", "10"]
    assert verify() == []


def test_what_is_unclear_is_told_all_at_once_and_chosen_or_left_out() -> None:
    annex = UNITS.replace("| 2 | Tây |", "| 2 | Huyện Nam |").replace("Mô hình phát triển kinh tế", "Số việc")
    number = adopted(annex, TERM.replace("giai đoạn 2023 - 2025", "năm 2024"))
    assert sorted(refused(number)) == ["reading.share_target", "reading.share_unit"]
    choose(number, targets={"1": "T02"})
    assert codes(number) == ["reading.share_unit"]
    choose(number, units={"1": "W"})
    assert hand(number) == [
        ("T01", stage.EAST, 2024, 2000),
        ("T02", stage.EAST, 2024, 10),
        ("T01", stage.WEST, 2024, 1000),
        ("T02", stage.WEST, 2024, 8),
    ]
    choose(number, units={"1": ""}, targets={"1": ""})
    assert [(one.left_out, one.handed) for one in table(number).shares] == [
        (False, True), (True, False), (True, False), (True, False),
    ]  # fmt: skip
    choose(number, units={"1": None})
    assert codes(number) == ["reading.share_unit"]
    assert hand(number, rest=True) == []  # what is handed down is not handed down again


def test_what_can_never_be_handed_down_is_told_before() -> None:
    annex = """Phụ lục: phân bổ chỉ tiêu năm 2024

| TT | Đơn vị | Trồng mới cây xanh | Chi đoàn có công trình thanh niên |
|---|---|---|---|
| 1 | Đông | 2,5 | 95% |
| 2 | Huyện Đông | 20 | 90% |
| 3 | E | 30 | 90% |
"""
    number = adopted(annex)
    assert sorted(codes(number)) == ["allocation.kind", "reading.share_amount", "reading.share_twice"]
    assert sorted(set(refused(number))) == ["allocation.kind", "reading.share_amount", "reading.share_twice"]
    assert hand(number, rest=True) == [("T01", stage.EAST, 2024, 20)]


def test_years_of_a_whole_term_are_the_plan_s_own_unit_s() -> None:
    annex = """Phụ lục: phân kỳ thực hiện chỉ tiêu

| TT | Nội dung chỉ tiêu | Cả giai đoạn | Năm 2023 | Năm 2024 | Năm 2025 |
|---|---|---|---|---|---|
| 1 | Trồng mới cây phân tán | 600 | 100 | 200 | 300 |
"""
    number = adopted(annex)
    assert [(one.stated, one.why.value) for one in table(number).measures] == [((2023, 2024, 2025), "stated")]
    assert [(unit, year, amount) for _, unit, year, amount in hand(number)] == [
        (stage.PROVINCE, 2023, 100),
        (stage.PROVINCE, 2024, 200),
        (stage.PROVINCE, 2025, 300),
    ]


def test_a_row_merged_into_another_lends_it_its_name() -> None:
    annex = """Phụ lục: phân kỳ thực hiện chỉ tiêu

| TT | Nội dung chỉ tiêu | Cả giai đoạn | Năm 2024 |
|---|---|---|---|
| 1 | Vườn ươm ven sông | 600 | 200 |
"""
    number = read(annex)
    assert [one.target for one in table(number).measures] == ["T04"]
    given = {"verdict": "merged", "into": "target-T01"}
    decide_row(reading=number, row="target-T04", base=0, change=given, **stage.asked())
    assert [(one.target, one.sure) for one in table(number).measures] == [("T01", True)]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"units": {"0": "KHÔNG"}}, "reading.share_code"),
        ({"units": {"7": "E"}}, "input.unknown_field"),
        ({"units": {"x": "E"}}, "input.unknown_field"),
        ({"targets": {"0": "T99"}}, "plan.no_target"),
        ({"years": {"0": "nhiều"}}, "input.choice"),
        ({"fields": {"goal": "1"}}, "input.unknown_field"),
        ({"verdict": "split"}, "reading.verdict"),
    ],
)
def test_what_is_no_choice_is_refused(change: dict[str, Any], code: str) -> None:
    number = read()
    before = stage.events()
    with pytest.raises(Problem) as problem:
        choose(number, **change)
    assert code in [problem.value.code, *(one.code for one in problem.value.causes)]
    assert stage.events() == before


def test_a_table_left_out_hands_nothing_down() -> None:
    number = adopted()
    choose(number, verdict="rejected")
    assert table(number).faults == ()
    assert refused(number, rest=True) == ["reading.shares_left"]
    with pytest.raises(Problem) as problem:
        shares_to_hand(actor=SYSTEM, reading=number, row="target-T01", seen=1, rest=True, now=stage.NOW)
    assert problem.value.code == "reading.no_row"
    nowhere = adopted(UNITS.replace("Huyện Đông", "Nam").replace("Tây", "Bắc"), TERM.replace("KẾ", "CHƯƠNG"))
    assert refused(nowhere, rest=True) == ["reading.shares_none"]


def test_a_reading_put_aside_is_over_for_its_tables_too() -> None:
    number = read()
    drop_reading(reading=number, **stage.asked())
    with pytest.raises(Problem) as problem:
        choose(number, verdict="confirmed")
    assert problem.value.code == "reading.over"
    assert refused(number) == ["reading.not_adopted"]


def test_who_may_hand_down() -> None:
    number = adopted(plan=TERM.replace("giai đoạn 2023 - 2025", "năm 2024"))
    assert refused(number, actor=stage.somebody("planner", "E")) == ["access.denied"]
    assert refused(number, actor=stage.somebody("leader", "P")) == ["access.denied"]
    assert len(hand(number, actor=stage.somebody("planner", "P"))) == 4


def test_a_plan_that_is_none_yet_hands_nothing_down_and_says_nothing_wrong() -> None:
    number = read(plan=TERM.replace("giai đoạn 2023 - 2025", "thời gian tới").replace("năm 2024", ""))
    found = table(number)
    assert [one.target for one in found.measures] == ["T01", "T02"]
    assert found.ready == []


def test_years_said_in_the_words_of_a_target_are_handed_to_the_plan_s_own_unit() -> None:
    words = (
        "- Trồng mới 3.000 cây xanh, trong đó năm 2023: 1.000 cây, năm 2024: 1.500 cây, năm 2025: 500 cây.\n"
    )
    number = adopted("", TERM.replace("- Trồng mới 3.000 cây xanh.\n", words))
    (found,) = shown(number).tables
    assert (found.row.key, found.units, found.faults) == ("shares-0", (), ())
    assert [(one.unit, one.year, one.value) for one in found.shares] == [
        (-1, 2023, "1.000"), (-1, 2024, "1.500"), (-1, 2025, "500"),
    ]  # fmt: skip
    told = shares_to_hand(
        actor=SYSTEM, reading=number, row="shares-0", seen=held(number).seen, rest=False, now=stage.NOW
    )
    set_allocations(plan=told.plan, rows=told.rows, paper="07-KH/TĐTN", day="2024-01-05", **stage.asked())
    goals = progress_of(actor=SYSTEM, unit="P", as_of=date(2024, 5, 31), plan=told.plan, now=stage.NOW)
    years = {one["year"]: one["goal"] for one in goals["targets"][0]["years"]}
    assert years == {"2023": "1000", "2024": "1500", "2025": "500"}
    assert len(goals["targets"]) == 3  # the years are no targets of their own
