"""What waits to be accepted: who has sent, one month against its records, accepting and returning."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from tiendo.core.errors import Problem
from tiendo.core.period import Month
from tiendo.services import month_returns, months
from tiendo.services.inbox import inbox_of, month_shown
from tiendo.web.figures import wording
from tiendo.web.refusal import STATUS, Fault, Faults
from tiendo.web.typed import faults_at
from tiendo.web.visit import Visit, page

Answer = Mapping[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
@page
def inbox(visit: Visit, code: str) -> HttpResponse:
    """Who has sent a month and who has not; those chosen are accepted at once, each as it was shown."""
    visit.place = code
    month = visit.request.GET.get("thang", "").strip() or visit.request.POST.get("month", "").strip()
    if visit.request.method == "POST":
        faults = _accept_chosen(visit, month)
        if faults is None:
            return _onward(f"{reverse('inbox', args=[code])}?thang={month}")
    else:
        faults = None
    answer = inbox_of(actor=visit.actor, unit=code, month=month or None, now=visit.now)
    children = answer["children"]
    there = {
        "answer": answer,
        "sections": _sections(children),
        "acceptable": [one for one in children if one["acceptable"]],
        "chosen": visit.request.POST.getlist("chosen"),
        "faults": faults,
        "request_id": visit.asked_id,
    }
    return visit.show("inbox/inbox.html", there, status=faults.status if faults else 200)


def _sections(children: list[Answer]) -> list[dict[str, Any]]:
    """Units by what has to be done: to be accepted, not heard from, back at the unit, done."""
    order = ("waiting", "silent", "back", "done")
    found: dict[str, list[Answer]] = {key: [] for key in order}
    for one in children:
        found[_section(one)].append({**one, "at": f"unit-{one['code']}"})
    return [{"key": key, "children": some} for key, some in found.items() if some]


def _section(child: Answer) -> str:
    if child["waits"]:
        return "waiting"
    if child["state"] == "accepted" or child["excused"]:
        return "done"
    return "silent" if child["state"] == "open" else "back"


def _accept_chosen(visit: Visit, month: str) -> Faults | None:
    """Accept the months chosen; None where that was done."""
    post = visit.request.POST
    chosen = post.getlist("chosen")
    if not chosen:
        return Faults(whole=gettext("Choose at least one unit."))
    wanted = [{"unit": code, "month": month, "seen": post.get(f"seen.{code}", "")} for code in chosen]
    try:
        months.accept_months(actor=visit.actor, months=wanted, request=visit.asked_id, now=visit.now)
    except Problem as problem:
        return _faults(problem, chosen)
    number = len(chosen)
    told = ngettext("The month of %(n)s unit is accepted.", "The months of %(n)s units are accepted.", number)
    messages.success(visit.request, told % {"n": number})
    return None


def _faults(problem: Problem, chosen: list[str]) -> Faults:
    """Refusals by the unit they are about; nothing was accepted."""
    told = Faults(status=STATUS[problem.kind])
    for cause in problem.causes or (problem,):
        details = dict(cause.details)
        place = str(getattr(cause, "place", "") or details.pop("place", ""))
        number = place.removeprefix("months[").partition("]")[0]
        at = f"unit-{chosen[int(number)]}" if number.isdigit() and int(number) < len(chosen) else ""
        text = wording().told(Problem(cause.code, **details))
        name = str(details.get("unit", "")) or (chosen[int(number)] if at else "")
        told.listed.append(Fault(f"{name}: {text}" if name and name not in text else text, at))
    return told


@require_http_methods(["GET", "HEAD", "POST"])
@page
def month(visit: Visit, code: str, month: str, child: str) -> HttpResponse:
    """One unit's month: accept it as shown, return it, open it again, or excuse it."""
    visit.place = code
    faults = None
    if visit.request.method == "POST":
        try:
            told = _act(visit, month, child)
        except Problem as problem:
            faults = faults_at(problem, {})
        else:
            messages.success(visit.request, told)
            return _onward(f"{reverse('inbox', args=[code])}?thang={month}")
    answer = month_shown(actor=visit.actor, unit=child, month=month, now=visit.now)
    there = {
        "answer": answer,
        "unit": answer["unit"],
        "code": code,
        "act": visit.request.POST.get("then", ""),
        "reason": visit.request.POST.get("reason", ""),
        "faults": faults,
        "request_id": visit.asked_id,
    }
    return visit.show("inbox/month.html", there, status=faults.status if faults else 200)


def _act(visit: Visit, month: str, child: str) -> str:
    """Do what was asked of a month, and say so."""
    post, label = visit.request.POST, Month.parse(month).label
    common: dict[str, Any] = {
        "actor": visit.actor,
        "unit": child,
        "month": month,
        "request": visit.asked_id,
        "now": visit.now,
    }
    reason, act = post.get("reason", ""), post.get("then", "")
    if act == "return":
        month_returns.return_month(reason=reason, **common)
        return gettext("Month %(month)s is sent back.") % {"month": label}
    if act == "reopen":
        month_returns.reopen_month(reason=reason, **common)
        return gettext("Month %(month)s is open again.") % {"month": label}
    if act in ("excuse", "ask"):
        month_returns.excuse_month(reason=reason, excused=act == "excuse", **common)
        if act == "excuse":
            return gettext("Month %(month)s is excused.") % {"month": label}
        return gettext("Month %(month)s is asked for again.") % {"month": label}
    months.accept_month(seen=post.get("seen", ""), **common)
    return gettext("Month %(month)s is accepted.") % {"month": label}


def _onward(address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


URLS: list[URLPattern] = [
    path("don-vi/<str:code>/cho-xac-nhan", inbox, name="inbox"),
    path("don-vi/<str:code>/cho-xac-nhan/<month:month>/<str:child>", month, name="month"),
]
"""The addresses of these pages."""
