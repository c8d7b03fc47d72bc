"""A report the command line refuses: in words, with the code of a wrong request, and without writing a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_commands import run
from tests.services.test_progress import adopt

pytestmark = pytest.mark.one_engine


@pytest.fixture(autouse=True)
def organisation(founded: object) -> None:
    assert founded
    adopt()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--period", "2030"], "Chưa đến năm 2030: kỳ này bắt đầu ngày 01/01/2030"),
        (["--period", "2024-Q9"], "Trong một năm không có quý số 9."),
        (["--period", "2024-H3"], "Trong một năm không có kỳ 6 tháng số 3."),
        (["--period", "2024-13"], "Trong một năm không có tháng số 13."),
        (["--period", "2024-Q1", "--day", "01/01/2020"], "hãy ghi ngày 31/03/2024 hoặc sau đó."),
        (["--period", "2024-Q1", "--number", "7" * 500], "Số văn bản dài quá 40 ký tự."),
    ],
)
def test_what_no_report_can_be_made_of_is_told(tmp_path: Path, words: list[str], said: str) -> None:
    file = tmp_path / "x.docx"
    result = run("report", "--unit", "P", *words, "-o", str(file))
    assert (result.exit_code, said in result.stderr) == (3, True), result.output
    assert not file.exists()
