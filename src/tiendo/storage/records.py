"""Records and their append-only versions: what units told, written and read in a constant number of statements."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.backends.utils import CursorWrapper

from tiendo.core.indicator import ElementKind
from tiendo.core.orgunit import UnitId
from tiendo.core.period import Month
from tiendo.core.submission import Book, Evidence, EvidenceKind, Figure, Participation, RecordKind, Version
from tiendo.storage import models as tables
from tiendo.storage.ledger import Session
from tiendo.storage.rules import NOW
from tiendo.storage.sql import BOOKS, DRAFT, as_day, canonical, fetch_all, in_ids, rows_as_table, upsert_rows

LIVE_COLUMNS = "record, book, number, unit, kind, month, day, stock, withdrawn"


class Standing(NamedTuple):
    """Where a record stands: its newest version and those that count in the books (0: none)."""

    id: int
    uuid: str
    unit: UnitId
    kind: RecordKind
    newest: int
    digest: str
    reported: int
    accepted: int


def content_digest(version: Version) -> str:
    """Digest of all a version says, except its number: the same content again is no new version."""
    figures = sorted([f.element, f.part, f.amount] for f in version.figures)
    seats = sorted([p.element, p.person] for p in version.participants)
    said = [
        version.unit,
        version.kind.value,
        version.day,
        None if version.month is None else version.month.index,
        figures,
        seats,
        sorted(version.coorganisers),
        sorted(version.elements),
        int(version.withdrawn),
        [version.title, version.area, version.place, version.campaign, version.reason, version.paper],
    ]
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def find_records(cursor: CursorWrapper, uuids: Collection[str]) -> dict[str, Standing]:
    """Where these records stand, by their client-made ids; unknown ones are not among them."""
    if not uuids:
        return {}
    fragment, params = in_ids(cursor, uuids)
    return {
        row[1]: _standing(row) for row in fetch_all(cursor, f"{_STANDING} WHERE r.uuid {fragment}", params)
    }


class Citing(NamedTuple):
    """A record that cites a file as its proof; `reported` is the version that counts (0: none)."""

    sha256: str
    unit: UnitId
    reported: int


def citing(cursor: CursorWrapper, names: Collection[str]) -> list[Citing]:
    """The records that cite these files, units told each once per file."""
    fragment, params = in_ids(cursor, sorted(names))
    query = (
        "SELECT e.sha256, r.unit, MAX(COALESCE(l.number, 0)) FROM evidence e JOIN record r ON r.id = e.record"
        f" LEFT JOIN live l ON l.record = r.id AND l.book = 1 WHERE e.sha256 {fragment} GROUP BY e.sha256, r.unit"
    )
    return [Citing(*row) for row in fetch_all(cursor, query, params)]


def find_month_records(
    cursor: CursorWrapper, kind: RecordKind, units: Collection[UnitId], months: Collection[Month]
) -> dict[tuple[UnitId, Month], Standing]:
    """Where the records of a kind stand that units have for months: a month figure, or a nil declaration."""
    of_unit, p1 = in_ids(cursor, units)
    of_month, p2 = in_ids(cursor, months)
    query = (
        f"{_STANDING} WHERE r.id IN (SELECT l.record FROM live l WHERE l.unit {of_unit} AND l.book IN (0, 1, 2)"
        f" AND l.month {of_month} AND l.kind = %s) ORDER BY r.uuid DESC"
    )
    rows = fetch_all(cursor, query, [*p1, *p2, kind.value])
    return {(row[2], Month(row[8])): _standing(row) for row in rows}


_STANDING = (
    "SELECT r.id, r.uuid, r.unit, r.kind, v.number, v.digest, COALESCE(p.number, 0), COALESCE(a.number, 0), v.month"
    " FROM record r JOIN version v ON v.record = r.id"
    " AND v.number = (SELECT MAX(number) FROM version n WHERE n.record = r.id)"
    " LEFT JOIN live p ON p.record = r.id AND p.book = 1 LEFT JOIN live a ON a.record = r.id AND a.book = 2"
)


def _standing(row: tuple[Any, ...]) -> Standing:
    return Standing(row[0], row[1], row[2], RecordKind(row[3]), *row[4:8])


def add_versions(session: Session, versions: Sequence[Version], *, author: str) -> dict[str, int]:
    """Store versions as drafts: number 1 makes the record, a later one must be the next. Answers record numbers.

    Several versions of one record may come in one batch, in order. Nothing is checked here but keys.
    """
    known = _ids(session.cursor, {version.record for version in versions if version.number > 1})
    made: list[tuple[Any, ...]] = []
    for version in versions:
        if version.number == 1:
            known[version.record] = session.new_record()
            made.append(
                (known[version.record], version.record, version.unit, version.kind.value, session.seq)
            )
    session.add(tables.Record, made)
    _add_contents(session, versions, known=known, author=author)
    newest = {version.record: version for version in versions}
    set_live(session, DRAFT, [(known[uuid], version) for uuid, version in newest.items()])
    return known


def _ids(cursor: CursorWrapper, uuids: Collection[str]) -> dict[str, int]:
    if not uuids:
        return {}
    fragment, params = in_ids(cursor, uuids)
    return {
        uuid: number
        for number, uuid in fetch_all(cursor, f"SELECT id, uuid FROM record WHERE uuid {fragment}", params)
    }


def _add_contents(
    session: Session, versions: Sequence[Version], *, known: Mapping[str, int], author: str
) -> None:
    seq, numbers = session.seq, session.catalogue.numbers
    told: list[tuple[Any, ...]] = []
    figures: list[tuple[Any, ...]] = []
    seats: list[tuple[Any, ...]] = []
    joint: list[tuple[Any, ...]] = []
    nils: list[tuple[Any, ...]] = []
    for v in versions:
        key = (known[v.record], v.number)
        month = None if v.month is None else v.month.index
        texts = (v.title, v.area, v.place, v.campaign, v.reason, v.paper)
        told.append((*key, seq, v.day, month, *texts, int(v.withdrawn), content_digest(v), author))
        figures.extend((*key, numbers[f.element], f.part, f.amount, seq) for f in v.figures)
        seats.extend((*key, numbers[p.element], p.person, seq) for p in v.participants)
        joint.extend((*key, unit, seq) for unit in v.coorganisers)
        nils.extend((*key, numbers[element], seq) for element in v.elements)
    session.add(tables.Version, told)
    session.add(tables.Figure, figures)
    session.add(tables.Participation, seats)
    session.add(tables.Coorganiser, joint)
    session.add(tables.NilElement, nils)


def set_live(session: Session, book: int, rows: Sequence[tuple[int, Version]]) -> None:
    """Say which version of each record counts in a book, or (book 0) is its unsent newest."""
    catalogue = session.catalogue
    stocks = {key for key, element in catalogue.elements.items() if element.kind is ElementKind.STOCK}
    given = [
        (
            record,
            book,
            v.number,
            v.unit,
            v.kind.value,
            v.month_touched(catalogue.calendar).index,
            v.day,
            int(any(f.element in stocks for f in v.figures)),
            int(v.withdrawn),
        )
        for record, v in rows
    ]
    upsert_rows(session.cursor, tables.Live, given)


# Proof


class Proof(NamedTuple):
    """Proof as it is kept with a record: the event that brought it, and its place in it."""

    record: int
    seq: int
    n: int
    evidence: Evidence


def add_evidence(session: Session, given: Sequence[tuple[int, Evidence]]) -> None:
    """Keep proof of records (by number), whether or not anything else about them changes."""
    first = session.lines(tables.Evidence) + 1
    rows = [
        (record, session.seq, n, proof.kind.value, proof.text, proof.day, proof.sha256)
        for n, (record, proof) in enumerate(given, first)
    ]
    session.add(tables.Evidence, rows)


def read_evidence(cursor: CursorWrapper, records: Collection[int], known: int = NOW) -> list[Proof]:
    """Proof of records as known at an event, in ledger order."""
    fragment, params = in_ids(cursor, records)
    query = (
        "SELECT record, seq, n, kind, text, day, sha256 FROM evidence"
        f" WHERE record {fragment} AND seq <= %s ORDER BY record, seq, n"
    )
    return [
        Proof(record, seq, n, Evidence(EvidenceKind(kind), text, as_day(day), sha256))
        for record, seq, n, kind, text, day, sha256 in fetch_all(cursor, query, [*params, known])
    ]


# Reading versions


def live_versions(
    cursor: CursorWrapper,
    book: Book | None,
    *,
    keys: Mapping[int, str],
    units: Collection[UnitId] | None = None,
    months: Collection[Month] | None = None,
) -> list[Version]:
    """The versions that count in a book at the head (None: unsent newest ones), of units, of months, or all."""
    of_unit, p1 = ("IS NOT NULL", []) if units is None else in_ids(cursor, units)
    of_month, p2 = ("IS NOT NULL", []) if months is None else in_ids(cursor, months)
    number = DRAFT if book is None else BOOKS[book]
    where = f"l.unit {of_unit} AND l.book = %s AND l.month {of_month}"
    return load_versions(cursor, where, [*p1, number, *p2], keys=keys)


class Told(NamedTuple):
    """A version with who wrote it and by which event, and the postings it has been in: (book number, event)."""

    version: Version
    author: str
    seq: int
    digest: str
    postings: tuple[tuple[int, int], ...]


def read_history(
    cursor: CursorWrapper, record: int, *, keys: Mapping[int, str], known: int = NOW
) -> list[Told]:
    """All versions of a record (by number) up to an event, oldest first."""
    where = "version l WHERE l.record = %s AND l.seq <= %s"
    versions = read_versions(cursor, where, [record, known], keys=keys)
    posted: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, book, seq in fetch_all(
        cursor,
        "SELECT number, book, seq FROM posting WHERE record = %s AND seq <= %s ORDER BY seq",
        [record, known],
    ):
        posted[number].append((book, seq))
    rows = fetch_all(cursor, "SELECT number, author, seq, digest FROM version WHERE record = %s", [record])
    told = {row[0]: row[1:] for row in rows}
    found = []
    for version in versions:
        author, seq, digest = told[version.number]
        found.append(Told(version, author, seq, digest, tuple(posted[version.number])))
    return found


def posted_versions(
    cursor: CursorWrapper,
    book: Book,
    *,
    keys: Mapping[int, str],
    units: Collection[UnitId] | None = None,
    known: int = NOW,
) -> list[Version]:
    """The versions that counted in a book right after an event: all, or those of some units."""
    of_unit, params = ("IS NOT NULL", []) if units is None else in_ids(cursor, units)
    source = (
        "(SELECT p.record, p.number FROM posting p JOIN record u ON u.id = p.record"
        f" AND u.unit {of_unit} AND p.book = %s AND p.seq = (SELECT MAX(q.seq) FROM posting q"
        " WHERE q.record = p.record AND q.book = p.book AND q.seq <= %s)) l WHERE true"
    )
    return read_versions(cursor, source, [*params, BOOKS[book], known], keys=keys)


def load_versions(
    cursor: CursorWrapper,
    where: str,
    params: Sequence[Any],
    *,
    keys: Mapping[int, str],
    by_number: bool = False,
) -> list[Version]:
    """Versions that `live l` rows fulfilling a condition point at: two statements for any number of them.

    `keys`: element keys by number. `by_number`: name records by their numbers instead of their client-made ids.
    """
    return read_versions(cursor, f"live l WHERE {where}", params, keys=keys, by_number=by_number)


def versions_of(
    cursor: CursorWrapper,
    wanted: Sequence[tuple[int, int]],
    *,
    keys: Mapping[int, str],
    by_number: bool = False,
) -> list[Version]:
    """The versions named as (record number, version number)."""
    if not wanted:
        return []
    table, params = rows_as_table(cursor, [("record", "integer"), ("number", "integer")], wanted)
    source = f"(SELECT record, number FROM {table}) l WHERE true"
    return read_versions(cursor, source, params, keys=keys, by_number=by_number)


def read_versions(
    cursor: CursorWrapper,
    source: str,
    params: Sequence[Any],
    *,
    keys: Mapping[int, str],
    by_number: bool = False,
) -> list[Version]:
    """Versions named by a source `.. l WHERE ..` that has columns record and number."""
    wanted = f"(t.record, t.number) IN (SELECT l.record, l.number FROM {source})"
    details: dict[tuple[int, int, int], list[Any]] = defaultdict(list)
    query = (
        f"SELECT 1 AS what, t.record, t.number, t.element, t.part, t.amount FROM figure t WHERE {wanted}"
        f" UNION ALL SELECT 2, t.record, t.number, t.element, t.person, 0 FROM participation t WHERE {wanted}"
        f" UNION ALL SELECT 3, t.record, t.number, t.unit, '', 0 FROM coorganiser t WHERE {wanted}"
        f" UNION ALL SELECT 4, t.record, t.number, t.element, '', 0 FROM nil_element t WHERE {wanted}"
        " ORDER BY 1, 2, 3, 4, 5"
    )
    for what, record, number, key, text, amount in fetch_all(cursor, query, [*params] * 4):
        details[what, record, number].append(
            _detail(what, key if what == _JOINT else keys[key], text, amount=amount)
        )
    query = (
        f"SELECT t.record, t.number, r.uuid, r.unit, r.kind, t.day, t.month, t.withdrawn, {_TEXTS}"
        f" FROM version t JOIN record r ON r.id = t.record WHERE {wanted} ORDER BY t.record, t.number"
    )
    return [_version(row, details, by_number=by_number) for row in fetch_all(cursor, query, params)]


_FIGURE, _SEAT, _JOINT, _NIL = 1, 2, 3, 4
_TEXTS = "t.title, t.area, t.place, t.campaign, t.reason, t.paper"


def _detail(what: int, key: Any, text: str, *, amount: int) -> Any:
    if what == _FIGURE:
        return Figure(key, amount, text)
    return Participation(key, text) if what == _SEAT else key


def _version(
    row: tuple[Any, ...], details: Mapping[tuple[int, int, int], list[Any]], *, by_number: bool
) -> Version:
    record, number = row[:2]
    return Version(
        record=str(record) if by_number else row[2],
        number=number,
        unit=row[3],
        kind=RecordKind(row[4]),
        day=as_day(row[5]),
        month=None if row[6] is None else Month(row[6]),
        figures=tuple(details.get((_FIGURE, record, number), ())),
        participants=tuple(details.get((_SEAT, record, number), ())),
        coorganisers=tuple(details.get((_JOINT, record, number), ())),
        elements=tuple(details.get((_NIL, record, number), ())),
        withdrawn=bool(row[7]),
        title=row[8],
        area=row[9],
        place=row[10],
        campaign=row[11],
        reason=row[12],
        paper=row[13],
    )
