"""Fills a term with what every unit tells, month by month: the facts and entries that services would post, in sets.

Sending and accepting millions of figures through the services takes longer than a benchmark may. Facts and entries are
written here through the ledger's own session, one event for all that is sent of a month and one for all that is
accepted, sealed into the chain like any other; every cache is then made by `rebuild`. A test holds that the ledger comes
out as the services make it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from benchmarks.organisation import FIRST, NOW, BenchUnit, figures, request
from tiendo.core.indicator import ElementKind, Typed
from tiendo.core.period import Month
from tiendo.core.submission import Figure, RecordKind, Version
from tiendo.storage import ledger
from tiendo.storage import models as tables
from tiendo.storage.database import without_waiting
from tiendo.storage.ledger import Session
from tiendo.storage.rebuild import rebuild
from tiendo.storage.records import content_digest
from tiendo.storage.rules import Catalogue
from tiendo.storage.sql import BOOKS, snapshot

AUTHOR = "benchmark"


def read_rules() -> Catalogue:
    """Tree, elements and calendar at the head."""
    with snapshot() as cursor:
        head = ledger.read_head(cursor)
        return ledger.read_catalogue(cursor, head.tree_mark, head.catalogue_mark)


def fill(
    units: Sequence[BenchUnit], months: Iterable[Month], told: Callable[[Month], object] = lambda _: None
) -> int:
    """Let all units tell all these months, sent and accepted; answers how many figures they are. `told` hears of each."""
    filler = _Filler(units)
    with without_waiting():
        for month in months:
            filler.send(month)
            filler.accept(month)
            told(month)
        rebuild()
    return filler.figures


class _Filler:
    """Remembers what was told last, for elements whose entries are steps from there."""

    def __init__(self, units: Sequence[BenchUnit]) -> None:
        self.catalogue = read_rules()
        self.elements = dict(self.catalogue.elements)
        tree = self.catalogue.tree
        self.units = [(unit, tree.find(unit.code, NOW.date())) for unit in units]
        self.before: dict[tuple[int, str], int] = {}
        self.entries: list[tuple[Any, ...]] = []
        self.told: list[tuple[int, int]] = []
        self.figures = 0

    def send(self, month: Month) -> None:
        """One event with the month figures of all units, and what they post to the reported book."""
        versions = self._versions(month)
        last = self.catalogue.calendar.window(month).last
        with ledger.writing(now=NOW, verb="send_months", person=AUTHOR) as session:
            first = session.last_record + 1
            session.last_record += len(versions)
            numbered = list(enumerate(versions, first))
            self.told = [(number, version.unit) for number, version in numbered]
            self._add_facts(session, numbered)
            self.entries = [
                row for number, version in numbered for row in self._steps(version, number, last=last)
            ]
            self._post(session, 1, month, state="sent")

    def accept(self, month: Month) -> None:
        """One event that lets the same versions count in the accepted book."""
        with ledger.writing(now=NOW, verb="accept_months", person=AUTHOR) as session:
            self._post(session, 2, month, state="accepted")

    def _versions(self, month: Month) -> list[Version]:
        found = []
        for unit, number in self.units:
            told = figures(unit, month, self.elements)
            if told:
                self.figures += len(told)
                listed = tuple(Figure(key, amount) for key, amount in told.items())
                uuid = request("month_figure", unit.code, month)
                found.append(
                    Version(uuid, 1, number, RecordKind.MONTH_FIGURE, month=month, figures=listed)
                )
        return found

    def _add_facts(self, session: Session, numbered: Sequence[tuple[int, Version]]) -> None:
        seq, numbers = session.seq, self.catalogue.numbers
        session.add(tables.Record, [(n, v.record, v.unit, v.kind.value, seq) for n, v in numbered])
        texts = ("",) * 6
        session.add(
            tables.Version,
            [(n, 1, seq, None, int(v.month or 0), *texts, 0, content_digest(v), AUTHOR) for n, v in numbered],
        )
        session.add(
            tables.Figure,
            [(n, 1, numbers[f.element], "", f.amount, seq) for n, v in numbered for f in v.figures],
        )

    def _steps(self, version: Version, record: int, *, last: date) -> list[tuple[Any, ...]]:
        """Rows of entries without event, line and book: what the figures say beyond what was told before."""
        rows, month = [], int(version.month or 0)
        for figure in version.figures:
            element, amount = self.elements[figure.element], figure.amount
            place = (version.unit, figure.element)
            if element.kind is ElementKind.STOCK or element.typed is Typed.CUMULATIVE:
                fresh = element.kind is not ElementKind.STOCK and Month(month).number == FIRST.number
                amount -= 0 if fresh else self.before.get(place, 0)
                self.before[place] = figure.amount
            if amount:
                number = self.catalogue.numbers[figure.element]
                rows.append((version.unit, number, "", last, month, last, amount, record, 1))
        return rows

    def _post(self, session: Session, book: int, month: Month, *, state: str) -> None:
        seq = session.seq
        session.add(tables.Posting, [(record, book, seq, 1) for record, _ in self.told])
        session.add(tables.Entry, [(seq, n, book, *row) for n, row in enumerate(self.entries, 1)])
        verb = "send_month" if state == "sent" else "accept_month"
        session.add(
            tables.MonthEvent,
            [(unit, int(month), seq, verb, state, "", session.person) for _, unit in self.told],
        )


def books() -> Mapping[str, int]:
    """Numbers of the books by name."""
    return {book.value: number for book, number in BOOKS.items()}
