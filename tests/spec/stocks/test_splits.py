"""Splits of a stock: stated parts are proportions, and the parts always sum to the level."""

from tests.spec.cases import entries, spec

TITLE = "Chia tách"
TEXT = (
    "Chia tách ghi rõ phần của mỗi đơn vị; phần là tỷ lệ: mỗi đơn vị nhận phần nguyên làm tròn xuống, đơn vị nêu đầu "
    "tiên nhận số còn lại. Sửa mức muộn thì chia lại, cộng các phần luôn bằng mức. Chia tách không chia phân tổ."
)

UNITS = """
T tỉnh
H huyện < T
X1 xã < H
X2, X3, X4 xã < H từ 01/07/2024
"""

test_parts = spec(
    "Phần 2 và 1 của 101",
    "X3 nhận ⌊101/3⌋ = 33, X2 nhận 68.",
    UNITS
    + """
    X1 chia thành X2 (thanh niên 2), X3 (thanh niên 1) ngày 01/07/2024
    X1 10/01/2024: thanh niên 101
    """,
    """
    chỉ số         | đơn vị | kỳ       | tính đến   | giá trị | qua X1 | qua X2 | qua X3
    mức thanh niên | H      | năm 2024 | 30/06/2024 | 101     | 101    | –      | –
                   |        |          | 01/07/2024 | 101     | 0      | 68     | 33
    """,
)

test_late_correction = spec(
    "Sửa muộn mức trước khi chia",
    "Sửa 101 thành 200: X3 nhận 66, X2 nhận 134; cộng lại là 200.",
    UNITS
    + """
    X1 chia thành X2 (thanh niên 2), X3 (thanh niên 1) ngày 01/07/2024
    #a X1 10/01/2024: thanh niên 101
    sửa #a 10/01/2024: thanh niên 200
    """,
    """
    chỉ số         | đơn vị | kỳ       | tính đến   | giá trị | qua X2 | qua X3
    mức thanh niên | H      | năm 2024 | 01/07/2024 | 200     | 134    | 66
    """,
)

test_after_own_level = spec(
    "Sau khi một đơn vị mới tự báo",
    "X3 báo 40 ngày 01/08; sửa mức cũ thành 200 thì X2 là 134, X3 vẫn 40.",
    UNITS
    + """
    X1 chia thành X2 (thanh niên 2), X3 (thanh niên 1) ngày 01/07/2024
    #a X1 10/01/2024: thanh niên 101
    X3 01/08/2024: thanh niên 40
    sửa #a 10/01/2024: thanh niên 200
    """,
    """
    chỉ số         | đơn vị | kỳ       | tính đến   | giá trị | qua X2 | qua X3
    mức thanh niên | H      | năm 2024 | 31/07/2024 | 200     | 134    | 66
                   |        |          | 01/08/2024 | 174     | 134    | 40
    """,
)

test_thirds = spec(
    "Ba phần bằng nhau của 100",
    "33, 33 và phần dư về đơn vị nêu đầu tiên: 34.",
    UNITS
    + """
    X1 chia thành X4 (thanh niên 1), X2 (thanh niên 1), X3 (thanh niên 1) ngày 01/07/2024
    X1 10/01/2024: thanh niên 100
    """,
    """
    chỉ số         | đơn vị | kỳ       | tính đến   | giá trị | qua X2 | qua X3 | qua X4
    mức thanh niên | H      | năm 2024 | 01/07/2024 | 100     | 33     | 33     | 34
    """,
)

test_nothing_stated = spec(
    "Không ghi phần, và phần 0",
    "Số liệu không ghi phần thì đơn vị nêu đầu tiên nhận cả; phần 0 thì nhận 0.",
    UNITS
    + """
    X1 chia thành X2 (thanh niên 0), X3 (thanh niên 5) ngày 01/07/2024
    X1 10/01/2024: thanh niên 100; đoàn viên 30
    """,
    """
    chỉ số         | đơn vị | kỳ       | tính đến   | giá trị | qua X2 | qua X3
    mức thanh niên | H      | năm 2024 | 01/07/2024 | 100     | –      | 100
    mức đoàn viên  |        |          |            | 30      | 30     | –
    """,
)

test_no_breakdown = entries(
    "thanh niên",
    "Chia tách không chia phân tổ",
    "60 nữ rời X1 mà không ai nhận: chưa ai biết chia thế nào, chờ mức mới của X2 và X3.",
    UNITS
    + """
    X1 chia thành X2 (thanh niên 2), X3 (thanh niên 1) ngày 01/07/2024
    #a X1 10/01/2024: thanh niên 101 (nữ 60)
    """,
    """
    ngày       | đơn vị | cấp trên theo ngày | bản ghi | phân tổ | số
    10/01/2024 | X1     | 10/01/2024         | #a      | tất cả  | 101
    10/01/2024 | X1     | 10/01/2024         | #a      | nữ      | 60
    01/07/2024 | X1     | 30/06/2024         | chuyển  | tất cả  | -101
    01/07/2024 | X1     | 30/06/2024         | chuyển  | nữ      | -60
    01/07/2024 | X2     | 01/07/2024         | chuyển  | tất cả  | 68
    01/07/2024 | X3     | 01/07/2024         | chuyển  | tất cả  | 33
    """,
)
