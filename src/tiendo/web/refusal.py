"""How a refusal reaches a person: the HTTP status of its kind, its words, and the field of a form it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tiendo.core.errors import Finding, Problem, ProblemKind
from tiendo.web.figures import wording

STATUS: Mapping[ProblemKind, int] = {
    ProblemKind.INVALID: 422,
    ProblemKind.FORBIDDEN: 403,
    ProblemKind.NOT_FOUND: 404,
    ProblemKind.CONFLICT: 409,
    ProblemKind.STALE: 409,
    ProblemKind.UNAVAILABLE: 503,
}
"""HTTP status by kind of refusal."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: its words, and the id of the field it is about."""

    text: str
    id: str = ""


@dataclass
class Faults:
    """What keeps a form from being kept: by field, and what concerns the whole."""

    whole: str = ""
    listed: list[Fault] = field(default_factory=list)
    status: int = 422
    before: bool = False
    """Whether this very form was kept before, with other content."""

    def at(self, name: str) -> Iterator[str]:
        """What is wrong with one field."""
        return (one.text for one in self.listed if one.id == name)

    def add(self, name: str, text: str) -> None:
        """Tell of one field."""
        self.listed.append(Fault(text, name))


def faults_of(problem: Problem, fields: Mapping[str, str] | None = None) -> Faults:
    """A refusal by the fields of a form; `fields` names the form's field for what a service calls otherwise.

    A place such as `figures.trees` is looked for whole, then by its beginning (`figures`).
    """
    told = Faults(status=STATUS[problem.kind])
    causes: tuple[Problem | Finding, ...] = tuple(problem.causes) or (problem,)
    for cause in causes:
        details = dict(cause.details)
        place = str(getattr(cause, "place", "") or details.get("place") or details.get("field") or "")
        known = fields or {}
        name = known.get(place) or known.get(place.partition(".")[0]) or (place if fields is None else "")
        told.listed.append(Fault(wording().told(cause), name))
    if not problem.causes and not told.listed[0].id:
        told.whole, told.listed = told.listed[0].text, []
    return told
