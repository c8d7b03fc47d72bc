"""Those who type are told the keys of what their unit enters."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.services import stage
from tiendo.core.access import SYSTEM
from tiendo.core.errors import Problem
from tiendo.services.elements_shown import elements_of

pytestmark = pytest.mark.usefixtures("organisation")


def keys(unit: str | None, **other: Any) -> list[str]:
    answer = elements_of(
        **{"actor": SYSTEM, "unit": unit, "day": date(2024, 3, 1), "now": stage.NOW, **other}
    )
    return [one["element"] for one in answer["elements"]]


def test_a_unit_is_told_what_its_level_enters() -> None:
    assert keys("EA") == ["km", "trained", "trees", "turns", "youth"]
    assert keys("E") == ["trained", "trees", "turns", "youth"]
    assert keys("P") == []


def test_without_a_unit_all_there_are() -> None:
    assert keys(None) == ["km", "trained", "trees", "turns", "youth"]


def test_parts_are_told_with_their_names() -> None:
    answer = elements_of(actor=SYSTEM, unit="EA", day=date(2024, 3, 1), now=stage.NOW)
    turns = next(one for one in answer["elements"] if one["element"] == "turns")
    assert turns["parts"] == [{"part": "sex:f", "name": "Giới: nữ"}, {"part": "sex:m", "name": "Giới: nam"}]
    assert turns["entered_at_names"] == ["Huyện", "Xã"]


def test_others_are_not_told() -> None:
    assert keys("EA", actor=stage.somebody("reporter", "EA"))
    with pytest.raises(Problem) as problem:
        keys("EB", actor=stage.somebody("reporter", "EA"))
    assert problem.value.code == "access.denied"
