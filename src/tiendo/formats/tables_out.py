"""Tables as an Excel workbook: the same tables give the same bytes, and no cell is ever a formula."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from tiendo.core.report import Annex, Cited, Piece, Row

_NEVER = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_WIDEST = 3
"""Characters of one unit of a column's weight."""

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME, _MOST_CELL = 31, 32_000
_NUMBER = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{3})*|-?[0-9]+")


def tables_xlsx(title: str, tables: Sequence[Annex]) -> bytes:
    """A workbook with one sheet for each table: a heading, columns wide enough, the head repeated when printed."""
    file = BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": title, "author": "", "created": _NEVER})
    printer = _Printer(book)
    for number, table in enumerate(tables, start=1):
        printer.sheet(table, number)
    book.close()
    return file.getvalue()


class _Printer:
    def __init__(self, book: Any) -> None:
        self.book = book
        base = {"font_name": "Times New Roman", "font_size": 12, "text_wrap": True, "valign": "top"}
        boxed = {**base, "border": 1}
        self.title = book.add_format({**base, "bold": True, "font_size": 14, "align": "center"})
        self.head = book.add_format({**boxed, "bold": True, "align": "center", "valign": "vcenter"})
        self.text = book.add_format(boxed)
        self.number = book.add_format({**boxed, "align": "right", "num_format": "#,##0"})
        self.right = book.add_format({**boxed, "align": "right"})
        self.group = book.add_format({**boxed, "bold": True})

    def sheet(self, table: Annex, number: int) -> None:
        """One table on a sheet of its own."""
        name = _NOT_IN_NAMES.sub(" ", table.title).strip()[:_LONGEST_NAME] or str(number)
        sheet = self.book.add_worksheet(name)
        last = len(table.columns) - 1
        sheet.merge_range(0, 0, 0, last, table.title, self.title) if last else sheet.write_string(
            0, 0, table.title, self.title
        )
        subtitle = table.subtitle.replace("\n", " ")
        sheet.merge_range(1, 0, 1, last, subtitle, self.title) if last else sheet.write_string(
            1, 0, subtitle, self.title
        )
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, column.weight * _WIDEST)
            sheet.write_string(2, place, column.title, self.head)
        for at, row in enumerate(table.rows, start=3):
            self.row(sheet, at, row, table=table)
        sheet.freeze_panes(3, 0)
        sheet.repeat_rows(2)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        if table.wide:
            sheet.set_landscape()
        if table.rows:
            sheet.autofilter(2, 0, 2 + len(table.rows), last)

    def row(self, sheet: Any, at: int, row: Row, *, table: Annex) -> None:
        """One line: numbers as numbers, all else as text."""
        for place, piece in enumerate(row.cells):
            text = _shown(piece)[:_MOST_CELL]
            if row.group:
                sheet.write_string(at, place, text, self.group)
            elif table.columns[place].number and _NUMBER.fullmatch(text):
                sheet.write_number(at, place, int(text.replace(".", "")), self.number)
            else:
                sheet.write_string(at, place, text, self.right if table.columns[place].number else self.text)


def _shown(piece: Piece) -> str:
    return piece.shown if isinstance(piece, Cited) else piece
