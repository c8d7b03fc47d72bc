"""The log of what happened: newest first, within the reach of who looks, without persons and without unsent words."""

from __future__ import annotations

from typing import Any

import pytest

from tests.services import cases, stage
from tests.services.test_statements import counting
from tiendo.core.access import SYSTEM, Actor
from tiendo.core.errors import Problem
from tiendo.services import accounts, log_shown, persons, plans
from tiendo.services.log_shown import NAMED, PAGE, VERBS, log_of

pytestmark = pytest.mark.usefixtures("organisation")
CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "SET TRANSACTION")


def look(actor: Actor = SYSTEM, **more: Any) -> dict[str, Any]:
    return log_of(actor=actor, now=stage.NOW, **more)


def verbs(answer: dict[str, Any]) -> list[str]:
    return [event["verb"] for event in answer["events"]]


def newest(actor: Actor = SYSTEM, **more: Any) -> dict[str, Any]:
    return look(actor, **more)["events"][0]


def test_every_verb_has_its_place() -> None:
    named = [verb for some in VERBS.values() for verb in some]
    assert {case.name for case in cases.CASES} <= set(named)
    assert len(named) == len(set(named))


def test_a_month_sent_and_accepted() -> None:
    (state,) = stage.add(stage.told(trees=300))
    stage.send()
    stage.accept()
    accepted, sent, added = look()["events"][:3]
    assert (added["verb"], sent["verb"], accepted["verb"]) == ("add_records", "send_month", "accept_month")
    assert [one["code"] for one in sent["units"]] == ["EA"]
    assert sent["months"] == [{"unit": "EA", "month": "2024-03", "state": "sent"}]
    assert accepted["months"] == [{"unit": "EA", "month": "2024-03", "state": "accepted"}]
    assert added["records"] == [
        {"record": state.record, "unit": "EA", "kind": "activity", "title": "Ra quân", "sent": True}
    ]
    assert added["by"] == {"account": "", "name": "Tiến Độ"}
    assert accepted["seq"] == sent["seq"] + 1 == added["seq"] + 2
    assert added["at"] == "2024-06-01T01:00:00.000000Z"


def test_what_is_not_sent_has_no_words() -> None:
    stage.add(stage.told(trees=300))
    (record,) = newest()["records"]
    assert (record["title"], record["sent"], record["unit"]) == ("", False, "EA")


def test_a_leader_sees_the_own_part_only() -> None:
    leader = stage.somebody("leader", "E")
    stage.add(stage.told("EA"), stage.told("WA"), stage.told("EB"))
    stage.add(stage.told("WA"))
    mixed = newest(leader)
    assert [one["code"] for one in mixed["units"]] == ["EA", "EB"]
    assert [one["unit"] for one in mixed["records"]] == ["EA", "EB"]
    assert mixed["more"] == {"units": 0, "months": 0, "records": 0}
    assert newest()["seq"] == mixed["seq"] + 1
    # opened among all units, and the leader's own role; accounts are the whole organisation's
    assert verbs(look(leader)) == ["add_records", "grant_role", "open_units"]


@pytest.mark.parametrize("role", ["reporter", "sender", "reviewer", "coordinator", "planner"])
def test_who_may_not_see_the_log_is_refused(role: str) -> None:
    for actor in (stage.somebody(role, "P"), Actor("nobody")):
        with pytest.raises(Problem) as refused:
            look(actor)
        assert refused.value.code == "access.denied"


def test_a_unit_is_asked_for_with_all_below_it() -> None:
    stage.add(stage.told("EA"))
    stage.add(stage.told("WA"))
    assert [one["code"] for one in newest(unit="E")["units"]] == ["EA"]
    assert [one["code"] for one in newest(unit="W")["units"]] == ["WA"]
    for actor, unit, code in (
        (stage.somebody("leader", "E"), "W", "access.denied"),
        (SYSTEM, "Q", "tree.code_unknown"),
    ):
        with pytest.raises(Problem) as refused:
            look(actor, unit=unit)
        assert refused.value.code == code


def test_by_verb_and_by_account() -> None:
    sender = stage.somebody("sender", "EA")
    stage.add(stage.told("EA"), actor=sender)
    stage.add(stage.told("EB"))
    username = newest(verb="grant_role")["facts"]["account"]
    assert newest(verb="grant_role")["facts"]["role"] == "sender"
    assert verbs(look(person=username)) == ["add_records"]
    assert look(person=username)["events"][0]["by"] == {"account": username, "name": "sender"}
    assert set(verbs(look(verb="add_records"))) == {"add_records"}
    assert look(verb="sing")["events"] == look(person="nobody")["events"] == []


def test_pages_follow_one_another() -> None:
    for _ in range(PAGE):
        stage.add(stage.told(trees=1))
    first = look()
    assert len(first["events"]) == PAGE
    assert verbs(first) == ["add_records"] * PAGE
    second = look(before=first["next"])
    assert second["next"] is None
    assert second["events"][0]["seq"] == first["next"] - 1
    assert verbs(second)[-1] == "found_organisation"
    assert look(before=10**30)["events"] == first["events"]
    assert look(before=-5)["events"] == []


def test_of_a_batch_the_first_are_named_and_all_are_counted() -> None:
    stage.add(*(stage.told("EA", trees=n) for n in range(1, 10)))
    event = newest()
    assert len(event["records"]) == NAMED == 5
    assert event["more"] == {"units": 0, "months": 0, "records": 4}


def test_persons_counted_are_nobody_and_plans_are_told_by_their_keys() -> None:
    given = {"name": "Nguyễn Văn A", "birth": "2001-02-03"}
    named = persons.name_person(unit="EA", **given, **stage.asked())
    event = newest()
    assert event["verb"] == "name_person"
    assert named.person not in repr(event)
    assert "Nguyễn" not in repr(event)
    cases.adopted()
    plans.set_plan_setting(
        plan="KH1", setting="start", option="later", paper="15-KL/TĐ", day="2024-05-20", **stage.asked()
    )
    decided, adopted = look()["events"][:2]
    assert decided["facts"] == {
        "plan": "KH1",
        "setting": "start",
        "option": "later",
        "paper": "15-KL/TĐ",
        "day": "2024-05-20",
    }
    assert adopted["facts"] == {"plan": "KH1", "targets": 3}
    assert [one["code"] for one in adopted["units"]] == ["P"]


def test_a_role_that_was_ended() -> None:
    stage.somebody("leader", "E")
    (grant,) = stage.rows("SELECT id FROM grant_given WHERE role = 'leader'")[0]
    accounts.end_grant(grant=grant, day="2024-05-31", **stage.asked())
    event = newest(unit="E")
    assert (event["verb"], event["facts"]["role"]) == ("end_grant", "leader")
    assert [one["code"] for one in event["units"]] == ["E"]


def test_a_page_takes_few_statements_whatever_it_tells() -> None:
    leader = stage.somebody("leader", "E")
    counts = set()
    for number in (1, 40):
        stage.add(*(stage.told("EA", trees=n) for n in range(1, number + 1)))
        for unit in (None, "EA"):
            look(leader, unit=unit)
            with counting() as found:
                look(leader, unit=unit)
            counts.add(len([query for query in found.queries if not query.startswith(CONTROL)]))
    assert counts == {6}
    assert log_shown.PAGE == 50
