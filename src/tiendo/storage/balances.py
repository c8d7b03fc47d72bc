"""Balances: the ledger's sums of units and of all above them, kept beside the entries in the same statement for all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.backends.utils import CursorWrapper

from tiendo.storage.sql import rows_as_table

_SUM = (
    ("unit", "integer"),
    ("element", "integer"),
    ("part", "text"),
    ("month", "integer"),
    ("tree_day", "date"),
    ("amount", "bigint"),
)


def add_to_balances(cursor: CursorWrapper, book: int, sums: Sequence[tuple[Any, ...]]) -> None:
    """Add amounts (unit, element, part, month, tree day, amount) to the balances of their units and all above them.

    What is above is taken from the tree of each amount's `tree_day`.
    """
    table, params = rows_as_table(cursor, _SUM, sums)
    cursor.execute(
        "INSERT INTO balance (unit, element, book, month, part, via, amount)"
        f" SELECT c.ancestor, given.element, %s, given.month, given.part, c.via, SUM(given.amount) FROM {table}"
        " JOIN closure c ON c.unit = given.unit AND c.start_day <= given.tree_day AND given.tree_day < c.end_day"
        " AND c.seq_to IS NULL GROUP BY c.ancestor, given.element, given.month, given.part, c.via"
        " ON CONFLICT (unit, element, book, month, part, via)"
        " DO UPDATE SET amount = balance.amount + excluded.amount",
        [book, *params],
    )
