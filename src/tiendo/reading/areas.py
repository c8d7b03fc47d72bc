"""The plan's areas of work, from the groups its tasks stand in, and the one a target is most like. VN: lĩnh vực."""

from __future__ import annotations

from collections.abc import Sequence

from tiendo.core.plan import Area
from tiendo.reading.likeness import Likeness
from tiendo.reading.proposed import AreaSeen
from tiendo.reading.understood import Understood

_LONGEST_NAME = 160
_PIECE_SHARE = 3
"""An area is as like as its three likest tasks together, halved from one to the next."""


def areas_of(understood: Understood) -> tuple[Area, ...]:
    """The areas of a document: the headings its tasks stand under, in reading order."""
    found: dict[str, Area] = {}
    for task in understood.tasks:
        if task.area and task.area not in found:
            found[task.area] = Area(task.area, _named(task.heading or task.area))
    return tuple(found.values())


def _named(heading: str) -> str:
    name = " ".join(heading.split()).strip(" .:;")
    if len(name) > _LONGEST_NAME:
        name = name[:_LONGEST_NAME].rsplit(" ", 1)[0] + " …"
    return name


class AreaGuesser:
    """Areas with what their tasks say, to be asked where a target belongs."""

    def __init__(self, understood: Understood, areas: Sequence[Area]) -> None:
        self.areas = tuple(areas)
        own = {area.key: area.name for area in areas_of(understood)}
        names = {area.name.lower(): area.key for area in areas}
        to = {
            key: key if any(one.key == key for one in areas) else names.get(name.lower(), "")
            for key, name in own.items()
        }
        pieces = [(area.key, area.name) for area in areas]
        pieces += [(to[task.area], task.text) for task in understood.tasks if to.get(task.area)]
        sentences = [(key, part) for key, text in pieces for part in text.split(",") if len(part) > 8]
        self._area_of = [key for key, _ in sentences]
        self._likeness = Likeness((str(at), text) for at, (_, text) in enumerate(sentences))

    def guess(self, words: str, said: str) -> AreaSeen | None:
        """The area a target's words are most like; None where there are no areas. `said`: the clause they stand in."""
        if not self.areas:
            return None
        scores = dict.fromkeys((area.key for area in self.areas), 0)
        for asked, weight in ((words, 1), (said, 1)):
            shares = dict.fromkeys(scores, 1)
            for at, score in self._likeness.ranked(asked, most=24):
                area = self._area_of[int(at)]
                scores[area] += weight * score // shares[area]
                shares[area] *= _PIECE_SHARE
        ranked = sorted(scores.items(), key=lambda one: -one[1])
        first, second = ranked[0], (ranked[1] if len(ranked) > 1 else ("", 0))
        return AreaSeen(first[0], min(1000, first[1] // 3), min(1000, (first[1] - second[1]) // 3))
