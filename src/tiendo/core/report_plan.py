"""Writes an adopted plan as the official paper it once was: purpose, targets, tasks by area, who does what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tiendo.core.plan import Plan
from tiendo.core.report import Paragraph, Report, Section
from tiendo.core.report_template import Template, by_level, lines_of
from tiendo.core.report_text import punctuated, report_of
from tiendo.core.report_told import Told


def plan_paper(plan: Plan, told: Told, template: Template) -> Report:
    """The plan's own words under the letterhead of the unit it belongs to; `told` says which unit that is.

    It is signed and sent out as the organisation's plans are, and tells nothing of the ledger: it holds no figures.
    """
    words = template.words
    paper = report_of(told, replace(template, words={**words, "code": words["plan_code"]}))
    addressed = lines_of(
        by_level(template.plan_recipients, told.level), superior=told.superior, unit=told.unit
    )
    first = next(
        (n for n, clause in enumerate(plan.clauses) if _is_target(clause.key, plan)), len(plan.clauses)
    )
    purpose = [clause.text for clause in plan.clauses[:first]]
    promised = [clause.text for clause in plan.clauses if _is_target(clause.key, plan)]
    tasks = [
        Section(f"{number}. {area.name}", 2, tuple(_lines(t.text for t in plan.tasks if t.area == area.key)))
        for number, area in enumerate(plan.areas, 1)
    ]
    duties = _lines(f"{duty.responsible}: {duty.text}" for duty in plan.duties)
    return replace(
        paper,
        kind=words["plan_kind"],
        subject=(plan.title,),
        bases=punctuated(plan.bases, last=","),
        opening=(),
        sections=(
            Section(words["plan_purpose"], 1, tuple(_lines(purpose))),
            Section(words["plan_targets"], 1, tuple(_lines(promised))),
            Section(words["plan_tasks"], 1),
            *(section for section in tasks if section.paragraphs),
            Section(words["plan_duties"], 1, tuple(duties)),
        ),
        recipients=punctuated((f"- {line}" for line in addressed), last="."),
        signature=by_level(template.plan_signers, told.level) or (),
        head="",
        annexes=(),
    )


def _is_target(key: str, plan: Plan) -> bool:
    """Whether something is counted from a clause."""
    return any(target.clause == key for target in plan.targets)


def _lines(texts: Iterable[str]) -> list[Paragraph]:
    return [Paragraph((text,), "item") for text in texts]
