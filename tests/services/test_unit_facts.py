"""A late change of units is refused where what was told would not fit: as it would have been had it come in time."""

from __future__ import annotations

from typing import Any

import pytest

from tests.services import stage
from tests.services.stage import asked, told
from tiendo.core.errors import Problem
from tiendo.formats.wording import Wording
from tiendo.services import catalogue, month_figures, records, units

pytestmark = pytest.mark.usefixtures("organisation")


def refused(change: Any, **given: Any) -> list[str]:
    """The texts with which a change of units is refused, having changed nothing."""
    before = stage.events()
    with pytest.raises(Problem) as problem:
        change(**given, **asked())
    assert stage.events() == before
    assert problem.value.code == "tree.facts_unfit"
    return [Wording("vi").told(cause) for cause in problem.value.causes]


def test_a_co_organiser_that_would_have_been_closed() -> None:
    given = {**told("EA", "2024-03-08", trees=5), "coorganisers": ["WA"]}
    stage.add(given)
    stage.send()
    (text,) = refused(units.close_unit, unit="WA", day="2024-03-01")
    assert text == (
        f"Bản ghi {given['record']} của Đông A (EA), 08/03/2024: "
        "Đơn vị phối hợp Tây A (WA) không hoạt động ngày 08/03/2024."
    )


def test_a_co_organiser_that_closes_afterwards_is_no_fault() -> None:
    stage.add({**told("EA", "2024-03-08", trees=5), "coorganisers": ["WA"]})
    stage.send()
    units.close_unit(unit="WA", day="2024-03-09", **asked())


def test_drafts_are_no_facts_and_are_held_against_the_tree_when_sent() -> None:
    stage.add({**told("EA", "2024-03-08", trees=5), "coorganisers": ["WA"]})
    units.close_unit(unit="WA", day="2024-03-01", **asked())
    with pytest.raises(Problem) as problem:
        stage.send()
    assert problem.value.code == "record.coorganiser_closed"


def test_a_version_replaced_in_the_reported_book_still_stands_in_the_accepted_one() -> None:
    given = {**told("EA", "2024-03-08", trees=5), "coorganisers": ["WA"]}
    stage.add(given)
    stage.send()
    stage.accept()
    records.correct_record(record=given["record"], coorganisers=[], reason="nhầm", **asked())
    stage.send()
    assert len(refused(units.close_unit, unit="WA", day="2024-03-01")) == 1
    stage.accept()
    units.close_unit(unit="WA", day="2024-03-01", **asked())


def test_elements_a_unit_did_not_enter_at_its_new_level() -> None:
    catalogue.define_levels(levels=[*stage.LEVELS, {"key": "school", "rank": 2, "name": "Trường"}], **asked())
    stage.add(told("EA", "2024-03-08", trees=5, km="1,5"))
    month_figures.set_month_figure(unit="EA", month="2024-04", figures={"turns": 3}, **asked())
    month_figures.report_nil(unit="EA", month="2024-05", elements=["trained"], **asked())
    for month in ("2024-03", "2024-04", "2024-05"):
        stage.send("EA", month)
    texts = refused(units.move_unit, unit="EA", parent="E", level="school", day="2024-03-01")
    assert [text.split(": ")[1].split(" (")[0] for text in texts] == ["Đường", "Cây", "Lượt", "Người"]
    assert "Trường" in texts[0]
    assert len(refused(units.move_unit, unit="EA", parent="E", level="school", day="2024-04-01")) == 2


def test_a_change_of_level_after_all_that_was_told_is_taken() -> None:
    catalogue.define_levels(levels=[*stage.LEVELS, {"key": "school", "rank": 2, "name": "Trường"}], **asked())
    stage.add(told("EA", "2024-03-08", trees=5))
    stage.send()
    moved = units.move_unit(unit="EA", parent="E", level="school", day="2024-04-01", **asked())
    assert moved.level == "school"
