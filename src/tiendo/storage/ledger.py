"""The writing side's one door: locks the head, hands out a session for facts, seals what was written as one event."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import connections, models
from django.db.backends.utils import CursorWrapper

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.storage import chain
from tiendo.storage.models import Event, Request
from tiendo.storage.rules import Catalogue, read_catalogue
from tiendo.storage.sql import Row, canonical, fetch_all, in_ids, insert_rows, is_postgres, together, write

register(
    "request.differs",
    ProblemKind.CONFLICT,
    "This has been kept once already with other content; nothing was changed now.",
)
register("database.unprepared", ProblemKind.UNAVAILABLE, "The database is not prepared: run `tiendo init`.")

_HEAD = "seq, hash, posted_at, last_record, last_unit, tree_mark, catalogue_mark, plan_mark"


class Head(NamedTuple):
    """Where the ledger stands: the last event, its hash and moment, the numbers given out, and marks for caches."""

    seq: int
    hash: str
    posted_at: str
    last_record: int
    last_unit: int
    tree_mark: str
    catalogue_mark: str
    plan_mark: str


class Done(NamedTuple):
    """A request carried out before: its verb, the digest of its content, and its event."""

    verb: str
    digest: str
    seq: int


@dataclass
class Session:
    """One event being written. Facts go in through `add`; nothing is known outside before the session ends."""

    cursor: CursorWrapper
    before: Head
    posted_at: str
    verb: str
    person: str
    request: str
    payload: dict[str, Any] = field(default_factory=dict)
    done: Done | None = None
    last_record: int = 0
    last_unit: int = 0
    changed: set[str] = field(default_factory=set)
    sealed: str = ""
    _facts: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    _catalogue: Catalogue | None = None
    _cancelled: bool = False

    @property
    def seq(self) -> int:
        """The number of the event being written."""
        return self.before.seq + 1

    @property
    def catalogue(self) -> Catalogue:
        """Tree, elements and calendar as they stand in this session, with its own changes."""
        if self._catalogue is None:
            self._catalogue = read_catalogue(self.cursor, self.before.tree_mark, self.before.catalogue_mark)
        return self._catalogue

    @catalogue.setter
    def catalogue(self, changed: Catalogue) -> None:
        self._catalogue = changed

    def add(self, model: type[models.Model], rows: Sequence[Row]) -> None:
        """Insert facts, each row with all columns in order (`sql.columns_of`), and count them into the digest."""
        insert_rows(self.cursor, model, rows)
        self._facts[chain.table_of(model)].extend(rows)

    def lines(self, model: type[models.Model]) -> int:
        """How many rows of a table this session has added: the next free `n`."""
        return len(self._facts[chain.table_of(model)])

    def new_record(self) -> int:
        """The next free record number."""
        self.last_record += 1
        return self.last_record

    def new_unit(self) -> int:
        """The next free unit id."""
        self.last_unit += 1
        return self.last_unit

    def cancel(self) -> None:
        """Write no event: what was asked for already stands. Errors: RuntimeError after facts were added (a bug)."""
        if any(self._facts.values()):
            raise RuntimeError("facts were added; they cannot be left out of the chain")
        self._cancelled = True

    @property
    def cancelled(self) -> bool:
        """Whether nothing is to be written."""
        return self._cancelled

    @property
    def facts(self) -> Mapping[str, Sequence[Row]]:
        """The facts added so far, by table."""
        return self._facts


def read_head(cursor: CursorWrapper) -> Head:
    """The head as the cursor's transaction sees it, unlocked. Errors: Problem `database.unprepared`."""
    return _head_of(fetch_all(cursor, f"SELECT {_HEAD} FROM head WHERE id = 1"))


def lock_head(cursor: CursorWrapper) -> Head:
    """The head, locked until the transaction ends: every writer waits here and nowhere else, so none deadlock."""
    lock = " FOR UPDATE" if is_postgres(cursor) else ""  # SQLite locked the whole database at BEGIN IMMEDIATE
    return _head_of(fetch_all(cursor, f"SELECT {_HEAD} FROM head WHERE id = 1{lock}"))


def _head_of(rows: list[tuple[Any, ...]]) -> Head:
    if not rows:
        raise Problem("database.unprepared")
    return Head(*rows[0])


def find_request(cursor: CursorWrapper, request: str) -> Done | None:
    """What a request id was used for, if it was."""
    rows = fetch_all(cursor, "SELECT verb, digest, seq FROM request WHERE id = %s", [request])
    return Done(*rows[0]) if rows else None


class EventLine(NamedTuple):
    """An audit line: what was done, when, by whom (a person id) and by which request."""

    seq: int
    posted_at: str
    verb: str
    person: str
    request: str
    payload: dict[str, Any]
    hash: str


def read_events(cursor: CursorWrapper, numbers: Collection[int]) -> dict[int, EventLine]:
    """Audit lines by event number."""
    fragment, params = in_ids(cursor, numbers)
    query = f"SELECT seq, posted_at, verb, person, request, payload, hash FROM event WHERE seq {fragment}"
    return {
        seq: EventLine(seq, at, verb, person, request, json.loads(payload), sealed)
        for seq, at, verb, person, request, payload, sealed in fetch_all(cursor, query, params)
    }


def known_at(cursor: CursorWrapper, moment: datetime) -> int:
    """The last event posted at or before an aware moment; 0 before the first."""
    query = "SELECT seq FROM event WHERE posted_at <= %s ORDER BY seq DESC LIMIT 1"
    rows = fetch_all(cursor, query, [moment_text(moment)])
    return int(rows[0][0]) if rows else 0


def moment_text(moment: datetime) -> str:
    """A moment as events keep it: ISO text in UTC, which sorts as time does."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def content_digest(content: object) -> str:
    """Digest of a request's content, to tell the same request again from another one under its id."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


@contextmanager
def writing(
    *,
    now: datetime,
    verb: str,
    person: str,
    request: str = "",
    content: object = None,
    check: Callable[[CursorWrapper], object] | None = None,
) -> Iterator[Session]:
    """Lock the head, let the caller add facts, and seal them as one event; any error rolls everything back.

    `now` is an aware moment. `check` runs right after the lock and may refuse. When `request` was carried out
    before with the same `content`, `session.done` says so and the caller must write nothing (it is cancelled).
    Errors: Problem `request.differs`.
    """
    if connections["default"].in_atomic_block:
        raise RuntimeError("an event is being written already: one head, one event at a time")
    with write() as cursor, together(cursor):
        session = _opened(cursor, now, verb=verb, person=person, request=request)
        if check is not None:
            check(cursor)
        digest = content_digest(content) if request else ""
        if request:
            session.done = find_request(cursor, request)
            if session.done is not None:
                if (session.done.verb, session.done.digest) != (verb, digest):
                    raise Problem("request.differs", request=request)
                session.cancel()
        yield session
        if not session.cancelled:
            if request:
                session.add(Request, [(request, verb, digest, session.seq)])
            seal(session)


def _opened(cursor: CursorWrapper, now: datetime, *, verb: str, person: str, request: str) -> Session:
    head = lock_head(cursor)
    session = Session(cursor, head, max(moment_text(now), head.posted_at), verb, person, request)
    session.last_record, session.last_unit = head.last_record, head.last_unit
    return session


def seal(session: Session) -> None:
    """Write the event, chain it to the one before, and move the head on."""
    event = chain.EventText(
        session.seq,
        session.posted_at,
        session.verb,
        session.person,
        session.request,
        canonical(session.payload),
    )
    digest = chain.facts_digest(session.facts)
    sealed = session.sealed = chain.event_hash(session.before.hash, event, digest)
    insert_rows(session.cursor, Event, [(*event, digest, session.before.hash, sealed)])
    tree = sealed if "tree" in session.changed else session.before.tree_mark
    catalogue = sealed if "catalogue" in session.changed else session.before.catalogue_mark
    plan = sealed if "plan" in session.changed else session.before.plan_mark
    session.cursor.execute(
        "UPDATE head SET seq = %s, hash = %s, posted_at = %s, last_record = %s, last_unit = %s,"
        " tree_mark = %s, catalogue_mark = %s, plan_mark = %s WHERE id = 1",
        [event.seq, sealed, event.posted_at, session.last_record, session.last_unit, tree, catalogue, plan],
    )
