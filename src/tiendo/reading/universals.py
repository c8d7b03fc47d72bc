"""Promises made of every one of a kind: `mỗi …`, `… nào cũng …`, `tất cả các … đều …`, `phổ biến đến mọi …`.

With a number the number is owed by each; without one the promise is a hundred percent. Much is said of everybody that
promises nothing: only what can be looked at body by body or head by head is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tiendo.reading.counting import body_at
from tiendo.reading.licence import Setting
from tiendo.reading.mentions import Mention
from tiendo.reading.passages import Passage
from tiendo.reading.understood import SectionKind, TargetKind
from tiendo.reading.words import keys, lexicon

_ASKS = frozenset(
    {SectionKind.TASKS, SectionKind.IMPLEMENTATION, SectionKind.PURPOSE, SectionKind.REQUIREMENTS}
)
"""Sections whose sentences may promise something of everybody without being lists of targets."""

_EACH = frozenset(keys("mỗi từng"))
_NO_BODY = frozenset(keys("năm tháng quý tuần ngày lần học khi bước"))
_BODY_WORDS = 14
_LOOKED_BACK = 120
_KINDS = {"level": TargetKind.SHARE_OF_UNITS, "person": TargetKind.SHARE_OF_POPULATION}
_PLURAL = frozenset(keys("các những số"))
_ANYONE = frozenset(keys("người đối nhân gia hộ"))
"""First words of nouns that `mọi` makes a manner of speaking: everyone, whoever it concerns."""

_ALIKE, _DONE, _MUST = keys("đều")[0], keys("được")[0], frozenset(keys("phải cần nên"))
JOINS = frozenset(keys("và cùng"))
"""Words that join one thing to the next."""

_TO = frozenset(keys("đến tới cho với"))
_OPENS = frozenset(keys("phấn đấu đảm bảo quyết tâm đến hết cuối trong hằng hàng năm tháng quý học và có là"))
_PREDICATE_WITHIN = 12


@dataclass(frozen=True, slots=True)
class Universal:
    """A hundred percent without its number: the tokens that say so, of whom, and whether these are people."""

    first: int
    last: int
    body: str
    kind: TargetKind
    confidence: int


def each_of(passage: Passage, one: Mention) -> str:
    """Who owes the number each: behind `mỗi` or `tất cả các`, before `nào cũng`, unless a whole took over since."""
    first, _ = passage.segment(one.first)
    words, context = passage.words, lexicon("context")
    for place in range(one.first - 1, max(first, one.first - _LOOKED_BACK) - 1, -1):
        if context["whole"].at(words, place) is not None:
            return ""
        if context["every"].at(words, place) is not None:
            return every_body(passage, place).lower()
        if words[place].key in _EACH and not passage.hidden[place]:
            if place + 1 < len(words) and words[place + 1].key in _NO_BODY:
                continue
            return body_at(passage, place + 1)
        noun = _all_at(passage, place)
        if (
            noun is not None
            and _opens(passage, place)
            and _predicate(passage, noun[0], one.first) is not None
        ):
            return body_at(passage, noun[0])
    return ""


def every_body(passage: Passage, place: int) -> str:
    """Who stands before `nào cũng` in its segment: kinds of units, else nobody."""
    words = passage.words
    first, _ = passage.segment(place)
    first = max(first, place - _BODY_WORDS)
    while first < place and lexicon("units")["level"].at(words, first) is None:
        first += 1
    return " ".join(word.text for word in words[first:place]).replace(" ,", ",")


def universals(passage: Passage, setting: Setting, section: SectionKind) -> Iterator[Universal]:
    """Every promise of a passage that everybody of a kind is to keep, where no number says how much."""
    listed = setting is Setting.LISTED
    if not listed and (setting is Setting.NEVER or section not in _ASKS):
        return
    if listed:
        yield from _behind(passage)
    for place, _, meaning in lexicon("context")["all"].within(passage.words):
        noun = _all_at(passage, place)
        if noun is None or _is_told(passage, place):
            continue
        end = _of_subject(passage, place, noun, listed=listed) or _of_object(passage, place, noun)
        loose = meaning == "anyone" and passage.words[noun[0]].key in _ANYONE
        if end is not None and not (loose and noun[1] == 1):
            body = " ".join(word.text for word in passage.words[noun[0] : end]).replace(" ,", ",").strip(" ,")
            yield Universal(place, noun[0], body, _KINDS[noun[2]], 70 if listed else 55)


def _behind(passage: Passage) -> Iterator[Universal]:
    """`xã, phường, thị trấn nào cũng có …`, where no number follows."""
    words = passage.words
    for place, length, _ in lexicon("context")["every"].within(words):
        _, last = passage.segment(place)
        after, body = place + length, every_body(passage, place)
        told = any(word.is_number for word in words[after:last])
        if body and not told and not passage.hidden[place] and after < last and words[after].is_word:
            yield Universal(place, after, body, TargetKind.SHARE_OF_UNITS, 70)


def _all_at(passage: Passage, place: int) -> tuple[int, int, str] | None:
    """The noun `tất cả` and the like stand before: its token, its length, whether it is people or bodies."""
    words = passage.words
    found = lexicon("context")["all"].at(words, place)
    if found is None or passage.hidden[place]:
        return None
    after = place + found[0]
    while after < len(words) and words[after].key in _PLURAL:
        after += 1
    best: tuple[int, int, str] | None = None
    for name in _KINDS:
        noun = lexicon("units")[name].at(words, after)
        if noun is not None and (best is None or noun[0] > best[1]):
            best = (after, noun[0], name)
    return best


def _opens(passage: Passage, place: int) -> bool:
    """Whether a phrase is the subject of its clause: nothing but a time and how hard is striven stand before it."""
    first, _ = passage.clause(place)
    return all(
        not word.is_word or word.key in _OPENS or passage.hidden[at]
        for at, word in enumerate(passage.words[first:place], start=first)
    )


def _predicate(passage: Passage, noun: int, last: int) -> int | None:
    """Where what is promised of a subject begins, before a token."""
    words = passage.words
    for place in range(noun + 1, min(last, noun + _PREDICATE_WITHIN)):
        if words[place].key in _MUST:
            return None
        if words[place].key == _ALIKE or lexicon("forms")["predicate"].at(words, place) is not None:
            return place
    return None


def _of_subject(passage: Passage, place: int, noun: tuple[int, int, str], *, listed: bool) -> int | None:
    """`Tất cả các chi đoàn đều có …`: the predicate; outside lists it must say `đều` or `được`."""
    words, (_, last) = passage.words, passage.segment(place)
    at = _predicate(passage, noun[0] + noun[1] - 1, last)
    if at is None or not _opens(passage, place) or at + 1 >= last:
        return None
    if any(word.is_number and not passage.hidden[n] for n, word in enumerate(words[place:last], start=place)):
        return None  # each owes that number
    if listed:
        return at
    alike = words[at].key == _ALIKE and words[at + 1].key not in _MUST
    acts = lexicon("forms")["predicate"].at(words, at + 1) is not None
    return at if words[at].key == _DONE or (alike and acts) else None


def _of_object(passage: Passage, place: int, noun: tuple[int, int, str]) -> int | None:
    """`Phổ biến đến mọi cán bộ …`, a clause that begins with what is done to each: where they are all named."""
    words, context = passage.words, lexicon("context")
    first, last = passage.clause(place)
    if any(word.is_number and not passage.hidden[n] for n, word in enumerate(words[first:last], start=first)):
        return None
    first = _led(passage, _timed(passage, first, place), place)
    verb = context["reaches"].at(words, first) if first < place else None
    if verb is None or context["blocks"].has(words, first, place):
        return None
    if first + verb[0] != place and words[place - 1].key not in _TO:
        return None
    return _listed(passage, noun[0] + noun[1])


def _listed(passage: Passage, end: int) -> int:
    """Where a list of kinds ends: `cán bộ, đoàn viên và thanh niên`."""
    words = passage.words
    while end + 1 < len(words) and (words[end].text == "," or words[end].key in JOINS):
        lengths = [hit[0] for name in _KINDS if (hit := lexicon("units")[name].at(words, end + 1))]
        if not lengths:
            break
        end += 1 + max(lengths)
    return end


def _timed(passage: Passage, first: int, last: int) -> int:
    """Where a clause begins behind the time it opens with: `Mỗi năm phổ biến …`."""
    words = passage.words
    while first < last:
        often = words[first].key in _EACH and words[first + 1].key in _NO_BODY
        if not (often or words[first].key in _OPENS or passage.hidden[first]):
            break
        first += 1 + often
    return first


def _led(passage: Passage, first: int, last: int) -> int:
    """Where a clause's own verb begins: behind its mark and what leads in (`Tổ chức khám …`)."""
    words, leads = passage.words, lexicon("context")["leads_in"]
    while first < last:
        found = leads.at(words, first)
        if found is None and words[first].is_word:
            break
        first += found[0] if found is not None else 1
    return first


def _is_told(passage: Passage, place: int) -> bool:
    """Whether the sentence tells what has been reached."""
    first, last = passage.sentence(place)
    past = passage.places(("context", "already"), first, last)
    still = set(passage.places(("context", "still"), first, last))
    return any(at not in still for at in past) or bool(passage.places(("context", "told"), first, last))
