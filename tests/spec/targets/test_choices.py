"""Which answer to an open question of the plan, and which number handed down, is in force on a day."""

from tests.spec.cases import Row, answers
from tiendo.core.cascade import Allocation, in_force
from tiendo.core.period import read_day
from tiendo.core.plan import SettingChoice, choices_in_force

TITLE = "Quyết định nào đang có hiệu lực"
TEXT = (
    "Điểm chưa rõ của văn bản và chỉ tiêu giao đều theo ngày của văn bản quyết định, không theo ngày nhập: ngày sau thắng "
    "ngày trước, cùng ngày thì lần ghi sau thắng."
)

CHOICES = (
    SettingChoice("q", "mỗi năm", "KL 2", read_day("01/06/2024"), 5),
    SettingChoice("q", "cả nhiệm kỳ", "KL 1", read_day("01/03/2024"), 9),
    SettingChoice("q", "mỗi quý", "KL 3", read_day("01/06/2024"), 7),
)


def _choice(row: Row) -> list[str]:
    return [choices_in_force(CHOICES, as_of=read_day(row["tính đến"])).get("q", "mặc định")]


test_choices = answers(
    "Chọn cách hiểu",
    "KL 1 ngày 01/03 (ghi sau cùng, lần 9), KL 2 và KL 3 cùng ngày 01/06 (ghi lần 5 và 7).",
    """
    tính đến   | đang chọn
    29/02/2024 | mặc định
    01/03/2024 | cả nhiệm kỳ
    31/05/2024 | cả nhiệm kỳ
    01/06/2024 | mỗi quý
    31/12/2025 | mỗi quý
    """,
    _choice,
)

ALLOCATIONS = (
    Allocation("CT", 1, "2024", 100, "QĐ 1", read_day("01/02/2024"), 3),
    Allocation("CT", 1, "2024", 120, "QĐ 2", read_day("01/07/2024"), 8),
    Allocation("CT", 1, "2024", None, "QĐ 3", read_day("01/10/2024"), 12),
)


def _allocated(row: Row) -> list[str]:
    known = None if row["đã biết đến lần ghi"] == "–" else int(row["đã biết đến lần ghi"])
    held = in_force(ALLOCATIONS, as_of=read_day(row["tính đến"]), known=known)
    found = held.get(("CT", 1, "2024"))
    return ["chưa giao" if found is None or found.amount is None else str(found.amount)]


test_allocations = answers(
    "Chỉ tiêu giao thay đổi",
    "QĐ 1 giao 100 (lần 3), QĐ 2 giao lại 120 (lần 8), QĐ 3 thu lại (lần 12).",
    """
    tính đến   | đã biết đến lần ghi | chỉ tiêu năm 2024
    31/01/2024 | –                   | chưa giao
    01/02/2024 | –                   | 100
    30/06/2024 | –                   | 100
    01/07/2024 | –                   | 120
    01/07/2024 | 7                   | 100
    01/10/2024 | –                   | chưa giao
    01/10/2024 | 11                  | 120
    """,
    _allocated,
)
