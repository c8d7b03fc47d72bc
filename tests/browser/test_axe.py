"""Every screen, light and dark, on a phone and a desk: axe finds nothing serious, nothing is wider than its window."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.routes import NOT_OPEN_YET, get_routes, rows
from tests.browser.conftest import HEIGHTS, Open, Place

GRAVE = ("serious", "critical")
LOOKERS = ("pla", "lea", "sen", "rev", "ste", "non", "out")
"""Who looks: the first of them whom the route answers with a page."""

NO_SCREEN = {"healthz", "file", "report_docx", "mfa_download_recovery_codes", "reading_file", "reading_table"}
VISITED = {row.route: row.expected for row in rows() if row.verb == "GET"}
SCREENS = [
    (route, next(who for who in LOOKERS if VISITED[route][who] == 200))
    for route in get_routes()
    if route not in NO_SCREEN | NOT_OPEN_YET and any(VISITED[route][who] == 200 for who in LOOKERS)
]


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen[0])
def test_a_screen(place: Place, open_as: Open, screen: tuple[str, str]) -> None:
    """One window: narrow, then wide, then dark, where only colours can have come to differ."""
    route, who = screen
    window = open_as(who, width=390)
    told: list[str] = []
    window.on("console", lambda message: note(message, told))
    window.on("pageerror", lambda failure: told.append(str(failure)))
    assert window.goto(place.address(route), wait_until="networkidle").status == 200
    for opened in window.query_selector_all("main details:not([open]) > summary"):
        opened.evaluate("summary => { summary.parentElement.open = true; }")
    for width in (390, 1280):
        window.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        assert window.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(window) == "", f"at {width}"
    window.emulate_media(color_scheme="dark", reduced_motion="reduce")  # colours change at once
    window.locator("html[data-bs-theme=dark]").wait_for(state="attached")
    assert violations(window, "color-contrast") == "", "in the dark"
    assert told == []


REFUSED = [
    ("report", "?ky=x"),
    ("report", "?ky=2024-Q1&ngay-ky=x"),
    ("log", "?don-vi=KHONG"),
    ("overview", "?ngay=31/02/2024"),
]
"""Addresses that cannot be read."""


@pytest.mark.parametrize(("route", "query"), REFUSED, ids=str)
def test_a_screen_that_refuses(place: Place, open_as: Open, route: str, query: str) -> None:
    window = open_as("lea")
    assert window.goto(place.address(route) + query).status in {404, 422}
    assert violations(window) == ""
    assert window.evaluate("document.documentElement.scrollWidth") <= 390


def note(message: Any, told: list[str]) -> None:
    """Keep what the browser complains about: a refused script, a missing file, an error."""
    if message.type in {"error", "warning"}:
        told.append(message.text)


def violations(window: Any, rule: str = "") -> str:
    """What keeps somebody from using the page, a line each; by all of axe's rules, or by one."""
    from axe_playwright_python.sync_playwright import Axe

    only = {"runOnly": {"type": "rule", "values": [rule]}} if rule else {}
    found = Axe().run(window, options={"resultTypes": ["violations"], **only}).response["violations"]
    return "\n".join(said(one) for one in found if one["impact"] in GRAVE)


def said(violation: dict[str, Any]) -> str:
    """A violation in a line, with the first places it was found at."""
    places = "; ".join(node["html"][:120] for node in violation["nodes"][:3])
    return (
        f"{violation['impact']} {violation['id']}: {violation['help']} [{len(violation['nodes'])}] {places}"
    )


@pytest.mark.parametrize("address", ["/khong-co", "/don-vi/KHONG/tong-quan"])
def test_a_page_that_is_not_there(place: Place, open_as: Open, address: str) -> None:
    window = open_as("lea")
    window.goto(place.base + address)
    assert violations(window) == ""
