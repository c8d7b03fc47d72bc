"""The tree, plans, allocations, calendar, accounts: decided through the services."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from tests.services import cases, stage
from tests.services.stage import EAST, EAST_A, EAST_B, PROVINCE, WEST, asked, told
from tests.services.test_progress import PLAN
from tiendo.core.errors import Problem
from tiendo.formats.wording import Wording
from tiendo.services import accounts, catalogue, organisation, plans, units

pytestmark = pytest.mark.usefixtures("organisation")


def refusal(code: str, verb: Any, actor: Any = None, /, **given: Any) -> Problem:
    with pytest.raises(Problem) as problem:
        verb(**given, **asked(actor))
    assert problem.value.code == code, problem.value
    return problem.value


def test_an_organisation_is_founded_once() -> None:
    given = cases.FOUNDING.make()
    with pytest.raises(Problem) as problem:
        organisation.found_organisation(**given, request=stage.an_id(), now=stage.NOW)
    assert problem.value.code == "organisation.founded"
    steward = accounts.actor_of("quantri", stage.NOW)
    opened = units.open_unit(
        code="N", name="Bắc", level="district", parent="P", day="2024-01-01", **asked(steward)
    )
    assert (opened.parent, opened.id) == (PROVINCE, 7)


def test_all_that_is_wrong_with_a_batch_of_openings_is_told_at_its_place() -> None:
    rows = [
        {"code": "N1", "name": "", "level": "commune", "parent": "E", "day": "2024-01-01"},
        {"code": "N2", "name": "Bốn", "level": "ward", "parent": "E", "day": "2024-01-01"},
        {"code": "N3", "name": "Năm", "level": "commune", "parent": "ZZ", "day": "2024-01-01"},
        {"code": "N4", "name": "Sáu", "level": "commune", "parent": "N1", "day": "2024-01-01"},
        {"code": "EA", "name": "Lặp", "level": "commune", "parent": "E", "day": "2024-01-01"},
        {"code": "N6", "name": "Tám", "level": "commune", "parent": "EB", "day": "2024-01-01"},
        {"code": "N7", "name": "Chín", "level": "commune", "parent": "E", "day": "2024-02-31"},
    ]
    before = stage.events()
    problem = refusal("request.faults", units.open_units, units=rows)
    told = sorted(
        (str(getattr(c, "place", "") or dict(c.details).get("place")), c.code) for c in problem.causes
    )
    assert told == [
        ("units[0]", "input.missing"),
        ("units[1]", "tree.unknown_level"),
        ("units[2].parent", "tree.code_unknown"),
        ("units[4]", "tree.code_twice"),
        ("units[5]", "tree.rank"),
        ("units[6].day", "period.no_such_day"),
    ]
    assert stage.events() == before


def test_a_number_is_handed_to_nobody_who_could_never_count_it() -> None:
    document = deepcopy(PLAN)
    document["elements"] = [
        {**one, "entered_at": ["district"]} if one["key"] == "trees" else one for one in document["elements"]
    ]
    document["targets"][1:] = []
    plans.adopt_plan(unit="P", document=document, **asked())
    given = {"plan": "P1", "target": "TREES", "year": 2024, "amount": 5, "paper": "QĐ 1", "day": "2024-02-01"}
    problem = refusal("allocation.not_entered", plans.set_allocation, **given, unit="EA")
    assert Wording("vi").told(problem) == (
        "Đông A (EA): đơn vị này và các đơn vị dưới nó không nhập Cây (trees) nên sẽ không bao giờ có số;"
        " hãy giao TREES cho đơn vị có nhập (cấp: Huyện)."
    )
    for unit in ("E", "P"):
        assert plans.set_allocation(**given, unit=unit, **asked()).amount == 5


def test_two_merge_into_a_new_one_under_the_code_of_one_of_them() -> None:
    stage.add(told("EA", youth=100), told("EB", youth=20))
    stage.send("EA")
    stage.send("EB")
    into = {"code": "EA", "name": "Đông AB", "level": "commune", "parent": "E"}
    states = units.merge_units(units=["EA", "EB"], into=into, day="2024-04-01", **asked())
    assert [(state.id, state.code, str(state.closed or "")) for state in states] == [
        (7, "EA", ""), (EAST_A, "EA", "2024-04-01"), (EAST_B, "EB", "2024-04-01"),
    ]  # fmt: skip
    assert stage.total(7, "youth") == 120
    assert stage.total(PROVINCE, "youth") == 120


def test_a_split_shares_a_level_out_and_opens_who_receives() -> None:
    stage.add(told("EA", youth=100))
    stage.send("EA")
    states = units.split_unit(
        unit="EA",
        successors=[
            {"unit": "EB", "parts": {"youth": 1}},
            {"code": "EC", "name": "Đông C", "level": "commune", "parent": "E", "parts": {"youth": 2}},
        ],
        day="2024-04-01",
        **asked(),
    )
    assert {state.id for state in states} == {EAST_A, 7}
    assert (stage.total(EAST_B, "youth"), stage.total(7, "youth"), stage.total(EAST, "youth")) == (
        34,
        66,
        100,
    )
    one = [{"unit": "EB", "parts": {"youth": 1}}]
    refusal("unit.no_successor", units.split_unit, unit="WA", successors=one, day="2024-04-01")


def test_a_district_closes_and_its_children_are_placed() -> None:
    states = units.close_unit(unit="E", day="2024-04-01", heir="W", children_to={"EB": "W"}, **asked())
    assert {(state.id, state.parent) for state in states} == {
        (EAST, PROVINCE),
        (EAST_A, WEST),
        (EAST_B, WEST),
    }
    assert units.rename_unit(unit="EA", day="2024-05-01", code="W2", **asked()).code == "W2"
    refusal("tree.incomplete", _unwrapped(units.rename_unit), unit="EB", day="2024-05-01")


def _unwrapped(verb: Any) -> Any:
    """The one fault of a refused tree stands among its causes."""

    def call(**given: Any) -> Any:
        try:
            return verb(**given)
        except Problem as problem:
            raise (problem.causes or (problem,))[0] from None

    return call


def test_only_who_keeps_the_tree_changes_it_and_only_below() -> None:
    steward = stage.somebody("steward", "E")
    units.rename_unit(unit="EA", day="2024-05-01", name="Đông An", **asked(steward))
    refusal("access.denied", units.rename_unit, steward, unit="WA", day="2024-05-01", name="x")
    refusal("access.denied", units.move_unit, steward, unit="EA", parent="W", day="2024-05-02")
    opening = {"code": "X", "name": "X", "level": "commune", "parent": "W", "day": "2024-05-01"}
    refusal("access.denied", units.open_unit, steward, **opening)
    refusal(
        "access.denied",
        units.rename_unit,
        stage.somebody("sender", "EA"),
        unit="EA",
        day="2024-05-01",
        name="x",
    )


def test_a_move_to_where_a_unit_is_says_nothing_and_is_refused() -> None:
    refusal("unit.not_moved", units.move_unit, unit="EA", parent="E", day="2024-05-02")
    refusal(
        "unit.not_moved",
        units.move_unit,
        unit="EA",
        parent="E",
        level="commune",
        name="Đông",
        day="2024-05-02",
    )
    units.move_unit(unit="EA", parent="W", day="2024-05-02", **asked())
    refusal("unit.not_moved", units.move_unit, unit="EA", parent="W", day="2024-06-01")
    units.move_unit(unit="EA", parent="E", day="2024-06-01", **asked())


def test_units_opened_together_may_hang_on_each_other() -> None:
    some = [
        {"code": "NA", "name": "Bắc A", "level": "commune", "parent": "N", "day": "2024-01-01"},
        {"code": "N", "name": "Bắc", "level": "district", "parent": "P", "day": "2024-01-01"},
    ]
    commune, district = units.open_units(units=some, **asked())
    assert commune.parent == district.id
    refusal("tree.code_unknown", units.open_units, units=[{**some[0], "code": "Z", "parent": "không"}])


def test_a_plan_and_what_its_words_leave_open() -> None:
    cases.adopted()
    refusal("plan.owner_differs", plans.adopt_plan, unit="E", document=cases.DOCUMENT)
    broken = {**cases.DOCUMENT, "areas": [], "clauses": []}
    problem = refusal("plan.faults", plans.adopt_plan, unit="P", document=broken)
    assert len(problem.causes) >= 6
    given = {"plan": "KH1", "setting": "start", "option": "later", "paper": "1-QĐ", "day": "2024-01-05"}
    assert plans.set_plan_setting(**given, **asked()) == "later"
    early = {**given, "option": "plan", "day": "2023-01-05"}
    assert plans.set_plan_setting(**early, **asked()) == "later"
    refusal("plan.no_option", plans.set_plan_setting, **{**given, "option": "x"})
    refusal("plan.no_setting", plans.set_plan_setting, **{**given, "setting": "x"})
    refusal("plan.unknown", plans.set_plan_setting, **{**given, "plan": "x"})
    refusal("input.future", plans.set_plan_setting, **{**given, "day": "2024-06-02"})
    refusal("input.missing", plans.set_plan_setting, **{**given, "paper": " "})
    planner = stage.somebody("planner", "E")
    refusal("access.denied", plans.set_plan_setting, planner, **given)


def test_numbers_are_handed_down_by_a_paper_and_taken_back() -> None:
    cases.adopted()
    paper = {"plan": "KH1", "paper": "12-QĐ", "day": "2024-01-05"}
    row = {"target": "T1", "unit": "E", "year": 2024}
    state = plans.set_allocation(**row, amount="1,5 nghìn", **paper, **asked())
    assert (state.unit, state.year, state.amount) == (EAST, 2024, 1_500)
    assert plans.set_allocation(**row, amount=None, **paper, **asked()).amount is None
    late = {**paper, "day": "2023-01-05"}
    assert plans.set_allocation(**row, amount=7, **late, **asked()).amount is None
    rows: list[dict[str, Any]] = [
        {**row, "amount": 1}, {**row, "amount": 2},
        {"target": "T9", "unit": "E", "year": 2024, "amount": 1},
        {"target": "T3", "unit": "E", "year": 2024, "amount": 1},
        {"target": "T1", "unit": "E", "year": 2026, "amount": 1},
        {"target": "T1", "unit": "không", "year": 2024, "amount": 1},
    ]  # fmt: skip
    problem = refusal("request.faults", plans.set_allocations, rows=rows, **paper)
    assert sorted(one.code for one in problem.causes) == [
        "allocation.kind", "allocation.year", "input.twice", "plan.no_target", "tree.code_unknown",
    ]  # fmt: skip
    for amount in (-1, 10**13, 1.5, "nhiều", True):
        with pytest.raises(Problem):
            plans.set_allocation(**row, amount=amount, **paper, **asked())
    planner = stage.somebody("planner", "E")
    assert (
        plans.set_allocation(target="T1", unit="EA", year=2024, amount=5, **paper, **asked(planner)).unit
        == EAST_A
    )
    refusal(
        "access.denied", plans.set_allocation, planner, target="T1", unit="WA", year=2024, amount=5, **paper
    )


def test_a_plan_brings_its_elements_and_an_element_keeps_its_kind() -> None:
    cases.adopted()
    stage.add(told(models=2))
    changed = {**stage.ELEMENTS[0], "kind": "stock"}
    refusal("element.immutable", catalogue.define_elements, elements=[changed])
    refusal("element.immutable", catalogue.define_elements, elements=[{**stage.ELEMENTS[0], "decimals": 1}])
    wider = {**stage.ELEMENTS[2], "entered_at": ["commune", "district"]}
    catalogue.define_elements(elements=[wider], **asked())
    stage.add(told("E", km=1))
    with pytest.raises(Problem) as problem:
        catalogue.define_elements(
            elements=[{"key": "x"}, {**wider, "key": "y", "entered_at": ["nơi"]}], **asked()
        )
    assert len(problem.value.causes) >= 3


def test_the_calendar_changes_only_where_nothing_was_told() -> None:
    stage.add(told(trees=1))
    refusal("calendar.month_has_facts", catalogue.set_calendar, month="2024-03", cutoff=15)
    state = catalogue.set_calendar(month="2024-04", cutoff=15, **asked())
    assert [(str(month), day) for month, day in state.changes] == [("2024-04", 15)]
    for cutoff in (0, 32, -1, "15", None, True):
        with pytest.raises(Problem):
            catalogue.set_calendar(month="2024-05", cutoff=cutoff, **asked())
    assert str(catalogue.set_operating_day(day="30/11/2024", **asked())) == "2024-11-30"
    assert catalogue.set_operating_day(day=None, **asked()) is None


def test_accounts_and_their_roles() -> None:
    refusal("account.taken", accounts.create_account, username="quantri", name="x")
    for username in ("", "Ư", "a", "A b", "x" * 101, None, 5, "a'b"):
        with pytest.raises(Problem):
            accounts.create_account(username=username, name="x", **asked())
    for password in ("ngắn", "x" * 201, 5):
        with pytest.raises(Problem):
            accounts.create_account(username="lan", name="x", password=password, **asked())
    made = accounts.create_account(username="lan", name="Lan", password="rất dài và khó", **asked())
    given = {"username": "lan", "role": "sender", "unit": "EA", "from_day": "2024-01-01"}
    refusal("account.unknown", accounts.grant_role, **{**given, "username": "ai"})
    refusal("input.choice", accounts.grant_role, **{**given, "role": "vua"})
    refusal("grant.order", accounts.grant_role, **given, to_day="2024-01-01")
    grant = accounts.grant_role(**given, **asked())
    assert (grant.person, grant.unit) == (made.person, EAST_A)
    assert [one.unit for one in accounts.actor_of("lan", stage.NOW).grants] == [EAST_A]
    refusal("grant.order", accounts.end_grant, grant=grant.id, day="2023-12-31")
    assert str(accounts.end_grant(grant=grant.id, day="2024-05-01", **asked()).to_day) == "2024-05-01"
    refusal("grant.ended", accounts.end_grant, grant=grant.id, day="2024-05-02")
    refusal("grant.unknown", accounts.end_grant, grant="không", day="2024-05-02")
    for name in ("ai", "x" * 10_000_000, "", "a\x00", "\ud800"):
        with pytest.raises(Problem) as problem:
            accounts.actor_of(name, stage.NOW)
        assert problem.value.code == "account.unknown"
    keeper = stage.somebody("steward", "E")
    accounts.grant_role(**{**given, "from_day": "2024-05-03"}, **asked(keeper))
    refusal("access.denied", accounts.grant_role, keeper, **{**given, "unit": "WA"})
