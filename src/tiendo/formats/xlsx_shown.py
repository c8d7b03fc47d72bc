"""What of a sheet somebody sees: its cells counted without what is hidden, merged cells with the room they take."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from tiendo.formats.source_limits import Reading
from tiendo.formats.xlsx_parts import MOST_COLUMNS, SheetPart

Place = tuple[int, int]
"""Row and column."""


@dataclass
class Cells:
    """The texts of a sheet's cells by row and column, and the rows whose cells have lines around them."""

    texts: dict[Place, str] = field(default_factory=dict)
    framed: set[int] = field(default_factory=set)
    spans: dict[Place, Place] = field(default_factory=dict)
    """How many rows and columns a merged cell takes, by its first place."""


def shown(part: SheetPart, cells: Cells, counts: Counter[str], reading: Reading) -> Cells:
    """The cells that are seen, rows and columns counted without hidden ones; hidden ones that hold words are counted.

    Errors: Problem `source.time`, `source.stopped`.
    """
    merged = _on_shown(part, cells.texts)
    covered = _covered(cells.texts, merged, reading)
    texts = {place: text for place, text in cells.texts.items() if place not in covered}
    gone = {row for row, _ in texts if row in part.hidden_rows}
    gone_columns = {column for _, column in texts if column in part.hidden_columns}
    counts["repair.hidden_cells"] += len(gone) + len(gone_columns)
    rows, columns = sorted(part.hidden_rows), sorted(part.hidden_columns)

    def seen(row: int, column: int) -> Place:
        return row - bisect_right(rows, row), column - bisect_right(columns, column)

    made = Cells(framed={seen(row, 1)[0] for row in cells.framed if row not in part.hidden_rows})
    for (row, column), text in sorted(texts.items()):
        if row not in part.hidden_rows and column not in part.hidden_columns:
            made.texts[seen(row, column)] = text
    last_row = max((row for row, _ in made.texts), default=0)
    for top, left, bottom, right in merged:
        first, last = seen(top, left), seen(bottom, min(right, MOST_COLUMNS))
        if (top, left) in texts and first in made.texts:
            made.spans[first] = min(last[0], last_row) - first[0] + 1, last[1] - first[1] + 1
    return made


def _on_shown(part: SheetPart, texts: dict[Place, str]) -> list[tuple[int, int, int, int]]:
    """Merged cells that are seen, from their first row and column that are: the text moves there, as Excel shows it."""
    below, beside = _next_shown(part.hidden_rows), _next_shown(part.hidden_columns)
    made = []
    for top, left, bottom, right in part.merged:
        row, column = below.get(top, top), beside.get(left, left)
        if row > bottom or column > right:
            continue
        if (row, column) != (top, left) and (top, left) in texts:
            texts[row, column] = texts.pop((top, left))
        made.append((row, column, bottom, right))
    return made


def _next_shown(hidden: Iterable[int]) -> dict[int, int]:
    """For each hidden row or column the next that is not."""
    found: dict[int, int] = {}
    for one in sorted(hidden, reverse=True):
        found[one] = found.get(one + 1, one + 1)
    return found


def _covered(
    texts: Iterable[Place], merged: Iterable[tuple[int, int, int, int]], reading: Reading
) -> set[Place]:
    """Places inside a merged cell other than its first: what an older state of the sheet left there is not seen."""
    waiting, at = sorted(merged), 0
    across: list[tuple[int, int, int, int]] = []
    found: set[Place] = set()
    for row, places in groupby(sorted(texts), key=lambda place: place[0]):
        reading.check()
        while at < len(waiting) and waiting[at][0] <= row:
            top, left, bottom, right = waiting[at]
            at += 1
            if bottom >= row:
                insort(across, (left, right, top, bottom))
        across = [one for one in across if one[3] >= row]
        for _, column in places:
            before = bisect_right(across, column, key=lambda one: one[0]) - 1
            if before >= 0:
                left, right, top, _ = across[before]
                if column <= right and (top, left) != (row, column):
                    found.add((row, column))
    return found
