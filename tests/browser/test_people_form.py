"""People named in the form, in a browser: kept in this tab alone; and far too much text, after which Back has it."""

from __future__ import annotations

from tests.browser.conftest import Open, Place

LINES = "Nguyễn Văn An; 05/03/2001\nTrần Thị Bình; 20/07/2002"
FIELD = "[id='people.trained']"


def test_names_survive_in_their_tab_and_reach_no_other(place: Place, open_as: Open) -> None:
    window = open_as("rep", width=390)
    form = place.address("record_new")
    window.goto(form)
    window.fill("#title", "Tập huấn")
    open_all(window)
    window.fill(FIELD, LINES)
    window.wait_for_timeout(600)
    assert "Nguyễn" not in window.evaluate("JSON.stringify(localStorage)")
    window.goto(place.address("work"))
    other = window.context.new_page()
    other.goto(form)
    other.click("[data-draft-use]")
    assert (other.input_value("#title"), other.input_value(FIELD)) == ("Tập huấn", "")
    window.goto(form)
    window.click("[data-draft-use]")
    assert (window.input_value("#title"), window.input_value(FIELD)) == ("Tập huấn", LINES)
    assert window.is_visible(FIELD)
    window.fill("#day", "08/05/2024")
    window.click(".sticky-send .btn-primary")
    window.wait_for_selector("#records")
    assert "Nguyễn" not in window.evaluate("JSON.stringify(sessionStorage)")


def test_far_too_much_text_is_told_and_back_has_it_all(place: Place, open_as: Open) -> None:
    window = open_as("rep", width=390)
    window.goto(place.address("record_new"))
    window.fill("#title", "Tập huấn dài")
    open_all(window)
    many = "\n".join(f"Người thứ {n}; 01/01/2000" for n in range(90_000))
    window.evaluate("many => { document.getElementById('people.trained').value = many; }", many)
    with window.expect_navigation():
        window.click(".sticky-send .btn-primary")
    assert "Hãy bấm Quay lại: phần đã nhập vẫn còn" in window.inner_text("main")
    window.go_back()
    window.wait_for_selector("#title")
    assert window.input_value("#title") == "Tập huấn dài"
    assert len(window.input_value(FIELD)) == len(many)
    assert window.is_hidden("[data-draft-told]")


def open_all(window: object) -> None:
    """Unfold every part of the form."""
    window.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")  # type: ignore[attr-defined]
