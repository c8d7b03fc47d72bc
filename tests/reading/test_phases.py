"""A year's part of a promise is no promise of its own; a part of every year is, of the same work."""

from __future__ import annotations

import pytest

from tests.reading.made import LEVELS, UNITS
from tiendo.formats.text_in import read_source
from tiendo.reading.proposals import propose
from tiendo.reading.reader import read_document
from tiendo.reading.understood import WORDS, Understood

HEAD = "KẾ HOẠCH\nCông tác thanh niên giai đoạn 2024 - 2026\n\nI. CHỈ TIÊU\n"


def read(sentence: str) -> Understood:
    return read_document(read_source((HEAD + sentence).encode(), "ke-hoach.txt"))


def phased(found: Understood) -> list[tuple[str, int | None, int]]:
    assert all((one.unit, one.table, one.period) == ("", WORDS, "") for one in found.allocations)
    return [(one.measure, one.year, int(one.value)) for one in found.allocations]


@pytest.mark.parametrize(
    "sentence",
    [
        "Trồng mới 300 cây xanh, trong đó năm 2024: 100 cây, năm 2025: 120 cây, năm 2026: 80 cây.",
        "Trồng mới 300 cây xanh (năm 2024: 100 cây; năm 2025: 120 cây; năm 2026: 80 cây).",
        "Trồng mới 300 cây xanh (2024: 100; 2025: 120; 2026: 80).",
        "Trồng mới 300 cây xanh; trong đó: năm 2024 là 100, năm 2025 là 120, năm 2026 là 80.",
        "Trồng mới 300 cây xanh, trong đó 100 cây năm 2024, 120 cây trong năm 2025, 80 cây năm 2026.",
        "Trồng mới 300 cây xanh. Trong đó: năm 2024: 100 cây; năm 2025: 120 cây; năm 2026: 80 cây.",
    ],
)
def test_what_a_year_has_of_a_sum_is_handed_to_the_year(sentence: str) -> None:
    found = read(sentence)
    ((total,), parts) = (found.targets, phased(found))
    assert (total.value, total.unit, total.period) == (300, "cây", "term")
    assert total.quote == "Trồng mới 300 cây xanh"
    assert parts == [(total.measure, 2024, 100), (total.measure, 2025, 120), (total.measure, 2026, 80)]
    text = found.text
    assert [text[one.start : one.end].split()[0] for one in found.allocations] == ["100", "120", "80"]


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        # further work, other units, more than the whole: promises of their own
        ("Trồng mới 300 cây xanh, trong đó năm 2024 trồng 100 cây ở trường học.", [300, 100]),
        ("Trồng mới 300 cây xanh, năm 2024: 5 mô hình.", [300, 5]),
        ("Trồng mới 300 cây xanh, năm 2024: 900 cây.", [300, 900]),
        ("Trồng mới 300 cây xanh, trong đó 100 cây ở trường học.", [300, 100]),
    ],
)
def test_what_says_more_than_a_year_is_a_promise(sentence: str, values: list[int]) -> None:
    found = read(sentence)
    assert [int(one.value) for one in found.targets] == values
    assert found.allocations == ()


def names(sentence: str) -> list[tuple[str, str]]:
    made = propose(read(sentence), elements={}, levels=LEVELS, units=UNITS)
    return [(one.name, one.needs[0].element) for one in made]


def test_a_part_of_every_year_is_of_the_same_work() -> None:
    both = names("Kết nạp 3.000 đoàn viên mới, trong đó mỗi năm ít nhất 1.000 đoàn viên.")
    assert both == [("Kết nạp đoàn viên mới", "ket_nap_doan_vien_moi")] * 2


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Tiếp nhận ít nhất 1.500 đơn vị máu (đơn vị 350ml).", "Tiếp nhận đơn vị máu"),
        ("Vào năm 2026, 100% xã có ít nhất một công trình.", "Xã có ít nhất một công trình"),
        ("Đến hết năm 2026 có 80% đoàn viên được học nghị quyết.", "Đoàn viên được học nghị quyết"),
        ("Năm 2025: trồng 500 cây phượng.", "Trồng cây phượng"),
        ("Tỷ lệ đoàn viên được học nghị quyết đạt 98,5% trở lên.", "Tỷ lệ đoàn viên được học nghị quyết"),
        ("Xây 20 nhà nhân ái, trong đó có 5 nhà cho hộ nghèo.", "Xây nhà nhân ái"),
    ],
)
def test_a_name_is_the_work_alone(sentence: str, name: str) -> None:
    assert names(sentence)[0][0] == name
