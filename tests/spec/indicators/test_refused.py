"""Combinations that mean nothing are refused when a plan is loaded, naming the clause."""

from tests.spec.cases import Row, answers
from tests.spec.questions import indicator_of
from tests.spec.world import RANKS, World
from tiendo.core.indicator import indicator_faults

TITLE = "Chỉ số vô nghĩa bị từ chối"
TEXT = "Khi nạp kế hoạch, mọi chỉ số không có nghĩa đều bị từ chối cùng lúc, kèm điều khoản."


def _codes(row: Row) -> list[str]:
    w = World()
    found = indicator_faults(indicator_of(row["chỉ số"], w), clause="1", elements=w.elements, ranks=RANKS)
    return [", ".join(fault.code for fault in found) or "–"]


test_codes = answers(
    "Các trường hợp",
    "Tổng của mức, mức của số phát sinh, người của lượt; xét riêng huyện điều chỉ xã nhập; cộng km với người.",
    """
    chỉ số                                               | mã từ chối
    tổng cây                                             | –
    tổng thanh niên                                      | indicator.kind
    mức cây                                              | indicator.kind
    người lượt                                           | indicator.kind
    người tập huấn                                       | –
    tỷ lệ tổng cây + tổng lượt / mức thanh niên          | –
    tỷ lệ tổng cây + tổng đường / mức thanh niên         | indicator.units
    tỷ lệ mức cây / tổng thanh niên                      | indicator.kind, indicator.kind
    đơn vị xã (riêng) có tổng cây >= 1                   | –
    đơn vị huyện (riêng) có tổng cây >= 1                | indicator.judged
    đơn vị huyện (cả cấp dưới) có tổng cây >= 1          | –
    đơn vị chi đoàn (cả cấp dưới) có tổng cây >= 1       | indicator.judged
    đơn vị trực thuộc (cả cấp dưới) có tổng đảng viên mới >= 1 | indicator.judged
    đơn vị huyện (riêng) có tổng đảng viên mới >= 1      | –
    đơn vị thôn (riêng) có tổng cây >= 1                 | indicator.unknown_level
    """,
    _codes,
)
