"""Work: records and months."""

from __future__ import annotations

import uuid
from typing import Annotated, Any

import typer

from tiendo.cli.options import As, Figures, Json, MonthText, Reason, RecordId, Request, Unit, figures
from tiendo.cli.output import print_done
from tiendo.cli.proving import Document, DocumentDay, Link, Paper, ProofFile, of_options, proofs
from tiendo.cli.setting import actor, command, writing
from tiendo.cli.telling import tell_month
from tiendo.cli.text import _, word
from tiendo.formats.wording import STATES

record_app = typer.Typer(help="Bản ghi công việc / records", no_args_is_help=True)
month_app = typer.Typer(help="Tháng báo cáo / reporting months", no_args_is_help=True)


def _told_record(answer: Any, json: bool) -> None:
    """How a record stands after a write."""
    if json:
        print_done(answer)
        return
    text = _("{unit}: {kind}, version {version}, event {event}.")
    told = text.format(unit=answer.unit, kind=word(answer.kind), version=answer.newest, event=answer.event)
    counted = answer.reported == answer.newest
    print(told, "" if counted else _("It is a draft: it counts when its month is sent."))
    print(f"{_('record')}: {answer.record}")


def _told_month(answer: Any, json: bool) -> None:
    """How a month stands after a write."""
    if json:
        print_done(answer)
        return
    text = _("{unit}, {month}: {state}, event {event}.")
    state = word(answer.state, among=STATES)
    print(text.format(unit=answer.unit, month=answer.month.label, state=state, event=answer.event))


@record_app.command("add")
@command
def add(
    unit: Unit,
    day: Annotated[str, typer.Option("--day", help="Ngày / day")],
    title: Annotated[str, typer.Option("--title", help="Tên hoạt động / title")],
    account: As,
    figure: Figures = None,
    area: Annotated[str, typer.Option("--area", help="Lĩnh vực / area")] = "",
    place: Annotated[str, typer.Option("--place", help="Địa điểm / place")] = "",
    campaign: Annotated[str, typer.Option("--campaign", help="Đợt cao điểm / campaign")] = "",
    joint: Annotated[list[str] | None, typer.Option("--joint", help="Đơn vị phối hợp / co-organiser")] = None,
    document: Document = None,
    document_day: DocumentDay = None,
    link: Link = None,
    paper: Paper = None,
    file: ProofFile = None,
    record: Annotated[str | None, typer.Option("--record", help="UUID")] = None,
    request_: Request = None,
    json: Json = False,
) -> None:
    """Ghi một hoạt động / write an activity down (a draft until its month is sent)."""
    from tiendo.services.records import add_record

    more: dict[str, Any] = {
        name: value for name, value in (("area", area), ("place", place), ("campaign", campaign)) if value
    }
    if joint:
        more["coorganisers"] = joint
    given = proofs(account, document=document, document_day=document_day, link=link, paper=paper, file=file)
    if given:
        more["proofs"] = given
    fields: dict[str, Any] = {
        "record": record or _new_record(request_),
        "unit": unit,
        "day": day,
        "title": title,
    }
    with of_options(given):
        made = add_record(**fields, figures=figures(figure), **more, **writing(account, request_))
    _told_record(made, json)


def _new_record(request: str | None) -> str:
    """The id of a record to be made; the same request again means the same record."""
    try:
        return str(uuid.uuid5(uuid.UUID(request), "record")) if request else str(uuid.uuid4())
    except ValueError:  # refused with the request
        return str(uuid.uuid4())


@record_app.command("correct")
@command
def correct(
    record: RecordId,
    account: As,
    figure: Figures = None,
    day: Annotated[str | None, typer.Option("--day", help="Ngày / day")] = None,
    title: Annotated[str | None, typer.Option("--title", help="Tên / title")] = None,
    reason: Reason = "",
    request_: Request = None,
    json: Json = False,
) -> None:
    """Sửa một bản ghi bằng phiên bản mới / correct a record by a further version."""
    from tiendo.services.records import correct_record

    changes: dict[str, Any] = {
        name: value for name, value in (("day", day), ("title", title)) if value is not None
    }
    if figure:
        changes["figures"] = figures(figure)
    _told_record(correct_record(record=record, reason=reason, **changes, **writing(account, request_)), json)


@record_app.command("withdraw")
@command
def withdraw(
    record: RecordId, account: As, reason: Reason = "", request_: Request = None, json: Json = False
) -> None:
    """Rút một bản ghi / withdraw a record."""
    from tiendo.services.records import withdraw_record

    _told_record(withdraw_record(record=record, reason=reason, **writing(account, request_)), json)


@record_app.command("attach")
@command
def attach(
    record: RecordId,
    account: As,
    document: Document = None,
    document_day: DocumentDay = None,
    link: Link = None,
    paper: Paper = None,
    file: ProofFile = None,
    request_: Request = None,
    json: Json = False,
) -> None:
    """Bổ sung minh chứng, lúc nào cũng được / add proof to a record, now or later; it is no correction."""
    from tiendo.services.records import attach_proof

    given = proofs(account, document=document, document_day=document_day, link=link, paper=paper, file=file)
    with of_options(given):
        made = attach_proof(record=record, proofs=given, **writing(account, request_))
    _told_record(made, json)


@month_app.command("set")
@command
def set_figure(
    unit: Unit,
    month: MonthText,
    account: As,
    figure: Figures = None,
    reason: Reason = "",
    request_: Request = None,
    json: Json = False,
) -> None:
    """Nhập số liệu cả tháng của chính đơn vị / type a month's own figures."""
    from tiendo.services.month_figures import set_month_figure

    asked = writing(account, request_)
    told = set_month_figure(unit=unit, month=month, figures=figures(figure), reason=reason, **asked)
    _told_record(told, json)


@month_app.command("nil")
@command
def nil(
    unit: Unit,
    month: MonthText,
    account: As,
    element: Annotated[list[str] | None, typer.Option("--element", help="Số liệu / element")] = None,
    request_: Request = None,
    json: Json = False,
) -> None:
    """Báo tháng không phát sinh / declare that nothing happened."""
    from tiendo.services.month_figures import report_nil

    asked = writing(account, request_)
    _told_record(report_nil(unit=unit, month=month, elements=element or (), **asked), json)


@month_app.command("send")
@command
def send(unit: Unit, month: MonthText, account: As, request_: Request = None, json: Json = False) -> None:
    """Gửi tháng lên cấp trên / send a month."""
    from tiendo.services.months import send_month

    _told_month(send_month(unit=unit, month=month, **writing(account, request_)), json)


@month_app.command("show")
@command
def show(unit: Unit, month: MonthText, account: As, json: Json = False) -> None:
    """Những gì sẽ được xác nhận / what accepting this month accepts, with the digest to hand back."""
    from tiendo.cli.clock import now
    from tiendo.services.months import month_to_accept

    shown = month_to_accept(actor=actor(account), unit=unit, month=month, now=now())
    if json:
        print_done(shown)
    else:
        tell_month(shown)


@month_app.command("accept")
@command
def accept(
    unit: Unit,
    month: MonthText,
    account: As,
    seen: Annotated[str, typer.Option("--seen", help="Mã từ `month show` / digest from `month show`")],
    request_: Request = None,
    json: Json = False,
) -> None:
    """Xác nhận tháng của cấp dưới / accept a month as it was shown."""
    from tiendo.services.months import accept_month

    _told_month(accept_month(unit=unit, month=month, seen=seen, **writing(account, request_)), json)


@month_app.command("return")
@command
def return_(
    unit: Unit,
    month: MonthText,
    account: As,
    reason: Reason = "",
    request_: Request = None,
    json: Json = False,
) -> None:
    """Trả lại tháng kèm lý do / return a month with a reason."""
    from tiendo.services.month_returns import return_month

    _told_month(return_month(unit=unit, month=month, reason=reason, **writing(account, request_)), json)


@month_app.command("reopen")
@command
def reopen(
    unit: Unit,
    month: MonthText,
    account: As,
    reason: Reason = "",
    request_: Request = None,
    json: Json = False,
) -> None:
    """Mở lại tháng đã xác nhận / reopen an accepted month with a reason."""
    from tiendo.services.month_returns import reopen_month

    _told_month(reopen_month(unit=unit, month=month, reason=reason, **writing(account, request_)), json)


@month_app.command("excuse")
@command
def excuse(
    unit: Unit,
    month: MonthText,
    account: As,
    reason: Reason = "",
    again: Annotated[bool, typer.Option("--asked-again", help="Yêu cầu lại / ask for it again")] = False,
    request_: Request = None,
    json: Json = False,
) -> None:
    """Cho miễn báo cáo một tháng / excuse a unit from a month."""
    from tiendo.services.month_returns import excuse_month

    _told_month(
        excuse_month(unit=unit, month=month, reason=reason, excused=not again, **writing(account, request_)),
        json,
    )
