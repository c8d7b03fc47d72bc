"""What a number measures, in the document's own words: those around it, without it and without how it is held."""

from __future__ import annotations

from tiendo.reading.mentions import Mention
from tiendo.reading.passages import Passage
from tiendo.reading.universals import JOINS
from tiendo.reading.words import keys, lexicon, tokens

_SAID = 40
"""Tokens of a measure on either side of its number."""

_FROM = keys("từ")[0]


def measure(text: str, passage: Passage, one: Mention, compared: int) -> str:
    """The words of a number's clause; of one behind `label:`, the label. `compared`: where its comparator begins."""
    first, last = passage.clause(one.first)
    first, last = max(first, one.first - _SAID), min(last, one.last + _SAID)
    words = passage.words
    held = one.first - 1 if one.first and words[one.first - 1].key == _FROM else one.first
    held = max(first, min(held, compared))
    if held == first:
        first = _label(passage, first)
    last = _next_joined(passage, one.last, _listed(passage, one.last, last))
    before = text[words[first].start : words[_shared(passage, first, held)].start]
    behind = one.last + bool(one.scale and not one.percent)  # `tỷ đồng` stays whole or goes whole
    after = text[words[behind - 1].end : words[max(behind, last) - 1].end]
    if not one.value:  # nothing of a kind: the words that deny it belong to what is measured
        before = text[words[first].start : words[one.last - 1].end]
    return _closed(" ".join(f"{before} {after}".split()).strip(" ,;:."))


def _label(passage: Passage, first: int) -> int:
    """Where the label before a colon begins."""
    if first < 2 or passage.words[first - 1].text != ":":
        return first
    return max(passage.clause(first - 1)[0], first - _SAID)


def _listed(passage: Passage, first: int, last: int) -> int:
    """Where the words behind a number end; a list of people or bodies is no end: `cán bộ, giáo viên được …`."""
    words, units = passage.words, lexicon("units")
    while last < len(words) and words[last - 1].text == "," and last - first <= _SAID:
        following = passage.clause(last)[1]
        named = any(units[table].at(words, last) for table in ("person", "level"))
        if not named or any(word.is_number for word in words[last:following]):
            break
        last = following
    return last


def _shared(passage: Passage, first: int, held: int) -> int:
    """Where the words before a number end; of one joined to others by `và`, those before them all."""
    words, hidden = passage.words, passage.hidden
    if held > first and words[held - 1].key in JOINS:
        for place in range(first, held):
            if words[place].is_number and not hidden[place]:
                return place
    return held


def _next_joined(passage: Passage, first: int, last: int) -> int:
    """Where the words behind a number end: before a `và` that joins another number."""
    words, hidden = passage.words, passage.hidden
    for place in range(first + 1, last - 1):
        number = words[place + 1].is_number and not hidden[place + 1]
        if number and words[place].key in JOINS:
            return place
    return last


def _closed(said: str) -> str:
    """Without a bracket that is only opened, or only closed, and without `trở lên` at its end."""
    words = tokens(said)
    found = lexicon("comparing")["after"].before(words, len(words))
    if found is not None and found[0] < len(words):
        said = said[: words[len(words) - found[0]].start].rstrip(" ,:")
    if said.endswith("(") or said.startswith("("):
        said = said.strip("( ")
    return said.rstrip(") ") if said.count(")") > said.count("(") else said
