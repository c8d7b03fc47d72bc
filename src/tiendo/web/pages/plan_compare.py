"""A plan being read beside the plan it carries out: what was carried over, lowered, left out or added, confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from tiendo.core.errors import Problem, ProblemKind
from tiendo.formats.reading_page import number_told
from tiendo.reading.compare import Carried, Promised
from tiendo.services.plan_compare import ComparedShown, TargetLine, TaskLine, compared_shown, confirm_matches
from tiendo.web.figures import wording
from tiendo.web.reading_forms import onward, whole
from tiendo.web.refusal import Faults, faults_of
from tiendo.web.requests import request_id
from tiendo.web.visit import Visit, page

NOTHING = "-"
"""The choice of a form for what is answered by nothing."""
_TARGET, _TASK = "target.", "task."
_LONG = 110


@require_http_methods(["GET", "HEAD", "POST"])
@page
def reading_against(visit: Visit, number: int) -> HttpResponse:
    """Each target and task of the plan above with what answers it in the paper; what is ticked is confirmed."""
    if visit.request.method != "POST":
        return _page(visit, number)
    post = visit.request.POST
    plan = post.get("plan", "")
    try:
        made = confirm_matches(
            actor=visit.actor, reading=number, plan=plan, base=whole(post.get("base", "")),
            targets=_chosen(post, _TARGET), tasks=_chosen(post, _TASK), request=visit.asked_id, now=visit.now,
        )  # fmt: skip
    except Problem as problem:
        if problem.kind in (ProblemKind.NOT_FOUND, ProblemKind.FORBIDDEN):
            raise
        return _page(visit, number, faults_of(problem, {}))
    messages.success(visit.request, gettext("Confirmed: %(n)d rows.") % {"n": made.confirmed})
    return onward(f"{reverse('reading_against', args=[number])}?{urlencode({'voi': plan})}")


def _chosen(post: Mapping[str, str], beginning: str) -> dict[str, str | None]:
    """What is confirmed: rows that are ticked and those for which another answer was chosen; None takes one back."""
    found: dict[str, str | None] = {}
    for name, value in post.items():
        if not name.startswith(beginning):
            continue
        key, before = name.removeprefix(beginning), post.get(f"was.{name}", "")
        if post.get("then") == "all" or post.get(f"sure.{name}") == "1" or value != before.removeprefix("+"):
            found[key] = "" if value == NOTHING else value
        elif before.startswith("+"):
            found[key] = None
    return found


def _page(visit: Visit, number: int, faults: Faults | None = None) -> HttpResponse:
    post = visit.request.POST
    wanted = post.get("plan") or visit.request.GET.get("voi", "").strip() or None
    shown = compared_shown(actor=visit.actor, reading=number, plan=wanted, now=visit.now)
    lowers, clauses = {one.id: one for one in shown.child.targets}, dict(shown.child.clauses)
    there = {
        "shown": shown,
        "number": number,
        "head": shown.held.read.understood.head.title,
        "plans": [{"key": key, "title": title, "owner": owner} for key, title, owner in shown.plans],
        "targets": [_typed(_target(one, lowers), post) for one in shown.targets],
        "tasks": [_typed(_task(one, clauses), post) for one in shown.tasks],
        "new": [{"id": key, "said": _said(lowers[key]), "goal": _goal(lowers[key])} for key in shown.new],
        "every": [{"key": key, "said": f"{key} {_short(_said(one))}"} for key, one in lowers.items()],
        "counts": _counts(shown),
        "nothing": NOTHING,
        "faults": faults,
        "request_id": request_id() if faults else visit.asked_id,
    }
    return visit.show("plan_reading/against.html", there, status=faults.status if faults else 200)


def _typed(row: dict[str, Any], post: Mapping[str, str]) -> dict[str, Any]:
    """A row as it was typed last, where it could not be kept."""
    name = row["name"]
    if name not in post:
        return row
    known = {one["key"] for one in row["likest"]} | {NOTHING}
    picked = post[name]
    return {**row, "picked": picked, "apart": picked not in known, "confirmed": f"sure.{name}" in post}


def _counts(shown: ComparedShown) -> list[dict[str, Any]]:
    """How many targets came to what, and how many rows stand confirmed."""
    states = [one.state for one in shown.targets]
    rows: list[TargetLine | TaskLine] = [*shown.targets, *shown.tasks]
    return [
        {"said": _word(Carried.SAME), "n": states.count(Carried.SAME)},
        {"said": _word(Carried.HIGHER), "n": states.count(Carried.HIGHER)},
        {"said": _word(Carried.LOWER), "n": states.count(Carried.LOWER)},
        {"said": _word(Carried.MISSING), "n": states.count(Carried.MISSING)},
        {"said": gettext("new here"), "n": len(shown.new)},
        {"said": gettext("confirmed"), "n": sum(one.confirmed for one in rows), "of": len(rows)},
    ]


def _word(state: Carried) -> str:
    return {
        Carried.SAME: gettext("the same number"),
        Carried.HIGHER: gettext("a higher number"),
        Carried.LOWER: gettext("a lower number"),
        Carried.MISSING: gettext("not carried over"),
    }[state]


def _target(one: TargetLine, lowers: Mapping[str, Promised]) -> dict[str, Any]:
    picked = one.match.id if one.match else NOTHING
    return {
        "name": f"{_TARGET}{one.upper.id}",
        "key": one.upper.id,
        "said": _said(one.upper),
        "goal": _goal(one.upper),
        "share": _goal(replace(one.upper, value=one.whole)) if one.whole is not None else "",
        "unshared": one.unshared,
        "picked": picked,
        "was": f"+{picked}" if one.confirmed else picked,
        "likest": [{"key": key, "said": f"{key} {_short(_said(lowers[key]))}"} for key in one.choices],
        "apart": picked not in (NOTHING, *one.choices),
        "match": _said(one.match) if one.match else "",
        "below": _goal(one.match) if one.match else "",
        "state": one.state.value,
        "state_said": _word(one.state),
        "weaker": one.weaker,
        "percent": None if one.score is None else one.score // 10,
        "confirmed": one.confirmed,
    }


def _task(one: TaskLine, clauses: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": f"{_TASK}{one.key}",
        "key": one.key,
        "said": one.text,
        "picked": one.clause or NOTHING,
        "was": ("+" if one.confirmed else "") + (one.clause or NOTHING),
        "likest": [{"key": key, "said": _short(clauses[key])} for key in one.choices],
        "text": clauses.get(one.clause, ""),
        "percent": None if one.score is None else one.score // 10,
        "confirmed": one.confirmed,
    }


def _said(one: Promised) -> str:
    return one.words[:1].upper() + one.words[1:]


def _goal(one: Promised) -> str:
    number = number_told(one)
    told = f"{number}%" if one.unit.startswith("%") else f"{number} {one.unit}".strip()
    return wording().goal(one.comparator.value, told) or told


def _short(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= _LONG else said[:_LONG].rsplit(" ", 1)[0] + " …"
