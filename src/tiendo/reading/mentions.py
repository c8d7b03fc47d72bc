"""Quantities as they are written: figures, ranges, fractions, percentages, number words, scales.

Digits are read by `core.quantity`, the one reader of Vietnamese numbers; here is only what a sentence adds to it: a
point before one or two digits is a decimal, `từ … đến …` is a range, `từ … xuống còn …` a change from a baseline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from tiendo.core.errors import Problem
from tiendo.core.quantity import read_amount
from tiendo.reading.passages import Passage
from tiendo.reading.words import Token, keys

_POINT = re.compile(r"[0-9]{1,4}\.[0-9]{1,2}")
_ENGLISH = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_MILLION = 10**6
_SCALES = {
    keys(word)[0]: (value, word)
    for word, value in (
        ("trăm", 100),
        ("nghìn", 1000),
        ("ngàn", 1000),
        ("vạn", 10_000),
        ("triệu", _MILLION),
        ("tỷ", 10**9),
    )
}
_MONEY = frozenset(keys("đồng đ usd đô vnđ"))
_DIGITS = frozenset(
    keys("một hai ba bốn năm sáu bảy bẩy tám chín mười mươi mốt lăm tư trăm linh lẻ nghìn ngàn chục rưỡi")
)
_STARTS = frozenset(keys("một hai ba bốn sáu bảy bẩy tám chín mười"))
_DASHES = frozenset("-–—−~")
_TO = frozenset(keys("đến tới"))
_FROM = keys("từ")[0]
_ENDS_AT = frozenset(keys("lên xuống còn"))
_BECOMES = keys("thành")  # right before the number: `thành phố`, `hoàn thành` lead nowhere
_APART = frozenset({",", ";", keys("trở")[0]})
_PERCENT = "%"
_SPELLED = keys("phần trăm")
_REACH = 14
"""Tokens between a baseline and what it changes to."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A quantity: token indexes of its first token and of the one after its last, and its values.

    `scale` is a scale word that stays in the unit because money follows; `spelled` says it was written in words.
    """

    first: int
    last: int
    value: Fraction
    value_max: Fraction | None = None
    percent: bool = False
    scale: str = ""
    denominator: Fraction | None = None
    baseline: Fraction | None = None
    spelled: bool = False
    doubtful: bool = False


def mentions(passage: Passage) -> list[Mention]:
    """Every quantity of a passage from left to right."""
    words = passage.words
    found: list[Mention] = []
    place = 0
    while place < len(words):
        one = None if passage.hidden[place] else _at(words, place)
        if one is None:
            place += 1
            continue
        found.append(_extended(words, one))
        place = found[-1].last
    return _with_baselines(words, found)


def _at(words: Sequence[Token], place: int) -> Mention | None:
    """One number that begins at a token, with its percent sign or scale."""
    word = words[place]
    if word.is_number:
        return _figure(words, place)
    if word.key in _STARTS and (place == 0 or words[place - 1].key not in _DIGITS):
        return _in_words(words, place)
    return None


def _figure(words: Sequence[Token], place: int) -> Mention | None:
    said, last, doubtful = words[place].text, place + 1, False
    while (
        last < len(words)
        and "," not in said
        and len(words[place].text) <= 3
        and len(words[last].text) == 3
        and words[last].text.isdigit()
        and words[last].start == words[last - 1].end + 1
    ):
        said, last = f"{said} {words[last].text}", last + 1
    if _POINT.fullmatch(said):
        said = said.replace(".", ",")
    elif _ENGLISH.fullmatch(said):
        said, doubtful = said.replace(",", "."), True
    value = _read(said)
    if value is None:
        return None
    if last < len(words) and words[last].text == "(" and _restated(words, last):
        last += _restated(words, last)
    return _scaled(words, Mention(place, last, value, doubtful=doubtful))


def _restated(words: Sequence[Token], place: int) -> int:
    """How many tokens a number repeated in words takes: `05 (năm)`."""
    end = place + 1
    while end < len(words) and end < place + 8 and words[end].key in _DIGITS:
        end += 1
    return end + 1 - place if end > place + 1 and end < len(words) and words[end].text == ")" else 0


def _read(said: str) -> Fraction | None:
    try:
        return Fraction(read_amount(said, decimals=3), 1000)
    except Problem:
        return None


def _scaled(words: Sequence[Token], one: Mention) -> Mention:
    """The number with what stands right behind it: percent signs and scale words."""
    place = one.last
    if place < len(words) and words[place].text in {_PERCENT, "‰"}:
        scale = "" if words[place].text == _PERCENT else words[place].text
        return replace(one, last=place + 1, scale=scale, percent=True)
    if tuple(word.key for word in words[place : place + 2]) == _SPELLED:
        return replace(one, last=place + 2, percent=True)
    if place < len(words) and words[place].key in _SCALES:
        times, name = _SCALES[words[place].key]
        after = words[place + 1].key if place + 1 < len(words) else ""
        if after in _MONEY:
            return replace(one, scale=name, last=place + 1)
        if (rest := _smaller(words, place + 1, times)) is not None:
            return replace(one, value=one.value + rest[0], scale=name, last=rest[1])
        if after == keys("lệ")[0]:
            return one
        return replace(one, value=one.value * times, last=place + 1)
    return one


def _smaller(words: Sequence[Token], place: int, times: int) -> tuple[Fraction, int] | None:
    """The smaller part of an amount of money told in two, as a part of the larger scale: `5 tỷ 250 triệu đồng`."""
    rest = _figure(words, place) if place < len(words) and words[place].is_number else None
    if rest is None or not rest.scale or rest.percent:
        return None
    smaller = next(value for value, name in _SCALES.values() if name == rest.scale)
    return (rest.value * smaller / times, rest.last) if smaller < times else None


def _in_words(words: Sequence[Token], place: int) -> Mention | None:
    """A number in words; longer runs are tried first, for `năm` may be a year."""
    end = place
    while end < len(words) and end < place + 8 and words[end].key in _DIGITS:
        end += 1
    while end > place:
        said = " ".join(word.text for word in words[place:end])
        value = _read(said)
        if value is not None:
            return _scaled(words, Mention(place, end, value, spelled=True))
        end -= 1
    return None


def _extended(words: Sequence[Token], one: Mention) -> Mention:
    """A number that begins a range or a fraction, with its other half."""
    place = one.last
    if place + 1 >= len(words) or one.spelled:
        return one
    mark = words[place]
    if mark.text == "/" and words[place + 1].is_number and not one.percent:
        other = _figure(words, place + 1)
        if other is not None and other.value >= one.value:
            return replace(one, last=other.last, denominator=other.value)
        return one
    joined = mark.text in _DASHES or mark.key in _TO
    if not joined or not words[place + 1].is_number:
        return one
    other = _figure(words, place + 1)
    if other is None or other.value <= one.value or (one.percent and not other.percent):
        return one
    if other.scale == "" and other.value >= one.value * 1000 and mark.text in _DASHES:
        return one
    return replace(one, last=other.last, value_max=other.value, percent=other.percent, scale=other.scale)


def _changes(between: Sequence[Token]) -> bool:
    """Whether words lead from a baseline to a goal; `trở lên` and a new clause do not."""
    seen = [word.key for word in between]
    leads = bool(_ENDS_AT & set(seen)) or tuple(seen[-1:]) == tuple(_BECOMES)
    return leads and not _APART & set(seen)


def _with_baselines(words: Sequence[Token], found: Sequence[Mention]) -> list[Mention]:
    """Changes told from where to where: the first number is the baseline of the second."""
    told: list[Mention] = []
    for one in found:
        before = told[-1] if told else None
        if (
            before is not None
            and before.first > 0
            and words[before.first - 1].key == _FROM
            and one.first - before.last <= _REACH
            and _changes(words[before.last : one.first])
            and before.percent == one.percent
        ):
            told[-1] = replace(one, baseline=before.value)
        else:
            told.append(one)
    return told
