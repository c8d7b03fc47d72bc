"""The living page of the design system: every part the screens are made of, as they are now."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tiendo.web.figures import ICONS
from tiendo.web.refusal import Fault, Faults

_STATUSES = tuple(ICONS)
_BARS = (
    ("met", "1/1", "1/1", "100%"),
    ("exceeded", "231/100", "1/2", "231%"),
    ("on_pace", "63/100", "3/5", "63%"),
    ("behind", "3/10", "3/5", "30%"),
    ("not_met", "87/100", None, "87%"),
    ("running", "0/1", None, "0%"),
)
_COVERAGES = (
    {"expected": 12, "reported": 12, "nil": 0},
    {"expected": 12, "reported": 7, "nil": 2},
    {"expected": 12, "reported": 0, "nil": 0},
    {"expected": 0, "reported": 0, "nil": 0},
)


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The page; anybody may look, nothing of the organisation is on it."""
    faults = Faults(listed=[Fault("3.50?", "amount")])
    there = {"statuses": _STATUSES, "bars": _BARS, "coverages": _COVERAGES, "faults": faults}
    return render(request, "design/design.html", there)
