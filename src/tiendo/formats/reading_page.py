"""One self-contained page that shows a document's words with what was understood marked in them.

No script, no font, no picture from elsewhere: the page can be sent by mail and opened years later. Everything of the
document is escaped; the only markup is ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from tiendo.core.errors import Problem
from tiendo.core.quantity import print_amount
from tiendo.formats.wording import Wording
from tiendo.reading.blocks import Repair
from tiendo.reading.compare import Promised
from tiendo.reading.understood import Clause, ClauseKind, Target, Understood

_STYLE = """
:root{color-scheme:light dark}
body{margin:0;font:16px/1.5 system-ui,sans-serif;display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr)}
main,aside{padding:1rem 1.5rem;overflow-wrap:anywhere}aside{border-left:1px solid #8888}
h1{font-size:1.2rem;grid-column:1/-1;margin:0;padding:1rem 1.5rem;border-bottom:1px solid #8888}
p{margin:.4rem 0}p.heading{font-weight:700;margin-top:1rem}p.low{opacity:.6}
mark{background:#ffe08a;color:#222;padding:0 .1em}mark b{text-decoration:underline}
li{margin:.5rem 0}small{opacity:.75}a{color:inherit}:target{outline:2px solid #c60}
@media(max-width:60rem){body{display:block}aside{border:0}}
@media print{body{display:block}}
"""
KINDS = {
    "cumulative_total": "total of the period",
    "annual_count": "count of each year",
    "share_of_population": "share of people",
    "share_of_units": "share of units",
    "per_unit_minimum": "minimum of each unit",
    "ratio": "share of one figure in another",
    "level": "level reached",
    "rate_of_change": "change",
    "rank": "place in an order",
    "zero": "nothing of the kind",
}
"""The kinds of targets as people say them, to be translated."""

PERIODS = {
    "annual": "each year",
    "school_year": "each school year",
    "term": "whole term",
    "campaign": "the campaign",
    "month": "each month",
    "quarter": "each quarter",
    "week": "each week",
    "day": "each day",
    "semester": "each semester",
    "unstated": "period not stated",
}
"""Periods as people say them, to be translated."""

_LOW = {ClauseKind.LETTERHEAD, ClauseKind.RECIPIENT, ClauseKind.SIGNATURE, ClauseKind.FURNITURE}


def reading_page(read: Understood, wording: Wording) -> str:
    """The page of an understood document in a language."""
    title = escape(read.head.called or wording.text("Document"))
    words = "\n".join(_paragraphs(read))
    rows = "\n".join(_row(one, wording) for one in read.targets)
    targets = escape(wording.text("Targets understood"))
    found = "".join(f"<li>{escape(wording.told(one))}</li>" for one in read.findings)
    return (
        f'<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title><style>{_STYLE}</style></head>\n'
        f"<body><h1>{title}</h1><main>{words}</main>\n"
        f"<aside><h2>{targets}: {len(read.targets)}</h2><ol>{rows}</ol><ul>{found}</ul></aside></body></html>\n"
    )


def _paragraphs(read: Understood) -> Iterator[str]:
    targets = sorted(read.targets, key=lambda one: (one.number_start, one.id))
    place = 0
    for clause in read.clauses:
        held = []
        while place < len(targets) and targets[place].number_start < clause.end:
            if targets[place].number_start >= clause.start:
                held.append(targets[place])
            place += 1
        look = "heading" if clause.kind in {ClauseKind.HEADING, ClauseKind.TITLE} else ""
        look = "low" if clause.kind in _LOW else look
        yield f'<p class="{look}" style="margin-left:{min(clause.depth, 6)}em">{_marked(read, clause, held)}</p>'


def _marked(read: Understood, clause: Clause, held: Sequence[Target]) -> str:
    """A clause's words, numbers of its targets marked and leading to their rows."""
    parts, place = [], clause.start
    for one in held:
        if one.number_start < place:
            continue
        parts.append(escape(read.text[place : one.number_start]))
        said = escape(read.text[one.number_start : one.number_end])
        parts.append(f'<mark id="q{one.id}"><a href="#{one.id}"><b>{said}</b></a></mark>')
        place = one.number_end
    parts.append(escape(read.text[place : clause.end]))
    return "".join(parts)


def _row(one: Target, wording: Wording) -> str:
    kind, period = escape(wording.text(KINDS[one.kind.value])), escape(period_told(one.period, wording))
    goal = escape(goal_told(one))
    condition = f" ({escape(one.condition.text)})" if one.condition is not None else ""
    return (
        f'<li id="{one.id}"><a href="#q{one.id}"><b>{goal}</b></a>{condition} · {escape(one.measure)}<br>'
        f"<small>{kind} · {period} · {escape(one.rule)} · {one.confidence}%</small></li>"
    )


def number_told(one: Target | Promised) -> str:
    """The number as people write it, a range with both its ends."""
    ends = [one.value] if one.value_max is None else [one.value, one.value_max]
    return "–".join(print_amount(round(end * 1000), decimals=3) for end in ends)


def goal_told(one: Target) -> str:
    """The number with its comparator and unit."""
    number = f"{number_told(one)}%" if one.unit.startswith("%") else number_told(one)
    rest = one.unit.removeprefix("%") if one.unit.startswith("%") else f" {one.unit}"
    sign = {">=": "≥", "<=": "≤"}.get(one.comparator.value, one.comparator.value)
    return f"{sign} {number}{rest}".strip()


def repair_told(one: Repair, wording: Wording) -> str:
    """What was mended while reading, as a sentence; its code where nobody gave it one."""
    try:
        return wording.told(Problem(one.code, **{"count": one.count, **one.details}))
    except KeyError:
        return one.code


def period_told(period: str, wording: Wording) -> str:
    """A period as people say it."""
    if not period:
        return ""
    form, _, year = period.partition(":")
    if year:
        return wording.text("until {year}" if form == "by" else "in the year {year}").format(year=year)
    return wording.text(PERIODS.get(form, form))
