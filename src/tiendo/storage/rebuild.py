"""Drops caches and makes them again from facts, set by set; they must come out the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.backends.utils import CursorWrapper

from tiendo.core.indicator import ElementKind
from tiendo.core.orgunit import OrgTree, UnitChange, UnitId
from tiendo.storage.cells import count_cells, replace_cells
from tiendo.storage.chain import table_of
from tiendo.storage.ledger import Session, lock_head
from tiendo.storage.models import CACHES
from tiendo.storage.records import LIVE_COLUMNS, load_versions
from tiendo.storage.rules import Catalogue, change_of, read_levels
from tiendo.storage.sql import BOOKS, as_day, fetch_all, in_ids, rows_as_table, write
from tiendo.storage.tree import keep_tree

_TOGETHER = 200
"""Units whose versions are held in memory at once."""


def rebuild() -> None:
    """Empty every cache and fill it from facts, under the head's lock; the chain does not move."""
    with write() as cursor:
        head = lock_head(cursor)
        for model in CACHES:
            cursor.execute(f"DELETE FROM {table_of(model)}")
        session = Session(cursor, head, head.posted_at, "", "", "")
        rebuild_tree(cursor)
        rebuild_live(cursor, session.catalogue)
        rebuild_balances(cursor)
        rebuild_months(cursor)
        rebuild_cells(session)


def rebuild_tree(cursor: CursorWrapper) -> None:
    """Stretches and closure, event by event, so that they say again what was known when."""
    for seq, units, before, after in trees_as_told(cursor):
        keep_tree(cursor, seq, before, after=after, units=units)


def trees_as_told(cursor: CursorWrapper) -> Iterator[tuple[int, set[UnitId], OrgTree, OrgTree]]:
    """Each event that changed units: the units it touched, and the tree before and after it."""
    query = "SELECT seq, unit, kind, day, code, name, level, parent, successors, heir FROM unit_change ORDER BY seq, n"
    told: list[UnitChange] = []
    tree = OrgTree.build((), ())
    for seq, rows in groupby(fetch_all(cursor, query), key=itemgetter(0)):
        new = [change_of(row[1:]) for row in rows]
        told.extend(new)
        after = OrgTree.build(told, read_levels(cursor, seq))
        yield seq, after.affected_by(tree) | {change.unit for change in new}, tree, after
        tree = after


def rebuild_live(cursor: CursorWrapper, catalogue: Catalogue) -> None:
    """Which version of each record counts in each book, and the newest where it is not sent."""
    for query, params in live_as_told(cursor, catalogue):
        cursor.execute(f"INSERT INTO live ({LIVE_COLUMNS}) {query}", params)


def live_as_told(cursor: CursorWrapper, catalogue: Catalogue) -> Iterator[tuple[str, list[Any]]]:
    """Queries with their parameters that make the rows of `live`: of the books, from facts; then, given those, unsent.

    Nothing is written.
    """
    stocks = [catalogue.numbers[key] for key, e in catalogue.elements.items() if e.kind is ElementKind.STOCK]
    of_stock, p1 = in_ids(cursor, stocks)
    months, p2 = rows_as_table(
        cursor, [("of", "integer"), ("first", "date"), ("past", "date")], _months(cursor, catalogue)
    )
    described = (
        " r.unit, r.kind, COALESCE(v.month, given.of) AS month, v.day, CASE WHEN EXISTS (SELECT 1 FROM figure f"
        f" WHERE f.record = v.record AND f.number = v.number AND f.element {of_stock}) THEN 1 ELSE 0 END AS stock,"
        " v.withdrawn"
    )
    joined = (
        " JOIN version v ON v.record = l.record AND v.number = l.number JOIN record r ON r.id = l.record"
        f" LEFT JOIN {months} ON given.first <= v.day AND v.day < given.past"
    )
    for source in (_POSTED, _UNSENT):
        yield f"SELECT l.record, l.book, l.number, {described} FROM {source}{joined}", [*p1, *p2]


_POSTED = (
    "(SELECT p.record, p.book, p.number FROM posting p WHERE p.seq ="
    " (SELECT MAX(q.seq) FROM posting q WHERE q.record = p.record AND q.book = p.book)) l"
)
_UNSENT = (
    "(SELECT v.record, 0 AS book, MAX(v.number) AS number FROM version v GROUP BY v.record HAVING MAX(v.number) >"
    " COALESCE((SELECT s.number FROM live s WHERE s.record = v.record AND s.book = 1), 0)) l"
)


def _months(cursor: CursorWrapper, catalogue: Catalogue) -> list[tuple[object, ...]]:
    first, last = (as_day(day) for day in fetch_all(cursor, "SELECT MIN(day), MAX(day) FROM version")[0])
    if first is None or last is None:
        return []
    calendar = catalogue.calendar
    months = calendar.month_of(first).through(calendar.month_of(last))
    return [(int(month), calendar.window(month).start, calendar.window(month).end) for month in months]


def rebuild_balances(cursor: CursorWrapper) -> None:
    """The ledger's sums, in one statement."""
    cursor.execute(
        "INSERT INTO balance (unit, element, book, month, part, via, amount)"
        " SELECT c.ancestor, e.element, e.book, e.month, e.part, c.via, SUM(e.amount) FROM entry e"
        " JOIN closure c ON c.unit = e.unit AND c.start_day <= e.tree_day AND e.tree_day < c.end_day"
        " AND c.seq_to IS NULL GROUP BY c.ancestor, e.element, e.book, e.month, e.part, c.via"
    )


def rebuild_months(cursor: CursorWrapper) -> None:
    """The last state of every month."""
    cursor.execute(f"INSERT INTO month_state (unit, month, state, seq) {MONTHS_AS_TOLD}")


MONTHS_AS_TOLD = (
    "SELECT e.unit, e.month, e.state, e.seq FROM month_event e WHERE e.seq ="
    " (SELECT MAX(l.seq) FROM month_event l WHERE l.unit = e.unit AND l.month = e.month)"
)
"""The rows of `month_state`, from their facts."""


def rebuild_cells(session: Session) -> None:
    """All cells from the live versions, a few hundred units at a time, and the counts above them in one statement."""
    cursor, catalogue = session.cursor, session.catalogue
    cursor.execute("DELETE FROM coverage")
    units = [unit for (unit,) in fetch_all(cursor, "SELECT DISTINCT unit FROM live ORDER BY unit")]
    for at in range(0, len(units), _TOGETHER):
        some = units[at : at + _TOGETHER]
        fragment, params = in_ids(cursor, some)
        for book in BOOKS.values():
            where = f"l.unit {fragment} AND l.book = %s"
            versions = load_versions(cursor, where, [*params, book], keys=catalogue.keys, by_number=True)
            replace_cells(session, book, versions, units=some)
    count_cells(cursor, None, sign=1)
