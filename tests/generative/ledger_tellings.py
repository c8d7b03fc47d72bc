"""What might be told, as Hypothesis makes it up, before it is known by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import hypothesis.strategies as st

from tests.generative.ledger_cast import DAYS, ELEMENTS, MONTHS, PEOPLE

picks = st.integers(0, 40)
days = st.sampled_from(DAYS)
months = st.sampled_from(MONTHS)
keys = [element.key for element in ELEMENTS]
wholes = st.lists(
    st.tuples(st.sampled_from(keys), st.integers(0, 12) | st.sampled_from([0, 10**12])),
    min_size=1,
    max_size=3,
    unique_by=lambda pair: pair[0],
)
parts = st.lists(st.integers(0, 9), min_size=2, max_size=2)
named = st.frozensets(st.tuples(st.just("trained"), st.sampled_from(PEOPLE)), max_size=3)


@dataclass(frozen=True)
class Telling:
    """What might be told, before it is known by whom."""

    what: str
    pick: int
    day: date
    given: list[tuple[str, int]]
    broken: list[int]
    people: frozenset[tuple[str, str]]
    joint: list[int]


tellings = st.builds(
    Telling,
    st.sampled_from(["activity", "activity", "activity", "month_figure", "month_figure", "nil", "opening"]),
    picks,
    days,
    wholes,
    parts,
    named,
    st.lists(picks, max_size=1),
)
some = st.lists(tellings, min_size=1, max_size=4)
