"""What people type into the forms of work: figures by data element, proof of four kinds, and faults at their fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext

from tiendo.core.errors import Finding, Problem
from tiendo.core.quantity import read_amount
from tiendo.services.people_shown import PeopleShown
from tiendo.services.proof_files import keep_proof
from tiendo.web.figures import wording
from tiendo.web.people_typed import PeopleTyped, people_fault, people_row, shortened
from tiendo.web.refusal import STATUS, Fault, Faults
from tiendo.web.visit import Visit

PREFIX = "figures."
"""Fields of figures are `figures.<element>` and `figures.<element>:<part>`; their ids are the same."""

MOST_FILES = 10
"""Most files taken with one form."""

_KEPT_FOR = 24 * 3600


def field_of(element: str, part: str = "") -> str:
    """The field of a data element, or of a part of it; no element's key has a colon."""
    return f"{PREFIX}{element}:{part}" if part else PREFIX + element


def element_of(field: str) -> str:
    """The data element a field is of."""
    return field.removeprefix(PREFIX).partition(":")[0]


def figures_typed(post: QueryDict) -> dict[str, Any]:
    """Amounts as services take them, of the fields somebody wrote into."""
    found: dict[str, Any] = {}
    for name in post:
        text = post[name].strip()
        if not name.startswith(PREFIX) or not text:
            continue
        element, _, part = name.removeprefix(PREFIX).partition(":")
        found.setdefault(element, {})[part] = text
    return {
        element: amounts[""] if set(amounts) == {""} else amounts
        for element, amounts in sorted(found.items())
    }


def figures_emptied(post: QueryDict, before: Iterable[str]) -> dict[str, None]:
    """The elements told before whose fields were all sent empty: they are taken out."""
    typed = figures_typed(post)
    return {key: None for key in before if key not in typed and PREFIX + key in post}


def rows_with(
    groups: Iterable[Mapping[str, Any]],
    values: Mapping[str, Any],
    *,
    naming: bool = False,
    people: PeopleShown | None = None,
) -> list[dict[str, Any]]:
    """Groups of data elements with what stands in their fields, by field name; open where anything does.

    `naming`: people may be named for those that count persons; `people` are those named before, where they are shown.
    """
    found = []
    for group in groups:
        rows = [_row(element, values) for element in group["elements"]]
        for row in rows:
            if naming and row["kind"] == "persons":
                row["people"] = people_row(row, values, people)
                row["filled"] = row["filled"] or row["people"]["open"]
        found.append({**group, "elements": rows, "filled": sum(row["filled"] for row in rows)})
    return found


def _row(element: Mapping[str, Any], values: Mapping[str, str]) -> dict[str, Any]:
    key = element["element"]
    name = field_of(key)
    parts = [
        {**part, "field": field_of(key, part["part"]), "value": values.get(field_of(key, part["part"]), "")}
        for part in element["parts"]
    ]
    value = values.get(name, "")
    split = any(part["value"] for part in parts)
    return {
        **element,
        "field": name,
        "value": value,
        "parts": parts,
        "split": split,
        "filled": bool(value or split),
    }


# Proof


@dataclass
class ProofTyped:
    """Proof as typed: what services take, the field each piece came from, and files kept so far."""

    given: list[dict[str, Any]] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    kept: list[dict[str, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def add(self, at: str, **proof: Any) -> None:
        """One piece of proof, and the field it was typed into."""
        self.given.append(proof)
        self.fields.append(at)


def proof_typed(visit: Visit) -> ProofTyped:
    """Read proof from a form; files are kept at once, so that a refused form need not ask for them again."""
    found, post = ProofTyped(), visit.request.POST
    number, day = post.get("document", "").strip(), post.get("document_day", "").strip()
    if number or day:
        found.add("document", kind="document", text=number, day=day or None)
    for name in ("link", "paper"):
        if text := post.get(name, "").strip():
            found.add(name, kind=name, text=text)
    _files(visit, found)
    for one in found.kept:
        found.add("file", kind="file", text=one["name"], sha256=one["sha256"])
    return found


def _files(visit: Visit, found: ProofTyped) -> None:
    request, salt = visit.request, f"proof {visit.actor.person}"
    for signed in request.POST.getlist("kept")[:MOST_FILES]:
        try:
            sha256, name = signing.loads(signed, salt=salt, max_age=_KEPT_FOR)
        except signing.BadSignature:
            found.faults.append(Fault(gettext("A file chosen before has to be chosen again."), "file"))
            continue
        found.kept.append({"sha256": sha256, "name": name, "signed": signed})
    chosen = request.FILES.getlist("file")
    if len(found.kept) + len(chosen) > MOST_FILES:
        most = gettext("At most %(most)s files at once; add the others to the record later.") % {
            "most": MOST_FILES
        }
        found.faults.append(Fault(most, "file"))
        chosen = chosen[: max(0, MOST_FILES - len(found.kept))]
    for upload in chosen:
        try:
            held = keep_proof(
                actor=visit.actor, chunks=upload.chunks(), name=upload.name or "", now=visit.now
            )
        except Problem as problem:
            found.faults.append(Fault(f"{(upload.name or '')[-80:]}: {wording().told(problem)}", "file"))
            continue
        sha256, name = str(held["sha256"]), str(held["name"])
        if all(one["sha256"] != sha256 for one in found.kept):
            found.kept.append(
                {"sha256": sha256, "name": name, "signed": signing.dumps([sha256, name], salt=salt)}
            )


# Faults at their fields

_AT: Mapping[str, str] = {
    "record.future": "day",
    "record.no_day": "day",
    "record.unit_closed": "day",
    "record.no_title": "title",
    "record.unknown_area": "area",
    "record.coorganiser_self": "coorganisers",
    "record.coorganiser_closed": "coorganisers",
    "record.no_reason": "reason",
    "record.no_paper": "opening_paper",
    "month.reason_needed": "reason",
    "file.missing": "file",
    "proof.no_day": "document_day",
    "proof.link": "link",
    "proof.file": "file",
}
"""The field a refusal belongs to where it names none itself."""

_FIELDS = ("title", "day", "place", "area", "campaign", "coorganisers", "reason", "figures")


def faults_at(
    problem: Problem,
    names: Mapping[str, str],
    *,
    proof: ProofTyped | None = None,
    people: PeopleTyped | None = None,
) -> Faults:
    """A refusal by the fields of a form; `names` are those of the data elements, by key, as people know them."""
    told = Faults(status=STATUS[problem.kind])
    causes: tuple[Problem | Finding, ...] = tuple(problem.causes) or (problem,)
    for cause in causes:
        named = None if people is None else people_fault(cause, _place_of(cause), people)
        at = _field_of(cause, names, proof)
        told.listed.append(named or Fault(_told(cause, names, at), at))
    told.listed = shortened(told.listed)
    if not problem.causes and not told.listed[0].id:
        told.whole, told.listed = told.listed[0].text, []
    return told


def add_unread(faults: Faults, post: QueryDict, groups: Iterable[Mapping[str, Any]]) -> None:
    """Tell of a title that is lacking and of figures that cannot be read, where a service did not come to them."""
    if not post.get("title", "").strip() and not any(faults.at("title")):
        faults.add("title", wording().told(Problem("record.no_title")))
    for group in groups:
        for one in group["elements"]:
            for name in (
                field_of(one["element"]),
                *(field_of(one["element"], p["part"]) for p in one["parts"]),
            ):
                text = post.get(name, "").strip()
                if not text or any(faults.at(name)):
                    continue
                try:
                    read_amount(text, decimals=one["decimals"])
                except Problem as problem:
                    faults.add(name, f"{one['name']}: {wording().told(problem)}")


def _field_of(cause: Problem | Finding, names: Mapping[str, str], proof: ProofTyped | None) -> str:
    details = dict(cause.details)
    if isinstance(element := details.get("element"), str):
        at = PREFIX + element  # the key itself, however it prints
        return f"{at}:{details['part']}" if cause.code == "record.parts_exceed" else at
    place = _place_of(cause)
    if place.startswith("proofs"):
        return _proof_field(cause, place, proof)
    if cause.code in _AT:
        return _AT[cause.code]
    if cause.code.startswith("tree.code"):
        return "coorganisers"  # the only units a form names by their codes
    if place.startswith(PREFIX):
        return _figure_field(place.removeprefix(PREFIX), names)
    name = place.partition(".")[0].partition("[")[0]
    return name if name in _FIELDS else ""


def _place_of(cause: Problem | Finding) -> str:
    """Where services say that a fault is."""
    details = dict(cause.details)
    return str(getattr(cause, "place", "") or details.get("place") or details.get("field") or "")


def _figure_field(place: str, names: Mapping[str, str]) -> str:
    """The field of a place as services write it, `element` or `element.part`; keys may have points, too."""
    for key in sorted(names, key=len, reverse=True):
        if place == key:
            return field_of(key)
        if place.startswith(f"{key}."):
            return field_of(key, place.removeprefix(f"{key}."))
    return PREFIX + place


def _proof_field(cause: Problem | Finding, place: str, proof: ProofTyped | None) -> str:
    """The field a piece of proof was typed into, and of a document the field of its day."""
    if cause.code in _AT:
        return _AT[cause.code]
    number = place.removeprefix("proofs[").partition("]")[0]
    if place.endswith(".day") or proof is None or not number.isdigit() or int(number) >= len(proof.fields):
        return "document_day" if cause.code.startswith(("period.", "input.")) else "link"
    return proof.fields[int(number)]


def _told(cause: Problem | Finding, names: Mapping[str, str], at: str) -> str:
    """The words of one fault, naming data elements as people do, and nothing twice."""
    details = dict(cause.details)
    if "place" not in cause.template.fields:
        details.pop("place", None)
    key = element_of(at) if at.startswith(PREFIX) else ""
    label = names.get(key, "")
    if "element" in details and label:
        details["element"] = label
    if str(details.get("field", "")).startswith(PREFIX):
        details["field"] = label or key
    text = wording().told(Problem(cause.code, **details))
    return text if not label or label in text else f"{label}: {text}"
