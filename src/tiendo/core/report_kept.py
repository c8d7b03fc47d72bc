"""A report read back from its canonical JSON, and where two of them read otherwise, cell by cell and line by line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.period import Window
from tiendo.core.report import (
    SCHEMA,
    About,
    Annex,
    Cited,
    Column,
    Letterhead,
    Paragraph,
    Piece,
    Report,
    Row,
    Section,
)

register(
    "report.kept", ProblemKind.CONFLICT, "What was kept at event {event} is no report that can be printed."
)


def report_from(document: str, *, event: int) -> Report:
    """The report a canonical JSON is of; `report_from(r.canonical()) == r`. Errors: Problem `report.kept`."""
    try:
        held = json.loads(document)
        if held.get("schema") != SCHEMA:
            raise Problem("report.kept", event=event)
        return _report(held)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise Problem("report.kept", event=event) from None


def _report(held: Mapping[str, Any]) -> Report:
    about, head = held["about"], held["letterhead"]
    return Report(
        about=About(**{**about, "as_of": date.fromisoformat(about["as_of"])}),
        letterhead=Letterhead(**{**head, "day": date.fromisoformat(head["day"]) if head["day"] else None}),
        kind=held["kind"],
        subject=tuple(held["subject"]),
        bases=tuple(held["bases"]),
        opening=_paragraphs(held["opening"]),
        sections=tuple(
            Section(one["title"], one["rank"], _paragraphs(one["paragraphs"])) for one in held["sections"]
        ),
        recipients=tuple(held["recipients"]),
        recipients_title=held["recipients_title"],
        signature=tuple(held["signature"]),
        archive=held["archive"],
        head=held["head"],
        annexes=tuple(_annex(one) for one in held["annexes"]),
    )


def _paragraphs(held: Sequence[Mapping[str, Any]]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(tuple(map(_piece, one["pieces"])), one["style"]) for one in held)


def _piece(held: str | Mapping[str, Any]) -> Piece:
    if isinstance(held, str):
        return held
    window = held["window"]
    days = window and Window(date.fromisoformat(window["start"]), date.fromisoformat(window["end"]))
    return Cited(**{**held, "window": days})


def _annex(held: Mapping[str, Any]) -> Annex:
    return Annex(
        title=held["title"],
        subtitle=held["subtitle"],
        columns=tuple(Column(**one) for one in held["columns"]),
        rows=tuple(Row(tuple(map(_piece, one["cells"])), one["group"]) for one in held["rows"]),
        wide=held["wide"],
    )


@dataclass(frozen=True)
class Difference:
    """A place of a paper that reads otherwise: `before` or `after` is empty where the place is only in one of them."""

    where: str
    before: str
    after: str


def differences(before: Report, after: Report) -> tuple[Difference, ...]:
    """Where two papers read otherwise: cells of their tables first, then sentences and lines.

    Number and day of signing are not compared, nor the line that tells the event each was made at.
    """
    cells = [
        Difference(f"{row} · {column}" if column else row, told.get((row, column), ""), now)
        for told, now_told in [(_cells(before), _cells(after))]
        for (row, column), now in {**dict.fromkeys(told, ""), **now_told}.items()
        if told.get((row, column), "") != now
    ]
    return (*cells, *_lines_apart(list(_lines(before)), list(_lines(after))))


def _cells(report: Report) -> dict[tuple[str, str], str]:
    """Every cell of the tables by the name in its row and the heading of its column; the running number is none."""
    found: dict[tuple[str, str], str] = {}
    for annex in report.annexes:
        for row in annex.rows:
            texts = [cell if isinstance(cell, str) else cell.shown for cell in row.cells]
            if not row.group:
                pairs = zip(annex.columns[2:], texts[2:], strict=True)
                found |= {(texts[1], column.title): text for column, text in pairs}
    return found


def _lines(report: Report) -> Iterator[tuple[str, str]]:
    """Every line outside the tables with where it stands."""
    head = report.letterhead
    yield from (("", text) for text in (head.heading, head.superior, head.issuer, head.symbol, head.place))
    yield from ((report.kind, text) for text in (*report.subject, *report.bases))
    yield from ((report.kind, one.text) for one in report.opening)
    for section in report.sections:
        yield (section.title, section.title)
        yield from ((section.title, one.text) for one in section.paragraphs)
    yield from ((report.recipients_title, text) for text in (*report.recipients, *report.signature))


def _lines_apart(before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]) -> Iterator[Difference]:
    """Lines that are not alike, beside each other where one took the other's place."""
    was, now = ([text for _, text in lines] for lines in (before, after))
    for kind, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for old, new in zip_longest(before[a:b], after[c:d]):
            where = (old or new)[0]
            yield Difference(where, old[1] if old else "", new[1] if new else "")
