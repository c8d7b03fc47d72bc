"""From a figure at the top to one record, its versions, its sender and its audit line."""

from __future__ import annotations

from datetime import date

import pytest

from tests.services import stage
from tests.services.test_progress import adopt
from tiendo.core.access import SYSTEM
from tiendo.core.errors import Problem
from tiendo.services import explanation, records

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
    assert first["figures"] == [{"element": "trees", "part": "", "amount": "300"}]
    assert (second["reason"], second["figures"][0]["amount"]) == ("đếm lại", "280")
    assert first["postings"][0]["seq"] == sent
    assert first["postings"][0]["by"]["account"].startswith("sender-ea")
    assert told["proof"][0]["text"] == "BC 12"
    assert len(first["postings"][0]["hash"]) == 64


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
