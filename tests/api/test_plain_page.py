"""The plain first page and the watchman's address."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.services import stage
from tests.services.test_progress import adopt
from tiendo.services import catalogue


@pytest.fixture
def client(database: object) -> Client:
    assert database
    stage.found()
    adopt()
    catalogue.set_simulated(simulated=True, **stage.asked())
    return Client(SERVER_NAME="localhost")


def test_the_targets_of_a_unit_and_day(client: Client) -> None:
    stage.add(stage.told(trees=300))
    stage.send()
    page = client.get("/", {"unit": "P", "as_of": "30/04/2024"})
    assert page.status_code == 200
    body = page.content.decode()
    assert "<strong>Tiến Độ</strong>" in body
    assert "mô phỏng" in body
    assert ">300<" in body
    assert "đang thực hiện" in body


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"unit": "Z"}, 404),
        ({"as_of": "31/02/2024"}, 400),
        ({"unit": "x" * 10_000}, 404),
        ({"unit": "\x00"}, 404),
        ({"as_of": "9999-12-31"}, 400),
        ({"as_of": "1900-01-01"}, 200),
        ({}, 200),
    ],
)
def test_no_question_is_an_error_of_the_server(client: Client, query: dict[str, str], status: int) -> None:
    page = client.get("/", query)
    assert page.status_code == status
    assert "Tiến Độ" in page.content.decode()


def test_only_an_example_is_shown_to_whoever_comes(database: object) -> None:
    assert database
    stage.found()
    adopt()
    assert Client(SERVER_NAME="localhost").get("/").status_code == 403


def test_the_watchman_is_answered(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["triggers"] is True
    assert answer.json()["head"]["seq"] == stage.events()


def test_nothing_is_changed_by_looking(client: Client) -> None:
    assert client.post("/").status_code == 405
