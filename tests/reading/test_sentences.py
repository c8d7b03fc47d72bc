"""Sentences of plans and what they promise: input, what is understood of it, an empty line.

A file's name says where its sentences stand: in a list of targets, in tasks, in a report's results. One promise is
`value | unit | comparator | kind | period | condition`; `nothing` says that none is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tiendo.reading.blocks import Paragraph, Source
from tiendo.reading.reader import read_document
from tiendo.reading.understood import Target

HERE = Path(__file__).parent
SECTIONS = {"listed": "I. CÁC CHỈ TIÊU", "tasks": "I. NHIỆM VỤ, GIẢI PHÁP", "results": "I. KẾT QUẢ NĂM QUA"}


def cases() -> Iterator[object]:
    for place in SECTIONS:
        blocks = (HERE / f"{place}.txt").read_text(encoding="utf-8").strip().split("\n\n")
        for block in blocks:
            said, *promised = [line for line in block.splitlines() if not line.startswith("#")]
            yield pytest.param(place, said, promised, id=f"{place}: {said[:50]}")


def told(one: Target) -> str:
    ends = [one.value] if one.value_max is None else [one.value, one.value_max]
    number = "–".join(str(end) for end in ends) + (f"/{one.denominator}" if one.denominator else "")
    parts = [number, one.unit, one.comparator.value, one.kind.value, one.period]
    if one.condition is not None:
        parts.append(f"{one.condition.comparator.value} {one.condition.value} {one.condition.unit}")
    return " | ".join(parts)


@pytest.mark.parametrize(("place", "said", "promised"), list(cases()))
def test_sentence(place: str, said: str, promised: list[str]) -> None:
    lines = ("KẾ HOẠCH", "Công tác của đơn vị", "", SECTIONS[place], f"- {said}")
    read = read_document(Source("docx", tuple(Paragraph(line) for line in lines)))
    assert [told(one) for one in read.targets] == [line for line in promised if line != "nothing"]
    for one in read.targets:
        assert read.text[one.start : one.end] == one.quote
        assert one.start <= one.number_start < one.number_end <= one.end


def test_there_are_sentences_enough() -> None:
    assert len(list(cases())) >= 60
