"""The calendar changes only where nothing lies yet: levels handed on when a unit moves lie somewhere, too."""

from __future__ import annotations

from datetime import date

import pytest

from tests.storage import scene
from tests.storage.scene import EAST_A, WEST
from tiendo.core.errors import Problem
from tiendo.core.period import Month
from tiendo.storage import catalogue

pytestmark = pytest.mark.usefixtures("ledger")


def test_a_month_in_which_a_level_moved_has_something_in_it() -> None:
    scene.send(scene.activity(EAST_A, date(2024, 3, 1), youth=5))
    scene.change(scene.move(EAST_A, date(2024, 5, 20), WEST))
    with pytest.raises(Problem) as refused, scene.event() as session:
        catalogue.set_calendar(session, Month.of(2024, 5), 15)  # 20 May would lie in June
    assert refused.value.code == "calendar.month_has_facts"
    with scene.event() as session:
        catalogue.set_calendar(session, Month.of(2024, 6), 15)
