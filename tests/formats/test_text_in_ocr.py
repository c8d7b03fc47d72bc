"""Scans are recognised page by page where Debian's tesseract for Vietnamese is installed; elsewhere that is said."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest

from tests.formats.pdf_by_hand import converted, pdf, scan, written
from tests.formats.test_text_in_pdf import GARBAGE, ITEM, MORE, plan
from tiendo.core.errors import Problem
from tiendo.formats import ocr_in
from tiendo.formats.source_limits import Reading
from tiendo.formats.text_in import read_source
from tiendo.reading.blocks import Paragraph

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
WORDS = ("Trồng", "300", "cây")


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program that says the same of every page."""
    rows = [
        f"5\t1\t1\t1\t1\t{at}\t{100 + 200 * at}\t100\t150\t40\t96\t{word}" for at, word in enumerate(WORDS)
    ]
    file = tmp_path / "tesseract"
    said = "\n".join([HEAD, *rows, "4\t1\t1\t1\t2\t0\t0\t0\t0\t0\t-1\t"])
    file.write_text(f"#!/bin/sh\ncat <<'END'\n{said}\nEND\n", encoding="utf-8")
    file.chmod(0o755)
    monkeypatch.setattr(ocr_in, "program", lambda: str(file))
    return file


def refused(data: bytes, reading: Reading) -> str:
    with pytest.raises(Problem) as problem:
        read_source(data, reading=reading)
    return problem.value.code


def test_pages_come_one_by_one_and_are_told(fake: Path) -> None:
    told: list[tuple[int, int]] = []
    source = read_source(
        scan(3), reading=Reading(ocr=True, progress=lambda done, pages: told.append((done, pages)))
    )
    assert {block.text for block in source.blocks if isinstance(block, Paragraph)} == {"Trồng 300 cây"}
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert {repair.code: repair.count for repair in source.repairs}["repair.ocr"] == 3


def test_a_garbage_layer_is_recognised_anew(fake: Path) -> None:
    data = pdf(written((50, 800, GARBAGE), (50, 780, GARBAGE)))
    assert refused(data, Reading()) == "source.garbage"
    source = read_source(data, reading=Reading(ocr=True))
    assert [block.text for block in source.blocks if isinstance(block, Paragraph)] == ["Trồng 300 cây"]


def test_text_that_can_be_read_is_not_recognised(fake: Path) -> None:
    source = read_source(pdf(written((50, 800, "Ke hoach"))), reading=Reading(ocr=True))
    assert [block.text for block in source.blocks if isinstance(block, Paragraph)] == ["Ke hoach"]
    assert source.repairs == ()


def test_it_can_be_stopped_between_pages(fake: Path) -> None:
    seen: list[int] = []
    reading = Reading(ocr=True, progress=lambda done, _: seen.append(done), stopped=lambda: len(seen) >= 2)
    assert refused(scan(5), reading) == "source.stopped"
    assert seen == [1, 2]


def test_a_program_that_fails_names_the_page(fake: Path) -> None:
    fake.write_text("#!/bin/sh\nexit 1\n")
    with pytest.raises(Problem) as problem:
        read_source(scan(), reading=Reading(ocr=True))
    assert (problem.value.code, problem.value.details) == ("source.ocr_failed", {"page": 1})


def test_without_the_program_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_in, "program", lambda: "")
    assert refused(scan(), Reading(ocr=True)) == "source.no_ocr"


@pytest.mark.skipif(not ocr_in.program(), reason="tesseract-ocr-vie is not installed")
def test_a_printed_page_is_read_from_its_picture(tmp_path: Path) -> None:
    page = pypdfium2.PdfDocument(converted(plan(), tmp_path, "pdf"))[0]
    out = io.BytesIO()
    page.render(scale=200 / 72).to_pil().convert("L").save(out, "PDF", resolution=200)
    source = read_source(out.getvalue(), reading=Reading(seconds=120, ocr=True))
    found = [block.text for block in source.blocks if isinstance(block, Paragraph)]
    assert "KẾ HOẠCH" in found
    assert MORE in found
    assert any(text.startswith(ITEM.format(n=1)[:40]) for text in found)
