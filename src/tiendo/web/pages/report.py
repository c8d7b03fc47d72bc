"""The official report of a unit and period, on the screen and as a Word document."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import URLPattern, path

from tiendo.web.visit import Visit, page


@page
def report(visit: Visit, code: str) -> HttpResponse:  # noqa: ARG001
    """Not open yet."""
    raise Http404


@page
def report_docx(visit: Visit, code: str) -> HttpResponse:  # noqa: ARG001
    """Not open yet."""
    raise Http404


URLS: list[URLPattern] = [
    path("don-vi/<str:code>/bao-cao", report, name="report"),
    path("don-vi/<str:code>/bao-cao.docx", report_docx, name="report_docx"),
]
"""The addresses of these pages."""
