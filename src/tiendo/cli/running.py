"""Running: fill a home with the example, serve."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from tiendo.cli.setting import preparing, ready
from tiendo.cli.text import _


def demo(home: Annotated[Path | None, typer.Option("--home", help="Thư mục / directory")] = None) -> None:
    """Dựng đơn vị ví dụ (mô phỏng) / prepare the example organisation (simulated)."""
    if home is not None:
        os.environ["TIENDO_HOME"] = str(home.resolve())
    _demo()


@preparing
def _demo() -> None:
    """Fill the home with the example, with a progress bar."""
    prepare_demo()


def prepare_demo() -> None:
    """Prepare the database and replay the example's work into it, or go on where it was stopped."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    from tiendo.cli.clock import machine
    from tiendo.services import filling
    from tiendo.services.installation import prepare_database

    prepare_database()
    if _marker().exists() and filling.holds(_marker().read_text("utf-8")):
        return
    from tiendo.demo.prepare import prepare

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
    )
    with Progress(*columns) as bar:
        task = bar.add_task(_("Preparing the example"), total=None)

        def progress(done: int, total: int, what: str, /) -> None:
            bar.update(task, completed=done, total=total, description=what or _("Preparing the example"))

        try:
            prepare(progress=progress, now=machine())
        except KeyboardInterrupt:
            bar.stop()
            print(_("Stopped; the next time it goes on from here."), file=sys.stderr)
            raise
    _marker().write_text(filling.stand(), "utf-8")


def _marker() -> Path:
    """Says that a home holds nothing but the example, which can be made again, and where its ledger was when whole."""
    from django.conf import settings

    return Path(settings.TIENDO_HOME) / "example-only"


def serve(
    demo: Annotated[
        bool, typer.Option("--demo", help="Dựng đơn vị ví dụ khi chưa có / prepare the example first")
    ] = False,
) -> None:
    """Mở trang web đến khi bấm Ctrl-C / serve until Ctrl-C."""
    ready()
    _check_address()
    _prepare_to_serve(demo)
    _serve()


def _check_address() -> None:
    """End the start where the address is not this machine's or the port is taken, before anything takes time."""
    import errno
    import socket

    from django.conf import settings

    from tiendo.environment import VARIABLES, EnvironmentFault, Fault

    host, port = settings.ENVIRONMENT.host, settings.ENVIRONMENT.port
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as tried:
            if os.name != "nt":  # there it would share the port instead of outliving a closed connection
                tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
            tried.listen(1)
    except OSError as failure:
        fault = Fault("HOST", f"không mở được địa chỉ {host} trên máy này", VARIABLES["HOST"].expected)
        if failure.errno == errno.EADDRINUSE:
            fault = Fault("PORT", f"cổng {port} đang có chương trình khác dùng", "một cổng còn trống")
        elif failure.errno == errno.EACCES:
            fault = Fault("PORT", f"không có quyền mở cổng {port}", "một cổng từ 1024 đến 65535")
        print(f"Chưa khởi động được vì cấu hình sai.\n{EnvironmentFault(fault)}", file=sys.stderr)
        raise typer.Exit(2) from None


@preparing
def _prepare_to_serve(demo: bool) -> None:
    """The database must be sound before anybody is answered."""
    from tiendo.core.errors import Problem
    from tiendo.services.installation import prepare_database

    try:
        prepare_database()
    except Problem as problem:
        if not demo or problem.code != "database.schema" or not _throw_demo_away():
            raise
    if demo:
        prepare_demo()
    _sweep()


def _sweep() -> None:
    """Clear away files of proof nobody cites; where that is not possible, people are answered all the same."""
    from tiendo.cli.clock import machine
    from tiendo.services.proof_files import sweep_files

    try:
        sweep_files(now=machine())
    except OSError as failure:
        print(_("Files of proof could not be swept: {reason}").format(reason=failure), file=sys.stderr)


def _throw_demo_away() -> bool:
    """Remove a demo home's database made by another schema: it can be made again. Real ones are never touched."""
    if not _marker().exists():
        return False
    from tiendo.services.installation import throw_database_away

    return throw_database_away()


_PATIENCE = 5
"""Seconds a request under way gets after Ctrl-C; a worker that is still starting hears nothing and is ended then."""


def _serve() -> None:
    ready()
    from django.conf import settings
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    environment = settings.ENVIRONMENT
    print(
        _("Serving on {address} (Ctrl-C to stop)").format(
            address=f"http://{environment.host}:{environment.port}"
        )
    )
    sys.stdout.flush()
    Granian(
        "tiendo.web.wsgi:application",
        address=environment.host,
        port=environment.port,
        interface=Interfaces.WSGI,
        blocking_threads=4,
        backpressure=64,
        websockets=False,
        workers_kill_timeout=_PATIENCE,
        log_level=LogLevels.warning,
    ).serve()
