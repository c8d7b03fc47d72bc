"""Breakdowns of flows: parts beside the whole, never in it, never more than it."""

from tests.spec.cases import spec

TITLE = "Phân tổ"
TEXT = "Tổng ghi riêng, các phần ghi bên cạnh và không bao giờ cộng vào tổng hay vượt tổng; phần thiếu là chưa phân tổ."

UNITS = """
T tỉnh
H huyện < T
X1, X2 xã < H
"""

test_records = spec(
    "Phân tổ trong việc",
    "40 nữ và 50 nam của 100 lượt: 10 lượt chưa phân tổ, tổng vẫn là 100.",
    UNITS
    + """
    X1 10/03/2024: lượt 100 (nữ 40, nam 50)
    X2 10/03/2024: lượt 20
    """,
    """
    chỉ số    | đơn vị | kỳ           | giá trị | phần nữ | phần nam
    tổng lượt | X1     | tháng 3/2024 | 100     | 40      | 50
              | X2     |              | 20      | 0       | 0
              | H      |              | 120     | 40      | 50
    """,
)

test_rest = spec(
    "Phân tổ trong số tháng",
    "Còn lại 150 − 100 = 50 lượt: nữ thêm min(50, 100 − 40) = 50, hết chỗ nên nam thêm 0; 90 + 50 ≤ 150.",
    UNITS
    + """
    X1 10/03/2024: lượt 100 (nữ 40, nam 50)
    X1 tháng 03/2024: lượt 150 (nữ 100, nam 20)
    X2 10/03/2024: lượt 10 (nữ 2)
    X2 tháng 03/2024: lượt 5 (nữ 5)
    """,
    """
    chỉ số    | đơn vị | kỳ           | giá trị | phần nữ | phần nam
    tổng lượt | X1     | tháng 3/2024 | 150     | 90      | 50
              | X2     |              | 10      | 2       | 0
              | H      |              | 160     | 92      | 50
    """,
)

test_rest_with_room = spec(
    "Phần còn lại của từng phần",
    "Còn lại 50 lượt; nữ 60 − 40 = 20, nam 55 − 50 = 5; 25 lượt còn lại chưa phân tổ.",
    UNITS
    + """
    X1 10/03/2024: lượt 100 (nữ 40, nam 50)
    X1 tháng 03/2024: lượt 150 (nữ 60, nam 55)
    """,
    """
    chỉ số    | đơn vị | kỳ           | giá trị | phần nữ | phần nam
    tổng lượt | X1     | tháng 3/2024 | 150     | 60      | 55
    """,
)

test_levels = spec(
    "Phân tổ của mức",
    "Mức mới không nêu phân tổ thì mọi người là chưa phân tổ.",
    UNITS
    + """
    X1 tháng 01/2024: thanh niên 80 (nữ 30, nam 40)
    X1 tháng 03/2024: thanh niên 90 (nữ 50)
    X1 tháng 05/2024: thanh niên 95
    """,
    """
    chỉ số         | đơn vị | kỳ           | giá trị | phần nữ | phần nam
    mức thanh niên | X1     | tháng 1/2024 | 80      | 30      | 40
                   |        | tháng 3/2024 | 90      | 50      | 0
                   |        | tháng 5/2024 | 95      | 0       | 0
    """,
)

test_cumulative = spec(
    "Phân tổ của số lũy kế",
    "Phần cũng lũy kế: đến tháng 2 là 8 nữ trong 12.",
    UNITS
    + """
    X1 tháng 01/2024: tiền 10 (nữ 2)
    X1 tháng 02/2024: tiền 12 (nữ 8)
    """,
    """
    chỉ số    | đơn vị | kỳ           | giá trị | phần nữ
    tổng tiền | X1     | tháng 1/2024 | 10      | 2
              |        | quý 1/2024   | 12      | 8
    """,
)
