"""The overview of a unit, and the lists of units behind its rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.services.overview import names_of, overview_of
from tiendo.web.crumbs import crumbs_of
from tiendo.web.pages.why import PRIOR
from tiendo.web.visit import Visit, page

register("page.no_list", ProblemKind.NOT_FOUND, "There is no list {which}.")

LISTS = {"chua-dat": "not_met", "bang-0": "zero", "chua-bao-cao": "missing"}
"""Lists of names as addresses call them."""


@require_safe
@page
def overview(visit: Visit, code: str) -> HttpResponse:
    """One table, a row for each target by area: given, this year, in all, %, a year ago, how it stands, reports."""
    visit.place = code
    answer = overview_of(
        actor=visit.actor, unit=code, as_of=visit.day, now=visit.now, plan=visit.plan, year=visit.year
    )
    visit.looks_at(answer)
    summary = _summary(answer)
    chosen = _chosen(visit, summary)
    return visit.show(
        "overview/overview.html",
        {
            "answer": answer,
            "areas": _standing(answer["areas"], chosen),
            "chosen": chosen,
            "code": answer["here"] or code,
            "ways": {
                "kept": visit.kept(),
                "accepted": visit.kept(so="xac-nhan"),
                "year": visit.kept(ky=answer["year"]),
                "prior": visit.kept(ky=PRIOR),
                "report": visit.kept(ngay="", ky=answer["quarter"]),
            },
            "crumbs": crumbs_of(visit, answer["path"][:-1], "overview"),
            "summary": [
                {**one, "here": one["status"] == chosen, "way": visit.kept(**{"danh-gia": one["status"]})}
                for one in summary
            ],
            "targets": sum(one["count"] for one in summary),
            "years": [{"key": year, "here": year == answer["year"]} for year in answer["years"]],
            "plans": _plans(visit, answer),
        },
    )


def _plans(visit: Visit, answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The plans that bind the unit on the day, each with the way to its overview."""
    return [
        {**one, "here": one["key"] == answer["plan"]["key"], "way": visit.kept(**{"ke-hoach": one["key"]})}
        for one in answer["plans"]
    ]


def _chosen(visit: Visit, summary: list[dict[str, Any]]) -> str:
    """The assessment in the address (`danh-gia`): only targets that stand so are shown, or all."""
    given = visit.request.GET.get("danh-gia", "").strip()
    if not given or any(one["status"] == given for one in summary):
        return given
    visit.notice(gettext("No target stands like that here; this shows all of them."))
    return ""


def _standing(areas: list[Any], chosen: str) -> list[Any]:
    """The areas with the targets that stand as chosen; every target where nothing is chosen."""
    if not chosen:
        return areas
    found = [{**area, "rows": [row for row in area["rows"] if row["status"] == chosen]} for area in areas]
    return [area for area in found if area["rows"]]


def _summary(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """How many targets stand how, the worst first: what a leader reads in thirty seconds."""
    order = (
        *("not_met", "behind", "no_data", "running", "on_pace", "met", "exceeded"),
        *("not_assigned", "not_begun", "not_applicable"),
    )
    found = [row["status"] for area in answer["areas"] for row in area["rows"]]
    return [{"status": status, "count": found.count(status)} for status in order if status in found]


@require_safe
@page
def names(visit: Visit, code: str, target: str, which: str) -> HttpResponse:
    """Units that have not met it, told zero, or have not been heard from."""
    visit.place = code
    if which not in LISTS:
        raise Problem("page.no_list", which=which[:20])
    answer = names_of(
        actor=visit.actor,
        unit=code,
        target=target,
        which=LISTS[which],
        as_of=visit.day,
        now=visit.now,
        plan=visit.plan,
        year=visit.year,
    )
    visit.looks_at(answer)
    code = answer["here"] or code
    home = {
        "label": answer["target"]["name"],
        "href": reverse("target", args=[code, target]) + visit.kept(),
    }
    return visit.show(
        "overview/names.html",
        {
            "answer": answer,
            "code": code,
            "kept": visit.kept(),
            "tabs": _tabs(visit, answer, code, target=target, which=which),
            "title": _labels()[which],
            "which": which,
            "crumbs": [*crumbs_of(visit, answer["path"], "overview"), home],
        },
    )


def _labels() -> dict[str, str]:
    """What the lists are called."""
    return {
        "chua-dat": gettext("Not met"),
        "bang-0": gettext("Told zero"),
        "chua-bao-cao": gettext("Not heard from"),
    }


def _tabs(
    visit: Visit, answer: Mapping[str, Any], code: str, *, target: str, which: str
) -> list[dict[str, Any]]:
    """The three lists, to change between them, with how many units are on each."""
    labels = _labels()
    return [
        {
            "label": labels[name],
            "count": answer["counts"][key],
            "here": name == which,
            "href": reverse("names", args=[code, target, name]) + visit.kept(),
        }
        for name, key in LISTS.items()
    ]


URLS: list[URLPattern] = [
    path("don-vi/<str:code>/tong-quan", overview, name="overview"),
    path("don-vi/<str:code>/chi-tieu/<str:target>/danh-sach/<str:which>", names, name="names"),
]
"""The addresses of these pages."""
