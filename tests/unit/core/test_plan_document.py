"""Plans as plain data: what is taken, every fault with its place, and settings that patch the document."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiendo.core.errors import Problem
from tiendo.core.indicator import (
    Comparator,
    Condition,
    ElementKind,
    Judged,
    Level,
    Often,
    Owner,
    Persons,
    Ratio,
    Total,
    Typed,
    UnitShare,
)
from tiendo.core.period import PeriodKind
from tiendo.core.plan import Basis
from tiendo.core.plan_document import effective, plan_of, read_elements, read_plan

RANKS = {"province": 0, "district": 1, "commune": 2}


def element(key: str, kind: str = "flow", **more: Any) -> dict[str, Any]:
    return {"key": key, "name": key, "kind": kind, "unit": "cây", "entered_at": ["commune"], **more}


def target(key: str = "T1", **more: Any) -> dict[str, Any]:
    base: dict[str, Any] = {
        "key": key,
        "clause": "II.1",
        "area": "2.2",
        "name": "Trồng cây",
        "indicator": {"form": "total", "element": "trees"},
        "basis": "whole term",
        "comparator": ">=",
        "goal": "300.000",
    }
    return {**base, **more}


def document(**more: Any) -> dict[str, Any]:
    base: dict[str, Any] = {
        "schema": 1,
        "plan": {"key": "KH", "title": "Kế hoạch", "counts_from": "2021-01-01", "counts_to": "2025-12-31"},
        "elements": [
            element("trees"),
            element("youth", "stock"),
            element("members", "stock"),
            element("trained", "persons", often="quarter"),
        ],
        "areas": [{"key": "2.2", "name": "Kinh tế"}],
        "clauses": [{"key": "II.1", "text": "Chỉ tiêu"}],
        "targets": [target()],
    }
    return {**base, **more}


def faults(data: object) -> list[tuple[str, str]]:
    return [(fault.code, str(fault.details.get("place"))) for fault in read_plan(data, ranks=RANKS)[1]]


def codes(data: object) -> list[str]:
    return [code for code, _ in faults(data)]


RATIO = {"form": "ratio", "numerators": [{"level": "members"}], "denominators": [{"level": "youth"}]}
SHARE = {
    "form": "unit_share",
    "levels": ["district", "commune"],
    "condition": {"total": "trees", "comparator": ">=", "amount": 2},
    "over": {"district": "subtree", "commune": "own"},
}


def test_a_sound_document_becomes_a_plan() -> None:
    plan = plan_of(document(), ranks=RANKS)
    assert (plan.key, plan.counts_from, plan.counts_to) == ("KH", date(2021, 1, 1), date(2025, 12, 31))
    assert plan.year is PeriodKind.YEAR
    one = plan.targets[0]
    assert (one.indicator, one.basis, one.comparator, one.goal) == (
        Total("trees"),
        Basis.WHOLE_TERM,
        Comparator.AT_LEAST,
        Fraction(300_000),
    )


@pytest.mark.parametrize(
    ("indicator", "goal", "made", "number"),
    [
        ({"form": "total", "element": "trees"}, "3.500", Total("trees"), Fraction(3500)),
        ({"form": "persons", "element": "trained"}, 20, Persons("trained"), Fraction(20)),
        ({"form": "level", "element": "youth"}, "02", Level("youth"), Fraction(2)),
        (RATIO, "37,5%", Ratio((Level("members"),), (Level("youth"),)), Fraction(3, 8)),
        (
            SHARE,
            "100%",
            UnitShare(
                ("district", "commune"),
                Condition(Total("trees"), Comparator.AT_LEAST, 2),
                (("district", Judged.SUBTREE), ("commune", Judged.OWN)),
            ),
            Fraction(1),
        ),
    ],
)
def test_each_form(indicator: dict[str, Any], goal: object, made: object, number: Fraction) -> None:
    plan = plan_of(
        document(targets=[target(indicator=indicator, goal=goal, basis="at the end")]), ranks=RANKS
    )
    assert (plan.targets[0].indicator, plan.targets[0].goal) == (made, number)


def test_a_goal_is_in_the_elements_smallest_unit() -> None:
    data = document(elements=[element("trees", decimals=1)], targets=[target(goal="37,5")])
    assert plan_of(data, ranks=RANKS).targets[0].goal == 375


def test_an_element_with_everything() -> None:
    told = element(
        "trees",
        decimals=2,
        often="quarter",
        typed="cumulative",
        owner={"body": "Tỉnh ủy", "number": "12-BC/TU", "day": "01/02/2021"},
        restate_months=6,
        dimensions=[{"key": "sex", "name": "Giới", "parts": {"male": "Nam", "female": "Nữ"}}],
        definition="Cây trồng",
    )
    found, problems = read_elements([told], ranks=RANKS)
    trees = found["trees"]
    assert problems == []
    assert (trees.kind, trees.often, trees.typed) == (ElementKind.FLOW, Often.QUARTER, Typed.CUMULATIVE)
    assert trees.owner == Owner("Tỉnh ủy", "12-BC/TU", "01/02/2021")
    assert trees.part_keys() == ("sex:male", "sex:female")
    assert (trees.decimals, trees.restate_months, trees.entered_at) == (2, 6, frozenset({"commune"}))


def test_texts_are_composed() -> None:
    decomposed = "Trồng cây"  # marks apart, as in files from some machines
    plan = plan_of(document(targets=[target(name=decomposed)]), ranks=RANKS)
    assert plan.targets[0].name == "Trồng cây"


# Faults

WRONG_ELEMENTS: list[tuple[dict[str, Any], str]] = [
    (element("trees", "money"), "plan.choice"),
    (element("trees", often="week"), "plan.choice"),
    (element("trees", entered_at=["ward"]), "plan.choice"),
    (element("trees", entered_at=[["commune"]]), "plan.choice"),
    (element("trees", entered_at="commune"), "plan.not_list"),
    (element("trees", decimals="một phẩy"), "plan.value"),
    (element("trees", decimals=True), "plan.not_whole"),
    (element("trees", decimals=10**5000), "plan.not_whole"),
    (element("trees", decimals=7), "plan.value"),
    (element("trees", "stock", typed="cumulative"), "plan.value"),
    (element("trees", restate_months=0), "plan.value"),
    (element("trees", colour="green"), "plan.unknown_field"),
    (element("trees", owner="Tỉnh ủy"), "plan.not_mapping"),
    (element("trees", owner={"body": "Tỉnh ủy", "day": "31/02/2021"}), "plan.value"),
    (element("trees", dimensions=[{"key": "sex", "name": "Giới", "parts": ["Nam"]}]), "plan.not_mapping"),
    (element("trees", dimensions=[{"key": "sex", "name": "Giới"}]), "plan.missing"),
    (element("trees", dimensions=[{"key": "a:b", "name": "G", "parts": {"x": "X"}}]), "plan.key"),
    (element("trees", dimensions=[{"key": "s", "name": "G", "parts": {"x y": "X"}}]), "plan.key"),
    (element("trees", name="x" * 10_001), "plan.too_long"),
    (element("trees", name=["x"]), "plan.not_text"),
    (element("trees", name=3.5), "plan.not_text"),
    (element("trees", name="a\0b"), "plan.character"),
    (element("trees", name="\ud800"), "plan.character"),
    (element("trees", name=" "), "plan.missing"),
]


@pytest.mark.parametrize(("wrong", "code"), WRONG_ELEMENTS)
def test_a_wrong_element(wrong: dict[str, Any], code: str) -> None:
    found = faults(document(elements=[wrong], targets=[]))
    assert code in [one for one, _ in found]
    assert all(place.startswith("elements[0]") for _, place in found)


def changed(**more: Any) -> dict[str, Any]:
    return document(targets=[target(**more)])


def share(**more: Any) -> dict[str, Any]:
    return changed(indicator={**SHARE, **more}, goal="100%")


WRONG_TARGETS: list[tuple[dict[str, Any], tuple[str, str]]] = [
    (changed(key="T 1"), ("plan.key", "targets[0]")),
    (changed(key="*"), ("plan.key", "targets[0]")),
    (changed(clause="IX"), ("plan.unknown_key", "targets[0]")),
    (changed(area="9.9"), ("plan.unknown_key", "targets[0]")),
    (changed(basis="hàng năm"), ("plan.choice", "targets[0]")),
    (changed(basis=None), ("plan.missing", "targets[0]")),
    (changed(comparator="≥"), ("plan.choice", "targets[0]")),
    (changed(goal="65%"), ("plan.goal_amount", "targets[0]")),
    (changed(goal="3.50"), ("plan.value", "targets[0]")),
    (changed(goal="-5"), ("plan.value", "targets[0]")),
    (changed(goal="9" * 30), ("plan.value", "targets[0]")),
    (changed(goal=""), ("plan.missing", "targets[0]")),
    (changed(aspiration="không"), ("plan.not_truth", "targets[0]")),
    (changed(counts_from="hôm qua"), ("plan.value", "targets[0]")),
    (changed(counts_from="2026-01-01"), ("plan.term", "targets[0]")),
    (changed(basis="by date"), ("plan.by_date", "targets[0]")),
    (changed(basis="by date", by="2020-12-31"), ("plan.term", "targets[0]")),
    (changed(indicator=RATIO), ("plan.goal_percent", "targets[0]")),
    (changed(indicator=RATIO, goal="1.001%"), ("plan.goal", "targets[0]")),
    (changed(indicator=None), ("plan.not_mapping", "targets[0].indicator")),
    (changed(indicator={"form": ["total"]}), ("plan.choice", "targets[0].indicator")),
    (changed(indicator={"form": "average"}), ("plan.choice", "targets[0].indicator")),
    (changed(indicator={"form": "total"}), ("plan.missing", "targets[0].indicator")),
    (
        changed(indicator={"form": "total", "element": "x"}),
        ("indicator.unknown_element", "targets[0].indicator"),
    ),
    (changed(indicator={"form": "total", "element": "youth"}), ("indicator.kind", "targets[0].indicator")),
    (
        changed(indicator={"form": "total", "element": "trees", "levels": ["commune"]}),
        ("plan.form_field", "targets[0].indicator"),
    ),
    (
        changed(indicator={**RATIO, "denominators": []}, goal="65%"),
        ("indicator.no_terms", "targets[0].indicator"),
    ),
    (
        changed(indicator={**RATIO, "numerators": [{"level": "youth", "total": "trees"}]}, goal="65%"),
        ("plan.one_term", "targets[0].indicator.numerators[0]"),
    ),
    (
        changed(indicator={**RATIO, "numerators": [{"mean": "youth"}]}, goal="65%"),
        ("plan.unknown_field", "targets[0].indicator.numerators[0]"),
    ),
    (
        changed(indicator={"form": "level", "element": "youth"}),
        ("plan.basis", "targets[0]"),
    ),
    (
        changed(indicator={"form": "persons", "element": "trained"}, basis="each month"),
        ("plan.often", "targets[0]"),
    ),
    (share(levels=["ward"]), ("indicator.unknown_level", "targets[0].indicator")),
    (share(levels=[]), ("indicator.levels", "targets[0].indicator")),
    (share(over={"commune": "own"}), ("indicator.over", "targets[0].indicator")),
    (share(over={"commune": "own", "district": "own"}), ("indicator.judged", "targets[0].indicator")),
    (share(over={"commune": "own", "district": "all"}), ("plan.choice", "targets[0].indicator.over")),
    (share(condition=None), ("plan.not_mapping", "targets[0].indicator.condition")),
    (
        share(condition={"total": "trees", "comparator": ">="}),
        ("plan.missing", "targets[0].indicator.condition"),
    ),
    (
        share(condition={"total": "trees", "comparator": ">=", "amount": -1}),
        ("plan.goal", "targets[0].indicator.condition"),
    ),
    (changed(indicator=SHARE, goal="101%"), ("plan.goal", "targets[0]")),
]


@pytest.mark.parametrize(
    "empty",
    [
        {"form": "ratio", "numerators": [], "denominators": []},
        {"form": "ratio", "numerators": [{"sum": "trees"}], "denominators": [{"form": "total"}]},
        {"form": "ratio", "numerators": [7], "denominators": None},
    ],
)
def test_a_ratio_without_any_term_is_a_fault(empty: dict[str, Any]) -> None:
    data = document(targets=[target(indicator=empty, goal="5%")])
    assert ("indicator.no_terms", "targets[0].indicator") in faults(data)


def test_a_term_may_be_written_as_answers_print_it() -> None:
    printed = {
        "form": "ratio",
        "numerators": [{"form": "level", "element": "members"}],
        "denominators": [{"form": "level", "element": "youth"}],
    }
    data = document(targets=[target(indicator=printed, goal="65%", basis="each year")])
    made = plan_of(data, ranks=RANKS).targets[0].indicator
    assert made == Ratio((Level("members"),), (Level("youth"),))
    wrong = {**printed, "numerators": [{"form": "sum", "element": "members"}]}
    told = faults(document(targets=[target(indicator=wrong, goal="65%", basis="each year")]))
    assert ("plan.choice", "targets[0].indicator.numerators[0]") in told


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            {"goal": "0"},
            "II.1: every figure meets >= 0, so nothing is promised; write the number to be reached.",
        ),
        (
            {"indicator": RATIO, "goal": "0%"},
            "II.1: every figure meets >= 0%, so nothing is promised; write the number to be reached.",
        ),
        (
            {"indicator": SHARE, "goal": "100%", "comparator": "<="},
            "II.1: every figure meets <= 100%, so nothing is promised; write the number to be reached.",
        ),
    ],
)
def test_a_promise_every_figure_keeps_is_refused(more: dict[str, Any], said: str) -> None:
    told = [str(one) for one in read_plan(document(targets=[target(**more)]), ranks=RANKS)[1]]
    assert told == [said]


def test_no_fault_hides_another() -> None:
    """Each of these is a fault beside which others used not to be looked for."""
    data = document(
        plan={"key": "KH", "title": "K", "counts_from": "2026-01-01", "counts_to": "2025-12-31", "year": "?"},
        elements=[
            element("trees"),
            element("road", "flux", entered_at=[]),
            element("km", entered_at=["ward"], decimals=-1),
            element("trees", "flux"),
        ],
        targets=[target(), target(basis="never")],
        settings=[{**setting("s", option("a"), option("b", T1={"goal": "1%"})), "default": "c"}],
    )
    assert sorted(faults(data)) == [
        ("plan.choice", "elements[1]"),
        ("plan.choice", "elements[2].entered_at[0]"),
        ("plan.choice", "elements[3]"),
        ("plan.choice", "plan"),
        ("plan.choice", "settings[0]"),
        ("plan.choice", "targets[1]"),
        ("plan.duplicate", "elements[3]"),
        ("plan.duplicate", "targets[1]"),
        ("plan.option", "settings[0].options[1]"),
        ("plan.term", "plan"),
        ("plan.value", "elements[1]"),
        ("plan.value", "elements[2]"),
    ]


def test_a_target_tells_all_its_faults_and_settings_tell_none_of_them_again() -> None:
    option = {"key": "o", "label": "Có", "patch": {"T1": {"basis": "each year"}}}
    setting = {"key": "s", "clause": "II.1", "question": "Có không?", "options": [option], "default": "o"}
    data = document(
        targets=[target(key="T1", comparator="≥", goal="nhiều", basis="hàng năm")], settings=[setting]
    )
    told = [("plan.choice", "targets[0]"), ("plan.choice", "targets[0]"), ("plan.value", "targets[0]")]
    assert sorted(faults(data)) == told


@pytest.mark.parametrize(("data", "fault"), WRONG_TARGETS)
def test_a_wrong_target(data: dict[str, Any], fault: tuple[str, str]) -> None:
    assert fault in faults(data)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (None, ("plan.not_mapping", "")),
        ([], ("plan.not_mapping", "")),
        ({}, ("plan.not_mapping", "plan")),
        (document(schema=2), ("plan.schema", "schema")),
        (document(colour=1), ("plan.unknown_field", "")),
        (document(targets={"T1": {}}), ("plan.not_list", "")),
        (document(targets=0), ("plan.not_list", "")),
        (document(targets=["T1"]), ("plan.not_mapping", "targets[0]")),
        (document(targets=[target(), target()]), ("plan.duplicate", "targets[1]")),
        (document(elements=[element("trees"), element("trees")]), ("plan.duplicate", "elements[1]")),
        (
            document(tasks=[{"key": "a", "clause": "x", "area": "2.2", "text": "t"}]),
            ("plan.unknown_key", "tasks[0]"),
        ),
        (document(duties=[{"key": "a", "clause": "II.1", "text": "t"}]), ("plan.missing", "duties[0]")),
        (document(plan={**document()["plan"], "counts_to": "2020-12-31"}), ("plan.term", "plan")),
        (document(plan={**document()["plan"], "year": "month"}), ("plan.choice", "plan")),
        (document(plan={"key": "KH", "title": "K"}), ("plan.missing", "plan")),
    ],
)
def test_a_wrong_document(data: object, fault: tuple[str, str]) -> None:
    assert fault in faults(data)


def test_all_faults_at_once() -> None:
    data = document(elements=[element("trees", "money")], targets=[target(goal="x", clause="IX", area="")])
    with pytest.raises(Problem) as raised:
        plan_of(data, ranks=RANKS)
    assert raised.value.code == "plan.faults"
    assert [cause.code for cause in raised.value.causes] == [
        "plan.choice",
        "plan.unknown_key",
        "plan.missing",
        "indicator.unknown_element",
        "plan.value",
    ]


_PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["total", "*", "T1", "trees"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)


@given(st.data())
def test_no_document_crashes_the_reader(data: st.DataObject) -> None:
    broken: Any = settled()
    places = ["plan", "elements", "areas", "clauses", "targets", "tasks", "duties", "settings"]
    for _ in range(data.draw(st.integers(1, 3))):
        where = data.draw(st.sampled_from(places))
        item: Any = broken.get(where)
        if isinstance(item, list) and item and data.draw(st.booleans()):
            item = item[0]
        while isinstance(item, dict) and item and data.draw(st.booleans()):
            key = data.draw(st.sampled_from(sorted(item)))
            if not isinstance(item[key], dict) or data.draw(st.booleans()):
                item[key] = data.draw(_PLAIN)
                break
            item = item[key]
        else:
            broken[where] = data.draw(_PLAIN)
    read_plan(broken, ranks=RANKS)


# Settings


def option(key: str, **patch: Any) -> dict[str, Any]:
    return {"key": key, "label": key, "patch": patch} if patch else {"key": key, "label": key}


def setting(key: str, *options: dict[str, Any]) -> dict[str, Any]:
    return {
        "key": key,
        "clause": "II.1",
        "question": "Tính thế nào?",
        "options": list(options),
        "default": options[0]["key"],
    }


def settled() -> dict[str, Any]:
    return document(
        targets=[target(), target("T2", indicator=RATIO, goal="65%", basis="at the end")],
        settings=[
            setting("year", option("calendar"), option("work", **{"*": {"year": "work_year"}})),
            setting("trees", option("sum"), option("yearly", T1={"basis": "each year", "goal": "60.000"})),
            setting(
                "people",
                option("all", T2={"numerators": [{"level": "members"}, {"level": "youth"}]}),
                option("few"),
                option("count", T2={"form": "level", "element": "members", "goal": "12"}),
            ),
        ],
    )


def test_defaults_hold_where_nothing_is_chosen() -> None:
    plan = effective(settled(), {}, ranks=RANKS)
    assert plan.year is PeriodKind.YEAR
    assert plan.targets[0].basis is Basis.WHOLE_TERM
    assert plan.targets[1].indicator == Ratio((Level("members"), Level("youth")), (Level("youth"),))


def test_a_chosen_option_patches_plan_and_targets() -> None:
    data = settled()
    before = deepcopy(data)
    plan = effective(data, {"year": "work", "trees": "yearly", "people": "few"}, ranks=RANKS)
    assert plan.year is PeriodKind.WORK_YEAR
    assert (plan.targets[0].basis, plan.targets[0].goal) == (Basis.EACH_YEAR, Fraction(60_000))
    assert plan.targets[1].indicator == Ratio((Level("members"),), (Level("youth"),))
    assert data == before


def test_a_new_form_drops_the_fields_of_the_old_one() -> None:
    plan = effective(settled(), {"people": "count"}, ranks=RANKS)
    assert (plan.targets[1].indicator, plan.targets[1].goal) == (Level("members"), Fraction(12))


def test_keys_are_compared_as_read() -> None:
    data = settled()
    data["targets"][0]["key"] = " T1 "
    data["settings"][1]["key"] = "trees "
    plan = effective(data, {"trees": "yearly"}, ranks=RANKS)
    assert plan.targets[0].basis is Basis.EACH_YEAR
    assert read_plan(data, ranks=RANKS)[1] == []


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (setting("s", option("a", T9={"goal": "1"})), ("plan.unknown_key", "settings[0].options[0]")),
        (
            setting("s", option("a", T1={"key": "T9"})),
            ("plan.unknown_field", "settings[0].options[0].patch.T1"),
        ),
        (
            setting("s", option("a", **{"*": {"title": "x"}})),
            ("plan.unknown_field", "settings[0].options[0].patch.*"),
        ),
        (setting("s", option("a"), option("a")), ("plan.duplicate", "settings[0].options[1]")),
        ({**setting("s", option("a")), "default": "b"}, ("plan.choice", "settings[0]")),
        ({**setting("s", option("a")), "options": []}, ("plan.missing", "settings[0]")),
        (
            {**setting("s", option("a")), "options": [{"key": "a"}]},
            ("plan.missing", "settings[0].options[0]"),
        ),
        (
            setting("s", option("a"), option("b", T1=["x"])),
            ("plan.not_mapping", "settings[0].options[1].patch.T1"),
        ),
        # Sound in itself, but what it leaves behind is not:
        (
            setting("s", option("a"), option("b", T1={"goal": "1%"})),
            ("plan.option", "settings[0].options[1]"),
        ),
        (
            setting("s", option("a"), option("b", T1={"element": "youth"})),
            ("plan.option", "settings[0].options[1]"),
        ),
        (
            setting("s", option("a"), option("b", **{"*": {"counts_from": "2026-01-01"}})),
            ("plan.option", "settings[0].options[1]"),
        ),
    ],
)
def test_a_wrong_setting(wrong: dict[str, Any], fault: tuple[str, str]) -> None:
    assert fault in faults(document(settings=[wrong]))


def test_options_that_do_not_go_together_are_refused_when_both_are_chosen() -> None:
    data = document(
        settings=[
            setting("start", option("a"), option("late", **{"*": {"counts_from": "2024-01-01"}})),
            setting("end", option("a"), option("early", **{"*": {"counts_to": "2023-12-31"}})),
        ]
    )
    assert read_plan(data, ranks=RANKS)[1] == []
    with pytest.raises(Problem, match="must end after it begins"):
        effective(data, {"start": "late", "end": "early"}, ranks=RANKS)
