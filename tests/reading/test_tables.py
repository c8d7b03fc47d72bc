"""Annexes: targets in rows, numbers handed to units either way round, yearly phasing, sums, blank forms."""

from __future__ import annotations

from fractions import Fraction

from tiendo.reading.blocks import Cell, Paragraph, Source, Table
from tiendo.reading.reader import read_document
from tiendo.reading.understood import Understood


def table(*rows: str) -> Table:
    """A table of rows with `|` between cells; `<` continues the cell at its left, an empty cell is none."""
    cells: list[Cell] = []
    for number, row in enumerate(rows):
        parts = [part.strip() for part in row.split("|")]
        for column, part in enumerate(parts):
            wide = 1
            while column + wide < len(parts) and parts[column + wide] == "<":
                wide += 1
            if part and part != "<":
                cells.append(Cell(part, number, column, 1, wide))
    return Table(tuple(cells))


def read(*rows: str, heading: str = "Phụ lục: giao chỉ tiêu") -> Understood:
    title = (Paragraph("KẾ HOẠCH"), Paragraph("Công tác năm 2025"), Paragraph(heading))
    return read_document(Source("docx", (*title, table(*rows))))


def handed(read: Understood) -> list[tuple[str, str, int | None, Fraction]]:
    return [(one.measure, one.unit, one.year, one.value) for one in read.allocations]


def test_rows_that_are_targets() -> None:
    found = read(
        "TT | Chỉ tiêu | ĐVT | Thực hiện 2024 | Kế hoạch",
        "1 | Cây trồng mới | cây | 900 | 1.200",
        "2 | Tỷ lệ hộ nghèo | % | 4,5 | dưới 3,5",
        "3 | Chi hội vững mạnh | % | 85 | 90",
    )
    told = [(one.measure, one.value, one.unit, one.comparator.value, one.kind.value) for one in found.targets]
    assert told == [
        ("Cây trồng mới", 1200, "cây", ">=", "cumulative_total"),
        ("Tỷ lệ hộ nghèo", Fraction(7, 2), "%", "<", "share_of_population"),
        ("Chi hội vững mạnh", 90, "%", ">=", "share_of_units"),
    ]
    assert {one.period for one in found.targets} == {"year:2025"}
    assert all(found.text[one.start : one.end] == one.quote for one in found.targets)


def test_units_in_rows_with_a_sum_that_is_wrong() -> None:
    found = read(
        "STT | Đơn vị | Kết nạp hội viên | Trồng cây",
        "1 | Xã Bãi Dài | 20 | 300",
        "2 | Xã Gò Cao | 30 | 200",
        " | Tổng cộng | 50 | 600",
    )
    assert handed(found) == [
        ("Kết nạp hội viên", "Xã Bãi Dài", None, 20),
        ("Trồng cây", "Xã Bãi Dài", None, 300),
        ("Kết nạp hội viên", "Xã Gò Cao", None, 30),
        ("Trồng cây", "Xã Gò Cao", None, 200),
    ]
    assert [one.code for one in found.findings] == ["reading.table_sum"]
    assert dict(found.findings[0].details)["sum"] == "500"


def test_units_in_columns_under_a_merged_heading() -> None:
    found = read(
        "TT | Chỉ tiêu | Giao cho các xã | < | Tổng số",
        " | | Bãi Dài | Gò Cao | ",
        "1 | Kết nạp hội viên | 20 | 30 | 50",
    )
    assert [(unit.split()[-1], value) for _, unit, _, value in handed(found)] == [("Dài", 20), ("Cao", 30)]
    assert [(one.value, one.rule) for one in found.targets] == [(50, "table")]
    assert not found.findings


def test_yearly_phasing() -> None:
    found = read(
        "TT | Nội dung chỉ tiêu | Cả giai đoạn | Năm 2024 | Năm 2025",
        "1 | Nhà văn hóa sửa chữa | 30 | 10 | 20",
    )
    assert handed(found) == [
        ("Nhà văn hóa sửa chữa", "", 2024, 10),
        ("Nhà văn hóa sửa chữa", "", 2025, 20),
    ]
    assert [one.value for one in found.targets] == [30]


def test_units_in_columns_with_years_below_them() -> None:
    found = read(
        "TT | Chỉ tiêu | Xã Bãi Dài | < | Xã Gò Cao | < | Tổng số | <",
        " | | 2024 | 2025 | 2024 | 2025 | 2024 | 2025",
        "1 | Kết nạp hội viên | 20 | 30 | 10 | 15 | 30 | 45",
    )
    assert handed(found) == [
        ("Kết nạp hội viên", "Xã Bãi Dài", 2024, 20),
        ("Kết nạp hội viên", "Xã Bãi Dài", 2025, 30),
        ("Kết nạp hội viên", "Xã Gò Cao", 2024, 10),
        ("Kết nạp hội viên", "Xã Gò Cao", 2025, 15),
    ]
    assert found.targets == ()


def test_units_in_rows_with_years_below_what_is_counted() -> None:
    found = read(
        "TT | Đoàn xã, phường | Trồng cây | < | <",
        " | | 2024 | 2025 | Cộng",
        "1 | Bãi Dài | 20 | 30 | 50",
        "2 | Gò Cao | 10 | 15 | 25",
        heading="Phụ lục: phân bổ chỉ tiêu giai đoạn 2024 - 2025",
    )
    assert handed(found) == [
        ("Trồng cây", "Bãi Dài", 2024, 20),
        ("Trồng cây", "Bãi Dài", 2025, 30),
        ("Trồng cây", "Gò Cao", 2024, 10),
        ("Trồng cây", "Gò Cao", 2025, 15),
    ]


def test_the_time_a_number_is_handed_down_for() -> None:
    rows = ("Đơn vị | Số cây | Số buổi mỗi năm", "Xã Gò Cao | 10 | 2")
    for heading, periods in (
        ("Phụ lục: giao chỉ tiêu", ["year:2025", "annual"]),
        ("Phụ lục: giao chỉ tiêu năm 2026", ["year:2026", "annual"]),
        ("Phụ lục: giao chỉ tiêu giai đoạn 2026 - 2030", ["term", "annual"]),
    ):
        assert [one.period for one in read(*rows, heading=heading).allocations] == periods


def test_a_line_in_brackets_between_heading_and_table_hides_no_time() -> None:
    source = Source(
        "docx",
        (
            Paragraph("KẾ HOẠCH"),
            Paragraph("Công tác năm 2025"),
            Paragraph("PHỤ LỤC GIAO CHỈ TIÊU NĂM 2026"),
            Paragraph("(Kèm theo Kế hoạch số 12-KH/ĐTN ngày 05 tháng 01 năm 2025)"),
            table("Đơn vị | Số cây", "Xã Gò Cao | 10"),
        ),
    )
    assert [one.period for one in read_document(source).allocations] == ["year:2026"]


def test_a_unit_that_occurs_twice_is_asked_about() -> None:
    found = read("Đơn vị | Số cây", "Xã Gò Cao | 10", "xã Go Cao | 20")
    assert [one.code for one in found.findings] == ["reading.unit_twice"]


def test_rows_of_one_name_are_two_units() -> None:
    found = read("Đơn vị | Số cây | Số buổi", "Tân Hòa | 10 | 1", "Gò Cao | 5 | 2", "Tân Hòa | 20 | 3")
    assert [(one.unit, one.again, one.value) for one in found.allocations] == [
        ("Tân Hòa", 0, 10), ("Tân Hòa", 0, 1), ("Gò Cao", 0, 5), ("Gò Cao", 0, 2),
        ("Tân Hòa", 1, 20), ("Tân Hòa", 1, 3),
    ]  # fmt: skip
    columns = read("Chỉ tiêu | Tân Hòa | Gò Cao | Tân Hòa", "Trồng cây | 10 | 5 | 20")
    assert [(one.unit, one.again, one.value) for one in columns.allocations] == [
        ("Tân Hòa", 0, 10), ("Gò Cao", 0, 5), ("Tân Hòa", 1, 20),
    ]  # fmt: skip


def test_a_cell_that_is_no_number_is_told() -> None:
    found = read("Đơn vị | Số cây | Số buổi", "Gò Cao | hai nghìn | 1", "Bãi Dài | – | x", "Cồn | 7 | ")
    assert [(one.unit, one.value) for one in found.allocations] == [("Gò Cao", 1), ("Cồn", 7)]
    told = [
        (one.code, *(dict(one.details)[name] for name in ("said", "row", "column"))) for one in found.findings
    ]
    assert told == [
        ("reading.cell_unread", "hai nghìn", "Gò Cao", "Số cây"),
        ("reading.cell_unread", "x", "Bãi Dài", "Số buổi"),
    ]


def test_a_blank_form_gives_its_headings() -> None:
    found = read("STT | Đơn vị | Số hội viên mới | Số cây trồng", "1 | Xã Bãi Dài | | ", "2 | Xã Gò Cao | | ")
    one = found.candidates[0]
    assert (one.elements, one.units) == (("Số hội viên mới", "Số cây trồng"), ("Xã Bãi Dài", "Xã Gò Cao"))


def test_a_document_may_begin_with_its_table() -> None:
    form = read_document(
        Source("xlsx", (table("TT | Đơn vị | Số hội viên", "1 | Gò Cao | ", "2 | Bãi Dài | "),))
    )
    assert [(one.elements, one.units) for one in form.candidates] == [
        (("Số hội viên",), ("Gò Cao", "Bãi Dài"))
    ]
    annex = read_document(Source("xlsx", (table("TT | Đơn vị | Giao chỉ tiêu trồng cây", "1 | Gò Cao | 5"),)))
    assert handed(annex) == [("Giao chỉ tiêu trồng cây", "Gò Cao", None, 5)]
    assert annex.head.subject == ""


def test_a_table_of_dates_and_money_promises_nothing() -> None:
    found = read(
        "TT | Nội dung | Thời gian | Kinh phí",
        "1 | Hội nghị triển khai | 20/4/2025 | 15.000.000",
        heading="Tiến độ công việc",
    )
    assert (found.targets, found.allocations) == ((), ())


def test_years_without_a_total_are_targets_themselves() -> None:
    found = read(
        "TT | Chỉ tiêu | ĐVT | TH 2023 | 2024 | 2025",
        "1 | Trạm y tế có bác sĩ | trạm | 9 | 10 | 11",
        "2 | Tỷ lệ trẻ em suy dinh dưỡng | % | 21,0 | 20,2 | dưới 19",
    )
    told = [(one.value, one.unit, one.comparator.value, one.period) for one in found.targets]
    assert told == [
        (10, "trạm", ">=", "year:2024"),
        (11, "trạm", ">=", "year:2025"),
        (19, "%", "<", "by:2025"),
    ]
    assert [year for _, _, year, _ in handed(found)] == [2024, 2025, 2024, 2025]


def test_the_sum_under_units_is_a_target() -> None:
    found = read(
        "STT | Đơn vị | Số người được khám | Số buổi truyền thông",
        "1 | Xã Bãi Dài | 420 | 12",
        "2 | Xã Gò Cao | 380 | 24",
        " | Cộng | 800 | 36",
        heading="Phụ lục: giao chỉ tiêu năm 2026",
    )
    told = [(one.measure, one.value, one.unit, one.period) for one in found.targets]
    assert told == [
        ("Số người được khám", 800, "người", "year:2026"),
        ("Số buổi truyền thông", 36, "buổi", "year:2026"),
    ]
    assert all(found.text[one.start : one.end] == one.quote for one in found.targets)


def test_a_sum_over_units_that_the_words_promise_already_is_no_target_more() -> None:
    words = (
        "KẾ HOẠCH",
        "Công tác năm 2025",
        "I. CHỈ TIÊU",
        "1. Kết nạp 50 hội viên mới.",
        "2. Trồng 500 cây.",
    )
    rows = (
        "STT | Đơn vị | Kết nạp hội viên mới | Số ghế đá",
        "1 | Xã Bãi Dài | 20 | 1",
        "2 | Xã Gò Cao | 30 | 499",
    )
    annex = (Paragraph("Phụ lục: giao chỉ tiêu"), table(*rows, " | Tổng cộng | 50 | 500"))
    found = read_document(Source("docx", (*map(Paragraph, words), *annex)))
    # 500 stone benches are not the 500 trees.
    assert [(one.id, one.value, one.measure) for one in found.targets[2:]] == [("T03", 500, "Số ghế đá")]
    assert len(found.targets) == 3
    assert len(handed(found)) == 4
