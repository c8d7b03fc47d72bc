"""The floor under every figure: hand-written SQL that does the bare minimum of the same question, and nothing else.

It runs on the same database in the same run, through the driver itself, in one transaction that waits for the disk as
the product does. Nothing is checked, chained or kept for later. What writes does so in months after the term, at the
very end of a run: the ledger is not sound afterwards, and is thrown away.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connections

from benchmarks.organisation import AS_OF, FIRST, LAST

_FREE = 1_000_000_000
"""Numbers of events and records that no service comes near."""


class Floor:
    """The hand-written SQL, in the dialect of the database it runs on."""

    def __init__(self) -> None:
        connections["default"].ensure_connection()
        self._driver = connections["default"].connection
        self._sqlite = connections["default"].vendor == "sqlite"
        self._seq = _FREE
        self._record = _FREE

    def ask(self, query: str, *params: Any) -> list[tuple[Any, ...]]:
        """Run one query and take its rows."""
        cursor = self._driver.cursor()
        cursor.execute(self._spoken(query), params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        cursor.close()
        return rows

    def write(self, *statements: tuple[str, Sequence[Any]]) -> None:
        """Run statements in one transaction."""
        cursor = self._driver.cursor()
        cursor.execute("BEGIN IMMEDIATE" if self._sqlite else "BEGIN")
        for statement, params in statements:
            cursor.execute(self._spoken(statement), params)
        cursor.execute("COMMIT")
        cursor.close()

    def _spoken(self, statement: str) -> str:
        return statement.replace("%s", "?") if self._sqlite else statement

    # Writing

    def post(self, book: int, unit: int, amounts: dict[int, int]) -> None:
        """One month sent or accepted: its entries, and the balances of the unit and all above it."""
        self.write(*self._posted(book, unit, amounts))

    def report(self, unit: int, amounts: dict[int, int]) -> None:
        """One report: the record, its version and figures, its entries, and the balances of all above."""
        self._record += 1
        record, month = self._record, int(LAST) + 1
        figures = [(record, 1, element, "", amount, self._seq) for element, amount in amounts.items()]
        version = (record, 1, self._seq, None, month, *[""] * 6, 0, "", "")
        self.write(
            _insert(
                "record",
                "id, uuid, unit, kind, seq",
                [(record, str(record), unit, "month_figure", self._seq)],
            ),
            _insert(
                "version",
                "record, number, seq, day, month, title, area, place, campaign, reason, paper, withdrawn, digest,"
                " author",
                [version],
            ),
            _insert("figure", "record, number, element, part, amount, seq", figures),
            *self._posted(1, unit, amounts),
        )

    def _posted(self, book: int, unit: int, amounts: dict[int, int]) -> list[tuple[str, Sequence[Any]]]:
        self._seq += 1
        month, day = int(LAST) + 1, AS_OF
        columns = "seq, n, book, unit, element, part, day, month, tree_day, amount, record, number"
        entries = [
            (self._seq, n, book, unit, element, "", day, month, day, amount, 1, 1)
            for n, (element, amount) in enumerate(amounts.items(), 1)
        ]
        balances = (
            "INSERT INTO balance (unit, element, book, month, part, via, amount)"
            " SELECT c.ancestor, e.element, e.book, e.month, e.part, c.via, e.amount FROM entry e"
            " JOIN closure c ON c.unit = e.unit AND c.start_day <= %s AND %s < c.end_day AND c.seq_to IS NULL"
            " WHERE e.seq = %s ON CONFLICT (unit, element, book, month, part, via)"
            " DO UPDATE SET amount = balance.amount + excluded.amount"
        )
        return [_insert("entry", columns, entries), (balances, (day, day, self._seq))]

    # Reading

    def overview(self, units: Sequence[int], elements: Sequence[int]) -> list[tuple[Any, ...]]:
        """Sums of every element and year, for a unit and its children, by the child they came in through."""
        where, params = _term(units, elements)
        return self.ask(
            f"SELECT unit, element, month / 12, via, SUM(amount) FROM balance WHERE {where}"
            " GROUP BY unit, element, month / 12, via",
            *params,
        )

    def coverage(self, units: Sequence[int], elements: Sequence[int]) -> list[tuple[Any, ...]]:
        """Cells told of every element and year, for a unit and its children."""
        where, params = _term(units, elements)
        return self.ask(
            "SELECT unit, element, month / 12, SUM(reported), SUM(nil), SUM(figures), SUM(nils) FROM coverage"
            f" WHERE {where} GROUP BY unit, element, month / 12",
            *params,
        )

    def proof(self) -> list[tuple[Any, ...]]:
        """The sum of all entries of each book."""
        return self.ask("SELECT book, COUNT(*), SUM(amount) FROM entry GROUP BY book")


def _term(units: Sequence[int], elements: Sequence[int]) -> tuple[str, tuple[int, ...]]:
    where = f"unit IN ({_marks(units)}) AND element IN ({_marks(elements)}) AND book = 1 AND month BETWEEN %s AND %s"
    return where, (*units, *elements, int(FIRST), int(LAST))


def _insert(table: str, columns: str, rows: Sequence[Sequence[Any]]) -> tuple[str, Sequence[Any]]:
    places = ", ".join(f"({_marks(row)})" for row in rows)
    return f"INSERT INTO {table} ({columns}) VALUES {places}", [value for row in rows for value in row]


def _marks(values: Collection[Any]) -> str:
    return ", ".join(["%s"] * len(values))
