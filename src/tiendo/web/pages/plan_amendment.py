"""A paper that was read, held against an adopted plan clause by clause; and targets given other numbers by it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from tiendo.core.errors import Problem, ProblemKind
from tiendo.core.period import print_day
from tiendo.services.plan_amendment import AmendmentShown, ClauseLine, amend_plan, amendment_shown
from tiendo.web.figures import wording
from tiendo.web.reading_forms import onward
from tiendo.web.refusal import Faults, faults_of
from tiendo.web.requests import request_id
from tiendo.web.visit import Visit, page

_GOAL = "goal."


@require_http_methods(["GET", "HEAD", "POST"])
@page
def reading_amends(visit: Visit, number: int) -> HttpResponse:
    """Which plan the paper amends, what it changes in it, and the new numbers of its targets."""
    if visit.request.method != "POST":
        return _page(visit, number)
    post = visit.request.POST
    goals = {
        name.removeprefix(_GOAL): text.strip()
        for name, text in post.items()
        if name.startswith(_GOAL) and text.strip() and text.strip() != post.get(f"was.{name}", "")
    }
    try:
        if not goals:
            return _page(visit, number, Faults(whole=gettext("Write at least one new number.")))
        made = amend_plan(
            actor=visit.actor, plan=post.get("plan", ""), goals=goals, paper=post.get("paper", ""),
            day=post.get("day", ""), reading=number, request=visit.asked_id, now=visit.now,
        )  # fmt: skip
    except Problem as problem:
        if problem.kind in (ProblemKind.NOT_FOUND, ProblemKind.FORBIDDEN):
            raise
        return _page(visit, number, faults_of(problem))
    messages.success(visit.request, gettext("The new numbers hold from the day of the paper on."))
    return onward(reverse("plan", args=[made.plan]))


def _page(visit: Visit, number: int, faults: Faults | None = None) -> HttpResponse:
    post = visit.request.POST
    wanted = post.get("plan") or visit.request.GET.get("ke-hoach", "")
    shown = amendment_shown(actor=visit.actor, reading=number, plan=wanted, now=visit.now)
    lines = [_line(one, post) for one in shown.lines]
    there = {
        "shown": shown,
        "number": number,
        "head": shown.held.read.understood.head.title,
        "plan": shown.plan,
        "plans": [{"key": key, "title": title} for key, title in shown.plans],
        "differing": [one for one in lines if one["state"] in ("changed", "added")],
        "gone": [one for one in lines if one["state"] == "removed"],
        "same": sum(one["state"] == "same" for one in lines),
        "numbers": any(one["targets"] for one in lines),
        "values": {**_paper(shown), **{name: post[name] for name in ("paper", "day") if name in post}},
        "faults": faults,
        "request_id": request_id() if faults else visit.asked_id,
    }
    return visit.show("plan_reading/amends.html", there, status=faults.status if faults else 200)


def _paper(shown: AmendmentShown) -> dict[str, str]:
    """Number and day of the paper as it says them itself."""
    head = shown.held.read.understood.head
    return {"paper": head.signed_as, "day": print_day(head.day) if head.day else ""}


def _line(one: ClauseLine, post: Any) -> dict[str, Any]:
    targets = [
        {
            "name": f"{_GOAL}{target.key}",
            "label": target.name,
            "was": wording().goal(target.comparator, target.goal),
            "paper": target.paper,
            "day": print_day(target.day) if target.day else "",
            "first": wording().goal(target.comparator, target.first),
            "raw": target.goal,
            "value": post.get(f"{_GOAL}{target.key}", target.read or target.goal),
        }
        for target in one.targets
    ]
    return {
        "state": one.state.value,
        "key": one.key,
        "before": one.before,
        "after": one.after,
        "row": one.row,
        "targets": targets,
    }
