"""Which number a plan's targets have had since which day, and the paper each comes from. VN: điều chỉnh chỉ tiêu"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tiendo.core.plan import SettingChoice, choices_in_force
from tiendo.core.plan_patches import patched
from tiendo.storage.catalogue import Choice


@dataclass(frozen=True)
class Number:
    """A number of a target as plans write it, with the paper and day it holds from; none: as the plan was issued."""

    goal: str
    paper: str = ""
    day: date | None = None


def numbers_of(document: Mapping[str, Any], choices: Sequence[Choice]) -> dict[str, list[Number]]:
    """The numbers of every target by its key, the first one first; more than one only where a paper changed it."""
    told = tuple(SettingChoice(one.setting, one.option, one.paper, one.day, one.seq) for one in choices)
    found = {key: [Number(goal)] for key, goal in _goals(document, {}).items()}
    for day in sorted({one.day for one in told}):
        for key, goal in _goals(document, choices_in_force(told, as_of=day)).items():
            if goal != found[key][-1].goal:
                found[key].append(Number(goal, _paper(document, told, key, day), day))
    return found


def number_on(numbers: Sequence[Number], day: date) -> Number:
    """The number that holds on a day."""
    return [one for one in numbers if one.day is None or one.day <= day][-1]


def _goals(document: Mapping[str, Any], options: Mapping[str, str]) -> dict[str, str]:
    return {str(one["key"]): str(one["goal"]) for one in patched(document, options).get("targets") or ()}


def _paper(document: Mapping[str, Any], choices: Sequence[SettingChoice], target: str, day: date) -> str:
    """The paper of a day that answered a setting about the number of a target, the one told last."""
    about = {
        str(setting["key"])
        for setting in document.get("settings") or ()
        if any("goal" in (option.get("patch") or {}).get(target, {}) for option in setting["options"])
    }
    papers = [
        one.paper
        for one in sorted(choices, key=lambda one: one.seq)
        if one.day == day and one.setting in about
    ]
    return papers[-1] if papers else ""
