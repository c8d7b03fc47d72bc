"""The command line as people and programs use it: contracts, exit codes, refusals in Vietnamese."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from tests.services import stage
from tests.services.test_progress import adopt
from tiendo.cli import text
from tiendo.cli.main import app
from tiendo.storage import rules, sql, triggers

PROGRESS = ["progress", "--unit", "P", "--as-of", "2024-04-30"]


@pytest.fixture(autouse=True)
def organisation(founded: object) -> None:
    assert founded
    adopt()


def run(*words: str) -> Result:
    text.speak("vi")
    return CliRunner().invoke(app, list(words))


def asked(*words: str) -> Any:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_progress_keeps_its_contract() -> None:
    stage.add(stage.told(trees=300))
    stage.send()
    answer = asked(*PROGRESS)
    assert {key: answer[key] for key in ("schema", "unit", "as_of", "book")} == {
        "schema": 1,
        "unit": "P",
        "as_of": "2024-04-30",
        "book": "reported",
    }
    trees = answer["targets"][0]
    promised = (
        "id indicator basis window value numerator denominator goal comparator met attainment pace pace_kind status"
        " coverage awaited failing left_out years periods shown"
    )
    assert set(promised.split()) <= trees.keys()
    assert set(trees["indicator"]) == {
        "form",
        "elements",
        "numerators",
        "denominators",
        "levels",
        "condition",
        "over",
    }
    assert set(trees["coverage"]) == {"expected", "reported", "nil", "missing"}
    assert (trees["id"], trees["value"], trees["attainment"]) == ("TREES", "300", "3/10")


def test_progress_for_people_is_vietnamese() -> None:
    result = run(*PROGRESS)
    assert result.exit_code == 0
    assert "chỉ tiêu" in result.stdout
    assert "chưa có số liệu" in result.stdout


def test_a_commune_s_month_from_record_to_acceptance() -> None:
    sender, reviewer = stage.somebody("sender", "EA"), stage.somebody("reviewer", "E")
    names = {role: account(actor) for role, actor in (("sender", sender), ("reviewer", reviewer))}
    added = asked(
        "record", "add", "--unit", "EA", "--day", "08/03/2024", "--title", "Ra quân", "--figure", "trees=1.200",
        "--document", "BC 5", "--document-day", "09/03/2024", "--as", names["sender"],
    )  # fmt: skip
    asked("month", "send", "--unit", "EA", "--month", "2024-03", "--as", names["sender"])
    assert asked(*PROGRESS)["targets"][0]["value"] == "1200"
    shown = asked("month", "show", "--unit", "EA", "--month", "2024-03", "--as", names["reviewer"])
    place = ("--unit", "EA", "--month", "2024-03", "--as", names["reviewer"])
    accepted = asked("month", "accept", *place, "--seen", shown["seen"])
    assert accepted["state"] == "accepted"
    assert asked(*PROGRESS, "--book", "accepted")["targets"][0]["value"] == "1200"
    why = asked("explain", "--unit", "P", "--target", "TREES", "--as-of", "2024-04-30")
    assert why["lines"][0]["record"] == added["record"]
    told = asked("history", "--record", added["record"])
    assert [posting["book"] for posting in told["versions"][0]["postings"]] == ["reported", "accepted"]


def account(actor: Any) -> str:
    from tiendo.storage import accounts, sql

    with sql.snapshot() as cursor:
        return accounts.read_accounts(cursor, [actor.person])[actor.person].username


def test_the_same_request_twice_is_one_write() -> None:
    sender = account(stage.somebody("sender", "EA"))
    words = (
        "month", "set", "--unit", "EA", "--month", "2024-03", "--figure", "trees=5", "--as", sender,
        "--request", stage.an_id(),
    )  # fmt: skip
    first, before = asked(*words), stage.events()
    assert asked(*words)["record"] == first["record"]
    assert stage.events() == before


def test_a_record_added_twice_under_one_request_is_one_record() -> None:
    sender = account(stage.somebody("sender", "EA"))
    words = (
        "record", "add", "--unit", "EA", "--day", "2024-03-08", "--title", "Ra quân", "--figure", "trees=5",
        "--as", sender, "--request", stage.an_id(),
    )  # fmt: skip
    first, before = asked(*words), stage.events()
    assert asked(*words)["record"] == first["record"]
    assert stage.events() == before
    other = run(*(word.replace("Ra quân", "Khác") for word in words))
    assert (other.exit_code, "nội dung khác" in other.stderr) == (6, True), other.output


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["progress", "--unit", "Z"], 5, "Chưa từng có đơn vị mang mã Z"),
        (["progress", "--unit", "P", "--as-of", "31/02/2024"], 3, "Không có ngày 31/02/2024"),
        (["progress", "--unit", "P", "--known", "999999"], 3, "nằm phía trước"),
        (["progress", "--unit", "P", "--known", "hôm qua"], 3, "số sự kiện hoặc thời điểm"),
        (["explain", "--unit", "P", "--target", "T99"], 5, "T99"),
        (["history", "--record", "x"], 5, "Không có việc này, hoặc đơn vị chưa gửi"),
        (["export", "nothing"], 3, "Không có bảng nothing"),
        (["month", "send", "--unit", "EA", "--month", "2024-13", "--as", "nobody"], 5, "nobody"),
    ],
)
def test_refusals_are_vietnamese_with_their_own_exit_code(words: list[str], code: int, said: str) -> None:
    result = run(*words)
    assert (result.exit_code, said in result.stderr) == (code, True), result.output
    assert "Traceback" not in result.output


def test_a_refusal_as_json_names_its_code() -> None:
    result = run("progress", "--unit", "Z", "--json")
    assert json.loads(result.stderr)["problem"]["code"] == "tree.code_unknown"


def test_all_faults_of_a_write_at_once() -> None:
    sender = account(stage.somebody("sender", "EA"))
    result = run(
        "record", "add", "--unit", "EA", "--day", "2030-01-01", "--title", "", "--figure", "trees=-3",
        "--figure", "km=1.5", "--as", sender, "--json",
    )  # fmt: skip
    assert result.exit_code == 3
    assert len(json.loads(result.stderr)["problem"]["causes"]) >= 3
    assert stage.rows("SELECT COUNT(*) FROM record")[0][0] == 0


def test_who_may_not_is_refused_with_exit_code_4() -> None:
    reporter = account(stage.somebody("reporter", "EB"))
    result = run(
        "month", "set", "--unit", "EA", "--month", "2024-03", "--figure", "trees=5", "--as", reporter
    )
    assert (result.exit_code, "không có quyền" in result.stderr) == (4, True)


@pytest.mark.parametrize(
    ("table", "header"),
    [
        (
            "entries",
            "seq,book,unit_id,unit_code,element,part,day,month,tree_day,amount,record,version,posted_at",
        ),
        ("units", "unit_id,code,name,level,parent_id,valid_from,valid_to,successors"),
        ("figures", "seq,book,unit_id,element,part,kind,day,month,amount,record,version,withdrawn"),
        ("levels", "seq,book,unit_id,element,part,kind,day,month,amount,record,version,withdrawn"),
        ("participations", "seq,book,unit_id,element,person,day,month,sign,record,version"),
        ("months", "seq,unit_id,month,verb,state,posted_at"),
        ("nils", "seq,book,unit_id,month,element,record,version,withdrawn"),
        ("excuses", "seq,unit_id,month,excused,reason"),
        ("coorganisers", "seq,book,record,version,host_id,unit_id,day"),
        ("allocations", "seq,plan,target,unit_id,year,amount,paper,day"),
        ("calendar", "seq,month,cutoff"),
    ],
)
def test_exports_keep_their_columns(table: str, header: str) -> None:
    stage.add(stage.told(trees=300, youth=12))
    stage.send()
    result = run("export", table, "--csv")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[0] == header


def test_figures_of_zero_are_exported() -> None:
    stage.add(stage.told(trees=0))
    stage.send()
    header, *rows = csv.reader(run("export", "figures", "--csv").stdout.splitlines())
    told = [dict(zip(header, row, strict=True)) for row in rows]
    assert [(row["element"], row["kind"], row["amount"], row["withdrawn"]) for row in told] == [
        ("trees", "activity", "0", "0")
    ]


def test_exported_entries_are_the_ledger() -> None:
    given = stage.told(trees=300)
    stage.add(given)
    stage.send()
    (row,) = csv.DictReader(io.StringIO(run("export", "entries").stdout))
    assert {
        key: row[key] for key in ("book", "unit_code", "element", "day", "month", "amount", "record")
    } == {
        "book": "reported",
        "unit_code": "EA",
        "element": "trees",
        "day": "2024-03-08",
        "month": "2024-03",
        "amount": "300",
        "record": given["record"],
    }


def test_verify_agrees_and_says_so() -> None:
    stage.add(stage.told(trees=300))
    stage.send()
    assert "Mọi thứ khớp" in run("verify").stdout
    assert asked("verify")["agrees"] is True


@pytest.mark.parametrize(
    ("statement", "verb"),
    [
        ("UPDATE level SET rank = 9 WHERE key = 'district'", "found_organisation"),
        ("UPDATE element SET definition = '{' WHERE key = 'trees'", "define_elements"),
    ],
)
def test_verify_names_what_was_changed_where_units_and_elements_can_no_longer_be_read(
    statement: str, verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sql.write() as cursor:
        triggers.drop(cursor)
        cursor.execute(statement)
        triggers.create(cursor)
    for kept in ("_trees", "_books", "_whole"):
        monkeypatch.setattr(rules, kept, {})
    result = run("verify")
    assert (result.exit_code, f"({verb})" in result.stdout) == (9, True), result.output


def test_the_other_questions_answer() -> None:
    assert [one["code"] for one in asked("units")["units"]] == ["P", "E", "EA", "EB", "W", "WA"]
    assert asked("plan", "show")["plan"] == "P1"
    assert asked("children", "--unit", "P", "--target", "TREES")["targets"][0]["id"] == "TREES"
    assert asked("coverage", "--unit", "P", "--as-of", "2024-04-30")["targets"][0]["total"]["expected"] == 20
    for words in (["units"], ["plan", "show"], ["children", "--unit", "P"], ["coverage", "--unit", "P"]):
        assert run(*words).exit_code == 0


def test_a_frozen_period_prints_what_it_said(tmp_path: Path) -> None:
    stage.add(stage.told(trees=300))
    stage.send()
    coordinator = account(stage.somebody("coordinator", "P"))
    frozen = asked("freeze", "--unit", "P", "--period", "2024-03", "--as", coordinator)
    assert len(frozen["sha256"]) == 64
    report = ["report", "--unit", "P", "--period", "2024-03"]
    again = asked(*report, "--frozen")
    assert again["sha256"] == again["frozen"]["sha256"] == frozen["sha256"]
    assert (again["frozen"]["event"], again["differences"]) == (frozen["event"], [])
    assert "vẫn đúng như số liệu hiện nay" in run(*report, "--compare").stdout
    stage.add(stage.told("EB", "2024-03-20", trees=9))
    stage.send("EB")
    assert "Cây · Lũy kế: 300 → 309" in run(*report, "--compare").stdout.splitlines()
    assert asked(*report, "--frozen")["report"] == again["report"]
    written = run(*report, "-o", str(tmp_path / "nay.docx"))
    assert f"Kỳ này đã chốt ở sự kiện {frozen['event']}" in written.stderr
    for name in ("mot.docx", "hai.docx"):
        assert run(*report, "--frozen", "-o", str(tmp_path / name)).exit_code == 0
    assert (tmp_path / "mot.docx").read_bytes() == (tmp_path / "hai.docx").read_bytes()
    refused = run(*report, "--frozen", "--known", "3")
    assert (refused.exit_code, "--event" in refused.stderr) == (3, True)
