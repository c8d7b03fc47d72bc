"""What a number counts: its unit, the people or bodies a share is a share of, and who owes a minimum each.

Units are looked up behind the number, or before a colon where a list is written as `label: number`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tiendo.reading.mentions import Mention
from tiendo.reading.passages import Passage
from tiendo.reading.periods import rate_after
from tiendo.reading.words import Phrases, Token, keys, lexicon

_SKIPPED = frozenset(keys("các những số lượng tổng lượt")) - frozenset(keys("lượt"))
_LINKS = frozenset(
    keys("có được của tại cho và để với trong là đạt về từ theo trở do hoặc trên dưới đến như vào nhằm mỗi")
)
_BODY_WORDS = 14
_QUOTES = {"“": "”", '"': '"', "«": "»"}
_LONGEST_NAME = 12


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it is told (`lượt`), how sure it is, the rates behind it and the token after all of it.

    `frame` and `time` units count no results; `period` is the one among the rates.
    """

    name: str
    known: bool
    last: int
    frame: bool = False
    time: bool = False
    money: bool = False
    period: str = ""
    rates: tuple[str, ...] = ()


def unit_after(passage: Passage, one: Mention) -> Unit:
    """The unit behind a number that is no percentage."""
    words, tables = passage.words, lexicon("units")
    place = one.last
    while place < len(words) and words[place].key in _SKIPPED and words[place].is_word:
        place += 1
    frame, time = tables["frame"].at(words, place), tables["time"].at(words, place)
    count = tables["count"].at(words, place)
    if one.scale:
        return _rated(passage, f"{one.scale} {_text(words, place, 1)}", place + 1, known=True, money=True)
    if time is not None and (count is None or time[0] >= count[0]):
        return Unit(_text(words, place, time[0]), known=True, last=place + time[0], time=True)
    if frame is not None and (count is None or frame[0] >= count[0]):
        return Unit(_text(words, place, frame[0]), known=True, last=place + frame[0], frame=True)
    if count is not None:
        name, last = count[1], place + count[0]
        name, last = _joined(words, tables["count"], last, name=name)
        return _rated(passage, name, last, known=True, money=name == "đồng")
    return _named(words, place) or _guessed(passage, place)


def _named(words: Sequence[Token], place: int) -> Unit | None:
    """Things that are called by a name in quotation marks: `xây 45 “Mái ấm tình thương”`."""
    if place >= len(words) or words[place].text not in _QUOTES:
        return None
    closing = _QUOTES[words[place].text]
    for end in range(place + 2, min(len(words), place + _LONGEST_NAME)):
        if words[end].text == closing:
            name = " ".join(word.text for word in words[place + 1 : end])
            return Unit(name, known=False, last=end + 1)
    return None


def _joined(words: Sequence[Token], table: Phrases, last: int, *, name: str) -> tuple[str, int]:
    """Two units under one number: `ý tưởng, sáng kiến`."""
    if last < len(words) and words[last].text == ",":
        other = table.at(words, last + 1)
        if other is not None:
            return f"{name}, {other[1]}", last + 1 + other[0]
    return name, last


def _rated(passage: Passage, name: str, last: int, *, known: bool, money: bool = False) -> Unit:
    place = last
    words = passage.words
    for ahead in range(last, min(last + 3, len(words))):
        if words[ahead].text == "/":
            place = ahead
            break
        if not words[ahead].is_word:
            break
    period, rates, end = rate_after(passage, place)
    return Unit(
        name, known=known, last=end if rates else last, money=money, period=period, rates=tuple(rates)
    )


def _guessed(passage: Passage, place: int) -> Unit:
    """An unknown noun: up to two words behind the number, before what links it on."""
    words, end = passage.words, place
    while (
        end < len(words)
        and end < place + 2
        and words[end].is_word
        and words[end].key not in _LINKS
        and not passage.hidden[end]
    ):
        end += 1
    name = " ".join(word.text for word in words[place:end])
    return _rated(passage, name.lower(), end, known=False)


def _text(words: Sequence[Token], place: int, length: int) -> str:
    return " ".join(word.text for word in words[place : place + length]).lower()


def counts(passage: Passage, first: int, last: int) -> str:
    """What a share between two tokens is a share of: `person`, `level`, `mass` or nothing known.

    The first noun decides; the longer name where two begin together (`cán bộ` beats nothing shorter).
    """
    tables = lexicon("units")
    words = passage.words
    for place in range(first, min(last, len(words))):
        best: tuple[int, str] | None = None
        for name in ("mass", "person", "level"):
            found = tables[name].at(words, place)
            if found is not None and (best is None or found[0] > best[0]):
                best = (found[0], name)
        if best is not None:
            return best[1]
    return ""


def body_at(passage: Passage, place: int) -> str:
    """The name of a kind of unit: its head noun, with its level where one follows (`Đoàn xã`, `cơ sở Hội`)."""
    words = passage.words
    found = lexicon("units")["level"].at(words, place) or lexicon("units")["person"].at(words, place)
    length = found[0] if found else 1
    after = place + length
    if after < len(words) and (
        lexicon("units")["level"].at(words, after) is not None
        and words[after].is_word
        and words[after - 1].text != ","
    ):
        length += 1
    return " ".join(word.text for word in words[place : place + length])


def subject_bodies(passage: Passage, one: Mention) -> bool:
    """Whether the segment's subject is a kind of unit in the plural: `Đoàn cấp tỉnh, huyện … có ít nhất 02 …`."""
    first, _ = passage.segment(one.first)
    words = passage.words
    place = first
    while place < one.first and (not words[place].is_word or words[place].key in _PLURAL):
        place += 1
    if place >= one.first or lexicon("units")["level"].at(words, place) is None:
        return False
    head = words[first : min(one.first, place + _BODY_WORDS)]
    return any(word.key in _SEVERAL for word in head)


_PLURAL = frozenset(keys("các những toàn thể tất cả"))
_SEVERAL = frozenset(keys("các cấp đương những"))
