"""Which unit a paper means by a name: worked out by hand on names that are alike."""

from __future__ import annotations

import pytest

from tiendo.reading.named_units import UnitKnown, UnitNames

PROVINCE = UnitNames(
    [
        UnitKnown(1, "GT", "Huyện đoàn Gò Thành", "Huyện", near=True),
        UnitKnown(2, "GT1", "Thị trấn Gò Thành", "Xã, phường, thị trấn", near=False),
        UnitKnown(3, "RS", "Thành đoàn Rạch Sậy", "Huyện", near=True),
        UnitKnown(4, "BA", "Bãi Dài", "Xã, phường, thị trấn", near=False),
        UnitKnown(5, "BB", "Bãi Dải", "Xã, phường, thị trấn", near=False),
        UnitKnown(6, "MA", "Mỹ An", "Xã, phường, thị trấn", near=False),
        UnitKnown(7, "MB", "Mỹ An", "Xã, phường, thị trấn", near=False),
        UnitKnown(8, "P5", "Phường 5", "Xã, phường, thị trấn", near=False),
        UnitKnown(10, "HS", "Hố Sâu", "Huyện", near=True),
        UnitKnown(11, "DT", "Đoàn Thanh niên Cộng sản Hồ Chí Minh xã Đồi Thấp", "Cơ sở", near=False),
        UnitKnown(9, "CA", "Đoàn Công an tỉnh", "Huyện", near=True),
    ]
)


@pytest.mark.parametrize(
    ("said", "unit"),
    [
        ("rs", 3),
        ("Huyện đoàn Gò Thành", 1),
        ("Huyện Gò Thành", 1),
        ("Gò Thành", 1),  # the one right below whose plan it is
        ("TT. Gò Thành", 2),
        ("TP. Rạch Sậy", 3),
        ("Đoàn thành phố Rạch Sậy", 3),
        ("RẠCH SẬY", 3),
        ("Rach Say", 3),
        ("Đoàn xã Bãi Dài", 4),
        ("Bai Dai", None),  # without marks two are meant
        ("Xã Mỹ An", None),
        ("Phường 5", 8),
        ("Phường 6", None),
        ("Công an tỉnh", 9),
        ("Trường Hoa Sen", None),
        ("TX. Hố Sâu", 10),
        ("Xã Hố Sâu", None),  # of a level where no such unit is known
        ("Đoàn xã Đồi Thấp", 11),
        ("Phường Đồi Thấp", None),
        ("", None),
    ],
)
def test_whom_a_name_means(said: str, unit: int | None) -> None:
    assert PROVINCE.meant(said).unit == unit


def test_candidates_come_likest_first() -> None:
    assert PROVINCE.meant("Xã Mỹ An").candidates[:2] == (6, 7)
    assert PROVINCE.meant("Gò Thanh Xuân").unit is None
    assert set(PROVINCE.meant("Gò Thanh Xuân").candidates) >= {1, 2}
