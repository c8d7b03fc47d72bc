"""Without a unit named, people see their own units; a plan is read by all whom it binds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.services import stage
from tests.services.test_progress import adopt
from tiendo.core.access import SYSTEM, Actor
from tiendo.core.errors import Problem
from tiendo.services import accounts, units
from tiendo.services.elements_shown import elements_of
from tiendo.services.plan_shown import plan_shown
from tiendo.services.tree import units_at

pytestmark = pytest.mark.usefixtures("organisation")
DAY = date(2024, 3, 1)


def codes(actor: Actor, day: date = DAY, **other: Any) -> list[str]:
    answer = units_at(**{"actor": actor, "unit": None, "day": day, "now": stage.NOW, **other})
    return [one["code"] for one in answer["units"]]


def test_everybody_sees_the_own_units_and_all_below() -> None:
    assert codes(SYSTEM) == ["P", "E", "EA", "EB", "W", "WA"]
    assert codes(stage.somebody("sender", "EA")) == ["EA"]
    assert codes(stage.somebody("reviewer", "E")) == ["E", "EA", "EB"]
    assert codes(stage.somebody("leader", "P"))[0] == "P"


def test_a_unit_below_another_one_s_own_is_told_once() -> None:
    actor = stage.somebody("reviewer", "E")
    for unit in ("EA", "WA"):
        given = {"username": _name(actor), "role": "sender", "unit": unit, "from_day": stage.START}
        accounts.grant_role(**given, **stage.asked())
    assert codes(accounts.actor_of(_name(actor), stage.NOW)) == ["E", "EA", "EB", "WA"]


def _name(actor: Actor) -> str:
    from tiendo.storage import accounts as stored
    from tiendo.storage import sql

    with sql.snapshot() as cursor:
        return stored.read_accounts(cursor, [actor.person])[actor.person].username


def test_whoever_has_no_unit_sees_none() -> None:
    nobody = Actor("nobody")
    for ask in (units_at, elements_of):
        with pytest.raises(Problem) as problem:
            ask(actor=nobody, unit=None, day=DAY, now=stage.NOW)
        assert problem.value.code == "access.denied"


def test_on_a_day_without_units_there_are_none() -> None:
    assert codes(SYSTEM, day=date(1999, 1, 1)) == []
    assert codes(stage.somebody("sender", "EA"), day=date(1999, 1, 1)) == []


def test_a_closed_unit_is_not_there_any_more() -> None:
    actor = stage.somebody("sender", "EB")
    units.close_unit(unit="EB", day="2024-02-01", **stage.asked())
    with pytest.raises(Problem):
        codes(actor)


def test_a_plan_is_read_by_all_whom_it_binds() -> None:
    adopt()
    for role, unit in (("reporter", "EA"), ("sender", "E"), ("leader", "P")):
        shown = plan_shown(actor=stage.somebody(role, unit), plan=None, as_of=DAY, now=stage.NOW)
        assert shown["targets"]
    with pytest.raises(Problem) as problem:
        plan_shown(actor=Actor("nobody"), plan=None, as_of=DAY, now=stage.NOW)
    assert problem.value.code == "access.denied"


def test_elements_are_known_to_whoever_sees_any_unit() -> None:
    answer = elements_of(actor=stage.somebody("reporter", "EA"), unit=None, day=DAY, now=stage.NOW)
    assert len(answer["elements"]) == 5
