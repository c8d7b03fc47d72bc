"""What a heading, or the words that open a list, say its section is about."""

from __future__ import annotations

from tiendo.reading.understood import SectionKind
from tiendo.reading.words import Token, keys, lexicon, tokens

_LONGEST = 28
"""Words of a heading that is still looked at as a title."""

_LOOKED_AT = 600
_FILLERS = frozenset(keys("các những một số về phần công tác"))
_NARROW = frozenset(
    {
        SectionKind.SCHEDULE,
        SectionKind.PARTICIPANTS,
        SectionKind.FUNDING,
        SectionKind.AWARDS,
        SectionKind.TARGETS,
    }
)
_BUSY = frozenset({SectionKind.TARGETS, SectionKind.TASKS, SectionKind.IMPLEMENTATION})


def section_of(heading: str, above: SectionKind, *, top: bool) -> SectionKind:
    """The kind of a heading's section; a heading that names none has that of the one above."""
    words = tokens(heading[:_LOOKED_AT])
    if not words or len(words) > _LONGEST:
        return opened_by(heading) or above
    found = next(lexicon("sections")["section"].within(words), None)
    if found is None:
        return above
    place, _, meaning = found
    kind = SectionKind(meaning)
    fillers = all(word.key in _FILLERS for word in words[:place])
    if kind is SectionKind.RESULTS and (above in _BUSY or not (top or fillers)):
        return above
    if above is SectionKind.TARGETS and kind is SectionKind.TASKS and not top:
        return above if not fillers or words[place].key == keys("hoạt")[0] else kind
    if above is SectionKind.IMPLEMENTATION and not fillers:
        return above
    if not top and not fillers and above is not SectionKind.OTHER:
        return above
    return kind


def labelled(said: str, above: SectionKind) -> SectionKind:
    """The section of an item that names it before a colon: `- Thời gian: …`, `Chỉ tiêu: …`."""
    label, colon, _ = said.partition(":")
    words = tokens(label) if colon and len(label) < 80 else []
    if not 0 < len(words) <= 8 or above is SectionKind.RESULTS:
        return above
    found = lexicon("sections")["section"].at(words, _first(words))
    kind = SectionKind(found[1]) if found else above
    return kind if kind in _NARROW else above


def _first(words: list[Token]) -> int:
    place = 0
    while place < len(words) - 1 and words[place].key in _FILLERS:
        place += 1
    return place


def opened_by(said: str) -> SectionKind | None:
    """What a sentence ending in a colon opens: results already reached, or targets."""
    if not said.rstrip().endswith(":"):
        return None
    words = tokens(said[:_LOOKED_AT] + said[max(_LOOKED_AT, len(said) - _LOOKED_AT) :])
    opens = lexicon("context")
    if opens["reached"].has(words):
        return SectionKind.RESULTS
    return SectionKind.TARGETS if opens["announces"].has(words) else None
