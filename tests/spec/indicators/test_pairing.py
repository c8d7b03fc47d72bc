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

test_closed_level = spec(
    "Việc của đơn vị đã nhập vào đơn vị khác, mức đã theo đơn vị ấy",
    "X1 nhập vào X2 ngày 15/03: 20 cây của X1 đi cùng mức của X2, tính cả hai hoặc bỏ cả hai. X2 tự báo mức thì 20 + 10 cây trên "
    "150 người. X3 giải thể: mức không còn, cây của nó không ghép với mức nào và không ai phải báo nữa.",
    """
    T tỉnh
    H huyện < T
    X1, X2, X3 xã < H
    X1 sáp nhập vào X2 ngày 15/03/2024
    X3 giải thể ngày 15/03/2024
    X1 tháng 01/2024: cây 20; thanh niên 100
    X2 tháng 01/2024: cây 10
    X3 tháng 01/2024: cây 5; thanh niên 50
    X1, X3 tháng 02/2024: không phát sinh
    X2 tháng 02/2024 đến 03/2024: không phát sinh
    X2 20/04/2024: thanh niên 150
    """,
    """
    chỉ số                          | đơn vị | kỳ                        | giá trị      | bỏ ra
    tỷ lệ tổng cây / mức thanh niên | H      | 01/01/2024 đến 29/02/2024 | 25/150       | X2
                                    | H      | quý 1/2024                | chưa báo cáo | X2
                                    | T      | quý 1/2024                | chưa báo cáo | X2
                                    | H      | 01/01/2024 đến 20/04/2024 | 30/150       | –
    """,
)

test_split_level = spec(
    "Mức chia cho nhiều đơn vị",
    "X1 tách thành X2 và X3: cây của X1 đi cùng mức của cả hai. X3 chưa tự báo thì bỏ ra cả ba, nêu tên X2 và X3.",
    """
    T tỉnh
    H huyện < T
    X1 xã < H
    X2, X3 xã < H từ 15/03/2024
    X1 chia thành X2, X3 ngày 15/03/2024
    X1 tháng 01/2024: cây 20; thanh niên 100
    X1 tháng 02/2024: không phát sinh
    X2, X3 tháng 03/2024 đến 04/2024: không phát sinh
    X2 10/04/2024: thanh niên 60
    X3 20/04/2024: thanh niên 40
    """,
    """
    chỉ số                          | đơn vị | kỳ                        | giá trị      | bỏ ra
    tỷ lệ tổng cây / mức thanh niên | H      | 01/01/2024 đến 10/04/2024 | chưa báo cáo | X2, X3
                                    | H      | 01/01/2024 đến 20/04/2024 | 20/100       | –
    """,
)

test_moved_level = spec(
    "Việc ở huyện cũ, mức ở huyện mới",
    "X1 chuyển sang H2 giữa kỳ: 20 cây ở lại H1, mức ở H2. Trong kỳ ấy cả hai huyện bỏ X1 ra; tỉnh và X1 thì đủ cả hai vế.",
    """
    T tỉnh
    H1, H2 huyện < T
    X1, X2 xã < H1
    X3 xã < H2
    X1 chuyển sang H2 ngày 01/03/2024
    X1 tháng 01/2024: cây 20; thanh niên 100
    X2 tháng 01/2024: cây 10; thanh niên 50
    X3 tháng 01/2024: cây 30; thanh niên 60
    X1, X2, X3 tháng 02/2024 đến 03/2024: không phát sinh
    """,
    """
    chỉ số                          | đơn vị | kỳ           | giá trị | bỏ ra
    tỷ lệ tổng cây / mức thanh niên | H1     | quý 1/2024   | 10/50   | X1
                                    | H2     | quý 1/2024   | 30/60   | X1
                                    | T      | quý 1/2024   | 60/210  | –
                                    | X1     | quý 1/2024   | 20/100  | –
                                    | H2     | tháng 3/2024 | 0/160   | –
                                    | H1     | tháng 1/2024 | 30/150  | –
    """,
)

test_moved_levels_only = spec(
    "Hai vế đều là mức",
    "Không vế nào là việc nên không có gì ở lại huyện cũ: mức đứng ở nơi đơn vị đứng ngày cuối kỳ, trong kỳ nào cũng vậy.",
    """
    T tỉnh
    H1, H2 huyện < T
    X1, X2 xã < H1
    X3 xã < H2
    X1 chuyển sang H2 ngày 01/03/2024
    X1 tháng 01/2024: đoàn viên 20; thanh niên 100
    X2 tháng 01/2024: đoàn viên 10; thanh niên 50
    X3 tháng 01/2024: đoàn viên 30; thanh niên 60
    """,
    """
    chỉ số                               | đơn vị | kỳ           | giá trị | bỏ ra
    tỷ lệ mức đoàn viên / mức thanh niên | H1     | quý 1/2024   | 10/50   | –
                                         | H2     | quý 1/2024   | 50/160  | –
                                         | H2     | tháng 3/2024 | 50/160  | –
                                         | T      | quý 1/2024   | 60/210  | –
                                         | H1     | tháng 1/2024 | 30/150  | –
    """,
)

test_split_levels_only = spec(
    "Mức sau khi tách",
    "X1 tách thành X2 và X3, mỗi nơi nhận một phần; X3 báo lại mức, X2 chưa: chỉ X2 bị bỏ ra.",
    """
    T tỉnh
    H huyện < T
    X1 xã < H
    X2, X3 xã < H từ 01/03/2024
    X1 chia thành X2 (đoàn viên 3; thanh niên 3), X3 (đoàn viên 2; thanh niên 2) ngày 01/03/2024
    X1 tháng 01/2024: đoàn viên 20; thanh niên 100
    X3 tháng 04/2024: đoàn viên 9; thanh niên 45
    """,
    """
    chỉ số                               | đơn vị | kỳ           | giá trị | bỏ ra
    tỷ lệ mức đoàn viên / mức thanh niên | H      | tháng 4/2024 | 9/45    | X2
    """,
)
