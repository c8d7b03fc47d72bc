"""Tables people take away right after a plan was read: as Excel and as Word, the same bytes for the same reading."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

from docx import Document

from tests.reading.made import ELEMENTS, LEVELS, PLAN, UNITS, read
from tiendo.formats.takeaways import Takeaway, as_read
from tiendo.formats.wording import Wording
from tiendo.reading.proposals import plan_questions, propose
from tiendo.reading.understood import Understood

TREES = ["đào", "mận", "quýt", "cam", "keo", "bạch đàn", "xoan", "lát hoa", "sấu", "bàng", "phượng", "sưa"]


def takeaway(understood: Understood, language: str = "vi") -> Takeaway:
    proposals = propose(understood, elements=ELEMENTS, levels=LEVELS, units=UNITS)
    return as_read(understood, proposals, plan_questions(understood), Wording(language), elements=ELEMENTS)


def tables(data: bytes) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in one.rows] for one in Document(BytesIO(data)).tables]


def sheets(data: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(data)) as file:
        return {name: file.read(name).decode() for name in file.namelist() if name.endswith(".xml")}


def test_the_table_of_targets_has_a_line_for_each() -> None:
    rows = tables(takeaway(read()).docx())[0]
    assert rows[0][:4] == ["STT", "Mục", "Chỉ tiêu", "Mức phải đạt"]
    assert [row[3] for row in rows[1:]] == ["40.000", "1.200", "90%", "100%", "100%"]
    assert rows[1][2:9] == [
        "Trồng mới cây xanh",
        "40.000",
        "cây",
        "cả nhiệm kỳ",
        "Cây xanh trồng mới",
        "Phát triển kinh tế, bảo vệ môi trường",
        "Trồng mới 40.000 cây xanh",
    ]
    assert rows[3][6] == "Hội viên được phổ biến pháp luật; Hội viên"


def test_tasks_and_duties_are_listed_with_who_is_charged() -> None:
    rows = tables(takeaway(read()).docx())[1]
    assert [row[0] for row in rows[1:]] == [
        "Nhiệm vụ, giải pháp",
        "1",
        "2",
        "Trách nhiệm tổ chức thực hiện",
        "3",
        "4",
    ]
    assert [(row[3], row[4]) for row in rows[5:]] == [
        ("Văn phòng Hội", "trước ngày 15/12/2021"),
        ("Hội phụ nữ các huyện", ""),
    ]


def test_what_is_not_clear_is_one_sentence_with_ways_effects_and_default() -> None:
    (rows,) = tables(takeaway(read()).open_points_docx())
    assert rows[1] == [
        "1",
        "“Trồng mới cây xanh”: 40.000 cây là của mỗi năm hay của cả nhiệm kỳ?",
        "– Cả nhiệm kỳ: tổng cộng 40.000 cây\n– Mỗi năm: mỗi năm 40.000 cây, 5 năm là 200.000 cây",
        "Cả nhiệm kỳ",
        "",
    ]
    assert rows[-1][2] == (
        "– Không: việc của Chi hội tính cho đơn vị cấp trên trực tiếp: tính 110 đơn vị\n"
        "– Có: mỗi đơn vị thuộc Chi hội phải tự đạt: tính 810 đơn vị"
    )


def test_equal_questions_are_one_row_that_names_its_targets() -> None:
    text = PLAN.replace("- Hàng năm giúp", "- Xây dựng 50 mô hình kinh tế.\n- Hàng năm giúp")
    (rows,) = tables(takeaway(read(text)).open_points_docx())
    assert rows[1][1:4] == [
        (
            "Con số là của mỗi năm hay của cả nhiệm kỳ?\n"
            "Liên quan 2 chỉ tiêu: "
            "II.1 Trồng mới cây xanh (tổng cộng 40.000 cây; mỗi năm 40.000 cây, 5 năm là 200.000 cây); "
            "II.2 Xây dựng mô hình kinh tế (tổng cộng 50 mô hình; mỗi năm 50 mô hình, 5 năm là 250 mô hình)"
        ),
        "– Cả nhiệm kỳ\n– Mỗi năm",
        "Cả nhiệm kỳ",
    ]


def test_many_open_points_of_a_few_kinds_take_one_page() -> None:
    lines = "".join(f"- Trồng mới {n}.000 cây {name}.\n" for n, name in enumerate(TREES, start=2))
    taken = takeaway(read(PLAN.replace("- Hàng năm giúp", f"{lines}- Hàng năm giúp")))
    (rows,) = tables(taken.open_points_docx())
    assert len(rows) - 1 <= 5
    assert sum(len(cell) for row in rows for cell in row) < 3_600  # letters a page of such a table holds


def test_the_workbook_holds_the_same_tables_and_numbers_as_numbers() -> None:
    found = sheets(takeaway(read()).xlsx())
    names = found["xl/workbook.xml"]
    assert all(
        name in names
        for name in ("Bảng chỉ tiêu", "Bảng phân công theo dõi", "Những điểm văn bản chưa nói rõ")
    )
    assert "<v>40000</v>" in found["xl/worksheets/sheet1.xml"]


def test_no_cell_is_a_formula() -> None:
    text = PLAN.replace("Trồng mới 40.000 cây xanh", '=HYPERLINK("x") trồng mới 40.000 cây xanh')
    found = sheets(takeaway(read(text)).xlsx())
    assert not any("<f>" in one for name, one in found.items() if "worksheets" in name)


def test_the_same_reading_gives_the_same_bytes() -> None:
    assert takeaway(read()).xlsx() == takeaway(read()).xlsx()
    assert takeaway(read()).docx() == takeaway(read()).docx()


def test_a_document_without_targets_gives_an_empty_table() -> None:
    empty = replace(read(), targets=(), tasks=(), duties=())
    rows = tables(takeaway(empty).docx())
    assert [len(table) for table in rows] == [1]
    assert takeaway(empty).xlsx()


def test_it_speaks_english() -> None:
    rows = tables(takeaway(read(), "en").docx())[0]
    assert rows[0][2:4] == ["Target", "To be reached"]
