"""Printed lines back into paragraphs: where a sentence goes on in the next line, both are one.

A document whose lines break at one width is hard-wrapped and is joined by fullness; elsewhere a line goes on only where
the next begins in small letters. Pages end in the middle of sentences, so neither empty lines nor page numbers divide
a sentence that has not ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tiendo.reading.marks import Mark, mark_of
from tiendo.reading.text import Line, Text

_ENDS = (".", ";", ":", "!", "?", "…", "./.", "/.")
_OPENERS = frozenset({"Căn", "Kính", "Nơi", "TM", "KT", "TL", "CỘNG", "Độc", "ĐOÀN"})
_NARROWEST, _WIDEST = 40, 125


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph: its span, its mark, the lines it was printed on (`holes` are page numbers inside it)."""

    start: int
    end: int
    lines: tuple[Line, ...]
    mark: Mark | None
    holes: tuple[tuple[int, int], ...] = ()

    @property
    def body(self) -> int:
        """Where the words after the mark begin."""
        return self.start + (self.mark.length if self.mark else 0)


def paragraphs(text: Text, lines: Sequence[Line]) -> list[Para]:
    """The paragraphs of a run of lines that are not a table's."""
    width = _width(lines) if text.wrapped else 0
    found: list[Para] = []
    held: list[Line] = []
    holes: list[tuple[int, int]] = []
    for line in lines:
        if line.page or line.rule or line.aside:
            if held and line.page:
                holes.append((line.start, line.end))
            elif held and line.rule:
                found.append(_para(text, held, holes))
                held, holes = [], []
            continue
        said = text.text[line.start : line.end]
        if held and _goes_on(text, held, line, said=said, width=width):
            held.append(line)
            continue
        if held:
            found.append(_para(text, held, holes))
        held, holes = [line], []
    if held:
        found.append(_para(text, held, holes))
    return found


def _para(text: Text, lines: Sequence[Line], holes: Sequence[tuple[int, int]]) -> Para:
    start, end = lines[0].start, lines[-1].end
    inside = tuple(hole for hole in holes if hole[1] < end)
    return Para(start, end, tuple(lines), mark_of(text.text[start : min(end, start + 60)]), inside)


def _width(lines: Sequence[Line]) -> int:
    """The width lines are broken at; 0 where they are not."""
    lengths = sorted(line.end - line.start for line in lines if not (line.rule or line.page))
    if len(lengths) < 6:
        return 0
    wide = lengths[len(lengths) * 9 // 10]
    if not _NARROWEST <= wide <= _WIDEST or lengths[-1] > 2 * wide:
        return 0
    full = sum(length * 5 >= wide * 4 for length in lengths)
    return wide if full * 3 >= len(lengths) else 0


def _goes_on(text: Text, held: Sequence[Line], line: Line, *, said: str, width: int) -> bool:
    """Whether a line continues the paragraph before it."""
    before = held[-1]
    last = text.text[before.start : before.end]
    mark = mark_of(said)
    if mark is not None and mark.style == "dash" and _quoting(text, held):
        return True
    if mark is not None and not _is_inside(mark, said, last):
        return False
    if line.cell is not None or before.cell is not None:
        return False
    ended = last.endswith(_ENDS)
    small = said[0].islower()
    if len(before.columns) > 1 or len(line.columns) > 1:
        return small and not ended
    if width:
        room = width - (before.end - before.start)
        full = room < len(said.split(" ", 1)[0]) + max(8, width // 5)
        if line.blank:
            return small and not ended
        if small:
            return not ended or full
        return full and not _opens(said) and not (ended and room > width // 5) and not shouts(last)
    return small and not ended


def _quoting(text: Text, held: Sequence[Line]) -> bool:
    """Whether the paragraph's last quotation is still open."""
    said = text.text[held[0].start : held[-1].end]
    return said.rfind("“") > said.rfind("”")


def _is_inside(mark: Mark, said: str, last: str) -> bool:
    """A dash or number that belongs to the sentence: a name cut at its dash, a list's figure."""
    if mark.style == "dash":
        rest = said[mark.length :]
        return bool(rest) and rest[0].islower() and not last.endswith(_ENDS) and last[-1] != ","
    if mark.style in {"number", "letter", "bracket"}:
        return last[-1] in ",(" and mark.style == "number"
    return False


def _opens(said: str) -> bool:
    return said.split(" ", 1)[0].strip(":.,") in _OPENERS


def shouts(said: str) -> bool:
    """Whether all its letters are capitals."""
    letters = [letter for letter in said if letter.isalpha()]
    return bool(letters) and all(letter.isupper() for letter in letters)
