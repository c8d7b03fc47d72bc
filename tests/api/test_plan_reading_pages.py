"""A plan's file brought, looked at, decided on and adopted with plain forms alone, as without any script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from tests.api.routes import Scene, scene_on
from tests.services import stage
from tests.services.cases import WORDS

pytestmark = pytest.mark.one_engine


@pytest.fixture
def client(engine: str, database_factory: Any) -> Iterator[Client]:
    with scene_on(database_factory, engine) as found:
        yield planner(found)


def planner(scene: Scene) -> Client:
    return scene.client("pla")


def brought(client: Client, data: bytes = WORDS.encode(), name: str = "ke-hoach.txt") -> Any:
    file = SimpleUploadedFile(name, data)
    return client.post("/ke-hoach/doc/", {"request": stage.an_id(), "unit": "P", "file": file})


def begun(client: Client) -> str:
    answer = brought(client)
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def send(client: Client, address: str, **given: str) -> Any:
    return client.post(address, {"request": stage.an_id(), "base": "0", **given})


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_plan_by_plain_forms(client: Client) -> None:
    where = begun(client)
    page = text(client.get(where))
    assert "2/2 chỉ tiêu" in page
    assert re.search(r'<a class="mark [^"]*number"[^>]*data-row="target-T01"[^>]*>300.000</a>', page)
    answer = send(client, where, row="target-T01", then="answer:T01.time:each_year")
    assert answer.headers["Location"] == f"{where}#target-T01"
    answer = send(client, where, row="target-T01", base="1", then="confirm")
    assert answer.headers["Location"] == f"{where}#target-T02"
    answer = send(client, f"{where}/dong/target-T02", then="correct", goal="20", name="Mô hình kinh tế")
    assert answer.status_code == 303
    work = f"{where}?the=nhiem-vu"
    given = {"responsible": "Ban Phong trào", "deadline": "31/12/2024"}
    assert send(client, work, row="task-N01", then="assign", **given).status_code == 303
    assert send(client, work, row="duty-D01", then="reject").status_code == 303
    assert send(client, f"{where}?the=ke-hoach", row="plan", then="plan", key="RUNG").status_code == 303
    adopt = text(client.get(f"{where}/ban-hanh"))
    (seen,) = re.findall(r'name="seen" value="(\d+)"', adopt)
    answer = send(client, f"{where}/ban-hanh", seen=seen)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/ke-hoach/RUNG")
    plan = text(client.get("/ke-hoach/RUNG"))
    for words in ("Mô hình kinh tế", "Ban Phong trào (hạn 31/12/2024)", "300.000"):
        assert words in plan
    over = text(client.get(where))
    assert "Văn bản này đã đưa vào kế hoạch" in over
    assert 'value="confirm"' not in over


def test_pasted_words_are_read(client: Client) -> None:
    answer = client.post("/ke-hoach/doc/", {"request": stage.an_id(), "unit": "P", "text": WORDS})
    assert answer.status_code == 303
    assert "Lời văn đã dán" in text(client.get(answer.headers["Location"]))


def test_what_cannot_be_read_is_told_at_its_field(client: Client) -> None:
    for data, words in ((b"", "không có nội dung"), (b"\xff\xd8\xff" + b"0" * 99, "ảnh")):
        answer = brought(client, data, "ke-hoach.docx")
        page = text(answer)
        assert answer.status_code == 422
        assert 'id="file-fault"' in page
        assert words in page


def test_twenty_megabytes_and_no_more(client: Client) -> None:
    answer = brought(client, b"a" * (20 * 2**20 + 5))
    assert answer.status_code == 422
    assert "20 MB" in text(answer)


def test_a_refused_decision_is_told_at_its_row(client: Client) -> None:
    where = begun(client)
    send(client, where, row="target-T01", then="confirm")
    answer = send(client, where, row="target-T01", then="reject")
    assert answer.status_code == 409
    assert "vừa quyết định dòng này" in text(answer)
    answer = send(client, f"{where}/dong/target-T01", base="1", then="correct", goal="nhiều")
    assert answer.status_code == 422
    assert 'id="goal-fault"' in text(answer)
    answer = send(client, f"{where}/ban-hanh", seen="1")
    assert answer.status_code == 409
    answer = send(client, f"{where}?the=nhiem-vu", row="task-N01", then="assign", deadline="hôm nào")
    assert answer.status_code == 422
    assert "hôm nào" in text(answer)


def test_a_fault_is_told_without_its_place_in_a_document_nobody_sees(client: Client) -> None:
    row = f"{begun(client)}/dong/target-T01"
    for given, words, field in (
        ({"goal": "nhiều", "name": "Cây"}, "“nhiều” không phải là số", "goal"),
        ({"goal": "", "name": "Cây"}, "Hãy ghi con số phải đạt.", "goal"),
        ({"goal": "5", "name": " "}, "Hãy ghi tên chỉ tiêu.", "name"),
    ):
        page = text(send(client, row, then="correct", **given))
        assert words in page
        assert f'id="{field}-fault"' in page
        assert "targets[" not in page
    pieces = {"piece.1.name": "Một", "piece.1.goal": "5", "piece.2.name": "Hai", "piece.2.goal": "x"}
    assert "Phần 2: “x” không phải là số" in text(send(client, row, then="split", **pieces))
    pieces = {"piece.1.name": "Một", "piece.2.name": "Hai", "piece.3.goal": "5"}
    assert "Phần 3 có số nhưng chưa có tên." in text(send(client, row, then="split", **pieces))


def test_an_unknown_button_decides_nothing(client: Client) -> None:
    where = begun(client)
    for then in ("", "nonsense"):
        assert send(client, where, row="target-T01", then=then).status_code == 303
    assert send(client, where, row="target-T01", then="confirm").status_code == 303


def test_the_same_form_twice_reads_once(client: Client) -> None:
    given = {"request": stage.an_id(), "unit": "P", "text": WORDS}
    first, again = (client.post("/ke-hoach/doc/", given).headers["Location"] for _ in range(2))
    assert first == again


def test_tables_and_the_file_are_taken_away(client: Client) -> None:
    where = begun(client)
    for ending, inside in (
        ("xlsx", "xl/workbook.xml"),
        ("docx", "word/document.xml"),
        ("diem-chua-ro.docx", "word/document.xml"),
    ):
        answer = client.get(f"{where}/bang.{ending}")
        assert inside in ZipFile(BytesIO(answer.content)).namelist()
    answer = client.get(f"{where}/tep")
    assert b"".join(answer) == WORDS.encode()
    assert answer.headers["Content-Disposition"] == 'attachment; filename="ke-hoach.txt"'
    answer.close()
    assert client.get(f"{where}/bang.exe").status_code == 404
    assert client.get("/ke-hoach/doc/999999999").status_code == 404
    assert client.get("/ke-hoach/doc/99999999999999").status_code == 404
    assert client.get(f"{where}/dong/plan").status_code == 404


def taken_away(client: Client, where: str, ending: str = "docx") -> list[list[list[str]]]:
    data = BytesIO(client.get(f"{where}/bang.{ending}").content)
    return [[[cell.text for cell in row.cells] for row in one.rows] for one in Document(data).tables]


def test_what_is_taken_away_is_what_was_decided(client: Client) -> None:
    where = begun(client)
    before = taken_away(client, where)
    assert [(row[2], row[3], row[10]) for row in before[0][1:]] == [
        ("Trồng mới cây xanh", "300.000", "chưa quyết định"),
        ("Xây dựng mô hình phát triển kinh tế", "18", "chưa quyết định"),
    ]
    assert len(before) == 3
    send(
        client,
        f"{where}/dong/target-T01",
        then="correct",
        goal="250.000",
        name="Cây trồng mới",
        basis="each_year",
    )
    send(client, where, row="target-T02", then="reject")
    work = f"{where}?the=nhiem-vu"
    given = {"responsible": "Ban Phong trào", "deadline": "31/12/2024"}
    send(client, work, row="task-N01", then="assign", **given)
    send(client, work, row="duty-D01", then="reject")
    targets, follow = taken_away(client, where)  # nothing is left open
    assert [(row[2], row[3], row[5], row[10]) for row in targets[1:]] == [
        ("Cây trồng mới", "250.000", "mỗi năm", "đã sửa")
    ]
    assert [row[3:5] for row in follow[2:]] == [["Ban Phong trào", "31/12/2024"]]
    sheets = ZipFile(BytesIO(client.get(f"{where}/bang.xlsx").content))
    assert "<v>250000</v>" in sheets.read("xl/worksheets/sheet1.xml").decode()


def test_a_point_decided_by_a_paper_is_open_no_more(client: Client) -> None:
    where = begun(client)
    send(client, where, row="target-T01", then="answer:T01.time:each_year")
    (rows,) = taken_away(client, where, "diem-chua-ro.docx")
    assert rows[1][3] == "Mỗi năm"
    given = {"paper:T01.time": "15-KL/TU", "day:T01.time": "05/03/2024"}
    send(client, where, row="target-T01", base="1", then="answer:T01.time:each_year", **given)
    (rows,) = taken_away(client, where, "diem-chua-ro.docx")
    assert len(rows) == 1


def test_a_letter_is_held_against_an_adopted_plan_and_amends_it(client: Client) -> None:
    where = begun(client)
    given = {"rest": "as_read", "defaults": "1"}
    send(client, f"{where}?the=ke-hoach", row="plan", then="plan", key="RUNG")
    (seen,) = re.findall(r'name="seen" value="(\d+)"', text(client.get(f"{where}/ban-hanh")))
    assert send(client, f"{where}/ban-hanh", seen=seen, **given).status_code == 303
    letter = WORDS.replace("300.000", "250.000").replace("KẾ HOẠCH", "Số: 40-CV/TĐTN\nKẾ HOẠCH")
    page = f"{brought(client, letter.encode()).headers['Location']}/sua-doi"
    assert "RUNG" in text(client.get(page))
    held = text(client.get(f"{page}?ke-hoach=RUNG"))
    wanted = ("<del>Trồng mới 300.000 cây xanh.</del>", 'name="goal.T01"', 'value="250.000"', "40-CV/TĐTN")
    assert [words for words in wanted if words not in held] == []
    kept = {"plan": "RUNG", "goal.T01": "250.000", "was.goal.T01": "300.000", "day": "02/05/2024"}
    assert "paper-fault" in text(send(client, page, **kept))
    same = {**kept, "goal.T01": "300.000", "paper": "40-CV"}
    assert "Hãy ghi ít nhất một con số mới." in text(send(client, page, **same))
    answer = send(client, page, paper="40-CV", **kept)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/ke-hoach/RUNG")
    plan = text(client.get("/ke-hoach/RUNG"))
    assert "250.000, theo văn bản điều chỉnh 40-CV" in plan
    amended = plan[plan.index('id="amended"') : plan.index("Từng điều khoản")]
    wanted = ("Chỉ tiêu đã điều chỉnh", "300.000", "250.000", "40-CV", "từ 02/05/2024")
    assert [words for words in wanted if words not in amended] == []
    assert 'id="amended"' not in text(client.get("/ke-hoach/RUNG?ngay=01/05/2024"))
    listed = text(client.get("/ke-hoach/doc/"))  # the letter has gone into the plan: nobody reads it any more
    assert listed.count("đã đưa vào kế hoạch") == 2
    again = text(client.get(f"{page}?ke-hoach=RUNG"))
    assert "đến nay: 250.000 (theo 40-CV, từ 02/05/2024) · lúc ban hành: 300.000" in again


def many(count: int) -> bytes:
    """A plan with so many targets."""
    lines = [f"- Trồng mới ít nhất {n + 10} cây xanh ở điểm {n}." for n in range(count)]
    return "\n".join(["KẾ HOẠCH", "Công tác năm 2024", "I. CHỈ TIÊU", *lines]).encode()


def test_many_rows_come_a_hundred_at_a_time(client: Client) -> None:
    where = str(brought(client, many(150)).headers["Location"])
    page = text(client.get(f"{where}?xep=thu-tu"))
    assert page.count('class="sheet row-card') == 100
    assert "Dòng 1 đến 100 trong 150" in page
    assert 'id="target-T101"' not in page
    (link,) = re.findall(r'href="([^"]*)#target-T101" data-row="target-T101" id', page)
    named = text(client.get(where + link.replace("&amp;", "&")))
    assert 'id="target-T101"' in named
    assert "Dòng 101 đến 150 trong 150" in text(client.get(f"{where}?xep=thu-tu&trang=2"))


def test_thousands_of_numbers_are_no_plan(client: Client) -> None:
    answer = brought(client, many(2001))
    assert answer.status_code == 422
    assert "nhiều nhất 2000" in text(answer)


def test_a_plan_without_targets_and_days_says_what_it_lacks_and_where_to_fill_it_in(client: Client) -> None:
    data = "KẾ HOẠCH\nTăng cường công tác thanh niên\nI. MỤC ĐÍCH\n- Để ai cũng hiểu.\n".encode()
    where = str(brought(client, data).headers["Location"])
    assert "Có thể ban hành kế hoạch" not in text(client.get(where))
    adopt = text(client.get(f"{where}/ban-hanh"))
    lacking = f'Văn bản chưa cho biết: Tính từ ngày. <a href="{where}?the=ke-hoach">Điền vào</a>'
    assert lacking in " ".join(adopt.split())
    assert "counts_from" not in re.sub(r"<[^>]*>", "", adopt)


def test_the_plan_s_own_fields_are_kept_again_and_again_with_days_as_people_write_them(
    client: Client,
) -> None:
    where = begun(client)
    head = f"{where}?the=ke-hoach"
    fields = {"key": "RUNG", "number": "45/KH", "day": "15/01/2024"}
    assert send(client, head, row="plan", then="plan", **fields).status_code == 303
    (base,) = re.findall(
        r'name="row" value="plan"><input type="hidden" name="base" value="([^"]*)"', text(client.get(head))
    )
    given = {**fields, "day": "16/01/2024", "base": base}
    assert send(client, head, row="plan", then="plan", **given).status_code == 303
    by = {"basis": "by_date", "by": "30/06/2024"}
    assert send(client, f"{where}/dong/target-T01", then="correct", **by).status_code == 303
    adopt = f"{where}/ban-hanh"
    (seen,) = re.findall(r'name="seen" value="(\d+)"', text(client.get(adopt)))
    assert send(client, adopt, seen=seen, rest="as_read", defaults="1").status_code == 303
    plan = client.get("/ke-hoach/RUNG")
    assert plan.status_code == 200
    assert "30/06/2024" in text(plan)
    assert client.get("/ke-hoach/").status_code == 200
    ((document,),) = stage.rows("SELECT document FROM plan WHERE key = 'RUNG'")
    assert '"day":"2024-01-16"' in document


ABOVE = """KẾ HOẠCH
Thực hiện công tác thanh niên giai đoạn 2021 - 2025

I. CHỈ TIÊU
- Trồng mới 9.000 cây xanh.
- Tổ chức 50 buổi đối thoại với thanh niên.

II. NHIỆM VỤ, GIẢI PHÁP
- Vận động đoàn viên, thanh niên trồng và chăm sóc cây xanh ở khu dân cư.
"""


def beside_the_plan_above(client: Client) -> str:
    """A paper that is read while the plan above is adopted; its address."""
    where = str(brought(client, ABOVE.encode()).headers["Location"])
    send(client, f"{where}?the=ke-hoach", row="plan", then="plan", key="TREN")
    (seen,) = re.findall(r'name="seen" value="(\d+)"', text(client.get(f"{where}/ban-hanh")))
    assert send(client, f"{where}/ban-hanh", seen=seen, rest="as_read", defaults="1").status_code == 303
    return begun(client)


def rows_of(told: str) -> dict[str, str]:
    """The rows of the targets above, by their key."""
    return dict(re.findall(r'<tr id="target\.(\w+)">(.*?)</tr>', told, re.DOTALL))


def test_a_paper_is_held_against_the_plan_above_and_confirmed_row_by_row(client: Client) -> None:
    number = beside_the_plan_above(client)
    assert f"{number}/doi-chieu" in text(client.get(number))
    page = f"{number}/doi-chieu?voi=TREN"
    told = text(client.get(page))
    assert "Đối chiếu với kế hoạch cấp trên" in told
    rows = rows_of(told)
    assert "9.000 cây" in rows["T01"]
    assert "300.000 cây" in rows["T01"]
    assert "mức cao hơn" in rows["T01"]
    assert "chưa đưa vào" in rows["T02"]
    assert 'value="1" checked' not in told
    shown = {"plan": "TREN", "base": "0", "target.T01": "T01", "was.target.T01": "T01",
             "target.T02": "-", "was.target.T02": "-"}  # fmt: skip
    assert send(client, page, then="some", **shown, **{"sure.target.T02": "1"}).headers["Location"] == page
    again = text(client.get(page))
    rows = rows_of(again)
    assert ["checked" in rows[key] for key in ("T01", "T02")] == [False, True]
    assert 'name="was.target.T02" value="+-"' in rows["T02"]
    assert "Xác nhận gần nhất" in again
    stale = send(client, page, then="all", **shown)
    assert stale.status_code == 409
    assert "vừa quyết định" in text(stale)
    # choosing another answer is a decision, taking the tick off takes it back
    changed = {**shown, "base": "1", "target.T01": "-", "was.target.T02": "+-"}
    send(client, page, then="some", **changed)
    rows = rows_of(text(client.get(page)))
    assert ["checked" in rows[key] for key in ("T01", "T02")] == [True, False]
    assert "chưa đưa vào" in rows["T01"]
    assert client.get(f"{number}/doi-chieu?voi=NONE").status_code == 404


def test_rows_of_a_comparison_are_searched_and_confirmed_ones_left_out(client: Client) -> None:
    page = f"{beside_the_plan_above(client)}/doi-chieu?voi=TREN"
    assert list(rows_of(text(client.get(page)))) == ["T01", "T02"]
    assert list(rows_of(text(client.get(f"{page}&tim=DOI thoai")))) == ["T02"]
    assert list(rows_of(text(client.get(f"{page}&tim=t01")))) == ["T01"]
    none = text(client.get(f"{page}&tim=nothing"))
    assert "Không có dòng nào như vậy." in none
    assert "0 / 2" in re.sub(r"<[^>]+>|\s+", " ", none)
    # all at once confirms what is answered; that something is missing is confirmed by itself
    shown = {"plan": "TREN", "base": "0", "target.T01": "T01", "was.target.T01": "T01",
             "target.T02": "-", "was.target.T02": "-"}  # fmt: skip
    assert send(client, f"{page}&con=1", then="all", **shown).headers["Location"] == f"{page}&con=1"
    assert list(rows_of(text(client.get(f"{page}&con=1")))) == ["T02"]
    assert list(rows_of(text(client.get(page)))) == ["T01", "T02"]


@pytest.mark.parametrize("written", ["T01", "t01 Trồng", "TRONG moi cay", "1", "t1"])
def test_a_row_is_answered_by_a_target_that_is_written(client: Client, written: str) -> None:
    page = f"{beside_the_plan_above(client)}/doi-chieu?voi=TREN"
    shown = {"plan": "TREN", "base": "0", "target.T02": "-", "was.target.T02": "-"}
    assert send(client, page, then="some", **shown, **{"other.target.T02": written}).status_code == 303
    row = rows_of(text(client.get(page)))["T02"]
    assert '<option value="T01" selected>' in row
    assert 'value="1" checked' in row


@pytest.mark.parametrize("written", ["9", "t9", "7", "000"])
def test_a_number_alone_is_never_looked_for_among_words(client: Client, written: str) -> None:
    page = f"{beside_the_plan_above(client)}/doi-chieu?voi=TREN"
    shown = {"plan": "TREN", "base": "0", "target.T02": "-", "was.target.T02": "-"}
    assert send(client, page, then="some", **shown, **{"other.target.T02": written}).status_code == 422


def test_what_others_confirmed_meanwhile_is_not_undone_by_a_form_that_was_refused(client: Client) -> None:
    page = f"{beside_the_plan_above(client)}/doi-chieu?voi=TREN"
    shown = {"plan": "TREN", "base": "0", "target.T01": "T01", "was.target.T01": "T01",
             "target.T02": "-", "was.target.T02": "-"}  # fmt: skip
    assert send(client, page, then="some", **shown, **{"sure.target.T01": "1"}).status_code == 303
    # somebody who saw the page before mistypes, corrects it, and is told of the other's decision
    wrong = text(send(client, page, then="some", **shown, **{"other.target.T02": "xây cầu"}))
    assert 'name="base" value="0"' in wrong
    assert 'value="1" checked' in rows_of(wrong)["T01"]
    late = send(client, page, then="some", **{**shown, "was.target.T01": "+T01", "sure.target.T01": "1"},
                **{"sure.target.T02": "1"})  # fmt: skip
    assert late.status_code == 409
    again = text(late)
    assert 'name="base" value="1"' in again
    assert 'value="1" checked' in rows_of(again)["T01"]
    assert 'value="1" checked' in rows_of(again)["T02"]
    # and who had not even seen it keeps only what was touched in the form
    blind = text(send(client, page, then="some", **shown, **{"sure.target.T02": "1"}))
    assert 'value="1" checked' in rows_of(blind)["T01"]
    assert 'name="was.target.T01" value="+T01"' in rows_of(blind)["T01"]


def test_a_target_that_is_written_and_not_there_is_told_at_its_row(client: Client) -> None:
    page = f"{beside_the_plan_above(client)}/doi-chieu?voi=TREN"
    shown = {"plan": "TREN", "base": "0", "target.T02": "-", "was.target.T02": "-", "was.target.T01": "T01",
             "target.T01": "-"}  # fmt: skip
    refused = send(client, page, then="some", **shown, **{"other.target.T02": "xây cầu"})
    assert refused.status_code == 422
    told = text(refused)
    assert '<a href="#other.target.T02">T02: văn bản này không có chỉ tiêu “xây cầu”.' in told
    rows = rows_of(told)
    assert 'value="xây cầu"' in rows["T02"]
    assert 'aria-describedby="other.target.T02-fault"' in rows["T02"]
    assert '<option value="-" selected>' in rows["T01"]
