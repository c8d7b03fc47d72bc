"""What every command needs first: Django, a prepared home, an actor, and refusals caught in one place."""

from __future__ import annotations

import functools
import os
import sys
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import typer

from tiendo.cli import output
from tiendo.core.access import SYSTEM, Actor
from tiendo.core.errors import Problem, ProblemKind, register

register(
    "cli.no_home",
    ProblemKind.UNAVAILABLE,
    "There is no ledger in {place} yet: make one with tiendo init, or name the right home in TIENDO_HOME.",
)

F = TypeVar("F", bound=Callable[..., Any])


def ready() -> None:
    """Set Django up; the environment's faults end the program with their own words."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tiendo.settings")
    import django

    django.setup()


def check_home() -> None:
    """Refuse a home that holds no ledger before anything is set up: the settings would make a key in it.

    Errors: Problem `cli.no_home`.
    """
    from django.apps import apps

    from tiendo.environment import EnvironmentFault, read_environment

    if apps.ready:
        return  # set up already
    try:
        environment = read_environment(os.environ)
    except EnvironmentFault:
        return  # the settings tell it
    database = environment.database
    needs_home = not environment.secret_key
    missing = needs_home and not environment.home.is_dir()
    if database.engine == "sqlite" and not database.name.startswith("file:"):
        missing = not Path(database.name).is_file()
    if missing:
        raise Problem("cli.no_home", place=environment.home)


def command(run: F) -> F:
    """Run a command in a prepared home with refusals told; `json` among its arguments decides how."""
    return _wrapped(run, prepared=True)


def preparing(run: F) -> F:
    """The same for a command that prepares the home itself."""
    return _wrapped(run, prepared=False)


def _wrapped(run: F, *, prepared: bool) -> F:
    @functools.wraps(run)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            if prepared:
                check_home()
            ready()
            from tiendo.services.installation import check_prepared, usable_database

            with usable_database():
                if prepared:
                    check_prepared()
                return run(*args, **kwargs)
        except Problem as problem:
            raise typer.Exit(output.refuse(problem, as_json=bool(kwargs.get("json")))) from None
        except BrokenPipeError:
            sys.stderr.close()
            raise typer.Exit(0) from None

    return wrapped  # type: ignore[return-value]


def actor(account: str | None) -> Actor:
    """Who asks: an account, or whoever may read the home's files."""
    if account is None:
        return SYSTEM
    from tiendo.cli.clock import now
    from tiendo.services.accounts import actor_of

    if not account.strip():
        raise Problem("input.missing", field="--as")

    return actor_of(account, now())


def writing(account: str, asked: str | None) -> dict[str, Any]:
    """The fields every verb takes: who, under which request, when."""
    from tiendo.cli.clock import now

    return {"actor": actor(account), "request": request(asked), "now": now()}


def request(given: str | None) -> str:
    """The id under which a write may be repeated."""
    return given or str(uuid.uuid4())
