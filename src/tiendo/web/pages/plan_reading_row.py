"""One target of a plan being read, to be corrected, split or merged: a form that works without anything else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from tiendo.core.errors import Problem, ProblemKind
from tiendo.core.indicator import Comparator
from tiendo.core.period import print_day, read_day
from tiendo.core.plan import Basis
from tiendo.reading.proposals import Need
from tiendo.services.plan_reading_state import Row
from tiendo.services.plan_readings import decide_row
from tiendo.services.plan_readings_shown import ReadingShown, reading_shown
from tiendo.web.plan_words import basis_said
from tiendo.web.reading_cards import target_card, targets_made
from tiendo.web.reading_forms import (
    MOST_PIECES,
    NEW,
    corrected_of,
    kinds,
    onward,
    pieces_of,
    standing,
    whole,
)
from tiendo.web.refusal import Fault, Faults, faults_of
from tiendo.web.visit import Visit, page

_FIELDS = {name: name for name in ("name", "goal", "unit", "comparator", "basis", "by", "area", "levels")}
_FIELDS |= {
    "amount": "amount",
    "condition": "amount",
    "element": "element",
    "pieces": "pieces",
    "into": "into",
}


@require_http_methods(["GET", "HEAD", "POST"])
@page
def reading_row(visit: Visit, number: int, key: str) -> HttpResponse:
    """The form of one target."""
    shown = reading_shown(actor=visit.actor, reading=number, now=visit.now)
    row = shown.held.rows.get(key)
    if row is None or row.kind != "target":
        raise Problem("reading.no_row", row=key[:60])
    made = targets_made(shown).get(key, [])
    if visit.request.method != "POST":
        return _form(visit, shown, row, made)
    post = visit.request.POST
    acts: Mapping[str, Callable[[], dict[str, Any]]] = {
        "split": lambda: {"verdict": "split", "pieces": pieces_of(post)},
        "merge": lambda: {"verdict": "merged", "into": post.get("into", "")},
        "as_read": lambda: {"verdict": "", "fields": {}, "elements": [], "pieces": [], "into": ""},
    }
    act = acts.get(
        post.get("then", ""), lambda: corrected_of(_plainly(post), row, made[0] if made else {}, shown)
    )
    if missing := _missing(post):
        return _form(visit, shown, row, made, faults=missing)
    try:
        decide_row(
            actor=visit.actor, reading=number, row=key, base=whole(post.get("base", "")), change=act(),
            request=visit.asked_id, now=visit.now,
        )  # fmt: skip
    except Problem as problem:
        if problem.kind in (ProblemKind.NOT_FOUND, ProblemKind.FORBIDDEN):
            raise
        return _form(visit, shown, row, made, faults=_told(problem, split=post.get("then") == "split"))
    messages.success(visit.request, gettext("Kept."))
    return onward(f"{reverse('reading', args=[number])}#{key}")


def _missing(post: Any) -> Faults | None:
    """What a target or a piece of one cannot do without, and was left empty."""
    if post.get("then") == "split":
        nameless = [
            n for n in range(1, MOST_PIECES + 1)
            if not post.get(f"piece.{n}.name", "").strip() and post.get(f"piece.{n}.goal", "").strip()
        ]  # fmt: skip
        if nameless:
            return Faults(whole=gettext("Piece %(n)s has a number but no name.") % {"n": nameless[0]})
        return None
    told = {"name": gettext("Give the target a name."), "goal": gettext("Write the number to be reached.")}
    empty = [name for name in told if name in post and not post[name].strip()]
    return Faults(listed=[Fault(told[name], name) for name in empty]) if empty else None


def _told(problem: Problem, *, split: bool) -> Faults:
    """Faults at their fields: services say where in the document something is, forms have one target or its pieces."""
    causes = problem.causes or (problem,)
    faults = faults_of(problem, {})
    for place, (cause, told) in enumerate(zip(causes, tuple(faults.listed), strict=False)):
        field = _FIELDS.get(str(dict(cause.details).get("field", "")), "")
        faults.listed[place] = Fault(_within(told.text, split=split), field)
    faults.whole = _within(faults.whole, split=split)
    return faults


_AT = re.compile(r"targets\[(\d+)\][^:]*: ")


def _within(text: str, *, split: bool) -> str:
    """A fault without its place in a document nobody sees here; of a piece with which piece it is."""
    found = _AT.match(text)
    if found is None:
        return text
    rest = text[found.end() :]
    if split:
        return gettext("Piece %(n)s: %(text)s") % {"n": int(found[1]) + 1, "text": rest}
    return rest[:1].upper() + rest[1:]


def word_of(basis: Basis) -> str:
    """A basis as a form's value: one word."""
    return basis.value.replace(" ", "_")


def _plainly(post: Any) -> Any:
    """The form with its basis and day as documents write them, as far as the day can be read."""
    changed = post.copy()
    if "basis" in post:
        changed["basis"] = post["basis"].replace("_", " ")
    given = post.get("by", "").strip()
    if not given:
        return changed
    try:
        changed["by"] = read_day(given).isoformat()
    except Problem:
        changed["by"] = given
    return changed


def _form(
    visit: Visit,
    shown: ReadingShown,
    row: Row,
    made: list[Mapping[str, Any]],
    *,
    faults: Faults | None = None,
) -> HttpResponse:
    first = made[0] if made else {}
    post = visit.request.POST
    typed = post if faults else {}
    indicator = first.get("indicator") or {}
    there = {
        "shown": shown,
        "card": target_card(row, shown, made),
        "number": shown.held.kept.number,
        "values": {**_values(first), **{name: typed[name] for name in typed}},
        "comparators": [{"key": one.value, "name": _comparator(one)} for one in Comparator],
        "bases": [{"key": word_of(one), "name": basis_said(one.value)} for one in Basis],
        "areas": shown.held.read.areas,
        "share": indicator.get("form") == "unit_share",
        "levels": [
            {"key": key, "name": name, "chosen": key in (indicator.get("levels") or ())}
            for key, name in shown.levels.items()
        ],
        "needs": [_need(need, indicator, shown) for need in (row.proposal.needs if row.proposal else ())],
        "kinds": kinds(),
        "new": NEW,
        "others": [
            {"key": one.key, "id": one.piece.id, "name": one.proposal.name if one.proposal else one.key}
            for one in shown.held.of("target")
            if one.key != row.key and not one.gone and one.piece
        ],
        "pieces": range(1, MOST_PIECES + 1),
        "faults": faults,
        "request_id": visit.asked_id,
        "base": typed.get("base") or row.number,
    }
    return visit.show("plan_reading/row.html", there, status=faults.status if faults else 200)


def _values(first: Mapping[str, Any]) -> dict[str, str]:
    values = {
        name: str(first.get(name) or "") for name in ("name", "goal", "unit", "comparator", "basis", "area")
    }
    by = str(first.get("by") or "")
    condition = (first.get("indicator") or {}).get("condition") or {}
    values["basis"] = values["basis"].replace(" ", "_")
    values["by"] = print_day(read_day(by)) if by else ""
    values["amount"], values["each"] = str(condition.get("amount", "")), str(condition.get("comparator", ""))
    return values


def _comparator(one: Comparator) -> str:
    told = {
        Comparator.AT_LEAST: gettext("at least"),
        Comparator.MORE_THAN: gettext("more than"),
        Comparator.AT_MOST: gettext("at most"),
        Comparator.LESS_THAN: gettext("less than"),
        Comparator.EXACTLY: gettext("exactly"),
    }
    return told[one]


def _need(need: Need, indicator: Mapping[str, Any], shown: ReadingShown) -> dict[str, Any]:
    """A figure the target needs, with the candidates first and every other data element after them."""
    parts = {
        "counted": gettext("What is counted"),
        "numerator": gettext("The part (above the line)"),
        "denominator": gettext("The whole (below the line)"),
        "condition": gettext("What each unit must have"),
    }
    taken = standing(indicator, need)
    first = [{"key": one.element, "name": one.name, "unit": one.unit} for one in need.candidates]
    seen = {one["key"] for one in first}
    rest = [
        {"key": key, "name": one.name, "unit": one.unit}
        for key, one in sorted(shown.elements.items(), key=lambda pair: pair[1].name)
        if key not in seen
    ]
    new = taken == need.new.key
    return {
        "part": need.part.value,
        "label": parts[need.part.value],
        "words": need.words,
        "taken": taken,
        "candidates": first,
        "rest": rest,
        "is_new": new,
        "new_name": shown.names.get(need.new.key, need.new.name) if new else need.new.name,
        "new_unit": shown.units_of.get(need.new.key, need.new.unit) if new else need.new.unit,
        "new_kind": need.new.kind.value,
        "new_levels": list(need.new.entered_at),
    }
