"""Papers named in a text: kind, number, day, issuer and title, as bases and titles write them.

A basis may name several papers in one sentence, or none (`Căn cứ yêu cầu nhiệm vụ`).
"""

from __future__ import annotations

import re
from datetime import date

from tiendo.reading.understood import Paper
from tiendo.reading.words import Token, lexicon, tokens

_LONGEST = 5000
_NUMBER = re.compile(
    r"(?:số\s*:?\s*)?(?P<number>[0-9]{0,5}\s?[/-]?\s?(?:[0-9]{4}/)?(?:-\s?)?[A-ZĐa-z]{1,6}[0-9]{0,2}"
    r"(?:\s?[-/&]\s?[A-ZĐa-z&0-9]+){1,4}|[0-9]{1,5}(?=\W|$))"
)
_DAY = re.compile(
    r"ngày\s+(?P<d>[0-9]{1,2})\s*(?:/|-|\.|tháng)\s*(?P<m>[0-9]{1,2})\s*(?:/|-|\.|năm)\s*(?P<y>[0-9]{4})"
)
_ISSUER = re.compile(
    r"\s*,?\s*của\s+(?P<who>[^,;]{2,120}?)(?=\s+(?:về|ban hành|phê duyệt|quy định|thực hiện|hướng dẫn)\b|[,;]|$)"
)
_TITLE = re.compile(r"\b(?:về việc|về|ban hành|phê duyệt|thực hiện)\s+(?P<title>[^;]{3,400})")


def papers_of(said: str) -> tuple[Paper, ...]:
    """The papers a basis names, in order: those that carry a number or a day."""
    said = said[:_LONGEST]
    words = tokens(said)
    starts = [
        (words[place].start, kind)
        for place, _, kind in lexicon("sections")["paper"].within(words)
        if _is_named(said, words, place)
    ]
    found = []
    for (start, kind), (end, _) in zip(starts, [*starts, (len(said), "")][1:], strict=True):
        paper = _paper(said[start:end], kind)
        if paper is not None:
            found.append(paper)
    return tuple(found)


def _is_named(said: str, words: list[Token], place: int) -> bool:
    return said[words[place].start].isupper() or place == 0


def _paper(part: str, kind: str) -> Paper | None:
    """One paper, where the words after its kind carry a number or a day."""
    rest = part[len(kind) :]
    number = _NUMBER.match(rest.lstrip()[:80].removeprefix(":").lstrip())
    day = _DAY.search(rest[:160])
    said = number["number"].strip() if number and any(c.isdigit() for c in number["number"]) else ""
    if not said and day is None:
        return None
    after = rest[day.end() :] if day else rest[len(said) :]
    issuer = _ISSUER.search(after[:240])
    title = _TITLE.search(after)
    return Paper(
        kind,
        re.sub(r"\s+", "", said),
        day_of(day) if day else None,
        issuer["who"].strip() if issuer else "",
        title["title"].strip(" .,;") if title else "",
    )


def day_of(found: re.Match[str]) -> date | None:
    """The day of a match with the groups d, m and y; None for one no calendar has."""
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None
