"""What commands print: JSON for programs, tables for people, refusals on stderr with an exit code by kind."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from tiendo.cli.text import _, told
from tiendo.core.errors import Problem, ProblemKind

EXIT: dict[ProblemKind, int] = {
    ProblemKind.INVALID: 3,
    ProblemKind.FORBIDDEN: 4,
    ProblemKind.NOT_FOUND: 5,
    ProblemKind.CONFLICT: 6,
    ProblemKind.STALE: 7,
    ProblemKind.UNAVAILABLE: 8,
}
"""Exit code by kind of refusal; 0 is success, 1 a bug, 2 a wrong command line or environment."""


def print_json(answer: object) -> None:
    """One answer as JSON on standard output."""
    print(json.dumps(answer, ensure_ascii=False, default=_plain))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else str(value)


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A table for people."""
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title, title_justify="left")
    for number, column in enumerate(columns):
        table.add_column(column, justify="left" if number < 2 else "right")
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    console = Console()
    width = None if console.is_terminal else 160
    Console(width=width).print(table)


def refuse(problem: Problem, *, as_json: bool) -> int:
    """Tell a refusal with all its causes; the exit code that goes with it."""
    if as_json:
        answer = {
            "problem": {
                "code": problem.code,
                "text": told(problem),
                "details": dict(problem.details),
                "causes": [{"code": cause.code, "text": told(cause)} for cause in problem.causes],
            }
        }
        print(json.dumps(answer, ensure_ascii=False, default=_plain), file=sys.stderr)
    else:
        print(told(problem), file=sys.stderr)
        for cause in problem.causes:
            print(f"  - {told(cause)}", file=sys.stderr)
    return EXIT[problem.kind]


STATUS = {
    "met": "met",
    "exceeded": "exceeded",
    "on_pace": "on pace",
    "behind": "behind",
    "running": "running",
    "not_met": "not met",
    "no_data": "no data",
    "not_assigned": "not assigned",
    "not_applicable": "not applicable",
}
"""msgids of statuses."""


def status_text(status: str) -> str:
    """A status in words."""
    return _(STATUS[status])
