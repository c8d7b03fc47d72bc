"""Options that many commands share, and how what is typed becomes days, months, books and positions."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated

import typer

from tiendo.cli.text import _
from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.period import read_day
from tiendo.core.submission import Book

register(
    "cli.known",
    ProblemKind.INVALID,
    "Give an event number or a moment such as 2024-11-30T17:00+07:00, not {given}.",
)
register(
    "cli.after", ProblemKind.INVALID, "Name the last line seen as event:line, such as 647:12, not {given}."
)
register("cli.figure_twice", ProblemKind.INVALID, "{figure} is given twice; give each figure once.")
register("cli.pair", ProblemKind.INVALID, "Write it as CODE=…, not {given}.")
register("cli.figure", ProblemKind.INVALID, "Write a figure as element=amount, not {given}.")

Unit = Annotated[str, typer.Option("--unit", help="Mã đơn vị / unit code")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="Tính đến ngày / day looked at, included")]
Known = Annotated[
    str | None, typer.Option("--known", help="Số sự kiện hoặc thời điểm / event number or moment")
]
PlanKey = Annotated[str | None, typer.Option("--plan", help="Mã kế hoạch / plan key")]
BookName = Annotated[Book, typer.Option("--book", help="reported | accepted")]
Json = Annotated[bool, typer.Option("--json", help="JSON")]
As = Annotated[str, typer.Option("--as", help="Tài khoản / account")]
AsMaybe = Annotated[str | None, typer.Option("--as", help="Tài khoản / account")]
Request = Annotated[
    str | None, typer.Option("--request", help="UUID để gửi lại không bị ghi hai lần / request id")
]
Target = Annotated[str, typer.Option("--target", help="Mã chỉ tiêu / target key")]
MonthText = Annotated[str, typer.Option("--month", help="Tháng, ví dụ 2024-03 / month")]
Reason = Annotated[str, typer.Option("--reason", help="Lý do / reason")]
Figures = Annotated[list[str] | None, typer.Option("--figure", help="số_liệu=số lượng / element=amount")]
RecordId = Annotated[str, typer.Option("--record", help="Mã bản ghi / record id")]


def typed_password() -> str:
    """A password typed twice without being shown."""
    return str(typer.prompt(_("New password"), hide_input=True, confirmation_prompt=_("Once more")))


def day_or_today(text: str | None) -> date:
    """The day looked at: as typed, else the organisation's operating day, else today."""
    from tiendo.cli.clock import today

    return today() if text is None else read_day(text)


def position(text: str | None) -> int | datetime | None:
    """A ledger position as typed: an event number or a moment with its offset. Errors: Problem `cli.known`."""
    if text is None:
        return None
    if text.isascii() and text.isdigit() and len(text) < 12:
        return int(text)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Problem("cli.known", given=text[:60]) from None
    if moment.tzinfo is None:
        raise Problem("cli.known", given=text[:60])
    return moment


def line_after(text: str) -> tuple[int, int]:
    """The last line of the page before, as event and line. Errors: Problem `cli.after`."""
    found = re.fullmatch(r"([0-9]{1,9}):([0-9]{1,9})", text.strip())
    if found is None:
        raise Problem("cli.after", given=text[:60])
    return int(found[1]), int(found[2])


def pairs(given: list[str] | None) -> dict[str, str]:
    """What is typed as `key=value`, each key once. Errors: Problem `cli.pair`, `cli.figure_twice`."""
    found: dict[str, str] = {}
    for one in given or []:
        key, equals, value = (side.strip() for side in one.partition("="))
        if not (key and equals and value):
            raise Problem("cli.pair", given=one[:60])
        if key in found:
            raise Problem("cli.figure_twice", figure=key[:60])
        found[key] = value
    return found


def figures(given: list[str] | None) -> dict[str, str | dict[str, str]]:
    """Figures typed as `element=amount` or `element/dimension:part=amount`. Errors: Problem `cli.figure*`."""
    found: dict[str, str | dict[str, str]] = {}
    parts: dict[str, dict[str, str]] = {}
    for one in given or []:
        name, equals, amount = one.partition("=")
        element, slash, part = (side.strip() for side in name.partition("/"))
        if not equals or not element or (slash and not part):
            raise Problem("cli.figure", given=one[:60])
        if part in parts.setdefault(element, {}):
            raise Problem("cli.figure_twice", figure=name.strip()[:60])
        parts[element][part] = amount
    for element, amounts in parts.items():
        found[element] = amounts[""] if set(amounts) == {""} else amounts
    return found
