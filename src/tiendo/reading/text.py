"""The normalised text of a document, its printed lines, and the way back to the file's blocks.

The text is NFC with white space collapsed to one blank; every span of what was understood counts in it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tiendo.reading.blocks import Cell, Paragraph, Place, Source, Table
from tiendo.reading.understood import Origin

_GAP = re.compile(r"\t|[ \u00a0]{3,}")
_RULE = re.compile(r"[\W_]{3,}")
_PAGE = re.compile(r"(?:Trang\s+)?[0-9]{1,3}(?:\s*/\s*[0-9]{1,3})?")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, or a table's cell (`cell` is its place in `blocks[block]`).

    `columns` are the spans that wide gaps set apart, `blank` says that an empty line stands before it; `rule` lines
    and `page` numbers are furniture. `offset` is where it begins in its block's own text.
    """

    start: int
    end: int
    block: int
    offset: int
    columns: tuple[tuple[int, int], ...]
    blank: bool = False
    rule: bool = False
    page: bool = False
    bold: bool = False
    level: int = 0
    aside: bool = False
    cell: Cell | None = None


class Text:
    """The whole document as one string with its lines."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.wrapped = source.kind in {"txt", "text", "pdf", "doc", "md"}
        self._pieces: list[str] = []
        self._length = 0
        self.lines = tuple(self._read())
        self.text = "".join(self._pieces)

    def _read(self) -> Iterator[Line]:
        blank = False
        for number, block in enumerate(self.source.blocks):
            if isinstance(block, Table):
                for cell in block.cells:
                    line = self._add(cell.text, number, 0, cell=cell)
                    if line is not None:
                        yield line
                blank = True
                continue
            offset = 0
            for raw in block.text.split("\n"):
                line = self._add(raw, number, offset, block=block, blank=blank)
                offset += len(raw) + 1
                blank = line is None
                if line is not None:
                    yield line

    def _add(
        self,
        raw: str,
        number: int,
        offset: int,
        *,
        block: Paragraph | None = None,
        blank: bool = False,
        cell: Cell | None = None,
    ) -> Line | None:
        """Append a line's text; None for an empty one."""
        columns = [collapsed for part in _GAP.split(raw) if (collapsed := " ".join(_nfc(part).split()))]
        if not columns:
            return None
        said = " ".join(columns)
        start = self._length + bool(self._pieces)
        self._pieces.append(f" {said}" if self._pieces else said)
        self._length = start + len(said)
        spans, place = [], start
        for part in columns:
            spans.append((place, place + len(part)))
            place += len(part) + 1
        return Line(
            start,
            self._length,
            number,
            offset,
            tuple(spans),
            blank=blank,
            rule=_RULE.fullmatch(said) is not None,
            page=_PAGE.fullmatch(said) is not None and cell is None,
            bold=block is not None and block.bold,
            level=block.level if block is not None else 0,
            aside=block is not None and block.place in {Place.HEADER, Place.FOOTER},
            cell=cell,
        )

    @cached_property
    def _starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def line_at(self, position: int) -> Line:
        """The line a character stands in."""
        return self.lines[max(0, bisect_right(self._starts, position) - 1)]

    def origin(self, position: int) -> Origin:
        """Where a character of the text stands in the blocks."""
        if not self.lines:
            return Origin(0, 0)
        line = self.line_at(position)
        block = self.source.blocks[line.block]
        raw = line.cell.text if line.cell is not None else block.text if isinstance(block, Paragraph) else ""
        return Origin(line.block, line.offset + _offset(raw[line.offset :], position - line.start))


def _nfc(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _offset(raw: str, wanted: int) -> int:
    """The place in a raw line whose normalised form has `wanted` characters before it."""
    length, place, space = 0, 0, True
    while place < len(raw):
        end = place + 1
        while end < len(raw) and unicodedata.combining(raw[end]):
            end += 1
        cluster = raw[place:end]
        if cluster.isspace():
            grown = 0 if space else 1
            space = True
        else:
            grown, space = len(_nfc(cluster)), False
        if length + grown > wanted:
            return place
        length, place = length + grown, end
    return len(raw)
