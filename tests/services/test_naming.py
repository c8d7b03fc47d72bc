"""Refusals and answers say codes and names, never internal ids; and what stands in a month is shown whole."""

from __future__ import annotations

from typing import Any

import pytest

from tests.services import stage
from tests.services.stage import asked, told
from tiendo.core.acceptance import MonthState
from tiendo.core.errors import Problem
from tiendo.formats.wording import Wording
from tiendo.services import month_figures, month_returns, months, records, units

pytestmark = pytest.mark.usefixtures("organisation")


def refusal(given: dict[str, Any]) -> list[str]:
    with pytest.raises(Problem) as problem:
        stage.add(given)
    told = Wording("vi").told
    return [told(cause) for cause in problem.value.causes] or [told(problem.value)]


def test_an_element_and_levels_are_named() -> None:
    assert refusal(told("E", km=5))[0].startswith("records[0]: Đường (km) không nhập ở Huyện; chỉ nhập ở: Xã")


def test_a_closed_unit_is_named_with_its_code() -> None:
    units.close_unit(unit="EB", day="2024-02-01", **asked())
    assert refusal(told(stage.EAST_B, trees=5)) == [
        "records[0]: Đông B (EB) không hoạt động ngày 08/03/2024."
    ]


def test_units_given_twice_are_told_by_code() -> None:
    (text,) = refusal({**told(trees=5), "coorganisers": ["EB", "EB", "WA"]})
    assert text == "records[0]: Đơn vị phối hợp: EB bị ghi hai lần."


def test_a_title_that_cannot_be_kept_is_told_once() -> None:
    assert len(refusal({**told(trees=5), "title": "a\x07"})) == 1
    assert len(refusal({**told(trees=5), "title": ""})) == 1


def test_proof_of_a_day_to_come_is_refused() -> None:
    proof = {"kind": "document", "text": "12-KH", "day": "2024-06-02"}
    (text,) = refusal({**told(trees=5), "proofs": [proof]})
    assert "02/06/2024" in text


def test_a_period_that_has_not_begun_is_not_frozen() -> None:
    with pytest.raises(Problem) as problem:
        month_returns.freeze_period(unit="P", period="2025", report=lambda *_: {}, **asked())
    assert problem.value.code == "input.future"


def test_answers_name_the_unit() -> None:
    (state,) = stage.add(told(trees=5))
    assert (state.unit, str(state.unit)) == (stage.EAST_A, "Đông A (EA)")
    assert str(stage.send().unit) == "Đông A (EA)"


def test_what_was_withdrawn_before_it_was_sent_is_nothing_to_send() -> None:
    stage.add(told(trees=7))
    stage.send()
    stage.accept()
    given = told(trees=5)
    stage.add(given)
    records.withdraw_record(record=given["record"], **asked())
    with pytest.raises(Problem) as problem:
        stage.send()
    assert problem.value.code == "month.nothing_to_send"
    assert stage.shown().state is MonthState.ACCEPTED


def test_a_withdrawal_of_what_was_sent_is_sent() -> None:
    given = told(trees=5)
    stage.add(given)
    stage.send()
    records.withdraw_record(record=given["record"], reason="nhầm", **asked())
    assert stage.send().state is MonthState.SENT
    assert stage.total(stage.EAST_A, "trees") == 0


def test_an_approver_is_shown_what_is_told_and_what_it_takes_the_place_of() -> None:
    given = told(trees=120, km="1,5", turns={"": 10, "sex:f": 4})
    stage.add(given)
    month_figures.report_nil(unit="EA", month="2024-03", elements=["trained"], **asked())
    stage.send()
    stage.accept()
    records.correct_record(record=given["record"], figures={"trees": 112}, reason="đếm lại", **asked())
    stage.send()
    shown = {record.record: record for record in stage.shown().records}
    record = shown[given["record"]]
    amounts = [(one.element, one.part, one.amount) for one in record.told]
    before = [(one.element, one.part, one.amount) for one in record.accepted_told]
    rest = [("turns", "", "10"), ("turns", "sex:f", "4"), ("km", "", "1.5")]
    assert sorted(amounts) == sorted([("trees", "", "112"), *rest])
    assert sorted(before) == sorted([("trees", "", "120"), *rest])
    assert str(record.day) == "2024-03-08"


def test_a_nil_month_is_shown_as_such() -> None:
    month_figures.report_nil(unit="EA", month="2024-03", elements=["trees"], **asked())
    month_figures.report_nil(unit="EB", month="2024-03", elements=(), **asked())
    for unit in ("EA", "EB"):
        stage.send(unit)
    named, everything = (months.month_to_accept(actor=asked()["actor"], unit=unit, month="2024-03", now=stage.NOW)
                         for unit in ("EA", "EB"))  # fmt: skip
    assert [(one.element, one.nil) for one in named.records[0].told] == [("trees", True)]
    assert [(one.element, one.nil) for one in everything.records[0].told] == [("", True)]
