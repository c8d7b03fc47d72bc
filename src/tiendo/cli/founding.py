"""The way in: prepare a home, and found an organisation in it from a file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from tiendo.cli.options import Json, Request, typed_password
from tiendo.cli.output import print_done
from tiendo.cli.reading import document_of, with_lines
from tiendo.cli.setting import preparing, request
from tiendo.cli.text import _
from tiendo.core.errors import Problem, ProblemKind, register

register(
    "cli.organisation",
    ProblemKind.INVALID,
    "{place}: the file says name, day, levels, root and account of the organisation, each as a field.",
)

_FIELDS = ("name", "day", "levels", "root", "account")


@preparing
def init(
    organisation: Annotated[
        Path | None,
        typer.Option("--organisation", help="Tệp YAML của tổ chức mới / a new organisation's YAML file"),
    ] = None,
    no_password: Annotated[
        bool,
        typer.Option("--no-password", help="Đặt mật khẩu sau bằng mã một lần / choose it later by a code"),
    ] = False,
    asked: Request = None,
    json: Json = False,
) -> None:
    """Chuẩn bị cơ sở dữ liệu, lập tổ chức / prepare the database, found an organisation."""
    from tiendo.services.installation import is_founded, prepare_database

    if organisation is None:
        prepare_database()
        print(_("The database is prepared."))
        if not is_founded():
            print(_("Next: found your own organisation with tiendo init --organisation FILE.yaml,"))
            print(_("or look at the example with tiendo demo."))
        return
    document, line_of = document_of(organisation)
    _check(document, organisation)
    prepare_database()
    try:
        _found(document, no_password=no_password, asked=asked, json=json)
    except Problem as problem:
        raise with_lines(problem, organisation, line_of) from None


def _check(document: Any, file: Path) -> None:
    """Whether the file says what founding needs. Errors: Problem `cli.organisation`."""
    if not isinstance(document, Mapping) or set(document) != set(_FIELDS):
        raise Problem("cli.organisation", place=f"{file.name}:1")


def _found(document: Mapping[str, Any], *, no_password: bool, asked: str | None, json: bool) -> None:
    from tiendo.cli.clock import now
    from tiendo.services.installation import is_founded
    from tiendo.services.organisation import found_organisation

    told = {field: _texts(value) for field, value in document.items()}
    if isinstance(told["account"], dict) and not no_password and (asked or not is_founded()):
        told["account"]["password"] = typed_password()
    made = found_organisation(**told, request=request(asked), now=now())
    if json:
        print_done(made)
        return
    text = _("{name} is founded; the first account is {username}, event {event}.")
    print(text.format(name=told["name"], username=made.username, event=made.event))
    if no_password:
        code = f"tiendo account code --username {made.username} --as {made.username}"
        print(_("It has no password yet: {command} gives a one-time code.").format(command=code))
    print(_("Next: open units with tiendo unit open, make accounts with tiendo account add."))


def _texts(value: Any, field: str = "") -> Any:
    """What the file says with codes as texts: `code: 91` is the code 91; only a rank is a number."""
    if isinstance(value, dict):
        return {key: _texts(one, key) for key, one in value.items()}
    if isinstance(value, list):
        return [_texts(one) for one in value]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) and field != "rank" else value
