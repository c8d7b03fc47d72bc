"""Every figure leads to its reason, and the two are equal: on any day, in any year, in both books; and sums add up."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.routes import Scene, document, scene_on
from tests.services import stage
from tiendo.services import plans

SHARE = {
    "key": "PART", "clause": "c", "area": "a", "name": "Lượt trên cây", "basis": "each month",
    "comparator": ">", "goal": "65%",
    "indicator": {"form": "ratio", "numerators": [{"total": "turns"}], "denominators": [{"total": "trees"}]},
}  # fmt: skip
TALKS = {
    "key": "TALKS",
    "clause": "c",
    "area": "a",
    "name": "Nói chuyện",
    "basis": "each year",
    "comparator": ">=",
    "goal": "50",
    "indicator": {"form": "total", "element": "talks"},
}
DISTRICTS_TELL = {
    "key": "talks",
    "name": "Buổi",
    "kind": "flow",
    "unit": "buổi",
    "entered_at": ["district"],
}
YEARLY = {
    "key": "YEARLY", "clause": "c", "area": "a", "name": "Cây mỗi năm", "basis": "each year", "comparator": ">=",
    "goal": "100", "indicator": {"form": "total", "element": "trees"},
}  # fmt: skip
JANUARY = {
    "E": {"trees": 10, "turns": 9},
    "EA": {"trees": 100, "turns": 60},
    "EB": {"trees": 50},
    "W": {"trees": 40, "turns": 10},
    "WA": {"turns": 7},
}
"""Month figures of January 2024: EB did not tell turns, WA no trees. Trees 200 in all, turns 86."""


@pytest.fixture(scope="module")
def scene(engine: str, database_factory: Any) -> Iterator[Scene]:
    """Beside the scene of the routes (345 trees in March 2024) a plan that began in 2022, and work in each year."""
    with scene_on(database_factory, engine) as found:
        given = document()
        plan = {"key": "P2", "title": "Từ 2022", "counts_from": "2022-01-01", "counts_to": "2025-12-31"}
        targets = [*given["targets"][:2], YEARLY, SHARE, TALKS]
        plans.adopt_plan(
            unit="P",
            document={
                **given,
                "plan": plan,
                "elements": [*given["elements"], DISTRICTS_TELL],
                "targets": targets,
                "settings": [],
            },
            **stage.asked(),
        )
        given = {"target": "TREES", "unit": "E", "year": 2025, "amount": 630}
        plans.set_allocations(plan="P2", rows=[given], paper="1-QĐ", day="2024-01-02", **stage.asked())
        for day, trees in (("2022-03-05", 100), ("2023-03-05", 200), ("2023-11-05", 30)):
            stage.add(stage.told("EA", day, trees=trees))
            stage.send("EA", day[:7])
        stage.accept("EA", "2022-03")
        for unit, figures in JANUARY.items():
            stage.figure(unit, "2024-01", **figures)
            stage.send(unit, "2024-01")
        yield found


def page(scene: Scene, address: str, status: int = 200, who: str = "lea") -> str:
    answer = scene.client(who).get(address)
    assert answer.status_code == status, address
    return html.unescape(str(answer.content.decode()))


def words(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def row(text: str, target: str) -> str:
    (found,) = [
        one for one in text.split("<tr>") if f"/chi-tieu/{target}?" in one or f'/chi-tieu/{target}"' in one
    ]
    return found


def told(why: str) -> list[str]:
    """What a page of reasons prints: the figure, then what its formulas come to."""
    figure = re.findall(r'class="figure-big">(.*?)</p>', why, re.DOTALL)[0]
    formulas = re.findall(r'class="formula">(.*?)</p>', why, re.DOTALL)
    return [words(figure).split(" ")[0], *(words(one).split(" ")[-1] for one in formulas)]


def linked(text: str) -> list[tuple[str, str]]:
    """Figures of a page that lead to a reason: the address and what is shown."""
    found = re.findall(r'<a[^>]* href="([^"#]*/vi-sao[^"#]*)"[^>]*>(.*?)</a>', text, re.DOTALL)
    shown = [(address, words(body).removeprefix("đã xác nhận: ")) for address, body in found]
    return [(address, figure) for address, figure in shown if re.fullmatch(r"[\d.,]+%?", figure)]


PAGES = {
    "tong-quan": 13,
    "tong-quan?nam=2022": 9,
    "tong-quan?nam=2023": 9,
    "tong-quan?ngay=15/02/2024": 11,
    "tong-quan?ngay=31/01/2024": 13,
    "tong-quan?ngay=31/12/2023&nam=2022": 9,
    "chi-tieu/TREES": 10,
    "chi-tieu/TREES?nam=2022": 6,
    "chi-tieu/YEARLY?ngay=31/12/2023": 8,
    "chi-tieu/PART?ngay=31/01/2024": 6,
    "chi-tieu/TREES/danh-sach/chua-bao-cao?nam=2023": 1,
}
"""Pages of P, and how many figures at least lead from them to their reasons."""


@pytest.mark.parametrize("address", PAGES)
def test_every_figure_equals_what_its_reason_prints(scene: Scene, address: str) -> None:
    found = linked(page(scene, f"/don-vi/P/{address}"))
    assert len(found) >= PAGES[address]
    for there, shown in found:
        assert shown in told(page(scene, there)), there


def test_every_month_of_the_curve_has_its_reason(scene: Scene) -> None:
    # 100 in March 2022, 200 in March and 30 in November 2023, 200 in January and 345 in March 2024
    curve = page(scene, "/don-vi/P/chi-tieu/TREES").partition('id="curve-table"')[2].partition("</table>")[0]
    months = dict(linked(curve))
    why = "/don-vi/P/chi-tieu/TREES/vi-sao?ngay="
    asked = ("28/02/2022", "31/03/2022", "31/03/2023", "30/11/2023", "31/01/2024", "31/03/2024")
    assert [months.get(f"{why}{day}") for day in asked] == [None, "100", "300", "330", "530", "875"]
    assert [told(page(scene, f"{why}{day}"))[0] for day in asked[1:]] == ["100", "300", "330", "530", "875"]


def test_a_number_handed_down_leads_to_the_paper_that_decided_it(scene: Scene) -> None:
    assert "Năm 2025 630 theo 1-QĐ, 02/01/2024" in words(page(scene, "/don-vi/E/chi-tieu/TREES"))
    assert 'href="/don-vi/P/chi-tieu/TREES#meaning">1.000<' in page(scene, "/don-vi/P/tong-quan")


def test_an_earlier_year_is_the_same_year_on_every_page(scene: Scene) -> None:
    # 100 in 2022; 230 in 2023; in 2024 200 in January and 345 in March: 875
    assert told(page(scene, "/don-vi/P/chi-tieu/TREES/vi-sao"))[0] == "875"
    overview = page(scene, "/don-vi/P/tong-quan?nam=2022")
    trees = row(overview, "TREES")
    assert 'href="/don-vi/P/chi-tieu/TREES/vi-sao?ngay=31/12/2022"' in trees
    assert 'href="/don-vi/P/chi-tieu/TREES?ngay=31/12/2022"' in trees
    assert 'href="/don-vi/P/chi-tieu/TREES/danh-sach/bang-0?ngay=31/12/2022"' in trees
    assert " 100 " in words(trees)
    for there in ("chi-tieu/TREES/vi-sao?nam=2022", "chi-tieu/TREES/vi-sao?ngay=31/12/2022"):
        assert told(page(scene, f"/don-vi/P/{there}"))[0] == "100"
    for there in ("chi-tieu/TREES?nam=2022", "chi-tieu/TREES/danh-sach/bang-0?nam=2022"):
        assert "tính đến 31/12/2022" in page(scene, f"/don-vi/P/{there}")


def test_a_year_of_a_target_and_the_same_days_a_year_ago_have_reasons(scene: Scene) -> None:
    overview = row(page(scene, "/don-vi/P/tong-quan?ngay=15/11/2023"), "TREES")
    # by 15/11/2023: 100 + 230; in 2023 230; by 15/11/2022 100, which alone is accepted
    assert "vi-sao?ngay=15/11/2023&ky=2023" in overview
    assert "vi-sao?ngay=15/11/2023&ky=cung-ky" in overview
    assert "vi-sao?ngay=15/11/2023&so=xac-nhan" in overview
    why = "/don-vi/P/chi-tieu/TREES/vi-sao?ngay=15/11/2023"
    assert [
        told(page(scene, f"{why}{more}"))[0] for more in ("", "&ky=2023", "&ky=cung-ky", "&so=xac-nhan")
    ] == [
        "330",
        "230",
        "100",
        "100",
    ]
    prior = page(scene, f"{why}&ky=cung-ky")
    assert "Cùng kỳ năm trước" in prior
    assert "từ 01/01/2022 đến 15/11/2022" in prior
    assert "Năm 2023" in page(scene, f"{why}&ky=2023")


def test_a_ratio_names_whom_it_leaves_out_and_adds_up(scene: Scene) -> None:
    why = page(scene, "/don-vi/P/chi-tieu/PART/vi-sao?ngay=31/01/2024")
    # counted: E, EA, W: turns 9 + 60 + 10 = 79 of trees 10 + 100 + 40 = 150
    assert told(why)[0] == "52,7%"
    assert "79 ÷ 150 = 52,7%" in why
    left = words(why.partition('id="left-out"')[2].partition("</section>")[0])
    assert "Đông B (Đông) 0 lượt 50 cây chưa báo cáo: Lượt" in left
    assert "Tây A (Tây) 7 lượt 0 cây chưa báo cáo: Cây" in left
    ends = [words(one) for one in re.findall(r'<tr class="sum">.*?</table>', why, re.DOTALL)]
    assert ends == [
        "Cộng 86 lượt Trừ các đơn vị chưa tính − 7 lượt Đưa vào công thức 79 lượt",
        "Cộng 200 cây Trừ các đơn vị chưa tính − 50 cây Đưa vào công thức 150 cây",
    ]


def test_a_strict_number_is_seen_to_be_strict(scene: Scene) -> None:
    for there in ("tong-quan", "chi-tieu/PART", "chi-tieu/PART/danh-sach/chua-bao-cao?ngay=31/01/2024"):
        assert "trên 65%" in page(scene, f"/don-vi/P/{there}"), there


def test_the_report_is_that_of_the_day_looked_at(scene: Scene) -> None:
    for asked, period in (
        ("ngay=31/12/2023&nam=2022", "2022-Q4"),
        ("ngay=15/05/2023", "2023-Q2"),
        ("", "2024-Q2"),
    ):
        assert f'href="/don-vi/P/bao-cao?ky={period}"' in page(scene, f"/don-vi/P/tong-quan?{asked}")


def test_a_unit_not_heard_from_brings_no_zero(scene: Scene) -> None:
    """January 2024: WA told turns and no trees, which is not "0 trees"."""

    def terms(unit: str) -> str:
        whole = page(scene, f"/don-vi/{unit}/chi-tieu/TREES/vi-sao?ngay=31/01/2024")
        return whole.partition('class="figures stack terms"')[2].partition("</table>")[0]

    assert "chưa báo cáo" in words(terms("WA"))
    assert ">0 <span" not in terms("WA")
    assert re.search(r">[1-9]\d* <span", terms("E"))
    assert "chưa báo cáo" not in words(terms("E"))


def test_only_the_targets_that_stand_so_are_shown_where_the_address_asks(scene: Scene) -> None:
    whole = page(scene, "/don-vi/P/tong-quan")
    ways = re.findall(
        r'href="(/don-vi/P/tong-quan\?danh-gia=([a-z_]+))"[^>]*><span class="strong">(\d+)<', whole
    )
    assert sum(int(count) for _, _, count in ways) == whole.count('<th scope="row">') > 1
    for address, status, count in ways:
        body = page(scene, address)
        assert body.count('<th scope="row">') == int(count)
        assert set(re.findall(r'<td data-label="Đánh giá"><span class="status ([a-z_]+)"', body)) == {status}
        assert 'href="/don-vi/P/tong-quan">Tất cả' in body
    other = page(scene, "/don-vi/P/tong-quan?danh-gia=khac")
    assert "Ở đây không có chỉ tiêu nào được đánh giá như vậy" in other
    assert other.count('<th scope="row">') == whole.count('<th scope="row">')


def test_three_lists_of_names_can_be_reached_from_a_row(scene: Scene) -> None:
    trees = row(page(scene, "/don-vi/P/tong-quan"), "TREES")
    for which in ("chua-dat", "bang-0", "chua-bao-cao"):
        assert f'href="/don-vi/P/chi-tieu/TREES/danh-sach/{which}"' in trees


def test_what_is_never_asked_is_not_said_to_be_awaited(scene: Scene) -> None:
    # only districts tell of talks: nothing of January is due on its 10th, and of the commune EA nothing ever
    early, never = "chưa đến hạn báo cáo", "không phải báo cáo"
    assert early in row(page(scene, "/don-vi/E/tong-quan?ngay=10/01/2024"), "TALKS")
    assert never in row(page(scene, "/don-vi/EA/tong-quan?ngay=10/01/2024"), "TALKS")
    assert never in row(page(scene, "/don-vi/EA/tong-quan"), "TALKS")
    assert early not in row(page(scene, "/don-vi/EA/tong-quan"), "TALKS")
    commune = words(page(scene, "/don-vi/EA/chi-tieu/TALKS").partition("Theo năm")[2])
    assert "2025 – – – không áp dụng không phải báo cáo" in commune


def test_a_year_ahead_has_not_begun(scene: Scene) -> None:
    east = words(page(scene, "/don-vi/E/chi-tieu/TREES").partition("Theo năm")[2].partition("Theo đơn vị")[0])
    assert "2025 630 – – chưa đến chưa đến hạn báo cáo" in east


def test_the_curve_s_numbers_stand_in_a_table(scene: Scene) -> None:
    table = words(
        page(scene, "/don-vi/P/chi-tieu/TREES").partition('id="curve-table"')[2].partition("</table>")[0]
    )
    # 1 000 x 90 / 1 461 days = 61 by the end of March 2022
    assert "03/2022 100 61" in table
    assert "03/2024 875" in table


def test_plans_stand_side_by_side_and_a_lower_unit_s_own_binds_only_below(scene: Scene) -> None:
    given = document()
    first, own = given["plan"]["key"], {**given["plan"], "key": "OWN", "title": "Của huyện"}
    plans.adopt_plan(unit="E", document={**given, "plan": own}, **stage.asked())
    of_province, of_district = (page(scene, f"/don-vi/{code}/tong-quan") for code in ("P", "E"))
    assert "Từ 2022" in of_province
    assert "?ke-hoach=OWN" not in of_province
    assert f'href="?ke-hoach={first}"' in of_province
    assert "Của huyện" in of_district
    other = page(scene, f"/don-vi/E/tong-quan?ke-hoach={first}")
    assert given["plan"]["title"] in words(other)
    assert f"?ke-hoach={first}" in re.findall(r'href="(/don-vi/E/chi-tieu/[^"]*)"', other)[0]
    told = page(scene, f"/don-vi/P/chi-tieu/{given['targets'][0]['key']}?ke-hoach={first}")
    assert f"ke-hoach={first}" in re.findall(r'href="([^"]*/vi-sao[^"]*)"', told)[0]
    page(scene, "/don-vi/P/tong-quan?ke-hoach=NONE", status=404)
