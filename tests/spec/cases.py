"""Makes tests of spec tables, and keeps them readable for the page that shows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from tests.spec.questions import QUESTIONS, Asked, cell_rows, entry_rows
from tests.spec.world import World, told_by, world

Row = dict[str, str]
Check = Callable[[str, Row], Row]


@dataclass(frozen=True)
class Case:
    """A title, a sentence, an example in a few lines, and a table of what it comes to."""

    title: str
    sentence: str
    example: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]


@cache
def _asked(example: str) -> Asked:
    return Asked(world(example))


def table(text: str) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """Head and rows of a table; an empty cell under a question means the same as above."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    head, rows = tuple(lines[0]), []
    for cells in lines[1:]:
        assert len(cells) == len(head), cells
        row = dict(zip(head, cells, strict=True))
        for column in head:
            if not row[column] and rows and column in QUESTIONS:
                row[column] = rows[-1][column]
        rows.append(row)
    return head, tuple(rows)


def _made(title: str, sentence: str, example: str, expected: str, check: Check) -> Any:
    head, rows = table(expected)
    case = Case(title, sentence, "\n".join(filter(None, map(str.strip, example.splitlines()))), head, rows)

    @pytest.mark.parametrize("row", rows, ids=[" | ".join(row.values()) for row in rows])
    def test(row: Row) -> None:
        found = check(case.example, row)
        assert found == row, {head: found[head] for head in head if found[head] != row[head]}

    test.case = case  # type: ignore[attr-defined]
    return test


def spec(title: str, sentence: str, example: str, expected: str) -> Any:
    """A test of values: what units, indicators and days come to."""
    return _made(title, sentence, example, expected, lambda text, row: _asked(text).row(row))


def cells(element: str, title: str, sentence: str, example: str, expected: str) -> Any:
    """A test of cells: one row for each unit, one column for each month."""
    return _made(
        title, sentence, example, expected, lambda text, row: cell_rows(_asked(text).world, element, row)
    )


def entries(element: str, title: str, sentence: str, example: str, expected: str) -> Any:
    """A test of all entries of an element."""
    head, rows = table(expected)
    text = "\n".join(filter(None, map(str.strip, example.splitlines())))

    def test() -> None:
        assert entry_rows(_asked(text).world, element) == [tuple(row.values()) for row in rows]

    test.case = Case(title, sentence, text, head, rows)  # type: ignore[attr-defined]
    return test


def answers(
    title: str, sentence: str, expected: str, check: Callable[[Row], Sequence[str]], *, example: str = ""
) -> Any:
    """A test of anything else: the last columns are what `check` says to the first ones."""
    head, _ = table(expected)

    def checked(_: str, row: Row) -> Row:
        found = check(row)
        asked = head[: len(head) - len(found)]
        return {**{key: row[key] for key in asked}, **dict(zip(head[len(asked) :], found, strict=True))}

    return _made(title, sentence, example, expected, checked)


def refused(example: str, told: str) -> list[str]:
    """The codes with which an example refuses one further thing told."""
    found: World = world(example)
    return [code for version in told_by(found, told) for code in found.refused(version)]
