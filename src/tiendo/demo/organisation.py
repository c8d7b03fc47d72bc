"""Who belongs to the example organisation: levels, units with real names and codes of 2021, and rough sizes.

Nothing here writes; the simulation builds the tree from it. Sizes are weights, not statistics: see NOTICE.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Any

from tiendo.core.orgunit import Level
from tiendo.formats import plan_yaml
from tiendo.formats.report_templates import read_template

LEVELS = (
    Level("province", 0, "Cấp tỉnh"),
    Level("district", 1, "Cấp huyện"),
    Level("affiliated", 1, "Đoàn trực thuộc"),
    Level("commune", 2, "Cấp xã"),
    Level("branch", 3, "Chi đoàn"),
)
RANKS = {level.key: level.rank for level in LEVELS}
PROVINCE = "91"

# Code, place, population of 2009.
_DISTRICTS = (
    ("899", "Thành phố Rạch Giá", 183_784),
    ("900", "Thành phố Hà Tiên", 37_119),
    ("902", "Huyện Kiên Lương", 57_757),
    ("903", "Huyện Hòn Đất", 140_688),
    ("904", "Huyện Tân Hiệp", 143_650),
    ("905", "Huyện Châu Thành", 131_234),
    ("906", "Huyện Giồng Riềng", 199_169),
    ("907", "Huyện Gò Quao", 137_322),
    ("908", "Huyện An Biên", 113_752),
    ("909", "Huyện An Minh", 113_400),
    ("910", "Huyện Vĩnh Thuận", 89_882),
    ("911", "Thành phố Phú Quốc", 70_062),
    ("912", "Huyện Kiên Hải", 20_240),
    ("913", "Huyện U Minh Thượng", 62_537),
    ("914", "Huyện Giang Thành", 27_423),
)

# Code (invented), name, youth (invented).
_AFFILIATED = (
    ("ĐTT-01", "Đoàn Khối các cơ quan tỉnh", 2_300),
    ("ĐTT-02", "Đoàn Công an tỉnh", 1_900),
    ("ĐTT-03", "Đoàn Quân sự tỉnh", 1_500),
    ("ĐTT-04", "Đoàn Bộ đội Biên phòng tỉnh", 800),
    ("ĐTT-05", "Đoàn Trường Đại học Kiên Giang", 4_600),
)

# Two communes show the level below; the branches are invented.
_BRANCHES = {
    "30754": (
        "Chi đoàn khu phố 1",
        "Chi đoàn khu phố 2",
        "Chi đoàn khu phố 3",
        "Chi đoàn khu phố 4",
        "Chi đoàn khu phố 5",
        "Chi đoàn Công an phường",
        "Chi đoàn Trạm Y tế phường",
        "Chi đoàn cơ quan phường",
        "Chi đoàn chợ và tiểu thương",
    ),
    "30898": (
        "Chi đoàn ấp An Bình",
        "Chi đoàn ấp An Khương",
        "Chi đoàn ấp An Lạc",
        "Chi đoàn ấp An Phước",
        "Chi đoàn ấp An Thới",
        "Chi đoàn trường học xã",
        "Chi đoàn cơ quan xã",
    ),
}

ISLANDS = frozenset({"30781", "30811", "30814", "31105", "31108", "31111", "31114", "31115"})
"""Communes reached by boat only, which tend to report late; the big island city is not among them."""

_YOUTH_PERCENT = 24
_UNION_NAMES = {
    "Thành phố": "Thành đoàn",
    "Huyện": "Huyện đoàn",
    "Phường": "Đoàn phường",
    "Thị trấn": "Đoàn thị trấn",
    "Xã": "Đoàn xã",
}


@dataclass(frozen=True)
class DemoUnit:
    """One unit as the example starts: `place` is the administrative name, `youth` roughly those aged 16 to 30."""

    code: str
    name: str
    level: str
    parent: str | None
    place: str
    population: int
    youth: int
    island: bool = False


@cache
def units() -> tuple[DemoUnit, ...]:
    """All units, each after its parent: province, districts, affiliated units, communes, branches."""
    districts = [
        _unit(code, place, "district", parent=PROVINCE, people=people) for code, place, people in _DISTRICTS
    ]
    affiliated = [
        DemoUnit(code, name, "affiliated", PROVINCE, name.removeprefix("Đoàn "), 0, youth)
        for code, name, youth in _AFFILIATED
    ]
    communes = [commune for code, _, people in _DISTRICTS for commune in _communes_of(code, people)]
    people = sum(unit.population for unit in districts)
    youth = sum(unit.youth for unit in communes) + sum(unit.youth for unit in affiliated)
    province = DemoUnit(PROVINCE, "Tỉnh đoàn Kiên Giang", "province", None, "Tỉnh Kiên Giang", people, youth)
    branches = [branch for commune in communes for branch in _branches_of(commune)]
    return (province, *districts, *affiliated, *communes, *branches)


def plan_bytes() -> bytes:
    """The example's plan as the file it is kept in."""
    return (resources.files("tiendo.demo") / "plan.yaml").read_bytes()


def plan_document() -> dict[str, Any]:
    """The example's plan as plain data."""
    document, _ = plan_yaml.read(plan_bytes())
    return dict(document)


@cache
def _rows() -> tuple[tuple[str, str, str], ...]:
    text = (resources.files("tiendo.demo") / "units.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return tuple((row["code"], row["name"], row["district"]) for row in rows)


def _unit(code: str, place: str, level: str, *, parent: str, people: int) -> DemoUnit:
    kind = next(kind for kind in _UNION_NAMES if place.startswith(f"{kind} "))
    name = f"{_UNION_NAMES[kind]} {place.removeprefix(kind).strip()}"
    return DemoUnit(code, name, level, parent, place, people, people * _YOUTH_PERCENT // 100, code in ISLANDS)


def _communes_of(district: str, people: int) -> list[DemoUnit]:
    """A district's communes; its population is shared out by weight, the rest going to the first."""
    rows = [(code, place) for code, place, parent in _rows() if parent == district]
    weights = [_weight(code, place, district) for code, place in rows]
    shares = [people * weight // sum(weights) for weight in weights]
    shares[0] += people - sum(shares)
    return [
        _unit(code, place, "commune", parent=district, people=share)
        for (code, place), share in zip(rows, shares, strict=True)
    ]


def _weight(code: str, place: str, district: str) -> int:
    """The same for a code on every machine: towns are larger, small islands off a mainland district much smaller."""
    spread = 70 + int.from_bytes(sha256(code.encode()).digest()[:4], "big") % 61
    if code in ISLANDS and district != "912":
        return spread // 4
    return spread * 3 // 2 if place.startswith(("Phường", "Thị trấn")) else spread


def _branches_of(commune: DemoUnit) -> list[DemoUnit]:
    """A commune's branches; their youth are the commune's, shared evenly, for a branch has no area of its own."""
    names = _BRANCHES.get(commune.code, ())
    return [
        DemoUnit(
            code=f"{commune.code}-{number:02}",
            name=name,
            level="branch",
            parent=commune.code,
            place=commune.place,
            population=0,
            youth=commune.youth // len(names),
        )
        for number, name in enumerate(names, start=1)
    ]


def letterheads() -> dict[str, Any]:
    """How the example's reports are headed, signed and addressed."""
    with resources.as_file(resources.files("tiendo.demo") / "report.yaml") as path:
        return read_template(path)
