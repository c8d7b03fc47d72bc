"""Who a signed-in person is: roles held today, the unit to begin with, and what may be done there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.services import stage
from tests.services.test_statements import counting
from tiendo.core.access import Actor
from tiendo.core.errors import Problem
from tiendo.services import accounts
from tiendo.services.standing_shown import RoleHeld, permitted_at, standing_of

pytestmark = pytest.mark.usefixtures("organisation")
CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "SET TRANSACTION")


def given(username: str, role: str, unit: str, **more: str) -> None:
    accounts.grant_role(
        username=username, role=role, unit=unit, **{"from_day": stage.START, **more}, **stage.asked()
    )


def known(*roles: tuple[str, str]) -> Actor:
    accounts.create_account(username="lan", name="Lan", **stage.asked())
    for role, unit in roles:
        given("lan", role, unit)
    return replace(accounts.actor_of("lan", stage.NOW), name="Lan")


def test_somebody_with_one_role() -> None:
    found = standing_of(actor=known(("sender", "EA")), now=stage.NOW)
    assert (found.name, found.home, found.home_name, found.accepts) == ("Lan", "EA", "Đông A", False)
    assert found.roles == (RoleHeld("sender", "EA", "Đông A"),)
    assert {"record.add", "month.send", "figures.read"} <= found.may
    assert not {"month.accept", "audit.read", "persons.read"} & found.may


def test_home_is_the_highest_unit_where_a_role_is_held() -> None:
    found = standing_of(actor=known(("sender", "EA"), ("reviewer", "E"), ("leader", "E")), now=stage.NOW)
    assert (found.home, found.accepts) == ("E", True)
    assert [(role.role, role.unit) for role in found.roles] == [
        ("reviewer", "E"),
        ("leader", "E"),
        ("sender", "EA"),
    ]
    assert "audit.read" in found.may


def test_a_reviewer_at_the_top_accepts_also_where_nothing_is_below() -> None:
    assert standing_of(actor=known(("reviewer", "P")), now=stage.NOW).accepts
    assert not standing_of(actor=stage.somebody("leader", "P"), now=stage.NOW).accepts


def test_who_holds_nothing_has_no_home() -> None:
    accounts.create_account(username="ha", name="Hà", **stage.asked())
    given("ha", "sender", "EA", to_day="2024-06-01")  # the first day it does not hold any more
    given("ha", "leader", "P", from_day="2024-06-02")
    for actor in (accounts.actor_of("ha", stage.NOW), Actor("nobody")):
        found = standing_of(actor=actor, now=stage.NOW)
        assert (found.roles, found.home, found.may, found.accepts) == ((), "", frozenset(), False)


def test_what_may_be_done_at_another_unit() -> None:
    reviewer = stage.somebody("reviewer", "E")
    assert "month.accept" in permitted_at(actor=reviewer, unit="EA", now=stage.NOW)
    assert "month.accept" not in permitted_at(actor=reviewer, unit="E", now=stage.NOW)
    assert permitted_at(actor=reviewer, unit="WA", now=stage.NOW) == frozenset()
    with pytest.raises(Problem) as refused:
        permitted_at(actor=reviewer, unit="Q", now=stage.NOW)
    assert refused.value.code == "tree.code_unknown"


def test_every_page_asks_it_in_two_statements() -> None:
    actor = known(("sender", "EA"), ("reviewer", "E"), ("leader", "P"))
    standing_of(actor=actor, now=stage.NOW)
    with counting() as found:
        standing_of(actor=actor, now=stage.NOW)
    assert len([query for query in found.queries if not query.startswith(CONTROL)]) == 2
