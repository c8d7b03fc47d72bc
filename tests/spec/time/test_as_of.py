"""The day looked at: inside a month, on its last day, and windows that are no runs of months."""

from tests.spec.cases import spec

TITLE = "Tính đến ngày nào"
TEXT = (
    "Ngày tính đến được tính cả việc của ngày ấy. Việc có ngày tính theo ngày; số tháng thì phần còn lại ghi vào ngày "
    "cuối tháng, nên giữa tháng chưa thấy; ô chỉ phải báo khi tháng đã hết."
)

MONTH = """
T tỉnh
H huyện < T
X1, X2 xã < H
X1 05/03/2024: cây 10
X1 20/03/2024: cây 5
X1 tháng 03/2024: cây 40
"""

test_inside_a_month = spec(
    "Giữa tháng",
    "Số tháng 40 gồm 15 đã có việc; 25 còn lại ghi ngày 31/03. Ngày 20/03 được tính trong “đến 20/03”.",
    MONTH,
    """
    chỉ số   | đơn vị | kỳ           | tính đến   | giá trị       | phải báo | có số | chưa báo
    tổng cây | X1     | tháng 3/2024 | 29/02/2024 | không áp dụng | 0        | 0     | 0
             |        |              | 04/03/2024 | không áp dụng | 0        | 0     | 0
             |        |              | 05/03/2024 | 10            | 0        | 0     | 0
             |        |              | 19/03/2024 | 10            | 0        | 0     | 0
             |        |              | 20/03/2024 | 15            | 0        | 0     | 0
             |        |              | 30/03/2024 | 15            | 0        | 0     | 0
             |        |              | 31/03/2024 | 40            | 1        | 1     | 0
             | H      |              | 30/03/2024 | 15            | 0        | 0     | 0
             |        |              | 31/03/2024 | 40            | 2        | 1     | 1
             |        |              | 31/12/2024 | 40            | 2        | 1     | 1
    """,
)

test_loose_windows = spec(
    "Kỳ không tròn tháng",
    "Đợt thi đua tính theo ngày; ô thuộc đợt khi ngày cuối tháng nằm trong đợt.",
    MONTH,
    """
    chỉ số   | đơn vị | kỳ                        | giá trị | phải báo
    tổng cây | X1     | 05/03/2024 đến 05/03/2024 | 10      | 0
             |        | 06/03/2024 đến 30/03/2024 | 5       | 0
             |        | 15/02/2024 đến 15/03/2024 | 10      | 1
             |        | 06/03/2024 đến 15/04/2024 | 30      | 1
             |        | 15/02/2024 đến 31/03/2024 | 40      | 2
    """,
)

test_level_inside_a_month = spec(
    "Mức giữa tháng",
    "Mức báo tháng 1 còn hiệu lực khi kỳ mới bắt đầu, cả khi mức ấy là 0: đó là số, không phải không áp dụng.",
    """
    T tỉnh
    H huyện < T
    X1, X2, X3 xã < H
    X1 tháng 12/2023: thanh niên 80
    X2 tháng 12/2023: thanh niên 0
    X1 08/01/2024: thanh niên 90
    """,
    """
    chỉ số         | đơn vị | kỳ       | tính đến   | giá trị       | phải báo
    mức thanh niên | X1     | năm 2024 | 07/01/2024 | 80            | 0
                   |        |          | 08/01/2024 | 90            | 0
                   | X2     |          | 07/01/2024 | 0             | 0
                   | X3     |          | 07/01/2024 | không áp dụng | 0
                   | H      |          | 07/01/2024 | 80            | 0
                   | H      |          | 31/01/2024 | 90            | 3
    """,
)

test_zero_inside_a_month = spec(
    "Số 0 giữa tháng",
    "X1 báo 0 ngày 05/03: từ ngày ấy là số 0, dù tháng chưa hết; X2 vẫn chưa có gì.",
    """
    T tỉnh
    H huyện < T
    X1, X2 xã < H
    X1 05/03/2024: cây 0
    X2 tháng 03/2024: không phát sinh
    """,
    """
    chỉ số   | đơn vị | kỳ           | tính đến   | giá trị
    tổng cây | X1     | tháng 3/2024 | 04/03/2024 | không áp dụng
             |        |              | 05/03/2024 | 0
             | H      |              | 05/03/2024 | 0
             | X2     |              | 30/03/2024 | không áp dụng
             | X2     |              | 31/03/2024 | không phát sinh
             | H      | quý 1/2024   | 05/03/2024 | 0
             | X2     | quý 1/2024   | 05/03/2024 | chưa báo cáo
    """,
)

test_persons_inside_a_month = spec(
    "Người giữa tháng",
    "Người ghi tên tính theo ngày của việc, phần còn lại của số tháng theo ngày cuối tháng.",
    """
    T tỉnh
    H huyện < T
    X1 xã < H
    X1 05/03/2024: tập huấn [An, Bình]
    X1 20/03/2024: tập huấn [Bình, Chi]
    X1 tháng 03/2024: tập huấn 10
    """,
    """
    chỉ số         | đơn vị | kỳ           | tính đến   | giá trị | ghi tên | khai số
    người tập huấn | X1     | tháng 3/2024 | 10/03/2024 | 2       | 2       | 0
                   |        |              | 20/03/2024 | 3       | 3       | 0
                   |        |              | 31/03/2024 | 10      | 3       | 7
    """,
)
