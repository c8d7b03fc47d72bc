"""What one page of a PDF holds: words with their places, in printed lines, and the rules tables are drawn with.

Places are in points, from the page's lower left corner. A page is closed before the next one is opened.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pypdfium2 import raw

from tiendo.reading.legacy import from_legacy, legacy_of

_MOST_LETTERS, _MOST_DRAWN, _MOST_SEGMENTS = 200_000, 20_000, 2_000
_THIN = 2.5
_BREAKS = frozenset("\r\n")
_WIDE = 1.8
"""A gap of so many letter heights inside a line parts two columns."""


Look = tuple[float, bool, bool]
"""Size, boldness and slant of letters."""


@dataclass(slots=True)
class Word:
    """A word and its box."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of its box."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


class Line:
    """Words printed on one line, its box, and its words with a tab where a wide gap parts columns.

    `size` is the height of its letters as the font says.
    """

    __slots__ = ("bold", "bottom", "italic", "left", "page", "right", "size", "text", "top", "words")

    def __init__(self, words: list[Word], look: Look = (0, False, False), page: int = 0) -> None:
        self.words, self.page = words, page
        self.size, self.bold, self.italic = look
        self.left = min(word.left for word in words)
        self.right = max(word.right for word in words)
        self.bottom = min(word.bottom for word in words)
        self.top = max(word.top for word in words)
        self.text = words[0].text
        for before, word in pairwise(words):
            self.text += ("\t" if word.left - before.right > _WIDE * self.size else " ") + word.text


@dataclass(slots=True)
class Page:
    """A page as it is read; `rules` are (left, bottom, right, top) of thin lines, `pictures` says there are some."""

    number: int
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    pictures: bool = False
    writing: str = ""

    @property
    def letters(self) -> int:
        """How many letters its words have."""
        return sum(len(word.text) for line in self.lines for word in line.words)


Recognise = Callable[[Any, int], list[Line]]
"""Gives the lines of a page that is a picture, of the page as opened and its number."""

FEW_LETTERS = 25
"""A page with a picture and fewer letters is a scan."""


def pages_of(document: Any, recognise: Recognise | None = None, *, every: bool = False) -> Iterator[Page]:
    """The pages of an opened PDF, one after another; scans, or `every` page, are recognised where that is given."""
    for index in range(len(document)):
        page = document[index]
        try:
            made = _read(page, index + 1)
            if recognise is not None and (every or is_scan(made)):
                made.lines, made.writing, made.pictures = recognise(page, index + 1), "", False
            yield made
        finally:
            page.close()


def is_scan(page: Page) -> bool:
    """Whether a page is a picture with hardly a letter."""
    return page.pictures and page.letters < FEW_LETTERS


def _read(page: Any, number: int) -> Page:
    width, height = page.get_size()
    made = Page(number, width, height)
    text = page.get_textpage()
    try:
        made.lines = list(_lines(text, number))
    finally:
        text.close()
    _drawn(page, made)
    made.writing = legacy_of("\n".join(line.text for line in made.lines))
    if made.writing:
        for line in made.lines:
            line.text = from_legacy(line.text, made.writing)
            for word in line.words:
                word.text = from_legacy(word.text, made.writing)
    return made


class _Letters:
    """Asks pdfium for the letters of a page; its answers come in variables made once, for they are many."""

    def __init__(self, text: Any) -> None:
        self._raw = text.raw
        self.text = self._whole(min(raw.FPDFText_CountChars(self._raw), _MOST_LETTERS))
        self._box = tuple(ctypes.c_double() for _ in range(4))
        self._places = tuple(ctypes.byref(one) for one in self._box)
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()

    def _whole(self, count: int) -> str:
        """The letters of the page, one for each pdfium counts: in one piece where that holds, else one by one."""
        buffer = ctypes.create_string_buffer(2 * (count + 1))
        got = raw.FPDFText_GetText(self._raw, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
        text = buffer.raw[: 2 * max(got - 1, 0)].decode("utf-16-le", "replace")
        if len(text) == count and got == count + 1:
            return text
        codes = (raw.FPDFText_GetUnicode(self._raw, at) for at in range(count))
        return "".join(
            chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd" for code in codes
        )

    def box(self, at: int) -> tuple[float, float, float, float]:
        """Left, right, bottom, top of a letter."""
        raw.FPDFText_GetCharBox(self._raw, at, *self._places)
        left, right, bottom, top = self._box
        return left.value, right.value, bottom.value, top.value

    def look(self, at: int) -> Look:
        """Size, boldness and slant of a letter's font."""
        size = raw.FPDFText_GetFontSize(self._raw, at)
        raw.FPDFText_GetFontInfo(self._raw, at, self._name, 128, self._flags)
        name = self._name.value.decode("ascii", "replace").lower()
        return size, "bold" in name, "italic" in name or "oblique" in name


_PIECE = re.compile(r"[^\s\u00a0]+|[\r\n]+")


def _lines(text: Any, number: int) -> Iterator[Line]:
    """The printed lines: pdfium puts a break after each, a mark of its own for a hyphen it found at a line's end."""
    letters = _Letters(text)
    words: list[Word] = []
    first = 0
    for piece in _PIECE.finditer(letters.text):
        for word, at in [] if piece[0][0] in _BREAKS else _words(letters, piece):
            if words and _is_off(words[-1], word):
                yield Line(words, letters.look(first), number)
                words = []
            first = first if words else at
            words.append(word)
        if words and piece[0][0] in _BREAKS:
            yield Line(words, letters.look(first), number)
            words = []
    if words:
        yield Line(words, letters.look(first), number)


def _is_off(one: Word, two: Word) -> bool:
    """Whether two words stand at different heights, more than raised letters do."""
    return abs(one.bottom - two.bottom) > max(one.top - one.bottom, two.top - two.bottom, 4.0)


def _words(letters: _Letters, piece: re.Match[str]) -> list[tuple[Word, int]]:
    """The word of a piece of text; letters one below the other, as in a narrow column, are words of their own."""
    start, last = piece.start(), piece.end() - 1
    left, right, bottom, top = letters.box(start)
    if last > start:
        end = letters.box(last)
        if abs(bottom - end[2]) > max(top - bottom, end[3] - end[2], 4.0):
            boxes = [letters.box(at) for at in range(start, last + 1)]
            return [(Word(piece[0][at], *box), start + at) for at, box in enumerate(boxes)]
        left, right = min(left, end[0]), max(right, end[1])
        bottom, top = min(bottom, end[2]), max(top, end[3])
    return [(Word(piece[0].replace("\x02", "-"), left, right, bottom, top), start)]


def _drawn(page: Any, made: Page) -> None:
    """Note the rules and pictures of a page."""
    for seen, drawn in enumerate(page.get_objects(max_depth=4)):
        if seen >= _MOST_DRAWN:
            return
        if drawn.type == raw.FPDF_PAGEOBJ_IMAGE:
            made.pictures = True
        elif drawn.type == raw.FPDF_PAGEOBJ_PATH:
            made.rules += _rules(drawn)


def _rules(drawn: Any) -> list[tuple[float, float, float, float]]:
    """The level and upright lines of a path: itself where it is thin, else its straight pieces."""
    left, bottom, right, top = drawn.get_bounds()
    if right - left <= _THIN or top - bottom <= _THIN:
        return [(left, bottom, right, top)]
    count = raw.FPDFPath_CountSegments(drawn.raw)
    if not 2 <= count <= _MOST_SEGMENTS or not _is_stroked(drawn):
        return []
    matrix = drawn.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    found: list[tuple[float, float, float, float]] = []
    before = start = (0.0, 0.0)
    for at in range(count):
        segment = raw.FPDFPath_GetPathSegment(drawn.raw, at)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            found += _rule(before, point)
        if kind != raw.FPDF_SEGMENT_MOVETO and raw.FPDFPathSegment_GetClose(segment):
            found += _rule(point, start)
        before = point
    return found


def _is_stroked(drawn: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(drawn.raw, fill, stroke)
    return bool(stroke.value)


def _rule(one: tuple[float, float], two: tuple[float, float]) -> list[tuple[float, float, float, float]]:
    left, right = sorted((one[0], two[0]))
    bottom, top = sorted((one[1], two[1]))
    return [(left, bottom, right, top)] if right - left <= _THIN or top - bottom <= _THIN else []
