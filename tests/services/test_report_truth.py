"""What a report may not say: nothing of days to come, no number without its comparator, no year's number left out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.services import stage
from tests.services.test_progress import PLAN, adopt
from tiendo.core.access import SYSTEM
from tiendo.core.errors import Problem
from tiendo.core.report import Report
from tiendo.demo.organisation import letterheads
from tiendo.formats.wording import Wording
from tiendo.services import catalogue, plans
from tiendo.services.frozen import frozen_report, report_to_freeze
from tiendo.services.month_returns import freeze_period
from tiendo.services.reporting import report_of

pytestmark = pytest.mark.usefixtures("organisation")

TODAY = date(2024, 6, 1)
VI = Wording("vi")


def scene() -> None:
    adopt()
    catalogue.set_report_template(template=letterheads(), **stage.asked())
    stage.add(stage.told(trees=300), stage.told("WA", "2024-04-02", trees=50))
    stage.send()
    stage.send("WA", "2024-04")


def made(unit: str = "P", period: str = "2024-Q2", **more: Any) -> Report:
    return report_of(actor=SYSTEM, unit=unit, period=period, now=stage.NOW, **more).report


def refused(**more: Any) -> Problem:
    with pytest.raises(Problem) as told:
        made(**more)
    return told.value


def lines(report: Report) -> list[str]:
    sections = [one.text for section in report.sections for one in section.paragraphs]
    return [one.text for one in report.opening] + sections


def row(report: Report, target: str) -> dict[str, str]:
    """A line of the first annex by its headings."""
    titles = [column.title for column in report.annexes[0].columns]
    found = next(one for one in report.annexes[0].rows if not one.group and one.cells[1] == target)
    return {title: getattr(cell, "shown", cell) for title, cell in zip(titles, found.cells, strict=True)}


def hand_down(**years: str) -> None:
    for year, amount in years.items():
        given = {"plan": "P1", "target": "TREES", "unit": "E", "paper": "9-QĐ", "day": "2024-01-10"}
        plans.set_allocation(year=int(year[1:]), amount=amount, **given, **stage.asked())


@pytest.mark.parametrize(("period", "first"), [("2025", "01/01/2025"), ("2024-07", "01/07/2024")])
def test_a_period_that_has_not_begun_is_refused_with_advice(period: str, first: str) -> None:
    scene()
    problem = refused(period=period)
    assert (problem.code, problem.details["field"]) == ("report.not_begun", "period")
    assert f"kỳ này bắt đầu ngày {first}, hôm nay là 01/06/2024. Hãy chọn một kỳ đã bắt đầu." in VI.told(
        problem
    )


def test_a_period_still_running_is_told_up_to_today_and_judges_nothing_that_is_not_due() -> None:
    scene()
    report = made(period="2024")
    assert report.about.as_of == TODAY
    opening, *rest = lines(report)
    assert "báo cáo tiến độ thực hiện năm 2024, số liệu tính đến ngày 01/06/2024" in opening
    # the year runs on: one commune of three has its 100 trees, and the others are not late for it
    assert any("0 chỉ tiêu chậm tiến độ hoặc không đạt" in one for one in rest)
    assert row(report, "Xã có 100 cây")["Đánh giá"] == "đang thực hiện"
    (reports,) = [one for one in rest if "báo cáo số liệu phải có" in one]
    assert "phải có đến ngày 01/06/2024, đạt" in reports


def test_a_day_of_signing_before_the_last_figures_or_far_ahead_is_refused_at_its_field() -> None:
    scene()
    early = refused(period="2024-Q1", day="01/01/2020")
    assert (early.code, early.details["field"]) == ("report.signed_early", "day")
    assert VI.told(early) == (
        "Báo cáo có số liệu đến ngày 31/03/2024 thì chưa thể ký ngày 01/01/2020; "
        "hãy ghi ngày 31/03/2024 hoặc sau đó."
    )
    late = refused(period="2024-Q1", day="03/07/2024")
    assert (late.code, late.details["field"]) == ("report.signed_late", "day")
    for day in ("31/03/2024", "05/04/2024", "02/07/2024"):  # the last of them 31 days after today
        assert made(period="2024-Q1", day=day).letterhead.day is not None


def test_a_running_period_is_signed_on_the_day_of_its_figures_or_later() -> None:
    scene()
    assert refused(day="31/05/2024").code == "report.signed_early"
    assert made(day="01/06/2024").letterhead.day == TODAY


def test_a_number_too_long_is_refused_and_every_fault_is_told_at_once() -> None:
    scene()
    long = refused(number="7" * 500)
    assert (long.code, long.details["field"]) == ("input.too_long", "number")
    assert VI.told(long) == "Số văn bản dài quá 40 ký tự."
    assert made(number="7" * 40).letterhead.serial == "7" * 40
    every = refused(period="2024-Q9", number="7" * 41, day="31/02/2024")
    assert [dict(one.details)["field"] for one in every.causes] == ["number", "period", "day"]
    assert refused(number="1\x002").code == "input.unprintable"


def test_a_frozen_report_is_signed_by_the_same_rules() -> None:
    scene()
    given = {"unit": "P", "period": "2024-Q1", **stage.asked()}
    freeze_period(report=report_to_freeze(actor=SYSTEM, now=stage.NOW), **given)
    asked: dict[str, Any] = {"actor": SYSTEM, "unit": "P", "period": "2024-Q1", "now": stage.NOW}
    with pytest.raises(Problem) as told:
        frozen_report(day="30/03/2024", **asked)
    assert told.value.code == "report.signed_early"
    assert frozen_report(day="31/03/2024", **asked).made.report.letterhead.day == date(2024, 3, 31)


@pytest.mark.parametrize(
    ("comparator", "goal"),
    [(">", "trên 50%"), ("<", "dưới 50%"), ("<=", "không quá 50%"), ("=", "đúng 50%"), (">=", "50%")],
)
def test_a_goal_is_told_with_its_comparator_wherever_it_stands(comparator: str, goal: str) -> None:
    targets = [
        {**target, "comparator": comparator} if target["key"] == "RATE" else target
        for target in PLAN["targets"]
    ]
    plans.adopt_plan(unit="P", document={**PLAN, "targets": targets}, **stage.asked())
    stage.figure("EA", "2024-01", trained=60, youth=100)
    for month in ("2024-02", "2024-03", "2024-04", "2024-05"):
        stage.figure("EA", month, trained=0)
    for number in range(1, 6):
        stage.send("EA", f"2024-{number:02}")
    report = made("EA")
    assert f"Tỷ lệ: 60% (60/100); chỉ tiêu {goal}." in lines(report)
    assert row(report, "Tỷ lệ")["Giao"] == goal


def test_a_year_s_number_is_told_where_the_term_has_none() -> None:
    scene()
    hand_down(y2024="400")
    stage.add(stage.told("EB", "2024-04-03", trees=20))
    stage.send("EB", "2024-04")
    report = made("E")
    assert "Cây: trong kỳ 20; năm 2024 320/400, đạt 80%; lũy kế 320 (chưa giao đủ các năm)." in lines(report)
    trees = row(report, "Cây")
    # 153 of 366 days of 2024 are gone: 80% of the year's number are more than is due
    assert (trees["Giao"], trees["Tỷ lệ %"], trees["Đánh giá"]) == ("400", "80%", "đúng tiến độ")
    assert (trees["Lũy kế"], trees["Ghi chú"]) == ("320", "Giao, tỷ lệ của năm 2024")
    cited = {one.what: one for one in report.figures() if one.target == "TREES"}
    assert (cited["year_goal"].numerator, cited["year"].numerator) == (400, 320)
    assert "goal" not in cited
    # the level above counts it as this report judges it
    above = next(one for one in made("P").annexes[1].rows if one.cells[1] == "Đông")
    assert getattr(above.cells[3], "numerator", None) == 2  # on pace: the year's trees, and the running share


def test_a_term_whose_years_are_all_given_has_their_sum() -> None:
    scene()
    hand_down(y2024="400", y2025="200")
    report = made("E", "2024-Q1")
    assert "Cây: trong kỳ 300; lũy kế 300/600, đạt 50%." in lines(report)
    assert row(report, "Cây")["Ghi chú"] == ""


def test_a_year_without_a_number_is_said_to_have_none() -> None:
    scene()
    hand_down(y2025="200")
    report = made("E", "2024-Q1")
    assert "Cây: trong kỳ 300; lũy kế 300 (chưa giao chỉ tiêu năm 2024)." in lines(report)
    trees = row(report, "Cây")
    assert (trees["Giao"], trees["Đánh giá"], trees["Ghi chú"]) == ("–", "chưa giao", "Chưa giao năm 2024")


def test_nothing_handed_down_stays_said_so() -> None:
    scene()
    assert "Cây: trong kỳ 300; lũy kế 300 (chưa giao chỉ tiêu)." in lines(made("E", "2024-Q1"))


def test_no_sentence_ends_in_dots_and_no_space_stands_before_a_mark() -> None:
    scene()
    told = lines(made())
    assert [one for one in told if "…" in one or " ;" in one or " ," in one or " ." in one] == []


def test_the_template_is_told_in_vietnamese_where_it_is_wrong() -> None:
    with pytest.raises(Problem) as told:
        catalogue.set_report_template(template={"sentences": {"nothing": "{names}"}}, **stage.asked())
    assert "Mẫu báo cáo có lỗi ở sentences.nothing: không có trường {names}." in VI.told(told.value)
