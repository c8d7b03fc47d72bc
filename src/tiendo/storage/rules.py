"""Tree, elements and calendar as known at an event, read from their facts and kept in the process.

What is kept is named by the hash of the last event that changed it: equal hashes mean equal facts, in any database.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from threading import Lock
from typing import Any, TypeVar

from django.db.backends.utils import CursorWrapper

from tiendo.core.indicator import DataElement, Dimension, ElementKind, Often, Owner, Typed
from tiendo.core.orgunit import ChangeKind, Level, OrgTree, Successor, UnitChange
from tiendo.core.period import Calendar, Month
from tiendo.core.posting import Rules
from tiendo.storage.sql import canonical, fetch_all

NOW = 2**31 - 1
"""As `known`: everything there is."""

_KEPT = 8
_lock = Lock()
T = TypeVar("T")


@dataclass(frozen=True)
class Catalogue:
    """What posting needs to know besides the facts, with the elements' numbers in the big tables."""

    rules: Rules
    numbers: Mapping[str, int]

    @cached_property
    def keys(self) -> Mapping[int, str]:
        """Element keys by number."""
        return {number: key for key, number in self.numbers.items()}

    @property
    def tree(self) -> OrgTree:
        """The tree of units."""
        return self.rules.tree

    @property
    def calendar(self) -> Calendar:
        """The reporting months."""
        return self.rules.calendar

    @property
    def elements(self) -> Mapping[str, DataElement]:
        """The data elements by key."""
        return self.rules.elements


_trees: dict[str, OrgTree] = {}
_books: dict[str, tuple[Mapping[str, DataElement], Mapping[str, int], Calendar]] = {}
_whole: dict[str, Catalogue] = {}


def read_catalogue(cursor: CursorWrapper, tree_mark: str, catalogue_mark: str, known: int = NOW) -> Catalogue:
    """The catalogue of these marks, from the process or from the facts numbered up to `known`."""

    def whole() -> Catalogue:
        tree = _kept(
            _trees, tree_mark, lambda: OrgTree.build(read_changes(cursor, known), read_levels(cursor, known))
        )
        elements, numbers, calendar = _kept(_books, catalogue_mark, lambda: _read_book(cursor, known))
        return Catalogue(Rules(elements=elements, calendar=calendar, tree=tree), numbers)

    return _kept(_whole, f"{tree_mark}.{catalogue_mark}", whole)


def catalogue_at(cursor: CursorWrapper, known: int) -> Catalogue:
    """The catalogue as it was known right after event `known`."""
    tree = _mark(cursor, ("unit_change", "level"), known)
    book = _mark(cursor, ("element", "calendar_change"), known)
    return read_catalogue(cursor, tree, book, known)


def catalogue_anew(cursor: CursorWrapper) -> Catalogue:
    """The catalogue as its facts say it now, whatever the process has kept."""
    tree = OrgTree.build(read_changes(cursor), read_levels(cursor))
    elements, numbers, calendar = _read_book(cursor, NOW)
    return Catalogue(Rules(elements=elements, calendar=calendar, tree=tree), numbers)


def _mark(cursor: CursorWrapper, tables: tuple[str, str], known: int) -> str:
    latest = " UNION ALL ".join(f"SELECT MAX(seq) AS seq FROM {table} WHERE seq <= %s" for table in tables)
    query = f"SELECT hash FROM event WHERE seq = (SELECT MAX(seq) FROM ({latest}) AS latest)"
    rows = fetch_all(cursor, query, [known, known])
    return str(rows[0][0]) if rows else ""


def _kept(held: dict[str, T], mark: str, make: Callable[[], T]) -> T:
    found = held.get(mark)
    if found is None:
        found = make()
        with _lock:
            while len(held) >= _KEPT:
                held.pop(next(iter(held)))
            held[mark] = found
    return found


def read_changes(cursor: CursorWrapper, known: int = NOW) -> list[UnitChange]:
    """The changes of units told up to an event, in ledger order."""
    query = (
        "SELECT unit, kind, day, code, name, level, parent, successors, heir FROM unit_change"
        " WHERE seq <= %s ORDER BY seq, n"
    )
    return [change_of(row) for row in fetch_all(cursor, query, [known])]


def change_of(row: tuple[Any, ...]) -> UnitChange:
    """A change from the columns unit, kind, day, code, name, level, parent, successors, heir."""
    unit, kind, day, code, name, level, parent, successors, heir = row
    return UnitChange(ChangeKind(kind), unit, day, code, name, level, parent, successors_of(successors), heir)


def successors_of(text: str) -> tuple[Successor, ...]:
    """Successors from their stored text."""
    return tuple(
        Successor(unit, tuple((element, weight) for element, weight in parts))
        for unit, parts in json.loads(text)
    )


def successors_text(successors: tuple[Successor, ...]) -> str:
    """Successors as they are stored."""
    return canonical([[successor.unit, [list(part) for part in successor.parts]] for successor in successors])


def read_levels(cursor: CursorWrapper, known: int = NOW) -> list[Level]:
    """The levels of the organisation, each as last defined."""
    query = "SELECT key, rank, name FROM level WHERE seq <= %s ORDER BY seq"
    return list(
        {key: Level(key, rank, name) for key, rank, name in fetch_all(cursor, query, [known])}.values()
    )


def _read_book(
    cursor: CursorWrapper, known: int
) -> tuple[Mapping[str, DataElement], Mapping[str, int], Calendar]:
    query = "SELECT key, definition FROM element WHERE seq <= %s ORDER BY seq"
    elements = {key: element_of(text) for key, text in fetch_all(cursor, query, [known])}
    return elements, read_numbers(cursor, known), read_calendar(cursor, known)


def read_numbers(cursor: CursorWrapper, known: int = NOW) -> dict[str, int]:
    """The numbers of elements in the big tables, by key."""
    return dict(fetch_all(cursor, "SELECT key, id FROM element_number WHERE seq <= %s", [known]))


def read_calendar(cursor: CursorWrapper, known: int = NOW) -> Calendar:
    """The organisation's reporting months: for each month named, the cut-off told last."""
    query = "SELECT month, cutoff FROM calendar_change WHERE seq <= %s ORDER BY seq"
    return calendar_of(dict(fetch_all(cursor, query, [known])))


def calendar_of(cutoffs: Mapping[int, int]) -> Calendar:
    """A calendar from month numbers and cut-off days."""
    return Calendar(tuple((Month(month), cutoff) for month, cutoff in sorted(cutoffs.items())))


def element_text(element: DataElement) -> str:
    """A data element as it is stored."""
    data: dict[str, Any] = asdict(element)
    data["entered_at"] = sorted(element.entered_at)
    return canonical(data)


def element_of(text: str) -> DataElement:
    """A data element from its stored text."""
    data: dict[str, Any] = json.loads(text)
    owner = data.pop("owner")
    dimensions = data.pop("dimensions")
    return DataElement(
        **{
            **data,
            "kind": ElementKind(data["kind"]),
            "often": Often(data["often"]),
            "typed": Typed(data["typed"]),
            "entered_at": frozenset(data["entered_at"]),
            "record_kinds": tuple(data["record_kinds"]),
        },
        owner=Owner(**owner) if owner else None,
        dimensions=tuple(
            Dimension(d["key"], d["name"], tuple((key, name) for key, name in d["parts"])) for d in dimensions
        ),
    )
