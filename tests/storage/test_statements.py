"""The number of statements a posting takes is the same for any tree and any number of records."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connections

from tests.storage import scene
from tests.storage.scene import EAST, EAST_A, MARCH
from tiendo.core.submission import Book, Version
from tiendo.storage import months, posting, records

pytestmark = pytest.mark.usefixtures("ledger")


def told(unit: int) -> list[Version]:
    return [
        scene.activity(unit, date(2024, 3, 8), trees=5, turns=2, youth=30),
        scene.activity(unit, date(2024, 3, 9), trees=7),
        scene.month_figure(unit, MARCH, money=70, trained=4),
        scene.nil(unit, MARCH, "clubs"),
    ]


def statements(versions: list[Version]) -> int:
    """How many statements sending takes, from the lock to the head."""
    with scene.event() as session:
        numbers = records.add_versions(session, versions, author="ann")
    seen: list[str] = []

    def note(execute, sql, params, many, context):  # noqa: PLR0917 (as Django calls it)
        seen.append(sql)
        return execute(sql, params, many, context)

    with connections["default"].execute_wrapper(note), scene.event("send") as session:
        posting.post(session, Book.REPORTED, [(numbers[v.record], v.number) for v in versions])
        told_months = {(v.unit, MARCH) for v in versions}
        steps = [months.MonthTold(unit, month, "send_month", "sent") for unit, month in sorted(told_months)]
        months.add_month_events(session, steps)
    return len(seen)


def test_statements_are_constant() -> None:
    first = statements(told(EAST_A))
    new = [scene.opening(unit, f"Xã {unit}", "commune", EAST) for unit in range(7, 107)]
    scene.change(*new)
    assert statements(told(7)) == first
    assert statements([version for unit in range(8, 58) for version in told(unit)]) == first
    assert first <= 25
