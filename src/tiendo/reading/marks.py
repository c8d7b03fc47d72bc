"""The marks that number a document's pieces: `IV/`, `2.1.`, `a)`, dashes, plus signs, bullets, *Điều 5*.

Habits differ between offices and inside one document, so a mark is only told by its style and number; what hangs under
what follows from the order in which styles appear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PART = re.compile(
    r"(?:PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục|PHỤ LỤC|Phụ lục)\s+"
    r"(?:(?:thứ|THỨ)\s+(?:nhất|hai|ba|tư|năm|NHẤT|HAI|BA|TƯ|NĂM)|[IVXLC]+|[0-9]{1,2}|[A-Z])\b\s*[.:\-–]?\s*"
)
_ARTICLE = re.compile(r"(?:Điều|ĐIỀU)\s+([0-9]{1,3})\s*[.:]?\s+")
_ROMAN = re.compile(r"([IVXL]{1,6})\s*[./)\-–:]\s*(?=\S)")
_CAPITAL = re.compile(r"([A-H])\s*[./)\-–]\s*(?=[A-ZĐÀ-Ỹ])")
_DEEP = re.compile(r"([0-9]{1,2}(?:\.[0-9]{1,2}){1,4})(?:\s*[.)/:]?\s+|\s*[.)]\s*(?=[^\W\d_])|(?=[A-ZĐÀ-Ỹ]))")
_NUMBER = re.compile(r"([0-9]{1,2})\s*(?:[.)]\s+|[.)/]\s*(?![0-9.,]))(?=\S)")
_BRACKET = re.compile(r"\(\s*([0-9]{1,2}|[a-zđ]|[ivx]{1,4})\s*\)\s*")
_LETTER = re.compile(r"([a-zđ](?:\.?[0-9]{1,2})?)\s*[.)/]\s+")
_SIGN = re.compile(r"([-–—−+*•●▪◦·✓➢►❖])\s*(?=[^\s\-–—−+*0-9]|[0-9])")
_ORDINAL = re.compile(
    r"((?:Thứ|Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám)(?:\s+(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|là))),\s*"
)

_DASHES = dict.fromkeys("-–—−", "dash") | dict.fromkeys("•●▪◦·✓➢►❖", "bullet") | {"+": "plus", "*": "star"}

HEADS = frozenset(
    {"part", "article", "capital", "roman", "number", "deep2", "deep3", "deep4", "deep5", "letter"}
)
"""Styles whose pieces may be headings; signs are always items."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece's mark: as printed, its style, its own number (empty for signs), and how many characters it takes."""

    label: str
    style: str
    number: str
    length: int


def mark_of(line: str) -> Mark | None:
    """The mark a line begins with."""
    if not line:
        return None
    first = line[0]
    if first in _DASHES:
        found = _SIGN.match(line)
        return Mark(first, _DASHES[first], "", found.end()) if found else None
    if first.isdigit():
        if found := _DEEP.match(line):
            number = found[1]
            return Mark(found[0].strip(), f"deep{number.count('.') + 1}", number, found.end())
        if found := _NUMBER.match(line):
            return Mark(found[0].strip(), "number", found[1], found.end())
        return None
    for pattern, style in _BY_LETTER:
        if found := pattern.match(line):
            number = found[1] if found.re.groups else found[0].strip(" .:-–")
            return Mark(found[0].strip(), style, number, found.end())
    return None


_BY_LETTER = (
    (_PART, "part"),
    (_ARTICLE, "article"),
    (_ROMAN, "roman"),
    (_CAPITAL, "capital"),
    (_BRACKET, "bracket"),
    (_LETTER, "letter"),
    (_ORDINAL, "ordinal"),
)
