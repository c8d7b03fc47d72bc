"""Taking a plan over that was read: what would stand in it, what is still wrong; and its tables to take away."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from tiendo.core.errors import Problem, ProblemKind
from tiendo.core.period import print_day
from tiendo.formats.takeaways import Takeaway, Work, work_of
from tiendo.reading.points import points_of
from tiendo.services.plan_reading_adoption import adopt_reading
from tiendo.services.plan_reading_state import SHARES
from tiendo.services.plan_readings_shown import AdoptionShown, ReadingShown, adoption_shown, reading_shown
from tiendo.web.figures import wording
from tiendo.web.reading_cards import left_of, plan_card, said, targets_made, verdict_said
from tiendo.web.reading_forms import onward, whole
from tiendo.web.refusal import Faults, faults_of
from tiendo.web.requests import request_id
from tiendo.web.visit import Visit, page

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PLACE = re.compile(r"(targets|settings)\[(\d+)\]")


@require_http_methods(["GET", "HEAD", "POST"])
@page
def reading_adopt(visit: Visit, number: int) -> HttpResponse:
    """What adopting would take over, with everything that keeps it from being a plan; and the button."""
    if visit.request.method != "POST":
        return _page(visit, number)
    post = visit.request.POST
    try:
        made = adopt_reading(
            actor=visit.actor, reading=number, seen=whole(post.get("seen", "")), rest=post.get("rest", ""),
            defaults=post.get("defaults") == "1", replace=post.get("replace") == "1",
            request=visit.asked_id, now=visit.now,
        )  # fmt: skip
    except Problem as problem:
        if problem.kind is ProblemKind.NOT_FOUND:
            raise
        return _page(visit, number, faults_of(problem, {}))
    messages.success(visit.request, gettext("The plan is adopted. Units can report for it from now on."))
    shown = reading_shown(actor=visit.actor, reading=number, now=visit.now)
    if any(not row.gone for row in shown.held.of(SHARES)):
        return onward(reverse("reading_shares", args=[number]))
    return onward(reverse("plan", args=[made.plan]))


def _page(visit: Visit, number: int, faults: Faults | None = None) -> HttpResponse:
    post = visit.request.POST
    answer = adoption_shown(
        actor=visit.actor, reading=number, now=visit.now, rest=post.get("rest") or "as_read"
    )
    there = {
        "shown": answer.reading,
        "answer": answer,
        "number": number,
        "plan": plan_card(answer.reading),
        "left": left_of(answer.reading),
        "counts": _counts(answer),
        "wrong": _wrong(answer),
        "settings": _settings(answer),
        "new": [{**one, "levels": _levels(one, answer)} for one in answer.new_elements],
        "typed": post,
        "seen": answer.reading.held.seen,
        "faults": faults,
        "request_id": request_id() if faults else visit.asked_id,
    }
    return visit.show("plan_reading/adopt.html", there, status=faults.status if faults else 200)


def _counts(answer: AdoptionShown) -> dict[str, int]:
    rows = answer.reading.held.of("target")
    verdicts = [row.verdict for row in rows]
    return {
        "targets": len(answer.document.get("targets", ())),
        "tasks": len(answer.document.get("tasks", ())),
        "duties": len(answer.document.get("duties", ())),
        "confirmed": sum(one in ("confirmed", "corrected", "split") for one in verdicts),
        "rejected": sum(one in ("rejected", "merged") for one in verdicts),
        "undecided": verdicts.count(""),
    }


def _wrong(answer: AdoptionShown) -> list[dict[str, str]]:
    """Every fault in words, each with the row it is of (`plan`: what is asked of the plan itself)."""
    made = targets_made(answer.reading)
    keys = {str(target["key"]): row for row, targets in made.items() for target in targets}
    asked = {
        one.key: f"target-{one.target}"
        for proposal in answer.reading.held.read.proposals.values()
        for one in proposal.questions
    }
    rows = {
        name: [of.get(str(one["key"]), "") for one in answer.document.get(name, ())]
        for name, of in (("targets", keys), ("settings", asked))
    }
    found: dict[tuple[str, str], None] = {}
    for fault in answer.faults:
        place = str(fault.details.get("place", ""))
        if fault.code == "plan.missing" and place == "plan":
            found.setdefault((_lacking(str(fault.details.get("field", ""))), "plan"))
            continue
        at = _PLACE.match(place)
        listed = rows[at[1]] if at else []
        row = listed[int(at[2])] if at and int(at[2]) < len(listed) else ""
        told = wording().told(fault)
        found.setdefault((told.removeprefix(f"{wording().field(place)}: ") if row else told, row))
    return [{"text": text, "row": row} for text, row in found]


def _lacking(field: str) -> str:
    labels = {
        "title": gettext("Title"),
        "key": gettext("Short name"),
        "issuer": gettext("Issued by"),
        "number": gettext("Number"),
        "day": gettext("Day of the document"),
        "counts_from": gettext("Work counts from"),
        "counts_to": gettext("Work counts to"),
    }
    return gettext("The document does not say: %(what)s.") % {"what": labels.get(field, field)}


def _settings(answer: AdoptionShown) -> list[dict[str, str]]:
    """What stays open in the plan, each with the answer that holds, in the language of the page."""
    read = answer.reading.held.read
    asked = [*read.questions, *(one for proposal in read.proposals.values() for one in proposal.questions)]
    by_key = {one.key: one for one in asked}
    found = []
    for setting in answer.document.get("settings", ()):
        question = by_key[str(setting["key"])]
        taken = question.option(str(setting["default"]))
        found.append({"question": said(question.text), "taken": said(taken.label)})
    return found


def _levels(element: Mapping[str, Any], answer: AdoptionShown) -> str:
    return ", ".join(answer.reading.levels.get(key, key) for key in element.get("entered_at", ()))


@require_safe
@page
def reading_table(visit: Visit, number: int, ending: str) -> HttpResponse:
    """The tables of a reading as it stands: `xlsx`, `docx`, or `diem-chua-ro.docx` with the open points alone."""
    shown = reading_shown(actor=visit.actor, reading=number, now=visit.now)
    taken = _taken_away(shown)
    makers = {
        "xlsx": (taken.xlsx, _XLSX, "bang-chi-tieu.xlsx"),
        "docx": (taken.docx, _DOCX, "bang-chi-tieu.docx"),
        "diem-chua-ro.docx": (taken.open_points_docx, _DOCX, "diem-chua-ro.docx"),
    }
    if ending not in makers:
        raise Problem("page.no_list", which=ending)
    make, media, name = makers[ending]
    response = HttpResponse(make(), content_type=media)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _taken_away(shown: ReadingShown) -> Takeaway:
    """A reading's tables with everything people decided on it so far."""
    held = shown.held
    read, rows = held.read, held.of("target")
    verdicts = {row.key: verdict_said(row.verdict) for row in rows}
    looked = {
        str(target["key"]): verdicts.get(row, "")
        for row, targets in targets_made(shown).items()
        for target in targets
    }
    answers = [answer for row in (held.plan, *rows) for answer in row.answers.items()]
    decided = {key for key, answer in answers if answer.get("paper")}
    points = points_of(shown.document, tuple(read.proposals.values()), read.questions, decided)
    return Takeaway(
        read.understood, shown.document, points, _work(shown), wording(), known=shown.elements, looked=looked
    )


def _work(shown: ReadingShown) -> tuple[Work, ...]:
    """The tasks and duties that were not left out, with who they were given to and until when."""
    left_out, given, due = set(), {}, {}
    for row in shown.held.of("task", "duty"):
        assert row.piece is not None
        if row.gone:
            left_out.add(row.piece.id)
        decision = row.decision
        names = (decision.get("responsible"), shown.levels.get(str(decision.get("level") or "")))
        given[row.piece.id] = ", ".join(name for name in names if name)
        if decision.get("deadline"):
            due[row.piece.id] = print_day(date.fromisoformat(decision["deadline"]))
    return work_of(shown.held.read.understood, left_out=left_out, given=given, due=due)
