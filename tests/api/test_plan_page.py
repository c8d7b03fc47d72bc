"""The plan on the screen: its words, its targets, its open questions, and answering one by a paper."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from tests.services import stage
from tests.services.test_progress import PLAN, adopt
from tiendo.services import catalogue, plans

PAGE = "/ke-hoach/P1"


@pytest.fixture
def adopted(founded: object) -> None:
    assert founded
    adopt()
    catalogue.set_operating_day(day=stage.NOW.date(), **stage.asked())


def signed_in(role: str, unit: str = "P") -> Client:
    client = Client(SERVER_NAME="localhost")
    person = stage.somebody(role, unit).person
    client.force_login(get_user_model().objects.get(person=person))
    return client


def answer(client: Client, **changed: str) -> Any:
    told = {"setting": "basis", "option": "yearly", "paper": "12-KL/TĐ", "day": "15/05/2024"}
    return client.post(PAGE, {"request": stage.an_id(), **told, **changed})


@pytest.mark.usefixtures("adopted")
def test_everybody_bound_reads_it_and_only_planners_answer_it() -> None:
    for role, unit in (("reporter", "EA"), ("sender", "W"), ("leader", "P")):
        client = signed_in(role, unit)
        assert "Kế hoạch" in client.get("/ke-hoach/").content.decode()
        body = client.get(PAGE).content.decode()
        assert "Cả nhiệm kỳ hay mỗi năm?" in body
        assert 'name="paper"' not in body
        assert answer(client).status_code == 403


@pytest.mark.usefixtures("adopted")
def test_a_planner_answers_by_a_paper_and_the_page_tells_it() -> None:
    client = signed_in("planner")
    body = client.get(PAGE).content.decode()
    assert "chưa có văn bản quyết định" in body
    done = answer(client)
    assert (done.status_code, done["Location"]) == (303, f"{PAGE}#setting-basis")
    body = client.get(PAGE).content.decode()
    assert "quyết định tại 12-KL/TĐ ngày 15/05/2024" in body
    assert "Đã ghi cách hiểu" in body
    before = client.get(f"{PAGE}?ngay=01/05/2024").content.decode()
    assert "chưa có văn bản quyết định" in before


@pytest.mark.usefixtures("adopted")
def test_the_paper_of_the_latest_day_is_told_not_the_one_written_last() -> None:
    for option, paper, day in (("yearly", "SAU", "2024-05-20"), ("term", "TRƯỚC", "2024-05-10")):
        plans.set_plan_setting(
            plan="P1", setting="basis", option=option, paper=paper, day=day, **stage.asked()
        )
    body = signed_in("leader").get(PAGE).content.decode()
    assert "quyết định tại SAU ngày 20/05/2024" in body
    assert "TRƯỚC" not in body


@pytest.mark.usefixtures("adopted")
@pytest.mark.parametrize(
    ("field", "value", "place"),
    [
        ("paper", "", "paper-basis"),
        ("paper", "x" * 301, "paper-basis"),
        ("day", "31/12/2024", "day-basis"),
        ("day", "không", "day-basis"),
        ("option", "", "option-basis"),
    ],
)
def test_a_refusal_stands_at_its_field_and_keeps_what_was_typed(field: str, value: str, place: str) -> None:
    client = signed_in("planner")
    told = answer(client, **{field: value})
    body = told.content.decode()
    assert told.status_code == 422
    assert f'href="#{place}"' in body
    assert f'id="{place}-fault"' in body
    if field != "paper":
        assert 'value="12-KL/TĐ"' in body
    assert "<details" in body
    assert " open>" in body


@pytest.mark.usefixtures("adopted")
def test_an_answer_nobody_offered_and_a_plan_nobody_knows() -> None:
    client = signed_in("planner")
    assert answer(client, option="khác").status_code == 422
    assert answer(client, setting="khác").status_code == 404
    assert client.get("/ke-hoach/KHÔNG").status_code == 404


@pytest.mark.usefixtures("adopted")
def test_a_double_click_is_one_answer() -> None:
    client, request = signed_in("planner"), stage.an_id()
    before = stage.events()
    assert [answer(client, request=request).status_code for _ in range(2)] == [303, 303]
    assert stage.events() == before + 1


@pytest.mark.usefixtures("adopted")
def test_a_plan_file_with_days_as_people_write_them_is_shown_like_any_other() -> None:
    days = {"day": "05/01/2024", "counts_from": "01/01/2024", "counts_to": "31/12/2024"}
    head = {**PLAN["plan"], **days, "key": "D1"}
    plans.adopt_plan(unit="P", document={**PLAN, "plan": head}, **stage.asked())
    client = signed_in("leader")
    for address in ("/ke-hoach/", "/ke-hoach/D1", "/don-vi/P/tong-quan?ke-hoach=D1"):
        assert client.get(address).status_code == 200, address
