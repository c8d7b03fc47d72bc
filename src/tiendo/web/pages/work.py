"""A unit's work by month: what was done, what is not sent yet, and sending it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import URLPattern, path

from tiendo.web.visit import Visit, page


@page
def work(visit: Visit, code: str) -> HttpResponse:  # noqa: ARG001
    """Not open yet."""
    raise Http404


@page
def send(visit: Visit, code: str, month: str) -> HttpResponse:  # noqa: ARG001
    """Not open yet."""
    raise Http404


URLS: list[URLPattern] = [
    path("don-vi/<str:code>/viec", work, name="work"),
    path("don-vi/<str:code>/viec/<month:month>/gui", send, name="send"),
]
"""The addresses of these pages."""
