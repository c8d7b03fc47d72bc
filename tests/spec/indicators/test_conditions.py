"""Every comparator of a unit's condition, on its own work or its subtree, for every way of having told."""

from collections.abc import Callable

from tests.spec.cases import Row, answers
from tests.spec.questions import STANDINGS, indicator_of
from tests.spec.world import window_of, world
from tiendo.core.outcome import outcome_of
from tiendo.core.period import read_day
from tiendo.core.rollup import Memory
from tiendo.core.submission import Book

TITLE = "Điều kiện của đơn vị: mọi dấu so sánh, xét riêng hay cả cấp dưới"
TEXT = (
    "Quý 1/2024, điều kiện so với 2. Trước khi hết quý, `>=` và `>` đạt ngay khi đủ, còn lại là chưa đạt. Hết quý: đã nghe "
    "đủ thì đạt hoặc không đạt; còn thiếu thì chỉ `>=` và `>` đạt được, còn lại là chưa rõ, cả khi số đã báo vượt xa."
)


def standings(example: str, term: str, *ways: str) -> Callable[[Row], list[str]]:
    """What one commune comes to by each comparator, the same in all these ways of judging it."""

    def standing(row: Row, comparator: str, judged: str) -> str:
        w = world(example)
        indicator = indicator_of(f"đơn vị xã ({judged}) có {term} {comparator} 2", w)
        whole, day = window_of(w, "quý 1/2024"), read_day(row["tính đến"])
        memory, over = Memory(w.book(Book.REPORTED), w.rules, excused=w.excused), whole.last <= day
        outcome = outcome_of(indicator, w.unit(row["xã"]), whole.until(day), readings=memory, over=over)
        (one,) = outcome.judgements
        return STANDINGS[one.standing]

    def check(row: Row) -> list[str]:
        told = [[standing(row, sign, judged) for judged in ways] for sign in (">=", ">", "<=", "<", "=")]
        return [" / ".join(dict.fromkeys(each)) for each in told]

    return check


OWN = """
T tỉnh
H huyện < T
A0, AN, A1, A2, A3, B0, B1, B2, B3 xã < H
A0 tháng 01/2024 đến 03/2024: hoạt động 0
AN tháng 01/2024 đến 03/2024: không phát sinh
A1 tháng 01/2024: hoạt động 1
A2 tháng 01/2024: hoạt động 2
A3 tháng 01/2024: hoạt động 3
A1, A2, A3 tháng 02/2024 đến 03/2024: không phát sinh
B1 tháng 01/2024: hoạt động 1
B2 tháng 01/2024: hoạt động 2
B3 tháng 01/2024: hoạt động 3
"""

FLOWS = """
    xã | tính đến   | >= 2      | > 2       | <= 2      | < 2       | = 2
    A0 | 29/02/2024 | chưa đạt  | chưa đạt  | chưa đạt  | chưa đạt  | chưa đạt
    AN | 29/02/2024 | chưa đạt  | chưa đạt  | chưa đạt  | chưa đạt  | chưa đạt
    A1 | 29/02/2024 | chưa đạt  | chưa đạt  | chưa đạt  | chưa đạt  | chưa đạt
    A2 | 29/02/2024 | đạt       | chưa đạt  | chưa đạt  | chưa đạt  | chưa đạt
    A3 | 29/02/2024 | đạt       | đạt       | chưa đạt  | chưa đạt  | chưa đạt
    B0 | 29/02/2024 | chưa đạt  | chưa đạt  | chưa đạt  | chưa đạt  | chưa đạt
    B1 | 29/02/2024 | chưa đạt  | chưa đạt  | chưa đạt  | chưa đạt  | chưa đạt
    B2 | 29/02/2024 | đạt       | chưa đạt  | chưa đạt  | chưa đạt  | chưa đạt
    B3 | 29/02/2024 | đạt       | đạt       | chưa đạt  | chưa đạt  | chưa đạt
    A0 | 31/03/2024 | không đạt | không đạt | đạt       | đạt       | không đạt
    AN | 31/03/2024 | không đạt | không đạt | đạt       | đạt       | không đạt
    A1 | 31/03/2024 | không đạt | không đạt | đạt       | đạt       | không đạt
    A2 | 31/03/2024 | đạt       | không đạt | đạt       | không đạt | đạt
    A3 | 31/03/2024 | đạt       | đạt       | không đạt | không đạt | không đạt
    B0 | 31/03/2024 | chưa rõ   | chưa rõ   | chưa rõ   | chưa rõ   | chưa rõ
    B1 | 31/03/2024 | chưa rõ   | chưa rõ   | chưa rõ   | chưa rõ   | chưa rõ
    B2 | 31/03/2024 | đạt       | chưa rõ   | chưa rõ   | chưa rõ   | chưa rõ
    B3 | 31/03/2024 | đạt       | đạt       | chưa rõ   | chưa rõ   | chưa rõ
    """

test_total = answers(
    "Tổng, xét riêng hay cả cấp dưới",
    "A0 báo 0, AN khai không phát sinh, A1 đến A3 đủ báo cáo với 1, 2, 3 việc; B0 im lặng, B1 đến B3 báo 1, 2, 3 trong "
    "tháng 1 rồi im lặng. Không có chi đoàn nên xét cách nào cũng vậy.",
    FLOWS,
    standings(OWN, "tổng hoạt động", "riêng", "cả cấp dưới"),
    example=OWN,
)

BRANCHES = """
T tỉnh
H huyện < T
A0, AN, A1, A2, A3, B0, B1, B2, B3 xã < H
C0 chi đoàn < A0
CN chi đoàn < AN
C1 chi đoàn < A1
C2 chi đoàn < A2
C3 chi đoàn < A3
D0 chi đoàn < B0
D1 chi đoàn < B1
D2 chi đoàn < B2
D3 chi đoàn < B3
A0, AN, A1, A2, A3, B0, B1, B2, B3 tháng 01/2024 đến 03/2024: không phát sinh
C0 tháng 01/2024 đến 03/2024: hoạt động 0
CN tháng 01/2024 đến 03/2024: không phát sinh
C1 tháng 01/2024: hoạt động 1
C2 tháng 01/2024: hoạt động 2
C3 tháng 01/2024: hoạt động 3
C1, C2, C3 tháng 02/2024 đến 03/2024: không phát sinh
D1 tháng 01/2024: hoạt động 1
D2 tháng 01/2024: hoạt động 2
D3 tháng 01/2024: hoạt động 3
"""

test_total_of_branches = answers(
    "Tổng của chi đoàn, xét cả cấp dưới",
    "Cùng những việc ấy nhưng do chi đoàn làm và báo; các xã tự mình khai không phát sinh.",
    FLOWS,
    standings(BRANCHES, "tổng hoạt động", "cả cấp dưới"),
    example=BRANCHES,
)

test_total_of_branches_own = answers(
    "Tổng của chi đoàn, xét riêng",
    "Cùng ví dụ, xét riêng xã: mọi xã là không phát sinh và đủ báo cáo, chi đoàn báo hay không cũng vậy.",
    """
    xã | tính đến   | >= 2      | > 2       | <= 2     | < 2      | = 2
    A0 | 29/02/2024 | chưa đạt  | chưa đạt  | chưa đạt | chưa đạt | chưa đạt
    B3 | 29/02/2024 | chưa đạt  | chưa đạt  | chưa đạt | chưa đạt | chưa đạt
    A0 | 31/03/2024 | không đạt | không đạt | đạt      | đạt      | không đạt
    A3 | 31/03/2024 | không đạt | không đạt | đạt      | đạt      | không đạt
    B0 | 31/03/2024 | không đạt | không đạt | đạt      | đạt      | không đạt
    B3 | 31/03/2024 | không đạt | không đạt | đạt      | đạt      | không đạt
    """,
    standings(BRANCHES, "tổng hoạt động", "riêng"),
    example=BRANCHES,
)

LEVELS = """
T tỉnh
H huyện < T
A0, AN, A1, A2, A3, B0, B3, BX, BN xã < H
BX sáp nhập vào BN ngày 01/02/2024
A0 10/01/2024: điểm vui chơi 0
A1 10/01/2024: điểm vui chơi 1
A2 10/01/2024: điểm vui chơi 2
A3 10/01/2024: điểm vui chơi 3
AN tháng 01/2024 đến 03/2024: không phát sinh
B3 10/12/2023: điểm vui chơi 3
BX 10/01/2024: điểm vui chơi 3
"""

test_level = answers(
    "Mức",
    "Điểm vui chơi có hiệu lực 3 tháng. B3 báo 3 từ tháng 12: đến hết tháng 2 còn hiệu lực, tháng 3 thì không. BN nhận 3 "
    "của BX mà chưa tự báo; AN khai không phát sinh, không xác nhận mức nào; B0 im lặng.",
    """
    xã | tính đến   | >= 2      | > 2       | <= 2      | < 2       | = 2
    A0 | 29/02/2024 | chưa đạt  | chưa đạt  | chưa đạt  | chưa đạt  | chưa đạt
    A1 | 29/02/2024 | chưa đạt  | chưa đạt  | chưa đạt  | chưa đạt  | chưa đạt
    A2 | 29/02/2024 | đạt       | chưa đạt  | chưa đạt  | chưa đạt  | chưa đạt
    A3 | 29/02/2024 | đạt       | đạt       | chưa đạt  | chưa đạt  | chưa đạt
    AN | 29/02/2024 | chưa đạt  | chưa đạt  | chưa đạt  | chưa đạt  | chưa đạt
    B0 | 29/02/2024 | chưa đạt  | chưa đạt  | chưa đạt  | chưa đạt  | chưa đạt
    B3 | 29/02/2024 | đạt       | đạt       | chưa đạt  | chưa đạt  | chưa đạt
    BN | 29/02/2024 | chưa đạt  | chưa đạt  | chưa đạt  | chưa đạt  | chưa đạt
    A0 | 31/03/2024 | không đạt | không đạt | đạt       | đạt       | không đạt
    A1 | 31/03/2024 | không đạt | không đạt | đạt       | đạt       | không đạt
    A2 | 31/03/2024 | đạt       | không đạt | đạt       | không đạt | đạt
    A3 | 31/03/2024 | đạt       | đạt       | không đạt | không đạt | không đạt
    AN | 31/03/2024 | chưa rõ   | chưa rõ   | chưa rõ   | chưa rõ   | chưa rõ
    B0 | 31/03/2024 | chưa rõ   | chưa rõ   | chưa rõ   | chưa rõ   | chưa rõ
    B3 | 31/03/2024 | chưa rõ   | chưa rõ   | chưa rõ   | chưa rõ   | chưa rõ
    BN | 31/03/2024 | chưa rõ   | chưa rõ   | chưa rõ   | chưa rõ   | chưa rõ
    """,
    standings(LEVELS, "mức điểm vui chơi", "riêng", "cả cấp dưới"),
    example=LEVELS,
)

LEVELS_BELOW = """
T tỉnh
H huyện < T
số liệu điểm vui chơi: nhập ở xã, chi đoàn
A2, B2, B9 xã < H
C1 chi đoàn < A2
D1, D2 chi đoàn < B2
D9 chi đoàn < B9
A2, C1 10/01/2024: điểm vui chơi 1
B2, D1 10/01/2024: điểm vui chơi 1
D9 10/01/2024: điểm vui chơi 5
"""

test_level_of_branches = answers(
    "Mức của xã và các chi đoàn",
    "A2 có 1 + 1 và nghe đủ; B2 cũng 1 + 1 nhưng chi đoàn D2 im lặng; B9 tự mình im lặng, chi đoàn D9 có 5.",
    """
    xã | tính đến   | >= 2    | > 2       | <= 2    | < 2       | = 2
    A2 | 31/03/2024 | đạt     | không đạt | đạt     | không đạt | đạt
    B2 | 31/03/2024 | đạt     | chưa rõ   | chưa rõ | chưa rõ   | chưa rõ
    B9 | 31/03/2024 | đạt     | đạt       | chưa rõ | chưa rõ   | chưa rõ
    """,
    standings(LEVELS_BELOW, "mức điểm vui chơi", "cả cấp dưới"),
    example=LEVELS_BELOW,
)

test_level_of_branches_own = answers(
    "Mức của riêng xã",
    "Xét riêng: A2 và B2 có 1 và nghe đủ, B9 im lặng.",
    """
    xã | tính đến   | >= 2      | > 2       | <= 2    | < 2     | = 2
    A2 | 31/03/2024 | không đạt | không đạt | đạt     | đạt     | không đạt
    B2 | 31/03/2024 | không đạt | không đạt | đạt     | đạt     | không đạt
    B9 | 31/03/2024 | chưa rõ   | chưa rõ   | chưa rõ | chưa rõ | chưa rõ
    """,
    standings(LEVELS_BELOW, "mức điểm vui chơi", "riêng"),
    example=LEVELS_BELOW,
)

PERSONS = """
T tỉnh
H huyện < T
số liệu tập huấn: nhập ở xã, chi đoàn
A0, AN, A1, A2, A3, B2 xã < H
C1 chi đoàn < A1
C1 tháng 01/2024 đến 03/2024: không phát sinh
A0 tháng 01/2024 đến 03/2024: tập huấn 0
AN tháng 01/2024 đến 03/2024: không phát sinh
A1 10/01/2024: tập huấn [An]
A1 10/02/2024: tập huấn [An]
A2 10/01/2024: tập huấn [An] + 1
A3 10/01/2024: tập huấn [An, Bình]
A3 10/02/2024: tập huấn [Bình, Chi]
A1, A2, A3 tháng 02/2024 đến 03/2024: không phát sinh
B2 10/01/2024: tập huấn [An, Bình]
"""

test_persons = answers(
    "Người, mỗi người một lần",
    "A1 có An hai lần là một người; A2 có An và một người khai số; A3 có ba người; B2 có hai người rồi im lặng.",
    """
    xã | tính đến   | >= 2      | > 2       | <= 2      | < 2       | = 2
    A1 | 29/02/2024 | chưa đạt  | chưa đạt  | chưa đạt  | chưa đạt  | chưa đạt
    A2 | 29/02/2024 | đạt       | chưa đạt  | chưa đạt  | chưa đạt  | chưa đạt
    A3 | 29/02/2024 | đạt       | đạt       | chưa đạt  | chưa đạt  | chưa đạt
    B2 | 29/02/2024 | đạt       | chưa đạt  | chưa đạt  | chưa đạt  | chưa đạt
    A0 | 31/03/2024 | không đạt | không đạt | đạt       | đạt       | không đạt
    AN | 31/03/2024 | không đạt | không đạt | đạt       | đạt       | không đạt
    A1 | 31/03/2024 | không đạt | không đạt | đạt       | đạt       | không đạt
    A2 | 31/03/2024 | đạt       | không đạt | đạt       | không đạt | đạt
    A3 | 31/03/2024 | đạt       | đạt       | không đạt | không đạt | không đạt
    B2 | 31/03/2024 | đạt       | chưa rõ   | chưa rõ   | chưa rõ   | chưa rõ
    """,
    standings(PERSONS, "người tập huấn", "riêng", "cả cấp dưới"),
    example=PERSONS,
)
