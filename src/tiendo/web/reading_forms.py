"""What people send from the pages of a plan being read, as the changes services take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext

from tiendo.core.indicator import ElementKind
from tiendo.reading.plan_made import fields_for
from tiendo.reading.proposals import Candidate, Need, Proposal
from tiendo.services.plan_reading_state import Row
from tiendo.services.plan_readings_shown import ReadingShown

PLAN_FIELDS = ("key", "title", "issuer", "number", "day", "counts_from", "counts_to", "year")
PLAIN = ("name", "goal", "unit", "comparator", "basis", "by", "area")
"""Fields of a target that a form holds as one text each."""

_DIGITS = 12
MOST_PIECES = 4
"""Pieces the form to split a row has lines for."""


def whole(text: str) -> int:
    """A number a form brought along; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def onward(address: str) -> HttpResponse:
    """To another page after something was kept."""
    return HttpResponseRedirect(address, status=303)


_DECIDES = ("confirm", "reject", "reopen", "assign", "plan")


def decides(then: str) -> bool:
    """Whether a button of a card decides anything."""
    return then in _DECIDES or then.startswith(("answer:", "reask:"))


def change_of(then: str, post: Mapping[str, str]) -> dict[str, Any]:
    """What a card's button decides."""
    if then.startswith("answer:"):
        question, _, option = then.removeprefix("answer:").rpartition(":")
        paper, day = post.get(f"paper:{question}", "").strip(), post.get(f"day:{question}", "").strip()
        return {"answers": {question: {"option": option, "paper": paper, "day": day or None}}}
    if then.startswith("reask:"):
        return {"answers": {then.removeprefix("reask:"): None}}
    if then == "assign":
        assigned = {name: post.get(name, "").strip() for name in ("responsible", "level")}
        return {"verdict": "confirmed", **assigned, "deadline": post.get("deadline", "").strip() or None}
    if then == "plan":
        fields = {name: post.get(name, "").strip() for name in PLAN_FIELDS}
        return {"verdict": "confirmed", "fields": {name: text for name, text in fields.items() if text}}
    return {"verdict": {"confirm": "confirmed", "reject": "rejected"}.get(then, "")}


def corrected_of(post: Any, row: Row, made: Mapping[str, Any], shown: ReadingShown) -> dict[str, Any]:
    """The fields of a target that differ from how it stands, with those corrected before; and new figures defined."""
    fields = dict(row.decision.get("fields") or {})
    for name in PLAIN:
        if name in post and post[name].strip() != str(made.get(name) or ""):
            fields[name] = post[name].strip()
    if not fields.get("by", "x"):
        del fields["by"]
    indicator = made.get("indicator") or {}
    fields |= _share(post, indicator)
    elements: dict[str, dict[str, Any]] = {one["key"]: one for one in row.decision.get("elements") or ()}
    proposal = row.proposal
    for need in proposal.needs if proposal else ():
        assert proposal is not None
        chosen = post.get(f"element.{need.part.value}", "")
        if chosen == NEW:
            chosen, elements[need.new.key] = need.new.key, _new(post, need)
        if chosen and chosen != standing(indicator, need):
            fields |= _figure(proposal, need, chosen, shown)
    return {"verdict": "corrected", "fields": fields, "elements": list(elements.values())}


NEW = "+"
"""Chosen where a new data element is to be defined."""


def standing(indicator: Mapping[str, Any], need: Need) -> str:
    """The data element an indicator takes for a need as it stands."""
    part = need.part.value
    if part == "counted":
        return str(indicator.get("element", ""))
    if part == "condition":
        return _one(indicator.get("condition") or {})
    sides = indicator.get(f"{part}s") or [{}]
    return _one(sides[0])


def _one(term: Mapping[str, Any]) -> str:
    return next((str(term[form]) for form in ("total", "level", "persons", "element") if form in term), "")


def _share(post: Any, indicator: Mapping[str, Any]) -> dict[str, Any]:
    """Levels and condition of a share of units, where they were changed."""
    if indicator.get("form") != "unit_share":
        return {}
    fields: dict[str, Any] = {}
    levels = post.getlist("levels")
    if levels and levels != list(indicator.get("levels", ())):
        over = dict(indicator.get("over") or {})
        fields |= {"levels": levels, "over": {level: over.get(level, "own") for level in levels}}
    condition = dict(indicator.get("condition") or {})
    changed = {
        "amount": _amount(post.get("amount", "").strip()) or condition.get("amount"),
        "comparator": post.get("each", "") or condition.get("comparator"),
    }
    if any(condition.get(name) != value for name, value in changed.items()):
        fields["condition"] = {**condition, **changed}
    return fields


def _amount(text: str) -> int | str:
    """How much each unit must have; what is no such number is left for the plan's rules to refuse in words."""
    plain = text.replace(".", "")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= _DIGITS else text


def _figure(proposal: Proposal, need: Need, chosen: str, shown: ReadingShown) -> dict[str, Any]:
    """The fields by which another data element is taken, whether or not it was a candidate."""
    held = shown.elements.get(chosen)
    known = need
    if held is not None:
        one = Candidate(chosen, held.name, held.unit, held.kind, 0)
        known = replace(need, candidates=(one, *need.candidates))
    needs = tuple(known if one.part is need.part else one for one in proposal.needs)
    return fields_for(replace(proposal, needs=needs), need.part, chosen)


def _new(post: Any, need: Need) -> dict[str, Any]:
    part = need.part.value
    kind = post.get(f"new.{part}.kind", "") or need.new.kind.value
    return {
        "key": need.new.key,
        "name": post.get(f"new.{part}.name", "").strip() or need.new.name,
        "unit": post.get(f"new.{part}.unit", "").strip() or need.new.unit,
        "kind": kind,
        "entered_at": post.getlist(f"new.{part}.level") or list(need.new.entered_at),
        "decimals": need.new.decimals,
    }


def pieces_of(post: Any) -> list[dict[str, Any]]:
    """The pieces a row is split into: those with a name, each with what differs."""
    found = []
    for number in range(1, MOST_PIECES + 1):
        name = post.get(f"piece.{number}.name", "").strip()
        if not name:
            continue
        fields = {field: post.get(f"piece.{number}.{field}", "").strip() for field in ("goal", "unit")}
        found.append({"name": name, "fields": {field: text for field, text in fields.items() if text}})
    return found


def kinds() -> list[dict[str, str]]:
    """How a data element behaves, in words."""
    told = {
        ElementKind.FLOW: gettext("a sum of what is done"),
        ElementKind.STOCK: gettext("a level as it stands on a day"),
        ElementKind.PERSONS: gettext("persons, each counted once"),
    }
    return [{"key": kind.value, "name": text} for kind, text in told.items()]
