"""What the simulated work is called: titles, papers, reasons and invented people, none of which can be taken for real.

Every title, paper and name carries the mark below, so that a line copied out of the example still says what it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

MARK = "(mô phỏng)"
"""Stands at the end of every simulated title, paper and name."""

LINKS = "https://mo-phong.example/hoat-dong/"
"""Links of simulated proof: under a name that is reserved and leads nowhere."""

TITLES = {
    "environment": (
        "Ngày Chủ nhật xanh: dọn rác, trồng cây ven kênh",
        "Ra quân khơi thông dòng chảy, thu gom rác thải nhựa",
        "Trồng hàng cây thanh niên trên tuyến đường nông thôn mới",
        "Đổi rác thải nhựa lấy cây xanh",
        "Thắp sáng và làm sạch tuyến đường thanh niên tự quản",
        "Trồng cây đầu xuân nhớ Bác",
        "Vận động hạn chế đồ nhựa dùng một lần ở chợ",
        "Trồng cây phòng sạt lở ven biển, ven sông",
    ),
    "children": (
        "Tiếp bước cho em đến trường",
        "Trao học bổng và xe đạp cho thiếu nhi vượt khó",
        "Đêm hội trăng rằm cho thiếu nhi khó khăn",
        "Lớp dạy bơi phòng đuối nước mùa hè",
        "Ngày hội thiếu nhi vui khỏe",
        "Áo ấm và tập vở tặng em nhỏ vùng xa",
    ),
    "career": (
        "Tư vấn hướng nghiệp cho học sinh cuối cấp",
        "Ngày hội tư vấn tuyển sinh, việc làm",
        "Nói chuyện chuyên đề chọn nghề, lập nghiệp",
    ),
    "vocation": (
        "Khai giảng lớp nghề ngắn hạn cho thanh niên nông thôn",
        "Lớp kỹ thuật nuôi trồng cho thanh niên",
        "Lớp sửa chữa máy nông nghiệp cho thanh niên",
    ),
    "education": (
        "Sinh hoạt chuyên đề học tập và làm theo Bác",
        "Hành trình về nguồn, thắp nến tri ân",
        "Diễn đàn tuổi trẻ với văn hóa giao thông",
        "Tuyên truyền phòng, chống ma túy trong thanh thiếu niên",
        "Tìm hiểu nghị quyết của Đảng và kế hoạch của Đoàn",
    ),
    "union": (
        "Lễ kết nạp đoàn viên mới",
        "Ngày đoàn viên",
        "Đại hội và kiện toàn chi đoàn",
        "Gặp mặt đoàn viên ưu tú trước khi giới thiệu cho Đảng",
    ),
    "language": (
        "Câu lạc bộ tiếng Anh thanh thiếu nhi",
        "Hội thi nói tiếng Anh",
        "Lớp tiếng Khmer giao tiếp cho cán bộ Đoàn",
    ),
}
"""Templates by kind of activity."""

IN_MONTHS = {
    "Trồng cây đầu xuân nhớ Bác": (1, 2, 3),
    "Tiếp bước cho em đến trường": (7, 8, 9),
    "Đêm hội trăng rằm cho thiếu nhi khó khăn": (8, 9, 10),
    "Lớp dạy bơi phòng đuối nước mùa hè": (5, 6, 7, 8),
    "Áo ấm và tập vở tặng em nhỏ vùng xa": (1, 2, 11, 12),
    "Ngày hội tư vấn tuyển sinh, việc làm": (3, 4, 5, 6),
}
"""Activities that belong to a season."""

AREAS = {
    "environment": "2.2",
    "children": "2.3",
    "career": "2.2",
    "vocation": "2.2",
    "education": "2.1",
    "union": "2.5",
    "language": "2.4",
}

RETURNED = (
    "Số thiếu nhi được giúp đỡ cao hơn hẳn mọi tháng, đề nghị kiểm tra lại",
    "Số liệu lệch với báo cáo giấy đã gửi, đề nghị đối chiếu",
    "Số tư vấn hướng nghiệp chưa tách phần của trường, đề nghị nhập lại",
    "Nhập nhầm số lũy kế vào ô của tháng",
)
CORRECTED = (
    "Đối chiếu lại danh sách ký nhận",
    "Nhập nhầm một chữ số",
    "Bổ sung số của chi đoàn báo chậm",
    "Trừ phần trùng với đơn vị phối hợp",
)
WITHDRAWN = ("Hoạt động hoãn sang đợt sau", "Nhập trùng với bản ghi khác", "Hoạt động do đơn vị khác tổ chức")
REOPENED = ("Kiểm tra cuối năm phát hiện thiếu minh chứng",)
EXCUSED = "Áp thấp nhiệt đới, tàu ra đảo ngừng chạy"
BEFORE_START = "Trước khi dùng hệ thống; kết quả đã nhập ở số đầu kỳ"

_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Danh", "Huỳnh", "Võ", "Thị", "Lâm", "Đặng", "Trương", "Châu")
_MIDDLES = ("Minh", "Hoàng", "Ngọc", "Thanh", "Quốc", "Kim", "Hải", "Thúy", "Bảo", "Trúc")
_GIVEN = (
    "An",
    "Bình",
    "Châu",
    "Duy",
    "Giang",
    "Hân",
    "Khang",
    "Linh",
    "My",
    "Nam",
    "Phúc",
    "Quyên",
    "Thảo",
    "Vy",
)


def marked(text: str) -> str:
    """The text with the mark at its end."""
    return f"{text} {MARK}"


def title_of(rng: Random, kind: str, month: int) -> str:
    """A title of an activity of a kind in a month (1 to 12)."""
    fitting = [title for title in TITLES[kind] if month in IN_MONTHS.get(title, (month,))]
    return marked(pick(rng, fitting))


def person_name(rng: Random) -> str:
    """An invented person's name."""
    return marked(f"{pick(rng, _FAMILIES)} {pick(rng, _MIDDLES)} {pick(rng, _GIVEN)}")


def pick(rng: Random, some: Sequence[str]) -> str:
    """One of some texts; written out so that the same seed gives the same text in every version of Python."""
    return some[int(rng.random() * len(some))]
