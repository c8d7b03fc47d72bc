"""The shortest way from nothing to an accepted figure at the top."""

import pytest

from tests.services import stage
from tests.services.stage import EAST_A, PROVINCE

pytestmark = pytest.mark.usefixtures("organisation")


def test_from_nothing_to_an_accepted_figure_at_the_top() -> None:
    given = stage.told(trees=300, youth=120)
    (state,) = stage.add(given)
    assert (state.record, state.unit, state.newest, state.reported) == (given["record"], EAST_A, 1, 0)
    assert stage.total(PROVINCE, "trees") == 0
    assert stage.send().state == "sent"
    assert stage.total(PROVINCE, "trees") == 300
    assert stage.total(PROVINCE, "trees", book=2) == 0
    assert stage.accept().state == "accepted"
    assert stage.total(PROVINCE, "trees", book=2) == 300
    assert stage.total(PROVINCE, "youth", book=2) == 120
