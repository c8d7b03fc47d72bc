"""Who may do what, where and when, on a small tree worked out by hand.

1 province ── 2 district A ── 21 commune ── 211 branch
            │               ├ 22 commune, merged into 21 on 01/07/2023
            │               └ 23 commune, opens on 01/01/2025
            └ 3 district B, merged into 2 on 01/01/2024
                            ├ 31 commune, closed without successor on 01/03/2023
                            ├ 32 commune
                            └ 33 commune, split into 21 and 32 on 01/03/2023
9 another province, merged into 1 on 01/01/2024
"""

from datetime import date, datetime

import pytest

from tiendo.core.access import (
    PERMISSIONS,
    ROLES,
    SYSTEM,
    Actor,
    Grant,
    Reach,
    Role,
    RoleKind,
    accepting_unit,
    acting_unit,
    is_root,
    may,
    require,
)
from tiendo.core.errors import Problem, ProblemKind
from tiendo.core.orgunit import Level, OrgTree, Successor, close_unit, merge_units, open_unit, split_unit


def d(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").date()


LEVELS = [Level(key, rank, key) for rank, key in enumerate(("province", "district", "commune", "branch"))]
START = d("01/01/2021")


def grow() -> OrgTree:
    units = [(1, "province", None), (9, "province", None), (2, "district", 1), (3, "district", 1)]
    units += [(unit, "commune", unit // 10) for unit in (21, 22, 31, 32, 33)]
    units += [(211, "branch", 21)]
    changes = [
        change
        for unit, level, parent in units
        for change in open_unit(
            unit, START, code=str(unit), name=f"Đơn vị {unit}", level=level, parent=parent
        )
    ]
    changes += open_unit(23, d("01/01/2025"), code="23", name="Đơn vị 23", level="commune", parent=2)
    tree = OrgTree.build(changes, LEVELS)
    gone, halves = d("01/03/2023"), (Successor(21), Successor(32))
    tree = tree.with_changes(*close_unit(tree, 31, gone), *split_unit(tree, 33, halves, gone))
    tree = tree.with_changes(*merge_units(tree, [22], 21, d("01/07/2023")))
    merged = d("01/01/2024")
    return tree.with_changes(*merge_units(tree, [3], 2, merged), *merge_units(tree, [9], 1, merged))


TREE = grow()
EARLY, LATE = d("30/06/2022"), d("30/11/2024")
EVERYTHING = {"all": RoleKind("Tất cả", "Everything.", frozenset(PERMISSIONS))}


def holder(unit: int, **more: object) -> Actor:
    return Actor("p1", (Grant("all", unit, **more),))  # type: ignore[arg-type]


def reached(permission: str, unit: int, day: date) -> set[int]:
    """The units at which a grant lets somebody do this to a unit."""
    return {
        at for at in TREE.units() if may(holder(at), permission, unit, tree=TREE, day=day, roles=EVERYTHING)
    }


# Reach


@pytest.mark.parametrize(
    ("unit", "own", "children", "root", "subtree"),
    [
        (1, {1}, set(), {1}, {1}),
        (2, {2}, {1}, set(), {1, 2}),
        (21, {21}, {2}, set(), {1, 2, 21}),
        (211, {211}, {21}, set(), {1, 2, 21, 211}),
        (32, {32}, {3}, set(), {1, 3, 32}),
        (9, {9}, set(), {9}, {9}),
        # Opens later: its own people may prepare, those it will stand under may look and hand down.
        (23, {23}, set(), set(), {1, 2, 23}),
    ],
)
def test_reach_while_all_are_open(
    unit: int, *, own: set[int], children: set[int], root: set[int], subtree: set[int]
) -> None:
    assert reached("month.send", unit, EARLY) == own
    assert reached("month.accept", unit, EARLY) == children
    assert reached("month.accept_root", unit, EARLY) == root
    assert reached("figures.read", unit, EARLY) == subtree


@pytest.mark.parametrize(
    ("unit", "day", "acts", "subtree"),
    [
        # Merged: the right is the parent's, not the successor's; both may look.
        (22, "01/07/2023", {2}, {1, 2, 21, 22}),
        (22, "30/11/2024", {2}, {1, 2, 21, 22}),
        # Closed without successor.
        (31, "01/03/2023", {3}, {1, 3, 31}),
        (31, "31/12/2023", {3}, {1, 3, 31}),
        # Its superior is merged itself: what stands for that one.
        (31, "01/01/2024", {2}, {1, 2, 31}),
        (3, "01/01/2024", {1}, {1, 2, 3}),
        # Split: the parent's, and what was split stays at the nearest common ancestor.
        (33, "01/03/2023", {3}, {1, 3, 33}),
        (33, "01/01/2024", {2}, {1, 2, 33}),
        # A root had no parent: what stands for it.
        (9, "01/01/2024", {1}, {1, 9}),
    ],
)
def test_when_a_unit_closes_its_superior_acts_for_it(
    unit: int, day: str, acts: set[int], subtree: set[int]
) -> None:
    when = d(day)
    for permission in ("record.add", "record.correct", "month.set_figure", "month.nil", "month.send"):
        assert reached(permission, unit, when) == acts
    for permission in ("month.accept", "month.return", "month.reopen", "month.excuse"):
        assert reached(permission, unit, when) == acts
    assert reached("month.accept_root", unit, when) == set()
    assert reached("records.read", unit, when) == subtree


def test_the_right_passes_on_the_very_day() -> None:
    assert reached("record.add", 22, d("30/06/2023")) == {22}
    assert reached("month.accept", 22, d("30/06/2023")) == {2}
    assert reached("record.add", 22, d("01/07/2023")) == {2}


def test_a_unit_that_moved_has_a_new_superior() -> None:
    assert reached("month.accept", 32, d("31/12/2023")) == {3}
    assert reached("month.accept", 32, d("01/01/2024")) == {2}


def test_nobody_is_left_for_a_root_that_closed_without_heir() -> None:
    opened = open_unit(1, START, code="1", name="A", level="province", parent=None)
    alone = OrgTree.build(opened, LEVELS)
    alone = alone.with_changes(*close_unit(alone, 1, EARLY))
    assert acting_unit(1, alone, EARLY) is None
    assert accepting_unit(1, alone, EARLY) is None
    assert not may(holder(1), "record.add", 1, tree=alone, day=EARLY, roles=EVERYTHING)
    assert may(holder(1), "records.read", 1, tree=alone, day=EARLY, roles=EVERYTHING)


def test_roots() -> None:
    assert is_root(1, TREE, EARLY)
    assert not is_root(2, TREE, EARLY)
    assert is_root(9, TREE, d("31/12/2023"))
    assert not is_root(9, TREE, d("01/01/2024"))
    assert not is_root(77, TREE, EARLY)


def test_a_unit_nobody_knows() -> None:
    assert reached("figures.read", 77, EARLY) == set()


# Grants


@pytest.mark.parametrize(
    ("day", "allowed"),
    [("31/12/2021", False), ("01/01/2022", True), ("30/06/2022", True), ("01/07/2022", False)],
)
def test_a_grant_holds_from_its_first_day_until_before_its_end(day: str, allowed: bool) -> None:
    actor = Actor("p1", (Grant(Role.SENDER, 21, start=d("01/01/2022"), end=d("01/07/2022")),))
    assert may(actor, "month.send", 21, tree=TREE, day=d(day)) is allowed


@pytest.mark.parametrize(
    ("areas", "area", "allowed"),
    [
        ((), None, True),
        ((), "2.1", True),
        (("2.1", "2.3"), "2.1", True),
        (("2.1", "2.3"), "2.3", True),
        (("2.1", "2.3"), "2.2", False),
        # What spans areas, or belongs to none, is more than was granted.
        (("2.1", "2.3"), None, False),
        (("2.1", "2.3"), "", False),
    ],
)
def test_areas(areas: tuple[str, ...], area: str | None, allowed: bool) -> None:
    for given in (areas, frozenset(areas)):
        actor = Actor("p1", (Grant(Role.REPORTER, 21, given),))
        assert may(actor, "record.add", 21, tree=TREE, day=EARLY, area=area) is allowed


def test_grants_add_up_but_do_not_mix() -> None:
    actor = Actor("p1", (Grant(Role.REPORTER, 21), Grant(Role.REVIEWER, 2)))
    assert may(actor, "record.add", 21, tree=TREE, day=EARLY)
    assert may(actor, "month.accept", 21, tree=TREE, day=EARLY)
    assert not may(actor, "record.add", 2, tree=TREE, day=EARLY)
    assert not may(actor, "month.accept", 211, tree=TREE, day=EARLY)
    assert not may(Actor("p2"), "figures.read", 21, tree=TREE, day=EARLY)


def test_roles_of_an_installation() -> None:
    roles = {"clerk": RoleKind("Văn thư", "Sends only.", frozenset({"month.send"}))}
    actor = Actor("p1", (Grant("clerk", 21), Grant(Role.REPORTER, 21)))
    assert may(actor, "month.send", 21, tree=TREE, day=EARLY, roles=roles)
    assert not may(actor, "record.add", 21, tree=TREE, day=EARLY, roles=roles)
    assert not may(actor, "month.send", 21, tree=TREE, day=EARLY)


def test_an_unknown_permission_is_a_bug() -> None:
    with pytest.raises(KeyError):
        may(SYSTEM, "month.forget", 1, tree=TREE, day=EARLY)
    with pytest.raises(KeyError, match=r"month\.forget"):
        RoleKind("X", "X", frozenset({"month.forget"}))


def test_the_system_sets_up() -> None:
    assert all(may(SYSTEM, permission, 1, tree=TREE, day=EARLY) for permission in PERMISSIONS)
    assert not may(Actor("p1", name="system"), "unit.open", 1, tree=TREE, day=EARLY)


def test_a_name_does_not_make_another_actor() -> None:
    assert Actor("p1", name="An") == Actor("p1", name="Bình")
    assert Actor("p1") != Actor("p2")


def test_what_a_refusal_says() -> None:
    actor = Actor("p1", (Grant(Role.REPORTER, 21),))
    require(actor, "record.add", 21, tree=TREE, day=EARLY)
    with pytest.raises(Problem) as refused:
        require(actor, "month.send", 21, tree=TREE, day=EARLY)
    problem = refused.value
    assert (problem.code, problem.kind) == ("access.denied", ProblemKind.FORBIDDEN)
    assert problem.details == {"permission": "month.send", "unit": 21, "name": "Đơn vị 21"}
    assert str(problem) == "You may not do this here (month.send at Đơn vị 21)."
    with pytest.raises(Problem) as refused:
        require(actor, "month.send", 77, tree=TREE, day=EARLY)
    assert refused.value.details == {"permission": "month.send", "unit": 77, "name": "77"}


# Roles and permissions

VERBS = {
    "open_unit": "unit.open",
    "rename_unit": "unit.rename",
    "move_unit": "unit.move",
    "merge_units": "unit.merge",
    "split_unit": "unit.split",
    "close_unit": "unit.close",
    "define_levels": "organisation.set",
    "define_elements": "element.define",
    "set_operating_day": "organisation.set",
    "adopt_plan": "plan.adopt",
    "set_plan_setting": "plan.set",
    "set_allocation": "allocation.set",
    "set_calendar": "calendar.set",
    "create_account": "account.create",
    "grant_role": "role.grant",
    "end_grant": "role.end",
    "add_record": "record.add",
    "add_records": "record.add",
    "correct_record": "record.correct",
    "withdraw_record": "record.withdraw",
    "attach_proof": "record.attach",
    "set_month_figure": "month.set_figure",
    "report_nil": "month.nil",
    "excuse_month": "month.excuse",
    "post_opening": "opening.post",
    "send_month": "month.send",
    "accept_month": "month.accept",
    "accept_month at the root": "month.accept_root",
    "return_month": "month.return",
    "reopen_month": "month.reopen",
    "name_person": "person.name",
    "merge_persons": "person.merge",
    "erase_person": "person.erase",
    "freeze_period": "period.freeze",
    "progress_of, children_of, coverage_of": "figures.read",
    "explain, history_of": "records.read",
    "look_at_person": "persons.read",
    "the audit lines": "audit.read",
    "verify": "ledger.verify",
    "export": "ledger.export",
}


def test_every_verb_and_question_has_a_permission() -> None:
    assert set(VERBS.values()) == set(PERMISSIONS)


def test_every_permission_is_in_some_role() -> None:
    assert {permission for role in ROLES.values() for permission in role.permissions} == set(PERMISSIONS)


def test_the_roles_are_the_eight() -> None:
    assert [str(role) for role in ROLES] == (
        ["reporter", "sender", "reviewer", "coordinator", "leader", "planner", "inspector", "steward"]
    )
    assert set(ROLES) == set(Role)


WRITES_WORK = {"record.add", "record.correct", "record.withdraw", "month.set_figure", "month.nil"}
JUDGES = {"month.accept", "month.accept_root", "month.return", "month.reopen"}


@pytest.mark.parametrize(
    ("role", "holds", "lacks"),
    [
        ("reporter", WRITES_WORK | {"record.attach", "person.name"}, {"month.send", "persons.read"} | JUDGES),
        ("sender", WRITES_WORK | {"month.send"}, JUDGES | {"month.excuse"}),
        ("reviewer", JUDGES, WRITES_WORK | {"month.send", "month.excuse"}),
        ("coordinator", {"month.excuse", "period.freeze"}, WRITES_WORK | JUDGES | {"month.send"}),
        ("leader", {"audit.read"}, WRITES_WORK | JUDGES | {"persons.read"}),
        ("planner", {"plan.adopt", "plan.set", "allocation.set"}, WRITES_WORK | JUDGES | {"role.grant"}),
        ("inspector", {"persons.read", "audit.read", "ledger.verify"}, WRITES_WORK | JUDGES),
        # Who keeps the house in order neither tells work nor judges it.
        ("steward", {"unit.open", "role.grant", "opening.post", "person.merge"}, WRITES_WORK | JUDGES),
    ],
)
def test_what_a_role_is_for(role: str, holds: set[str], lacks: set[str]) -> None:
    assert holds <= ROLES[role].permissions
    assert not lacks & ROLES[role].permissions
    assert {"figures.read", "records.read"} <= ROLES[role].permissions


def test_reaches() -> None:
    reaches = {name: permission.reach for name, permission in PERMISSIONS.items()}
    nouns = {name for name in reaches if name.startswith(("record.", "month."))}
    above = {name for name in nouns if reaches[name] is Reach.CHILDREN}
    assert above == {"month.accept", "month.return", "month.reopen", "month.excuse"}
    assert {name for name in reaches if reaches[name] is Reach.ROOT} == {"month.accept_root"}
    assert {reaches[name] for name in nouns - above} == {Reach.OWN, Reach.ROOT}
    assert {reaches[name] for name in reaches if name.endswith(".read")} == {Reach.SUBTREE}
