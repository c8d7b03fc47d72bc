"""Prints a report as a Word document in the Youth Union's format: sizes, margins and places only, no figure is made.

Source of every size: the guide of 2013 on the form of documents (heading 15 pt, body 14 pt, recipients 11 pt).
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

from tiendo.core.report import Annex, Letterhead, Paragraph, Report, Section

FONT = "Times New Roman"
BODY, SMALL = 14, 11
_A4 = (Mm(210), Mm(297))
_TOP, _BOTTOM, _LEFT, _RIGHT = Mm(20), Mm(20), Mm(30), Mm(20)
LEFT, CENTRE, RIGHT, JUSTIFIED = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


def report_docx(report: Report) -> bytes:
    """The report as a .docx file: the same report gives the same bytes."""
    printer = _Printer(" ".join((report.kind, *report.subject)), report)
    printer.letterhead(report.letterhead)
    printer.title()
    for basis in report.bases:
        printer.body(Paragraph((basis,)))
    for paragraph in report.opening:
        printer.body(paragraph)
    for section in report.sections:
        printer.section(section)
    printer.signature()
    printer.head()
    for annex in report.annexes:
        printer.annex(annex)
    return printer.saved()


def annexes_docx(title: str, annexes: Sequence[Annex]) -> bytes:
    """Tables alone as a .docx file, each on pages of its own: the same tables give the same bytes."""
    printer = _Printer(title)
    for number, annex in enumerate(annexes):
        printer.annex(annex, first=number == 0)
    return printer.saved()


class _Printer:
    def __init__(self, name: str, report: Report | None = None) -> None:
        self.name, self._report = name, report
        self.document: Any = Document()
        self._styled()
        self._page(self.document.sections[0], wide=False)
        self._numbered(self.document.sections[0])

    @property
    def report(self) -> Report:
        """What is printed, where it is a report."""
        assert self._report is not None
        return self._report

    def saved(self) -> bytes:
        properties = self.document.core_properties
        properties.title = self.name
        properties.author = properties.comments = properties.last_modified_by = ""
        properties.language = "vi-VN"
        file = BytesIO()
        self.document.save(file)
        return _timeless(file)

    # The sheet

    def _styled(self) -> None:
        """One font everywhere, Vietnamese, no space that nobody asked for."""
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = FONT, Pt(BODY)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(name), FONT)
        language = OxmlElement("w:lang")
        for name in ("w:val", "w:eastAsia"):
            language.set(qn(name), "vi-VN")
        style.element.get_or_add_rPr().append(language)
        format_ = style.paragraph_format
        format_.space_before = format_.space_after = Pt(0)
        format_.line_spacing_rule = WD_LINE_SPACING.SINGLE
        format_.widow_control = True

    def _page(self, section: Any, *, wide: bool) -> None:
        width, height = reversed(_A4) if wide else _A4
        section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = width, height
        section.top_margin, section.bottom_margin = _TOP, _BOTTOM
        section.left_margin, section.right_margin = _LEFT, _RIGHT
        section.header_distance = section.footer_distance = Mm(10)

    def _numbered(self, section: Any) -> None:
        """Page numbers from the second page on, in the middle of the top margin, 13 pt."""
        section.different_first_page_header_footer = True
        paragraph = section.header.paragraphs[0]
        paragraph.alignment = CENTRE
        run = paragraph.add_run()
        run.font.size = Pt(13)
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            element = OxmlElement("w:instrText" if text else "w:fldChar")
            if text:
                element.set(qn("xml:space"), "preserve")
                element.text = text
            else:
                element.set(qn("w:fldCharType"), kind)
            run._r.append(element)  # noqa: SLF001 - python-docx has no fields

    # Pieces

    def line(
        self,
        text: str,
        *,
        size: int = BODY,
        bold: bool = False,
        italic: bool = False,
        at: Any = LEFT,
        underlined: bool = False,
        into: Any = None,
    ) -> Any:
        """A paragraph of one run."""
        paragraph = (into or self.document).add_paragraph()
        paragraph.alignment = at
        run = paragraph.add_run(text)
        run.font.size, run.bold, run.italic, run.underline = Pt(size), bold, italic, underlined
        return paragraph

    def body(self, paragraph: Paragraph) -> None:
        """Justified, first line 1,27 cm, 6 pt after, at most 1,2 lines apart."""
        words = ("- " if paragraph.style == "item" else "") + paragraph.text
        printed = self.line(words, italic=paragraph.style == "blank", at=JUSTIFIED)
        _flowing(printed)

    def letterhead(self, head: Letterhead) -> None:
        """Issuer beside heading; number beside place and day in a row of their own, level however long names are."""
        self._hairline()
        (left, right), (number, place) = self._columns(2)
        if head.superior:
            self.line(head.superior, at=CENTRE, into=left)
        self.line(head.issuer, bold=True, at=CENTRE, into=left)
        self.line("***", at=CENTRE, into=left)
        self.line(head.heading, size=15, bold=True, underlined=True, at=CENTRE, into=right)
        self.line(f"Số: {head.number}", at=CENTRE, into=number)
        self.line(head.place_and_day, size=13, italic=True, at=RIGHT, into=place)
        for cell in (left, right, number, place):
            _without_first(cell)

    def _hairline(self) -> None:
        """An empty line of 1 pt: in a file that begins with a table LibreOffice lets headings stand at a page's end."""
        format_ = self.line("", size=1).paragraph_format
        format_.line_spacing_rule, format_.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(1)

    def _columns(self, rows: int) -> Sequence[Sequence[Any]]:
        """Two cells side by side without lines, in each row; no row is broken over two pages."""
        table = self.document.add_table(rows=rows, cols=2)
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        _margins(table, Mm(0))
        for column in table.columns:
            column.width = Mm(80)
        for row in table.rows:
            _whole_row(row)
            for cell in row.cells:
                cell.width = Mm(80)
        return [row.cells for row in table.rows]

    def title(self) -> None:
        """Kind 16 bold, subject 14 bold, a broken line."""
        printed = self.line(self.report.kind, size=16, bold=True, at=CENTRE)
        printed.paragraph_format.space_before = Pt(12)
        for text in self.report.subject:
            self.line(text, bold=True, at=CENTRE)
        self.line("-------", at=CENTRE).paragraph_format.space_after = Pt(6)

    def section(self, section: Section) -> None:
        """Headings bold 14; rank 1 in capitals as given, both kept with what follows."""
        printed = self.line(section.title, bold=True)
        _flowing(printed)
        printed.paragraph_format.keep_with_next = True
        for paragraph in section.paragraphs:
            self.body(paragraph)

    def signature(self) -> None:
        """Recipients on the left, level with who signs on the right; the name is left to be written.

        The paragraph before stays with it, so that nobody signs an empty page.
        """
        _kept_with_next(self.document.paragraphs[-1])
        _kept_with_next(self.line(""))
        ((left, right),) = self._columns(1)
        self.line(self.report.recipients_title, size=13, bold=True, into=left)
        for recipient in self.report.recipients:
            self.line(recipient, size=SMALL, into=left)
        power, title, name = (*self.report.signature, "", "", "")[:3]
        self.line(power, bold=True, at=CENTRE, into=right)
        self.line(title, at=CENTRE, into=right)
        for _ in range(4):
            self.line("", at=CENTRE, into=right)
        self.line(name, bold=True, at=CENTRE, into=right)
        for cell in (left, right):
            _without_first(cell)

    def head(self) -> None:
        """Where the figures come from, in small print at the end and on the page of the signature."""
        if not self.report.head:
            return
        for cell in self.document.tables[-1].rows[-1].cells:
            for paragraph in cell.paragraphs:
                _kept_with_next(paragraph)
        self.line(self.report.head, size=8, italic=True).paragraph_format.space_before = Pt(12)

    # Annexes

    def annex(self, annex: Annex, *, first: bool = False) -> None:
        """A table on pages of its own, numbered anew, its heading on every page; `first` of a file without a report."""
        section = self.document.sections[0] if first else self.document.add_section(WD_SECTION.NEW_PAGE)
        self._page(section, wide=annex.wide)
        _from_one(section)
        self.line(annex.title, bold=True, at=CENTRE)
        for text in annex.subtitle.split("\n"):
            self.line(text, bold=True, at=CENTRE)
        self.line("-------", at=CENTRE).paragraph_format.space_after = Pt(6)
        table = self.document.add_table(rows=1, cols=len(annex.columns))
        table.style, table.autofit = "Table Grid", False
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        _margins(table, Mm(1))
        usable = (Mm(247) if annex.wide else Mm(160)) / sum(column.weight for column in annex.columns)
        widths = [int(usable * column.weight) for column in annex.columns]
        for place, width in zip(table.columns, widths, strict=True):
            place.width = width
        for cell, column, width in zip(table.rows[0].cells, annex.columns, widths, strict=True):
            _filled(cell, column.title, bold=True, at=CENTRE, width=width)
        _whole_row(table.rows[0])
        _repeated(table.rows[0])
        plain, group = self._plain_row(table, annex), self._group_row(table)
        for row in annex.rows:
            texts = [piece if isinstance(piece, str) else piece.shown for piece in row.cells]
            copied = deepcopy(group if row.group else plain)
            for cell, text in zip(copied.tc_lst, texts[: len(copied.tc_lst)], strict=True):
                cell.p_lst[0].r_lst[0].text = text
            table._tbl.append(copied)  # noqa: SLF001 - python-docx cannot append one

    def _plain_row(self, table: Any, annex: Annex) -> Any:
        """A line with its cells laid out and nothing in them: copies of it are made in a tenth of the time."""
        made = table.add_row()
        for cell, column in zip(made.cells, annex.columns, strict=True):
            centred = column is annex.columns[0]
            _filled(cell, "", at=RIGHT if column.number else CENTRE if centred else LEFT)
        return _taken_out(made)

    def _group_row(self, table: Any) -> Any:
        """A line across the whole table, over those that belong to it."""
        made = table.add_row()
        cells = made.cells
        whole = cells[0].merge(cells[-1])
        _filled(whole, "", bold=True, at=LEFT)
        whole.paragraphs[0].paragraph_format.keep_with_next = True
        return _taken_out(made)


def _margins(table: Any, width: Any) -> None:
    """The room left and right of a table's texts: what numbers do not need."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        element = OxmlElement(f"w:{side}")
        element.set(qn("w:w"), str(width.twips))
        element.set(qn("w:type"), "dxa")
        margins.append(element)
    properties = table._tbl.tblPr  # noqa: SLF001 - not in python-docx
    look = properties.find(qn("w:tblLook"))
    properties.append(margins) if look is None else look.addprevious(margins)


def _kept_with_next(paragraph: Any) -> None:
    """Never let a page end after this paragraph."""
    paragraph.paragraph_format.keep_with_next = True


def _timeless(file: BytesIO) -> bytes:
    """A written file without the moment it was written at."""
    found = BytesIO()
    with ZipFile(file) as written, ZipFile(found, "w", ZIP_DEFLATED) as anew:
        for name in written.namelist():
            anew.writestr(ZipInfo(name), written.read(name), ZIP_DEFLATED)
    return found.getvalue()


def _taken_out(row: Any) -> Any:
    """A row's element, out of its table, to be copied."""
    _whole_row(row)
    element = row._tr  # noqa: SLF001 - python-docx cannot copy one
    element.getparent().remove(element)
    return element


def _flowing(paragraph: Any) -> None:
    format_ = paragraph.paragraph_format
    format_.first_line_indent = Cm(1.27)
    format_.space_after = Pt(6)
    format_.line_spacing = 1.15


def _filled(cell: Any, text: str, *, at: Any, bold: bool = False, width: int = 0) -> None:
    """A cell of an annex: 12 pt, close."""
    if width:
        cell.width = width
    paragraph = cell.paragraphs[0]
    paragraph.alignment = at
    run = paragraph.add_run(text)
    run.font.size = Pt(12)
    if bold:
        run.bold = True


def _without_first(cell: Any) -> None:
    """Drop the empty paragraph a new cell begins with."""
    first = cell.paragraphs[0]._p  # noqa: SLF001 - python-docx cannot remove one
    first.getparent().remove(first)


def _whole_row(row: Any) -> None:
    """Never break a row over two pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - not in python-docx


def _repeated(row: Any) -> None:
    """Show a row at the top of every page its table reaches."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - not in python-docx


def _from_one(section: Any) -> None:
    """Number the pages of a section from one."""
    numbers = OxmlElement("w:pgNumType")
    numbers.set(qn("w:start"), "1")
    section._sectPr.append(numbers)  # noqa: SLF001 - not in python-docx
