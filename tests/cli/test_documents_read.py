"""Documents read and held against each other on the command line, without an installation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.formats.test_text_in_xlsx import rows, units_in_rows, written
from tests.reading.made import PLAN
from tests.reading.test_compare import CHILD
from tiendo.cli.main import app


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    parent, child = tmp_path / "parent.txt", tmp_path / "child.txt"
    parent.write_text(PLAN, encoding="utf-8")
    child.write_text(CHILD, encoding="utf-8")
    return parent, child


def test_compare_answers_in_json(files: tuple[Path, Path]) -> None:
    result = run("compare", *files, "--json")
    assert result.exit_code == 0, result.output
    answer = json.loads(result.stdout)
    assert answer["schema"] == 1
    assert [(one["state"], one["weaker"], (one["child"] or {}).get("goal")) for one in answer["targets"]] == [
        ("same", False, "40.000"),
        ("lower", True, "150"),
        ("higher", False, "95%"),
        ("missing", False, None),
        ("missing", False, None),
    ]
    assert [one["goal"] for one in answer["new"]] == ["300"]
    assert [one["task"] for one in answer["tasks"]] == ["N01", "N02"]
    assert answer["targets"][0]["parent"] == {
        "id": "T01",
        "quote": "Trồng mới 40.000 cây xanh",
        "goal": "40.000",
        "comparator": ">=",
        "unit": "cây",
        "period": "term",
    }


def test_compare_prints_tables(files: tuple[Path, Path]) -> None:
    result = run("compare", *files)
    assert result.exit_code == 0, result.output
    assert all(said in result.stdout for said in ("mức thấp hơn", "chưa đưa vào", "Chỉ tiêu mới", "300"))
    english = run("--lang", "en", "compare", *files).stdout
    assert "not carried over" in english
    run("--lang", "vi", "compare", *files)


def test_a_file_that_is_not_there_is_told(files: tuple[Path, Path]) -> None:
    result = run("compare", files[0], "nowhere.txt", "--json")
    assert result.exit_code == 3
    assert json.loads(result.stderr)["problem"]["code"] == "cli.file"


def test_tables_are_written(files: tuple[Path, Path], tmp_path: Path) -> None:
    xlsx, docx = tmp_path / "out.xlsx", tmp_path / "out.docx"
    result = run("read", files[0], "--xlsx", xlsx, "--docx", docx)
    assert result.exit_code == 0, result.output
    assert xlsx.read_bytes()[:2] == docx.read_bytes()[:2] == b"PK"


def test_every_target_says_what_it_could_be_counted_as(files: tuple[Path, Path]) -> None:
    answer = json.loads(run("read", files[0], "--json").stdout)
    trees = answer["targets"][0]["proposal"]
    assert (trees["basis"], trees["goal"], trees["indicator"]["form"]) == ("whole term", "40.000", "total")
    assert [one["key"] for one in trees["questions"]] == ["T01.time"]


def test_a_workbook_that_is_only_an_annex_tells_what_it_hands_down_or_asks_for(tmp_path: Path) -> None:
    annex, form = tmp_path / "annex.bin", tmp_path / "form.xlsx"
    annex.write_bytes(written(units_in_rows))
    form.write_bytes(rows(("TT", "Đơn vị", "Số hội viên mới"), (1, "Xã Bãi Dài"), (2, "Xã Gò Cao")))
    answer = json.loads(run("read", annex, "--json").stdout)
    assert [(one["unit"], one["value"]) for one in answer["allocations"]] == [
        ("Xã Bãi Dài", 29),
        ("Xã Bãi Dài", 1200),
        ("Xã Gò Cao", 85.5),
        ("Xã Gò Cao", 12000),
    ]
    told = run("read", annex)
    assert told.exit_code == 0, told.output
    assert "85,5%" in told.stdout
    answer = json.loads(run("read", form, "--json").stdout)
    assert (answer["targets"], answer["candidates"]) == (
        [],
        [{"table": 1, "elements": ["Số hội viên mới"], "units": ["Xã Bãi Dài", "Xã Gò Cao"], "periods": []}],
    )
    told = run("read", form)
    assert told.exit_code == 0, told.output
    assert "Số hội viên mới" in told.stdout
