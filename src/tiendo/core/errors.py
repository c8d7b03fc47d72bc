"""The two ways of saying no, so that a refusal has one stable code and one text in every surface.

A refused request is a `Problem` (raised); something wrong in data is a `Finding` (collected, all of them at
once); a bug is neither and crashes. Every code lives in one `CATALOGUE`, filled by the modules whose rules
they are::

    register("quantity.empty", ProblemKind.INVALID, "Write a number.")

The third argument of `register` is the English msgid; the Vietnamese text comes from a `.po` file in `web`
and `cli`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter
from types import MappingProxyType
from typing import Self

__all__ = ["CATALOGUE", "Finding", "Problem", "ProblemKind", "Severity", "Template", "register"]

_CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")

Translate = Callable[[str], str]
"""Gives the text of a msgid in the reader's language; `{name}` fields must survive."""


class ProblemKind(StrEnum):
    """What a refusal is about, so that HTTP statuses and exit codes are mapped once (R10)."""

    INVALID = "invalid"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    STALE = "stale"
    UNAVAILABLE = "unavailable"


class Severity(StrEnum):
    """Whether a Finding stops the work it was found in (error) or only deserves a look (warning)."""

    ERROR = "error"
    WARNING = "warning"


def _same(msgid: str) -> str:
    return msgid


@dataclass(frozen=True)
class Template:
    """The text of one code, kept apart from its details so that it can be translated.

    `text` has plain `{name}` fields only (no attribute, format or conversion), so filling it is safe.
    """

    kind: ProblemKind
    text: str

    @property
    def fields(self) -> frozenset[str]:
        """The names a Problem or Finding of this code must give."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self.text) if name is not None)

    def fill(self, details: Mapping[str, object], translate: Translate = _same) -> str:
        """The sentence for a reader, in English unless `translate` says otherwise."""
        return translate(self.text).format_map(details)


_catalogue: dict[str, Template] = {}

CATALOGUE: Mapping[str, Template] = MappingProxyType(_catalogue)
"""Every code known to the modules imported so far; read only, filled through `register`."""


def register(code: str, kind: ProblemKind, text: str) -> str:
    """Add a code beside the rule it belongs to, and return it.

    Errors: ValueError for a code already taken or not like `part.rule`, or a text with other than `{name}`
    fields (bugs).
    """
    if not _CODE.fullmatch(code):
        raise ValueError(f"a problem code looks like part.rule: {code!r}")
    if code in _catalogue:
        raise ValueError(f"problem code registered twice: {code!r}")
    for _, name, spec, conversion in Formatter().parse(text):
        if name is not None and (not name.isidentifier() or spec or conversion):
            raise ValueError(f"only plain {{name}} fields in the text of {code!r}")
    _catalogue[code] = Template(kind, text)
    return code


def _template(code: str, details: Mapping[str, object]) -> Template:
    """The template of a code; KeyError for an unknown code or a missing detail, both bugs of the caller."""
    try:
        template = _catalogue[code]
    except KeyError:
        raise KeyError(f"unknown problem code {code!r}") from None
    lacking = template.fields - details.keys()
    if lacking:
        raise KeyError(f"{code!r} lacks the details {sorted(lacking)}")
    return template


class Problem(Exception):
    """A refused request: a stable code and details a client can act on, never only a sentence.

    `details` may hold more than the template prints, e.g. `suggestion`. `causes` holds what must be put right
    first, when everything is told at once. Errors: KeyError for an unknown code or a missing detail (a bug).
    """

    code: str
    kind: ProblemKind
    details: Mapping[str, object]
    template: Template
    causes: tuple[Problem | Finding, ...]

    def __init__(self, code: str, /, **details: object) -> None:
        self.template = _template(code, details)
        super().__init__(code)
        self.code = code
        self.kind = self.template.kind
        self.details = details
        self.causes = ()

    @classmethod
    def many(cls, code: str, causes: Iterable[Problem | Finding], /, **details: object) -> Self:
        """One refusal that tells all faults at once; the detail `count` is their number.

        Errors: ValueError without causes (a bug: nothing was wrong).
        """
        told = tuple(causes)
        if not told:
            raise ValueError(f"{code!r} without causes")
        problem = cls(code, **{"count": len(told), **details})
        problem.causes = told
        return problem

    @property
    def text(self) -> str:
        """The English msgid, with its fields still open."""
        return self.template.text

    def render(self, translate: Translate = _same) -> str:
        """The sentence for a reader, without its causes."""
        return self.template.fill(self.details, translate)

    def __str__(self) -> str:
        return "\n".join([self.render(), *(f"- {cause}" for cause in self.causes)])

    def __repr__(self) -> str:
        given = "".join(f", {name}={value!r}" for name, value in self.details.items())
        return f"Problem({self.code!r}{given})"

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.code, dict(self.details), self.causes)


def _rebuild(
    cls: type[Problem], code: str, details: dict[str, object], causes: tuple[Problem | Finding, ...]
) -> Problem:
    problem = cls(code, **details)
    problem.causes = causes
    return problem


@dataclass(frozen=True)
class Finding:
    """Something wrong in data, with its place, so that all of it is reported at once and nothing is dropped.

    `details` is a tuple of (name, value) pairs, in order of name, so that a Finding is hashable. Its code is
    in the same catalogue as Problems, with kind INVALID. Errors: KeyError for an unknown code or a missing
    detail, ValueError for another kind (bugs).
    """

    code: str
    place: str
    details: tuple[tuple[str, object], ...] = ()
    severity: Severity = Severity.ERROR

    def __post_init__(self) -> None:
        if _template(self.code, dict(self.details)).kind is not ProblemKind.INVALID:
            raise ValueError(f"a Finding is of kind invalid: {self.code!r}")

    @classmethod
    def of(cls, code: str, place: str, severity: Severity = Severity.ERROR, /, **details: object) -> Self:
        """A Finding with its details written as names."""
        return cls(code, place, tuple(sorted(details.items(), key=lambda pair: pair[0])), severity)

    @property
    def template(self) -> Template:
        """The catalogue's kind and text."""
        return _catalogue[self.code]

    @property
    def text(self) -> str:
        """The English msgid, with its fields still open."""
        return self.template.text

    def render(self, translate: Translate = _same) -> str:
        """The sentence for a reader, without its place."""
        return self.template.fill(dict(self.details), translate)

    def __str__(self) -> str:
        return f"{self.place}: {self.render()}" if self.place else self.render()
