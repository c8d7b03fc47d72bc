"""A visit: who looks, when, at which unit, day and year; and the one way a page is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from tiendo.core.access import Actor
from tiendo.core.errors import Problem
from tiendo.core.period import print_day, read_day
from tiendo.services.questions import one_visit
from tiendo.services.standing_shown import StandingShown, standing_of
from tiendo.web import clock
from tiendo.web.figures import wording
from tiendo.web.identity import actor_of
from tiendo.web.kept import files_in, told_of, typed_in
from tiendo.web.requests import request_id, request_id_of


class Visit:
    """What every page knows of its visitor."""

    def __init__(self, request: HttpRequest, actor: Actor) -> None:
        self.request, self.actor = request, actor
        self.place = ""
        self.notices: list[str] = []
        """What the page says at its top: parts of the address that mean nothing, and what is shown instead."""
        self._looked: date | None = None

    @cached_property
    def now(self) -> datetime:
        """The moment of this visit, on the organisation's operating day where it has one."""
        return clock.on_day_of(self._organisation)

    @property
    def today(self) -> date:
        """The day of this visit."""
        return self.now.date()

    @cached_property
    def _organisation(self) -> Mapping[str, Any]:
        return site_of(self.request)

    @cached_property
    def standing(self) -> StandingShown:
        """Who the visitor is."""
        return standing_of(actor=self.actor, now=self.now)

    @cached_property
    def day(self) -> date:
        """The day in the address (`ngay`), today without one. Errors: Problem `period.day_text`.

        Nobody can judge a day that has not come: today is looked at instead, and the page says so.
        """
        given = self.request.GET.get("ngay", "").strip()
        if not given:
            return self.today
        found = read_day(given)
        if found > self.today:
            told = {"day": print_day(found), "today": print_day(self.today)}
            self.notice(gettext("%(day)s has not come yet; this shows how things stand on %(today)s.") % told)
            return self.today
        self._looked = found
        return found

    @property
    def year(self) -> str | None:
        """The year in the address (`nam`), None without one."""
        return self.request.GET.get("nam", "").strip() or None

    @property
    def plan(self) -> str | None:
        """The plan in the address (`ke-hoach`), None without one."""
        return self.request.GET.get("ke-hoach", "").strip() or None

    def looks_at(self, answer: Mapping[str, Any]) -> None:
        """Hold on to the day an answer is of where the address names a day or a year: links go on with it."""
        if self.year is None:
            return
        if answer["year"] == self.year:
            self._looked = date.fromisoformat(answer["as_of"])
            return
        told = {"year": self.year[:20], "years": ", ".join(answer["years"])}
        self.notice(
            gettext("“%(year)s” is no year that can be shown here; there are: %(years)s.") % told
            if answer["years"]
            else gettext("“%(year)s” is no year that can be shown here.") % told
        )

    def notice(self, text: str) -> None:
        """Say something at the top of the page, once."""
        if text not in self.notices:
            self.notices.append(text)

    @property
    def dated(self) -> str:
        """The day that is held on to, as people write it; empty where today is looked at as it comes."""
        return print_day(self._looked) if self._looked else ""

    @property
    def asked_id(self) -> str:
        """The request id of the form sent, or a new one for a form to be shown."""
        given = self.request.POST.get("request", "")
        return request_id_of(given) if given else request_id()

    def kept(self, **more: object) -> str:
        """The day and the plan looked at, to go on with: a query string, empty or with its question mark."""
        held = {"ngay": self.dated, "ke-hoach": self.plan, **more}
        query = urlencode(
            {name: str(value) for name, value in held.items() if value not in (None, "")}, safe="/"
        )
        return f"?{query}" if query else ""

    def show(self, template: str, page: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
        """The page."""
        return render(self.request, template, {"visit": self, **page}, status=status)

    @property
    def places(self) -> list[dict[str, Any]]:
        """The units the visitor has roles at, each once, with the roles in words."""
        found: dict[str, list[str]] = {}
        for role in self.standing.roles:
            found.setdefault(role.unit_name, []).append(wording().word(role.role))
        return [{"unit": unit, "roles": list(dict.fromkeys(roles))} for unit, roles in found.items()]

    @property
    def tabs(self) -> list[Tab]:
        """The places of the program this visitor may go to."""
        held, code = self.standing, self.place or self.standing.home
        if not code:
            return []
        found = [Tab("overview", gettext("Overview"), "chart-bar", reverse("overview", args=[code]))]
        if held.may & {"record.add", "month.send", "month.nil"}:
            found.append(
                Tab("work", gettext("Our work"), "clipboard-list", reverse("work", args=[held.home]))
            )
        if held.accepts:
            found.append(Tab("inbox", gettext("To accept"), "inbox", reverse("inbox", args=[held.home])))
        found.append(Tab("plans", gettext("Plan"), "target", reverse("plans")))
        if "audit.read" in held.may:
            found.append(Tab("log", gettext("Log"), "history", reverse("log")))
        here = getattr(self.request.resolver_match, "url_name", "") or ""
        belongs = _BELONGS.get(here, here)
        for tab in found:
            tab.here = tab.key == belongs
        return found


@dataclass
class Tab:
    """A place of the program."""

    key: str
    label: str
    icon: str
    href: str
    count: int = 0
    here: bool = False


_BELONGS = {
    "target": "overview",
    "names": "overview",
    "why": "overview",
    "report": "overview",
    "freeze": "overview",
    "record": "overview",
    "record_new": "work",
    "record_edit": "work",
    "month_figures": "work",
    "nil": "work",
    "send": "work",
    "month": "inbox",
    "plan": "plans",
    "readings": "plans",
    "reading": "plans",
    "reading_row": "plans",
    "reading_adopt": "plans",
    "reading_amends": "plans",
    "reading_against": "plans",
    "reading_shares": "plans",
}
"""Which place a page lies in."""


def page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for people who signed in; strangers are sent to sign in and come back, with what they typed kept."""

    @wraps(view)
    def shown(request: HttpRequest, **named: Any) -> HttpResponse:
        actor = actor_of(request)
        if actor is None:
            return signed_out(request)
        visit = request.visit = Visit(request, actor)
        with one_visit():
            return view(visit, **named)

    shown.for_people = True  # type: ignore[attr-defined]
    return shown


def signed_out(request: HttpRequest) -> HttpResponse:
    """Send a stranger to sign in; a form that was sent is kept on a page from which it can be sent again."""
    if request.method == "POST":
        return typed_again(request, status=401)
    path = request.get_full_path()
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': path})}")


def typed_again(request: HttpRequest, *, status: int) -> HttpResponse:
    """What was typed, to be read and to be sent again once the person has signed in."""
    there = {
        "typed": typed_in(request.POST),
        "told": told_of(request.POST),
        "path": request.get_full_path(),
        "files": files_in(request.FILES) if request.POST else [],
        "signed_in": actor_of(request) is not None,
    }
    return render(request, "session/again.html", there, status=status)


def site_of(request: HttpRequest) -> Mapping[str, Any]:
    """The organisation's own settings, read once for a visit."""
    if not hasattr(request, "site_held"):
        request.site_held = clock.organisation()
    held: Mapping[str, Any] = request.site_held
    return held


def shared(request: HttpRequest) -> dict[str, Any]:
    """What every template knows: the organisation, and whether all of it is an example."""
    try:
        site = site_of(request)
    except Problem:
        site = {}
    return {
        "organisation": {"name": site.get("name", ""), "simulated": bool(site.get("simulated"))},
    }
