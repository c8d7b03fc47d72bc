"""Openings: totals of a time before the installation."""

from tests.spec.cases import Row, answers, spec
from tests.spec.world import told_by, world

TITLE = "Số đầu kỳ"
TEXT = (
    "Tổng của thời chưa dùng hệ thống, kèm văn bản, nhập ở cấp nào biết. Có trong tổng; không báo ô nào, không xét "
    "đơn vị nào đạt hay không."
)

EXAMPLE = """
T tỉnh
H huyện < T
X1, X2 xã < H
T số đầu kỳ 31/12/2023: cây 5.000
X1 số đầu kỳ 31/12/2023: cây 300
X1 tháng 01/2024: cây 7
X2 tháng 01/2024: không phát sinh
"""

test_in_totals = spec(
    "Có trong tổng, không có trong ô",
    "Năm 2023 có số tuy không ô nào được báo; của mình 5.000 nằm ở T.",
    EXAMPLE,
    """
    chỉ số   | đơn vị | kỳ                        | giá trị | của mình | phải báo | có số | chưa báo
    tổng cây | T      | năm 2023                  | 5.300   | 5.000    | 24       | 0     | 24
             | H      |                           | 300     | –        | 24       | 0     | 24
             | X1     |                           | 300     | 300      | 12       | 0     | 12
             | T      | tháng 1/2024              | 7       | –        | 2        | 1     | 0
             | T      | 31/12/2023 đến 31/01/2024 | 5.307   | 5.000    | 4        | 1     | 2
    """,
)

test_beside_nil = spec(
    "Bên cạnh không phát sinh",
    "Tháng này không phát sinh, nhưng kỳ có số đầu kỳ thì giá trị là số ấy, không phải không phát sinh.",
    """
    T tỉnh
    H huyện < T
    X1 xã < H
    T số đầu kỳ 31/12/2023: cây 5.000
    X1 tháng 12/2023: không phát sinh
    X1 tháng 01/2024: không phát sinh
    """,
    """
    chỉ số   | đơn vị | kỳ                        | giá trị         | không phát sinh
    tổng cây | T      | 31/12/2023 đến 31/01/2024 | 5.000           | 2
             | X1     |                           | không phát sinh | 2
             | T      | tháng 1/2024              | không phát sinh | 1
    """,
)

test_not_in_shares = spec(
    "Không có trong tỷ lệ đơn vị đạt",
    "X1 có 300 cây đầu kỳ nhưng việc trong kỳ chỉ 7.",
    EXAMPLE,
    """
    chỉ số                                     | đơn vị | kỳ                        | giá trị | từng đơn vị
    đơn vị xã (cả cấp dưới) có tổng cây >= 7   | T      | 31/12/2023 đến 31/01/2024 | 1/2     | X2 chưa rõ, X1 đạt
    đơn vị xã (cả cấp dưới) có tổng cây >= 300 |        |                           | 0/2     | X1 chưa rõ, X2 chưa rõ
    """,
)

test_in_ratios = spec(
    "Trong tỷ lệ",
    "Số đầu kỳ là một phần của tổng nên cũng vào tử số: 300 của X1, và ở T thêm 5.000.",
    """
    T tỉnh
    H huyện < T
    X1 xã < H
    T số đầu kỳ 31/12/2023: cây 5.000
    X1 số đầu kỳ 31/12/2023: cây 300
    X1 tháng 12/2023: cây 0; thanh niên 100
    """,
    """
    chỉ số                          | đơn vị | kỳ            | giá trị  | bỏ ra
    tỷ lệ tổng cây / mức thanh niên | X1     | tháng 12/2023 | 300/100  | –
                                    | H      |               | 300/100  | –
                                    | T      |               | 5300/100 | –
    """,
)


def _paper(row: Row) -> list[str]:
    w = world(EXAMPLE)
    (version,) = told_by(w, "X1 số đầu kỳ 31/12/2023: cây 300")
    paper = "" if row["văn bản"] == "–" else row["văn bản"]
    return [", ".join(w.refused(version._replace(paper=paper))) or "–"]


test_paper = answers(
    "Cần văn bản",
    "Số đầu kỳ không nêu văn bản thì bị từ chối.",
    """
    văn bản | mã từ chối
    BC 01   | –
    –       | record.no_paper
    """,
    _paper,
)
