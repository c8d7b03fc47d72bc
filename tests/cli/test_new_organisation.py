"""The page that founds an organisation: every command of it runs, in order, in an empty folder."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.test_commands import run

pytestmark = pytest.mark.one_engine

PAGE = Path(__file__).parents[2] / "docs" / "tutorial" / "new-organisation.md"
BLOCK = re.compile(r"^```\n(.*?)^```", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"^cat > (\S+) <<'END'\n(.*?)^END\n", re.MULTILINE | re.DOTALL)


def commands() -> Iterator[list[str]]:
    """The page's commands in order; its files are written where they stand."""
    for block in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        for name, content in FILE.findall(block):
            Path(name).write_text(content, encoding="utf-8")
        for line in FILE.sub("", block).splitlines():
            words = shlex.split(line)
            assert words[0] in ("tiendo", "export", "alias"), line
            if words[0] == "tiendo":
                yield words[1:]


def test_every_command_of_the_page_runs(
    database: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert database
    monkeypatch.chdir(tmp_path)
    told: dict[str, str] = {}
    digest = ""
    for words in commands():
        given = [digest if word == "DIGEST" else word for word in words]
        result = run(*given)
        assert result.exit_code == 0, (words, result.output, result.exception)
        told[" ".join(words)] = result.stdout
        if words[:2] == ["month", "show"]:
            digest = result.stdout.rpartition("--seen ")[2].strip()
    said = "\n".join(told.values())
    assert "Đã lập Xã đoàn Vườn Lài; tài khoản đầu tiên là quantri, sự kiện 1." in said
    assert "Số đơn vị thay đổi: 2, sự kiện 2." in said
    assert "Đã ban hành kế hoạch VL24 cho VL: 1 chỉ tiêu, sự kiện 10." in said
    assert "VL24, start: đang áp dụng later." in said
    assert "Từ tháng 01/2024, tháng báo cáo chốt vào ngày 25." in said
    assert "Đã giao CAY cho Chi đoàn ấp Một (VL1), năm 2024: 400." in said
    for day in ("31/03/2024", "31/12/2024"):  # before the merger and after it
        (line,) = [one for one in told[f"progress --unit VL --as-of {day}"].splitlines() if "CAY" in one]
        assert [cell.strip() for cell in line.split("│")][4:7] == ["1.000", "120", "12%"], line
    assert "Chi đoàn ấp Một Hai" in told["units --day 01/07/2024"]
    assert "Mọi thứ khớp" in told["verify"]
