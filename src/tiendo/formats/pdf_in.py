"""PDF files in: the lines of their pages put back into paragraphs."""

from __future__ import annotations

import pypdfium2

from tiendo.core.errors import Problem
from tiendo.formats.source_limits import MOST_PAGES, Reading
from tiendo.reading.blocks import Block, Paragraph, Source
from tiendo.reading.repairs import as_repairs
from tiendo.reading.wrapping import join_wrapped


def read_pdf(data: bytes, reading: Reading) -> Source:
    """The blocks of a PDF file. Errors: Problem `source.damaged`, `source.encrypted`, `source.too_long` …"""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as failed:
        raise Problem("source.encrypted" if "assword" in str(failed) else "source.damaged") from None
    if len(document) > MOST_PAGES:
        raise Problem("source.too_long", pages=len(document), most=MOST_PAGES)
    blocks: list[Block] = []
    joined = 0
    for number, page in enumerate(document, start=1):
        reading.check()
        lines, found = join_wrapped(page.get_textpage().get_text_range().splitlines())
        joined += found
        blocks += [Paragraph(line, page=number) for line in lines]
    if not blocks:
        raise Problem("source.no_text")
    return Source("pdf", tuple(blocks), as_repairs({"repair.wrapped_lines": joined}), len(document))
