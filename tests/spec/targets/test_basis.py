"""The basis of a target: which window decides on a day, and what counts in it."""

from tests.spec.cases import spec

TITLE = "Kỳ tính của chỉ tiêu"
TEXT = (
    "Mỗi năm bắt đầu lại từ 0; cả nhiệm kỳ cộng dồn; cuối kỳ xét mức khi kết thúc; mỗi quý, mỗi tháng xét kỳ đang chạy; "
    "đến ngày thì việc sau ngày ấy không tính. Trước kỳ và sau kỳ xét kỳ gần nhất."
)

FACTS = """
T tỉnh
H huyện < T
X1 xã < H
X1 15/01/2024: cây 100
X1 20/03/2024: cây 50
X1 10/02/2025: cây 80
"""

test_bases = spec(
    "Cùng một việc, các kỳ tính khác nhau",
    "100 cây ngày 15/01/2024, 50 ngày 20/03/2024, 80 ngày 10/02/2025; kế hoạch 2024–2025.",
    FACTS
    + """
    chỉ tiêu NHIEMKY: tổng cây đạt >= 200, cả nhiệm kỳ
    chỉ tiêu NAM: tổng cây đạt >= 120, mỗi năm
    chỉ tiêu QUY: tổng cây đạt >= 60, mỗi quý
    chỉ tiêu THANG: tổng cây đạt >= 50, mỗi tháng
    chỉ tiêu NGAY: tổng cây đạt >= 120, đến ngày 15/03/2024
    chỉ tiêu CUOI: tổng cây đạt >= 230, cuối kỳ
    chỉ tiêu TU: tổng cây đạt >= 200, cả nhiệm kỳ, tính từ 01/02/2024
    chỉ tiêu DEN: tổng cây đạt >= 200, cả nhiệm kỳ, tính từ 01/02/2024, tính đến 31/12/2024
    """,
    """
    chỉ tiêu | đơn vị | tính đến   | giá trị       | mức đạt | đạt   | đánh giá
    NHIEMKY  | T      | 31/12/2024 | 150           | 75%     | không | đang thực hiện
             |        | 10/02/2025 | 230           | 115%    | có    | vượt
             |        | 31/12/2023 | không áp dụng | –       | –     | không áp dụng
    NAM      |        | 14/01/2024 | không áp dụng | –       | –     | không áp dụng
             |        | 15/01/2024 | 100           | 83,33%  | không | đúng tiến độ
             |        | 31/03/2024 | 150           | 125%    | có    | vượt
             |        | 09/02/2025 | chưa báo cáo  | –       | không | chưa có số liệu
             |        | 31/12/2025 | 80            | 66,67%  | không | không đạt
             |        | 15/06/2026 | 80            | 66,67%  | không | không đạt
    QUY      |        | 15/02/2024 | 100           | 166,67% | có    | vượt
             |        | 30/06/2024 | chưa báo cáo  | –       | không | chưa có số liệu
             |        | 31/03/2025 | 80            | 133,33% | có    | vượt
    THANG    |        | 31/01/2024 | 100           | 200%    | có    | vượt
             |        | 29/02/2024 | chưa báo cáo  | –       | không | chưa có số liệu
             |        | 31/03/2024 | 50            | 100%    | có    | đạt
    NGAY     |        | 14/03/2024 | 100           | 83,33%  | không | đang thực hiện
             |        | 15/03/2024 | 100           | 83,33%  | không | không đạt
             |        | 31/12/2024 | 100           | 83,33%  | không | không đạt
    CUOI     |        | 31/12/2024 | 150           | 65,22%  | không | đang thực hiện
             |        | 31/12/2025 | 230           | 100%    | có    | đạt
    TU       |        | 31/12/2025 | 130           | 65%     | không | không đạt
    DEN      |        | 31/12/2025 | 50            | 25%     | không | không đạt
    """,
)

test_years = spec(
    "Từng năm, từng quý của một chỉ tiêu",
    "Bên cạnh kỳ quyết định, mỗi năm hay mỗi quý đã qua vẫn xem được.",
    FACTS
    + """
    chỉ tiêu NAM: tổng cây đạt >= 120, mỗi năm
    chỉ tiêu QUY: tổng cây đạt >= 60, mỗi quý
    chỉ tiêu NHIEMKY: tổng cây đạt >= 200, cả nhiệm kỳ
    """,
    """
    chỉ tiêu | đơn vị | tính đến   | kỳ         | giá trị       | chỉ tiêu giao | đánh giá
    NAM      | T      | 31/12/2025 | năm 2024   | 150           | 120           | vượt
             |        |            | năm 2025   | 80            | 120           | không đạt
    QUY      |        | 30/06/2024 | quý 1/2024 | 150           | 60            | vượt
             |        |            | quý 2/2024 | chưa báo cáo  | 60            | chưa có số liệu
    NHIEMKY  |        | 31/12/2024 | năm 2024   | 150           | –             | chưa giao
             |        |            | năm 2025   | không áp dụng | –             | chưa đến
    """,
)

test_work_year = spec(
    "Năm công tác",
    "Năm công tác 2024 là từ 01/12/2023 đến 30/11/2024: việc tháng 12 thuộc năm sau.",
    """
    kế hoạch 01/12/2023 đến 30/11/2025, năm công tác
    T tỉnh
    H huyện < T
    X1 xã < H
    chỉ tiêu: tổng cây đạt >= 100, mỗi năm
    X1 05/12/2023: cây 40
    X1 30/11/2024: cây 30
    X1 01/12/2024: cây 200
    """,
    """
    đơn vị | tính đến   | giá trị | mức đạt | đánh giá
    T      | 30/11/2024 | 70      | 70%     | không đạt
    T      | 01/12/2024 | 200     | 200%    | vượt
    """,
)

test_level_at_the_end = spec(
    "Mức ở cuối kỳ",
    "Mức là mức của ngày xem: đạt hôm nay có thể mất ngày mai; chưa hết kỳ thì chưa thể không đạt.",
    """
    kế hoạch 01/01/2024 đến 31/12/2024
    T tỉnh
    H huyện < T
    X1 xã < H
    chỉ tiêu: mức thanh niên đạt >= 100, cuối kỳ
    X1 10/01/2024: thanh niên 90
    X1 10/04/2024: thanh niên 110
    X1 10/11/2024: thanh niên 95
    """,
    """
    đơn vị | tính đến   | giá trị | mức đạt | đạt   | đánh giá
    T      | 31/03/2024 | 90      | 90%     | không | đang thực hiện
           | 30/04/2024 | 110     | 110%    | có    | vượt
           | 30/11/2024 | 95      | 95%     | không | đang thực hiện
           | 31/12/2024 | 95      | 95%     | không | không đạt
    """,
)

test_persons_each_year = spec(
    "Người, mỗi năm",
    "An dự cả hai năm: mỗi năm một lần, cả nhiệm kỳ một lần.",
    """
    T tỉnh
    H huyện < T
    X1 xã < H
    chỉ tiêu NAM: người tập huấn đạt >= 2, mỗi năm
    chỉ tiêu NHIEMKY: người tập huấn đạt >= 3, cả nhiệm kỳ
    X1 10/01/2024: tập huấn [An, Bình]
    X1 10/01/2025: tập huấn [An]
    """,
    """
    chỉ tiêu | đơn vị | tính đến   | giá trị | mức đạt | đánh giá
    NAM      | T      | 31/12/2024 | 2       | 100%    | đạt
             |        | 31/12/2025 | 1       | 50%     | không đạt
    NHIEMKY  |        | 31/12/2025 | 2       | 66,67%  | không đạt
    """,
)

test_unit_share_each_year = spec(
    "Tỷ lệ đơn vị đạt, mỗi năm",
    "100% xã có ít nhất 2 hoạt động mỗi năm: X1 có 1 mỗi năm thì không năm nào đạt.",
    """
    kế hoạch 01/01/2024 đến 31/12/2025
    T tỉnh
    H huyện < T
    X1, X2 xã < H
    chỉ tiêu NAM: đơn vị xã (cả cấp dưới) có tổng hoạt động >= 2 đạt >= 100%, mỗi năm
    chỉ tiêu NHIEMKY: đơn vị xã (cả cấp dưới) có tổng hoạt động >= 2 đạt >= 100%, cả nhiệm kỳ
    X1 10/01/2024: hoạt động 1
    X1 10/01/2025: hoạt động 1
    X2 10/01/2024: hoạt động 2
    X2 10/01/2025: hoạt động 2
    """,
    """
    chỉ tiêu | đơn vị | tính đến   | giá trị | mức đạt | đạt   | đánh giá       | từng đơn vị
    NAM      | T      | 30/06/2024 | 1/2     | 50%     | không | đang thực hiện | X1 chưa đạt, X2 đạt
             |        | 31/12/2024 | 1/2     | 50%     | không | không đạt      | X1 chưa rõ, X2 đạt
    NHIEMKY  |        | 30/06/2025 | 2/2     | 100%    | có    | đạt            | X1 đạt, X2 đạt
    NHIEMKY  | X1     | 30/06/2025 | 1/1     | 100%    | có    | đạt            | X1 đạt
    """,
)
