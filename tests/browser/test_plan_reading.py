"""A plan's Word file goes through review by keys alone to an adopted plan, whose figures can be asked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from tests.browser.conftest import Open, Place
from tests.browser.example_paper import example_docx
from tests.services import stage
from tiendo.core.access import SYSTEM


def decide_by_keys(window: Any) -> int:
    """Answer what is asked with its first answer and confirm; what was found twice is no target. Keys only."""
    decided = 0
    while window.locator(".row-card.open, .row-card.low").count():
        window.wait_for_function("document.activeElement.matches('.row-card.open, .row-card.low')")
        row = window.evaluate("document.activeElement.id")
        card = window.locator(f"[id='{row}']")
        if card.locator("[data-open-question]").count():
            press(window, "1")
            continue
        press(window, "Enter")
        decided += 1
    return decided


def press(window: Any, key: str) -> None:
    """Press a key that leads to another page."""
    with window.expect_navigation():
        window.keyboard.press(key)


def test_a_word_file_becomes_a_plan(place: Place, open_as: Open, tmp_path: Path) -> None:
    paper = tmp_path / "ke-hoach.docx"
    paper.write_bytes(example_docx())
    window = open_as("pla", width=1280)
    window.goto(place.address("readings"))
    window.set_input_files("#file", str(paper))
    window.click("form .btn-primary")
    window.wait_for_selector(".row-card")
    found = window.locator(".row-card").count()
    assert found == 20
    window.keyboard.press("j")
    assert decide_by_keys(window) == found

    window.click(".reading-top .btn-primary")
    window.check("input[name=rest][value=as_read]")
    assert window.locator("input[name=defaults]").count() == 0  # every question has its answer
    window.click("form.sheet .btn-primary")
    window.wait_for_url("**/ke-hoach/*")
    assert "/doc/" not in window.url
    assert window.locator(".clause-targets > li").count() == 20
    figures_run(window.url.rpartition("/")[2].partition("?")[0])


def figures_run(key: str) -> None:
    """Work told for the new plan is summed up the tree and held against its targets."""
    from tiendo.services.plan_shown import plan_shown
    from tiendo.services.progress import progress_of

    shown = plan_shown(actor=SYSTEM, plan=key, as_of=date(2024, 6, 1), now=stage.NOW)
    (trees,) = [one for one in shown["targets"] if "ây xanh" in one["name"]]
    element = trees["indicator"]["elements"][0]
    for unit in ("EA", "EB"):
        stage.add(stage.told(unit, "2024-05-08", **{element: 3_000}))
        stage.send(unit, "2024-05")
    asked = {"actor": SYSTEM, "unit": "P", "plan": key, "as_of": date(2024, 6, 1), "now": stage.NOW}
    (held,) = [one for one in progress_of(**asked)["targets"] if one["id"] == trees["id"]]
    # The figure was known before: what E, EA and EB told of it in March (40 + 300 + 5) counts for this plan, too.
    assert (held["shown"]["value"], held["shown"]["goal"]) == ("6.345", "300.000")


def test_words_and_rows_go_together(place: Place, open_as: Open) -> None:
    window = open_as("pla", width=1280)
    window.goto(place.address("reading"))
    window.click("[data-text] .mark.number >> nth=1")
    assert window.evaluate("document.activeElement.id") == "target-T02"
    window.keyboard.press("k")
    assert window.evaluate("document.activeElement.id") == "target-T01"
    assert window.locator("[data-text] .mark.here").first.get_attribute("data-row") == "target-T01"


def test_a_phone_shows_one_pane_at_a_time(place: Place, open_as: Open) -> None:
    window = open_as("pla", width=390)
    window.goto(place.address("reading"))
    assert window.is_hidden("[data-text]")
    window.click(".reading-tabs .phone-only a")
    assert window.is_visible("[data-text]")
    assert window.is_hidden("[data-cards]")
    window.click("[data-text] .mark >> nth=0")
    assert window.is_visible("[data-cards]")
    assert window.evaluate("document.documentElement.scrollWidth") == 390
    window.click(".reading-top summary")
    menu = window.locator(".reading-top .menu-panel").bounding_box()
    assert menu["x"] >= 0
    assert menu["x"] + menu["width"] <= 390
