"""Plans being read: what is kept of a file, decisions one after another, and what adopting takes over."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError

from tests.services import stage
from tests.services.cases import PAPER, WORDS
from tiendo.core.access import SYSTEM, Actor
from tiendo.core.errors import Problem
from tiendo.services.plan_reading_adoption import adopt_reading
from tiendo.services.plan_reading_state import Held
from tiendo.services.plan_readings import RowState, decide_row, drop_reading, start_reading
from tiendo.services.plan_readings_shown import adoption_shown, reading_file, reading_shown, readings_shown
from tiendo.services.plan_shown import plan_shown
from tiendo.services.proof_files import sweep_files
from tiendo.storage import sql, triggers
from tiendo.storage.verify import verify

pytestmark = pytest.mark.usefixtures("organisation")
TREES, MODELS = "target-T01", "target-T02"


def begun(**more: Any) -> int:
    return start_reading(**{**PAPER, **more}, **stage.asked()).reading


def decide(reading: int, row: str, base: int = 0, actor: Actor | None = None, **change: Any) -> RowState:
    return decide_row(reading=reading, row=row, base=base, change=change, **stage.asked(actor))


def stands(reading: int) -> Held:
    return reading_shown(actor=SYSTEM, reading=reading, now=stage.NOW).held


def refused(code: str, reading: int, row: str, base: int = 0, **change: Any) -> None:
    before = stage.events()
    with pytest.raises(Problem) as problem:
        decide(reading, row, base, **change)
    told = [problem.value.code, *(one.code for one in problem.value.causes)]
    assert code in told, told
    assert stage.events() == before


def adopt(reading: int, **more: Any) -> Any:
    return adopt_reading(reading=reading, seen=stands(reading).seen, **more, **stage.asked())


def document(key: str) -> dict[str, Any]:
    ((text,),) = stage.rows("SELECT document FROM plan WHERE key = %s", key)
    return dict(json.loads(text))


def test_a_file_is_kept_with_what_was_understood() -> None:
    reading = begun()
    found = stands(reading)
    assert [row.key for row in found.rows.values()] == ["plan", TREES, MODELS, "task-N01", "duty-D01"]
    assert (found.kept.name, found.kept.unit, found.kept.plan) == ("ke-hoach.txt", stage.PROVINCE, None)
    trees = found.rows[TREES].proposal
    assert trees is not None
    assert (trees.goal, trees.basis.value, trees.needs[0].element) == (
        "300.000",
        "whole term",
        "trong_moi_cay_xanh",
    )
    kept = reading_file(actor=SYSTEM, reading=reading, now=stage.NOW)
    assert kept.path.read_bytes() == WORDS.encode()
    assert sweep_files(now=stage.NOW.replace(year=2099)) == []


def test_pasted_words_need_no_name() -> None:
    found = stands(begun(name=""))
    assert found.read.understood.source.kind == "text"
    assert len(found.of("target")) == 2


def test_a_document_without_targets_is_an_honest_empty_list() -> None:
    reading = begun(data="Thư mời họp\nKính mời các đồng chí đến dự họp tại văn phòng.".encode(), name="")
    assert stands(reading).of("target") == []
    with pytest.raises(Problem) as problem:
        adopt(reading, rest="as_read", defaults=True)
    assert problem.value.code == "reading.nothing"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "x.docx", "source.empty"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 200, "x.docx", "source.picture"),
        (b"PK\x03\x04 no zip at all", "x.docx", "source.damaged"),
        (b"x" * (20 * 2**20 + 1), "x.txt", "source.too_large"),
    ],
)
def test_what_cannot_be_read_leaves_nothing(data: bytes, name: str, code: str) -> None:
    before = stage.events()
    with pytest.raises(Problem) as problem:
        begun(data=data, name=name)
    assert problem.value.code == code
    assert stage.events() == before


def test_two_people_do_not_overwrite_each_other() -> None:
    reading = begun()
    first, second = stage.somebody("planner", "P"), stage.somebody("planner", "P")
    assert decide(reading, TREES, actor=first, verdict="confirmed").number == 1
    with pytest.raises(Problem) as problem:
        decide(reading, TREES, actor=second, verdict="rejected")
    assert (problem.value.code, problem.value.details["by"]) == ("reading.meanwhile", "planner")
    assert decide(reading, MODELS, actor=second, verdict="rejected").number == 1
    assert decide(reading, TREES, 1, second, verdict="rejected").number == 2
    assert [row.decided and row.decided.person for row in stands(reading).of("target")] == [second.person] * 2


def test_answers_are_kept_beside_the_verdict() -> None:
    reading = begun()
    (question,) = stands(reading).rows[TREES].open_questions()
    decide(reading, TREES, verdict="confirmed")
    decide(reading, TREES, 1, answers={question.key: {"option": question.options[1].key}})
    row = stands(reading).rows[TREES]
    assert (row.verdict, row.open_questions()) == ("confirmed", [])
    decide(reading, TREES, 2, answers={question.key: None})
    assert stands(reading).rows[TREES].open_questions() == [question]
    refused("plan.no_option", reading, TREES, 3, answers={question.key: {"option": "khác"}})
    refused("plan.no_setting", reading, TREES, 3, answers={"khác": {"option": "khác"}})
    refused(
        "reading.paper", reading, TREES, 3, answers={question.key: {"option": "each_year", "paper": "1-KL"}}
    )


def test_corrections_are_held_against_the_plan_s_rules() -> None:
    reading = begun()
    assert decide(reading, TREES, fields={"goal": "200.000"}).verdict == "corrected"
    refused("plan.goal_amount", reading, TREES, 1, fields={"goal": "65%"})
    refused("plan.choice", reading, TREES, 1, fields={"basis": "khi nào đó"})
    refused("plan.by_date", reading, TREES, 1, fields={"basis": "by date"})
    refused("input.unknown_field", reading, TREES, 1, fields={"khác": "1"})
    refused("input.unknown_field", reading, "task-N01", fields={"goal": "1"})
    refused("reading.verdict", reading, "task-N01", verdict="split")
    refused("reading.no_row", reading, "target-T99", verdict="confirmed")


def test_no_row_is_lost_by_merging_or_splitting() -> None:
    reading = begun()
    refused("reading.into", reading, TREES, verdict="merged", into=TREES)
    refused("reading.into", reading, TREES, verdict="merged", into="task-N01")
    refused("reading.pieces", reading, TREES, verdict="split", pieces=[{"name": "Một"}])
    decide(reading, MODELS, verdict="merged", into=TREES)
    refused("reading.holds", reading, TREES, verdict="rejected")
    decide(reading, TREES, verdict="split", pieces=[
        {"name": "Cây phân tán", "fields": {"goal": "200.000"}}, {"name": "Cây rừng", "fields": {"goal": "100.000"}},
    ])  # fmt: skip
    plan = adopt(reading, rest="as_read", defaults=True).plan
    made = [(one["key"], one["name"], one["goal"]) for one in document(plan)["targets"]]
    assert made == [("T01-1", "Cây phân tán", "200.000"), ("T01-2", "Cây rừng", "100.000")]


def test_nothing_is_adopted_silently() -> None:
    reading = begun()
    with pytest.raises(Problem) as problem:
        adopt(reading)
    told = {one.code: dict(one.details) for one in problem.value.causes}
    assert told == {"reading.undecided": {"rows": 4}, "reading.unanswered": {"questions": 1}}
    for row in (TREES, MODELS, "task-N01", "duty-D01"):
        decide(reading, row, verdict="confirmed")
    with pytest.raises(Problem) as problem:
        adopt(reading)
    assert problem.value.code == "reading.unanswered"
    assert adopt(reading, defaults=True).plan


def test_adopting_keeps_who_confirmed_what() -> None:
    reading, lan = begun(), stage.somebody("planner", "P")
    decide(reading, TREES, actor=lan, verdict="confirmed")
    decide(reading, MODELS, verdict="rejected")
    day = {"responsible": "Ban Phong trào", "level": "commune", "deadline": "2024-12-31"}
    decide(reading, "task-N01", verdict="confirmed", **day)
    decide(reading, "plan", fields={"key": "RUNG", "title": "Kế hoạch trồng rừng"})
    state = adopt(reading, rest="left_out", defaults=True)
    ((payload,),) = stage.rows("SELECT payload FROM event WHERE seq = %s", state.event)
    told = json.loads(payload)
    assert (told["plan"], told["reading"], told["targets"]) == ("RUNG", reading, ["T01"])
    assert told["confirmed"] == [["T01", "confirmed", lan.person], ["T02", "rejected", SYSTEM.person]]
    made = document("RUNG")
    assert made["plan"]["title"] == "Kế hoạch trồng rừng"
    assert [one["responsible"] for one in made["tasks"]] == ["Ban Phong trào, Xã (hạn 31/12/2024)"]
    assert made.get("duties", []) == []
    with pytest.raises(Problem) as problem:
        decide(reading, MODELS, 1, verdict="confirmed")
    assert problem.value.code == "reading.over"
    assert verify() == []


def test_a_paper_s_answer_becomes_a_setting_that_cites_it() -> None:
    reading = begun()
    (question,) = stands(reading).rows[TREES].open_questions()
    answer = {"option": "each_year", "paper": "12-KL/TĐTN", "day": "15/03/2024"}
    decide(reading, TREES, verdict="confirmed", answers={question.key: answer})
    plan = adopt(reading, rest="as_read").plan
    asked = {"actor": SYSTEM, "plan": plan, "now": stage.NOW}
    for day, basis in ((date(2024, 3, 14), "whole term"), (date(2024, 3, 15), "each year")):
        shown = plan_shown(as_of=day, **asked)
        (trees,) = [one for one in shown["targets"] if one["id"] == "T01"]
        assert trees["basis"] == basis
    (setting,) = shown["settings"]
    assert (setting["paper"], setting["day"]) == ("12-KL/TĐTN", "2024-03-15")


def test_what_was_decided_meanwhile_is_looked_at_first() -> None:
    reading = begun()
    seen = stands(reading).seen
    decide(reading, TREES, verdict="confirmed")
    with pytest.raises(Problem) as problem:
        adopt_reading(reading=reading, seen=seen, rest="as_read", defaults=True, **stage.asked())
    assert problem.value.code == "reading.moved"


def test_a_plan_there_is_gets_a_new_text_only_when_that_is_said() -> None:
    first, again = begun(), begun()
    adopt(first, rest="as_read", defaults=True)
    assert adoption_shown(actor=SYSTEM, reading=again, now=stage.NOW).exists
    with pytest.raises(Problem) as problem:
        adopt(again, rest="as_read", defaults=True)
    assert problem.value.code == "reading.plan_exists"
    assert adopt(again, rest="as_read", defaults=True, replace=True).plan


def test_only_who_may_adopt_sees_a_reading() -> None:
    reading, planner = begun(), stage.somebody("planner", "P")
    assert readings_shown(actor=planner, now=stage.NOW).readings[0].number == reading
    for role, unit in (("leader", "P"), ("planner", "E"), ("sender", "EA")):
        with pytest.raises(Problem) as problem:
            reading_shown(actor=stage.somebody(role, unit), reading=reading, now=stage.NOW)
        assert problem.value.code == "access.denied"
    with pytest.raises(Problem) as problem:
        readings_shown(actor=stage.somebody("leader", "P"), now=stage.NOW)
    assert problem.value.code == "access.denied"


def test_a_district_adopts_with_figures_there_are_but_defines_none() -> None:
    planner = stage.somebody("planner", "E")
    reading = start_reading(**{**PAPER, "unit": "E"}, **stage.asked(planner)).reading
    shown = adoption_shown(actor=planner, reading=reading, now=stage.NOW)
    assert (len(shown.new_elements), shown.may_define) == (2, False)
    given = {"reading": reading, "seen": reading, "rest": "as_read", "defaults": True}
    with pytest.raises(Problem) as problem:
        adopt_reading(**given, **stage.asked(planner))
    assert problem.value.code == "access.denied"
    decide(reading, TREES, actor=planner, fields={"form": "total", "element": "trees"})
    decide(reading, MODELS, actor=planner, verdict="rejected")
    seen = reading_shown(actor=planner, reading=reading, now=stage.NOW).held.seen
    assert adopt_reading(**{**given, "seen": seen}, **stage.asked(planner)).unit == stage.EAST


def test_a_reading_put_aside_leaves_the_list_of_what_goes_on() -> None:
    reading = begun()
    drop_reading(reading=reading, **stage.asked())
    (line,) = readings_shown(actor=SYSTEM, now=stage.NOW).readings
    assert line.plan == ""
    with pytest.raises(Problem) as problem:
        drop_reading(reading=reading, **stage.asked())
    assert problem.value.code == "reading.over"


@pytest.mark.parametrize("table", ["plan_reading", "plan_reading_row", "plan_reading_end"])
def test_the_database_itself_keeps_what_was_read_and_decided(table: str) -> None:
    reading = begun()
    decide(reading, TREES, verdict="confirmed")
    drop_reading(reading=reading, **stage.asked())
    for statement in (f"UPDATE {table} SET person = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError) as error, sql.write() as cursor:
            cursor.execute(statement)
        assert triggers.MESSAGE in str(error.value)
    with sql.write() as cursor:
        triggers.drop(cursor)
        cursor.execute(f"UPDATE {table} SET person = 'x'")
        triggers.create(cursor)
    assert "verify.digest" in {one.code for one in verify()}
