"""Where closed units stand when figures are looked at in the units of a later day."""

from tests.spec.cases import Row, answers
from tests.spec.world import world
from tiendo.core.errors import Problem
from tiendo.core.period import read_day

TITLE = "Nhìn theo đơn vị của ngày sau"
TEXT = (
    "Bình thường việc theo cấp trên của ngày làm việc. Khi nhìn theo cây của một ngày sau: đơn vị đã giải thể đứng ở đơn vị "
    "kế thừa duy nhất, không có thì ở cấp trên cuối cùng; đơn vị đã chia tách đứng ở cấp trên chung gần nhất của các phần."
)

EXAMPLE = """
T tỉnh
H1, H2 huyện < T
X1, X2, X3, X4, X5, X7 xã < H1
X6 xã < H2
X1 sáp nhập vào X2 ngày 01/01/2022
X2 sáp nhập vào X3 ngày 01/01/2023
X4 chia thành X5, X6 ngày 01/01/2023
X7 giải thể ngày 01/01/2023
X5 chuyển sang H2 ngày 01/01/2024
H1 giải thể ngày 01/01/2025
"""


def _stands(row: Row) -> list[str]:
    w = world(EXAMPLE)
    try:
        found = w.tree.as_is(w.unit(row["đơn vị"]), read_day(row["việc ngày"]), read_day(row["nhìn ngày"]))
    except Problem as problem:
        return [problem.code]
    return ["–" if found is None else w.name(found)]


test_as_is = answers(
    "Việc của đơn vị cũ nay ở đâu",
    "X1 vào X2 rồi vào X3; X4 tách thành X5 ở H1 và X6 ở H2, sau đó X5 cũng sang H2; X7 và H1 không có đơn vị kế thừa.",
    """
    đơn vị | việc ngày  | nhìn ngày  | đứng ở
    X1     | 01/06/2021 | 31/12/2021 | X1
    X1     | 01/06/2021 | 01/01/2022 | X2
    X1     | 01/06/2021 | 01/01/2023 | X3
    X2     | 01/06/2022 | 01/06/2025 | X3
    X4     | 01/06/2021 | 31/12/2022 | X4
    X4     | 01/06/2021 | 01/01/2023 | T
    X4     | 01/06/2021 | 01/01/2024 | H2
    X5     | 01/06/2021 | 01/01/2024 | X5
    X7     | 01/06/2021 | 01/01/2023 | H1
    X7     | 01/06/2021 | 01/01/2025 | T
    H1     | 01/06/2021 | 01/01/2025 | T
    X1     | 01/06/2021 | 31/05/2021 | tree.as_is_early
    """,
    _stands,
    example=EXAMPLE,
)
