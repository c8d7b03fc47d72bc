"""What commands print: JSON for programs, tables for people, refusals on stderr with an exit code by kind."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from enum import Enum
from typing import Any, Literal

from tiendo.cli.text import told
from tiendo.core.errors import Finding, Problem, ProblemKind
from tiendo.core.period import Month, print_day
from tiendo.core.quantity import print_amount
from tiendo.formats.wording import NamedKey, NamedUnit

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
    print(json.dumps(plain(answer), ensure_ascii=False))


def print_done(answer: Any, *, without: Sequence[str] = (), **instead: object) -> None:
    """What a write answers as JSON: a unit is its code, its id and its name, as in every answer."""
    fields = {one.name: getattr(answer, one.name) for one in dataclasses.fields(answer)}
    told: dict[str, object] = {"schema": 1}
    for name, value in {**fields, **instead}.items():
        if isinstance(value, NamedUnit):
            told |= {name: value.code, f"{name}_id": int(value), f"{name}_name": value.name}
        elif name not in without:
            told[name] = value
    print_json(told)


def plain(value: object) -> object:
    """A value as JSON has it: days and months in ISO form, a unit by id, code and name, never an internal number."""
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    if isinstance(value, NamedUnit):
        return {"id": int(value), "code": value.code, "name": value.name}
    if isinstance(value, Problem | Finding):
        return {"code": value.code, "text": told(value)}
    if isinstance(value, Month | datetime | date | Enum):
        return _iso(value)
    if isinstance(value, NamedKey):
        return str.__str__(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def _iso(value: Month | date | Enum) -> object:
    if isinstance(value, Month):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value.value


_UUID = 36
"""Characters of a record's id, which is printed whole: people hand it back."""


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A table for people; columns that hold numbers are aligned to the right."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    told = [["" if cell is None else str(cell) for cell in row] for row in rows]
    table = Table(title=Text(title), title_justify="left")
    for number, column in enumerate(columns):
        cells = [row[number] for row in told if row[number]]
        numbers = sum(map(_is_number, cells)) * 2 > len(cells)
        whole = _UUID if any(len(cell) == _UUID and cell.count("-") == 4 for cell in cells) else None
        side: Literal["left", "right"] = "right" if numbers and number else "left"
        table.add_column(column, justify=side, min_width=whole, overflow="fold")
    for row in told:
        table.add_row(*(Text(cell) for cell in row))
    console = Console()
    width = None if console.is_terminal else 160
    Console(width=width).print(table)


def _is_number(text: str) -> bool:
    return text.lstrip("-+")[:1].isdigit() and not any(letter.isalpha() for letter in text)


@contextmanager
def waiting(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show people at a terminal that work is being done, how far it has come and for how long."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=None)

        def told(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield told


def day(text: str | None) -> str:
    """A day of an answer as people write it."""
    return print_day(date.fromisoformat(text)) if text else ""


def moment(text: str) -> str:
    """A moment of an answer, where the organisation is."""
    from tiendo.cli.clock import ZONE

    return f"{datetime.fromisoformat(text).astimezone(ZONE):%d/%m/%Y %H:%M:%S}"


def amount(text: str | None) -> str:
    """A decimal string of an answer as people write it: `1234.5` is 1.234,5."""
    if text is None:
        return ""
    whole, _, rest = text.partition(".")
    return print_amount(int(whole + rest), decimals=len(rest))


def refuse(problem: Problem, *, as_json: bool) -> int:
    """Tell a refusal with all its causes; the exit code that goes with it."""
    if as_json:
        answer = {
            "problem": {
                "code": problem.code,
                "text": told(problem),
                "details": plain(problem.details),
                "causes": [plain(cause) for cause in problem.causes],
            }
        }
        print(json.dumps(answer, ensure_ascii=False), file=sys.stderr)
    else:
        print(told(problem), file=sys.stderr)
        for cause in problem.causes:
            print(f"  - {told(cause)}", file=sys.stderr)
    return EXIT[problem.kind]
