"""The sums a report is made of, read once: no more windows than it tells of, and none of them twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from tiendo.core.achievement import position_windows
from tiendo.core.indicator import elements_of
from tiendo.core.orgunit import UnitId
from tiendo.core.period import Window
from tiendo.core.readings import Readings
from tiendo.core.submission import Book
from tiendo.services.questions import PlanInForce, Question, model_of, readings_for, readings_over
from tiendo.storage.reading_kept import readings_at
from tiendo.storage.reading_scope import Needs


class ReportSums(NamedTuple):
    """Both books up to the day looked at, and the reported one within the period."""

    told: Readings
    accepted: Readings
    within: Readings


def sums_of_report(
    asked: Question, held: PlanInForce, unit: UnitId, below: Sequence[UnitId], *, as_of: date, cut: Window
) -> ReportSums:
    """What a report of a unit tells of, with the units below; `cut` is its period up to the day looked at.

    Today's sums are those every screen shows, and so are mostly held already.
    """
    keys = frozenset(key for target in held.plan.targets for key in elements_of(target.indicator))
    if not asked.at_head:
        model = model_of(asked, Book.REPORTED)
        return ReportSums(model, model_of(asked, Book.ACCEPTED), model)
    if as_of == asked.today:
        reading = partial(readings_for, asked, held, [unit], totals=below, both=True)
        told, accepted = reading(book=Book.REPORTED), reading(book=Book.ACCEPTED)
        return ReportSums(told, accepted, readings_over(asked, keys, cut, [unit]))
    windows = {cut: None}
    for target in held.plan.targets:
        found = position_windows(target, held.plan, as_of=as_of, calendar=asked.catalogue.calendar)
        windows |= dict.fromkeys(found)
    by_unit = held.needs[Book.REPORTED,].by_unit
    needs = Needs(keys, by_unit, tuple(windows), tuple(Book))
    kept = partial(readings_at, asked.cursor, asked.stand, needs, full=[unit], totals=below)
    reported = kept(Book.REPORTED)
    return ReportSums(reported, kept(Book.ACCEPTED), reported)
