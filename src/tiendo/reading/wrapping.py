"""Lines of a text put together to paragraphs, where their ends were set by the width of the page and not by a person.

Told mechanically: most long lines of the text end where the next word would not have fitted, in mid-sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

WIDEST = 130
"""A text with lines longer than this was not wrapped: each of its lines is a paragraph."""

_NARROWEST = 40
_LABEL = re.compile(
    r"(?:[-–—+*•·●○▪■►➢]|#{1,6} |\||\(\d{1,2}\)"
    r"|\(?(?:[IVXLC]{1,6}|\d{1,2}(?:\.\d{1,2}){0,4}|[a-zđA-ZĐ])[.)/](?=\s|[^\W\d]|$)"
    r"|\d{1,2}(?:\.\d{1,2}){1,4}\s"
    r"|(?:Điều|Chương|Phần|Mục|Khoản|Phụ lục|Nơi nhận|Căn cứ)\b)"
)
_ENDED = re.compile(r"[.;:!?…][\"”’)]*$")
_OPEN = re.compile(
    r"(?:,|[^\W_]-|\b(?:và|hoặc|của|các|những|về|với|trong|ngoài|cho|tại|theo|từ|đến|số|ngày|là|do|bằng|ở|trên|dưới|để|được))$"
)
"""What no sentence and no heading ends with."""
_GLUED = re.compile(r"[^\W_][-\u00ad]$")
_APART = re.compile(r"\S {3,}\S|\t")


def begins_item(line: str) -> bool:
    """Say whether a line begins with a number, a letter or a dash of a list, or the first word of an article."""
    return _LABEL.match(line.lstrip()) is not None


def wrapped_width(lines: Sequence[str]) -> int:
    """The width a text was wrapped at, in characters; 0 for one that was not."""
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    long = [length for length in lengths if length >= _NARROWEST]
    if len(long) < 4:
        return 0
    width = long[max(0, len(long) * 95 // 100 - 1)]
    if width > WIDEST:
        return 0
    full = sum(length * 100 >= width * 82 for length in lengths)
    return width if 10 * full >= 3 * len(lengths) and _mostly_unended(lines, width) else 0


def _mostly_unended(lines: Sequence[str], width: int) -> bool:
    """Say whether full lines mostly end in mid-sentence, as only a machine ends them."""
    full = [line.strip() for line in lines if 100 * len(line.strip()) >= 82 * width]
    return 2 * sum(_ENDED.search(line) is None for line in full) > len(full)


def join_wrapped(lines: Sequence[str]) -> tuple[list[str], int]:
    """Paragraphs of a text's lines, and how many line ends were taken out; lines of a text not wrapped stay alone."""
    width = wrapped_width(lines)
    if not width:
        return [line.strip() for line in lines if line.strip()], 0
    indents = _paragraphs_are_indented(lines)
    made: list[str] = []
    joined = blank = 0
    last = ""
    for line in lines:
        text = line.strip()
        if not text:
            blank += 1
            continue
        if made and last and _may_follow(last, line, width, blank=blank, indents=indents):
            alone = made[-1] == last and begins_item(last)
            if _goes_on(last, text, width, heading=alone):
                made[-1] = join_two(made[-1], text)
                joined, last, blank = joined + 1, text, 0
                continue
        made.append(text)
        last, blank = text, 0
    return made, joined


def _may_follow(last: str, line: str, width: int, *, blank: int, indents: bool) -> bool:
    """Say whether the layout lets a line go on with the one before: no indent of a paragraph, no blank line between."""
    small = line.lstrip()[0].islower()
    if indents and line[0].isspace() and not small:
        return False
    return not blank or (small and not _ENDED.search(last) and 10 * len(last) >= 6 * width)


def _paragraphs_are_indented(lines: Sequence[str]) -> bool:
    """Say whether some lines, and fewer than half, begin with blanks: those begin paragraphs."""
    written = [line for line in lines if line.strip()]
    indented = sum(line[0].isspace() for line in written)
    return 0 < 2 * indented < len(written)


def _goes_on(line: str, following: str, width: int, *, heading: bool) -> bool:
    """Say whether a line goes on in the one that follows; a `heading` may be a short line of its own."""
    if unicodedata.combining(following[0]):
        return True
    if begins_item(following):
        return False
    if not _ENDED.search(line):
        long = 10 * len(line) >= 7 * width and not _APART.search(line) and not line.isupper()
        if following[0].islower() or _OPEN.search(line) or (long and not heading):
            return True
    word = following.split(maxsplit=1)[0]
    return 100 * (len(line) + 1 + len(word)) >= 92 * width


def join_two(first: str, second: str) -> str:
    """Two pieces of one line: with a blank between them, unless the first ends with a hyphen inside a word."""
    if first.endswith("\u00ad"):
        return first[:-1] + second
    return first + second if _GLUED.search(first) and second[0].isalnum() else f"{first} {second}"
