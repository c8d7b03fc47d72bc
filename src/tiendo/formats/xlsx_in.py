"""Workbooks in: the tables of each shown sheet, merged cells once, and the lines that stand above and below them.

`xlsx_parts` tells which parts of the file are looked at, `xlsx_numbers` what a cell prints, `xlsx_shown` what of a
sheet is seen, `xlsx_layout` what is a table and what a line. VN: phụ lục Excel.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from tiendo.core.errors import Problem
from tiendo.formats.office_package import Package
from tiendo.formats.source_limits import MOST_CHARACTERS, Reading
from tiendo.formats.xlsx_layout import blocks_of
from tiendo.formats.xlsx_numbers import printed
from tiendo.formats.xlsx_parts import SheetPart, cell_name, read_book
from tiendo.formats.xlsx_shown import Cells, shown
from tiendo.reading.blocks import Block, Paragraph, Repair, Source
from tiendo.reading.repairs import as_repairs

_UNREADABLE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    InvalidFileException,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What openpyxl raises for workbooks that are not as they should be; a Problem is none of them."""

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def read_xlsx(data: bytes, reading: Reading) -> Source:
    """The blocks of a workbook, sheet by sheet; what is hidden, and formulas without a value, are told.

    Errors: Problem `source.damaged`, `source.bomb`, `source.entities`, `source.far_cell`, `source.no_text` …
    """
    package = Package(data)
    book = read_book(package, reading)
    counts = Counter({"repair.macros": int(package.macros), "repair.hidden_sheets": book.hidden})
    sheets = []
    for part, cells in zip(book.sheets, _opened(book.data, book.sheets, reading), strict=True):
        area = shown(part, cells, counts, reading)
        if any(letter.isalnum() for text in area.texts.values() for letter in text):
            sheets.append((part, area))
    if not sheets and package.pictures:
        raise Problem("source.no_text")
    blocks: list[Block] = []
    for part, area in sheets:
        reading.check()
        made = blocks_of(area)
        if len(sheets) > 1 and not isinstance(made[0], Paragraph):
            blocks.append(Paragraph(part.name))
        blocks += made
    return Source("xlsx", tuple(blocks), (*as_repairs(counts), *_uncalculated(book.sheets)))


def _uncalculated(sheets: Sequence[SheetPart]) -> Iterator[Repair]:
    """Formulas that nobody has calculated, with the first of them as an example."""
    found = [
        f"{sheet.name}!{cell_name(row, column)}"
        for sheet in sheets
        for row, column in sheet.unknown
        if row not in sheet.hidden_rows and column not in sheet.hidden_columns
    ]
    if found:
        yield Repair("repair.no_value", len(found), {"example": found[0]})


def _opened(data: bytes, sheets: Sequence[SheetPart], reading: Reading) -> list[Cells]:
    """The cells of every sheet. Errors: Problem `source.damaged`, `source.too_much_text`, `source.time` …"""
    letters, made = 0, []
    try:
        # What openpyxl warns of (styles it does not know) changes nothing in what a cell says.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            opened = openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=True, keep_links=False
            )
            for sheet, part in zip(opened.worksheets, sheets, strict=True):
                cells = Cells()
                for number, row in enumerate(sheet.iter_rows(max_col=part.width), start=1):
                    reading.check()
                    letters += _take(number, row, part, cells)
                    if letters > MOST_CHARACTERS:
                        raise Problem("source.too_much_text")
                made.append(cells)
    except _UNREADABLE:
        raise Problem("source.damaged") from None
    return made


def _take(number: int, row: Sequence[Any], part: SheetPart, cells: Cells) -> int:
    """Keep the texts of a row; how many letters they have."""
    letters = lines = 0
    columns = part.cells.get(number, ())
    for column in columns:
        cell = row[column - 1]
        text = _plain(printed(cell.value, cell.number_format))
        if text or cell.value is None:  # a formula without a value still makes its row one of a table
            cells.texts[number, column] = text
            letters += len(text)
        lines += _has_lines(cell)
    lines += sum(_has_lines(row[column - 1]) for column in part.framed.get(number, ()))
    if lines > 1:
        cells.framed.add(number)
    return letters


def _has_lines(cell: Any) -> bool:
    border = cell.border
    sides = (border.left, border.right, border.top, border.bottom) if border is not None else ()
    return any(side is not None and side.style for side in sides)


def _plain(text: str) -> str:
    """A text with its line breaks alike, without what Excel writes for characters XML does not have."""
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
    return _BREAKS.sub("\n", text).strip()
