"""Proof of what is kept for quick reading: the tree as tables, live versions, states of months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.backends.utils import CursorWrapper

from tiendo.core.errors import Finding, ProblemKind, register
from tiendo.core.orgunit import ClosureRow, OrgTree, Stretch
from tiendo.storage.rebuild import MONTHS_AS_TOLD, live_as_told, trees_as_told
from tiendo.storage.records import LIVE_COLUMNS
from tiendo.storage.rules import Catalogue
from tiendo.storage.sql import end_for, fetch_all
from tiendo.storage.verify_facts import day_text
from tiendo.storage.verify_names import Names, month_name

register("verify.kept", ProblemKind.INVALID, "The row is not what the facts say, is missing, or is too much.")

AT_MOST = 1_000
"""Findings told of one kind; a ruined ledger needs no longer list."""


def check_live(cursor: CursorWrapper, catalogue: Catalogue) -> Iterator[Finding]:
    """Rows of `live` that are not what postings and versions say."""
    for books, (query, params) in zip(("IN (1, 2)", "= 0"), live_as_told(cursor, catalogue), strict=True):
        held = f"SELECT {LIVE_COLUMNS} FROM live WHERE book {books}"
        for row in _differing(cursor, held, query, params=params):
            yield Finding.of("verify.kept", f"live record={row[0]} book={row[1]}")


def check_months(cursor: CursorWrapper, names: Names) -> Iterator[Finding]:
    """Rows of `month_state` that are not the last step of their month."""
    held = "SELECT unit, month, state, seq FROM month_state"
    for row in _differing(cursor, held, MONTHS_AS_TOLD):
        yield Finding.of("verify.kept", f"month_state {names.unit(row[0])} {month_name(row[1])}")


def _differing(
    cursor: CursorWrapper, held: str, told: str, *, params: Sequence[Any] = ()
) -> list[tuple[Any, ...]]:
    """Rows that only one of two queries gives, by the two columns that name them, each once."""
    found: dict[tuple[Any, ...], None] = {}
    for query in (f"{held} EXCEPT {told}", f"SELECT * FROM ({told}) told EXCEPT {held}"):
        found.update(dict.fromkeys(row[:2] for row in fetch_all(cursor, f"{query} LIMIT {AT_MOST}", params)))
    return sorted(found)


# The tree


def check_tree(cursor: CursorWrapper, names: Names) -> Iterator[Finding]:
    """Stretches and rows of the closure that are not what the changes of units say, now or as known at any event."""
    stretches, closure = _History(), _History()
    for seq, units, before, after in trees_as_told(cursor):
        known = [unit for unit in units if before.stretches(unit)]
        stretches.step(seq, _stretches(before, known), _stretches(after, units))
        closure.step(seq, _closure(before, known), _closure(after, units))
    yield from _held(
        cursor,
        names,
        "unit_stretch",
        stretches,
        columns="unit, {start}, {end}, code, name, level, COALESCE(parent, 0)",
    )
    yield from _held(cursor, names, "closure", closure, columns="unit, {start}, {end}, ancestor, via, depth")


class _History:
    """Rows with the events between which they were known."""

    def __init__(self) -> None:
        self._since: dict[tuple[Any, ...], int] = {}
        self._past: list[tuple[Any, ...]] = []

    def step(self, seq: int, before: set[tuple[Any, ...]], after: set[tuple[Any, ...]]) -> None:
        """Let an event end some rows and begin others."""
        self._past.extend((*row, self._since.pop(row), seq) for row in before - after)
        self._since.update(dict.fromkeys(after - before, seq))

    def rows(self) -> set[tuple[Any, ...]]:
        """All rows, each followed by the event it is known from and the one that ended it (0: none)."""
        return {*self._past, *((*row, seq, 0) for row, seq in self._since.items())}


def _stretches(tree: OrgTree, units: Any) -> set[tuple[Any, ...]]:
    def row(s: Stretch) -> tuple[Any, ...]:
        return (
            s.unit,
            s.start.isoformat(),
            end_for(s.end).isoformat(),
            s.code,
            s.name,
            s.level,
            s.parent or 0,
        )

    return {row(stretch) for unit in units for stretch in tree.stretches(unit)}


def _closure(tree: OrgTree, units: Any) -> set[tuple[Any, ...]]:
    def row(c: ClosureRow) -> tuple[Any, ...]:
        return (c.unit, c.start.isoformat(), end_for(c.end).isoformat(), c.ancestor, c.via or 0, c.depth)

    return set(map(row, tree.closure(units)))


def _held(
    cursor: CursorWrapper, names: Names, table: str, told: _History, *, columns: str
) -> Iterator[Finding]:
    days = {"start": day_text(cursor, "start_day"), "end": day_text(cursor, "end_day")}
    rows = fetch_all(cursor, f"SELECT {columns.format(**days)}, seq_from, COALESCE(seq_to, 0) FROM {table}")
    expected = told.rows()
    wrong = {*rows} ^ expected
    if not wrong and len(rows) != len(expected):
        yield Finding.of("verify.kept", f"{table} (rows twice)")
    for unit, start in sorted({row[:2] for row in wrong})[:AT_MOST]:
        yield Finding.of("verify.kept", f"{table} {names.unit(unit)} {start}")
