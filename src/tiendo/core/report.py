"""The periodic report as a model: what stands where, every figure in it with what it is the figure of.

Nothing here is laid out and nothing is computed: `formats` print it, `report_text` writes it. VN: báo cáo
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from tiendo.core.period import Window
from tiendo.core.report_template import fill

SCHEMA = 1
"""Of the canonical JSON of a report."""


@dataclass(frozen=True)
class Cited:
    """A figure in a sentence or cell, with its source: which target, which number of it, over which days.

    `what` of a target: `goal`, `period`, `so_far`, `accepted` (what of it the accepted book holds), `attainment`, and
    the sides of a ratio, `numerator` and `denominator`; `year`, `year_goal`, `year_attainment` where only years were
    handed down. Without a target it counts targets (`targets`, `met`, `late`,
    `running`, `other`) or reports and those who owe them (`heard`, `expected`, `missing`, `silent`). `unit` is the
    code of a unit below where it is not the report's own. Sides are exact amounts, where there are any.
    """

    shown: str
    target: str
    what: str
    window: Window | None = None
    numerator: int | None = None
    denominator: int | None = None
    unit: str = ""


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
    """The top of an official paper; `serial` and `day` are blank until they are given. VN: phần đầu văn bản

    `dated` is the sentence that tells place and day.
    """

    heading: str
    superior: str
    issuer: str
    serial: str
    symbol: str
    place: str
    day: date | None
    dated: str

    @property
    def number(self) -> str:
        """Serial and symbol, with room for a serial to be written by hand."""
        return f"{self.serial or '      '}{self.symbol}"

    @property
    def place_and_day(self) -> str:
        """Where and when it is signed, with room for the day to be written by hand."""
        day = self.day
        return fill(
            self.dated,
            place=self.place,
            day=_padded(day.day, 10) if day else "    ",
            month=_padded(day.month, 3) if day else "    ",
            year=str(day.year) if day else "      ",
        )


@dataclass(frozen=True)
class About:
    """What a paper is of: a unit by code and name, a plan, a period by key, the day of its figures, and the event of
    the ledger they were known at, with its seal.
    """

    unit: str
    unit_name: str
    plan: str
    period: str
    as_of: date
    seq: int
    hash: str


@dataclass(frozen=True)
class Report:
    """A whole report, ready to be printed: whoever has it needs nothing else to print it again.

    `bases` and `recipients` are lines as they are printed, punctuation included; `head` tells in small print where
    the figures come from, and is empty on a paper without figures.
    """

    about: About
    letterhead: Letterhead
    kind: str
    subject: tuple[str, ...]
    bases: tuple[str, ...]
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

    def signed(self, serial: str, day: date | None) -> Report:
        """The same paper with the number and day it is signed under, where they are given."""
        head = self.letterhead
        return replace(self, letterhead=replace(head, serial=serial or head.serial, day=day or head.day))

    def plain(self) -> dict[str, Any]:
        """The report as plain data."""
        return {"schema": SCHEMA, **asdict(self, dict_factory=_by_name)}

    def canonical(self) -> str:
        """The report as JSON in one way only: what a freeze keeps and a digest is taken of."""
        return json.dumps(
            self.plain(), sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain
        )

    @property
    def sha256(self) -> str:
        """Digest of the canonical text."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()


def _by_name(fields: list[tuple[str, Any]]) -> dict[str, Any]:
    """Fields by their names, those of windows too, which are tuples otherwise."""
    return {name: value._asdict() if isinstance(value, Window) else value for name, value in fields}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no canonical JSON for {type(value).__name__}")


def _padded(number: int, below: int) -> str:
    """Days under 10 and the months January and February are written with a zero, others as they are."""
    return f"0{number}" if number < below else str(number)
