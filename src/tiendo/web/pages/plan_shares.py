"""Numbers a plan's tables hand to units: whom and what each name means, what is unclear, and handing them down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from tiendo.core.errors import Problem, ProblemKind
from tiendo.services.plan_readings import decide_row
from tiendo.services.plan_shares import SharesShown, TableShown, check_change, shares_shown, shares_to_hand
from tiendo.services.plans import set_allocations
from tiendo.web.figures import wording
from tiendo.web.reading_forms import onward, whole
from tiendo.web.refusal import Fault, Faults, faults_of
from tiendo.web.requests import request_id, request_id_of
from tiendo.web.shares_cards import LEFT, OTHER, paper_of, said_of, table_card
from tiendo.web.visit import Visit, page


@require_http_methods(["GET", "HEAD", "POST"])
@page
def reading_shares(visit: Visit, number: int) -> HttpResponse:
    """The tables of a plan being read; a button keeps what is meant by their names, or hands their numbers down."""
    if visit.request.method != "POST":
        return _page(visit, number)
    post = visit.request.POST
    shown = shares_shown(actor=visit.actor, reading=number, now=visit.now)
    table = next((one for one in shown.tables if one.row.key == post.get("row", "")), None)
    if table is None:
        raise Problem("reading.no_row", row=post.get("row", "")[:60])
    then = post.get("then", "")
    if then in ("keep", "hand") and (lacking := _codes_lacking(post, table)):
        return _page(visit, number, Faults(listed=lacking), table.row.key)
    try:
        _keep(visit, number, table, then)
        if then == "hand":
            _hand(visit, number, table)
    except Problem as problem:
        if problem.kind in (ProblemKind.NOT_FOUND, ProblemKind.FORBIDDEN):
            raise
        return _page(visit, number, _faults(problem, table), table.row.key)
    return onward(f"{reverse('reading_shares', args=[number])}#{table.row.key}")


def _faults(problem: Problem, table: TableShown) -> Faults:
    """A refusal by the fields of the form: a unit by the name it has in the table, rather than by its place."""
    key = table.row.key
    units = {f"units.{at}": _field(table, at) for at in range(len(table.units))}
    found = faults_of(problem, {**units, "paper": f"{key}-paper", "day": f"{key}-day"})
    places = {_field(table, at): (at, one.name) for at, one in enumerate(table.units)}
    for number, fault in enumerate(found.listed):
        if fault.id in places:
            at, name = places[fault.id]
            text = fault.text.removeprefix(f"{wording().field(f'units.{at}')}: ")
            found.listed[number] = Fault(f"“{name}”: {text}", fault.id)
    return found


def _field(table: TableShown, at: int) -> str:
    """The id of the field where a unit is chosen."""
    return f"unit-{table.row.key.removeprefix('shares-')}-{at}"


def _codes_lacking(post: Mapping[str, str], table: TableShown) -> list[Fault]:
    """Units that are to be another one, by a code that was not typed."""
    return [
        Fault(
            gettext("“%(name)s”: type the code of the unit that is meant.") % {"name": one.name},
            _field(table, at),
        )
        for at, one in enumerate(table.units)
        if post.get(f"unit.{at}") == OTHER and not post.get(f"code.{at}", "").strip()
    ]


def _keep(visit: Visit, number: int, table: TableShown, then: str) -> None:
    """Keep what the form says differently from how the table stands. Errors: Problem."""
    post = visit.request.POST
    change = _verdict(table, then)
    if then in ("keep", "hand"):
        change |= _chosen(post, table)
    if not change:
        return
    check_change(table, change)
    asked = request_id_of(post.get("request_keep", "")) if then == "hand" else visit.asked_id
    decide_row(
        actor=visit.actor, reading=number, row=table.row.key, base=whole(post.get("base", "")),
        change=change, request=asked, now=visit.now,
    )  # fmt: skip
    if then == "keep":
        messages.success(visit.request, gettext("Kept."))


def _verdict(table: TableShown, then: str) -> dict[str, Any]:
    wanted = {"keep": "confirmed", "hand": "confirmed", "reject": "rejected", "reopen": ""}.get(then)
    return {} if wanted is None or wanted == table.row.verdict else {"verdict": wanted}


def _chosen(post: Mapping[str, str], table: TableShown) -> dict[str, Any]:
    """The choices that differ from how the table stands, by the place of each name."""
    found: dict[str, dict[str, str | None]] = {"units": {}, "targets": {}, "years": {}}
    for at, unit in enumerate(table.units):
        picked = post.get(f"unit.{at}", "")
        if picked == OTHER:
            picked = post.get(f"code.{at}", "").strip()
        _differs(found["units"], at, picked, LEFT if unit.left_out else unit.code)
    for at, measure in enumerate(table.measures):
        picked, stands = post.get(f"target.{at}", ""), LEFT if measure.left_out else measure.target
        _differs(found["targets"], at, picked, stands)
        if f"year.{at}" in post:
            _differs(found["years"], at, post[f"year.{at}"], measure.chosen)
    return {name: told for name, told in found.items() if told}


def _differs(found: dict[str, str | None], at: int, picked: str, stands: str) -> None:
    if picked != stands:
        found[str(at)] = "" if picked == LEFT else picked or None


def _hand(visit: Visit, number: int, table: TableShown) -> None:
    """Hand a table's numbers down by the paper. Errors: Problem, with everything that is unclear at once."""
    post = visit.request.POST
    seen = shares_shown(actor=visit.actor, reading=number, now=visit.now).held.seen
    told = shares_to_hand(
        actor=visit.actor, reading=number, row=table.row.key, seen=seen,
        rest=post.get("rest") == "1", now=visit.now,
    )  # fmt: skip
    if not told.rows:
        messages.success(visit.request, gettext("These numbers are handed down already."))
        return
    made = set_allocations(
        actor=visit.actor, plan=told.plan, rows=told.rows, paper=post.get(f"{table.row.key}-paper", ""),
        day=post.get(f"{table.row.key}-day", ""), request=visit.asked_id, now=visit.now,
    )  # fmt: skip
    units = len({int(one.unit) for one in made})
    text = ngettext("Handed down to %(n)d unit.", "Handed down to %(n)d units.", units)
    messages.success(visit.request, text % {"n": units})


def _card(table: TableShown, shown: SharesShown, typed: Mapping[str, str]) -> dict[str, Any]:
    key = table.row.key
    paper = {name: typed[f"{key}-{name}"] for name in ("paper", "day") if f"{key}-{name}" in typed}
    return {
        **table_card(table, shown, typed),
        "request_id": request_id(),
        "request_keep": request_id(),
        "paper": paper_of(shown, paper),
        "rest": typed.get("rest") == "1",
    }


def _page(visit: Visit, number: int, faults: Faults | None = None, at: str = "") -> HttpResponse:
    shown: SharesShown = shares_shown(actor=visit.actor, reading=number, now=visit.now)
    typed = visit.request.POST if faults else {}
    cards = [_card(one, shown, typed if one.row.key == at else {}) for one in shown.tables]
    there = {
        "shown": shown,
        "number": number,
        "title": shown.title,
        "over": shown.held.kept.plan == "",
        "tables": cards,
        "near": [{"code": code, "name": said_of(code, name)} for code, name in shown.near],
        "left": LEFT,
        "other": OTHER,
        "faults": faults,
    }
    return visit.show("plan_reading/shares.html", there, status=faults.status if faults else 200)
