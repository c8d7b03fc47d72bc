"""PDF files come in as paragraphs and tables; scans, garbage and locked files are refused in words."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from tests.formats.pdf_by_hand import converted, pdf, repeated, scan, written
from tiendo.core.errors import Problem
from tiendo.formats.text_in import read_source
from tiendo.reading.blocks import Cell, Paragraph, Place, Table

ITEM = (
    "{n}. Mỗi xã trồng mới ít nhất {n}00 cây xanh mỗi năm, trong đó có cây bóng mát ở trường học, trạm y tế và nhà văn "
    "hóa; chăm sóc số cây đã trồng từ năm trước, thay cây chết trước ngày 30 tháng 6 và báo cáo kết quả về Phòng."
)
MORE = (
    "Đoàn viên, thanh niên và người dân cùng tham gia. Các trường học tổ chức ngày hội trồng cây vào dịp đầu xuân, gắn "
    "với giáo dục bảo vệ môi trường cho học sinh từ lớp một đến lớp chín."
)
TABLE = Table(
    (
        Cell("Đơn vị", 0, 0, 2, 1),
        Cell("Số cây trồng mới", 0, 1, 1, 2),
        Cell("2024", 1, 1),
        Cell("2025", 1, 2),
        Cell("Xã An Hòa và các trường học trên địa bàn", 2, 0),
        Cell("1.200", 2, 1),
        Cell("1.500", 2, 2),
    ),
    page=1,
)


def plan() -> bytes:
    """A plan as an office writes it: justified, indented, page numbers above, a footer, a table."""
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Liberation Serif", Pt(13)
    section = document.sections[0]
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    number = section.header.paragraphs[0].add_run()
    section.header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind in ("begin", "", "end"):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = "PAGE"
        number._r.append(part)
    section.footer.paragraphs[0].text = "Kế hoạch trồng cây"
    for text in ("KẾ HOẠCH", "Trồng cây và chăm sóc cây xanh trên địa bàn huyện"):
        line = document.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.add_run(text).bold = True
    table = document.add_table(3, 3)
    table.style = "Table Grid"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Đơn vị"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Số cây trồng mới"
    for place, text in (((1, 1), "2024"), ((1, 2), "2025"), ((2, 1), "1.200"), ((2, 2), "1.500")):
        table.cell(*place).text = text
    table.cell(2, 0).text = "Xã An Hòa và các trường học trên địa bàn"
    for at in range(1, 13):
        for text in (ITEM.format(n=at), MORE):
            line = document.add_paragraph(text)
            line.paragraph_format.first_line_indent = Cm(1.27)
            line.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return converted(plan(), tmp_path_factory.mktemp("pdf"), "pdf")


def refused(data: bytes) -> str:
    with pytest.raises(Problem) as problem:
        read_source(data)
    return problem.value.code


def test_a_printed_plan_comes_back_in_paragraphs(printed: bytes) -> None:
    source = read_source(printed)
    body = [block for block in source.blocks if isinstance(block, Paragraph) and block.place is Place.BODY]
    assert [block.text for block in body] == [
        "KẾ HOẠCH",
        "Trồng cây và chăm sóc cây xanh trên địa bàn huyện",
        *(text for at in range(1, 13) for text in (ITEM.format(n=at), MORE)),
    ]
    assert all(block.bold and block.centred for block in body[:2])
    assert not any(block.bold or block.centred for block in body[2:])


def test_tables_keep_their_merged_cells(printed: bytes) -> None:
    assert [block for block in read_source(printed).blocks if isinstance(block, Table)] == [TABLE]


def test_what_stands_on_every_page_is_read_once(printed: bytes) -> None:
    source = read_source(printed)
    assert [
        block.text for block in source.blocks if isinstance(block, Paragraph) and block.place is Place.FOOTER
    ] == ["Kế hoạch trồng cây"]
    assert source.pages == 3
    assert {repair.code: repair.count for repair in source.repairs}["repair.furniture"] == 6


def test_columns_of_a_letterhead_stay_apart() -> None:
    source = read_source(
        pdf(written((70, 800, "UBND X"), (330, 800, "ABC DEF"), (70, 780, "So: 1"), (330, 780, "Ngay 2")))
    )
    assert [block.text for block in source.blocks if isinstance(block, Paragraph)] == [
        "UBND X\tABC DEF",
        "So: 1\tNgay 2",
    ]


def test_a_table_that_goes_on_over_the_page_is_one() -> None:
    def page(*rows: str) -> bytes:
        heights = [700 - 20 * at for at in range(len(rows) + 1)]
        rules = "".join(f"50 {y} m 350 {y} l S " for y in heights)
        rules += "".join(f"{x} {heights[-1]} m {x} 700 l S " for x in (50, 200, 350))
        words = written(*((55, 685 - 20 * at, row) for at, row in enumerate(rows)))
        numbers = written(*((205, 685 - 20 * at, str(at)) for at, _ in enumerate(rows)))
        return rules.encode() + words + b" " + numbers

    source = read_source(pdf(page("Xa", "Mot", "Hai"), page("Ba", "Bon")))
    assert source.blocks == (
        Table(
            (
                *(Cell("Xa", 0, 0), Cell("0", 0, 1), Cell("Mot", 1, 0), Cell("1", 1, 1), Cell("Hai", 2, 0)),
                *(Cell("2", 2, 1), Cell("Ba", 3, 0), Cell("0", 3, 1), Cell("Bon", 4, 0), Cell("1", 4, 1)),
            ),
            page=1,
        ),
    )


def test_an_old_writing_is_known_by_its_letters() -> None:
    lines = ["Céng hoµ x· héi chñ nghÜa ViÖt Nam", "PhÊn ®Êu n¨m 2025 cã 85% hé gia ®×nh ®¹t chuÈn v¨n hãa"]
    source = read_source(pdf(written((70, 800, lines[0]), (70, 700, lines[1]))))
    assert [block.text for block in source.blocks if isinstance(block, Paragraph)] == [
        "Cộng hoà xã hội chủ nghĩa Việt Nam",
        "Phấn đấu năm 2025 có 85% hộ gia đình đạt chuẩn văn hóa",
    ]
    assert "repair.tcvn3" in {repair.code for repair in source.repairs}


GARBAGE = (
    "Quyet dinh.h ve vi?c tang ctrarng bOi dirOng gido vien cac truOng hoc tren dia ban huyen nam hoc m6i"
)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (scan(2), "source.no_text"),
        (pdf(written((50, 800, GARBAGE), (50, 780, GARBAGE))), "source.garbage"),
        (pdf(written((50, 800, "x")), encrypted=True), "source.encrypted"),
        (pdf(b""), "source.no_text"),
        (pdf(written((50, 800, "x")))[:80], "source.damaged"),
        (b"%PDF-1.7\n", "source.damaged"),
        (pdf(*(b"" for _ in range(501))), "source.too_long"),
    ],
)
def test_bad_files_are_refused_in_words(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_pages_that_are_scans_are_told() -> None:
    pages = [written((50, 800 - 90 * at, f"Trang {at} co chu trong trang")) for at in range(3)]
    import pypdfium2

    whole, part = pypdfium2.PdfDocument(pdf(*pages)), pypdfium2.PdfDocument(scan(1))
    whole.import_pages(part)
    out = io.BytesIO()
    whole.save(out)
    assert {repair.code: repair.count for repair in read_source(out.getvalue()).repairs} == {
        "repair.scanned_pages": 1
    }


# The most memory since the program began: what `getrusage` says also counts the tests' own before they started it.
MEASURE = """
import re, sys
from pathlib import Path
from tiendo.formats.text_in import read_source
source = read_source(open(sys.argv[1], 'rb').read())
most = re.search(r'VmHWM:\\s+(\\d+) kB', Path('/proc/self/status').read_text())
print(source.pages, len(source.blocks), int(most[1]) // 1024)
"""


def test_three_hundred_pages_need_little_memory(
    printed: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("long") / "long.pdf"
    file.write_bytes(repeated(printed, 100))
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(file)], check=True, capture_output=True, text=True
    )
    pages, blocks, megabytes = map(int, done.stdout.split())
    assert (pages, blocks > 2_000) == (300, True)
    assert megabytes < 300
