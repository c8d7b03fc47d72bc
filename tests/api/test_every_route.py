"""Every route as every role and relation; a route nobody wrote a row for fails."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.core.cache import cache

from tests.api.routes import NOT_OPEN_YET, Row, Scene, named, rows, scene_on


@pytest.fixture(scope="module")
def scene(engine: str, database_factory: Any) -> Iterator[Scene]:
    logging.disable(logging.WARNING)  # refusals are what is asked for here
    with scene_on(database_factory, engine) as found:
        cache.clear()
        yield found
    logging.disable(logging.NOTSET)


def test_no_route_is_left_out() -> None:
    told = {(row.route, row.verb) for row in rows()}
    assert told == {(name, verb) for name in named() for verb in ("GET", "POST")}


def test_everything_is_open() -> None:
    assert sorted(NOT_OPEN_YET) == []


def line(told: Mapping[str, int]) -> str:
    """A row as the table writes it, so that a difference is seen at once."""
    return " ".join(f"{who} {status}" for who, status in told.items())


@pytest.mark.one_engine
@pytest.mark.parametrize("row", [row for row in rows() if row.verb == "GET"], ids=lambda row: row.route)
def test_head_is_answered_like_get(scene: Scene, row: Row) -> None:
    """Asked before anybody posts: a plan adopted by a route's form is the newest afterwards."""
    if row.route in NOT_OPEN_YET:
        pytest.skip("not open yet")
    for who in ("out", "sen", "lea"):
        answer = scene.client(who).head(scene.address(row.route))
        told = b"".join(answer) if answer.streaming else answer.content
        answer.close()
        assert (answer.status_code, told) == (row.expected[who], b""), who


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.id)
def test_a_route_as_everybody(scene: Scene, row: Row) -> None:
    if row.route in NOT_OPEN_YET:
        pytest.skip("not open yet")
    found = {}
    for who in row.expected:
        client, address = scene.client(who), scene.address(row.route)
        answer = (
            client.get(address) if row.verb == "GET" else client.post(address, scene.form(row.route, who))
        )
        found[who] = answer.status_code
        answer.close()
    assert line(found) == line(row.expected)


def test_codes_and_ids_that_are_not_there(scene: Scene) -> None:
    """A foreign, a missing and a senseless thing in the address: never a fault of ours."""
    client = scene.client("lea")
    for address in (
        "/don-vi/KHÔNG/tong-quan",
        "/don-vi/E/chi-tieu/KHÔNG",
        "/don-vi/E/chi-tieu/KHÔNG/vi-sao",
        "/don-vi/E/chi-tieu/TREES/danh-sach/khac",
        "/ho-so/00000000-0000-4000-8000-000000000000",
        "/ho-so/khong-phai",
        "/ho-so/00000000-0000-4000-8000-000000000000/sua",
        f"/tep/{'0' * 64}?ho-so={scene.record}",
        f"/tep/{scene.sha256}",
        f"/tep/{scene.sha256}?ho-so=khong",
        "/don-vi/E/viec/2024-13/so-lieu",
        "/don-vi/E/cho-xac-nhan/2024-03/KHÔNG",
        "/ke-hoach/KHÔNG",
        "/khong-co",
        "/don-vi/E/tong-quan?ngay=hôm qua",
        "/don-vi/E/tong-quan?ngay=31/02/2024",
        "/don-vi/E/tong-quan?nam=không",
        "/don-vi/E/bao-cao?ky=2024-Q9",
        "/don-vi/E/bao-cao.docx",
        "/don-vi/E/bao-cao.docx?ky=không",
        "/nhat-ky?trang=không&viec=x&don-vi=KHÔNG",
        "/don-vi/" + "x" * 5000 + "/tong-quan",
        "/don-vi/%00/tong-quan",
    ):
        answer = client.get(address)
        answer.close()
        assert 400 <= answer.status_code < 500 or answer.status_code == 200, address
        assert answer.status_code != 400 or "\x00" in address or "%00" in address, address
