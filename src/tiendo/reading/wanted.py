"""Looks a figure up in the catalogue of data elements by its words, and makes a new one where nothing fits.

Three best candidates are shown, with how far the first is ahead; one is proposed only where it is like enough.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tiendo.core.indicator import DataElement, ElementKind
from tiendo.reading.likeness import Likeness, bare
from tiendo.reading.proposed import Candidate, Need, NewElement, Part
from tiendo.reading.words import lexicon, tokens, unmarked

LIKE_ENOUGH = 650
"""Per mille from which an element of the catalogue is proposed rather than a new one."""
SURELY = 850
"""Per mille from which an element of the catalogue is surely the one that is meant."""

_SAME_UNIT, _SAME_KIND, _OTHER_KIND, _HEAD = 60, 40, 120, 90
_WORTH_SHOWING = 100
_LONGEST_KEY, _LONGEST_NAME = 40, 160


@dataclass(frozen=True)
class Wanted:
    """A figure that is looked for: what for, its words, how it behaves, its unit, and who would enter it.

    `head` is the noun it is about: a name without it is about something else. `called` is what a new one is named,
    where that is not all of the words.
    """

    part: Part
    words: str
    kind: ElementKind
    unit: str
    entered_at: tuple[str, ...]
    decimals: int = 0
    most_months: int = 12
    head: str = ""
    called: str = ""


class Catalogue:
    """The data elements there are, and those proposed so far, so that one figure is not made twice."""

    def __init__(self, elements: Mapping[str, DataElement]) -> None:
        self.elements = elements
        self._likeness = Likeness((key, one.name) for key, one in elements.items())
        self._made: dict[tuple[str, ElementKind, str], NewElement] = {}
        self._keys = set(elements)

    def need(
        self,
        wanted: Wanted,
        *,
        suits: Callable[[DataElement], bool] = lambda _: True,
        besides: Sequence[str] = (),
    ) -> Need:
        """The figure with its candidates. `suits`: whether the rules let an element be used; `besides`: taken."""
        ranked = self._likeness.ranked(wanted.words, most=12)
        found = [
            self._scored(self.elements[key], score, wanted)
            for key, score in ranked
            if key not in besides and self._usable(self.elements[key], wanted) and suits(self.elements[key])
        ]
        likely = (one for one in found if one.score >= _WORTH_SHOWING)
        best = sorted(likely, key=lambda one: (-one.score, one.element))[:3]
        margin = best[0].score - (best[1].score if len(best) > 1 else 0) if best else 0
        new = self.new(wanted)
        chosen = best[0].element if best and best[0].score >= LIKE_ENOUGH else new.key
        return Need(
            wanted.part, wanted.words, wanted.kind, wanted.unit, tuple(best), margin, new, chosen
        )  # fmt: skip

    def new(self, wanted: Wanted) -> NewElement:
        """A new element for a figure; the same for the same words, kind and unit."""
        name = _named(wanted.called or wanted.words)
        asked = (name.lower(), wanted.kind, wanted.unit)
        if asked not in self._made:
            key = self._free(slug(name) or "figure")
            self._made[asked] = NewElement(
                key, name, wanted.kind, wanted.unit or "–", wanted.entered_at, wanted.decimals
            )
        return self._made[asked]

    def _free(self, wanted: str) -> str:
        key, number = wanted, 2
        while key in self._keys:
            key, number = f"{wanted}-{number}", number + 1
        self._keys.add(key)
        return key

    @staticmethod
    def _usable(element: DataElement, wanted: Wanted) -> bool:
        often = element.kind is ElementKind.STOCK or element.often.months <= wanted.most_months
        return often and element.decimals >= wanted.decimals

    @staticmethod
    def _scored(element: DataElement, score: int, wanted: Wanted) -> Candidate:
        same_unit = element.unit == wanted.unit or element.unit in wanted.unit.split("/")[0].split(", ")
        score += _SAME_UNIT * same_unit + _of_kind(element.kind, wanted.kind)
        if wanted.kind is ElementKind.PERSONS and lexicon("forms")["turns"].at(tokens(element.unit), 0):
            score -= _OTHER_KIND
        if wanted.head:
            score += _HEAD if bare(wanted.head) in bare(element.name) else -_HEAD
        return Candidate(element.key, element.name, element.unit, element.kind, max(0, min(1000, score)))


def _of_kind(kind: ElementKind, wanted: ElementKind) -> int:
    """What happens is unlike what is there; whether it is counted in turns or in people is a lesser difference."""
    if kind is wanted:
        return _SAME_KIND
    return -_OTHER_KIND if ElementKind.STOCK in {kind, wanted} else 0


def slug(name: str) -> str:
    """A key made of a name: small letters without marks, words joined by underscores, cut at a word."""
    words = re.findall(r"[a-z0-9]+", unmarked(name))
    key = ""
    for word in words:
        if len(key) + len(word) >= _LONGEST_KEY:
            break
        key = f"{key}_{word}" if key else word
    return key


def _named(words: str) -> str:
    said = " ".join(words.split()).strip(" .,;:-–")
    if len(said) > _LONGEST_NAME:
        said = said[:_LONGEST_NAME].rsplit(" ", 1)[0]
    return said[:1].upper() + said[1:] if said else "–"
