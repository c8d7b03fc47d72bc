"""Joint work: counted for the condition of each organiser, once, and never in amounts."""

from tests.spec.cases import spec

TITLE = "Việc phối hợp"
TEXT = (
    "Bản ghi là của đơn vị chủ trì. Đơn vị phối hợp không có số; chỉ khi xét đơn vị nào đạt, việc ấy được coi như việc "
    "của chính đơn vị phối hợp, mỗi bản ghi một lần."
)

EXAMPLE = """
T tỉnh
H huyện < T
X1, X2, X3 xã < H
C1, C2 chi đoàn < X3
X1 10/03/2024 cùng X2: hoạt động 1
C1 10/03/2024 cùng C2: hoạt động 1
"""

test_condition_only = spec(
    "Tính khi xét đạt, không vào tổng",
    "X2 đạt nhờ việc phối hợp nhưng không có số nào; H có 2 việc, không phải 4.",
    EXAMPLE,
    """
    chỉ số                                         | đơn vị | kỳ           | giá trị      | từng đơn vị
    đơn vị xã (cả cấp dưới) có tổng hoạt động >= 1 | H      | tháng 3/2024 | 3/3          | X1 đạt, X2 đạt, X3 đạt
                                                   | X2     |              | 1/1          | X2 đạt
    tổng hoạt động                                 | X1     |              | 1            | –
                                                   | X2     |              | chưa báo cáo | –
                                                   | X3     |              | 1            | –
                                                   | H      |              | 2            | –
    """,
)

test_once = spec(
    "Hai chi đoàn của một xã",
    "Một việc hai chi đoàn cùng làm là một việc của X3, chưa phải hai.",
    EXAMPLE,
    """
    chỉ số                                         | đơn vị | kỳ           | tính đến   | giá trị | từng đơn vị
    đơn vị xã (cả cấp dưới) có tổng hoạt động >= 2 | H      | tháng 3/2024 | 20/03/2024 | 0/3     | X1 chưa đạt, X2 chưa đạt, X3 chưa đạt
    đơn vị chi đoàn (riêng) có tổng hoạt động >= 1 | H      |              | 31/03/2024 | 2/2     | C1 đạt, C2 đạt
    """,
)

test_with_the_superior = spec(
    "Xã phối hợp với huyện chủ trì",
    "Huyện xét riêng được tính, xã được tính; tổng của huyện có việc ấy một lần.",
    """
    T tỉnh
    H huyện < T
    X1, X2 xã < H
    H 10/03/2024 cùng X1: hoạt động 1
    """,
    """
    chỉ số                                                        | đơn vị | kỳ           | tính đến   | giá trị | từng đơn vị
    đơn vị huyện (riêng), xã (cả cấp dưới) có tổng hoạt động >= 1 | T      | tháng 3/2024 | 20/03/2024 | 2/3     | X2 chưa đạt, H đạt, X1 đạt
    tổng hoạt động                                                | H      |              | 20/03/2024 | 1       | –
    """,
)

test_withdrawn = spec(
    "Thu hồi việc phối hợp",
    "Thu hồi ở đơn vị chủ trì thì đơn vị phối hợp cũng không còn việc ấy.",
    """
    T tỉnh
    H huyện < T
    X1, X2 xã < H
    #a X1 10/03/2024 cùng X2: hoạt động 1
    thu hồi #a
    """,
    """
    chỉ số                                         | đơn vị | kỳ           | giá trị      | từng đơn vị
    đơn vị xã (cả cấp dưới) có tổng hoạt động >= 1 | H      | tháng 3/2024 | chưa báo cáo | X1 chưa rõ, X2 chưa rõ
    """,
)

test_with_its_own_superior = spec(
    "Chi đoàn chủ trì, chính xã của nó phối hợp",
    "Xét riêng hay cả cấp dưới, X3 có một việc, không phải hai; tổng của X3 là một.",
    """
    T tỉnh
    H huyện < T
    X3 xã < H
    C1 chi đoàn < X3
    C1 10/03/2024 cùng X3: hoạt động 1
    """,
    """
    chỉ số                                         | đơn vị | kỳ           | tính đến   | giá trị | từng đơn vị
    đơn vị xã (riêng) có tổng hoạt động >= 1       | H      | tháng 3/2024 | 20/03/2024 | 1/1     | X3 đạt
    đơn vị xã (cả cấp dưới) có tổng hoạt động >= 1 |        |              | 20/03/2024 | 1/1     | X3 đạt
    đơn vị xã (cả cấp dưới) có tổng hoạt động >= 2 |        |              | 20/03/2024 | 0/1     | X3 chưa đạt
    tổng hoạt động                                 | X3     |              | 20/03/2024 | 1       | –
    """,
)

test_branch_moved = spec(
    "Chi đoàn chuyển xã giữa kỳ",
    "Việc theo xã của ngày làm việc: tháng 2 là của X1, tháng 3 của X2; chuyển đi không mang việc theo.",
    """
    T tỉnh
    H huyện < T
    X1, X2 xã < H
    C chi đoàn < X1
    C chuyển sang X2 ngày 01/03/2024
    C 10/02/2024: hoạt động 1
    C 10/03/2024: hoạt động 1
    """,
    """
    chỉ số                                         | đơn vị | kỳ         | tính đến   | giá trị | từng đơn vị
    đơn vị xã (cả cấp dưới) có tổng hoạt động >= 1 | H      | quý 1/2024 | 29/02/2024 | 1/2     | X2 chưa đạt, X1 đạt
                                                   |        |            | 20/03/2024 | 2/2     | X1 đạt, X2 đạt
    đơn vị xã (cả cấp dưới) có tổng hoạt động >= 2 |        |            | 20/03/2024 | 0/2     | X1 chưa đạt, X2 chưa đạt
    đơn vị chi đoàn (riêng) có tổng hoạt động >= 2 |        |            | 20/03/2024 | 1/1     | C đạt
    """,
)
