"""A plan held against the one it carries out, and against its own amendment."""

from __future__ import annotations

from pathlib import Path

from tests.reading.made import PLAN, read
from tiendo.formats.text_in import read_source
from tiendo.reading.amended import Change, amended, by_letter, goal_of
from tiendo.reading.compare import Carried, compare, side_of
from tiendo.reading.reader import read_document
from tiendo.reading.understood import Understood

CHILD = """HỘI LIÊN HIỆP PHỤ NỮ
HUYỆN BẾN ĐÒ
Số: 4/KH-HPN

KẾ HOẠCH
Công tác hội nhiệm kỳ 2021 - 2025

I. CHỈ TIÊU
- Hàng năm giúp 150 phụ nữ vay vốn.
- Hàng năm có 95% hội viên được phổ biến pháp luật.
- Trồng mới 40.000 cây xanh trên địa bàn.
- Tặng 300 thẻ bảo hiểm y tế.

II. NHIỆM VỤ
1. Vận động hội viên trồng cây xanh trong khu dân cư, giúp phụ nữ vay vốn để làm ăn.
2. Mở các buổi sinh hoạt chuyên đề về bạo lực gia đình, phổ biến pháp luật cho hội viên.
"""


def states(parent: Understood, child: Understood) -> dict[str, tuple[str, str, bool]]:
    names = {one.id: goal_of(one) for one in child.targets}
    return {
        one.target: (one.state.value, names[one.match.target] if one.match else "", one.weaker)
        for one in compare(side_of(parent), side_of(child)).targets
    }


def test_what_became_of_every_target_of_the_superior() -> None:
    assert states(read(), read(CHILD)) == {
        "T01": ("same", "40.000", False),
        "T02": ("lower", "150", True),
        "T03": ("higher", "95%", False),
        "T04": ("missing", "", False),
        "T05": ("missing", "", False),
    }


def test_what_the_superior_does_not_have_is_new() -> None:
    child = read(CHILD)
    quotes = {one.id: one.quote for one in child.targets}
    assert [quotes[key] for key in compare(side_of(read()), side_of(child)).new] == [
        "Tặng 300 thẻ bảo hiểm y tế"
    ]


def test_the_clause_most_like_a_task_comes_first() -> None:
    child = read(CHILD)
    best = {
        one.task: child.clause(one.answers[0].clause).path
        for one in compare(side_of(read()), side_of(child)).tasks
    }
    assert best == {"N01": "II.2", "N02": "II.1"}
    for one in compare(side_of(read()), side_of(child)).tasks:
        scores = [each.score for each in one.answers]
        assert scores == sorted(scores, reverse=True)


def test_a_ceiling_raised_asks_less() -> None:
    upper = read(PLAN.replace("Trồng mới 40.000 cây xanh", "Giảm tỷ lệ hộ nghèo xuống còn 3%"))
    lower = read(PLAN.replace("Trồng mới 40.000 cây xanh", "Giảm tỷ lệ hộ nghèo xuống còn 5%"))
    assert states(upper, lower)["T01"] == ("higher", "5%", True)


def test_a_plan_carries_itself_over() -> None:
    found = compare(side_of(read()), side_of(read()))
    assert [(one.target, one.match.target if one.match else "") for one in found.targets] == [
        (key, key) for key in ("T01", "T02", "T03", "T04", "T05")
    ]
    assert {one.state for one in found.targets} == {Carried.SAME}
    assert found.new == ()


def test_a_decision_and_the_plan_of_a_province_for_it(shared: Path) -> None:
    """The same six measures with other numbers, for two years; what holds in poor places only is not carried over."""
    parent, child = (
        read_document(read_source((shared / "plans" / name).read_bytes(), name))
        for name in ("hg-qd522-phan-luong-summary.txt", "hg-kh152-phan-luong-summary.txt")
    )
    got = [
        (goal_of(one), state)
        for one, state in zip(parent.targets, states(parent, child).values(), strict=True)
    ]
    none = ("missing", "", False)
    assert got == [
        ("55%", ("lower", "50%", True)),
        ("60%", ("lower", "55%", True)),
        ("50%", none),
        ("55%", ("lower", "50%", True)),
        ("60%", ("lower", "55%", True)),
        ("50%", none),
        ("30%", ("lower", "25%", True)),
        ("25%", none),
        ("40%", ("lower", "30%", True)),
        ("30%", none),
        ("100%", ("lower", "80%", True)),
        ("80%", none),
        ("100%", ("lower", "80%", True)),
        ("80%", none),
        ("40%", ("lower", "30%", True)),
        ("30%", none),
        ("45%", ("lower", "35%", True)),
        ("35%", none),
    ]
    assert len(compare(side_of(parent), side_of(child)).new) == 9


# Amendments


def test_an_unchanged_plan_has_no_amendment() -> None:
    found = amended(read(), read())
    assert {one.state for one in found.clauses} == {Change.SAME}
    assert {one.state for one in found.targets} == {Change.SAME}


def test_what_was_reworded_added_and_taken_out() -> None:
    text = PLAN.replace("40.000 cây xanh", "35.000 cây xanh")
    text = text.replace("- Hàng năm giúp 1.200 phụ nữ được vay vốn.\n", "")
    text = text.replace("\nIII. NHIỆM VỤ", "- Tặng 300 thẻ bảo hiểm y tế.\n\nIII. NHIỆM VỤ")
    before, after = read(), read(text)
    found = amended(before, after)
    told = {
        (one.state, before.clause(one.before).text if one.before else after.clause(one.after).text)
        for one in found.clauses
        if one.state is not Change.SAME
    }
    assert told == {
        (Change.CHANGED, "Trồng mới 40.000 cây xanh."),
        (Change.REMOVED, "Hàng năm giúp 1.200 phụ nữ được vay vốn."),
        (Change.ADDED, "Tặng 300 thẻ bảo hiểm y tế."),
    }
    numbers = {one.id: goal_of(one) for one in before.targets}
    later = {one.id: goal_of(one) for one in after.targets}
    assert [
        (one.state, numbers.get(one.before, ""), later.get(one.after, ""), one.fields)
        for one in found.targets
        if one.state is not Change.SAME
    ] == [
        (Change.CHANGED, "40.000", "35.000", ("value",)),
        (Change.REMOVED, "1.200", "", ()),
        (Change.ADDED, "", "300", ()),
    ]


def test_a_letter_changes_only_what_it_names() -> None:
    letter = read(
        "HỘI LIÊN HIỆP PHỤ NỮ\nTỈNH SÔNG MƠ\nSố: 40/CV-HPN\nSông Mơ, ngày 01 tháng 7 năm 2023\n\n"
        "CÔNG VĂN\nĐiều chỉnh chỉ tiêu nhiệm kỳ 2021 - 2025\n\nI. CHỈ TIÊU\n- Trồng mới 35.000 cây xanh.\n"
    )
    plan = read()
    (change,) = by_letter(plan, letter)
    assert (change.before, change.fields) == ("T01", ("value",))
    assert goal_of(next(one for one in letter.targets if one.id == change.after)) == "35.000"
    assert str(letter.head.day) == "2023-07-01"
