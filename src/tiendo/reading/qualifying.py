"""Numbers that promise nothing themselves but say more of another: what each must have, what it is worth."""

from __future__ import annotations

from tiendo.reading.comparing import Comparison
from tiendo.reading.mentions import Mention
from tiendo.reading.passages import Passage
from tiendo.reading.words import keys, lexicon

LARGE = 100
"""From here on a number is a total rather than what each unit must do."""

_ADDS = frozenset(keys("cho với hút và"))
_WORTH = frozenset(keys("mỗi giá"))
_HAS, _FROM = keys("có")[0], keys("từ")[0]
_SUBJECTS = ("level", "person")


def belongs(passage: Passage, one: Mention, share_of: Mention) -> bool:
    """Whether a number says what each unit of the share before it does, and is no total of its own."""
    if passage.inside[share_of.first] and not passage.inside[one.first]:
        return False  # a share in brackets only says the same in other words
    return one.value < LARGE or passage.clauses[share_of.first] == passage.clauses[one.first]


def says_of_each(passage: Passage, before: tuple[Mention, Comparison], share: Mention) -> bool:
    """Whether a number before a share says what each of its subjects must have: `xã có từ 2 mô hình … đạt 90%`."""
    one, compared = before
    words, units = passage.words, lexicon("units")
    if passage.clauses[one.first] != passage.clauses[share.first] or one.percent or one.value >= LARGE:
        return False
    first, at = passage.clause(one.first)[0], min(compared.first, one.first)
    at -= at > first and words[at - 1].key == _FROM
    if at <= first or words[at - 1].key != _HAS:
        return False
    return any(units[table].at(words, place) for table in _SUBJECTS for place in range(first, at - 1))


def describes(passage: Passage, before: Mention, one: Mention) -> bool:
    """Whether nothing adds a number to the one before it, so that it only describes what that one counts."""
    near = passage.words[max(before.last, one.first - 3) : one.first]
    return not any(word.key in _ADDS for word in near)


def each_worth(passage: Passage, one: Mention) -> bool:
    """Whether an amount of money says what each thing counted before is worth."""
    return any(word.key in _WORTH for word in passage.words[max(0, one.first - 6) : one.first])
