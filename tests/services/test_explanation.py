"""From a figure at the top to one record, its versions, its sender and its audit line."""

from __future__ import annotations

from datetime import date

import pytest

from tests.services import cases, stage
from tests.services.test_progress import PLAN, adopt
from tiendo.core.access import SYSTEM, Actor
from tiendo.core.errors import Problem
from tiendo.services import accounts, explanation, plans, records

pytestmark = pytest.mark.usefixtures("organisation")

APRIL_END = date(2024, 4, 30)


def test_from_the_top_to_the_record_and_its_audit_line() -> None:
    adopt()
    sender = stage.somebody("sender", "EA")
    given = stage.told(trees=300) | {"proofs": [{"kind": "document", "text": "BC 12", "day": "2024-03-09"}]}
    stage.add(given, actor=sender)
    stage.send(actor=sender)
    sent = stage.events()
    records.correct_record(
        record=given["record"], figures={"trees": 280}, reason="đếm lại", **stage.asked(sender)
    )
    stage.send(actor=sender)

    why = explanation.explain(actor=SYSTEM, unit="P", target="TREES", as_of=APRIL_END, now=stage.NOW)
    assert why["target"]["value"] == "280"
    (term,) = why["terms"]
    assert [
        (part["code"], part["kind"], part["amount"])
        for part in term["contributions"]
        if part["id"] == stage.EAST
    ] == [("E", "child", "280")]
    assert [(line["amount"], line["record"], line["version"]) for line in why["lines"]] == [
        ("300", given["record"], 1),
        ("-20", given["record"], 2),
    ]
    assert why["lines"][0]["event"]["seq"] == sent

    told = explanation.history_of(actor=SYSTEM, record=given["record"], now=stage.NOW)
    first, second = told["versions"]
    (figure,) = first["figures"]
    assert (figure["name"], figure["part"], figure["amount"], figure["unit"]) == ("Cây", "", "300", "cây")
    assert (second["reason"], second["figures"][0]["amount"]) == ("đếm lại", "280")
    assert first["postings"][0]["seq"] == sent
    assert first["postings"][0]["by"]["account"].startswith("sender-ea")
    assert told["proof"][0]["text"] == "BC 12"
    assert len(first["postings"][0]["hash"]) == 64


def test_a_part_of_a_breakdown_is_told_by_its_name() -> None:
    turns = {**PLAN["targets"][0], "key": "TURNS", "indicator": {"form": "total", "element": "turns"}}
    document = {**PLAN, "targets": [turns], "settings": []}
    plans.adopt_plan(unit="P", document=document, **stage.asked())
    stage.add(stage.told(turns={"": 9, "sex:f": 4}))
    stage.send()
    why = explanation.explain(actor=SYSTEM, unit="P", target="TURNS", as_of=APRIL_END, now=stage.NOW)
    told = [(line["part_name"], line["amount"]) for line in why["lines"]]
    assert sorted(told) == [("", "9"), ("Giới: nữ", "4")]


def test_pages_follow_each_other() -> None:
    adopt()
    stage.add(*[stage.told("EA", "2024-03-08", trees=1) for _ in range(60)])
    stage.send()
    first = explanation.explain(actor=SYSTEM, unit="P", target="TREES", as_of=APRIL_END, now=stage.NOW)[
        "lines"
    ]
    last = (first[-1]["seq"], first[-1]["n"])
    rest = explanation.explain(
        actor=SYSTEM, unit="P", target="TREES", as_of=APRIL_END, now=stage.NOW, after=last
    )["lines"]
    assert (len(first), len(rest)) == (50, 10)
    assert not {(line["seq"], line["n"]) for line in first} & {(line["seq"], line["n"]) for line in rest}


def test_an_unknown_record_is_told() -> None:
    with pytest.raises(Problem) as refused:
        explanation.history_of(actor=SYSTEM, record="nothing", now=stage.NOW)
    assert refused.value.code == "record.unknown"


def test_nobody_above_sees_what_was_not_sent() -> None:
    (one,) = stage.add(stage.told(trees=5))
    own, above = stage.somebody("reporter", "EA"), stage.somebody("leader", "P")

    def versions(actor: Actor) -> list[int]:
        answer = explanation.history_of(actor=actor, record=one.record, now=stage.NOW)
        return [version["version"] for version in answer["versions"]]

    assert versions(own) == [1]
    with pytest.raises(Problem) as refused:
        versions(above)
    assert refused.value.code == "record.unknown"
    stage.send()
    assert versions(above) == [1]
    records.correct_record(record=one.record, figures={"trees": 6}, reason="đếm lại", **stage.asked())
    assert (versions(own), versions(above)) == ([1, 2], [1])


def test_what_was_never_sent_is_its_unit_s_own() -> None:
    (state,) = stage.add(stage.told(trees=300))
    above, own = stage.somebody("leader", "P"), stage.somebody("reporter", "EA")

    def seen(actor: Actor) -> list[int]:
        told = explanation.history_of(actor=actor, record=state.record, now=stage.NOW)
        return [version["version"] for version in told["versions"]]

    assert seen(own) == [1]
    with pytest.raises(Problem) as refused:
        seen(above)
    assert refused.value.code == "record.unknown"
    stage.send()
    records.correct_record(record=state.record, figures={"trees": 999}, reason="đếm lại", **stage.asked())
    assert (seen(own), seen(above)) == ([1, 2], [1])
    stage.send()
    assert seen(above) == [1, 2]


def test_somebody_bound_to_an_area_sees_the_own_unit_s_drafts() -> None:
    cases.adopted()
    (state,) = stage.add({**stage.told(trees=300), "area": "A1"})
    accounts.create_account(username="lan", name="Lan", **stage.asked())
    given = {"username": "lan", "role": "reporter", "unit": "EA", "from_day": stage.START, "areas": ["A1"]}
    accounts.grant_role(**given, **stage.asked())
    told = explanation.history_of(
        actor=accounts.actor_of("lan", stage.NOW), record=state.record, now=stage.NOW
    )
    assert [version["area"] for version in told["versions"]] == ["A1"]
    (other,) = stage.add(stage.told(trees=1))
    with pytest.raises(Problem) as refused:
        explanation.history_of(actor=accounts.actor_of("lan", stage.NOW), record=other.record, now=stage.NOW)
    assert refused.value.code == "access.denied"
