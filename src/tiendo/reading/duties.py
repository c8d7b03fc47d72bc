"""Tasks, requirements and duties: the promises without a number, and who is charged with them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tiendo.reading.outline import Outline, Piece
from tiendo.reading.understood import Clause, ClauseKind, Duty, SectionKind, Task
from tiendo.reading.words import Token, keys, lexicon, tokens

_WORK = {ClauseKind.ITEM, ClauseKind.LEAD, ClauseKind.CLOSING, ClauseKind.PARAGRAPH}
_GIVES = frozenset(keys("giao đề nghị phân công yêu cầu"))
_DEADLINE = re.compile(
    r"(?:trước|chậm nhất|hoàn thành trước|xong trước|hạn)\s+(?:là\s+|vào\s+)?(?:ngày\s+)?"
    r"[0-9]{1,2}\s*[/.-]\s*[0-9]{1,2}(?:\s*[/.-]\s*[0-9]{4})?|trong tháng\s+[0-9]{1,2}(?:/[0-9]{4})?",
    re.IGNORECASE,
)
_LONGEST_BODY = 160
_MOST_WORDS = 12
"""Words of somebody charged who is told by what stands before a colon alone."""


def tasks(found: Outline) -> tuple[Task, ...]:
    """The paragraphs of the tasks sections that ask for work."""
    rows = [
        _task(f"N{number:02}", clause, piece, found)
        for number, (piece, clause) in enumerate(_working(found, {SectionKind.TASKS}), start=1)
    ]
    return tuple(rows)


def requirements(found: Outline) -> tuple[Task, ...]:
    """The numbered or dashed paragraphs of purpose and requirements."""
    kinds = {SectionKind.PURPOSE, SectionKind.REQUIREMENTS}
    return tuple(
        _task(f"Y{number:02}", clause, piece, found)
        for number, (piece, clause) in enumerate(_working(found, kinds), start=1)
    )


def duties(found: Outline) -> tuple[Duty, ...]:
    """What the implementation section asks of whom."""
    rows = []
    for number, (piece, clause) in enumerate(_working(found, {SectionKind.IMPLEMENTATION}), start=1):
        above = _heading(found, piece)
        said = clause.text
        named = body_of(said) or _charged(said)
        body = named or above.removeprefix("Đối với ").rstrip(" :.")
        deadline = _DEADLINE.search(said)
        rows.append(
            Duty(
                f"D{number:02}",
                clause.id,
                said,
                clause.start,
                clause.end,
                body,
                above.rstrip(" :.") if named and above else "",
                deadline[0] if deadline else "",
            )
        )
    return tuple(rows)


def _working(found: Outline, kinds: set[SectionKind]) -> Iterator[tuple[Piece, Clause]]:
    """Pieces of these sections that are no heading and do not only open what is below them."""
    by_start = {clause.start: clause for clause in found.clauses if clause.kind in _WORK}
    for piece in found.pieces:
        if piece.section not in kinds or piece.kind not in _WORK:
            continue
        clause = by_start[piece.para.start]
        if piece.marked and clause.text.endswith(":"):
            continue
        yield piece, clause


def _heading(found: Outline, piece: Piece) -> str:
    """The nearest heading above, without the section's own title."""
    parent = piece.parent
    while parent is not None:
        above = found.pieces[parent]
        if above.kind is ClauseKind.HEADING or above.marked:
            if above.parent is None and above.style in {"roman", "part", "capital"}:
                return ""
            return found.text.text[above.para.body : above.para.end]
        parent = above.parent
    return ""


def _task(key: str, clause: Clause, piece: Piece, found: Outline) -> Task:
    roles = {ClauseKind.LEAD: "lead", ClauseKind.CLOSING: "closing"}
    parent = found.pieces[piece.parent] if piece.parent is not None else None
    return Task(
        key,
        clause.id,
        clause.text,
        clause.start,
        clause.end,
        roles.get(clause.kind, "item"),
        parent.path if parent else "",
        _heading(found, piece).rstrip(" :."),
        body_of(clause.text),
    )


def body_of(said: str) -> str:
    """The body a sentence charges: after `Giao …`, or its subject where it begins with one."""
    words = tokens(said[:300])
    place, given = 0, False
    if words and words[0].key in _GIVES:
        given = True
        while place < len(words) and words[place].key in _GIVES | {keys("cho")[0]}:
            place += 1
    if place >= len(words):
        return ""
    bodies = lexicon("bodies")
    skip = place
    while skip < len(words) and words[skip].key in _PLURALS:
        skip += 1
    named = bodies["body"].at(words, skip)
    if named is None and not (given and words[place].text[:1].isupper()):
        return ""
    if not given and skip == place and _acts(words, place, named[0] if named else 1):
        return ""
    end = _verb(words, skip + 1)
    if end is None:
        return ""
    body = said[words[place].start : words[end - 1].end].strip(" ,:;")
    return body if len(body) <= _LONGEST_BODY else ""


def _charged(said: str) -> str:
    """Who stands before the colon of `Tổng phụ trách Đội: Xây dựng …`: a few words that open no work themselves."""
    before, colon, after = said.partition(":")
    words = tokens(before[: _LONGEST_BODY + 1])
    verbs = lexicon("bodies")["verb"]
    short = colon and after.strip()[:1].isupper() and 0 < len(words) <= _MOST_WORDS
    if not short or any(word.is_number for word in words) or verbs.at(words, 0) is not None:
        return ""
    return "" if words[0].key in _GIVES else before.strip(" ,;")


def _acts(words: list[Token], place: int, length: int) -> bool:
    """Whether a sentence's first word is a verb that names bodies elsewhere: `Tổ chức học tập …`."""
    after = place + length
    named = after < len(words) and words[after].text[0].isupper()
    return lexicon("bodies")["verb"].at(words, place) is not None and not named


_PLURALS = frozenset(keys("các những toàn thể mỗi"))


def _verb(words: list[Token], first: int) -> int | None:
    """Where the first verb after a body begins; names hide verbs, so a capital is never one."""
    ends = lexicon("bodies")["verb"]
    for place in range(first, len(words)):
        word = words[place]
        if word.text in ":.;" or (word.is_word and word.text[0].islower() and ends.at(words, place)):
            return place
    return None
