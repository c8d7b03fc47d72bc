"""Over which time a target's number is reached: the basis its period comes to in a plan of a certain term.

VN: kỳ tính.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tiendo.core.period import PeriodKind
from tiendo.core.plan import Basis
from tiendo.reading.shaping import Shape
from tiendo.reading.term import Term
from tiendo.reading.understood import Target
from tiendo.reading.words import lexicon, tokens

_REPEATED = {
    "annual": Basis.EACH_YEAR,
    "school_year": Basis.EACH_YEAR,
    "month": Basis.EACH_MONTH,
    "quarter": Basis.EACH_QUARTER,
}


@dataclass(frozen=True)
class Timing:
    """The basis with the days of its own a target has, and whether the text said so beside the number."""

    basis: Basis
    by: date | None = None
    counts_from: date | None = None
    counts_to: date | None = None
    stated: bool = True


def timing(target: Target, shape: Shape, said: str, *, term: Term | None) -> Timing:
    """The time of a target. `said`: the clause it stands in."""
    once = Basis.WHOLE_TERM if shape.flows else Basis.AT_THE_END
    if target.period in _REPEATED:
        return Timing(_REPEATED[target.period])
    word, _, year = target.period.partition(":")
    if year.isdigit():
        return _dated(word, int(year), once, term=term)
    if target.period == "campaign":
        return Timing(once)
    spoken = lexicon("forms")["stated"].has(tokens(said))
    return Timing(once, stated=spoken or term is None or term.years == 1)


def _dated(word: str, year: int, once: Basis, *, term: Term | None) -> Timing:
    school = term is not None and term.year is PeriodKind.SCHOOL_YEAR
    start, last = (
        (date(year, 9, 1), date(year + 1, 8, 31)) if school else (date(year, 1, 1), date(year, 12, 31))
    )
    if word == "year":
        if term is not None and term.years == 1 and term.start.year == year:
            return Timing(once)
        return Timing(once, counts_from=start, counts_to=last)
    by = date(year, 12, 31)
    early = start if term is not None and by < term.start else None
    late = by if term is not None and by > term.last else None
    return Timing(Basis.BY_DATE, by=by, counts_from=early, counts_to=late)
