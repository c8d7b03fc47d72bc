"""Tables people keep in a spreadsheet (CSV, TSV) as rows of named texts, each with its line, so faults can be found."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from tiendo.core.errors import Problem, ProblemKind, register

INVALID = ProblemKind.INVALID
register("table.faults", INVALID, "The table has {count} faults; nothing was taken over.")
register("table.too_large", INVALID, "{place}: the file has {size} bytes; at most {most} are taken.")
register("table.encoding", INVALID, "{place}: this is not UTF-8; save the file as UTF-8 and try again.")
register(
    "table.empty", INVALID, "{place}: the table has no rows; the first line names the columns: {columns}."
)
register("table.column", INVALID, "{place}: the column {column} is missing; columns are: {columns}.")
register("table.unknown_column", INVALID, "{place}: there is no column {column}; columns are: {columns}.")
register("table.column_twice", INVALID, "{place}: the column {column} stands twice.")
register("table.width", INVALID, "{place}: {count} cells where the first line names {most} columns.")
register("table.unreadable", INVALID, "{place}: a quote that does not end; write the cell again.")

MAX_BYTES = 2_000_000
_SHOWN = 60


def read_table(
    data: bytes, columns: Sequence[str], *, name: str, optional: Sequence[str] = ()
) -> tuple[list[dict[str, str]], list[int]]:
    """Rows as mappings of column to text, without empty ones, and the line of each (from 1).

    The first line names the columns, in any order; tab, semicolon or comma parts them, whichever it holds first.
    Errors: Problem `table.*`, all faults at once.
    """
    told = ", ".join([*columns, *optional])
    cells = _cells(data, name)
    if len(cells) < 2:
        raise Problem("table.empty", place=name, columns=told)
    (line, head), *rows = cells
    faults = _head_faults(f"{name}:{line}", head, columns=columns, optional=optional)
    for at, row in rows:
        if len(row) > len(head) and any(cell.strip() for cell in row[len(head) :]):
            faults.append(Problem("table.width", place=f"{name}:{at}", count=len(row), most=len(head)))
    if faults:
        raise faults[0] if len(faults) == 1 else Problem.many("table.faults", faults)
    made = [{key: cell.strip() for key, cell in zip(head, row, strict=False)} for _, row in rows]
    return made, [at for at, _ in rows]


def _head_faults(
    place: str, head: Sequence[str], *, columns: Sequence[str], optional: Sequence[str]
) -> list[Problem]:
    known, told = [*columns, *optional], ", ".join([*columns, *optional])
    missing = [key for key in columns if key not in head]
    unknown = [key for key in dict.fromkeys(head) if key not in known]
    twice = [key for key in dict.fromkeys(head) if head.count(key) > 1]
    return [
        *(Problem("table.column", place=place, column=key, columns=told) for key in missing),
        *(Problem("table.unknown_column", place=place, column=key[:_SHOWN], columns=told) for key in unknown),
        *(Problem("table.column_twice", place=place, column=key[:_SHOWN]) for key in twice),
    ]


def _cells(data: bytes, name: str) -> list[tuple[int, list[str]]]:
    """Every line that holds anything, with its number; the names of columns are trimmed and small."""
    if len(data) > MAX_BYTES:
        raise Problem("table.too_large", place=name, size=len(data), most=MAX_BYTES)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Problem("table.encoding", place=f"{name}:{line}") from None
    first = next((line for line in text.splitlines() if line.strip()), "")
    parting = min((sign for sign in "\t;," if sign in first), key=first.index, default=",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=parting, strict=True)
    found: list[tuple[int, list[str]]] = []
    at = 0
    try:
        for row in reader:
            line, at = at + 1, reader.line_num
            if any(cell.strip() for cell in row):
                found.append((line, row if found else [cell.strip().lower() for cell in row]))
    except csv.Error:
        raise Problem("table.unreadable", place=f"{name}:{at + 1}") from None
    return found
