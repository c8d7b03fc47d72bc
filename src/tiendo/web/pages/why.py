"""Why a figure is what it is: the way from any figure to the records behind it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tiendo.core.submission import Book
from tiendo.services.explanation import PAGE, explain, history_of
from tiendo.services.people_shown import PeopleShown, people_of
from tiendo.web.crumbs import crumbs_of
from tiendo.web.definition import definition, formula
from tiendo.web.people_typed import person_said
from tiendo.web.visit import Visit, page

BOOKS = {"bao-cao": Book.REPORTED, "xac-nhan": Book.ACCEPTED}
"""Books as addresses name them (`so`)."""


@require_safe
@page
def why(visit: Visit, code: str, target: str) -> HttpResponse:
    """The formula with its numbers, what came from where, and the ledger's lines with the records behind them."""
    visit.place = code
    so = visit.request.GET.get("so", "")
    book = BOOKS.get(so, Book.REPORTED)
    answer = explain(
        actor=visit.actor,
        unit=code,
        target=target,
        as_of=visit.day,
        now=visit.now,
        book=book,
        after=_after(visit.request.GET.get("trang", "")),
    )
    shown = answer["target"]
    names = {term["element"]: term["name"] for term in answer["terms"]} | answer["formula"]["names"]
    return visit.show(
        "why/why.html",
        {
            "answer": answer,
            "target": shown,
            "crumbs": crumbs_of(visit, answer["path"], "overview")
            + [{"label": shown["name"], "href": reverse("target", args=[code, target]) + visit.kept()}],
            "book": book.value,
            "books": _books(visit, book),
            "definition": definition(shown, names, answer["level_names"]),
            "formula": formula(answer),
            "kept": visit.kept(so=so),
            "more": _more(visit, answer["lines"]),
            "code": code,
        },
    )


def _after(text: str) -> tuple[int, int]:
    """The last line of the page before, as `event.line`; the beginning where it is none."""
    seq, _, n = text.partition(".")
    good = seq.isascii() and n.isascii() and seq.isdigit() and n.isdigit() and len(seq) < 10 and len(n) < 10
    return (int(seq), int(n)) if good else (0, 0)


def _more(visit: Visit, lines: list[Mapping[str, Any]]) -> str:
    """The address of the next page of lines; empty on the last."""
    if len(lines) < PAGE:
        return ""
    last = lines[-1]
    return visit.kept(so=visit.request.GET.get("so", ""), trang=f"{last['seq']}.{last['n']}") + "#lines"


def _books(visit: Visit, book: Book) -> list[dict[str, Any]]:
    """Both books, to change between them."""
    labels = {Book.REPORTED: gettext("As reported"), Book.ACCEPTED: gettext("As accepted")}
    return [
        {"label": labels[one], "href": visit.kept(so=name), "here": one is book}
        for name, one in BOOKS.items()
    ]


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
    return visit.show(
        "why/record.html",
        {
            "answer": answer,
            "people": people,
            "named": _named(people) if people is not None else [],
            "newest": newest,
            "versions": list(reversed(answer["versions"])),
            "may_edit": "record.correct" in visit.standing.may and visit.place == visit.standing.home,
            "crumbs": crumbs_of(visit, answer["path"], "overview"),
        },
    )


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
