"""Every page takes few statements, after somebody sent something as well as unchanged, in a tree of many units."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from tests.api.routes import NOT_OPEN_YET, Scene, get_routes, rows, scene_on
from tests.services import stage
from tests.services.test_statements import counting
from tiendo.services import units

AT_MOST = 12
CATCHING_UP = 8
"""Statements with which whoever looks first after something was sent reads what is new, for all who look later."""

CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "SET ", "ROLLBACK")
LOOKERS = ("lea", "sen", "rev", "pla", "out")
"""Who looks: the first of them whom the route answers with a page."""

VISITED = {row.route: row.expected for row in rows() if row.verb == "GET"}
PAGES = [
    route
    for route in get_routes()
    if route not in NOT_OPEN_YET and any(VISITED[route][who] == 200 for who in LOOKERS)
]


@pytest.fixture(scope="module")
def scene(engine: str, database_factory: Any) -> Iterator[Scene]:
    with scene_on(database_factory, engine) as found:
        communes = [
            {"code": f"C{n:03}", "name": f"Xã {n}", "level": "commune", "parent": "E", "day": stage.START}
            for n in range(60)
        ]
        units.open_units(units=communes, **stage.asked())
        yield found


@contextmanager
def asking() -> Iterator[list[str]]:
    """The statements of a page beyond those of the session and the user."""
    users = f'"{apps.get_model("storage", "User")._meta.db_table}"'
    found: list[str] = []
    with counting() as counted:
        yield found
    found += [
        query
        for query in counted.queries
        if not query.startswith(CONTROL) and "django_session" not in query and users not in query
    ]


def statements(client: Client, address: str) -> list[str]:
    with asking() as found:
        answer = client.get(address)
        if answer.streaming:
            b"".join(answer)
        answer.close()
    assert answer.status_code == 200
    return found


@pytest.mark.parametrize("route", PAGES)
def test_a_page_takes_few_statements(scene: Scene, route: str) -> None:
    """As the server serves: begun (it reads tree and plan when it starts), after somebody sent, and unchanged."""
    who = next(one for one in LOOKERS if VISITED[route][one] == 200)
    client, address = scene.client(who), scene.address(route)
    statements(client, address)
    stage.figure("WA", "2024-04", trees=next(_numbers))
    stage.send("WA", "2024-04")
    after, warm = statements(client, address), statements(client, address)
    assert len(warm) <= AT_MOST, "\n".join(query[:160] for query in warm)
    assert len(after) <= AT_MOST + CATCHING_UP, "\n".join(query[:160] for query in after)


@pytest.mark.parametrize("period", ["2023-Q2", "2023", "2024-03"])
def test_a_report_nobody_has_asked_for_yet_takes_few_statements(scene: Scene, period: str) -> None:
    """Its days are nobody else's, so that all its sums are read; what was decided is not read again."""
    client = scene.client("lea")
    statements(client, "/don-vi/P/tong-quan")
    found = statements(client, f"/don-vi/P/bao-cao?ky={period}")
    assert len(found) <= AT_MOST, "\n".join(query[:160] for query in found)


_numbers = itertools.count(1)
