"""A unit's own work in the browser without JavaScript: writing down, proof, month figures, nil, sending; bad input."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.services import stage
from tests.services.test_progress import adopt
from tiendo.services import catalogue
from tiendo.storage import sql

NEW = "/don-vi/EA/viec/moi"
WORK = "/don-vi/EA/viec?thang=2024-05"


@pytest.fixture
def organisation(founded: object) -> Iterator[None]:
    assert founded
    adopt()
    catalogue.set_operating_day(day=stage.NOW.date(), **stage.asked())
    yield


def browser(role: str, unit: str) -> Client:
    """Somebody with a role at a unit, signed in."""
    person = stage.somebody(role, unit).person
    client = Client(SERVER_NAME="localhost")
    client.force_login(get_user_model().objects.get(person=person))
    return client


def typed(client: Client, address: str = NEW) -> dict[str, Any]:
    """The fields of a form as its page shows them."""
    body = client.get(address).content.decode()
    inputs = re.findall(
        r"<input ([^>]*)>", body[body.index('enctype="multipart') :] if "multipart" in body else body
    )
    found = {}
    for one in inputs:
        name, value = re.search(r'name="([^"]*)"', one), re.search(r'value="([^"]*)"', one)
        kind = re.search(r'type="([^"]*)"', one)
        if name and kind and kind[1] in ("hidden", "text") and name[1] != "csrfmiddlewaretoken":
            found[name[1]] = value[1] if value else ""
    return found


def picture(kind: str = "PNG") -> bytes:
    made = BytesIO()
    Image.new("RGB", (40, 30), (20, 90, 160)).save(made, kind)
    return made.getvalue()


GOOD = {"title": "Trồng cây ven sông", "day": "08/05/2024", "figures.trees": "1.250"}


def test_a_commune_writes_work_down_with_a_picture_and_the_district_accepts_it(organisation: None) -> None:
    commune, district = browser("sender", "EA"), browser("reviewer", "E")
    file = SimpleUploadedFile("ảnh.png", picture(), content_type="image/png")
    answer = commune.post(NEW, typed(commune) | GOOD | {"file": file, "paper": "Danh sách, cặp 3"})
    assert answer.status_code == 303
    month = commune.get(answer["Location"]).content.decode()
    assert "Trồng cây ven sông" in month
    assert "1.250" in month
    assert "chưa gửi" in month
    assert "2 minh chứng" in month
    above = "/don-vi/E/cho-xac-nhan/2024-05/EA"
    assert "Trồng cây ven sông" not in district.get(above).content.decode()
    assert "1.250" not in district.get(above).content.decode()
    sent = commune.post("/don-vi/EA/viec/2024-05/gui", {"request": stage.an_id()})
    assert (sent.status_code, sent["Location"]) == (303, WORK)
    assert (stage.total(stage.EAST, "trees"), stage.total(stage.EAST, "trees", book=2)) == (1250, 0)
    shown = district.get(above).content.decode()
    assert "Trồng cây ven sông" in shown
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', shown)
    assert seen
    told = {"then": "accept", "seen": seen[1], "request": stage.an_id()}
    assert district.post(above, told).status_code == 303
    assert stage.total(stage.EAST, "trees", book=2) == 1250


def test_the_confirmation_says_what_will_be_sent(organisation: None) -> None:
    commune = browser("sender", "EA")
    stage.add(stage.told("EA", "2024-05-08", trees=5), stage.told("EA", "2024-05-09", trees=6))
    stage.figure("EA", "2024-05", km="2,5")
    body = commune.get(WORK).content.decode()
    assert "2 việc mới" in body
    assert "số liệu nhập cho cả tháng" in body
    assert "Gửi báo cáo tháng 05/2024" in body
    reporter = browser("reporter", "EA").get(WORK).content.decode()
    assert "Gửi báo cáo tháng 05/2024" not in reporter


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"day": ""}, "day"),
        ({"day": "31/02/2024"}, "day"),
        ({"day": "hôm qua"}, "day"),
        ({"day": "02/06/2024"}, "day"),
        ({"day": "01/01/2004"}, "day"),
        ({"day": "01/01/0001"}, "day"),
        ({"figures.trees": "-5"}, "figures.trees"),
        ({"figures.trees": "nhiều"}, "figures.trees"),
        ({"figures.trees": "9" * 40}, "figures.trees"),
        ({"figures.trees": "1.5"}, "figures.trees"),
        ({"figures.trees": "1,5"}, "figures.trees"),
        ({"figures.turns:sex:f": "4"}, "figures.turns"),
        ({"figures.turns": "3", "figures.turns:sex:f": "4"}, "figures.turns:sex:f"),
        ({"figures.turns": "3", "figures.turns:sex:f": "x" * 101}, "figures.turns:sex:f"),
        ({"document": "12-KH/ĐTN"}, "document_day"),
        ({"document": "12-KH/ĐTN", "document_day": "01/07/2024"}, "document_day"),
        ({"document": "12-KH/ĐTN", "document_day": "mai"}, "document_day"),
        ({"document_day": "01/05/2024"}, "document"),
        ({"link": "baomoi.vn"}, "link"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"area": "không có"}, "area"),
        ({"coorganisers": "KHONG"}, "coorganisers"),
        ({"coorganisers": "EA"}, "coorganisers"),
    ],
)
@pytest.mark.engines("sqlite")
def test_bad_input_is_told_at_its_field_and_nothing_is_lost(
    organisation: None, wrong: dict[str, str], field: str
) -> None:
    commune = browser("reporter", "EA")
    before = stage.events()
    answer = commune.post(NEW, typed(commune) | GOOD | {"campaign": "Tháng <Thanh> niên"} | wrong)
    body = answer.content.decode()
    assert answer.status_code in (404, 409, 422)
    assert f'href="#{field}"' in body
    assert f'id="{field}"' in body
    assert 'value="Tháng &lt;Thanh&gt; niên"' in body
    for name, value in wrong.items():
        if name not in ("area", "coorganisers") and value:
            assert f'name="{name}"' in body
            assert f'value="{value}"' in body
    assert "Số liệu trees" not in body
    assert stage.events() == before


def test_a_file_that_is_not_what_it_says_is_told_and_the_good_one_need_not_be_chosen_again(
    organisation: None,
) -> None:
    commune = browser("reporter", "EA")
    good = SimpleUploadedFile("tot.png", picture())
    bad = SimpleUploadedFile("xau.jpg", b"MZ\x90 not a picture")
    answer = commune.post(NEW, typed(commune) | GOOD | {"file": [good, bad]})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "xau.jpg" in body
    kept = re.search(r'name="kept" value="([^"]+)"', body)
    assert kept
    again = commune.post(NEW, typed(commune) | GOOD | {"kept": kept[1]})
    assert again.status_code == 303
    assert stage.rows("SELECT kind, text FROM evidence")[0][0] == "file"
    stolen = browser("reporter", "EB").post(
        "/don-vi/EB/viec/moi", {"request": stage.an_id(), **GOOD, "kept": kept[1]}
    )
    assert stolen.status_code == 422


def test_a_double_click_is_one_record_and_going_back_to_change_it_is_told(organisation: None) -> None:
    commune = browser("reporter", "EA")
    form = typed(commune) | GOOD
    first, second = commune.post(NEW, form), commune.post(NEW, form)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first["Location"] == second["Location"]
    assert len(stage.rows("SELECT id FROM record")) == 1
    changed = commune.post(NEW, form | {"title": "Việc khác"})
    body = changed.content.decode()
    assert changed.status_code == 409
    assert 'value="Việc khác"' in body
    assert "/sua" in body
    assert form["request"] not in body.replace(f'name="request" value="{form["request"]}"', "")
    shown = dict(re.findall(r'name="(request)" value="([^"]+)"', body))
    assert commune.post(NEW, form | shown | {"title": "Việc khác"}).status_code == 409
    assert len(stage.rows("SELECT id FROM record")) == 1


def test_two_tabs_correcting_one_record_do_not_undo_each_other(organisation: None) -> None:
    commune, told = browser("reporter", "EA"), stage.told("EA", "2024-05-08", trees=5)
    stage.add(told)
    address = f"/ho-so/{told['record']}/sua"
    one, other = typed(commune, address), typed(commune, address)
    assert one["figures.trees"] == "5"
    assert commune.post(address, one | {"figures.trees": "6"}).status_code == 303
    late = commune.post(address, other | {"figures.trees": "7"})
    body = late.content.decode()
    assert late.status_code == 409
    assert 'value="7"' in body
    assert 'href="#figures.trees"' in body
    assert "Phiên bản 2 ghi “6” ở đây" in body
    assert "“Ra quân” (08/05/2024)" in body


def test_a_record_that_was_sent_changes_with_a_reason_and_an_emptied_figure_goes(organisation: None) -> None:
    commune, told = browser("reporter", "EA"), stage.told("EA", "2024-05-08", trees=5, km="2,5")
    stage.add(told)
    stage.send("EA", "2024-05")
    address = f"/ho-so/{told['record']}/sua"
    form = typed(commune, address) | {"figures.km": ""}
    refused = commune.post(address, form)
    assert refused.status_code == 422
    assert 'href="#reason"' in refused.content.decode()
    assert commune.post(address, form | {"reason": "nhập nhầm"}).status_code == 303
    stage.send("EA", "2024-05")
    assert (stage.total(stage.EAST_A, "km"), stage.total(stage.EAST_A, "trees")) == (0, 5)


def test_a_record_leads_its_own_unit_back_to_its_month(organisation: None) -> None:
    told = stage.told("EA", "2024-03-08", trees=5)
    stage.add(told)
    stage.send("EA", "2024-03")
    back = 'href="/don-vi/EA/viec?ngay=08/03/2024"'
    assert back in browser("sender", "EA").get(f"/ho-so/{told['record']}").content.decode()
    above = browser("reviewer", "E").get(f"/ho-so/{told['record']}").content.decode()
    assert back not in above
    assert 'href="/don-vi/EA/tong-quan"' in above


def test_proof_is_added_later_and_a_record_is_taken_back(organisation: None) -> None:
    commune, told = browser("reporter", "EA"), stage.told("EA", "2024-05-08", trees=5)
    stage.add(told)
    address = f"/ho-so/{told['record']}/sua"
    form = typed(commune, address)
    proof = form | {"then": "proof", "link": "https://tinhdoan.example/bai"}
    assert commune.post(address, proof).status_code == 303
    assert stage.rows("SELECT kind FROM evidence") == [("link",)]
    empty = commune.post(address, typed(commune, address) | {"then": "proof"})
    assert empty.status_code == 422
    assert commune.post(address, typed(commune, address) | {"then": "withdraw"}).status_code == 303
    assert "Ra quân" not in commune.get(WORK).content.decode()


def test_month_figures_keep_what_others_typed_and_zero_is_a_figure(organisation: None) -> None:
    commune, address = browser("reporter", "EA"), "/don-vi/EA/viec/2024-05/so-lieu"
    one, other = typed(commune, address), typed(commune, address)
    assert commune.post(address, one | {"figures.trees": "12"}).status_code == 303
    assert commune.post(address, other | {"figures.km": "0"}).status_code == 303
    assert (typed(commune, address)["figures.trees"], typed(commune, address)["figures.km"]) == ("12", "0")
    late = commune.post(address, other | {"request": stage.an_id(), "figures.trees": "9"})
    assert late.status_code == 409
    assert 'href="#figures.trees"' in late.content.decode()
    wrong = commune.post(address, typed(commune, address) | {"figures.trees": "nhiều"})
    assert wrong.status_code == 422
    assert 'value="nhiều"' in wrong.content.decode()
    emptied = commune.post(address, typed(commune, address) | {"figures.trees": ""})
    assert emptied.status_code == 303
    assert typed(commune, address)["figures.trees"] == ""


def test_month_figures_that_were_sent_change_with_a_reason(organisation: None) -> None:
    commune, address = browser("reporter", "EA"), "/don-vi/EA/viec/2024-05/so-lieu"
    assert 'name="reason"' not in commune.get(address).content.decode()
    stage.figure("EA", "2024-05", trees=4)
    stage.figure("EA", "2024-05", trees=5)
    assert 'name="reason"' not in commune.get(address).content.decode()
    stage.send("EA", "2024-05")
    assert 'name="reason"' in commune.get(address).content.decode()
    refused = commune.post(address, typed(commune, address) | {"figures.trees": "6"})
    assert refused.status_code == 422
    assert 'href="#reason"' in refused.content.decode()
    told = typed(commune, address) | {"figures.trees": "6", "reason": "đếm lại"}
    assert commune.post(address, told).status_code == 303
    assert typed(commune, address)["figures.trees"] == "6"


@pytest.mark.engines("sqlite")
def test_drafts_of_others_are_not_there(organisation: None) -> None:
    told = stage.told("EA", "2024-05-08", trees=5)
    stage.add(told)
    other = browser("reporter", "EB")
    for address in (f"/ho-so/{told['record']}", f"/ho-so/{told['record']}/sua"):
        assert other.get(address).status_code == 404


def test_nothing_happened_is_declared_of_some_then_of_all_and_taken_back(organisation: None) -> None:
    commune, address = browser("sender", "EA"), "/don-vi/EA/viec/2024-05/khong-phat-sinh"
    nothing = commune.post(address, {"request": stage.an_id(), "of": "some"})
    assert nothing.status_code == 422
    some = {"request": stage.an_id(), "of": "some", "elements": ["trees", "km"]}
    assert commune.post(address, some).status_code == 303
    assert "Cây" in commune.get(WORK).content.decode()
    assert commune.post(address, {"request": stage.an_id(), "of": "all"}).status_code == 303
    assert 'name="reason"' not in commune.get(address).content.decode()
    sent = commune.post("/don-vi/EA/viec/2024-05/gui", {"request": stage.an_id()})
    assert sent.status_code == 303
    assert 'name="reason"' in commune.get(address).content.decode()
    back = {"request": stage.an_id(), "then": "withdraw"}
    assert commune.post(address, back).status_code == 422
    assert commune.post(address, back | {"reason": "có phát sinh"}).status_code == 303


def test_sending_nothing_is_refused_in_words_on_the_same_page(organisation: None) -> None:
    commune = browser("sender", "EA")
    answer = commune.post("/don-vi/EA/viec/2024-05/gui", {"request": stage.an_id()})
    assert answer.status_code == 409
    assert "05/2024" in answer.content.decode()
    assert commune.post("/don-vi/EA/viec/2024-13/gui", {"request": stage.an_id()}).status_code in (404, 422)


@pytest.mark.engines("sqlite")
def test_everything_wrong_is_told_at_once(organisation: None) -> None:
    commune = browser("reporter", "EA")
    wrong = {"title": "", "day": "31/02/2024", "figures.trees": "nhiều", "figures.km": "1,55", "link": "x"}
    body = commune.post(NEW, typed(commune) | wrong).content.decode()
    for field in wrong:
        assert body.count(f'href="#{field}"') == 1, field


@pytest.mark.engines("sqlite")
def test_strange_addresses_are_told_never_broken(organisation: None) -> None:
    commune = browser("sender", "EA")
    for address, status in {
        "/don-vi/EA/viec?thang=abc": 422,
        "/don-vi/EA/viec?thang=2024-99": 422,
        "/don-vi/EA/viec?thang=1000-01": 422,
        "/don-vi/EA/viec?thang=2035-01": 200,
        "/don-vi/EA/viec?thang=2001-01": 404,
        "/don-vi/EA/viec?ngay=31/02/2024": 422,
        "/don-vi/KHONG/viec": 404,
        "/don-vi/EB/viec": 403,
        "/don-vi/E/viec/moi": 403,
        "/don-vi/EA/viec/moi?ngay=x": 422,
        "/don-vi/EA/viec/2024-13/so-lieu": 422,
        "/don-vi/EA/viec/2030-01/so-lieu": 422,
        "/don-vi/EA/viec/2030-01/khong-phat-sinh": 422,
        "/ho-so/00000000-0000-0000-0000-000000000000/sua": 404,
    }.items():
        assert commune.get(address).status_code == status, address


@pytest.mark.engines("sqlite")
def test_ten_megabytes_of_text_are_refused_in_words(organisation: None) -> None:
    commune = browser("reporter", "EA")
    commune.raise_request_exception = False
    answer = commune.post(NEW, {"request": stage.an_id(), **GOOD, "title": "x" * (10 * 2**20)})
    assert answer.status_code == 413
    assert "Nội dung gửi quá lớn: mỗi lần gửi tối đa 2 MB chữ" in answer.content.decode()
    long = commune.post(NEW, {"request": stage.an_id(), **GOOD, "title": "x" * 100_000})
    assert long.status_code == 422
    assert 'href="#title"' in long.content.decode()


@pytest.mark.engines("sqlite")
def test_what_is_refused_as_too_much_is_taken_in_all_the_same(organisation: None) -> None:
    """A browser that is cut off while it sends never shows the page that says why."""
    sent = BytesIO(b"title=" + b"x" * (3 * 2**20))
    commune = browser("reporter", "EA")
    commune.raise_request_exception = False
    what = {"CONTENT_LENGTH": str(len(sent.getvalue())), "CONTENT_TYPE": "application/x-www-form-urlencoded"}
    answer = commune.request(REQUEST_METHOD="POST", PATH_INFO=NEW, **what, **{"wsgi.input": sent})
    assert (answer.status_code, sent.tell()) == (413, len(sent.getvalue()))


def test_what_a_closed_unit_did_is_typed_by_those_above(organisation: None) -> None:
    from tiendo.services import units

    former, above = browser("reporter", "EA"), browser("reporter", "E")
    units.close_unit(unit="EA", day="2024-05-20", **stage.asked())
    address = "/don-vi/EA/viec/moi?ngay=10/05/2024"
    assert former.get(address).status_code == 403
    form = typed(above, address)
    assert above.post(address, form | GOOD | {"day": "25/05/2024"}).status_code == 422
    assert above.post(address, typed(above, address) | GOOD).status_code == 303


@pytest.mark.parametrize(
    "address", [NEW, WORK, "/don-vi/EA/viec/2024-05/so-lieu", "/don-vi/EA/viec/2024-05/khong-phat-sinh"]
)
def test_the_pages_hold_no_script_and_take_few_statements(organisation: None, address: str) -> None:
    commune = browser("sender", "EA")
    stage.add(*(stage.told("EA", "2024-05-08", trees=n) for n in range(1, 30)))
    commune.get(address)
    with sql.snapshot():
        pass
    body = commune.get(address).content.decode()
    assert "<style" not in body
    assert " style=" not in body
    assert not re.search(r"<script(?![^>]*\bsrc=)", body)
