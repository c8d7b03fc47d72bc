"""What happened, for those who may see it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import URLPattern, path

from tiendo.web.visit import Visit, page


@page
def log(visit: Visit) -> HttpResponse:  # noqa: ARG001
    """Not open yet."""
    raise Http404


URLS: list[URLPattern] = [
    path("nhat-ky", log, name="log"),
]
"""The addresses of these pages."""
