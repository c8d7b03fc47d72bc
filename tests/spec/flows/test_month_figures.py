"""Month figures typed as a whole, and the rest beyond the records."""

from tests.spec.cases import Row, answers, entries, spec
from tests.spec.cases import refused as refusals
from tests.spec.world import told_by, world
from tiendo.core.submission import Figure

TITLE = "Số tháng và phần còn lại"
TEXT = (
    "Số tháng T là số của chính đơn vị cho cả tháng. Sổ chỉ ghi phần còn lại, max(0, T − tổng việc đã ghi), vào ngày "
    "hoạt động cuối cùng của đơn vị trong tháng; ghi thêm việc thì phần còn lại tự giảm, không bao giờ tính hai lần."
)

UNITS = """
T tỉnh
H huyện < T
X1, X2, X3 xã < H
"""

test_rest = entries(
    "cây",
    "Phần còn lại",
    "X1: 40 − 15 = 25. X2: việc bằng số tháng, không còn gì để ghi. X3: việc nhiều hơn số tháng thì việc được tính.",
    UNITS
    + """
    X1 05/03/2024: cây 10
    X1 20/03/2024: cây 5
    #t X1 tháng 03/2024: cây 40
    X2 05/03/2024: cây 30
    X2 tháng 03/2024: cây 30
    X3 05/03/2024: cây 30
    X3 tháng 03/2024: cây 20
    """,
    """
    ngày       | đơn vị | cấp trên theo ngày | bản ghi | phân tổ | số
    05/03/2024 | X1     | 05/03/2024         | #1      | tất cả  | 10
    05/03/2024 | X2     | 05/03/2024         | #4      | tất cả  | 30
    05/03/2024 | X3     | 05/03/2024         | #6      | tất cả  | 30
    20/03/2024 | X1     | 20/03/2024         | #2      | tất cả  | 5
    31/03/2024 | X1     | 31/03/2024         | #t      | tất cả  | 25
    """,
)

test_totals = spec(
    "Tổng của tháng",
    "Số tháng thấp hơn tổng việc là một phát hiện để xem lại; tổng vẫn là của các việc.",
    UNITS
    + """
    X1 05/03/2024: cây 10
    X1 20/03/2024: cây 5
    X1 tháng 03/2024: cây 40
    X2 tháng 03/2024: cây 30
    X3 05/03/2024: cây 30
    X3 tháng 03/2024: cây 20
    X3 02/04/2024: cây 4
    """,
    """
    chỉ số   | đơn vị | kỳ           | giá trị
    tổng cây | X1     | tháng 3/2024 | 40
             | X2     |              | 30
             | X3     |              | 30
             | H      |              | 100
             | X3     | quý 2/2024   | 4
    """,
)

test_corrected = spec(
    "Sửa và thu hồi sau khi báo số tháng",
    "Thu hồi việc 10 thì phần còn lại tăng 10 (X1); sửa số tháng còn 12 thì phần còn lại là 2 (X2); chuyển việc sang tháng khác (X3).",
    UNITS
    + """
    #a X1 05/03/2024: cây 10
    X1 tháng 03/2024: cây 40
    thu hồi #a
    X2 05/03/2024: cây 10
    #b X2 tháng 03/2024: cây 40
    sửa #b tháng 03/2024: cây 12
    #c X3 31/03/2024: cây 10
    X3 tháng 03/2024: cây 40
    sửa #c 01/04/2024: cây 10
    """,
    """
    chỉ số   | đơn vị | kỳ           | giá trị
    tổng cây | X1     | tháng 3/2024 | 40
             | X2     |              | 12
             | X3     |              | 40
             | X3     | tháng 4/2024 | 10
    """,
)

test_closing_in_mid_month = entries(
    "cây",
    "Giải thể hay chuyển giữa tháng",
    "X1 hoạt động đến 14/03: phần còn lại ghi ngày ấy. X2 chuyển sang H2 ngày 10/03: ghi ngày 31/03, dưới H2.",
    """
    T tỉnh
    H, H2 huyện < T
    X1, X2 xã < H
    X1 giải thể ngày 15/03/2024
    X2 chuyển sang H2 ngày 10/03/2024
    X1 tháng 03/2024: cây 8
    X2 05/03/2024: cây 3
    X2 tháng 03/2024: cây 9
    """,
    """
    ngày       | đơn vị | cấp trên theo ngày | bản ghi | phân tổ | số
    05/03/2024 | X2     | 05/03/2024         | #2      | tất cả  | 3
    14/03/2024 | X1     | 14/03/2024         | #1      | tất cả  | 8
    31/03/2024 | X2     | 31/03/2024         | #3      | tất cả  | 6
    """,
)

test_where_the_rest_lies = spec(
    "Phần còn lại thuộc về ai",
    "Việc ngày 05/03 là của H, phần còn lại của tháng là của H2; cộng lại vẫn là 9.",
    """
    T tỉnh
    H, H2 huyện < T
    X1, X2 xã < H
    X1 giải thể ngày 15/03/2024
    X2 chuyển sang H2 ngày 10/03/2024
    X1 tháng 03/2024: cây 8
    X2 05/03/2024: cây 3
    X2 tháng 03/2024: cây 9
    """,
    """
    chỉ số   | đơn vị | kỳ           | giá trị
    tổng cây | X1     | tháng 3/2024 | 8
             | X2     |              | 9
             | H      |              | 11
             | H2     |              | 6
             | T      |              | 17
    """,
)


REFUSED = """
T tỉnh
H huyện < T
X1 xã < H
X2 xã < H từ 10/02/2024
X2 giải thể ngày 15/03/2024
"""


def _codes(row: Row) -> list[str]:
    return [", ".join(refusals(REFUSED, row["khai"])) or "–"]


test_refused = answers(
    "Không nhập được",
    "Tháng không có ngày hoạt động nào thì không có chỗ cho số tháng; mỗi số liệu chỉ nhập ở cấp của nó.",
    """
    khai                                 | mã từ chối
    X2 tháng 01/2024: cây 5              | record.month_closed
    X2 tháng 02/2024: cây 5              | –
    X2 tháng 03/2024: cây 5              | –
    X2 tháng 04/2024: cây 5              | record.month_closed
    X2 15/03/2024: cây 5                 | record.unit_closed
    X2 14/03/2024: cây 5                 | –
    H tháng 03/2024: cây 5               | record.level
    H tháng 03/2024: không phát sinh cây | record.level
    H tháng 03/2024: không phát sinh     | –
    X1 01/01/2031: cây 5                 | record.future
    X1 01/03/2024: lượt 10 (nữ 6, nam 5) | record.parts_exceed
    X1 01/03/2024: cây 5; cây 6          | record.twice
    X1 01/03/2024: cây 1.000.000.000.000 | –
    X1 01/03/2024: cây [An]              | record.persons_kind
    X1 01/04/2024 cùng X2: cây 5         | record.coorganiser_closed
    X1 01/03/2024 cùng X1: cây 5         | record.coorganiser_self
    H số đầu kỳ 31/12/2023: cây 5        | –
    H số đầu kỳ 31/12/2023: thanh niên 5 | record.opening_stock
    """,
    _codes,
    example=REFUSED,
)

test_own_work = spec(
    "Số tháng của cấp trên",
    "H báo tháng 3 có 5 hoạt động của chính mình, trong đó 2 đã ghi; 4 của X1 không bị trừ và không phải gõ lại.",
    """
    T tỉnh
    H huyện < T
    X1 xã < H
    H 10/03/2024: hoạt động 2
    H tháng 03/2024: hoạt động 5
    X1 10/03/2024: hoạt động 4
    """,
    """
    chỉ số         | đơn vị | kỳ           | giá trị | của mình | qua X1
    tổng hoạt động | H      | tháng 3/2024 | 9       | 5        | 4
                   | X1     |              | 4       | 4        | –
    """,
)


def _bounds(row: Row) -> list[str]:
    w = world(REFUSED)
    (version,) = told_by(w, "X1 01/03/2024: đường 1,0")
    figures = (Figure("đường", int(row["số, theo 0,1 km"])),)
    return [", ".join(w.refused(version._replace(figures=figures))) or "–"]


test_bounds = answers(
    "Số lớn nhất và nhỏ nhất",
    "Số là số nguyên của đơn vị nhỏ nhất (0,1 km), từ 0 đến 10^12; chỉ bút toán mới có thể âm.",
    """
    số, theo 0,1 km | mã từ chối
    0               | –
    375             | –
    1000000000000   | –
    1000000000001   | record.too_large
    -1              | record.negative
    """,
    _bounds,
)
