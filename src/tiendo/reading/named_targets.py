"""Which target of a plan a table means by what stands over or before its figures. VN: khớp tên chỉ tiêu"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tiendo.reading.likeness import Likeness, bare

_ENOUGH = ((700, 100), (500, 250))
"""Per mille of likeness from which a target is taken, and by how much it must then be likelier than any other."""

_CANDIDATES = 6


@dataclass(frozen=True)
class TargetMeant:
    """The target some words mean; `sure` where the words are its own. `candidates` are the likest, best first."""

    target: str
    sure: bool
    candidates: tuple[str, ...]


class TargetNames:
    """The targets of a plan by everything they are called, to be asked which one a table means."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._names = [(key, said) for key, said in names if said]
        self._likeness = Likeness((str(at), said) for at, (_, said) in enumerate(self._names))

    def meant(self, said: str) -> TargetMeant:
        """The one target of just these words, else the likest, where no other comes near."""
        words, best = bare(said), self._best(said)
        same = {key for key, name in self._names if bare(name) == words} if words else set()
        candidates = tuple(dict.fromkeys([*sorted(same), *best]))[:_CANDIDATES]
        if len(same) == 1:
            return TargetMeant(next(iter(same)), True, candidates)
        scores = [*best.values(), 0]
        if not same and any(scores[0] >= like and scores[0] - scores[1] >= apart for like, apart in _ENOUGH):
            return TargetMeant(candidates[0], False, candidates)
        return TargetMeant("", False, candidates)

    def _best(self, said: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for at, score in self._likeness.ranked(said, most=2 * _CANDIDATES):
            key = self._names[int(at)][0]
            found.setdefault(key, score)
        return found
