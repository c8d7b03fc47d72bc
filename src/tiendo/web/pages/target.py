"""One target at a unit: its words, its years, its curve, its units."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tiendo.services.target_shown import target_shown
from tiendo.web.crumbs import crumbs_of
from tiendo.web.definition import definition
from tiendo.web.figures import day
from tiendo.web.visit import Visit, page


@require_safe
@page
def target(visit: Visit, code: str, target: str) -> HttpResponse:
    """The clause's words, the definition in words, years, curve against what is due, units, settings."""
    visit.place = code
    answer = target_shown(
        actor=visit.actor,
        unit=code,
        target=target,
        as_of=visit.day,
        now=visit.now,
        plan=visit.plan,
        year=visit.year,
    )
    visit.looks_at(answer)
    return visit.show(
        "target/target.html",
        {
            "answer": answer,
            "target": answer["target"],
            "years": [{**one, "way": visit.kept(ky=one["year"])} for one in answer["target"]["years"]],
            "code": answer["here"] or code,
            "kept": visit.kept(),
            "kept_accepted": visit.kept(so="xac-nhan"),
            "crumbs": crumbs_of(visit, answer["path"], "overview"),
            "definition": definition(answer["target"], answer["elements"], answer["level_names"]),
            "curve": _curve(answer),
            "points": _points(visit, answer),
        },
    )


def _points(visit: Visit, answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The months told so far, each with the way to its figure's reason on its last day."""
    points = (answer["curve"] or {"points": ()})["points"]
    return [{**one, "way": visit.kept(ngay=day(one["day"]))} for one in points if one["value"]]


def _curve(answer: Mapping[str, Any]) -> str:
    """The curve as the chart reads it; empty where there is none. Numbers go as text: they are exact."""
    curve = answer["curve"]
    if not curve or not any(point["value"] for point in curve["points"]):
        return ""
    return json.dumps(
        {
            "months": [point["month"] for point in curve["points"]],
            "value": [point["value"] for point in curve["points"]],
            "due": [point["due"] for point in curve["points"]],
            "unit": curve["unit"],
            "labels": {"value": gettext("So far"), "due": gettext("Due by then")},
            "reference": answer["target"]["pace_kind"] == "reference",
        }
    )


URLS: list[URLPattern] = [
    path("don-vi/<str:code>/chi-tieu/<str:target>", target, name="target"),
]
"""The addresses of these pages."""
