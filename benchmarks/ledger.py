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
from benchmarks.measuring import Patience
from benchmarks.place import database, program, waited, waited_percent

SCHEMA = 1
SIZES = ("small", "province", "region", "nation")


def main() -> None:
    """Run, print, and keep the figures where asked."""
    asked = _arguments()
    Patience.left, Patience.with_server = asked.patience, asked.database == "postgresql"
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
    parser.add_argument(
        "--patience",
        type=float,
        default=0,
        metavar="SECONDS",
        help="how long to wait, in all, for a machine that others keep busy",
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

        began = waited()
        place = stage.Stage(size, sealed=whole, done=done)
        measured = rows.measure(place, {**os.environ, **environ}, whole=whole, done=done)
        with snapshot() as cursor:
            version = program(cursor)
        busy = waited_percent(began)
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
        "tables": measured.tables,
        "rows": [row.document() for row in measured.rows()],
    }


_STEPS = 14


def _show(found: dict[str, Any]) -> None:
    console = Console()
    first = "question" if console.width >= 150 else "key"
    table = Table(title=f"{found['units']} units, {found['database']}", padding=(0, 0))
    table.add_column(first, no_wrap=True)
    for name in ("median", "SQL", "floor", "ratio", "machine", "bound", "met"):
        table.add_column(name, justify="right", no_wrap=True)
    for row in found["rows"]:
        median, floor, bound = (
            "" if row[name] is None else page.duration(row[name])
            for name in ("median_ms", "floor_ms", "bound_ms")
        )
        figures = (median, row["statements"], floor, row["ratio"], row["pace"] or "", bound)
        table.add_row(row[first], *map(str, figures), {None: "", True: "yes", False: "NO"}[row["met"]])
    console.print(table)


if __name__ == "__main__":
    main()
