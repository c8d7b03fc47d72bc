"""Work: records and months."""

from __future__ import annotations

import uuid
from typing import Annotated, Any

import typer

from tiendo.cli.options import As, Figures, Json, MonthText, Reason, RecordId, Request, Unit, figures
from tiendo.cli.output import print_json
from tiendo.cli.setting import actor, command, request

record_app = typer.Typer(help="Bản ghi công việc / records", no_args_is_help=True)
month_app = typer.Typer(help="Tháng báo cáo / reporting months", no_args_is_help=True)


def _done(answer: Any, json: bool) -> None:
    """Print what a write answers."""
    from dataclasses import asdict

    data = {"schema": 1, **asdict(answer)}
    if json:
        print_json(data)
    else:
        print(", ".join(f"{key}: {value}" for key, value in data.items() if key != "schema"))


def _asked(account: str, given: str | None) -> dict[str, Any]:
    """The fields every verb takes."""
    from tiendo.cli.clock import now

    return {"actor": actor(account), "request": request(given), "now": now()}


def _proofs(
    document: str | None, document_day: str | None, link: str | None, paper: str | None
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if document:
        found.append(
            {"kind": "document", "text": document, **({"day": document_day} if document_day else {})}
        )
    if link:
        found.append({"kind": "link", "text": link})
    if paper:
        found.append({"kind": "paper", "text": paper})
    return found


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
    document: Annotated[str | None, typer.Option("--document", help="Số văn bản / document")] = None,
    document_day: Annotated[str | None, typer.Option("--document-day", help="Ngày văn bản / its day")] = None,
    link: Annotated[str | None, typer.Option("--link", help="Đường dẫn / link")] = None,
    paper: Annotated[str | None, typer.Option("--paper", help="Giấy tờ lưu tại đơn vị / paper kept")] = None,
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
    proofs = _proofs(document, document_day, link, paper)
    if proofs:
        more["proofs"] = proofs
    fields: dict[str, Any] = {"record": record or str(uuid.uuid4()), "unit": unit, "day": day, "title": title}
    _done(add_record(**fields, figures=figures(figure), **more, **_asked(account, request_)), json)


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
    _done(correct_record(record=record, reason=reason, **changes, **_asked(account, request_)), json)


@record_app.command("withdraw")
@command
def withdraw(
    record: RecordId, account: As, reason: Reason = "", request_: Request = None, json: Json = False
) -> None:
    """Rút một bản ghi / withdraw a record."""
    from tiendo.services.records import withdraw_record

    _done(withdraw_record(record=record, reason=reason, **_asked(account, request_)), json)


@month_app.command("set")
@command
def set_figure(
    unit: Unit,
    month: MonthText,
    account: As,
    figure: Figures = None,
    request_: Request = None,
    json: Json = False,
) -> None:
    """Nhập số liệu cả tháng của chính đơn vị / type a month's own figures."""
    from tiendo.services.month_figures import set_month_figure

    _done(
        set_month_figure(unit=unit, month=month, figures=figures(figure), **_asked(account, request_)), json
    )


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

    _done(report_nil(unit=unit, month=month, elements=element or (), **_asked(account, request_)), json)


@month_app.command("send")
@command
def send(unit: Unit, month: MonthText, account: As, request_: Request = None, json: Json = False) -> None:
    """Gửi tháng lên cấp trên / send a month."""
    from tiendo.services.months import send_month

    _done(send_month(unit=unit, month=month, **_asked(account, request_)), json)


@month_app.command("show")
@command
def show(unit: Unit, month: MonthText, account: As, json: Json = False) -> None:
    """Những gì sẽ được xác nhận / what accepting this month accepts, with the digest to hand back."""
    from tiendo.cli.clock import now
    from tiendo.services.months import month_to_accept

    shown = month_to_accept(actor=actor(account), unit=unit, month=month, now=now())
    _done(shown, json)


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

    _done(accept_month(unit=unit, month=month, seen=seen, **_asked(account, request_)), json)


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

    _done(return_month(unit=unit, month=month, reason=reason, **_asked(account, request_)), json)


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

    _done(reopen_month(unit=unit, month=month, reason=reason, **_asked(account, request_)), json)


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

    _done(
        excuse_month(unit=unit, month=month, reason=reason, excused=not again, **_asked(account, request_)),
        json,
    )
