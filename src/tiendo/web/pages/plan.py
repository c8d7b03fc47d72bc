"""A plan as it was adopted: its clauses, targets, tasks, duties and open questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from tiendo.core.errors import Problem, ProblemKind
from tiendo.core.period import print_day
from tiendo.services.plan_shown import plan_shown, plans_shown
from tiendo.services.plans import set_plan_setting
from tiendo.web.definition import definition
from tiendo.web.figures import wording
from tiendo.web.plan_words import effect_said, year_said
from tiendo.web.refusal import Faults, faults_of
from tiendo.web.requests import request_id
from tiendo.web.visit import Visit, page


@require_safe
@page
def plans(visit: Visit) -> HttpResponse:
    """The plans that bind the visitor."""
    answer = plans_shown(actor=visit.actor, as_of=visit.day, now=visit.now)
    return visit.show("plan/plans.html", {"plans": answer["plans"], "kept": visit.kept()})


@require_http_methods(["GET", "HEAD", "POST"])
@page
def plan(visit: Visit, key: str) -> HttpResponse:
    """One plan; those who may answer its open questions do so here."""
    if visit.request.method == "POST":
        return _answered(visit, key)
    return _shown(visit, key)


def _shown(
    visit: Visit, key: str, *, faults: Faults | None = None, typed: Mapping[str, str] | None = None
) -> HttpResponse:
    answer = plan_shown(actor=visit.actor, plan=key, as_of=visit.day, now=visit.now)
    there = {
        "answer": answer,
        "year": year_said(answer["year"]),
        "clauses": _clauses(answer),
        "amended": [_amended(one) for one in answer["amended"]],
        "settings": [_setting(one, typed or {}) for one in answer["settings"]],
        "faults": faults,
        "today": print_day(visit.today),
        "home": visit.standing.home,
        "kept": visit.kept(),
        "ways": {"target": visit.kept(**{"ke-hoach": key})},
    }
    return visit.show("plan/plan.html", there, status=faults.status if faults else 200)


def _amended(one: Mapping[str, Any]) -> dict[str, Any]:
    """A target papers have given another number: the first, the one that holds, and every paper in between."""
    steps = [{**step, "said": wording().goal(one["comparator"], step["goal"])} for step in one["numbers"]]
    unit = "" if one["unit"] == "%" else one["unit"]
    return {**one, "unit": unit, "first": steps[0]["said"], "now": steps[-1]["said"], "steps": steps[1:]}


def _clauses(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Clauses in the plan's order, each with what it holds people to; clauses without anything keep their words."""
    areas = {area["key"]: area["name"] for area in answer["areas"]}
    targets = [
        {
            **one,
            "area_name": areas.get(one["area"], ""),
            "goal_said": wording().goal(one["comparator"], one["goal"]),
            "said": _definition(one, answer),
        }
        for one in answer["targets"]
    ]
    return [
        {
            **clause,
            **{
                name: [one for one in rows if one["clause"] == clause["key"]]
                for name, rows in (
                    ("targets", targets),
                    ("tasks", answer["tasks"]),
                    ("duties", answer["duties"]),
                    ("settings", answer["settings"]),
                )
            },
        }
        for clause in answer["clauses"]
    ]


def _definition(target: Mapping[str, Any], answer: Mapping[str, Any]) -> list[str]:
    told = {
        **target,
        "shown": {"goal": target["goal"]},
        "unit_of_measure": target["unit"],
    }
    return definition(told, answer["elements"], answer["levels"])


def _setting(setting: Mapping[str, Any], typed: Mapping[str, str]) -> dict[str, Any]:
    """An open question with its answers; what was typed last stays in the form it was typed in."""
    here = typed if typed.get("setting") == setting["key"] else {}
    picked = here.get("option") or setting["chosen"]
    options = [
        {
            **option,
            "in_force": option["key"] == setting["chosen"],
            "picked": option["key"] == picked,
            "said": [effect_said(effect) for effect in option["effects"]],
        }
        for option in setting["options"]
    ]
    asked_id = here.get("request") or request_id()
    in_force = next(option for option in options if option["in_force"])
    return {**setting, "options": options, "in_force": in_force, "typed": here, "request_id": asked_id}


def _answered(visit: Visit, key: str) -> HttpResponse:
    """Take an answer to an open question; a refusal shows the form as it was typed."""
    typed = {name: visit.request.POST.get(name, "") for name in ("setting", "option", "paper", "day")}
    try:
        set_plan_setting(actor=visit.actor, plan=key, **typed, request=visit.asked_id, now=visit.now)
    except Problem as problem:
        if problem.kind is ProblemKind.NOT_FOUND:
            raise
        fields = {name: f"{name}-{typed['setting']}" for name in ("option", "paper", "day")}
        return _shown(
            visit, key, faults=faults_of(problem, fields), typed={**typed, "request": visit.asked_id}
        )
    messages.success(visit.request, gettext("Answered. Figures follow from the day of the paper."))
    where = reverse("plan", args=[key]) + visit.kept() + f"#setting-{typed['setting']}"
    return HttpResponseRedirect(where, status=303)


URLS: list[URLPattern] = [
    path("ke-hoach/", plans, name="plans"),
    path("ke-hoach/<str:key>", plan, name="plan"),
]
"""The addresses of these pages."""
