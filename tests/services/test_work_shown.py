"""A unit's own work as its people see it: a month with what is not sent, the form of a record, a record to correct."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.services import stage
from tests.services.test_statements import counting
from tiendo.core.access import SYSTEM, Actor
from tiendo.core.errors import Problem
from tiendo.services import month_figures, records
from tiendo.services.form_shown import form_of, month_form_of, record_shown
from tiendo.services.work_shown import work_of

pytestmark = pytest.mark.usefixtures("organisation")
CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "SET TRANSACTION")
DAY = date(2024, 5, 10)


def look(month: str | None = stage.MARCH, *, unit: str = "EA", actor: Actor = SYSTEM) -> dict[str, Any]:
    return work_of(actor=actor, unit=unit, month=month, now=stage.NOW)


def heard(answer: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    return {line["element"]: (line["records"], line["typed"], line["counted"]) for line in answer["heard"]}


def standings(answer: dict[str, Any]) -> list[str]:
    return [one["standing"] for one in answer["records"]]


def test_a_month_without_anything() -> None:
    answer = look()
    assert (answer["state"], answer["records"], answer["heard"], answer["typed"]) == ("open", [], [], None)
    assert set(answer["missing"]) == {"Cây", "Lượt", "Đường", "Thanh niên", "Người"}
    assert answer["send"]["possible"] is False
    assert (answer["told"], answer["unsent_elsewhere"]) == (None, [])


def test_a_record_from_draft_to_accepted() -> None:
    stage.add(stage.told(trees=300, youth=120))
    drafted = look()
    assert heard(drafted) == {"trees": ("300", None, "300"), "youth": ("120", None, "120")}
    assert set(drafted["missing"]) == {"Lượt", "Đường", "Người"}
    assert (standings(drafted), drafted["send"]["possible"], drafted["send"]["drafts"]) == (["new"], True, 1)
    assert drafted["send"]["titles"] == ["Ra quân"]
    figures = [(one["name"], one["amount"], one["unit"]) for one in drafted["records"][0]["figures"]]
    assert sorted(figures) == [("Cây", "300", "cây"), ("Thanh niên", "120", "người")]
    stage.send()
    sent = look()
    assert (sent["state"], standings(sent), sent["send"]["possible"]) == ("sent", ["sent"], False)
    assert sent["told"]["verb"] == "send"
    stage.accept()
    assert (look()["state"], standings(look())) == ("accepted", ["accepted"])


def test_a_correction_waits_beside_what_was_sent() -> None:
    (state,) = stage.add(stage.told(trees=300))
    stage.send()
    records.correct_record(record=state.record, figures={"trees": 280}, reason="Đếm lại", **stage.asked())
    answer = look()
    assert standings(answer) == ["changed"]
    assert heard(answer) == {"trees": ("280", None, "280")}
    assert answer["send"]["possible"] is True


def test_what_is_typed_counts_for_what_records_do_not_tell() -> None:
    stage.add(stage.told(trees=300), stage.told(day="2024-03-20", trees=20))
    stage.figure(trees=350, km="1,5")
    # 350 typed: 320 by records and a rest of 30
    assert heard(look()) == {"trees": ("320", "350", "350"), "km": (None, "1,5", "1,5")}
    assert look()["typed"]["standing"] == "new"
    assert len(look()["records"]) == 2


def test_nothing_happened() -> None:
    month_figures.report_nil(unit="EA", month=stage.MARCH, elements=("km",), **stage.asked())
    answer = look()
    assert [(line["element"], line["state"]) for line in answer["heard"]] == [("km", "nil")]
    assert answer["nil"]["nil_names"] == ["Đường"]


def test_what_is_not_sent_of_other_months() -> None:
    stage.add(stage.told(day="2024-04-02", trees=1), stage.told(day="2024-02-02", trees=1))
    assert look()["unsent_elsewhere"] == [
        {"month": "2024-02", "drafts": 1},
        {"month": "2024-04", "drafts": 1},
    ]
    assert look(None)["month"] == "2024-06"  # of today


def test_who_may_do_what() -> None:
    sender, reporter = stage.somebody("sender", "EA"), stage.somebody("reporter", "EA")
    assert "month.send" in look(actor=sender)["may"]
    assert "month.send" not in look(actor=reporter)["may"]
    assert "record.add" in look(actor=reporter)["may"]


@pytest.mark.parametrize(
    ("role", "unit"), [("leader", "P"), ("reviewer", "E"), ("sender", "EB"), ("sender", "E")]
)
def test_what_is_not_sent_is_nobody_else_s(role: str, unit: str) -> None:
    (state,) = stage.add(stage.told(trees=300))
    actor = stage.somebody(role, unit)
    for ask in (
        lambda: look(actor=actor),
        lambda: form_of(actor=actor, unit="EA", day=DAY, now=stage.NOW),
        lambda: month_form_of(actor=actor, unit="EA", month=stage.MARCH, now=stage.NOW),
        lambda: record_shown(actor=actor, record=state.record, now=stage.NOW),
    ):
        with pytest.raises(Problem) as refused:
            ask()
        assert refused.value.code == "access.denied"


def test_a_form_offers_what_a_unit_enters_and_what_it_did_lately() -> None:
    stage.add(
        stage.told(day="2024-05-01", trees=1),
        stage.told(day="2024-05-02", trees=1),
        {
            **stage.told(day="2024-05-03", turns=4),
            "title": "Tư vấn",
            "campaign": "Hè 2024",
            "place": "Nhà văn hoá",
        },
    )
    form = form_of(actor=SYSTEM, unit="EA", day=DAY, now=stage.NOW)
    assert form["titles"] == ["Ra quân", "Tư vấn"]
    assert (form["campaigns"], form["places"]) == (["Hè 2024"], ["Nhà văn hoá"])
    assert [one["code"] for one in form["coorganisers"]] == ["EB", "E"]
    assert [[one["element"] for one in group["elements"]] for group in form["groups"]] == [
        ["trees", "turns"],
        ["km", "trained", "youth"],
    ]
    turns = form["groups"][0]["elements"][1]
    assert turns["parts"] == [{"part": "sex:f", "name": "Giới: nữ"}, {"part": "sex:m", "name": "Giới: nam"}]
    district = form_of(actor=SYSTEM, unit="W", day=DAY, now=stage.NOW)
    assert "km" not in [one["element"] for group in district["groups"] for one in group["elements"]]
    assert (district["titles"], district["campaigns"]) == ([], [])


def test_a_record_to_correct_stands_as_its_unit_last_wrote_it() -> None:
    given = {**stage.told(km="1,5", trees=3), "coorganisers": ["EB"]}
    stage.add(given)
    shown = record_shown(actor=stage.somebody("sender", "EA"), record=given["record"], now=stage.NOW)
    assert shown["figures"] == {"km": {"": "1,5"}, "trees": {"": "3"}}
    assert (shown["newest"], shown["reported"], shown["accepted"], shown["withdrawn"]) == (1, 0, 0, False)
    assert (shown["day"], shown["month"], shown["title"]) == ("2024-03-08", "2024-03", "Ra quân")
    assert shown["coorganisers"] == ["EB"]
    with pytest.raises(Problem) as refused:
        record_shown(actor=SYSTEM, record=stage.an_id(), now=stage.NOW)
    assert refused.value.code == "record.unknown"


def test_a_month_form_holds_what_was_typed() -> None:
    stage.add(stage.told(trees=300))
    stage.figure(trees=350)
    form = month_form_of(actor=SYSTEM, unit="EA", month=stage.MARCH, now=stage.NOW)
    assert form["figures"] == {"trees": {"": "350"}}
    assert (form["reported"], form["nil"]) == (False, None)
    line = next(one for one in form["lines"] if one["element"] == "trees")
    assert (line["records"], line["typed"], line["counted"]) == ("300", "350", "350")


def counted(ask: Any) -> int:
    ask()
    with counting() as found:
        ask()
    return len([query for query in found.queries if not query.startswith(CONTROL)])


def test_each_takes_few_statements_whatever_there_is() -> None:
    actor = stage.somebody("sender", "EA")
    numbers = []
    for more in (1, 30):
        first, *_ = stage.add(*(stage.told(trees=n) for n in range(more)))
        numbers.append(
            [
                counted(lambda: look(actor=actor)),
                counted(lambda: form_of(actor=actor, unit="EA", day=DAY, now=stage.NOW)),
                counted(lambda: month_form_of(actor=actor, unit="EA", month=stage.MARCH, now=stage.NOW)),
                counted(lambda record=first.record: record_shown(actor=actor, record=record, now=stage.NOW)),
            ]
        )
    assert numbers[0] == numbers[1]
    assert max(numbers[0]) <= 10, numbers
