"""A browser and a server for it: Debian's chromium, and `tiendo serve` over the small organisation.

`place`   the server with the scene it shows, once for a module
`browser` chromium, once for the session; where there is none these tests are skipped and say so
`open_as` a window of somebody: signed in, of a width, light or dark
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.api.routes import Scene
    from tests.databases import Database, DatabaseFactory

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
HEIGHTS = {390: 844, 1280: 900}


@dataclass(frozen=True)
class Place:
    """A server and what it shows."""

    base: str
    scene: Scene

    def address(self, route: str) -> str:
        """A route's address with the server before it."""
        return self.base + self.scene.address(route)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, without a window."""
    if not CHROMIUM.is_file():
        pytest.skip(f"no browser at {CHROMIUM}: install Debian's chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture(scope="module")
def place(browser: Any, database_factory: DatabaseFactory) -> Iterator[Place]:
    """The small organisation in a database of its own, served by a process of its own."""
    from tests.api.routes import founded

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
        "1"  # playwright's loop runs in this thread; queries are not in it
    )
    with database_factory.fresh("sqlite", founded) as database, served(database) as base:
        yield Place(base, database.begun)


@contextmanager
def served(database: Database) -> Iterator[str]:
    """`tiendo serve` over a database, on a free port, until the end of the block."""
    port = free_port()
    given = {**os.environ, **database.environ(), "HOST": "127.0.0.1", "PORT": str(port)}
    command = [sys.executable, "-c", "from tiendo.cli.main import app; app()", "serve"]
    server = subprocess.Popen(command, env=given, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        base = f"http://127.0.0.1:{port}"
        wait_for(f"{base}/healthz")
        yield base
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGINT)
        server.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def wait_for(address: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own server
                assert answer.status == 200
                return
        except OSError:
            assert time.monotonic() < end, f"{address} does not answer"
            time.sleep(0.1)


Open = Callable[..., Any]


@pytest.fixture
def open_as(place: Place, browser: Any) -> Iterator[Open]:
    """`open_as("sen", dark=True, width=390)`: a new window, signed in; closed when the test ends."""
    windows = []

    def opened(who: str = "out", *, dark: bool = False, width: int = 390, language: str = "vi") -> Any:
        scheme = "dark" if dark else "light"
        window = {"width": width, "height": HEIGHTS[width]}
        context = browser.new_context(viewport=window, locale="vi-VN", color_scheme=scheme)
        windows.append(context)
        cookies = [
            {"name": name, "value": morsel.value, "url": place.base}
            for name, morsel in place.scene.client(who).cookies.items()
        ]
        context.add_cookies([*cookies, {"name": "tiendo_language", "value": language, "url": place.base}])
        return context.new_page()

    yield opened
    for context in windows:
        context.close()
