"""Whose work is read where something else has changed since: who enters an element, who is the same person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.storage import scene
from tests.storage.scene import EAST, EAST_A, EAST_B, ELEMENTS, PROVINCE
from tiendo.core.coverage import Coverage
from tiendo.core.indicator import Comparator, Condition, DataElement, Judged, Persons, UnitShare
from tiendo.core.outcome import outcome_of
from tiendo.core.period import Window
from tiendo.core.readings import Part, Readings
from tiendo.core.rollup import Memory
from tiendo.core.submission import Book, Figure, RecordKind, Version
from tiendo.storage import catalogue, persons, posting, sql
from tiendo.storage.ledger import read_head
from tiendo.storage.reading_kept import readings_at
from tiendo.storage.reading_scope import Needs
from tiendo.storage.records import posted_versions
from tiendo.storage.rules import catalogue_at

pytestmark = pytest.mark.usefixtures("ledger")

FEBRUARY_AND_A_PIECE = Window(date(2024, 2, 1), date(2024, 3, 9))
A_PIECE = Window(date(2024, 3, 2), date(2024, 3, 9))
TREES, YOUTH = ELEMENTS[0], ELEMENTS[3]


def no_more(element: DataElement) -> None:
    """From now on nobody of the communes' level enters it."""
    with scene.event() as session:
        catalogue.define_elements(session, [replace(element, entered_at=frozenset({"district"}))])


def asked(ask: Callable[[Readings], Any], window: Window) -> list[Any]:
    """The answer from balances, and core's own."""
    with sql.snapshot() as cursor:
        head = read_head(cursor)
        rules = catalogue_at(cursor, head.seq)
        keys = frozenset(rules.elements)
        needs = Needs(keys, keys, (window,))
        fast = readings_at(cursor, head, needs, Book.REPORTED, full=(PROVINCE, EAST), totals=(EAST_B,))
        told = posted_versions(cursor, Book.REPORTED, keys=rules.keys)
        return [ask(fast), ask(Memory(told, rules.rules))]


@pytest.mark.parametrize("window", [FEBRUARY_AND_A_PIECE, A_PIECE])
def test_a_flow_told_before_a_redefinition_on_a_day_beside_whole_months(window: Window) -> None:
    scene.send(scene.activity(EAST_A, date(2024, 3, 8), trees=5))
    no_more(TREES)
    found = asked(lambda readings: readings.parts(PROVINCE, "trees", window)[EAST_A], window)
    assert found == [Part(5, Coverage(figures=1), known=True)] * 2


@pytest.mark.parametrize("window", [FEBRUARY_AND_A_PIECE, A_PIECE])
def test_a_level_told_before_a_redefinition_on_a_day_beside_whole_months(window: Window) -> None:
    scene.send(scene.activity(EAST_A, date(2024, 3, 8), youth=5))
    no_more(YOUTH)
    found = asked(lambda readings: readings.parts(EAST, "youth", window)[EAST_A], window)
    assert found == [Part(5, Coverage(), known=True)] * 2


def test_a_zero_told_before_a_redefinition_in_the_month_that_runs() -> None:
    scene.send(scene.activity(EAST_A, date(2024, 3, 8), trees=0))
    no_more(TREES)
    found = asked(lambda readings: readings.parts(EAST, "trees", A_PIECE)[EAST_A], A_PIECE)
    assert found == [Part(0, Coverage(figures=1), known=True)] * 2


def test_an_opening_where_nobody_enters_the_element() -> None:
    figures = (Figure("trees", 70),)
    scene.send(
        Version(scene.an_id(), 1, PROVINCE, RecordKind.OPENING, date(2024, 3, 8), figures=figures, paper="BC")
    )
    found = asked(lambda readings: readings.parts(PROVINCE, "trees", A_PIECE)[PROVINCE], A_PIECE)
    assert found == [Part(70, Coverage(), known=True)] * 2


def test_two_persons_become_one_in_the_work_of_a_co_organiser() -> None:
    with scene.event() as session:
        persons.add_persons(session, [persons.Named("p1", "Trần Thị An"), persons.Named("p2", "Trần Thị Ân")])
    scene.send(
        scene.activity(EAST_B, date(2024, 3, 8), "p1"),
        scene.activity(EAST_A, date(2024, 3, 8), "p2")._replace(coorganisers=(EAST_B,)),
    )

    def work(readings: Readings) -> int:
        condition = Condition(Persons("trained"), Comparator.AT_LEAST, 2)
        share = UnitShare(("commune",), condition, (("commune", Judged.OWN),))
        (one,) = outcome_of(share, EAST_B, A_PIECE, readings=readings, over=False).judgements
        return one.amount

    assert asked(work, A_PIECE)[0] == 2
    with scene.event() as session:
        posting.merge_persons(session, "p1", "p2")
    assert asked(work, A_PIECE)[0] == 1
