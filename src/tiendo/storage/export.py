"""Tables to take away: enough for a stranger to recompute every figure. Columns are documented in docs/reference."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.backends.utils import CursorWrapper

from tiendo.core.indicator import ElementKind
from tiendo.core.period import Month
from tiendo.storage.rules import NOW, Catalogue, catalogue_at
from tiendo.storage.sql import BOOK_OF, fetch_all

Rows = Iterator[tuple[Any, ...]]


def _entries(cursor: CursorWrapper, catalogue: Catalogue, known: int) -> Rows:
    codes = _codes(catalogue)
    query = (
        "SELECT e.seq, e.book, e.unit, e.element, e.part, e.day, e.month, e.tree_day, e.amount, r.uuid, e.number,"
        " v.posted_at FROM entry e JOIN event v ON v.seq = e.seq LEFT JOIN record r ON r.id = e.record"
        " WHERE e.seq <= %s ORDER BY e.seq, e.n"
    )
    for seq, book, unit, element, part, day, month, tree_day, amount, record, number, at in fetch_all(
        cursor, query, [known]
    ):
        yield (
            seq,
            BOOK_OF[book].value,
            unit,
            codes(unit, tree_day),
            catalogue.keys[element],
            part,
            day,
            Month(month),
            tree_day,
            amount,
            record or "",
            number or "",
            at,
        )


def _codes(catalogue: Catalogue) -> Callable[[int, Any], str]:
    def code(unit: int, day: Any) -> str:
        stretch = catalogue.tree.stretch_at(unit, day)
        return stretch.code if stretch else catalogue.tree.stretches(unit)[-1].code

    return code


def _units(cursor: CursorWrapper, catalogue: Catalogue, known: int) -> Rows:
    tree = catalogue.tree
    for unit in tree.units():
        stretches = tree.stretches(unit)
        for place, stretch in enumerate(stretches):
            last = place == len(stretches) - 1
            heirs = [
                f"{one.unit}" + "".join(f":{key}={weight}" for key, weight in one.parts)
                for one in (tree.successors(unit) if last else ())
            ]
            yield (
                unit,
                stretch.code,
                stretch.name,
                stretch.level,
                stretch.parent if stretch.parent is not None else "",
                stretch.start,
                stretch.end or "",
                " ".join(heirs),
            )


def _figures(cursor: CursorWrapper, catalogue: Catalogue, known: int) -> Rows:
    query = (
        "SELECT p.seq, p.book, r.unit, f.element, f.part, r.kind, v.day, v.month, f.amount, r.uuid, p.number,"
        " v.withdrawn FROM posting p JOIN record r ON r.id = p.record"
        " JOIN version v ON v.record = p.record AND v.number = p.number"
        " LEFT JOIN figure f ON f.record = p.record AND f.number = p.number WHERE p.seq <= %s"
        " ORDER BY p.seq, p.book, r.unit, f.element, f.part, r.uuid"
    )
    for seq, book, unit, element, part, kind, day, month, amount, *rest in fetch_all(cursor, query, [known]):
        key = "" if element is None else catalogue.keys[element]
        told = ("", "") if element is None else (part, amount)
        shown = "" if month is None else Month(month)
        yield (seq, BOOK_OF[book].value, unit, key, told[0], kind, day or "", shown, told[1], *rest)


def _levels(cursor: CursorWrapper, catalogue: Catalogue, known: int) -> Rows:
    for row in _figures(cursor, catalogue, known):
        if row[3] and catalogue.elements[row[3]].kind is ElementKind.STOCK:
            yield row


def _participations(cursor: CursorWrapper, catalogue: Catalogue, known: int) -> Rows:
    query = (
        "SELECT s.seq, s.book, s.unit, s.element, s.person, s.day, s.month, s.sign, r.uuid, s.number FROM seat_entry s"
        " JOIN record r ON r.id = s.record WHERE s.seq <= %s ORDER BY s.seq, s.n"
    )
    for seq, book, unit, element, person, day, month, sign, record, number in fetch_all(
        cursor, query, [known]
    ):
        yield (
            seq, BOOK_OF[book].value, unit, catalogue.keys[element], person, day, Month(month), sign, record, number,
        )  # fmt: skip


def _months(cursor: CursorWrapper, catalogue: Catalogue, known: int) -> Rows:
    query = (
        "SELECT m.seq, m.unit, m.month, m.verb, m.state, v.posted_at FROM month_event m JOIN event v ON v.seq = m.seq"
        " WHERE m.seq <= %s ORDER BY m.seq, m.unit, m.month"
    )
    for seq, unit, month, verb, state, at in fetch_all(cursor, query, [known]):
        yield seq, unit, Month(month), verb, state, at


def _nils(cursor: CursorWrapper, catalogue: Catalogue, known: int) -> Rows:
    query = (
        "SELECT p.seq, p.book, r.unit, v.month, e.element, r.uuid, p.number, v.withdrawn FROM posting p"
        " JOIN record r ON r.id = p.record AND r.kind = 'nil'"
        " JOIN version v ON v.record = p.record AND v.number = p.number"
        " LEFT JOIN nil_element e ON e.record = p.record AND e.number = p.number"
        " WHERE p.seq <= %s ORDER BY p.seq, p.book, r.unit, v.month, e.element"
    )
    for seq, book, unit, month, element, record, number, withdrawn in fetch_all(cursor, query, [known]):
        key = "" if element is None else catalogue.keys[element]
        yield seq, BOOK_OF[book].value, unit, Month(month), key, record, number, withdrawn


def _excuses(cursor: CursorWrapper, catalogue: Catalogue, known: int) -> Rows:
    query = (
        "SELECT seq, unit, month, excused, reason FROM excuse_event WHERE seq <= %s ORDER BY seq, unit, month"
    )
    for seq, unit, month, excused, reason in fetch_all(cursor, query, [known]):
        yield seq, unit, Month(month), excused, reason


def _coorganisers(cursor: CursorWrapper, catalogue: Catalogue, known: int) -> Rows:
    query = (
        "SELECT p.seq, p.book, r.uuid, p.number, r.unit, c.unit, v.day FROM posting p JOIN record r ON r.id = p.record"
        " JOIN version v ON v.record = p.record AND v.number = p.number"
        " JOIN coorganiser c ON c.record = p.record AND c.number = p.number"
        " WHERE p.seq <= %s AND v.withdrawn = 0 ORDER BY p.seq, p.book, r.uuid, c.unit"
    )
    for seq, book, record, number, host, unit, day in fetch_all(cursor, query, [known]):
        yield seq, BOOK_OF[book].value, record, number, host, unit, day


def _allocations(cursor: CursorWrapper, catalogue: Catalogue, known: int) -> Rows:
    query = (
        "SELECT seq, plan, target, unit, year, amount, paper, day FROM allocation WHERE seq <= %s"
        " ORDER BY seq, plan, target, unit, year"
    )
    for *row, amount, paper, day in fetch_all(cursor, query, [known]):
        yield *row, "" if amount is None else amount, paper, day


def _calendar(cursor: CursorWrapper, catalogue: Catalogue, known: int) -> Rows:
    for seq, month, cutoff in fetch_all(
        cursor, "SELECT seq, month, cutoff FROM calendar_change WHERE seq <= %s ORDER BY seq, month", [known]
    ):
        yield seq, Month(month), cutoff


def _elements(cursor: CursorWrapper, catalogue: Catalogue, known: int) -> Rows:
    for key, one in sorted(catalogue.elements.items()):
        yield (
            key, one.kind.value, one.unit, one.decimals, " ".join(sorted(one.entered_at)), one.often.value,
            one.typed.value, one.restate_months,
        )  # fmt: skip


_FIGURE = (
    "seq",
    "book",
    "unit_id",
    "element",
    "part",
    "kind",
    "day",
    "month",
    "amount",
    "record",
    "version",
    "withdrawn",
)

TABLES: dict[str, tuple[tuple[str, ...], Callable[[CursorWrapper, Catalogue, int], Rows]]] = {
    "entries": (
        (
            "seq",
            "book",
            "unit_id",
            "unit_code",
            "element",
            "part",
            "day",
            "month",
            "tree_day",
            "amount",
            "record",
            "version",
            "posted_at",
        ),
        _entries,
    ),
    "units": (
        ("unit_id", "code", "name", "level", "parent_id", "valid_from", "valid_to", "successors"),
        _units,
    ),
    "figures": (_FIGURE, _figures),
    "levels": (_FIGURE, _levels),
    "participations": (
        ("seq", "book", "unit_id", "element", "person", "day", "month", "sign", "record", "version"),
        _participations,
    ),
    "months": (("seq", "unit_id", "month", "verb", "state", "posted_at"), _months),
    "nils": (("seq", "book", "unit_id", "month", "element", "record", "version", "withdrawn"), _nils),
    "excuses": (("seq", "unit_id", "month", "excused", "reason"), _excuses),
    "coorganisers": (("seq", "book", "record", "version", "host_id", "unit_id", "day"), _coorganisers),
    "allocations": (
        ("seq", "plan", "target", "unit_id", "year", "amount", "paper", "day"),
        _allocations,
    ),
    "calendar": (("seq", "month", "cutoff"), _calendar),
    "elements": (
        ("element", "kind", "unit", "decimals", "entered_at", "often", "typed", "restate_months"),
        _elements,
    ),
}
"""Columns and rows of each table, by name."""


def export_rows(cursor: CursorWrapper, table: str, known: int = NOW) -> Rows:
    """The rows of a table as known at an event, header first, in ledger order."""
    columns, rows = TABLES[table]
    yield columns
    yield from rows(cursor, catalogue_at(cursor, known), known)
