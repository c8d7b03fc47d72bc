"""Numbers that are no quantities: dates, document numbers, names, addresses, quotations.

Every pattern is linear in the text. What is masked is not forgotten: its name tells a person why a number was passed
over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_YEAR = r"(?:19|20)[0-9]{2}"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "address",
        re.compile(
            r"(?<!\S)[^\s@]{1,64}@\S{1,120}|https?://\S{1,300}|www\.\S{1,300}|\b[a-z0-9-]{1,40}(?:\.[a-z0-9-]{1,40}){1,4}\.vn\b"
        ),
    ),
    (
        "clock",
        re.compile(r"\b[0-9]{1,2}\s?(?:[hg]|giờ)\s?[0-9]{0,2}\b|\b[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\b"),
    ),
    ("date", re.compile(r"\b[0-9]{1,2}\s*[/.-]\s*[0-9]{1,2}\s*[/.-]\s*" + _YEAR + r"\b")),
    ("date", re.compile(_YEAR + r"[.-][0-9]{1,2}[.-][0-9]{1,2}\b")),
    (
        "date",
        re.compile(
            r"(?:[Nn]gày|[Mm]ùng|[Mm]ồng)\s+[0-9]{1,2}(?:\s*[-–/.]\s*[0-9]{1,2}){0,3}\b(?!\s*%)"
            r"|(?:[Nn]gày|[Kk]ỷ niệm|[Ll]ễ|[Dd]ịp|[Qq]uốc khánh)(?:\s+[^\W\d_]{1,20}){1,9}?"
            r"\s+[0-9]{1,2}\s?/\s?[0-9]{1,2}\b"
        ),
    ),
    (
        "date",
        re.compile(
            r"\b(?:3/2|8/3|26/3|30/4|1/5|7/5|15/5|19/5|1/6|27/7|19/8|2/9|15/10|20/10|9/11|20/11|22/12)\b"
        ),
    ),
    (
        "month",
        re.compile(
            r"[Tt]háng\s+[0-9]{1,2}(?:\s*(?:[/-]|đến|và|,)\s*[0-9]{1,2}\b)?(?:\s*/\s*" + _YEAR + r")?"
        ),
    ),
    ("month", re.compile(r"\b[0-9]{1,2}\s*/\s*" + _YEAR + r"\b")),
    ("year", re.compile(r"\b[Nn]ăm\s+" + _YEAR + r"\b")),
    ("year", re.compile(r"(?<=[(;,])\s*" + _YEAR + r"(?=\s*:\s*[0-9])")),
    ("scale", re.compile(r"(?:tỷ|tỉ) lệ\s+1\s*[/:]\s*[0-9.]{1,7}", re.IGNORECASE)),
    ("years", re.compile(r"\b" + _YEAR + r"\s*[-–—]\s*(?:" + _YEAR + r"|[0-9]{2}\b)")),
    (
        "paper",
        re.compile(
            r"\b[0-9]{1,6}\s?[/-]\s?(?:"
            + _YEAR
            + r"\s?/\s?)?(?:[A-ZĐ]{2,}|[A-ZĐ][A-Za-zĐđ]{0,5}\s?[-/])[A-Za-zĐđ&0-9]*(?:[-/][A-Za-zĐđ&0-9]+)*"
        ),
    ),
    ("paper", re.compile(r"(?<![Tt]ổng )(?<!\w)[Ss]ố\s+[0-9]{1,6}\b(?!\s*%)")),
    ("quarter", re.compile(r"\b[IVX]{1,4}\s?/\s?" + _YEAR + r"\b")),
    ("per head", re.compile(r"(?:trên|/)\s*(?:1|10|100)[. ]?000\s+(?:dân|người|trẻ)", re.IGNORECASE)),
    ("sum of a name", re.compile(r"\b[0-9]{1,2}\s*\+\s*[0-9]{1,2}\b")),
    ("list number", re.compile(r"\([0-9]{1,2}\)")),
    ("always", re.compile(r"\b24/(?:7|24)(?:h|\b)")),
    ("old name", re.compile(r"\b[Cc]ovid\s*-?\s*19\b", re.IGNORECASE)),
)
_QUOTED = re.compile(r"“[^“”]{1,240}”|\"[^\"“”]{1,160}\"|«[^«»]{1,240}»")


@dataclass(frozen=True, slots=True)
class Mask:
    """A span of a paragraph whose numbers count nothing, and why."""

    start: int
    end: int
    why: str


def masks(said: str, start: int) -> list[Mask]:
    """The masked spans of a paragraph that begins at `start` of the document, in order."""
    found = [
        Mask(start + one.start(), start + one.end(), why)
        for why, pattern in _PATTERNS
        for one in pattern.finditer(said)
    ]
    found += [
        Mask(start + one.start(), start + one.end(), "quotation")
        for one in _QUOTED.finditer(said)
        if "%" not in one[0]
    ]
    return sorted(found, key=lambda mask: (mask.start, -mask.end))


def covered(positions: Sequence[int], held: Sequence[Mask]) -> Iterator[bool]:
    """Say of positions in order whether a mask covers each."""
    waiting, reach = iter(held), -1
    following = next(waiting, None)
    for position in positions:
        while following is not None and following.start <= position:
            reach = max(reach, following.end)
            following = next(waiting, None)
        yield position < reach
