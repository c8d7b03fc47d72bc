"""What waits to be accepted: who has sent, one month against its records, accepting and returning."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import URLPattern, path

from tiendo.web.visit import Visit, page


@page
def inbox(visit: Visit, code: str) -> HttpResponse:  # noqa: ARG001
    """Not open yet."""
    raise Http404


@page
def month(visit: Visit, code: str, month: str, child: str) -> HttpResponse:  # noqa: ARG001
    """Not open yet."""
    raise Http404


URLS: list[URLPattern] = [
    path("don-vi/<str:code>/cho-xac-nhan", inbox, name="inbox"),
    path("don-vi/<str:code>/cho-xac-nhan/<month:month>/<str:child>", month, name="month"),
]
"""The addresses of these pages."""
