"""The example organisation's data: counts, codes, names and sizes."""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

from tiendo.core.orgunit import OrgTree, open_unit
from tiendo.core.plan_document import plan_of
from tiendo.demo.organisation import ISLANDS, LEVELS, PROVINCE, RANKS, DemoUnit, plan_document, units

COMMUNES_OF = {
    "899": 12,
    "900": 7,
    "902": 8,
    "903": 14,
    "904": 11,
    "905": 10,
    "906": 19,
    "907": 11,
    "908": 9,
    "909": 11,
    "910": 8,
    "911": 9,
    "912": 4,
    "913": 6,
    "914": 5,
}


def at(level: str) -> list[DemoUnit]:
    return [unit for unit in units() if unit.level == level]


def by_code(code: str) -> DemoUnit:
    return next(unit for unit in units() if unit.code == code)


def test_how_many_units_there_are() -> None:
    assert Counter(unit.level for unit in units()) == {
        "province": 1,
        "district": 15,
        "affiliated": 5,
        "commune": 144,
        "branch": 16,
    }
    assert Counter(unit.parent for unit in at("commune")) == COMMUNES_OF
    assert sorted(Counter(unit.parent for unit in at("branch")).values()) == [7, 9]


def test_kinds_of_communes_of_2021() -> None:
    assert Counter(unit.place.split()[0] for unit in at("commune")) == {"Xã": 116, "Phường": 18, "Thị": 10}


def test_names_and_codes() -> None:
    assert by_code("91").name == "Tỉnh đoàn Kiên Giang"
    assert (by_code("899").name, by_code("899").place) == ("Thành đoàn Rạch Giá", "Thành phố Rạch Giá")
    assert by_code("913").name == "Huyện đoàn U Minh Thượng"
    assert (by_code("30904").name, by_code("30904").parent) == ("Đoàn thị trấn Giồng Riềng", "906")
    assert by_code("30949").place == "Xã Hòa Thuận"
    assert by_code("30730").name == "Đoàn phường Vĩnh Thanh Vân"
    assert len({unit.code for unit in units()}) == len(units())


def test_every_text_is_composed_and_tidy() -> None:
    for unit in units():
        for text in (unit.code, unit.name, unit.place):
            assert text == unicodedata.normalize("NFC", " ".join(text.split()))


def test_the_units_form_a_whole_tree() -> None:
    ids = {unit.code: number for number, unit in enumerate(units(), 1)}
    changes = [
        change
        for unit in units()
        for change in open_unit(
            ids[unit.code],
            date(2021, 7, 1),
            code=unit.code,
            name=unit.name,
            level=unit.level,
            parent=ids[unit.parent] if unit.parent else None,
        )
    ]
    tree = OrgTree.build(changes, LEVELS)
    assert tree.path(ids["30898-01"], date(2021, 7, 1)) == (
        ids[PROVINCE],
        ids["905"],
        ids["30898"],
        ids["30898-01"],
    )


def test_sizes_are_shared_out_whole() -> None:
    assert by_code(PROVINCE).population == 1_528_019
    for district in at("district"):
        communes = [unit.population for unit in at("commune") if unit.parent == district.code]
        assert sum(communes) == district.population
        assert min(communes) > 500
    assert by_code("906").population == 199_169
    # The same on every machine and in every run:
    assert (by_code("30730").population, by_code("31105").population) == (19_429, 1_529)
    assert all(unit.youth > 0 for unit in units())


def test_islands() -> None:
    assert {by_code(code).place for code in ISLANDS} == {
        "Xã Tiên Hải",
        "Xã Sơn Hải",
        "Xã Hòn Nghệ",
        "Xã Thổ Châu",
        "Xã Hòn Tre",
        "Xã Lại Sơn",
        "Xã An Sơn",
        "Xã Nam Du",
    }
    assert {unit.code for unit in units() if unit.island} == ISLANDS


def test_the_plan_speaks_of_these_levels() -> None:
    plan = plan_of(plan_document(), ranks=RANKS)
    entered = {level for element in plan.elements.values() for level in element.entered_at}
    assert entered == set(RANKS)


def test_units_are_those_of_the_table(shared: Path) -> None:
    lines = (shared / "units" / "kien-giang-2021-to-2025.tsv").read_text(encoding="utf-8").splitlines()
    table = {row[0]: (row[1], row[2]) for row in (line.split("\t") for line in lines[2:])}
    assert len(table) == 144
    for code, (name, district) in table.items():
        unit = by_code(code)
        assert unit.parent == district
        assert unit.place.casefold() == " ".join(unicodedata.normalize("NFC", name).split()).casefold()
