"""One target at a unit: its words, its years, its curve, its units."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import URLPattern, path

from tiendo.web.visit import Visit, page


@page
def target(visit: Visit, code: str, target: str) -> HttpResponse:  # noqa: ARG001
    """Not open yet."""
    raise Http404


URLS: list[URLPattern] = [
    path("don-vi/<str:code>/chi-tieu/<str:target>", target, name="target"),
]
"""The addresses of these pages."""
