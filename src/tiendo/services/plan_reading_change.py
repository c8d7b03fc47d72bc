"""What somebody changes on a row of a plan being read: its fields checked one by one, then against the plan's rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.plan_fields import PLAN_FIELDS, TARGET_PATCH
from tiendo.reading.proposals import Question
from tiendo.services.documents import read_document
from tiendo.services.given import KEY, NAME, PAPER, Given, refuse
from tiendo.services.plan_reading_made import target_faults
from tiendo.services.plan_reading_state import PLAN, SHARES, Held, Row
from tiendo.services.plan_shares_chosen import CHOICES, chosen, read_choices
from tiendo.services.writing import View

INVALID = ProblemKind.INVALID
register("reading.verdict", INVALID, "A row of this kind can be: {expected}.")
register("reading.into", INVALID, "A row can be merged only into another target that stays: not into {row}.")
register("reading.holds", INVALID, "{row} was merged into this row; take that back first.")
register("reading.pieces", INVALID, "To split a row, name at least two pieces.")
register("reading.paper", INVALID, "A paper that decides needs its number and its day.")

VERDICTS: Mapping[str, tuple[str, ...]] = {
    "target": ("confirmed", "corrected", "split", "merged", "rejected"),
    "task": ("confirmed", "rejected"),
    "duty": ("confirmed", "rejected"),
    SHARES: ("confirmed", "rejected"),
    PLAN: ("confirmed",),
}
"""What can be decided on a row of each kind; nothing at all, too."""

_FIELDS: Mapping[str, frozenset[str]] = {
    "target": frozenset({"verdict", "fields", "elements", "answers", "pieces", "into"}),
    "task": frozenset({"verdict", "responsible", "level", "deadline"}),
    "duty": frozenset({"verdict", "responsible", "level", "deadline"}),
    SHARES: frozenset({"verdict", *CHOICES}),
    PLAN: frozenset({"verdict", "fields", "answers"}),
}
_ALL = sorted({verdict for verdicts in VERDICTS.values() for verdict in verdicts})
_MOST_PIECES, _MOST_ELEMENTS, _MOST_ANSWERS = 20, 20, 50
_ELEMENT = ("key", "name", "kind", "unit", "entered_at", "decimals")


@dataclass(frozen=True)
class Change:
    """The parts of a decision that were given, cleaned; `content` tells one request from another."""

    parts: Mapping[str, Any]

    @property
    def content(self) -> Mapping[str, Any]:
        """The parts as plain data."""
        return self.parts


def read_change(given: Given, field: str) -> Change:
    """The parts of a decision that are given; faults stay with `given`."""
    given.skip(field)
    asked = given.part(given.data.get(field), field)
    parts: dict[str, Any] = {}
    for name, read in _READERS.items():
        if name in asked.data:
            parts[name] = read(asked, name)
    asked.no_more()
    return Change(parts)


def _verdict(given: Given, field: str) -> str:
    return given.choice(field, _ALL) if given.data.get(field) else _nothing(given, field)


def _nothing(given: Given, field: str) -> str:
    given.skip(field)
    return ""


def _mapping(given: Given, field: str) -> Any:
    if not given.data.get(field):
        given.skip(field)
        return {}
    found = read_document(given, field)
    if found is not None and not isinstance(found, dict):
        given.fault("input.type", field=field, expected="a mapping")
        return {}
    return found


def _elements(given: Given, field: str) -> list[dict[str, Any]]:
    found = []
    for one in given.parts(field, _MOST_ELEMENTS):
        levels = one.texts("entered_at", KEY, _MOST_ELEMENTS)
        texts = {name: one.text(name, NAME, needed=True) for name in ("key", "name", "kind", "unit")}
        found.append({**texts, "entered_at": list(levels), "decimals": one.maybe_whole("decimals") or 0})
        one.no_more()
    return found


def _pieces(given: Given, field: str) -> list[dict[str, Any]]:
    found = []
    for one in given.parts(field, _MOST_PIECES):
        found.append({"name": one.text("name", NAME, needed=True), "fields": _mapping(one, "fields") or {}})
        one.no_more()
    return found


def _answers(given: Given, field: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in given.mapping(field, _MOST_ANSWERS).items():
        if value is None:
            found[key] = None
            continue
        one = given.part(value, f"{field}.{key}")
        option, paper = one.text("option", KEY, needed=True), one.text("paper", PAPER)
        day = one.day("day", needed=False)
        if bool(paper) != bool(day):
            one.fault("reading.paper")
        found[key] = {"option": option, "paper": paper, "day": day.isoformat() if day else ""}
        one.no_more()
    return found


def _day(given: Given, field: str) -> str:
    day = given.day(field, needed=False)
    return day.isoformat() if day else ""


_READERS: Mapping[str, Any] = {
    "verdict": _verdict,
    "fields": _mapping,
    "elements": _elements,
    "answers": _answers,
    "pieces": _pieces,
    "into": lambda given, field: given.text(field, NAME),
    "responsible": lambda given, field: given.text(field, NAME),
    "level": lambda given, field: given.text(field, KEY),
    "deadline": _day,
    **dict.fromkeys(CHOICES, read_choices),
}


def changed(reading: Held, row: Row, change: Change, view: View) -> Mapping[str, Any]:
    """The decision on a row with a change made to it. Errors: Problem, where it cannot stand."""
    unknown = change.parts.keys() - _FIELDS[row.kind]
    if unknown:
        raise Problem("input.unknown_field", field=", ".join(sorted(unknown)))
    parts = dict(change.parts)
    answers = {**row.answers, **parts.pop("answers", {})}
    if row.kind == SHARES:
        parts |= chosen(reading, row, parts, view)
    decision = {**row.decision, **parts}
    kept = {key: answer for key, answer in answers.items() if answer is not None}
    if kept or "answers" in row.decision:
        decision["answers"] = kept
    if row.kind == "target" and parts.get("fields") and "verdict" not in parts:
        decision["verdict"] = "corrected"
    _check(reading, row, decision, view)
    return decision


def _check(reading: Held, row: Row, decision: Mapping[str, Any], view: View) -> None:
    given = view.order.given
    verdict = decision.get("verdict", "")
    if verdict and verdict not in VERDICTS[row.kind]:
        raise Problem("reading.verdict", expected=", ".join(VERDICTS[row.kind]))
    known = PLAN_FIELDS if row.kind == PLAN else TARGET_PATCH
    if unknown := set(decision.get("fields") or {}) - set(known):
        given.fault("input.unknown_field", field=", ".join(sorted(unknown)))
    levels = {level.key for level in view.tree.levels}
    if (level := decision.get("level")) and level not in levels:
        given.fault("input.choice", field="level", value=level, expected=", ".join(sorted(levels)))
    _check_answers(reading, row, decision, given)
    _check_place(reading, row, decision)
    refuse(given.faults)
    if row.kind == "target" and verdict in ("confirmed", "corrected", "split", ""):
        _check_target(reading, row, decision, view)


def _check_answers(reading: Held, row: Row, decision: Mapping[str, Any], given: Given) -> None:
    asked: tuple[Question, ...] = reading.read.questions if row.kind == PLAN else ()
    if row.proposal is not None:
        asked = row.proposal.questions
    known = {one.key: [option.key for option in one.options] for one in asked}
    for key, answer in (decision.get("answers") or {}).items():
        if key not in known:
            given.fault("plan.no_setting", plan=reading.kept.name or "–", setting=key)
        elif answer["option"] not in known[key]:
            options = ", ".join(known[key])
            given.fault("plan.no_option", setting=key, option=answer["option"], options=options)


def _check_place(reading: Held, row: Row, decision: Mapping[str, Any]) -> None:
    """Merging and splitting must lose no row: whatever others were merged into stays."""
    verdict = decision.get("verdict", "")
    targets = {one.key: one for one in reading.of("target")}
    if verdict == "merged":
        into = targets.get(str(decision.get("into", "")))
        if into is None or into.key == row.key or into.gone:
            raise Problem("reading.into", row=decision.get("into") or "–")
    if verdict in ("merged", "rejected"):
        for one in targets.values():
            if one.verdict == "merged" and one.decision.get("into") == row.key:
                raise Problem("reading.holds", row=one.key)
    if verdict == "split" and len(decision.get("pieces") or ()) < 2:
        raise Problem("reading.pieces")


def _check_target(reading: Held, row: Row, decision: Mapping[str, Any], view: View) -> None:
    """The row as it would stand in the plan: what cannot be counted is told now, not on the day of adoption."""
    if row.decided is None and set(decision) <= {"verdict", "answers"}:
        return  # as it was proposed
    proposed = replace(row, decided=None) if row.decided is None else row
    faults = target_faults(reading, proposed, decision, view)
    if faults:
        raise Problem.many("plan.faults", faults)
