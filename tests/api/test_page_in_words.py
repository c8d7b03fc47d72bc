"""The page as people read it: comparators, grouped numbers, windows; pages for what is not there."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.services import stage
from tests.services.test_progress import adopt
from tiendo.core.errors import Problem
from tiendo.services import catalogue
from tiendo.web import clock
from tiendo.web.pages.overview import _row
from tiendo.web.text import told, words


@pytest.fixture
def client(database: object) -> Client:
    assert database
    stage.found()
    adopt()
    catalogue.set_simulated(simulated=True, **stage.asked())
    return Client(SERVER_NAME="localhost")


def target(**other: object) -> dict[str, object]:
    return {
        "id": "T11b",
        "name": "Tỷ lệ",
        "status": "running",
        "comparator": ">",
        "window": ["2021-01-01", "2026-01-01"],
        "shown": {"goal": "65%", "value": "64,5%", "attainment": "99,3%"},
        "coverage": {"expected": 7414, "reported": 4067, "nil": 3164},
        **other,
    }


def test_a_row_keeps_the_comparator_and_groups_its_numbers() -> None:
    row = _row(target())
    assert (row["goal"], row["window"], row["assessment"]) == ("trên 65%", "2021–2025", "đang thực hiện")
    assert row["heard"] == {"reported": "4.067", "expected": "7.414", "nil": "3.164", "some_nil": True}


@pytest.mark.parametrize(
    ("window", "shown"),
    [
        (["2024-01-01", "2025-01-01"], "2024"),
        (["2024-09-01", "2025-09-01"], "01/09/2024–31/08/2025"),
    ],
)
def test_a_window_is_told_as_people_say_it(window: list[str], shown: str) -> None:
    assert _row(target(window=window))["window"] == shown


def test_figures_are_grouped_on_the_page(client: Client) -> None:
    stage.add(stage.told(trees=300_000))
    stage.send()
    body = client.get("/", {"unit": "P", "as_of": "30/04/2024"}).content.decode()
    assert ">300.000<" in body


def test_days_in_refusals_are_vietnamese(client: Client) -> None:
    body = client.get("/", {"unit": "Z", "as_of": "30/04/2024"}).content.decode()
    assert "30/04/2024)" in body
    assert "2024-04-30" not in body


@pytest.mark.parametrize("address", ["/nothere", "/?x=1/../y", "/static/web/none.css"])
def test_what_is_not_there_is_told_in_vietnamese(client: Client, address: str) -> None:
    page = client.get(address)
    assert page.status_code in {200, 404}
    assert page.status_code == 200 or "Không có trang này" in page.content.decode()


def test_the_clock_stands_on_the_operating_day(client: Client) -> None:
    assert clock.now().date() == clock.today()
    catalogue.set_operating_day(day="2024-04-30", **stage.asked())
    assert str(clock.now().date()) == str(clock.today()) == "2024-04-30"


def test_words_are_those_of_the_command_line() -> None:
    assert words["not_met"] == "không đạt"
    assert told(Problem("period.day_text", text="x")).startswith("“x”")
