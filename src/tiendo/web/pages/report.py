"""The official report of a unit and period, on the screen and as a Word document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from tiendo.core.errors import Problem, ProblemKind
from tiendo.core.period import Period, PeriodKind, print_day
from tiendo.core.report import Annex, Cited, Paragraph, Piece, Report
from tiendo.formats.docx_out import report_docx as printed
from tiendo.services.frozen import FrozenReport, freeze_asked, frozen_report, report_to_freeze
from tiendo.services.month_returns import freeze_period
from tiendo.services.reporting import ReportMade, report_of
from tiendo.web.crumbs import crumbs_of
from tiendo.web.figures import period as period_said
from tiendo.web.refusal import faults_of
from tiendo.web.visit import Visit, page

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
YEARS = 3
"""How many years of periods are offered; any other can be asked for in the address."""

_OFFERED = (
    (PeriodKind.YEAR, 1),
    (PeriodKind.NINE_MONTHS, 1),
    (PeriodKind.HALF, 2),
    (PeriodKind.QUARTER, 4),
    (PeriodKind.MONTH, 12),
)
_AT = {"period": "ky", "number": "so", "day": "ngay-ky"}
"""The field of the form for what the service calls otherwise."""

_SHOWN = {"period": "ky", "number": "so", "day": "ngay-ky", "frozen": "chot", "plan": "ke-hoach"}
"""The fields by the names the page's form has for them."""

_FIELDS = ("ky", "so", "ngay-ky", "chot", "ke-hoach")
"""The period, what is written on the paper (its number and the day it is signed), the event of the freeze to print
again, and the plan where it is not the one shown by default."""


@require_safe
@page
def report(visit: Visit, code: str) -> HttpResponse:
    """Choose a period, see the report as it will be printed, take it along as a Word file."""
    visit.place = code
    given = _given(visit)
    given["ky"] = (
        given["ky"] or Period(PeriodKind.QUARTER, visit.today.year, (visit.today.month + 2) // 3).key
    )
    made, frozen, faults = None, None, None
    try:
        made, frozen = _made(visit, code, given)
    except Problem as problem:
        if problem.kind is not ProblemKind.INVALID:
            raise
        faults = faults_of(problem, _AT)
        faults.whole = faults.whole or gettext("This report cannot be made as asked.")
    plan = made.report.about.plan if made and frozen else given["ke-hoach"]
    there = {
        "code": code,
        "given": {shown: given[field] for shown, field in _SHOWN.items()},
        "offered": list(_offered(visit.today, _period(given["ky"]))),
        "unread": _period(given["ky"]) is None,
        "faults": faults,
        "made": made,
        "frozen": frozen,
        "freezes": [
            {**asdict(one), "href": "?" + urlencode(_asked({**given, "chot": str(one.event)}))}
            for one in reversed(made.freezes if made else ())
        ],
        "plans": list(_plans(made, given)) if made else [],
        "current": "?" + urlencode(_asked({**given, "chot": "", "ke-hoach": plan})),
        "paper": _paper(made, plan) if made else None,
        "crumbs": crumbs_of(visit, made.path, "overview") if made else [],
        "freeze": _way("freeze", code, ky=given["ky"], plan=plan),
        "docx": f"{reverse('report_docx', args=[code])}?{urlencode(_asked(given))}",
    }
    return visit.show("report/report.html", there, status=faults.status if faults else 200)


@require_safe
@page
def report_docx(visit: Visit, code: str) -> HttpResponse:
    """The report as a Word file under a name people can read."""
    visit.place = code
    given = _given(visit)
    made, _ = _made(visit, code, given)
    response = HttpResponse(printed(made.report), content_type=WORD)
    response["Content-Disposition"] = content_disposition_header(True, _file_name(made))
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _given(visit: Visit) -> dict[str, str]:
    return {name: visit.request.GET.get(name, "").strip() for name in _FIELDS}


def _asked(given: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in given.items() if value}


def _way(route: str, code: str, *, ky: str, plan: str, chot: str = "") -> str:
    """The address of a page of this unit and period, of a freeze or a plan where one is meant."""
    return f"{reverse(route, args=[code])}?{urlencode(_asked({'ky': ky, 'chot': chot, 'ke-hoach': plan}))}"


def _plans(made: ReportMade, given: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The plans a report can be made on, and the way to each."""
    for key, title in made.plans:
        way = "?" + urlencode(_asked({**given, "chot": "", "ke-hoach": key}))
        yield {"key": key, "title": title, "here": key == made.report.about.plan, "way": way}


def _period(text: str) -> Period | None:
    """The period chosen; None where it is none."""
    try:
        return Period.parse(text)
    except Problem:
        return None


def _made(visit: Visit, code: str, given: dict[str, str]) -> tuple[ReportMade, FrozenReport | None]:
    """The report as it is now, or as it was frozen where a freeze is named. Errors: Problem."""
    asked: dict[str, Any] = {
        "actor": visit.actor,
        "unit": code,
        "period": given["ky"],
        "number": given["so"],
        "day": given["ngay-ky"],
        "now": visit.now,
        "plan": given["ke-hoach"] or None,
    }
    if not given["chot"]:
        return report_of(**asked), None
    event = given["chot"]
    known = event.isascii() and event.isdigit() and len(event) < 10
    frozen = frozen_report(event=int(event) if known else 0, **asked)
    return frozen.made, frozen


@require_http_methods(["GET", "HEAD", "POST"])
@page
def freeze(visit: Visit, code: str) -> HttpResponse:
    """Keep a period's report word for word: say first what will be kept, then do it."""
    visit.place = code
    period, plan = visit.request.GET.get("ky", "").strip(), visit.plan
    who: dict[str, Any] = {"actor": visit.actor, "unit": code, "period": period, "now": visit.now}
    if visit.request.method == "POST":
        report = report_to_freeze(actor=visit.actor, now=visit.now, plan=plan)
        kept = freeze_period(report=report, request=visit.asked_id, **who)
        messages.success(
            visit.request, gettext("Frozen. This report stays as it is, whatever is told later.")
        )
        where = _way("report", code, ky=kept.period, plan=plan or "", chot=str(kept.event))
        return HttpResponseRedirect(where, status=303)
    asked = freeze_asked(plan=plan, **who)
    there = {
        "asked": asked,
        "request_id": visit.asked_id,
        "crumbs": crumbs_of(visit, asked.path, "overview"),
        "report": _way("report", code, ky=asked.period.key, plan=plan or ""),
    }
    return visit.show("report/freeze.html", there)


def _file_name(made: ReportMade) -> str:
    """`Báo cáo tiến độ – Đoàn xã Nam Yên – quý 3-2024.docx`: what a period's name has of slashes is no folder."""
    words = (gettext("Progress report"), made.unit_name, made.period.label)
    kept = " – ".join(words).replace("/", "-").replace("\\", "-")
    return f"{kept[:120]}.docx"


def _offered(today: date, chosen: Period | None) -> Iterator[dict[str, Any]]:
    """Periods that have begun, by year, the newest year first; the one chosen is among them."""
    years = list(range(today.year, today.year - YEARS, -1))
    told: set[str] = set()
    for year in years:
        periods = [
            Period(kind, year, number)
            for kind, most in _OFFERED
            for number in range(1, most + 1)
            if _begun(Period(kind, year, number), today)
        ]
        told |= {one.key for one in periods}
        yield {"label": str(year), "periods": [_choice(one, chosen) for one in periods]}
    if chosen is not None and chosen.key not in told:
        yield {"label": str(chosen.year), "periods": [_choice(chosen, chosen)]}


def _begun(period: Period, today: date) -> bool:
    first = period.months[0]
    return (first.year, first.number) <= (today.year, today.month)


def _choice(period: Period, chosen: Period | None) -> dict[str, Any]:
    return {"key": period.key, "label": period_said(period), "chosen": period == chosen}


def _paper(made: ReportMade, plan: str) -> dict[str, Any]:
    """The report as the screen draws it: every figure leads to why it is what it is, of the plan where one is meant."""
    told: Report = made.report
    ways = _Ways(made, plan)

    def pieces(given: tuple[Piece, ...]) -> list[dict[str, str]]:
        return [_piece(one, ways) for one in given]

    def paragraphs(given: tuple[Paragraph, ...]) -> list[dict[str, Any]]:
        return [{"style": one.style, "pieces": pieces(one.pieces)} for one in given]

    return {
        "letterhead": told.letterhead,
        "kind": told.kind,
        "subject": told.subject,
        "bases": told.bases,
        "opening": paragraphs(told.opening),
        "sections": [
            {"title": one.title, "rank": one.rank, "paragraphs": paragraphs(one.paragraphs)}
            for one in told.sections
        ],
        "recipients_title": told.recipients_title,
        "recipients": told.recipients,
        "signature": told.signature,
        "archive": told.archive,
        "head": told.head,
        "annexes": [_annex(one, ways) for one in told.annexes],
    }


class _Ways:
    """Where the figures of a report lead: to the reasons of a target at a unit, or to a unit; each made once."""

    def __init__(self, made: ReportMade, plan: str) -> None:
        self.unit = made.unit
        self._held: dict[tuple[str, str, bool], str] = {}
        self._asked = {"ngay": print_day(made.as_of)} | ({"ke-hoach": plan} if plan else {})

    def to(self, cited: Cited) -> str:
        """The address a figure leads to."""
        key = (cited.unit or self.unit, cited.target or "", cited.what == "accepted")
        if key not in self._held:
            code, target, accepted = key
            page = reverse("why", args=[code, target]) if target else reverse("overview", args=[code])
            way = self._asked | ({"so": "xac-nhan"} if accepted else {})
            self._held[key] = f"{page}?{urlencode(way)}"
        return self._held[key]


def _piece(piece: Piece, ways: _Ways) -> dict[str, str]:
    """Words as they are; a figure with the way to its reasons, a count with the way to what it counts."""
    if not isinstance(piece, Cited):
        return {"text": piece, "href": ""}
    return {"text": piece.shown, "href": ways.to(piece)}


def _annex(annex: Annex, ways: _Ways) -> dict[str, Any]:
    columns = [{"title": one.title, "number": one.number} for one in annex.columns]
    rows = [
        {
            "group": row.group,
            "cells": [
                _cell(at, _piece(cell, ways), column)
                for at, (cell, column) in enumerate(zip(row.cells, columns, strict=False))
            ],
        }
        for row in annex.rows
    ]
    return {"title": annex.title, "subtitle": annex.subtitle.split("\n"), "columns": columns, "rows": rows}


def _cell(at: int, piece: dict[str, str], column: dict[str, Any]) -> dict[str, Any]:
    """A cell as its table draws it: the second heads its row, the first and blank ones are left out on phones."""
    classes = ("n" if column["number"] else "", "absent" if not at or not piece["text"] else "")
    return {**piece, "title": column["title"], "head": at == 1, "classes": " ".join(filter(None, classes))}


URLS: list[URLPattern] = [
    path("don-vi/<str:code>/bao-cao", report, name="report"),
    path("don-vi/<str:code>/bao-cao/chot", freeze, name="freeze"),
    path("don-vi/<str:code>/bao-cao.docx", report_docx, name="report_docx"),
]
"""The addresses of these pages."""
