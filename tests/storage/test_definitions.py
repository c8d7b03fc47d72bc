"""A data element defined anew never changes what was entered; nil told of everything speaks of new elements, too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.storage import scene
from tests.storage.scene import EAST_A, ELEMENTS, MARCH, PROVINCE
from tiendo.core.errors import Problem
from tiendo.core.indicator import DataElement, Dimension, ElementKind, Often
from tiendo.storage import catalogue, rules, sql
from tiendo.storage.ledger import read_head

pytestmark = pytest.mark.usefixtures("ledger")

TURNS, MONEY = ELEMENTS[1], ELEMENTS[2]


def define(element: DataElement) -> None:
    with scene.event() as session:
        catalogue.define_elements(session, [element])


def refused(element: DataElement) -> str:
    with pytest.raises(Problem) as problem:
        define(element)
    return problem.value.code


def test_the_year_of_cumulative_figures_stays() -> None:
    scene.send(scene.month_figure(EAST_A, MARCH, money=10))
    assert refused(replace(MONEY, often=Often.SCHOOL_YEAR)) == "element.immutable"
    define(replace(MONEY, often=Often.QUARTER))  # the same calendar year


def test_parts_of_a_breakdown_stay_in_their_order() -> None:
    scene.send(scene.month_figure(EAST_A, MARCH, turns=10, turns__sex_f=4))
    (sex,) = TURNS.dimensions
    assert refused(replace(TURNS, dimensions=())) == "element.parts"
    assert refused(replace(TURNS, dimensions=(replace(sex, parts=sex.parts[::-1]),))) == "element.parts"
    kind = Dimension("kind", "Đối tượng", (("pupil", "học sinh"),))
    define(replace(TURNS, dimensions=(kind, replace(sex, parts=(*sex.parts, ("x", "khác"))))))
    assert scene.balances(EAST_A, "turns", part="sex:f") == {("2024-03", 0): 4}


def test_nil_of_everything_speaks_of_an_element_defined_later() -> None:
    scene.send(scene.nil(EAST_A, MARCH))
    define(DataElement("books", "Sách", ElementKind.FLOW, "quyển", frozenset({"commune"})))
    assert scene.coverage(PROVINCE, "books", "2024-03") == (0, 1, 0, 1)


def test_an_earlier_catalogue_does_not_know_later_elements() -> None:
    with sql.snapshot() as cursor:
        before = read_head(cursor).seq
    define(DataElement("books", "Sách", ElementKind.FLOW, "quyển", frozenset({"commune"})))
    rules._books.clear()
    rules._whole.clear()
    with sql.snapshot() as cursor:
        assert "books" not in rules.catalogue_at(cursor, before).numbers
        assert "books" in rules.catalogue_at(cursor, rules.NOW).numbers
