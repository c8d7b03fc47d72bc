"""Addresses that mean nothing are answered calmly: told at the top, with what is shown instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests.api.routes import Scene, scene_on
from tests.services import stage
from tiendo.services import accounts

pytestmark = pytest.mark.one_engine


@pytest.fixture(scope="module")
def scene(engine: str, database_factory: Any) -> Iterator[Scene]:
    with scene_on(database_factory, engine) as found:
        yield found


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.mark.parametrize("year", ["99999", "abc", "-1", "2019"])
@pytest.mark.parametrize("place", ["tong-quan", "chi-tieu/TREES", "chi-tieu/TREES/vi-sao"])
def test_a_year_that_is_none_is_told(scene: Scene, place: str, year: str) -> None:
    told = page(scene.client("lea"), f"/don-vi/P/{place}?nam={year}")
    assert f"“{year}” không phải năm xem được ở đây; có: 2024, 2025." in told
    assert "tính đến 01/06/2024" in told


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/don-vi/P/chi-tieu/TREES/vi-sao?trang=abc", "Không có trang “abc”; đây là trang đầu."),
        ("/don-vi/P/chi-tieu/TREES/vi-sao?so=xyz", "Không có sổ “xyz”; đây là sổ báo cáo."),
        (
            "/don-vi/P/chi-tieu/TREES/vi-sao?ky=2019",
            "Chỉ tiêu này không có kỳ “2019”; đây là số đang được tính.",
        ),
        ("/nhat-ky?viec=zzz", "Không có việc nào tên “zzz”; trang này cho thấy mọi việc."),
        ("/nhat-ky?trang=abc", "Không có trang “abc”; đây là trang mới nhất."),
    ],
)
def test_what_is_not_understood_is_told(scene: Scene, address: str, words: str) -> None:
    assert words in page(scene.client("lea"), address)


def test_a_day_that_has_not_come_judges_nobody(scene: Scene) -> None:
    client = scene.client("lea")
    for place in (
        "tong-quan",
        "chi-tieu/TREES",
        "chi-tieu/TREES/vi-sao",
        "chi-tieu/TREES/danh-sach/chua-dat",
    ):
        told = page(client, f"/don-vi/P/{place}?ngay=30/11/2030")
        assert "Ngày 30/11/2030 chưa tới; trang này cho thấy số liệu tính đến 01/06/2024." in told
        assert "không đạt" not in told
        assert "tính đến 01/06/2024" in told


def test_a_target_that_is_not_there_is_not_found(scene: Scene) -> None:
    client = scene.client("lea")
    for place in ("", "/vi-sao", "/danh-sach/bang-0"):
        assert "Kế hoạch P1 không có chỉ tiêu T99." in page(client, f"/don-vi/P/chi-tieu/T99{place}", 404)


def test_before_the_first_month_nothing_is_offered(scene: Scene) -> None:
    client = scene.client("rev")
    assert "Năm 1899" not in page(client, "/don-vi/E/cho-xac-nhan?thang=1900-01")
    assert 'rel="prev"' not in client.get("/don-vi/E/cho-xac-nhan?thang=2005-01").content.decode()
    assert 'rel="prev"' in client.get("/don-vi/E/cho-xac-nhan?thang=2024-03").content.decode()


def test_the_account_tells_each_unit_once_with_its_roles(scene: Scene) -> None:
    for role in ("sender", "coordinator"):
        given = {"username": "bel", "role": role, "unit": "EB", "from_day": stage.START}
        accounts.grant_role(**given, **stage.asked())
    text = scene.client("bel").get("/don-vi/EA/tong-quan").content.decode()
    menu = text.partition('class="menu-panel"')[2].partition("</p>")[0]
    told = " ".join(re.sub(r"<[^>]+>", " ", menu).split())
    assert "Đông A: người gửi" in told
    assert "Đông B: người gửi, người theo dõi" in told


def test_periods_of_reports_are_called_in_the_page_s_language(scene: Scene) -> None:
    client = scene.client("lea")
    client.cookies["tiendo_language"] = "en"
    english = page(client, "/don-vi/P/bao-cao?ky=2024-Q2")
    client.cookies["tiendo_language"] = "vi"
    vietnamese = page(client, "/don-vi/P/bao-cao?ky=2024-Q2")
    before_paper = english.partition("BÁO CÁO")[0]
    assert "Quarter 2/2024" in before_paper
    assert "First half of 2024" in before_paper
    assert not re.search("[Qq]uý|[Nn]ăm 20", before_paper)
    assert "Quý 2/2024" in vietnamese
