"""What a report says besides figures: an organisation's letterheads, sentences and signers, as data with a schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from tiendo.core.errors import Problem, ProblemKind, register

T = TypeVar("T")

LINES: Mapping[str, frozenset[str]] = {
    "signers": frozenset(),
    "recipients": frozenset({"superior", "unit"}),
    "bases": frozenset({"plan", "issuer", "superior", "unit", "period", "paper", "paper_day"}),
    "plan_signers": frozenset(),
    "plan_recipients": frozenset({"superior", "unit"}),
}
"""Lines a template gives by level (`*` for all others), with the fields each may use; a line whose field is blank
at a unit is left out. A basis with `paper` is said of every paper that handed a target down to the unit."""

register("report.template", ProblemKind.INVALID, "The report template has a fault at {field}: {expected}.")
register(
    "report.template_field",
    ProblemKind.INVALID,
    "The report template has a fault at {field}: there is no field {name}.",
)

SENTENCES: Mapping[str, frozenset[str]] = {
    "opening": frozenset({"plan", "unit", "period", "as_of"}),
    "accumulated": frozenset({"name", "period", "so_far", "goal", "attainment", "unit"}),
    "accumulated_free": frozenset({"name", "period", "so_far", "unit"}),
    "accumulated_silent": frozenset({"name", "so_far", "goal", "attainment", "unit"}),
    "accumulated_free_silent": frozenset({"name", "so_far", "unit"}),
    "accumulated_year": frozenset(
        {"name", "period", "so_far", "unit", "year", "year_so_far", "year_goal", "year_attainment"}
    ),
    "accumulated_year_silent": frozenset(
        {"name", "so_far", "unit", "year", "year_so_far", "year_goal", "year_attainment"}
    ),
    "accumulated_no_year": frozenset({"name", "period", "so_far", "unit", "year"}),
    "accumulated_no_year_silent": frozenset({"name", "so_far", "unit", "year"}),
    "share": frozenset({"name", "so_far", "numerator", "denominator", "goal"}),
    "level": frozenset({"name", "so_far", "unit"}),
    "nothing": frozenset({"name"}),
    "not_applicable": frozenset({"name"}),
    "summary": frozenset({"count", "met", "behind", "rest", "other"}),
    "late": frozenset({"names"}),
    "reports": frozenset({"heard", "expected", "percent", "as_of"}),
    "silent": frozenset({"count", "names"}),
    "silent_more": frozenset({"count", "names", "more", "annex"}),
    "all_heard": frozenset({"as_of"}),
    "left_to_people": frozenset(),
    "head": frozenset({"seq", "hash", "book"}),
}
"""Sentences a template gives, with the fields each may use."""

WORDS = (
    "kind", "subject", "subject_plan", "results", "assessment", "reporting", "direction", "recipients",
    "annex", "numbered", "annex_targets", "annex_units", "place_and_day", "other_area", "plan_kind", "plan_purpose",
    "plan_targets", "plan_tasks", "plan_duties", "code", "plan_code", "of_year", "no_year",
)  # fmt: skip
"""Single words and headings a template gives."""


@dataclass(frozen=True)
class Template:
    """A report's words. `issuers` rewrites the beginning of a unit's name into that of the body that signs;
    `places` are beginnings taken off a name to leave the place; `seats` names the place of units by code;
    `bases` are what a report rests on (VN: căn cứ); an adopted plan is signed and sent out in its own way. `goals` says
    a number to be reached for each comparator; "at least" is what a bare number means.
    """

    heading: str
    superiors: bool
    issuers: tuple[tuple[str, str], ...]
    places: tuple[str, ...]
    seats: Mapping[str, str]
    symbols: Mapping[str, str]
    signers: Mapping[str, tuple[str, ...]]
    recipients: Mapping[str, tuple[str, ...]]
    bases: Mapping[str, tuple[str, ...]]
    plan_signers: Mapping[str, tuple[str, ...]]
    plan_recipients: Mapping[str, tuple[str, ...]]
    words: Mapping[str, str]
    sentences: Mapping[str, str]
    goals: Mapping[str, str]
    columns: Mapping[str, str]
    statuses: Mapping[str, str]


def by_level(of: Mapping[str, T], level: str) -> T | None:
    """What is given for a level, else for all (`*`)."""
    return of.get(level, of.get("*"))


def template_of(document: Mapping[str, Any]) -> Template:
    """A template from plain data. Errors: Problem `report.template` with the field that is wrong."""
    known = {one.name for one in fields(Template)}
    for name in known:
        if name not in document:
            raise Problem("report.template", field=name, expected="it is missing")
    for name in document.keys() - known - {"schema"}:
        raise Problem("report.template", field=name, expected="it is not known")
    try:
        return _built(document)
    except (AttributeError, KeyError, TypeError, ValueError) as fault:
        raise Problem("report.template", field="template", expected=str(fault)) from None


def _built(document: Mapping[str, Any]) -> Template:
    for name, allowed in SENTENCES.items():
        _check_sentence(f"sentences.{name}", document["sentences"].get(name), allowed)
    for comparator, said in document["goals"].items():
        _check_sentence(f"goals.{comparator}", said, frozenset({"goal"}))
    for name in WORDS:
        if not isinstance(document["words"].get(name), str):
            raise Problem("report.template", field=f"words.{name}", expected="a text")
    return Template(
        heading=str(document["heading"]),
        superiors=bool(document["superiors"]),
        issuers=tuple((str(before), str(after)) for before, after in document["issuers"]),
        places=tuple(map(str, document["places"])),
        seats=dict(document["seats"]),
        symbols=dict(document["symbols"]),
        **{name: _lines(document, name) for name in LINES},
        words=dict(document["words"]),
        sentences=dict(document["sentences"]),
        goals={str(one): str(said) for one, said in document["goals"].items()},
        columns=dict(document["columns"]),
        statuses=dict(document["statuses"]),
    )


def _lines(document: Mapping[str, Any], name: str) -> Any:
    found = {level: tuple(lines) for level, lines in document[name].items()}
    for level, lines in found.items():
        for number, line in enumerate(lines, 1):
            _check_sentence(f"{name}.{level}[{number}]", line, LINES[name])
    return found


def lines_of(lines: Iterable[str] | None, **given: str) -> list[str]:
    """Lines with their fields filled; one that would have a gap is left out."""
    return [
        fill(line, **given)
        for line in lines or ()
        if all(given.get(name) for _, name in pieces_of(line) if name)
    ]


def fill(text: str, **given: str) -> str:
    """A text with its fields filled; one that nobody knows is empty."""
    return "".join(words + given.get(name, "") for words, name in pieces_of(text))


def _check_sentence(place: str, text: Any, allowed: frozenset[str]) -> None:
    if not isinstance(text, str):
        raise Problem("report.template", field=place, expected="a text")
    for _, name in pieces_of(text):
        if name and name not in allowed:
            raise Problem("report.template_field", field=place, name=f"{{{name}}}")


def pieces_of(text: str) -> Sequence[tuple[str, str]]:
    """A sentence as pairs of words and the field that follows them (empty at the end)."""
    found: list[tuple[str, str]] = []
    rest = text
    while "{" in rest:
        words, _, rest = rest.partition("{")
        name, closed, rest = rest.partition("}")
        if not closed:
            return [*found, (f"{words}{{{name}", "")]
        found.append((words, name))
    return [*found, (rest, "")]
