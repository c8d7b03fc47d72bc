"""Tables of a PDF's page, found by the rules they are drawn with.

Rules that cross make a grid, missing ones merge cells. A table without rules is not known as one; its lines keep their
gaps.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from tiendo.formats.pdf_pages import Line, Page, Word
from tiendo.reading.blocks import Cell, Table
from tiendo.reading.wrapping import begins_item, join_two

_NEAR = 3.0
_SHORT = 6.0
_MOST_RULES, _MOST_CELLS = 4_000, 20_000

Rule = tuple[float, float, float, float]


@dataclass
class Grid:
    """The rules of one table: where its columns and rows begin and end, and which rules really are drawn."""

    xs: list[float]
    ys: list[float]
    upright: list[Rule]
    level: list[Rule]
    words: list[Word] = field(default_factory=list)

    def holds(self, word: Word) -> bool:
        """Whether a word stands in the table."""
        x, y = word.middle
        return self.xs[0] - 1 <= x <= self.xs[-1] + 1 and self.ys[0] - 1 <= y <= self.ys[-1] + 1


def grids_of(page: Page) -> list[Grid]:
    """The tables of a page from top to bottom."""
    rules = [rule for rule in page.rules if max(rule[2] - rule[0], rule[3] - rule[1]) >= _SHORT]
    if len(rules) < 4 or len(rules) > _MOST_RULES:
        return []
    found = []
    for group in _touching(rules):
        level = [rule for rule in group if rule[2] - rule[0] > rule[3] - rule[1]]
        upright = [rule for rule in group if rule[2] - rule[0] <= rule[3] - rule[1]]
        xs = _places([(rule[0] + rule[2]) / 2 for rule in upright])
        ys = _places([(rule[1] + rule[3]) / 2 for rule in level])
        if len(xs) >= 2 and len(ys) >= 2 and len(xs) + len(ys) > 4 and len(xs) * len(ys) <= _MOST_CELLS:
            found.append(Grid(xs, ys, upright, level))
    return sorted(found, key=lambda grid: -grid.ys[-1])


def _places(values: Iterable[float]) -> list[float]:
    """Values that lie near each other as one."""
    made: list[float] = []
    for value in sorted(values):
        if not made or value - made[-1] > _NEAR:
            made.append(value)
    return made


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules in groups of those that touch: a sweep from left to right over what is still open."""
    parents = list(range(len(rules)))

    def root(at: int) -> int:
        while parents[at] != at:
            parents[at] = parents[parents[at]]
            at = parents[at]
        return at

    order = sorted(range(len(rules)), key=lambda at: rules[at][0])
    open_: list[int] = []
    for at in order:
        left, bottom, _, top = rules[at]
        open_ = [other for other in open_ if rules[other][2] >= left - _NEAR]
        for other in open_:
            if rules[other][1] <= top + _NEAR and rules[other][3] >= bottom - _NEAR:
                parents[root(other)] = root(at)
        open_.append(at)
    groups: dict[int, list[Rule]] = {}
    for at, rule in enumerate(rules):
        groups.setdefault(root(at), []).append(rule)
    return list(groups.values())


def table_of(grid: Grid, page: int) -> Table | None:
    """The table of a grid and the words that were put into it; None for a frame without words or with one cell."""
    columns, rows = len(grid.xs) - 1, len(grid.ys) - 1
    owner = _merged(grid, rows, columns)
    words: dict[int, list[Word]] = {}
    for word in grid.words:
        x, y = word.middle
        row, column = rows - 1 - _slot(grid.ys, y), _slot(grid.xs, x)
        words.setdefault(owner[row * columns + column], []).append(word)
    cells = []
    for first in sorted(set(owner)):
        members = [at for at, one in enumerate(owner) if one == first]
        top, left = min(at // columns for at in members), min(at % columns for at in members)
        down, right = max(at // columns for at in members), max(at % columns for at in members)
        text = cell_text(words.get(first, []))
        cells.append(Cell(text, top, left, down - top + 1, right - left + 1))
    return (
        Table(tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))), page)
        if len(cells) > 1 and words
        else None
    )


def _slot(places: Sequence[float], value: float) -> int:
    at = sum(place <= value for place in places) - 1
    return max(0, min(at, len(places) - 2))


def _merged(grid: Grid, rows: int, columns: int) -> list[int]:
    """For each place of the grid, row by row from the top, the place its cell begins at."""
    owner = list(range(rows * columns))

    def unite(one: int, two: int) -> None:
        old, new = owner[two], owner[one]
        for at, first in enumerate(owner):
            if first == old:
                owner[at] = new

    for row in range(rows):
        high, low = grid.ys[rows - row], grid.ys[rows - row - 1]
        for column in range(columns):
            left, right, at = grid.xs[column], grid.xs[column + 1], row * columns + column
            if column and not _is_between(grid.upright, (1, 3), left, span=(low, high)):
                unite(at - 1, at)
            if row and not _is_between(grid.level, (0, 2), high, span=(left, right)):
                unite(at - columns, at)
    return owner


def _is_between(
    rules: Sequence[Rule], ends: tuple[int, int], place: float, *, span: tuple[float, float]
) -> bool:
    """Whether a rule at a place covers the middle of a span."""
    middle = (span[0] + span[1]) / 2
    across = 1 - ends[0]
    return any(
        abs((rule[across] + rule[across + 2]) / 2 - place) <= _NEAR
        and rule[ends[0]] - 1 <= middle <= rule[ends[1]] + 1
        for rule in rules
    )


def cell_text(words: Sequence[Word]) -> str:
    """The words of a cell line by line; a line that begins an item stands alone, others go on."""
    made: list[str] = []
    for line in _printed(words):
        said = " ".join(word.text for word in line)
        if made and not begins_item(said):
            made[-1] = join_two(made[-1], said)
        else:
            made.append(said)
    return "\n".join(made)


def _printed(words: Sequence[Word]) -> list[list[Word]]:
    """Words by the lines they are printed on, as they come."""
    lines: list[list[Word]] = []
    for word in words:
        if lines and abs(lines[-1][-1].middle[1] - word.middle[1]) <= max(2.0, (word.top - word.bottom) / 2):
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines


def as_lines(grid: Grid, page: int) -> list[Line]:
    """The lines inside a frame that is no table."""
    printed = _printed(grid.words)
    return [
        Line(words, (max(word.top - word.bottom for word in words), False, False), page) for words in printed
    ]


def is_alike(one: Grid, two: Grid) -> bool:
    """Whether two grids have the same columns at the same places."""
    return len(one.xs) == len(two.xs) and all(
        abs(a - b) <= 2 * _NEAR for a, b in zip(one.xs, two.xs, strict=True)
    )


def joined(first: Table, second: Table) -> Table:
    """A table and what follows of it on the next page; a heading that is printed again there stands once."""
    rows = max(cell.row + cell.rows for cell in first.cells)
    repeated = 0
    while repeated < 3 and _row(second, repeated) and _row(second, repeated) == _row(first, repeated):
        repeated += 1
    rest = [replace(cell, row=cell.row - repeated + rows) for cell in second.cells if cell.row >= repeated]
    return Table((*first.cells, *rest), first.page)


def _row(table: Table, row: int) -> tuple[tuple[int, str], ...]:
    return tuple((cell.column, cell.text) for cell in table.cells if cell.row == row)


def take_words(lines: Sequence[Line], grids: Sequence[Grid]) -> list[Line]:
    """Give each grid the words that stand in it; the lines of the page that are left."""
    left: list[Line] = []
    for line in lines:
        outside: list[Word] = []
        for word in line.words:
            grid = next((one for one in grids if one.holds(word)), None)
            (outside if grid is None else grid.words).append(word)
        if outside:
            same = len(outside) == len(line.words)
            left.append(line if same else Line(outside, (line.size, line.bold, line.italic), line.page))
    return left
