"""The form for a piece of work, new or corrected: fit for a phone, with its figures and its proof."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from tiendo.core.errors import Problem, ProblemKind
from tiendo.core.period import print_day, read_day
from tiendo.services import records
from tiendo.services.form_shown import form_of, record_shown
from tiendo.services.people_shown import PeopleShown, people_of
from tiendo.web.people_typed import PeopleTyped, people_typed, people_values
from tiendo.web.refusal import STATUS, Faults
from tiendo.web.requests import request_id
from tiendo.web.typed import (
    PREFIX,
    ProofTyped,
    add_unread,
    element_of,
    faults_at,
    field_of,
    figures_emptied,
    figures_typed,
    proof_typed,
    rows_with,
)
from tiendo.web.visit import Visit, page

PLAIN = (
    "title",
    "place",
    "area",
    "campaign",
    "day",
    "reason",
    "document",
    "document_day",
    "link",
    "paper",
    "opening_paper",
)
"""Fields of the form that hold one text each."""

Shown = Mapping[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
@page
def record_new(visit: Visit, code: str) -> HttpResponse:
    """Write a piece of work down; it is a draft of the unit until its month is sent."""
    visit.place = code
    shown = form_of(actor=visit.actor, unit=code, day=visit.day, now=visit.now)
    if visit.request.method != "POST":
        return _form(visit, shown, {"day": print_day(visit.day)})
    post, request = visit.request.POST, visit.asked_id
    proof, people = proof_typed(visit), people_typed(post, {})
    record = str(
        uuid5(UUID(request), "record")
    )  # the same for the same form: a double click makes one record

    def save() -> None:
        told = _told(post, figures_typed(post), people)
        records.add_record(
            actor=visit.actor,
            record=record,
            unit=shown["unit"]["id"],
            proofs=proof.given,
            request=request,
            now=visit.now,
            **told,
        )

    faults = _tried(visit, save, shown, proof=proof, people=people)
    if faults is not None:
        again = record if faults.before else ""
        return _form(visit, shown, _values(post), proof=proof, faults=faults, kept_as=again)
    messages.success(visit.request, gettext("Kept. It is yours alone until the month is sent."))
    day = read_day(post.get("day", ""))
    if post.get("then") == "more":
        query = urlencode({"ngay": print_day(day), "moi": record})
        return _onward(f"{reverse('record_new', args=[code])}?{query}")
    return _to_month(visit, shown, record, day=post.get("day", ""))


@require_http_methods(["GET", "HEAD", "POST"])
@page
def record_edit(visit: Visit, record: UUID) -> HttpResponse:
    """Correct a record, take it back, or add proof to it; what was sent before stays to be seen."""
    held = record_shown(actor=visit.actor, record=str(record), now=visit.now)
    visit.place = held["unit"]["code"]
    if held["kind"] in ("month_figure", "nil"):
        where = "month_figures" if held["kind"] == "month_figure" else "nil"
        return HttpResponseRedirect(reverse(where, args=[visit.place, held["month"]]))
    if visit.request.method != "POST":
        return _form(visit, held["form"], _values_of(held), held=held)
    post = visit.request.POST
    proof, people = proof_typed(visit), people_typed(post, held["participants"])
    acts = {"withdraw": _withdraw, "proof": _attach}
    act = acts.get(post.get("then", ""), partial(_correct, people))
    faults = _tried(visit, lambda: act(visit, held, proof), held["form"], proof=proof, people=people)
    if faults is not None:
        if faults.status == STATUS[ProblemKind.STALE] and not faults.listed:
            _tell_newest(faults, held, post)
        return _form(visit, held["form"], _values(post), held=held, proof=proof, faults=faults)
    return _to_month(visit, held["form"], str(record), day=post.get("day", "") or held["day"])


def _correct(people: PeopleTyped, visit: Visit, held: Shown, proof: ProofTyped) -> None:
    post = visit.request.POST
    figures = figures_typed(post) | figures_emptied(post, held["figures"])
    told = _told(post, figures, people)
    if held["kind"] == "opening":
        told = {**told, "paper": post.get("opening_paper", "")}
        del told["coorganisers"]
        told.pop("people", None)
    records.correct_record(
        actor=visit.actor,
        record=held["record"],
        base=_base(post),
        reason=post.get("reason", ""),
        request=visit.asked_id,
        now=visit.now,
        **told,
    )
    if proof.given:
        _attach(visit, held, proof)
    else:
        messages.success(visit.request, gettext("The correction is kept. Send the month to let it count."))


def _withdraw(visit: Visit, held: Shown, proof: ProofTyped) -> None:  # noqa: ARG001 - one shape for all acts
    post = visit.request.POST
    records.withdraw_record(
        actor=visit.actor,
        record=held["record"],
        base=_base(post),
        reason=post.get("reason", ""),
        request=visit.asked_id,
        now=visit.now,
    )
    messages.success(
        visit.request, gettext("Taken back. What was sent before counts until the month is sent.")
    )


def _attach(visit: Visit, held: Shown, proof: ProofTyped) -> None:
    request = str(uuid5(UUID(visit.asked_id), "proof"))
    records.attach_proof(
        actor=visit.actor, record=held["record"], proofs=proof.given, request=request, now=visit.now
    )
    messages.success(visit.request, gettext("The proof is kept with the record."))


def _base(post: QueryDict) -> int | None:
    """The version the corrector saw."""
    given = post.get("base", "")
    return int(given) if given.isascii() and given.isdigit() and 0 < len(given) < 7 else None


def _told(post: QueryDict, figures: Mapping[str, Any], people: PeopleTyped) -> dict[str, Any]:
    """What a form says of a record; of people nothing where none are named."""
    texts = {name: post.get(name, "") for name in ("title", "day", "place", "area", "campaign")}
    named = {"people": people.given} if people.given else {}
    return {**texts, "figures": figures, "coorganisers": post.getlist("coorganisers"), **named}


def _tried(
    visit: Visit, act: Callable[[], None], shown: Shown, *, proof: ProofTyped, people: PeopleTyped
) -> Faults | None:
    """What keeps a form from being kept; None where it was kept. Files that cannot be kept are told first."""
    faults = Faults(listed=proof.faults) if proof.faults else None
    if faults is None:
        try:
            act()
        except Problem as problem:
            faults = faults_at(problem, _names(shown), proof=proof, people=people)
            if problem.code == "request.differs":
                faults.before = True
    if faults is not None and faults.status == STATUS[ProblemKind.INVALID]:
        add_unread(faults, visit.request.POST, shown["groups"])
    return faults


def _tell_newest(faults: Faults, held: Shown, post: QueryDict) -> None:
    """What the newest version says where something else was typed: keeping again puts the typed in its place."""
    said, typed, names = _values_of(held), _values(post), _names(held["form"])
    areas = {area["key"]: area["name"] for area in held["form"]["areas"]}
    told = [name for name in PLAIN if name in said and name in post]
    told += sorted(name for name in {*said, *typed} if name.startswith(PREFIX) and name in post)
    text = gettext(
        "Version %(number)s says %(newest)s here. Keeping again puts in its place what is typed here."
    )
    for name in told:
        newest = str(said.get(name) or "")
        if newest == typed[name].strip():
            continue
        shown = areas.get(newest, newest) if name == "area" else newest
        line = text % {"number": held["newest"], "newest": f"“{shown}”" if shown else "–"}
        label = names.get(element_of(name), "") if name.startswith(PREFIX) else ""
        faults.add(name, f"{label}: {line}" if label else line)


def _names(shown: Shown) -> dict[str, str]:
    return {one["element"]: one["name"] for group in shown["groups"] for one in group["elements"]}


def _values(post: QueryDict) -> dict[str, Any]:
    """Everything typed, as it is shown again."""
    figures = {name: post[name] for name in post if name.startswith(PREFIX)}
    return {
        **{name: post.get(name, "") for name in PLAIN},
        **figures,
        **people_values(post),
        "coorganisers": post.getlist("coorganisers"),
    }


def _values_of(held: Shown) -> dict[str, Any]:
    """A record's newest version as the fields of its form."""
    figures = {
        field_of(element, part): shown
        for element, parts in held["figures"].items()
        for part, shown in parts.items()
    }
    texts = {name: held[name] for name in ("title", "place", "area", "campaign")}
    texts["opening_paper"] = held.get("paper", "")
    return {**texts, "day": print_day(read_day(held["day"])), **figures, "coorganisers": held["coorganisers"]}


def _form(
    visit: Visit,
    shown: Shown,
    values: Mapping[str, Any],
    *,
    held: Shown | None = None,
    proof: ProofTyped | None = None,
    faults: Faults | None = None,
    kept_as: str = "",
) -> HttpResponse:
    """The form, empty, of a record, or as it was typed."""
    post = visit.request.POST
    # A new record keeps its request: whatever is sent from this form, it makes one record.
    request = visit.asked_id if held is None or faults is None or faults.status != 409 else request_id()
    people = _people(visit, held)
    there = {
        "shown": shown,
        "held": held,
        "values": values,
        "groups": rows_with(shown["groups"], values, naming=_names_people(shown, held), people=people),
        "unshown": held["named"] if held and people is None else 0,
        "others": [
            {**unit, "chosen": unit["code"] in values.get("coorganisers", ())}
            for unit in shown["coorganisers"]
        ],
        "proof": proof,
        "faults": faults,
        "request_id": request,
        "base": held["newest"] if held and (not post or request != visit.asked_id) else post.get("base", ""),
        "kept_as": kept_as,
        "new": visit.request.GET.get("moi", ""),
        "back": _month_address(shown, values.get("day", "")),
    }
    return visit.show("work/record_form.html", there, status=faults.status if faults else 200)


def _names_people(shown: Shown, held: Shown | None) -> bool:
    """Whether people can be named here: by who may, in an activity."""
    return bool(shown["may_name"]) and (held is None or held["kind"] == "activity")


def _people(visit: Visit, held: Shown | None) -> PeopleShown | None:
    """Those a record names already, for who may see them; the look is noted."""
    if held is None or not held["named"]:
        return None
    found = people_of(actor=visit.actor, record=held["record"], now=visit.now)
    return found if found.people else None


def _month_address(shown: Shown, day: str) -> str:
    """The work list of the month a day lies in, as far as the day can be read."""
    code = shown["unit"]["code"]
    try:
        month = f"?ngay={print_day(read_day(day))}"
    except Problem:
        month = ""
    return reverse("work", args=[code]) + month


def _to_month(visit: Visit, shown: Shown, record: str, *, day: str) -> HttpResponse:  # noqa: ARG001
    address = _month_address(shown, day)
    return _onward(f"{address}{'&' if '?' in address else '?'}moi={record}#r-{record}")


def _onward(address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


URLS: list[URLPattern] = [
    path("don-vi/<str:code>/viec/moi", record_new, name="record_new"),
    path("ho-so/<uuid:record>/sua", record_edit, name="record_edit"),
]
"""The addresses of these pages."""
