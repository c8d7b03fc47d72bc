"""Which levels of an organisation a scope means: `các cấp`, `huyện và tương đương`, `xã, phường, thị trấn`.

Levels are known by their own names; the lexicon only says which words stand for which rung. VN: phạm vi theo cấp
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tiendo.core.indicator import Judged
from tiendo.core.orgunit import Level
from tiendo.reading.words import lexicon, tokens

_EVERY, _EQUAL = "every", "equal"


@dataclass(frozen=True)
class Scope:
    """Levels whose units are counted; `lowest` is the level “all levels” may or may not mean, empty elsewhere."""

    levels: tuple[str, ...]
    lowest: str = ""


class Rungs:
    """An organisation's levels, to be asked what words mean."""

    def __init__(self, levels: Sequence[Level]) -> None:
        self.levels = tuple(sorted(levels, key=lambda one: one.rank))
        self._named = {one.key: _rungs(one.name) for one in self.levels}

    def meant(self, words: str) -> Scope:
        """The levels some words name; none where they name no level of this organisation.

        “All levels” are all but the lowest where that lies under communes: groups of people, whose work is their
        commune's.
        """
        said = _rungs(words)
        if _EVERY in said:
            lowest = self.levels[-1] if len(self.levels) > 2 else None
            kept = tuple(one.key for one in self.levels if lowest is None or one.rank < lowest.rank)
            return Scope(kept, lowest.key if lowest else "")
        return Scope(tuple(one.key for one in self.levels if self._named[one.key] & said))

    def over(self, levels: Collection[str], entered: Collection[str]) -> tuple[tuple[str, Judged], ...]:
        """On whose work each level is judged: the last rung above groups of people on all that is below it.

        A level that does not enter the figure itself is judged on what is below it as well.
        """
        last = self.levels[-1].rank if self.levels else 0
        found = []
        for one in self.levels:
            if one.key in levels:
                hands = one.rank == last - 1 and one.rank > 0
                judged = Judged.SUBTREE if hands or one.key not in entered else Judged.OWN
                found.append((one.key, judged))
        return tuple(found)

    def fits(self, levels: Collection[str], entered: Collection[str]) -> bool:
        """Whether units of all these levels, or what is below them, enter a figure entered at some levels."""
        ranks = {one.key: one.rank for one in self.levels}
        return all(
            level in entered or any(ranks.get(low, -1) > ranks[level] for low in entered)
            for level in levels
            if level in ranks
        )

    @property
    def counting(self) -> tuple[str, ...]:
        """The levels that count work: all, without the lowest of four rungs or more."""
        if not self.levels:
            return ()
        last = self.levels[-1].rank
        kept = tuple(one.key for one in self.levels if one.rank < last)
        return kept if last >= 3 else tuple(one.key for one in self.levels)

    @property
    def holding(self) -> tuple[str, ...]:
        """The levels that know what is there: those that count work and have nobody counting below them."""
        counting = [one for one in self.levels if one.key in self.counting]
        last = max((one.rank for one in counting), default=0)
        return tuple(one.key for one in counting if one.rank == last)

    @property
    def top(self) -> tuple[str, ...]:
        """The highest level."""
        return tuple(one.key for one in self.levels if one.rank == self.levels[0].rank)


def _rungs(words: str) -> frozenset[str]:
    return frozenset(meaning for _, _, meaning in lexicon("forms")["rung"].within(tokens(words)))
