"""Bad input of every kind: coded, all of it at once with its place, and nothing half-written."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from typing import Any

import pytest

from tests.services import stage
from tests.services.stage import asked, told
from tests.services.test_every_verb import contents
from tiendo.core.errors import CATALOGUE, Finding, Problem
from tiendo.core.period import Month
from tiendo.services import catalogue, month_figures, months, plans, records, units

pytestmark = pytest.mark.usefixtures("organisation")
HUGE_TEXT = "ả" * 10_000_000
HUGE = 10**5_000


def codes(problem: Problem) -> list[str]:
    return sorted(one.code for one in problem.causes) or [problem.code]


def refused(given: dict[str, Any], *more: dict[str, Any]) -> list[str]:
    """The codes with which a batch is refused, having changed nothing."""
    before = contents()
    with pytest.raises(Problem) as problem:
        stage.add(given, *more)
    assert str(problem.value)
    assert contents() == before
    return codes(problem.value)


WRONG: list[tuple[str, Any, str]] = [
    ("record", "", "input.missing"),
    ("record", None, "input.missing"),
    ("record", "12", "input.uuid"),
    ("record", 12, "input.uuid"),
    ("record", HUGE_TEXT, "input.uuid"),
    ("unit", "", "input.missing"),
    ("unit", None, "input.missing"),
    ("unit", True, "input.type"),
    ("unit", -1, "input.type"),
    ("unit", 2**40, "input.type"),
    ("unit", HUGE, "input.type"),
    ("unit", 999, "tree.no_unit"),
    ("unit", "không có", "tree.code_unknown"),
    ("unit", ["EA"], "input.type"),
    ("unit", HUGE_TEXT, "input.too_long"),
    ("day", "", "input.missing"),
    ("day", None, "input.missing"),
    ("day", 20240308, "input.type"),
    ("day", datetime(2024, 3, 8, tzinfo=stage.HERE), "input.type"),
    ("day", "31/02/2024", "period.no_such_day"),
    ("day", "hôm qua", "period.day_text"),
    ("day", HUGE_TEXT, "input.too_long"),
    ("day", "2024-06-02", "record.future"),
    ("day", date(9999, 12, 31), "input.year"),
    ("day", date(1, 1, 1), "input.year"),
    ("day", "2004-12-31", "tree.code_not_yet"),
    ("title", "", "record.no_title"),
    ("title", "  ", "record.no_title"),
    ("title", None, "record.no_title"),
    ("title", 5, "input.type"),
    ("title", "x" * 301, "input.too_long"),
    ("title", HUGE_TEXT, "input.too_long"),
    ("title", "a\x00b", "input.unprintable"),
    ("title", "a\ud800b", "input.unprintable"),
    ("place", "x" * 301, "input.too_long"),
    ("campaign", ["x"], "input.type"),
    ("lạ", 1, "input.unknown_field"),
    ("figures", [1], "input.type"),
    ("figures", "trees=1", "input.type"),
    ("figures", {"không có": 1}, "record.unknown_element"),
    ("figures", {"trees": -1}, "record.negative"),
    ("figures", {"trees": 10**12 + 1}, "record.too_large"),
    ("figures", {"trees": HUGE}, "input.amount"),
    ("figures", {"trees": 1.5}, "input.type"),
    ("figures", {"trees": True}, "input.type"),
    ("figures", {"trees": None}, "input.type"),
    ("figures", {"trees": "1.5"}, "quantity.decimal_point"),
    ("figures", {"trees": "-5"}, "quantity.negative"),
    ("figures", {"trees": "nhiều"}, "quantity.unreadable"),
    ("figures", {"trees": HUGE_TEXT}, "input.too_long"),
    ("figures", {"km": "37,55"}, "quantity.decimals"),
    ("figures", {"turns": {"": 5, "sex:f": 6}}, "record.parts_exceed"),
    ("figures", {"turns": {"sex:f": 6}}, "record.part_without_whole"),
    ("figures", {"turns": {"": 5, "sex:x": 1}}, "record.unknown_part"),
    ("figures", {f"e{n}": 1 for n in range(501)}, "input.too_many"),
    ("participants", {"trained": ["ai đó"]}, "record.unknown_person"),
    ("participants", {"trained": "ai đó"}, "input.type"),
    ("participants", {"trained": [5]}, "input.type"),
    ("coorganisers", ["EA"], "record.coorganiser_self"),
    ("coorganisers", ["EB", "EB"], "input.twice"),
    ("coorganisers", ["không có"], "tree.code_unknown"),
    ("coorganisers", "EB", "input.type"),
    ("proofs", [{"kind": "document", "text": "12-BC"}], "proof.no_day"),
    ("proofs", [{"kind": "link", "text": "javascript:alert(1)"}], "proof.link"),
    ("proofs", [{"kind": "file", "text": "", "sha256": "0" * 64}], "file.missing"),
    ("proofs", [{"kind": "file", "text": ""}], "proof.file"),
    ("proofs", [{"kind": "thư", "text": "x"}], "input.choice"),
    ("proofs", ["x"], "input.type"),
    ("figures", {"\ud800": 1}, "input.unprintable"),
    ("figures", {"trees\x00": 1}, "input.unprintable"),
    ("figures", {"trees": "\ud800"}, "input.unprintable"),
    ("figures", {"trees": ""}, "input.missing"),
    ("figures", {"turns": {}}, "input.missing"),
    ("figures", {"turns": {"": 1, "\ud800": 1}}, "input.unprintable"),
    ("participants", {"\ud800": []}, "input.unprintable"),
    ("participants", {"trained": ["\ud800"]}, "input.unprintable"),
    ("day", "\ud800", "input.unprintable"),
    ("unit", "a\x00", "input.unprintable"),
    ("unit", "\ud800", "input.unprintable"),
    ("\ud800", 1, "input.unknown_field"),
    ("coorganisers", {"EB", "WA"}, "input.type"),
]


def test_a_record_with_something_wrong_in_it() -> None:
    missed = [
        (number, field, code, found)
        for number, (field, value, code) in enumerate(WRONG)
        if code not in (found := refused({**told(trees=1), field: value}))
    ]
    assert missed == []


def test_a_province_enters_no_commune_element() -> None:
    assert refused(told("P", trees=1)) == ["record.level"]
    assert refused(told("E", km=1)) == ["record.level"]


def test_all_faults_of_a_batch_are_told_at_once_with_their_places() -> None:
    good = told(trees=1)
    before = contents()
    with pytest.raises(Problem) as problem:
        stage.add(good, told(trees=-1, lạ=2), {**told(), "day": "x", "title": 7}, {**good}, told("nơi nào"))
    told_at = [(one.place if isinstance(one, Finding) else one.details["place"], one.code)
               for one in problem.value.causes]  # fmt: skip
    assert sorted(told_at) == [
        ("records[1]", "record.negative"),
        ("records[1]", "record.unknown_element"),
        ("records[2]", "input.type"),
        ("records[2].day", "period.day_text"),
        ("records[3]", "input.twice"),
        ("records[4]", "tree.code_unknown"),
    ]
    assert (problem.value.code, problem.value.details["count"]) == ("request.faults", 6)
    assert contents() == before


def test_a_record_id_is_used_once() -> None:
    given = told(trees=1)
    stage.add(given)
    assert refused({**given, "title": "Khác"}) == ["record.exists"]
    assert "record" not in CATALOGUE["record.exists"].fields  # nobody knows a record by its id


def test_a_batch_is_a_list_of_something() -> None:
    batches: list[Any] = [[], None, "x", {"record": 1}, 5, [told()] * 10_001]
    for batch in batches:
        with pytest.raises(Problem):
            records.add_records(records=batch, **asked())


def test_text_is_kept_in_nfc_and_on_one_line() -> None:
    raw = unicodedata.normalize("NFD", "  Tết   trồng\tcây  ")
    (state,) = stage.add({**told(trees=1), "title": raw})
    ((title,),) = stage.rows(
        "SELECT v.title FROM version v JOIN record r ON r.id = v.record WHERE uuid = %s", state.record
    )
    assert title == "Tết trồng cây"


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("\u200b\u200b", "record.no_title"),
        ("\u200b \ufeff\u2060", "record.no_title"),
        ("Trồng \u202ecây", "input.unprintable"),
        ("Trồng \u2066cây\u2069", "input.unprintable"),
        ("Trồng\ncây", "input.one_line"),
        ("Trồng\u2028cây", "input.one_line"),
    ],
)
def test_a_title_nobody_can_see_or_that_shows_as_another_is_refused(title: str, code: str) -> None:
    assert refused({**told("EA", trees=1), "title": title}) == [code]


def test_a_mark_of_no_width_inside_a_text_is_kept() -> None:
    (state,) = stage.add({**told(trees=1), "title": "Trồng\u200dcây"})
    assert state.newest == 1


def test_a_unit_that_was_closed_takes_nothing_more() -> None:
    units.close_unit(unit="EA", day="2024-03-01", **asked())
    assert refused(told("EA", "2024-03-08", trees=1)) == ["tree.code_ended"]
    assert refused(told(stage.EAST_A, "2024-03-08", trees=1)) == ["record.unit_closed"]
    assert refused({**told("EB", trees=1), "coorganisers": [stage.EAST_A]}) == ["record.coorganiser_closed"]
    with pytest.raises(Problem) as problem:
        stage.figure(stage.EAST_A, "2024-03", trees=1)
    assert problem.value.code == "record.month_closed"


def test_one_level_a_day() -> None:
    (first,) = stage.add(told("EA", "2024-03-08", youth=10))
    with pytest.raises(Problem) as problem:
        stage.add(told("EA", "2024-03-08", youth=11))
    assert (problem.value.code, problem.value.details["other"]) == ("record.level_twice", first.record)
    assert refused(told("EB", youth=1), told("EB", youth=2)) == ["record.level_twice"]
    (second,) = stage.add(told("EA", "2024-03-09", youth=11))
    with pytest.raises(Problem) as problem:
        records.correct_record(record=second.record, day="2024-03-08", **asked())
    assert problem.value.code == "record.level_twice"
    records.withdraw_record(record=first.record, **asked())
    records.correct_record(record=second.record, day="2024-03-08", **asked())
    stage.send()
    assert stage.total(stage.PROVINCE, "youth") == 11


MONTHS: list[Any] = [
    "",
    None,
    "tháng ba",
    "2024-13",
    24290,
    HUGE_TEXT,
    "1800-01",
    ["2024-03"],
    Month(1900 * 12),
]


def test_a_month_that_is_none() -> None:
    before = contents()
    for month in MONTHS:
        _refused_everywhere(month)
    assert contents() == before


def _refused_everywhere(month: Any) -> None:
    with pytest.raises(Problem):
        stage.figure("EA", month, trees=1)
    with pytest.raises(Problem):
        months.send_month(unit="EA", month=month, **asked())
    with pytest.raises(Problem):
        month_figures.report_nil(unit="EA", month=month, **asked())
    with pytest.raises(Problem):
        months.accept_month(unit="EA", month=month, seen="x", **asked())


def test_a_month_to_come_takes_no_figure() -> None:
    with pytest.raises(Problem) as problem:
        stage.figure("EA", "2024-07", trees=1)
    assert problem.value.code == "record.future"


def test_a_unit_that_is_none() -> None:
    before = contents()
    for unit in ("", None, "không có", 999, True, HUGE_TEXT):
        _nowhere(unit)
    assert contents() == before


def _nowhere(unit: Any) -> None:
    with pytest.raises(Problem):
        stage.figure(unit, "2024-03", trees=1)
    with pytest.raises(Problem):
        months.send_month(unit=unit, month="2024-03", **asked())
    with pytest.raises(Problem):
        units.rename_unit(unit=unit, day="2024-03-01", name="x", **asked())
    with pytest.raises(Problem):
        plans.adopt_plan(unit=unit, document={"plan": {}}, **asked())


def test_a_month_is_named_once_in_a_batch() -> None:
    stage.add(told(trees=1))
    twice = [{"unit": "EA", "month": "2024-03"}, {"unit": stage.EAST_A, "month": "03/2024"}]
    with pytest.raises(Problem) as problem:
        months.send_months(months=twice, **asked())
    assert problem.value.code == "input.twice"


DOCUMENTS: list[Any] = [
    None, "", {}, [], 5, HUGE_TEXT, {"plan": HUGE_TEXT}, {"plan": 1.5}, {"plan": {"key": HUGE}},
    {"plan": {"key": "x\x00"}}, {"targets": [{}] * 200_000}, {1: 2}, {"plan": {"key": b"x"}},
]  # fmt: skip


def test_a_plan_that_is_none() -> None:
    before = contents()
    for document in DOCUMENTS:
        with pytest.raises(Problem):
            plans.adopt_plan(unit="P", document=document, **asked())
        with pytest.raises(Problem):
            catalogue.define_elements(elements=document, **asked())
    assert contents() == before


def test_a_document_has_a_depth() -> None:
    deep: Any = "x"
    for _ in range(5_000):
        deep = [deep]
    with pytest.raises(Problem):
        plans.adopt_plan(unit="P", document={"plan": deep}, **asked())


def test_a_tree_change_that_makes_no_whole_tree_says_all_that_is_wrong() -> None:
    before = contents()
    with pytest.raises(Problem) as problem:
        units.move_unit(unit="E", parent="EA", day="2024-01-01", **asked())
    assert problem.value.code == "tree.not_whole"
    stage.add(told("EA", "2024-03-08", trees=1))
    stage.send()
    with pytest.raises(Problem) as problem:
        units.close_unit(unit="EA", day="2024-03-01", **asked())
    assert (problem.value.code, codes(problem.value)) == ("tree.facts_outside", ["tree.fact_outside"])
    assert before["unit_change"] == contents()["unit_change"]


def test_a_draft_that_time_has_overtaken_is_not_sent() -> None:
    stage.add(told("EA", "2024-03-08", trees=1))
    units.close_unit(unit="EA", day="2024-03-05", **asked())
    with pytest.raises(Problem) as problem:
        stage.send(stage.EAST_A)
    assert problem.value.code == "record.unit_closed"
