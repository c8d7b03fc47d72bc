"""Which target a table means by its words."""

from __future__ import annotations

import pytest

from tiendo.reading.named_targets import TargetNames

PLAN = TargetNames(
    [
        ("T1", "Trồng mới cây xanh"),
        ("T2", "Xây dựng mô hình phát triển kinh tế"),
        ("T3", "Đoàn viên được kết nạp"),
        ("T4", "Đoàn viên được tập huấn"),
        ("T5", "Tặng quà"),
        ("T6", "Tặng quà"),
        ("T1", ""),
        ("T2", "Mô hình kinh tế"),
    ]
)


@pytest.mark.parametrize(
    ("said", "target", "sure"),
    [
        ("Số cây xanh trồng mới", "T1", False),
        ("TRỒNG MỚI CÂY XANH", "T1", True),
        ("mô hình kinh tế", "T2", True),
        ("Mô hình phát triển kinh tế", "T2", False),
        ("Đoàn viên", "", False),
        ("Tặng quà", "", False),  # two are called so
        ("Số buổi họp", "", False),
        ("", "", False),
    ],
)
def test_which_target_is_meant(said: str, target: str, sure: bool) -> None:
    found = PLAN.meant(said)
    assert (found.target, found.sure) == (target, sure)


def test_the_likest_are_candidates() -> None:
    assert set(PLAN.meant("Đoàn viên").candidates[:2]) == {"T3", "T4"}
    assert PLAN.meant("Tặng quà").candidates[:2] == ("T5", "T6")
