"""An overview takes few statements, the same number in a tree of any size, and follows what is sent at once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.services import stage
from tests.services.test_progress import adopt
from tests.services.test_statements import counting
from tiendo.core.period import read_day
from tiendo.services import month_figures, months, progress, questions, records, units
from tiendo.storage import reading_kept

pytestmark = pytest.mark.usefixtures("organisation")

AT_MOST = 12
DAYS = [read_day("30/04/2024"), read_day("15/04/2024")]
CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "SET TRANSACTION")


def grown(number: int) -> None:
    communes = [
        {"code": f"C{n:03}", "name": f"Xã {n}", "level": "commune", "parent": "E", "day": stage.START}
        for n in range(number)
    ]
    units.open_units(units=communes, **stage.asked())
    adopt()
    for month in ("2024-03", "2024-04"):
        told = [stage.told(unit["code"], f"{month}-08", trees=3, youth=100) for unit in communes]
        records.add_records(records=told, **stage.asked())
        named = [{"unit": unit["code"], "month": month} for unit in communes]
        months.send_months(months=named, **stage.asked())


def sent(figure: int) -> None:
    month_figures.set_month_figure(
        unit="C001", month="2024-04", figures={"trees": figure}, reason="đếm lại", **stage.asked()
    )
    months.send_month(unit="C001", month="2024-04", **stage.asked())


def trees(answer: dict[str, Any]) -> str:
    return next(target["value"] for target in answer["targets"] if target["id"] == "TREES")


def counted(day: Any) -> tuple[int, str]:
    with counting() as found:
        answer = progress.progress_of(actor=stage.SYSTEM, unit="P", as_of=day, now=stage.NOW)
    return len([query for query in found.queries if not query.startswith(CONTROL)]), trees(answer)


@pytest.mark.parametrize("size", [3, 60])
@pytest.mark.parametrize(("day", "expected"), [(DAYS[0], (9, 1, 9)), (DAYS[1], (11, 1, 9))])
def test_an_overview_takes_few_statements(size: int, day: Any, expected: tuple[int, int, int]) -> None:
    """The first time, when nothing came, and when a month was sent since."""
    grown(size)
    reading_kept.forget()
    questions.forget()
    first, again = counted(day), counted(day)
    sent(10)
    after = counted(day)
    assert (first[0], again[0], after[0]) == expected
    assert max(expected) <= AT_MOST
    # The month figure says 7 more than the record of 3 trees; its rest is dated on the month's last day.
    whole = size * 6 + 7 if day == DAYS[0] else size * 6
    assert (int(again[1]), int(after[1])) == (size * 6, whole)
