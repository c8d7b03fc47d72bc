"""Accounts: make one, give it a role, give it a new password. Passwords are typed, never told on the command line."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated
from urllib.parse import urlencode

import typer

from tiendo.cli.options import As, Json, Request, Unit, typed_password
from tiendo.cli.output import print_done, print_json
from tiendo.cli.setting import actor, command, request
from tiendo.cli.text import _, word

Username = Annotated[str, typer.Option("--username", help="Tên đăng nhập / account name")]
account_app = typer.Typer(help="Tài khoản / accounts", no_args_is_help=True)


@account_app.command("add")
@command
def add(
    username: Username,
    name: Annotated[str, typer.Option("--name", help="Họ tên / name")],
    account: As,
    no_password: Annotated[
        bool, typer.Option("--no-password", help="Để chủ tài khoản tự đặt / they choose it themselves")
    ] = False,
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
        password=None if no_password else typed_password(),
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
        actor=actor(account), username=username, password=typed_password(), request=request(asked), now=now()
    )
    if json:
        print_done(given)
    else:
        print(
            _("Account {username} has a new password, event {event}.").format(
                username=username, event=given.event
            )
        )


@account_app.command("code")
@command
def code(
    username: Username,
    account: As,
    hours: Annotated[
        int, typer.Option("--hours", min=1, max=336, help="Hạn dùng, giờ / good for hours")
    ] = 72,
    json: Json = False,
) -> None:
    """Cấp mã một lần để tự đặt mật khẩu / give a one-time code to choose a password with."""
    from django.conf import settings
    from django.urls import reverse

    from tiendo.cli.clock import machine, now
    from tiendo.services.sign_in_codes import give_sign_in_code, new_code

    made, until = new_code(), machine() + timedelta(hours=hours)
    given = give_sign_in_code(
        actor=actor(account), username=username, code=made, until=until, request=request(None), now=now()
    )
    link = f"{settings.TIENDO_PUBLIC_URL}{reverse('account_code')}?{urlencode({'ten': username, 'ma': made})}"
    if json:
        print_done(given, code=made, link=link)
        return
    text = _("{username} may choose a password once until {until}, event {event}.")
    print(text.format(username=username, until=f"{until:%H:%M %d/%m/%Y}", event=given.event))
    print(f"{_('Code')}: {made}")
    print(link)


@account_app.command("two-step")
@command
def two_step(
    account: As,
    role: Annotated[list[str] | None, typer.Option("--role", help="Vai trò / role")] = None,
    asked: Request = None,
    json: Json = False,
) -> None:
    """Vai trò phải đăng nhập hai bước; không nêu vai trò nào là bỏ / roles that sign in with two steps; none: off."""
    from tiendo.cli.clock import now
    from tiendo.services.catalogue import set_mfa_roles

    roles = set_mfa_roles(actor=actor(account), roles=role or [], request=request(asked), now=now())
    if json:
        print_json({"schema": 1, "roles": list(roles)})
    elif roles:
        print(_("Two-step sign-in is asked of: {roles}.").format(roles=", ".join(word(one) for one in roles)))
    else:
        print(_("Two-step sign-in is asked of nobody."))
