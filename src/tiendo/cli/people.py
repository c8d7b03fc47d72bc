"""Accounts: make one, give it a role, give it a new password. Passwords are typed, never told on the command line."""

from __future__ import annotations

from typing import Annotated

import typer

from tiendo.cli.options import As, Json, Request, Unit
from tiendo.cli.output import print_done
from tiendo.cli.setting import actor, command, request
from tiendo.cli.text import _

Username = Annotated[str, typer.Option("--username", help="Tên đăng nhập / account name")]
account_app = typer.Typer(help="Tài khoản / accounts", no_args_is_help=True)


def _typed() -> str:
    """A password typed twice without being shown."""
    return str(typer.prompt(_("New password"), hide_input=True, confirmation_prompt=_("Once more")))


@account_app.command("add")
@command
def add(
    username: Username,
    name: Annotated[str, typer.Option("--name", help="Họ tên / name")],
    account: As,
    asked: Request = None,
    json: Json = False,
) -> None:
    """Lập tài khoản, gõ mật khẩu hai lần / make an account."""
    from tiendo.cli.clock import now
    from tiendo.services.accounts import create_account

    made = create_account(
        actor=actor(account),
        username=username,
        name=name,
        password=_typed(),
        request=request(asked),
        now=now(),
    )
    if json:
        print_done(made)
    else:
        print(_("Account {username} is made, event {event}.").format(username=username, event=made.event))


@account_app.command("grant")
@command
def grant(
    username: Username,
    role: Annotated[str, typer.Option("--role", help="Vai trò / role")],
    unit: Unit,
    start: Annotated[str, typer.Option("--from", help="Từ ngày / from day")],
    account: As,
    end: Annotated[str | None, typer.Option("--to", help="Đến trước ngày / before day")] = None,
    asked: Request = None,
    json: Json = False,
) -> None:
    """Giao vai trò tại một đơn vị / give a role at a unit."""
    from tiendo.cli.clock import now
    from tiendo.services.accounts import grant_role

    given = grant_role(
        actor=actor(account),
        username=username,
        role=role,
        unit=unit,
        from_day=start,
        to_day=end,
        request=request(asked),
        now=now(),
    )
    if json:
        print_done(given)
    else:
        text = _("{username} is {role} at {unit}, event {event}.")
        print(text.format(username=username, role=_(role), unit=unit, event=given.event))


@account_app.command("password")
@command
def password(username: Username, account: As, asked: Request = None, json: Json = False) -> None:
    """Cấp lại mật khẩu / give a new password."""
    from tiendo.cli.clock import now
    from tiendo.services.accounts import give_password

    given = give_password(
        actor=actor(account), username=username, password=_typed(), request=request(asked), now=now()
    )
    if json:
        print_done(given)
    else:
        print(
            _("Account {username} has a new password, event {event}.").format(
                username=username, event=given.event
            )
        )
