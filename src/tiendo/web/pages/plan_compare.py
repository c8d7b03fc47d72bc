"""A plan being read beside the plan it carries out: what was carried over, lowered, left out or added, confirmed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from tiendo.core.errors import Problem, ProblemKind
from tiendo.formats.reading_page import number_told
from tiendo.reading.compare import Carried, Promised
from tiendo.reading.words import unmarked
from tiendo.services.plan_compare import ComparedShown, TargetLine, TaskLine, compared_shown, confirm_matches
from tiendo.web.figures import wording
from tiendo.web.reading_forms import onward, whole
from tiendo.web.refusal import STATUS, Faults, faults_of
from tiendo.web.requests import request_id
from tiendo.web.visit import Visit, page

NOTHING = "-"
"""The choice of a form for what is answered by nothing."""
_TARGET, _TASK, _OTHER = "target.", "task.", "other."
_LONG = 110
_REFUSED = STATUS[ProblemKind.INVALID]
"""What was typed is wrong: the form goes on from what it was shown, so that what others decided since is told."""


@require_http_methods(["GET", "HEAD", "POST"])
@page
def reading_against(visit: Visit, number: int) -> HttpResponse:
    """Each target and task of the plan above with what answers it in the paper; what is ticked is confirmed."""
    if visit.request.method != "POST":
        return _page(visit, number)
    post, faults = visit.request.POST, Faults()
    plan, chosen = post.get("plan", ""), _written_instead(visit, number, faults)
    if faults.listed:
        return _page(visit, number, faults)
    try:
        made = confirm_matches(
            actor=visit.actor, reading=number, plan=plan, base=whole(post.get("base", "")),
            targets=_chosen(chosen, _TARGET), tasks=_chosen(chosen, _TASK), request=visit.asked_id, now=visit.now,
        )  # fmt: skip
    except Problem as problem:
        if problem.kind in (ProblemKind.NOT_FOUND, ProblemKind.FORBIDDEN):
            raise
        return _page(visit, number, faults_of(problem, {}))
    messages.success(visit.request, gettext("Confirmed: %(n)d rows.") % {"n": made.confirmed})
    return onward(f"{reverse('reading_against', args=[number])}?{urlencode(_asked(visit, plan))}")


def _compared(visit: Visit, number: int) -> ComparedShown:
    wanted = visit.request.POST.get("plan") or visit.request.GET.get("voi", "").strip() or None
    return compared_shown(actor=visit.actor, reading=number, plan=wanted, now=visit.now)


def _asked(visit: Visit, plan: str) -> dict[str, str]:
    """What the address asks for, with the plan: words a row must have, and whether only rows still open are wanted."""
    given = {name: visit.request.GET.get(name, "").strip() for name in ("tim", "con")}
    return {"voi": plan, **{name: value for name, value in given.items() if value}}


def _written_instead(visit: Visit, number: int, faults: Faults) -> dict[str, str]:
    """What was typed into the form, a target written beside a row's choices in place of the one chosen."""
    found = dict(visit.request.POST.items())
    written = {
        name: text for name, text in found.items() if name.startswith(_OTHER + _TARGET) and text.strip()
    }
    targets = _compared(visit, number).child.targets if written else ()
    for name, text in written.items():
        fitting = _fitting(text, targets)
        if len(fitting) == 1:
            found[name.removeprefix(_OTHER)] = fitting[0]
            continue
        said = gettext("%(key)s: “%(text)s” is no target of this paper. Write its number or its words.")
        if fitting:
            said = gettext("%(key)s: “%(text)s” fits several targets of this paper. Write more of its words.")
        faults.add(name, said % {"key": name.removeprefix(_OTHER + _TARGET), "text": _short(text)})
    return found


_NUMBER = re.compile(r"t?0*(\d+[a-z]?)")


def _fitting(written: str, targets: Iterable[Promised]) -> list[str]:
    """The targets that are meant: the one of that number (T04, t4, 4), or those with all the words."""
    words, named = unmarked(written).split(), {one.id: unmarked(one.words) for one in targets}
    number = _NUMBER.fullmatch(words[0]) if words else None
    if number and (len(words) == 1 or words[0].startswith("t")):
        numbers = {key: _NUMBER.fullmatch(key.casefold()) for key in named}
        numbered = [key for key, one in numbers.items() if one and one[1] == number[1]]
        if numbered or len(words) == 1:
            return numbered
    exactly = [key for key in named if words and key.casefold() == words[0]]
    return exactly or [key for key, said in named.items() if all(word in said for word in words)]


def _chosen(post: Mapping[str, str], beginning: str) -> dict[str, str | None]:
    """What is confirmed: rows that are ticked and those for which another answer was chosen; None takes one back.

    Who confirms all at once confirms answers; that there is none is looked at one by one.
    """
    found: dict[str, str | None] = {}
    for name, value in post.items():
        if not name.startswith(beginning):
            continue
        key, before = name.removeprefix(beginning), post.get(f"was.{name}", "")
        answered = post.get("then") == "all" and value != NOTHING
        if answered or post.get(f"sure.{name}") == "1" or value != before.removeprefix("+"):
            found[key] = "" if value == NOTHING else value
        elif before.startswith("+") and post.get("then") != "all":
            found[key] = None
    return found


def _page(visit: Visit, number: int, faults: Faults | None = None) -> HttpResponse:
    shown = _compared(visit, number)
    lowers, clauses = {one.id: one for one in shown.child.targets}, dict(shown.child.clauses)
    asked = _asked(visit, shown.plan)
    rows = {
        "targets": [_target(one, lowers) for one in shown.targets],
        "tasks": [_task(one, clauses) for one in shown.tasks],
    }
    kept = {
        kind: [_typed(row, visit.request.POST) for row in each if _is_wanted(row, asked)]
        for kind, each in rows.items()
    }
    there = {
        "shown": shown,
        "number": number,
        "head": shown.held.read.understood.head.title,
        "plans": [{"key": key, "title": title, "owner": owner} for key, title, owner in shown.plans],
        **kept,
        "asked": asked,
        "all": {kind: len(each) for kind, each in rows.items()},
        "new": [{"id": key, "said": _said(lowers[key]), "goal": _goal(lowers[key])} for key in shown.new],
        "every": [f"{key} {_short(_said(one))}" for key, one in lowers.items()],
        "base": visit.request.POST.get("base", "") if faults and faults.status == _REFUSED else shown.base,
        "counts": _counts(shown),
        "nothing": NOTHING,
        "faults": faults,
        "request_id": request_id() if faults else visit.asked_id,
    }
    return visit.show("plan_reading/against.html", there, status=faults.status if faults else 200)


def _is_wanted(row: Mapping[str, Any], asked: Mapping[str, str]) -> bool:
    """Whether a row is among those the address asks for: of its number and words, and of what answers it."""
    if asked.get("con") and row["confirmed"]:
        return False
    there = unmarked(f"{row['key']} {row['said']} {row.get('match', '')}")
    return all(word in there for word in unmarked(asked.get("tim", "")).split())


def _typed(row: dict[str, Any], post: Mapping[str, str]) -> dict[str, Any]:
    """A row as it was typed last, where it could not be kept; one that was not touched stands as others left it."""
    name = row["name"]
    before, picked, written = post.get(f"was.{name}", ""), post.get(name), post.get(row.get("other", ""), "")
    sure = f"sure.{name}" in post
    if picked is None or (picked, sure, written) == (before.removeprefix("+"), before.startswith("+"), ""):
        return row
    return {**row, "picked": picked, "written": written, "confirmed": sure}


def _counts(shown: ComparedShown) -> list[dict[str, Any]]:
    """How many targets came to what, and how many rows stand confirmed."""
    states = [one.state for one in shown.targets]
    rows: list[TargetLine | TaskLine] = [*shown.targets, *shown.tasks]
    return [
        {"said": _word(Carried.SAME), "n": states.count(Carried.SAME)},
        {"said": _word(Carried.HIGHER), "n": states.count(Carried.HIGHER)},
        {"said": _word(Carried.LOWER), "n": states.count(Carried.LOWER)},
        {"said": _word(Carried.MISSING), "n": states.count(Carried.MISSING)},
        {"said": gettext("new here"), "n": len(shown.new)},
        {"said": gettext("confirmed"), "n": sum(one.confirmed for one in rows), "of": len(rows)},
    ]


def _word(state: Carried) -> str:
    return {
        Carried.SAME: gettext("the same number"),
        Carried.HIGHER: gettext("a higher number"),
        Carried.LOWER: gettext("a lower number"),
        Carried.MISSING: gettext("not carried over"),
    }[state]


def _target(one: TargetLine, lowers: Mapping[str, Promised]) -> dict[str, Any]:
    picked = one.match.id if one.match else NOTHING
    offered = dict.fromkeys([*one.choices, *([one.match.id] if one.match else [])])
    return {
        "name": f"{_TARGET}{one.upper.id}",
        "other": f"{_OTHER}{_TARGET}{one.upper.id}",
        "key": one.upper.id,
        "said": _said(one.upper),
        "goal": _goal(one.upper),
        "share": _goal(replace(one.upper, value=one.whole)) if one.whole is not None else "",
        "unshared": one.unshared,
        "picked": picked,
        "was": f"+{picked}" if one.confirmed else picked,
        "likest": [{"key": key, "said": f"{key} {_short(_said(lowers[key]))}"} for key in offered],
        "match": _said(one.match) if one.match else "",
        "below": _goal(one.match) if one.match else "",
        "state": one.state.value,
        "state_said": _word(one.state),
        "weaker": one.weaker,
        "percent": None if one.score is None else one.score // 10,
        "confirmed": one.confirmed,
    }


def _task(one: TaskLine, clauses: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": f"{_TASK}{one.key}",
        "key": one.key,
        "said": one.text,
        "picked": one.clause or NOTHING,
        "was": ("+" if one.confirmed else "") + (one.clause or NOTHING),
        "likest": [{"key": key, "said": _short(clauses[key])} for key in one.choices],
        "text": clauses.get(one.clause, ""),
        "percent": None if one.score is None else one.score // 10,
        "confirmed": one.confirmed,
    }


def _said(one: Promised) -> str:
    return one.words[:1].upper() + one.words[1:]


def _goal(one: Promised) -> str:
    number = number_told(one)
    told = f"{number}%" if one.unit.startswith("%") else f"{number} {one.unit}".strip()
    return wording().goal(one.comparator.value, told) or told


def _short(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= _LONG else said[:_LONG].rsplit(" ", 1)[0] + " …"
