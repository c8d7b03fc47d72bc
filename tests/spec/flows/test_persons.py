"""Persons counted once: named, declared in records, and the rest of a month figure."""

from tests.spec.cases import spec

TITLE = "Số người, mỗi người một lần"
TEXT = (
    "Người ghi tên được đếm một lần trong kỳ và trong cả cấp dưới; số khai không tên thì cộng. Số tháng T chỉ thêm "
    "max(0, T − người ghi tên − số khai trong việc). Luôn cho biết bao nhiêu là ghi tên, bao nhiêu là khai."
)

EXAMPLE = """
T tỉnh
H huyện < T
X1, X2 xã < H
X1 10/01/2024: tập huấn [An, Bình] + 3
X1 20/01/2024: tập huấn [An]
X1 tháng 01/2024: tập huấn 10
X2 15/01/2024: tập huấn [An]
X1 05/02/2024: tập huấn [An, Chi]
X1 tháng 02/2024: tập huấn 1
"""

test_persons = spec(
    "Ghi tên, khai số và số tháng",
    "Tháng 1 ở X1: 2 người ghi tên, khai 3, còn lại 10 − 2 − 3 = 5. An có ở hai xã nhưng là một người của H.",
    EXAMPLE,
    """
    chỉ số         | đơn vị | kỳ           | giá trị | ghi tên | khai số | không trùng
    người tập huấn | X1     | tháng 1/2024 | 10      | 2       | 8       | không
                   | X2     |              | 1       | 1       | 0       | có
                   | H      |              | 10      | 2       | 8       | không
                   | X1     | tháng 2/2024 | 2       | 2       | 0       | có
                   | X1     | quý 1/2024   | 11      | 3       | 8       | không
                   | H      |              | 11      | 3       | 8       | không
                   | T      | năm 2024     | 11      | 3       | 8       | không
    """,
)

test_corrected = spec(
    "Bớt tên sau khi sửa",
    "Sửa việc bỏ tên Bình: người ghi tên giảm 1, phần còn lại tăng 1, tổng vẫn là số tháng.",
    """
    T tỉnh
    H huyện < T
    X1 xã < H
    #a X1 10/01/2024: tập huấn [An, Bình] + 3
    X1 tháng 01/2024: tập huấn 10
    sửa #a 10/01/2024: tập huấn [An] + 3
    """,
    """
    chỉ số         | đơn vị | kỳ           | giá trị | ghi tên | khai số
    người tập huấn | X1     | tháng 1/2024 | 10      | 1       | 9
    """,
)

test_moved = spec(
    "Người ở đơn vị đã chuyển đi",
    "Ghi tên ở X khi X còn thuộc H1: là người của H1; sau khi chuyển thì là người của H2; ở T vẫn là một.",
    """
    T tỉnh
    H1, H2 huyện < T
    X xã < H1
    X chuyển sang H2 ngày 01/02/2024
    X 10/01/2024: tập huấn [An, Bình]
    X 10/02/2024: tập huấn [An]
    """,
    """
    chỉ số         | đơn vị | kỳ         | giá trị | ghi tên
    người tập huấn | H1     | quý 1/2024 | 2       | 2
                   | H2     |            | 1       | 1
                   | T      |            | 2       | 2
    """,
)

test_openings = spec(
    "Số đầu kỳ của số người",
    "200 người của thời trước vào tổng như số khai, không ghi tên được.",
    """
    T tỉnh
    H huyện < T
    X1 xã < H
    T số đầu kỳ 31/12/2023: tập huấn 200
    X1 10/01/2024: tập huấn [An]
    """,
    """
    chỉ số         | đơn vị | kỳ                        | giá trị | ghi tên | khai số
    người tập huấn | T      | 01/12/2023 đến 31/01/2024 | 201     | 1       | 200
                   |        | tháng 1/2024              | 1       | 1       | 0
    """,
)

test_same_person = spec(
    "Hai tên hóa ra là một người",
    "An ở X1 và Anh ở X2 là một người: H có 2 thay vì 3. Lan và Lam cùng ở X3: phần còn lại của số tháng tăng từ 3 lên 4. "
    "Cả hai sổ đều theo.",
    """
    T tỉnh
    H huyện < T
    X1, X2, X3 xã < H
    #a X1 10/01/2024: tập huấn [An, Bình]
    #b X2 10/01/2024: tập huấn [Anh]
    #c X3 10/01/2024: tập huấn [Lan, Lam]
    #d X3 tháng 01/2024: tập huấn 5
    xác nhận #a, #b
    An và Anh là một người
    Lan và Lam là một người
    """,
    """
    sổ       | chỉ số         | đơn vị | kỳ           | giá trị      | ghi tên | khai số
    báo cáo  | người tập huấn | X1     | tháng 1/2024 | 2            | 2       | 0
             |                | X2     |              | 1            | 1       | 0
             |                | X3     |              | 5            | 1       | 4
             |                | H      |              | 7            | 3       | 4
    xác nhận |                | H      |              | 2            | 2       | 0
             |                | X3     |              | chưa báo cáo | 0       | 0
    """,
)
