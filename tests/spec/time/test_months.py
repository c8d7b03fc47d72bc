"""Reporting months with a cut-off day, and the runs of months made of them."""

from tests.spec.cases import Row, answers, spec
from tests.spec.world import window_of, world
from tiendo.core.period import Calendar, Month, read_day

TITLE = "Tháng báo cáo và các kỳ"
TEXT = "Tháng báo cáo hết vào ngày chốt của tổ chức; mọi kỳ dài hơn là các tháng nối nhau, không ngày nào mất hay tính hai lần."


def _month(row: Row) -> list[str]:
    return [world(row["lịch"]).calendar.month_of(read_day(row["ngày"])).label]


def _days(row: Row) -> list[str]:
    found = window_of(world(row["lịch"]), row["kỳ"])
    return [f"{found.start:%d/%m/%Y}", f"{found.last:%d/%m/%Y}", str(found.days)]


test_month_of_a_day = answers(
    "Ngày nào thuộc tháng nào",
    "Với ngày chốt 15, “tháng 3” là từ 16/02 đến 15/03; ngày chốt 31 là ngày cuối của tháng.",
    """
    lịch              | ngày       | tháng báo cáo
    lịch chốt ngày 31 | 31/03/2024 | 03/2024
    lịch chốt ngày 31 | 01/04/2024 | 04/2024
    lịch chốt ngày 15 | 15/03/2024 | 03/2024
    lịch chốt ngày 15 | 16/03/2024 | 04/2024
    lịch chốt ngày 15 | 16/12/2024 | 01/2025
    lịch chốt ngày 30 | 29/02/2024 | 02/2024
    lịch chốt ngày 30 | 31/03/2024 | 04/2024
    """,
    _month,
)

test_days_of_a_period = answers(
    "Các kỳ gồm những ngày nào",
    "Quý, 6 tháng, 9 tháng, năm, năm công tác (từ tháng 12), năm học (từ tháng 9) đều theo ngày chốt.",
    """
    lịch              | kỳ                    | từ         | đến        | số ngày
    lịch chốt ngày 31 | tháng 2/2024          | 01/02/2024 | 29/02/2024 | 29
    lịch chốt ngày 31 | quý 1/2024            | 01/01/2024 | 31/03/2024 | 91
    lịch chốt ngày 31 | 6 tháng cuối năm 2024 | 01/07/2024 | 31/12/2024 | 184
    lịch chốt ngày 31 | 9 tháng đầu năm 2024  | 01/01/2024 | 30/09/2024 | 274
    lịch chốt ngày 31 | năm 2024              | 01/01/2024 | 31/12/2024 | 366
    lịch chốt ngày 31 | năm công tác 2024     | 01/12/2023 | 30/11/2024 | 366
    lịch chốt ngày 31 | năm học 2024-2025     | 01/09/2024 | 31/08/2025 | 365
    lịch chốt ngày 15 | tháng 3/2024          | 16/02/2024 | 15/03/2024 | 29
    lịch chốt ngày 15 | quý 1/2024            | 16/12/2023 | 15/03/2024 | 91
    lịch chốt ngày 15 | năm 2024              | 16/12/2023 | 15/12/2024 | 366
    lịch chốt ngày 15 | năm công tác 2024     | 16/11/2023 | 15/11/2024 | 366
    """,
    _days,
)


def _changed(row: Row) -> list[str]:
    calendar = Calendar(((Month.of(2000, 1), 15), (Month.of(2024, 5), 31)))
    found = calendar.window(Month.parse(row["tháng"]))
    return [f"{found.start:%d/%m/%Y}", f"{found.last:%d/%m/%Y}", str(found.days)]


test_change_of_cutoff = answers(
    "Đổi ngày chốt",
    "Chốt ngày 15, từ tháng 5/2024 chốt cuối tháng: tháng 5 dài ra, không ngày nào mất.",
    """
    tháng   | từ         | đến        | số ngày
    04/2024 | 16/03/2024 | 15/04/2024 | 31
    05/2024 | 16/04/2024 | 31/05/2024 | 46
    06/2024 | 01/06/2024 | 30/06/2024 | 30
    """,
    _changed,
)

CUT_15 = """
lịch chốt ngày 15
T tỉnh
H huyện < T
X1 xã < H
X1 15/03/2024: cây 10
X1 16/03/2024: cây 7
X1 tháng 03/2024: cây 12
"""

test_work_in_a_cut_month = spec(
    "Số tháng khi chốt ngày 15",
    "Việc ngày 15 thuộc tháng 3, ngày 16 thuộc tháng 4; phần còn lại của số tháng 3 (12 − 10 = 2) ghi ngày 15/03.",
    CUT_15,
    """
    chỉ số   | đơn vị | kỳ                        | giá trị      | phải báo | chưa báo
    tổng cây | X1     | tháng 3/2024              | 12           | 1        | 0
             |        | tháng 4/2024              | 7            | 1        | 0
             |        | quý 1/2024                | 12           | 3        | 2
             |        | quý 2/2024                | 7            | 3        | 2
             |        | 01/03/2024 đến 31/03/2024 | 19           | 1        | 0
             |        | 16/03/2024 đến 31/03/2024 | 7            | 0        | 0
             |        | tháng 2/2024              | chưa báo cáo | 1        | 1
    """,
)


def _shortened(row: Row) -> list[str]:
    calendar = Calendar(((Month.of(2000, 1), 31), (Month.of(2024, 5), 15)))
    found = calendar.window(Month.parse(row["tháng"]))
    return [f"{found.start:%d/%m/%Y}", f"{found.last:%d/%m/%Y}", str(found.days)]


test_earlier_cutoff = answers(
    "Đổi sang ngày chốt sớm hơn",
    "Chốt cuối tháng, từ tháng 5/2024 chốt ngày 15: tháng 5 ngắn lại, không ngày nào tính hai lần.",
    """
    tháng   | từ         | đến        | số ngày
    04/2024 | 01/04/2024 | 30/04/2024 | 30
    05/2024 | 01/05/2024 | 15/05/2024 | 15
    06/2024 | 16/05/2024 | 15/06/2024 | 31
    """,
    _shortened,
)
