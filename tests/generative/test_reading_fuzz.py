"""Documents broken in every way are read or refused in words, never with a crash or a hang.

`make test-heavy` looks for such documents for ten minutes. Whatever it finds is kept in `tests/reading/corpus` and
read again by every run of the tests.
"""

from __future__ import annotations

import hashlib
import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.browser.example_paper import example_docx
from tests.formats.pdf_by_hand import pdf, scan, written
from tiendo.core.errors import Problem
from tiendo.formats.text_in import read_source
from tiendo.reading.reader import read_document

CORPUS = Path(__file__).parents[1] / "reading" / "corpus"
SECONDS = float(os.environ.get("TIENDO_FUZZ_SECONDS", "600"))
SLOWEST = 30
"""Seconds after which a document is taken for one that hangs."""

WORDS = """TỈNH ĐOÀN AN BÌNH                ĐOÀN TNCS HỒ CHÍ MINH
Số: 12-KH/TĐTN                  An Bình, ngày 05 tháng 3 năm 2021

KẾ HOẠCH
Công tác thanh niên giai đoạn 2021 - 2025

Căn cứ Nghị quyết số 01-NQ/TU ngày 02/01/2021 của Tỉnh ủy,

I. MỤC ĐÍCH, YÊU CẦU
1. Cụ thể hóa nghị quyết.
II. CHỈ TIÊU
- Trồng mới 300.000 cây xanh; mỗi năm ít nhất 18 mô hình, hỗ trợ từ 1,5 đến 2 triệu đồng/mô hình.
- 100% xã, phường có ít nhất 01 điểm vui chơi; trên 65% thanh niên được tập hợp, 95% đoàn viên học nghị quyết.
- Xã nào cũng có câu lạc bộ. Không để xảy ra tai nạn.
III. NHIỆM VỤ, GIẢI PHÁP
1. Bảo vệ môi trường
a) Vận động đoàn viên trồng và chăm sóc cây.
IV. TỔ CHỨC THỰC HIỆN
1. Văn phòng: Theo dõi, báo cáo trước ngày 15/11 hằng năm.

Nơi nhận:                                     TM. BAN THƯỜNG VỤ
- Như trên;                                        BÍ THƯ
- Lưu VP.
"""


def workbook() -> bytes:
    """A workbook with merged cells, formats, formulas and a hidden row."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "remove_timezone": True})
    sheet = book.add_worksheet("Phụ lục")
    share = book.add_format({"num_format": "0.0%", "border": 1})
    sheet.merge_range("A1:D1", "PHỤ LỤC: giao chỉ tiêu năm 2025")
    sheet.merge_range("C3:D3", "Giao cho các xã")
    for row, cells in enumerate(
        (("TT", "Chỉ tiêu", "Bãi Dài", "Gò Cao"), (1, "Trồng cây", 20, 30), (2, "Hộ", 1, 2)), 3
    ):
        sheet.write_row(row, 0, cells)
    sheet.write("C6", 0.855, share)
    sheet.write_formula("D6", "=C6*2", share, 0.5)
    sheet.write_datetime("D7", datetime(2025, 11, 15, tzinfo=UTC))
    sheet.set_row(7, None, None, {"hidden": True})
    sheet.write("A8", "không ai thấy")
    book.close()
    return made.getvalue()


@cache
def bases() -> tuple[tuple[str, bytes], ...]:
    """Sound documents of every kind, by the name they come in under."""
    lines = WORDS.splitlines()
    page = "".join(f"<p>{line}</p>" for line in lines)
    table = "<table><tr><th rowspan=2>Đơn vị<th colspan=2>Cây<tr><td>2024<td>2025<tr><td>Xã A<td>1.200<td>1.500</table>"
    return (
        ("plan.txt", WORDS.encode()),
        ("plan.txt", WORDS.encode("utf-16")),
        ("plan.md", re.sub(r"^(?=[IV]+\. )", "# ", WORDS, flags=re.MULTILINE).encode()),
        ("plan.html", f"<html><body>{page}{table}</body></html>".encode()),
        ("plan.docx", example_docx()),
        ("plan.xlsx", workbook()),
        ("plan.pdf", pdf(written((50, 800, "Trong moi 300.000 cay xanh"), (50, 780, "I. CHI TIEU")))),
        ("plan.pdf", scan(1)),
        ("plan.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + WORDS.encode("utf-16-le")),
    )


SPLICES = st.sampled_from(
    [
        *(
            b"",
            b"\x00",
            b"\xff",
            b"\n",
            b" ",
            b"<",
            b">",
            b"&#0;",
            b"</w:p>",
            b"<w:tbl>",
            b"</row>",
            b'<c r="XFD1048576"><f>1</f></c>',
            b'<mergeCell ref="A1:XFD9"/>',
            b'<numFmt numFmtId="164" formatCode="[h]:mm,,%"/>',
            b"%",
            b"9" * 400,
            b"I" * 300,
        ),
        *(
            "từ 5 đến ".encode(),
            "nào cũng ".encode(),
            "\u0323\u0301".encode(),
            "\u202e".encode(),
            b"1.000.000,5%",
        ),
        *("mỗi ".encode(), b";" * 200, b"(" * 200, b"- " * 200, "Căn cứ ".encode() * 50),
    ]
)
CUTS = st.tuples(st.floats(0, 1), st.integers(0, 60), SPLICES, st.integers(1, 3))


def mutated(data: bytes, cuts: list[tuple[float, int, bytes, int]]) -> bytes:
    """Bytes with stretches replaced by others, once or a few times over."""
    for where, length, splice, times in cuts:
        at = int(where * len(data))
        data = data[:at] + splice * times + data[at + length :]
    return data


MUTATED = ("word/document.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml")
"""The parts of Office files that are mutated."""


def inside(data: bytes, cuts: list[tuple[float, int, bytes, int]]) -> bytes:
    """A Word file or workbook whose XML, not its package, is mutated."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as package, ZipFile(made, "w", ZIP_DEFLATED) as anew:
        for name in package.namelist():
            held = package.read(name)
            anew.writestr(name, mutated(held, cuts) if name in MUTATED else held)
    return made.getvalue()


@contextmanager
def not_too_slow() -> Iterator[None]:
    def late(*given: object) -> None:
        raise TimeoutError(f"not read after {SLOWEST} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(SLOWEST)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def survives(data: bytes, name: str) -> None:
    """Read a document or be refused in words; every span told lies in the text."""
    with not_too_slow():
        try:
            read = read_document(read_source(data, name=name))
        except Problem:
            return
    for one in read.targets:
        assert 0 <= one.start <= one.number_start <= one.number_end <= one.end <= len(read.text)
        assert read.text[one.start : one.end] == one.quote


def tried(base: int, cuts: list[tuple[float, int, bytes, int]], deep: bool) -> None:
    name, data = bases()[base]
    changed = inside(data, cuts) if deep and name.endswith((".docx", ".xlsx")) else mutated(data, cuts)
    try:
        survives(changed, name)
    except BaseException:
        digest = hashlib.sha256(changed).hexdigest()[:12]
        Path(CORPUS / f"{digest}-{name}").write_bytes(changed)
        raise


DOCUMENTS = given(st.integers(0, 8), st.lists(CUTS, min_size=1, max_size=6), st.booleans())


@settings(max_examples=40)
@DOCUMENTS
def test_no_document_breaks_the_reader(
    base: int, cuts: list[tuple[float, int, bytes, int]], deep: bool
) -> None:
    tried(base, cuts, deep)


@pytest.mark.heavy
def test_ten_minutes_of_broken_documents() -> None:
    end = time.monotonic() + SECONDS
    again = settings(max_examples=200, derandomize=False, database=None)(DOCUMENTS(tried))
    while time.monotonic() < end:
        again()


def test_what_was_found_once_stays_mended() -> None:
    for kept in sorted(CORPUS.glob("*-plan.*")):
        survives(kept.read_bytes(), kept.name.partition("-")[2])


def test_sound_documents_are_read() -> None:
    found = [len(read_document(read_source(data, name=name)).targets) for name, data in bases()[:4]]
    # 300.000 cây, 18 mô hình, 1,5 đến 2 triệu, 100% xã, trên 65%, 95%, xã nào cũng, không để
    assert found == [8, 8, 8, 8]
