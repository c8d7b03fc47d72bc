"""The printed report, measured line by line against the form of documents the organisation prescribes."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from tests.services import stage
from tests.services.test_progress import PLAN, adopt
from tiendo.core.access import SYSTEM
from tiendo.demo.organisation import letterheads
from tiendo.formats.docx_out import report_docx
from tiendo.services import catalogue, plans, progress, units
from tiendo.services.reporting import ReportMade, plan_paper_of, report_of

pytestmark = pytest.mark.usefixtures("organisation")

CENTRE, RIGHT, JUSTIFIED = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


def made(unit: str = "P", **more: Any) -> ReportMade:
    adopt()
    catalogue.set_report_template(template=letterheads(), **stage.asked())
    stage.add(stage.told(trees=300), stage.told("WA", "2024-04-02", trees=50))
    stage.send()
    stage.send("WA", "2024-04")
    return report_of(actor=SYSTEM, unit=unit, period="2024-Q2", now=stage.NOW, **more)


def printed(one: ReportMade) -> Any:
    return Document(BytesIO(report_docx(one.report)))


def look(paragraph: Any) -> tuple[float, bool, bool, bool]:
    """Size in points, bold, italic, underlined of a paragraph of one run."""
    (run,) = paragraph.runs
    return run.font.size.pt, bool(run.bold), bool(run.italic), bool(run.underline)


def test_the_sheet() -> None:
    document = printed(made())
    first, second, third = document.sections
    assert (round(first.page_width.mm), round(first.page_height.mm)) == (210, 297)
    margins = (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)
    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 20]
    assert second.orientation == WD_ORIENT.LANDSCAPE
    assert (round(second.page_width.mm), round(second.page_height.mm)) == (297, 210)
    assert third.orientation == WD_ORIENT.PORTRAIT
    assert first.different_first_page_header_footer
    number = first.header.paragraphs[0]
    assert number.alignment == CENTRE
    assert number.runs[0].font.size == Pt(13)
    assert "PAGE" in number._p.xml
    assert [one._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for one in (second, third)] == ["1", "1"]
    style = document.styles["Normal"]
    assert (style.font.name, style.font.size) == ("Times New Roman", Pt(14))
    assert style.element.rPr.find(qn("w:lang")).get(qn("w:val")) == "vi-VN"


def test_the_letterhead_of_the_highest_unit() -> None:
    (left, right), (numbered, placed) = (row.cells for row in printed(made()).tables[0].rows)
    issuer, stars = left.paragraphs
    (number,), (heading,), (place,) = (cell.paragraphs for cell in (numbered, right, placed))
    assert (issuer.text, look(issuer)) == ("TỈNH", (14, True, False, False))
    assert (stars.text, stars.alignment) == ("***", CENTRE)
    assert (number.text, look(number)) == ("Số:       -BC/TĐTN-VP", (14, False, False, False))
    assert (heading.text, look(heading)) == ("ĐOÀN TNCS HỒ CHÍ MINH", (15, True, False, True))
    assert (look(place), place.alignment) == ((13, False, True, False), RIGHT)
    assert re.fullmatch(r"Tỉnh, ngày +tháng +năm +", place.text)


def test_the_letterhead_further_down_names_who_is_above() -> None:
    signed = made("EA").report.signed("07", date(2024, 2, 5))
    head, below = Document(BytesIO(report_docx(signed))).tables[0].rows
    superior, issuer, _ = head.cells[0].paragraphs
    assert (superior.text, look(superior)) == ("ĐÔNG", (14, False, False, False))
    assert issuer.text == "ĐÔNG A"
    number, day = (cell.paragraphs[0] for cell in below.cells)  # one row: level, however long the names are
    assert number.text == "Số: 07-BC/ĐTN"
    # days under 10 and the months January and February are written with a zero
    assert day.text == "Đông A, ngày 05 tháng 02 năm 2024"


def test_title_body_and_signature() -> None:
    document = printed(made())
    lines = {paragraph.text: paragraph for paragraph in document.paragraphs}
    kind = lines["BÁO CÁO"]
    assert (look(kind), kind.alignment) == ((16, True, False, False), CENTRE)
    subject = lines["Kế hoạch"]
    assert (look(subject), subject.alignment) == ((14, True, False, False), CENTRE)
    assert lines["-------"].alignment == CENTRE
    heading = lines["I. KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU"]
    assert look(heading) == (14, True, False, False)
    body = next(one for text, one in lines.items() if text.startswith("- Cây"))
    format_ = body.paragraph_format
    assert (look(body), body.alignment) == ((14, False, False, False), JUSTIFIED)
    assert (format_.first_line_indent, format_.space_after) == (Cm(1.27), Pt(6))
    assert 1 <= format_.line_spacing <= 1.2
    left, right = document.tables[1].rows[0].cells
    assert (left.paragraphs[0].text, look(left.paragraphs[0])) == ("Nơi nhận:", (13, True, False, False))
    assert {look(one)[0] for one in left.paragraphs[1:]} == {11}
    names = [one.text for one in left.paragraphs[1:]]
    assert all(name.startswith("- ") for name in names)
    assert all(name.endswith(";") for name in names[:-1])
    assert names[-1] == "- Lưu Văn phòng."
    power, title = right.paragraphs[:2]
    assert (power.text, look(power)) == ("TM. BAN THƯỜNG VỤ", (14, True, False, False))
    assert (title.text, look(title)) == ("BÍ THƯ", (14, False, False, False))
    assert (power.alignment, title.alignment) == (CENTRE, CENTRE)
    (head,) = [one for text, one in lines.items() if text.startswith("Số liệu lấy từ sổ")]
    assert look(head) == (8, False, True, False)


def test_a_row_is_not_broken_and_headings_come_again() -> None:
    table = printed(made()).tables[2]
    assert [cell.text for cell in table.rows[0].cells] == [
        "TT", "Chỉ tiêu", "Đơn vị tính", "Giao", "Kết quả kỳ", "Lũy kế", "Trong đó đã xác nhận",
        "Tỷ lệ %", "Đánh giá", "Ghi chú",
    ]  # fmt: skip
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_figures_are_those_of_every_other_surface() -> None:
    one = made()
    told = progress.progress_of(actor=SYSTEM, unit="P", as_of=one.as_of, now=stage.NOW)
    shown = {target["id"]: target["shown"] for target in told["targets"]}
    cited = {(figure.target, figure.what): figure.shown for figure in one.report.figures()}
    for key, target in shown.items():
        assert cited.get((key, "so_far")) == target["value"]
        assert cited.get((key, "goal")) == {"RATE": "trên 50%"}.get(key, target["goal"])
        assert cited.get((key, "attainment")) == target["attainment"]
    # 50 trees in April; the 300 of March lie before the quarter
    assert cited["TREES", "period"] == "50"
    text = "\n".join(paragraph.text for paragraph in printed(one).paragraphs)
    assert "- Cây: trong kỳ 50; lũy kế 350/1.000, đạt 35%." in text


def test_the_same_event_gives_the_same_report_word_for_word() -> None:
    first = made()
    again = report_of(actor=SYSTEM, unit="P", period="2024-Q2", now=stage.NOW)
    assert first.report.sha256 == again.report.sha256
    assert report_docx(first.report)


def test_nothing_of_who_wrote_it_is_in_the_file() -> None:
    properties = printed(made()).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.title.startswith("BÁO CÁO")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
@pytest.mark.engines("sqlite")
def test_another_program_opens_it(tmp_path: Path) -> None:
    file = tmp_path / "report.docx"
    file.write_bytes(report_docx(made().report))
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")


def test_an_adopted_plan_is_a_paper_of_its_own() -> None:
    adopt()
    catalogue.set_report_template(template=letterheads(), **stage.asked())
    paper = plan_paper_of(actor=SYSTEM, plan=None, now=stage.NOW)
    document = Document(BytesIO(report_docx(paper)))
    assert document.tables[0].rows[1].cells[0].text.endswith("-KH/TĐTN-VP")
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines.index("KẾ HOẠCH") < lines.index("II. CHỈ TIÊU") < lines.index("- Điều 1")
    assert len(document.tables) == 2  # letterhead and signature: a plan has no annex here
    # it is signed and sent out as a plan, and holds no figures whose source would have to be told
    left, right = document.tables[1].rows[0].cells
    assert [one.text for one in right.paragraphs[:2]] == ["TM. BAN CHẤP HÀNH", "BÍ THƯ"]
    assert "- Các huyện, thành đoàn, đoàn trực thuộc (để t/h);" in [one.text for one in left.paragraphs]
    assert paper.head == ""
    assert not any("sự kiện số" in line for line in lines)


def test_a_plan_tells_what_it_rests_on() -> None:
    head = {**PLAN["plan"], "bases": ["Căn cứ Nghị quyết A;", "Căn cứ Nghị quyết B"]}
    plans.adopt_plan(unit="P", document={**PLAN, "plan": head}, **stage.asked())
    paper = plan_paper_of(actor=SYSTEM, plan=None, now=stage.NOW)
    assert paper.bases == ("Căn cứ Nghị quyết A;", "Căn cứ Nghị quyết B,")


def test_bases_stand_before_the_text_one_a_line_and_upright() -> None:
    given = {"plan": "P1", "target": "TREES", "unit": "EA", "paper": "số 9-QĐ/X", "day": "2024-02-01"}
    made("EA")
    plans.set_allocation(year=2024, amount="400", **given, **stage.asked())
    document = printed(report_of(actor=SYSTEM, unit="EA", period="2024-Q2", now=stage.NOW))
    lines = {paragraph.text: paragraph for paragraph in document.paragraphs}
    first, last = "Căn cứ Kế hoạch;", "Căn cứ văn bản giao chỉ tiêu số 9-QĐ/X, ngày 01/02/2024,"
    texts = list(lines)
    assert texts.index(last) == texts.index(first) + 1
    assert texts[texts.index(last) + 1].startswith("Đông A báo cáo tiến độ thực hiện quý 2/2024")
    for text in (first, last):
        assert look(lines[text]) == (14, False, False, False)
        assert lines[text].alignment == JUSTIFIED
        assert lines[text].paragraph_format.first_line_indent == Cm(1.27)


def test_what_is_accepted_stands_beside_what_is_reported() -> None:
    adopt()
    stage.add(stage.told(trees=300), stage.told("WA", "2024-04-02", trees=50))
    stage.send()
    stage.send("WA", "2024-04")
    stage.accept()
    report = report_of(actor=SYSTEM, unit="P", period="2024-Q2", now=stage.NOW).report
    titles = [column.title for column in report.annexes[0].columns]
    trees = next(row for row in report.annexes[0].rows if not row.group)
    told = {title: getattr(cell, "shown", cell) for title, cell in zip(titles, trees.cells, strict=True)}
    assert (told["Lũy kế"], told["Trong đó đã xác nhận"], told["Kết quả kỳ"]) == ("350", "300", "50")


def test_sides_and_counts_are_cited_like_every_figure() -> None:
    one = made()
    of_share = {figure.what: figure.shown for figure in one.report.figures() if figure.target == "SHARE"}
    assert (of_share["numerator"], of_share["denominator"], of_share["so_far"]) == ("1", "3", "33,3%")
    counts = [(c.what, c.shown, c.unit) for c in one.report.figures() if not c.target]
    # in the text: 3 targets, and the reports of the two districts; in the annex: each district by its code
    assert [one[:2] for one in counts if not one[2]][:5] == [
        ("targets", "3"), ("met", "0"), ("late", "0"), ("running", "2"), ("other", "1"),
    ]  # fmt: skip
    assert {code for _, _, code in counts} == {"", "E", "W"}
    for paragraph in (p for section in one.report.sections for p in section.paragraphs):
        words = "".join(piece for piece in paragraph.pieces if isinstance(piece, str))
        assert not re.search(r"\d", words.replace("Xã có 100 cây", "").replace("01/06/2024", ""))


def test_a_heading_never_stands_at_a_pages_end() -> None:
    """LibreOffice keeps a heading with what follows it only in a file that does not begin with a table."""
    document = printed(made())
    first = Paragraph(document.element.body[0], document)
    spacing = first.paragraph_format
    assert (first.text, spacing.line_spacing_rule, spacing.line_spacing) == (
        "",
        WD_LINE_SPACING.EXACTLY,
        Pt(1),
    )
    titles = [section.title for section in made().report.sections]
    headings = [one for one in document.paragraphs if one.text in titles]
    assert len(headings) == len(titles)
    assert all(one.paragraph_format.keep_with_next for one in headings)


def test_a_signature_never_stands_alone() -> None:
    document = printed(made())
    body = list(document.element.body)
    signature = document.tables[1]
    place = body.index(signature._tbl)
    spacer, last = (Paragraph(element, document) for element in (body[place - 1], body[place - 2]))
    assert last.text.startswith("(Đơn vị bổ sung")
    assert last.paragraph_format.keep_with_next
    assert spacer.paragraph_format.keep_with_next
    assert signature.rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None
    assert all(
        one.paragraph_format.keep_with_next for cell in signature.rows[0].cells for one in cell.paragraphs
    )


def test_many_silent_units_are_counted_and_all_listed_in_an_annex() -> None:
    adopt()
    names = [f"Xã thứ {number:02}" for number in range(1, 15)]
    given = [
        {"code": f"X{number:02}", "name": name, "level": "commune", "parent": "W", "day": stage.START}
        for number, name in enumerate(names, 1)
    ]
    units.open_units(units=given, **stage.asked())
    report = report_of(actor=SYSTEM, unit="W", period="2024-Q1", now=stage.NOW).report
    text = next(p.text for s in report.sections for p in s.paragraphs if "chưa báo cáo đủ" in p.text)
    assert text == (
        "Còn 15 đơn vị chưa báo cáo đủ: Tây A, Xã thứ 01, Xã thứ 02, Xã thứ 03, Xã thứ 04, Xã thứ 05, Xã thứ 06, "
        "Xã thứ 07, Xã thứ 08, Xã thứ 09, Xã thứ 10, Xã thứ 11 và 3 đơn vị khác (danh sách ở Phụ lục 2)."
    )
    annex = report.annexes[1]
    assert annex.title == "Phụ lục 2"
    assert [row.cells[1] for row in annex.rows] == ["Tây A", *names]
    assert [column.title for column in annex.columns][-3:] == ["Báo cáo phải có", "Đã gửi", "Còn thiếu"]


def test_the_same_report_is_the_same_file() -> None:
    one = made()
    assert report_docx(one.report) == report_docx(one.report)
    with ZipFile(BytesIO(report_docx(one.report))) as file:
        assert {part.date_time[0] for part in file.infolist()} == {1980}


def test_a_report_of_an_earlier_event_carries_that_events_seal() -> None:
    one = made()
    seq, seal = stage.rows("SELECT seq, hash FROM head")[0]
    stage.add(stage.told("EB", "2024-05-02", trees=9))
    stage.send("EB", "2024-05")
    again = report_of(actor=SYSTEM, unit="P", period="2024-Q2", now=stage.NOW, known=seq)
    assert seal[:12] in again.report.head
    assert again.report.sha256 == one.report.sha256


def test_what_is_not_running_is_not_said_to_run() -> None:
    text = "\n".join(
        paragraph.text for section in made("EA").report.sections for paragraph in section.paragraphs
    )
    # the share is met by this commune's 300 trees, the total was handed to nobody, the ratio has no figure
    assert "Trong 3 chỉ tiêu: 1 chỉ tiêu đã đạt và vượt" in text
    assert "0 chỉ tiêu đang thực hiện, 2 chỉ tiêu chưa có số liệu, chưa giao hoặc không áp dụng" in text
