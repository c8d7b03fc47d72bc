"""What of a sheet is a table and what a line above or below it: told by the lines around cells, else by rows' texts.

A row without words ends a table, unless a merged cell reaches over it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from tiendo.formats.xlsx_shown import Cells
from tiendo.reading.blocks import Block, Cell, Paragraph, Table

_FIGURE = re.compile(r"[-+]?[0-9][0-9.,]*\s*%?")
_NOTE = re.compile(r"\(|\*|(?:ghi chú|nguồn|nơi nhận)\b|.*[:.;]$", re.IGNORECASE | re.DOTALL)
_LONGEST = 60
"""Letters a name in a table has at most; what is longer is a note."""


def blocks_of(cells: Cells) -> list[Block]:
    """The blocks of a sheet from its top; there is one at least where it holds words."""
    blocks: list[Block] = []
    for rows in _runs(cells):
        first, last = _table(rows)
        blocks += _lines(rows[:first])
        if first < last:
            blocks.append(_made(rows[first:last]))
        blocks += _lines(rows[last:])
    return blocks


class _Row:
    """A row of a sheet: its cells, and whether it has lines."""

    def __init__(self, number: int, cells: Sequence[Cell], *, framed: bool) -> None:
        self.number, self.cells, self.framed = number, cells, framed
        self.texts = len(cells)
        self.figures = any(_FIGURE.fullmatch(cell.text) for cell in cells[1:])


def _runs(cells: Cells) -> Iterator[list[_Row]]:
    """Rows that follow each other without an empty one; rows a merged cell reaches into are not empty."""
    run: list[_Row] = []
    reach = 0
    for number, places in groupby(sorted(cells.texts), key=lambda place: place[0]):
        made = [Cell(cells.texts[at], *at, *cells.spans.get(at, (1, 1))) for at in places]
        if run and number > reach + 1:
            yield run
            run = []
        run.append(_Row(number, made, framed=number in cells.framed))
        reach = max(reach, *(cell.row + cell.rows - 1 for cell in made))
    if run:
        yield run


def _table(rows: Sequence[_Row]) -> tuple[int, int]:
    """Where the table of a run of rows begins and ends; both 0 where there is none."""
    framed = [at for at, row in enumerate(rows) if row.framed]
    several = [at for at, row in enumerate(rows) if row.texts > 1]
    if not several:
        return 0, 0
    if framed:
        first, last = _within_lines(rows, framed[0], framed[-1])
    else:
        first, last = _after_heads(rows, several[0]), several[-1]
        if not any(row.figures for row in rows[first + 1 : last + 1]):
            last = _end_of_form(rows, first, last)
    while first < last and rows[first].texts == 1:
        first += 1
    return first, last + 1


def _within_lines(rows: Sequence[_Row], first: int, last: int) -> tuple[int, int]:
    """The table that has lines, with the rows beside it that only miss them."""
    while first > 0 and rows[first - 1].texts > 1:
        first -= 1
    while last + 1 < len(rows) and rows[last + 1].texts > 1 and rows[last + 1].figures:
        last += 1
    return first, last


def _after_heads(rows: Sequence[_Row], first: int) -> int:
    """Where a table begins below a letterhead of two columns and titles: at the first row of three texts, if any."""
    wide = next((at for at, row in enumerate(rows) if row.texts > 2), 0)
    titles = [at for at in range(first, wide) if rows[at].texts == 1]
    return titles[-1] + 1 if titles else first


def _end_of_form(rows: Sequence[_Row], first: int, last: int) -> int:
    """The last row of a blank form without lines: names alone, one below the other, are its rows."""
    columns = sorted({cell.column for row in rows[first : last + 1] for cell in row.cells})[:2]
    while last + 1 < len(rows):
        one = rows[last + 1].cells[0]
        named = one.column in columns and one.columns == 1 and len(one.text) <= _LONGEST
        if rows[last + 1].texts > 1 or not named or _NOTE.match(one.text):
            break
        last += 1
    return last


def _lines(rows: Sequence[_Row]) -> Iterator[Block]:
    """Rows outside a table: a text alone is a line; texts side by side, as in a letterhead, stay side by side."""
    for alone, group in groupby(rows, key=lambda row: row.texts == 1):
        if alone:
            for row in group:
                for line in row.cells[0].text.split("\n"):
                    yield Paragraph(line)
        else:
            yield _made(list(group))


def _made(rows: Sequence[_Row]) -> Table:
    """Rows as a table whose places count from 0; a merged cell ends with the table."""
    top = rows[0].number
    left = min(cell.column for row in rows for cell in row.cells)
    end = rows[-1].number + 1
    return Table(
        tuple(
            Cell(
                cell.text,
                cell.row - top,
                cell.column - left,
                min(cell.rows, end - cell.row),
                cell.columns,
            )
            for row in rows
            for cell in row.cells
        )
    )
