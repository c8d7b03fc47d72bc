"""The command line misused: homes nobody prepared, ports taken, words given twice, languages there are none of."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_commands import account, asked, run
from tests.formats.test_pictures import picture as a_picture
from tests.services import stage
from tests.services.test_people_named import AN, BINH, PERSONS, named
from tests.services.test_progress import PLAN, adopt
from tiendo.services import catalogue, plans, records

pytestmark = pytest.mark.one_engine

ROOT = Path(__file__).parents[2]


@pytest.fixture
def organisation(founded: object) -> None:
    assert founded
    adopt()


def process(home: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, as people run it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TIENDO_", "DJANGO_"))}
    given = {**kept, "TIENDO_HOME": str(home), "PYTHONPATH": str(ROOT / "src"), **environment}
    command = [sys.executable, "-c", "from tiendo.cli.main import app; app()", *words]
    return subprocess.run(command, env=given, capture_output=True, text=True, timeout=60, check=False)


def test_a_home_nobody_prepared_is_told_and_left_as_it_was(tmp_path: Path) -> None:
    result = process(tmp_path, "units")
    assert (result.returncode, "tiendo init" in result.stderr) == (8, True), result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "tiendo.sqlite3").exists()


def test_a_question_to_a_mistyped_home_makes_nothing(tmp_path: Path) -> None:
    result = process(tmp_path / "nhàm", "units")
    assert (result.returncode, result.stderr.count("\n")) == (8, 1), result.stderr
    assert "Ở" in result.stderr or "Chưa có sổ" in result.stderr or "tiendo init" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
@pytest.mark.parametrize("words", [["--help"], ["units"]])
def test_an_answer_that_cannot_be_written_is_one_line(tmp_path: Path, words: list[str]) -> None:
    assert process(tmp_path, "init").returncode == 0
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TIENDO_", "DJANGO_"))}
    given = {**kept, "TIENDO_HOME": str(tmp_path), "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-c", "from tiendo.cli.main import app; app()", *words]
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(
            command, env=given, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False
        )
    said = "Không ghi ra được câu trả lời: hết chỗ chứa; hãy dọn bớt rồi làm lại.\n"
    assert (result.returncode, result.stderr) == (8, said)


def test_a_database_server_that_does_not_answer_is_told(tmp_path: Path) -> None:
    result = process(tmp_path, "units", TIENDO_DATABASE_URL="postgresql://nobody@127.0.0.1:1/x")
    assert (result.returncode, "TIENDO_DATABASE_URL" in result.stderr) == (8, True), result.stderr
    assert "Traceback" not in result.stderr


def test_a_home_that_holds_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "tiendo.sqlite3").write_bytes(b"not a database at all" * 100)
    result = process(tmp_path, "units")
    assert result.returncode == 8, result.stderr
    assert "Traceback" not in result.stderr


def test_a_port_that_is_taken_is_told_by_its_name(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if hasattr(socket, "SO_REUSEPORT"):
            other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen(1)
        result = process(tmp_path, "serve", PORT=str(other.getsockname()[1]))
    assert (result.returncode, "PORT:" in result.stderr) == (2, True), result.stderr
    assert not (tmp_path / "tiendo.sqlite3").exists()


def test_an_address_of_another_machine_is_told_by_its_name(tmp_path: Path) -> None:
    result = process(tmp_path, "serve", HOST="192.0.2.1")
    assert (result.returncode, "HOST:" in result.stderr) == (2, True), result.stderr


@pytest.mark.skipif(os.name == "nt", reason="consoles of Windows know no signals")
@pytest.mark.parametrize("seconds", [1.0, 2.5])
def test_ctrl_c_ends_the_server_even_while_it_starts(tmp_path: Path, seconds: float) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    assert process(tmp_path, "init").returncode == 0
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TIENDO_", "DJANGO_"))}
    given = {**kept, "TIENDO_HOME": str(tmp_path), "PORT": port, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-c", "from tiendo.cli.main import app; app()", "serve"]
    server = subprocess.Popen(command, env=given, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        assert server.stdout is not None
        assert port in server.stdout.readline()
        time.sleep(seconds)
        os.killpg(server.pid, signal.SIGINT)
        server.wait(timeout=30)
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
        server.communicate()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["progress"], "Thiếu --unit."),
        (["--lang", "en", "progress"], "--unit is missing."),
        (["progress", "--nope"], "Không có tuỳ chọn --nope."),
        (
            ["progress", "--unit", "P", "--book", "x"],
            "--book không hợp lệ: phải là một trong: reported, accepted.",
        ),
        (["allocate", "--year", "abc"], "--year không hợp lệ: phải là một số nguyên."),
        (["plan", "check"], "Thiếu FILE."),
        (["--lang", "en", "plan", "check"], "FILE is missing."),
        (["export"], "Thiếu TABLE."),
        (["plan", "decide", "start"], "Thiếu OPTION."),
        (["nosuch"], "Không có lệnh nosuch."),
        ([""], "Không có lệnh ."),
        (["--lang", "fr", "units"], "--lang không hợp lệ: fr không thuộc: vi, en."),
    ],
)
def test_a_wrong_command_line_is_told_in_the_chosen_language(
    tmp_path: Path, words: list[str], said: str
) -> None:
    result = process(tmp_path, *words)
    assert (result.returncode, said in result.stderr) == (2, True), result.stderr


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-16"])
def test_what_is_printed_is_utf_8_whatever_the_terminal_says(tmp_path: Path, encoding: str) -> None:
    helped = process(tmp_path, "--help", PYTHONIOENCODING=encoding)
    assert (helped.returncode, "Chuẩn bị cơ sở dữ liệu" in helped.stdout) == (0, True), helped.stderr
    refused = process(tmp_path, "units", PYTHONIOENCODING=encoding)
    assert (refused.returncode, "chưa có sổ" in refused.stderr) == (8, True), refused.stderr
    assert "Traceback" not in refused.stderr


def test_help_speaks_one_language(tmp_path: Path) -> None:
    english, vietnamese = process(tmp_path, "--lang", "en", "--help"), process(tmp_path, "--help")
    assert "Chuẩn bị" not in english.stdout
    assert "prepare the database" in english.stdout
    assert "prepare the database" not in vietnamese.stdout
    assert "Chuẩn bị cơ sở dữ liệu" in vietnamese.stdout


@pytest.mark.usefixtures("organisation")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--figure", "trees=5", "--figure", "trees=6"], "trees được ghi hai lần"),
        (["--figure", "turns/sex:f=5", "--figure", "turns/sex:f=5"], "turns/sex:f được ghi hai lần"),
        (["--document", ""], "Thiếu"),
        (["--document-day", "2024-03-01"], "--document: Thiếu"),
        (["--link", "javascript:x"], "--link: Đường dẫn bắt đầu bằng http:// hoặc https://."),
        (["--figure", "turns/=3"], "Hãy ghi số liệu dạng"),
        (["--figure", "trees=5", "--figure", "cay=6"], "lệnh tiendo elements --unit MÃ"),
        (["--file", "/nowhere/at/all.jpg"], "không có tệp hay thư mục ấy; hãy xem lại tên."),
        (["--document", "12", "--document-day", "2030-01-01"], "01/01/2030"),
        (["--link", ""], "Thiếu"),
        (["--paper", ""], "Thiếu"),
        (["--file", "/nowhere/at/all.jpg"], "all.jpg"),
    ],
)
def test_nothing_given_is_dropped(words: list[str], said: str) -> None:
    sender = account(stage.somebody("sender", "EA"))
    before = stage.events()
    result = run(
        "record", "add", "--unit", "EA", "--day", "2024-03-08", "--title", "Ra quân", "--as", sender, *words
    )
    assert (result.exit_code, said in result.stderr) == (3, True), result.output
    assert stage.events() == before


@pytest.mark.usefixtures("organisation")
@pytest.mark.parametrize(
    ("elements", "said"),
    [
        (["cay"], "Không có số liệu cay"),
        (["km"], "(km) không nhập ở"),
        (["trees", "trees"], "Các số liệu, mục 2: trees bị ghi hai lần."),
    ],
)
def test_a_nil_of_what_is_not_asked_is_refused_after_a_nil_of_everything(
    elements: list[str], said: str
) -> None:
    sender = account(stage.somebody("sender", "E"))
    nil = ("month", "nil", "--unit", "E", "--month", "2024-03", "--as", sender)
    assert run(*nil).exit_code == 0
    before = stage.events()
    result = run(*nil, *(word for key in elements for word in ("--element", key)))
    assert (result.exit_code, said in result.stderr) == (3, True), result.output
    assert stage.events() == before


@pytest.mark.usefixtures("organisation")
@pytest.mark.parametrize("after", ["xyz", "5", "-1:0", "99999999999999999999:0", ""])
def test_a_page_that_cannot_be_is_refused(after: str) -> None:
    result = run("explain", "--unit", "P", "--target", "TREES", "--as-of", "2024-04-30", "--after", after)
    assert (result.exit_code, "647:12" in result.stderr) == (3, True), result.output


@pytest.mark.usefixtures("organisation")
def test_work_after_the_operating_day_lies_in_the_future() -> None:
    catalogue.set_operating_day(day="2024-04-30", **stage.asked())
    sender = account(stage.somebody("sender", "EA"))
    given = ("record", "add", "--unit", "EA", "--title", "Ra quân", "--as", sender)
    assert run(*given, "--day", "2024-04-30").exit_code == 0
    result = run(*given, "--day", "2024-05-01")
    assert (result.exit_code, "hôm nay là 30/04/2024" in result.stderr) == (3, True), result.output


@pytest.mark.usefixtures("organisation")
def test_a_month_is_shown_with_its_figures_before_it_is_accepted(tmp_path: Path) -> None:
    picture = tmp_path / "ảnh.jpg"
    picture.write_bytes(a_picture())
    sender, reviewer = (account(stage.somebody(*who)) for who in (("sender", "EA"), ("reviewer", "E")))
    given = (
        "--unit",
        "EA",
        "--day",
        "08/03/2024",
        "--title",
        "Ra quân [1]",
        "--file",
        str(picture),
        "--as",
        sender,
    )
    added = asked("record", "add", *given, "--figure", "trees=1.200")
    assert (added["unit"], added["unit_name"]) == ("EA", "Đông A")
    place = ("--unit", "EA", "--month", "2024-03", "--as")
    assert "đã gửi" in run("month", "send", *place, sender).stdout
    shown: Any = asked("month", "show", *place, reviewer)
    assert (shown["unit"], shown["month"], shown["records"][0]["month"]) == ("EA", "2024-03", "2024-03")
    assert shown["records"][0]["told"][0]["amount"] == "1200"
    for people in (run("month", "show", *place, reviewer).stdout,):
        assert "Cây: 1.200" in people
        assert "Ra quân [1]" in people
        assert "RecordKind" not in people
        assert shown["seen"] in people
    attached = run("record", "attach", "--record", added["record"], "--paper", "Biên bản", "--as", sender)
    assert attached.exit_code == 0
    told = run("history", "--record", added["record"]).stdout
    assert "ảnh.jpg" in told
    assert "giấy tờ lưu tại đơn vị Biên bản" in told


@pytest.mark.usefixtures("organisation")
def test_lines_of_a_breakdown_are_told_as_such() -> None:
    stage.add(stage.told(trees=300), stage.told(turns={"": 10, "sex:f": 4}))
    stage.send()
    result = run("explain", "--unit", "P", "--target", "TREES", "--as-of", "2024-04-30")
    assert result.exit_code == 0, result.output + repr(result.exception)
    lines = result.stdout
    assert "Đông A (EA)" in lines
    assert "gửi tháng" in lines
    assert "send_month" not in lines
    assert "08/03/2024" in lines


@pytest.mark.usefixtures("organisation")
def test_ids_people_hand_back_are_printed_whole() -> None:
    given = stage.told(trees=300)
    stage.add({**given, "title": "Một hoạt động có tên rất dài " * 8})
    stage.send()
    shown = run(
        "month",
        "show",
        "--unit",
        "EA",
        "--month",
        "2024-03",
        "--as",
        account(stage.somebody("reviewer", "E")),
    )
    assert given["record"] in shown.stdout
    why = run("explain", "--unit", "P", "--target", "TREES", "--as-of", "2024-04-30")
    assert given["record"] in why.stdout


@pytest.mark.usefixtures("organisation")
def test_elements_are_listed_with_keys_and_names() -> None:
    told = run("elements", "--unit", "EA").stdout
    assert "trees" in told
    assert "/sex:f" in told
    assert "mỗi tháng" in told
    assert asked("elements", "--unit", "E")["elements"][0]["element"] == "trained"


@pytest.mark.usefixtures("founded")
def test_persons_named_add_up_to_the_figure_and_lead_to_their_record() -> None:
    plans.adopt_plan(unit="P", document={**PLAN, "targets": [*PLAN["targets"], PERSONS]}, **stage.asked())
    given, counted = named(AN, BINH), stage.told(day="2024-03-20", trained=7)
    for one in (given, counted):
        records.add_record(**one, **stage.asked())
    stage.send("EA")
    told = run("explain", "--unit", "P", "--target", "TRAINED", "--as-of", "2024-04-30").stdout
    assert "(trained): 9 người" in " ".join(told.split())
    assert "Người có tên, mỗi người tính một lần │       2" in told
    assert (told.count(given["record"]), told.count(counted["record"])) == (1, 1)
