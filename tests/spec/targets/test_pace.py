"""Pace by days: against decided yearly numbers it may be coloured, an even split is only a reference."""

from tests.spec.cases import spec

TITLE = "Tiến độ"
TEXT = (
    "Tiến độ chỉ có ở số cộng dồn, tính theo ngày. So với số đã giao cho từng năm thì được đánh giá đúng hay chậm; chia "
    "đều chỉ là tham chiếu, không đánh giá."
)

UNITS = """
T tỉnh
H1, H2, H3 huyện < T
X1 xã < H1
X2 xã < H2
X3 xã < H3
X1 15/03/2024: cây 300
chỉ tiêu: tổng cây đạt >= 1.000, cả nhiệm kỳ
"""

test_reference = spec(
    "Chưa giao năm nào",
    "Chia đều: 182 trên 731 ngày. Xám, không đánh giá.",
    UNITS,
    """
    đơn vị | tính đến   | giá trị | chỉ tiêu giao | mức đạt | phải đạt           | đánh giá
    T      | 30/06/2024 | 300     | 1.000         | 30%     | 182/731 tham chiếu | đang thực hiện
    T      | 31/12/2025 | 300     | 1.000         | 30%     | 1 tham chiếu       | không đạt
    """,
)

test_decided = spec(
    "Đã giao từng năm",
    "T: 600 năm 2024. Đến 30/06: 600 × 182/366 / 1.000 = 91/305 = 29,8% < 30%. Đến 31/07: 600 × 213/366 / 1.000 = 34,9%.",
    UNITS
    + """
    giao cho T: năm 2024 600; năm 2025 400
    """,
    """
    đơn vị | tính đến   | giá trị | chỉ tiêu giao | mức đạt | phải đạt        | đánh giá
    T      | 30/06/2024 | 300     | 1.000         | 30%     | 91/305 đã giao  | đúng tiến độ
    T      | 31/07/2024 | 300     | 1.000         | 30%     | 213/610 đã giao | chậm tiến độ
    T      | 31/12/2024 | 300     | 1.000         | 30%     | 3/5 đã giao     | chậm tiến độ
    T      | 31/12/2025 | 300     | 1.000         | 30%     | 1 đã giao       | không đạt
    """,
)

test_next_year_undecided = spec(
    "Năm sau chưa giao",
    "Ngay từ ngày đầu của năm chưa giao số thì chỉ còn chia đều: 367 trên 731 ngày.",
    UNITS
    + """
    giao cho T: năm 2024 600
    """,
    """
    đơn vị | tính đến   | giá trị | chỉ tiêu giao | mức đạt | phải đạt           | đánh giá
    T      | 31/12/2024 | 300     | 1.000         | 30%     | 3/5 đã giao        | chậm tiến độ
    T      | 01/01/2025 | 300     | 1.000         | 30%     | 367/731 tham chiếu | đang thực hiện
    """,
)

test_allocations = spec(
    "Giao cho huyện",
    "H1 được giao cả hai năm: tổng 600. H2 mới có năm 2024: cả nhiệm kỳ chưa có phần trăm. H3 chưa được giao.",
    UNITS
    + """
    giao cho H1: năm 2024 400; năm 2025 200
    giao cho H2: năm 2024 100
    X2 15/03/2024: cây 20
    X3 15/03/2024: cây 7
    """,
    """
    đơn vị | tính đến   | giá trị | chỉ tiêu giao | mức đạt | phải đạt        | đánh giá
    H1     | 30/06/2024 | 300     | 600           | 50%     | 182/549 đã giao | đúng tiến độ
    H2     | 30/06/2024 | 20      | –             | –       | –               | đang thực hiện
    H3     | 30/06/2024 | 7       | –             | –       | –               | chưa giao
    X1     | 30/06/2024 | 300     | –             | –       | –               | chưa giao
    """,
)

test_years = spec(
    "Từng năm được giao",
    "Năm 2024 của H2: 100, đến 30/06 phải đạt 182/366 = 49,7%, mới 20%.",
    UNITS
    + """
    giao cho H1: năm 2024 400; năm 2025 200
    giao cho H2: năm 2024 100
    X2 15/03/2024: cây 20
    """,
    """
    đơn vị | tính đến   | kỳ       | giá trị       | chỉ tiêu giao | mức đạt | phải đạt       | đánh giá
    H1     | 30/06/2024 | năm 2024 | 300           | 400           | 75%     | 91/183 đã giao | đúng tiến độ
    H1     | 30/06/2024 | năm 2025 | không áp dụng | 200           | –       | –              | chưa đến
    H2     | 30/06/2024 | năm 2024 | 20            | 100           | 20%     | 91/183 đã giao | chậm tiến độ
    H2     | 31/12/2024 | năm 2024 | 20            | 100           | 20%     | 1 đã giao      | không đạt
    H3     | 30/06/2024 | năm 2024 | chưa báo cáo  | –             | –       | –              | chưa giao
    """,
)

test_each_year = spec(
    "Mỗi năm",
    "Số mỗi năm của kế hoạch là số đã giao của đơn vị ban hành; cấp dưới cần được giao.",
    """
    T tỉnh
    H1 huyện < T
    X1 xã < H1
    chỉ tiêu: tổng cây đạt >= 366, mỗi năm
    X1 15/03/2024: cây 182
    giao cho H1: năm 2024 183
    """,
    """
    đơn vị | tính đến   | giá trị | chỉ tiêu giao | mức đạt | phải đạt       | đánh giá
    T      | 30/06/2024 | 182     | 366           | 49,73%  | 91/183 đã giao | đúng tiến độ
    T      | 01/07/2024 | 182     | 366           | 49,73%  | 1/2 đã giao    | chậm tiến độ
    H1     | 01/07/2024 | 182     | 183           | 99,45%  | 1/2 đã giao    | đúng tiến độ
    X1     | 01/07/2024 | 182     | –             | –       | –              | chưa giao
    """,
)

test_first_day = spec(
    "Ngày đầu tiên",
    "Ngày 01/01 đã là 1/366 của năm: 1 cây là vừa đúng tiến độ của 366.",
    """
    T tỉnh
    H1 huyện < T
    X1 xã < H1
    chỉ tiêu: tổng cây đạt >= 366, mỗi năm
    X1 01/01/2024: cây 1
    """,
    """
    đơn vị | tính đến   | giá trị | phải đạt      | đánh giá
    T      | 01/01/2024 | 1       | 1/366 đã giao | đúng tiến độ
    T      | 02/01/2024 | 1       | 1/183 đã giao | chậm tiến độ
    """,
)

test_no_pace = spec(
    "Không có tiến độ",
    "Mức, tỷ lệ, tỷ lệ đơn vị đạt và số càng ít càng tốt không cộng dồn: không có tiến độ. Ở mọi cấp, mục tiêu như nhau.",
    """
    T tỉnh
    H1 huyện < T
    X1 xã < H1
    chỉ tiêu A: mức thanh niên đạt >= 200, cuối kỳ
    chỉ tiêu B: tỷ lệ mức đoàn viên / mức thanh niên đạt >= 50%, mỗi năm
    chỉ tiêu C: đơn vị xã (cả cấp dưới) có tổng cây >= 10 đạt >= 100%, mỗi năm
    chỉ tiêu D: tổng cây đạt <= 100, mỗi năm
    X1 15/03/2024: thanh niên 100; đoàn viên 30
    X1 15/03/2024: cây 4
    """,
    """
    chỉ tiêu | đơn vị | tính đến   | giá trị | mức đạt | phải đạt | đánh giá
    A        | X1     | 30/06/2024 | 100     | 50%     | –        | đang thực hiện
    B        | X1     | 30/06/2024 | 30/100  | 60%     | –        | đang thực hiện
    C        | X1     | 30/06/2024 | 0/1     | 0%      | –        | đang thực hiện
    D        | T      | 30/06/2024 | 4       | 4%      | –        | đang thực hiện
    D        | X1     | 30/06/2024 | 4       | –       | –        | chưa giao
    """,
)

test_inherited = spec(
    "Đơn vị kế thừa nhận chỉ tiêu",
    "H1 sáp nhập vào H4 giữa năm 2024: H4 có chỉ tiêu 400 + 200 của H1; việc đã làm vẫn là của H1.",
    """
    T tỉnh
    H1 huyện < T
    H4 huyện < T từ 01/07/2024
    X1 xã < H1
    H1 sáp nhập vào H4 ngày 01/07/2024
    chỉ tiêu: tổng cây đạt >= 1.000, cả nhiệm kỳ
    giao cho H1: năm 2024 400; năm 2025 200
    X1 15/03/2024: cây 300
    X1 15/08/2024: cây 60
    """,
    """
    đơn vị | tính đến   | giá trị | chỉ tiêu giao | mức đạt | đánh giá
    H1     | 30/06/2024 | 300     | 600           | 50%     | đúng tiến độ
    H4     | 31/12/2024 | 60      | 600           | 10%     | chậm tiến độ
    H1     | 31/12/2024 | 300     | –             | –       | chưa giao
    T      | 31/12/2024 | 360     | 1.000         | 36%     | đang thực hiện
    """,
)

test_split_inherits_nothing = spec(
    "Chia tách không chia chỉ tiêu",
    "H1 được giao 600 rồi chia thành H4 và H5: không ai biết chia thế nào, cả hai chưa giao cho đến khi có quyết định.",
    """
    T tỉnh
    H1 huyện < T
    H4, H5 huyện < T từ 01/07/2024
    X1 xã < H1
    X1 chuyển sang H4 ngày 01/07/2024
    H1 chia thành H4, H5 ngày 01/07/2024
    chỉ tiêu: tổng cây đạt >= 1.000, cả nhiệm kỳ
    giao cho H1: năm 2024 400; năm 2025 200
    X1 15/03/2024: cây 300
    X1 15/08/2024: cây 60
    """,
    """
    đơn vị | tính đến   | giá trị       | chỉ tiêu giao | đánh giá
    H1     | 30/06/2024 | 300           | 600           | đúng tiến độ
    H4     | 31/12/2024 | 60            | –             | chưa giao
    H5     | 31/12/2024 | không áp dụng | –             | không áp dụng
    """,
)
