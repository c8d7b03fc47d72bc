"""How like two wordings are: cosine of their letter trigrams beside the likeness of their words, per mille.

What many names share (`thanh niên` in a youth union's catalogue) weighs less than what few do. Scores are whole
numbers, so that equal names always come in the same order. VN: độ giống
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from heapq import nsmallest
from math import isqrt

from rapidfuzz import fuzz

from tiendo.reading.words import Token, lexicon, tokens

_LOOKED_AT = 24
"""So many of the best by trigrams are compared word by word."""

_SCALE = 64


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """The words of a text as they are compared, without those that say nothing of what is counted."""
    words = _written_out(tokens(text))
    empty = {
        place + ahead
        for place, length, _ in lexicon("forms")["empty"].within(words)
        for ahead in range(length)
    }
    kept = [word.key for place, word in enumerate(words) if place not in empty and word.is_word]
    return " ".join(kept or [word.key for word in words if word.is_word])


def _written_out(words: list[Token]) -> list[Token]:
    """Words with what is written short written out."""
    short = lexicon("forms")["short"]
    found: list[Token] = []
    place = 0
    while place < len(words):
        hit = short.at(words, place)
        if hit:
            found += tokens(hit[1])
        else:
            found.append(words[place])
        place += hit[0] if hit else 1
    return found


def _grams(plain: str) -> Counter[str]:
    padded = f" {plain} "
    return Counter(padded[at : at + 3] for at in range(len(padded) - 2))


class Likeness:
    """Names by their keys, to be asked which are like some words."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._names = {key: bare(name) for key, name in names}
        grams = {key: _grams(plain) for key, plain in self._names.items()}
        self._known = Counter(gram for found in grams.values() for gram in found)
        self._holding: dict[str, list[tuple[str, int]]] = {}
        self._sizes: dict[str, int] = {}
        for key, found in grams.items():
            weights = self._weighed(found)
            self._sizes[key] = sum(weight * weight for weight in weights.values())
            for gram, weight in weights.items():
                self._holding.setdefault(gram, []).append((key, weight))
        self._asked: dict[tuple[str, int], list[tuple[str, int]]] = {}

    def _weighed(self, found: Mapping[str, int]) -> dict[str, int]:
        """Trigrams with their weights: rare ones weigh more, in halves of powers of two."""
        every = len(self._names) + 1
        return {
            gram: count * (_SCALE * every * every // (1 + self._known[gram]) ** 2).bit_length()
            for gram, count in found.items()
        }

    def ranked(self, words: str, *, most: int = 3) -> list[tuple[str, int]]:
        """The keys of the names most like some words, best first, with their scores per mille."""
        plain = bare(words)
        if not plain:
            return []
        if (plain, most) not in self._asked:
            near = self._near(_grams(plain))
            scored = [(key, (6 * cosine + 4 * worded(plain, self._names[key])) // 10) for key, cosine in near]
            self._asked[plain, most] = sorted(scored, key=lambda one: (-one[1], one[0]))[:most]
        return self._asked[plain, most]

    def _near(self, grams: Mapping[str, int]) -> list[tuple[str, int]]:
        weights = self._weighed(grams)
        size = sum(weight * weight for weight in weights.values())
        dots: dict[str, int] = {}
        for gram, weight in weights.items():
            for key, other in self._holding.get(gram, ()):
                dots[key] = dots.get(key, 0) + weight * other
        scored = [(-1000 * dot // max(1, isqrt(size * self._sizes[key])), key) for key, dot in dots.items()]
        return [(key, -negative) for negative, key in nsmallest(_LOOKED_AT, scored)]


def worded(left: str, right: str) -> int:
    """How like the words of two bare texts are, whatever their order, per mille."""
    both = fuzz.token_set_ratio(left, right) + fuzz.token_sort_ratio(left, right)
    return round(both * 5)


def alike(left: str, right: str) -> int:
    """How like two texts are, without a catalogue that would say what is common, per mille."""
    found = Likeness([("", right)]).ranked(left, most=1)
    return found[0][1] if found else 0
