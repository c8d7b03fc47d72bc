"""A plan's file read and told: its targets, tasks and duties. Needs no installation and no account."""

from __future__ import annotations

import json as json_format
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from tiendo.cli.options import Json
from tiendo.cli.output import print_table, refuse, waiting
from tiendo.cli.reading import content_of, reason_of
from tiendo.cli.text import _, language, told
from tiendo.core.errors import Problem

if TYPE_CHECKING:
    from tiendo.reading.proposals import Proposal
    from tiendo.reading.understood import Understood

_LONGEST = 110


def read(
    file: Annotated[
        Path, typer.Argument(help="Văn bản: .docx, .pdf, .doc, .xlsx, .txt, .md, .html / the document")
    ],
    json: Json = False,
    yaml: Annotated[bool, typer.Option("--yaml", help="YAML")] = False,
    html: Annotated[
        Path | None, typer.Option("--html", help="Ghi một trang có đánh dấu / write a page with highlights")
    ] = None,
    xlsx: Annotated[
        Path | None, typer.Option("--xlsx", help="Ghi bảng chỉ tiêu, bảng phân công / write tables as Excel")
    ] = None,
    docx: Annotated[
        Path | None, typer.Option("--docx", help="Ghi các bảng ấy ra Word / write the same tables as Word")
    ] = None,
    ocr: Annotated[
        bool, typer.Option("--ocr", help="Nhận dạng chữ trong bản quét / recognise the words of a scan")
    ] = False,
) -> None:
    """Đọc văn bản kế hoạch thành chỉ tiêu, nhiệm vụ, phân công / read a plan into targets, tasks and duties."""
    try:
        _read(file, as_json=json, as_yaml=yaml, pages=_Pages(html, xlsx, docx), ocr=ocr)
    except Problem as problem:
        raise typer.Exit(refuse(problem, as_json=json)) from None


class _Pages(NamedTuple):
    """The files to be written."""

    html: Path | None
    xlsx: Path | None
    docx: Path | None


def _read(file: Path, *, as_json: bool, as_yaml: bool, pages: _Pages, ocr: bool) -> None:
    from tiendo.formats.source_limits import Reading
    from tiendo.formats.text_in import read_source
    from tiendo.reading.document import as_document
    from tiendo.reading.reader import read_document

    with waiting(_("Reading the documents")) as progress:
        source = read_source(content_of(file), file.name, reading=Reading(ocr=ocr, progress=progress))
        understood = read_document(source)
    told = sys.stderr if as_json or as_yaml else sys.stdout
    for page, content in _written(pages, understood):
        try:
            page.write_bytes(content)
        except OSError as failure:
            raise Problem("cli.file", file=page.name, reason=reason_of(failure)) from None
        print(_("Written to {file}.").format(file=page), file=told)
    if as_json:
        print(json_format.dumps(as_document(understood, _proposals(understood)), ensure_ascii=False))
    elif as_yaml:
        _print_yaml(as_document(understood, _proposals(understood)))
    elif not any(pages):
        _tell(understood)


def _written(pages: _Pages, understood: Understood) -> Iterator[tuple[Path, bytes]]:
    """Each file asked for with what it will hold."""
    from tiendo.formats.wording import Wording

    wording = Wording(language())
    if pages.html is not None:
        from tiendo.formats.reading_page import reading_page

        yield pages.html, reading_page(understood, wording).encode()
    if pages.xlsx is None and pages.docx is None:
        return
    from tiendo.formats.takeaways import as_read
    from tiendo.reading.proposals import plan_questions

    takeaway = as_read(understood, _proposed(understood), plan_questions(understood), wording)
    if pages.xlsx is not None:
        yield pages.xlsx, takeaway.xlsx()
    if pages.docx is not None:
        yield pages.docx, takeaway.docx()


def _proposed(understood: Understood) -> tuple[Proposal, ...]:
    """Proposals without an organisation's catalogue: every figure is new, levels are the common ones."""
    from tiendo.reading.proposal_document import COMMON_LEVELS
    from tiendo.reading.proposals import propose

    return propose(understood, elements={}, levels=COMMON_LEVELS)


def _proposals(understood: Understood) -> dict[str, Any]:
    from tiendo.reading.proposal_document import as_proposal

    return {one.target: as_proposal(one, lambda said: said.told(_)) for one in _proposed(understood)}


def _print_yaml(document: dict[str, Any]) -> None:
    from ruamel.yaml import YAML

    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style = False
    writer.allow_unicode = True
    writer.width = 100
    writer.dump(document, sys.stdout)


def _tell(read: Understood) -> None:
    from tiendo.formats.reading_page import KINDS, goal_told, period_told
    from tiendo.formats.wording import Wording

    wording = Wording(language())
    head = read.head
    print(head.called or _("Document"))
    origin = [
        head.issuer,
        f"{head.number or '…'}{head.mark}{head.symbol}" if head.symbol else "",
        head.date_text,
    ]
    if any(origin):
        print(" · ".join(filter(None, origin)))
    rows = [
        (
            one.id,
            goal_told(one),
            _short(one.measure),
            wording.text(KINDS[one.kind.value]),
            period_told(one.period, wording),
            f"{one.confidence}%",
        )
        for one in read.targets
    ]
    columns = ("", _("goal"), _("target"), _("form"), _("basis"), _("confidence"))
    print_table(_("Targets understood"), columns, rows)
    if read.duties:
        duties = [(one.id, _short(one.responsible), _short(one.text), one.deadline) for one in read.duties]
        print_table(_("Duties"), ("", _("who"), _("what"), _("until")), duties)
    _tell_annexes(read)
    _tell_counts(read)
    _tell_notes(read)


def _tell_counts(read: Understood) -> None:
    """How many other pieces were understood."""
    counts = _(
        "{tasks} tasks, {requirements} requirements, {duties} duties, {bases} bases, {recipients} recipients."
    )
    print(
        counts.format(
            tasks=len(read.tasks),
            requirements=len(read.requirements),
            duties=len(read.duties),
            bases=len(read.bases),
            recipients=len(read.recipients),
        )
    )


def _tell_notes(read: Understood) -> None:
    """What a person should know: what deserves a look, and what was mended or left out of the file."""
    from tiendo.formats.reading_page import repair_told
    from tiendo.formats.wording import Wording

    wording = Wording(language())
    mended = (repair_told(one, wording) for one in read.source.repairs)
    for said in (*map(told, read.findings), *mended):
        print(f"- {said}")


def _tell_annexes(read: Understood) -> None:
    """What annexes hand to units, and what blank forms ask for."""
    from tiendo.formats.reading_page import period_told
    from tiendo.formats.wording import Wording
    from tiendo.reading.numbers_written import written

    wording = Wording(language())
    if read.allocations:
        rows = [
            (
                one.unit,
                _short(one.measure),
                f"{written(one.value)} {one.counted_in}".replace(" %", "%").strip(),
                str(one.year) if one.year else period_told(one.period, wording),
            )
            for one in read.allocations
        ]
        print_table(_("Numbers for units"), (_("unit"), _("target"), _("goal"), _("basis")), rows)
    if read.candidates:
        asked = [
            (str(one.table), *(_short("; ".join(names)) for names in (one.elements, one.units, one.periods)))
            for one in read.candidates
        ]
        columns = (_("table"), _("figures"), _("units"), _("periods"))
        print_table(_("Blank forms ask for"), columns, asked)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + "…"
