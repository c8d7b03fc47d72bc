"""What a file is, is told by its content; what is refused says what to do instead."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document

from tests.formats.test_pictures import picture
from tiendo.core.errors import Problem
from tiendo.formats import file_kinds
from tiendo.formats.file_kinds import check_whole, kind_of

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
WORDS = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def word() -> bytes:
    out = io.BytesIO()
    document = Document()
    document.add_paragraph("Danh sách")
    document.save(out)
    return out.getvalue()


def package(main: str = SHEET, **parts: bytes) -> bytes:
    """A document of which nothing is true but its list of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", f'<Types><Override ContentType="{main}"/></Types>')
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


def taken(data: bytes) -> str:
    """The kind a file is taken as."""
    kind = kind_of(io.BytesIO(data))
    check_whole(io.BytesIO(data), kind)
    return kind.key


def refused(data: bytes) -> str:
    with pytest.raises(Problem) as problem:
        taken(data)
    return problem.value.code


def test_the_six_kinds_are_known_by_content() -> None:
    assert taken(picture("JPEG")) == "jpeg"
    assert taken(picture("PNG")) == "png"
    assert taken(picture("WEBP")) == "webp"
    assert taken(PDF) == "pdf"
    assert taken(word()) == "docx"
    assert taken(package()) == "xlsx"


@pytest.mark.parametrize("brand", [b"heic", b"heix", b"mif1", b"hevc"])
def test_a_phone_s_own_format_is_refused_with_advice(brand: bytes) -> None:
    assert refused(b"\0\0\0\x18ftyp" + brand + b"\0" * 20) == "file.heic"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file.empty"),
        (b"xin ch\xc3\xa0o", "file.kind"),
        (b"<!doctype html><script>alert(1)</script>", "file.kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "file.kind"),
        (b"GIF89a" + b"\0" * 20, "file.kind"),
        (b"MZ" + b"\0" * 20, "file.kind"),
        (b"\n%PDF-1.7 late", "file.kind"),
        (b"\0\0\0\x18ftypisom" + b"\0" * 20, "file.kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "file.old_office"),
        (PDF[:30], "file.broken"),
        (b"PK\x03\x04", "file.broken"),
    ],
)
def test_others_are_refused(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_macros_are_refused_whatever_the_file_is_called() -> None:
    assert refused(package("application/vnd.ms-word.document.macroEnabled.main+xml")) == "file.macros"
    assert refused(package("application/vnd.ms-excel.sheet.macroEnabled.main+xml")) == "file.macros"
    assert refused(package(SHEET, **{"xl/vbaProject.bin": b"x"})) == "file.macros"
    assert refused(package(f"{SHEET} application/vnd.ms-excel.macrosheet+xml")) == "file.macros"


def test_an_archive_that_is_no_document_is_refused() -> None:
    assert refused(package("application/zip")) == "file.kind"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("anh.jpg", picture())
    assert refused(out.getvalue()) == "file.kind"


def test_a_document_that_unpacks_to_far_more_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = package(WORDS, **{"word/document.xml": b"\0" * 2_000_000})
    assert taken(bomb) == "docx"
    monkeypatch.setattr(file_kinds, "UNPACKED", 1_000_000)
    assert refused(bomb) == "file.bomb"
    monkeypatch.setattr(file_kinds, "PARTS", 2)
    assert refused(package(SHEET, a=b"1", b=b"2", c=b"3")) == "file.bomb"


def test_a_document_that_understates_what_it_unpacks_to_is_refused() -> None:
    data = bytearray(package(WORDS, **{"word/document.xml": b"\0" * 2_000_000}))
    size = (2_000_000).to_bytes(4, "little")
    small = (10).to_bytes(4, "little")
    assert data.count(size) == 2
    assert refused(bytes(data).replace(size, small)) == "file.broken"


def test_a_torn_or_changed_document_is_refused() -> None:
    whole = word()
    assert refused(whole[: len(whole) // 2]) == "file.broken"
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as made:
        made.writestr("[Content_Types].xml", WORDS)
        made.writestr("word/document.xml", b"nguyen van")
    assert refused(stored.getvalue().replace(b"nguyen van", b"nguyen vam")) == "file.broken"


def test_a_locked_part_is_refused() -> None:
    data = bytearray(package())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    assert refused(bytes(data)) == "file.broken"
