"""The door for one-time codes in a browser: a link fills it in, faults are told at fields, the password signs in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.browser.conftest import Open, Place
from tests.services import stage
from tiendo.services import accounts
from tiendo.services.sign_in_codes import give_sign_in_code

CODE = "23AB-45CD-67EF-89GH"
NEW = "câu mới đủ dài"


def test_a_link_leads_to_a_password_of_ones_own(place: Place, open_as: Open) -> None:
    accounts.create_account(username="moi", name="Mới", **stage.asked())
    until = datetime.now(UTC) + timedelta(hours=1)
    give_sign_in_code(username="moi", code=CODE, until=until, **stage.asked())
    window = open_as("out", width=390)
    window.goto(f"{place.base}/tai-khoan/ma-mot-lan/?ten=moi&ma={CODE}")
    assert (window.input_value("[name=login]"), window.input_value("[name=code]")) == ("moi", CODE)
    window.fill("[name=password1]", NEW)
    window.fill("[name=password2]", "câu khác đủ dài")
    window.click(".actions .btn-primary")
    window.wait_for_selector("[name=password2][aria-invalid]")
    assert window.input_value("[name=code]") == CODE
    for name in ("password1", "password2"):
        window.fill(f"[name={name}]", NEW)
    window.click(".actions .btn-primary")
    window.wait_for_selector("#login")
    assert "Đã lưu mật khẩu" in window.inner_text("main")
    window.fill("#login", "moi")
    window.fill("#password", NEW)
    window.click(".w-100")
    window.wait_for_selector("summary[aria-label]")
    assert "Mới" in window.inner_text("header")
