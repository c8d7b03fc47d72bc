"""What happened, for those who may see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from tiendo.core.errors import Problem, ProblemKind
from tiendo.core.period import Month
from tiendo.core.quantity import print_amount
from tiendo.services.log_shown import VERBS, log_of
from tiendo.web.figures import wording
from tiendo.web.log_words import about_said, facts_said, verb_said
from tiendo.web.refusal import STATUS, Fault, Faults
from tiendo.web.visit import Visit, page

ASKED = ("don-vi", "viec", "ai")
"""What a reader may ask for: a unit's code, a verb, an account's name."""


@require_safe
@page
def log(visit: Visit) -> HttpResponse:
    """Events, newest first, a page at a time; filters and page stand in the address."""
    given = {name: _plain(visit.request.GET.get(name, "")) for name in ASKED}
    known = {verb for verbs in VERBS.values() for verb in verbs}
    if given["viec"] and given["viec"] not in known:
        told = {"verb": given["viec"][:20]}
        visit.notice(gettext("Nothing is called “%(verb)s” here; this shows whatever was done.") % told)
        given["viec"] = ""
    faults = None
    try:
        answer = _asked(visit, given, before=_before(visit))
    except Problem as problem:
        if problem.kind is ProblemKind.FORBIDDEN or not given["don-vi"]:
            raise
        refused = [Fault(wording().told(problem), "don-vi")]
        faults = Faults(gettext("This cannot be read"), refused, STATUS[problem.kind])
        answer = {**_asked(visit, {**given, "don-vi": ""}, before=None), "events": [], "next": None}
    there = {
        "head": answer["head"],
        "events": [_event(one) for one in answer["events"]],
        "given": {"unit": given["don-vi"], "person": given["ai"]},
        "narrowed": any(given.values()),
        "verbs": _verbs(given["viec"]),
        "faults": faults,
        "older": _query(given, answer["next"]) if answer["next"] else "",
        "first": "" if "trang" not in visit.request.GET else _query(given, None),
    }
    return visit.show("log/log.html", there, status=faults.status if faults else 200)


def _asked(visit: Visit, given: Mapping[str, str], *, before: int | None) -> dict[str, Any]:
    return log_of(
        actor=visit.actor,
        now=visit.now,
        before=before,
        unit=given["don-vi"] or None,
        verb=given["viec"] or None,
        person=given["ai"] or None,
    )


def _plain(text: str) -> str:
    """What was asked for, without what cannot be seen or kept."""
    return "".join(letter for letter in text if letter.isprintable()).strip()


def _before(visit: Visit) -> int | None:
    """The event a page begins before; the newest page where it is none, which is told."""
    text = visit.request.GET.get("trang", "").strip()
    if text.isascii() and text.isdigit() and 0 < len(text) < 10:
        return int(text)
    if text:
        told = {"page": _plain(text)[:20]}
        visit.notice(gettext("There is no page “%(page)s”; this is the newest.") % told)
    return None


def _query(given: Mapping[str, str], before: int | None) -> str:
    """The address of another page of the same questions."""
    held = {name: value for name, value in given.items() if value}
    return "?" + urlencode({**held, **({"trang": before} if before else {})})


def _verbs(chosen: str) -> list[dict[str, Any]]:
    """What can have happened, in groups, as a choice."""
    return [
        {
            "label": about_said(group),
            "verbs": [{"key": verb, "label": verb_said(verb), "chosen": verb == chosen} for verb in verbs],
        }
        for group, verbs in VERBS.items()
    ]


def _event(event: Mapping[str, Any]) -> dict[str, Any]:
    """An event as a line: what was done, to what, and what else it says."""
    return {
        "seq": event["seq"],
        "at": event["at"],
        "hash": event["hash"],
        "by": event["by"],
        "verb": verb_said(event["verb"]),
        "what": [*_months(event), *_units(event)],
        "records": [_record(one) for one in event["records"]],
        "more": [_more(what, number) for what, number in _beyond(event).items() if number],
        "facts": facts_said(event["facts"]),
    }


def _months(event: Mapping[str, Any]) -> list[dict[str, str]]:
    names = {unit["code"]: unit["name"] for unit in event["units"]}
    return [
        {
            "text": f"{names.get(one['unit'], one['unit'])} · {Month.parse(one['month']).label}",
            "href": reverse("overview", args=[one["unit"]]),
        }
        for one in event["months"]
    ]


def _units(event: Mapping[str, Any]) -> list[dict[str, str]]:
    """Units an event is about, where no months of theirs are told."""
    if event["months"]:
        return []
    return [
        {"text": unit["name"], "href": reverse("overview", args=[unit["code"]])} for unit in event["units"]
    ]


def _record(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record by its title; what was not sent has no words and leads nowhere."""
    kind = wording().word(record["kind"])
    text = record["title"] or kind
    return {"text": text, "href": reverse("record", args=[record["record"]]) if record["sent"] else ""}


def _beyond(event: Mapping[str, Any]) -> dict[str, int]:
    """How much is not named: of months told, their units are told already."""
    return {what: number for what, number in event["more"].items() if what != "units" or not event["months"]}


def _more(what: str, number: int) -> str:
    told = {
        "units": gettext("and %(n)s more units"),
        "months": gettext("and %(n)s more months"),
        "records": gettext("and %(n)s more records"),
    }
    return told[what] % {"n": print_amount(number)}


URLS: list[URLPattern] = [
    path("nhat-ky", log, name="log"),
]
"""The addresses of these pages."""
