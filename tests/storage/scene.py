"""A small organisation written straight into storage, and short ways to tell and to ask."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from typing import Any

from tiendo.core.indicator import DataElement, Dimension, ElementKind, Often, Typed
from tiendo.core.orgunit import ChangeKind, Level, Successor, UnitChange
from tiendo.core.period import Month
from tiendo.core.submission import Book, Figure, Participation, RecordKind, Version
from tiendo.storage import catalogue, posting, records, sql, tree
from tiendo.storage.ledger import writing

MARCH = Month.of(2024, 3)
PROVINCE, EAST, WEST, EAST_A, EAST_B, WEST_A = 1, 2, 3, 4, 5, 6
NOW = datetime(2024, 6, 1, 8, 0, tzinfo=UTC)
START = date(2021, 1, 1)

LEVELS = [Level("province", 0, "Tỉnh"), Level("district", 1, "Huyện"), Level("commune", 2, "Xã")]
SEX = Dimension("sex", "Giới", (("f", "nữ"), ("m", "nam")))
EVERYWHERE = frozenset({"district", "commune"})
ELEMENTS = [
    DataElement("trees", "Cây", ElementKind.FLOW, "cây", EVERYWHERE),
    DataElement("turns", "Lượt", ElementKind.FLOW, "lượt", EVERYWHERE, dimensions=(SEX,)),
    DataElement("money", "Tiền", ElementKind.FLOW, "đồng", EVERYWHERE, typed=Typed.CUMULATIVE),
    DataElement("youth", "Thanh niên", ElementKind.STOCK, "người", EVERYWHERE, restate_months=3),
    DataElement("trained", "Người", ElementKind.PERSONS, "người", EVERYWHERE),
    DataElement("clubs", "CLB", ElementKind.FLOW, "CLB", EVERYWHERE, often=Often.QUARTER),
]


def opening(unit: int, name: str, level: str, parent: int | None, *, day: date = START) -> UnitChange:
    return UnitChange(ChangeKind.OPEN, unit, day, code=f"C{unit}", name=name, level=level, parent=parent)


def found() -> None:
    """One province, two districts, three communes, from 2021 on, and six elements."""
    with writing(now=NOW, verb="init", person="steward") as session:
        tree.define_levels(session, LEVELS)
        catalogue.define_elements(session, ELEMENTS)
        tree.change_units(
            session,
            [
                opening(PROVINCE, "Tỉnh", "province", None),
                opening(EAST, "Đông", "district", PROVINCE),
                opening(WEST, "Tây", "district", PROVINCE),
                opening(EAST_A, "Đông A", "commune", EAST),
                opening(EAST_B, "Đông B", "commune", EAST),
                opening(WEST_A, "Tây A", "commune", WEST),
            ],
        )


def an_id() -> str:
    return str(uuid.uuid4())


def activity(
    unit: int, day: date, *persons: str, record: str = "", number: int = 1, **amounts: int
) -> Version:
    figures = tuple(Figure(*_place(key, amount)) for key, amount in amounts.items())
    seats = tuple(Participation("trained", person) for person in persons)
    return Version(
        record or an_id(),
        number,
        unit,
        RecordKind.ACTIVITY,
        day,
        figures=figures,
        participants=seats,
        title="Việc",
    )


def month_figure(unit: int, month: Month, *, record: str = "", number: int = 1, **amounts: int) -> Version:
    figures = tuple(Figure(*_place(key, amount)) for key, amount in amounts.items())
    return Version(record or an_id(), number, unit, RecordKind.MONTH_FIGURE, month=month, figures=figures)


def nil(unit: int, month: Month, *elements: str, record: str = "", number: int = 1) -> Version:
    return Version(record or an_id(), number, unit, RecordKind.NIL, month=month, elements=elements)


def _place(key: str, amount: int) -> tuple[str, int, str]:
    element, _, part = key.partition("__")
    return element, amount, part.replace("_", ":")


def event(verb: str = "test") -> Any:
    return writing(now=NOW, verb=verb, person="tester")


def send(*versions: Version, books: tuple[Book, ...] = (Book.REPORTED,)) -> dict[str, int]:
    """Add versions and let them count, in one event."""
    with event("send") as session:
        numbers = records.add_versions(session, versions, author="tester")
        for book in books:
            posting.post(session, book, [(numbers[v.record], v.number) for v in versions])
    return numbers


def both(*versions: Version) -> dict[str, int]:
    return send(*versions, books=(Book.REPORTED, Book.ACCEPTED))


def change(*changes: UnitChange) -> None:
    with event("tree") as session:
        tree.change_units(session, changes)


def close(unit: int, day: date, *successors: tuple[int, dict[str, int]]) -> UnitChange:
    receiving = tuple(Successor(other, tuple(parts.items())) for other, parts in successors)
    return UnitChange(ChangeKind.CLOSE, unit, day, successors=receiving)


def move(unit: int, day: date, parent: int) -> UnitChange:
    return UnitChange(ChangeKind.MOVE, unit, day, parent=parent)


def query(statement: str, *params: Any) -> list[tuple[Any, ...]]:
    with sql.snapshot() as cursor:
        return sql.fetch_all(cursor, statement, params)


def balances(unit: int, element: str, *, book: int = 1, part: str = "") -> dict[tuple[str, int], int]:
    """{(month, via): amount} of a unit, without zeros."""
    rows = query(
        "SELECT month, via, amount FROM balance b JOIN element_number n ON n.id = b.element"
        " WHERE unit = %s AND key = %s AND book = %s AND part = %s AND amount <> 0",
        unit, element, book, part,
    )  # fmt: skip
    return {(str(Month(month)), via): int(amount) for month, via, amount in rows}


def entries(unit: int, element: str, *, book: int = 1, part: str = "") -> list[tuple[int, str, str, int]]:
    """(event, day, tree day, amount) of a unit's own entries, in order."""
    rows = query(
        "SELECT e.seq, day, tree_day, amount FROM entry e JOIN element_number n ON n.id = e.element"
        " WHERE unit = %s AND key = %s AND book = %s AND part = %s ORDER BY e.seq, n",
        unit, element, book, part,
    )  # fmt: skip
    return [(seq, str(day), str(tree_day), amount) for seq, day, tree_day, amount in rows]


def coverage(unit: int, element: str, month: str, *, book: int = 1) -> tuple[int, int, int, int]:
    """(reported, nil, figures, nils) of a unit with everything below it."""
    rows = query(
        "SELECT SUM(reported), SUM(nil), SUM(figures), SUM(nils) FROM coverage c"
        " JOIN element_number n ON n.id = c.element WHERE unit = %s AND key = %s AND book = %s AND month = %s",
        unit, element, book, int(Month.parse(month)),
    )  # fmt: skip
    one, two, three, four = (int(count or 0) for count in rows[0])
    return one, two, three, four


__all__ = [name for name in dir() if not name.startswith("_")]
