"""One figure on a phone: written down with a picture, sent, seen at the top, accepted, and found again."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.browser.conftest import Open, Place

pytestmark = pytest.mark.engines("sqlite")


def trees(page: Any, place: Place) -> str:
    """What the highest unit's overview says of trees."""
    page.goto(place.base + "/don-vi/P/tong-quan")
    row = page.locator("tr", has=page.locator('a[href*="/chi-tieu/TREES/vi-sao"]'))
    return " ".join(row.inner_text().split())


def test_one_figure_on_a_phone(place: Place, open_as: Open, tmp_path: Path) -> None:
    photo = tmp_path / "anh.jpg"
    made = io.BytesIO()
    Image.new("RGB", (800, 600), (30, 120, 60)).save(made, "JPEG")
    photo.write_bytes(made.getvalue())
    clerk, leader, district = open_as("bel"), open_as("lea"), open_as("rev")
    before = trees(leader, place)
    assert "345" in before

    clerk.goto(place.base + "/")
    clerk.click("text=Ghi việc mới")
    clerk.fill("#title", "Trồng cây ven kênh")
    clerk.fill("#day", "08/05/2024")
    clerk.fill('[name="figures.trees"]', "1.200")
    clerk.set_input_files("#file", str(photo))
    clerk.click('form[enctype] button:has-text("Lưu") >> visible=true >> nth=0')
    clerk.wait_for_url(re.compile("/viec"))
    assert "Trồng cây ven kênh" in clerk.inner_text("main")
    assert trees(leader, place) == before  # nobody above sees it until it is sent

    clerk.goto(place.base + "/don-vi/EA/viec?thang=2024-05")
    clerk.click("details:has(form[action$='/gui']) > summary")
    clerk.click("form[action$='/gui'] button")
    clerk.wait_for_load_state()
    assert "1.545" in trees(leader, place)

    district.goto(place.base + "/don-vi/E/cho-xac-nhan/2024-05/EA")
    district.click('button[value="accept"]')
    district.wait_for_url(re.compile("/cho-xac-nhan\\?"))
    assert "1.200" in trees(leader, place)

    leader.goto(place.base + "/don-vi/P/chi-tieu/TREES/vi-sao?so=xac-nhan")
    leader.click("text=Trồng cây ven kênh")
    leader.wait_for_url(re.compile("/ho-so/"))
    picture = leader.locator("img.proof")
    picture.scroll_into_view_if_needed()
    leader.wait_for_function("document.querySelector('img.proof').naturalWidth > 0")
