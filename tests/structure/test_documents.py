"""The commands that documents tell people to type are commands the program has."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from tiendo.cli.main import app
from tiendo.demo.accounts import accounts
from tiendo.demo.simulation import FULL, SEED

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "README.vi.md", *sorted(ROOT.glob("docs/tutorial/*.md"))]
BLOCK = re.compile(r"^```\n(.*?)^```", re.MULTILINE | re.DOTALL)


def told(page: Path) -> list[list[str]]:
    """The command lines of a page's blocks that call the program, as words."""
    lines = "\n".join(BLOCK.findall(page.read_text(encoding="utf-8"))).splitlines()
    words = [shlex.split(line) for line in lines]
    return [line[1:] for line in words if line and line[0].rpartition("/")[2] == "tiendo"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_told_is_there_with_its_options(page: Path) -> None:
    commands = told(page)
    assert commands
    for words in commands:
        command: Any = get_command(app)
        while hasattr(command, "commands"):
            assert words[0] in command.commands, (page.name, words)
            command, words = command.commands[words[0]], words[1:]  # noqa: PLW2901
        known = {option for param in command.params for option in param.opts}
        needed = {param.opts[0] for param in command.params if param.required and param.opts[0][0] == "-"}
        given = {word for word in words if word.startswith("--")}
        assert given <= known, (page.name, words)
        assert needed <= given, (page.name, words)


def test_accounts_told_are_those_of_the_example() -> None:
    known = {account.username for account in accounts(FULL, SEED)} | {"quantri"}
    page = (ROOT / "docs" / "tutorial" / "first-month.md").read_text(encoding="utf-8")
    used = set(re.findall(r"--as (\S+)", page)) | set(re.findall(r"for instance `([a-z]+\.[^`]+)`", page))
    used |= {"vanphong", "kehoach", "lanhdao", "thanhtra"}
    assert used - {"`;"} <= known
