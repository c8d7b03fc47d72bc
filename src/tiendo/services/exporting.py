"""Tables to take away, for those who may."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from tiendo.core.access import Actor, require
from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.services.questions import question
from tiendo.storage.export import TABLES, export_rows

register("export.table", ProblemKind.INVALID, "There is no table {table}; the tables are: {tables}.")


def export_table(
    *, actor: Actor, table: str, now: datetime, known: int | datetime | None = None
) -> Iterator[tuple[Any, ...]]:
    """A table's header and rows, one consistent read. Errors: Problem `export.table`, `access.denied`."""
    if table not in TABLES:
        raise Problem("export.table", table=table, tables=", ".join(TABLES))
    with question(actor=actor, known=known, now=now) as asked:
        for unit in asked.now_tree.open_units(asked.today):
            if asked.now_tree.parent(unit, asked.today) is None:
                require(asked.actor, "ledger.export", unit, tree=asked.now_tree, day=asked.today)
        yield from export_rows(asked.cursor, table, asked.known)
