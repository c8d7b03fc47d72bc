"""The doors: signing in and out, the watchman's address, the language, what strangers get, forms that came too late."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.services import stage
from tests.services.test_progress import adopt
from tiendo.services import accounts, catalogue

pytestmark = pytest.mark.one_engine

PASSWORD = "một câu đủ dài"


@pytest.fixture
def client(founded: object) -> Iterator[Client]:
    assert founded
    adopt()
    accounts.create_account(username="lan", name="Lan", password=PASSWORD, **stage.asked())
    cache.clear()
    yield Client(SERVER_NAME="localhost", enforce_csrf_checks=False)


def sign_in(client: Client, **more: str) -> int:
    return client.post("/dang-nhap/", {"login": "lan", "password": PASSWORD, **more}).status_code


def test_the_watchman_is_answered(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["ok"] is True


def test_a_stranger_is_led_to_the_door_and_back(client: Client) -> None:
    answer = client.get("/don-vi/P/tong-quan?ngay=30/04/2024")
    assert answer.status_code == 302
    assert answer["Location"] == "/dang-nhap/?next=%2Fdon-vi%2FP%2Ftong-quan%3Fngay%3D30%2F04%2F2024"
    answer = client.post("/dang-nhap/", {"login": "lan", "password": PASSWORD, "next": "/ke-hoach/"})
    assert (answer.status_code, answer["Location"]) == (302, "/ke-hoach/")


def test_a_wrong_password_is_told_in_vietnamese_and_ten_close_the_door(client: Client) -> None:
    first = client.post("/dang-nhap/", {"login": "lan", "password": "không phải"})
    assert first.status_code == 200
    assert 'lang="vi"' in first.content.decode()
    codes = [
        client.post("/dang-nhap/", {"login": "lan", "password": f"sai {n}"}).status_code for n in range(10)
    ]
    assert codes[-1] == 429
    assert sign_in(client) == 429


def test_nobody_signs_up(client: Client) -> None:
    assert client.get("/dang-ky/").status_code == 404


def test_demo_accounts_are_shown_in_an_example_only(client: Client) -> None:
    assert "xem-thu-tien-do" not in client.get("/dang-nhap/").content.decode()
    catalogue.set_simulated(simulated=True, **stage.asked())
    assert "xem-thu-tien-do" in client.get("/dang-nhap/").content.decode()


def test_the_language_is_the_readers_choice_not_the_browsers(client: Client) -> None:
    page = client.get("/dang-nhap/", headers={"Accept-Language": "en"})
    assert "Đăng nhập" in page.content.decode()
    answer = client.post("/ngon-ngu", {"language": "en", "next": "/dang-nhap/"})
    assert answer["Location"] == "/dang-nhap/"
    assert "Sign in" in client.get("/dang-nhap/").content.decode()
    assert (
        client.post("/ngon-ngu", {"language": "en", "next": "https://elsewhere.example/"})["Location"] == "/"
    )


def test_what_was_typed_is_kept_when_the_session_ended(client: Client) -> None:
    answer = client.post("/don-vi/EA/viec/moi", {"title": "Trồng <b>cây</b>", "figures.trees": "12"})
    body = answer.content.decode()
    assert answer.status_code == 401
    assert 'value="Trồng &lt;b&gt;cây&lt;/b&gt;"' in body
    assert 'name="figures.trees" value="12"' in body


def test_what_was_typed_can_be_read_and_its_files_are_asked_for_again(client: Client) -> None:
    told = {"title": "Trồng cây", "figures.trees": "12", "figures.km": "", "password": "bí mật"}
    body = client.post(
        "/don-vi/EA/viec/moi", told | {"file": SimpleUploadedFile("ảnh.png", b"x")}
    ).content.decode()
    shown = re.sub(r"<input type=.hidden.[^>]*>", "", body)
    assert ("Trồng cây" in shown, ">12<" in shown, "bí mật" in shown) == (True, True, False)
    assert "ảnh.png" in shown
    assert 'enctype="multipart/form-data"' in body
    assert 'name="file" type="file"' in body


def test_a_form_from_before_signing_in_says_that_nothing_is_wrong_any_more(client: Client) -> None:
    assert client
    person = stage.somebody("reporter", "EA").person
    strict = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    strict.force_login(get_user_model().objects.get(person=person))
    told = {"title": "Trồng cây", "day": "08/05/2024", "csrfmiddlewaretoken": "cũ"}
    own = {"Origin": "http://localhost"}
    first = strict.post("/don-vi/EA/viec/moi", told, headers=own)
    body = first.content.decode()
    assert first.status_code == 403
    assert "Bạn đã đăng nhập" in body
    fresh = re.search(r'id="again".*?name="csrfmiddlewaretoken" value="([^"]+)"', body, re.DOTALL)
    assert fresh
    second = strict.post("/don-vi/EA/viec/moi", told | {"csrfmiddlewaretoken": fresh[1]}, headers=own)
    assert second.status_code == 303


def test_what_came_from_elsewhere_is_not_offered_again(client: Client) -> None:
    strict = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    told = {"title": "của người khác"}
    foreign = strict.post("/don-vi/EA/viec/moi", told, headers={"Origin": "https://elsewhere.example"})
    own = strict.post("/don-vi/EA/viec/moi", told, headers={"Origin": "http://localhost"})
    assert (foreign.status_code, own.status_code) == (403, 403)
    assert "của người khác" not in foreign.content.decode()
    assert "của người khác" in own.content.decode()


def test_the_strict_policy_is_on_every_page(client: Client) -> None:
    for path in ("/dang-nhap/", "/thiet-ke", "/khong-co"):
        policy = client.get(path)["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
