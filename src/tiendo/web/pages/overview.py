"""The overview of a unit, and the lists of units behind its rows."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import URLPattern, path

from tiendo.web.visit import Visit, page


@page
def overview(visit: Visit, code: str) -> HttpResponse:  # noqa: ARG001
    """Not open yet."""
    raise Http404


@page
def names(visit: Visit, code: str, target: str, which: str) -> HttpResponse:  # noqa: ARG001
    """Not open yet."""
    raise Http404


URLS: list[URLPattern] = [
    path("don-vi/<str:code>/tong-quan", overview, name="overview"),
    path("don-vi/<str:code>/chi-tieu/<str:target>/danh-sach/<str:which>", names, name="names"),
]
"""The addresses of these pages."""
