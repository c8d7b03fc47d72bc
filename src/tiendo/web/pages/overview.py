"""The plain first page: the targets of a chosen unit on a chosen day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tiendo.core.access import SYSTEM
from tiendo.core.errors import Problem, ProblemKind
from tiendo.core.period import print_day, read_day
from tiendo.core.quantity import print_amount
from tiendo.services.installation import is_simulated, organisation_name, usable_database
from tiendo.services.progress import progress_of
from tiendo.services.tree import units_at
from tiendo.web import clock
from tiendo.web.text import goal, told, words

STATUS: dict[ProblemKind, int] = {
    ProblemKind.INVALID: 400,
    ProblemKind.FORBIDDEN: 403,
    ProblemKind.NOT_FOUND: 404,
    ProblemKind.CONFLICT: 409,
    ProblemKind.STALE: 409,
    ProblemKind.UNAVAILABLE: 503,
}
"""HTTP status by kind of refusal."""


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The page; a wrong unit or day is told on it, with what was typed still there."""
    unit, day = request.GET.get("unit", "").strip(), request.GET.get("as_of", "").strip()
    page: dict[str, Any] = {"unit": unit, "as_of": day}
    try:
        with usable_database():
            page |= {"name": organisation_name(), "simulated": is_simulated()}
            if not page["simulated"]:
                # Until people can sign in, only an example may be looked at by whoever comes.
                return render(request, "web/closed.html", page, status=403)
            page |= _found(unit, day)
    except Problem as problem:
        page["problem"] = told(problem)
        return render(request, "web/overview.html", page, status=STATUS[problem.kind])
    return render(request, "web/overview.html", page)


def _found(unit: str, day: str) -> dict[str, Any]:
    as_of = read_day(day) if day else clock.today()
    units = units_at(actor=SYSTEM, unit=None, day=as_of, now=clock.now())["units"]
    if not units:
        return {"units": [], "as_of": print_day(as_of)}
    chosen = unit or units[0]["code"]
    answer = progress_of(actor=SYSTEM, unit=chosen, as_of=as_of, now=clock.now())
    shown = [{**one, "indent": "\u2003" * one["depth"]} for one in units]
    targets = [_row(target) for target in answer["targets"]]
    return {"units": shown, "unit": chosen, "as_of": print_day(as_of), "answer": answer, "targets": targets}


def _row(target: Mapping[str, Any]) -> dict[str, Any]:
    """A target as the table shows it, every number as people write it."""
    shown, coverage = target["shown"], target["coverage"]
    counts = {name: print_amount(coverage[name], decimals=0) for name in ("reported", "expected", "nil")}
    start, last = target["window"][0][:4], str(int(target["window"][1][:4]) - 1)
    whole = all(day.endswith("-01-01") for day in target["window"])
    first, end = (date.fromisoformat(day) for day in target["window"])
    days = f"{print_day(first)}–{print_day(end - timedelta(days=1))}"
    return {
        "id": target["id"],
        "name": target["name"],
        "status": target["status"],
        "assessment": words[target["status"]],
        "window": days if not whole else start if start == last else f"{start}–{last}",
        "goal": goal(target["comparator"], shown["goal"]) or "–",
        "value": shown["value"] or "–",
        "attainment": shown["attainment"] or "–",
        "heard": counts | {"some_nil": coverage["nil"] > 0},
    }
