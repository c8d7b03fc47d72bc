"""The session ends while somebody types: after signing in elsewhere, the first press keeps what was typed."""

from __future__ import annotations

from tests.api.routes import PASSWORD
from tests.browser.conftest import Open, Place


def test_a_form_sent_after_the_session_ended_is_kept_by_the_first_press(place: Place, open_as: Open) -> None:
    window = open_as("rep")
    window.goto(place.address("record_new"))
    window.fill("#title", "Dọn kênh mương")
    window.fill("#day", "12/05/2024")
    window.fill("[id='figures.trees']", "17")
    window.context.clear_cookies()
    window.click(".sticky-send .btn-primary")
    window.wait_for_selector("#again", state="attached")
    assert "Dọn kênh mương" in window.inner_text("main")
    with window.context.expect_page() as opened:
        window.click("main a.btn-primary")
    door = opened.value
    door.fill("[name=login]", "rep")
    door.fill("[name=password]", PASSWORD)
    door.click("main form .btn-primary")
    door.wait_for_url("**/don-vi/**")
    window.click("button[form=again]")
    window.wait_for_selector("#records")
    assert "Dọn kênh mương" in window.inner_text("#records")
