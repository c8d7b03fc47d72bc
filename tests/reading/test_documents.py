"""Whole plans of other fields, written for these tests, against what a person found in them by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.test_sentences import told
from tiendo.formats.text_in import read_source
from tiendo.reading.blocks import Cell, Paragraph, Source, Table
from tiendo.reading.reader import read_document

DOCUMENTS = Path(__file__).parent / "documents"


@pytest.mark.parametrize("name", [one.stem for one in sorted(DOCUMENTS.glob("*.txt"))])
def test_document(name: str) -> None:
    read = read_document(read_source((DOCUMENTS / f"{name}.txt").read_bytes(), f"{name}.txt"))
    found = [f"issuer: {read.head.issuer}", *map(told, read.targets)]
    found += [f"duty: {one.responsible} | {one.deadline}".strip() for one in read.duties]
    by_hand = (DOCUMENTS / f"{name}.expected").read_text(encoding="utf-8").splitlines()
    assert found == [line for line in by_hand if not line.startswith("#")]


def test_a_head_set_as_a_table_without_borders() -> None:
    head = Table(
        (
            Cell("SỞ Y TẾ\nTRUNG TÂM Y TẾ HUYỆN\nSố: 45/KH-TTYT", 0, 0),
            Cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSuối Bạc, ngày 12 tháng 01 năm 2024", 0, 1),
        )
    )
    lines = (Paragraph("KẾ HOẠCH"), Paragraph("Chăm sóc sức khỏe nhân dân"))
    read = read_document(Source("docx", (head, *lines))).head
    assert (read.superior, read.issuer, read.number, read.symbol) == (
        "SỞ Y TẾ",
        "TRUNG TÂM Y TẾ HUYỆN",
        "45",
        "KH-TTYT",
    )
    assert (read.place, str(read.day)) == ("Suối Bạc", "2024-01-12")
