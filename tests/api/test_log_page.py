"""The log on the screen: who may look, what can be asked, a page after another, and every verb in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.routes import Scene, scene_on
from tests.services import stage
from tiendo.services.log_shown import PAGE, VERBS
from tiendo.web.log_words import verb_said

pytestmark = pytest.mark.one_engine


@pytest.fixture(scope="module")
def scene(engine: str, database_factory: Any) -> Iterator[Scene]:
    with scene_on(database_factory, engine) as found:
        yield found


def body(scene: Scene, query: str = "", who: str = "lea", status: int = 200) -> str:
    answer = scene.client(who).get(f"/nhat-ky{query}")
    assert answer.status_code == status
    return str(answer.content.decode())


def test_what_happened_is_told_in_words_with_who_did_it(scene: Scene) -> None:
    page = body(scene)
    assert "Phân vai trò" in page
    assert "Vai trò: người gửi" in page
    assert "tài khoản bel" in page.lower()


def test_one_verb_one_unit_one_account(scene: Scene) -> None:
    page = body(scene, "?viec=send_month&don-vi=EA")
    assert page.count("<tr>") == 2  # the head of the table and one event
    assert 'href="/don-vi/EA/tong-quan"' in page
    assert "Chưa có việc nào như vậy" in body(scene, "?ai=khong-co")
    assert "Chưa có việc nào như vậy" in body(scene, "?viec=close_unit")


def test_a_unit_that_is_not_there_is_told_at_the_field(scene: Scene) -> None:
    page = body(scene, "?don-vi=KHONG", status=404)
    assert 'id="don-vi-fault"' in page
    assert 'value="KHONG"' in page


@pytest.mark.parametrize("query", ["?trang=x", "?trang=-1", "?trang=99999999999", "?viec=khong", "?ai=%00x"])
def test_senseless_questions_do_no_harm(scene: Scene, query: str) -> None:
    assert scene.client("lea").get(f"/nhat-ky{query}").status_code in {200, 422}


def test_a_page_leads_to_the_one_before(scene: Scene) -> None:
    for day in range(1, PAGE + 3):
        stage.add(stage.told("WA", f"2024-04-{day % 28 + 1:02}", trees=1))
    first = body(scene, "?don-vi=WA&viec=add_records")
    assert first.count("<tr>") == PAGE + 1
    older = first.partition('href="?')[2].partition('"')[0].replace("&amp;", "&")
    assert "trang=" in older
    second = body(scene, f"?{older}")
    assert 1 < second.count("<tr>") < PAGE
    assert "Mới nhất" in second


def test_a_figure_and_a_record_lead_those_who_may_to_the_line_of_their_event(scene: Scene) -> None:
    for address in ("/don-vi/P/chi-tieu/TREES/vi-sao", f"/ho-so/{scene.record}"):
        page = scene.client("ins").get(address).content.decode()
        before = re.findall(r'href="/nhat-ky\?trang=(\d+)"', page)
        assert before
        first = re.search(
            r'log-seq"><span title="[0-9a-f]+">([\d.]+) ', body(scene, f"?trang={before[0]}", "ins")
        )
        assert first
        assert int(first[1].replace(".", "")) == int(before[0]) - 1
        assert (
            "/nhat-ky?trang"
            not in scene.client("rev").get("/don-vi/E/chi-tieu/TREES/vi-sao").content.decode()
        )


def test_words_of_drafts_are_not_told_to_those_above(scene: Scene) -> None:
    stage.add({**stage.told("WA", "2024-04-02", trees=1), "title": "Chuyện riêng chưa gửi"})
    page = body(scene)
    assert "Chuyện riêng chưa gửi" not in page
    assert "chưa gửi" in page


def test_every_verb_has_words() -> None:
    assert [verb for verbs in VERBS.values() for verb in verbs if verb_said(verb) == verb] == []
