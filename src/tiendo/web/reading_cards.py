"""Rows of a plan being read as cards: what was understood in words, what is asked, who decided, the fine print."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext

from tiendo.core.period import print_day, read_day
from tiendo.core.plan_fields import TERMS
from tiendo.reading.proposals import Question
from tiendo.reading.said import Said
from tiendo.services.plan_reading_state import PLAN, SHARES, Row
from tiendo.services.plan_readings_shown import ReadingShown
from tiendo.web.definition import definition
from tiendo.web.figures import wording
from tiendo.web.plan_words import basis_said
from tiendo.web.reading_text import state_of
from tiendo.web.requests import request_id


def said(sentence: Said | None) -> str:
    """A sentence about the document in the language of the page."""
    return "" if sentence is None else sentence.told(wording().text)


def verdict_said(verdict: str) -> str:
    """What was decided on a row."""
    told = {
        "confirmed": gettext("confirmed"),
        "corrected": gettext("corrected"),
        "split": gettext("split"),
        "merged": gettext("merged into another"),
        "rejected": gettext("left out"),
    }
    return told.get(verdict, gettext("undecided"))


def targets_made(shown: ReadingShown) -> dict[str, list[Mapping[str, Any]]]:
    """The targets each row would become, by the row's key."""
    made: dict[str, list[Mapping[str, Any]]] = {}
    by_key = {proposal.key: f"target-{proposal.target}" for proposal in shown.held.read.proposals.values()}
    for target in shown.document.get("targets", ()):
        key = str(target["key"])
        row = by_key.get(key) or by_key.get(key.rpartition("-")[0], "")
        made.setdefault(row, []).append(target)
    return made


def target_card(row: Row, shown: ReadingShown, made: list[Mapping[str, Any]]) -> dict[str, Any]:
    """A target as a card."""
    proposal = row.proposal
    first = made[0] if made else {}
    return {
        **_card(row, shown),
        "name": first.get("name") or (proposal.name if proposal else ""),
        "quote": getattr(row.piece, "quote", ""),
        "low": row.low,
        "parts": [_part(one, shown) for one in made],
        "asked": asked_of(row, ()),
        "into": row.decision.get("into", ""),
        "details": _details(row, shown),
    }


def _card(row: Row, shown: ReadingShown) -> dict[str, Any]:
    decided = row.decided
    return {
        "key": row.key,
        "id": row.piece.id if row.piece else PLAN,
        "number": row.number,
        "verdict": row.verdict,
        "verdict_said": verdict_said(row.verdict),
        "state": state_of(row),
        "gone": row.gone,
        "by": shown.people.get(decided.person, "–") if decided and row.verdict else "",
        "at": decided.at if decided and row.verdict else "",
        "request_id": request_id(),
    }


def _part(target: Mapping[str, Any], shown: ReadingShown) -> dict[str, Any]:
    """One target as it would stand in the plan: its number, time and definition in words."""
    unit = str(target.get("unit", ""))
    return {
        "key": target["key"],
        "name": target["name"],
        "goal": wording().goal(str(target["comparator"]), str(target["goal"])),
        "unit": "" if unit == "%" else unit,
        "basis": _basis(target),
        "said": definition(_told(target), _names(shown), shown.levels),
    }


def _basis(target: Mapping[str, Any]) -> str:
    if target.get("by"):
        return gettext("by %(day)s") % {"day": print_day(read_day(str(target["by"])))}
    return basis_said(str(target["basis"]))


class _Named(dict[str, str]):
    """Names of data elements; a key nobody knows stands for itself."""

    def __missing__(self, key: str) -> str:
        return key


def _names(shown: ReadingShown) -> Mapping[str, str]:
    return _Named(shown.names)


def _told(target: Mapping[str, Any]) -> dict[str, Any]:
    """A target of a document in the shape answers have."""
    indicator = dict(target.get("indicator", {}))
    sides = {
        side: [_term(one) for one in indicator.get(side) or ()] for side in ("numerators", "denominators")
    }
    condition = dict(indicator.get("condition") or {})
    if condition:
        condition |= _term(condition)
    keys = [indicator["element"]] if "element" in indicator else []
    return {
        "indicator": {**indicator, **sides, "condition": condition, "elements": keys},
        "basis": target["basis"],
        "by": target.get("by"),
        "comparator": target["comparator"],
        "shown": {"goal": str(target["goal"])},
        "unit_of_measure": "" if target.get("unit") == "%" else str(target.get("unit", "")),
    }


def _term(term: Mapping[str, Any]) -> dict[str, str]:
    for form in TERMS:
        if form in term:
            return {"form": form, "element": str(term[form])}
    return {"form": str(term.get("form", "")), "element": str(term.get("element", ""))}


def asked_of(row: Row, questions: tuple[Question, ...]) -> list[dict[str, Any]]:
    """The questions of a row with their options; the answer taken, or the default that holds until then."""
    asked = (*questions, *(row.proposal.questions if row.proposal else ()))
    found = []
    for one in asked:
        answer = row.answers.get(one.key, {})
        found.append(
            {
                "key": one.key,
                "text": said(one.text),
                "answered": bool(answer),
                "paper": answer.get("paper", ""),
                "day": print_day(date.fromisoformat(answer["day"])) if answer.get("day") else "",
                "options": [
                    {
                        "key": option.key,
                        "label": said(option.label),
                        "effect": said(option.effect),
                        "default": option.key == one.default,
                        "chosen": option.key == answer.get("option"),
                    }
                    for option in one.options
                ],
            }
        )
    return found


def _details(row: Row, shown: ReadingShown) -> dict[str, Any]:
    """Rule, confidence and candidates: behind a fold, for whoever doubts."""
    piece, proposal = row.piece, row.proposal
    needs = proposal.needs if proposal else ()
    return {
        "rule": getattr(piece, "rule", ""),
        "confidence": proposal.confidence if proposal else getattr(piece, "confidence", 0),
        "scope": getattr(piece, "scope", ""),
        "needs": [
            {
                "words": need.words,
                "chosen": shown.names.get(need.element, need.element),
                "new": need.is_new,
                "candidates": [
                    {"name": one.name, "unit": one.unit, "score": one.score // 10} for one in need.candidates
                ],
            }
            for need in needs
        ],
    }


def work_card(row: Row, shown: ReadingShown) -> dict[str, Any]:
    """A task or duty as a card."""
    piece, decision = row.piece, row.decision
    deadline = decision.get("deadline") or ""
    return {
        **_card(row, shown),
        "text": getattr(piece, "text", ""),
        "heading": getattr(piece, "heading", ""),
        "read": getattr(piece, "responsible", ""),
        "due": getattr(piece, "deadline", ""),
        "responsible": decision.get("responsible", ""),
        "level": decision.get("level", ""),
        "level_name": shown.levels.get(str(decision.get("level", "")), ""),
        "deadline": print_day(date.fromisoformat(deadline)) if deadline else "",
    }


def plan_card(shown: ReadingShown) -> dict[str, Any]:
    """The plan's own fields as they would be taken over, days as people write them."""
    plan = shown.document.get("plan", {})
    fields = {name: str(plan.get(name) or "") for name in ("key", "title", "issuer", "number", "year")}
    days = {name: _day(str(plan.get(name) or "")) for name in ("day", "counts_from", "counts_to")}
    card = _card(shown.held.plan, shown)
    return {**card, "base": card["number"], **fields, **days}  # `number` is the paper's from here on


def _day(text: str) -> str:
    try:
        return print_day(date.fromisoformat(text)) if text else ""
    except ValueError:
        return text


def left_of(shown: ReadingShown) -> dict[str, int]:
    """How much is left to look at."""
    undecided = shown.held.undecided
    targets = [row for row in undecided if row.kind == "target"]
    return {
        "targets": len(targets),
        "low": sum(row.low for row in targets),
        "questions": len(shown.held.open_questions),
        "plan_questions": len(shown.held.plan.open_questions(shown.held.read.questions)),
        "work": len(undecided) - len(targets),
        "tables": sum(not row.verdict for row in shown.held.of(SHARES)),
        "of_tables": len(shown.held.of(SHARES)),
        "of_targets": len(shown.held.of("target")),
        "of_work": len(shown.held.of("task", "duty")),
    }
