"""How a number is held: the comparator its neighbours state, and which way a figure moves.

`ít nhất` governs its own number only; `khoảng` covers the numbers listed under the same predicate.
"""

from __future__ import annotations

from dataclasses import dataclass

from tiendo.reading.mentions import Mention
from tiendo.reading.passages import Passage
from tiendo.reading.understood import Goal
from tiendo.reading.words import keys, lexicon

_REACH = 3
"""Light words that may stand between a comparator and its number."""
_AFTER = 9
_CHANGE = 8
_FROM = keys("từ")


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparator, whether the words state it, and the token where they begin."""

    goal: Goal
    stated: bool
    first: int


def comparison(passage: Passage, one: Mention) -> Comparison:
    """The comparator of a mention; a bare number is to be reached."""
    words, tables = passage.words, lexicon("comparing")
    after = _after(passage, one)
    place = one.first
    for _ in range(_REACH + 1):
        found = tables["before"].before(words, place)
        if found is not None:
            first = place - found[0]
            is_from = tuple(word.key for word in words[first:place]) == _FROM
            if is_from and after is None and one.value_max is None:
                found = None
            elif is_from and after is None:
                return Comparison(Goal.AT_LEAST, False, first)
            else:
                stated = after if after is not None else Goal(found[1])
                return Comparison(stated, True, first)
        light = tables["light"].before(words, place)
        if light is None:
            break
        place -= light[0]
    if after is not None:
        return Comparison(after, True, one.first)
    kept = tables["keep"].before(words, one.first)
    if kept is not None and not one.percent:
        return Comparison(Goal.EQUAL, True, one.first - kept[0])
    return Comparison(Goal.AT_LEAST, False, one.first)


def _after(passage: Passage, one: Mention) -> Goal | None:
    """`trở lên` and the like behind the number and its unit."""
    words, (_, last) = passage.words, passage.clause(one.last - 1)
    for place in range(one.last, min(last, one.last + _AFTER)):
        if words[place].is_number:
            return None
        found = lexicon("comparing")["after"].at(words, place)
        if found is not None:
            return Goal(found[1])
    return None


def moves(passage: Passage, one: Mention) -> str:
    """`up` or `down` where a verb of change stands before the number in its clause, with what it changes between."""
    first, _ = passage.clause(one.first)
    found = ""
    for table in ("up", "down"):
        places = passage.places(("comparing", table), first, one.first)
        if places and one.first - places[-1] <= _CHANGE:
            found = table
    return found


def is_lower_better(passage: Passage, one: Mention) -> bool:
    """Whether what the number measures is better when it is small."""
    first, last = passage.segment(one.first)
    table = lexicon("units")["lower_better"]
    return table.has(passage.words, max(first, one.first - 12), one.first) or table.has(
        passage.words, one.last, min(last, one.last + 5)
    )
