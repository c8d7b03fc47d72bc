"""Days, reporting months and runs of months, so that every part of the product cuts time in the same places.

Stretches of days are half open, `[start, end)`. Reporting months follow a `Calendar`; longer periods are runs of them.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, Self, overload

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.quantity import tidy

FIRST_YEAR, LAST_YEAR = 1900, 2200
LAST_DAY = 31  # as a cut-off: the last day of every month
_MAX_TEXT = 80
_DAY = timedelta(days=1)

_INVALID = ProblemKind.INVALID
register("period.month_text", _INVALID, "“{text}” is not a month; write it as in 03/2024.")
register("period.month_number", _INVALID, "There is no month {number}; months are 1 to 12.")
register("period.year_range", _INVALID, "The year {year} is out of range; years are {first} to {last}.")
register("period.order", _INVALID, "{end} comes before {start}.")
register("period.cutoff", _INVALID, "The cut-off day is 1 to 31, not {cutoff}.")
register("period.changes", _INVALID, "The months in which the cut-off day changes must follow each other.")
register("period.number", _INVALID, "There is no number {number} among the periods of kind {kind} in a year.")
register("period.text", _INVALID, "“{text}” is not a period; write it as in 03/2024, quý 1/2024 or năm 2024.")
register("period.school_year", _INVALID, "“{text}”: a school year names two years in a row, as in 2024-2025.")
register("period.not_yearly", _INVALID, "A period of kind {kind} is not a year.")
register("period.outside", _INVALID, "{day} lies in no period of kind {kind}.")
register("period.day_text", _INVALID, "“{text}” is not a day; write it as in 30/11/2024.")
register("period.no_such_day", _INVALID, "There is no day {text}.")


class Month(int):
    """One reporting month; an `int` (months since year 0), because millions of them are compared and hashed.

    Errors: Problem `period.year_range` outside 1900 to 2200, also when adding. VN: tháng báo cáo
    """

    __slots__ = ()

    def __new__(cls, index: int) -> Self:
        """The month with this index; see `of` for its usual name."""
        if not FIRST_YEAR * 12 <= index < (LAST_YEAR + 1) * 12:
            raise Problem("period.year_range", year=index // 12, first=FIRST_YEAR, last=LAST_YEAR)
        return super().__new__(cls, index)

    @classmethod
    def of(cls, year: int, number: int) -> Self:
        """Month `number` (1 to 12) of a calendar year; errors: Problem `period.month_number`."""
        if not 1 <= number <= 12:
            raise Problem("period.month_number", number=number)
        return cls(year * 12 + number - 1)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2024-03`, `03/2024`, `tháng 3/2024` or `tháng 3 năm 2024`; errors: Problem `period.month_text`."""
        _, parts = _find(text, "period.month_text", PeriodKind.MONTH)
        return cls.of(int(parts["year"]), int(parts["number"]))

    @property
    def index(self) -> int:
        """Months since year 0, as stored: year * 12 + number - 1."""
        return int(self)

    @property
    def year(self) -> int:
        """The calendar year it is named after."""
        return self // 12

    @property
    def number(self) -> int:
        """1 to 12."""
        return self % 12 + 1

    @property
    def label(self) -> str:
        """`03/2024`, for readers."""
        return f"{self.number:02}/{self.year}"

    def through(self, last: Month) -> tuple[Month, ...]:
        """The months from this one to `last`, both included; none when `last` comes before."""
        return tuple(Month(index) for index in range(int(self), int(last) + 1))

    def __add__(self, months: int) -> Month:
        return Month(int(self) + int(months))

    @overload
    def __sub__(self, other: Month) -> int: ...  # type: ignore[overload-overlap]
    @overload
    def __sub__(self, other: int) -> Month: ...
    def __sub__(self, other: int) -> int:
        apart = int(self) - int(other)
        return apart if isinstance(other, Month) else Month(apart)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    __repr__ = __str__


class Window(NamedTuple("_Days", [("start", date), ("end", date)])):
    """Days `[start, end)`, never none; a tuple: sums are looked up by it. Errors: `period.order`. VN: khoảng ngày"""

    __slots__ = ()

    def __new__(cls, start: date, end: date) -> Self:  # noqa: D102 - the class says it
        if end <= start:
            raise Problem("period.order", start=print_day(start), end=print_day(end - _DAY))
        return super().__new__(cls, start, end)

    @classmethod
    def through(cls, first: date, last: date) -> Self:
        """The days from `first` to `last`, both included."""
        return cls(first, last + _DAY)

    @property
    def last(self) -> date:
        """The last day that belongs to it."""
        return self.end - _DAY

    @property
    def days(self) -> int:
        """How many days it has, at least 1."""
        return (self.end - self.start).days

    def holds(self, day: date) -> bool:
        """Whether a day belongs to it."""
        return self.start <= day < self.end

    def intersect(self, other: Window) -> Window | None:
        """The days that belong to both; None without any."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Window(start, end) if start < end else None

    def until(self, as_of: date) -> Window | None:
        """Its days up to and including `as_of`; None when it begins later."""
        begun = Window.through(self.start, as_of) if self.start <= as_of < self.last else None
        return self if as_of >= self.last else begun


@dataclass(frozen=True)
class Calendar:
    """The organisation's reporting months: the cut-off day (1 to 31) valid from a month on, in order of month.

    Without changes, or with a cut-off it does not have, a month ends on its last day. With 15, *tháng 3* is 16/02
    to 15/03. A month's end follows its own cut-off and it begins where the month before ends, so a change makes
    one month longer or shorter and no day is lost or counted twice.
    Errors: Problem `period.cutoff`, `period.changes`. VN: lịch báo cáo, ngày chốt số liệu
    """

    changes: tuple[tuple[Month, int], ...] = ()

    def __post_init__(self) -> None:
        if wrong := [cutoff for _, cutoff in self.changes if not 1 <= cutoff <= LAST_DAY]:
            raise Problem("period.cutoff", cutoff=wrong[0])
        if any(later <= earlier for (earlier, _), (later, _) in pairwise(self.changes)):
            raise Problem("period.changes")

    def with_change(self, month: Month, cutoff: int) -> Calendar:
        """The calendar in which `cutoff` is valid from `month` on, up to the next change already there."""
        return Calendar(tuple(sorted({**dict(self.changes), month: cutoff}.items())))

    def cutoff(self, month: int) -> int:
        """The cut-off day valid in a month (or its index); 31 stands for its last day."""
        at = bisect_right(self.changes, month, key=lambda change: int(change[0]))
        return self.changes[at - 1][1] if at else LAST_DAY

    def last_day(self, month: int) -> date:
        """The last day of a reporting month (or of an index, which may lie one before the first month)."""
        return _day(month, self.cutoff(month))

    @lru_cache(maxsize=4096)  # noqa: B019 - calendars are few and small, their months asked for a million times
    def window(self, month: Month) -> Window:
        """The days of a reporting month."""
        return self.run(month, month)

    def run(self, first: Month, last: Month) -> Window:
        """The days of the months `first` to `last`, both included; errors: Problem `period.order`."""
        if last < first:
            raise Problem("period.order", start=str(first), end=str(last))
        return Window(self.last_day(first.index - 1) + _DAY, self.last_day(last) + _DAY)

    def month_of(self, day: date) -> Month:
        """The reporting month a day belongs to."""
        month = Month.of(day.year, day.month)
        return month if day.day <= self.cutoff(month) else month + 1

    def months_in(self, window: Window) -> tuple[Month, Month]:
        """The first whole month inside a window and the one past the last; the same month twice without any."""
        first, stop = self.month_of(window.start), self.month_of(window.end)
        if self.window(first).start < window.start:
            first += 1
        return min(first, stop), stop

    def edges(self, window: Window) -> list[Window]:
        """The days of a window outside its whole months, in order: what is summed by day, at most two parts."""
        first, stop = self.months_in(window)
        if first == stop:
            return [window]
        whole = self.run(first, stop - 1)
        parts = [(window.start, whole.start), (whole.end, window.end)]
        return [Window(start, end) for start, end in parts if start < end]


class PeriodKind(StrEnum):
    """The runs of months reports and goals are made for.

    VN: tháng, quý, 6 tháng, 9 tháng, năm, năm công tác (từ tháng 12), năm học (từ tháng 9), nhiệm kỳ
    """

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    NINE_MONTHS = "nine_months"
    YEAR = "year"
    WORK_YEAR = "work_year"
    SCHOOL_YEAR = "school_year"
    TERM = "term"


# Months from January to the first, months in each, how many in a year (a term: years at most); key; label.
_SHAPES = {
    PeriodKind.MONTH: (0, 1, 12, "{year}-{number:02}", "tháng {number}/{year}"),
    PeriodKind.QUARTER: (0, 3, 4, "{year}-Q{number}", "quý {number}/{year}"),
    PeriodKind.HALF: (0, 6, 2, "{year}-H{number}", "6 tháng {half} năm {year}"),
    PeriodKind.NINE_MONTHS: (0, 9, 1, "{year}-9M", "9 tháng đầu năm {year}"),
    PeriodKind.YEAR: (0, 12, 1, "{year}", "năm {year}"),
    PeriodKind.WORK_YEAR: (-1, 12, 1, "WY{year}", "năm công tác {year}"),
    PeriodKind.SCHOOL_YEAR: (8, 12, 1, "SY{year}", "năm học {year}-{last}"),
    PeriodKind.TERM: (0, 12, 20, "T{year}-{last}", "nhiệm kỳ {year}-{last}"),
}


@dataclass(frozen=True)
class Period:
    """A named run of reporting months, whose days depend on the calendar.

    `year` is the year in its name (a school year's first), `number` which month, quarter or half of it; a term is
    `number` whole calendar years from `year` on. Errors: Problem `period.number`, `period.year_range`. VN: kỳ
    """

    kind: PeriodKind
    year: int
    number: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.number <= _SHAPES[self.kind][2]:
            raise Problem("period.number", number=self.number, kind=self.kind)
        _ = self.months

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a `key` or a Vietnamese form: `quý 1/2024`, `6 tháng đầu năm 2024`, `năm học 2024-2025`.

        Errors: Problem `period.text`, `period.school_year`, and those of the parts.
        """
        kind, parts = _find(text, "period.text")
        year, number = int(parts["year"]), parts.get("number", "1")
        last = int(parts.get("last", year + 1))
        if kind is PeriodKind.SCHOOL_YEAR and last != year + 1:
            raise Problem("period.school_year", text=text)
        if kind is PeriodKind.TERM:
            return cls(kind, year, last - year + 1)
        return cls(kind, year, _NUMBER_WORDS.get(number) or int(number))

    @property
    def months(self) -> tuple[Month, Month]:
        """Its first and last month, both included."""
        offset, length = _SHAPES[self.kind][:2]
        january = self.year * 12
        if self.kind is PeriodKind.TERM:
            return Month(january), Month(january + self.number * length - 1)
        first = january + offset + (self.number - 1) * length
        return Month(first), Month(first + length - 1)

    def window(self, calendar: Calendar) -> Window:
        """Its days in an organisation's calendar."""
        return calendar.run(*self.months)

    @property
    def key(self) -> str:
        """A short name for addresses and files: `2024-03`, `2024-Q1`, `2024-9M`, `WY2024`, `T2021-2025`."""
        return self._name(_SHAPES[self.kind][3])

    @property
    def label(self) -> str:
        """Its Vietnamese name, which `parse` reads."""
        return self._name(_SHAPES[self.kind][4])

    def _name(self, form: str) -> str:
        last, half = self.months[1].year, "đầu" if self.number == 1 else "cuối"
        return form.format(year=self.year, number=self.number, last=last, half=half)


# How typed names are read, without marks. Y is the year, N the number, L the last year.
_PARTS = {"Y": "(?P<year>[0-9]{4})", "N": "(?P<number>[0-9]{1,2})", "L": "(?P<last>[0-9]{4})"}
_NAMES = {
    PeriodKind.MONTH: ("Y-N", "(?:thang )?N(?:/| nam )Y"),
    PeriodKind.QUARTER: ("Y-qN", "(?:quy |q)N(?:/| nam )Y", "quy (?P<number>i{1,3}|iv)(?:/| nam )Y"),
    PeriodKind.HALF: ("Y-hN", "(?:6|sau) thang (?P<number>dau|cuoi) nam Y"),
    PeriodKind.NINE_MONTHS: ("Y-9m", "(?:9|chin) thang(?: dau)?(?: nam)? Y"),
    PeriodKind.YEAR: ("(?:nam )?Y",),
    PeriodKind.WORK_YEAR: ("(?:wy|nam cong tac )Y",),
    PeriodKind.SCHOOL_YEAR: ("syY", "nam hoc Y-L"),
    PeriodKind.TERM: ("(?:t|nhiem k[yi] )Y-L",),
}
_FORMS = [
    (kind, re.compile("".join(_PARTS.get(letter, letter) for letter in form)))
    for kind, forms in _NAMES.items()
    for form in forms
]
_NUMBER_WORDS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "dau": 1, "cuoi": 2}


def _find(text: str, refusal: str, only: PeriodKind | None = None) -> tuple[PeriodKind, dict[str, str]]:
    """The kind of the period a text names, and the parts of the name; raises the refusal without any."""
    bare = _bare(text)
    for kind, form in _FORMS:
        if only in (None, kind) and (found := form.fullmatch(bare)):
            return kind, found.groupdict()
    raise Problem(refusal, text=text[:_MAX_TEXT])


def _bare(text: str) -> str:
    """Text without marks, so that `quý` and `quí` or a mark typed elsewhere read alike; empty when too long."""
    if len(text) > _MAX_TEXT:
        return ""
    plain = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", tidy(text)))
    plain = plain.replace("đ", "d").replace("qui", "quy")
    return re.sub(r" ?([-/]) ?", r"\1", " ".join(plain.split()))


def period_holding(day: date, kind: PeriodKind, calendar: Calendar) -> Period:
    """The period of a kind a day belongs to; Problem `period.outside` after nine months, or for a term."""
    offset, length, count = _SHAPES[kind][:3]
    year, month = divmod(calendar.month_of(day).index - offset, 12)
    if kind is PeriodKind.TERM or month // length >= count:
        raise Problem("period.outside", day=print_day(day), kind=kind)
    return Period(kind, year, month // length + 1)


def years_over(window: Window, kind: PeriodKind, calendar: Calendar) -> list[Period]:
    """The years of a kind that share days with a window, in order; Problem `period.not_yearly` for others."""
    if kind not in (PeriodKind.YEAR, PeriodKind.WORK_YEAR, PeriodKind.SCHOOL_YEAR):
        raise Problem("period.not_yearly", kind=kind)
    found, day = [], window.start
    while day < window.end:
        found.append(period_holding(day, kind, calendar))
        day = found[-1].window(calendar).end
    return found


_DAY_FORMS = (
    re.compile("(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"),
    re.compile("(?:ngay )?(?P<day>[0-9]{1,2})(?P<by>[/.-])(?P<month>[0-9]{1,2})(?P=by)(?P<year>[0-9]{4})"),
    re.compile("(?:ngay )?(?P<day>[0-9]{1,2}) thang (?P<month>[0-9]{1,2})(?:/| nam )(?P<year>[0-9]{4})"),
)


def read_day(text: str) -> date:
    """Read `30/11/2024`, `30-11-2024`, `30.11.2024`, `2024-11-30` or `ngày 30 tháng 11 năm 2024`.

    The day comes first, as in Vietnam. Errors: Problem `period.day_text`, `period.no_such_day` (31/02),
    `period.year_range`. VN: ngày
    """
    found = next(filter(None, (form.fullmatch(_bare(text)) for form in _DAY_FORMS)), None)
    if found is None:
        raise Problem("period.day_text", text=text[:_MAX_TEXT])
    day, month, year = (int(found[part]) for part in ("day", "month", "year"))
    Month(year * 12)  # refuses a year out of range
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        raise Problem("period.no_such_day", text=f"{day:02}/{month:02}/{year}")
    return date(year, month, day)


@lru_cache(maxsize=8192)
def _day(month: int, day: int) -> date:
    """A day of the month with this index, or its last one where it has no such day."""
    year, number = month // 12, month % 12 + 1
    return date(year, number, min(day, monthrange(year, number)[1]))


def print_day(day: date) -> str:
    """Print a day for readers: `30/11/2024`."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def add_months(day: date, months: int) -> date:
    """The same day so many months later (or earlier), or the last day of that month where it has no such day."""
    return _day(Month.of(day.year, day.month) + months, day.day)
