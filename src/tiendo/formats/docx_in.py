"""Word documents in: paragraphs with their numbers, tables, text boxes, notes, headers; changes taken as accepted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from tiendo.core.errors import Problem
from tiendo.formats.docx_nodes import (
    ALTERNATIVES,
    AROUND,
    GONE,
    NEW,
    boxes_of,
    cells_of,
    columns_before,
    columns_of,
    content_of,
    lines_of,
    make_common,
    merged_down,
    rows_of,
)
from tiendo.formats.docx_styles import (
    STRICT,
    Numbering,
    Style,
    Styles,
    W,
    font_of,
    is_on,
    number_of,
    value_of,
)
from tiendo.formats.office_package import Package
from tiendo.formats.source_limits import MOST_CHARACTERS, Reading
from tiendo.reading.blocks import Block, Cell, Paragraph, Place, Source, Table
from tiendo.reading.legacy import better_legacy, from_legacy, is_capital_font, writing_of_font
from tiendo.reading.repairs import as_repairs, texts_of

_SIGNS = {
    W + "tab": "\t",
    W + "cr": "\n",
    W + "br": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "\u00ad",
}
_SIGNS |= {W + "sym": "•"}
_DRAWN = frozenset((W + "drawing", W + "pict", W + "object", ALTERNATIVES))
_LOOKS = (("bold", "b"), ("italic", "i"), ("caps", "caps"), ("hidden", "vanish"))
_SAMPLE = 50_000


def read_docx(data: bytes, reading: Reading) -> Source:
    """The blocks of a Word file in reading order: headers, body with its boxes, notes, footers.

    Errors: Problem `source.damaged`, `source.bomb`, `source.entities`, `source.kind`, `source.no_text` …
    """
    package = Package(data)
    root = package.xml(package.main)
    if root.tag.startswith(STRICT):
        make_common(root)
    walk = _Walk(package, reading)
    blocks = walk.document(root)
    if not any(_has_words(block) for block in blocks) and package.pictures:
        raise Problem("source.no_text")
    walk.counts["repair.macros"] = int(package.macros)
    return Source("docx", tuple(blocks), as_repairs(walk.counts), walk.page)


def _has_words(block: Block) -> bool:
    return any(letter.isalnum() for text in texts_of(block) for letter in text)


@dataclass
class _Run:
    """A piece of text of one look; `font` says in which writing its letters are."""

    text: str
    bold: bool
    italic: bool
    font: str


@dataclass
class _Written:
    """A paragraph as it is collected: its runs, its text boxes, and what follows from its style."""

    runs: list[_Run] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)


class _Walk:
    """Goes through a file's parts once and keeps what is counted on the way."""

    def __init__(self, package: Package, reading: Reading) -> None:
        self.package, self.reading = package, reading
        self.styles = Styles(package.related("styles"))
        self.numbering = Numbering(package.related("numbering"))
        self.counts: Counter[str] = Counter()
        self.page = 0
        self.place = Place.BODY
        self._letters = 0
        self._carried: list[_Run] = []
        self._old_fonts: dict[str, bool] = {}

    def document(self, root: Any) -> list[Block]:
        """The blocks of the main part and of the parts it names."""
        self._weigh_fonts(root)
        self.page = 1 if next(root.iter(W + "lastRenderedPageBreak"), None) is not None else 0
        body = root.find(W + "body")
        if body is None:
            raise Problem("source.damaged")
        blocks = [*self._named(root, "header", Place.HEADER), *self._blocks(body)]
        for kind in ("footnotes", "endnotes"):
            blocks += self._notes(kind)
        return [*blocks, *self._named(root, "footer", Place.FOOTER)]

    def _named(self, root: Any, kind: str, place: Place) -> list[Block]:
        """Headers or footers, each text once, without those that are only a page's number."""
        parts = self.package.by_id(self.package.main)
        made: list[Block] = []
        pages, self.page, self.place = self.page, 0, place
        for name in dict.fromkeys(
            parts.get(value, "")
            for node in root.iter(f"{W}{kind}Reference")
            for key, value in node.attrib.items()
            if key.endswith("}id")
        ):
            if name:
                made += [block for block in self._blocks(self.package.xml(name)) if block not in made]
        self.page, self.place = pages, Place.BODY
        return [block for block in made if isinstance(block, Table) or any(map(str.isalpha, block.text))]

    def _notes(self, kind: str) -> list[Block]:
        root = self.package.related(kind)
        if root is None:
            return []
        pages, self.page, self.place = self.page, 0, Place.NOTE
        made: list[Block] = []
        for note in root:
            if (note.get(W + "type") or "normal") == "normal":
                made += self._blocks(note)
        self.page, self.place = pages, Place.BODY
        return made

    def _blocks(self, parent: Any) -> list[Block]:
        made: list[Block] = []
        for node in content_of(parent, self.counts):
            self.reading.check()
            made += self._table(node) if node.tag == W + "tbl" else self._paragraph(node)
        return made

    # Paragraphs

    def _paragraph(self, node: Any) -> list[Block]:
        """A paragraph, split where its line was broken by hand, and the text boxes that hang on it."""
        properties = node.find(W + "pPr")
        style = self.styles.of(value_of(properties, "pStyle") or self.styles.default)
        label, depth = self._label(properties, style)
        page = self.page
        written = _Written(runs=self._carried)
        self._carried = []
        self._runs(node, style, written)
        mark = properties.find(W + "rPr") if properties is not None else None
        if mark is not None and mark.find(W + "del") is not None:
            self.counts["repair.tracked_changes"] += 1
            self._carried = written.runs
            return self._boxed(written)
        text = label + "".join(self._letters_of(run) for run in written.runs)
        self._letters += len(text)
        if self._letters > MOST_CHARACTERS:
            raise Problem("source.too_much_text")
        shown = [run for run in written.runs if run.text.strip()]
        whole = Paragraph(
            text,
            self.place,
            page,
            bold=bool(shown) and all(run.bold for run in shown),
            italic=bool(shown) and all(run.italic for run in shown),
            centred=(value_of(properties, "jc") or style.align) == "center",
            level=self._depth(properties, style) or depth,
        )
        made: list[Block] = [replace(whole, text=line) for line in lines_of(text)]
        return made + self._boxed(written)

    def _depth(self, properties: Any, style: Style) -> int:
        own = value_of(properties, "outlineLvl")
        return int(own) + 1 if own.isdecimal() and int(own) < 9 else style.outline

    def _label(self, properties: Any, style: Style) -> tuple[str, int]:
        """The number Word prints before a paragraph, and the depth of its list."""
        number = number_of(properties) or style.number
        if number is None:
            return "", 0
        key, depth = number
        if not key and style.number:
            key = style.number[0]
        if key in ("", "0"):
            return "", 0
        label = self.numbering.label(key, depth)
        return label, depth + 1 if label else 0

    def _boxed(self, written: _Written) -> list[Block]:
        made: list[Block] = []
        if written.boxes:
            before, self.place = self.place, Place.TEXT_BOX
            for box in written.boxes:
                made += self._blocks(box)
            self.place = before
        return made

    def _runs(self, parent: Any, style: Style, written: _Written) -> None:
        for node in parent:
            if node.tag == W + "r":
                self._run(node, style, written)
            elif node.tag in GONE:
                self.counts["repair.tracked_changes"] += 1
            elif node.tag in AROUND:
                self.counts["repair.tracked_changes"] += node.tag in NEW
                self._runs(node, style, written)
            elif node.tag == W + "sdt":
                for content in node.iterchildren(W + "sdtContent"):
                    self._runs(content, style, written)

    def _run(self, node: Any, style: Style, written: _Written) -> None:
        properties = node.find(W + "rPr")
        own = self.styles.of(value_of(properties, "rStyle"))
        flags = {}
        for name, tag in _LOOKS:
            said = (is_on(properties, tag), getattr(own, name), getattr(style, name))
            flags[name] = next((one for one in said if one is not None), False)
        text = self._text(node, written)
        if flags["hidden"]:
            self.counts["repair.hidden_text"] += bool(text.strip())
            return
        if text:
            font = font_of(properties) or own.font or style.font or self.styles.default_font
            shown = text.upper() if flags["caps"] and not writing_of_font(font) else text
            written.runs.append(_Run(shown, flags["bold"], flags["italic"], font))

    def _text(self, node: Any, written: _Written) -> str:
        made = []
        for child in node:
            if child.tag == W + "t":
                made.append(child.text or "")
            elif child.tag in _SIGNS:
                made.append(_SIGNS[child.tag])
            elif child.tag == W + "lastRenderedPageBreak":
                self.page += self.page > 0
            elif child.tag in _DRAWN:
                written.boxes += boxes_of(child)
        return "".join(made)

    # Old fonts

    def _weigh_fonts(self, root: Any) -> None:
        """Find out for each old writing whether the text in its fonts reads better as such: some kept only the name."""
        texts: dict[str, list[str]] = {}
        for run in root.iter(W + "r"):
            writing = writing_of_font(self._font_at(run))
            if writing and sum(map(len, texts.get(writing, ()))) < _SAMPLE:
                texts.setdefault(writing, []).append("".join(self._text(run, _Written())))
        self._old_fonts = {
            writing: better_legacy(" ".join(found), writing) for writing, found in texts.items()
        }

    def _font_at(self, run: Any) -> str:
        properties = run.find(W + "rPr")
        named = font_of(properties) or self.styles.of(value_of(properties, "rStyle")).font
        if named:
            return named
        paragraph = next(run.iterancestors(W + "p"), None)
        style = value_of(paragraph.find(W + "pPr"), "pStyle") if paragraph is not None else ""
        return self.styles.of(style or self.styles.default).font or self.styles.default_font

    def _letters_of(self, run: _Run) -> str:
        writing = writing_of_font(run.font)
        if not writing or not self._old_fonts.get(writing):
            return run.text
        text = from_legacy(run.text, writing)
        if text != run.text:
            self.counts[f"repair.{writing}"] += 1
        return text.upper() if is_capital_font(run.font) else text

    # Tables

    def _table(self, node: Any) -> list[Block]:
        """A table, merged cells once; what stands in boxes and tables inside a cell is the cell's."""
        page = self.page
        cells: dict[tuple[int, int], Cell] = {}
        tops: dict[int, tuple[int, int]] = {}
        for row, line in enumerate(rows_of(node, self.counts)):
            column = columns_before(line)
            for cell in cells_of(line):
                text, merged, top = self._cell_text(cell), merged_down(cell), tops.get(column)
                if merged == "continue" and top is not None:
                    first = cells[top]
                    joined = f"{first.text}\n{text}".strip()
                    cells[top] = Cell(joined, first.row, first.column, row - first.row + 1, first.columns)
                else:
                    cells[row, column] = Cell(text, row, column, 1, columns_of(cell))
                    tops.pop(column, None)
                    if merged:
                        tops[column] = (row, column)
                column += columns_of(cell)
        return [Table(tuple(cells[key] for key in sorted(cells)), page)] if cells else []

    def _cell_text(self, cell: Any) -> str:
        return "\n".join(text for block in self._blocks(cell) for text in texts_of(block) if text)
