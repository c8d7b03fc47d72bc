"""Changes of units: which are refused, and that one recorded late is the same as one recorded in time."""

from tests.spec.cases import Row, answers, spec
from tests.spec.world import world
from tiendo.core.errors import Problem

TITLE = "Thay đổi đơn vị"
TEXT = (
    "Một thay đổi chỉ được nhận khi cây còn nguyên vẹn mọi ngày: đơn vị đang hoạt động có cấp trên đang hoạt động, đơn vị "
    "nhận đang hoạt động, mỗi đơn vị một thay đổi mỗi ngày. Ghi muộn ra như ghi kịp thời."
)

EXAMPLE = """
T tỉnh
H1, H2 huyện < T
X1, X2 xã < H1
C chi đoàn < X1
"""


def _codes(row: Row) -> list[str]:
    w = None
    try:
        w = world("\n".join([EXAMPLE, *row["thay đổi"].split("; ")]))
        assert w.tree
    except Problem as problem:
        causes = [cause.code for cause in problem.causes] or [problem.code]
        return [", ".join(causes)]
    return ["–"]


test_refused = answers(
    "Thay đổi bị từ chối",
    "X1 có chi đoàn C; H1, H2 hoạt động từ 01/01/2021.",
    """
    thay đổi                                                       | mã từ chối
    X2 chuyển sang H2 ngày 01/03/2024                              | –
    X2 chuyển sang H2 ngày 01/03/2024; X2 giải thể ngày 02/03/2024 | –
    X2 chuyển sang H2 ngày 01/03/2024; X2 giải thể ngày 01/03/2024 | tree.two_changes
    X2 giải thể ngày 01/03/2024; X2 chuyển sang H2 ngày 01/04/2024 | tree.after_close
    X2 chuyển sang X1 ngày 01/03/2024                              | tree.rank
    X1 chuyển sang C ngày 01/03/2024                               | tree.cycle
    X3 xã < H1 từ 31/12/2020                                       | tree.orphan
    X3 xã từ 01/03/2024                                            | tree.root
    X3 xã < H1 từ 02/03/2024; X2 sáp nhập vào X3 ngày 01/03/2024   | tree.successor_closed
    X3 xã < H1 từ 01/03/2024; X2 sáp nhập vào X3 ngày 01/03/2024   | –
    X2 sáp nhập vào X2 ngày 01/03/2024                             | tree.own_predecessor
    X2 chia thành X1, X1 ngày 01/03/2024                           | tree.successor_twice
    T giải thể ngày 01/03/2024                                     | tree.children_unplaced
    """,
    _codes,
    example=EXAMPLE,
)

LATE = """
T tỉnh
H1, H2, H3 huyện < T
X1, X2 xã < H1
X3, X4 xã < H2
X1 chuyển sang H3 ngày 01/07/2024
X2 sáp nhập vào X1 ngày 01/09/2024
X1, X2 10/01/2024: thanh niên 100
X1, X2 10/03/2024: cây 10
X1 10/08/2024: cây 20
X3, X4 10/01/2024: thanh niên 100
X3, X4 10/03/2024: cây 10
X3 10/08/2024: cây 20
X3 chuyển sang H3 ngày 01/07/2024
X4 sáp nhập vào X3 ngày 01/09/2024
"""

test_late = spec(
    "Ghi muộn như ghi kịp thời",
    "X3, X4 làm mọi việc như X1, X2 nhưng việc chuyển và sáp nhập chỉ được ghi sau cùng.",
    LATE,
    """
    chỉ số         | đơn vị | kỳ       | tính đến   | giá trị | đã rời đi
    tổng cây       | H1     | năm 2024 | 30/06/2024 | 20      | –
                   | H2     |          | 30/06/2024 | 20      | –
                   | H1     |          | 31/12/2024 | 20      | 20
                   | H2     |          | 31/12/2024 | 20      | 20
                   | X1     |          | 31/12/2024 | 30      | –
                   | X3     |          | 31/12/2024 | 30      | –
    mức thanh niên | H1     |          | 31/07/2024 | 100     | 0
                   | H2     |          | 31/07/2024 | 100     | 0
                   | X1     |          | 01/09/2024 | 200     | –
                   | X3     |          | 01/09/2024 | 200     | –
                   | T      |          | 31/08/2024 | 400     | –
                   | T      |          | 01/09/2024 | 400     | –
    """,
)
