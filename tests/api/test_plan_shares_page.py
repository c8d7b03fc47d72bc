"""An annex that hands numbers to units: looked at and put right on its page, handed down once the plan is adopted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests.api.routes import Scene, scene_on
from tests.services import stage

pytestmark = pytest.mark.one_engine
TABLE = "shares-1"


@pytest.fixture
def scene(engine: str, database_factory: Any) -> Iterator[Scene]:
    with scene_on(database_factory, engine) as found:
        yield found


@pytest.fixture
def client(scene: Scene) -> Client:
    return scene.client("pla")


def text(answer: Any) -> str:
    return str(answer.content.decode())


def form(page: str) -> dict[str, str]:
    """What the page's form would send as it stands."""
    told = dict(
        re.findall(r'<input type="hidden" name="(request|request_keep|row|base)" value="([^"]*)"', page)
    )
    for name, inside in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        told[name] = (re.findall(r'<option value="([^"]*)" selected', inside) or [""])[-1]
    fields = re.findall(r'<input [^>]*name="(shares-1-\w+)"[^>]* value="([^"]*)"', page)
    return {**told, **dict(fields)}


def send(client: Client, where: str, then: str, **changed: str) -> Any:
    given = {name.replace("__", "."): value for name, value in changed.items()}
    return client.post(where, {**form(text(client.get(where))), "then": then, **given})


def adopt(client: Client, scene: Scene) -> Any:
    where = f"/ke-hoach/doc/{scene.tabled}/ban-hanh"
    (seen,) = re.findall(r'name="seen" value="(\d+)"', text(client.get(where)))
    given = {"request": stage.an_id(), "seen": seen, "rest": "as_read", "defaults": "1"}
    return client.post(where, given)


def allocated() -> list[tuple[Any, ...]]:
    return stage.rows("SELECT target, unit, year, amount, paper FROM allocation ORDER BY target, unit, year")


def test_the_way_of_an_annex(client: Client, scene: Scene) -> None:
    where = f"/ke-hoach/doc/{scene.tabled}/giao"
    assert where in text(client.get(f"/ke-hoach/doc/{scene.tabled}"))
    assert "Văn bản có 1 bảng giao chỉ tiêu" in text(client.get(f"/ke-hoach/doc/{scene.tabled}/ban-hanh"))
    page = text(client.get(where))
    assert "“Huyện Nam” là đơn vị nào" in page
    assert "Kế hoạch chưa ban hành" in page
    assert 'value="hand"' not in page
    told = form(page)
    assert (told["unit.0"], told["unit.1"], told["target.0"], told["target.1"]) == ("E", "", "T01", "T02")
    assert send(client, where, "keep", unit__1="*", code__1="W").status_code == 303
    assert "“Huyện Nam” là đơn vị nào" not in text(client.get(where))
    answer = adopt(client, scene)
    assert (answer.status_code, answer.headers["Location"]) == (303, where)
    assert allocated() == []
    answer = send(client, where, "hand", **{f"{TABLE}-paper": "7-KH", f"{TABLE}-day": "05/01/2024"})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{where}#{TABLE}")
    assert allocated() == [
        ("T01", stage.EAST, 2024, 2000, "7-KH"),
        ("T01", stage.WEST, 2024, 1000, "7-KH"),
        ("T02", stage.EAST, 2024, 10, "7-KH"),
        ("T02", stage.WEST, 2024, 8, "7-KH"),
    ]
    page = text(client.get(where))
    assert "Đã giao cho 2 đơn vị." in page
    assert page.count('class="share-number handed"') == 4


def test_what_is_unclear_is_told_at_once_and_stays_behind_only_when_said(
    client: Client, scene: Scene
) -> None:
    where = f"/ke-hoach/doc/{scene.tabled}/giao"
    adopt(client, scene)
    paper = {f"{TABLE}-paper": "7-KH", f"{TABLE}-day": "05/01/2024"}
    answer = send(client, where, "hand", target__1="", **paper)
    assert answer.status_code == 422
    page = text(answer)
    assert "“Huyện Nam” là đơn vị nào" in page
    assert allocated() == []
    assert send(client, where, "hand", rest="1", **paper).status_code == 303
    assert [one[:2] for one in allocated()] == [("T01", stage.EAST), ("T02", stage.EAST)]
    assert "“Huyện Nam” là đơn vị nào" in text(client.get(where))


def test_what_was_typed_stays_where_it_is_refused(client: Client, scene: Scene) -> None:
    where = f"/ke-hoach/doc/{scene.tabled}/giao"
    answer = send(client, where, "keep", unit__1="*", code__1="KHÔNG", target__1="-")
    page = text(answer)
    assert answer.status_code == 422
    assert 'value="KHÔNG"' in page
    assert form(page)["unit.1"] == "*"
    assert form(page)["target.1"] == "-"
    assert 'href="#unit-1-1"' in page
    assert "“Huyện Nam”: Không có đơn vị nào mang mã KHÔNG" in page  # named as in the table, not by its place
    assert "đơn vị 1" not in page
    without = send(client, where, "keep", unit__1="*", code__1=" ")
    assert without.status_code == 422
    assert "“Huyện Nam”: hãy ghi mã của đơn vị được giao." in text(without)
    adopt(client, scene)
    given = {"unit__1": "-", f"{TABLE}-paper": "", f"{TABLE}-day": "hôm nào"}
    page = text(send(client, where, "hand", **given))
    assert f'id="{TABLE}-paper-fault"' in page
    assert f'id="{TABLE}-day-fault"' in page
    assert 'value="hôm nào"' in page


def test_a_table_is_left_out_and_taken_up_again(client: Client, scene: Scene) -> None:
    where = f"/ke-hoach/doc/{scene.tabled}/giao"
    send(client, where, "reject")
    page = text(client.get(where))
    assert 'value="reopen"' in page
    assert 'value="keep"' not in page.replace('value="keep" tabindex', "")
    assert adopt(client, scene).headers["Location"].startswith("/ke-hoach/")
    assert send(client, where, "reopen").status_code == 303
    assert 'value="hand"' in text(client.get(where))


def test_others_are_not_overwritten_and_nonsense_decides_nothing(client: Client, scene: Scene) -> None:
    where = f"/ke-hoach/doc/{scene.tabled}/giao"
    before = form(text(client.get(where)))
    send(client, where, "keep", unit__1="W")
    answer = client.post(where, {**before, "then": "keep", "unit.1": "-"})
    assert answer.status_code == 409
    events = stage.events()
    assert send(client, where, "nonsense", unit__1="-").status_code == 303
    assert send(client, where, "keep", row="shares-9").status_code == 404
    assert stage.events() == events


def test_the_same_form_twice_hands_down_once(client: Client, scene: Scene) -> None:
    where = f"/ke-hoach/doc/{scene.tabled}/giao"
    adopt(client, scene)
    given = {**form(text(client.get(where))), "then": "hand", "unit.1": "W", f"{TABLE}-paper": "7-KH"}
    given[f"{TABLE}-day"] = "05/01/2024"
    assert [client.post(where, given).status_code for _ in range(2)] == [303, 303]
    assert len(allocated()) == 4


def test_what_is_handed_down_is_not_meant_otherwise_afterwards(client: Client, scene: Scene) -> None:
    where = f"/ke-hoach/doc/{scene.tabled}/giao"
    adopt(client, scene)
    paper = {f"{TABLE}-paper": "7-KH", f"{TABLE}-day": "05/01/2024"}
    assert send(client, where, "hand", rest="1", **paper).status_code == 303
    before = allocated()
    assert len(before) == 2
    for then, change in (("keep", {"unit__0": "W"}), ("hand", {"unit__0": "-"}), ("reject", {})):
        answer = send(client, where, then, rest="1", **paper, **change)
        assert (answer.status_code, "có số đã giao" in text(answer)) == (409, True)
    later = {f"{TABLE}-paper": "8-KH", f"{TABLE}-day": "06/01/2024"}  # what was left behind can follow
    assert send(client, where, "hand", unit__1="W", **later).status_code == 303
    assert [one for one in allocated() if one in before] == before
    assert [(one[1], one[4]) for one in allocated() if one not in before] == [(stage.WEST, "8-KH")] * 2
    assert "đã giao rồi" in text(client.get(send(client, where, "hand", **later).headers["Location"]))
    assert len(allocated()) == 4


def test_a_paper_without_tables_says_so(client: Client, scene: Scene) -> None:
    assert "Văn bản không có bảng giao chỉ tiêu" in text(client.get(f"/ke-hoach/doc/{scene.reading}/giao"))
    assert "/giao" not in text(client.get(f"/ke-hoach/doc/{scene.reading}"))


def test_adopting_says_plainly_that_everything_was_looked_at(client: Client, scene: Scene) -> None:
    where = f"/ke-hoach/doc/{scene.reading}"
    page = text(client.get(f"{where}/ban-hanh"))
    assert "Chưa ai quyết định: 2 chỉ tiêu · 2 nhiệm vụ, trách nhiệm. Xử lý thế nào?" in page
    for row in ("target-T01", "target-T02"):
        client.post(where, {"request": stage.an_id(), "base": "0", "row": row, "then": "confirm"})
    page = text(client.get(f"{where}/ban-hanh"))
    assert "Chưa ai quyết định: 2 nhiệm vụ, trách nhiệm. Xử lý thế nào?" in page
    for row in ("task-N01", "duty-D01"):
        client.post(where, {"request": stage.an_id(), "base": "0", "row": row, "then": "confirm"})
    page = text(client.get(f"{where}/ban-hanh"))
    assert "Đã xem hết chỉ tiêu, nhiệm vụ và trách nhiệm." in page
    assert "Chưa ai quyết định" not in page
    given = {"row": "target-T01", "base": "1", "then": "answer:T01.time:each_year"}
    client.post(where, {"request": stage.an_id(), **given})
    assert "Đã xem hết. Có thể ban hành kế hoạch." in text(client.get(f"{where}/ban-hanh"))
