"""In which time a promise is to be kept: what its words say, its heading's, its document's.

A phrase that opens a sentence governs the rest of it, one in the middle governs its own clause, `/năm` its own number.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from tiendo.reading.mentions import Mention
from tiendo.reading.passages import Passage
from tiendo.reading.understood import Head
from tiendo.reading.words import keys, lexicon, tokens

UNSTATED = "unstated"
_YEAR = r"(?P<y>(?:19|20)[0-9]{2})"
_BY = re.compile(
    r"\b(?:đến|tới|trước|hết|cuối|vào)\s+(?:hết\s+|cuối\s+)*(?:(?:tháng|quý)\s+[0-9IVX]{1,4}\s*(?:/|năm)\s*|năm\s+)"
    + _YEAR,
    re.IGNORECASE,
)
_BY_DATE = re.compile(
    r"\b(?:đến|trước)\s+(?:hết\s+)?(?:ngày\s+)?[0-9]{1,2}\s*[/.-]\s*[0-9]{1,2}\s*[/.-]\s*" + _YEAR,
    re.IGNORECASE,
)
_IN = re.compile(
    r"(?<!với )(?<!của )(?<!từ )(?<!kể )(?<!sau )(?:\btrong\s+)?\bnăm\s+" + _YEAR + r"\b(?!\s*[-–])",
    re.IGNORECASE,
)
_SCHOOL = re.compile(r"\bnăm học\s+" + _YEAR + r"\s*[-–]", re.IGNORECASE)
_STAGE = re.compile(r"\b(?:giai đoạn|nhiệm kỳ)\s+" + _YEAR + r"\s*[-–]", re.IGNORECASE)
_OPENING = frozenset(
    keys("phấn đấu thứ nhất hai ba tư năm sáu bảy tám chín mười một đó theo trong ngoài ra")
) | set(",:-–+•*()")
_OPENS_WITHIN = 9
_LOOKED_AT = 6000
_REMEMBERED = 12
"""Phrases before a number that are still looked at."""
_FORMS = ((_BY_DATE, "by"), (_BY, "by"), (_SCHOOL, "school"), (_STAGE, "stage"), (_IN, "in"))


def of_document(head: Head, said: str) -> str:
    """The period of a whole document: its title's, or for texts without a head what their words name most."""
    title = head.subject or ""
    if _SCHOOL.search(title):
        return "school_year"
    words = tokens(title)
    tables = lexicon("periods")
    campaign = tables["campaign"].has(words) or (bool(head.type) and tables["occasion"].has(words))
    if _STAGE.search(title) or head.term:
        return "term"
    if campaign:
        return "campaign"
    if found := _BY.search(title):
        return f"by:{found['y']}"
    if found := _IN.search(title):
        return f"year:{found['y']}"
    return UNSTATED if head.type or not said else _by_words(said, title)


def _by_words(said: str, title: str) -> str:
    """The period of a report or news text: a campaign's, the one term it names, or the year it names most."""
    part = said[:_LOOKED_AT]
    if lexicon("periods")["campaign"].has(tokens(title or part[:200])):
        return "campaign"
    stages = {found["y"] for found in _STAGE.finditer(part)}
    years = [found["y"] for found in _IN.finditer(part)]
    if len(stages) == 1 or (stages and not years):
        return "term"
    return f"year:{max(sorted(set(years)), key=years.count)}" if years else UNSTATED


def of_heading(said: str) -> str:
    """The period a heading sets for what stands below it, or empty."""
    if len(said) > 300:
        return ""
    if found := _BY.search(said):
        return f"by:{found['y']}"
    if _SCHOOL.search(said):
        return "school_year"
    if _STAGE.search(said):
        return "term"
    if found := _IN.search(said):
        return f"year:{found['y']}"
    found_often = next(lexicon("periods")["often"].within(tokens(said)), None)
    return found_often[2] if found_often else ""


class Periods:
    """The periods of one passage, read once: where each phrase stands and how far it governs."""

    def __init__(self, passage: Passage, said: str, start: int) -> None:
        self.passage = passage
        self.marks: list[tuple[int, str]] = []
        words = passage.words
        for place, _, meaning in lexicon("periods")["often"].within(words):
            self.marks.append((place, meaning))
        taken: set[int] = set()
        starts = [word.start for word in words]
        for pattern, form in _FORMS:
            for found in pattern.finditer(said):
                if found.start("y") in taken:
                    continue
                taken.add(found.start("y"))
                self.marks.append((bisect_left(starts, start + found.start()), _told(form, found)))
        self.marks.sort()

    def of(self, one: Mention) -> str:
        """The period the words give a mention, or empty."""
        passage = self.passage
        first, last = passage.clause(one.first)
        sentence, _ = passage.sentence(one.first)
        segment, _ = passage.segment(one.first)
        governing, opened, held = "", False, 0
        begin, end = bisect_left(self.marks, (sentence, "")), bisect_left(self.marks, (last, ""))
        for place, meaning in self.marks[max(begin, end - _REMEMBERED) : end]:
            if meaning == "":
                continue
            opens = self._opens(place)
            near = place >= first or (place >= segment and place < one.first and self._same_run(place, one))
            before = opens and place < one.first
            if before or (near and not (place > one.last and governing and (opened or held >= first))):
                governing, opened, held = meaning, opened or before, place
        return governing

    def _opens(self, place: int) -> bool:
        """Whether a phrase stands at the beginning of its sentence or segment."""
        first, last = self.passage.segment(place)
        words = self.passage.words
        if any(word.text == ":" for word in words[place : min(last, place + 5)]):
            return True
        return place - first <= _OPENS_WITHIN and all(
            word.key in _OPENING or word.text in _OPENING for word in words[first:place]
        )

    def _same_run(self, place: int, one: Mention) -> bool:
        return self.passage.clauses[one.first] - self.passage.clauses[place] <= 1


def _told(form: str, found: re.Match[str]) -> str:
    if form == "by":
        return f"by:{found['y']}"
    if form == "in":
        return f"year:{found['y']}"
    return "school_year" if form == "school" else ""


def rate_after(passage: Passage, place: int) -> tuple[str, Sequence[str], int]:
    """The rates behind a unit, `/đơn vị/năm`: the period among them, all of them, and the token after."""
    words, parts, period = passage.words, [], ""
    while place + 1 < len(words) and words[place].text == "/":
        counted = place + 2 < len(words) and words[place + 1].is_number and words[place + 2].is_word
        if counted:
            place += 1
        if not words[place + 1].is_word:
            break
        found = lexicon("periods")["rate"].at(words, place + 1)
        if found is not None:
            period = found[1]
            length = found[0]
        else:
            tables = lexicon("units")
            noun = tables["count"].at(words, place + 1) or tables["level"].at(words, place + 1)
            length = noun[0] if noun else 1
        begin = place if counted and words[place].text not in {"1", "01"} else place + 1
        parts.append(" ".join(word.text for word in words[begin : place + 1 + length]))
        place += 1 + length
    return period, parts, place


def rate_of_share(walked: Passage, one: Mention) -> str:
    """`%/năm` behind a percentage."""
    words = walked.words
    if one.last + 1 < len(words) and words[one.last].text == "/":
        found = lexicon("periods")["rate"].at(words, one.last + 1)
        return found[1] if found else ""
    return ""
