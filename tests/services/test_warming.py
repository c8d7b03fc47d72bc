"""What a server reads before anybody asks: afterwards nobody's overview reads balances again."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connections

from tests.services import stage
from tests.services.test_progress import adopt
from tiendo.core.access import SYSTEM
from tiendo.services import overview, units
from tiendo.services.warming import stand_of, warm

pytestmark = pytest.mark.usefixtures("organisation")


def read_by(unit: str) -> list[str]:
    """The statements over balances and coverage that a unit's overview needs."""
    told: list[str] = []

    def note(execute: Any, sql: str, *given: Any) -> Any:
        told.append(sql)
        return execute(sql, *given)

    with connections["snapshot"].execute_wrapper(note):
        overview.overview_of(actor=SYSTEM, unit=unit, as_of=stage.NOW.date(), now=stage.NOW)
    return [one for one in told if " balance " in one or " coverage " in one]


@pytest.mark.parametrize("unit", ["P", "E", "W", "EA"])
def test_nothing_is_read_again_after_warming(unit: str) -> None:
    adopt()
    stage.add(stage.told("EA", trees=300))
    stage.send("EA")
    warm(now=stage.NOW)
    assert read_by(unit) == []


def test_without_warming_it_is_read() -> None:
    adopt()
    assert read_by("E") != []


def test_it_is_done_again_when_what_it_hangs_on_changes() -> None:
    assert stand_of(stage.NOW) == stand_of(stage.NOW) is not None
    before = stand_of(stage.NOW)
    adopt()
    adopted = stand_of(stage.NOW)
    new = {"code": "EC", "name": "Đông C", "level": "commune", "parent": "E", "day": "2024-05-01"}
    units.open_units(units=[new], **stage.asked())
    assert len({before, adopted, stand_of(stage.NOW)}) == 3
