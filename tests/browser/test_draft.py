"""What was typed into the form of work is there again after leaving it, and gone once it was kept."""

from __future__ import annotations

from tests.browser.conftest import Open, Place


def test_typing_survives_leaving_the_page(place: Place, open_as: Open) -> None:
    window = open_as("rep", width=390)
    form = place.address("record_new")
    window.goto(form)
    window.fill("#title", "Vệ sinh bãi biển")
    window.fill("[id='figures.trees']", "12")
    window.wait_for_timeout(600)
    window.goto(place.address("work"))
    window.goto(form)
    assert window.input_value("#title") == ""
    window.click("[data-draft-use]")
    assert window.input_value("#title") == "Vệ sinh bãi biển"
    assert window.input_value("[id='figures.trees']") == "12"
    window.fill("#day", "31/02/2024")
    window.click(".sticky-send .btn-primary")
    window.wait_for_selector("#faults")
    assert window.input_value("#title") == "Vệ sinh bãi biển"
    window.fill("#day", "08/05/2024")
    window.click(".sticky-send .btn-primary")
    window.wait_for_selector("#records")
    window.goto(form)
    assert window.is_hidden("[data-draft-told]")
    assert window.input_value("#title") == ""
