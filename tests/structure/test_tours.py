"""Pages that lead through the code lead to what is there: each link names a function defined in the file it opens."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs" / "explanation").glob("*.md"))
LINK = re.compile(r"\[`(\w+)`\]\(([^)]+\.py)\)")


def links(page: Path) -> list[tuple[str, Path]]:
    found = LINK.findall(page.read_text(encoding="utf-8"))
    return [(name, (page.parent / target).resolve()) for name, target in found]


def defined(path: Path) -> set[str]:
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {node.name for node in tree if isinstance(node, ast.FunctionDef | ast.ClassDef)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_into_the_code_opens_on_its_name(page: Path) -> None:
    assert [(name, path.name) for name, path in links(page) if name not in defined(path)] == []


def test_the_tour_of_one_figure_has_eight_hops() -> None:
    page = ROOT / "docs" / "explanation" / "one-figure.md"
    hops = re.findall(r"^\*\*(\d)\. ", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert hops == [str(number) for number in range(1, 9)]
    assert len(links(page)) >= len(hops)
