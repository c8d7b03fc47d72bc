"""What holds for every calendar: months partition the days, and parts make up the whole."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tiendo.core.errors import Problem
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

DAY = timedelta(days=1)
MONTHS = st.integers(2015 * 12, 2035 * 12).map(Month)
DAYS = st.dates(date(2014, 1, 1), date(2036, 12, 31))
CALENDARS = st.dictionaries(MONTHS, st.integers(1, 31), max_size=12).map(
    lambda changes: Calendar(tuple(sorted(changes.items())))
)
YEARS = st.sampled_from([PeriodKind.YEAR, PeriodKind.WORK_YEAR, PeriodKind.SCHOOL_YEAR])
RUNS = st.sampled_from([PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF]) | YEARS


@st.composite
def windows(draw: st.DrawFn) -> Window:
    """Any stretch of days up to four years."""
    start = draw(DAYS)
    return Window(start, start + draw(st.integers(1, 1_500)) * DAY)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Any period."""
    kind = draw(st.sampled_from(PeriodKind))
    most = {PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4, PeriodKind.HALF: 2, PeriodKind.TERM: 20}.get(kind, 1)
    return Period(kind, draw(st.integers(1950, 2150)), draw(st.integers(1, most)))


@given(CALENDARS, MONTHS)
def test_months_follow_each_other_without_gap_or_overlap(calendar: Calendar, month: Month) -> None:
    window = calendar.window(month)
    assert window.end == calendar.window(month + 1).start
    assert window.last == calendar.last_day(month)
    assert 1 <= window.days <= 61


@given(CALENDARS, DAYS)
def test_each_day_lies_in_its_month_and_no_other(calendar: Calendar, day: date) -> None:
    month = calendar.month_of(day)
    assert calendar.window(month).holds(day)
    assert not calendar.window(month - 1).holds(day)
    assert not calendar.window(month + 1).holds(day)


@given(CALENDARS, MONTHS, st.integers(1, 31))
def test_a_change_moves_no_end_before_it(calendar: Calendar, month: Month, cutoff: int) -> None:
    changed = calendar.with_change(month, cutoff)
    assert changed.window(month - 1) == calendar.window(month - 1)
    assert changed.window(month).start == calendar.window(month).start
    assert changed.cutoff(month) == cutoff


@given(CALENDARS, windows())
def test_edges_and_whole_months_make_up_the_window(calendar: Calendar, window: Window) -> None:
    first, stop = calendar.months_in(window)
    whole = [calendar.window(month) for month in first.through(stop - 1)]
    parts = sorted(whole + calendar.edges(window))
    assert parts[0].start == window.start
    assert parts[-1].end == window.end
    assert all(before.end == after.start for before, after in pairwise(parts))
    assert len(calendar.edges(window)) <= 2


@given(CALENDARS, windows())
def test_no_whole_month_hides_in_an_edge(calendar: Calendar, window: Window) -> None:
    for edge in calendar.edges(window):
        month = calendar.month_of(edge.start)
        inside = [calendar.window(month + ahead).intersect(edge) for ahead in (0, 1, 2)]
        assert all(part != calendar.window(month + ahead) for ahead, part in enumerate(inside))


@given(CALENDARS, windows(), DAYS)
def test_until_keeps_the_days_up_to_a_day(calendar: Calendar, window: Window, as_of: date) -> None:
    cut = window.until(as_of)
    kept = 0 if cut is None else cut.days
    assert kept == max(0, min(window.days, (as_of - window.start).days + 1))


@given(CALENDARS, DAYS, RUNS)
def test_the_period_of_a_day_holds_it(calendar: Calendar, day: date, kind: PeriodKind) -> None:
    period = period_holding(day, kind, calendar)
    assert period.window(calendar).holds(day)
    after = period_holding(period.window(calendar).end, kind, calendar)
    assert after.months[0] == period.months[1] + 1


@given(CALENDARS, windows(), YEARS)
def test_years_cover_a_window_in_a_row(calendar: Calendar, window: Window, kind: PeriodKind) -> None:
    years = years_over(window, kind, calendar)
    assert [year.year for year in years] == list(range(years[0].year, years[0].year + len(years)))
    shared = [year.window(calendar).intersect(window) for year in years]
    assert sum(part.days for part in shared if part is not None) == window.days
    assert None not in shared


@given(periods())
def test_a_period_is_read_from_its_key_and_its_label(period: Period) -> None:
    assert Period.parse(period.key) == Period.parse(period.label) == period


@given(st.integers(1900 * 12, 2201 * 12 - 1).map(Month))
def test_a_month_is_read_from_its_text_and_its_label(month: Month) -> None:
    assert Month.parse(str(month)) == Month.parse(month.label) == month
    assert Month.of(month.year, month.number) == month


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_a_day_is_read_as_printed(day: date) -> None:
    assert read_day(print_day(day)) == read_day(day.isoformat()) == day


@given(DAYS, st.integers(-200, 200))
def test_adding_months_lands_in_that_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert Month.of(later.year, later.month) == Month.of(day.year, day.month) + months
    assert later.day == day.day or (later.day < day.day and (later + DAY).day == 1)


def problem_of(text: str) -> list[str]:
    """The codes with which the three readers refuse a text."""
    codes = []
    for read in (Month.parse, Period.parse, read_day):
        try:
            read(text)
        except Problem as problem:
            codes.append(problem.code)
    return codes


@given(st.text(max_size=100) | st.text("0123456789/-. qhtwsym", max_size=16))
def test_any_text_is_read_or_refused_with_a_code(text: str) -> None:
    assert all(code.startswith("period.") for code in problem_of(text))
