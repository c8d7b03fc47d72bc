"""Two books: what was sent last, and what was accepted last."""

from tests.spec.cases import spec

TITLE = "Hai sổ, sửa và thu hồi"
TEXT = (
    "Bản nháp không vào sổ nào. Sổ báo cáo là bản gửi sau cùng của mỗi bản ghi, sổ xác nhận là bản được xác nhận sau "
    "cùng. Sửa là thêm một bản, thu hồi là một bản không còn gì; không gì bị ghi đè."
)

UNITS = """
T tỉnh
H huyện < T
X1 xã < H
"""

test_corrections = spec(
    "Nháp, gửi, xác nhận, sửa, thu hồi",
    "#a xác nhận 10 rồi sửa 12; #b gửi rồi thu hồi; #c xác nhận rồi thu hồi mà chưa xác nhận lại; #d còn nháp.",
    UNITS
    + """
    #a X1 05/03/2024: cây 10
    #b X1 06/03/2024: cây 100
    #c X1 07/03/2024: cây 1.000
    xác nhận #a, #c
    sửa #a 05/03/2024: cây 12
    thu hồi #b
    thu hồi #c
    nháp #d X1 08/03/2024: cây 10.000
    """,
    """
    sổ       | chỉ số   | đơn vị | kỳ           | giá trị
    báo cáo  | tổng cây | H      | tháng 3/2024 | 12
    xác nhận |          |        |              | 1.010
    """,
)

test_moved_to_another_month = spec(
    "Sửa sang tháng khác",
    "Bản ghi 10 cây chuyển từ tháng 3 sang tháng 4: mỗi sổ có nó đúng một lần.",
    UNITS
    + """
    #a X1 31/03/2024: cây 10
    xác nhận #a
    sửa #a 01/04/2024: cây 10
    """,
    """
    sổ       | chỉ số   | đơn vị | kỳ           | giá trị
    báo cáo  | tổng cây | X1     | tháng 3/2024 | chưa báo cáo
             |          |        | tháng 4/2024 | 10
    xác nhận |          |        | tháng 3/2024 | 10
             |          |        | tháng 4/2024 | chưa báo cáo
    báo cáo  |          |        | năm 2024     | 10
    xác nhận |          |        | năm 2024     | 10
    """,
)

test_rest_in_each_book = spec(
    "Phần còn lại theo từng sổ",
    "Số tháng 40 được xác nhận, việc 15 thì chưa: sổ báo cáo 15 + 25, sổ xác nhận chỉ có số tháng 40.",
    UNITS
    + """
    #t X1 tháng 03/2024: cây 40
    xác nhận #t
    X1 20/03/2024: cây 15
    """,
    """
    sổ       | chỉ số   | đơn vị | kỳ                        | giá trị
    báo cáo  | tổng cây | X1     | tháng 3/2024              | 40
    xác nhận |          |        |                           | 40
    báo cáo  |          |        | 01/03/2024 đến 20/03/2024 | 15
    xác nhận |          |        |                           | không áp dụng
    """,
)

test_order_of_telling = spec(
    "Thứ tự ghi không đổi kết quả",
    "Số tháng trước hay sau việc, sửa muộn hay đúng từ đầu đều ra như nhau (X2 nói cùng một điều như X1).",
    """
    T tỉnh
    H huyện < T
    X1, X2 xã < H
    X1 tháng 03/2024: cây 40
    X1 20/03/2024: cây 15
    #b X2 20/03/2024: cây 99
    X2 tháng 03/2024: cây 40
    sửa #b 20/03/2024: cây 15
    """,
    """
    chỉ số   | đơn vị | kỳ                        | giá trị
    tổng cây | X1     | tháng 3/2024              | 40
             | X2     |                           | 40
             | X1     | 01/03/2024 đến 20/03/2024 | 15
             | X2     |                           | 15
    """,
)
