"""What a document's file comes to before anything is understood: paragraphs and tables in reading order.

`formats` makes blocks of files, `reading` makes clauses of blocks. VN: khối văn bản.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Place(StrEnum):
    """Where on the paper a block stands."""

    BODY = "body"
    HEADER = "header"
    FOOTER = "footer"
    TEXT_BOX = "text_box"
    NOTE = "note"


@dataclass(frozen=True)
class Paragraph:
    """One paragraph as it is printed, its numbering label included in `text`.

    `page` counts from 1 (0: not known); `level` is the depth of a heading or list style (0: none).
    """

    text: str
    place: Place = Place.BODY
    page: int = 0
    bold: bool = False
    italic: bool = False
    centred: bool = False
    level: int = 0


@dataclass(frozen=True)
class Cell:
    """One cell of a table; a merged cell stands once, at its first row and column."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Table:
    """A table, its cells in reading order."""

    cells: tuple[Cell, ...]
    page: int = 0


Block = Paragraph | Table


@dataclass(frozen=True)
class Repair:
    """Something that was mended or noticed while reading a file, for a person to know.

    `code` is stable (`repair.nfc`, `repair.tcvn3`, `repair.broken_letters` …), `count` how often, `details` are the
    arguments of its sentence.
    """

    code: str
    count: int = 1
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """A document as its file gave it: blocks in reading order, and what was mended on the way.

    `kind` is the kind of file (docx, xlsx, pdf, doc, txt, md, html, text).
    """

    kind: str
    blocks: tuple[Block, ...]
    repairs: tuple[Repair, ...] = ()
    pages: int = 0
