"""Why a figure is what it is: the way from any figure to the records behind it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import URLPattern, path

from tiendo.web.visit import Visit, page


@page
def why(visit: Visit, code: str, target: str) -> HttpResponse:  # noqa: ARG001
    """Not open yet."""
    raise Http404


@page
def record(visit: Visit, record: str) -> HttpResponse:  # noqa: ARG001
    """Not open yet."""
    raise Http404


URLS: list[URLPattern] = [
    path("don-vi/<str:code>/chi-tieu/<str:target>/vi-sao", why, name="why"),
    path("ho-so/<uuid:record>", record, name="record"),
]
"""The addresses of these pages."""
