"""A small organisation, its catalogue and plans of our own, to be read in tests."""

from __future__ import annotations

from functools import cache

from tiendo.core.indicator import DataElement, ElementKind, Often
from tiendo.core.orgunit import Level
from tiendo.formats.text_in import read_source
from tiendo.reading.reader import read_document
from tiendo.reading.understood import Understood

LEVELS = (
    Level("province", 0, "Cấp tỉnh"),
    Level("district", 1, "Cấp huyện"),
    Level("commune", 2, "Cấp xã"),
    Level("branch", 3, "Chi hội"),
)
RANKS = {one.key: one.rank for one in LEVELS}
UNITS = {"province": 1, "district": 9, "commune": 100, "branch": 700}


def element(key: str, name: str, kind: ElementKind, unit: str, *levels: str) -> DataElement:
    return DataElement(key, name, kind, unit, frozenset(levels or ("province", "district", "commune")))


ELEMENTS = {
    one.key: one
    for one in (
        element("trees", "Cây xanh trồng mới", ElementKind.FLOW, "cây"),
        element("alive", "Cây xanh còn sống", ElementKind.FLOW, "cây"),
        element("loans", "Phụ nữ được vay vốn", ElementKind.PERSONS, "người"),
        element("loan_turns", "Lượt phụ nữ được vay vốn", ElementKind.FLOW, "lượt"),
        element("clubs", "Câu lạc bộ phòng chống bạo lực gia đình đang hoạt động", ElementKind.STOCK, "câu lạc bộ",
                "commune"),
        element("meetings", "Buổi sinh hoạt chuyên đề pháp luật", ElementKind.FLOW, "buổi",
                "province", "district", "commune", "branch"),
        element("members", "Hội viên", ElementKind.STOCK, "người", "commune"),
        element("told_members", "Hội viên được phổ biến pháp luật", ElementKind.PERSONS, "người", "commune"),
        DataElement("visits", "Lượt thăm hộ nghèo", ElementKind.FLOW, "lượt", frozenset({"commune"}),
                    often=Often.YEAR),
    )
}  # fmt: skip

PLAN = """HỘI LIÊN HIỆP PHỤ NỮ
TỈNH SÔNG MƠ
Số: 12/KH-HPN
Sông Mơ, ngày 05 tháng 3 năm 2021

KẾ HOẠCH
Công tác hội nhiệm kỳ 2021 - 2025

Căn cứ Nghị quyết số 03-NQ/TU ngày 02/02/2021 của Tỉnh ủy về công tác phụ nữ;

I. MỤC ĐÍCH, YÊU CẦU
1. Đưa nghị quyết vào việc làm cụ thể ở mọi cấp hội.

II. CHỈ TIÊU
- Trồng mới 40.000 cây xanh.
- Hàng năm giúp 1.200 phụ nữ được vay vốn.
- Hàng năm có 90% hội viên được phổ biến pháp luật.
- 100% xã, phường, thị trấn có câu lạc bộ phòng chống bạo lực gia đình.
- 100% hội phụ nữ các cấp tổ chức ít nhất 04 buổi/năm sinh hoạt chuyên đề pháp luật.

III. NHIỆM VỤ, GIẢI PHÁP
1. Tuyên truyền, giáo dục pháp luật
- Phổ biến pháp luật cho hội viên, mở các buổi sinh hoạt chuyên đề về bạo lực gia đình.
2. Phát triển kinh tế, bảo vệ môi trường
- Giúp phụ nữ vay vốn làm ăn, trồng cây xanh trong khu dân cư.

IV. TỔ CHỨC THỰC HIỆN
1. Giao Văn phòng Hội theo dõi, tổng hợp, báo cáo Ban Thường vụ trước ngày 15/12/2021.
2. Hội phụ nữ các huyện xây dựng kế hoạch thực hiện.

Nơi nhận:
- Tỉnh ủy;
- Lưu VP.
"""


@cache
def read(text: str = PLAN) -> Understood:
    return read_document(read_source(text.encode(), "plan.txt"))
