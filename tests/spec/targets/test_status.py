"""All nine statuses, and percentages that never seem to be on another side of the goal."""

from fractions import Fraction

from tests.spec.cases import Row, answers, spec
from tiendo.core.quantity import print_percent, read_percent

TITLE = "Đánh giá và cách in phần trăm"
TEXT = "Chín cách đánh giá, mỗi cách một nghĩa; và phần trăm in ra không bao giờ trông như ở phía bên kia của mục tiêu."

test_nine = spec(
    "Chín cách đánh giá",
    "Kế hoạch năm 2024, xem ngày 30/06/2024 (phải đạt 91/183) và 31/12/2024.",
    """
    kế hoạch 01/01/2024 đến 31/12/2024
    T tỉnh
    H1, H2, H3 huyện < T
    H5 huyện < T từ 01/09/2024
    X1 xã < H1
    X2 xã < H2
    X3 xã < H3
    X5 xã < H5 từ 01/09/2024
    chỉ tiêu A: tổng cây đạt >= 100, mỗi năm
    chỉ tiêu B: tổng cây đạt >= 150, mỗi năm
    chỉ tiêu C: tổng cây đạt >= 160, mỗi năm
    chỉ tiêu D: tổng cây đạt >= 400, mỗi năm
    chỉ tiêu E: tổng cây đạt >= 151, cả nhiệm kỳ
    chỉ tiêu F: tỷ lệ mức đoàn viên / mức thanh niên đạt >= 50%, mỗi năm
    X1 15/03/2024: cây 150
    giao cho H2: năm 2024 10
    """,
    """
    chỉ tiêu | đơn vị | tính đến   | giá trị       | mức đạt | đánh giá
    A        | T      | 30/06/2024 | 150           | 150%    | vượt
    B        | T      | 30/06/2024 | 150           | 100%    | đạt
    C        | T      | 30/06/2024 | 150           | 93,75%  | đúng tiến độ
    D        | T      | 30/06/2024 | 150           | 37,5%   | chậm tiến độ
    E        | T      | 30/06/2024 | 150           | 99,34%  | đang thực hiện
    E        | T      | 31/12/2024 | 150           | 99,34%  | không đạt
    A        | H1     | 30/06/2024 | 150           | –       | chưa giao
    A        | H2     | 30/06/2024 | chưa báo cáo  | –       | chưa có số liệu
    A        | H3     | 30/06/2024 | chưa báo cáo  | –       | chưa giao
    A        | H5     | 30/06/2024 | không áp dụng | –       | không áp dụng
    F        | T      | 30/06/2024 | chưa báo cáo  | –       | chưa có số liệu
    F        | H5     | 30/06/2024 | không áp dụng | –       | không áp dụng
    """,
)

test_zero_and_nil = spec(
    "Số 0 và không phát sinh",
    "Báo 0 hay không phát sinh đều là đã biết: “không quá 0 vụ” đạt khi hết năm; “ít nhất 1” không đạt.",
    """
    kế hoạch 01/01/2024 đến 31/12/2024
    T tỉnh
    H1 huyện < T
    X1, X2 xã < H1
    chỉ tiêu A: tổng vi phạm đạt <= 0, mỗi năm
    chỉ tiêu B: tổng cây đạt >= 1, mỗi năm
    X1 tháng 01/2024 đến 12/2024: vi phạm 0; cây 0
    X2 tháng 01/2024 đến 12/2024: không phát sinh
    """,
    """
    chỉ tiêu | đơn vị | tính đến   | giá trị         | đạt   | đánh giá
    A        | T      | 30/06/2024 | 0               | không | đang thực hiện
    A        | T      | 31/12/2024 | 0               | có    | đạt
    B        | T      | 30/06/2024 | 0               | không | chậm tiến độ
    B        | T      | 31/12/2024 | 0               | không | không đạt
    """,
)


def _percent(row: Row) -> list[str]:
    above, below = map(int, row["tỷ lệ"].split("/"))
    goal: Fraction | None = None if row["mục tiêu"] == "–" else read_percent(row["mục tiêu"])
    return [print_percent(above, below, goal=goal)]


test_percent = answers(
    "In phần trăm",
    "Một chữ số lẻ, thêm chữ số khi làm tròn sẽ vượt qua mục tiêu, 0% hay 100%.",
    """
    tỷ lệ       | mục tiêu | in ra
    6496/10000  | 65%      | 64,96%
    6500/10000  | 65%      | 65%
    6504/10000  | 65%      | 65,04%
    6494/10000  | 65%      | 64,9%
    64999/100000 | 65%     | 64,999%
    9996/10000  | –        | 99,96%
    9994/10000  | –        | 99,9%
    1/3000      | –        | 0,03%
    0/7         | –        | 0%
    7/7         | –        | 100%
    1/3         | –        | 33,3%
    5773/5773   | 95%      | 100%
    231/100     | 100%     | 231%
    10004/10000 | 100%     | 100,04%
    """,
    _percent,
)
