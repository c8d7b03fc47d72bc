"""Why a figure is what it is: the way from any figure to the records behind it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tiendo.core.submission import Book
from tiendo.services.explanation import PAGE, explain, history_of
from tiendo.services.people_shown import PeopleShown, people_of
from tiendo.web.crumbs import crumbs_of
from tiendo.web.definition import definition, formulas
from tiendo.web.figures import day
from tiendo.web.people_typed import person_said
from tiendo.web.visit import Visit, page

BOOKS = {"bao-cao": Book.REPORTED, "xac-nhan": Book.ACCEPTED}
"""Books as addresses name them (`so`)."""
PRIOR = "cung-ky"
"""The same days one year before, as a period of addresses (`ky`)."""
MOST_NAMED = 5
"""How many units are named that keep another from being summed."""


@require_safe
@page
def why(visit: Visit, code: str, target: str) -> HttpResponse:
    """The formula with its numbers, what came from where, and the ledger's lines with the records behind them."""
    visit.place = code
    so, book = _book(visit)
    ky = visit.request.GET.get("ky", "").strip()
    answer = explain(
        actor=visit.actor,
        unit=code,
        target=target,
        plan=visit.plan,
        as_of=visit.day,
        now=visit.now,
        book=book,
        after=_after(visit),
        newest=True,
        year=visit.year,
        period="prior" if ky == PRIOR else ky,
    )
    visit.looks_at(answer)
    ky = _period(visit, ky, answer)
    shown, names = answer["target"], {term["element"]: term["name"] for term in answer["terms"]}
    names |= answer["formula"]["names"]
    return visit.show(
        "why/why.html",
        {
            "answer": answer,
            "target": shown,
            "crumbs": [*crumbs_of(visit, answer["path"], "overview"), _to_target(visit, code, shown)],
            "book": book.value,
            "books": _books(visit, book, ky),
            "definition": definition({**shown, "by": answer["by"]}, names, answer["level_names"]),
            "formulas": formulas(answer),
            "terms": [_term(visit, term, so=so, ky=ky) for term in answer["terms"]],
            "left_out": _left_out(answer, names),
            "kept": visit.kept(so=so, ky=ky),
            "whole": visit.kept(so=so) if ky else "",
            "prior": ky == PRIOR,
            "more": _more(visit, answer["lines"], so=so, ky=ky),
            "code": answer["here"] or code,
        },
    )


def _to_target(visit: Visit, code: str, shown: Mapping[str, Any]) -> dict[str, Any]:
    return {"label": shown["name"], "href": reverse("target", args=[code, shown["id"]]) + visit.kept()}


def _book(visit: Visit) -> tuple[str, Book]:
    """The book in the address (`so`), the reported one without; what is none is told."""
    so = visit.request.GET.get("so", "").strip()
    if so and so not in BOOKS:
        visit.notice(gettext("There is no book “%(book)s”; this is as reported.") % {"book": so[:20]})
        so = ""
    return so, BOOKS.get(so, Book.REPORTED)


def _period(visit: Visit, ky: str, answer: Mapping[str, Any]) -> str:
    """The period in the address (`ky`) where its figure is the one explained; what is none is told."""
    if ky and not answer["period"]:
        told = {"period": ky[:20]}
        visit.notice(
            gettext("This target has no period “%(period)s”; this is its figure as it counts.") % told
        )
        return ""
    return ky


def _after(visit: Visit) -> tuple[int, int]:
    """The last line of the page before, as `event.line`; the beginning where it is none, which is told."""
    text = visit.request.GET.get("trang", "").strip()
    seq, _, n = text.partition(".")
    if seq.isascii() and n.isascii() and seq.isdigit() and n.isdigit() and len(seq) < 10 and len(n) < 10:
        return int(seq), int(n)
    if text:
        told = {"page": text[:20]}
        visit.notice(gettext("There is no page “%(page)s”; this is the first one.") % told)
    return 0, 0


def _more(visit: Visit, lines: list[Mapping[str, Any]], *, so: str, ky: str) -> str:
    """The address of the next page of lines; empty on the last."""
    if len(lines) < PAGE:
        return ""
    last = lines[-1]
    return visit.kept(so=so, ky=ky, trang=f"{last['seq']}.{last['n']}") + "#lines"


def _books(visit: Visit, book: Book, ky: str) -> list[dict[str, Any]]:
    """Both books, to change between them."""
    labels = {Book.REPORTED: gettext("As reported"), Book.ACCEPTED: gettext("As accepted")}
    return [
        {"label": labels[one], "href": visit.kept(so=name, ky=ky), "here": one is book}
        for name, one in BOOKS.items()
    ]


def _term(visit: Visit, term: Mapping[str, Any], *, so: str, ky: str) -> dict[str, Any]:
    """An element's sum; a unit that has closed is looked at on its last day, and one not heard from has no zero."""
    parts = [
        {
            **part,
            "silent": _unheard([part]),
            "way": visit.kept(so=so, ky=ky, **({"ngay": day(part["until"])} if part["until"] else {})),
        }
        for part in term["contributions"]
    ]
    return {**term, "contributions": parts, "silent": _unheard(parts)}


def _unheard(parts: list[Any]) -> bool:
    """Whether reports were due and none came, nor any amount: nothing is known, which is not zero."""
    due = sum(part["coverage"]["expected"] for part in parts)
    heard = sum(part["coverage"]["reported"] + part["coverage"]["nil"] for part in parts)
    return bool(due) and not heard and not any(part["amount"].strip("-0.") for part in parts)


def _left_out(answer: Mapping[str, Any], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """The units a ratio leaves out, with what they told of each element and what of it was not told by whom."""
    return [
        {
            "units": one["units"],
            "whole": one["whole"],
            "amounts": [
                {"name": term["name"], "unit": term["unit"], "amount": one["amounts"][term["element"]]}
                for term in answer["terms"]
            ],
            "missing": [names[key] for key in one["missing"]],
            "silent": _silent(one),
        }
        for one in answer["left_out"]
    ]


def _silent(left: Mapping[str, Any]) -> list[str]:
    """Who did not tell, where that is not plain from whom is left out."""
    named = {unit["id"] for unit in left["units"]}
    found = [unit["name"] for unit in left["silent"] if unit["id"] not in named]
    return [*found[:MOST_NAMED], *(["…"] if len(found) > MOST_NAMED else [])]


@require_safe
@page
def record(visit: Visit, record: UUID) -> HttpResponse:
    """One record: its versions with who wrote, sent and accepted each, its proof, and the audit lines."""
    answer = history_of(actor=visit.actor, record=str(record), now=visit.now)
    newest = answer["versions"][-1]
    visit.place = answer["unit"]["code"]
    wished = visit.request.GET.get("nguoi") == "1"
    people = (
        people_of(actor=visit.actor, record=str(record), now=visit.now, asked_for=wished)
        if newest["named"]
        else None
    )
    may_edit = "record.correct" in visit.standing.may and visit.place == visit.standing.home
    return visit.show(
        "why/record.html",
        {
            "answer": answer,
            "people": people,
            "named": _named(people) if people is not None else [],
            "newest": newest,
            "versions": list(reversed(answer["versions"])),
            "may_edit": may_edit,
            "crumbs": _to_own_work(visit, answer, newest)
            if may_edit
            else crumbs_of(visit, answer["path"], "overview"),
        },
    )


def _to_own_work(visit: Visit, answer: Mapping[str, Any], newest: Mapping[str, Any]) -> list[dict[str, str]]:
    """The way back to the month of their own work that a record lies in."""
    day_, month = newest["day"], newest["month"]
    asked = {"ngay": day(day_)} if day_ else {"thang": month} if month else {}
    work = reverse("work", args=[visit.place]) + (f"?{urlencode(asked, safe='/')}" if asked else "")
    return [{"label": gettext("Our work"), "href": work}, {"label": answer["unit"]["name"], "href": ""}]


def _named(people: PeopleShown) -> list[dict[str, Any]]:
    """Those named, by data element in words."""
    return [
        {"name": people.names[key], "people": [person_said(one) for one in some]}
        for key, some in people.people.items()
    ]


URLS: list[URLPattern] = [
    path("don-vi/<str:code>/chi-tieu/<str:target>/vi-sao", why, name="why"),
    path("ho-so/<uuid:record>", record, name="record"),
]
"""The addresses of these pages."""
