"""The example's plan against the annotated plan it stands for, where that lies beside the checkout."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tiendo.core.achievement import Goals, Status, progress_of
from tiendo.core.indicator import UnitShare, elements_of
from tiendo.core.orgunit import OrgTree, open_unit
from tiendo.core.period import Calendar
from tiendo.core.plan import Basis, Plan
from tiendo.core.plan_document import effective, plan_of
from tiendo.core.posting import Rules
from tiendo.core.quantity import print_amount
from tiendo.core.rollup import Memory
from tiendo.demo.organisation import LEVELS, RANKS, plan_bytes, plan_document
from tiendo.formats.plan_yaml import check, read, write

TARGETS = [
    *("T01a", "T01b", "T01c", "T01d", "T02a", "T02b", "T03", "T04", "T05a", "T05b", "T05c", "T06"),
    *("T07", "T08", "T09", "T10", "T11a", "T11b", "T12a", "T12b"),
]

# kind as annotated -> forms that express it
FORMS = {
    "cumulative_total": {"total", "persons"},
    "annual_count": {"total"},
    "share_of_population": {"ratio"},
    "share_of_units": {"unit_share"},
    "per_unit_minimum": {"unit_share"},
    "ratio": {"ratio"},
}


@cache
def the_plan() -> Plan:
    return plan_of(plan_document(), ranks=RANKS)


@pytest.fixture(scope="module")
def seed(shared: Path) -> dict[str, Any]:
    found = shared / "seed" / "targets.yaml"
    if not found.is_file():
        pytest.skip("no annotated plan beside the checkout")
    return dict(YAML(typ="safe", pure=True).load(found.read_text(encoding="utf-8")))


def annotated(seed: dict[str, Any]) -> Iterator[tuple[dict[str, Any], Any]]:
    for one in seed["targets"]:
        target = the_plan().target(one["id"])
        assert target is not None
        yield one, target


def test_the_file_is_sound() -> None:
    assert [str(fault) for fault in check(plan_bytes(), RANKS)] == []


def test_the_file_is_composed_and_written_again_the_same() -> None:
    text = plan_bytes().decode()
    assert text == unicodedata.normalize("NFC", text)
    assert read(write(plan_document()))[0] == plan_document()


def test_how_much_there_is() -> None:
    plan = the_plan()
    assert [target.key for target in plan.targets] == TARGETS
    assert (len(plan.areas), len(plan.tasks), len(plan.duties)) == (5, 27, 6)
    assert [clause.key for clause in plan.clauses if clause.key.startswith("I.")] == ["I.1", "I.2", "I.3"]


def test_every_element_is_used_and_defined() -> None:
    plan, document = the_plan(), plan_document()
    used = {key for target in plan.targets for key in elements_of(target.indicator)}
    for setting in plan.settings:
        for option in setting.options:
            patched = effective(document, {setting.key: option.key}, ranks=RANKS)
            used |= {key for target in patched.targets for key in elements_of(target.indicator)}
    assert used == set(plan.elements)
    assert all(element.definition and element.unit for element in plan.elements.values())


def test_every_setting_changes_something() -> None:
    document = plan_document()
    default = effective(document, {}, ranks=RANKS)
    assert default == the_plan()
    for setting in default.settings:
        assert len(setting.options) >= 2
        for option in setting.options:
            same = effective(document, {setting.key: option.key}, ranks=RANKS) == default
            assert same == (option.key == setting.default), (setting.key, option.key)


def test_any_two_options_go_together() -> None:
    document = plan_document()
    answers = [(setting.key, option.key) for setting in the_plan().settings for option in setting.options]
    for first in answers:
        for second in answers:
            effective(document, dict([first, second]), ranks=RANKS)


def test_targets_are_those_annotated(seed: dict[str, Any]) -> None:
    assert [one["id"] for one in seed["targets"]] == TARGETS


def test_values_and_comparators(seed: dict[str, Any]) -> None:
    for one, target in annotated(seed):
        assert target.comparator.value == one["comparator_effective"], target.key
        if one["kind"] == "per_unit_minimum":
            assert (target.indicator.condition.amount, target.goal) == (one["value"], 1)
        elif target.is_share:
            assert target.goal * 100 == one["value"], target.key
        else:
            assert target.goal == one["value"], target.key


def test_conditions_of_units(seed: dict[str, Any]) -> None:
    with_condition = [(one, target) for one, target in annotated(seed) if "per_unit_condition" in one]
    assert [target.key for _, target in with_condition] == ["T03", "T07", "T08", "T10"]
    for one, target in with_condition:
        wanted = one["per_unit_condition"]
        assert isinstance(target.indicator, UnitShare)
        condition = target.indicator.condition
        assert (condition.comparator.value, condition.amount) == (wanted["comparator"], wanted["value"])
        standing = wanted["period"] == "standing"
        assert condition.term.form == ("level" if standing else "total")
        assert target.basis is (Basis.AT_THE_END if standing else Basis.EACH_YEAR)


def test_kinds_and_bases(seed: dict[str, Any]) -> None:
    for one, target in annotated(seed):
        assert target.indicator.form in FORMS[one["kind"]], target.key
        yearly = one["frequency"] == "annual"
        assert (target.basis is Basis.EACH_YEAR) == yearly, target.key
        if one["kind"] == "cumulative_total":
            assert target.basis is Basis.WHOLE_TERM
            persons = one["counting"] == "distinct_persons"
            assert target.indicator.form == ("persons" if persons else "total"), target.key


def test_areas_groups_and_strivings(seed: dict[str, Any]) -> None:
    for one, target in annotated(seed):
        assert target.area == one["area"], target.key
        assert target.clause == f"II.1.{int(one['group'][1:])}"
        assert target.aspiration == (one["group"] == "T01" or target.key == "T12b"), target.key
    areas = {target.key: target.area for target in the_plan().targets}
    assert areas == {key: area for area, keys in seed["area_target_map"].items() for key in keys}


def test_tasks_and_duties(seed: dict[str, Any]) -> None:
    items = [(item["id"], area["area"]) for area in seed["tasks"] for item in area["items"]]
    assert [(task.key, task.area) for task in the_plan().tasks] == items
    named = {
        i["id"] for a in seed["tasks"] for i in a["items"] if not i["responsible"].startswith("not named")
    }
    assert {task.key for task in the_plan().tasks if task.responsible} == named
    assert [duty.key for duty in the_plan().duties] == [duty["id"] for duty in seed["duties"]]


def test_clauses_hold_the_numbers_of_their_targets() -> None:
    texts = {clause.key: clause.text for clause in the_plan().clauses}
    for target in the_plan().targets:
        if not target.is_share:
            assert print_amount(int(target.goal)) in texts[target.clause], target.key


LONGEST_RUN = 10
"""Syllables; names of things and bodies run to nine."""


def test_no_sentence_is_copied(shared: Path) -> None:
    runs: set[tuple[str, ...]] = set()
    for name in ("plan.txt", "targets.yaml"):
        runs |= set(_runs((shared / "seed" / name).read_text(encoding="utf-8")))
    document = plan_document()
    document["plan"].pop("issuer")  # a name
    mine = {run for text in _texts(document) for run in _runs(text)}
    assert sorted(" ".join(run) for run in mine & runs) == []


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold())
    yield from zip(*(words[start:] for start in range(LONGEST_RUN)), strict=False)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, str):
        yield value


# Targets that say nothing at a level: T10 is nothing to a commune, T02 is paid for above it.
NOWHERE_BELOW = {
    "province": set(),
    "district": {"T12b"},
    "affiliated": {"T02a", "T07", "T08", "T12b"},
    "commune": {"T02a", "T02b", "T10", "T12b"},
    "branch": set(TARGETS) - {"T04", "T09"},
}


@pytest.mark.parametrize("level", NOWHERE_BELOW)
def test_at_which_levels_a_target_applies(level: str) -> None:
    ids = {key: number for number, key in enumerate(RANKS, 1)}
    parents = {"district": "province", "affiliated": "province", "commune": "district", "branch": "commune"}
    changes = [
        change
        for key, unit in ids.items()
        for change in open_unit(
            unit, date(2021, 7, 1), code=key, name=key, level=key, parent=ids.get(parents.get(key, ""))
        )
    ]
    plan = the_plan()
    rules = Rules(elements=plan.elements, calendar=Calendar(), tree=OrgTree.build(changes, LEVELS))
    goals = Goals(whole=None, years={}, adopted=level == "province")
    told = {
        target.key: progress_of(
            target, plan, ids[level], as_of=date(2024, 12, 31), goals=goals, readings=Memory([], rules)
        ).main.status
        for target in plan.targets
    }
    assert {key for key, status in told.items() if status is Status.NOT_APPLICABLE} == NOWHERE_BELOW[level]
    if level == "province":
        # Nobody has been heard: neither zero nor failed.
        assert set(told.values()) == {Status.NO_DATA}
