"""Puts the figures kept in `benchmarks/results` on the page that shows them: `python -m benchmarks.page`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.table import QUIET

RESULTS = Path(__file__).parent / "results"
PAGE = Path(__file__).parents[1] / "docs" / "reference" / "performance.md"
BEGIN, END = "<!-- figures: made by `python -m benchmarks.page`; do not edit -->", "<!-- end of figures -->"

SIZES = ("province", "region", "nation")
ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}

BUSY = 5
"""From this share of time spent waiting for a processor on, in percent, the page says so."""

Result = Mapping[str, Any]


def write() -> None:
    """Renew the figures on the page; the rest of it stays."""
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


def renewed(page: str) -> str:
    """The page with the figures that are kept."""
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n\n{figures()}\n{END}{after}"


def results() -> dict[tuple[str, str], Result]:
    """What is kept, by size and database, in the order in which it is shown."""
    found = {}
    for size in SIZES:
        for engine in ENGINES:
            path = RESULTS / f"{size}-{engine}.json"
            if path.is_file():
                found[size, engine] = json.loads(path.read_text(encoding="utf-8"))
    return found


def figures() -> str:
    """A table for each size and database, with what stands in the tables behind it."""
    return "\n".join(line for result in results().values() for line in _section(result))


def _section(result: Result) -> Iterator[str]:
    tables = result["tables"]
    yield f"### {number(result['units'])} units, {ENGINES[result['database']]}"
    yield ""
    yield (
        f"{number(tables['figure'])} figures told, {number(tables['entry'])} entries in both books,"
        f" {number(tables['balance'])} balances; {result['cores']} cores, {result['program']},"
        f" Python {result['python']}.{_busy(result['waited_percent'])}"
    )
    yield ""
    yield "| row | question | median | statements | floor | × floor | machine | bound | |"
    yield "|---|---|---:|---:|---:|---:|---:|---:|---|"
    for row in result["rows"]:
        yield f"| {' | '.join(_cells(row))} |"
    yield ""


def _busy(percent: int) -> str:
    if percent < BUSY:
        return ""
    return f" Other work kept the processors busy: {percent}% of the time was spent waiting for one."


def _cells(row: Mapping[str, Any]) -> Iterator[str]:
    yield f"`{row['key']}`"
    yield f"{row['question']}"
    yield duration(row["median_ms"])
    yield str(row["statements"])
    yield duration(row["floor_ms"])
    yield f"{row['ratio']:.1f}"
    yield f"{row['pace']:.1f}" if row.get("pace") else ""
    bound, most = row["bound_ms"], row["bound_statements"]
    yield ", ".join([*([duration(bound)] if bound else []), *([f"{most} statements"] if most else [])])
    yield {True: "met", False: f"**not met**{_at_best(row)}", None: ""}[row["met"]]


def _at_best(row: Mapping[str, Any]) -> str:
    """What a row would have taken on an undisturbed machine, where it was measured on a disturbed one."""
    if (row.get("pace") or 1) <= QUIET:
        return ""
    return f"; undisturbed about {duration(row['median_ms'] / row['pace'])}"


def duration(milliseconds: float) -> str:
    """A time as people read it."""
    if milliseconds >= 1_000:
        return f"{milliseconds / 1_000:.3g} s"
    return f"{milliseconds:.3g} ms"


def number(amount: int) -> str:
    """A large number with its thousands set apart."""
    return f"{amount:,}".replace(",", " ")


if __name__ == "__main__":
    write()
