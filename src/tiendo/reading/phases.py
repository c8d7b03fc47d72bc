"""A number that is only a year's part of the one before it: `30.000 cây, trong đó năm 2024: 10.000 cây, …`.

It promises nothing of its own: its clause says the year and, at most, that it is a part. VN: phân kỳ theo năm
"""

from __future__ import annotations

from dataclasses import dataclass

from tiendo.reading.counting import Unit
from tiendo.reading.mentions import Mention
from tiendo.reading.passages import Passage
from tiendo.reading.words import keys

_PARTED = frozenset(",;().")
_SAYS_NOTHING = frozenset(
    keys("trong đó riêng của là đạt có thực hiện phấn đấu ít nhất tối thiểu khoảng")
) | {":"}
_YEAR = keys("năm")[0]
_FIRST, _LAST = 1990, 2100
_LONGEST = 16
"""Tokens of the longest clause that is looked through."""


@dataclass(frozen=True)
class Phase:
    """The year a number is for, and the tokens of its clause: first, and the one after the last."""

    year: int
    first: int
    last: int


def phase(passage: Passage, one: Mention, unit: Unit | None) -> Phase | None:
    """The phase a number tells; None where its clause says more than a year."""
    words = passage.words
    first, last = one.first, one.last if unit is None or not unit.name else max(one.last, unit.last)
    begin, end = first, last
    while begin > max(0, first - _LONGEST) and words[begin - 1].text not in _PARTED:
        begin -= 1
    while end < min(len(words), last + _LONGEST) and words[end].text not in _PARTED:
        end += 1
    around = [*range(begin, first), *range(last, end)]
    years = {place for place in around if _is_year(passage, place)}
    if len(years) != 1:
        return None
    (at,) = years
    named = {at - 1} if at - 1 in around and words[at - 1].key == _YEAR else set()
    others = set(around) - {at} - named
    if any(words[place].key not in _SAYS_NOTHING for place in others):
        return None
    return Phase(int(words[at].text), begin, end)


def _is_year(passage: Passage, place: int) -> bool:
    """Whether a year stands here: behind `năm`, or before a colon (`2024: 100 cây`)."""
    words, text = passage.words, passage.words[place].text
    if not (text.isascii() and text.isdecimal() and _FIRST <= int(text) <= _LAST):
        return False
    colon = place + 1 < len(words) and words[place + 1].text == ":"
    return (place > 0 and words[place - 1].key == _YEAR) or (colon and passage.hidden[place])
