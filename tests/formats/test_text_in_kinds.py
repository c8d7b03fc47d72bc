"""Text, Markdown, web pages and old Word files: the kind is told by content, the writing by how it reads."""

from __future__ import annotations

import io
import shutil
import time
import unicodedata
from pathlib import Path

import pytest
from docx import Document

from tests.formats.docx_by_hand import paragraph, word
from tests.formats.pdf_by_hand import converted, pdf, written
from tests.formats.test_pictures import picture
from tiendo.core.errors import Problem
from tiendo.formats import doc_in
from tiendo.formats.source_limits import Reading
from tiendo.formats.text_in import kind_of_source, read_pasted, read_source
from tiendo.reading.blocks import Cell, Paragraph, Table

TEXT = (
    "Cộng hoà xã hội chủ nghĩa Việt Nam\n"
    "Phấn đấu đến năm 2025 có 85% hộ gia đình tham gia; mỗi xã trồng ít nhất 1.200 cây.\n"
    "Đẩy mạnh tuyên truyền, vận động người dân thực hiện nếp sống văn minh."
)
LINES = tuple(TEXT.split("\n"))


def texts(data: bytes, name: str = "") -> tuple[str, ...]:
    return tuple(block.text for block in read_source(data, name).blocks if isinstance(block, Paragraph))


def mended(data: bytes, name: str = "") -> dict[str, int]:
    return {repair.code: repair.count for repair in read_source(data, name).repairs}


def refused(data: bytes, name: str = "") -> str:
    with pytest.raises(Problem) as problem:
        read_source(data, name)
    return problem.value.code


TCVN3 = (
    "Céng hoµ x· héi chñ nghÜa ViÖt Nam\n"
    "PhÊn ®Êu ®Õn n¨m 2025 cã 85% hé gia ®×nh tham gia; mçi x· trång Ýt nhÊt 1.200 c©y.\n"
    "§Èy m¹nh tuyªn truyÒn, vËn ®éng ng\u00ad\u00eai d©n thùc hiÖn nÕp sèng v¨n minh."
)
VNI = (
    "Coäng hoaø xaõ hoäi chuû nghóa Vieät Nam\n"
    "Phaán ñaáu ñeán naêm 2025 coù 85% hoä gia ñình tham gia; moãi xaõ troàng ít nhaát 1.200 caây.\n"
    "Ñaåy maïnh tuyeân truyeàn, vaän ñoäng ngöôøi daân thöïc hieän neáp soáng vaên minh."
)


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (TEXT.encode(), {}),
        (b"\xef\xbb\xbf" + TEXT.encode(), {}),
        (TEXT.encode("utf-16"), {}),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), {}),
        (TEXT.encode("utf-16-le"), {}),
        (TEXT.replace("\n", "\r\n").encode(), {}),
        (TEXT.replace("\n", "\r").encode(), {}),
        (unicodedata.normalize("NFD", TEXT).encode(), {"repair.nfc": 3}),
        (TCVN3.encode("latin-1"), {"repair.tcvn3": 1}),
        (TCVN3.encode(), {"repair.tcvn3": 1}),
        (VNI.encode("latin-1"), {"repair.vni": 1}),
        (VNI.encode(), {"repair.vni": 1}),
    ],
)
def test_the_writing_of_a_text_is_found_out(data: bytes, codes: dict[str, int]) -> None:
    assert texts(data) == LINES
    assert mended(data) == codes


def in_windows_1258(letter: str) -> bytes:
    """A letter as Windows wrote it: a tone that has no letter of its own stands behind."""
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        tone = next(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
        return (unicodedata.normalize("NFC", parts.replace(tone, "")) + tone).encode("cp1258")


def test_viscii_and_windows_1258() -> None:
    viscii = "Cµng hoà xã hµi chü nghîa Vi®t Nam\nPh¤n ð¤u ðªn nåm 2025 có 85% hµ gia ðình tham gia, m²i xã tr°ng cây"
    assert texts(viscii.encode("latin-1")) == (
        "Cộng hoà xã hội chủ nghĩa Việt Nam",
        "Phấn đấu đến năm 2025 có 85% hộ gia đình tham gia, mỗi xã trồng cây",
    )
    assert mended(viscii.encode("latin-1")) == {"repair.viscii": 1}
    windows = b"".join(map(in_windows_1258, "Cộng hoà xã hội Việt Nam, nhân dân đồng lòng"))
    assert texts(windows) == ("Cộng hoà xã hội Việt Nam, nhân dân đồng lòng",)


def test_french_and_english_stay_as_they_are() -> None:
    french = "Où sont les élèves de l'école? Très bien, déjà vu à la fête."
    english = (
        "The plan of the province is to have 85% of households by 2025, with support from the districts."
    )
    assert texts(french.encode()) == (french,)
    assert texts(english.encode()) == (english,)
    assert mended(english.encode()) == {}


def test_hidden_characters_and_odd_blanks() -> None:
    text = "Ph\u00adấn đấu\u200b đến\u00a0năm\u2009 2025\ufeff có ƣớc tính Ðoàn viên"
    assert texts(text.encode()) == ("Phấn đấu đến năm  2025 có ước tính Đoàn viên",)
    assert mended(text.encode()) == {"repair.hidden": 3, "repair.look_alikes": 2, "repair.spaces": 2}


def test_pasted_words() -> None:
    source = read_pasted("  I. Mục tiêu\r\n\r\nTrồng 300 cây  ")
    assert source.kind == "text"
    assert source.blocks == (Paragraph("I. Mục tiêu"), Paragraph("Trồng 300 cây"))


MARKDOWN = """# I. Mục tiêu

Trồng **300.000 cây**
trên địa bàn *toàn tỉnh*.

- Xã: [12 cây](http://a.vn)
- Huyện

1. Một
2. Hai

| Đơn vị | Số cây |
|:---|---:|
| Xã An | 12 |
"""


def test_markdown() -> None:
    source = read_source(MARKDOWN.encode(), "kế hoạch.MD")
    assert source.kind == "md"
    assert source.blocks == (
        Paragraph("I. Mục tiêu", bold=True, level=1),
        Paragraph("Trồng 300.000 cây trên địa bàn toàn tỉnh."),
        Paragraph("- Xã: 12 cây"),
        Paragraph("- Huyện"),
        Paragraph("1. Một"),
        Paragraph("2. Hai"),
        Table((Cell("Đơn vị", 0, 0), Cell("Số cây", 0, 1), Cell("Xã An", 1, 0), Cell("12", 1, 1))),
    )


HTML = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Tên trang</title>
<style>p {color: red}</style><script>var x = "<p>không</p>";</script></head>
<body><nav>Trang chủ</nav><h2>I. Mục tiêu</h2>
<p align=center><b>Kế hoạch</b><br>Trồng c&acirc;y</p>
<p style="display: none">ẩn</p>
<ol type="a" start="2"><li>Xã<li>Huyện</ol><ul><li><p>Tỉnh</p></ul>
<table><tr><td rowspan=2>Đơn vị<td colspan=2>Số</tr><tr><td>1<td>2</table>
<div>Cuối trang</body></html>"""


def test_web_pages() -> None:
    source = read_source(HTML.encode(), "x.txt")
    assert source.kind == "html"
    assert source.blocks == (
        Paragraph("Tên trang"),
        Paragraph("I. Mục tiêu", bold=True, level=2),
        Paragraph("Kế hoạch", centred=True),
        Paragraph("Trồng cây", centred=True),
        Paragraph("b. Xã"),
        Paragraph("c. Huyện"),
        Paragraph("- Tỉnh"),
        Table((Cell("Đơn vị", 0, 0, 2, 1), Cell("Số", 0, 1, 1, 2), Cell("1", 1, 1), Cell("2", 1, 2))),
        Paragraph("Cuối trang"),
    )


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (word(paragraph("x")), "docx"),
        (b"\n%PDF-1.4", "pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
        (b"{\\rtf1 x}", "doc"),
        (b"<p>x</p>", "html"),
        (b"<HTML>", "html"),
        (b"<!-- x --> <!DOCTYPE html>", "html"),
        (b"I. <p> muc tieu", "txt"),
    ],
)
def test_the_kind_is_told_by_content(data: bytes, kind: str) -> None:
    assert kind_of_source(data, "plan.pdf") == kind


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "source.empty"),
        (b" \r\n\t ", "source.empty"),
        (b"\x00" * 100, "source.empty"),
        (b"--- *** ...", "source.no_words"),
        (b"<html><script>x</script></html>", "source.no_words"),
        (b"x" * (20 * 2**20 + 1), "source.too_large"),
        (bytes(range(256)) * 40, "source.kind"),
        (b"\x7fELF\x02\x01\x01" + bytes(100) + b"abc" * 40, "source.kind"),
        (picture("WEBP"), "source.picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "source.kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "source.encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "source.sheet"),
        (b"<div>" * 300 + b"x", "source.damaged"),
        (b"ke hoach trien khai thuc hien nhiem vu trong cay xanh tren dia ban cac xa " * 3, "source.garbage"),
    ],
)
def test_bad_files_are_refused_in_words(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_an_old_word_file_without_a_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc_in.shutil, "which", lambda _: None)
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le")
    assert refused(data) == "source.old_word"


def written_in_word(*lines: str) -> bytes:
    document, out = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def test_an_old_word_file_is_read_by_libreoffice(tmp_path: Path) -> None:
    old = converted(written_in_word("Kế hoạch trồng cây", "Mỗi xã trồng ít nhất 1.200 cây"), tmp_path, "doc")
    source = read_source(old, "x.docx")
    assert source.kind == "doc"
    assert source.blocks == (Paragraph("Kế hoạch trồng cây"), Paragraph("Mỗi xã trồng ít nhất 1.200 cây"))


def test_a_program_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "antiword"
    slow.write_text("#!/bin/sh\nsleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr(doc_in.shutil, "which", lambda name: str(slow) if name == "antiword" else None)
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le")
    began = time.monotonic()
    with pytest.raises(Problem) as late:
        read_source(data, reading=Reading(seconds=1))
    assert late.value.code == "source.time"
    assert time.monotonic() - began < 20


def test_ten_megabytes_of_text() -> None:
    line = "Mỗi xã trồng mới ít nhất 1.200 cây xanh, chăm sóc cây đã trồng và báo cáo kết quả về huyện.\n"
    data = (line * (10 * 2**20 // len(line.encode()))).encode()
    began = time.process_time()
    source = read_source(data)
    assert time.process_time() - began < 30
    assert len(source.blocks) == 86_659


def test_no_file_crashes_the_reader_halfway() -> None:
    whole = [
        word(paragraph("Kế hoạch")),
        pdf(written((50, 800, "Ke hoach"))),
        HTML.encode(),
        TCVN3.encode("latin-1"),
    ]
    for data in whole:
        for cut in range(1, len(data), max(1, len(data) // 60)):
            try:
                read_source(data[:cut])
            except Problem as problem:
                assert problem.code.startswith("source.")


@pytest.mark.skipif(shutil.which("antiword") is None, reason="antiword is not installed")
def test_an_old_word_file_is_read_by_antiword(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = converted(written_in_word("Kế hoạch trồng cây"), tmp_path, "doc")
    which = shutil.which
    monkeypatch.setattr(doc_in.shutil, "which", lambda name: None if name == "soffice" else which(name))
    assert texts(old) == ("Kế hoạch trồng cây",)
