"""Every form of indicator, on every basis, by every comparator, below, at and above the goal."""

from tests.spec.cases import spec

TITLE = "Mọi dạng × mọi kỳ tính × mọi dấu so sánh"
TEXT = (
    "Mỗi dạng có ba giá trị: dưới mục tiêu, bằng và trên mục tiêu. `trong kỳ` là ngày 20/05/2024, khi kỳ nào cũng đang "
    "chạy; `hết kỳ` là ngày cuối của kỳ. Các kỳ tính ghi trong cùng một dòng đều cho kết quả như nhau; mỗi cột là một dấu "
    "so sánh với mục tiêu. `mọi kỳ` là mỗi năm, cả nhiệm kỳ, cuối kỳ, mỗi quý, mỗi tháng và đến ngày 30/06/2024; riêng “mức, cả nhiệm kỳ” không có nghĩa và bị từ chối khi nạp kế hoạch."
)

YEAR = """
kế hoạch 01/01/2024 đến 31/12/2024
T tỉnh
H huyện < T
"""

test_total = spec(
    "Tổng 19, 20, 21 với mục tiêu 20",
    "Việc làm ngày 10/05. Kỳ có số đã giao (mỗi năm, mỗi quý, mỗi tháng) thì 19 là đúng tiến độ; kỳ khác chỉ có chia đều "
    "để tham chiếu.",
    YEAR
    + """
    X1 xã < H
    X1 10/05/2024: cây 19; vi phạm 20; lượt 21
    """,
    """
    đơn vị | chỉ số       | lúc      | kỳ tính                                   | giá trị | >= 20          | > 20           | <= 20          | < 20           | = 20
    T      | tổng cây     | trong kỳ | mỗi năm, mỗi quý, mỗi tháng               | 19      | đúng tiến độ   | đúng tiến độ   | đang thực hiện | đang thực hiện | đang thực hiện
           | tổng cây     | trong kỳ | cả nhiệm kỳ, cuối kỳ, đến ngày 30/06/2024 | 19      | đang thực hiện | đang thực hiện | đang thực hiện | đang thực hiện | đang thực hiện
           | tổng vi phạm | trong kỳ | mỗi năm, mỗi quý, mỗi tháng               | 20      | đạt            | đúng tiến độ   | đang thực hiện | đang thực hiện | đang thực hiện
           | tổng vi phạm | trong kỳ | cả nhiệm kỳ, cuối kỳ, đến ngày 30/06/2024 | 20      | đạt            | đang thực hiện | đang thực hiện | đang thực hiện | đang thực hiện
           | tổng lượt    | trong kỳ | mọi kỳ                                    | 21      | vượt           | đạt            | đang thực hiện | đang thực hiện | đang thực hiện
           | tổng cây     | hết kỳ   | mọi kỳ                                    | 19      | không đạt      | không đạt      | đạt            | đạt            | không đạt
           | tổng vi phạm | hết kỳ   | mọi kỳ                                    | 20      | đạt            | không đạt      | đạt            | không đạt      | đạt
           | tổng lượt    | hết kỳ   | mọi kỳ                                    | 21      | vượt           | đạt            | không đạt      | không đạt      | không đạt
    """,
)

test_persons = spec(
    "19, 20, 21 người với mục tiêu 20",
    "An và Bình ghi tên, còn lại khai số: số người cộng dồn như tổng.",
    YEAR
    + """
    X1 xã < H
    số liệu bồi dưỡng, tình nguyện: như tập huấn
    X1 10/05/2024: tập huấn [An, Bình] + 17; bồi dưỡng [An, Bình] + 18; tình nguyện [An, Bình] + 19
    """,
    """
    đơn vị | chỉ số            | lúc      | kỳ tính                                   | giá trị | >= 20          | > 20           | <= 20          | < 20           | = 20
    T      | người tập huấn    | trong kỳ | mỗi năm, mỗi quý, mỗi tháng               | 19      | đúng tiến độ   | đúng tiến độ   | đang thực hiện | đang thực hiện | đang thực hiện
           | người tập huấn    | trong kỳ | cả nhiệm kỳ, cuối kỳ, đến ngày 30/06/2024 | 19      | đang thực hiện | đang thực hiện | đang thực hiện | đang thực hiện | đang thực hiện
           | người bồi dưỡng   | trong kỳ | mỗi năm, mỗi quý, mỗi tháng               | 20      | đạt            | đúng tiến độ   | đang thực hiện | đang thực hiện | đang thực hiện
           | người bồi dưỡng   | trong kỳ | cả nhiệm kỳ, cuối kỳ, đến ngày 30/06/2024 | 20      | đạt            | đang thực hiện | đang thực hiện | đang thực hiện | đang thực hiện
           | người tình nguyện | trong kỳ | mọi kỳ                                    | 21      | vượt           | đạt            | đang thực hiện | đang thực hiện | đang thực hiện
           | người tập huấn    | hết kỳ   | mọi kỳ                                    | 19      | không đạt      | không đạt      | đạt            | đạt            | không đạt
           | người bồi dưỡng   | hết kỳ   | mọi kỳ                                    | 20      | đạt            | không đạt      | đạt            | không đạt      | đạt
           | người tình nguyện | hết kỳ   | mọi kỳ                                    | 21      | vượt           | đạt            | không đạt      | không đạt      | không đạt
    """,
)

test_level = spec(
    "Mức 19, 20, 21 với mục tiêu 20",
    "Mức không cộng dồn nên không có tiến độ.",
    YEAR
    + """
    X1 xã < H
    số liệu đoàn viên nữ: như đoàn viên
    X1 10/05/2024: thanh niên 19; đoàn viên 20; đoàn viên nữ 21
    """,
    """
    đơn vị | chỉ số           | lúc      | kỳ tính                                                   | giá trị | >= 20          | > 20           | <= 20          | < 20           | = 20
    T      | mức thanh niên   | trong kỳ | mỗi năm, cuối kỳ, mỗi quý, mỗi tháng, đến ngày 30/06/2024 | 19      | đang thực hiện | đang thực hiện | đang thực hiện | đang thực hiện | đang thực hiện
           | mức đoàn viên    | trong kỳ | mỗi năm, cuối kỳ, mỗi quý, mỗi tháng, đến ngày 30/06/2024 | 20      | đạt            | đang thực hiện | đang thực hiện | đang thực hiện | đang thực hiện
           | mức đoàn viên nữ | trong kỳ | mỗi năm, cuối kỳ, mỗi quý, mỗi tháng, đến ngày 30/06/2024 | 21      | vượt           | đạt            | đang thực hiện | đang thực hiện | đang thực hiện
           | mức thanh niên   | hết kỳ   | mỗi năm, cuối kỳ, mỗi quý, mỗi tháng, đến ngày 30/06/2024 | 19      | không đạt      | không đạt      | đạt            | đạt            | không đạt
           | mức đoàn viên    | hết kỳ   | mỗi năm, cuối kỳ, mỗi quý, mỗi tháng, đến ngày 30/06/2024 | 20      | đạt            | không đạt      | đạt            | không đạt      | đạt
           | mức đoàn viên nữ | hết kỳ   | mỗi năm, cuối kỳ, mỗi quý, mỗi tháng, đến ngày 30/06/2024 | 21      | vượt           | đạt            | không đạt      | không đạt      | không đạt
    """,
)

test_ratio = spec(
    "Tỷ lệ 49%, 50%, 51% với mục tiêu 50%",
    "Tử số là tổng, số người và mức; mọi ô đều đã báo hoặc khai không phát sinh, nên không ai bị bỏ ra.",
    YEAR
    + """
    X1 xã < H
    X1 tháng 01/2024 đến 12/2024: không phát sinh
    X1 10/01/2024: thanh niên 100
    X1 10/05/2024: cây 49; tập huấn [An, Bình] + 48; đoàn viên 51
    """,
    """
    đơn vị | chỉ số                                | lúc      | kỳ tính | giá trị | >= 50%         | > 50%          | <= 50%         | < 50%          | = 50%
    T      | tỷ lệ tổng cây / mức thanh niên       | trong kỳ | mọi kỳ  | 49/100  | đang thực hiện | đang thực hiện | đang thực hiện | đang thực hiện | đang thực hiện
           | tỷ lệ người tập huấn / mức thanh niên | trong kỳ | mọi kỳ  | 50/100  | đạt            | đang thực hiện | đang thực hiện | đang thực hiện | đang thực hiện
           | tỷ lệ mức đoàn viên / mức thanh niên  | trong kỳ | mọi kỳ  | 51/100  | vượt           | đạt            | đang thực hiện | đang thực hiện | đang thực hiện
           | tỷ lệ tổng cây / mức thanh niên       | hết kỳ   | mọi kỳ  | 49/100  | không đạt      | không đạt      | đạt            | đạt            | không đạt
           | tỷ lệ người tập huấn / mức thanh niên | hết kỳ   | mọi kỳ  | 50/100  | đạt            | không đạt      | đạt            | không đạt      | đạt
           | tỷ lệ mức đoàn viên / mức thanh niên  | hết kỳ   | mọi kỳ  | 51/100  | vượt           | đạt            | không đạt      | không đạt      | không đạt
    """,
)

test_ratio_left_out = spec(
    "Tỷ lệ khi một xã bị bỏ ra",
    "Cùng 49%, 50%, 51% ở X1, nhưng X2 im lặng: không dấu nào đạt được, trong kỳ hay hết kỳ.",
    YEAR
    + """
    X1, X2 xã < H
    số liệu đoàn viên nữ, hội viên: như đoàn viên
    X1 10/01/2024: thanh niên 100
    X1 10/05/2024: hội viên 49; đoàn viên nữ 50; đoàn viên 51
    """,
    """
    đơn vị | chỉ số                                                                                                             | lúc      | kỳ tính | bỏ ra | >= 50%         | > 50%          | <= 50%         | < 50%          | = 50%
    T      | tỷ lệ mức hội viên / mức thanh niên; tỷ lệ mức đoàn viên nữ / mức thanh niên; tỷ lệ mức đoàn viên / mức thanh niên | trong kỳ | mọi kỳ  | X2    | đang thực hiện | đang thực hiện | đang thực hiện | đang thực hiện | đang thực hiện
    T      | tỷ lệ mức hội viên / mức thanh niên; tỷ lệ mức đoàn viên nữ / mức thanh niên; tỷ lệ mức đoàn viên / mức thanh niên | hết kỳ   | mọi kỳ  | X2    | không đạt      | không đạt      | không đạt      | không đạt      | không đạt
    """,
)

SHARES = """
X1, X2, X3, X4 xã < H
C1 chi đoàn < X1
C2 chi đoàn < X2
C3 chi đoàn < X3
C4 chi đoàn < X4
X1, X2, X3, X4, C1, C2, C3, C4 tháng 01/2024 đến 12/2024: không phát sinh
"""

test_unit_share_own = spec(
    "1, 2, 3 trong 4 xã đạt, xét riêng, với mục tiêu 50%",
    "Việc của X1 đến X4 là 1, 2, 3, 4; chi đoàn C1 có 100 việc, không tính khi xét riêng xã.",
    YEAR
    + SHARES
    + """
    X1 10/05/2024: hoạt động 1
    X2 10/05/2024: hoạt động 2
    X3 10/05/2024: hoạt động 3
    X4 10/05/2024: hoạt động 4
    C1 10/05/2024: hoạt động 100
    """,
    """
    đơn vị | chỉ số                                   | lúc      | kỳ tính | giá trị | >= 50%         | > 50%          | <= 50%         | < 50%          | = 50%
    T      | đơn vị xã (riêng) có tổng hoạt động >= 4 | trong kỳ | mọi kỳ  | 1/4     | đang thực hiện | đang thực hiện | đang thực hiện | đang thực hiện | đang thực hiện
           | đơn vị xã (riêng) có tổng hoạt động >= 3 | trong kỳ | mọi kỳ  | 2/4     | đạt            | đang thực hiện | đang thực hiện | đang thực hiện | đang thực hiện
           | đơn vị xã (riêng) có tổng hoạt động >= 2 | trong kỳ | mọi kỳ  | 3/4     | vượt           | đạt            | đang thực hiện | đang thực hiện | đang thực hiện
           | đơn vị xã (riêng) có tổng hoạt động >= 4 | hết kỳ   | mọi kỳ  | 1/4     | không đạt      | không đạt      | đạt            | đạt            | không đạt
           | đơn vị xã (riêng) có tổng hoạt động >= 3 | hết kỳ   | mọi kỳ  | 2/4     | đạt            | không đạt      | đạt            | không đạt      | đạt
           | đơn vị xã (riêng) có tổng hoạt động >= 2 | hết kỳ   | mọi kỳ  | 3/4     | vượt           | đạt            | không đạt      | không đạt      | không đạt
    """,
)

test_unit_share_subtree = spec(
    "1, 2, 3 trong 4 xã đạt, xét cả cấp dưới, với mục tiêu 50%",
    "Việc là của các chi đoàn: 1, 2, 3, 4. Xét riêng thì không xã nào có việc.",
    YEAR
    + SHARES
    + """
    C1 10/05/2024: hoạt động 1
    C2 10/05/2024: hoạt động 2
    C3 10/05/2024: hoạt động 3
    C4 10/05/2024: hoạt động 4
    """,
    """
    đơn vị | chỉ số                                         | lúc      | kỳ tính | giá trị | >= 50%         | > 50%          | <= 50%         | < 50%          | = 50%
    T      | đơn vị xã (cả cấp dưới) có tổng hoạt động >= 4 | trong kỳ | mọi kỳ  | 1/4     | đang thực hiện | đang thực hiện | đang thực hiện | đang thực hiện | đang thực hiện
           | đơn vị xã (cả cấp dưới) có tổng hoạt động >= 3 | trong kỳ | mọi kỳ  | 2/4     | đạt            | đang thực hiện | đang thực hiện | đang thực hiện | đang thực hiện
           | đơn vị xã (cả cấp dưới) có tổng hoạt động >= 2 | trong kỳ | mọi kỳ  | 3/4     | vượt           | đạt            | đang thực hiện | đang thực hiện | đang thực hiện
           | đơn vị xã (cả cấp dưới) có tổng hoạt động >= 4 | hết kỳ   | mọi kỳ  | 1/4     | không đạt      | không đạt      | đạt            | đạt            | không đạt
           | đơn vị xã (cả cấp dưới) có tổng hoạt động >= 3 | hết kỳ   | mọi kỳ  | 2/4     | đạt            | không đạt      | đạt            | không đạt      | đạt
           | đơn vị xã (cả cấp dưới) có tổng hoạt động >= 2 | hết kỳ   | mọi kỳ  | 3/4     | vượt           | đạt            | không đạt      | không đạt      | không đạt
           | đơn vị xã (riêng) có tổng hoạt động >= 1       | hết kỳ   | mọi kỳ  | 0/4     | không đạt      | không đạt      | đạt            | đạt            | không đạt
    """,
)
