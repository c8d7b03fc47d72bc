"""A workbook's sheets as its parts write them, and the small workbook of the same cells that openpyxl is given.

openpyxl sees nothing but what was checked and written anew here: the cells of shown sheets, strings and styles.
Filters, checks, links, drawings and whatever else a workbook carries never reach it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.formats.office_package import Package
from tiendo.formats.source_limits import Reading

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 50_000, 1_000, 200_000
"""Most rows and columns of a sheet, and cells of a workbook, in which words are read."""

register(
    "source.far_cell",
    ProblemKind.INVALID,
    "Sheet {sheet}: something stands in cell {cell}; at most {rows} rows and {columns} columns are read. Empty that "
    "cell, or bring the annex alone.",
)

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_REF = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_FRAMES = 3
"""Empty cells of a row that are kept for the lines around them."""


@dataclass
class SheetPart:
    """A shown sheet: its rows that hold something, what is merged and hidden, formulas nobody has calculated.

    Rows and columns count from 1. `cells` tells by row the columns that hold something; `merged` are top, left, bottom
    and right of merged cells; `unknown` the cells whose formula has no value.
    """

    name: str
    rows: dict[int, bytes] = field(default_factory=dict)
    cells: dict[int, list[int]] = field(default_factory=dict)
    framed: dict[int, list[int]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    unknown: list[tuple[int, int]] = field(default_factory=list)

    @property
    def width(self) -> int:
        """The last column that is read."""
        return max(
            (columns[-1] for kept in (self.cells, self.framed) for columns in kept.values() if columns),
            default=1,
        )


@dataclass
class Book:
    """A workbook's shown sheets, and how many are hidden; `data` is the small workbook openpyxl is given."""

    sheets: list[SheetPart]
    hidden: int
    data: bytes


def read_book(package: Package, reading: Reading) -> Book:
    """The sheets of a workbook, each part checked. Errors: Problem `source.damaged`, `source.far_cell` …"""
    root = package.xml(package.main)
    parts = package.by_id(package.main)
    kinds = {target: kind for kind, target in package.relations(package.main)}
    stale = any(_is_on(node.get("fullCalcOnLoad")) for node in root.iter("{*}calcPr"))
    sheets: list[SheetPart] = []
    hidden = 0
    for node in root.iter("{*}sheet"):
        part = next((parts.get(value, "") for key, value in node.attrib.items() if key.endswith("}id")), "")
        if kinds.get(part) != "worksheet":
            continue
        if (node.get("state") or "visible") != "visible":
            hidden += 1
            continue
        sheet = SheetPart(node.get("name") or "")
        left = MOST_CELLS - sum(len(columns) for one in sheets for columns in one.cells.values())
        package.tell(part, _Sheet(sheet, stale=stale, most=left), reading)
        sheets.append(sheet)
    since_1904 = any(_is_on(node.get("date1904")) for node in root.iter("{*}workbookPr"))
    return Book(sheets, hidden, _written(package, sheets, since_1904=since_1904, reading=reading))


def _is_on(said: str | None) -> bool:
    return (said or "0").lower() not in {"0", "false"}


def place_of(reference: str) -> tuple[int, int]:
    """The row and column of `B7`. Errors: Problem `source.damaged` for what names no cell."""
    found = _REF.fullmatch(reference)
    if found is None:
        raise Problem("source.damaged")
    column = 0
    for letter in found[1].upper():
        column = 26 * column + ord(letter) - 64
    return int(found[2]), column


def cell_name(row: int, column: int) -> str:
    """`B7` for row 7 and column 2."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


class _Sheet:
    """Listens to a sheet's part. `stale` says that values of formulas are to be calculated when it is opened."""

    def __init__(self, sheet: SheetPart, *, stale: bool, most: int) -> None:
        self.sheet, self._stale, self._left = sheet, stale, most
        self._row = self._column = 0
        self._made: list[str] = []
        self._frames: list[int] = []
        self._told: dict[str, str] = {}
        self._text: list[str] | None = None
        self._value, self._formula = "", False
        self._skipped = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = tag.rpartition("}")[2]
        if name == "row":
            self._begin_row(attributes)
        elif name == "c":
            self._begin_cell(attributes)
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._skipped += 1
        elif name in {"v", "t"} and not self._skipped:
            self._text = []
        elif name == "col" and (_is_on(attributes.get("hidden")) or attributes.get("width") == "0"):
            first, last = (_whole(attributes.get(key, "")) for key in ("min", "max"))
            self.sheet.hidden_columns.update(range(max(1, first), min(last, MOST_COLUMNS) + 1))
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def end(self, tag: str) -> None:
        """An element ends."""
        name = tag.rpartition("}")[2]
        if name in {"v", "t"} and self._text is not None:
            self._value += "".join(self._text)
            self._text = None
        elif name == "rPh":
            self._skipped -= 1
        elif name == "c":
            self._end_cell()
        elif name == "row":
            self._end_row()

    def data(self, text: str) -> None:
        """Words of a cell."""
        if self._text is not None:
            self._text.append(text)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._row = _whole(attributes["r"]) if "r" in attributes else self._row + 1
        self._column, self._made, self._frames = 0, [], []
        if _is_on(attributes.get("hidden")) or attributes.get("ht") == "0":
            self.sheet.hidden_rows.add(self._row)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._told, self._value, self._formula = attributes, "", False
        row, self._column = place_of(attributes["r"]) if "r" in attributes else (self._row, self._column + 1)
        if row != self._row:
            raise Problem("source.damaged")

    def _end_cell(self) -> None:
        row, column, value = self._row, self._column, self._value
        unknown = self._formula and (not value or (self._stale and value == "0"))
        value, holds = ("" if unknown else value), bool(value) or unknown
        if holds and (row > MOST_ROWS or column > MOST_COLUMNS):
            far = {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
            raise Problem("source.far_cell", sheet=self.sheet.name, cell=cell_name(row, column), **far)
        style, kind = self._told.get("s", "0"), self._told.get("t", "n")
        if not holds and (style == "0" or column > MOST_COLUMNS or len(self._frames) >= _FRAMES):
            return
        kept = self.sheet.cells.setdefault(row, []) if holds else self._frames
        if kept and column <= kept[-1]:
            raise Problem("source.damaged")
        self._left -= holds
        if self._left < 0:
            raise Problem("source.too_much_text")
        kept.append(column)
        if unknown:
            self.sheet.unknown.append((row, column))
        held = f"<v>{escape(value)}</v>" if value else ""
        kind = "str" if kind == "inlineStr" else kind
        told = f"r={quoteattr(cell_name(row, column))} s={quoteattr(style)} t={quoteattr(kind)}"
        self._made.append(f"<c {told}>{held}</c>")

    def _end_row(self) -> None:
        if self._row in self.sheet.cells and self._row not in self.sheet.rows:
            self.sheet.framed[self._row] = self._frames
            self.sheet.rows[self._row] = f'<row r="{self._row}">{"".join(self._made)}</row>'.encode()

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        (top, left), (bottom, right) = place_of(first), place_of(last or first)
        if top <= bottom and left <= right and len(self.sheet.merged) < MOST_CELLS:
            self.sheet.merged.append((top, left, bottom, right))


def _whole(said: str) -> int:
    """A number of a row or column. Errors: Problem `source.damaged`."""
    if not (said.isascii() and said.isdecimal() and len(said) < 8):
        raise Problem("source.damaged")
    return int(said)


class _Strings:
    """Listens to the strings that cells share, and writes each anew without its looks and its reading aid."""

    def __init__(self) -> None:
        self.made: list[bytes] = []
        self._text: list[str] = []
        self._inside, self._skipped = False, 0

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        """An element begins."""
        name = tag.rpartition("}")[2]
        if name == "si":
            self._text = []
        self._skipped += name == "rPh"
        self._inside = name == "t" and not self._skipped

    def end(self, tag: str) -> None:
        """An element ends."""
        name = tag.rpartition("}")[2]
        self._skipped -= name == "rPh"
        self._inside = False
        if name == "si":
            said = escape("".join(self._text))
            self.made.append(f'<si><t xml:space="preserve">{said}</t></si>'.encode())

    def data(self, text: str) -> None:
        """Words of a string."""
        if self._inside:
            self._text.append(text)


def _styles(package: Package) -> bytes:
    """Number formats and lines of cells alone, each under its number: faults in other looks spoil nothing."""
    root: Any = package.related("styles")
    if root is None:
        return b""
    formats = "".join(
        f'<numFmt numFmtId="{node.get("numFmtId")}" formatCode={quoteattr(node.get("formatCode") or "General")}/>'
        for node in root.iterfind("{*}numFmts/{*}numFmt")
        if _is_number(node.get("numFmtId"))
    )
    drawn = [_is_drawn(node) for node in root.iterfind("{*}borders/{*}border")]
    looks = []
    for node in root.iterfind("{*}cellXfs/{*}xf"):
        number, line = (_whole_or_0(node.get(name)) for name in ("numFmtId", "borderId"))
        line = int(line < len(drawn) and drawn[line])
        looks.append(f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="{line}" xfId="0"/>')
    plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    cells = "".join(looks) or plain
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts>{formats}</numFmts><fonts><font/></fonts>'
        '<fills><fill><patternFill/></fill></fills><borders><border/><border><top style="thin"/></border></borders>'
        f"<cellStyleXfs>{plain}</cellStyleXfs><cellXfs>{cells}</cellXfs></styleSheet>"
    ).encode()


def _is_drawn(border: Any) -> bool:
    return any((side.get("style") or "none") != "none" for side in border)


def _whole_or_0(said: str | None) -> int:
    return int(said) if said is not None and _is_number(said) else 0


def _is_number(said: str | None) -> bool:
    return said is not None and said.isascii() and said.isdecimal() and len(said) < 6


def _written(package: Package, sheets: Sequence[SheetPart], *, since_1904: bool, reading: Reading) -> bytes:
    """A workbook of nothing but these sheets, strings and styles."""
    strings = _Strings()
    for kind, target in package.relations(package.main):
        if kind == "sharedStrings":
            package.tell(target, strings, reading)
            break
    parts = {
        "xl/sharedStrings.xml": (
            f'<sst xmlns="{_MAIN}">'.encode() + b"".join(strings.made) + b"</sst>",
            "sharedStrings",
        )
    }
    if styles := _styles(package):
        parts["xl/styles.xml"] = styles, "styles"
    for number, sheet in enumerate(sheets, start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet_xml(sheet), "worksheet"
    listed = "".join(
        f'<sheet name="{number}" sheetId="{number}" r:id="r{number + len(parts) - len(sheets)}"/>'
        for number in range(1, len(sheets) + 1)
    )
    main = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr date1904="{int(since_1904)}"/>'
        f"<sheets>{listed}</sheets></workbook>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("[Content_Types].xml", _types(parts))
        made.writestr("xl/workbook.xml", main)
        made.writestr("xl/_rels/workbook.xml.rels", _relations(parts))
        for name, (data, _) in parts.items():
            made.writestr(name, data)
    return out.getvalue()


def _sheet_xml(sheet: SheetPart) -> bytes:
    last = cell_name(max(sheet.rows, default=1), sheet.width)
    rows = b"".join(sheet.rows[row] for row in sorted(sheet.rows))
    sheet.rows.clear()
    head = f'<worksheet xmlns="{_MAIN}"><dimension ref="A1:{last}"/><sheetData>'
    return head.encode() + rows + b"</sheetData></worksheet>"


def _types(parts: dict[str, tuple[bytes, str]]) -> str:
    each = "".join(
        f'<Override PartName="/{name}" ContentType="{_TYPE}.{kind}+xml"/>'
        for name, (_, kind) in parts.items()
    )
    main = f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{main}{each}</Types>'


def _relations(parts: dict[str, tuple[bytes, str]]) -> str:
    each = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="/{name}"/>'
        for number, (name, (_, kind)) in enumerate(parts.items(), start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'
