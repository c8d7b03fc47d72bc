"""How long a level holds."""

from tests.spec.cases import spec

TITLE = "Hiệu lực của một lần báo mức"
TEXT = (
    "Một mức báo trong tháng k có hiệu lực trong số tháng đã định kể từ k (điểm vui chơi: 3 tháng). Quá hạn là chưa "
    "nghe lại: chưa báo cáo ở đơn vị, chưa rõ trong tỷ lệ đơn vị đạt, bị bỏ ra khỏi tỷ lệ."
)

EXAMPLE = """
T tỉnh
H huyện < T
X1, X2, X3 xã < H
X1 10/01/2024: điểm vui chơi 5
X2 10/01/2024: điểm vui chơi 0
X2 10/03/2024: điểm vui chơi 0
X3 10/03/2024: điểm vui chơi 2
X1 10/01/2024: thanh niên 100
X2 10/01/2024: thanh niên 100
X3 10/01/2024: thanh niên 100
"""

test_level = spec(
    "Mức quá hạn",
    "Mức tháng 1 của X1 còn hiệu lực đến hết tháng 3. Trong tháng 4 H vẫn cộng mức cuối cùng, với một ô thiếu.",
    EXAMPLE,
    """
    chỉ số            | đơn vị | kỳ                        | giá trị      | phải báo | có số | chưa báo
    mức điểm vui chơi | X1     | tháng 3/2024              | 5            | 1        | 1     | 0
                      |        | tháng 4/2024              | chưa báo cáo | 1        | 0     | 1
                      |        | 01/01/2024 đến 30/04/2024 | 5            | 4        | 3     | 1
                      | X2     | tháng 4/2024              | 0            | 1        | 1     | 0
                      | H      | tháng 3/2024              | 7            | 3        | 3     | 0
                      |        | tháng 4/2024              | 7            | 3        | 2     | 1
                      |        | tháng 6/2024              | chưa báo cáo | 3        | 0     | 3
    """,
)

test_running_month = spec(
    "Trong tháng chưa hết",
    "Ngày 10/04 mức của X1 đã quá hạn, của X2 và X3 còn hiệu lực.",
    EXAMPLE,
    """
    chỉ số            | đơn vị | kỳ           | tính đến   | giá trị
    mức điểm vui chơi | X1     | tháng 3/2024 | 10/03/2024 | 5
                      |        | tháng 4/2024 | 10/04/2024 | không áp dụng
                      | X2     |              |            | 0
                      | X3     |              |            | 2
    """,
)

test_share = spec(
    "Trong tỷ lệ đơn vị đạt",
    "Tháng 3: X1 và X3 đạt, X2 không. Tháng 4: X1 chưa rõ, vẫn nằm trong mẫu số.",
    EXAMPLE,
    """
    chỉ số                                            | đơn vị | kỳ           | giá trị | từng đơn vị
    đơn vị xã (cả cấp dưới) có mức điểm vui chơi >= 1 | H      | tháng 3/2024 | 2/3     | X2 không đạt, X1 đạt, X3 đạt
                                                      |        | tháng 4/2024 | 1/3     | X2 không đạt, X1 chưa rõ, X3 đạt
    """,
)

test_ratio = spec(
    "Trong tỷ lệ",
    "Tháng 4 X1 bị bỏ ra cả tử số lẫn mẫu số.",
    EXAMPLE,
    """
    chỉ số                                   | đơn vị | kỳ           | giá trị | bỏ ra
    tỷ lệ mức điểm vui chơi / mức thanh niên | H      | tháng 3/2024 | 7/300   | –
                                             |        | tháng 4/2024 | 2/200   | X1
    """,
)

test_twelve_months = spec(
    "Hiệu lực mặc định",
    "Không định gì thì 12 tháng: báo trong tháng 1/2024, dù ngày nào, có hiệu lực đến hết tháng 12/2024.",
    """
    T tỉnh
    H huyện < T
    X1, X2, X3 xã < H
    X1 01/01/2024: thanh niên 100
    X2 31/01/2024: thanh niên 70
    X3 01/02/2024: thanh niên 30
    """,
    """
    chỉ số         | đơn vị | kỳ            | giá trị      | có số
    mức thanh niên | X1     | tháng 12/2024 | 100          | 1
                   | X2     | tháng 12/2024 | 70           | 1
                   | X1     | tháng 1/2025  | chưa báo cáo | 0
                   | X2     | tháng 1/2025  | chưa báo cáo | 0
                   | X3     | tháng 1/2025  | 30           | 1
                   | X3     | tháng 2/2025  | chưa báo cáo | 0
    """,
)
