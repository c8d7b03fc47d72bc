"""A plan's file in, its blocks out: one door for every kind of file, told by content and never by name.

VN: đọc văn bản. What cannot be read is refused with a Problem that says why and what to do; nothing is guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from tiendo.core.errors import Problem
from tiendo.formats.source_limits import MOST_BYTES, MOST_CHARACTERS, Reading
from tiendo.reading.blocks import Block, Repair, Source
from tiendo.reading.repairs import mend_blocks, texts_of
from tiendo.reading.syllables import is_odd_word, legibility, words_of

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|div|p|table|h[1-6]|meta|article)\b",
    re.IGNORECASE | re.DOTALL,
)
_SAMPLE = 1_000_000
LEAST_WORDS, LEAST_VALID, LEAST_MARKED = 20, 70, 35
"""Fewer words say nothing about how legible a text is; the least shares, in per cent, of valid and of marked words."""


def read_source(data: bytes, name: str = "", *, reading: Reading | None = None) -> Source:
    """The blocks of a file. `name` only tells Markdown from plain text.

    Errors: Problem `source.…`: what is wrong with the file and what to do.
    """
    reading = reading or Reading()
    if not data.strip(b"\x00\t\r\n "):
        raise Problem("source.empty")
    if len(data) > MOST_BYTES:
        raise Problem("source.too_large", size=-(-len(data) // 2**20), most=MOST_BYTES // 2**20)
    found = _read(data, name, reading)
    reading.check()
    try:
        return _finished(found)
    except Problem as problem:
        if problem.code != "source.garbage" or found.kind != "pdf" or not reading.ocr:
            raise
    from tiendo.formats.pdf_in import read_pdf  # noqa: PLC0415

    return _finished(read_pdf(data, reading, anew=True))


def read_pasted(text: str, *, reading: Reading | None = None) -> Source:
    """The blocks of words somebody pasted. Errors: as `read_source`."""
    found = read_source(text.encode("utf-8", "replace"), reading=reading)
    return Source("text", found.blocks, found.repairs)


def _read(data: bytes, name: str, reading: Reading) -> Source:
    """The blocks as the reader of this kind of file gives them. Readers are loaded only when they are needed."""
    kind = kind_of_source(data, name)
    if kind == "docx":
        from tiendo.formats.docx_in import read_docx  # noqa: PLC0415

        return read_docx(data, reading)
    if kind == "xlsx":
        from tiendo.formats.xlsx_in import read_xlsx  # noqa: PLC0415

        return read_xlsx(data, reading)
    if kind == "pdf":
        from tiendo.formats.pdf_in import read_pdf  # noqa: PLC0415

        return read_pdf(data, reading)
    if kind == "doc":
        from tiendo.formats.doc_in import read_doc  # noqa: PLC0415

        return read_doc(data, reading)
    if kind == "html":
        from tiendo.formats.html_in import read_html  # noqa: PLC0415

        return read_html(data, reading)
    from tiendo.formats.text_plain_in import read_text  # noqa: PLC0415

    return read_text(data, kind)


def kind_of_source(data: bytes, name: str = "") -> str:
    """The kind of a file by its content: docx, xlsx, pdf, doc, html, md or txt.

    Errors: Problem `source.picture`, `source.kind`; for Office files `source.damaged`, `source.bomb`, `source.sheet` …
    """
    head = data[:1024]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        from tiendo.formats.office_package import Package  # noqa: PLC0415

        return Package(data).kind
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(_OLE):
        return "doc"
    if head.startswith(_PICTURES) and (head[:4] != b"RIFF" or head[8:12] == b"WEBP"):
        raise Problem("source.picture")
    if head.startswith(b"{\\rtf"):
        return "doc"
    if _HTML.match(head.removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"")):
        return "html"
    return "md" if name.lower().endswith((".md", ".markdown")) else "txt"


def _finished(found: Source) -> Source:
    """The source with its texts mended and looked at. Errors: Problem `source.no_words`, `source.garbage`."""
    if sum(len(text) for text in _texts(found.blocks)) > MOST_CHARACTERS:
        raise Problem("source.too_much_text")
    blocks, mended = mend_blocks(found.blocks)
    texts = list(_texts(blocks))
    if not any(letter.isalnum() for text in texts for letter in text):
        raise Problem("source.no_words")
    repairs = merged([*found.repairs, *mended, *_doubts(texts)])
    return Source(found.kind, blocks, repairs, found.pages)


def _texts(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        yield from texts_of(block)


def _doubts(texts: Sequence[str]) -> list[Repair]:
    """What a person should be told of words a scanner misread. Errors: Problem `source.garbage`."""
    texts = texts[:: 1 + sum(map(len, texts)) // _SAMPLE]
    seen = legibility(texts)
    if seen.counted >= LEAST_WORDS and (seen.percent < LEAST_VALID or seen.marked_percent < LEAST_MARKED):
        raise Problem("source.garbage", percent=min(seen.percent, seen.marked_percent))
    if seen.odd < 3 or 1000 * seen.odd < 3 * seen.counted:
        return []
    example = next(word for text in texts for word in words_of(text) if is_odd_word(word))
    return [Repair("repair.doubtful", seen.odd, {"example": example})]


def merged(repairs: Iterable[Repair]) -> tuple[Repair, ...]:
    """Repairs of one code added up, in order of code; the first one's details are kept."""
    counts: Counter[str] = Counter()
    first: dict[str, Repair] = {}
    for repair in repairs:
        counts[repair.code] += repair.count
        first.setdefault(repair.code, repair)
    return tuple(Repair(code, counts[code], first[code].details) for code in sorted(first))
