"""Months, windows, calendars with a cut-off day, named periods and days, worked out by hand."""

import copy
import pickle
import unicodedata
from collections.abc import Callable
from datetime import date

import pytest

from tiendo.core.errors import CATALOGUE, Problem
from tiendo.core.period import (
    Calendar,
    Month,
    Period,
    PeriodKind,
    Window,
    add_months,
    period_holding,
    print_day,
    read_day,
    years_over,
)

PLAIN = Calendar()
MID = Calendar(((Month.of(1900, 1), 15),))


def d(text: str) -> date:
    """A day written in the ISO way."""
    return date.fromisoformat(text)


def w(start: str, end: str) -> Window:
    """A window [start, end) written in the ISO way."""
    return Window(d(start), d(end))


def m(text: str) -> Month:
    """A month written `2024-03`."""
    return Month.of(int(text[:4]), int(text[5:]))


# Month


def test_a_month() -> None:
    march = Month.of(2024, 3)
    assert (march.year, march.number, march.index) == (2024, 3, 24290)
    assert (str(march), f"{march}", repr(march), march.label) == ("2024-03", "2024-03", "2024-03", "03/2024")
    assert march == Month(24290)
    assert {march: "x"}[Month(24290)] == "x"
    assert pickle.loads(pickle.dumps(march)) == copy.deepcopy(march) == march
    assert isinstance(pickle.loads(pickle.dumps(march)), Month)


def test_months_are_counted_and_ordered() -> None:
    december = Month.of(2023, 12)
    assert december + 1 == Month.of(2024, 1)
    assert str(december + 1) == "2024-01"
    assert str(december - 12) == "2022-12"
    assert Month.of(2024, 3) - december == 3
    assert type(Month.of(2024, 3) - december) is int
    assert type(december - 1) is Month
    assert december < Month.of(2024, 1)
    assert [str(month) for month in december.through(Month.of(2024, 2))] == ["2023-12", "2024-01", "2024-02"]
    assert december.through(Month.of(2023, 11)) == ()


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2024-03", "2024-03"),
        ("2024-3", "2024-03"),
        ("03/2024", "2024-03"),
        ("3/2024", "2024-03"),
        ("tháng 3/2024", "2024-03"),
        ("Tháng 3 / 2024", "2024-03"),
        ("tháng 03 năm 2024", "2024-03"),
        ("THÁNG 12/2024", "2024-12"),
        (" tháng\u00a012/2024 ", "2024-12"),
        ("１２/２０２４", "2024-12"),
        ("2200-12", "2200-12"),
        ("1900-01", "1900-01"),
    ],
)
def test_read_months(text: str, month: str) -> None:
    assert str(Month.parse(text)) == month
    assert str(Month.parse(unicodedata.normalize("NFD", text))) == month


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "month_text"),
        ("3", "month_text"),
        ("2024", "month_text"),
        ("quý 1/2024", "month_text"),
        ("03/24", "month_text"),
        ("03.2024", "month_text"),
        ("x" * 1_000_000, "month_text"),
        ("13/2024", "month_number"),
        ("0/2024", "month_number"),
        ("03/1899", "year_range"),
        ("03/2201", "year_range"),
    ],
)
def test_refused_months(text: str, code: str) -> None:
    with pytest.raises(Problem) as refused:
        Month.parse(text)
    assert refused.value.code == f"period.{code}"
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize(("month", "months"), [("1900-01", -1), ("2200-12", 1), ("2024-03", -3_000)])
def test_no_month_lies_outside_the_range(month: str, months: int) -> None:
    with pytest.raises(Problem) as refused:
        _ = m(month) + months
    assert refused.value.code == "period.year_range"


# Window


def test_a_window_is_half_open() -> None:
    window = w("2024-02-01", "2024-03-01")
    assert window.last == d("2024-02-29")
    assert window.days == 29
    assert [window.holds(d(day)) for day in ("2024-01-31", "2024-02-01", "2024-02-29", "2024-03-01")] == [
        False,
        True,
        True,
        False,
    ]
    assert Window.through(d("2024-02-01"), d("2024-02-29")) == window


@pytest.mark.parametrize(
    ("start", "end", "common"),
    [
        ("2024-01-01", "2024-02-11", ("2024-02-01", "2024-02-11")),
        ("2024-02-10", "2024-04-01", ("2024-02-10", "2024-03-01")),
        ("2024-02-10", "2024-02-11", ("2024-02-10", "2024-02-11")),
        ("2024-01-01", "2025-01-01", ("2024-02-01", "2024-03-01")),
        ("2024-01-01", "2024-02-01", None),
        ("2024-03-01", "2024-03-02", None),
    ],
)
def test_common_days(start: str, end: str, common: tuple[str, str] | None) -> None:
    february = w("2024-02-01", "2024-03-01")
    expected = None if common is None else w(*common)
    assert february.intersect(w(start, end)) == expected
    assert w(start, end).intersect(february) == expected


@pytest.mark.parametrize(
    ("as_of", "end"),
    [
        ("2024-01-31", None),
        ("2024-02-01", "2024-02-02"),
        ("2024-02-10", "2024-02-11"),
        ("2024-02-28", "2024-02-29"),
        ("2024-02-29", "2024-03-01"),
        ("2024-03-01", "2024-03-01"),
        ("9999-12-31", "2024-03-01"),
    ],
)
def test_days_up_to_a_day(as_of: str, end: str | None) -> None:
    expected = None if end is None else w("2024-02-01", end)
    assert w("2024-02-01", "2024-03-01").until(d(as_of)) == expected


@pytest.mark.parametrize("end", ["2024-02-01", "2024-01-31"])
def test_a_window_has_days(end: str) -> None:
    with pytest.raises(Problem) as refused:
        w("2024-02-01", end)
    assert refused.value.code == "period.order"


def test_an_inverted_window_is_named_by_its_days() -> None:
    with pytest.raises(Problem) as refused:
        Window.through(d("2024-02-10"), d("2024-02-01"))
    assert str(refused.value) == "01/02/2024 comes before 10/02/2024."


# Calendar

CHANGING = Calendar(((m("2024-03"), 15), (m("2024-06"), 31), (m("2025-02"), 30)))


@pytest.mark.parametrize(
    ("calendar", "month", "first", "last"),
    [
        (PLAIN, "2024-01", "2024-01-01", "2024-01-31"),
        (PLAIN, "2024-02", "2024-02-01", "2024-02-29"),
        (PLAIN, "2023-02", "2023-02-01", "2023-02-28"),
        (PLAIN, "1900-01", "1900-01-01", "1900-01-31"),
        (PLAIN, "2200-12", "2200-12-01", "2200-12-31"),
        (MID, "2024-03", "2024-02-16", "2024-03-15"),
        (MID, "2024-01", "2023-12-16", "2024-01-15"),
        # from the last day to the 15th: March is short; back again: June is long
        (CHANGING, "2024-02", "2024-02-01", "2024-02-29"),
        (CHANGING, "2024-03", "2024-03-01", "2024-03-15"),
        (CHANGING, "2024-04", "2024-03-16", "2024-04-15"),
        (CHANGING, "2024-05", "2024-04-16", "2024-05-15"),
        (CHANGING, "2024-06", "2024-05-16", "2024-06-30"),
        (CHANGING, "2024-07", "2024-07-01", "2024-07-31"),
        # the 30th, which February does not have
        (CHANGING, "2025-01", "2025-01-01", "2025-01-31"),
        (CHANGING, "2025-02", "2025-02-01", "2025-02-28"),
        (CHANGING, "2025-03", "2025-03-01", "2025-03-30"),
        (CHANGING, "2025-04", "2025-03-31", "2025-04-30"),
        # the shortest month there can be
        (Calendar(((m("2024-03"), 1),)), "2024-03", "2024-03-01", "2024-03-01"),
    ],
)
def test_the_days_of_a_reporting_month(calendar: Calendar, month: str, *, first: str, last: str) -> None:
    window = calendar.window(m(month))
    assert (window.start, window.last) == (d(first), d(last))
    assert calendar.last_day(m(month)) == d(last)
    assert calendar.month_of(d(first)) == calendar.month_of(d(last)) == m(month)


@pytest.mark.parametrize(
    ("calendar", "day", "month"),
    [
        (PLAIN, "2024-02-29", "2024-02"),
        (MID, "2024-02-15", "2024-02"),
        (MID, "2024-02-16", "2024-03"),
        (MID, "2023-12-16", "2024-01"),
        (CHANGING, "2024-03-15", "2024-03"),
        (CHANGING, "2024-03-16", "2024-04"),
        (CHANGING, "2024-05-31", "2024-06"),
        (CHANGING, "2025-02-28", "2025-02"),
        (CHANGING, "2025-03-31", "2025-04"),
    ],
)
def test_the_month_of_a_day(calendar: Calendar, day: str, month: str) -> None:
    assert calendar.month_of(d(day)) == m(month)


def test_runs_of_months() -> None:
    assert CHANGING.run(m("2024-02"), m("2024-04")) == w("2024-02-01", "2024-04-16")
    with pytest.raises(Problem) as refused:
        CHANGING.run(m("2024-04"), m("2024-02"))
    assert str(refused.value) == "2024-02 comes before 2024-04."


@pytest.mark.parametrize(
    ("calendar", "window", "months", "edges"),
    [
        (PLAIN, ("2024-01-01", "2025-01-01"), ("2024-01", "2025-01"), []),
        (PLAIN, ("2024-02-01", "2024-03-01"), ("2024-02", "2024-03"), []),
        (PLAIN, ("2024-01-20", "2024-03-01"), ("2024-02", "2024-03"), [("2024-01-20", "2024-02-01")]),
        (PLAIN, ("2024-02-01", "2024-03-05"), ("2024-02", "2024-03"), [("2024-03-01", "2024-03-05")]),
        (
            PLAIN,
            ("2024-01-20", "2024-04-05"),
            ("2024-02", "2024-04"),
            [("2024-01-20", "2024-02-01"), ("2024-04-01", "2024-04-05")],
        ),
        (PLAIN, ("2024-01-20", "2024-02-05"), ("2024-02", "2024-02"), [("2024-01-20", "2024-02-05")]),
        (PLAIN, ("2024-01-20", "2024-01-25"), ("2024-01", "2024-01"), [("2024-01-20", "2024-01-25")]),
        (PLAIN, ("2024-01-01", "2024-01-31"), ("2024-01", "2024-01"), [("2024-01-01", "2024-01-31")]),
        (
            MID,
            ("2024-01-01", "2024-03-01"),
            ("2024-02", "2024-03"),
            [("2024-01-01", "2024-01-16"), ("2024-02-16", "2024-03-01")],
        ),
        (CHANGING, ("2024-03-01", "2024-06-01"), ("2024-03", "2024-06"), [("2024-05-16", "2024-06-01")]),
    ],
)
def test_whole_months_and_edges(
    calendar: Calendar, window: tuple[str, str], *, months: tuple[str, str], edges: list[tuple[str, str]]
) -> None:
    assert calendar.months_in(w(*window)) == (m(months[0]), m(months[1]))
    assert calendar.edges(w(*window)) == [w(*edge) for edge in edges]


def test_changing_the_cut_off() -> None:
    assert PLAIN.with_change(m("2024-03"), 15).changes == ((m("2024-03"), 15),)
    changed = MID.with_change(m("2025-01"), 20).with_change(m("2024-01"), 10).with_change(m("2025-01"), 25)
    assert changed.changes == ((m("1900-01"), 15), (m("2024-01"), 10), (m("2025-01"), 25))
    assert [changed.cutoff(m(month)) for month in ("2023-12", "2024-01", "2024-12", "2025-01")] == [
        15,
        10,
        10,
        25,
    ]
    assert PLAIN.cutoff(m("2024-02")) == 31
    assert hash(changed) != hash(PLAIN)


@pytest.mark.parametrize("cutoff", [0, 32, -1])
def test_a_cut_off_is_a_day_of_the_month(cutoff: int) -> None:
    with pytest.raises(Problem) as refused:
        PLAIN.with_change(m("2024-03"), cutoff)
    assert refused.value.code == "period.cutoff"
    assert refused.value.details == {"cutoff": cutoff}


@pytest.mark.parametrize("cutoff", [1, 31])
def test_the_first_and_the_last_cut_off(cutoff: int) -> None:
    assert PLAIN.with_change(m("2024-03"), cutoff).cutoff(m("2024-03")) == cutoff


@pytest.mark.parametrize("second", ["2024-03", "2024-02"])
def test_changes_follow_each_other(second: str) -> None:
    with pytest.raises(Problem) as refused:
        Calendar(((m("2024-03"), 15), (m(second), 20)))
    assert refused.value.code == "period.changes"


# Period

NAMED = [
    # kind, year, number, key, label, first month, last month
    (PeriodKind.MONTH, 2024, 3, "2024-03", "tháng 3/2024", "2024-03", "2024-03"),
    (PeriodKind.MONTH, 2024, 12, "2024-12", "tháng 12/2024", "2024-12", "2024-12"),
    (PeriodKind.QUARTER, 2024, 1, "2024-Q1", "quý 1/2024", "2024-01", "2024-03"),
    (PeriodKind.QUARTER, 2024, 4, "2024-Q4", "quý 4/2024", "2024-10", "2024-12"),
    (PeriodKind.HALF, 2024, 1, "2024-H1", "6 tháng đầu năm 2024", "2024-01", "2024-06"),
    (PeriodKind.HALF, 2024, 2, "2024-H2", "6 tháng cuối năm 2024", "2024-07", "2024-12"),
    (PeriodKind.NINE_MONTHS, 2024, 1, "2024-9M", "9 tháng đầu năm 2024", "2024-01", "2024-09"),
    (PeriodKind.YEAR, 2024, 1, "2024", "năm 2024", "2024-01", "2024-12"),
    (PeriodKind.WORK_YEAR, 2024, 1, "WY2024", "năm công tác 2024", "2023-12", "2024-11"),
    (PeriodKind.SCHOOL_YEAR, 2024, 1, "SY2024", "năm học 2024-2025", "2024-09", "2025-08"),
    (PeriodKind.TERM, 2021, 5, "T2021-2025", "nhiệm kỳ 2021-2025", "2021-01", "2025-12"),
    (PeriodKind.TERM, 2024, 1, "T2024-2024", "nhiệm kỳ 2024-2024", "2024-01", "2024-12"),
]


@pytest.mark.parametrize("row", NAMED, ids=lambda row: row[3])
def test_named_periods(row: tuple[PeriodKind, int, int, str, str, str, str]) -> None:
    kind, year, number, key, label, first, last = row
    period = Period(kind, year, number)
    assert (period.key, period.label) == (key, label)
    assert period.months == (m(first), m(last))
    assert (
        Period.parse(key)
        == Period.parse(label)
        == Period.parse(unicodedata.normalize("NFD", label))
        == period
    )


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("03/2024", "2024-03"),
        ("Tháng 3 năm 2024", "2024-03"),
        ("quý I/2024", "2024-Q1"),
        ("Quý III năm 2024", "2024-Q3"),
        ("quý iv/2024", "2024-Q4"),
        ("quí 2/2024", "2024-Q2"),
        ("qúy 2/2024", "2024-Q2"),
        ("Q2/2024", "2024-Q2"),
        ("2024-q2", "2024-Q2"),
        ("sáu tháng đầu năm 2024", "2024-H1"),
        ("9 tháng 2024", "2024-9M"),
        ("9 tháng năm 2024", "2024-9M"),
        ("chín tháng đầu năm 2024", "2024-9M"),
        ("Năm 2024", "2024"),
        ("năm học 2024 – 2025", "SY2024"),
        ("nhiệm kỳ 2021 - 2025", "T2021-2025"),
        ("nhiệm kì 2021 - 2025", "T2021-2025"),
    ],
)
def test_other_ways_to_name_a_period(text: str, key: str) -> None:
    assert Period.parse(text).key == key


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "text"),
        ("hôm nay", "text"),
        ("2024-2025", "text"),
        ("6 tháng 2024", "text"),
        ("quý V/2024", "text"),
        ("năm học 2024", "text"),
        ("24", "text"),
        ("x" * 1_000_000, "text"),
        ("13/2024", "number"),
        ("quý 5/2024", "number"),
        ("2024-Q0", "number"),
        ("2024-H3", "number"),
        ("nhiệm kỳ 2025-2021", "number"),
        ("nhiệm kỳ 2020-2040", "number"),
        ("năm học 2024-2026", "school_year"),
        ("năm học 2024-2024", "school_year"),
        ("năm 1899", "year_range"),
        ("năm công tác 1900", "year_range"),
        ("năm học 2200-2201", "year_range"),
    ],
)
def test_refused_periods(text: str, code: str) -> None:
    with pytest.raises(Problem) as refused:
        Period.parse(text)
    assert refused.value.code == f"period.{code}"
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize(
    ("key", "calendar", "window"),
    [
        ("2024-Q1", PLAIN, ("2024-01-01", "2024-04-01")),
        ("2024-Q1", MID, ("2023-12-16", "2024-03-16")),
        ("2024-Q1", CHANGING, ("2024-01-01", "2024-03-16")),
        ("2024-Q2", CHANGING, ("2024-03-16", "2024-07-01")),
        ("WY2024", PLAIN, ("2023-12-01", "2024-12-01")),
        ("SY2024", MID, ("2024-08-16", "2025-08-16")),
        ("T2021-2025", PLAIN, ("2021-01-01", "2026-01-01")),
    ],
)
def test_the_days_of_a_period(key: str, calendar: Calendar, window: tuple[str, str]) -> None:
    assert Period.parse(key).window(calendar) == w(*window)


@pytest.mark.parametrize(
    ("day", "kind", "calendar", "key"),
    [
        ("2024-03-31", PeriodKind.MONTH, PLAIN, "2024-03"),
        ("2024-03-31", PeriodKind.MONTH, MID, "2024-04"),
        ("2024-03-31", PeriodKind.QUARTER, PLAIN, "2024-Q1"),
        ("2024-03-31", PeriodKind.QUARTER, MID, "2024-Q2"),
        ("2024-06-30", PeriodKind.HALF, PLAIN, "2024-H1"),
        ("2024-07-01", PeriodKind.HALF, PLAIN, "2024-H2"),
        ("2024-09-30", PeriodKind.NINE_MONTHS, PLAIN, "2024-9M"),
        ("2024-12-31", PeriodKind.YEAR, PLAIN, "2024"),
        ("2024-12-16", PeriodKind.YEAR, MID, "2025"),
        ("2024-11-30", PeriodKind.WORK_YEAR, PLAIN, "WY2024"),
        ("2024-12-01", PeriodKind.WORK_YEAR, PLAIN, "WY2025"),
        ("2024-08-31", PeriodKind.SCHOOL_YEAR, PLAIN, "SY2023"),
        ("2024-09-01", PeriodKind.SCHOOL_YEAR, PLAIN, "SY2024"),
        ("2025-01-01", PeriodKind.SCHOOL_YEAR, PLAIN, "SY2024"),
    ],
)
def test_the_period_of_a_day(day: str, kind: PeriodKind, *, calendar: Calendar, key: str) -> None:
    assert period_holding(d(day), kind, calendar).key == key


@pytest.mark.parametrize(
    ("day", "kind"),
    [("2024-10-01", PeriodKind.NINE_MONTHS), ("2024-01-01", PeriodKind.TERM)],
)
def test_some_days_lie_in_no_period(day: str, kind: PeriodKind) -> None:
    with pytest.raises(Problem) as refused:
        period_holding(d(day), kind, PLAIN)
    assert refused.value.code == "period.outside"


@pytest.mark.parametrize(
    ("start", "end", "kind", "keys"),
    [
        ("2021-07-01", "2024-01-01", PeriodKind.YEAR, ["2021", "2022", "2023"]),
        ("2021-07-01", "2024-01-02", PeriodKind.YEAR, ["2021", "2022", "2023", "2024"]),
        ("2021-11-30", "2022-12-01", PeriodKind.WORK_YEAR, ["WY2021", "WY2022"]),
        ("2021-08-31", "2021-09-02", PeriodKind.SCHOOL_YEAR, ["SY2020", "SY2021"]),
        ("2021-05-01", "2021-05-02", PeriodKind.YEAR, ["2021"]),
    ],
)
def test_the_years_of_a_window(start: str, end: str, kind: PeriodKind, *, keys: list[str]) -> None:
    assert [period.key for period in years_over(w(start, end), kind, PLAIN)] == keys


@pytest.mark.parametrize("kind", [PeriodKind.MONTH, PeriodKind.NINE_MONTHS, PeriodKind.TERM])
def test_only_years_are_years(kind: PeriodKind) -> None:
    with pytest.raises(Problem) as refused:
        years_over(w("2021-01-01", "2022-01-01"), kind, PLAIN)
    assert refused.value.code == "period.not_yearly"


# Days


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-11-30", "2024-11-30"),
        ("30/11/2024", "2024-11-30"),
        ("30-11-2024", "2024-11-30"),
        ("30.11.2024", "2024-11-30"),
        ("3/2/2024", "2024-02-03"),
        (" 03/02/2024 ", "2024-02-03"),
        ("29/02/2024", "2024-02-29"),
        ("01/01/2024", "2024-01-01"),
        ("31/12/2024", "2024-12-31"),
        ("ngày 30 tháng 11 năm 2024", "2024-11-30"),
        ("Ngày 30 tháng 11 năm 2024", "2024-11-30"),
        ("ngày 05/7/2024", "2024-07-05"),
        ("30 tháng 11 năm 2024", "2024-11-30"),
        ("30 tháng 11/2024", "2024-11-30"),
        ("３０／１１／２０２４", "2024-11-30"),
        ("30\u201311\u20132024", "2024-11-30"),
    ],
)
def test_read_days(text: str, day: str) -> None:
    assert read_day(text) == read_day(unicodedata.normalize("NFD", text)) == d(day)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "day_text"),
        ("hôm qua", "day_text"),
        ("30/11", "day_text"),
        ("30/11/24", "day_text"),
        ("30/11-2024", "day_text"),
        ("2024-11-30T00:00", "day_text"),
        ("2024/11/30", "day_text"),
        ("20241130", "day_text"),
        ("x" * 1_000_000, "day_text"),
        ("31/02/2024", "no_such_day"),
        ("29/02/2023", "no_such_day"),
        ("11/30/2024", "no_such_day"),
        ("01/13/2024", "no_such_day"),
        ("0/1/2024", "no_such_day"),
        ("2024-00-10", "no_such_day"),
        ("30/11/1899", "year_range"),
        ("30/11/2201", "year_range"),
    ],
)
def test_refused_days(text: str, code: str) -> None:
    with pytest.raises(Problem) as refused:
        read_day(text)
    assert refused.value.code == f"period.{code}"
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize(
    ("refuse", "sentence"),
    [
        (lambda: Month.parse("mai"), "“mai” is not a month; write it as in 03/2024."),
        (lambda: Month.parse("13/2024"), "There is no month 13; months are 1 to 12."),
        (lambda: Month.parse("3/1800"), "The year 1800 is out of range; years are 1900 to 2200."),
        (lambda: read_day("mai"), "“mai” is not a day; write it as in 30/11/2024."),
        (
            lambda: Period.parse("mai"),
            "“mai” is not a period; write it as in 03/2024, quý 1/2024 or năm 2024.",
        ),
        (
            lambda: Period.parse("quý 5/2024"),
            "There is no number 5 among the periods of kind quarter in a year.",
        ),
        (
            lambda: Period.parse("năm học 2024-2026"),
            "“năm học 2024-2026”: a school year names two years in a row, as in 2024-2025.",
        ),
        (
            lambda: period_holding(d("2024-10-01"), PeriodKind.NINE_MONTHS, PLAIN),
            "01/10/2024 lies in no period of kind nine_months.",
        ),
        (
            lambda: years_over(w("2021-01-01", "2022-01-01"), PeriodKind.TERM, PLAIN),
            "A period of kind term is not a year.",
        ),
    ],
)
def test_refusals_name_what_is_wrong(refuse: Callable[[], object], sentence: str) -> None:
    with pytest.raises(Problem) as refused:
        refuse()
    assert str(refused.value) == sentence


def test_a_text_is_read_up_to_a_length() -> None:
    assert str(Month.parse("03/2024".rjust(80))) == "2024-03"
    with pytest.raises(Problem):
        Month.parse("03/2024".rjust(81))


def test_an_impossible_day_is_named() -> None:
    with pytest.raises(Problem) as refused:
        read_day("2024-2-31")
    assert str(refused.value) == "There is no day 31/02/2024."


def test_print_days() -> None:
    assert print_day(d("2024-11-30")) == "30/11/2024"
    assert print_day(d("2024-02-03")) == "03/02/2024"


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-01-31", 3, "2024-04-30"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2024-03-31", -1, "2024-02-29"),
        ("2024-01-15", -1, "2023-12-15"),
        ("2024-01-15", 0, "2024-01-15"),
    ],
)
def test_add_months(day: str, months: int, later: str) -> None:
    assert add_months(d(day), months) == d(later)


def test_every_code_of_this_module_is_tested() -> None:
    assert {code.removeprefix("period.") for code in CATALOGUE if code.startswith("period.")} == {
        *("month_text", "month_number", "year_range", "order", "cutoff", "changes", "number", "text"),
        *("school_year", "not_yearly", "outside", "day_text", "no_such_day"),
    }
