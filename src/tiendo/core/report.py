"""The periodic report as a model: what stands where, every figure in it with what it is the figure of.

Nothing here is laid out and nothing is computed: `formats` print it, `report_text` writes it. VN: báo cáo
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date

from tiendo.core.period import Window


@dataclass(frozen=True)
class Cited:
    """A figure in a sentence or cell, with its source: which target, which number of it, over which days.

    `what` is one of `goal`, `period`, `so_far`, `attainment`, `reports`; sides are exact amounts, where there are any.
    """

    shown: str
    target: str
    what: str
    window: Window | None = None
    numerator: int | None = None
    denominator: int | None = None


Piece = str | Cited
"""Words, or a figure among them."""


@dataclass(frozen=True)
class Paragraph:
    """A sentence or several; `style` is `body`, `item` (begins with a dash) or `blank` (left for people to write)."""

    pieces: tuple[Piece, ...]
    style: str = "body"

    @property
    def text(self) -> str:
        """The words with the figures in them."""
        return "".join(piece if isinstance(piece, str) else piece.shown for piece in self.pieces)


@dataclass(frozen=True)
class Section:
    """A heading of rank 1 (I., II.) or 2 (1., 2.) with what stands under it."""

    title: str
    rank: int
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, how wide it is beside others, and whether numbers stand in it."""

    title: str
    weight: int
    number: bool = False


@dataclass(frozen=True)
class Row:
    """A line of a table; a `group` line spans all columns with its first cell."""

    cells: tuple[Piece, ...]
    group: bool = False


@dataclass(frozen=True)
class Annex:
    """A table after the signature, on its own pages; `wide` ones lie across. VN: phụ lục"""

    title: str
    subtitle: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    wide: bool


@dataclass(frozen=True)
class Letterhead:
    """The top of an official paper. VN: phần đầu văn bản"""

    heading: str
    superior: str
    issuer: str
    number: str
    place_and_day: str


@dataclass(frozen=True)
class Report:
    """A whole report, ready to be printed; `head` is the event of the ledger it was made at, with its seal."""

    letterhead: Letterhead
    kind: str
    subject: tuple[str, ...]
    opening: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    recipients: tuple[str, ...]
    recipients_title: str
    signature: tuple[str, ...]
    archive: str
    head: str
    annexes: tuple[Annex, ...] = ()

    def figures(self) -> Iterator[Cited]:
        """Every figure in it, in reading order."""
        paragraphs = [*self.opening, *(one for section in self.sections for one in section.paragraphs)]
        pieces: list[Piece] = [piece for paragraph in paragraphs for piece in paragraph.pieces]
        pieces += [cell for annex in self.annexes for row in annex.rows for cell in row.cells]
        return (piece for piece in pieces if isinstance(piece, Cited))

    def canonical(self) -> str:
        """The report as JSON in one way only: what a freeze keeps and a digest is taken of."""
        return json.dumps(
            asdict(self), sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain
        )

    @property
    def sha256(self) -> str:
        """Digest of the canonical text."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no canonical JSON for {type(value).__name__}")
