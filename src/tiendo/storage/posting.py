"""Keeps the ledger at what the live versions say: entries and seats are the difference to what it said before.

A batch of any number of records, units and ancestors takes a constant number of statements.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.backends.utils import CursorWrapper

from tiendo.core.coverage import CellKey, cells
from tiendo.core.indicator import DataElement, ElementKind, Typed
from tiendo.core.orgunit import UnitId
from tiendo.core.period import Month
from tiendo.core.posting import (
    Amounts,
    EntryKey,
    Seat,
    difference,
    own_entries,
    seats,
    stock_entries,
    year_start,
)
from tiendo.core.submission import Book, RecordKind, Version
from tiendo.storage import models as tables
from tiendo.storage.balances import add_to_balances
from tiendo.storage.cells import keep_cells, read_before
from tiendo.storage.ledger import Session
from tiendo.storage.persons import add_merge, merged_into
from tiendo.storage.records import set_live, versions_of
from tiendo.storage.rules import Catalogue
from tiendo.storage.sql import BOOKS, DRAFT, as_day, fetch_all, in_ids


@dataclass
class Slice:
    """The part of the ledger that changed versions may touch, wide enough to be worked out by itself.

    Flows and declared persons: the (unit, element, month) of `own`, worked out from what is live in `places` (unit,
    month), which hold all of a cumulative element's year and of the period of a cell. The database is asked for whole
    `boxes`; what it finds besides is left alone. Stocks: `stock_units` x `stocks` for all time.
    """

    own: set[tuple[UnitId, str, int]] = field(default_factory=set)
    places: set[tuple[UnitId, int]] = field(default_factory=set)
    units: set[UnitId] = field(default_factory=set)
    months: set[int] = field(default_factory=set)
    stock_units: set[UnitId] = field(default_factory=set)
    stocks: set[str] = field(default_factory=set)
    cells: set[CellKey] = field(default_factory=set)
    records: set[int] = field(default_factory=set)

    def touch(self, version: Version, catalogue: Catalogue) -> None:
        """Widen the slice by all that one version, live before or after, has a part in."""
        month = version.month_touched(catalogue.calendar)
        for key in {f.element for f in version.figures} | {p.element for p in version.participants}:
            element = catalogue.elements[key]
            if element.kind is ElementKind.STOCK:
                self.stocks.add(key)
                self.stock_units.add(version.unit)
            else:
                self.touch_own(version.unit, element, month)
        for cell in cells([version], catalogue.rules):
            self.cells.add(cell)
            if catalogue.elements[cell.element].kind is not ElementKind.STOCK:
                months = _period(catalogue.elements[cell.element], cell.month)
                self.months.update(months)
                self.places.update((cell.unit, each) for each in months)
        if version.participants:
            self.records.add(int(version.record))

    def boxes(self) -> list[tuple[set[UnitId], set[str], set[int]]]:
        """What holds all of `own`, as units x elements x months; elements that need many months are a box apart."""
        months: dict[tuple[UnitId, str], set[int]] = defaultdict(set)
        for unit, element, month in self.own:
            months[unit, element].add(month)
        few: tuple[set[UnitId], set[str], set[int]] = (set(), set(), set())
        many: tuple[set[UnitId], set[str], set[int]] = (set(), set(), set())
        for (unit, element), some in months.items():
            units, elements, all_months = many if len(some) > 1 else few
            units.add(unit)
            elements.add(element)
            all_months.update(some)
        return [few, many]

    def touch_own(self, unit: UnitId, element: DataElement, month: Month) -> None:
        """Widen the slice by a unit's month of an element that is no stock."""
        months = months_of(element, month)
        self.own.update((unit, element.key, each) for each in months)
        self.units.add(unit)
        self.months.update(months)
        self.places.update((unit, each) for each in months)


def months_of(element: DataElement, month: Month) -> Iterable[int]:
    """The months whose versions an element's entries of a month depend on, or that depend on them."""
    if element.typed is Typed.CUMULATIVE:
        first = int(year_start(element, month))
        return range(first, first + 12)
    return (int(month),)


def _period(element: DataElement, asked: Month) -> Iterable[int]:
    """The months whose figures tell a cell."""
    return range(int(asked) - element.often.months + 1, int(asked) + 1)


def post(
    session: Session, book: Book, numbers: Sequence[tuple[int, int]], *, read: Sequence[Version] = ()
) -> None:
    """Let these versions, as (record number, version number), count in a book from this event on.

    `read`: versions (under their record numbers) that need not be read again: a version never changes.
    """
    if not numbers:
        return
    touched = _touched(session, BOOKS[book], numbers, read)
    wanted = set(numbers)
    new = [version for version in touched if (int(version.record), version.number) in wanted]
    seq = session.seq
    session.add(tables.Posting, [(record, BOOKS[book], seq, number) for record, number in numbers])
    set_live(session, BOOKS[book], [(int(version.record), version) for version in new])
    if book is Book.REPORTED:
        _drop_drafts(session.cursor, [record for record, _ in numbers])
    part = Slice()
    for version in touched:
        if not version.withdrawn:
            part.touch(version, session.catalogue)
    part.stock_units = session.catalogue.tree.family(part.stock_units)
    repost(session, book, part, read=touched)


def _touched(
    session: Session, book: int, numbers: Sequence[tuple[int, int]], read: Sequence[Version]
) -> list[Version]:
    """The versions that come and those they take the place of."""
    fragment, params = in_ids(session.cursor, [record for record, _ in numbers])
    query = f"SELECT record, number FROM live WHERE book = %s AND record {fragment}"
    replaced = fetch_all(session.cursor, query, [book, *params])
    return _versions(session, dict.fromkeys([*numbers, *replaced]), read)


def _versions(session: Session, wanted: Iterable[tuple[int, int]], read: Sequence[Version]) -> list[Version]:
    """The versions wanted, read only where they were not before, by record and version number."""
    known = {(int(version.record), version.number): version for version in read}
    pairs = list(wanted)
    lacking = [pair for pair in pairs if pair not in known]
    found = versions_of(session.cursor, lacking, keys=session.catalogue.keys, by_number=True)
    found += [known[pair] for pair in pairs if pair in known]
    return sorted(found, key=lambda version: (int(version.record), version.number))


def _drop_drafts(cursor: CursorWrapper, records: Collection[int]) -> None:
    fragment, params = in_ids(cursor, records)
    cursor.execute(
        f"DELETE FROM live WHERE book = %s AND record {fragment} AND number <="
        " (SELECT s.number FROM live s WHERE s.record = live.record AND s.book = 1)",
        [DRAFT, *params],
    )


def repost(session: Session, book: Book, part: Slice, *, read: Sequence[Version] = ()) -> None:
    """Bring entries, seats, balances and cells of a slice to what the live versions say.

    `read`: versions that need not be read again.
    """
    versions = merged_into(session.cursor, _live(session, BOOKS[book], part, read))
    numbers = {int(version.record): version.number for version in versions}
    sums = _ledger_sums(session, BOOKS[book], part)
    cells = read_before(session, BOOKS[book], part.cells)
    changes = difference(sums, _entries_after(session, versions, part))
    _add_entries(session, book, changes, numbers=numbers)
    _keep_seats(session, book, versions, part=part)
    near = _near(versions, session.catalogue, part.cells)
    keep_cells(session, BOOKS[book], near, keys=part.cells, before=cells)


def _near(versions: Iterable[Version], catalogue: Catalogue, keys: Collection[CellKey]) -> list[Version]:
    """The versions that can tell these cells: those of the months just before. Levels are loaded for all time."""
    if not keys:
        return []
    last = max(int(key.month) for key in keys)
    reach = max(max(12, catalogue.elements[key.element].restate_months) for key in keys)
    first = min(int(key.month) for key in keys) - reach
    return [v for v in versions if first < int(v.month_touched(catalogue.calendar)) <= last]


def _live(session: Session, book: int, part: Slice, read: Sequence[Version]) -> list[Version]:
    """The live versions a slice is worked out from, named by record numbers, in their order."""
    cursor = session.cursor
    cell_units = {cell.unit for cell in part.cells}
    nil_places = {(cell.unit, int(cell.month)) for cell in part.cells}
    chosen = [
        ("", part.units | cell_units, part.months),
        (" AND kind = 'nil'", cell_units, {month for _, month in nil_places}),
    ]
    queries, params = [], []
    for condition, units, months in chosen:
        of_unit, p1 = in_ids(cursor, units)
        of_month, p2 = in_ids(cursor, months)
        queries.append(f"{_LIVE} WHERE unit {of_unit} AND book = %s AND month {of_month}{condition}")
        params += [*p1, book, *p2]
    stock_units = part.stock_units | cell_units if _has_stock(session, part) else set()
    of_unit, p1 = in_ids(cursor, stock_units)
    queries.append(f"{_LIVE} WHERE unit {of_unit} AND book = %s AND stock = 1")
    found = [
        (record, number)
        for record, number, unit, month, kind, stock in fetch_all(
            cursor, " UNION ".join(queries), [*params, *p1, book]
        )
        if (unit, month) in part.places
        or (stock and unit in stock_units)
        or (kind == _NIL and (unit, month) in nil_places)
    ]
    return _versions(session, [*found, *_seated(cursor, book, part.records, found=found)], read)


_LIVE = "SELECT record, number, unit, month, kind, stock FROM live"
_NIL = RecordKind.NIL.value


def _has_stock(session: Session, part: Slice) -> bool:
    elements = session.catalogue.elements
    return bool(part.stocks) or any(elements[c.element].kind is ElementKind.STOCK for c in part.cells)


def _seated(
    cursor: CursorWrapper, book: int, records: Collection[int], *, found: Iterable[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Live versions of records with named persons that are not among those found: they moved or were withdrawn."""
    lacking = set(records) - {record for record, _ in found}
    if not lacking:
        return []
    fragment, params = in_ids(cursor, lacking)
    return fetch_all(
        cursor, f"SELECT record, number FROM live WHERE book = %s AND record {fragment}", [book, *params]
    )


def _entries_after(session: Session, versions: Sequence[Version], part: Slice) -> Amounts:
    rules = session.catalogue.rules
    own = own_entries(_own_part(versions, session.catalogue, part), rules)
    if not part.stocks:
        return own
    levels = {
        key: amount
        for key, amount in stock_entries(versions, rules).items()
        if key.unit in part.stock_units and key.element in part.stocks
    }
    return {**own, **levels}


def _own_part(versions: Iterable[Version], catalogue: Catalogue, part: Slice) -> list[Version]:
    """The versions with only what belongs to the slice: the rest is not all there, and need not be worked out."""
    found = []
    for version in versions:
        month = int(version.month_touched(catalogue.calendar))
        if version.unit in part.units and month in part.months:
            figures = tuple(f for f in version.figures if (version.unit, f.element, month) in part.own)
            named = tuple(p for p in version.participants if (version.unit, p.element, month) in part.own)
            if figures or named:
                found.append(version._replace(figures=figures, participants=named))
    return found


def _ledger_sums(session: Session, book: int, part: Slice) -> Amounts:
    """What the ledger says of the slice so far."""
    cursor, numbers = session.cursor, session.catalogue.numbers
    queries: list[str] = []
    params: list[Any] = []
    for units, elements, months in (*part.boxes(), (part.stock_units, part.stocks, None)):
        if not units or not elements:
            continue
        of_unit, p1 = in_ids(cursor, units)
        of_element, p2 = in_ids(cursor, sorted(numbers[key] for key in elements))
        of_month, p3 = ("", []) if months is None else in_ids(cursor, months)
        queries.append(
            "SELECT unit, element, part, day, tree_day, record, SUM(amount) FROM entry"
            f" WHERE unit {of_unit} AND element {of_element} AND book = %s{' AND month ' if of_month else ''}{of_month}"
            " GROUP BY unit, element, part, day, tree_day, record HAVING SUM(amount) <> 0"
        )
        params += [*p1, *p2, book, *p3]
    if not queries:
        return {}
    keys, month_of = session.catalogue.keys, session.catalogue.calendar.month_of
    sums = {}
    for unit, number, name, day, tree_day, record, amount in fetch_all(
        cursor, " UNION ALL ".join(queries), params
    ):
        key = EntryKey(unit, keys[number], name, _day(day), _day(tree_day), str(record) if record else "")
        if key.element in part.stocks or (unit, key.element, int(month_of(key.day))) in part.own:
            sums[key] = int(amount)
    return sums


def _day(value: Any) -> Any:
    return as_day(value)


def _add_entries(
    session: Session, book: Book, changes: Mapping[EntryKey, int], *, numbers: Mapping[int, int]
) -> None:
    if not changes:
        return
    catalogue = session.catalogue
    first = session.lines(tables.Entry) + 1
    rows, sums = [], []
    for n, key in enumerate(sorted(changes), first):
        record = int(key.record or 0)
        month = int(catalogue.calendar.month_of(key.day))
        place = (BOOKS[book], key.unit, catalogue.numbers[key.element], key.part)
        rows.append(
            (
                session.seq,
                n,
                *place,
                key.day,
                month,
                key.tree_day,
                changes[key],
                record,
                numbers.get(record, 0),
            )
        )
        sums.append((key.unit, catalogue.numbers[key.element], key.part, month, key.tree_day, changes[key]))
    session.add(tables.Entry, rows)
    add_to_balances(session.cursor, BOOKS[book], sums)


def _keep_seats(session: Session, book: Book, versions: Iterable[Version], *, part: Slice) -> None:
    """Bring the ledger of participations of the slice's records to what their live versions say."""
    if not part.records:
        return
    catalogue, keys = session.catalogue, session.catalogue.keys
    told = {int(v.record): v for v in versions if int(v.record) in part.records}
    fragment, params = in_ids(session.cursor, part.records)
    query = (
        "SELECT unit, element, person, day, record FROM seat_entry"
        f" WHERE record {fragment} AND book = %s"
        " GROUP BY unit, element, person, day, record HAVING SUM(sign) <> 0"
    )
    before = {
        Seat(unit, keys[element], person, _day(day), str(record))
        for unit, element, person, day, record in fetch_all(session.cursor, query, [*params, BOOKS[book]])
    }
    after = seats(told.values())
    first = session.lines(tables.SeatEntry) + 1
    changed = [(seat, 1) for seat in sorted(after - before)] + [(seat, -1) for seat in sorted(before - after)]
    rows = []
    for n, (seat, sign) in enumerate(changed, first):
        number = told[int(seat.record)].number if int(seat.record) in told else 0
        month = int(catalogue.calendar.month_of(seat.day))
        place = (BOOKS[book], seat.unit, catalogue.numbers[seat.element], seat.person, seat.day, month)
        rows.append((session.seq, n, *place, int(seat.record), number, sign))
    session.add(tables.SeatEntry, rows)


def merge_persons(session: Session, kept: str, merged: str) -> None:
    """Let one person count as another, and post what follows in both books: seats, and rests of month figures.

    Errors: Problem `person.unknown`, `person.same`.
    """
    persons = add_merge(session, kept, merged)
    fragment, params = in_ids(session.cursor, persons)
    query = (
        "SELECT DISTINCT l.record, l.number FROM participation p"
        " JOIN live l ON l.record = p.record AND l.number = p.number"
        f" WHERE p.person {fragment} AND l.book = %s"
    )
    for book in Book:
        found = fetch_all(session.cursor, query, [*params, BOOKS[book]])
        part = Slice()
        for version in versions_of(session.cursor, found, keys=session.catalogue.keys, by_number=True):
            if not version.withdrawn:
                part.touch(version, session.catalogue)
        part.stock_units = session.catalogue.tree.family(part.stock_units)
        repost(session, book, part)
