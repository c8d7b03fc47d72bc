"""What waits for the level above: who has sent, one month against its records and the one before; never a draft."""

from __future__ import annotations

from typing import Any

import pytest

from tests.services import stage
from tests.services.test_statements import counting
from tiendo.core.access import SYSTEM, Actor
from tiendo.core.errors import Problem
from tiendo.services import month_returns, records
from tiendo.services.inbox import inbox_of, month_shown

pytestmark = pytest.mark.usefixtures("organisation")
CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "SET TRANSACTION")


def look(unit: str = "E", *, actor: Actor = SYSTEM, month: str | None = stage.MARCH) -> dict[str, Any]:
    return inbox_of(actor=actor, unit=unit, month=month, now=stage.NOW)


def children(answer: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    return {one["code"]: (one["state"], one["records"], one["new"]) for one in answer["children"]}


def month(unit: str = "EA", at: str = stage.MARCH, *, actor: Actor = SYSTEM) -> dict[str, Any]:
    return month_shown(actor=actor, unit=unit, month=at, now=stage.NOW)


def test_who_has_sent_and_who_has_not() -> None:
    stage.add(stage.told("EA", trees=300), stage.told("EA", trees=5), stage.told("EB", trees=7))
    stage.send("EA")
    answer = look(month=None)
    assert answer["month"] == "2024-03"  # the latest that waits
    assert answer["waiting"] == [{"month": "2024-03", "count": 1}]
    assert children(answer) == {"EA": ("sent", 2, 2), "EB": ("open", 0, 0)}
    east_a = answer["children"][0]
    assert (east_a["seen"], east_a["acceptable"]) == (stage.shown_digest("EA"), True)
    assert east_a["told"]["verb"] == "send"
    stage.accept("EA")
    assert children(look()) == {"EA": ("accepted", 2, 0), "EB": ("open", 0, 0)}
    assert look(month=None)["month"] == "2024-05"  # nothing waits: last month


def test_the_top_answers_for_its_own_month_too() -> None:
    assert list(children(look("P"))) == ["P", "E", "W"]


def test_a_month_against_its_records_and_the_month_before() -> None:
    stage.add(
        stage.told(trees=300), stage.told(day="2024-04-02", trees=20), stage.told(day="2024-04-03", trees=5)
    )
    stage.figure(month="2024-04", trees=40)
    for at in ("2024-03", "2024-04"):
        stage.send("EA", at)
    answer = month(at="2024-04", actor=stage.somebody("reviewer", "E"))
    (trees,) = [line for line in answer["heard"] if line["element"] == "trees"]
    # 20 and 5 by records, 40 typed in all; in March 300
    assert (trees["records"], trees["typed"], trees["counted"], trees["last"]) == ("25", "40", "40", "300")
    assert (answer["state"], answer["waiting"], answer["drawn"]) == ("sent", 3, [])
    assert answer["verbs"] == ["accept", "return"]
    assert answer["seen"] == stage.shown_digest("EA", "2024-04")


def test_what_a_unit_has_not_sent_is_not_told() -> None:
    (state,) = stage.add(stage.told(trees=300))
    stage.send()
    records.correct_record(
        record=state.record, title="Bí mật", figures={"trees": 98765432}, reason="Đếm lại", **stage.asked()
    )
    stage.add({**stage.told(trees=12345678), "title": "Bí mật"})
    shown = repr((look(), month())).replace(".", "")
    # long numbers: short ones stand in some digest or id one time in thirty
    told = (98765432, 12345678, 300 + 98765432, 300 + 12345678, 98765432 + 12345678)
    assert not any(word in shown for word in ("Bí mật", *map(str, told)))
    assert [one["figures"][0]["amount"] for one in month()["records"]] == ["300"]


def test_a_return_says_why() -> None:
    stage.add(stage.told(trees=300))
    stage.send()
    month_returns.return_month(unit="EA", month=stage.MARCH, reason="Thiếu minh chứng", **stage.asked())
    assert month()["steps"][0]["reason"] == "Thiếu minh chứng"
    assert [step["verb"] for step in month()["steps"]] == ["return", "send"]
    assert look()["children"][0]["told"]["reason"] == "Thiếu minh chứng"
    assert look()["children"][0]["acceptable"] is False


@pytest.mark.parametrize(
    ("role", "unit"),
    [("sender", "E"), ("sender", "EA"), ("reviewer", "W"), ("leader", "P"), ("reviewer", "P")],
)
def test_only_who_stands_directly_above_answers(role: str, unit: str) -> None:
    stage.add(stage.told(trees=300))
    stage.send()
    actor = stage.somebody(role, unit)
    for ask in (lambda: look(actor=actor), lambda: month(actor=actor)):
        with pytest.raises(Problem) as refused:
            ask()
        assert refused.value.code == "access.denied"
    assert children(look(actor=stage.somebody("reviewer", "E")))["EA"] == ("sent", 1, 1)


def counted(ask: Any) -> int:
    ask()
    with counting() as found:
        ask()
    return len([query for query in found.queries if not query.startswith(CONTROL)])


def test_few_statements_whatever_was_sent() -> None:
    reviewer = stage.somebody("reviewer", "E")
    numbers = []
    for more in (1, 30):
        for unit in ("EA", "EB"):
            stage.add(*(stage.told(unit, trees=n) for n in range(more)))
            stage.send(unit)
        numbers.append((counted(lambda: look(actor=reviewer)), counted(lambda: month(actor=reviewer))))
    assert numbers[0] == numbers[1]
    assert max(numbers[0]) <= 8, numbers
