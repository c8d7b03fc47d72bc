"""Plans being read: bringing a file, looking at what was understood beside its words, deciding row by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from tiendo.core.errors import Problem, ProblemKind
from tiendo.formats.reading_page import repair_told
from tiendo.services.plan_reading_state import PLAN, Row
from tiendo.services.plan_readings import LARGEST, decide_row, drop_reading, start_reading
from tiendo.services.plan_readings_shown import ReadingShown, reading_file, reading_shown, readings_shown
from tiendo.web.figures import wording
from tiendo.web.pages.plan_amendment import reading_amends
from tiendo.web.pages.plan_compare import reading_against
from tiendo.web.pages.plan_reading_row import reading_row
from tiendo.web.pages.plan_reading_taken import reading_adopt, reading_table
from tiendo.web.pages.plan_shares import reading_shares
from tiendo.web.plan_words import year_said
from tiendo.web.reading_cards import asked_of, left_of, plan_card, target_card, targets_made, work_card
from tiendo.web.reading_forms import change_of, decides, onward, whole
from tiendo.web.reading_text import passages_of
from tiendo.web.refusal import STATUS, Faults, faults_of
from tiendo.web.requests import request_id
from tiendo.web.visit import Visit, page

TABS = {"chi-tieu": ("target",), "nhiem-vu": ("task", "duty"), "ke-hoach": (PLAN,)}
"""What lies on each tab of the review, by the word in the address."""


@require_http_methods(["GET", "HEAD", "POST"])
@page
def readings(visit: Visit) -> HttpResponse:
    """Readings in progress, and the place to bring a plan's file or its words."""
    if visit.request.method == "POST":
        return _started(visit)
    return _list(visit)


def _list(visit: Visit, faults: Faults | None = None) -> HttpResponse:
    answer = readings_shown(actor=visit.actor, now=visit.now)
    going = [one for one in answer.readings if one.plan is None]
    over = [one for one in answer.readings if one.plan is not None]
    there = {
        "going": going,
        "over": over,
        "units": [{"code": code, "name": name} for code, name in answer.units],
        "unit": visit.request.POST.get("unit", ""),
        "text": visit.request.POST.get("text", ""),
        "faults": faults,
        "request_id": visit.asked_id if faults is None or faults.status != 409 else request_id(),
        "largest": LARGEST // 2**20,
    }
    return visit.show("plan_reading/start.html", there, status=faults.status if faults else 200)


def _started(visit: Visit) -> HttpResponse:
    """Read what was brought; what cannot be read is told at its field."""
    answer = readings_shown(actor=visit.actor, now=visit.now)
    post, upload = visit.request.POST, visit.request.FILES.get("file")
    unit = post.get("unit", "") or answer.units[0][0]
    data = b"".join(_bounded(upload.chunks())) if upload else post.get("text", "").encode()
    field = "file" if upload or not data.strip() else "text"
    try:
        made = start_reading(
            actor=visit.actor,
            unit=unit,
            data=data,
            name=(upload.name or "van-ban")[-200:] if upload else "",
            request=visit.asked_id,
            now=visit.now,
        )
    except Problem as problem:
        if problem.kind is ProblemKind.FORBIDDEN:
            raise
        faults = Faults(status=STATUS[problem.kind])
        for cause in problem.causes or (problem,):
            faults.add(field, wording().told(cause))
        return _list(visit, faults)
    return onward(reverse("reading", args=[made.reading]))


def _bounded(chunks: Iterable[bytes]) -> Iterable[bytes]:
    """A file's bytes, one beyond what is read at most: its reader refuses it then."""
    size = 0
    for chunk in chunks:
        size += len(chunk)
        yield chunk
        if size > LARGEST:
            return


@require_http_methods(["GET", "HEAD", "POST"])
@page
def reading(visit: Visit, number: int) -> HttpResponse:
    """One plan being read: its words on the left, what was understood on the right."""
    if visit.request.method == "POST":
        return _decided(visit, number)
    return _review(visit, number)


def _review(visit: Visit, number: int, faults: Faults | None = None, row: str = "") -> HttpResponse:
    shown = reading_shown(actor=visit.actor, reading=number, now=visit.now)
    tab = _tab(visit)
    run = _run(visit, _rows(visit, shown, tab))
    there = {
        "shown": shown,
        "head": _headed(shown),
        "tab": tab,
        "order": "thu-tu" if visit.request.GET.get("xep") == "thu-tu" else "",
        "pane": "van-ban" if visit.request.GET.get("khung") == "van-ban" else "",
        "passages": passages_of(shown.held),
        "cards": _cards(shown, tab, run.rows),
        "run": run,
        "many": run.all > AT_ONCE,
        "pages": {
            "before": visit.kept(**_kept(visit), trang=run.before),
            "after": visit.kept(**_kept(visit), trang=run.before + 2),
        },
        "left": left_of(shown),
        "plan": plan_card(shown),
        "asked": asked_of(shown.held.plan, shown.held.read.questions),
        "levels": [{"key": key, "name": name} for key, name in shown.levels.items()],
        "years": [{"key": one, "name": year_said(one)} for one in ("year", "work_year", "school_year")],
        "notes": _notes(shown),
        "faults": faults,
        "at": row,
        "typed": visit.request.POST if row else {},
        "query": {name: visit.kept(**_kept(visit, **more)) for name, more in _LINKS.items()},
        "request_id": request_id(),
    }
    return visit.show("plan_reading/review.html", there, status=faults.status if faults else 200)


_LINKS: Mapping[str, Mapping[str, str]] = {
    "here": {},
    "targets": {"the": "", "khung": ""},
    "work": {"the": "nhiem-vu", "khung": ""},
    "plan": {"the": "ke-hoach", "khung": ""},
    "text": {"khung": "van-ban"},
    "cards": {"khung": ""},
    "unsure": {"xep": ""},
    "in_order": {"xep": "thu-tu"},
}
"""Links of the page to itself, each with what it changes in the address."""


def _kept(visit: Visit, **more: str) -> dict[str, str]:
    return {**{name: visit.request.GET.get(name, "") for name in ("the", "xep", "khung")}, **more}


def _tab(visit: Visit) -> str:
    asked = visit.request.GET.get("the", "")
    return asked if asked in TABS else "chi-tieu"


AT_ONCE = 100
"""Rows on one page: a browser that draws thousands of forms stands still."""


@dataclass(frozen=True)
class Run:
    """Some rows of many: `before` counts the pages before it, `more` says whether any come after."""

    rows: list[Row]
    first: int
    last: int
    all: int
    before: int
    more: bool


def _cards(shown: ReadingShown, tab: str, rows: list[Row]) -> list[dict[str, Any]]:
    """Rows of a tab as cards."""
    if tab == "chi-tieu":
        made = targets_made(shown)
        return [target_card(row, shown, made.get(row.key, [])) for row in rows]
    return [work_card(row, shown) for row in rows] if tab == "nhiem-vu" else []


def _rows(visit: Visit, shown: ReadingShown, tab: str) -> list[Row]:
    """The rows of a tab in the order asked for."""
    rows = shown.held.of(*TABS[tab])
    if tab == "chi-tieu" and visit.request.GET.get("xep") != "thu-tu":
        return sorted(rows, key=_doubt)
    return rows


def _run(visit: Visit, rows: list[Row]) -> Run:
    """The run of rows on this page: that of the row the address names (`dong`), else the one it counts (`trang`)."""
    asked, last = visit.request.GET.get("dong", ""), max(0, len(rows) - 1) // AT_ONCE
    at = next((place // AT_ONCE for place, row in enumerate(rows) if row.key == asked), None)
    number = min(max(whole(visit.request.GET.get("trang", "")), 1) - 1, last) if at is None else at
    first = number * AT_ONCE
    shown = rows[first : first + AT_ONCE]
    return Run(shown, first + 1, first + len(shown), len(rows), number, number < last)


def _doubt(row: Row) -> tuple[bool, bool, bool, int]:
    """Undecided before decided, unsure before sure, asked before clear; the text's order holds among likes."""
    sure = row.proposal.confidence if row.proposal else 100
    return bool(row.verdict), not row.low, not row.open_questions(), sure if row.low else 0


def _headed(shown: ReadingShown) -> dict[str, str]:
    plan = shown.document.get("plan", {})
    return {"title": str(plan.get("title", "")), "key": str(plan.get("key", ""))}


def _notes(shown: ReadingShown) -> list[str]:
    """What deserves a look in the file itself, and what was mended while reading it."""
    understood = shown.held.read.understood
    found = [wording().told(one) for one in understood.findings]
    return [*found, *(repair_told(one, wording()) for one in understood.source.repairs)]


def _decided(visit: Visit, number: int) -> HttpResponse:
    """Keep a decision taken with one of a card's buttons, and go on to the next row."""
    post, then = visit.request.POST, visit.request.POST.get("then", "")
    if then == "drop":
        drop_reading(actor=visit.actor, reading=number, request=visit.asked_id, now=visit.now)
        messages.success(visit.request, gettext("The reading was put aside."))
        return onward(reverse("readings"))
    row = post.get("row", "")
    if not decides(then):  # the key Enter in a field of a card decides nothing
        return onward(f"{reverse('reading', args=[number])}{_address(visit, row)}#{row}")
    try:
        decide_row(
            actor=visit.actor,
            reading=number,
            row=row,
            base=whole(post.get("base", "")),
            change=change_of(then, post),
            request=visit.asked_id,
            now=visit.now,
        )
    except Problem as problem:
        if problem.kind in (ProblemKind.NOT_FOUND, ProblemKind.FORBIDDEN):
            raise
        return _review(visit, number, faults_of(problem, {}), row)
    at = _next(visit, number, row, then)
    return onward(f"{reverse('reading', args=[number])}{_address(visit, at)}#{at}")


def _address(visit: Visit, row: str) -> str:
    """The address of the page with a row; the row is named only where there are pages."""
    given = visit.request.GET
    paged = {"dong": row} if given.get("trang") or given.get("dong") else {}
    kept = {name: value for name, value in (*_kept(visit).items(), *paged.items()) if value}
    return f"?{urlencode(kept)}" if kept else ""


def _next(visit: Visit, number: int, row: str, then: str) -> str:
    """Where to go on: the undecided row after the one decided on, as the page had them; else the row itself."""
    if then not in ("confirm", "reject"):
        return row
    shown = reading_shown(actor=visit.actor, reading=number, now=visit.now)
    rows = [one for one in _rows(visit, shown, _tab(visit)) if not one.verdict or one.key == row]
    if _tab(visit) == "chi-tieu" and visit.request.GET.get("xep") != "thu-tu":
        rows = sorted(rows, key=lambda one: _doubt(one)[1:])
    keys = [one.key for one in rows]
    at = keys.index(row) if row in keys else -1
    rest = [*keys[at + 1 :], *keys[: max(at, 0)]]
    return rest[0] if rest else row


@require_safe
@page
def file(visit: Visit, number: int) -> HttpResponseBase:
    """The file as it was brought, to be saved."""
    found = reading_file(actor=visit.actor, reading=number, now=visit.now)
    kind = "application/octet-stream"
    return FileResponse(found.path.open("rb"), as_attachment=True, filename=found.name, content_type=kind)


URLS: list[URLPattern] = [
    path("ke-hoach/doc/", readings, name="readings"),
    path("ke-hoach/doc/<int:number>", reading, name="reading"),
    path("ke-hoach/doc/<int:number>/dong/<str:key>", reading_row, name="reading_row"),
    path("ke-hoach/doc/<int:number>/ban-hanh", reading_adopt, name="reading_adopt"),
    path("ke-hoach/doc/<int:number>/giao", reading_shares, name="reading_shares"),
    path("ke-hoach/doc/<int:number>/doi-chieu", reading_against, name="reading_against"),
    path("ke-hoach/doc/<int:number>/sua-doi", reading_amends, name="reading_amends"),
    path("ke-hoach/doc/<int:number>/tep", file, name="reading_file"),
    path("ke-hoach/doc/<int:number>/bang.<str:ending>", reading_table, name="reading_table"),
]
"""The addresses of these pages."""
