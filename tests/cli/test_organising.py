"""The organisation itself on the command line: founded, its units changed, its plan taken over and decided."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_commands import account, asked, run
from tests.services import stage
from tests.services.test_progress import adopt

pytestmark = pytest.mark.one_engine

ORGANISATION = """\
name: Xã đoàn Vườn Lài
day: 01/01/2024
levels:
  - {key: commune, rank: 0, name: Xã đoàn}
  - {key: branch, rank: 1, name: Chi đoàn}
root: {code: 91, name: Xã đoàn Vườn Lài, level: commune}
account: {username: quantri, name: Nguyễn Thị Quản}
"""

PLAN = """\
schema: 1
plan: {key: P2, title: Kế hoạch, counts_from: 2024-01-01, counts_to: 2024-12-31}
areas:
  - {key: a, name: Việc}
clauses:
  - {key: c, text: Điều 1}
elements:
  - {key: trees, name: Cây, kind: flow, unit: cây, entered_at: [district, commune]}
targets:
  - {key: T, clause: c, area: a, name: Cây, basis: whole term, comparator: ">=", goal: 100,
     indicator: {form: total, element: trees}}
settings:
  - key: start
    clause: c
    question: Từ bao giờ?
    default: all
    options:
      - {key: all, label: Cả năm}
      - {key: later, label: Từ tháng 3, patch: {T: {counts_from: 2024-03-01}}}
"""


@pytest.fixture
def organisation(founded: object) -> None:
    assert founded


def test_an_organisation_is_founded_from_a_file_once(database: object, tmp_path: Path) -> None:
    assert database
    file = tmp_path / "to-chuc.yaml"
    file.write_text(ORGANISATION, encoding="utf-8")
    made = run("init", "--organisation", str(file), "--no-password")
    assert (made.exit_code, made.stdout.splitlines()) == (
        0,
        [
            "Đã lập Xã đoàn Vườn Lài; tài khoản đầu tiên là quantri, sự kiện 1.",
            "Tài khoản chưa có mật khẩu: tiendo account code --username quantri --as quantri cấp mã một lần.",
            "Bước tiếp: lập đơn vị bằng tiendo unit open, lập tài khoản bằng tiendo account add.",
        ],
    ), made.output
    assert [one["code"] for one in asked("units")["units"]] == ["91"]
    again = run("init", "--organisation", str(file), "--no-password")
    assert (again.exit_code, stage.events()) == (6, 1)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("name: Xã đoàn Vườn Lài\n", "", "to-chuc.yaml:1: tệp phải ghi đủ các trường"),
        ("username: quantri", "username: Q", "to-chuc.yaml:7: Q: tên đăng nhập gồm"),
        ("rank: 1", "rank: một", "to-chuc.yaml:5: Bậc phải là một số nguyên."),
        ("day: 01/01/2024", "day: 31/02/2024", "to-chuc.yaml:2: Không có ngày 31/02/2024."),
        ("level: commune}", "level: commune, màu: đỏ}", "to-chuc.yaml:6: Không có mục màu."),
        ("levels:", "levels: [", "to-chuc.yaml:4: không đọc được theo YAML"),
    ],
)
@pytest.mark.usefixtures("database")
def test_what_is_wrong_with_its_file_is_told_with_the_line(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    file = tmp_path / "to-chuc.yaml"
    file.write_text(ORGANISATION.replace(old, new, 1), encoding="utf-8")
    result = run("init", "--organisation", str(file), "--no-password")
    assert (result.exit_code, said in result.stderr) == (3, True), result.output
    assert stage.events() == 0


@pytest.mark.usefixtures("organisation")
def test_units_open_many_at_once_with_every_fault_in_its_line(tmp_path: Path) -> None:
    steward = account(stage.somebody("steward", "P"))
    file = tmp_path / "đơn-vị.tsv"
    head = "code\tname\tlevel\tparent\tday\n"
    wrong = (
        "N1\t\tcommune\tE\t01/01/2024\n\nN2\tBốn\tward\tE\t01/01/2024\n"
        "N3\tNăm\tcommune\tZZ\t01/01/2024\nEA\tLặp\tcommune\tE\t01/01/2024\n"
    )
    file.write_text(head + wrong, encoding="utf-8")
    before = stage.events()
    result = run("unit", "open", "--file", str(file), "--as", steward)
    assert (result.exit_code, result.stderr.splitlines()) == (
        3,
        [
            "Tệp đơn-vị.tsv có 4 chỗ sai; chưa ghi nhận gì.",
            "  - đơn-vị.tsv:2: Thiếu tên.",
            "  - đơn-vị.tsv:4: Đơn vị Bốn (N2), 01/01/2024: không có cấp ward.",
            "  - đơn-vị.tsv:5: Chưa từng có đơn vị mang mã ZZ (hỏi cho ngày 01/01/2024).",
            "  - đơn-vị.tsv:6: Mã EA sẽ thuộc hai đơn vị ngày 01/01/2024: Lặp (EA) và Đông A (EA).",
        ],
    )
    assert stage.events() == before
    file.write_text("code;name;level;parent\nN1;Một;commune;E\nN2;Hai;commune;E\n", encoding="utf-8")
    made = asked("unit", "open", "--file", str(file), "--day", "01/01/2024", "--as", steward)
    assert [(one["code"], one["opened"]) for one in made["units"]] == [
        ("N1", "2024-01-01"),
        ("N2", "2024-01-01"),
    ]
    single = run("unit", "open", "--code", "N3", "--file", str(file), "--as", steward)
    assert (single.exit_code, "không dùng cả hai" in single.stderr) == (3, True)


@pytest.mark.usefixtures("organisation")
def test_units_are_renamed_moved_merged_split_and_closed() -> None:
    steward = account(stage.somebody("steward", "P"))
    by = ("--as", steward)
    told = run("unit", "rename", "--unit", "EA", "--name", "Đông Mới", "--day", "01/02/2024", *by)
    assert told.stdout.splitlines()[0] == "Đông Mới (EA), từ 01/01/2005"
    run("unit", "move", "--unit", "WA", "--parent", "E", "--day", "01/03/2024", *by)
    new = ("--open", "EAB=Đông AB", "--level", "commune", "--parent", "E")
    merged = asked("unit", "merge", "--unit", "EA", "--unit", "EB", *new, "--day", "01/04/2024", *by)
    assert [(one["code"], one["closed"]) for one in merged["units"]] == [
        ("EAB", None),
        ("EA", "2024-04-01"),
        ("EB", "2024-04-01"),
    ]
    new = ("--open", "E1=Một", "--open", "E2=Hai", "--level", "commune", "--parent", "E")
    parts = ("--part", "E1/youth=2", "--part", "E2/youth=1")
    split = asked("unit", "split", "--unit", "EAB", *new, *parts, "--day", "01/05/2024", *by)
    assert [one["code"] for one in split["units"]] == ["E1", "E2", "EAB"]
    closed = asked("unit", "close", "--unit", "W", "--day", "15/05/2024", *by)
    assert [(one["code"], one["closed"]) for one in closed["units"]] == [("W", "2024-05-15")]
    assert [one["code"] for one in asked("units", "--day", "2024-06-01")["units"]] == [
        "P",
        "E",
        "WA",
        "E1",
        "E2",
    ]


@pytest.mark.usefixtures("organisation")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["merge", "--unit", "EA"], "Hãy nêu một đơn vị nhận"),
        (["merge", "--unit", "EA", "--open", "N=Mới"], "phải có --level và --parent"),
        (
            ["split", "--unit", "EA", "--into", "EB", "--part", "youth=1"],
            "Hãy ghi dạng MÃ=…, không phải youth.",
        ),
        (["close", "--unit", "EA", "--child", "EB"], "Hãy ghi dạng MÃ=…, không phải EB."),
    ],
)
def test_a_change_half_said_is_refused(words: list[str], said: str) -> None:
    before = stage.events()
    result = run("unit", *words, "--day", "01/05/2024", "--as", "quantri")
    assert (result.exit_code, said in result.stderr, stage.events()) == (3, True, before), result.output


@pytest.mark.usefixtures("organisation")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            [
                "split",
                "--unit",
                "EA",
                "--into",
                "EB",
                "--into",
                "WA",
                "--part",
                "EB/cay=1",
                "--part",
                "WA/trees=1",
            ],
            ["Không có số liệu cay", "(trees) không phải là mức; khi tách chỉ chia các mức"],
        ),
        (["rename", "--unit", "EA"], ["đổi tên đơn vị cần mã hoặc tên."]),
    ],
)
def test_a_change_that_says_what_is_not_there_is_refused(words: list[str], said: list[str]) -> None:
    steward = account(stage.somebody("steward", "P"))
    before = stage.events()
    result = run("unit", *words, "--day", "01/05/2024", "--as", steward)
    assert (result.exit_code, stage.events()) == (3, before), result.output
    assert [one for one in said if one not in result.stderr] == [], result.stderr


@pytest.mark.usefixtures("organisation")
def test_a_plan_is_taken_over_and_its_open_question_decided(tmp_path: Path) -> None:
    planner = account(stage.somebody("planner", "P"))
    file = tmp_path / "plan.yaml"
    file.write_text(PLAN.replace("goal: 100", "goal: 0"), encoding="utf-8")
    wrong = run("plan", "adopt", str(file), "--unit", "P", "--as", planner)
    assert (wrong.exit_code, wrong.stderr.splitlines()[1]) == (
        3,
        "  - plan.yaml:10: c: số nào cũng đạt >= 0 nên không hứa điều gì; hãy ghi con số phải đạt.",
    )
    file.write_text(PLAN, encoding="utf-8")
    made = run("plan", "adopt", str(file), "--unit", "P", "--as", planner)
    assert (made.exit_code, "Còn để ngỏ: start: Từ bao giờ?" in made.stdout) == (0, True), made.output
    paper = ("--paper", "QĐ 2", "--day", "05/03/2024", "--as", planner)
    decided = asked("plan", "decide", "start", "later", *paper)
    assert decided == {"schema": 1, "plan": "P2", "setting": "start", "option": "later"}
    refused = run("plan", "decide", "start", "never", *paper)
    assert (refused.exit_code, "all, later" in refused.stderr) == (3, True)
    unknown = run("plan", "decide", "nothing", "later", *paper)
    assert unknown.exit_code == 5


@pytest.mark.usefixtures("organisation")
def test_months_levels_and_persons_are_set() -> None:
    steward = account(stage.somebody("steward", "P"))
    cut = asked("calendar", "set", "--month", "2025-01", "--cutoff", "25", "--as", steward)
    assert cut["changes"][-1] == {"month": "2025-01", "cutoff": 25}
    assert run("calendar", "set", "--month", "2025-01", "--cutoff", "32", "--as", steward).exit_code == 3
    level = asked("level", "set", "--key", "branch", "--rank", "3", "--name", "Chi đoàn", "--as", steward)
    assert level["keys"] == ["branch"]
    merged = run("person", "merge", "--kept", "x", "--merged", "y", "--as", steward)
    assert (merged.exit_code, "Không có người mang mã x" in merged.stderr) == (5, True), merged.output


@pytest.mark.usefixtures("organisation")
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["progress", "--unit", ""], 3, "Thiếu đơn vị."),
        (["month", "send", "--unit", "EA", "--month", "2024-03", "--as", ""], 3, "Thiếu --as."),
        (["plan", "check", "/khong/co.yaml"], 3, "không có tệp hay thư mục ấy; hãy xem lại tên."),
        (["plan", "check", "/"], 3, "đó là thư mục; hãy nêu một tệp."),
        (["report", "--unit", "P", "--period", "2024-03", "-o", "/nope/x.docx"], 3, "không có tệp hay thư mục ấy"),
        (
            ["account", "grant", "--username", "quantri", "--role", "nope", "--unit", "P", "--from", "2024-01-01",
             "--as", "quantri"],
            3,
            "Vai trò là nope",
        ),
    ],
)  # fmt: skip
def test_refusals_say_in_vietnamese_what_to_do(words: list[str], code: int, said: str) -> None:
    adopt()
    result = run(*words)
    assert (result.exit_code, said in result.stderr) == (code, True), result.output
