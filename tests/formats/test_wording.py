"""What the program says: words, fields, days and units as readers know them, in one language at a time."""

from __future__ import annotations

from datetime import date

import pytest

from tests.structure.test_translations import everything_registered, texts
from tiendo.core.acceptance import MonthState
from tiendo.core.access import PERMISSIONS
from tiendo.core.achievement import Status
from tiendo.core.errors import CATALOGUE, Finding, Problem
from tiendo.core.indicator import Comparator, ElementKind
from tiendo.core.orgunit_values import ChangeKind
from tiendo.core.period import PeriodKind
from tiendo.core.plan import Basis
from tiendo.core.submission import Book, EvidenceKind, RecordKind
from tiendo.formats.plan_yaml import REASONS
from tiendo.formats.wording import (
    CODED,
    GOALS,
    KINDS,
    NAMES,
    OF_KIND,
    PERMITTED,
    STATES,
    WORDS,
    NamedKey,
    NamedUnit,
    Wording,
)

VI, EN = Wording("vi"), Wording("en")
everything_registered()


def test_every_word_has_its_vietnamese() -> None:
    said = {
        *PERMITTED.values(),
        *WORDS.values(),
        *STATES.values(),
        *NAMES.values(),
        *GOALS.values(),
        *KINDS,
        *(told for _, told in REASONS),
        *map(str, Basis),
    }
    assert sorted(said - texts().keys()) == []


@pytest.mark.parametrize("words", [Status, Book, RecordKind, EvidenceKind, MonthState, Basis])
def test_no_word_of_the_code_stays_english(words: type[Status]) -> None:
    assert [word.value for word in words if VI.word(word.value) == word.value] == []


def test_every_permission_has_its_words() -> None:
    assert PERMITTED.keys() == PERMISSIONS.keys()


def test_a_word_may_mean_something_else_of_a_month() -> None:
    assert (VI.word("accepted"), VI.word("accepted", among=STATES)) == ("sổ đã xác nhận", "đã xác nhận")
    assert VI.word("nobody_knows_this") == "nobody_knows_this"


def test_a_number_is_shown_with_its_comparator() -> None:
    shown = {one.value: VI.goal(one.value, "65%") for one in Comparator}
    assert shown == {">=": "65%", ">": "trên 65%", "<=": "không quá 65%", "<": "dưới 65%", "=": "đúng 65%"}
    assert VI.goal(">", None) == ""


@pytest.mark.parametrize(
    ("problem", "vietnamese", "english"),
    [
        (Problem("input.missing", field="day"), "Thiếu ngày.", "The day is missing."),
        (
            Problem("input.missing", field="figures.trees"),
            "Thiếu số liệu trees.",
            "Figure trees is missing.",
        ),
        (
            Problem("input.type", field="unit", expected="a unit's code"),
            "Đơn vị phải là mã đơn vị.",
            "The unit must be a unit's code.",
        ),
        (
            Problem("record.future", day=date(2024, 12, 5), today="2024-11-30"),
            "05/12/2024 là ngày chưa đến; hôm nay là 30/11/2024.",
            "05/12/2024 lies in the future; today is 30/11/2024.",
        ),
        (
            Problem("record.unit_closed", unit=NamedUnit(7, "30751", "Đông A"), day=date(2024, 3, 1)),
            "Đông A (30751) không hoạt động ngày 01/03/2024.",
            "Đông A (30751) was not open on 01/03/2024.",
        ),
        (
            Problem("record.unknown_element", element=NamedKey("trees", "Cây (trees)")),
            "Không có số liệu Cây (trees); lệnh tiendo elements --unit MÃ liệt kê khoá của các số liệu.",
            "There is no data element Cây (trees); the command tiendo elements --unit CODE lists their keys.",
        ),
        (
            Problem(
                "tree.fact_outside",
                record="r",
                name="An Bình",
                day="2023-07",
                start=date(2020, 9, 30),
                end=None,
            ),
            "Bản ghi r của An Bình, 07/2023: đơn vị chỉ tồn tại từ 30/09/2020 đến –.",
            None,
        ),
        (
            Problem("record.future", day="2024-02-31", today=date(2024, 1, 1)),
            "2024-02-31 là ngày chưa đến; hôm nay là 01/01/2024.",
            None,
        ),
        (
            Problem(
                "tree.code_not_yet",
                code="30751",
                day=date(2019, 1, 1),
                name="An Bình",
                unit=29,
                first=date(2020, 9, 30),
            ),
            "Ngày 01/01/2019 không đơn vị nào có mã 30751: mã này của An Bình (30751) từ ngày 30/09/2020.",
            None,
        ),
        (
            Problem("quantity.negative", text="-1", place="figures.km"),
            "số liệu km: “-1” nhỏ hơn 0; số liệu phải từ 0 trở lên.",
            None,
        ),
        (Finding.of("input.missing", "figures.km", field="day"), "số liệu km: Thiếu ngày.", None),
        (Finding.of("input.missing", "records[3]", field="day"), "records[3]: Thiếu ngày.", None),
    ],
)
def test_refusals_are_told_in_the_readers_words(
    problem: Problem | Finding, vietnamese: str, english: str | None
) -> None:
    assert VI.told(problem) == vietnamese
    assert english is None or EN.told(problem) == english


def test_what_people_wrote_is_not_translated_but_cut() -> None:
    assert VI.told(Problem("account.unknown", username="day")) == "Không có tài khoản day."
    told = VI.told(Problem("account.unknown", username="a" * 40_000))
    assert len(told) < 200
    assert "…" in told


def test_a_unit_stays_its_number_and_prints_as_people_know_it() -> None:
    unit = NamedUnit(7, "30751", "Đông A")
    assert unit == 7
    assert f"{unit}" == "Đông A (30751)"
    assert str(NamedUnit(7, "30751", "Đông A", short=True)) == "30751"


def test_a_language_without_texts_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        Wording("fr")


@pytest.mark.parametrize("words", [PeriodKind, ElementKind, ChangeKind])
def test_words_of_a_kind_of_their_own_are_vietnamese_as_well(words: type[PeriodKind]) -> None:
    assert [one.value for one in words if VI.word(one.value, among=OF_KIND[words]) == one.value] == []


def test_a_word_of_the_code_inside_a_refusal_is_told_in_words() -> None:
    month, half = (
        Problem("period.number", number=13, kind=kind) for kind in (PeriodKind.MONTH, PeriodKind.HALF)
    )
    assert VI.told(month) == "Trong một năm không có tháng số 13."
    assert VI.told(half) == "Trong một năm không có kỳ 6 tháng số 13."
    assert EN.told(half) == "There is no number 13 among the periods of kind half-year in a year."
    yearly = Problem("plan.often", place="c", element="trees", often="year", basis="each month")
    assert VI.told(yearly) == "c: trees chỉ báo cáo theo năm, quá thưa để tính mỗi tháng."
    other = Problem("plan.basis", place="c", form="level", basis="each year")
    assert VI.told(other) == "c: mức không tính theo kỳ mỗi năm được."
    kind = Problem("indicator.kind", clause="c", form="total", element="youth", kind="stock")
    assert VI.told(kind) == "c: không lập được tổng số từ youth, vì đây là mức."


def test_what_a_change_of_a_unit_lacks_is_told_in_words() -> None:
    given = {"name": "Đông", "unit": 7, "day": date(2024, 1, 1), "kind": "close", "fields": "name, parent"}
    assert VI.told(Problem("tree.surplus", **given)) == (
        "Đơn vị Đông (7), 01/01/2024: đóng đơn vị không nhận tên, đơn vị cấp trên."
    )


def test_every_kind_a_refusal_holds_is_one_with_words() -> None:
    fields = {"kind", "form", "basis", "often", "state", "book"}
    held = {
        (code, name)
        for code, template in CATALOGUE.items()
        for name in template.fields & fields
        if name != "book"
    }
    # periods hold their kind itself, and the names of fields of a plan's file stay as the file writes them
    told = CODED.keys() | {(f"period.{one}", "kind") for one in ("number", "not_yearly", "outside")}
    assert sorted(held - told - {("plan.form_field", "form")}) == []
