"""The report on the screen and as a file: the same figures, each with its reasons; every period can be asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from typing import Any
from urllib.parse import unquote

import docx
import pytest

from tests.api.routes import Scene, document, scene_on
from tests.services import stage
from tiendo.core.access import SYSTEM
from tiendo.services import month_returns, plans
from tiendo.services.frozen import report_to_freeze
from tiendo.services.reporting import report_of
from tiendo.web.pages.report import WORD

pytestmark = pytest.mark.one_engine


@pytest.fixture(scope="module")
def scene(engine: str, database_factory: Any) -> Iterator[Scene]:
    with scene_on(database_factory, engine) as found:
        yield found


@pytest.fixture
def scene_of_two(engine: str, database_factory: Any) -> Iterator[Scene]:
    """One to adopt a second plan in."""
    with scene_on(database_factory, engine) as found:
        yield found


def page(scene: Scene, query: str, *, status: int = 200, who: str = "lea", unit: str = "E") -> str:
    answer = scene.client(who).get(f"/don-vi/{unit}/bao-cao{query}")
    assert answer.status_code == status
    return str(answer.content.decode())


def test_the_screen_shows_the_figures_of_the_report(scene: Scene) -> None:
    made = report_of(actor=SYSTEM, unit="E", period="2024-Q1", now=stage.NOW)
    told = page(scene, "?ky=2024-Q1")
    cited = list(made.report.figures())
    assert cited
    links = re.findall(r'<a class="figure" href="([^"]+)">([^<]+)</a>', told)
    assert [text for _, text in links] == [one.shown for one in cited]
    assert [address for address, _ in links] == [
        f"/don-vi/E/chi-tieu/{one.target}/vi-sao?ngay=31%2F03%2F2024"
        + ("&amp;so=xac-nhan" if one.what == "accepted" else "")
        if one.target
        else f"/don-vi/{one.unit or 'E'}/tong-quan?ngay=31%2F03%2F2024"
        for one in cited
    ]
    assert made.report.head in told


def test_every_figure_leads_to_its_reasons(scene: Scene) -> None:
    client = scene.client("lea")
    told = page(scene, "?ky=2024-Q1")
    for address in set(re.findall(r'<a class="figure" href="([^"]+)">', told)):
        assert client.get(unescape(address)).status_code == 200


def test_the_file_has_a_vietnamese_name_and_the_same_figures(scene: Scene) -> None:
    answer = scene.client("lea").get("/don-vi/E/bao-cao.docx?ky=2024-Q1&so=12&ngay-ky=05/04/2024")
    assert answer["Content-Type"] == WORD
    assert answer["X-Content-Type-Options"] == "nosniff"
    kind, _, name = answer["Content-Disposition"].partition("; filename*=utf-8''")
    assert (kind, unquote(name)) == ("attachment", "Báo cáo tiến độ – Đông – quý 1-2024.docx")
    document = docx.Document(BytesIO(answer.content))
    texts = [paragraph.text for paragraph in document.paragraphs]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    whole = "\n".join(texts + cells)
    made = report_of(
        actor=SYSTEM, unit="E", period="2024-Q1", number="12", day="05/04/2024", now=stage.NOW
    ).report
    assert all(one.shown in whole for one in made.figures())
    assert made.letterhead.number in whole


@pytest.mark.parametrize(
    ("period", "label"),
    [
        ("2024-03", "tháng 3/2024"),
        ("2024-Q1", "quý 1/2024"),
        ("2024-H1", "6 tháng đầu năm 2024"),
        ("2024-9M", "9 tháng đầu năm 2024"),
        ("2024", "năm 2024"),
        ("WY2024", "năm công tác 2024"),
        ("quý 1/2024", "quý 1/2024"),
        ("", "quý 2/2024"),
    ],
)
def test_every_period_can_be_asked_for(scene: Scene, period: str, label: str) -> None:
    told = page(scene, f"?ky={period}")
    assert f"Đông · {label} · số liệu đến ngày" in told
    assert f"selected>{label[0].upper()}{label[1:]}</option>" in told


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("?ky=2024-Q9", "ky"),
        ("?ky=khong", "ky"),
        ("?ky=0000", "ky"),
        ("?ky=2024-Q1&ngay-ky=31/02/2024", "ngay-ky"),
        ("?ky=2024-Q1&ngay-ky=x", "ngay-ky"),
        ("?ky=2024-Q1&ngay-ky=01/01/2020", "ngay-ky"),
        ("?ky=2024-Q1&ngay-ky=01/01/2025", "ngay-ky"),
        ("?ky=2024-Q1&so=" + "7" * 500, "so"),
        ("?ky=2025", "ky"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field(scene: Scene, query: str, field: str) -> None:
    told = page(scene, query, status=422)
    assert f'id="{field}-fault"' in told
    assert scene.client("lea").get(f"/don-vi/E/bao-cao.docx{query}").status_code == 422


def test_a_day_that_is_none_leaves_the_period_chosen(scene: Scene) -> None:
    told = page(scene, "?ky=2024-Q1&ngay-ky=x&so=7", status=422)
    assert "selected>Quý 1/2024</option>" in told
    assert 'value="7"' in told


def test_the_document_stays_vietnamese_on_an_english_page(scene: Scene) -> None:
    client = scene.client("lea")
    client.cookies["tiendo_language"] = "en"
    told = client.get("/don-vi/E/bao-cao?ky=2024-Q1").content.decode()
    assert "Progress report" in told
    assert 'lang="vi" aria-label="BÁO CÁO"' in told


def test_a_frozen_report_is_shown_again_with_what_differs(scene: Scene) -> None:
    before = page(scene, "?ky=2024-Q1")
    event = month_returns.freeze_period(
        unit="E", period="2024-Q1", report=report_to_freeze(actor=SYSTEM, now=stage.NOW), **stage.asked()
    ).event
    stage.add(stage.told("EB", "2024-03-20", trees=7))
    stage.send("EB")
    now = page(scene, "?ky=2024-Q1&so=12")
    assert "Kỳ này đã chốt:" in now
    assert f">bản chốt ở sự kiện {event}</a>" in now
    assert f'href="?ky=2024-Q1&amp;so=12&amp;chot={event}"' in now
    told = page(scene, f"?ky=2024-Q1&chot={event}")
    assert papers(told) == papers(before) != papers(now)
    assert "Những chỗ nay đã khác bản chốt" in told
    (row,) = re.findall(r'<th scope="row">Cây · Lũy kế</th>.*?</tr>', told, re.DOTALL)
    assert re.findall(r">([^<]+)</td>", row) == ["345", "352"]
    assert f"bao-cao.docx?ky=2024-Q1&amp;chot={event}" in told
    files = [scene.client("lea").get(f"/don-vi/E/bao-cao.docx?ky=2024-Q1&chot={event}").content for _ in "12"]
    assert files[0] == files[1]


def papers(told: str) -> list[str]:
    """What of a page is the paper itself, annexes included; its figures lead to those of the plan it is on."""
    return re.findall(
        r'<article class="sheet paper".*?</article>|<table class="figures stack annex">.*?</table>',
        re.sub(r"&amp;ke-hoach=\w+", "", told),
        re.DOTALL,
    )


@pytest.mark.parametrize("event", ["1", "x", "0", "99999999999"])
def test_a_freeze_that_is_none_is_not_found(scene: Scene, event: str) -> None:
    page(scene, f"?ky=2024-Q1&chot={event}", status=404)


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2024-Q9", "Trong một năm không có quý số 9."),
        ("2024-H3", "Trong một năm không có kỳ 6 tháng số 3."),
        ("2024-13", "Trong một năm không có tháng số 13."),
        ("2025", "Chưa đến năm 2025: kỳ này bắt đầu ngày 01/01/2025, hôm nay là 01/06/2024."),
    ],
)
def test_a_period_there_is_none_of_is_told_in_vietnamese_words(scene: Scene, period: str, said: str) -> None:
    told = page(scene, f"?ky={period}", status=422)
    assert said in told
    assert "Tải bản Word" not in told


def test_the_screen_shows_number_and_recipients_as_the_paper_does(scene: Scene) -> None:
    made = report_of(actor=SYSTEM, unit="E", period="2024-Q1", now=stage.NOW).report
    told = unescape(page(scene, "?ky=2024-Q1"))
    assert '<p class="paper-number">Số:       -BC</p>' in told
    end = told[told.index("paper-end") :]
    shown = re.findall(r"<p>([^<]+)</p>", end[: end.index("paper-signature")])
    assert shown == list(made.recipients) == ["- Tỉnh (để b/cáo);", "- Lưu."]


def freezing(scene: Scene, who: str, query: str = "?ky=2024-Q1") -> Any:
    return scene.client(who).get(f"/don-vi/P/bao-cao/chot{query}")


def test_who_may_freezes_a_period_after_saying_so(scene: Scene) -> None:
    address = "/don-vi/P/bao-cao?ky=2024-Q1"
    offered = 'href="/don-vi/P/bao-cao/chot?ky=2024-Q1"'
    assert offered not in scene.client("lea").get(address).content.decode()
    assert offered in scene.client("coo").get(address).content.decode()
    asked = freezing(scene, "coo").content.decode()
    assert "quý 1/2024 · số liệu đến ngày 31/03/2024" in asked
    (request,) = re.findall(r'name="request" value="([^"]+)"', asked)
    before = stage.events()
    for _ in "12":  # a double click is one freeze
        answer = scene.client("coo").post("/don-vi/P/bao-cao/chot?ky=2024-Q1", {"request": request})
        assert answer.status_code == 303
        assert answer["Location"] == f"{address}&chot={before + 1}"
    assert stage.events() == before + 1
    kept = scene.client("coo").get(answer["Location"]).content.decode()
    assert "Báo cáo này được in lại đúng nguyên văn như khi chốt." in kept
    assert f"bản chốt ở sự kiện {before + 1}" in freezing(scene, "coo").content.decode()
    (verb,) = stage.rows(f"SELECT verb FROM event WHERE seq = {before + 1}")[0]
    assert verb == "freeze_period"


def test_a_running_period_is_said_to_be_frozen_before_its_end(scene: Scene) -> None:
    told = freezing(scene, "coo", "?ky=2024-Q2").content.decode()
    assert "Kỳ này chưa hết: bản chốt lúc này chỉ có số liệu đến ngày 01/06/2024." in told
    for query in ("", "?ky=2025", "?ky=khong"):
        assert freezing(scene, "coo", query).status_code == 422


def test_a_report_and_a_freeze_are_of_the_plan_of_the_address(scene_of_two: Scene) -> None:
    """Who has two plans reports on either, and freezes either, each told apart from the other."""
    scene = scene_of_two
    given = document()
    own, other = {**given["plan"], "key": "OWN", "title": "Kế hoạch hai"}, given["plan"]["key"]
    plans.adopt_plan(unit="P", document={**given, "plan": own}, **stage.asked())
    query = f"?ky=2024-Q1&ke-hoach={other}"
    by_default, asked = (page(scene, one, who="coo", unit="P") for one in ("?ky=2024-Q1", query))
    assert "Kế hoạch hai" in papers(by_default)[0]
    assert "Kế hoạch hai" not in papers(asked)[0]
    assert f"&amp;ke-hoach={other}" in re.findall(r'href="(/don-vi/P/chi-tieu/[^"]*)"', asked)[0]
    assert "ke-hoach" not in re.findall(r'href="(/don-vi/P/chi-tieu/[^"]*)"', by_default)[0]
    assert f'name="ke-hoach" value="{other}"' in asked
    assert f"bao-cao.docx?ky=2024-Q1&amp;ke-hoach={other}" in asked
    client, at = scene.client("coo"), f"/don-vi/P/bao-cao/chot{query}"
    assert f'href="{at.replace("&", "&amp;")}"' in asked
    told = client.get(at).content.decode()
    assert given["plan"]["title"] in told
    (request,) = re.findall(r'name="request" value="([^"]+)"', told)
    answer = client.post(at, {"request": request})
    event = stage.events()
    assert answer["Location"] == f"/don-vi/P/bao-cao?ky=2024-Q1&chot={event}&ke-hoach={other}"
    assert papers(client.get(answer["Location"]).content.decode()) == papers(asked)
    # a freeze is one of its plan's: the other plan's page does not speak of it
    assert f"bản chốt ở sự kiện {event}" in page(scene, query, who="coo", unit="P")
    assert "bản chốt ở sự kiện" not in page(scene, "?ky=2024-Q1", who="coo", unit="P")
    # without the plan in the address what was frozen still leads on to its own plan
    kept = page(scene, f"?ky=2024-Q1&chot={event}", who="coo", unit="P")
    assert f'href="?ky=2024-Q1&amp;ke-hoach={other}"' in kept
    page(scene, "?ky=2024-Q1&ke-hoach=NONE", status=404)
    # both plans can be chosen, and a freeze named by its event is shown whatever plan stands beside it
    assert f'href="?ky=2024-Q1&amp;ke-hoach={other}"' in by_default
    assert 'href="?ky=2024-Q1&amp;ke-hoach=OWN" aria-current="true"' in by_default
    assert papers(page(scene, f"?ky=2024-Q1&chot={event}&ke-hoach=OWN", who="coo", unit="P")) == papers(asked)
