"""Where a total came from: children, own work, and units since moved or closed."""

from tests.spec.cases import spec

TITLE = "Tổng của cấp trên đến từ đâu"
TEXT = (
    "Mỗi việc theo cấp trên của ngày làm việc. Với số phát sinh và mức: các đơn vị trực tiếp + việc của mình + các đơn "
    "vị đã chuyển đi hay giải thể = tổng, luôn luôn. Số người thì không cộng như vậy."
)

MOVE = """
T tỉnh
H1, H2 huyện < T
X1, X2 xã < H1
X3 xã < H2
X1 chuyển sang H2 ngày 01/07/2024
H1 10/04/2024: hoạt động 2
X1 10/03/2024: hoạt động 10
X1 10/08/2024: hoạt động 20
X2 10/03/2024: hoạt động 5
X3 10/03/2024: hoạt động 1
X1 10/01/2024: thanh niên 100
X2 10/01/2024: thanh niên 50
X3 10/01/2024: thanh niên 30
"""

test_move = spec(
    "Một xã chuyển huyện",
    "Đến 30/06 X1 là đơn vị của H1; đến cuối năm 10 việc cũ nằm ở dòng đã rời đi của H1, việc mới ở H2.",
    MOVE,
    """
    chỉ số         | đơn vị | kỳ       | tính đến   | giá trị | của mình | qua X1 | qua X2 | qua X3 | đã rời đi
    tổng hoạt động | H1     | năm 2024 | 30/06/2024 | 17      | 2        | 10     | 5      | –      | –
                   | H1     |          | 31/12/2024 | 17      | 2        | 10     | 5      | –      | 10
                   | H2     |          | 30/06/2024 | 1       | 0        | –      | –      | 1      | –
                   | H2     |          | 31/12/2024 | 21      | 0        | 20     | –      | 1      | –
    mức thanh niên | H1     |          | 30/06/2024 | 150     | –        | 100    | 50     | –      | –
                   | H1     |          | 01/07/2024 | 50      | –        | 0      | 50     | –      | 0
                   | H2     |          | 01/07/2024 | 130     | –        | 100    | –      | 30     | –
    """,
)

test_top = spec(
    "Cấp trên chung không thấy gì",
    "T có 38 việc và 180 thanh niên dù X1 ở đâu.",
    MOVE,
    """
    chỉ số         | đơn vị | kỳ       | tính đến   | giá trị | qua H1 | qua H2 | đã rời đi
    tổng hoạt động | T      | năm 2024 | 30/06/2024 | 18      | 17     | 1      | –
                   |        |          | 31/12/2024 | 38      | 17     | 21     | –
    mức thanh niên |        |          | 30/06/2024 | 180     | 150    | 30     | –
                   |        |          | 31/12/2024 | 180     | 50     | 130    | –
    """,
)

test_district_level_ends = spec(
    "Bỏ cấp huyện",
    "H1 và H2 giải thể ngày 01/07/2024, các xã về thẳng T: việc trước đó ở dòng đã rời đi, mức ở từng xã.",
    """
    T tỉnh
    H1, H2 huyện < T
    X1, X2 xã < H1
    X3 xã < H2
    H1, H2 giải thể ngày 01/07/2024
    H1 10/04/2024: hoạt động 2
    X1 10/03/2024: hoạt động 10
    X1 10/08/2024: hoạt động 20
    X3 10/03/2024: hoạt động 1
    X1 10/01/2024: thanh niên 100
    X3 10/01/2024: thanh niên 30
    """,
    """
    chỉ số         | đơn vị | kỳ       | tính đến   | giá trị | qua H1 | qua X1 | qua X3 | đã rời đi
    tổng hoạt động | T      | năm 2024 | 30/06/2024 | 13      | 12     | –      | –      | –
                   |        |          | 31/12/2024 | 33      | 12     | 20     | 0      | 13
    mức thanh niên |        |          | 30/06/2024 | 130     | 100    | –      | –      | –
                   |        |          | 01/07/2024 | 130     | 0      | 100    | 30     | 0
    """,
)

test_own_above = spec(
    "Việc của chính cấp trên",
    "Việc của huyện không phải của xã nào; cấp dưới báo hết thì huyện vẫn còn ô của mình.",
    """
    T tỉnh
    H huyện < T
    X1 xã < H
    H 10/03/2024: hoạt động 3
    X1 10/03/2024: hoạt động 4
    """,
    """
    chỉ số         | đơn vị | kỳ           | giá trị | của mình | qua X1 | phải báo | có số
    tổng hoạt động | H      | tháng 3/2024 | 7       | 3        | 4      | 2        | 2
                   | X1     |              | 4       | 4        | –      | 1        | 1
                   | T      |              | 7       | 0        | –      | 3        | 2
    """,
)

test_there_and_back = spec(
    "Chuyển đi rồi chuyển về",
    "X1 sang H2 từ 01/04 đến 30/06: ngày 31/12 X1 lại là đơn vị của H1, nên 1 + 4 qua X1; 2 ở H2 là đã rời đi.",
    """
    T tỉnh
    H1, H2 huyện < T
    X1 xã < H1
    X2 xã < H2
    X1 chuyển sang H2 ngày 01/04/2024
    X1 chuyển sang H1 ngày 01/07/2024
    X1 10/03/2024: hoạt động 1
    X1 10/05/2024: hoạt động 2
    X1 10/08/2024: hoạt động 4
    X1 10/01/2024: thanh niên 100
    """,
    """
    chỉ số         | đơn vị | kỳ       | tính đến   | giá trị | qua X1 | đã rời đi
    tổng hoạt động | H1     | năm 2024 | 31/05/2024 | 1       | 1      | 1
                   | H2     |          | 31/05/2024 | 2       | 2      | –
                   | H1     |          | 31/12/2024 | 5       | 5      | –
                   | H2     |          | 31/12/2024 | 2       | 2      | 2
                   | T      |          | 31/12/2024 | 7       | –      | –
    mức thanh niên | H1     |          | 30/06/2024 | 0       | 0      | 0
                   | H2     |          | 30/06/2024 | 100     | 100    | –
                   | H1     |          | 01/07/2024 | 100     | 100    | –
    """,
)
