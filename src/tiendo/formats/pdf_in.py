"""PDF files in: lines put back into paragraphs, page furniture left out, tables with their cells.

Pages are opened one at a time; what is kept of them is words and places, so a long file does not fill the memory.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pypdfium2

from tiendo.core.errors import Problem
from tiendo.formats.pdf_layout import Flow, Furniture
from tiendo.formats.pdf_pages import Line, Page, is_scan, pages_of
from tiendo.formats.pdf_tables import Grid, as_lines, grids_of, is_alike, joined, table_of, take_words
from tiendo.formats.source_limits import MOST_CHARACTERS, MOST_PAGES, Reading
from tiendo.reading.blocks import Block, Place, Source, Table
from tiendo.reading.repairs import as_repairs

if TYPE_CHECKING:
    from tiendo.formats.ocr_in import Recogniser


def read_pdf(data: bytes, reading: Reading, *, anew: bool = False) -> Source:
    """The blocks of a PDF file; with `reading.ocr` scans are recognised, `anew` pages with text, too.

    Errors: Problem `source.damaged`, `source.encrypted`, `source.too_long`, `source.no_text`, `source.no_ocr` …
    """
    document = opened(data)
    try:
        count = len(document)
        recogniser = _recogniser(count, reading)
        pages = _pages(document, reading, recogniser, anew=anew)
    except pypdfium2.PdfiumError:
        raise Problem("source.damaged") from None
    finally:
        document.close()
    scans = sum(map(is_scan, pages))
    if not any(page.lines for page in pages) or 2 * scans > count:
        raise Problem("source.no_text")
    counts: Counter[str] = Counter({"repair.scanned_pages": scans})
    blocks = _blocks(pages, counts, reading)
    counts["repair.ocr"] = recogniser.done if recogniser is not None else 0
    return Source("pdf", tuple(blocks), as_repairs(counts), count)


def _recogniser(count: int, reading: Reading) -> Recogniser | None:
    if not reading.ocr:
        return None
    from tiendo.formats import ocr_in  # noqa: PLC0415

    return ocr_in.Recogniser(count, reading)


def opened(data: bytes) -> Any:
    """A PDF opened, its number of pages in bounds. Errors: as `read_pdf`."""
    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as failed:
        locked = getattr(failed, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise Problem("source.encrypted" if locked else "source.damaged") from None
    if count > MOST_PAGES:
        document.close()
        raise Problem("source.too_long", pages=count, most=MOST_PAGES)
    if not count:
        document.close()
        raise Problem("source.damaged")
    return document


def _pages(document: Any, reading: Reading, recogniser: Recogniser | None, *, anew: bool) -> list[Page]:
    """The pages with their words. Errors: Problem `source.time`, `source.too_much_text` …"""
    found: list[Page] = []
    letters = 0
    recognise = None if recogniser is None else recogniser.lines
    for page in pages_of(document, recognise, every=anew):
        reading.check()
        letters += page.letters
        if letters > MOST_CHARACTERS:
            raise Problem("source.too_much_text")
        found.append(page)
    return found


def _blocks(pages: list[Page], counts: Counter[str], reading: Reading) -> list[Block]:
    furniture = Furniture([page.lines for page in pages])
    body = _Body()
    for page in pages:
        reading.check()
        if page.writing:
            counts[f"repair.{page.writing}"] += 1
        body.page(page, furniture.without(page.lines))
    blocks = body.close()
    counts["repair.furniture"] = furniture.taken
    counts["repair.wrapped_lines"] = body.flow.joined
    heads = [one for one in furniture.kept if one.place == Place.HEADER]
    return [*heads, *blocks, *(one for one in furniture.kept if one.place != Place.HEADER)]


class _Body:
    """Puts paragraphs and tables of all pages in reading order; a table may go on over the end of a page."""

    def __init__(self) -> None:
        self.flow = Flow()
        self._made: list[Block] = []
        self._grid: Grid | None = None
        self._ended = 0

    def page(self, page: Page, lines: list[Line]) -> None:
        """Take a page, whose furniture is out."""
        grids = grids_of(page)
        left = take_words(lines, grids)
        tables: list[tuple[Grid, Table]] = []
        for grid in grids:
            table = table_of(grid, page.number)
            if table is None:
                left += as_lines(grid, page.number)
            else:
                tables.append((grid, table))
        if len(tables) < len(grids):
            left.sort(key=lambda line: -line.top)
        self.flow.page(left, page.width)
        for line in left:
            while tables and tables[0][0].ys[-1] > line.top:
                self._table(*tables.pop(0))
            self.flow.take(line)
        for grid, table in tables:
            self._table(grid, table)

    def close(self) -> list[Block]:
        """The blocks, when all pages are taken."""
        self._paragraphs()
        return self._made

    def _paragraphs(self) -> bool:
        self.flow.close()
        some = bool(self.flow.made)
        self._made += self.flow.made
        self.flow.made = []
        return some

    def _table(self, grid: Grid, table: Table) -> None:
        between = self._paragraphs()
        before = self._made[-1] if self._made else None
        goes_on = not between and self._grid is not None and is_alike(self._grid, grid)
        if goes_on and isinstance(before, Table) and table.page == self._ended + 1:
            self._made[-1] = joined(before, table)
        else:
            self._made.append(table)
        self._grid, self._ended = grid, table.page
