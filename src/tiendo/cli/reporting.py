"""The official report as a Word file, or as data."""

from __future__ import annotations

import json as plain_json
import sys
from pathlib import Path
from typing import Annotated

import typer

from tiendo.cli.options import AsMaybe, Json, Known, PlanKey, Unit, position
from tiendo.cli.output import print_json
from tiendo.cli.setting import actor, command
from tiendo.cli.text import _
from tiendo.core.errors import Problem, ProblemKind, register

register("cli.there", ProblemKind.CONFLICT, "{file} is there already; name another file, or add --force.")
register("cli.write", ProblemKind.INVALID, "{file} cannot be written: {reason}")


@command
def report(
    unit: Unit,
    period: Annotated[str, typer.Option("--period", help="Kỳ: 2024-11, 2024-Q4, 2024-H1, 2024 / period")],
    output: Annotated[
        str, typer.Option("-o", "--output", help="Tệp .docx, - là ra màn hình / file")
    ] = "bao-cao.docx",
    number: Annotated[str, typer.Option("--number", help="Số văn bản / number")] = "",
    day: Annotated[str | None, typer.Option("--day", help="Ngày ký / day of signing")] = None,
    plan: PlanKey = None,
    known: Known = None,
    force: Annotated[bool, typer.Option("--force", help="Ghi đè tệp đã có / replace the file")] = False,
    account: AsMaybe = None,
    json: Json = False,
) -> None:
    """Báo cáo tiến độ dạng Word / the official report as a Word file."""
    from tiendo.cli.clock import now
    from tiendo.services.reporting import report_of

    made = report_of(
        actor=actor(account),
        unit=unit,
        period=period,
        now=now(),
        plan=plan,
        number=number,
        day=day,
        known=position(known),
    )
    if json:
        document = plain_json.loads(made.report.canonical())
        print_json({"schema": 1, "unit": made.unit, "sha256": made.report.sha256, "report": document})
        return
    from tiendo.formats.docx_out import report_docx

    _write(report_docx(made.report), output, force=force)


def _write(content: bytes, output: str, *, force: bool) -> None:
    if output == "-":
        sys.stdout.buffer.write(content)
        return
    path = Path(output)
    try:
        with path.open("wb" if force else "xb") as file:
            file.write(content)
    except FileExistsError:
        raise Problem("cli.there", file=path.name) from None
    except OSError as failure:
        raise Problem("cli.write", file=path.name, reason=failure.strerror or "") from None
    print(_("Written to {file}.").format(file=path.name), file=sys.stderr)


@command
def document(
    output: Annotated[str, typer.Option("-o", "--output", help="Tệp .docx, - là ra màn hình / file")],
    plan: PlanKey = None,
    force: Annotated[bool, typer.Option("--force", help="Ghi đè tệp đã có / replace the file")] = False,
    account: AsMaybe = None,
) -> None:
    """Kế hoạch dạng Word / an adopted plan as a Word file."""
    from tiendo.cli.clock import now
    from tiendo.formats.docx_out import report_docx
    from tiendo.services.reporting import plan_paper_of

    paper = plan_paper_of(actor=actor(account), plan=plan, now=now())
    _write(report_docx(paper), output, force=force)
