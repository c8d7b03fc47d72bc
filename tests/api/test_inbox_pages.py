"""What waits for the level above, in the browser: who has sent, one month, accepting one and many, going back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests.api.test_work_pages import browser
from tests.services import stage
from tests.services.test_progress import adopt
from tiendo.services import catalogue

INBOX = "/don-vi/E/cho-xac-nhan?thang=2024-03"
MONTH = "/don-vi/E/cho-xac-nhan/2024-03/EA"


@pytest.fixture
def district(founded: object) -> Iterator[Client]:
    """The district's reviewer; EA and EB have sent March."""
    assert founded
    adopt()
    catalogue.set_operating_day(day=stage.NOW.date(), **stage.asked())
    stage.add(stage.told("EA", trees=300), stage.told("EB", trees=5))
    stage.send("EA")
    stage.send("EB")
    yield browser("reviewer", "E")


def fields(client: Client, address: str = INBOX) -> dict[str, Any]:
    """The hidden fields of the page's last form."""
    body = client.get(address).content.decode()
    form = body[body.rindex('<form method="post"') :]
    return dict(re.findall(r'<input type="hidden" name="((?!csrf)[^"]+)" value="([^"]*)"', form))


def test_who_has_sent_and_who_has_not(district: Client) -> None:
    body = district.get(INBOX).content.decode()
    waiting, _, rest = body.partition('id="silent"')
    assert "Đông A" in waiting
    assert "Đông B" in waiting
    assert not rest
    april = district.get("/don-vi/E/cho-xac-nhan?thang=2024-04").content.decode()
    assert 'id="silent"' in april
    assert 'name="chosen"' not in april


def test_a_month_beside_its_records_and_the_month_before(district: Client) -> None:
    stage.figure("EA", "2024-03", trees=350)
    stage.figure("EA", "2024-02", trees=40)
    stage.send("EA", "2024-02")
    stage.send("EA")
    body = district.get(MONTH).content.decode()
    row = body[body.index("Cây") : body.index("</tr>", body.index("Cây"))]
    assert re.findall(r">(\d+)<", row) == ["300", "350", "350", "40"]


def test_many_are_accepted_at_once(district: Client) -> None:
    form = fields(district) | {"chosen": ["EA", "EB"]}
    answer = district.post(INBOX, form)
    assert (answer.status_code, answer["Location"]) == (303, INBOX)
    assert stage.total(stage.EAST, "trees", book=2) == 305
    again = district.post(INBOX, form)
    assert again.status_code == 303
    assert "đã xác nhận" in district.get(INBOX).content.decode()


def test_nobody_chosen_and_a_stale_page_are_told_with_the_choice_kept(district: Client) -> None:
    form = fields(district)
    assert district.post(INBOX, form).status_code == 422
    stage.add(stage.told("EA", trees=1))
    stage.send("EA")
    answer = district.post(INBOX, form | {"chosen": ["EA", "EB"]})
    body = answer.content.decode()
    assert answer.status_code in (409, 422)
    assert 'href="#unit-EA"' in body
    assert 'value="EA" checked' in body
    assert 'value="EB" checked' in body
    assert stage.total(stage.EAST, "trees", book=2) == 0
    forged = district.post(INBOX, form | {"chosen": ["WA"], "seen.WA": "0" * 64})
    assert forged.status_code == 403
    unknown = district.post(INBOX, form | {"chosen": ["KHONG"], "seen.KHONG": "x"})
    assert unknown.status_code in (404, 422)


def test_a_month_goes_back_with_a_reason_and_the_unit_reads_it(district: Client) -> None:
    empty = district.post(MONTH, {"request": stage.an_id(), "then": "return", "reason": " "})
    body = empty.content.decode()
    assert empty.status_code == 422
    assert 'href="#reason"' in body
    assert 'id="reason"' in body
    told = {"request": stage.an_id(), "then": "return", "reason": "Thiếu <b>minh chứng</b>"}
    assert district.post(MONTH, told).status_code == 303
    unit = browser("sender", "EA").get("/don-vi/EA/viec?thang=2024-03").content.decode()
    assert "Thiếu &lt;b&gt;minh chứng&lt;/b&gt;" in unit
    late = district.post(MONTH, {"request": stage.an_id(), "then": "return", "reason": "nữa"})
    assert late.status_code == 409


def test_an_accepted_month_is_opened_again(district: Client) -> None:
    stage.accept("EA")
    told = {"request": stage.an_id(), "then": "reopen", "reason": "sửa số cây"}
    assert district.post(MONTH, told).status_code == 303
    assert 'id="back"' in district.get(INBOX).content.decode()


def test_what_was_shown_is_what_is_accepted(district: Client) -> None:
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', district.get(MONTH).content.decode())
    assert seen
    stage.add(stage.told("EA", trees=1))
    stage.send("EA")
    form = {"then": "accept", "seen": seen[1], "request": stage.an_id()}
    answer = district.post(MONTH, form)
    assert answer.status_code == 409
    assert seen[1] not in answer.content.decode()
    assert stage.total(stage.EAST, "trees", book=2) == 0
    assert district.post(MONTH, form | {"seen": ""}).status_code == 422


def test_a_month_is_excused_and_asked_for_again_by_who_follows_up(district: Client) -> None:
    follower = browser("coordinator", "E")
    address = "/don-vi/E/cho-xac-nhan/2024-04/EA"
    excused = {"request": stage.an_id(), "then": "excuse", "reason": "bão"}
    assert follower.post(address, excused).status_code == 303
    page = follower.get(address).content.decode()
    assert "được miễn" in page
    assert 'value="ask"' in page
    back = {"request": stage.an_id(), "then": "ask", "reason": "hết bão"}
    assert follower.post(address, back).status_code == 303
    assert "được miễn" not in follower.get(address).content.decode()
    assert district.post(address, excused | {"request": stage.an_id()}).status_code == 403


def test_the_highest_unit_answers_for_itself(district: Client) -> None:
    assert district  # the stage
    stage.add(stage.told("P"))
    stage.send("P")
    top = browser("reviewer", "P")
    body = top.get("/don-vi/P/cho-xac-nhan?thang=2024-03").content.decode()
    assert 'value="P"' in body
    form = fields(top, "/don-vi/P/cho-xac-nhan?thang=2024-03") | {"chosen": "P"}
    assert top.post("/don-vi/P/cho-xac-nhan?thang=2024-03", form).status_code == 303


@pytest.mark.engines("sqlite")
def test_strange_addresses_are_told_never_broken(district: Client) -> None:
    for address, status in {
        "/don-vi/E/cho-xac-nhan": 200,
        "/don-vi/E/cho-xac-nhan?thang=abc": 422,
        "/don-vi/E/cho-xac-nhan?thang=2190-12": 200,
        "/don-vi/E/cho-xac-nhan?thang=1990-01": 200,
        "/don-vi/W/cho-xac-nhan": 403,
        "/don-vi/KHONG/cho-xac-nhan": 404,
        "/don-vi/E/cho-xac-nhan/2024-13/EA": 422,
        "/don-vi/E/cho-xac-nhan/2024-03/WA": 403,
        "/don-vi/E/cho-xac-nhan/2024-03/KHONG": 404,
        "/don-vi/E/cho-xac-nhan/2001-03/EA": 404,
    }.items():
        assert district.get(address).status_code == status, address
    wrong = district.post(INBOX, {"request": "x", "month": "13/2024", "chosen": "EA"})
    assert wrong.status_code in (303, 409, 422)
