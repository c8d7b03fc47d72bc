"""The form for a piece of work, new or corrected."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import URLPattern, path

from tiendo.web.visit import Visit, page


@page
def record_new(visit: Visit, code: str) -> HttpResponse:  # noqa: ARG001
    """Not open yet."""
    raise Http404


@page
def record_edit(visit: Visit, record: str) -> HttpResponse:  # noqa: ARG001
    """Not open yet."""
    raise Http404


URLS: list[URLPattern] = [
    path("don-vi/<str:code>/viec/moi", record_new, name="record_new"),
    path("ho-so/<uuid:record>/sua", record_edit, name="record_edit"),
]
"""The addresses of these pages."""
