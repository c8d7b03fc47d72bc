"""The time a plan counts in, as its text states it: a term of five years from congress to congress, a stage, a year.

VN: nhiệm kỳ, giai đoạn, năm, năm học.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tiendo.core.period import PeriodKind
from tiendo.reading.understood import Understood

_YEARS = re.compile(r"(?<!\d)(20\d\d)\s*[-–—]\s*(20\d\d)(?!\d)")
_YEAR = re.compile(r"(?:năm|năm học)\s+(20\d\d)(?!\d)", re.IGNORECASE)
_ANY = re.compile(r"(?<![\d.,])(20[0-4]\d)(?![\d.,]\d|\d)")
_SPOKEN = re.compile(r"(?:nhiệm kỳ|giai đoạn)\s+(20\d\d)\s*[-–—]\s*(20\d\d)(?!\d)", re.IGNORECASE)
_CONGRESS = 5
"""Years between two congresses: a term named by both has five whole years, those after the first."""


@dataclass(frozen=True)
class Term:
    """The days that count, first and last, in what years they are cut, and the years named where they say more."""

    start: date
    last: date
    year: PeriodKind
    named: tuple[int, int]

    @property
    def years(self) -> int:
        """How many years it has."""
        return max(1, self.last.year - self.start.year + (self.year is PeriodKind.YEAR))

    @property
    def from_congress(self) -> bool:
        """Whether its first year is only the year of the congress that opened it."""
        return self.year is PeriodKind.YEAR and self.named[0] < self.start.year


def term_of(understood: Understood) -> Term | None:
    """The time a document counts in; None where it states none and bears no year."""
    head = understood.head
    titled = f"{head.type} {head.subject}"
    span = head.term or _named(titled)
    if span is None and not titled.strip() and (spoken := _SPOKEN.search(understood.text)):
        span = (int(spoken[1]), int(spoken[2]))
    school = "năm học" in titled.lower() or _mostly_school(understood)
    if span is None and school and (head.year or head.day):
        first = _first_year(understood)
        return None if first is None else _school((first, first + 1))
    if span is not None:
        return _school(span) if school and span[1] - span[0] == 1 else _calendar(span)
    year = _first_year(understood)
    return None if year is None else _calendar((year, year))


def _named(titled: str) -> tuple[int, int] | None:
    found = _YEARS.search(titled)
    if found and int(found[1]) < int(found[2]) <= int(found[1]) + 30:
        return int(found[1]), int(found[2])
    single = _YEAR.search(titled)
    return (int(single[1]), int(single[1])) if single and "học" not in single[0].lower() else None


def _mostly_school(understood: Understood) -> bool:
    periods = [one.period for one in understood.targets]
    return bool(periods) and 2 * periods.count("school_year") > len(periods)


def _first_year(understood: Understood) -> int | None:
    head = understood.head
    if head.day or head.year:
        return head.day.year if head.day else head.year
    years = [int(one.period[-4:]) for one in understood.targets if one.period[-4:].isdigit()]
    if years:
        return min(years)
    found = _YEARS.search(understood.text) or _YEAR.search(understood.text) or _ANY.search(understood.text)
    return int(found[1]) if found else None


def _school(span: tuple[int, int]) -> Term:
    return Term(date(span[0], 9, 1), date(span[1], 8, 31), PeriodKind.SCHOOL_YEAR, span)


def _calendar(span: tuple[int, int]) -> Term:
    first, last = span
    opened = first + 1 if last - first == _CONGRESS else first
    return Term(date(opened, 1, 1), date(last, 12, 31), PeriodKind.YEAR, span)
