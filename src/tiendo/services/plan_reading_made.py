"""The plan a reading would become: its document out of what was read and decided, and what is still wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from tiendo.core.errors import Problem
from tiendo.core.indicator import ElementKind
from tiendo.core.period import print_day, read_day
from tiendo.core.plan_document import read_plan
from tiendo.formats.wording import Wording
from tiendo.reading.plan_made import Review, decided, plan_document_of
from tiendo.reading.proposals import Answer, Choice, NewElement, Piece, Verdict
from tiendo.services.gate import ranks_of
from tiendo.services.plan_reading_state import PLAN, Held, Row
from tiendo.services.writing import View
from tiendo.storage.rules import Catalogue

_SAY = Wording("vi")
"""Plans are written in Vietnamese, whoever reads the screen in another language."""

_ABOUT_TARGETS = ("targets[", "elements[")


def choice_of(row: Row, decision: Mapping[str, Any], person: str) -> Choice:
    """A decision on a target as the making of plans takes it."""
    assert row.piece is not None
    return Choice(
        target=row.piece.id,
        verdict=Verdict(decision.get("verdict") or Verdict.CONFIRMED),
        fields=decision.get("fields") or {},
        elements=tuple(_element(one) for one in decision.get("elements") or ()),
        answers=answers_of(decision),
        pieces=tuple(Piece(one["name"], one["fields"]) for one in decision.get("pieces") or ()),
        into=str(decision.get("into") or ""),
        person=person,
    )


def answers_of(decision: Mapping[str, Any]) -> dict[str, Answer]:
    """The answers of a decision as values."""
    return {
        key: Answer(one["option"], one["paper"], date.fromisoformat(one["day"]) if one["day"] else None)
        for key, one in (decision.get("answers") or {}).items()
    }


def _element(data: Mapping[str, Any]) -> NewElement:
    return NewElement(
        data["key"],
        data["name"],
        ElementKind(data["kind"]),
        data["unit"],
        tuple(data["entered_at"]),
        data["decimals"],
    )


def review_of(reading: Held, catalogue: Catalogue, *, rest: str, person: str) -> Review:
    """All decisions together. `rest`: what becomes of rows nobody decided on, `as_read` or `left_out`."""
    choices = [
        choice_of(row, row.decision, row.decided.person if row.decided and row.verdict else person)
        for row in reading.of("target")
        if row.verdict or rest == "as_read"
    ]
    others = reading.of("task", "duty")
    left_out = {
        row.piece.id
        for row in others
        if row.piece is not None and (row.verdict == "rejected" or (not row.verdict and rest == "left_out"))
    }
    levels = {level.key: level.name for level in catalogue.tree.levels}
    responsible = {
        row.piece.id: said
        for row in others
        if row.piece is not None and (said := responsible_of(row, levels))
    }
    return Review(
        tuple(choices),
        answers=answers_of(reading.plan.decision),
        areas=reading.read.areas,
        left_out=frozenset(left_out),
        responsible=responsible,
        head=_head_of(reading.plan.decision),
    )


def _head_of(decision: Mapping[str, Any]) -> dict[str, Any]:
    """What was decided of the plan's own fields, with days as documents hold them; what is no day is told later."""
    fields = dict(decision.get("fields") or {})
    for name in ("day", "counts_from", "counts_to"):
        with suppress(Problem):
            fields |= {name: read_day(str(fields[name])).isoformat()} if name in fields else {}
    return fields


def responsible_of(row: Row, levels: Mapping[str, str]) -> str:
    """Who a task or duty was given to, with the day it is due, as one line of the plan; empty as it was read."""
    decision = row.decision
    names = [decision.get("responsible") or "", levels.get(str(decision.get("level") or ""), "")]
    said = ", ".join(name for name in names if name)
    day = decision.get("deadline") or ""
    if not day:
        return said
    said = said or str(getattr(row.piece, "responsible", ""))
    due = _SAY.text("by {day}").format(day=print_day(date.fromisoformat(day)))
    return f"{said} ({due})" if said else due


def document_made(reading: Held, review: Review, catalogue: Catalogue) -> dict[str, Any]:
    """The plan's document as it would be taken over."""
    return plan_document_of(
        reading.read.understood,
        tuple(reading.read.proposals.values()),
        review,
        elements=catalogue.elements,
        say=lambda one: one.told(_SAY.text),
        about=reading.read.questions,
    )


def papers_of(reading: Held, review: Review) -> tuple[tuple[str, Answer], ...]:
    """The answers a paper decided, to be kept as decisions on the plan's settings."""
    return decided(tuple(reading.read.proposals.values()), review, reading.read.questions)


def faults_of(document: Mapping[str, Any], catalogue: Catalogue) -> Sequence[Problem]:
    """Everything that keeps a document from being a plan."""
    return read_plan(document, ranks=ranks_of(catalogue.tree))[1]


def target_faults(reading: Held, row: Row, decision: Mapping[str, Any], view: View) -> list[Problem]:
    """What is wrong with one target as it was decided, by itself."""
    assert row.piece is not None
    if row.proposal is None:
        return []
    understood = replace(reading.read.understood, tasks=(), duties=(), targets=())
    alone = replace(
        reading, read=replace(reading.read, understood=understood, proposals={row.piece.id: row.proposal}, questions=())
    )  # fmt: skip
    review = Review(
        (choice_of(row, decision, ""),), areas=reading.read.areas, head=_head_of(reading.rows[PLAN].decision)
    )  # fmt: skip
    document = document_made(alone, review, view.catalogue)
    return [
        one
        for one in faults_of(document, view.catalogue)
        if str(one.details.get("place", "")).startswith(_ABOUT_TARGETS)
    ]
