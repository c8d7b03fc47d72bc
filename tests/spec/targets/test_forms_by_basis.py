"""Every form of indicator on every basis, inside its window and after it."""

from tests.spec.cases import spec

TITLE = "Mọi dạng chỉ tiêu với mọi kỳ tính"
TEXT = (
    "Một năm kế hoạch, hai xã: X1 báo tháng 1 và làm thêm ngày 10/05, X2 chỉ báo tháng 1. Xem ở T ngày 31/05/2024 và "
    "ngày 31/12/2024."
)

EXAMPLE = """
kế hoạch 01/01/2024 đến 31/12/2024
T tỉnh
H huyện < T
X1, X2 xã < H
X1 tháng 01/2024: cây 30; tập huấn 4; thanh niên 100; đoàn viên 40
X2 tháng 01/2024: cây 10; tập huấn 0; thanh niên 50; đoàn viên 30
X1 10/05/2024: cây 20; tập huấn [An]
"""

test_total = spec(
    "Tổng",
    "Tháng 5 có 20 cây, quý 2 có 20, đến 15/05 có 60. Tháng 5 đã hết nên không đạt; quý 2 mới qua 61/91 ngày.",
    EXAMPLE,
    """
    chỉ tiêu                                | đơn vị | tính đến   | giá trị      | đạt   | phải đạt           | đánh giá
    tổng cây đạt >= 60, mỗi năm             | T      | 31/05/2024 | 60           | có    | 76/183 đã giao     | đạt
    tổng cây đạt >= 60, cả nhiệm kỳ         |        | 31/05/2024 | 60           | có    | 76/183 tham chiếu  | đạt
    tổng cây đạt >= 60, cuối kỳ             |        | 31/05/2024 | 60           | có    | 76/183 tham chiếu  | đạt
    tổng cây đạt >= 60, mỗi tháng           |        | 31/05/2024 | 20           | không | 1 đã giao          | không đạt
    tổng cây đạt >= 60, mỗi quý             |        | 31/05/2024 | 20           | không | 61/91 đã giao      | chậm tiến độ
    tổng cây đạt >= 60, đến ngày 15/05/2024 |        | 31/05/2024 | 60           | có    | 1 tham chiếu       | đạt
    tổng cây đạt >= 60, mỗi năm             |        | 31/12/2024 | 60           | có    | 1 đã giao          | đạt
    tổng cây đạt >= 60, mỗi tháng           |        | 31/12/2024 | chưa báo cáo | không | 1 đã giao          | chưa có số liệu
    tổng cây đạt >= 60, mỗi quý             |        | 31/12/2024 | chưa báo cáo | không | 1 đã giao          | chưa có số liệu
    tổng cây đạt >= 60, đến ngày 15/05/2024 |        | 31/12/2024 | 60           | có    | 1 tham chiếu       | đạt
    """,
)

test_level = spec(
    "Mức",
    "Mức báo tháng 1 có hiệu lực 12 tháng: mọi kỳ trong năm đều là 150.",
    EXAMPLE,
    """
    chỉ tiêu                                       | đơn vị | tính đến   | giá trị | đạt   | phải đạt | đánh giá
    mức thanh niên đạt >= 150, mỗi năm             | T      | 31/05/2024 | 150     | có    | –        | đạt
    mức thanh niên đạt >= 150, cả nhiệm kỳ         |        | 31/05/2024 | 150     | có    | –        | đạt
    mức thanh niên đạt > 150, cuối kỳ              |        | 31/05/2024 | 150     | không | –        | đang thực hiện
    mức thanh niên đạt >= 150, mỗi tháng           |        | 15/05/2024 | 150     | có    | –        | đạt
    mức thanh niên đạt >= 150, mỗi tháng           |        | 31/05/2024 | 150     | có    | –        | đạt
    mức thanh niên đạt >= 150, mỗi quý             |        | 31/05/2024 | 150     | có    | –        | đạt
    mức thanh niên đạt >= 151, đến ngày 15/05/2024 |        | 31/05/2024 | 150     | không | –        | không đạt
    mức thanh niên đạt > 150, cuối kỳ              |        | 31/12/2024 | 150     | không | –        | không đạt
    mức thanh niên đạt <= 150, cuối kỳ             |        | 31/12/2024 | 150     | có    | –        | đạt
    """,
)

test_persons = spec(
    "Người",
    "4 khai trong tháng 1 và An ngày 10/05.",
    EXAMPLE,
    """
    chỉ tiêu                                     | đơn vị | tính đến   | giá trị      | đạt   | đánh giá
    người tập huấn đạt >= 5, mỗi năm             | T      | 31/05/2024 | 5            | có    | đạt
    người tập huấn đạt >= 4, cả nhiệm kỳ         |        | 31/05/2024 | 5            | có    | vượt
    người tập huấn đạt > 5, cuối kỳ              |        | 31/05/2024 | 5            | không | đang thực hiện
    người tập huấn đạt >= 5, mỗi tháng           |        | 31/05/2024 | 1            | không | không đạt
    người tập huấn đạt >= 1, mỗi quý             |        | 31/05/2024 | 1            | có    | đạt
    người tập huấn đạt >= 5, đến ngày 09/05/2024 |        | 31/05/2024 | 4            | không | không đạt
    người tập huấn đạt = 5, mỗi năm              |        | 31/05/2024 | 5            | không | đang thực hiện
    người tập huấn đạt < 5, mỗi năm              |        | 31/12/2024 | 5            | không | không đạt
    người tập huấn đạt >= 5, mỗi tháng           |        | 31/12/2024 | chưa báo cáo | không | chưa có số liệu
    """,
)

test_ratio = spec(
    "Tỷ lệ",
    "70/150 = 46,7% trong mọi kỳ.",
    EXAMPLE,
    """
    chỉ tiêu                                                               | đơn vị | tính đến   | giá trị | đạt   | phải đạt | đánh giá
    tỷ lệ mức đoàn viên / mức thanh niên đạt >= 40%, mỗi năm               | T      | 31/05/2024 | 70/150  | có    | –        | vượt
    tỷ lệ mức đoàn viên / mức thanh niên đạt > 40%, cả nhiệm kỳ            |        | 31/05/2024 | 70/150  | có    | –        | đạt
    tỷ lệ mức đoàn viên / mức thanh niên đạt >= 50%, cuối kỳ               |        | 31/05/2024 | 70/150  | không | –        | đang thực hiện
    tỷ lệ mức đoàn viên / mức thanh niên đạt >= 50%, mỗi tháng             |        | 31/05/2024 | 70/150  | không | –        | không đạt
    tỷ lệ mức đoàn viên / mức thanh niên đạt <= 50%, mỗi quý               |        | 31/05/2024 | 70/150  | không | –        | đang thực hiện
    tỷ lệ mức đoàn viên / mức thanh niên đạt < 50%, đến ngày 15/05/2024    |        | 31/05/2024 | 70/150  | có    | –        | đạt
    tỷ lệ mức đoàn viên / mức thanh niên đạt >= 50%, cuối kỳ               |        | 31/12/2024 | 70/150  | không | –        | không đạt
    tỷ lệ mức đoàn viên / mức thanh niên đạt <= 50%, mỗi quý               |        | 31/12/2024 | 70/150  | có    | –        | đạt
    """,
)

test_unit_share = spec(
    "Tỷ lệ đơn vị đạt",
    "Ít nhất 20 cây: X1 đạt trong năm, trong tháng 5 và quý 2; X2 có 10, hết kỳ là chưa rõ vì còn tháng chưa báo.",
    EXAMPLE,
    """
    chỉ tiêu                                                                          | đơn vị | tính đến   | giá trị      | đạt   | đánh giá        | từng đơn vị
    đơn vị xã (cả cấp dưới) có tổng cây >= 20 đạt >= 50%, mỗi năm                     | T      | 31/05/2024 | 1/2          | có    | đạt             | X2 chưa đạt, X1 đạt
    đơn vị xã (cả cấp dưới) có tổng cây >= 20 đạt >= 100%, cả nhiệm kỳ                |        | 31/05/2024 | 1/2          | không | đang thực hiện  | X2 chưa đạt, X1 đạt
    đơn vị xã (cả cấp dưới) có tổng cây >= 20 đạt > 50%, cuối kỳ                      |        | 31/05/2024 | 1/2          | không | đang thực hiện  | X2 chưa đạt, X1 đạt
    đơn vị xã (cả cấp dưới) có tổng cây >= 20 đạt >= 50%, mỗi tháng                   |        | 31/05/2024 | 1/2          | có    | đạt             | X2 chưa rõ, X1 đạt
    đơn vị xã (cả cấp dưới) có tổng cây >= 20 đạt >= 50%, mỗi quý                     |        | 31/05/2024 | 1/2          | có    | đạt             | X2 chưa đạt, X1 đạt
    đơn vị xã (cả cấp dưới) có tổng cây >= 20 đạt >= 100%, đến ngày 15/05/2024        |        | 31/05/2024 | 1/2          | không | không đạt       | X2 chưa rõ, X1 đạt
    đơn vị xã (cả cấp dưới) có tổng cây >= 20 đạt >= 100%, mỗi năm                    |        | 31/12/2024 | 1/2          | không | không đạt       | X2 chưa rõ, X1 đạt
    đơn vị xã (cả cấp dưới) có tổng cây >= 20 đạt >= 50%, mỗi tháng                   |        | 31/12/2024 | chưa báo cáo | không | chưa có số liệu | X1 chưa rõ, X2 chưa rõ
    """,
)
