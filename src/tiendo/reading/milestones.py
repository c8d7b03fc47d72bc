"""Promises without a number that one body, or whoever issues the paper, has done something by a stated time.

`Đoàn trường hoàn thành việc … trong năm 2025` is done or not done: one piece of work, to be looked at when its time is
over. Only lists of targets promise so, only with a verb that says the work has an end, and never without a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tiendo.reading.licence import Setting
from tiendo.reading.mentions import Mention
from tiendo.reading.passages import Passage
from tiendo.reading.periods import Periods
from tiendo.reading.words import keys, lexicon

_OPENS = frozenset(keys("phấn đấu đảm bảo bảo quyết tâm đến hết cuối trước trong ngày năm tháng quý"))
_MANY = frozenset(keys("các những mỗi từng mọi"))
_WITHIN = 16
"""Words of the longest name of who does it."""

WORK = "việc"
"""What such promises are counted in: pieces of work."""

_LEAST = 2
"""Words that say what is done, at least."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """Work to be done by a time: the tokens of its verb, those of all it says, whose it is, and until when."""

    first: int
    last: int
    begin: int
    end: int
    body: str
    period: str


def milestones(
    passage: Passage, setting: Setting, periods: Periods, numbers: Sequence[Mention]
) -> Iterator[Milestone]:
    """Every such promise of a passage; where a clause has a number, the number is what is promised."""
    if setting is not Setting.LISTED:
        return
    taken: set[int] = set()
    for place, length, _ in lexicon("context")["completes"].within(passage.words):
        segment = passage.segments[place]
        if segment in taken or passage.hidden[place] or passage.inside[place]:
            continue
        found = _milestone(passage, place, length, periods)
        if found is not None and not any(passage.segments[one.first] == segment for one in numbers):
            taken.add(segment)
            yield found


def _milestone(passage: Passage, place: int, length: int, periods: Periods) -> Milestone | None:
    words = passage.words
    first, last = passage.clause(place)
    begin = _opening(passage, first, place)
    if begin < place and not _is_body(passage, begin, place):
        return None
    period = periods.of(Mention(place, place + length, Fraction(1)))
    if not period.startswith(("year:", "by:")):
        return None
    end = min((at for at, told in periods.marks if place < at < last and told), default=last)
    while end > place + length and not words[end - 1].is_word:
        end -= 1
    said = [word for word in words[place + length : end] if word.is_word]
    vague = lexicon("context")["vague"].at(words, place + length)
    if len(said) < _LEAST or vague is not None or _is_told(passage, place):
        return None
    body = " ".join(word.text for word in words[begin:place])
    return Milestone(place, place + length, begin, end, body, period)


def _opening(passage: Passage, first: int, place: int) -> int:
    """The first word of a clause that says more than when, and how hard is striven."""
    while first < place and (
        not passage.words[first].is_word or passage.words[first].key in _OPENS or passage.hidden[first]
    ):
        first += 1
    return first


def _is_body(passage: Passage, begin: int, place: int) -> bool:
    """Whether the words before a verb name one body."""
    words = passage.words
    if place - begin > _WITHIN or any(word.key in _MANY or not word.is_word for word in words[begin:place]):
        return False
    return lexicon("bodies")["body"].at(words, begin) is not None


def _is_told(passage: Passage, place: int) -> bool:
    """Whether the sentence tells what has been reached, or only what is to be thought of."""
    first, last = passage.sentence(place)
    past = passage.places(("context", "already"), first, last)
    still = set(passage.places(("context", "still"), first, last))
    return any(at not in still for at in past) or bool(passage.places(("context", "told"), first, last))
