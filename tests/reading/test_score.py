"""Annotated documents beside the repository are read as well as was promised; without them there is nothing to hold."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tiendo.formats.text_in import read_source
from tiendo.reading.document import as_document
from tiendo.reading.reader import read_document
from tiendo.reading.understood import Understood
from tools.score import SHARED, Score, documents, score

pytestmark = pytest.mark.skipif(not documents(), reason="no annotated documents beside the repository")


def first() -> Understood:
    path = SHARED / "seed" / "plan.txt"
    return read_document(read_source(path.read_bytes(), path.name))


def test_the_first_plan_is_read_whole() -> None:
    result = score(*documents()[0])
    assert (result.found, result.missed, result.false, result.wrong) == (20, [], [], [])
    read = first()
    assert (len(read.tasks), len(read.requirements), len(read.duties)) == (27, 3, 6)
    assert (len(read.bases), len(read.recipients)) == (2, 6)
    assert all(duty.responsible for duty in read.duties)
    assert [len(basis.papers) for basis in read.bases] == [2, 0]
    assert read.head.term == (2020, 2025)


def test_all_documents_together_keep_the_bounds() -> None:
    whole = Score("all")
    for pair in documents()[1:]:
        whole.add(score(*pair))
    assert whole.f1 >= Fraction(92, 100), whole.missed + whole.false
    assert whole.accuracy("comparator") >= Fraction(95, 100), whole.wrong
    for name in ("kind", "period", "unit"):
        assert whole.accuracy(name) >= Fraction(85, 100), whole.wrong


def test_reading_twice_gives_the_same() -> None:
    assert as_document(first()) == as_document(first())
