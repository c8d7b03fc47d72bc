"""A plan's file read and told: its targets, tasks and duties. Needs no installation and no account."""

from __future__ import annotations

import json as json_format
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tiendo.cli.options import Json
from tiendo.cli.output import print_table, refuse, waiting
from tiendo.cli.reading import content_of, reason_of
from tiendo.cli.text import _, language, told
from tiendo.core.errors import Problem

if TYPE_CHECKING:
    from tiendo.reading.understood import Understood

_LONGEST = 110


def read(
    file: Annotated[Path, typer.Argument(help="Văn bản: .docx, .pdf, .doc, .txt, .md, .html / the document")],
    json: Json = False,
    yaml: Annotated[bool, typer.Option("--yaml", help="YAML")] = False,
    html: Annotated[
        Path | None, typer.Option("--html", help="Ghi một trang có đánh dấu / write a page with highlights")
    ] = None,
    ocr: Annotated[
        bool, typer.Option("--ocr", help="Nhận dạng chữ trong bản quét / recognise the words of a scan")
    ] = False,
) -> None:
    """Đọc văn bản kế hoạch thành chỉ tiêu, nhiệm vụ, phân công / read a plan into targets, tasks and duties."""
    try:
        _read(file, as_json=json, as_yaml=yaml, page=html, ocr=ocr)
    except Problem as problem:
        raise typer.Exit(refuse(problem, as_json=json)) from None


def _read(file: Path, *, as_json: bool, as_yaml: bool, page: Path | None, ocr: bool) -> None:
    from tiendo.formats.source_limits import Reading
    from tiendo.formats.text_in import read_source
    from tiendo.reading.document import as_document
    from tiendo.reading.reader import read_document

    with waiting(_("Reading the documents")) as progress:
        source = read_source(content_of(file), file.name, reading=Reading(ocr=ocr, progress=progress))
        understood = read_document(source)
    if page is not None:
        _write(page, understood)
    if as_json:
        print(json_format.dumps(as_document(understood), ensure_ascii=False))
    elif as_yaml:
        _print_yaml(as_document(understood))
    elif page is None:
        _tell(understood)


def _write(page: Path, understood: Understood) -> None:
    from tiendo.formats.reading_page import reading_page
    from tiendo.formats.wording import Wording

    try:
        page.write_text(reading_page(understood, Wording(language())), encoding="utf-8", newline="\n")
    except OSError as failure:
        raise Problem("cli.file", file=page.name, reason=reason_of(failure)) from None
    print(_("Written to {file}.").format(file=page))


def _print_yaml(document: dict[str, Any]) -> None:
    import sys

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
    print(" ".join(filter(None, (head.type, head.subject))) or _("Document"))
    origin = [head.issuer, f"{head.number or '…'}-{head.symbol}" if head.symbol else "", head.date_text]
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
    for finding in read.findings:
        print(f"- {told(finding)}")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + "…"
