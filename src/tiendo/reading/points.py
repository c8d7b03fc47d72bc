"""The points a document leaves open as a committee decides them: equal questions of several targets are one point.

A point that a paper has decided is none any more. VN: những điểm văn bản chưa nói rõ
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tiendo.reading.proposed import Option, Proposal, Question
from tiendo.reading.said import Said, said
from tiendo.reading.sentences import TEXTS

Alike = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class About:
    """A target a point is about: its clause as plans cite it, its name, and the question as it was put for it alone."""

    clause: str
    name: str
    question: Question


@dataclass(frozen=True)
class Point:
    """One point: the question, its options, what is taken meanwhile, and the targets it is about (none: the plan)."""

    text: Said
    options: Sequence[Option]
    taken: str
    about: Sequence[About] = ()

    def effects(self, place: int) -> list[Said]:
        """What an option does to the figures of each target; one where it does the same to all."""
        asked = [one.question.options[place] for one in self.about] or [self.options[place]]
        found: list[Said] = []
        for one in asked:
            if one.effect is not None and one.effect not in found:
                found.append(one.effect)
        return found


def points_of(
    document: Mapping[str, Any],
    proposals: Sequence[Proposal],
    plan: Sequence[Question],
    decided: Collection[str] = (),
) -> tuple[Point, ...]:
    """The open points of a plan's document. `plan`: questions about all of it; `decided`: keys with a paper."""
    settings = {str(one["key"]): one for one in document.get("settings", ()) if one["key"] not in decided}
    names = {str(one["key"]): str(one["name"]) for one in document.get("targets", ())}
    found = [
        Point(one.text, one.options, str(settings[one.key]["default"])) for one in plan if one.key in settings
    ]
    groups: dict[tuple[Alike, str], list[About]] = {}
    for proposal in proposals:
        for question in proposal.questions:
            setting = settings.get(question.key)
            if setting is not None:
                name = names.get(proposal.key, proposal.name)
                about = About(str(setting["clause"]), name, question)
                groups.setdefault((_alike(question), str(setting["default"])), []).append(about)
    return (*found, *(_point(group, taken) for (_, taken), group in groups.items()))


def _alike(question: Question) -> Alike:
    """What equal questions have in common; one that can be put to a single target only has its own key."""
    if _together(question) not in TEXTS:
        return ((question.key,),)
    labels = ((one.key, one.label.code, *sorted(one.label.details.values())) for one in question.options)
    return ((question.text.code,), *labels)


def _together(question: Question) -> str:
    return question.text.code.replace("ask.", "many.", 1)


def _point(group: Sequence[About], taken: str) -> Point:
    first = group[0].question
    text = first.text if len(group) == 1 else said(_together(first))
    return Point(text, first.options, taken, tuple(group))
