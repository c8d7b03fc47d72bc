"""Accounts over HTTP: a password chosen with a one-time code, and roles that are held to a second step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from tests.services import stage
from tests.services.test_progress import adopt
from tiendo.services import accounts, catalogue
from tiendo.services.sign_in_codes import give_sign_in_code

pytestmark = pytest.mark.one_engine

NEW = "câu mới đủ dài"
CODE = "23AB-45CD-67EF-89GH"
DOOR = "/tai-khoan/ma-mot-lan/"
SET_UP = "/tai-khoan/hai-buoc/bat/"


@pytest.fixture
def client(founded: object) -> Iterator[Client]:
    assert founded
    adopt()
    accounts.create_account(username="lan", name="Lan", **stage.asked())
    accounts.grant_role(username="lan", role="steward", unit="P", from_day=stage.START, **stage.asked())
    cache.clear()
    yield Client(SERVER_NAME="localhost")


def give(hours: int = 1) -> None:
    until = datetime.now(UTC) + timedelta(hours=hours)
    give_sign_in_code(username="lan", code=CODE, until=until, **stage.asked())


def choose(client: Client, **more: str) -> int:
    told = {"login": "lan", "code": CODE, "password1": NEW, "password2": NEW, **more}
    return client.post(DOOR, told).status_code


def sign_in(client: Client, password: str = NEW) -> int:
    return client.post("/dang-nhap/", {"login": "lan", "password": password}).status_code


# A password of one's own


def test_a_password_is_chosen_with_a_code_and_then_signs_in(client: Client) -> None:
    give()
    assert sign_in(client) == 200  # an account made without a password lets nobody in
    page = client.get(f"{DOOR}?ten=lan&ma={CODE}")
    body = page.content.decode()
    assert 'value="lan"' in body
    assert f'value="{CODE}"' in body
    assert "Tự đặt mật khẩu" in body
    assert page["Referrer-Policy"] == "same-origin"  # the address holds the code: it is told to nobody else
    assert "no-store" in page["Cache-Control"]
    assert choose(client) == 302
    assert sign_in(client) == 302
    assert choose(Client(SERVER_NAME="localhost")) == 422  # used up


def test_a_code_lets_nobody_in_by_itself(client: Client) -> None:
    give()
    assert choose(client) == 302
    assert client.get("/").status_code == 302
    assert client.get("/")["Location"].startswith("/dang-nhap/")


def test_whoever_sat_here_before_is_signed_out(client: Client) -> None:
    accounts.create_account(username="ha", name="Hà", password="câu của Hà đây", **stage.asked())
    client.post("/dang-nhap/", {"login": "ha", "password": "câu của Hà đây"})
    give()
    assert choose(client) == 302
    assert client.get("/nhat-ky")["Location"].startswith("/dang-nhap/")


def test_wrong_input_is_told_and_typing_kept_but_passwords(client: Client) -> None:
    give()
    for wrong, told in (
        ({"password1": "ngắn", "password2": "ngắn"}, "10"),
        ({"password2": "khác hẳn câu kia"}, "Hai lần gõ phải giống nhau."),
        ({"code": "0000-0000-0000-0000"}, "Tên tài khoản hoặc mã không đúng"),
        ({"code": ""}, "Trường này là bắt buộc"),
    ):
        answer = client.post(
            DOOR, {"login": "lan", "code": CODE, "password1": NEW, "password2": NEW, **wrong}
        )
        body = answer.content.decode()
        assert answer.status_code == 422
        assert told in body
        assert 'value="lan"' in body
        assert NEW not in body
    assert choose(client) == 302


def test_an_account_that_is_not_there_is_told_like_a_wrong_code(client: Client) -> None:
    give()
    bodies = []
    for login in ("lan", "khong-co"):
        told = {"login": login, "code": "0000-0000-0000-0000", "password1": NEW, "password2": NEW}
        bodies.append(client.post(DOOR, told).content.decode().replace(f'value="{login}"', ""))
    assert _calm(bodies[0]) == _calm(bodies[1])


def _calm(body: str) -> list[str]:
    return [line for line in body.splitlines() if "csrfmiddlewaretoken" not in line]


def test_ten_wrong_codes_close_the_door_for_the_right_one_and_for_signing_in(client: Client) -> None:
    give()
    codes = [choose(client, code=f"0000-0000-0000-000{n}") for n in range(10)]
    assert codes == [422] * 9 + [429]
    assert choose(client) == 429
    assert sign_in(client) == 429


def test_a_code_that_is_too_old_is_no_good(client: Client) -> None:
    give(hours=-1)
    assert choose(client) == 422


# Roles with a second step


def with_password() -> None:
    accounts.give_password(username="lan", password=NEW, **stage.asked())


def test_nobody_is_asked_for_a_second_step_unless_it_was_said(client: Client) -> None:
    with_password()
    assert sign_in(client) == 302
    assert client.get("/nhat-ky").status_code == 200


def test_who_holds_a_role_sets_a_second_step_up_before_anything_else(client: Client) -> None:
    with_password()
    catalogue.set_mfa_roles(roles=["steward", "planner"], **stage.asked())
    accounts.create_account(username="ha", name="Hà", password=NEW, **stage.asked())
    accounts.grant_role(username="ha", role="leader", unit="P", from_day=stage.START, **stage.asked())
    other = Client(SERVER_NAME="localhost")
    other.post("/dang-nhap/", {"login": "ha", "password": NEW})
    assert other.get("/nhat-ky").status_code == 200
    assert sign_in(client) == 302
    for address in (
        "/",
        "/nhat-ky",
        "/don-vi/P/tong-quan",
        "/ke-hoach/",
        "/don-vi/P/bao-cao.docx?ky=2024-Q1",
    ):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (302, SET_UP), address
    assert client.get("/healthz").status_code == 200
    set_up(client)
    assert client.get("/nhat-ky").status_code == 200
    again = Client(SERVER_NAME="localhost")
    answer = again.post("/dang-nhap/", {"login": "lan", "password": NEW})
    assert answer["Location"].startswith("/tai-khoan/hai-buoc/ma/")
    assert again.get("/nhat-ky")["Location"].startswith("/dang-nhap/")


def set_up(client: Client) -> None:
    """Type the number an authenticator shows for the secret of this session."""
    again = client.get(SET_UP)["Location"]  # whoever changes how they sign in says first that it is they
    assert again.startswith("/tai-khoan/xac-thuc-lai/")
    assert client.post(again, {"password": NEW})["Location"] == SET_UP
    assert client.get(SET_UP).status_code == 200
    secret = client.session["mfa.totp.secret"]
    counter = next(iter(yield_hotp_counters_from_time()))
    answer = client.post(SET_UP, {"code": format_hotp_value(hotp_value(secret, counter))})
    assert answer.status_code == 302


def test_a_role_not_held_on_the_organisations_day_asks_nothing(client: Client) -> None:
    with_password()
    catalogue.set_operating_day(day="2024-05-31", **stage.asked())
    catalogue.set_mfa_roles(roles=["planner"], **stage.asked())
    accounts.grant_role(username="lan", role="planner", unit="P", from_day="2024-06-01", **stage.asked())
    sign_in(client)
    assert client.get("/nhat-ky").status_code == 200
    catalogue.set_operating_day(day="2024-06-01", **stage.asked())
    assert client.get("/nhat-ky")["Location"] == SET_UP


def test_the_demand_can_be_taken_back(client: Client) -> None:
    with_password()
    catalogue.set_mfa_roles(roles=["steward"], **stage.asked())
    sign_in(client)
    assert client.get("/nhat-ky").status_code == 302
    catalogue.set_mfa_roles(roles=[], **stage.asked())
    assert client.get("/nhat-ky").status_code == 200
