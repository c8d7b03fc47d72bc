"""A document of our own: its head, its tree of clauses, who is charged, and that reading takes linear time."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from tiendo.formats.reading_page import reading_page
from tiendo.formats.wording import Wording
from tiendo.reading.blocks import Paragraph, Source
from tiendo.reading.document import as_document
from tiendo.reading.licence import Setting
from tiendo.reading.outline import outline
from tiendo.reading.reader import read_document
from tiendo.reading.rules import PASSED, TAKEN
from tiendo.reading.targets import targets
from tiendo.reading.text import Text
from tiendo.reading.understood import ClauseKind, SectionKind, Understood

PLAN = """HỘI NÔNG DÂN HUYỆN SÔNG XANH\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
BCH HỘI NÔNG DÂN XÃ ĐỒI GIÓ\tĐộc lập - Tự do - Hạnh phúc
Số: 07-KH/HND\tĐồi Gió, ngày 12 tháng 02 năm 2024

KẾ HOẠCH
Công tác Hội và phong trào nông dân năm 2024
-----
Căn cứ Kế hoạch số 15-KH/HNDH, ngày 05/01/2024 của Ban Thường vụ Hội Nông dân huyện về công tác năm;
Căn cứ tình hình thực tế của địa phương;
Ban Chấp hành Hội xây dựng kế hoạch như sau:

I/ MỤC ĐÍCH, YÊU CẦU
- Nâng cao chất lượng hoạt động của chi hội.
- Bám sát chỉ đạo của cấp trên.
II. CHỈ TIÊU
1. Kết nạp 45 hội viên mới, nâng tổng số hội viên lên 900.
2. Trên 80% hộ hội viên đăng ký sản xuất giỏi.
3. 100% chi hội có ít nhất 01 tổ hợp tác.
IV. NHIỆM VỤ
1. Công tác tuyên truyền
Bám sát đời sống hội viên.
a) Đổi mới hình thức sinh hoạt.
b) Tuyên truyền qua loa phát thanh.
Nhân rộng cách làm hay.
V. TỔ CHỨC THỰC HIỆN
1. Ban Thường vụ Hội: theo dõi, đôn đốc chung.
2. Các chi hội
- Xây dựng kế hoạch, gửi về Hội trước ngày 20/3/2024.
- Giao Chi hội trưởng chịu trách nhiệm về số liệu.
Trên đây là kế hoạch công tác năm 2024.

Nơi nhận:\tTM. BAN CHẤP HÀNH
- Hội Nông dân huyện (báo cáo);\tCHỦ TỊCH
- Các chi hội trong

toàn xã;
- Lưu VP.

\tTrần Văn Lúa"""


def read(text: str, kind: str = "txt") -> Understood:
    return read_document(Source(kind, tuple(Paragraph(line) for line in text.split("\n"))))


@pytest.fixture(scope="module")
def plan() -> Understood:
    return read(PLAN)


def test_head(plan: Understood) -> None:
    head = plan.head
    assert (head.superior, head.issuer) == ("HỘI NÔNG DÂN HUYỆN SÔNG XANH", "BCH HỘI NÔNG DÂN XÃ ĐỒI GIÓ")
    assert (head.number, head.symbol, head.place) == ("07", "KH/HND", "Đồi Gió")
    assert (head.day, head.type) == (date(2024, 2, 12), "KẾ HOẠCH")
    assert head.subject == "Công tác Hội và phong trào nông dân năm 2024"
    assert (head.signer, head.signer_title) == ("Trần Văn Lúa", "TM. BAN CHẤP HÀNH CHỦ TỊCH")


def test_bases(plan: Understood) -> None:
    assert [len(basis.papers) for basis in plan.bases] == [1, 0]
    paper = plan.bases[0].papers[0]
    assert (paper.kind, paper.number, paper.day) == ("kế hoạch", "15-KH/HNDH", date(2024, 1, 5))
    assert (paper.issuer, paper.title) == ("Ban Thường vụ Hội Nông dân huyện", "công tác năm")


def test_recipients_cut_in_two_lines_are_one(plan: Understood) -> None:
    assert [(one.text, one.purpose) for one in plan.recipients] == [
        ("Hội Nông dân huyện", "báo cáo"),
        ("Các chi hội trong toàn xã", ""),
        ("Lưu VP", ""),
    ]


def test_tree(plan: Understood) -> None:
    paths = {one.path: one for one in plan.clauses if one.path}
    assert paths["II.3"].section is SectionKind.TARGETS
    assert paths["IV.1.a"].kind is ClauseKind.ITEM
    kinds = [one.kind for one in plan.clauses if one.path == "IV.1"]
    assert kinds == [ClauseKind.HEADING, ClauseKind.LEAD, ClauseKind.CLOSING]
    assert [one.role for one in plan.tasks] == ["lead", "item", "item", "closing"]
    assert len(plan.requirements) == 2


def test_duties(plan: Understood) -> None:
    told = [(one.responsible, one.deadline) for one in plan.duties]
    assert told[1:] == [("Các chi hội", "trước ngày 20/3/2024"), ("Chi hội trưởng", "")]


def test_targets_of_the_year(plan: Understood) -> None:
    assert [(one.value, one.unit, one.period) for one in plan.targets] == [
        (45, "hội viên", "year:2024"),
        (900, "hội viên", "year:2024"),
        (80, "%", "year:2024"),
        (100, "%", "year:2024"),
    ]


def test_findings_tell_what_a_person_should_know(plan: Understood) -> None:
    assert [one.code for one in plan.findings] == ["reading.jump"]
    assert [one.code for one in read("").findings] == ["reading.empty"]
    assert "reading.no_targets" in {one.code for one in read("Một văn bản không hứa điều gì.").findings}


def test_every_span_leads_back_to_its_block() -> None:
    text = "I. CHỈ TIÊU\n-   Trô\u0300ng   mơ\u0301i 300 cây."
    found = read(text, "docx")
    target = found.targets[0]
    origin = next(one.origin for one in found.clauses if one.id == target.clause)
    assert origin.block == 1
    position = Text(found.source).origin(target.number_start)
    assert text.split("\n")[position.block][position.offset :].startswith("300")


def test_every_rule_that_fires_is_named(plan: Understood) -> None:
    found = targets(outline(Text(plan.source)))
    assert {one.rule for one in found.targets} <= TAKEN.keys()
    assert {why for _, _, why in found.passed} <= PASSED.keys()
    assert set(Setting) == {Setting.LISTED, Setting.TEXT, Setting.NEVER}


def test_every_rule_is_on_the_page() -> None:
    page = Path(__file__).parents[2] / "docs" / "explanation" / "reading.md"
    text = page.read_text(encoding="utf-8")
    assert [rule for rule, told in {**TAKEN, **PASSED}.items() if f"| `{rule}` | {told} |" not in text] == []


def test_page_holds_nothing_from_elsewhere_and_escapes() -> None:
    page = reading_page(read("I. CHỈ TIÊU\n- Trồng 30 cây <script>alert(1)</script>"), Wording("vi"))
    assert "<script" not in page
    assert "http" not in page
    assert '<mark id="qT01">' in page


def test_document_has_the_promised_shape(plan: Understood) -> None:
    told = as_document(plan)
    assert {"document", "clauses", "targets", "tasks", "duties", "findings"} <= told.keys()
    promised = "id quote start end value value_max unit comparator kind period scope denominator condition"
    assert {*promised.split(), "confidence", "rule", "proposal"} <= told["targets"][0].keys()
    assert told["targets"][3]["condition"]["value"] == 1
    for one in told["targets"]:
        assert told["document"]["text"][one["start"] : one["end"]] == one["quote"]


@pytest.mark.parametrize(
    "said",
    [
        " ".join(f"trồng {number} cây" for number in range(4000)),
        ", ".join(f"100% xã năm {2000 + number % 30}" for number in range(2000)),
        "a" * 1_000_000,
        "(" * 200_000,
        "“" * 200_000,
        "1." * 100_000,
        "1/" * 100_000,
        "- " * 100_000,
        "ngày " * 50_000,
        "x@" * 100_000,
    ],
    ids=["numbers", "shares", "letters", "brackets", "quotes", "dots", "slashes", "dashes", "days", "ats"],
)
def test_takes_linear_time(said: str) -> None:
    began = time.process_time()
    read(f"I. CHỈ TIÊU\n- {said}")
    assert time.process_time() - began < 10
