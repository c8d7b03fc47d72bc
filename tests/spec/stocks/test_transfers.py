"""Levels through moves and mergers: transfers come first, levels absorb them, nothing is lost above."""

from tests.spec.cases import entries, spec

TITLE = "Bàn giao mức khi đơn vị chuyển, sáp nhập, giải thể"
TEXT = (
    "Khi đường lên cấp trên của một đơn vị đổi, mức đang có rời nơi cũ (tính theo cấp trên của ngày hôm trước) và đến "
    "nơi mới. Trong một ngày, bàn giao trước, mức báo sau. Bàn giao không xác nhận mức."
)

MOVE = """
T tỉnh
H1, H2 huyện < T
X1 xã < H1
X1 chuyển sang H2 ngày 01/03/2024
#a X1 10/01/2024: thanh niên 100
#b X1 01/03/2024: thanh niên 120
"""

test_move = entries(
    "thanh niên",
    "Chuyển và báo mức cùng một ngày",
    "100 chuyển từ H1 sang H2, rồi mức 120 thêm 20 ở H2.",
    MOVE,
    """
    ngày       | đơn vị | cấp trên theo ngày | bản ghi | phân tổ | số
    10/01/2024 | X1     | 10/01/2024         | #a      | tất cả  | 100
    01/03/2024 | X1     | 29/02/2024         | chuyển  | tất cả  | -100
    01/03/2024 | X1     | 01/03/2024         | chuyển  | tất cả  | 100
    01/03/2024 | X1     | 01/03/2024         | #b      | tất cả  | 20
    """,
)

test_move_values = spec(
    "Mức ở cấp trên trước và sau khi chuyển",
    "T không đổi vì việc chuyển; H1 đã báo đến tháng 2 và nay là 0.",
    MOVE,
    """
    chỉ số         | đơn vị | kỳ                        | giá trị
    mức thanh niên | H1     | 01/01/2024 đến 29/02/2024 | 100
                   | H2     |                           | không áp dụng
                   | T      |                           | 100
                   | H1     | 01/01/2024 đến 01/03/2024 | 0
                   | H2     |                           | 120
                   | T      |                           | 120
                   | H1     | tháng 4/2024              | không áp dụng
                   | H2     |                           | 120
    """,
)

test_parent_moves = entries(
    "thanh niên",
    "Cấp trên chuyển thì cấp dưới cùng chuyển",
    "Xã X chuyển huyện: chi đoàn C dưới X cũng có bàn giao, vì đường lên cấp trên của nó đổi.",
    """
    T tỉnh
    H1, H2 huyện < T
    X xã < H1
    C chi đoàn < X
    số liệu thanh niên: nhập ở xã, chi đoàn
    X chuyển sang H2 ngày 01/03/2024
    #a X 10/01/2024: thanh niên 100
    #b C 10/01/2024: thanh niên 30
    """,
    """
    ngày       | đơn vị | cấp trên theo ngày | bản ghi | phân tổ | số
    10/01/2024 | C      | 10/01/2024         | #b      | tất cả  | 30
    10/01/2024 | X      | 10/01/2024         | #a      | tất cả  | 100
    01/03/2024 | C      | 29/02/2024         | chuyển  | tất cả  | -30
    01/03/2024 | X      | 29/02/2024         | chuyển  | tất cả  | -100
    01/03/2024 | C      | 01/03/2024         | chuyển  | tất cả  | 30
    01/03/2024 | X      | 01/03/2024         | chuyển  | tất cả  | 100
    """,
)

MERGE = """
T tỉnh
H huyện < T
X1, X2 xã < H
X3 xã < H từ 01/07/2024
X1, X2 sáp nhập vào X3 ngày 01/07/2024
#a X1 10/01/2024: thanh niên 100 (nữ 40)
X2 10/01/2024: thanh niên 50 (nữ 20)
X1 15/03/2024: cây 7
"""

test_merge = spec(
    "Sáp nhập",
    "X3 nhận 150; ở H tổng không đổi. X3 chưa tự báo nên ở chính X3 là chưa báo cáo, và tháng 7 chưa ai báo.",
    MERGE,
    """
    chỉ số         | đơn vị | kỳ       | tính đến   | giá trị       | qua X1 | qua X3
    mức thanh niên | H      | năm 2024 | 30/06/2024 | 150           | 100    | –
                   |        |          | 01/07/2024 | 150           | 0      | 150
                   |        |          | 31/07/2024 | 150           | 0      | 150
    """,
)

test_transfer_confirms_nothing = spec(
    "Bàn giao không xác nhận",
    "Mức nhận về còn nguyên trong tổng của H cả năm, nhưng X3 phải tự báo: trước đó X3 chưa báo cáo.",
    MERGE,
    """
    chỉ số         | đơn vị | kỳ           | giá trị      | phải báo | có số | chưa báo
    mức thanh niên | X3     | tháng 7/2024 | chưa báo cáo | 1        | 0     | 1
                   | H      | tháng 7/2024 | chưa báo cáo | 1        | 0     | 1
                   | H      | quý 2/2024   | 150          | 6        | 6     | 0
    """,
)

test_merge_moves_no_flow = spec(
    "Sáp nhập không chuyển số phát sinh",
    "7 cây là việc của X1 mãi mãi; X3 bắt đầu từ 0; H vẫn có 7, nay ở dòng đơn vị đã chuyển đi hay giải thể.",
    MERGE,
    """
    chỉ số   | đơn vị | kỳ       | giá trị      | qua X1 | đã rời đi
    tổng cây | H      | năm 2024 | 7            | 7      | 7
             | X1     |          | 7            | –      | –
             | X3     |          | chưa báo cáo | –      | –
    """,
)

test_level_absorbs = spec(
    "Mức báo mới thay cho bàn giao",
    "X3 báo 140 ngay ngày sáp nhập; sau đó sửa muộn mức của X1 từ 100 lên 110 không đổi gì ở X3 nữa.",
    MERGE
    + """
    X3 01/07/2024: thanh niên 140
    sửa #a 10/01/2024: thanh niên 110
    """,
    """
    chỉ số         | đơn vị | kỳ         | giá trị
    mức thanh niên | H      | quý 2/2024 | 160
                   | X3     | quý 3/2024 | 140
                   | H      |            | 140
    """,
)

test_late_correction_flows_on = spec(
    "Sửa muộn trước sáp nhập, chưa có mức mới",
    "Sửa muộn mức của X1 từ 100 lên 110: X3 nhận 160, như thể đúng từ đầu.",
    MERGE
    + """
    sửa #a 10/01/2024: thanh niên 110
    """,
    """
    chỉ số         | đơn vị | kỳ       | tính đến   | giá trị | qua X1 | qua X3
    mức thanh niên | H      | năm 2024 | 31/12/2024 | 160     | 0      | 160
    """,
)

test_merge_keeps_parts = entries(
    "thanh niên",
    "Sáp nhập mang theo phân tổ",
    "40 nữ của X1 và 20 nữ của X2 cùng sang X3.",
    MERGE,
    """
    ngày       | đơn vị | cấp trên theo ngày | bản ghi | phân tổ | số
    10/01/2024 | X1     | 10/01/2024         | #a      | tất cả  | 100
    10/01/2024 | X1     | 10/01/2024         | #a      | nữ      | 40
    10/01/2024 | X2     | 10/01/2024         | #2      | tất cả  | 50
    10/01/2024 | X2     | 10/01/2024         | #2      | nữ      | 20
    01/07/2024 | X1     | 30/06/2024         | chuyển  | tất cả  | -100
    01/07/2024 | X1     | 30/06/2024         | chuyển  | nữ      | -40
    01/07/2024 | X2     | 30/06/2024         | chuyển  | tất cả  | -50
    01/07/2024 | X2     | 30/06/2024         | chuyển  | nữ      | -20
    01/07/2024 | X3     | 01/07/2024         | chuyển  | tất cả  | 150
    01/07/2024 | X3     | 01/07/2024         | chuyển  | nữ      | 60
    """,
)

test_closing = spec(
    "Giải thể không có đơn vị kế thừa",
    "Mức của X1 ra khỏi tổng từ ngày giải thể; ngày trước đó vẫn còn.",
    """
    T tỉnh
    H huyện < T
    X1, X2 xã < H
    X1 giải thể ngày 15/03/2024
    X1 10/01/2024: thanh niên 100
    X2 10/01/2024: thanh niên 50
    """,
    """
    chỉ số         | đơn vị | kỳ       | tính đến   | giá trị
    mức thanh niên | H      | năm 2024 | 14/03/2024 | 150
                   |        |          | 15/03/2024 | 50
                   |        |          | 31/12/2024 | 50
    """,
)

test_two_steps = spec(
    "Sáp nhập hai lần",
    "X1 vào X2, rồi X2 vào X3: 100 + 50 đi qua X2 đến X3.",
    """
    T tỉnh
    H huyện < T
    X1, X2, X3 xã < H
    X1 sáp nhập vào X2 ngày 01/04/2024
    X2 sáp nhập vào X3 ngày 01/07/2024
    X1 10/01/2024: thanh niên 100
    X2 10/02/2024: thanh niên 50
    X3 10/02/2024: thanh niên 5
    """,
    """
    chỉ số         | đơn vị | kỳ       | tính đến   | giá trị | qua X2 | qua X3
    mức thanh niên | H      | năm 2024 | 31/03/2024 | 155     | 50     | 5
                   |        |          | 01/04/2024 | 155     | 150    | 5
                   |        |          | 01/07/2024 | 155     | 0      | 155
                   | X3     |          | 01/07/2024 | 155     | –      | –
    """,
)

test_month_figure_of_a_short_month = entries(
    "thanh niên",
    "Mức của tháng sáp nhập",
    "X1 sáp nhập ngày 15/03: mức tháng 3 của X1 là mức ngày 14/03, rồi bàn giao; mức tháng 3 của X2 báo ngày 31/03 gồm cả.",
    """
    T tỉnh
    H huyện < T
    X1, X2 xã < H
    X1 sáp nhập vào X2 ngày 15/03/2024
    #a X1 tháng 03/2024: thanh niên 100
    #b X2 tháng 03/2024: thanh niên 170
    """,
    """
    ngày       | đơn vị | cấp trên theo ngày | bản ghi | phân tổ | số
    14/03/2024 | X1     | 14/03/2024         | #a      | tất cả  | 100
    15/03/2024 | X1     | 14/03/2024         | chuyển  | tất cả  | -100
    15/03/2024 | X2     | 15/03/2024         | chuyển  | tất cả  | 100
    31/03/2024 | X2     | 31/03/2024         | #b      | tất cả  | 70
    """,
)
