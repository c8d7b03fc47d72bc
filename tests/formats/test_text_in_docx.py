"""Word files come in as they are printed: numbers, changes, boxes, tables; what could harm is refused."""

from __future__ import annotations

import io

import pytest
from docx import Document

from tests.formats.docx_by_hand import paragraph, word
from tests.formats.test_pictures import picture
from tiendo.core.errors import Problem
from tiendo.formats.source_limits import Reading
from tiendo.formats.text_in import read_source
from tiendo.reading.blocks import Cell, Paragraph, Place, Table


def texts(data: bytes) -> list[str]:
    return [block.text for block in read_source(data).blocks if isinstance(block, Paragraph)]


def mended(data: bytes) -> dict[str, int]:
    return {repair.code: repair.count for repair in read_source(data).repairs}


def refused(data: bytes) -> str:
    with pytest.raises(Problem) as problem:
        read_source(data, "kế hoạch.docx")
    return problem.value.code


def test_a_file_of_a_word_processor() -> None:
    document = Document()
    document.add_heading("I. Mục tiêu", 1)
    document.add_paragraph("Trồng mới 300.000 cây xanh", style="List Number")
    document.add_paragraph("Vận động 85% hộ gia đình tham gia", style="List Number")
    document.add_paragraph("Mỗi xã một vườn ươm", style="List Bullet")
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Đơn vị"
    table.cell(0, 2).merge(table.cell(1, 2)).text = "Số cây"
    table.cell(1, 0).text = "Xã"
    out = io.BytesIO()
    document.save(out)
    source = read_source(out.getvalue())
    assert source.kind == "docx"
    assert source.repairs == ()
    assert source.blocks == (
        Paragraph("I. Mục tiêu", bold=True, level=1),
        Paragraph("1. Trồng mới 300.000 cây xanh", level=1),
        Paragraph("2. Vận động 85% hộ gia đình tham gia", level=1),
        Paragraph("• Mỗi xã một vườn ươm", level=1),
        Table(
            (
                Cell("Đơn vị", 0, 0, 1, 2),
                Cell("Số cây", 0, 2, 2, 1),
                Cell("Xã", 1, 0),
                Cell("", 1, 1),
            )
        ),
    )


def listed(depth: int, number: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


def level(depth: int, kind: str, text: str, more: str = "") -> str:
    inside = f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>{more}'
    return f'<w:lvl w:ilvl="{depth}">{inside}</w:lvl>'


NUMBERING = (
    '<w:abstractNum w:abstractNumId="7">'
    + level(0, "upperRoman", "%1.")
    + level(1, "decimal", "%2.")
    + level(2, "decimal", "%2.%3.", "<w:isLgl/>")
    + level(3, "lowerLetter", "%4)", '<w:suff w:val="space"/>')
    + level(4, "bullet", "\uf0b7")
    + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>'
)


def test_numbers_are_counted_as_printed() -> None:
    body = "".join(
        paragraph(text, listed(depth, number))
        for text, depth, number in [
            ("Mục đích", 0, 1),
            ("Yêu cầu", 0, 1),
            ("Chung", 1, 1),
            ("Riêng", 1, 1),
            ("Cấp xã", 2, 1),
            ("Cấp huyện", 2, 1),
            ("thứ nhất", 3, 1),
            ("thứ hai", 3, 1),
            ("chấm", 4, 1),
            ("Nhiệm vụ", 0, 1),
            ("Chung", 1, 1),
            ("Phụ lục", 0, 2),
            ("không số", 0, 0),
        ]
    )
    assert texts(word(body, numbering=NUMBERING)) == [
        "I. Mục đích",
        "II. Yêu cầu",
        "1. Chung",
        "2. Riêng",
        "2.1. Cấp xã",
        "2.2. Cấp huyện",
        "a) thứ nhất",
        "b) thứ hai",
        "• chấm",
        "III. Nhiệm vụ",
        "1. Chung",
        "IV. Phụ lục",
        "không số",
    ]


def test_a_style_may_number_and_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:jc w:val="center"/></w:pPr>'
        "<w:rPr><w:b/></w:rPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="Heading"><w:basedOn w:val="Base"/>'
        f'<w:pPr>{listed(0)}<w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:caps/></w:rPr></w:style>'
    )
    body = paragraph("mục tiêu", '<w:pStyle w:val="Heading"/>') + paragraph(
        "thường", '<w:pStyle w:val="Base"/>', '<w:b w:val="0"/>'
    )
    assert read_source(word(body, numbering=NUMBERING, styles=styles)).blocks == (
        Paragraph("I. MỤC TIÊU", bold=True, centred=True, level=2),
        Paragraph("thường", centred=True),
    )


def test_tracked_changes_are_taken_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t xml:space='preserve'>Trồng </w:t></w:r>"
        "<w:del><w:r><w:delText>100</w:delText></w:r></w:del><w:ins><w:r><w:t>250</w:t></w:r></w:ins>"
        "<w:r><w:t xml:space='preserve'> cây</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space='preserve'>Hai đoạn </w:t></w:r></w:p>"
        "<w:p><w:r><w:t>thành một</w:t></w:r></w:p>"
        "<w:moveFrom><w:r><w:t>chỗ cũ</w:t></w:r></w:moveFrom>"
    )
    assert texts(word(body)) == ["Trồng 250 cây", "Hai đoạn thành một"]
    assert mended(word(body)) == {"repair.tracked_changes": 4}


def test_deleted_rows_and_hidden_text_are_not_printed() -> None:
    row = "<w:tr>{}<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>"
    body = (
        f"<w:tbl>{row.format('', 'giữ')}{row.format('<w:trPr><w:del/></w:trPr>', 'bỏ')}</w:tbl>"
        + paragraph("ẩn", run="<w:vanish/>")
    )
    source = read_source(word(body))
    assert source.blocks == (Table((Cell("giữ", 0, 0),)),)
    assert mended(word(body)) == {"repair.hidden_text": 1, "repair.tracked_changes": 1}


def test_text_boxes_are_read_once() -> None:
    box = "<w:txbxContent>" + paragraph("UBND HUYỆN") + "</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>"
        + box
        + "</wps:txbx></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><v:textbox>"
        + box
        + "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:t>Kế hoạch</w:t></w:r></w:p>"
    )
    assert read_source(word(body)).blocks == (
        Paragraph("Kế hoạch"),
        Paragraph("UBND HUYỆN", Place.TEXT_BOX),
    )


def test_headers_footers_and_notes_have_their_place() -> None:
    body = (
        paragraph("Nội dung")
        + '<w:sectPr><w:headerReference r:id="rheader"/><w:footerReference r:id="rfooter"/></w:sectPr>'
    )
    line, note = paragraph("kẻ"), paragraph("Theo số liệu 2023")
    notes = f'<w:footnote w:type="separator">{line}</w:footnote><w:footnote>{note}</w:footnote>'
    data = word(
        body,
        header=paragraph("Dự thảo") + paragraph("- 2 -"),
        footer=paragraph("Kế hoạch năm"),
        footnotes=notes,
    )
    assert read_source(data).blocks == (
        Paragraph("Dự thảo", Place.HEADER),
        Paragraph("Nội dung"),
        Paragraph("Theo số liệu 2023", Place.NOTE),
        Paragraph("Kế hoạch năm", Place.FOOTER),
    )


def test_pages_are_those_of_the_last_print() -> None:
    body = (
        paragraph("một")
        + "<w:p><w:r><w:lastRenderedPageBreak/><w:t>hai</w:t></w:r></w:p>"
        + paragraph("cũng hai")
    )
    source = read_source(word(body))
    assert [(block.text, block.page) for block in source.blocks if isinstance(block, Paragraph)][::2] == [
        ("một", 1),
        ("cũng hai", 2),
    ]
    assert source.pages == 2


def test_a_line_broken_by_hand_is_a_line_of_its_own_unless_it_goes_on() -> None:
    run = "<w:r><w:t>{}</w:t><w:br/><w:t>{}</w:t></w:r>"
    body = (
        "<w:p>"
        + run.format("KẾ HOẠCH", "Trồng cây")
        + "</w:p><w:p>"
        + run.format("Nâng cao", "chất lượng")
        + "</w:p>"
    )
    assert texts(word(body)) == ["KẾ HOẠCH", "Trồng cây", "Nâng cao chất lượng"]


def test_fonts_tell_old_writings() -> None:
    time, capitals = '<w:rFonts w:ascii=".VnTime"/>', '<w:rFonts w:ascii=".VnTimeH"/>'
    body = (
        paragraph("KÕ ho¹ch trång c©y", run=capitals)
        + paragraph("PhÊn ®Êu n¨m 2025 cã 85% hé gia ®×nh tham gia", run=time)
        + paragraph("Coäng hoaø xaõ hoäi chuû nghóa Vieät Nam", run='<w:rFonts w:hAnsi="VNI-Times"/>')
    )
    assert texts(word(body)) == [
        "KẾ HOẠCH TRỒNG CÂY",
        "Phấn đấu năm 2025 có 85% hộ gia đình tham gia",
        "Cộng hoà xã hội chủ nghĩa Việt Nam",
    ]
    assert mended(word(body)) == {"repair.tcvn3": 2, "repair.vni": 1}


def test_a_font_that_kept_only_its_old_name_changes_nothing() -> None:
    body = paragraph("Có cà phê và chè ở xã", run='<w:rFonts w:ascii=".VnTime"/>')
    assert texts(word(body)) == ["Có cà phê và chè ở xã"]
    assert mended(word(body)) == {}


def test_macros_are_said_and_not_read() -> None:
    main = "application/vnd.ms-word.document.macroEnabled.main+xml"
    data = word(paragraph("Kế hoạch"), main=main, extra={"word/vbaProject.bin": b"\x00" * 64})
    assert texts(data) == ["Kế hoạch"]
    assert mended(data) == {"repair.macros": 1}


DTD = '<!DOCTYPE w:document [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (word(paragraph("&b;"), head=DTD), "source.entities"),
        (word(paragraph("x"), head='<!DOCTYPE w:document SYSTEM "file:///etc/passwd">'), "source.entities"),
        (word("<w:p>"), "source.damaged"),
        (word(paragraph("Kế hoạch"))[:-40], "source.damaged"),
        (word(""), "source.no_words"),
        (word("<w:p/>", extra={"word/media/image1.png": picture("PNG")}), "source.no_text"),
        (picture("PNG"), "source.picture"),
        (picture("JPEG"), "source.picture"),
        (word(paragraph("x"), main="application/x-other"), ""),
        (b"PK\x05\x06" + bytes(18), "source.kind"),
        (b"PK\x03\x04nonsense", "source.damaged"),
        (word("<w:p>" * 400 + "</w:p>" * 400), "source.damaged"),
    ],
)
def test_bad_files_are_refused_in_words(data: bytes, code: str) -> None:
    if code:
        assert refused(data) == code
    else:
        assert texts(data) == ["x"]


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    assert refused(word(paragraph("x"), extra={"word/media/a.bin": bytes(30 * 2**20)})) == "source.bomb"
    assert refused(word(paragraph("x"), extra={f"word/media/{n}": b"" for n in range(5001)})) == "source.bomb"


def test_time_is_bounded_and_a_person_may_stop() -> None:
    with pytest.raises(Problem) as late:
        read_source(word(paragraph("x")), reading=Reading(seconds=0))
    assert late.value.code == "source.time"
    with pytest.raises(Problem) as stopped:
        read_source(word(paragraph("x")), reading=Reading(stopped=lambda: True))
    assert stopped.value.code == "source.stopped"


def test_many_paragraphs_with_many_numbers() -> None:
    body = "".join(paragraph(f"Đơn vị {n}: trồng {n} cây", listed(1)) for n in range(10_000))
    found = texts(word(body, numbering=NUMBERING))
    assert len(found) == 10_000
    assert found[-1] == "10000. Đơn vị 9999: trồng 9999 cây"
