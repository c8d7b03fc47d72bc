"""How pages draw what services answer: words, shapes and lengths of bars; no figure is made here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from django import template
from django.utils.translation import get_language

from tiendo.core.errors import Problem
from tiendo.core.period import Month, Period, PeriodKind, print_day, read_day
from tiendo.core.quantity import print_amount
from tiendo.formats.wording import STATES, Wording
from tiendo.web.clock import ZONE

register = template.Library()

ICONS: Mapping[str, str] = {
    "met": "circle-check",
    "exceeded": "checks",
    "on_pace": "trending-up",
    "behind": "clock",
    "running": "arrow-right",
    "not_met": "circle-x",
    "no_data": "help-circle",
    "not_assigned": "circle-dashed",
    "not_applicable": "circle-minus",
    "not_begun": "circle-dashed",
    "open": "edit",
    "sent": "send",
    "sent_again": "send",
    "returned": "arrow-back-up",
    "accepted": "circle-check",
    "reopened": "lock",
}
"""The shape beside each status: it can be told apart without colour, and in print."""

_WORDINGS = {language: Wording(language) for language in ("vi", "en")}


def wording() -> Wording:
    """Words in the language of the page."""
    return _WORDINGS["en" if get_language() == "en" else "vi"]


@register.filter
def status_shown(status: str) -> dict[str, str]:
    """A status as a word and a shape."""
    return {"word": wording().word(status), "icon": ICONS.get(status, "info-circle")}


@register.filter
def state_shown(state: str) -> dict[str, str]:
    """The state of a month as a word and a shape; some words mean something else there."""
    return {"word": wording().word(state, among=STATES), "icon": ICONS.get(state, "info-circle")}


@register.filter
def word(key: str) -> str:
    """A word of the program in the language of the page."""
    return wording().word(key)


@register.filter
def bar(attainment: str | None, pace: str | None = None) -> dict[str, str] | None:
    """Lengths of a bar and its pace mark in percent of the whole, from exact ratios `n/d`; None without one."""
    if not attainment:
        return None
    drawn = {"fill": _length(attainment)}
    if pace:
        drawn["pace"] = _length(pace)
    return drawn


def _length(ratio: str) -> str:
    tenths = min(max(Fraction(ratio), Fraction(0)), Fraction(1)) * 1000
    return f"{int(tenths) // 10}.{int(tenths) % 10}"


@register.filter
def coverage_shown(coverage: Mapping[str, int]) -> dict[str, Any]:
    """How many reports came of how many due, as a shape as well."""
    heard = coverage["reported"] + coverage["nil"]
    whole = heard == coverage["expected"]
    how = "whole" if whole else "none" if not heard else "some"
    icons = {"whole": "circle-check", "some": "circle-dashed", "none": "circle-x"}
    return {
        "how": how if coverage["expected"] else "some",
        "icon": icons[how] if coverage["expected"] else "circle-minus",
        "heard": print_amount(heard),
        "expected": print_amount(coverage["expected"]) if coverage["expected"] else "",
        "nil": print_amount(coverage["nil"]) if coverage["nil"] else "",
    }


@register.filter
def at_field(faults: Any, field: str) -> list[str]:
    """What is wrong with one field of a form."""
    return list(faults.at(field)) if faults else []


@register.filter
def amount(value: int) -> str:
    """A count the Vietnamese way."""
    return print_amount(value)


@register.filter
def goal(shown: str | None, comparator: str) -> str:
    """A number to be reached as the plan asks for it: `trên 65%`, a bare one where at least that is asked; a dash."""
    return wording().goal(comparator, shown) or "–"


@register.filter
def period(given: Period | str | None) -> str:
    """A period as the page's language calls it; what is none stays as it is."""
    if isinstance(given, str):
        try:
            given = Period.parse(given)
        except Problem:
            return str(given)
    return "" if given is None else _period_said(given)


def _period_said(period: Period) -> str:
    if get_language() != "en":
        return period.label
    halves = {1: "first half of {year}", 2: "second half of {year}"}
    told = {
        PeriodKind.MONTH: "month {number:02}/{year}",
        PeriodKind.QUARTER: "quarter {number}/{year}",
        PeriodKind.HALF: halves.get(period.number, ""),
        PeriodKind.NINE_MONTHS: "first nine months of {year}",
        PeriodKind.YEAR: "year {year}",
        PeriodKind.WORK_YEAR: "work year {year}",
        PeriodKind.SCHOOL_YEAR: "school year {year}-{last}",
        PeriodKind.TERM: "term {year}-{last}",
    }[period.kind]
    return told.format(year=period.year, number=period.number, last=period.months[1].year)


@register.filter
def number(value: str | int | None) -> str:
    """An exact decimal as people write it; a dash where nothing was told."""
    if value is None:
        return "–"
    whole, _, part = str(value).partition(".")
    return print_amount(int(whole + part), decimals=len(part))


@register.filter
def day(value: str | date | None) -> str:
    """A day as people write it; empty without one."""
    if not value:
        return ""
    return print_day(read_day(value) if isinstance(value, str) else value)


@register.filter
def last_day(window: Sequence[str]) -> str:
    """The last day of a window `[from, to)` as people write it."""
    return print_day(date.fromisoformat(window[1]) - timedelta(days=1))


@register.filter
def moment(value: str) -> str:
    """A moment as people of the organisation's country read it: day and minute."""
    at = datetime.fromisoformat(value).astimezone(ZONE)
    return f"{print_day(at.date())} {at:%H:%M}"


@register.filter
def month(value: str | int | None) -> str:
    """A reporting month as people write it."""
    if not value:
        return ""
    return (Month.parse(value) if isinstance(value, str) else Month(value)).label


@register.filter
def short(digest: str) -> str:
    """The beginning of a digest, enough to compare by eye."""
    return digest[:12]
