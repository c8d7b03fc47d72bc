"""From a source to what it means: the one door of this package.

Pure and deterministic: the same blocks give the same result, byte for byte.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from tiendo.core.errors import Finding, ProblemKind, Severity, register
from tiendo.reading.blocks import Source
from tiendo.reading.duties import duties, requirements, tasks
from tiendo.reading.outline import Outline, outline
from tiendo.reading.papers import papers_of
from tiendo.reading.tables import Tables, tables
from tiendo.reading.targets import MOST_NUMBERS, Found, targets
from tiendo.reading.text import Text
from tiendo.reading.understood import Basis, ClauseKind, Head, Understood

_INVALID = ProblemKind.INVALID
register("reading.empty", _INVALID, "The document holds no text.")
register("reading.no_targets", _INVALID, "No countable promise was found in this document.")
register("reading.number_blank", _INVALID, "The document's number is left blank.")
register("reading.day_blank", _INVALID, "The day of the document is left blank.")
register("reading.too_many", _INVALID, "Only the first {most} numbers of this document were looked at.")
register("reading.jump", _INVALID, "The numbering jumps from {before} to {after}.")


def read_document(source: Source) -> Understood:
    """Read a whole document: head, clauses, targets, tasks, duties, tables, and what deserves a look."""
    text = Text(source)
    found = outline(text)
    read = targets(found)
    tabled = tables(found, read.targets)
    bases = tuple(
        Basis(clause.text, clause.start, clause.end, papers_of(clause.text))
        for clause in found.clauses
        if clause.kind is ClauseKind.BASIS
    )
    return Understood(
        source=source,
        text=text.text,
        head=_head(found),
        bases=bases,
        recipients=found.foot.recipients,
        clauses=found.clauses,
        targets=(*read.targets, *tabled.targets),
        tasks=tasks(found),
        requirements=requirements(found),
        duties=duties(found),
        allocations=(*read.phased, *tabled.allocations),
        candidates=tabled.candidates,
        findings=_findings(found, read, tabled),
    )


def _head(found: Outline) -> Head:
    """The opening's head with the foot's signer."""
    return replace(found.opening.head, signer=found.foot.signer, signer_title=found.foot.signer_title)


def _findings(found: Outline, read: Found, tabled: Tables) -> tuple[Finding, ...]:
    """What a person should know before trusting the rest."""
    told = []
    warning = Severity.WARNING
    if not found.text.text:
        return (Finding.of("reading.empty", ""),)
    head = found.opening.head
    if head.symbol and not head.number:
        told.append(Finding.of("reading.number_blank", "document.number", warning))
    if head.date_text and head.day is None:
        told.append(Finding.of("reading.day_blank", "document.date", warning))
    told += [
        Finding.of("reading.jump", after, warning, before=before, after=after)
        for before, after in _jumps(found)
    ]
    if read.too_many:
        told.append(Finding.of("reading.too_many", "", warning, most=MOST_NUMBERS))
    if not (read.targets or tabled.targets or tabled.allocations):
        told.append(Finding.of("reading.no_targets", "", warning))
    return (*told, *tabled.findings)


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


def _jumps(found: Outline) -> list[tuple[str, str]]:
    """Where the Roman numbers of sections leave one out."""
    numbers = [
        piece.para.mark.number
        for piece in found.pieces
        if piece.style == "roman" and piece.para.mark is not None
    ]
    return [(before, after) for before, after in pairwise(numbers) if _arabic(after) > _arabic(before) + 1]


def _arabic(roman: str) -> int:
    values = [_ROMAN.get(letter, 0) for letter in roman]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
