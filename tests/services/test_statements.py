"""A batch takes the same number of statements whatever its size."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from tests.services import cases, stage
from tests.services.stage import asked
from tiendo.services import month_figures, months, plans, records, units

ROUNDS = ((1, "2023-12"), (1, "2024-01"), (50, "2024-02"), (500, "2024-03"))
"""The first round is not counted: units that have told levels before are read once more than those that never have."""


class Counted:
    """How many statements were run inside the block, on both aliases."""

    def __init__(self) -> None:
        self.queries: list[str] = []

    @property
    def number(self) -> int:
        return len(self.queries)


@contextmanager
def counting() -> Any:
    counted = Counted()
    connections["default"].ensure_connection()
    connections["snapshot"].ensure_connection()
    with (
        CaptureQueriesContext(connections["default"]) as one,
        CaptureQueriesContext(connections["snapshot"]) as two,
    ):
        yield counted
    counted.queries = [query["sql"] for query in (*two.captured_queries, *one.captured_queries)]


@pytest.fixture(scope="module")
def communes() -> list[dict[str, Any]]:
    return [
        {"code": f"C{n:03}", "name": f"Xã {n}", "level": "commune", "parent": "E", "day": stage.START}
        for n in range(500)
    ]


def measured(steps: list[Callable[[], Any]]) -> list[int]:
    found = []
    for step in steps:
        before = stage.events()
        with counting() as counted:
            step()
        assert stage.events() == before + 1
        found.append(counted.number)
    return found


def test_batches_take_a_constant_number_of_statements(
    organisation: None, communes: list[dict[str, Any]]
) -> None:
    units.open_units(units=communes, **asked())
    cases.adopted()
    stage.add({**stage.told("WA"), "area": "A1"})  # tree, elements and areas are read once after they changed
    counts: dict[str, list[int]] = {"add": [], "figures": [], "send": [], "accept": [], "allocate": []}
    for size, month in ROUNDS:
        some = [unit["code"] for unit in communes[:size]]
        told = [
            {**stage.told(code, f"{month}-08", trees=3, youth=100), "area": "A1", "coorganisers": ["WA"]}
            for code in some
        ]
        typed = [{"unit": code, "month": month, "figures": {"trees": 9}} for code in some]
        named = [{"unit": code, "month": month} for code in some]
        rows = [{"target": "T1", "unit": code, "year": 2024, "amount": size} for code in some]
        counts["add"] += measured([lambda told=told: records.add_records(records=told, **asked())])
        counts["figures"] += measured([lambda t=typed: month_figures.set_month_figures(months=t, **asked())])
        counts["send"] += measured([lambda named=named: months.send_months(months=named, **asked())])
        shown = months.months_to_accept(actor=stage.SYSTEM, months=named, now=stage.NOW)
        seen = [{**name, "seen": look.seen} for name, look in zip(named, shown, strict=True)]
        counts["accept"] += measured([lambda seen=seen: months.accept_months(months=seen, **asked())])
        paper = {"paper": "1-QĐ", "day": "2024-01-05"}
        counts["allocate"] += measured(
            [lambda rows=rows, p=paper: plans.set_allocations(plan="KH1", rows=rows, **p, **asked())]
        )
    assert all(len(set(found[1:])) == 1 for found in counts.values()), counts
    assert max(max(found) for found in counts.values()) <= 60, counts
    assert stage.total(stage.PROVINCE, "trees", book=2) == 9 * 552
