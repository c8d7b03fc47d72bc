"""Figures kept in the process between questions: what was read once is brought up to date by what came since.

Caches may be dropped at any time. What is kept is named by the marks of tree and catalogue and by the hash of the
event it stands at, which vouches for all events before it, in any database.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection
from threading import Lock

from django.db.backends.utils import CursorWrapper

from tiendo.core.orgunit import UnitId
from tiendo.core.submission import Book
from tiendo.storage.ledger import Head
from tiendo.storage.reading import LedgerReadings
from tiendo.storage.reading_scope import Needs, Scope
from tiendo.storage.reading_store import Store, touched_since
from tiendo.storage.rules import Catalogue, read_catalogue
from tiendo.storage.sql import fetch_all

MOST_KEPT = 6
"""Scopes held at once, each for all units: today's day in both books, and a few others."""

MOST_EVENTS = 500
"""Beyond so many new events everything is read anew: that is quicker then."""

_Key = tuple[str, str, Needs]
_kept: OrderedDict[_Key, tuple[Head, Store]] = OrderedDict()
_lock = Lock()


def readings_at(
    cursor: CursorWrapper,
    head: Head,
    needs: Needs,
    book: Book,
    *,
    full: Collection[UnitId],
    totals: Collection[UnitId] = (),
) -> LedgerReadings:
    """One book's figures of some units (see `LedgerReadings`) at the head the cursor's snapshot sees."""
    return LedgerReadings(cursor, store_at(cursor, head, needs), book, full=full, totals=totals)


def store_at(cursor: CursorWrapper, head: Head, needs: Needs) -> Store:
    """The parts of a scope at the head the cursor's snapshot sees."""
    key = (head.tree_mark, head.catalogue_mark, needs)
    with _lock:
        held = _kept.get(key)
    if held is not None:
        then, store = held
        if (then.seq, then.hash) == (head.seq, head.hash):
            return store
        catalogue = store.scope.catalogue
        if then.seq < head.seq <= then.seq + MOST_EVENTS and _is_before(cursor, then):
            touched = touched_since(cursor, then.seq, catalogue.calendar)
            return _keep(key, head, store.renewed(cursor, then.seq, touched))
        return _keep(key, head, Store(store.scope))
    return _keep(key, head, Store(Scope(_catalogue(cursor, head), needs)))


def _catalogue(cursor: CursorWrapper, head: Head) -> Catalogue:
    return read_catalogue(cursor, head.tree_mark, head.catalogue_mark)


def _is_before(cursor: CursorWrapper, then: Head) -> bool:
    """Whether the event something is kept for is one of this ledger's."""
    rows = fetch_all(cursor, "SELECT hash FROM event WHERE seq = %s", [then.seq])
    return [tuple(row) for row in rows] == [(then.hash,)]


def _keep(key: _Key, head: Head, store: Store) -> Store:
    with _lock:
        held = _kept.get(key)
        if held is None or held[0].seq <= head.seq or held[0].hash != head.hash:
            _kept[key] = (head, store)
            _kept.move_to_end(key)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return store


def forget() -> None:
    """Drop everything kept."""
    with _lock:
        _kept.clear()
