"""Typing a month's figures, and declaring that nothing happened."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import URLPattern, path

from tiendo.web.visit import Visit, page


@page
def month_figures(visit: Visit, code: str, month: str) -> HttpResponse:  # noqa: ARG001
    """Not open yet."""
    raise Http404


@page
def nil(visit: Visit, code: str, month: str) -> HttpResponse:  # noqa: ARG001
    """Not open yet."""
    raise Http404


URLS: list[URLPattern] = [
    path("don-vi/<str:code>/viec/<month:month>/so-lieu", month_figures, name="month_figures"),
    path("don-vi/<str:code>/viec/<month:month>/khong-phat-sinh", nil, name="nil"),
]
"""The addresses of these pages."""
