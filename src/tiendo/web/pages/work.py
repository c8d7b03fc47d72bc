"""A unit's work by month: what was done, what is not sent yet, and sending it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from tiendo.core.errors import Problem
from tiendo.services import months
from tiendo.services.work_shown import work_of
from tiendo.web.refusal import Faults, faults_of
from tiendo.web.visit import Visit, page


@require_safe
@page
def work(visit: Visit, code: str) -> HttpResponse:
    """A month of a unit: its records, its figures, what is not sent yet."""
    return _shown(visit, code, visit.request.GET.get("thang", "").strip())


def _shown(visit: Visit, code: str, month: str, faults: Faults | None = None) -> HttpResponse:
    visit.place = code
    day = visit.day if visit.request.GET.get("ngay") else None
    answer = work_of(actor=visit.actor, unit=code, month=month or None, day=day, now=visit.now)
    there = {
        "answer": answer,
        "unit": answer["unit"],
        "may": answer["may"],
        "new": visit.request.GET.get("moi", ""),
        "request_id": visit.asked_id if faults is None else "",
        "faults": faults,
    }
    return visit.show("work/work.html", there, status=faults.status if faults else 200)


@require_POST
@page
def send(visit: Visit, code: str, month: str) -> HttpResponse:
    """Send what the unit has to tell of a month to the unit above."""
    try:
        answer = months.send_month(
            actor=visit.actor, unit=code, month=month, request=visit.asked_id, now=visit.now
        )
    except Problem as problem:
        return _shown(visit, code, month, faults_of(problem, {}))
    messages.success(visit.request, gettext("Month %(month)s has been sent.") % {"month": answer.month.label})
    response = HttpResponseRedirect(f"{reverse('work', args=[code])}?thang={month}")
    response.status_code = 303
    return response


URLS: list[URLPattern] = [
    path("don-vi/<str:code>/viec", work, name="work"),
    path("don-vi/<str:code>/viec/<month:month>/gui", send, name="send"),
]
"""The addresses of these pages."""
