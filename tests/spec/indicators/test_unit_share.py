"""Shares of units that meet a condition."""

from tests.spec.cases import spec

TITLE = "Tỷ lệ đơn vị đạt"
TEXT = (
    "Mỗi đơn vị được xét trên việc của riêng mình hoặc của cả cấp dưới, tùy cấp. Trước khi hết kỳ, ai chưa đạt là chưa "
    "đạt; hết kỳ thì không đạt khi đã nghe đủ, chưa rõ khi còn thiếu. Chưa rõ vẫn nằm trong mẫu số. Liệt kê không đạt "
    "trước, rồi chưa rõ."
)

OWN = """
T tỉnh
H1, H2 huyện < T
X1, X2 xã < H1
X3 xã < H2
C1, C2 chi đoàn < X1
H1 10/03/2024: hoạt động 1
X1 10/03/2024: hoạt động 1
C1 10/03/2024: hoạt động 1
X2 10/03/2024: hoạt động 2
X3 tháng 03/2024: không phát sinh
"""

test_own_and_subtree = spec(
    "Huyện xét riêng, xã xét cả chi đoàn",
    "H1 có 1 việc của mình: các việc của xã không tính cho huyện. X1 có 1 + 1 của chi đoàn. C2 im lặng không cản X1.",
    OWN,
    """
    chỉ số                                                          | đơn vị | kỳ           | tính đến   | giá trị | từng đơn vị
    đơn vị huyện (riêng), xã (cả cấp dưới) có tổng hoạt động >= 2   | T      | tháng 3/2024 | 20/03/2024 | 2/5     | H1 chưa đạt, H2 chưa đạt, X3 chưa đạt, X1 đạt, X2 đạt
                                                                    |        |              | 31/03/2024 | 2/5     | H1 không đạt, X3 không đạt, H2 chưa rõ, X2 đạt, X1 đạt
                                                                    | H1     |              | 31/03/2024 | 2/3     | H1 không đạt, X2 đạt, X1 đạt
    đơn vị huyện (cả cấp dưới) có tổng hoạt động >= 2               | T      |              | 31/03/2024 | 1/2     | H2 chưa rõ, H1 đạt
    đơn vị xã (riêng) có tổng hoạt động >= 2                        | T      |              | 31/03/2024 | 1/3     | X1 không đạt, X3 không đạt, X2 đạt
    """,
)

COMPARED = """
T tỉnh
H huyện < T
X1, X2, X3 xã < H
X1 tháng 01/2024: vi phạm 1
X1 tháng 02/2024: không phát sinh
X1 tháng 03/2024: vi phạm 1
X2 tháng 01/2024: vi phạm 3
X2 tháng 02/2024 đến 03/2024: vi phạm 0
X3 tháng 01/2024 đến 02/2024: vi phạm 0
"""

test_comparators = spec(
    "Các dấu so sánh",
    "X1 có 2 vụ, X2 có 3, X3 chưa báo tháng 3. `>=` và `>` có thể đạt sớm; `<=`, `<`, `=` chỉ khi hết kỳ và đủ báo cáo.",
    COMPARED,
    """
    chỉ số                                        | đơn vị | kỳ         | tính đến   | giá trị | từng đơn vị
    đơn vị xã (cả cấp dưới) có tổng vi phạm >= 2  | H      | quý 1/2024 | 29/02/2024 | 1/3     | X1 chưa đạt, X3 chưa đạt, X2 đạt
                                                  |        |            | 31/03/2024 | 2/3     | X3 chưa rõ, X1 đạt, X2 đạt
    đơn vị xã (cả cấp dưới) có tổng vi phạm > 2   |        |            | 31/03/2024 | 1/3     | X1 không đạt, X3 chưa rõ, X2 đạt
    đơn vị xã (cả cấp dưới) có tổng vi phạm <= 2  |        |            | 29/02/2024 | 0/3     | X1 chưa đạt, X2 chưa đạt, X3 chưa đạt
                                                  |        |            | 31/03/2024 | 1/3     | X2 không đạt, X3 chưa rõ, X1 đạt
    đơn vị xã (cả cấp dưới) có tổng vi phạm < 2   |        |            | 31/03/2024 | 0/3     | X1 không đạt, X2 không đạt, X3 chưa rõ
    đơn vị xã (cả cấp dưới) có tổng vi phạm = 2   |        |            | 29/02/2024 | 0/3     | X1 chưa đạt, X2 chưa đạt, X3 chưa đạt
                                                  |        |            | 31/03/2024 | 1/3     | X2 không đạt, X3 chưa rõ, X1 đạt
    """,
)

test_which_units = spec(
    "Những đơn vị nào được đếm",
    "Đếm đơn vị hoạt động ngày cuối kỳ: X3 đã giải thể thì không, X4 mới thành lập thì có và được ghi là mới.",
    """
    T tỉnh
    H huyện < T
    X1, X2, X3 xã < H
    X4 xã < H từ 10/02/2024
    X3 giải thể ngày 15/03/2024
    X1 10/01/2024: hoạt động 1
    X3 10/01/2024: hoạt động 1
    X4 10/03/2024: hoạt động 1
    """,
    """
    chỉ số                                         | đơn vị | kỳ         | tính đến   | giá trị | từng đơn vị
    đơn vị xã (cả cấp dưới) có tổng hoạt động >= 1 | H      | quý 1/2024 | 31/01/2024 | 2/3     | X2 chưa đạt, X1 đạt, X3 đạt
                                                   |        |            | 14/03/2024 | 3/4     | X2 chưa đạt, X1 đạt, X3 đạt, X4 đạt (mới)
                                                   |        |            | 31/03/2024 | 2/3     | X2 chưa rõ, X1 đạt, X4 đạt (mới)
    """,
)

test_predecessors = spec(
    "Việc của đơn vị tiền thân",
    "X5 thành lập từ X1 và X2: việc của X1 và của chi đoàn X2 là việc của X5 khi xét đạt, dù không vào tổng của X5.",
    """
    T tỉnh
    H huyện < T
    X1, X2 xã < H
    C chi đoàn < X2
    X5 xã < H từ 01/03/2024
    X1, X2 sáp nhập vào X5 ngày 01/03/2024
    X1 10/01/2024: hoạt động 1
    C 10/01/2024: hoạt động 1
    """,
    """
    chỉ số                                         | đơn vị | kỳ         | tính đến   | giá trị      | từng đơn vị
    đơn vị xã (cả cấp dưới) có tổng hoạt động >= 2 | H      | quý 1/2024 | 29/02/2024 | 0/2          | X1 chưa đạt, X2 chưa đạt
                                                   |        |            | 31/03/2024 | 1/1          | X5 đạt (mới)
                                                   | X5     |            | 31/03/2024 | 1/1          | X5 đạt (mới)
    đơn vị xã (riêng) có tổng hoạt động >= 2       | X5     |            | 31/03/2024 | 0/1          | X5 chưa rõ (mới)
    tổng hoạt động                                 | X5     |            | 31/03/2024 | chưa báo cáo | –
    """,
)

test_split = spec(
    "Sau khi chia tách",
    "Mỗi đơn vị mới được tính việc của đơn vị cũ khi xét đạt; tổng ở H vẫn chỉ có một lần.",
    """
    T tỉnh
    H huyện < T
    X1 xã < H
    X2, X3 xã < H từ 01/03/2024
    X1 chia thành X2, X3 ngày 01/03/2024
    X1 10/01/2024: hoạt động 1
    """,
    """
    chỉ số                                         | đơn vị | kỳ         | giá trị | từng đơn vị
    đơn vị xã (cả cấp dưới) có tổng hoạt động >= 1 | H      | quý 1/2024 | 2/2     | X2 đạt (mới), X3 đạt (mới)
    tổng hoạt động                                 | H      |            | 1       | –
    """,
)

test_month_figures = spec(
    "Số tháng cũng là việc",
    "Phần còn lại của số tháng tính như việc của đơn vị; việc và số tháng không tính hai lần.",
    """
    T tỉnh
    H huyện < T
    X1, X2 xã < H
    X1 10/03/2024: hoạt động 1
    X1 tháng 03/2024: hoạt động 2
    X2 10/03/2024: hoạt động 1
    X2 tháng 03/2024: hoạt động 1
    """,
    """
    chỉ số                                         | đơn vị | kỳ           | tính đến   | giá trị | từng đơn vị
    đơn vị xã (cả cấp dưới) có tổng hoạt động >= 2 | H      | tháng 3/2024 | 30/03/2024 | 0/2     | X1 chưa đạt, X2 chưa đạt
                                                   |        |              | 31/03/2024 | 1/2     | X2 không đạt, X1 đạt
    """,
)

test_levels = spec(
    "Điều kiện về mức",
    "Mức nhận bàn giao chưa được xác nhận: X3 chưa rõ cho đến khi tự báo.",
    """
    T tỉnh
    H huyện < T
    X1, X2, X3 xã < H
    X2 sáp nhập vào X3 ngày 01/03/2024
    X1 10/01/2024: thanh niên 0
    X2 10/01/2024: thanh niên 50
    X3 05/04/2024: thanh niên 60
    """,
    """
    chỉ số                                          | đơn vị | kỳ                        | giá trị | từng đơn vị
    đơn vị xã (cả cấp dưới) có mức thanh niên >= 50 | H      | tháng 2/2024              | 1/3     | X1 không đạt, X3 chưa rõ, X2 đạt
                                                    |        | tháng 3/2024              | 0/2     | X1 không đạt, X3 chưa rõ
                                                    |        | tháng 4/2024              | 1/2     | X1 không đạt, X3 đạt
    đơn vị xã (cả cấp dưới) có mức thanh niên <= 50 | H      | tháng 3/2024              | 1/2     | X3 chưa rõ, X1 đạt
    đơn vị xã (cả cấp dưới) có mức thanh niên < 60  | H      | tháng 4/2024              | 1/2     | X3 không đạt, X1 đạt
    đơn vị xã (cả cấp dưới) có mức thanh niên = 60  | H      | tháng 4/2024              | 1/2     | X1 không đạt, X3 đạt
    đơn vị xã (cả cấp dưới) có mức thanh niên > 59  | H      | 01/04/2024 đến 05/04/2024 | 1/2     | X1 không đạt, X3 đạt
    """,
)

test_persons = spec(
    "Điều kiện về số người",
    "Mỗi người một lần trong mọi việc được xét của một đơn vị: X1 có An, Bình, Chi và 1 khai số; X2 chỉ có An, Bình; "
    "X3 có Dũng và, nhờ việc làm cùng X2, An.",
    """
    T tỉnh
    H huyện < T
    X1, X2, X3 xã < H
    X1 10/01/2024: tập huấn [An, Bình] + 1
    X1 15/01/2024: tập huấn [An, Chi]
    X2 10/01/2024: tập huấn [An, Bình]
    X2 12/02/2024 cùng X3: tập huấn [An]
    X3 20/02/2024: tập huấn [Dũng]
    """,
    """
    chỉ số                                         | đơn vị | kỳ         | tính đến   | giá trị | từng đơn vị
    đơn vị xã (cả cấp dưới) có người tập huấn >= 4 | H      | quý 1/2024 | 29/02/2024 | 1/3     | X2 chưa đạt, X3 chưa đạt, X1 đạt
    đơn vị xã (cả cấp dưới) có người tập huấn >= 2 |        |            | 29/02/2024 | 3/3     | X2 đạt, X1 đạt, X3 đạt
    đơn vị xã (riêng) có người tập huấn >= 3       |        |            | 29/02/2024 | 1/3     | X2 chưa đạt, X3 chưa đạt, X1 đạt
    người tập huấn                                 |        |            | 29/02/2024 | 5       | –
    """,
)
