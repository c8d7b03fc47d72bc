"""The page of numbers handed to units: a code is asked for only where another unit is meant than those listed."""

from __future__ import annotations

from tests.browser.conftest import Open, Place


def test_a_code_is_asked_for_where_another_unit_is_meant(place: Place, open_as: Open) -> None:
    window = open_as("pla")
    window.goto(place.address("reading_shares"))
    chosen, code = window.locator("#unit-1-1"), window.locator("input[name='code.1']")
    assert not code.is_visible()
    chosen.select_option("*")
    assert code.is_visible()
    code.fill("W")
    window.get_by_role("button", name="Lưu chỗ khớp").click()
    window.wait_for_load_state()
    assert chosen.input_value() == "W"
    assert not code.is_visible()
