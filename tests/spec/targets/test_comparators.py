"""Comparators before and after the end of a window."""

from tests.spec.cases import spec

TITLE = "Dấu so sánh"
TEXT = "`>=` và `>` đạt được trước khi hết kỳ; `<=`, `<` và `=` chỉ đạt khi kỳ đã hết. “Trên 65%” là `>`: đúng 65% chưa đạt."

YEAR = """
kế hoạch 01/01/2024 đến 31/12/2024
T tỉnh
H huyện < T
X1 xã < H
"""

test_total = spec(
    "Tổng là 10",
    "Cùng giá trị 10, xem ngày 30/06 và khi năm đã hết.",
    YEAR
    + """
    X1 tháng 01/2024: vi phạm 10
    X1 tháng 02/2024 đến 12/2024: không phát sinh
    chỉ tiêu A: tổng vi phạm đạt >= 10, mỗi năm
    chỉ tiêu B: tổng vi phạm đạt > 10, mỗi năm
    chỉ tiêu C: tổng vi phạm đạt <= 10, mỗi năm
    chỉ tiêu D: tổng vi phạm đạt < 10, mỗi năm
    chỉ tiêu E: tổng vi phạm đạt = 10, mỗi năm
    chỉ tiêu F: tổng vi phạm đạt = 9, mỗi năm
    chỉ tiêu G: tổng vi phạm đạt <= 9, mỗi năm
    chỉ tiêu I: tổng vi phạm đạt > 9, mỗi năm
    """,
    """
    chỉ tiêu | đơn vị | tính đến   | giá trị | đạt   | đánh giá       | phải đạt
    A        | T      | 30/06/2024 | 10      | có    | đạt            | 91/183 đã giao
    B        |        | 30/06/2024 | 10      | không | đúng tiến độ   | 91/183 đã giao
    B        |        | 31/12/2024 | 10      | không | không đạt      | 1 đã giao
    C        |        | 30/06/2024 | 10      | không | đang thực hiện | –
    C        |        | 31/12/2024 | 10      | có    | đạt            | –
    D        |        | 30/06/2024 | 10      | không | đang thực hiện | –
    D        |        | 31/12/2024 | 10      | không | không đạt      | –
    E        |        | 30/06/2024 | 10      | không | đang thực hiện | –
    E        |        | 31/12/2024 | 10      | có    | đạt            | –
    F        |        | 31/12/2024 | 10      | không | không đạt      | –
    G        |        | 30/12/2024 | 10      | không | đang thực hiện | –
    G        |        | 31/12/2024 | 10      | không | không đạt      | –
    I        |        | 30/06/2024 | 10      | có    | đạt            | 91/183 đã giao
    """,
)

test_ratio = spec(
    "Tỷ lệ 65/100",
    "Trên 65% chưa đạt, từ 65% trở lên đạt; 66/100 thì cả hai đều đạt.",
    YEAR
    + """
    X2 xã < H
    chỉ tiêu A: tỷ lệ mức đoàn viên / mức thanh niên đạt > 65%, cuối kỳ
    chỉ tiêu B: tỷ lệ mức đoàn viên / mức thanh niên đạt >= 65%, cuối kỳ
    chỉ tiêu C: tỷ lệ mức đoàn viên / mức thanh niên đạt <= 65%, cuối kỳ
    X1 tháng 03/2024: đoàn viên 65; thanh niên 100
    X2 tháng 03/2024: đoàn viên 66; thanh niên 100
    """,
    """
    chỉ tiêu | đơn vị | tính đến   | giá trị | in ra | đạt   | đánh giá
    A        | X1     | 31/03/2024 | 65/100  | 65%   | không | đang thực hiện
    A        | X2     | 31/03/2024 | 66/100  | 66%   | có    | đạt
    B        | X1     | 31/03/2024 | 65/100  | 65%   | có    | đạt
    B        | X2     | 31/03/2024 | 66/100  | 66%   | có    | vượt
    C        | X1     | 31/03/2024 | 65/100  | 65%   | không | đang thực hiện
    C        | X1     | 31/12/2024 | 65/100  | 65%   | có    | đạt
    C        | X2     | 31/12/2024 | 66/100  | 66%   | không | không đạt
    A        | H      | 31/03/2024 | 131/200 | 65,5% | có    | đạt
    """,
)

test_persons_and_levels = spec(
    "Người và mức",
    "Cùng quy tắc cho số người và mức.",
    YEAR
    + """
    chỉ tiêu A: người tập huấn đạt >= 3, mỗi năm
    chỉ tiêu B: người tập huấn đạt <= 3, mỗi năm
    chỉ tiêu C: mức thanh niên đạt < 100, cuối kỳ
    chỉ tiêu D: mức thanh niên đạt = 90, cuối kỳ
    chỉ tiêu E: mức thanh niên đạt > 89, cuối kỳ
    X1 10/01/2024: tập huấn [An, Bình, Chi]
    X1 10/01/2024: thanh niên 90
    """,
    """
    chỉ tiêu | đơn vị | tính đến   | giá trị | đạt   | đánh giá
    A        | T      | 31/01/2024 | 3       | có    | đạt
    B        |        | 30/12/2024 | 3       | không | đang thực hiện
    C        |        | 30/12/2024 | 90      | không | đang thực hiện
    C        |        | 31/12/2024 | 90      | có    | đạt
    D        |        | 31/12/2024 | 90      | có    | đạt
    E        |        | 31/01/2024 | 90      | có    | đạt
    """,
)

test_unit_share = spec(
    "Tỷ lệ đơn vị đạt",
    "2 trong 3 xã đạt, X3 khai không phát sinh: từ 60% trở lên đạt, 100% thì chưa; không quá 70% chỉ xét khi hết kỳ.",
    YEAR
    + """
    X2, X3 xã < H
    chỉ tiêu A: đơn vị xã (cả cấp dưới) có tổng hoạt động >= 1 đạt >= 60%, mỗi năm
    chỉ tiêu B: đơn vị xã (cả cấp dưới) có tổng hoạt động >= 1 đạt >= 100%, mỗi năm
    chỉ tiêu C: đơn vị xã (cả cấp dưới) có tổng hoạt động >= 1 đạt <= 70%, mỗi năm
    X1 10/01/2024: hoạt động 1
    X2 10/01/2024: hoạt động 1
    X3 tháng 01/2024 đến 12/2024: không phát sinh
    """,
    """
    chỉ tiêu | đơn vị | tính đến   | giá trị | in ra | đạt   | đánh giá
    A        | T      | 31/03/2024 | 2/3     | 66,7% | có    | vượt
    B        |        | 31/03/2024 | 2/3     | 66,7% | không | đang thực hiện
    B        |        | 31/12/2024 | 2/3     | 66,7% | không | không đạt
    C        |        | 31/03/2024 | 2/3     | 66,7% | không | đang thực hiện
    C        |        | 31/12/2024 | 2/3     | 66,7% | có    | đạt
    """,
)
