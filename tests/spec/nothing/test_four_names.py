"""Zero, nil, missing and not applicable, for every form of indicator."""

from tests.spec.cases import spec

TITLE = "Bốn tên gọi của không có gì"
TEXT = (
    "Số 0, không phát sinh, chưa báo cáo và không áp dụng là bốn điều khác nhau, không bao giờ thay cho nhau. "
    "Trong các ví dụ của mục này X1 báo số 0, X2 khai không phát sinh, X3 im lặng, X4 chưa thành lập."
)

UNITS = """
T tỉnh
H huyện < T
X1, X2, X3 xã < H
X4 xã < H từ 01/04/2024
"""

test_flow = spec(
    "Tổng của số phát sinh",
    "Ở cấp trên chỉ cần một đơn vị có số là có giá trị; ai còn thiếu thì độ phủ cho biết.",
    UNITS
    + """
    X1 tháng 03/2024: cây 0
    X2 tháng 03/2024: không phát sinh
    """,
    """
    chỉ số   | đơn vị | kỳ           | giá trị         | phải báo | có số | không phát sinh | chưa báo
    tổng cây | X1     | tháng 3/2024 | 0               | 1        | 1     | 0               | 0
             | X2     |              | không phát sinh | 1        | 0     | 1               | 0
             | X3     |              | chưa báo cáo    | 1        | 0     | 0               | 1
             | X4     |              | không áp dụng   | 0        | 0     | 0               | 0
             | H      |              | 0               | 3        | 1     | 1               | 1
             | T      |              | 0               | 3        | 1     | 1               | 1
    """,
)

test_persons = spec(
    "Số người",
    "Số người theo cùng một cách.",
    UNITS
    + """
    X1 tháng 03/2024: tập huấn 0
    X2 tháng 03/2024: không phát sinh tập huấn
    """,
    """
    chỉ số         | đơn vị | kỳ           | giá trị         | phải báo | có số | không phát sinh | chưa báo
    người tập huấn | X1     | tháng 3/2024 | 0               | 1        | 1     | 0               | 0
                   | X2     |              | không phát sinh | 1        | 0     | 1               | 0
                   | X3     |              | chưa báo cáo    | 1        | 0     | 0               | 1
                   | X4     |              | không áp dụng   | 0        | 0     | 0               | 0
                   | H      |              | 0               | 3        | 1     | 1               | 1
    """,
)

test_level = spec(
    "Mức tại một ngày",
    "Khai không phát sinh không xác nhận mức nào; số 0 thì có, và còn hiệu lực trong các tháng sau.",
    UNITS
    + """
    X1 tháng 03/2024: thanh niên 0
    X2 tháng 03/2024: không phát sinh
    """,
    """
    chỉ số         | đơn vị | kỳ           | giá trị         | phải báo | có số | không phát sinh | chưa báo
    mức thanh niên | X1     | tháng 3/2024 | 0               | 1        | 1     | 0               | 0
                   | X2     |              | không phát sinh | 1        | 0     | 1               | 0
                   | X3     |              | chưa báo cáo    | 1        | 0     | 0               | 1
                   | X4     |              | không áp dụng   | 0        | 0     | 0               | 0
                   | X1     | tháng 4/2024 | 0               | 1        | 1     | 0               | 0
                   | X2     |              | chưa báo cáo    | 1        | 0     | 0               | 1
    """,
)

test_ratio = spec(
    "Tỷ lệ",
    "Tử số 0 là một tỷ lệ; mẫu số 0 thì không áp dụng (X5); đơn vị thiếu một vế bị bỏ ra và nêu tên.",
    UNITS
    + """
    X5 xã < H
    X1 tháng 03/2024: đoàn viên 0; thanh niên 100
    X2 tháng 03/2024: không phát sinh
    X5 tháng 03/2024: đoàn viên 0; thanh niên 0
    """,
    """
    chỉ số                               | đơn vị | kỳ           | giá trị       | bỏ ra
    tỷ lệ mức đoàn viên / mức thanh niên | X1     | tháng 3/2024 | 0/100         | –
                                         | X2     |              | chưa báo cáo  | X2
                                         | X3     |              | chưa báo cáo  | X3
                                         | X4     |              | không áp dụng | –
                                         | X5     |              | không áp dụng | –
                                         | H      |              | 0/100         | X2, X3
    """,
)

test_ratio_of_flows = spec(
    "Tỷ lệ của hai số phát sinh",
    "Với số phát sinh, khai không phát sinh là đã biết: tính là 0.",
    UNITS
    + """
    X1 tháng 03/2024: vi phạm 3; cây 60
    X2 tháng 03/2024: không phát sinh vi phạm
    X2 tháng 03/2024: cây 40
    """,
    """
    chỉ số                        | đơn vị | kỳ           | giá trị      | bỏ ra
    tỷ lệ tổng vi phạm / tổng cây | X1     | tháng 3/2024 | 3/60         | –
                                  | X2     |              | 0/40         | –
                                  | X3     |              | chưa báo cáo | X3
                                  | H      |              | 3/100        | X3
    """,
)

test_unit_share = spec(
    "Tỷ lệ đơn vị đạt",
    "Báo 0 và không phát sinh là không đạt; im lặng là chưa rõ và vẫn nằm trong mẫu số.",
    UNITS
    + """
    X1 tháng 03/2024: cây 0
    X2 tháng 03/2024: không phát sinh
    """,
    """
    chỉ số                                   | đơn vị | kỳ           | giá trị       | từng đơn vị
    đơn vị xã (cả cấp dưới) có tổng cây >= 1 | X1     | tháng 3/2024 | 0/1           | X1 không đạt
                                             | X2     |              | 0/1           | X2 không đạt
                                             | X3     |              | chưa báo cáo  | X3 chưa rõ
                                             | X4     |              | không áp dụng | –
                                             | H      |              | 0/3           | X1 không đạt, X2 không đạt, X3 chưa rõ
                                             | H      | tháng 4/2024 | chưa báo cáo  | X1 chưa rõ, X2 chưa rõ, X3 chưa rõ, X4 chưa rõ
    """,
)

test_never_mixed = spec(
    "Có số thì hơn khai không phát sinh",
    "Khai không phát sinh rồi lại có số thì tính số; số chỉ thuộc tháng của nó.",
    UNITS
    + """
    X1 tháng 03/2024: không phát sinh
    X1 20/03/2024: cây 5
    X2 20/03/2024: cây 5
    X2 tháng 04/2024: không phát sinh
    """,
    """
    chỉ số   | đơn vị | kỳ           | giá trị         | có số | không phát sinh
    tổng cây | X1     | tháng 3/2024 | 5               | 1     | 0
             | X2     | tháng 4/2024 | không phát sinh | 0     | 1
             |        | quý 2/2024   | không phát sinh | 0     | 1
             |        | năm 2024     | 5               | 1     | 1
    """,
)

test_excused = spec(
    "Được miễn",
    "Tháng được miễn không phải báo; có báo thì số vẫn vào tổng, không vào tỷ lệ báo cáo.",
    UNITS
    + """
    X1 tháng 03/2024: được miễn
    X2 tháng 03/2024: được miễn
    X2 15/03/2024: cây 8
    """,
    """
    chỉ số   | đơn vị | kỳ           | giá trị       | phải báo | có số | chưa báo
    tổng cây | X1     | tháng 3/2024 | không áp dụng | 0        | 0     | 0
             | X2     |              | 8             | 0        | 0     | 0
             | X3     |              | chưa báo cáo  | 1        | 0     | 1
             | H      |              | 8             | 1        | 0     | 1
    """,
)

test_outside_levels = spec(
    "Cấp không nhập số liệu này",
    "Đảng viên mới do huyện nhập: xã không áp dụng, kể cả khi chưa ai báo.",
    UNITS,
    """
    chỉ số             | đơn vị | kỳ           | giá trị       | phải báo
    tổng đảng viên mới | X1     | tháng 3/2024 | không áp dụng | 0
                       | H      |              | chưa báo cáo  | 1
                       | T      |              | chưa báo cáo  | 1
    """,
)

test_before_the_window = spec(
    "Kỳ chưa bắt đầu",
    "Trước kỳ, và trong kỳ khi chưa tháng nào hết và chưa ai báo gì, thì chưa áp dụng; hết tháng mà im lặng là thiếu.",
    UNITS,
    """
    chỉ số   | đơn vị | kỳ       | tính đến   | giá trị       | phải báo
    tổng cây | X1     | năm 2024 | 31/12/2023 | không áp dụng | 0
             |        |          | 30/01/2024 | không áp dụng | 0
             |        |          | 31/01/2024 | chưa báo cáo  | 1
    """,
)

test_closed_unit = spec(
    "Đơn vị đã giải thể",
    "Sau khi giải thể thì không áp dụng, không phải chưa báo cáo; việc trước đó vẫn là của đơn vị.",
    """
    T tỉnh
    H huyện < T
    X1, X2 xã < H
    X1, X2 giải thể ngày 15/03/2024
    X1 10/02/2024: cây 7; thanh niên 50
    """,
    """
    chỉ số                                   | đơn vị | kỳ           | giá trị       | phải báo
    tổng cây                                 | X1     | tháng 2/2024 | 7             | 1
                                             | X1     | tháng 3/2024 | không áp dụng | 0
                                             | X1     | năm 2024     | 7             | 2
                                             | X2     | tháng 2/2024 | chưa báo cáo  | 1
                                             | X2     | tháng 4/2024 | không áp dụng | 0
                                             | H      | tháng 4/2024 | không áp dụng | 0
    mức thanh niên                           | X1     | tháng 4/2024 | không áp dụng | 0
                                             | H      | tháng 4/2024 | không áp dụng | 0
    tỷ lệ tổng cây / mức thanh niên          | X1     | tháng 4/2024 | không áp dụng | 0
    đơn vị xã (cả cấp dưới) có tổng cây >= 1 | H      | tháng 4/2024 | không áp dụng | 0
    """,
)
