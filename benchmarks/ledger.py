"""Measures the ledger against the bounds it was given: `python -m benchmarks.ledger --json [--database postgresql]`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from benchmarks import page
from benchmarks.place import database, loop_ms, program, waited, waited_percent

SCHEMA = 1
SIZES = ("small", "province", "region", "nation")


def main() -> None:
    """Run, print, and keep the figures where asked."""
    asked = _arguments()
    found = run(asked.size, asked.database, whole=asked.whole)
    if asked.write:
        page.RESULTS.mkdir(exist_ok=True)
        path = page.RESULTS / f"{asked.size}-{asked.database}.json"
        path.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        page.write()
    if asked.json:
        print(json.dumps(found, indent=1, ensure_ascii=False))
    else:
        _show(found)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ledger", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--size", choices=SIZES, default="province")
    parser.add_argument(
        "--whole",
        action="store_true",
        help="prove everything besides; the chain then covers what is filled in",
    )
    parser.add_argument(
        "--write", action="store_true", help="keep the figures and renew the page that shows them"
    )
    return parser.parse_args()


def run(size: str, engine: str, *, whole: bool = False) -> dict[str, Any]:
    """Build an organisation of a size in a new database, measure every row, and throw it away."""
    columns = (TextColumn("{task.description:28}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar, database(engine) as environ:
        from benchmarks import rows, stage  # noqa: PLC0415 - they need Django
        from tiendo.storage.sql import snapshot  # noqa: PLC0415 - the same

        task = bar.add_task(f"{size} {engine}", total=len(stage.FILLED) + _STEPS)

        def done(what: str) -> None:
            bar.update(task, advance=0 if what.startswith("reports") else 1, description=what)

        loop, began = loop_ms(), waited()
        place = stage.Stage(size, sealed=whole, done=done)
        measured = rows.measure(place, {**os.environ, **environ}, whole=whole, done=done)
        with snapshot() as cursor:
            version = program(cursor)
        busy, loop = waited_percent(began), max(loop, loop_ms())
        bar.update(task, completed=len(stage.FILLED) + _STEPS)
    return {
        "schema": SCHEMA,
        "size": size,
        "units": len(place.units),
        "database": engine,
        "python": ".".join(map(str, sys.version_info[:2])),
        "program": version,
        "cores": len(os.sched_getaffinity(0)),
        "waited_percent": busy,
        "loop_ms": round(loop, 1),
        "tables": measured.tables,
        "rows": [row.document() for row in measured.rows()],
    }


_STEPS = 14


def _show(found: dict[str, Any]) -> None:
    console = Console()
    wide = console.width >= 150
    table = Table(title=f"{found['units']} units, {found['database']}")
    for name in ("question" if wide else "row", "median", "statements", "floor", "ratio", "bound", "met"):
        table.add_column(name, justify="left" if name in ("question", "row") else "right", no_wrap=True)
    for row in found["rows"]:
        bound = "" if row["bound_ms"] is None else page.duration(row["bound_ms"])
        met = {None: "", True: "yes", False: "NO"}[row["met"]]
        times = (page.duration(row["median_ms"]), str(row["statements"]), page.duration(row["floor_ms"]))
        table.add_row(row["question" if wide else "key"], *times, str(row["ratio"]), bound, met)
    console.print(table)


if __name__ == "__main__":
    main()
