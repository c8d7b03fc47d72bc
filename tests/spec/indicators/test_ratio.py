"""Ratios: sums over the units where every part is known, never an average of percentages."""

from tests.spec.cases import spec

TITLE = "Tỷ lệ"
TEXT = (
    "Tỷ lệ là tổng tử số trên tổng mẫu số, chỉ cộng những đơn vị mà mọi vế đều đã biết; đơn vị bị bỏ ra được nêu tên "
    "và khi còn đơn vị bị bỏ ra thì chưa thể đạt. Không bao giờ là trung bình của các phần trăm."
)

UNITS = """
T tỉnh
H huyện < T
X1, X2, X3 xã < H
"""

test_sums = spec(
    "Cộng tử, cộng mẫu",
    "60/100 và 10/300 là 70/400 = 17,5%, không phải trung bình 31,7%.",
    UNITS
    + """
    X1 tháng 03/2024: đoàn viên 60; thanh niên 100
    X2 tháng 03/2024: đoàn viên 10; thanh niên 300
    X3 tháng 03/2024: đoàn viên 0; thanh niên 0
    """,
    """
    chỉ số                               | đơn vị | kỳ           | giá trị       | bỏ ra | in ra
    tỷ lệ mức đoàn viên / mức thanh niên | X1     | tháng 3/2024 | 60/100        | –     | 60%
                                         | X2     |              | 10/300        | –     | 3,3%
                                         | X3     |              | không áp dụng | –     | –
                                         | H      |              | 70/400        | –     | 17,5%
                                         | T      |              | 70/400        | –     | 17,5%
    """,
)

LEFT_OUT = """
chỉ tiêu: tỷ lệ mức đoàn viên / mức thanh niên đạt >= 10%, mỗi năm
X1 tháng 03/2024: đoàn viên 60; thanh niên 100
X2 tháng 03/2024: đoàn viên 10; thanh niên 300
X3 tháng 03/2024: thanh niên 200
"""

test_left_out = spec(
    "Một đơn vị thiếu một vế",
    "X3 chưa báo đoàn viên nên 200 thanh niên của X3 cũng không vào mẫu số; chỉ tiêu chưa thể đạt.",
    UNITS + LEFT_OUT,
    """
    đơn vị | tính đến   | giá trị      | bỏ ra | in ra | đạt   | đánh giá
    H      | 31/03/2024 | 70/400       | X3    | 17,5% | không | đang thực hiện
    H      | 31/12/2024 | 70/400       | X3    | 17,5% | không | không đạt
    X1     | 31/03/2024 | 60/100       | –     | 60%   | có    | vượt
    X2     | 31/03/2024 | 10/300       | –     | 3,3%  | không | đang thực hiện
    X3     | 31/03/2024 | chưa báo cáo | X3    | –     | không | chưa có số liệu
    """,
)

test_nobody_left_out = spec(
    "Đã đủ",
    "X3 báo 20 đoàn viên: 90/600 = 15%, không ai bị bỏ ra, đạt.",
    UNITS
    + LEFT_OUT
    + """
    X3 10/04/2024: đoàn viên 20
    """,
    """
    đơn vị | tính đến   | giá trị | bỏ ra | in ra | đạt | đánh giá
    H      | 30/04/2024 | 90/600  | –     | 15%   | có  | vượt
    """,
)

test_flows = spec(
    "Tỷ lệ của số phát sinh",
    "Mọi ô của cả kỳ phải được báo: X2 thiếu cây tháng 2 nên bị bỏ ra; X3 được miễn tháng 2 nên không thiếu.",
    UNITS
    + """
    X1 tháng 01/2024 đến 03/2024: vi phạm 1; cây 10
    X2 tháng 01/2024 đến 03/2024: vi phạm 1
    X2 tháng 01/2024: cây 10
    X2 tháng 03/2024: cây 10
    X3 tháng 01/2024: vi phạm 2; cây 20
    X3 tháng 02/2024: được miễn
    X3 tháng 03/2024: vi phạm 2; cây 20
    """,
    """
    chỉ số                        | đơn vị | kỳ         | tính đến   | giá trị | bỏ ra
    tỷ lệ tổng vi phạm / tổng cây | H      | quý 1/2024 | 31/01/2024 | 4/40    | –
                                  |        |            | 29/02/2024 | 4/40    | X2
                                  |        |            | 31/03/2024 | 7/70    | X2
    """,
)

test_persons = spec(
    "Tử số là người",
    "An dự ở cả hai xã là một người: 2 người ghi tên + 4 khai trên 30.",
    UNITS
    + """
    X1 10/03/2024: tập huấn [An, Bình]; thanh niên 10
    X2 10/03/2024: tập huấn [An] + 4; thanh niên 20
    X3 tháng 03/2024: thanh niên 50
    """,
    """
    chỉ số                                | đơn vị | kỳ           | giá trị | bỏ ra
    tỷ lệ người tập huấn / mức thanh niên | H      | tháng 3/2024 | 6/30    | X3
                                          | X1     |              | 2/10    | –
                                          | X2     |              | 5/20    | –
    """,
)

test_terms = spec(
    "Nhiều số hạng, số lẻ",
    "Các số hạng cộng với nhau: (60 + 5)/100. Số km có một số lẻ: 37,5 trên 100 là 375/1000.",
    UNITS
    + """
    X1 tháng 03/2024: đoàn viên 60; điểm vui chơi 5; thanh niên 100; đường 37,5
    """,
    """
    chỉ số                                                   | đơn vị | kỳ           | giá trị  | in ra
    tỷ lệ mức đoàn viên + mức điểm vui chơi / mức thanh niên | X1     | tháng 3/2024 | 65/100   | 65%
    tỷ lệ tổng đường / mức thanh niên                        | X1     |              | 375/1000 | 37,5%
    tỷ lệ mức thanh niên / tổng đường                        | X1     |              | 1000/375 | 266,7%
    """,
)

test_closed = spec(
    "Đơn vị giải thể hay sáp nhập trong kỳ",
    "X2 giải thể: mức của nó không còn. X3 sáp nhập vào X4, X4 chưa tự báo mức nên bị bỏ ra.",
    """
    T tỉnh
    H huyện < T
    X1, X2, X3, X4 xã < H
    X2 giải thể ngày 15/03/2024
    X3 sáp nhập vào X4 ngày 15/03/2024
    X1, X2, X3 tháng 02/2024: đoàn viên 60; thanh niên 100
    """,
    """
    chỉ số                               | đơn vị | kỳ           | giá trị | bỏ ra
    tỷ lệ mức đoàn viên / mức thanh niên | H      | tháng 2/2024 | 180/300 | X4
                                         |        | tháng 3/2024 | 60/100  | X4
    """,
)

test_zero = spec(
    "Mẫu số 0 ở cấp trên",
    "Mọi đơn vị đều đã báo 0: không áp dụng, không phải 0%.",
    UNITS
    + """
    X1, X2, X3 tháng 03/2024: vi phạm 0; cây 0
    """,
    """
    chỉ số                        | đơn vị | kỳ           | giá trị       | bỏ ra | in ra
    tỷ lệ tổng vi phạm / tổng cây | H      | tháng 3/2024 | không áp dụng | –     | –
    """,
)

test_persons_left_out = spec(
    "Người chỉ có ở đơn vị bị bỏ ra",
    "An ở cả X1 và X3, Dũng chỉ ở X3; X3 chưa báo thanh niên nên bị bỏ ra: tử số là An, Bình.",
    UNITS
    + """
    X1 10/03/2024: tập huấn [An, Bình]; thanh niên 10
    X2 10/03/2024: tập huấn [An]; thanh niên 20
    X3 10/03/2024: tập huấn [An, Dũng]
    """,
    """
    chỉ số                                | đơn vị | kỳ           | giá trị      | bỏ ra
    tỷ lệ người tập huấn / mức thanh niên | H      | tháng 3/2024 | 2/30         | X3
                                          | X3     |              | chưa báo cáo | X3
    người tập huấn                        | H      |              | 3            | –
    """,
)

test_zero_and_left_out = spec(
    "Mẫu số 0 khi còn đơn vị bị bỏ ra",
    "X1 đã báo 0 và 0, X2 và X3 im lặng: phần đã biết có mẫu số 0 nên không áp dụng, và vẫn nêu tên đơn vị bị bỏ ra.",
    UNITS
    + """
    X1 tháng 03/2024: đoàn viên 0; thanh niên 0
    """,
    """
    chỉ số                               | đơn vị | kỳ           | giá trị       | bỏ ra
    tỷ lệ mức đoàn viên / mức thanh niên | X1     | tháng 3/2024 | không áp dụng | –
                                         | X2     |              | chưa báo cáo  | X2
                                         | H      |              | không áp dụng | X2, X3
    """,
)

test_persons_told_apart = spec(
    "Người ghi tên và người khai trong tỷ lệ",
    "X1 ghi tên An và Bình, khai thêm 3; X2 khai 4: tử số 9 gồm 2 người ghi tên và 7 người khai, nên chưa chắc không trùng.",
    UNITS
    + """
    X1 10/03/2024: tập huấn [An, Bình] + 3
    X2 tháng 03/2024: tập huấn 4
    X1, X2, X3 tháng 03/2024: thanh niên 50
    X3 tháng 03/2024: không phát sinh
    """,
    """
    chỉ số                                | đơn vị | kỳ           | giá trị | ghi tên | khai số | không trùng
    tỷ lệ người tập huấn / mức thanh niên | H      | tháng 3/2024 | 9/150   | 2       | 7       | không
                                          | X1     |              | 5/50    | 2       | 3       | không
    """,
)
