"""The example organisation's plan as the paper it would be issued on: a Word file made of its plan.yaml."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from tiendo.demo import organisation

_HELD = {">=": "đạt ít nhất", ">": "đạt trên", "<=": "không quá", "<": "dưới", "=": "đúng"}
_OVER = {
    "each year": "Hàng năm, ",
    "whole term": "Trong cả nhiệm kỳ, ",
    "at the end": "Đến cuối nhiệm kỳ, ",
}


def example_plan() -> dict[str, Any]:
    """The example's plan as a document."""
    return organisation.plan_document()


def example_docx() -> bytes:
    """Letterhead, bases, targets, tasks and duties, as such papers are laid out."""
    from docx import Document

    plan, made = example_plan(), Document()
    head = plan["plan"]
    lines = [
        head["issuer"].upper(),
        "Số: 15-KH/TĐTN-VP",
        "KẾ HOẠCH",
        "Đưa nghị quyết Đảng hai cấp vào việc làm, giai đoạn 2021 - 2025",
        *(f"{base};" for base in head["bases"]),
        "I. CHỈ TIÊU",
        *(f"- {sentence(one)}." for one in plan["targets"]),
        "II. NHIỆM VỤ, GIẢI PHÁP",
    ]
    for number, area in enumerate(plan["areas"], start=1):
        lines.append(f"{number}. {area['name']}")
        lines += [f"- {one['text']}" for one in plan["tasks"] if one["area"] == area["key"]]
    lines.append("III. TỔ CHỨC THỰC HIỆN")
    lines += [f"{n}. {one['responsible']}: {one['text']}" for n, one in enumerate(plan["duties"], start=1)]
    for line in lines:
        made.add_paragraph(line)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def sentence(target: dict[str, Any]) -> str:
    """A target as a sentence of a plan."""
    name, unit = target["name"], target.get("unit", "")
    goal = target["goal"] if target["goal"].endswith("%") else f"{target['goal']} {unit}".strip()
    said = f"{_OVER[target['basis']]}{name[:1].lower()}{name[1:]} {_HELD[target['comparator']]} {goal}"
    return said[:1].upper() + said[1:]
