"""The organisation itself: its units, levels, reporting months and named persons."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from tiendo.cli.options import As, Json, MonthText, Request, Unit, pairs
from tiendo.cli.output import print_done, print_json
from tiendo.cli.reading import content_of, with_lines
from tiendo.cli.setting import command, writing
from tiendo.cli.text import _
from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.period import print_day
from tiendo.core.quantity import read_amount

register("cli.open_how", ProblemKind.INVALID, "Name one unit with {options}, or many with --file; not both.")
register("cli.receiver", ProblemKind.INVALID, "Say which unit receives: --into CODE, or --open CODE=NAME.")
register("cli.opened", ProblemKind.INVALID, "A unit opened with --open needs --level and --parent.")

unit_app = typer.Typer(
    help="Lập, đổi tên, chuyển, gộp, tách, đóng đơn vị / units that change", no_args_is_help=True
)
level_app = typer.Typer(help="Các cấp của tổ chức / levels", no_args_is_help=True)
calendar_app = typer.Typer(help="Lịch tháng báo cáo / reporting months", no_args_is_help=True)
person_app = typer.Typer(help="Người được ghi tên / named persons", no_args_is_help=True)

Since = Annotated[str, typer.Option("--day", help="Từ ngày / from day")]
Name = Annotated[str | None, typer.Option("--name", help="Tên / name")]
Code = Annotated[str | None, typer.Option("--code", help="Mã / code")]
LevelKey = Annotated[str | None, typer.Option("--level", help="Cấp / level")]
Parent = Annotated[str | None, typer.Option("--parent", help="Mã đơn vị cấp trên / the unit above")]
Opened = Annotated[list[str] | None, typer.Option("--open", help="Đơn vị mới MÃ=TÊN / a new unit CODE=NAME")]
Children = Annotated[
    list[str] | None,
    typer.Option("--child", help="Đơn vị dưới về đâu: MÃ=NƠI / where a unit below goes: CODE=PLACE"),
]

_COLUMNS = ("code", "name", "level", "parent")


def _told(states: Sequence[Any], json: bool) -> None:
    """Units as a change leaves them."""
    if json:
        rows = [
            {
                "id": one.id, "code": one.code, "name": one.name, "level": one.level, "parent_id": one.parent,
                "opened": one.opened, "closed": one.closed,
            }
            for one in states
        ]  # fmt: skip
        print_json({"schema": 1, "event": states[0].event if states else 0, "units": rows})
        return
    for one in states:
        life = _("from {day}").format(day=print_day(one.opened))
        if one.closed is not None:
            life += " " + _("until before {day}").format(day=print_day(one.closed))
        print(f"{one.name} ({one.code}), {life}")
    print(_("Units changed: {count}, event {event}.").format(count=len(states), event=states[0].event))


@unit_app.command("open")
@command
def open_(
    account: As,
    code: Code = None,
    name: Name = None,
    level: LevelKey = None,
    parent: Parent = None,
    day: Annotated[str | None, typer.Option("--day", help="Từ ngày / from day")] = None,
    file: Annotated[
        Path | None, typer.Option("--file", help="Bảng CSV hay TSV nhiều đơn vị / many units as a table")
    ] = None,
    asked: Request = None,
    json: Json = False,
) -> None:
    """Lập đơn vị, một hay nhiều / open a unit, or many from a file."""
    from tiendo.services.units import open_unit, open_units

    one: dict[str, Any] = {"code": code, "name": name, "level": level, "parent": parent}
    if file is None:
        if None in (*one.values(), day):
            raise Problem("cli.open_how", options="--code --name --level --parent --day")
        _told([open_unit(**one, day=day or "", **writing(account, asked))], json)
        return
    if set(one.values()) != {None}:
        raise Problem("cli.open_how", options="--code --name --level --parent --day")
    rows, lines = _rows(file, day)
    try:
        _told(open_units(units=rows, **writing(account, asked)), json)
    except Problem as problem:
        raise with_lines(problem, file, lambda place: lines[_number(place)]) from None


def _rows(file: Path, day: str | None) -> tuple[list[dict[str, str]], list[int]]:
    """The units of a table, each with its day or the one day of all. Errors: Problem `cli.file`, `table.*`."""
    from tiendo.formats.table import read_table

    needed, optional = (_COLUMNS, ("day",)) if day else ((*_COLUMNS, "day"), ())
    rows, lines = read_table(content_of(file), needed, name=file.name, optional=optional)
    return [{**row, "day": row.get("day") or day or ""} for row in rows], lines


def _number(place: str) -> int:
    """Which of the units `units[3].parent` is; the first where it is of none."""
    digits = place.partition("[")[2].partition("]")[0]
    return int(digits) if digits.isdigit() else 0


@unit_app.command("rename")
@command
def rename(
    unit: Unit,
    day: Since,
    account: As,
    name: Name = None,
    code: Code = None,
    asked: Request = None,
    json: Json = False,
) -> None:
    """Đổi tên, đổi mã từ một ngày / give a unit a new name or code from a day on."""
    from tiendo.services.units import rename_unit

    _told([rename_unit(unit=unit, day=day, name=name, code=code, **writing(account, asked))], json)


@unit_app.command("move")
@command
def move(
    unit: Unit,
    parent: Annotated[str, typer.Option("--parent", help="Mã đơn vị cấp trên mới / the new unit above")],
    day: Since,
    account: As,
    name: Name = None,
    code: Code = None,
    level: LevelKey = None,
    asked: Request = None,
    json: Json = False,
) -> None:
    """Chuyển đơn vị, cùng mọi đơn vị dưới nó / put a unit under another, with all below it."""
    from tiendo.services.units import move_unit

    what: dict[str, Any] = {
        "unit": unit,
        "parent": parent,
        "day": day,
        "name": name,
        "code": code,
        "level": level,
    }
    _told([move_unit(**what, **writing(account, asked))], json)


@unit_app.command("merge")
@command
def merge(
    unit: Annotated[list[str], typer.Option("--unit", help="Đơn vị nhập vào, lặp lại được / units closed")],
    day: Since,
    account: As,
    into: Annotated[str | None, typer.Option("--into", help="Đơn vị nhận / the unit that receives")] = None,
    opened: Opened = None,
    level: LevelKey = None,
    parent: Parent = None,
    child: Children = None,
    asked: Request = None,
    json: Json = False,
) -> None:
    """Gộp các đơn vị vào một đơn vị / close units into one."""
    from tiendo.services.units import merge_units

    receiving = [*([into] if into else []), *_opened(opened, level, parent)]
    if len(receiving) != 1:
        raise Problem("cli.receiver")
    what: dict[str, Any] = {"units": unit, "into": receiving[0], "day": day, "children_to": pairs(child)}
    _told(merge_units(**what, **writing(account, asked)), json)


@unit_app.command("split")
@command
def split(
    unit: Unit,
    day: Since,
    account: As,
    into: Annotated[
        list[str] | None, typer.Option("--into", help="Đơn vị nhận, lặp lại được / units that receive")
    ] = None,
    opened: Opened = None,
    level: LevelKey = None,
    parent: Parent = None,
    part: Annotated[
        list[str] | None,
        typer.Option("--part", help="Phần của số liệu mức: MÃ/số_liệu=phần / a stock's part: CODE/element=n"),
    ] = None,
    child: Children = None,
    asked: Request = None,
    json: Json = False,
) -> None:
    """Tách một đơn vị thành nhiều đơn vị / close a unit into several."""
    from tiendo.services.units import split_unit

    new = _opened(opened, level, parent)
    parts = _parts(part)
    found: list[dict[str, Any]] = [{"unit": code} for code in into or []] + new
    for one in found:
        one["parts"] = parts.pop(one.get("code") or one["unit"], {})
    if parts:
        raise Problem("cli.pair", given=f"{next(iter(parts))}/…")
    what: dict[str, Any] = {"unit": unit, "successors": found, "day": day, "children_to": pairs(child)}
    _told(split_unit(**what, **writing(account, asked)), json)


def _opened(given: list[str] | None, level: str | None, parent: str | None) -> list[dict[str, Any]]:
    """Units to be opened by the same event. Errors: Problem `cli.opened`, `cli.pair`."""
    if given and not (level and parent):
        raise Problem("cli.opened")
    return [
        {"code": code, "name": name, "level": level, "parent": parent} for code, name in pairs(given).items()
    ]


def _parts(given: list[str] | None) -> dict[str, dict[str, int]]:
    """By which weights stocks are shared out, per successor."""
    found: dict[str, dict[str, int]] = {}
    for key, weight in pairs(given).items():
        code, _slash, element = key.rpartition("/")
        if not code or not element:
            raise Problem("cli.pair", given=key[:60])
        found.setdefault(code, {})[element] = read_amount(weight)
    return found


@unit_app.command("close")
@command
def close(
    unit: Unit,
    day: Since,
    account: As,
    heir: Annotated[
        str | None, typer.Option("--heir", help="Đơn vị thay nó khi xem theo cây nay / stands for it as-is")
    ] = None,
    child: Children = None,
    asked: Request = None,
    json: Json = False,
) -> None:
    """Giải thể đơn vị, không có đơn vị kế tục / close a unit without successor."""
    from tiendo.services.units import close_unit

    what: dict[str, Any] = {"unit": unit, "day": day, "heir": heir, "children_to": pairs(child)}
    _told(close_unit(**what, **writing(account, asked)), json)


@level_app.command("set")
@command
def set_level(
    key: Annotated[str, typer.Option("--key", help="Khoá / key")],
    rank: Annotated[int, typer.Option("--rank", help="Bậc, 0 là cao nhất / 0 at the top")],
    name: Annotated[str, typer.Option("--name", help="Tên / name")],
    account: As,
    asked: Request = None,
    json: Json = False,
) -> None:
    """Thêm một cấp hay đổi tên cấp / add a level, or rename one."""
    from tiendo.services.catalogue import define_levels

    level = {"key": key, "rank": rank, "name": name}
    made = define_levels(levels=[level], **writing(account, asked))
    if json:
        print_done(made)
    else:
        print(_("Level {name} ({key}), event {event}.").format(name=name, key=key, event=made.event))


@calendar_app.command("set")
@command
def set_cutoff(
    month: MonthText,
    cutoff: Annotated[int, typer.Option("--cutoff", help="Ngày chốt, 31 là ngày cuối / 31: the last day")],
    account: As,
    asked: Request = None,
    json: Json = False,
) -> None:
    """Đặt ngày chốt số liệu từ một tháng / let months end on a day, from a month on."""
    from tiendo.services.catalogue import set_calendar

    made = set_calendar(month=month, cutoff=cutoff, **writing(account, asked))
    changes = [{"month": since, "cutoff": day} for since, day in made.changes]
    if json:
        print_json({"schema": 1, "event": made.event, "changes": changes})
        return
    for since, day in made.changes:
        print(_("From {month} on, months end on day {day}.").format(month=since.label, day=day))


@person_app.command("merge")
@command
def merge_persons(
    kept: Annotated[str, typer.Option("--kept", help="Mã người giữ lại / the person kept")],
    merged: Annotated[str, typer.Option("--merged", help="Mã người trùng / the one that is the same")],
    account: As,
    asked: Request = None,
    json: Json = False,
) -> None:
    """Gộp hai người là một / let two named persons be one; counts are made anew."""
    from tiendo.services.persons import merge_persons as merging

    made = merging(kept=kept, merged=merged, **writing(account, asked))
    if json:
        print_done(made)
    else:
        text = _("{merged} counts as {kept}, event {event}.")
        print(text.format(merged=merged, kept=made.person, event=made.event))
