"""Proof of the sums kept: a unit's own against what they are sums of, everything above against the sums one step below.

What a unit got through a child that was its child all its life is what the child has in all; so the sums of the whole
tree follow, step by step, from the units' own, and two passes in the order of the keys compare millions of them. What
came through units that moved is summed from the ground.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from itertools import chain, pairwise

from django.db import connections
from django.db.backends.utils import CursorWrapper

from tiendo.core.errors import Finding
from tiendo.storage import verify_apart
from tiendo.storage.sql import ROOM, fetch_all, is_postgres, reading_much, snapshot
from tiendo.storage.verify_apart import Answer
from tiendo.storage.verify_names import Names

AT_MOST = 1_000
"""Findings told of one kind; a ruined ledger needs no longer list."""

SHARE = 400
"""Units whose sums are compared by one statement: as many as the room for it holds."""

ALONE_UP_TO = 2
"""Shares up to which a second connection costs more than it saves."""


@dataclass(frozen=True)
class Kept:
    """A table of sums kept by unit and child, and what they are sums of.

    `key` are the columns that name a sum besides unit and child, `ground` the table whose rows are summed, `amounts`
    the columns with the expression that is summed for each.
    """

    table: str
    code: str
    key: tuple[str, ...]
    ground: str
    amounts: dict[str, str]

    @property
    def columns(self) -> str:
        """Unit and key, in the order of the table's key."""
        return ", ".join(("unit", *self.key))

    def sums(self) -> str:
        """The amounts summed over the ground, which is called `g`."""
        return ", ".join(f"SUM({made}) AS {name}" for name, made in self.amounts.items())


BALANCES = Kept(
    "balance", "verify.balance", ("element", "book", "month", "part"), "entry", {"amount": "g.amount"}
)
COUNTS = Kept(
    "coverage",
    "verify.coverage",
    ("element", "book", "month"),
    "cell",
    {
        "reported": "CASE WHEN g.told = 1 THEN g.expected ELSE 0 END",
        "nil": "CASE WHEN g.told = 2 THEN g.expected ELSE 0 END",
        "figures": "CASE WHEN g.told = 1 THEN 1 ELSE 0 END",
        "nils": "CASE WHEN g.told = 2 THEN 1 ELSE 0 END",
    },
)

_UP = "c.start_day <= g.tree_day AND g.tree_day < c.end_day AND c.seq_to IS NULL"
_SETTLED = (
    "SELECT c.unit, c.ancestor AS parent FROM closure c JOIN closure o ON o.unit = c.unit AND o.depth = 0"
    " AND o.start_day = c.start_day AND o.end_day = c.end_day AND o.seq_to IS NULL"
    " WHERE c.depth = 1 AND c.seq_to IS NULL"
)
"""Units with their parent, where they had one and the same all their life."""


def check_sums(cursor: CursorWrapper, kept: Kept, names: Names) -> Iterator[Finding]:
    """Every sum that is not what it should be; the quick passes say whether there are any.

    In a large organisation half the units are gone through apart, by a second connection in a consistent read of its
    own that sees what was written until it began. What is wrong is named from the caller's read.
    """
    shares = _shares(cursor)
    half = len(shares) // 2 if len(shares) > ALONE_UP_TO else 0
    with _asked_apart(cursor, _questions(cursor, kept, shares[:half])) as answers:
        here = _agree(_asked(cursor, _questions(cursor, kept, shares[half:])))
        there = answers() if here else None
    if here and there is not None and _agree(there):
        return
    found = list(_named(cursor, kept, names))
    yield from found
    if not found and not _agree(_asked(cursor, _questions(cursor, kept, shares))):
        yield Finding.of("verify.sums", kept.table)


@dataclass(frozen=True)
class _Share:
    """Units by their number, from the first to before the last; where there is none, without end."""

    first: int | None = None
    last: int | None = None

    def holds(self, column: str) -> str:
        """A condition on a column of units."""
        least = [] if self.first is None else [f"{column} >= {self.first}"]
        return " AND ".join([*least, *([] if self.last is None else [f"{column} < {self.last}"])]) or "1 = 1"


def _shares(cursor: CursorWrapper) -> list[_Share]:
    """All that can stand for a unit, so that no row of a table is in none."""
    units = [unit for (unit,) in fetch_all(cursor, "SELECT DISTINCT unit FROM closure ORDER BY unit")]
    return [_Share(*ends) for ends in pairwise([None, *units[SHARE::SHARE], None])]


def _questions(cursor: CursorWrapper, kept: Kept, shares: Sequence[_Share]) -> list[str]:
    """What to ask about the sums made of these units; each is answered by how many should be there and how many differ.

    The last takes away how many are there.
    """
    if not shares:
        return []
    whole = _Share(shares[0].first, shares[-1].last)
    some = " OR ".join(f"{name} <> 0" for name in kept.amounts)
    source = f"(via = 0 AND {whole.holds('unit')} OR via <> 0 AND {whole.holds('via')})"
    count = f"SELECT -COUNT(*), 0 FROM {kept.table} WHERE ({some}) AND {source}"
    each = chain.from_iterable(_of_share(cursor, kept, share) for share in shares)
    return [*each, _through_moved(kept, whole), count]


def _agree(answers: Iterable[Answer]) -> bool:
    """Whether every sum is right: all that should be there are, and no more are."""
    expected = 0
    for there, wrong in answers:
        if wrong:
            return False
        expected += there
    return expected == 0


def _asked(cursor: CursorWrapper, questions: Sequence[str]) -> Iterator[Answer]:
    """The answers one by one, so that the first that is wrong can be the last."""
    with reading_much(cursor):
        for question in questions:
            ((there, wrong),) = fetch_all(cursor, question)
            yield there, wrong


def _asked_apart(
    cursor: CursorWrapper, questions: Sequence[str]
) -> AbstractContextManager[Callable[[], list[Answer] | None]]:
    """Begin to ask beside what this connection is asked; what is given waits for the answers."""
    if not questions:
        return nullcontext(list)
    if is_postgres(cursor):
        return _in_a_thread(questions)
    return verify_apart.asking(str(cursor.db.settings_dict["NAME"]), ROOM["sqlite"][0], questions)


@contextmanager
def _in_a_thread(questions: Sequence[str]) -> Iterator[Callable[[], list[Answer] | None]]:
    """A connection asks for itself while this one waits for its own answers."""

    def ask() -> list[Answer]:
        try:
            with snapshot() as cursor:
                return list(_asked(cursor, questions))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(ask).result


def _of_share(cursor: CursorWrapper, kept: Kept, share: _Share) -> Iterator[str]:
    """The comparisons of a share: its own sums, and what came through its units, which stands at their parents."""
    yield _own(kept, share)
    parents = f"SELECT MIN(ancestor), MAX(ancestor) FROM closure WHERE depth = 1 AND {share.holds('unit')}"
    (first, last), *_ = fetch_all(cursor, parents)
    if first is not None:
        yield _through(kept, share, _Share(first, last + 1))


def _own(kept: Kept, share: _Share) -> str:
    """Each unit's own sums, made from the ground."""
    there = (
        ""
        if kept is BALANCES
        else f" AND EXISTS (SELECT 1 FROM closure c WHERE c.unit = g.unit AND c.depth = 0 AND {_UP})"
    )
    source = (
        f"SELECT {kept.columns}, unit AS at, 0 AS via, {kept.sums()} FROM {kept.ground} g"
        f" WHERE {share.holds('g.unit')}{there} GROUP BY {kept.columns}"
    )
    return _compared(kept, source, share.holds("k.unit"))


def _through(kept: Kept, share: _Share, parents: _Share) -> str:
    """What should have come through each settled unit: all that unit has."""
    sums = ", ".join(f"SUM({name}) AS {name}" for name in kept.amounts)
    keys = ", ".join(f"a.{column}" for column in ("unit", *kept.key))
    names = ", ".join(f"a.{name} AS {name}" for name in kept.amounts)
    source = (
        f"SELECT {keys}, s.parent AS at, a.unit AS via, {names} FROM (SELECT {kept.columns}, {sums}"
        f" FROM {kept.table} WHERE {share.holds('unit')} GROUP BY {kept.columns}) a"
        " CROSS JOIN settled s WHERE s.unit = a.unit"
    )
    return _compared(kept, source, parents.holds("k.unit"))


def _through_moved(kept: Kept, share: _Share) -> str:
    """What came through units that had several parents, from the ground: nearly none, so they are looked for first."""
    keys = ", ".join(f"g.{column}" for column in kept.key)
    source = (
        f"SELECT c.via AS unit, {keys}, c.ancestor AS at, c.via AS via, {kept.sums()}"
        f" FROM (SELECT * FROM closure WHERE via <> 0 AND {share.holds('via')}"
        f" AND via NOT IN (SELECT unit FROM settled)) c CROSS JOIN {kept.ground} g"
        f" WHERE g.unit = c.unit AND {_UP} GROUP BY c.via, {keys}, c.ancestor"
    )
    return _compared(kept, source)


def _compared(kept: Kept, source: str, where: str = "1 = 1") -> str:
    """How many sums a source makes that are not zero, and how many of its sums the table holds otherwise.

    `where` says to the database in which rows `k` of the table they can stand.
    """
    on = " AND ".join(f"k.{column} = m.{column}" for column in kept.key)
    some = " OR ".join(f"m.{name} <> 0" for name in kept.amounts)
    wrong = " OR ".join(f"COALESCE(k.{name}, 0) <> m.{name}" for name in kept.amounts)
    return (
        f"WITH settled AS MATERIALIZED ({_SETTLED})"
        f" SELECT COUNT(CASE WHEN {some} THEN 1 END), COUNT(CASE WHEN {wrong} THEN 1 END) FROM ({source}) m"
        f" LEFT JOIN {kept.table} k ON k.unit = m.at AND k.via = m.via AND {on} AND {where}"
    )


def _named(cursor: CursorWrapper, kept: Kept, names: Names) -> Iterator[Finding]:
    """All sums made from the ground beside those kept, where they differ."""
    keys = ", ".join(kept.key)
    held = ", ".join(f"{name} AS held_{name}, 0 AS made_{name}" for name in kept.amounts)
    made = ", ".join(f"0, SUM({expression})" for expression in kept.amounts.values())
    totals = ", ".join(f"SUM(held_{name}), SUM(made_{name})" for name in kept.amounts)
    wrong = " OR ".join(f"SUM(held_{name}) <> SUM(made_{name})" for name in kept.amounts)
    ground = ", ".join(f"g.{column}" for column in kept.key)
    query = (
        f"SELECT unit, via, {keys}, {totals} FROM (SELECT unit, via, {keys}, {held} FROM {kept.table} UNION ALL"
        f" SELECT c.ancestor, c.via, {ground}, {made} FROM {kept.ground} g JOIN closure c ON c.unit = g.unit AND {_UP}"
        f" GROUP BY c.ancestor, c.via, {ground}) both_sides GROUP BY unit, via, {keys} HAVING {wrong} LIMIT {AT_MOST}"
    )
    count = len(kept.key)
    for unit, via, *rest in fetch_all(cursor, query):
        named = dict(zip(kept.key, rest[:count], strict=True))
        book = names.book(named.pop("book"))
        where = " ".join(map(names.column, ("unit", *named, "via"), (unit, *named.values(), via)))
        amounts = [int(amount) if amount == int(amount) else str(amount) for amount in rest[count:]]
        yield Finding.of(
            kept.code,
            f"{kept.table} {book} {where}",
            found=_shown(amounts[::2]),
            expected=_shown(amounts[1::2]),
        )


def _shown(amounts: list[int | str]) -> object:
    return amounts[0] if len(amounts) == 1 else "/".join(map(str, amounts))
