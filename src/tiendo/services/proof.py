"""The proof of the ledger, for those who may ask for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from tiendo.core.access import SYSTEM, Actor, require
from tiendo.core.errors import Finding, Problem, ProblemKind, register
from tiendo.core.orgunit import UnitId
from tiendo.core.readings import Contribution
from tiendo.core.submission import Book
from tiendo.services.questions import (
    Question,
    model_of,
    plans_in_force,
    question,
    readings_for,
    windows_of_plan,
)
from tiendo.storage.ledger import read_head
from tiendo.storage.sql import snapshot
from tiendo.storage.verify import Told
from tiendo.storage.verify import verify as prove

register(
    "verify.core", ProblemKind.INVALID, "What is read ({found}) is not what the model adds up ({expected})."
)


def verify(
    *, actor: Actor, now: datetime, as_of: date | None = None, core: bool = False, told: Told | None = None
) -> dict[str, Any]:
    """Recompute entries from facts, sums from entries and the chain from its beginning; list all that differs.

    `core`: besides, compare what is read at the top and its children with the model in memory. `told` hears how far it
    has come. Errors: Problem.
    """
    try:
        with question(actor=actor, known=None, now=now) as asked:
            tops = _tops(asked)
            findings = prove(told)
            if core:
                findings = [*findings, *_against_the_model(asked, tops, as_of or asked.today)]
            return _answer(asked.known, findings)
    except (Problem, ArithmeticError, LookupError, TypeError, ValueError):
        # Units or elements that were changed by hand can no longer be read, so nobody's rights are known: to those who
        # hold the database itself the proof still says where.
        findings = prove(told) if actor == SYSTEM else []
        if not findings:
            raise
        with snapshot() as cursor:
            return _answer(read_head(cursor).seq, findings)


def _tops(asked: Question) -> list[UnitId]:
    """The units at the top, where the actor may ask for the proof. Errors: Problem `access.denied`."""
    tops = [one for one in asked.tree.open_units(asked.today) if asked.tree.parent(one, asked.today) is None]
    for top in tops:
        require(asked.actor, "ledger.verify", top, tree=asked.tree, day=asked.today)
    return tops


def _answer(known: int, findings: Sequence[Finding]) -> dict[str, Any]:
    return {
        "schema": 1,
        "known": known,
        "agrees": not findings,
        "findings": [
            {"code": one.code, "place": one.place, "details": dict(one.details), "text": one.text}
            for one in findings
        ],
    }


def _against_the_model(asked: Question, tops: list[UnitId], as_of: date) -> Iterator[Finding]:
    units = [*tops, *(child for top in tops for child in asked.tree.children(top, as_of))]
    for held in plans_in_force(asked, as_of):
        for book in Book:
            fast = readings_for(asked, held, units, book=book)
            slow = model_of(asked, book)
            for key, window in windows_of_plan(held, as_of=as_of, catalogue=asked.catalogue):
                for unit in units:
                    read, added = (_total(one.contributions(unit, key, window)) for one in (fast, slow))
                    if read != added:
                        place = f"{book.value} unit={unit} {key} {window.start} {window.end}"
                        yield Finding.of("verify.core", place, found=str(read), expected=str(added))


def _total(found: Any) -> tuple[int, ...]:
    parts: list[Contribution] = list(found.values())
    counts = [sum(count) for count in zip(*(part.coverage for part in parts), strict=True)] or [0] * 5
    return sum(part.amount for part in parts), *counts
