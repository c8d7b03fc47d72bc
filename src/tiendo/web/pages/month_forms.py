"""Typing a month's figures, and declaring that nothing happened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from tiendo.core.errors import Problem
from tiendo.core.period import Month
from tiendo.services import month_figures as verbs
from tiendo.services import records
from tiendo.services.form_shown import month_form_of
from tiendo.web.refusal import Fault, Faults
from tiendo.web.requests import request_id
from tiendo.web.typed import (
    PREFIX,
    element_of,
    faults_at,
    field_of,
    figures_emptied,
    figures_typed,
    rows_with,
)
from tiendo.web.visit import Visit, page

WAS = "was."
"""Before the name of a field: what stood in it when the form was shown, so that two people do not undo each other."""

Shown = Mapping[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
@page
def month_figures(visit: Visit, code: str, month: str) -> HttpResponse:
    """Type a month's figures as a whole; what is left as it was is not touched."""
    visit.place = code
    shown = month_form_of(actor=visit.actor, unit=code, month=month, now=visit.now)
    now = _fields(shown)
    if visit.request.method != "POST":
        return _figures_form(visit, shown, now, now)
    post = visit.request.POST
    typed = {name: post[name].strip() for name in post if name.startswith(PREFIX)}
    was = {name: post.get(WAS + name, "") for name in typed}
    changed = {name for name in typed if typed[name] != was[name]}
    faults = _overtaken(changed, typed, was, now=now)
    if not faults.listed:
        try:
            _save(visit, shown, changed)
        except Problem as problem:
            faults = faults_at(problem, _names(shown))
        else:
            return _to_work(code, month)
    was |= {name: now.get(name, "") for name in changed if faults.status == 409}
    return _figures_form(visit, shown, typed, was, faults=faults)


def _overtaken(
    changed: set[str], typed: Mapping[str, str], was: Mapping[str, str], *, now: Mapping[str, str]
) -> Faults:
    """Fields somebody else has changed since the form was shown, to another figure than the one typed here."""
    faults = Faults(status=409)
    for name in sorted(changed):
        stands = now.get(name, "")
        if stands not in (was[name], typed[name]):
            text = gettext(
                "Meanwhile somebody has typed %(figure)s here. Keep again to put yours in its place."
            )
            faults.listed.append(Fault(text % {"figure": stands or "–"}, name))
    return faults


def _save(visit: Visit, shown: Shown, changed: set[str]) -> None:
    post = visit.request.POST
    keys = {element_of(name) for name in changed}
    told = figures_typed(post) | figures_emptied(post, shown["figures"])
    figures = {key: told[key] for key in keys if key in told}
    if not figures:
        messages.success(visit.request, gettext("Nothing was changed."))
        return
    verbs.set_month_figure(
        actor=visit.actor,
        unit=shown["unit"]["id"],
        month=shown["month"],
        figures=figures,
        reason=post.get("reason", ""),
        request=visit.asked_id,
        now=visit.now,
    )
    messages.success(
        visit.request, gettext("The month's figures are kept; they count when the month is sent.")
    )


def _fields(shown: Shown) -> dict[str, str]:
    """The figures typed so far, by field."""
    return {
        field_of(element, part): amount
        for element, parts in shown["figures"].items()
        for part, amount in parts.items()
    }


def _names(shown: Shown) -> dict[str, str]:
    return {line["element"]: line["name"] for line in shown["lines"]}


def _figures_form(
    visit: Visit,
    shown: Shown,
    values: Mapping[str, str],
    was: Mapping[str, str],
    *,
    faults: Faults | None = None,
) -> HttpResponse:
    fields = {**_fields(shown), **values}
    there = {
        "shown": shown,
        "groups": rows_with(shown["groups"], fields),
        "was": [(WAS + name, was.get(name, "")) for name in sorted({*fields, *was}) if was.get(name)],
        "reason": visit.request.POST.get("reason", ""),
        "faults": faults,
        "request_id": visit.asked_id,
    }
    return visit.show("work/month_figures.html", there, status=faults.status if faults else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def nil(visit: Visit, code: str, month: str) -> HttpResponse:
    """Declare that nothing happened in a month, of everything or of some figures; or take it back."""
    visit.place = code
    shown = month_form_of(actor=visit.actor, unit=code, month=month, now=visit.now)
    post = visit.request.POST
    chosen = post.getlist("elements")
    if visit.request.method != "POST":
        return _nil_form(visit, shown, chosen)
    try:
        done = _declare(visit, shown, post)
    except Problem as problem:
        return _nil_form(visit, shown, chosen, faults_at(problem, _names(shown)))
    if done:
        messages.success(visit.request, done)
        return _to_work(code, month)
    faults = Faults(listed=[Fault(gettext("Choose at least one figure, or the whole month."), "elements")])
    return _nil_form(visit, shown, chosen, faults)


def _declare(visit: Visit, shown: Shown, post: QueryDict) -> str:
    """What was done, in words; empty where nothing was chosen."""
    common: dict[str, Any] = {
        "actor": visit.actor,
        "reason": post.get("reason", ""),
        "request": visit.asked_id,
        "now": visit.now,
    }
    if post.get("then") == "withdraw" and shown["nil"]:
        records.withdraw_record(record=shown["nil"]["record"], **common)
        return gettext("The declaration is taken back.")
    elements = () if post.get("of") == "all" else tuple(post.getlist("elements"))
    if post.get("of") != "all" and not elements:
        return ""
    verbs.report_nil(unit=shown["unit"]["id"], month=shown["month"], elements=elements, **common)
    return gettext("Declared. It counts when the month is sent.")


def _nil_form(visit: Visit, shown: Shown, chosen: list[str], faults: Faults | None = None) -> HttpResponse:
    there = {
        "shown": shown,
        "told": [line for line in shown["lines"] if line["state"] == "figure" and line["counted"]],
        "free": [
            {**line, "chosen": line["element"] in chosen}
            for line in shown["lines"]
            if line["state"] != "figure"
        ],
        "chosen": chosen,
        "reason": visit.request.POST.get("reason", ""),
        "faults": faults,
        **_two_ids(visit),
    }
    return visit.show("work/nil.html", there, status=faults.status if faults else 200)


def _two_ids(visit: Visit) -> dict[str, str]:
    """The page has two forms: the one that was sent keeps its id, the other is a request of its own."""
    sent = "back_id" if visit.request.POST.get("then") == "withdraw" else "request_id"
    return {"request_id": request_id(), "back_id": request_id(), sent: visit.asked_id}


def _to_work(code: str, month: str) -> HttpResponse:
    response = HttpResponseRedirect(f"{reverse('work', args=[code])}?thang={Month.parse(month)}")
    response.status_code = 303
    return response


URLS: list[URLPattern] = [
    path("don-vi/<str:code>/viec/<month:month>/so-lieu", month_figures, name="month_figures"),
    path("don-vi/<str:code>/viec/<month:month>/khong-phat-sinh", nil, name="nil"),
]
"""The addresses of these pages."""
