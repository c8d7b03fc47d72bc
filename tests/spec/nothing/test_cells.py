"""Cells: which are expected, and what tells them."""

from tests.spec.cases import cells, spec

TITLE = "Ô số liệu và độ phủ"
TEXT = (
    "Một ô là một đơn vị × một số liệu × một tháng. Ô phải báo khi cấp ấy nhập số liệu, đơn vị đang hoạt động vào "
    "ngày cuối tháng, tháng đã hết và không được miễn. `số`, `không`, `thiếu` là ô phải báo; trong ngoặc là có báo "
    "dù không phải báo; `·` là không phải báo."
)

test_life = cells(
    "cây",
    "Đơn vị mới và đơn vị giải thể",
    "Xét ngày cuối tháng: thành lập giữa tháng thì phải báo tháng ấy, giải thể giữa tháng thì không.",
    """
    T tỉnh
    H huyện < T
    X1, X2, X3, X4 xã < H
    X5 xã < H từ 15/02/2024
    X3, X4 giải thể ngày 15/03/2024
    X1 tháng 01/2024: cây 5
    X1 tháng 02/2024: không phát sinh
    X4 10/03/2024: cây 2
    """,
    """
    đơn vị | 01/2024 | 02/2024 | 03/2024 | 04/2024
    X1     | số      | không   | thiếu   | thiếu
    X2     | thiếu   | thiếu   | thiếu   | thiếu
    X3     | thiếu   | thiếu   | ·       | ·
    X4     | thiếu   | thiếu   | (số)    | ·
    X5     | ·       | thiếu   | thiếu   | thiếu
    H      | ·       | ·       | ·       | ·
    """,
)

test_quarterly = cells(
    "mô hình",
    "Số liệu hỏi theo quý",
    "Ô nằm ở tháng cuối quý; số ở bất kỳ tháng nào trong quý là đã báo, còn không phát sinh phải khai cho tháng có ô.",
    """
    T tỉnh
    H huyện < T
    X1, X2, X3, X4 xã < H
    X1 10/02/2024: mô hình 1
    X2 tháng 03/2024: không phát sinh mô hình
    X3 tháng 02/2024: không phát sinh mô hình
    X4 tháng 04/2024: mô hình 2
    """,
    """
    đơn vị | 01/2024 | 02/2024 | 03/2024 | 04/2024 | 05/2024 | 06/2024
    X1     | ·       | (số)    | số      | ·       | ·       | thiếu
    X2     | ·       | ·       | không   | ·       | ·       | thiếu
    X3     | ·       | (không) | thiếu   | ·       | ·       | thiếu
    X4     | ·       | ·       | thiếu   | (số)    | ·       | số
    """,
)

test_stock = cells(
    "điểm vui chơi",
    "Mức còn hiệu lực",
    "Một lần báo mức có hiệu lực 3 tháng (tùy số liệu); nhận bàn giao không phải là báo (X3 nhận của X2).",
    """
    T tỉnh
    H huyện < T
    X1, X2, X3, X4 xã < H
    X1 tháng 01/2024: điểm vui chơi 4
    X2 05/02/2024: điểm vui chơi 3
    X2 sáp nhập vào X3 ngày 01/03/2024
    X4 tháng 01/2024: không phát sinh
    X4 10/03/2024: điểm vui chơi 1
    """,
    """
    đơn vị | 01/2024 | 02/2024 | 03/2024 | 04/2024 | 05/2024 | 06/2024
    X1     | số      | số      | số      | thiếu   | thiếu   | thiếu
    X2     | thiếu   | số      | ·       | ·       | ·       | ·
    X3     | thiếu   | thiếu   | thiếu   | thiếu   | thiếu   | thiếu
    X4     | không   | thiếu   | số      | số      | số      | thiếu
    """,
)

test_what_tells = cells(
    "tập huấn",
    "Điều gì là đã báo",
    "Ghi tên một người là có số; số đầu kỳ không báo ô nào; tháng được miễn không phải báo.",
    """
    T tỉnh
    H huyện < T
    X1, X2, X3 xã < H
    X1 10/01/2024: tập huấn [An]
    X2 số đầu kỳ 15/01/2024: tập huấn 50
    X3 tháng 01/2024 đến 02/2024: được miễn
    X3 tháng 02/2024: tập huấn 4
    """,
    """
    đơn vị | 01/2024 | 02/2024
    X1     | số      | thiếu
    X2     | thiếu   | thiếu
    X3     | ·       | (số)
    """,
)

test_level_changes = cells(
    "cây",
    "Khai không phát sinh cho cả tháng",
    "Không nêu số liệu nào thì khai cho mọi số liệu mà cấp ấy nhập; nêu tên thì chỉ cho số liệu ấy.",
    """
    T tỉnh
    H huyện < T
    X1, X2 xã < H
    X1 tháng 01/2024: không phát sinh
    X2 tháng 01/2024: không phát sinh vi phạm
    """,
    """
    đơn vị | 01/2024
    X1     | không
    X2     | thiếu
    """,
)

test_moved = spec(
    "Đơn vị chuyển giữa tháng",
    "Ô theo cấp trên của ngày cuối tháng, việc theo cấp trên của ngày làm việc: H1 có 7 cây mà không còn ô nào.",
    """
    T tỉnh
    H1, H2 huyện < T
    X xã < H1
    X chuyển sang H2 ngày 15/02/2024
    X 10/02/2024: cây 7
    """,
    """
    chỉ số   | đơn vị | kỳ           | giá trị       | phải báo | có số | chưa báo
    tổng cây | H1     | tháng 1/2024 | chưa báo cáo  | 1        | 0     | 1
             | H2     |              | không áp dụng | 0        | 0     | 0
             | H1     | tháng 2/2024 | 7             | 0        | 0     | 0
             | H2     |              | 0             | 1        | 1     | 0
             | T      |              | 7             | 1        | 1     | 0
             | H1     | tháng 3/2024 | không áp dụng | 0        | 0     | 0
             | H2     |              | chưa báo cáo  | 1        | 0     | 1
    """,
)

test_both_books = spec(
    "Độ phủ của từng sổ",
    "Đã gửi mà chưa được xác nhận thì có trong sổ báo cáo, còn thiếu trong sổ xác nhận.",
    """
    T tỉnh
    H huyện < T
    X1, X2 xã < H
    #a X1 tháng 03/2024: cây 6
    #b X2 tháng 03/2024: cây 4
    xác nhận #a
    """,
    """
    sổ       | chỉ số   | đơn vị | kỳ           | giá trị      | phải báo | có số | chưa báo
    báo cáo  | tổng cây | H      | tháng 3/2024 | 10           | 2        | 2     | 0
    xác nhận |          |        |              | 6            | 2        | 1     | 1
             |          | X2     |              | chưa báo cáo | 1        | 0     | 1
    """,
)

test_half_yearly = cells(
    "mô hình",
    "Số liệu hỏi theo nửa năm",
    "Ô ở tháng 6 và tháng 12.",
    """
    T tỉnh
    H huyện < T
    X1, X2, X3 xã < H
    số liệu mô hình: nhập ở xã; theo nửa năm
    X1 10/02/2024: mô hình 1
    X2 tháng 12/2024: không phát sinh mô hình
    X3 tháng 07/2024: mô hình 2
    """,
    """
    đơn vị | 02/2024 | 03/2024 | 06/2024 | 07/2024 | 12/2024
    X1     | (số)    | ·       | số      | ·       | thiếu
    X2     | ·       | ·       | thiếu   | ·       | không
    X3     | ·       | ·       | thiếu   | (số)    | số
    """,
)

test_yearly = cells(
    "mô hình",
    "Số liệu hỏi theo năm",
    "Ô ở tháng 12.",
    """
    T tỉnh
    H huyện < T
    X1, X2 xã < H
    X3 xã < H từ 15/12/2024
    số liệu mô hình: nhập ở xã; theo năm
    X1 10/02/2024: mô hình 1
    X2 giải thể ngày 15/12/2024
    """,
    """
    đơn vị | 02/2024 | 06/2024 | 12/2024 | 06/2025 | 12/2025
    X1     | (số)    | ·       | số      | ·       | thiếu
    X2     | ·       | ·       | ·       | ·       | ·
    X3     | ·       | ·       | thiếu   | ·       | thiếu
    """,
)

test_school_yearly = cells(
    "học sinh",
    "Số liệu hỏi theo năm học",
    "Năm học từ tháng 9 đến tháng 8; ô ở tháng 8.",
    """
    T tỉnh
    H huyện < T
    X1, X2 xã < H
    X1 tháng 12/2023: học sinh 5
    X2 tháng 09/2024: học sinh 7
    """,
    """
    đơn vị | 12/2023 | 08/2024 | 09/2024 | 12/2024 | 08/2025
    X1     | (số)    | số      | ·       | ·       | thiếu
    X2     | ·       | thiếu   | (số)    | ·       | số
    """,
)
