"""Fills a term with what every unit tells, month by month: the facts and entries that services would post, in sets.

Sending and accepting millions of figures through the services takes longer than a benchmark may. Here one event holds
all that is sent of a month and one all that is accepted, written by a few statements each; caches are made by the parts
of `rebuild`. A test holds that the ledger comes out as the services make it, and that `verify` agrees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.db import connections
from django.db.backends.utils import CursorWrapper

from benchmarks.organisation import FIRST, NOW, BenchUnit, Told, figures, request, told
from tiendo.core.indicator import DataElement, ElementKind, Typed
from tiendo.core.period import Month
from tiendo.core.submission import Figure, RecordKind, Version
from tiendo.storage import chain, ledger, rebuild
from tiendo.storage import models as tables
from tiendo.storage.cells import count_cells, replace_cells
from tiendo.storage.database import without_waiting
from tiendo.storage.ledger import Session
from tiendo.storage.records import content_digest, load_versions
from tiendo.storage.rules import Catalogue, read_catalogue
from tiendo.storage.sql import (
    BOOKS,
    columns_of,
    fetch_all,
    in_ids,
    insert_rows,
    rows_as_table,
    snapshot,
    write,
)

AUTHOR = "benchmark"

_GIVEN = [
    (name, "text" if name == "level" else "integer")
    for name in ("level", "element", "base", "shift", "again", "base_before", "shift_before")
]
_AMOUNT = "(g.base + (7 * t.place + g.shift) %% 23 + 1)"
_BEFORE = "(g.again * (g.base_before + (7 * t.place + g.shift_before) %% 23 + 1))"


def read_rules() -> Catalogue:
    """Tree, elements and calendar at the head."""
    with snapshot() as cursor:
        head = ledger.read_head(cursor)
        return read_catalogue(cursor, head.tree_mark, head.catalogue_mark)


def fill(
    units: Sequence[BenchUnit],
    months: Iterable[Month],
    *,
    sealed: bool = True,
    done: Callable[[str], object] = lambda _: None,
) -> int:
    """Let all units tell all these months, sent and accepted; answers how many figures that was.

    `sealed`: the chain covers the facts, which takes as long again; without it the chain alone does not verify.
    `done` hears of each month and of each cache.
    """
    filler = _Filler(units, sealed=sealed)
    with without_waiting():
        filler.list_units()
        for month in months:
            filler.send(month)
            filler.accept(month)
            done(month.label)
        filler.make_caches(done)
    return filler.figures


def settle() -> None:
    """Let a server put away at once what filling left behind, as it does in the hours after: it is not measured."""
    connection = connections["default"]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")
            cursor.execute("CHECKPOINT")


class _Filler:
    """Writes month after month, and the caches at the end."""

    def __init__(self, units: Sequence[BenchUnit], *, sealed: bool) -> None:
        self.catalogue = read_rules()
        self.units = units
        self.ids = {unit.code: self.catalogue.tree.find(unit.code, NOW.date()) for unit in units}
        self.sealed = sealed
        self.sent = 0
        self.figures = 0

    def list_units(self) -> None:
        """Keep the units where SQL finds them, in a table only this connection sees."""
        with write() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE teller (unit integer, place integer, level text)")
            rows = [(self.ids[unit.code], unit.number, unit.level) for unit in self.units]
            table, params = rows_as_table(
                cursor, [("unit", "integer"), ("place", "integer"), ("level", "text")], rows
            )
            cursor.execute(f"INSERT INTO teller SELECT unit, place, level FROM {table}", params)

    def send(self, month: Month) -> None:
        """One event with the month figures of all units, and what they post to the reported book."""
        with ledger.writing(now=NOW, verb="send_months", person=AUTHOR) as session:
            first, seq, cursor = session.last_record + 1, session.seq, session.cursor
            session.last_record += len(self.units)
            self._add_versions(session, first, month)
            table, params = rows_as_table(cursor, _GIVEN, self._given(month))
            cursor.execute(
                f"INSERT INTO figure (record, number, element, part, amount, seq) SELECT %s + t.place, 1, g.element,"
                f" '', {_AMOUNT}, %s FROM teller t JOIN {table.replace('given', 'g')} ON g.level = t.level",
                [first, seq, *params],
            )
            last = self.catalogue.calendar.window(month).last
            cursor.execute(
                f"INSERT INTO entry ({_ENTRY}) SELECT %s, ROW_NUMBER() OVER (ORDER BY t.unit, g.element), 1, t.unit,"
                f" g.element, '', %s, %s, %s, {_AMOUNT} - {_BEFORE}, %s + t.place, 1"
                f" FROM teller t JOIN {table.replace('given', 'g')} ON g.level = t.level"
                f" WHERE {_AMOUNT} <> {_BEFORE}",
                [seq, last, int(month), last, first, *params],
            )
            self._add_steps(session, BOOKS_REPORTED, first, month=month)
            self.sent = seq

    def accept(self, month: Month) -> None:
        """One event that lets the same versions count in the accepted book."""
        with ledger.writing(now=NOW, verb="accept_months", person=AUTHOR) as session:
            first = session.last_record + 1 - len(self.units)
            session.cursor.execute(
                f"INSERT INTO entry ({_ENTRY}) SELECT %s, n, 2, unit, element, part, day, month, tree_day, amount,"
                " record, number FROM entry WHERE seq = %s",
                [session.seq, self.sent],
            )
            self._add_steps(session, BOOKS_ACCEPTED, first, month=month)

    def _add_versions(self, session: Session, first: int, month: Month) -> None:
        seq, records, versions = session.seq, [], []
        for unit in self.units:
            said = figures(unit, month, self.catalogue.elements)
            self.figures += len(said)
            version = Version(
                request("month_figure", unit.code, month),
                1,
                self.ids[unit.code],
                RecordKind.MONTH_FIGURE,
                month=month,
                figures=tuple(Figure(key, amount) for key, amount in said.items()),
            )
            number = first + unit.number
            records.append((number, version.record, version.unit, version.kind.value, seq))
            digest = content_digest(version)
            versions.append((number, 1, seq, None, int(month), *[""] * 6, 0, digest, AUTHOR))
        insert_rows(session.cursor, tables.Record, records)
        insert_rows(session.cursor, tables.Version, versions)

    def _given(self, month: Month) -> list[tuple[object, ...]]:
        """What each level tells, and what it told before of elements whose entries are steps from there."""
        elements = self.catalogue.elements
        rows: list[tuple[object, ...]] = []
        for level in {unit.level for unit in self.units}:
            for one in told(level, month, elements):
                earlier = _month_before(elements[one.element], month)
                before = None if earlier is None else _same(one, told(level, earlier, elements))
                number = self.catalogue.numbers[one.element]
                rows.append(
                    (level, number, one.base, one.shift, *((0, 0, 0) if before is None else (1, *before[1:])))
                )
        return rows

    def _add_steps(self, session: Session, book: int, first: int, *, month: Month) -> None:
        seq, cursor = session.seq, session.cursor
        cursor.execute(
            "INSERT INTO posting (record, book, seq, number) SELECT %s + place, %s, %s, 1 FROM teller",
            [first, book, seq],
        )
        verb, state = ("send_month", "sent") if book == BOOKS_REPORTED else ("accept_month", "accepted")
        cursor.execute(
            "INSERT INTO month_event (unit, month, seq, verb, state, reason, person)"
            " SELECT unit, %s, %s, %s, %s, '', %s FROM teller",
            [int(month), seq, verb, state, AUTHOR],
        )
        if self.sealed:
            self._count_facts(session, first)

    def _count_facts(self, session: Session, first: int) -> None:
        """Let the event's digest cover what its statements wrote."""
        for model, after in _WRITTEN.items():
            names, table = columns_of(model), chain.table_of(model)
            query = f"SELECT {', '.join(names)} FROM {table} WHERE {after} >= %s AND seq = %s"
            since = session.seq if after == "seq" else first
            rows = fetch_all(session.cursor, query, [since, session.seq])
            session._facts[table].extend(rows)  # noqa: SLF001 - they are in their tables already

    def make_caches(self, done: Callable[[str], object]) -> None:
        """What `rebuild` makes, except that cells are worked out for a unit of each level and copied to its equals."""
        with write() as cursor:
            head = ledger.lock_head(cursor)
            session = Session(cursor, head, head.posted_at, "", "", "")
            rebuild.rebuild_live(cursor, session.catalogue)
            rebuild.rebuild_months(cursor)
            rebuild.rebuild_balances(cursor)
            done("balances")
            self._make_cells(session)
            done("cells")
            count_cells(cursor, None, sign=1)
            done("coverage")
            if cursor.db.vendor == "postgresql":
                cursor.execute("ANALYZE")

    def _make_cells(self, session: Session) -> None:
        cursor, catalogue = session.cursor, session.catalogue
        shown = {unit.level: self.ids[unit.code] for unit in reversed(self.units)}
        fragment, params = in_ids(cursor, shown.values())
        for book in BOOKS.values():
            where = f"l.unit {fragment} AND l.book = %s"
            versions = load_versions(cursor, where, [*params, book], keys=catalogue.keys, by_number=True)
            replace_cells(session, book, versions, units=list(shown.values()))
        names = columns_of(tables.Cell)
        picked = ", ".join("t.unit" if name == "unit" else f"c.{name}" for name in names)
        cursor.execute(
            f"INSERT INTO cell ({', '.join(names)}) SELECT {picked} FROM cell c JOIN teller s ON s.unit = c.unit"
            f" JOIN teller t ON t.level = s.level AND t.unit <> s.unit WHERE c.unit {fragment} ORDER BY t.unit",
            params,
        )


_WRITTEN = {
    tables.Record: "id",
    tables.Version: "record",
    tables.Figure: "record",
    tables.Posting: "seq",
    tables.Entry: "seq",
    tables.MonthEvent: "seq",
}
"""What the filling writes, and the column by which the rows of an event are found quickly."""

BOOKS_REPORTED, BOOKS_ACCEPTED = BOOKS.values()
_ENTRY = "seq, n, book, unit, element, part, day, month, tree_day, amount, record, number"


def _month_before(element: DataElement, month: Month) -> Month | None:
    """The month whose figure an element's entries of a month start from."""
    if element.kind is ElementKind.STOCK:
        earlier = month - element.often.months
        return earlier if earlier >= FIRST else None
    if element.typed is Typed.CUMULATIVE and month.number > 1:
        return month - 1
    return None


def _same(one: Told, others: Iterable[Told]) -> Told | None:
    return next((other for other in others if other.element == one.element), None)


def table_sizes(cursor: CursorWrapper, *names: str) -> dict[str, int]:
    """How many rows tables hold."""
    return {name: int(fetch_all(cursor, f"SELECT COUNT(*) FROM {name}")[0][0]) for name in names}
