"""Workbooks come in as they are printed: tables, titles, figures; what is hidden is told, what could harm refused."""

from __future__ import annotations

import datetime as dt
import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
import xlsxwriter
from openpyxl import Workbook
from openpyxl.styles import Border, Side

from tests.formats.test_pictures import picture
from tiendo.core.errors import Problem
from tiendo.formats import xlsx_parts
from tiendo.formats.source_limits import Reading
from tiendo.formats.text_in import kind_of_source, read_source
from tiendo.formats.xlsx_numbers import printed
from tiendo.reading.blocks import Block, Cell, Paragraph, Table
from tiendo.reading.reader import read_document
from tiendo.reading.understood import Understood


def written(fill: Callable[[Any], None], **options: Any) -> bytes:
    """A workbook as xlsxwriter writes it."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    fill(book)
    book.close()
    return out.getvalue()


def rows(*rows: tuple[object, ...], name: str = "Phụ lục") -> bytes:
    """A workbook of one sheet with these cells; None stays empty."""
    return written(lambda book: fill(book.add_worksheet(name), rows))


def fill(sheet: Any, given: tuple[tuple[object, ...], ...], first: int = 0) -> None:
    for number, row in enumerate(given, start=first):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(number, column, value)


def saved(book: Workbook) -> bytes:
    """A workbook as openpyxl writes it: formulas without values."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(data: bytes, **parts: Callable[[bytes], bytes]) -> bytes:
    """A workbook with parts of its package changed; `sheet1`, `workbook` … name them by the end of their path."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as package,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in package.namelist():
            change = parts.get(name.rpartition("/")[2].partition(".")[0].strip("[]"))
            held = package.read(name)
            made.writestr(name, change(held) if change else held)
    return out.getvalue()


def added(data: bytes, name: str, held: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, held)
    return out.getvalue()


def blocks(data: bytes) -> tuple[Block, ...]:
    return read_source(data).blocks


def told(data: bytes) -> dict[str, int]:
    return {repair.code: repair.count for repair in read_source(data).repairs}


def refused(data: bytes, **asked: Any) -> str:
    with pytest.raises(Problem) as problem:
        read_source(data, "phụ lục.xlsx", **asked)
    return problem.value.code


def handed(read: Understood) -> list[tuple[str, str, int | None, Fraction, str]]:
    return [(one.measure, one.unit, one.year, one.value, one.counted_in) for one in read.allocations]


def units_in_rows(book: Any) -> None:
    sheet = book.add_worksheet("Phụ lục")
    share, grouped = book.add_format({"num_format": "0%"}), book.add_format({"num_format": "#,##0"})
    sheet.merge_range("A1:E1", "PHỤ LỤC 1")
    sheet.merge_range("A2:E2", "Phân bổ chỉ tiêu năm 2024")
    sheet.merge_range("A3:E3", "(Kèm theo Kế hoạch số 12-KH/ĐTN ngày 05/01/2024)")
    sheet.merge_range("A5:A6", "TT")
    sheet.merge_range("B5:B6", "Đơn vị")
    sheet.merge_range("C5:D5", "Nội dung giao")
    fill(sheet, ((None, None, "Hộ đạt chuẩn", "Trồng cây"),), first=5)
    for row, (unit, part, trees) in enumerate(
        (("Xã Bãi Dài", 0.29, 1200), ("Xã Gò Cao", 0.855, 12000)), start=6
    ):
        fill(sheet, ((row - 5, unit),), first=row)
        sheet.write(row, 2, part, share)
        sheet.write(row, 3, trees, grouped)
    sheet.write("B9", "Tổng cộng")
    sheet.write_formula("D9", "=SUM(D7:D8)", grouped, 13200)
    sheet.write("D11", "NGƯỜI LẬP BIỂU")


def test_units_in_rows_under_merged_headings() -> None:
    source = read_source(written(units_in_rows))
    assert (source.kind, source.repairs) == ("xlsx", ())
    assert source.blocks == (
        Paragraph("PHỤ LỤC 1"),
        Paragraph("Phân bổ chỉ tiêu năm 2024"),
        Paragraph("(Kèm theo Kế hoạch số 12-KH/ĐTN ngày 05/01/2024)"),
        Table(
            (
                Cell("TT", 0, 0, 2, 1),
                Cell("Đơn vị", 0, 1, 2, 1),
                Cell("Nội dung giao", 0, 2, 1, 2),
                Cell("Hộ đạt chuẩn", 1, 2),
                Cell("Trồng cây", 1, 3),
                Cell("1", 2, 0),
                Cell("Xã Bãi Dài", 2, 1),
                Cell("29%", 2, 2),
                Cell("1.200", 2, 3),
                Cell("2", 3, 0),
                Cell("Xã Gò Cao", 3, 1),
                Cell("85,5%", 3, 2),
                Cell("12.000", 3, 3),
                Cell("Tổng cộng", 4, 1),
                Cell("13.200", 4, 3),
            )
        ),
        Paragraph("NGƯỜI LẬP BIỂU"),
    )
    found = read_document(source)
    assert [one[1:] for one in handed(found)] == [
        ("Xã Bãi Dài", None, 29, "%"),
        ("Xã Bãi Dài", None, 1200, ""),
        ("Xã Gò Cao", None, Fraction(171, 2), "%"),
        ("Xã Gò Cao", None, 12000, ""),
    ]
    assert {one.period for one in found.allocations} == {"year:2024"}


def test_units_in_columns_under_a_merged_heading() -> None:
    def annex(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write("A1", "Phụ lục: giao chỉ tiêu năm 2025")
        sheet.merge_range("C3:D3", "Giao cho các xã")
        fill(sheet, (("TT", "Chỉ tiêu"),), first=2)
        fill(sheet, ((None, None, "Bãi Dài", "Gò Cao"), (1, "Kết nạp hội viên", 20, 30)), first=3)

    found = read_document(read_source(written(annex)))
    assert [(unit.split()[-1], value) for _, unit, _, value, _ in handed(found)] == [("Dài", 20), ("Cao", 30)]
    assert found.targets == ()
    assert not found.findings


@pytest.mark.parametrize("lines", [False, True])
def test_a_blank_form_gives_its_headings(lines: bool) -> None:
    def form(book: Any) -> None:
        sheet = book.add_worksheet()
        drawn = book.add_format({"border": 1}) if lines else None
        sheet.write("A1", "Biểu mẫu đăng ký chỉ tiêu")
        for row, names in enumerate(
            (("Đơn vị", "Số hội viên mới", "Năm 2025"), ("Xã Bãi Dài",), ("Xã Gò Cao",)), 2
        ):
            for column in range(3):
                if column < len(names):
                    sheet.write(row, column, names[column], drawn)
                elif lines:
                    sheet.write_blank(row, column, None, drawn)
        sheet.write("A6", "Ghi chú: gửi về trước ngày 15/11.")

    source = read_source(written(form))
    assert [type(block) for block in source.blocks] == [Paragraph, Table, Paragraph]
    found = read_document(source)
    one = found.candidates[0]
    assert (one.elements, one.units, one.periods) == (
        ("Số hội viên mới",),
        ("Xã Bãi Dài", "Xã Gò Cao"),
        ("Năm 2025",),
    )
    assert (found.targets, found.allocations) == ((), ())


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1200, "General", "1200"),
        (1200.0, "#,##0", "1.200"),
        (1234567.5, "#,##0.0", "1.234.567,5"),
        (12, "0.00", "12"),
        (2.5, "General", "2,5"),
        (0.1 + 0.2, "General", "0,3"),
        (12.345, "0", "12,345"),
        (1 / 3, "General", "0,333333333"),
        (250 / 3, "General", "83,33333333"),
        (250 / 3, "0.0", "83,3"),
        (0.85, "0%", "85%"),
        (0.29, "0%", "29%"),
        (0.0725, "0%", "7,25%"),
        (1 / 3, "0%", "33%"),
        (1.1, "0.00%", "110%"),
        (-1200, "#,##0;[Red]-#,##0", "-1.200"),
        (-0.00000001, "0.0", "0"),
        (0, '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', "0"),
        (1200, '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)', "1.200"),
        (20, '0 "cây"', "20 cây"),
        (2, '"Quý "0', "Quý 2"),
        (1500000, '#,##0,, "triệu đồng"', "1,5 triệu đồng"),
        (1500000, "#,##0\\ [$₫-42A]", "1.500.000 ₫"),
        (3, "00", "03"),
        (5, "@", "5"),
        (1e300, "General", "1e+300"),
        (True, "General", "TRUE"),
        ("1.200 cây", "0%", "1.200 cây"),
        (None, "0%", ""),
        (dt.datetime(2024, 12, 5, tzinfo=dt.UTC), "dd/mm/yyyy", "05/12/2024"),
        (dt.datetime(2024, 12, 5, tzinfo=dt.UTC), "mm-dd-yy", "05/12/2024"),
        (dt.datetime(2024, 12, 1, tzinfo=dt.UTC), "mm/yyyy", "12/2024"),
        (dt.datetime(2024, 1, 1, tzinfo=dt.UTC), "yyyy", "2024"),
        (dt.datetime(2024, 1, 1, tzinfo=dt.UTC), '"Năm" yyyy', "2024"),
        (dt.datetime(2024, 12, 5, 7, 30, tzinfo=dt.UTC), "dd/mm/yyyy hh:mm", "05/12/2024 07:30"),
        (dt.datetime(2024, 12, 5, 7, 30, tzinfo=dt.UTC), "h:mm", "07:30"),
        (dt.time(7, 30), "h:mm", "07:30"),
        (dt.timedelta(hours=30), "[h]:mm", "30:00"),
    ],
)
def test_a_cell_prints_what_excel_prints(value: Any, code: str, text: str) -> None:
    assert printed(value, code) == text


def test_days_and_truths_in_a_file() -> None:
    def days(book: Any, serial: int) -> None:
        sheet = book.add_worksheet()
        fill(sheet, (("Đơn vị", "Hạn", "Đạt"), ("Xã Gò Cao",)))
        sheet.write_number("B2", serial, book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_boolean("C2", True)

    for since_1904, serial in ((False, 45_976), (True, 44_514)):
        table = blocks(written(lambda book, day=serial: days(book, day), date_1904=since_1904))[0]
        assert isinstance(table, Table)
        assert [cell.text for cell in table.cells[3:]] == ["Xã Gò Cao", "15/11/2025", "TRUE"]


def test_tables_and_lines_of_a_sheet_in_their_order() -> None:
    data = rows(
        ("TỈNH ĐOÀN AN BÌNH", None, None, "Biểu số 01"),
        ("PHỤ LỤC",),
        ("TT", "Đơn vị", "Số cây"),
        (1, "Xã Gò Cao", 10),
        (
            "I",
            "Khối trường",
        ),
        (2, "Trường Gò Cao", 5),
        (None, "Ghi chú: cây bóng mát."),
        (),
        ("Đơn vị", "Số buổi"),
        ("Xã Bãi Dài", 2),
        (),
        (None, "TM. BAN THƯỜNG VỤ"),
    )
    found = blocks(data)
    assert [block.text if isinstance(block, Paragraph) else len(block.cells) for block in found] == [
        2, "PHỤ LỤC", 11, "Ghi chú: cây bóng mát.", 4, "TM. BAN THƯỜNG VỤ",
    ]  # fmt: skip
    last = found[4]
    assert isinstance(last, Table)
    assert last.cells[0] == Cell("Đơn vị", 0, 0)


def test_lines_around_cells_tell_where_a_table_ends() -> None:
    book = Workbook()
    sheet = book.active
    thin = Side(style="thin")
    for row in (
        ("Biểu", "số 1"),
        ("Chỉ tiêu", "Số cây"),
        ("Trồng cây", 10),
        ("Trồng rừng", None),
        ("Lập biểu", "Duyệt"),
    ):
        sheet.append(row)
    for row in sheet["A2:B4"]:
        for cell in row:
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
    found = blocks(saved(book))
    assert [[cell.text for cell in block.cells] for block in found if isinstance(block, Table)] == [
        ["Biểu", "số 1", "Chỉ tiêu", "Số cây", "Trồng cây", "10", "Trồng rừng"],
        ["Lập biểu", "Duyệt"],
    ]


def test_a_sheet_without_a_title_is_headed_by_its_name() -> None:
    def sheets(book: Any) -> None:
        for name, title in (("Trồng cây", None), ("Hội viên", "PHỤ LỤC 2"), ("Sheet3", "")):
            sheet = book.add_worksheet(name)
            if title != "":
                fill(sheet, ((title,), ("Đơn vị", "Số"), ("Xã Gò Cao", 10)))

    told_lines = [block.text for block in blocks(written(sheets)) if isinstance(block, Paragraph)]
    assert told_lines == ["Trồng cây", "PHỤ LỤC 2"]
    assert [type(block) for block in blocks(rows(("Đơn vị", "Số"), ("Xã Gò Cao", 10)))] == [Table]


def test_hidden_sheets_rows_and_columns_are_told_and_not_read() -> None:
    def hidden(book: Any) -> None:
        shown = book.add_worksheet("Phụ lục")
        fill(
            shown,
            (
                ("Đơn vị", "nháp", "Số cây"),
                ("Xã Bãi Dài", "x", 10),
                ("Xã Ẩn", "x", 99),
                ("Xã Gò Cao", "x", 20),
            ),
        )
        shown.set_column(1, 1, None, None, {"hidden": True})
        shown.set_column(7, 9, None, None, {"hidden": True})
        shown.set_row(2, None, None, {"hidden": True})
        shown.set_row(40, None, None, {"hidden": True})
        for name in ("Ẩn", "Ẩn kỹ"):
            sheet = book.add_worksheet(name)
            sheet.write("A1", "không ai thấy")
            sheet.very_hidden() if name == "Ẩn kỹ" else sheet.hide()

    data = written(hidden)
    assert blocks(data) == (
        Table(
            (
                Cell("Đơn vị", 0, 0),
                Cell("Số cây", 0, 1),
                Cell("Xã Bãi Dài", 1, 0),
                Cell("10", 1, 1),
                Cell("Xã Gò Cao", 2, 0),
                Cell("20", 2, 1),
            )
        ),
    )
    assert told(data) == {"repair.hidden_cells": 2, "repair.hidden_sheets": 2}


def test_a_merged_cell_that_is_partly_hidden_shows_in_the_rest() -> None:
    def merged(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:A3", "Xã Gò Cao")
        fill(sheet, ((None, "Số cây", 1), (None, "Số buổi", 2), (None, "Số lớp", 3)))
        sheet.set_row(0, None, None, {"hidden": True})

    table = blocks(written(merged))[0]
    assert isinstance(table, Table)
    assert table.cells[:2] == (Cell("Xã Gò Cao", 0, 0, 2, 1), Cell("Số buổi", 0, 1))
    assert told(written(merged)) == {"repair.hidden_cells": 1}


def test_what_lies_under_a_merged_cell_is_not_seen() -> None:
    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'
    data = changed(
        rows(("Đơn vị", "cũ", "Số"), ("Xã Gò Cao", None, 5)),
        sheet1=lambda held: held.replace(b"</sheetData>", merge),
    )
    assert blocks(data) == (
        Table((Cell("Đơn vị", 0, 0, 1, 2), Cell("Số", 0, 2), Cell("Xã Gò Cao", 1, 0), Cell("5", 1, 2))),
    )


def test_formulas_without_a_value_are_told_and_left_empty() -> None:
    book = Workbook()
    book.active.title = "Giao"
    for row in (("Đơn vị", "Số cây"), ("Xã Bãi Dài", 10), ("Xã Gò Cao", "=B2*2")):
        book.active.append(row)
    source = read_source(saved(book))
    assert [(one.code, one.count, one.details) for one in source.repairs] == [
        ("repair.no_value", 1, {"example": "Giao!B3"})
    ]
    table = source.blocks[0]
    assert isinstance(table, Table)
    assert table.cells[-2:] == (Cell("Xã Gò Cao", 2, 0), Cell("", 2, 1))


def test_a_nought_to_be_calculated_on_opening_is_no_value() -> None:
    def formulas(book: Any) -> None:
        sheet = book.add_worksheet("Giao")
        fill(sheet, (("Đơn vị", "Số cây"), ("Xã Gò Cao",), ("Xã Bãi Dài",)))
        sheet.write_formula("B2", "=SUM(C1:C9)")
        sheet.write_formula("B3", "=SUM(D1:D9)", None, 7)

    assert told(written(formulas)) == {"repair.no_value": 1}
    table = blocks(written(formulas))[0]
    assert isinstance(table, Table)
    assert [cell.text for cell in table.cells] == ["Đơn vị", "Số cây", "Xã Gò Cao", "", "Xã Bãi Dài", "7"]


def test_texts_of_several_looks_and_lines() -> None:
    def looks(book: Any) -> None:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        sheet.write_rich_string("A1", "Giao chỉ tiêu ", bold, "năm 2025", "\ncho các xã")
        fill(sheet, (("Đơn vị\n(xã)", "Số cây_x000D_ mới"), ("Xã Gò Cao", "=1")), first=2)

    found = blocks(written(looks, strings_to_formulas=False))
    assert found[:2] == (Paragraph("Giao chỉ tiêu năm 2025"), Paragraph("cho các xã"))
    assert isinstance(found[2], Table)
    assert [cell.text for cell in found[2].cells] == ["Đơn vị\n(xã)", "Số cây\n mới", "Xã Gò Cao", "=1"]


def test_the_strict_form_is_read_alike() -> None:
    def strict(held: bytes) -> bytes:
        held = held.replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        return held.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        )

    data = written(units_in_rows)
    names = ("sheet1", "workbook", "styles", "sharedStrings", "")
    assert blocks(changed(data, **dict.fromkeys(names, strict))) == blocks(data)


def test_macros_are_said_and_not_read() -> None:
    main = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    macro = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    data = changed(
        rows(("Đơn vị", "Số"), ("Xã Gò Cao", 5)), Content_Types=lambda held: held.replace(main, macro)
    )
    data = added(data, "xl/vbaProject.bin", b"\x00" * 64)
    assert kind_of_source(data) == "xlsx"
    assert told(data) == {"repair.macros": 1}


DTD = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


def with_dtd(held: bytes) -> bytes:
    head, found, rest = held.partition(b"?>")
    return head + found + DTD + rest if found else DTD + held


@pytest.mark.parametrize("part", ["sheet1", "sharedStrings", "styles", "workbook", "Content_Types", ""])
def test_no_part_that_is_looked_at_may_hold_entities(part: str) -> None:
    data = rows(("Đơn vị", "Số"), ("Xã Gò Cao", 5))
    assert refused(changed(data, **{part: with_dtd})) == "source.entities"
    utf16 = changed(data, **{part: lambda held: with_dtd(held.partition(b"?>")[2]).decode().encode("utf-16")})
    assert refused(utf16) == "source.entities"


def binary(data: bytes) -> bytes:
    main = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return changed(
        data,
        Content_Types=lambda held: held.replace(
            main, b"application/vnd.ms-excel.sheet.binary.macroEnabled.main"
        ),
    )


ANNEX = rows(("Đơn vị", "Số"), ("Xã Gò Cao", 5))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (ANNEX[:-40], "source.damaged"),
        (changed(ANNEX, sheet1=lambda held: held[:-20]), "source.damaged"),
        (changed(ANNEX, sheet1=lambda held: held.replace(b'r="A1"', b'r="1A"')), "source.damaged"),
        (changed(ANNEX, sheet1=lambda held: held.replace(b't="s"><v>0', b't="s"><v>99')), "source.damaged"),
        (changed(ANNEX, sheet1=lambda held: held.replace(b't="s"><v>0', b't="s"><v>x')), "source.damaged"),
        (changed(ANNEX, sheet1=lambda held: held.replace(b'<row r="2"', b'<row r="-2"')), "source.damaged"),
        (changed(ANNEX, sheet1=lambda held: held.replace(b'r="B1"', b'r="XFD1"')), "source.far_cell"),
        (rows(()), "source.no_words"),
        (rows(("-", "…"), ("*", None)), "source.no_words"),
        (added(rows(()), "xl/media/image1.png", picture("PNG")), "source.no_text"),
        (added(ANNEX, "xl/media/a.bin", bytes(30 * 2**20)), "source.bomb"),
        (binary(ANNEX), "source.sheet"),
        (OLE + bytes(600) + "Workbook\0".encode("utf-16-le"), "source.sheet"),
        (OLE + bytes(600) + "Book\0".encode("utf-16-le"), "source.sheet"),
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "source.encrypted"),
    ],
)  # fmt: skip
def test_bad_files_are_refused_in_words(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_a_part_locked_by_a_password_is_refused() -> None:
    data = bytearray(ANNEX)
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    assert refused(bytes(data)) == "source.encrypted"


def test_a_sheet_that_claims_all_rows_and_columns_is_read_as_what_it_holds() -> None:
    empty = b"".join(
        b'<row r="%d"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>' % (n, n, n) for n in range(3, 20_000)
    )
    last = b'<row r="1048576" hidden="1"><c r="XFD1048576" s="1"/></row></sheetData>'
    merges = b'<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="A2:A1048576"/></mergeCells>'
    data = changed(
        written(lambda book: fill(book.add_worksheet(), (("Đơn vị", "Số"), ("Xã Gò Cao", 5)))),
        sheet1=lambda held: (
            held.replace(b"</sheetData>", empty + last + merges)
            .replace(b'<dimension ref="A1:B2"/>', b'<dimension ref="A1:XFD1048576"/>')
            .replace(b"<sheetData>", b'<cols><col min="3" max="16384" hidden="1"/></cols><sheetData>')
        ),
    )
    began = time.process_time()
    assert blocks(data) == (Paragraph("Đơn vị"),)
    assert time.process_time() - began < 20
    tracemalloc.start()
    blocks(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 60 * 2**20


def test_cells_that_are_read_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (xlsx_parts.MOST_ROWS, xlsx_parts.MOST_COLUMNS, xlsx_parts.MOST_CELLS) == (50_000, 1_000, 200_000)
    monkeypatch.setattr(xlsx_parts, "MOST_CELLS", 3)
    assert refused(ANNEX) == "source.too_much_text"


def test_time_is_bounded_and_a_person_may_stop() -> None:
    assert refused(ANNEX, reading=Reading(seconds=0)) == "source.time"
    assert refused(ANNEX, reading=Reading(stopped=lambda: True)) == "source.stopped"


def test_a_text_shared_by_many_cells_is_counted_as_often() -> None:
    long = "Xã Gò Cao " * 3000
    data = rows(*[(long, long) for _ in range(250)])
    assert refused(data) == "source.too_much_text"
