"""What a target promises, in words: before its number, of whom or what, and what is to be true of them.

One sentence holds many numbers; what stands after the last may belong to all (`95% đoàn viên, 85% hội viên được …`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tiendo.reading.understood import Target, Understood
from tiendo.reading.words import Token, lexicon, tokens

_LONGEST, _BRIEF = 300, 8
_TELLING = 4
"""Words before a number that tell by themselves what is counted."""

_CUT = re.compile(r"[,;:](?=\s|$)|\s(?:và|cùng)\s(?=[^,;]*$)")
_EDGES = " .,;:()-–+/"
_QUOTED = re.compile(r"[“\"«][^“”\"«»]+[”\"»]")
_FROM = re.compile(r"[\s:,]*\btừ\s+[0-9][^;]*$", re.IGNORECASE)
"""What a number was before it became another."""
_WHEN = re.compile(
    r"^(?:(?:phấn đấu|vào|đến|tới|trước|hết|cuối|trong)\s+)*năm\s+(?:19|20)[0-9]{2}\b(?!\s*[-–])[\s,:]*",
    re.IGNORECASE,
)
"""A time that opens a promise; the target has it as its period."""


@dataclass(frozen=True)
class Promise:
    """The words of a target: `lead` before its number, `subject` after it, `predicate` what is promised of that."""

    lead: str
    subject: str
    predicate: str
    raw: str = ""

    @property
    def words(self) -> str:
        """All of it, as it is compared."""
        return " ".join(filter(None, (self.lead, self.subject, self.predicate)))

    @property
    def about(self) -> str:
        """The subject with its predicate: what a share is a share of, and of what."""
        return " ".join(filter(None, (self.subject, self.predicate)))

    @property
    def brief(self) -> str:
        """The subject with the beginning of its predicate: what follows only tells by what."""
        return " ".join(
            filter(None, (self.subject, " ".join(self.predicate.split()[:_BRIEF]).rstrip(_EDGES)))
        )


def promises(understood: Understood) -> dict[str, Promise]:
    """The words of every target by its id."""
    groups: dict[str, list[Target]] = {}
    for target in understood.targets:
        groups.setdefault(target.clause, []).append(target)
    found: dict[str, Promise] = {}
    for group in groups.values():
        ordered = sorted(group, key=lambda one: one.number_start)
        for place, target in enumerate(ordered):
            promise = _promise(understood.text, target, place, among=ordered)
            whole = ordered[place - 1] if place else None
            if whole is not None and whole.unit == target.unit and _is_part(promise):
                promise = replace(promise, lead=found[whole.id].lead, subject=found[whole.id].subject)
            found[target.id] = promise
    return found


def _is_part(promise: Promise) -> bool:
    """Whether words tell of no work of their own: `…, trong đó mỗi năm ít nhất 1.000 đoàn viên`."""
    alone = bool(promise.lead) and not promise.predicate and not _without_asides(promise.lead)
    return alone and _is_unit(promise.subject)


def _promise(text: str, target: Target, place: int, *, among: Sequence[Target]) -> Promise:
    """The words of one of the targets of a clause, which stand in the order of their numbers."""
    if target.rule == "table":
        return _split("", target.measure)  # between its name and its figure stand other columns
    if target.rule == "done":
        return Promise("", target.measure, "", target.measure)  # nothing is counted: all of it is the work
    if target.number_end <= target.number_start or not target.start <= target.number_start < target.end:
        return _split("", target.measure)
    inside = [
        one for one in among[place + 1 :] if target.number_end <= one.number_start < target.end
    ]  # fmt: skip
    before = [one for one in among[:place] if target.start <= one.number_end <= target.number_start]
    lead = _lead(text, target, before)
    if target.baseline is not None:
        lead = _FROM.sub("", lead)
    rest = _segment(text, target, inside)
    subject, predicate = parted(_behind_comparison(rest))
    if not predicate and inside and "%" in target.unit and _bare(text, [target, *inside]):
        last = inside[-1]
        predicate = parted(text[last.number_end : last.end].strip(_EDGES))[1]
    raw = text[target.start : target.end]
    return Promise(_short(lead), _short(subject), _short(predicate), raw)


def _lead(text: str, target: Target, before: Sequence[Target]) -> str:
    start = before[-1].number_end if before else target.start
    said = text[start : target.number_start]
    cuts = [one.end() for one in _CUT.finditer(said)]
    if before:
        return said[cuts[-1] :].strip(_EDGES) if cuts else ""
    colon = said.rfind(":")
    return said[colon + 1 :].strip(_EDGES)


def _segment(text: str, target: Target, inside: Sequence[Target]) -> str:
    if not inside:
        return text[target.number_end : target.end].strip(_EDGES)
    said = text[target.number_end : inside[0].number_start]
    cuts = [one.start() for one in _CUT.finditer(said)]
    return said[: cuts[-1] if cuts else len(said)].strip(_EDGES)


def _behind_comparison(said: str) -> str:
    """Words behind a number without how it is held: `98,5% trở lên số đoàn viên`."""
    words = tokens(said)
    found = lexicon("comparing")["after"].at(words, 0) if words else None
    return said[words[found[0] - 1].end :].strip(_EDGES) if found is not None else said


def _bare(text: str, group: Sequence[Target]) -> bool:
    """Whether shares follow one another with nothing but their subjects between."""
    return all(
        "%" in after.unit and not _lead(text, after, [before]).strip()
        for before, after in pairwise(group)
    )  # fmt: skip


def _split(lead: str, measure: str) -> Promise:
    subject, predicate = parted(measure)
    return Promise(lead, subject, predicate, measure)


def parted(said: str) -> tuple[str, str]:
    """Words about people or things, and what is promised of them; bodies act, so their first verb counts."""
    words = tokens(said)
    lasting = _covered(words, "lasting", besides={"duy trì"})
    places = [
        (int(strength), place)
        for place, _, strength in lexicon("forms")["predicate"].within(words, 1)
        if place not in lasting
    ]
    if not places:
        return _edged(said), ""
    acting = _acts(words)
    cut = min(place for _, place in places) if acting else min(places)[1]
    at = words[cut].start
    return _edged(said[:at]), _edged(said[at:])


def _edged(said: str) -> str:
    """Without marks at its edges, and without a bracket that is cut in half."""
    said = said.strip(_EDGES)
    return said[: said.rfind("(")].strip(_EDGES) if said.count("(") > said.count(")") else said


def _covered(words: Sequence[Token], table: str, *, besides: set[str]) -> set[int]:
    found: set[int] = set()
    for at, length, _ in lexicon("forms")[table].within(words):
        said = " ".join(word.text.lower() for word in words[at : at + length])
        if said not in besides:
            found.update(range(at, at + length))
    return found


def _acts(words: Sequence[Token]) -> bool:
    """Whether the subject is a body, which does things, rather than people, to whom things are done."""
    units = lexicon("units")
    body = next((at for at in range(min(4, len(words))) if units["level"].at(words, at)), 9)
    people = next((at for at in range(min(4, len(words))) if units["person"].at(words, at)), 9)
    return body < people


def _short(said: str) -> str:
    return said if len(said) <= _LONGEST else said[:_LONGEST].rsplit(" ", 1)[0]


def name_of(promise: Promise) -> str:
    """A target's name: its words without how hard is striven and how the number is held."""
    lead = _without_asides(promise.lead)
    if len(lead.split()) >= _TELLING and not promise.predicate and _is_unit(promise.subject):
        return lead
    said = " ".join(filter(None, (lead, promise.subject, promise.predicate))) or promise.raw
    return said[1:-1].strip() if _QUOTED.fullmatch(said) else said


def _is_unit(subject: str) -> bool:
    """Whether words only say what is counted: `thanh niên được dạy nghề: 500 người`."""
    words = tokens(subject)
    found = lexicon("units")["count"].at(words, 0)
    return found is not None and found[0] == len(words)


def _without_asides(lead: str) -> str:
    lead = _WHEN.sub("", lead)
    words = tokens(lead)
    asides = lexicon("forms")["aside"]
    first, last = 0, len(words)
    while first < last and (found := asides.at(words, first)):
        first += found[0]
    while last > first and (found := asides.before(words, last)) and found[0] <= last - first:
        last -= found[0]
    if first >= last:
        return ""
    said = lead[words[first].start : words[last - 1].end]
    return re.sub(r"(?:^|\s)(?:có|được|đạt)$", "", said)


def by_id(found: Mapping[str, Promise], target: Target) -> Promise:
    """The words of a target, from its measure where they were not looked for."""
    return found.get(target.id) or _split("", target.measure)
