"""The page of figures shows what was measured, every row of it has a benchmark, and the benchmarks measure the product.

Nothing here is timed: figures of a shared machine say nothing about the code.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from benchmarks import page
from benchmarks.table import BOUNDS, MONTH_STATEMENTS, QUESTIONS, bound_of
from tests.databases import DatabaseFactory

pytestmark = pytest.mark.one_engine

FIELDS = {
    "key",
    "question",
    "median_ms",
    "runs",
    "statements",
    "floor_ms",
    "ratio",
    "bound_ms",
    "bound_statements",
    "pace",
    "met",
}
MONTHS = 2
"""Of the term's end, told before what is counted."""


def text() -> str:
    return page.PAGE.read_text(encoding="utf-8")


def test_the_page_shows_the_figures_that_are_kept() -> None:
    assert text() == page.renewed(text()), "run `python -m benchmarks.page`"


def test_every_question_of_the_page_has_its_rows() -> None:
    bounds = text().split("## How to run")[0]
    assert re.findall(r"`(\w+)`", bounds) and set(re.findall(r"`(\w+)`", bounds)) == set(QUESTIONS)
    assert set(BOUNDS) <= set(QUESTIONS)


@pytest.mark.parametrize("size", ["province", "region"])
@pytest.mark.parametrize("program", ["sqlite", "postgresql"])
def test_every_row_was_measured(size: str, program: str) -> None:
    result = page.results()[size, program]
    assert (result["schema"], result["size"], result["database"]) == (1, size, program)
    assert result["units"] == {"province": 161, "region": 3_061}[size]
    values = result["tables"]["entry"]
    absent = {"overview_commune"} if size == "province" else {"proof"}
    assert [row["key"] for row in result["rows"]] == [key for key in QUESTIONS if key not in absent]
    for row in result["rows"]:
        assert set(row) == FIELDS
        assert (row["bound_ms"], row["bound_statements"]) == bound_of(row["key"], values), row["key"]
        assert row["runs"] > 0 < row["floor_ms"]


@pytest.mark.parametrize("key", ["month_sent", "month_accepted", "reports"])
def test_statements_were_the_same_number_at_every_size(key: str) -> None:
    kept = {place: found["rows"] for place, found in page.results().items()}
    counted = {place: row["statements"] for place, rows in kept.items() for row in rows if row["key"] == key}
    assert len(set(counted.values())) == 1, counted


def test_no_result_names_a_machine() -> None:
    kept = "".join(path.read_text(encoding="utf-8") for path in page.RESULTS.glob("*.json"))
    assert "/" not in re.sub(r'"question": "[^"]*"', "", kept)


def test_statements_of_a_month_are_the_same_number_at_every_size(
    engine: str, database_factory: DatabaseFactory
) -> None:
    counted = {size: statements(size, engine, database_factory) for size in ("small", "province")}
    assert counted["small"] == counted["province"], counted
    assert max(counted["small"].values()) <= MONTH_STATEMENTS


def statements(size: str, engine: str, database_factory: DatabaseFactory) -> dict[str, int]:
    """Statements of the second unit that is sent and accepted: the first one reads what is kept from then on."""
    from benchmarks.measuring import timed
    from benchmarks.stage import FILLED, Stage

    with database_factory.fresh(engine):
        stage = Stage(size, sealed=False, filled=FILLED[-MONTHS:])
        found: dict[str, int] = {}
        for unit in stage.bottom[:2]:
            stage.type(unit)
            (found["sent"],) = timed([lambda unit=unit: stage.send(unit)]).statements
            seen = stage.seen(unit)
            (found["accepted"],) = timed([lambda unit=unit, seen=seen: stage.accept(unit, seen)]).statements
        return found


@pytest.mark.engines("sqlite")
def test_a_filled_term_is_what_the_services_make_of_it(
    engine: str, database_factory: DatabaseFactory
) -> None:
    made = []
    for fill in (by_sets, by_services):
        with database_factory.fresh(engine):
            fill()
            made.append(contents())
    assert made[0] == made[1]
    assert all(made[0].values())


def by_sets() -> None:
    from benchmarks.filling import fill
    from benchmarks.organisation import FIRST, found
    from tiendo.storage.verify import verify

    fill(found("small"), FIRST.through(FIRST + 5))
    assert verify() == []


def by_services() -> None:
    from benchmarks.filling import read_rules
    from benchmarks.organisation import FIRST, NOW, asked, figures, found
    from tiendo.services import month_figures, months

    units, elements = found("small"), read_rules().elements
    for month in FIRST.through(FIRST + 5):
        told = [
            {"unit": unit.code, "month": month, "figures": figures(unit, month, elements)} for unit in units
        ]
        named = [{"unit": unit.code, "month": month} for unit in units]
        month_figures.set_month_figures(months=told, **asked("typed", month))
        months.send_months(months=named, **asked("sent", month))
        shown = months.months_to_accept(actor=asked("shown")["actor"], months=named, now=NOW)
        seen = [{**one, "seen": look.seen} for one, look in zip(named, shown, strict=True)]
        months.accept_months(months=seen, **asked("accepted", month))


def contents() -> dict[str, list[Any]]:
    """The ledger and its caches, without the numbers of events, records and lines."""
    from tiendo.storage.sql import fetch_all, snapshot

    queries = {
        "entry": "SELECT book, unit, element, part, day, month, tree_day, SUM(amount) FROM entry"
        " GROUP BY book, unit, element, part, day, month, tree_day",
        "balance": "SELECT unit, element, book, month, part, via, amount FROM balance WHERE amount <> 0",
        "cell": "SELECT unit, element, book, month, told, expected, tree_day, last_day FROM cell",
        "coverage": "SELECT unit, element, book, month, via, reported, nil, figures, nils FROM coverage",
        "live": "SELECT unit, kind, book, number, month, stock, withdrawn FROM live",
        "month_state": "SELECT unit, month, state FROM month_state",
        "figure": "SELECT r.unit, v.month, f.element, f.part, f.amount, v.digest FROM figure f"
        " JOIN record r ON r.id = f.record JOIN version v ON v.record = f.record AND v.number = f.number",
    }
    with snapshot() as cursor:
        rows = {name: fetch_all(cursor, query) for name, query in queries.items()}
    return {name: sorted(json.dumps(row, default=str) for row in found) for name, found in rows.items()}
