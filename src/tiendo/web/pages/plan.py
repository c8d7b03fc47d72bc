"""A plan as it was adopted: its clauses, targets, tasks, duties and open questions."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import URLPattern, path

from tiendo.web.visit import Visit, page


@page
def plans(visit: Visit) -> HttpResponse:  # noqa: ARG001
    """Not open yet."""
    raise Http404


@page
def plan(visit: Visit, key: str) -> HttpResponse:  # noqa: ARG001
    """Not open yet."""
    raise Http404


URLS: list[URLPattern] = [
    path("ke-hoach/", plans, name="plans"),
    path("ke-hoach/<str:key>", plan, name="plan"),
]
"""The addresses of these pages."""
