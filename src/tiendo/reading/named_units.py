"""Which unit of an organisation a paper means by a name: by its code, its name, or what sort of place it is.

A name that fits several units, or none, is told with those most like it; nothing is guessed. VN: khớp tên đơn vị
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tiendo.reading.likeness import Likeness
from tiendo.reading.words import Token, lexicon, tokens, unmarked

_CANDIDATES = 5
_LIKE = 350
"""Per mille of likeness below which a unit is no candidate."""


@dataclass(frozen=True)
class UnitKnown:
    """A unit as an organisation calls it: `near` says that it stands right below whose plan it is."""

    key: int
    code: str
    name: str
    level: str
    near: bool


@dataclass(frozen=True)
class UnitMeant:
    """The unit a name means, None where it is not sure; `candidates` are those most like it, the likest first."""

    unit: int | None
    candidates: tuple[int, ...]


class UnitNames:
    """The units of an organisation, to be asked whom a paper means."""

    def __init__(self, units: Iterable[UnitKnown]) -> None:
        self._units = {one.key: _Name(one.name, one) for one in units}
        self._likeness = Likeness((str(key), held.said) for key, held in self._units.items())
        self._by: tuple[dict[Any, list[int]], ...] = ({}, {}, {}, {})
        for key, held in self._units.items():
            for table, told in zip(self._by, held.ways(held.unit.code if held.unit else ""), strict=True):
                table.setdefault(told, []).append(key)

    def meant(self, said: str) -> UnitMeant:
        """Whom a name means: its code, its whole name, its place with the right sort, its place without marks."""
        name = _Name(said)
        several: list[int] = []
        for table, told in zip(self._by, name.ways(said), strict=True):
            hits = [key for key in table.get(told, ()) if self._units[key].is_sort_of(name)]
            near = [key for key in hits if (unit := self._units[key].unit) and unit.near]
            if len(hits) == 1 or len(near) == 1:
                one = hits[0] if len(hits) == 1 else near[0]
                return UnitMeant(one, tuple(dict.fromkeys([one, *hits, *self._like(said)]))[:_CANDIDATES])
            several += hits
        return UnitMeant(None, tuple(dict.fromkeys([*several, *self._like(said)]))[:_CANDIDATES])

    def _like(self, said: str) -> Iterator[int]:
        return (
            int(key) for key, score in self._likeness.ranked(said, most=_CANDIDATES) if score >= _LIKE
        )  # fmt: skip


@dataclass(frozen=True)
class _Name:
    """A name taken apart: the sorts of place it begins with, and the place itself."""

    said: str
    unit: UnitKnown | None = None

    def ways(self, code: str) -> tuple[Any, ...]:
        """By what names are held against each other, the surest first."""
        return code.strip().casefold(), self.whole, self.place, self.bare

    @cached_property
    def whole(self) -> tuple[str, ...]:
        """All its words."""
        return _words(tokens(self.said))

    @cached_property
    def _parts(self) -> tuple[frozenset[str], list[Token]]:
        words = [one for one in tokens(self.said) if one.is_word or one.is_number]
        kind, office = lexicon("bodies")["kind"], lexicon("bodies")["office"]
        sorts: set[str] = set()
        place = 0
        while place < len(words) - 1:
            sort, empty = kind.at(words, place), office.at(words, place)
            taken = max(sort[0] if sort else 0, empty[0] if empty else 0)
            if not taken or place + taken >= len(words):
                break
            if sort and sort[0] == taken:
                sorts.add(sort[1])
            place += taken
        return frozenset(sorts), words[place:]

    @cached_property
    def sorts(self) -> frozenset[str]:
        """The sorts of place it says it is of, each behind the level of such places."""
        return self._parts[0]

    @cached_property
    def levels(self) -> frozenset[str]:
        """The levels its places are of: by its own words, else by what its unit's level is called."""
        if self.sorts or self.unit is None:
            return frozenset(map(_level, self.sorts))
        called = lexicon("bodies")["kind"].within(tokens(self.unit.level))
        return frozenset(_level(meaning) for _, _, meaning in called)

    @cached_property
    def place(self) -> tuple[str, ...]:
        """The words that are left of it."""
        return _words(self._parts[1])

    @cached_property
    def bare(self) -> tuple[str, ...]:
        """The same without marks."""
        return tuple(map(unmarked, self.place))

    def is_sort_of(self, other: _Name) -> bool:
        """Whether both may be of one sort: both say the same, or one says none and the levels fit."""
        if self.sorts and other.sorts:
            return bool(self.sorts & other.sorts)
        return not self.levels or not other.levels or bool(self.levels & other.levels)


def _level(sort: str) -> str:
    return sort.partition("/")[0]


def _words(words: Iterable[Token]) -> tuple[str, ...]:
    return tuple(one.key for one in words if one.is_word or one.is_number)
