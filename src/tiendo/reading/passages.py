"""A paragraph as the target reader walks through it: tokens with their sentence, segment and clause.

A segment ends at a semicolon or with its sentence; a clause ends at a comma or colon as well.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from tiendo.reading.masks import Mask, covered, masks
from tiendo.reading.words import Token, lexicon, tokens

_ABBREVIATED = frozenset({"tp", "ts", "ths", "gs", "pgs", "v", "tx", "tt", "bs", "cn", "ks", "mr", "th"})


@dataclass(frozen=True)
class Passage:
    """The tokens of a paragraph and, for each, the index of its sentence, segment and clause.

    `hidden` tokens belong to masks; `inside` says a token stands in round brackets.
    """

    words: Sequence[Token]
    sentences: Sequence[int]
    segments: Sequence[int]
    clauses: Sequence[int]
    hidden: Sequence[bool]
    inside: Sequence[bool]
    _places: dict[tuple[str, str], list[int]] = field(default_factory=dict, compare=False)

    def places(self, name: tuple[str, str], first: int, last: int) -> Sequence[int]:
        """Where phrases of a lexicon's table begin between two tokens; a passage is searched once for each table."""
        held = self._places.get(name)
        if held is None:
            held = [place for place, _, _ in lexicon(name[0])[name[1]].within(self.words)]
            self._places[name] = held
        return held[bisect_left(held, first) : bisect_left(held, last)]

    def segment(self, place: int) -> tuple[int, int]:
        """First token of the segment and the one after its last."""
        return _bounds(self.segments, place)

    def sentence(self, place: int) -> tuple[int, int]:
        """The same for the sentence."""
        return _bounds(self.sentences, place)

    def clause(self, place: int) -> tuple[int, int]:
        """The same for the clause."""
        return _bounds(self.clauses, place)


def _bounds(table: Sequence[int], place: int) -> tuple[int, int]:
    """First place with this place's index, and the one after the last; indexes only grow."""
    return bisect_left(table, table[place]), bisect_right(table, table[place])


def passage(said: str, start: int, holes: Sequence[tuple[int, int]] = ()) -> Passage:
    """The passage of a paragraph; what stands in `holes` is page furniture."""
    words = tokens(said, start)
    if holes:
        inside_hole = covered([word.start for word in words], [Mask(a, b, "page") for a, b in holes])
        words = [word for word, hole in zip(words, list(inside_hole), strict=True) if not hole]
    hidden = list(covered([word.start for word in words], masks(said, start)))
    sentences, segments, clauses, inside = [], [], [], []
    sentence = segment = clause = depth = 0
    for place, word in enumerate(words):
        sentences.append(sentence)
        segments.append(segment)
        clauses.append(clause)
        depth = depth + 1 if word.text == "(" else max(0, depth - 1) if word.text == ")" else depth
        inside.append(depth > 0 or word.text == ")")
        if word.text in ".!?…" and _ends(words, place):
            sentence, segment, clause = sentence + 1, segment + 1, clause + 1
        elif word.text == ";":
            segment, clause = segment + 1, clause + 1
        elif word.text in ",:()":
            clause += 1
    return Passage(words, sentences, segments, clauses, hidden, inside)


def _ends(words: Sequence[Token], place: int) -> bool:
    """Whether a full stop ends a sentence: what follows begins anew, what precedes is no abbreviation."""
    if place + 1 >= len(words):
        return True
    before, after = words[place - 1] if place else None, words[place + 1]
    if before is not None and words[place].text == "." and before.key in _ABBREVIATED:
        return False
    if (
        before is not None
        and before.is_number
        and after.is_number
        and before.end == words[place].start == after.start - 1
    ):
        return False
    return after.text[0].isupper() or after.is_number or after.text in '-–+•*“"('
