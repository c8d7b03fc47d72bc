"""Where the parts of a ratio meet when they are entered at different levels."""

from tests.spec.cases import spec

TITLE = "Các vế của tỷ lệ nhập ở cấp khác nhau"
TEXT = (
    "Vế nhập ở cấp cao hơn thì ghép ở cấp ấy: cả huyện được cộng hay cả huyện bị bỏ ra. Dưới nơi ghép không có tỷ lệ "
    "riêng. Cùng nhập ở những cấp như nhau thì ghép từng đơn vị."
)

EXAMPLE = """
T tỉnh
H1, H2 huyện < T
X1, X2 xã < H1
X3 xã < H2
X1 tháng 03/2024: cây 10
X2 tháng 03/2024: cây 20
H1 tháng 03/2024: đảng viên mới 5
H2 tháng 03/2024: đảng viên mới 4
"""

test_higher_up = spec(
    "Mẫu số do huyện nhập",
    "X3 im lặng nên cả H2 bị bỏ ra, kể cả mẫu số 4 đã báo.",
    EXAMPLE,
    """
    chỉ số                             | đơn vị | kỳ           | giá trị       | bỏ ra
    tỷ lệ tổng cây / tổng đảng viên mới | T      | tháng 3/2024 | 30/5          | H2
                                       | H1     |              | 30/5          | –
                                       | H2     |              | chưa báo cáo  | H2
                                       | X1     |              | không áp dụng | –
    """,
)

test_then_known = spec(
    "X3 khai không phát sinh",
    "Đã biết hết: 30/9.",
    EXAMPLE
    + """
    X3 tháng 03/2024: không phát sinh
    """,
    """
    chỉ số                             | đơn vị | kỳ           | giá trị | bỏ ra
    tỷ lệ tổng cây / tổng đảng viên mới | T      | tháng 3/2024 | 30/9    | –
                                       | H2     |              | 0/4     | –
    """,
)

test_at_the_top = spec(
    "Mẫu số chỉ tỉnh có",
    "Cả tỉnh ghép ở T: một xã im lặng là T chưa có tỷ lệ; huyện không có tỷ lệ riêng.",
    """
    T tỉnh
    H1, H2 huyện < T
    X1 xã < H1
    X3 xã < H2
    số liệu đảng viên mới: nhập ở tỉnh; theo quý
    T tháng 03/2024: đảng viên mới 12
    X1 tháng 01/2024 đến 03/2024: cây 2
    X3 tháng 01/2024 đến 02/2024: cây 1
    """,
    """
    chỉ số                             | đơn vị | kỳ         | tính đến   | giá trị       | bỏ ra
    tỷ lệ tổng cây / tổng đảng viên mới | T      | quý 1/2024 | 31/03/2024 | chưa báo cáo  | T
                                       | H1     |            | 31/03/2024 | không áp dụng | –
                                       | X1     |            | 31/03/2024 | không áp dụng | –
    """,
)

test_same_levels = spec(
    "Cùng nhập ở xã và huyện",
    "Huyện được ghép với chính nó như mỗi xã: H1 1/2, X1 3/4; X2 thiếu một vế nên bị bỏ ra, không kéo H1 theo.",
    """
    T tỉnh
    H1 huyện < T
    X1, X2 xã < H1
    số liệu cây: nhập ở xã, huyện
    số liệu vi phạm: nhập ở xã, huyện
    H1 tháng 03/2024: vi phạm 1; cây 2
    X1 tháng 03/2024: vi phạm 3; cây 4
    X2 tháng 03/2024: cây 8
    """,
    """
    chỉ số                        | đơn vị | kỳ           | giá trị      | bỏ ra
    tỷ lệ tổng vi phạm / tổng cây | H1     | tháng 3/2024 | 4/6          | X2
                                  | X1     |              | 3/4          | –
                                  | X2     |              | chưa báo cáo | X2
    """,
)

test_equal_level = spec(
    "Đơn vị trực thuộc ngang huyện",
    "Mẫu số do huyện nhập, đơn vị trực thuộc thì không: K không có tỷ lệ riêng, không phải 0/4 hay 7/0.",
    """
    T tỉnh
    H1 huyện < T
    K, L trực thuộc < T
    X1 xã < H1
    số liệu cây: nhập ở xã, trực thuộc
    số liệu đảng viên mới: nhập ở huyện
    K tháng 03/2024: cây 7
    X1 tháng 03/2024: cây 10
    H1 tháng 03/2024: đảng viên mới 5
    """,
    """
    chỉ số                             | đơn vị | kỳ           | giá trị       | bỏ ra
    tỷ lệ tổng cây / tổng đảng viên mới | H1     | tháng 3/2024 | 10/5          | –
                                       | K      |              | không áp dụng | –
                                       | L      |              | không áp dụng | –
    """,
)

test_equal_level_entering_both = spec(
    "Đơn vị trực thuộc nhập cả hai vế",
    "K tự ghép với mình; L thiếu mẫu số nên bị bỏ ra.",
    """
    T tỉnh
    H1 huyện < T
    K, L trực thuộc < T
    X1 xã < H1
    số liệu cây: nhập ở xã, trực thuộc
    số liệu đảng viên mới: nhập ở huyện, trực thuộc
    K tháng 03/2024: cây 7; đảng viên mới 2
    L tháng 03/2024: cây 9
    X1 tháng 03/2024: cây 10
    H1 tháng 03/2024: đảng viên mới 5
    """,
    """
    chỉ số                             | đơn vị | kỳ           | giá trị      | bỏ ra
    tỷ lệ tổng cây / tổng đảng viên mới | T      | tháng 3/2024 | 17/7         | L
                                       | K      |              | 7/2          | –
                                       | L      |              | chưa báo cáo | L
    """,
)

test_moved = spec(
    "Xã chuyển huyện giữa kỳ",
    "Cây của X1 đến tháng 2 là của H1, tháng 3 của H2; mỗi huyện ghép với mẫu số của mình.",
    """
    T tỉnh
    H1, H2 huyện < T
    X1 xã < H1
    X1 chuyển sang H2 ngày 01/03/2024
    X1 tháng 01/2024 đến 03/2024: cây 10
    H1, H2 tháng 01/2024 đến 03/2024: đảng viên mới 1
    """,
    """
    chỉ số                             | đơn vị | kỳ         | giá trị | bỏ ra
    tỷ lệ tổng cây / tổng đảng viên mới | H1     | quý 1/2024 | 20/3    | –
                                       | H2     |            | 10/3    | –
                                       | T      |            | 30/6    | –
    """,
)
