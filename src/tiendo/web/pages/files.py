"""Proof files, through the gate only."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import URLPattern, path

from tiendo.web.visit import Visit, page


@page
def file(visit: Visit, sha256: str) -> HttpResponse:  # noqa: ARG001
    """Not open yet."""
    raise Http404


URLS: list[URLPattern] = [
    path("tep/<str:sha256>", file, name="file"),
]
"""The addresses of these pages."""
