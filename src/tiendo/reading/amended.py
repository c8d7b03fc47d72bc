"""What an amendment changed: clause by clause between two readings of a plan, and which targets got other numbers.

A letter that changes a number in mid-term becomes a setting of the plan with the letter's paper and day as its answer,
so that the old number holds before that day and the new one from it on. VN: sửa đổi, bổ sung kế hoạch
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from tiendo.reading.clauses_cited import clauses_cited
from tiendo.reading.compare import matched_once, pairs_of, side_of
from tiendo.reading.likeness import Likeness, bare, worded
from tiendo.reading.numbers_written import written
from tiendo.reading.proposed import Answer
from tiendo.reading.said import Said, said
from tiendo.reading.understood import Clause, ClauseKind, SectionKind, Target, Understood

_AT_ITS_PLACE, _ANYWHERE = 450, 650
_LOOKED_AT = frozenset(ClauseKind) - {ClauseKind.FURNITURE}


class Change(StrEnum):
    """What became of a piece of the text."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class ClauseChange:
    """A clause before and after; empty where it was not there. VN: điều khoản thay đổi"""

    state: Change
    before: str
    after: str


@dataclass(frozen=True)
class TargetChange:
    """A target before and after with the fields that differ (`value`, `comparator`, `unit`, `period`)."""

    state: Change
    before: str
    after: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Amendment:
    """Two readings of a plan held against each other. VN: so sánh hai bản"""

    clauses: tuple[ClauseChange, ...]
    targets: tuple[TargetChange, ...]


def amended(before: Understood, after: Understood) -> Amendment:
    """What changed from one reading of a plan to another, in the order of the later one; what is gone comes last."""
    return Amendment(_clauses(before, after), _targets(before, after))


def by_letter(plan: Understood, letter: Understood) -> tuple[TargetChange, ...]:
    """The targets of a plan a letter gives other numbers; what the letter does not name stays as it is."""
    return tuple(one for one in _targets(plan, letter) if one.state is Change.CHANGED)


def by_clause(document: Mapping[str, Any], after: Understood) -> tuple[ClauseChange, ...]:
    """What a new text changes of an adopted plan's document; `before` is the key the plan has its clause under.

    Only what plans keep of their papers is held against it: no letterhead, bases, results, recipients; what stands
    among its tasks and duties has stayed, and a heading the plan has no clause for changes nothing of it.
    """
    here, cited = SectionKind.OTHER, clauses_cited(after)
    olds = [
        Clause(str(one["key"]), str(one["key"]), "", ClauseKind.ITEM, here, str(one["text"]), 0, 0)
        for one in document.get("clauses") or ()
        if one["key"] != cited.title
    ]
    stayed = {_bare(str(one["text"])) for one in document.get("tasks") or ()}
    stayed |= {
        _bare(f"{one['responsible']}: {one['text']}" if one.get("responsible") else str(one["text"]))
        for one in document.get("duties") or ()
    }
    news = [one for one in after.clauses if one.id in cited.keys and _bare(one.text) not in stayed]
    asking = {one.clause for some in (after.targets, after.tasks, after.duties) for one in some}
    headings = {one.id for one in news if one.kind is ClauseKind.HEADING} - asking
    found = _changes(olds, news)
    return tuple(one for one in found if one.state is not Change.ADDED or one.after not in headings)


def _bare(text: str) -> str:
    """A text without what a list may have put behind it."""
    return text.rstrip(" .;,")


def _clauses(before: Understood, after: Understood) -> tuple[ClauseChange, ...]:
    return _changes(before.clauses, after.clauses)


def _changes(before: Sequence[Clause], after: Sequence[Clause]) -> tuple[ClauseChange, ...]:
    olds = {one.id: one for one in before if one.kind in _LOOKED_AT}
    news = [one for one in after if one.kind in _LOOKED_AT]
    same = _same(olds, news)
    left = {key: one for key, one in olds.items() if key not in same.values()}
    changed = _reworded(left, [one for one in news if one.id not in same])
    found = []
    for one in news:
        if one.id in same:
            found.append(ClauseChange(Change.SAME, same[one.id], one.id))
        elif one.id in changed:
            found.append(ClauseChange(Change.CHANGED, changed[one.id], one.id))
        else:
            found.append(ClauseChange(Change.ADDED, "", one.id))
    gone = [key for key in left if key not in changed.values()]
    return (*found, *(ClauseChange(Change.REMOVED, key, "") for key in gone))


def _same(olds: Mapping[str, Clause], news: Sequence[Clause]) -> dict[str, str]:
    """Clauses whose words stayed, each once: those at the same place first."""
    free: dict[str, list[Clause]] = {}
    for one in olds.values():
        free.setdefault(one.text, []).append(one)
    found = {}
    for one in news:
        there = free.get(one.text)
        if there:
            at = next((n for n, old in enumerate(there) if old.path == one.path), 0)
            found[one.id] = there.pop(at).id
    return found


def _reworded(olds: Mapping[str, Clause], news: Sequence[Clause]) -> dict[str, str]:
    """Clauses whose words changed: those at the same place if they are like enough, else the likest anywhere."""
    free = dict(olds)
    found = {}
    for one in news:
        for old in list(free.values()):
            if (old.path, old.kind) == (one.path, one.kind) and _like(old, one) >= _AT_ITS_PLACE:
                found[one.id] = free.pop(old.id).id
                break
    likeness = Likeness((key, one.text) for key, one in free.items())
    for one in news:
        if one.id not in found:
            hits = [
                hit for hit in likeness.ranked(one.text, most=3) if hit[0] in free and hit[1] >= _ANYWHERE
            ]
            if hits:
                found[one.id] = free.pop(hits[0][0]).id
    return found


def _like(old: Clause, new: Clause) -> int:
    return worded(bare(old.text), bare(new.text))


def _targets(before: Understood, after: Understood) -> tuple[TargetChange, ...]:
    matched, taken = matched_once(pairs_of(side_of(before), side_of(after)))
    news = {one.id: one for one in after.targets}
    found = []
    for old in before.targets:
        match = matched.get(old.id)
        if match is None:
            found.append(TargetChange(Change.REMOVED, old.id, ""))
        else:
            fields = differing(old, news[match.target])
            found.append(
                TargetChange(Change.CHANGED if fields else Change.SAME, old.id, match.target, fields)
            )
    added = [TargetChange(Change.ADDED, "", one.id) for one in after.targets if one.id not in taken]
    return (*found, *added)


def differing(old: Target, new: Target) -> tuple[str, ...]:
    """The fields of a target that an amendment changed."""
    pairs = {
        "value": (old.value, new.value),
        "value_max": (old.value_max, new.value_max),
        "comparator": (old.comparator, new.comparator),
        "unit": (old.unit, new.unit),
        "period": (old.period, new.period),
    }
    return tuple(field for field, (left, right) in pairs.items() if left != right)


def amend(
    document: Mapping[str, Any],
    goals: Mapping[str, str],
    *,
    paper: str,
    day: date,
    say: Callable[[Said], str],
) -> tuple[dict[str, Any], tuple[tuple[str, Answer], ...]]:
    """The plan's document with new goals of targets by a letter, and the answers to write down with its paper and day.

    `goals`: how plans write them, by the target's key. The old goal holds before the day, the new one from it on: each
    is a setting whose default is the plan's own number. A later letter adds an option to the same setting.
    """
    made = deepcopy(dict(document))
    settings = list(made.get("settings") or [])
    answers = []
    for target in made.get("targets") or []:
        key = str(target["key"])
        if key not in goals:
            continue
        name = f"{key}.amended"
        held = next((one for one in settings if one["key"] == name), None)
        if held is None:
            first = {"key": "original", "label": say(said("amend.original", goal=str(target["goal"])))}
            question = say(said("amend.question", name=str(target["name"])))
            held = {
                "key": name,
                "clause": target["clause"],
                "question": question,
                "default": "original",
                "options": [first],
            }
            settings.append(held)
        option = f"goal-{len(held['options'])}"
        label = say(said("amend.goal", goal=goals[key], paper=paper))
        patch = {key: {"goal": goals[key]}}
        held["options"] = [*held["options"], {"key": option, "label": label, "patch": patch}]
        answers.append((name, Answer(option, paper, day)))
    made["settings"] = settings
    return made, tuple(answers)


def goal_of(target: Target) -> str:
    """The number of a target as plans write it."""
    return written(target.value) + ("%" if "%" in target.unit else "")
