"""Levels told on days and for months, as steps between them."""

from tests.spec.cases import entries, spec

TITLE = "Mức tại một ngày"
TEXT = (
    "Mức là số đang có (thanh niên trên địa bàn, điểm vui chơi). Giá trị của một kỳ là mức ngày cuối kỳ, cộng các đơn "
    "vị đang hoạt động. Sổ ghi bước tăng giảm giữa các mức."
)

EXAMPLE = """
T tỉnh
H huyện < T
X1, X2 xã < H
#a X1 tháng 01/2024: thanh niên 100
#b X1 10/03/2024: thanh niên 120
#c X1 tháng 03/2024: thanh niên 110
#d X1 31/05/2024: thanh niên 130
#e X1 tháng 05/2024: thanh niên 999
X2 tháng 02/2024: thanh niên 40
"""

test_steps = entries(
    "thanh niên",
    "Các bước",
    "Mức của tháng là mức ngày cuối tháng; cùng ngày ấy thì mức có ngày (#d) hơn mức của tháng (#e).",
    EXAMPLE,
    """
    ngày       | đơn vị | cấp trên theo ngày | bản ghi | phân tổ | số
    31/01/2024 | X1     | 31/01/2024         | #a      | tất cả  | 100
    29/02/2024 | X2     | 29/02/2024         | #6      | tất cả  | 40
    10/03/2024 | X1     | 10/03/2024         | #b      | tất cả  | 20
    31/03/2024 | X1     | 31/03/2024         | #c      | tất cả  | -10
    31/05/2024 | X1     | 31/05/2024         | #d      | tất cả  | 20
    """,
)

test_told_in_another_order = entries(
    "thanh niên",
    "Báo mức của tháng trước, mức có ngày sau",
    "Báo trước hay sau cũng vậy: ngày 31/05 là mức có ngày (#b).",
    """
    T tỉnh
    H huyện < T
    X1 xã < H
    #a X1 tháng 05/2024: thanh niên 999
    #b X1 31/05/2024: thanh niên 130
    """,
    """
    ngày       | đơn vị | cấp trên theo ngày | bản ghi | phân tổ | số
    31/05/2024 | X1     | 31/05/2024         | #b      | tất cả  | 130
    """,
)

test_values = spec(
    "Mức của các kỳ",
    "Không cộng các tháng với nhau: quý là mức cuối quý.",
    EXAMPLE,
    """
    chỉ số         | đơn vị | kỳ                        | giá trị
    mức thanh niên | X1     | tháng 1/2024              | 100
                   |        | tháng 2/2024              | 100
                   |        | 01/03/2024 đến 09/03/2024 | 100
                   |        | 01/03/2024 đến 10/03/2024 | 120
                   |        | quý 1/2024                | 110
                   |        | tháng 5/2024              | 130
                   | H      | tháng 1/2024              | 100
                   |        | quý 1/2024                | 150
                   | T      | năm 2024                  | 170
    """,
)

test_late_correction = entries(
    "thanh niên",
    "Sửa muộn một mức",
    "Sửa mức tháng 1 từ 100 xuống 90 chỉ đổi cho đến lần báo sau: bước sau tăng thêm 10.",
    """
    T tỉnh
    H huyện < T
    X1 xã < H
    #a X1 tháng 01/2024: thanh niên 100
    #b X1 10/03/2024: thanh niên 120
    sửa #a tháng 01/2024: thanh niên 90
    """,
    """
    ngày       | đơn vị | cấp trên theo ngày | bản ghi | phân tổ | số
    31/01/2024 | X1     | 31/01/2024         | #a      | tất cả  | 90
    10/03/2024 | X1     | 10/03/2024         | #b      | tất cả  | 30
    """,
)

test_withdrawn = spec(
    "Thu hồi một mức",
    "Thu hồi mức sau thì mức trước lại có giá trị; thu hồi mức duy nhất thì chưa báo cáo.",
    """
    T tỉnh
    H huyện < T
    X1, X2 xã < H
    X1 tháng 01/2024: thanh niên 100
    #b X1 10/03/2024: thanh niên 120
    thu hồi #b
    #c X2 tháng 01/2024: thanh niên 50
    thu hồi #c
    """,
    """
    chỉ số         | đơn vị | kỳ           | giá trị
    mức thanh niên | X1     | tháng 3/2024 | 100
                   | X2     |              | chưa báo cáo
                   | H      |              | 100
    """,
)
