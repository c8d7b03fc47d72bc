"""Whether a number is a promise: which words license it, and which say it is something else.

Inside a list of targets a number with a unit is one; elsewhere it must be asked for, by a share, a comparator or a verb
that delivers. Numbers told as reached are none anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tiendo.reading.comparing import Comparison
from tiendo.reading.counting import Unit
from tiendo.reading.mentions import Mention
from tiendo.reading.passages import Passage
from tiendo.reading.understood import Goal, SectionKind
from tiendo.reading.words import keys, lexicon

_NEVER = frozenset({SectionKind.RESULTS, SectionKind.SCHEDULE, SectionKind.AWARDS, SectionKind.FUNDING})
_VERB_REACH = 10
_SMALL = 12
_SO = keys("so với")
_BRACKET = 40
_GOT = keys("được")[0]
_NEAR = 60
"""Tokens looked back at, so that a paragraph of numbers takes linear time."""
_COLON = ":"


class Setting(StrEnum):
    """Where a passage stands: in a list of targets, in ordinary text, where nothing is promised."""

    LISTED = "listed"
    TEXT = "text"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The rule that took a number, or the reason why it was passed over (`taken` is False)."""

    taken: bool
    rule: str
    confidence: int = 0


def setting_of(section: SectionKind) -> Setting:
    """What a section's numbers are at first sight."""
    if section in _NEVER:
        return Setting.NEVER
    return Setting.LISTED if section is SectionKind.TARGETS else Setting.TEXT


def announced(passage: Passage, one: Mention) -> bool:
    """Whether the sentence announces targets before the number: `đề ra … mục tiêu … như: …`."""
    first, _ = passage.sentence(one.first)
    return bool(passage.places(("context", "announces"), first, one.first))


def aspires(passage: Passage, one: Mention) -> bool:
    """Whether the number is striven for, in its segment."""
    first, _ = passage.segment(one.first)
    return bool(passage.places(("context", "strives"), first, one.first))


def passed_over(passage: Passage, one: Mention, unit: Unit | None, *, setting: Setting) -> str:
    """Why a number cannot be a promise whatever stands around it; empty where it can."""
    words = passage.words
    if one.first and _is_label(passage, one):
        return "name.number"
    if unit is not None and unit.time and not unit.rates and not _is_lasting(passage, one, setting):
        return "duration"
    if one.first > 1 and tuple(word.key for word in words[one.first - 2 : one.first]) == _SO:
        return "reference"
    if _is_slogan(passage, one):
        return "name.slogan"
    if unit is not None and unit.frame and not _reaches(passage, one):
        return "frame"
    if _is_told(passage, one, setting=setting):
        return "told"
    if _is_aside(passage, one):
        return "aside"
    return ""


def _is_label(passage: Passage, one: Mention) -> bool:
    """The number behind a word that is named by numbers, unless each of these owes it."""
    words = passage.words
    place = one.first
    while place >= 2 and words[place - 1].text == "," and words[place - 2].is_number and not one.percent:
        place -= 2
    if one.percent or one.denominator is not None or words[place - 1].text in ":=":
        return False
    found = lexicon("context")["label"].before(words, place)
    if found is None:
        return False
    before = place - found[0] - 1
    each = before >= 0 and words[before].key in _EACH
    return not each


_EACH = frozenset(keys("mỗi từng các nhất"))


def _is_lasting(passage: Passage, one: Mention, setting: Setting) -> bool:
    """A time that is itself held to a goal: life expectancy, waiting, days of treatment."""
    first, _ = passage.segment(one.first)
    return setting is Setting.LISTED and bool(passage.places(("comparing", "level"), first, one.first))


def _is_slogan(passage: Passage, one: Mention) -> bool:
    words = passage.words
    if one.percent or one.denominator or one.value > _SMALL or one.last >= len(words):
        return False
    return words[one.last].is_word and lexicon("context")["slogan"].at(words, one.last) is not None


def _reaches(passage: Passage, one: Mention) -> bool:
    """A frame's count that is itself reached: `đạt 19/19 tiêu chí`, `hoàn thành 12 chỉ tiêu`."""
    words = passage.words
    place = one.first
    near = words[max(0, place - 2) : place]
    return any(word.key in _REACHING for word in near) and not any(
        word.is_number for word in words[max(passage.segment(place)[0], place - _NEAR) : place]
    )


_REACHING = frozenset(keys("đạt thành nhất trên"))


def _is_told(passage: Passage, one: Mention, *, setting: Setting) -> bool:
    """A result already reached: past words before the number that no striving follows."""
    first, _ = passage.sentence(one.first) if setting is Setting.TEXT else passage.segment(one.first)
    still = set(passage.places(("context", "still"), first, one.first))
    past = [place for place in passage.places(("context", "already"), first, one.first) if place not in still]
    if setting is Setting.TEXT and passage.words[one.first - 1].key == _GOT and one.first:
        past.append(one.first - 1)
    told = [*passage.places(("context", "told"), first, one.first)[-1:], *past[-1:]]
    strives = passage.places(("context", "aspires"), first, one.first)
    return bool(told) and not any(place > max(told) or max(told) == one.first - 1 for place in strives)


def _is_aside(passage: Passage, one: Mention) -> bool:
    """A number in brackets that repeats or dates another: `(năm 2020: 62%)`, `(tương đương 300 hộ)`."""
    if not passage.inside[one.first]:
        return False
    words = passage.words
    place = one.first
    while place > max(0, one.first - _BRACKET) and words[place - 1].text != "(":
        place -= 1
    before = {word.key for word in words[place : one.first]}
    hidden = any(passage.hidden[place : one.first])
    return hidden or bool(before & _EQUALS)


_EQUALS = frozenset(keys("tương đương ứng bằng nay trước hiện"))


def verb_before(passage: Passage, one: Mention, start: int) -> bool:
    """Whether a verb that delivers stands before the number, and nothing between says it only describes."""
    words, context = passage.words, lexicon("context")
    if context["hands"].before(words, start) is not None:
        return True
    first, _ = passage.segment(one.first)
    low = max(first, start - _VERB_REACH)
    verbs = [
        place for place, _, _ in context["delivers"].within(words, low, start) if not passage.hidden[place]
    ]
    if not verbs:
        return False
    blocks = [place for place, _, _ in context["blocks"].within(words, verbs[-1], start)]
    return not blocks


def verdict(
    passage: Passage, one: Mention, unit: Unit | None, *, setting: Setting, compared: Comparison
) -> Verdict:
    """The rule that takes a number, or why it is passed over. `unit` is None for a percentage."""
    why = passed_over(passage, one, unit, setting=setting)
    if why:
        return Verdict(False, why)
    listed = setting is Setting.LISTED or announced(passage, one)
    if setting is Setting.NEVER:
        return Verdict(False, "section")
    if unit is None:
        return Verdict(True, "share.listed" if listed else "share.text", 95 if listed else 85)
    if one.denominator is not None:
        whole = unit.name and (listed or unit.known)
        return Verdict(True, "fraction", 80) if whole else Verdict(False, "fraction.bare")
    if unit.period == "day" and not listed and not compared.stated:
        return Verdict(False, "manner")
    if unit.period and unit.name:
        return Verdict(True, "count.frequency", 90 if listed else 75)
    return _counted(passage, one, unit, listed=listed, compared=compared)


def _counted(passage: Passage, one: Mention, unit: Unit, *, listed: bool, compared: Comparison) -> Verdict:
    verb = verb_before(passage, one, compared.first)
    floor = compared.stated and compared.goal in {Goal.AT_LEAST, Goal.AT_MOST, Goal.EQUAL}
    if one.spelled and not (compared.stated and unit.known):
        return Verdict(False, "words.bare")
    if listed:
        if unit.known and (compared.stated or verb):
            return Verdict(True, "count.compared" if compared.stated else "count.verb", 95)
        if unit.known or verb or compared.stated:
            return Verdict(True, "count.listed", 80 if unit.known else 70)
        return Verdict(False, "listed.bare")
    if not unit.known:
        return Verdict(False, "unit.unknown")
    if floor and _subject(passage, one):
        return Verdict(True, "count.compared", 80)
    if verb and not passage.inside[one.first]:
        return Verdict(True, "count.verb", 75 if compared.stated else 65)
    return Verdict(False, "text.bare")


def _subject(passage: Passage, one: Mention) -> bool:
    """Whether the clause before the number is more than a description in brackets."""
    return not passage.inside[one.first] or one.first > 0
