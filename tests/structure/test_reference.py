"""What the reference says of commands, variables, tables and the glossary is what the code has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from tiendo.cli.main import app
from tiendo.cli.output import EXIT
from tiendo.environment import VARIABLES
from tiendo.storage.export import TABLES

DOCS = Path(__file__).parents[2] / "docs"


def commands(group: Any, before: str = "tiendo") -> list[str]:
    found = []
    for name, command in group.commands.items():
        path = f"{before} {name}"
        found += commands(command, path) if hasattr(command, "commands") else [path]
    return found


def test_every_command_is_in_the_reference() -> None:
    page = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
    group = typer.main.get_command(app)
    assert len(commands(group)) > 15
    assert [name for name in commands(group) if name not in page] == []


def test_every_exit_code_is_in_the_reference() -> None:
    page = (DOCS / "reference" / "cli.md").read_text(encoding="utf-8")
    assert [
        kind for kind, code in EXIT.items() if f"| {code} | {kind.value.replace('_', ' ')}" not in page
    ] == []


def test_every_variable_is_in_the_reference() -> None:
    page = (DOCS / "reference" / "configuration.md").read_text(encoding="utf-8")
    assert [name for name in VARIABLES if f"`{name}`" not in page] == []


def test_every_table_is_in_the_reference_with_its_columns() -> None:
    page = (DOCS / "reference" / "export.md").read_text(encoding="utf-8")
    assert [
        name for name, (columns, _) in TABLES.items() if f"| `{name}` | {', '.join(columns)} |" not in page
    ] == []


def test_every_decision_is_listed() -> None:
    index = (DOCS / "adr" / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in sorted((DOCS / "adr").glob("0*.md")) if f"({page.name})" not in index] == []
