"""Naming people in the record form without JavaScript, faults by line, and who sees the names on the record's page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from tests.api.test_work_pages import NEW, browser, typed
from tests.services import stage
from tests.services.test_people_named import PERSONS
from tests.services.test_progress import PLAN
from tiendo.services import catalogue, persons, plans
from tiendo.web.people_typed import lines_of, people_typed

GOOD = {"title": "Tập huấn cán bộ", "day": "08/05/2024"}
LINES = "Nguyễn Văn An; 05/03/2001\r\nTrần Thị Bình; 20/07/2002; 079302001234"


@pytest.fixture
def organisation(founded: object) -> Iterator[None]:
    assert founded
    plans.adopt_plan(unit="P", document={**PLAN, "targets": [*PLAN["targets"], PERSONS]}, **stage.asked())
    catalogue.set_operating_day(day=stage.NOW.date(), **stage.asked())
    yield


def kept(client: Client, lines: str = LINES, **more: str) -> str:
    """A record that names people, written down in the form; its id."""
    answer = client.post(NEW, typed(client) | GOOD | {"people.trained": lines} | more)
    assert answer.status_code == 303, answer.content.decode()
    return str(stage.rows("SELECT uuid FROM record ORDER BY id DESC")[0][0])


def names() -> list[str]:
    return [name for (name,) in stage.rows("SELECT name FROM person_name ORDER BY name")]


# Lines


@pytest.mark.parametrize(
    ("line", "name", "birth", "digits"),
    [
        ("Nguyễn Văn An; 05/03/2001", "Nguyễn Văn An", "05/03/2001", ""),
        ("Nguyễn Văn An;05/03/2001;079 203-001.234", "Nguyễn Văn An", "05/03/2001", "079203001234"),
        ("Nguyễn Văn An\t5-3-2001\t079203001234", "Nguyễn Văn An", "5-3-2001", "079203001234"),
        ("12\tNguyễn Văn An\t2001-03-05", "Nguyễn Văn An", "2001-03-05", ""),
        ("3. Nguyễn Văn An, 05/03/2001", "Nguyễn Văn An", "05/03/2001", ""),
        ("3 Nguyễn Văn An 05.03.2001", "Nguyễn Văn An", "05.03.2001", ""),
        ("Nguyễn Văn An", "Nguyễn Văn An", "", ""),
        ("Nguyễn Văn An; 2001", "Nguyễn Văn An", "2001", ""),
        ("Nguyễn Văn An; hôm qua; 123", "Nguyễn Văn An", "hôm qua", "123"),
        ("; 05/03/2001", "", "05/03/2001", ""),
        ("05/03/2001; Nguyễn Văn An", "", "05/03/2001", "NguyễnVănAn"),
    ],
)
@pytest.mark.engines("sqlite")
def test_a_line_as_people_write_it(line: str, name: str, birth: str, digits: str) -> None:
    assert list(lines_of(line)) == [{"line": 1, "name": name, "birth": birth, "digits": digits}]


@pytest.mark.engines("sqlite")
def test_headings_and_empty_lines_are_passed_over_and_lines_keep_their_numbers() -> None:
    text = "STT\tHọ và tên\tNgày sinh\tCCCD\n\n1\tAn\t05/03/2001\t\n ; ;\n2\tBình\t06/03/2001\t"
    assert [(one["line"], one["name"]) for one in lines_of(text)] == [(3, "An"), (5, "Bình")]
    assert list(lines_of("")) == []


@pytest.mark.engines("sqlite")
def test_of_those_named_before_the_chosen_stay_or_all_where_they_were_not_shown() -> None:
    held = {"trained": ["a", "b"]}
    new = {"line": 1, "name": "An", "birth": "05/03/2001", "digits": ""}

    def found(query: str) -> dict[str, Any]:
        return people_typed(QueryDict(query), held).given

    assert found("title=x") == {}
    assert found("people.trained=") == {}
    assert found("named=trained&keep.trained=b&people.trained=") == {"trained": [{"person": "b"}]}
    assert found("named=trained&people.trained=") == {"trained": []}
    assert found("named=trained&keep.trained=c") == {"trained": []}  # an id of somewhere else
    assert found("people.trained=An;05/03/2001") == {"trained": [{"person": "a"}, {"person": "b"}, new]}


# The form


def test_people_are_named_instead_of_a_number_and_counted_once(organisation: None) -> None:
    commune = browser("sender", "EA")
    assert 'name="people.trained"' in commune.get(NEW).content.decode()
    kept(commune)
    kept(commune, "nguyễn văn AN\t5/3/2001", day="20/05/2024")
    assert names() == ["Nguyễn Văn An", "Trần Thị Bình"]
    month = commune.get("/don-vi/EA/viec?thang=2024-05").content.decode()
    assert "Nguyễn" not in month
    assert commune.post("/don-vi/EA/viec/2024-05/gui", {"request": stage.an_id()}).status_code == 303
    page = browser("leader", "P").get("/don-vi/P/tong-quan?ngay=31/05/2024").content.decode()
    row = page[page.index("Người được tập huấn") :]
    assert re.search(r'class="[^"]*figure[^"]*"[^>]*>\s*2\b', row[:3000]), row[:3000]


def test_faults_are_told_by_line_all_at_once_and_nothing_is_lost(organisation: None) -> None:
    commune, before = browser("reporter", "EA"), stage.events()
    lines = (
        "Nguyễn Văn An; 05/03/2001\r\n\r\nLê Cúc\r\nLê <Dung>; 31/02/2001\r\n"
        "Lê Én; 01/01/2000; 12a\r\nNGUYỄN VĂN AN; 05/03/2001"
    )
    told = typed(commune) | GOOD | {"title": "", "figures.trees": "nhiều", "people.trained": lines}
    answer = commune.post(NEW, told)
    body = unescape(answer.content.decode())
    assert answer.status_code == 422
    for said in (
        "Dòng 3: Thiếu ngày sinh",
        "Dòng 4: ",
        "Dòng 5: Số định danh chỉ giữ chữ số",
        "Dòng 6: Người này đã có ở dòng 1.",
    ):
        assert said in body
    for field in ("title", "figures.trees", "people.trained"):
        assert f'href="#{field}"' in body
        assert f'id="{field}"' in body
    assert "Lê &lt;Dung&gt;; 31/02/2001" in answer.content.decode()
    assert lines.replace("\r\n", "\n") in body.replace("\r\n", "\n")
    assert (stage.events(), names()) == (before, [])


def test_a_number_beside_names_is_told_at_the_number(organisation: None) -> None:
    commune = browser("reporter", "EA")
    answer = commune.post(NEW, typed(commune) | GOOD | {"people.trained": LINES, "figures.trained": "2"})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#figures.trained"' in body
    assert "đã nêu tên thì số người được đếm theo tên" in body
    assert "Trần Thị Bình; 20/07/2002; 079302001234" in body


def test_a_long_list_of_faults_is_told_in_part(organisation: None) -> None:
    commune = browser("reporter", "EA")
    lines = "\n".join(f"Người {n}" for n in range(1, 200))
    body = commune.post(NEW, typed(commune) | GOOD | {"people.trained": lines}).content.decode()
    assert "Dòng 10: " in body
    assert "Dòng 11: " not in body
    assert "Và 189 lỗi nữa trong danh sách này." in body
    many = "\n".join(f"An; 05/03/2001; {n}" for n in range(2001))
    answer = commune.post(NEW, typed(commune) | GOOD | {"people.trained": many})
    assert answer.status_code == 422
    assert 'href="#people.trained"' in answer.content.decode()


def test_a_form_sent_again_with_other_people_is_told_and_not_swallowed(organisation: None) -> None:
    commune = browser("reporter", "EA")
    form = typed(commune) | GOOD | {"people.trained": LINES}
    assert [commune.post(NEW, form).status_code for _ in range(2)] == [303, 303]
    changed = commune.post(NEW, form | {"people.trained": "Lê Cúc; 01/01/2003"})
    assert changed.status_code == 409
    assert "Lê Cúc; 01/01/2003" in changed.content.decode()
    assert names() == ["Nguyễn Văn An", "Trần Thị Bình"]


def test_lines_are_kept_when_the_session_ended(organisation: None) -> None:
    body = Client(SERVER_NAME="localhost").post(NEW, GOOD | {"people.trained": LINES}).content.decode()
    assert f'name="people.trained" value="{LINES}"' in body.replace("\n", "\r\n").replace("\r\r", "\r")


def test_a_correction_unticks_one_adds_another_and_says_who_is_named(organisation: None) -> None:
    commune = browser("reporter", "EA")
    record = kept(commune)
    address = f"/ho-so/{record}/sua"
    page = commune.get(address).content.decode()
    held = dict(re.findall(r'name="keep.trained" value="([0-9a-f]{32})" checked> <span>([^<]+)', page))
    assert sorted(held.values()) == [
        "Nguyễn Văn An · 05/03/2001",
        "Trần Thị Bình · 20/07/2002 · 079302001234",
    ]
    an = next(one for one, said in held.items() if "An" in said)
    form = typed(commune, address) | {"named": "trained", "keep.trained": an}
    wrong = commune.post(address, form | {"people.trained": "Lê Cúc"}).content.decode()
    assert wrong.count(" checked> <span>Nguyễn Văn An") == 1
    assert "> <span>Trần Thị Bình" in wrong
    assert " checked> <span>Trần Thị Bình" not in wrong
    assert commune.post(address, form | {"people.trained": "Lê Cúc; 01/01/2003"}).status_code == 303
    shown = commune.get(f"/ho-so/{record}").content.decode()
    assert "Nguyễn Văn An · 05/03/2001" in shown
    assert "Lê Cúc · 01/01/2003" in shown
    assert "Trần Thị Bình" not in shown


def test_whoever_may_not_name_people_is_not_offered_it(organisation: None) -> None:
    assert (
        "people.trained"
        not in browser("sender", "EA").get("/don-vi/EA/viec/2024-05/so-lieu").content.decode()
    )


# The record's page


def test_names_are_on_the_page_for_those_who_may_and_every_look_is_noted(organisation: None) -> None:
    own, record = browser("sender", "EA"), ""
    record = kept(own)
    stage.send("EA", "2024-05")
    page = f"/ho-so/{record}"
    assert stage.rows("SELECT what FROM sight") == []
    assert "Nguyễn Văn An" in own.get(page).content.decode()
    assert stage.rows("SELECT what FROM sight") == [(f"persons record {record}",)]
    inspector = browser("inspector", "P")
    asked = inspector.get(page).content.decode()
    assert "Nguyễn" not in asked
    assert 'href="?nguoi=1#people"' in asked
    assert "Nguyễn Văn An" in inspector.get(f"{page}?nguoi=1").content.decode()
    assert len(stage.rows("SELECT what FROM sight")) == 2
    for role, unit in (("reviewer", "E"), ("leader", "P"), ("coordinator", "E")):
        body = browser(role, unit).get(f"{page}?nguoi=1").content.decode()
        assert "Nguyễn" not in body
        assert "2 người" in body
        assert "nguoi=1" not in body.replace(f"{page}?nguoi=1", "")
    assert len(stage.rows("SELECT what FROM sight")) == 2
    beside = browser("sender", "EB").get(f"{page}?nguoi=1")
    assert beside.status_code == 403
    assert "Nguyễn" not in beside.content.decode()


def test_an_erased_name_can_still_be_unticked(organisation: None) -> None:
    commune = browser("reporter", "EA")
    record = kept(commune, "Nguyễn Văn An; 05/03/2001")
    ((person,),) = stage.rows("SELECT person FROM person_name")
    persons.erase_person(person=person, **stage.asked())
    assert "tên đã được xoá" in commune.get(f"/ho-so/{record}/sua").content.decode()
    assert "tên đã được xoá" in commune.get(f"/ho-so/{record}").content.decode()
