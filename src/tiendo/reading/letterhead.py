"""The first page's head: superior and issuer, number and symbol, place and date, type and subject.

Two columns may stand in one printed line or follow each other; numbers and days are often left blank, which is kept as
it is and never guessed. Reports and news have no head: then their first line is their title.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tiendo.reading.joining import shouts
from tiendo.reading.marks import mark_of
from tiendo.reading.text import Line, Text
from tiendo.reading.understood import Head
from tiendo.reading.words import key, lexicon, tokens

_SEARCHED = 40
"""Lines in which the type of a document is looked for."""

_LONG = 150
"""Characters of a line that is no part of a subject any more."""

_DATE = re.compile(
    r"(?P<place>[^,;:]{0,60}?),?\s*ngày\s*(?P<d>[0-9]{0,2})[\s.…]*tháng\s*(?P<m>[0-9]{0,2})[\s.…]*năm\s*(?P<y>[0-9]{4})"
)
_SYMBOL = re.compile(
    r"\bSố\s*:?\s*(?P<number>[0-9]{0,5})[\s.…]*(?P<symbol>[-/]?\s*[A-ZĐ][A-Za-zĐđ&0-9]*(?:\s*[-/]\s*[A-Za-zĐđ&0-9]+)*)",
    re.IGNORECASE,
)
_STATE = ("CỘNG H", "Độc lập", "ĐẢNG CỘNG SẢN", "ĐOÀN TNCS", "ĐOÀN THANH NIÊN CỘNG SẢN")
_TERM = re.compile(
    r"(?:nhiệm kỳ|giai đoạn|khóa|khoá|năm)\s*(?P<a>(?:19|20)[0-9]{2})\s*[-–]\s*(?P<b>(?:19|20)[0-9]{2})",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?P<a>(?:19|20)[0-9]{2})\s*[-–]\s*(?P<b>(?:19|20)[0-9]{2})")


_DEAR, _ABOUT, _LETTER = "Kính gửi", ("v/v", "về việc"), "CÔNG VĂN"


@dataclass(frozen=True)
class Opening:
    """What the head comes to: the values, the number of lines it takes, and the span of the title."""

    head: Head
    lines: int
    title: tuple[int, int]
    letter: tuple[int, int]


def opening(text: Text) -> Opening:
    """The head of a document; an empty one with a title only where there is no letterhead."""
    lines = text.lines
    at = _type_line(text, lines)
    if at is None:
        return _official_letter(text, lines) or _headline(text, lines)
    head = _letter(text, lines[:at])
    kind, rest = _type_of(text.text[lines[at].start : lines[at].end])
    last = _subject_end(text, lines, at)
    subject = " ".join(
        filter(
            None, [rest, *(text.text[one.start : one.end] for one in lines[at + 1 : last] if not one.rule)]
        )
    )
    named = replace(head, type=kind, subject=subject, term=_term(subject))
    start = lines[at].start
    end = lines[last - 1].end
    return Opening(named, last, (start, end), (lines[0].start, lines[at - 1].end if at else start))


def _official_letter(text: Text, lines: Sequence[Line]) -> Opening | None:
    """A letter from office to office says no type: its number, what it is about (`V/v …`), then whom it is for."""
    said = [text.text[line.start : line.end] for line in lines[:_SEARCHED]]
    at = next((place for place, one in enumerate(said) if one.startswith(_DEAR)), 0)
    about = next((place for place, one in enumerate(said[:at]) if one.lower().startswith(_ABOUT)), at)
    if not at or lines[0].cell is not None:
        return None
    until = next((place for place in range(about + 1, at) if _DATE.search(said[place])), at)
    head = _letter(text, [*lines[:about], *lines[until:at]])
    if not head.symbol:
        return None
    subject = " ".join(said[about:until])
    title = about if about < at else at - 1
    spans = (lines[title].start, lines[at - 1].end), (lines[0].start, lines[max(0, title - 1)].end)
    return Opening(replace(head, type=_LETTER, subject=subject), at, *spans)


def _type_line(text: Text, lines: Sequence[Line]) -> int | None:
    """The line in capitals that says what sort of document it is."""
    for place, line in enumerate(lines[:_SEARCHED]):
        said = text.text[line.start : line.end]
        if line.cell is not None or len(said) > 160:
            continue
        kind, rest = _type_of(said)
        if kind and shouts(said[: len(kind)]) and (not rest or shouts(rest) or place < 12):
            return place
    return None


def _type_of(said: str) -> tuple[str, str]:
    """The type a line begins with, in its own letters, and what follows it."""
    words = tokens(said)
    found = lexicon("sections")["type"].at(words, 0)
    if found is None:
        return "", ""
    end = words[found[0] - 1].end
    return said[:end], said[end:].strip()


def _subject_end(text: Text, lines: Sequence[Line], at: int) -> int:
    """The first line after the subject: a rule, a numbered piece, a basis, or an empty line before a long one."""
    for ahead in range(at + 1, min(at + 9, len(lines))):
        if lines[ahead].cell is not None:
            break
        if lines[ahead].rule and ahead > at + 1:
            return ahead + 1
        if _begins_body(text, lines[ahead], first=ahead == at + 1):
            break
    for ahead in range(at + 1, min(at + 9, len(lines))):
        line = lines[ahead]
        if line.rule:
            return ahead + 1
        beyond = line.cell is not None or (ahead > at + 1 and (line.blank or line.end - line.start > _LONG))
        if beyond or _begins_body(text, line, first=ahead == at + 1):
            return ahead
        if text.text[line.start : line.end].endswith((".", ";", ":")):
            return ahead
    return min(at + 2, len(lines))


def _begins_body(text: Text, line: Line, *, first: bool) -> bool:
    said = text.text[line.start : line.end]
    if mark_of(said) is not None and not said.startswith("("):
        return True
    words = tokens(said[:80])
    opener = lexicon("sections")["basis"].at(words, 0)
    named = opener is not None and said[0].isupper() and (opener[1] != "thực hiện" or not first)
    return named or key(said.split(" ", 1)[0]) == key("Kính")


def _letter(text: Text, lines: Sequence[Line]) -> Head:
    """Issuer, number, place and date of the lines before the type."""
    head, bodies = Head(), []
    for said, parts in _printed(text, lines):
        symbol, dated = _SYMBOL.search(said), _DATE.search(said)
        if symbol:
            mark = "-" if symbol["symbol"].startswith("-") else "/"
            head = replace(head, number=symbol["number"], symbol=_close(symbol["symbol"]), mark=mark)
            dated = _DATE.search(said, symbol.end())
        if dated:
            head = _dated(head, dated)
        if symbol or dated:
            continue
        bodies += [_without_state(part) for part in parts if shouts(part) and not part.startswith(_STATE)]
    bodies = [body for body in bodies if body]
    issuer = bodies[-1] if bodies else ""
    return replace(head, superior=" ".join(bodies[:-1]), issuer=issuer)


def _printed(text: Text, lines: Sequence[Line]) -> Iterator[tuple[str, list[str]]]:
    """Every line as it is printed, with its columns; most offices set the head as a table without borders."""
    for line in lines:
        if line.cell is not None:
            for raw in line.cell.text.split("\n"):
                said = " ".join(unicodedata.normalize("NFC", raw).split())
                yield said, [said] if said else []
        elif not line.rule:
            yield text.text[line.start : line.end], [text.text[start:end] for start, end in line.columns]


def _close(symbol: str) -> str:
    return re.sub(r"\s+", "", symbol).lstrip("/-")


def _without_state(part: str) -> str:
    """An issuer's name without the state's or union's title printed in the same line."""
    for name in _STATE:
        before, found, _ = part.partition(f" {name}")
        if found:
            return before.strip()
    return part


def _dated(head: Head, found: re.Match[str]) -> Head:
    month, year = (int(found[name]) if found[name] else None for name in ("m", "y"))
    day = None
    if found["d"] and month and year:
        try:
            day = date(year, month, int(found["d"]))
        except ValueError:
            day = None
    place = found["place"].strip(" ,-–*")
    return replace(head, place=place, date_text=found[0].strip(), day=day, month=month, year=year)


def _term(said: str) -> tuple[int, int] | None:
    found = _TERM.search(said) or _YEARS.search(said)
    return (int(found["a"]), int(found["b"])) if found and int(found["a"]) < int(found["b"]) else None


def _headline(text: Text, lines: Sequence[Line]) -> Opening:
    """A document without a head: its first line is a title where it is no sentence and no heading of a table."""
    if not lines:
        return Opening(Head(), 0, (0, 0), (0, 0))
    line = lines[0]
    said = text.text[line.start : line.end]
    whole = len(lines) > 1 and not said.endswith((".", ";", ":", "…")) and len(said) < 200
    tabled = len(lines) > 1 and line.cell is not None and lines[1].block == line.block
    if not whole or tabled or mark_of(said) is not None:
        return Opening(Head(), 0, (0, 0), (0, 0))
    return Opening(Head(subject=said, term=_term(said)), 1, (line.start, line.end), (line.start, line.start))
