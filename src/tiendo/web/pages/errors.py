"""Refusals, missing pages and faults of our own, each as a page that says what to do next."""

from __future__ import annotations

from contextlib import suppress

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from tiendo.core.errors import Problem, ProblemKind
from tiendo.web.figures import wording
from tiendo.web.refusal import STATUS


def refused(request: HttpRequest, problem: Problem) -> HttpResponse:
    """A refusal in words, all its causes listed."""
    titles = {
        ProblemKind.INVALID: gettext("This cannot be read"),
        ProblemKind.FORBIDDEN: gettext("You may not look at this"),
        ProblemKind.NOT_FOUND: gettext("This is not here"),
        ProblemKind.CONFLICT: gettext("This cannot be done now"),
        ProblemKind.STALE: gettext("Something has changed meanwhile"),
        ProblemKind.UNAVAILABLE: gettext("Not available just now"),
    }
    told = wording().told(problem)
    causes = [wording().told(cause) for cause in problem.causes]
    there = {"title": titles[problem.kind], "told": told, "causes": causes}
    visit = getattr(request, "visit", None)
    if visit is not None and problem.kind is not ProblemKind.UNAVAILABLE:
        there["visit"] = visit
    return render(request, "errors/refused.html", there, status=STATUS[problem.kind])


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent cannot be taken at all: most often far more text than any form asks for."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        _take_the_rest(request)
        status, told = (
            413,
            gettext(
                "There is far too much text: a form may hold %(most)s MB and %(fields)s fields, its files not counted. "
                "Go back: what you typed is still there; shorten it."
            )
            % {
                "most": settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 2**20,
                "fields": settings.DATA_UPLOAD_MAX_NUMBER_FIELDS,
            },
        )
    else:
        status, told = 400, gettext("Go back and send it again; what you typed is still there.")
    there = {"title": gettext("This cannot be read"), "told": told, "back": _came_from(request)}
    return render(request, "errors/refused.html", there, status=status)


def _take_the_rest(request: HttpRequest) -> None:
    """Read what is still being sent, within reason: who is cut off in the middle never sees the answer."""
    left = _MOST_TAKEN
    with suppress(OSError):
        while left > 0 and (some := request.read(_AT_ONCE)):
            left -= len(some)


_MOST_TAKEN, _AT_ONCE = 64 * 2**20, 2**16
"""Bytes read of a form that is refused all the same, and bytes read at once."""


def _came_from(request: HttpRequest) -> str:
    """The page of ours a form was sent from; empty where that is not known."""
    before = request.headers.get("Referer", "")
    return before if url_has_allowed_host_and_scheme(before, {request.get_host()}) else ""


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """No such address."""
    there = {
        "title": gettext("There is no such page"),
        "told": gettext("Look at the address, or begin again."),
    }
    return render(request, "errors/refused.html", there, status=404)
