"""Combinations that mean nothing are refused when a plan is loaded, naming the clause."""

from typing import Any

from tests.spec.cases import Row, answers
from tests.spec.questions import BASES, indicator_of
from tests.spec.world import RANKS, World, world
from tiendo.core.indicator import (
    Comparator,
    Condition,
    Indicator,
    Judged,
    Level,
    Ratio,
    Total,
    UnitShare,
    indicator_faults,
)
from tiendo.core.plan import Basis
from tiendo.core.plan_document import read_plan

TITLE = "Chỉ số vô nghĩa bị từ chối"
TEXT = "Khi nạp kế hoạch, mọi chỉ số không có nghĩa đều bị từ chối cùng lúc, kèm điều khoản."


def _codes(row: Row) -> list[str]:
    w = World()
    found = indicator_faults(indicator_of(row["chỉ số"], w), clause="1", elements=w.elements, ranks=RANKS)
    return [", ".join(fault.code for fault in found) or "–"]


test_codes = answers(
    "Các trường hợp",
    "Tổng của mức, mức của số phát sinh, người của lượt; xét riêng huyện điều chỉ xã nhập; cộng km với người.",
    """
    chỉ số                                                     | mã từ chối
    tổng cây                                                   | –
    tổng thanh niên                                            | indicator.kind
    mức cây                                                    | indicator.kind
    người lượt                                                 | indicator.kind
    người tập huấn                                             | –
    tỷ lệ tổng cây + tổng lượt / mức thanh niên                | –
    tỷ lệ tổng cây + tổng đường / mức thanh niên               | indicator.units
    tỷ lệ mức cây / tổng thanh niên                            | indicator.kind, indicator.kind
    đơn vị xã (riêng) có tổng cây >= 1                         | –
    đơn vị huyện (riêng) có tổng cây >= 1                      | indicator.judged
    đơn vị huyện (cả cấp dưới) có tổng cây >= 1                | –
    đơn vị chi đoàn (cả cấp dưới) có tổng cây >= 1             | indicator.judged
    đơn vị trực thuộc (cả cấp dưới) có tổng đảng viên mới >= 1 | indicator.judged
    đơn vị huyện (riêng) có tổng đảng viên mới >= 1            | –
    đơn vị thôn (riêng) có tổng cây >= 1                       | indicator.unknown_level
    """,
    _codes,
)

SHAPES = {
    "… của cả đơn vị": "{}",
    "tử số của tỷ lệ": "tỷ lệ {} / mức đoàn viên",
    "mẫu số của tỷ lệ": "tỷ lệ mức đoàn viên / {}",
    "điều kiện, xét riêng": "đơn vị xã (riêng) có {} >= 1",
    "điều kiện, xét cả cấp dưới": "đơn vị huyện (cả cấp dưới) có {} >= 1",
}


def _faults(text: str, w: World) -> str:
    found = indicator_faults(indicator_of(text, w), clause="1", elements=w.elements, ranks=RANKS)
    return ", ".join(fault.code for fault in found) or "–"


def _kinds(row: Row) -> list[str]:
    form = SHAPES[row["dùng làm"]].format(f"{row['dạng']} {{}}")
    return [_faults(form.format(key), World()) for key in ("cây", "thanh niên", "tập huấn")]


test_kinds = answers(
    "Dạng nào với loại số liệu nào",
    "Tổng của số phát sinh, mức của mức, người của người, dùng ở đâu cũng vậy; mọi cách ghép khác đều bị từ chối.",
    """
    dạng  | dùng làm                   | số phát sinh   | mức            | người
    tổng  | … của cả đơn vị            | –              | indicator.kind | indicator.kind
    tổng  | tử số của tỷ lệ            | –              | indicator.kind | indicator.kind
    tổng  | mẫu số của tỷ lệ           | –              | indicator.kind | indicator.kind
    tổng  | điều kiện, xét riêng       | –              | indicator.kind | indicator.kind
    tổng  | điều kiện, xét cả cấp dưới | –              | indicator.kind | indicator.kind
    mức   | … của cả đơn vị            | indicator.kind | –              | indicator.kind
    mức   | tử số của tỷ lệ            | indicator.kind | –              | indicator.kind
    mức   | mẫu số của tỷ lệ           | indicator.kind | –              | indicator.kind
    mức   | điều kiện, xét riêng       | indicator.kind | –              | indicator.kind
    mức   | điều kiện, xét cả cấp dưới | indicator.kind | –              | indicator.kind
    người | … của cả đơn vị            | indicator.kind | indicator.kind | –
    người | tử số của tỷ lệ            | indicator.kind | indicator.kind | –
    người | mẫu số của tỷ lệ           | indicator.kind | indicator.kind | –
    người | điều kiện, xét riêng       | indicator.kind | indicator.kind | –
    người | điều kiện, xét cả cấp dưới | indicator.kind | indicator.kind | –
    """,
    _kinds,
)


def _judged(row: Row) -> list[str]:
    w = world(f"số liệu hoạt động: nhập ở {row['nhập ở']}")
    levels = [(level, over) for level in ("huyện", "trực thuộc", "xã") for over in ("riêng", "cả cấp dưới")]
    return [_faults(f"đơn vị {level} ({over}) có tổng hoạt động >= 1", w) for level, over in levels]


test_judged = answers(
    "Xét cấp nào trên số liệu của cấp nào",
    "Xét riêng thì chính cấp ấy phải nhập; xét cả cấp dưới thì cấp ấy hoặc cấp thấp hơn phải nhập. Trực thuộc ngang huyện.",
    """
    nhập ở     | huyện, riêng     | huyện, cả cấp dưới | trực thuộc, riêng | trực thuộc, cả cấp dưới | xã, riêng        | xã, cả cấp dưới
    tỉnh       | indicator.judged | indicator.judged   | indicator.judged  | indicator.judged        | indicator.judged | indicator.judged
    huyện      | –                | –                  | indicator.judged  | indicator.judged        | indicator.judged | indicator.judged
    trực thuộc | indicator.judged | indicator.judged   | –                 | –                       | indicator.judged | indicator.judged
    xã         | indicator.judged | –                  | indicator.judged  | –                       | –                | –
    chi đoàn   | indicator.judged | –                  | indicator.judged  | –                       | indicator.judged | –
    """,
    _judged,
)

FORMS: dict[str, dict[str, Any]] = {
    "tổng": {"form": "total", "element": "cay"},
    "mức": {"form": "level", "element": "thanh-nien"},
    "người": {"form": "persons", "element": "tap-huan"},
    "tỷ lệ": {
        "form": "ratio",
        "numerators": [{"total": "cay"}, {"persons": "tap-huan"}],
        "denominators": [{"level": "thanh-nien"}],
    },
    "đơn vị đạt": {
        "form": "unit_share",
        "levels": ["xã"],
        "condition": {"total": "cay", "comparator": ">=", "amount": 1},
        "over": {"xã": "own"},
    },
}


def _loaded(form: str, basis: Basis, *, often: str = "month", comparator: str = ">=", goal: str = "") -> str:
    """Codes with which a plan of one target is refused."""
    kinds = {"cay": "flow", "thanh-nien": "stock", "tap-huan": "persons"}
    elements = [
        {"key": key, "name": key, "kind": kind, "unit": "người", "entered_at": ["xã"], "often": often}
        for key, kind in kinds.items()
    ]
    target = {
        "key": "CT1",
        "clause": "II.3",
        "area": "a",
        "name": "Chỉ tiêu",
        "indicator": FORMS[form],
        "basis": basis.value,
        "comparator": comparator,
        "goal": goal or ("50%" if form in ("tỷ lệ", "đơn vị đạt") else "20"),
        **({"by": "2024-06-30"} if basis is Basis.BY_DATE else {}),
    }
    document = {
        "schema": 1,
        "plan": {"key": "KH", "title": "Kế hoạch", "counts_from": "2024-01-01", "counts_to": "2024-12-31"},
        "elements": elements,
        "areas": [{"key": "a", "name": "Lĩnh vực"}],
        "clauses": [{"key": "II.3", "text": "Chỉ tiêu"}],
        "targets": [target],
    }
    _, faults = read_plan(document, ranks=RANKS)
    return ", ".join(fault.code for fault in faults) or "–"


ALL_BASES = (*BASES.values(), Basis.BY_DATE)

test_bases = answers(
    "Dạng nào với kỳ tính nào",
    "Mức không cộng dồn, nên “cả nhiệm kỳ” không có nghĩa với mức; mọi cách ghép khác đều nạp được.",
    """
    dạng       | mỗi năm | cả nhiệm kỳ | cuối kỳ | mỗi tháng | mỗi quý | đến ngày
    tổng       | –       | –           | –       | –         | –       | –
    mức        | –       | plan.basis  | –       | –         | –       | –
    người      | –       | –           | –       | –         | –       | –
    tỷ lệ      | –       | –           | –       | –         | –       | –
    đơn vị đạt | –       | –           | –       | –         | –       | –
    """,
    lambda row: [_loaded(row["dạng"], basis) for basis in ALL_BASES],
)


def _often(row: Row) -> list[str]:
    asked = {"tháng": "month", "quý": "quarter", "nửa năm": "half", "năm": "year", "năm học": "school_year"}
    forms = row["dạng"].split("; ")
    told = ({_loaded(form, basis, often=asked[row["hỏi theo"]]) for form in forms} for basis in ALL_BASES)
    return [" / ".join(sorted(each)) for each in told]


test_often = answers(
    "Số liệu hỏi thưa hơn kỳ tính",
    "Số hỏi theo quý không thể xét mỗi tháng. Mức thì được: lần báo trước còn hiệu lực.",
    """
    dạng                    | hỏi theo | mỗi năm | cả nhiệm kỳ | cuối kỳ | mỗi tháng              | mỗi quý    | đến ngày
    tổng; người; đơn vị đạt | tháng    | –       | –           | –       | –                      | –          | –
    tổng; người; đơn vị đạt | quý      | –       | –           | –       | plan.often             | –          | –
    tổng; người; đơn vị đạt | nửa năm  | –       | –           | –       | plan.often             | plan.often | –
    tổng; người; đơn vị đạt | năm      | –       | –           | –       | plan.often             | plan.often | –
    tổng; người; đơn vị đạt | năm học  | –       | –           | –       | plan.often             | plan.often | –
    tỷ lệ                   | quý      | –       | –           | –       | plan.often, plan.often | –          | –
    mức                     | năm      | –       | plan.basis  | –       | –                      | –          | –
    """,
    _often,
)

test_goals = answers(
    "Mục tiêu với dạng và dấu so sánh",
    "Tỷ lệ cần phần trăm, tổng thì không; tỷ lệ đơn vị không thể trên 100%, và không gì nhỏ hơn 0.",
    """
    dạng       | dấu | mục tiêu          | mã từ chối
    tổng       | >=  | 20                | –
    tổng       | >=  | 20%               | plan.goal_amount
    tổng       | >=  | -1                | plan.value
    tổng       | >=  | 1.000.000.000.000 | –
    tổng       | >=  | 1.000.000.000.001 | plan.value
    tổng       | <=  | 0                 | –
    tổng       | <   | 0                 | plan.goal
    mức        | <   | 0                 | plan.goal
    người      | <   | 0                 | plan.goal
    tỷ lệ      | >=  | 20                | plan.goal_percent
    tỷ lệ      | >=  | 231%              | –
    tỷ lệ      | <   | 0%                | plan.goal
    đơn vị đạt | >=  | 100%              | –
    đơn vị đạt | >   | 100%              | plan.goal
    đơn vị đạt | >=  | 100,1%            | plan.goal
    đơn vị đạt | <   | 0%                | plan.goal
    """,
    lambda row: [_loaded(row["dạng"], Basis.AT_THE_END, comparator=row["dấu"], goal=row["mục tiêu"])],
)

PIECES: dict[str, Indicator] = {
    "tỷ lệ không có tử số": Ratio((), (Level("thanh niên"),)),
    "tỷ lệ không có mẫu số": Ratio((Total("cây"),), ()),
    "tổng của số liệu không có": Total("sách"),
    "tỷ lệ với số liệu không có": Ratio((Total("sách"),), (Level("thanh niên"),)),
    "đơn vị đạt, không nêu cấp": UnitShare((), Condition(Total("cây"), Comparator.AT_LEAST, 1), ()),
    "đơn vị đạt, không nói xét riêng hay cả cấp dưới": UnitShare(
        ("xã",), Condition(Total("cây"), Comparator.AT_LEAST, 1), ()
    ),
    "đơn vị đạt, cấp không có": UnitShare(
        ("thôn",), Condition(Total("cây"), Comparator.AT_LEAST, 1), (("thôn", Judged.OWN),)
    ),
}


def _pieces(row: Row) -> list[str]:
    w = World()
    found = indicator_faults(PIECES[row["thiếu gì"]], clause="II.3", elements=w.elements, ranks=RANKS)
    return [
        ", ".join(fault.code for fault in found),
        ", ".join(str(fault.details["clause"]) for fault in found),
    ]


test_pieces = answers(
    "Thiếu một phần",
    "Lời từ chối luôn nêu điều khoản.",
    """
    thiếu gì                                        | mã từ chối                | điều khoản
    tỷ lệ không có tử số                            | indicator.no_terms        | II.3
    tỷ lệ không có mẫu số                           | indicator.no_terms        | II.3
    tổng của số liệu không có                       | indicator.unknown_element | II.3
    tỷ lệ với số liệu không có                      | indicator.unknown_element | II.3
    đơn vị đạt, không nêu cấp                       | indicator.levels          | II.3
    đơn vị đạt, không nói xét riêng hay cả cấp dưới | indicator.over            | II.3
    đơn vị đạt, cấp không có                        | indicator.unknown_level   | II.3
    """,
    _pieces,
)
