"""The official report as a Word file, or as data."""

from __future__ import annotations

import json as plain_json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tiendo.cli.options import AsMaybe, Json, Known, PlanKey, Unit, position
from tiendo.cli.output import print_json
from tiendo.cli.reading import reason_of
from tiendo.cli.setting import actor, command
from tiendo.cli.text import _
from tiendo.core.errors import Problem, ProblemKind, register

if TYPE_CHECKING:
    from tiendo.services.reporting import ReportMade

register(
    "cli.as_frozen",
    ProblemKind.INVALID,
    "A frozen report is printed as it is: leave out --known, and name another freeze with --event.",
)
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
    frozen: Annotated[bool, typer.Option("--frozen", help="In lại bản đã chốt / as frozen")] = False,
    event: Annotated[
        int | None, typer.Option("--event", help="Bản chốt ở sự kiện này / the freeze meant")
    ] = None,
    compare: Annotated[
        bool, typer.Option("--compare", help="Bản đã chốt khác số liệu hiện nay ở đâu / what differs now")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Ghi đè tệp đã có / replace the file")] = False,
    account: AsMaybe = None,
    json: Json = False,
) -> None:
    """Báo cáo tiến độ dạng Word / the official report as a Word file."""
    from tiendo.cli.clock import now

    who = actor(account)
    asked = dict(actor=who, unit=unit, period=period, number=number, day=day, now=now())  # noqa: C408 - short
    if frozen or compare or event is not None:
        if known is not None:
            raise Problem("cli.as_frozen")
        _frozen({**asked, "plan": plan}, event, output=output, compare=compare, force=force, json=json)
        return
    _made(asked, plan, position(known), output=output, force=force, json=json)


def _made(
    asked: dict[str, Any],
    plan: str | None,
    known: int | datetime | None,
    *,
    output: str,
    force: bool,
    json: bool,
) -> None:
    """The report as the ledger tells it, and a word where the period was frozen."""
    from tiendo.services.reporting import report_of

    made = report_of(plan=plan, known=known, **asked)
    if json:
        print_json(_as_data(made))
        return
    _print_report(made, output, force=force)
    if made.freezes and known is None:
        text = _("This period was frozen at event {event}; --frozen prints that report again.")
        print(text.format(event=made.freezes[-1].event), file=sys.stderr)


def _frozen(
    asked: dict[str, Any], event: int | None, *, output: str, compare: bool, force: bool, json: bool
) -> None:
    """A frozen report again, or where it differs from what is known now."""
    from tiendo.services.frozen import frozen_report

    held = frozen_report(event=event, **asked)
    if json:
        kept = {"event": held.event, "at": held.at, "sha256": held.sha256}
        apart = [asdict(one) for one in held.differences]
        print_json({**_as_data(held.made), "frozen": kept, "differences": apart})
        return
    if not compare:
        _print_report(held.made, output, force=force)
        return
    for one in held.differences:
        print(f"{one.where}: {one.before or '–'} → {one.after or '–'}")
    if not held.differences:
        print(_("The report frozen at event {event} reads as it would today.").format(event=held.event))


def _as_data(made: ReportMade) -> dict[str, Any]:
    """A report as data, with the digest of its canonical JSON."""
    document = plain_json.loads(made.report.canonical())
    return {"schema": 1, "unit": made.unit, "sha256": made.report.sha256, "report": document}


def _print_report(made: ReportMade, output: str, *, force: bool) -> None:
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
        raise Problem("cli.write", file=path.name, reason=reason_of(failure)) from None
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
