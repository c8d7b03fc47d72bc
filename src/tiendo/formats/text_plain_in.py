"""Plain and Markdown text in: which letters its bytes mean is found out, for Vietnam has had many writings."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter

from tiendo.core.errors import Problem
from tiendo.reading.blocks import Block, Cell, Paragraph, Source, Table
from tiendo.reading.legacy import from_legacy, legacy_of
from tiendo.reading.repairs import as_repairs
from tiendo.reading.syllables import legibility
from tiendo.reading.wrapping import join_wrapped

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 200_000
_NOT_TEXT = re.compile("[\x00-\x01\x03-\x04\x07-\x08\x0e-\x13\x15-\x18\x1a-\x1d\x1f]")
_LINE = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")


def decoded(data: bytes) -> tuple[str, str]:
    """The text of bytes, and the old writing it was in (empty for Unicode and windows-1258).

    Errors: Problem `source.kind` for what is no text.
    """
    text = _unicode(data)
    writing = ""
    if text is None:
        text, writing = _of_one_byte(data)
    elif found := legacy_of(unicodedata.normalize("NFC", text[:_SAMPLE])):
        text, writing = from_legacy(text, found), found
    if 200 * len(_NOT_TEXT.findall(text[:_SAMPLE])) > len(text[:_SAMPLE]):
        raise Problem("source.kind")
    return text, writing


def _unicode(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").removeprefix("\ufeff")
    zeros = data[:_SAMPLE].count(0)
    if 5 * zeros > len(data[:_SAMPLE]):
        little = data[1:_SAMPLE:2].count(0) > data[0:_SAMPLE:2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        broken = data.decode("utf-8", "replace")
        wrong = broken.count("\ufffd")
        return broken if 50 * wrong < sum(letter > "\x7f" for letter in broken) else None


def _of_one_byte(data: bytes) -> tuple[str, str]:
    """Text of bytes that each mean a letter: windows-1258, or one of the old writings."""
    best, text, writing = legibility(()), data.decode("latin-1"), ""
    modern = data.decode("cp1258", "replace")
    if (seen := legibility([modern[:_SAMPLE]])).marked > best.marked:
        best, text = seen, modern
    western = data.decode("latin-1")
    found = legacy_of(western[:_SAMPLE])
    if found:
        changed = from_legacy(western, found)
        seen = legibility([changed[:_SAMPLE]])
        if (seen.marked, seen.percent) > (best.marked, best.percent):
            text, writing = changed, found
    return text, writing


def read_text(data: bytes, kind: str = "txt") -> Source:
    """The paragraphs of a text; Markdown's headings, tables and emphasis are understood where the name says so."""
    text, writing = decoded(data)
    lines = _LINE.split(text)
    counts: Counter[str] = Counter({f"repair.{writing}": 1} if writing else {})
    if kind == "md":
        return Source(kind, tuple(_markdown(lines)), as_repairs(counts))
    joined, counts["repair.wrapped_lines"] = join_wrapped(lines)
    return Source(kind, tuple(Paragraph(line) for line in joined), as_repairs(counts))


_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_RULE = re.compile(r" {0,3}(?:[-*_]\s*){3,}$")
_ROW = re.compile(r"\s*\|.*\|\s*$")
_BETWEEN = re.compile(r"[\s|:-]+$")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_SLIGHT = re.compile(r"(?<![\w*])\*(?=[^\s*])(.+?)(?<=[^\s*])\*(?![\w*])")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")


class _Markdown:
    """Collects blocks line by line; lines of a paragraph and rows of a table wait until something else comes."""

    def __init__(self) -> None:
        self.made: list[Block] = []
        self._running: list[str] = []
        self._rows: list[list[str]] = []

    def take(self, line: str) -> None:
        """Take one line."""
        if _ROW.match(line):
            self._close_paragraph()
            if not _BETWEEN.match(line):
                self._rows.append([_plain(cell) for cell in line.strip().strip("|").split("|")])
            return
        self._close_table()
        heading = _HEADING.match(line)
        if heading or not line.strip() or _FENCE.match(line) or _RULE.match(line):
            self._close_paragraph()
        else:
            self._running.append(line)
        if heading:
            self.made.append(Paragraph(_plain(heading[2]), bold=True, level=len(heading[1])))

    def close(self) -> list[Block]:
        """The blocks, when all lines are taken."""
        self._close_paragraph()
        self._close_table()
        return self.made

    def _close_paragraph(self) -> None:
        self.made += [_paragraph(line) for line in _flowed(self._running)]
        self._running = []

    def _close_table(self) -> None:
        if self._rows:
            self.made.append(_table(self._rows))
            self._rows = []


def _markdown(lines: list[str]) -> list[Block]:
    found = _Markdown()
    for line in lines:
        found.take(line)
    return found.close()


def _flowed(lines: list[str]) -> list[str]:
    """The lines of one Markdown paragraph in one; items of lists and hard breaks begin a new one."""
    made: list[str] = []
    broken = True
    for line in lines:
        text = line.strip().removeprefix("> ")
        item = re.match(r"(?:[-*+]|\(?\w{1,4}[.)/])\s", text)
        if broken or item or not made:
            made.append(text.removesuffix("\\"))
        else:
            made[-1] = f"{made[-1]} {text.removesuffix(chr(92))}"
        broken = line.endswith(("  ", "\\"))
    return made


def _paragraph(line: str) -> Paragraph:
    strong = _STRONG.fullmatch(line)
    return Paragraph(_plain(line), bold=strong is not None)


def _plain(text: str) -> str:
    text = _LINK.sub(r"\1", text.strip())
    text = _STRONG.sub(r"\2", text)
    return re.sub(r"\\([\\`*_{}\[\]()#+.!|-])", r"\1", _SLIGHT.sub(r"\1", text))


def _table(rows: list[list[str]]) -> Table:
    return Table(
        tuple(Cell(text, row, column) for row, cells in enumerate(rows) for column, text in enumerate(cells))
    )
