"""Printed lines of a PDF put back into paragraphs, and what stands on every page taken out.

Where a line ends is told by its place: a line that could have taken the next word ended on purpose.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from tiendo.formats.pdf_pages import Line
from tiendo.reading.blocks import Paragraph, Place
from tiendo.reading.wrapping import begins_item, join_two

_NUMBER = re.compile(r"\W*(?:(?:trang|page)\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?\W*$", re.IGNORECASE)
_ENDED = re.compile(r"[.;:!?…][\"”’)]*$")
_DIGITS = re.compile(r"\d+")
_FEW = 5
_EDGE = 3
"""So many lines at the top and foot of a page may be furniture."""


class Furniture:
    """Finds out which lines stand at the same place of most pages; `taken` counts what was left out."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        self._repeated = self._seen(pages)
        self._many = len(pages) > 1
        self.taken = 0
        self.kept: list[Paragraph] = []

    @staticmethod
    def _seen(pages: Sequence[Sequence[Line]]) -> set[tuple[str, int]]:
        counts: Counter[tuple[str, int]] = Counter()
        for lines in pages:
            counts.update({_print(line) for line in _edges(lines)})
        least = max(3, (len(pages) + 1) // 2)
        return {one for one, count in counts.items() if count >= least}

    def without(self, lines: Sequence[Line]) -> list[Line]:
        """The lines of a page without its furniture; a header with words is kept once."""
        edges = {id(line) for line in _edges(lines)}
        kept = []
        for line in lines:
            at = id(line)
            outermost = self._many and (line is lines[0] or line is lines[-1] or at in edges)
            if at in edges and _print(line) in self._repeated:
                self._keep(line, header=line in lines[:_EDGE])
            elif outermost and _NUMBER.match(line.text) and _is_outside(line, lines):
                self.taken += 1
            else:
                kept.append(line)
        return kept

    def _keep(self, line: Line, *, header: bool) -> None:
        self.taken += 1
        place = Place.HEADER if header else Place.FOOTER
        text = line.text
        known = {(one.place, _DIGITS.sub("#", one.text)) for one in self.kept}
        if any(map(str.isalpha, text)) and (place, _DIGITS.sub("#", text)) not in known:
            self.kept.append(Paragraph(text, place, line.page))


def _edges(lines: Sequence[Line]) -> list[Line]:
    """The topmost and lowest lines of a page."""
    order = sorted(lines, key=lambda line: -line.top)
    return order[:_EDGE] + order[max(_EDGE, len(order) - _EDGE) :]


def _print(line: Line) -> tuple[str, int]:
    """What a line of furniture has in common on all pages: its words without numbers, its height on the page."""
    return _DIGITS.sub("#", " ".join(line.text.split())), round(line.bottom / 6)


def _is_outside(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a line stands above or below all others."""
    others = [other for other in lines if other is not line]
    return (
        not others
        or line.bottom >= max(one.top for one in others) - 1
        or line.top <= min(one.bottom for one in others) + 1
    )


class Flow:
    """Puts lines together as they come; a paragraph may go on over the end of a page."""

    def __init__(self) -> None:
        self.made: list[Paragraph] = []
        self.joined = 0
        self._lines: list[Line] = []
        self._left = self._right = self._pitch = 0.0

    def page(self, lines: Sequence[Line], width: float) -> None:
        """Set the measures of a page by its lines; a few lines do not tell how wide it is written."""
        if not lines:
            return
        rights = sorted(line.right for line in lines)
        self._right = rights[max(0, len(rights) * 9 // 10 - 1)]
        if len(lines) < _FEW:
            self._right = max(self._right, 0.85 * width)
        self._left = min(line.left for line in lines)
        steps = [one.bottom - two.bottom for one, two in pairwise(lines)]
        steps = [step for step in steps if 4 < step < 60]
        self._pitch = median(steps) if steps else 0.0

    def take(self, line: Line) -> None:
        """Take the next line."""
        if self._lines and self._goes_on(self._lines[-1], line):
            self._lines.append(line)
            self.joined += 1
        else:
            self.close()
            self._lines = [line]

    def close(self) -> None:
        """End the paragraph that is open."""
        if not self._lines:
            return
        text = self._lines[0].text
        for line in self._lines[1:]:
            text = join_two(text, line.text)
        first = self._lines[0]
        self.made.append(
            Paragraph(
                text,
                Place.BODY,
                first.page,
                bold=all(line.bold for line in self._lines),
                italic=all(line.italic for line in self._lines),
                centred=all(self._is_centred(line) for line in self._lines),
            )
        )
        self._lines = []

    def _is_centred(self, line: Line) -> bool:
        before, behind = line.left - self._left, self._right - line.right
        return before > 2 * line.size and abs(before - behind) <= max(6.0, line.size)

    def _goes_on(self, last: Line, line: Line) -> bool:
        """Whether a line goes on with the one before."""
        said, text = last.text, line.text
        if begins_item(text) or "\t" in text or "\t" in said:
            return False
        small, ended = text[0].islower(), _ENDED.search(said) is not None
        if abs(last.size - line.size) > 1.5:
            return False
        if last.page == line.page:
            step, usual = last.bottom - line.bottom, max(self._pitch, 1.15 * line.size)
            if step < 0.3 * line.size or step > (3 if small else 1.45) * usual:
                return False
        if small and not ended:
            return True
        if self._is_centred(last) or self._is_centred(line):
            return False
        full = last.right + 0.3 * line.size + (line.words[0].right - line.words[0].left) > self._right - 1
        indented = line.left > last.left + 0.8 * line.size and not (
            len(self._lines) == 1 and begins_item(said)
        )
        return full and not indented
