"""Prints the chapter "Cách tính" from the spec tables, so that what users read is what the tests hold.

`python -m tests.docs_method` prints it; with `--write` it is put under `docs/reference`.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType

from tests.spec.cases import Case
from tests.spec.world import ELEMENTS
from tiendo.core.indicator import DataElement, ElementKind, Often, Typed

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "cach-tinh.md"
MADE = "<!-- Made by `python -m tests.docs_method --write` from tests/spec; do not edit. -->"

CHAPTERS = (
    ("Không có gì, và ai đã báo", "nothing", ("four_names", "cells", "every_form")),
    ("Thời gian", "time", ("months", "as_of")),
    (
        "Số phát sinh và số người",
        "flows",
        ("month_figures", "cumulative", "persons", "breakdowns", "openings", "books"),
    ),
    ("Mức tại một ngày", "stocks", ("levels", "transfers", "splits", "stale")),
    ("Cây đơn vị", "tree", ("contributions", "changes", "as_is")),
    ("Chỉ số", "indicators", ("ratio", "pairing", "unit_share", "conditions", "joint_work", "refused")),
    (
        "Chỉ tiêu",
        "targets",
        ("basis", "comparators", "forms_by_basis", "every_comparator", "pace", "status", "choices"),
    ),
)

INTRO = """
Trang này cho biết mỗi con số được tính thế nào. Mỗi mục là một ví dụ nhỏ và một bảng; các bảng này đồng thời là bài
kiểm tra của chương trình, với giá trị tính tay, nên trang và chương trình không thể nói khác nhau.

Ví dụ viết bằng vài dòng. `X1, X2 xã < H` là hai xã thuộc H (hoạt động từ 01/01/2021 nếu không ghi ngày).
`X1 15/03/2024: cây 10` là một việc có ngày; `X1 tháng 03/2024: cây 40` là số tháng; `không phát sinh` và `được miễn`
là lời khai cho tháng; `số đầu kỳ` là tổng của thời trước. `tập huấn [An, Bình] + 3` là hai người ghi tên và ba người
khai số.
`#a` đặt tên một bản ghi để sửa, thu hồi hay xác nhận nó. Không ghi gì thêm thì mọi thứ đã được gửi. Trong bảng, `kỳ` là
khoảng thời gian, `tính đến` là ngày xem (được tính cả ngày ấy; không ghi là ngày cuối kỳ), `qua X1` là phần của tổng đi
qua đơn vị trực tiếp X1, `của mình` là việc của chính đơn vị.
"""

KINDS = {
    ElementKind.FLOW: "phát sinh (cộng)",
    ElementKind.STOCK: "mức tại một ngày",
    ElementKind.PERSONS: "người (mỗi người một lần)",
}
OFTEN = {Often.MONTH: "tháng", Often.QUARTER: "quý", Often.SCHOOL_YEAR: "năm học"}


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return ["", *(f"| {' | '.join(line)} |" for line in lines), ""]


def prose(text: str) -> list[str]:
    """A paragraph in lines, none of which ends inside something quoted."""
    whole = re.sub("`[^`]*`", lambda quoted: quoted[0].replace(" ", "\0"), " ".join(text.split()))
    lines = textwrap.wrap(whole, 120, break_long_words=False, break_on_hyphens=False)
    return [line.replace("\0", " ") for line in lines]


def sections() -> Iterator[tuple[str, str, ModuleType]]:
    """Number, chapter's title (at its first section, else empty) and module of every section."""
    for number, (title, folder, names) in enumerate(CHAPTERS, start=1):
        for place, name in enumerate(names, start=1):
            module = import_module(f"tests.spec.{folder}.test_{name}")
            yield f"{number}.{place}", f"{number}. {title}" if place == 1 else "", module


def cases(module: ModuleType) -> list[Case]:
    """The spec tables of a section, as they stand in it."""
    return [made.case for name, made in vars(module).items() if name.startswith("test_")]


def element_row(element: DataElement) -> list[str]:
    more = [
        "lũy kế trong năm" if element.typed is Typed.CUMULATIVE else "",
        f"hiệu lực {element.restate_months} tháng" if element.kind is ElementKind.STOCK else "",
        "phân tổ nữ, nam" if element.dimensions else "",
        f"{element.decimals} số lẻ" if element.decimals else "",
    ]
    order = ("tỉnh", "huyện", "trực thuộc", "xã", "chi đoàn")
    levels = "mọi cấp" if len(element.entered_at) == len(order) else ", ".join(sorted(element.entered_at))
    return [
        element.key,
        element.unit,
        KINDS[element.kind],
        levels,
        OFTEN[element.often],
        ", ".join(filter(None, more)),
    ]


def shown(case: Case) -> list[str]:
    """A case as it is read: its title, sentence, example and table."""
    lines = [f"#### {case.title}", "", *prose(case.sentence), ""]
    if case.example:
        lines += ["```text", *case.example.splitlines(), "```", ""]
    return [*lines, *table(case.head, (tuple(row.values()) for row in case.rows))]


def page() -> str:
    """The whole page, with one empty line where texts and tables meet."""
    told = ["# Cách tính", "", MADE, ""]
    for paragraph in INTRO.strip().split("\n\n"):
        told += [*prose(paragraph), ""]
    told += ["## Số liệu dùng trong các ví dụ", ""]
    told += table(
        ("số liệu", "đơn vị tính", "loại", "cấp nhập", "hỏi theo", "thêm"), map(element_row, ELEMENTS)
    )
    for number, chapter, module in sections():
        if chapter:
            told += ["", f"## {chapter}", ""]
        told += ["", f"### {number} {module.TITLE}", "", *prose(module.TEXT), ""]
        for case in cases(module):
            told += shown(case)
    lines: list[str] = []
    for line in told:
        if line or lines[-1]:
            lines.append(line)
    return "\n".join(lines).rstrip() + "\n"


def main(arguments: Sequence[str]) -> None:
    if "--write" in arguments:
        PAGE.write_text(page(), encoding="utf-8")
    else:
        sys.stdout.write(page())


if __name__ == "__main__":
    main(sys.argv[1:])
