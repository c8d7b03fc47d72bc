"""Web pages in: paragraphs, lists with their numbers and tables; scripts, styles and what is hidden are left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from tiendo.core.errors import Problem
from tiendo.formats.docx_styles import numeral
from tiendo.formats.source_limits import Reading
from tiendo.formats.text_plain_in import decoded
from tiendo.reading.blocks import Block, Cell, Paragraph, Repair, Source, Table


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SILENT = _set("script style noscript template iframe object svg math select nav")
_VOID = _set("area base br col embed hr img input link meta source track wbr")
_BREAKS = _set("""
    address article aside blockquote body center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
    header hr html legend li main ol p pre section table tbody tfoot thead tr ul caption
    """)
_HEADINGS = {f"h{depth}": depth for depth in range(1, 7)}
_BOLD, _ITALIC = frozenset(("b", "strong", "th", *_HEADINGS)), frozenset(("i", "em"))
_ENDS = {
    "td": ({"td", "th"}, {"table"}),
    "th": ({"td", "th"}, {"table"}),
    "tr": ({"tr", "td", "th"}, {"table"}),
    "li": ({"li"}, {"ol", "ul"}),
    "p": ({"p"}, {"td", "th", "li", "div"}),
}
"""What a tag ends that was left open, unless one of the others stands between."""
_DEEPEST = 200
_WIDEST = 500
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
_KINDS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def read_html(data: bytes, reading: Reading) -> Source:
    """The blocks of a page. Errors: Problem `source.kind` for bytes that are no text."""
    text, writing = _text_of(data)
    page = _Page(reading)
    for start in range(0, len(text), 1 << 16):
        reading.check()
        page.feed(text[start : start + (1 << 16)])
    page.close()
    page.end_paragraph()
    return Source("html", tuple(page.blocks), (Repair(f"repair.{writing}"),) if writing else ())


def _text_of(data: bytes) -> tuple[str, str]:
    named = _CHARSET.search(data[:4096])
    name = named[1].decode("ascii").lower() if named else ""
    if name in ("windows-1258", "cp1258"):
        return data.decode("cp1258", "replace"), ""
    return decoded(data)


@dataclass
class _Grid:
    """A table as it is collected: its cells, and which places are taken by cells that reach down."""

    cells: list[Cell] = field(default_factory=list)
    taken: set[tuple[int, int]] = field(default_factory=set)
    row: int = -1
    column: int = 0
    spans: tuple[int, int] = (1, 1)
    text: list[str] | None = None


class _Page(HTMLParser):
    """Collects the blocks of a page; tags that are never closed do no harm."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._reading = reading
        self._silent: list[str] = []
        self._open: list[str] = []
        self._words: list[str] = []
        self._looks: list[tuple[int, int]] = []
        self._lists: list[tuple[str, int]] = []
        self._grids: list[_Grid] = []
        self._label = ""
        self._centred = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag begins."""
        if self._silent:
            if tag not in _VOID:
                self._silent.append(tag)
            return
        given = {name: value or "" for name, value in attrs}
        if tag in _SILENT or _is_hidden(given):
            if tag not in _VOID:
                self._silent.append(tag)
            return
        self._end_before(tag)
        if tag == "br":
            self._words.append("\n")
        if tag in _BREAKS or (tag in ("td", "th") and self._grids):
            self.end_paragraph()
            self._centred = tag == "center" or "center" in given.get("align", "") + given.get("style", "")
        if tag in _VOID:
            return
        if len(self._open) >= _DEEPEST:
            raise Problem("source.damaged")
        self._open.append(tag)
        self._begin(tag, given)

    def _end_before(self, tag: str) -> None:
        """End what a tag ends that was left open."""
        ended, walls = _ENDS.get(tag, (frozenset(), frozenset()))
        at = len(self._open)
        for back in range(len(self._open) - 1, -1, -1):
            if self._open[back] in walls:
                break
            if self._open[back] in ended:
                at = back
        while len(self._open) > at:
            self._end(self._open.pop())

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        if tag in ("ol", "ul"):
            kind = _KINDS.get(given.get("type", "1"), "decimal") if tag == "ol" else "bullet"
            self._lists.append((kind, _number(given.get("start", ""), 1)))
        elif tag == "li" and self._lists:
            kind, count = self._lists[-1]
            self._lists[-1] = kind, count + 1
            self._label = "- " if kind == "bullet" else f"{numeral(count, kind)}. "
        elif tag == "table":
            self._grids.append(_Grid())
        elif tag == "tr" and self._grids:
            self._grids[-1].row += 1
            self._grids[-1].column = 0
        elif tag in ("td", "th") and self._grids:
            grid = self._grids[-1]
            grid.text = []
            grid.spans = _number(given.get("rowspan", ""), 1), _number(given.get("colspan", ""), 1)

    def handle_endtag(self, tag: str) -> None:
        """A tag ends; one that was never begun is passed over."""
        if self._silent:
            if tag in self._silent:
                while self._silent.pop() != tag:
                    pass
            return
        if tag not in self._open:
            return
        while self._open:
            ended = self._open.pop()
            self._end(ended)
            if ended == tag:
                break

    def _end(self, tag: str) -> None:
        if tag in _BREAKS or tag in ("td", "th"):
            depth = _HEADINGS.get(tag, 0)
            self.end_paragraph(level=depth)
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        elif tag in ("td", "th") and self._grids:
            self._close_cell(self._grids[-1])
        elif tag == "table" and self._grids:
            self._close_table(self._grids.pop())

    def handle_data(self, data: str) -> None:
        """Words."""
        if self._silent or not data:
            return
        plain = _BLANKS.sub(" ", data) if "pre" not in self._open else data
        self._words.append(plain)
        if plain.strip():
            bold, italic = not _BOLD.isdisjoint(self._open), not _ITALIC.isdisjoint(self._open)
            self._looks.append((bold, italic))

    def end_paragraph(self, *, level: int = 0) -> None:
        """What was collected becomes a paragraph, or a line of the cell it stands in."""
        text, self._words = "".join(self._words), []
        looks, self._looks = self._looks, []
        lines = [line for line in (_BLANKS.sub(" ", one).strip() for one in text.split("\n")) if line]
        if not lines:
            return
        lines[0], self._label = self._label + lines[0], ""
        if self._grids and self._grids[-1].text is not None:
            self._grids[-1].text += lines
            return
        bold, italic = all(look[0] for look in looks), all(look[1] for look in looks)
        self.blocks += [
            Paragraph(line, bold=bold, italic=italic, centred=self._centred, level=level) for line in lines
        ]

    def _close_cell(self, grid: _Grid) -> None:
        if grid.text is None:
            return
        row = max(grid.row, 0)
        while (row, grid.column) in grid.taken and grid.column < _WIDEST:
            grid.column += 1
        rows, columns = (max(1, min(span, _WIDEST)) for span in grid.spans)
        grid.cells.append(Cell("\n".join(grid.text), row, grid.column, rows, columns))
        if rows > 1:
            grid.taken |= {
                (row + down, grid.column + right) for down in range(1, rows) for right in range(columns)
            }
        grid.column += columns
        grid.text = None

    def _close_table(self, grid: _Grid) -> None:
        if self._grids and self._grids[-1].text is not None:  # a table inside a cell gives the cell its words
            self._grids[-1].text += [cell.text for cell in grid.cells if cell.text]
        elif grid.cells:
            self.blocks.append(Table(tuple(grid.cells)))


def _is_hidden(given: dict[str, str]) -> bool:
    style = given.get("style", "").replace(" ", "").lower()
    return "hidden" in given or "display:none" in style or "visibility:hidden" in style


def _number(written: str, otherwise: int) -> int:
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 6 else otherwise
