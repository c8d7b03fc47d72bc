"""Proof of the ledger: facts against entries, entries against balances, cells against counts, the chain, the guards.

Every fault is a Finding that names the table and key, so that a person can go and look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db.backends.utils import CursorWrapper

from tiendo.core.errors import Finding, Problem, ProblemKind, register
from tiendo.core.orgunit import UnitId
from tiendo.storage import triggers
from tiendo.storage.ledger import read_head
from tiendo.storage.rebuild import live_as_told
from tiendo.storage.records import LIVE_COLUMNS
from tiendo.storage.rules import Catalogue, catalogue_anew, read_numbers
from tiendo.storage.sql import fetch_all, snapshot
from tiendo.storage.verify_cells import check_cells
from tiendo.storage.verify_chain import check_chain
from tiendo.storage.verify_facts import Live, check_entries, check_seats, read_facts
from tiendo.storage.verify_kept import check_live, check_months, check_tree
from tiendo.storage.verify_names import Names
from tiendo.storage.verify_sums import BALANCES, COUNTS, check_sums

INVALID = ProblemKind.INVALID
register("verify.balance", INVALID, "The balance says {found}, the entries say {expected}.")
register("verify.coverage", INVALID, "The count of cells says {found}, the cells say {expected}.")
register(
    "verify.sums",
    INVALID,
    "Sums of this table are not what they are made of; what stands there may be no number.",
)
register("verify.trigger", INVALID, "The guard is missing; the table can be changed by hand.")
register(
    "verify.halted",
    INVALID,
    "Facts that were changed can no longer be understood; put them right first, then prove the rest.",
)

_TOGETHER = 200
"""Units whose facts are held in memory at once."""

Told = Callable[[int, int], object]
"""Hears how much is done, and of how much."""


def verify(told: Told | None = None) -> list[Finding]:
    """Everything that does not agree, in one consistent read; empty when all is well."""
    with snapshot() as cursor:
        sealed = list(_sealed(cursor, told))
        try:
            return [*sealed, *_worked_out(cursor, told)]
        except (Problem, ArithmeticError, LookupError, TypeError, ValueError):
            if not sealed:
                raise
            return [*sealed, Finding.of("verify.halted", "ledger")]


def _sealed(cursor: CursorWrapper, told: Told | None) -> Iterator[Finding]:
    """Guards and the chain: what needs no understanding of the facts."""
    for name in triggers.missing(cursor):
        yield Finding.of("verify.trigger", f"trigger {name}")
    head = read_head(cursor)
    keys = {number: key for key, number in read_numbers(cursor).items()}
    yield from check_chain(cursor, head, keys=keys, done=_halves(told, head.seq, second=False))


def _worked_out(cursor: CursorWrapper, told: Told | None) -> Iterator[Finding]:
    """All that follows from facts: what is kept, entries, seats, cells, sums."""
    catalogue = catalogue_anew(cursor)
    names = Names(catalogue)
    yield from check_tree(cursor, names)
    yield from check_months(cursor, names)
    wrong = list(check_live(cursor, catalogue))
    yield from wrong
    yield from _facts(cursor, _live(cursor, catalogue) if wrong else Live("live"), names, told)
    yield from check_sums(cursor, BALANCES, names)
    yield from check_sums(cursor, COUNTS, names)


def _live(cursor: CursorWrapper, catalogue: Catalogue) -> Live:
    """The live versions as facts tell them, where the table cannot be trusted."""
    query, params = next(iter(live_as_told(cursor, catalogue)))
    named = f"WITH told ({LIVE_COLUMNS}) AS ({query}) SELECT * FROM told"
    return Live(f"({named})", tuple(params))


def _facts(cursor: CursorWrapper, live: Live, names: Names, told: Told | None) -> Iterator[Finding]:
    tables = (f"SELECT unit FROM {table}" for table in ("record", "entry", "seat_entry", "cell"))
    left = {unit for (unit,) in fetch_all(cursor, " UNION ".join(tables))}
    done, total = _halves(told, len(left), second=True), len(left)
    while left:
        some: set[UnitId] = set()
        while left and len(some) < _TOGETHER:
            some |= names.catalogue.tree.family([min(left)]) | {min(left)}
            left -= some
        facts = read_facts(cursor, live, some)
        yield from check_entries(cursor, facts, names)
        yield from check_seats(cursor, facts, names)
        yield from check_cells(cursor, facts, names)
        done(total - len(left))


def _halves(told: Told | None, total: int, *, second: bool) -> Callable[[int], None]:
    """Tells of one half of the work, in thousandths of the whole."""

    def done(count: int) -> None:
        if told is not None and (count % 100 == 0 or second):
            told(500 * second + 500 * count // max(total, 1), 1_000)

    return done
