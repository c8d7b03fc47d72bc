"""Every writing verb once, with what it needs: for tests that hold for all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.services import stage
from tiendo.services import (
    accounts,
    catalogue,
    excuses,
    month_figures,
    month_returns,
    months,
    organisation,
    persons,
    plan_amendment,
    plan_compare,
    plan_reading_adoption,
    plan_readings,
    plans,
    records,
    sign_in_codes,
    units,
)

DOCUMENT: dict[str, Any] = {
    "plan": {"key": "KH1", "title": "Kế hoạch", "counts_from": "2021-01-01", "counts_to": "2025-12-31"},
    "elements": [stage.ELEMENTS[0], {**stage.ELEMENTS[0], "key": "models", "name": "Mô hình"}],
    "areas": [{"key": "A1", "name": "Môi trường"}],
    "clauses": [{"key": "II.1", "text": "Trồng 300.000 cây"}, {"key": "II.2", "text": "18 mô hình mỗi năm"}],
    "targets": [
        {
            "key": "T1", "clause": "II.1", "area": "A1", "name": "Cây", "basis": "whole term",
            "comparator": ">=", "goal": "300.000", "indicator": {"form": "total", "element": "trees"},
        },
        {
            "key": "T2", "clause": "II.2", "area": "A1", "name": "Mô hình", "basis": "each year",
            "comparator": ">=", "goal": "18", "indicator": {"form": "total", "element": "models"},
        },
        {
            "key": "T3", "clause": "II.2", "area": "A1", "name": "Đơn vị có mô hình", "basis": "each year",
            "comparator": ">=", "goal": "100%",
            "indicator": {
                "form": "unit_share", "levels": ["district"], "over": {"district": "own"},
                "condition": {"total": "models", "comparator": ">=", "amount": 2},
            },
        },
    ],
    "settings": [
        {
            "key": "start", "clause": "II.1", "question": "Tính từ ngày nào?", "default": "plan",
            "options": [
                {"key": "plan", "label": "Theo kế hoạch"},
                {"key": "later", "label": "Muộn hơn", "patch": {"T1": {"counts_from": "2021-07-01"}}},
            ],
        }
    ],
}  # fmt: skip


def adopted() -> None:
    """Take the plan over for the province."""
    plans.adopt_plan(unit="P", document=DOCUMENT, **stage.asked())


@dataclass(frozen=True)
class Case:
    """A verb, what it is asked (made when the stage is set), and the same with other content."""

    verb: Callable[..., Any]
    make: Callable[[], dict[str, Any]]
    other: Mapping[str, Any]
    founding: bool = False

    @property
    def name(self) -> str:
        return self.verb.__name__


def _record() -> str:
    return stage.add(stage.told(trees=5))[0].record


def _sent(**more: Any) -> dict[str, Any]:
    _record()
    stage.send()
    return {"unit": "EA", "month": stage.MARCH, **more}


def _accepted(**more: Any) -> dict[str, Any]:
    asked = _sent(**more)
    stage.accept()
    return asked


def _grant() -> str:
    accounts.create_account(username="lan.1", name="Lan", **stage.asked())
    return accounts.grant_role(
        username="lan.1", role="reporter", unit="EA", from_day="2024-01-01", **stage.asked()
    ).id


def _person(name: str) -> str:
    return persons.name_person(unit="EA", name=name, **stage.asked()).person


def _account() -> dict[str, Any]:
    accounts.create_account(username="lan.1", name="Lan", **stage.asked())
    return {"username": "lan.1", "role": "sender", "unit": "EA", "from_day": "2024-01-01"}


def _allocating(**more: Any) -> dict[str, Any]:
    adopted()
    return {"plan": "KH1", "paper": "12-QĐ", "day": "2024-01-05", **more}


def _amending(goals: dict[str, str]) -> dict[str, Any]:
    adopted()
    return {"plan": DOCUMENT["plan"]["key"], "goals": goals, "paper": "40-CV", "day": "2024-05-02"}


def _comparing() -> dict[str, Any]:
    adopted()
    return {"reading": _reading(), "plan": "KH1", "base": 0, "targets": {"T1": "T01"}, "tasks": {}}


def _row(amount: Any = 500) -> dict[str, Any]:
    return {"target": "T1", "unit": "E", "year": 2024, "amount": amount}


def _to_accept() -> dict[str, Any]:
    return {**_sent(), "seen": stage.shown_digest()}


WORDS = """KẾ HOẠCH
Thực hiện công tác thanh niên giai đoạn 2021 - 2025

I. CHỈ TIÊU
- Trồng mới 300.000 cây xanh.
- Hàng năm xây dựng 18 mô hình phát triển kinh tế.

II. NHIỆM VỤ, GIẢI PHÁP
1. Bảo vệ môi trường
- Vận động đoàn viên, thanh niên trồng và chăm sóc cây xanh.

III. TỔ CHỨC THỰC HIỆN
1. Văn phòng: Theo dõi, đôn đốc các cơ sở.
"""
PAPER = {"unit": "P", "data": WORDS.encode(), "name": "ke-hoach.txt"}
ANNEX = """
Phụ lục: phân bổ chỉ tiêu năm 2024

| TT | Đơn vị | Trồng mới cây xanh | Mô hình kinh tế |
|---|---|---|---|
| 1 | Huyện Đông | 2.000 | 10 |
| 2 | Huyện Nam | 1.000 | 8 |
"""
TABLED = {"unit": "P", "data": (WORDS + ANNEX).encode(), "name": "phu-luc.md"}


def _reading() -> int:
    return plan_readings.start_reading(**PAPER, **stage.asked()).reading


PROOF = {"kind": "document", "text": "12-BC", "day": "2024-03-09"}

FOUNDING = Case(
    organisation.found_organisation,
    lambda: {
        "levels": stage.LEVELS,
        "root": {"code": "P", "name": "Tỉnh", "level": "province"},
        "day": stage.START,
        "name": "Tổ chức",
        "account": {"username": "quantri", "name": "Quản trị", "password": "rất dài và khó"},
    },
    {"name": "Tổ chức khác"},
    founding=True,
)

CASES = [
    FOUNDING,
    Case(
        units.open_unit,
        lambda: {"code": "EC", "name": "Đông C", "level": "commune", "parent": "E", "day": "2023-01-01"},
        {"name": "Đông D"},
    ),
    Case(
        units.open_units,
        lambda: {
            "units": [
                {"code": "N", "name": "Bắc", "level": "district", "parent": "P", "day": "2023-01-01"},
                {"code": "NA", "name": "Bắc A", "level": "commune", "parent": "N", "day": "2023-01-01"},
            ]
        },
        {"units": [{"code": "S", "name": "Nam", "level": "district", "parent": "P", "day": "2023-01-01"}]},
    ),
    Case(units.rename_unit, lambda: {"unit": "EA", "day": "2023-01-01", "name": "Đông An"}, {"name": "Đông"}),
    Case(units.move_unit, lambda: {"unit": "EA", "parent": "W", "day": "2023-01-01"}, {"day": "2023-02-01"}),
    Case(
        units.merge_units,
        lambda: {"units": ["EA", "EB"], "into": "WA", "day": "2023-01-01"},
        {"day": "2023-02-01"},
    ),
    Case(
        units.split_unit,
        lambda: {
            "unit": "EA",
            "successors": [{"unit": "EB", "parts": {"youth": 1}}, {"unit": "WA", "parts": {"youth": 2}}],
            "day": "2023-01-01",
        },
        {"day": "2023-02-01"},
    ),
    Case(units.close_unit, lambda: {"unit": "EA", "day": "2023-01-01"}, {"day": "2023-02-01"}),
    Case(catalogue.define_levels, lambda: {"levels": [{"key": "branch", "rank": 3, "name": "Chi"}]}, {"levels": [
        {"key": "branch", "rank": 3, "name": "Chi đoàn"}]}),
    Case(
        catalogue.define_elements,
        lambda: {"elements": [{**stage.ELEMENTS[0], "key": "blood", "name": "Máu", "unit": "đơn vị"}]},
        {"elements": [{**stage.ELEMENTS[0], "key": "blood", "name": "Máu tốt", "unit": "đơn vị"}]},
    ),
    Case(catalogue.set_calendar, lambda: {"month": "2024-07", "cutoff": 15}, {"cutoff": 20}),
    Case(catalogue.set_operating_day, lambda: {"day": "2024-11-30"}, {"day": "2024-11-29"}),
    Case(
        catalogue.set_report_template,
        lambda: {"template": {"heading": "ĐẦU ĐỀ"}},
        {"template": {"heading": "KHÁC"}},
    ),
    Case(catalogue.set_mfa_roles, lambda: {"roles": ["steward"]}, {"roles": []}),
    Case(catalogue.set_simulated, lambda: {"simulated": True}, {"simulated": False}),
    Case(plans.adopt_plan, lambda: {"unit": "P", "document": DOCUMENT}, {"unit": "E"}),
    Case(
        plans.set_plan_setting,
        lambda: _allocating(setting="start", option="later"),
        {"option": "plan"},
    ),
    Case(plans.set_allocation, lambda: _allocating(**_row()), {"amount": 501}),
    Case(plans.set_allocations, lambda: _allocating(rows=[_row()]), {"rows": [_row(501)]}),
    Case(plan_readings.start_reading, lambda: PAPER, {"name": "khac.txt"}),
    Case(
        plan_readings.decide_row,
        lambda: {"reading": _reading(), "row": "target-T01", "base": 0, "change": {"verdict": "confirmed"}},
        {"change": {"verdict": "rejected"}},
    ),
    Case(plan_readings.drop_reading, lambda: {"reading": _reading()}, {"reading": 1}),
    Case(
        plan_reading_adoption.adopt_reading,
        lambda: {"reading": (number := _reading()), "seen": number, "rest": "as_read", "defaults": True},
        {"rest": "left_out"},
    ),
    Case(plan_compare.confirm_matches, _comparing, {"targets": {"T1": ""}}),
    Case(
        plan_amendment.amend_plan,
        lambda: _amending({"T1": "250.000"}),
        {"goals": {"T1": "260.000"}},
    ),
    Case(
        accounts.create_account,
        lambda: {"username": "lan", "name": "Lan", "password": "rất dài và khó"},
        {"username": "lan2"},
    ),
    Case(
        accounts.give_password,
        lambda: {"username": _account()["username"], "password": "câu mới đủ dài"},
        {"username": "quantri"},
    ),
    Case(
        sign_in_codes.give_sign_in_code,
        lambda: {
            "username": _account()["username"],
            "code": "23AB-45CD-67EF-89GH",
            "until": stage.NOW + timedelta(days=3),
        },
        {"code": "23AB-45CD-67EF-89GJ"},
    ),
    Case(accounts.grant_role, _account, {"role": "reporter"}),
    Case(accounts.end_grant, lambda: {"grant": _grant(), "day": "2024-05-01"}, {"day": "2024-05-02"}),
    Case(records.add_record, lambda: stage.told(trees=7), {"figures": {"trees": 8}}),
    Case(
        records.add_records,
        lambda: {"records": [stage.told(trees=7), stage.told("EB", trees=8)]},
        {"records": [stage.told(trees=9)]},
    ),
    Case(records.correct_record, lambda: {"record": _record(), "figures": {"trees": 6}}, {"figures": {"trees": 9}}),
    Case(records.withdraw_record, lambda: {"record": _record()}, {"reason": "nhầm"}),
    Case(
        records.attach_proof,
        lambda: {"record": _record(), "proofs": [PROOF]},
        {"proofs": [{"kind": "paper", "text": "tủ hồ sơ"}]},
    ),
    Case(
        records.post_opening,
        lambda: {
            "record": stage.an_id(), "unit": "E", "day": "2022-12-31", "paper": "5-BC", "figures": {"trees": 900},
        },
        {"paper": "6-BC"},
    ),
    Case(
        month_figures.set_month_figure,
        lambda: {"unit": "EA", "month": stage.MARCH, "figures": {"trees": 50}},
        {"figures": {"trees": 51}},
    ),
    Case(
        month_figures.set_month_figures,
        lambda: {"months": [{"unit": unit, "month": stage.MARCH, "figures": {"trees": 5}} for unit in ("EA", "EB")]},
        {"months": [{"unit": "EA", "month": stage.MARCH, "figures": {"trees": 51}}]},
    ),
    Case(month_figures.report_nil, lambda: {"unit": "EA", "month": stage.MARCH}, {"elements": ["trees"]}),
    Case(
        month_figures.report_nils,
        lambda: {"months": [{"unit": unit, "month": stage.MARCH, "elements": ["km"]} for unit in ("EA", "EB")]},
        {"months": [{"unit": "EA", "month": stage.MARCH}]},
    ),
    Case(
        months.send_month, lambda: {"unit": "EA", "month": stage.MARCH, **_ignored(_record())}, {"month": "2024-04"}
    ),
    Case(
        months.send_months,
        lambda: {"months": [{"unit": "EA", "month": stage.MARCH}], **_ignored(_record())},
        {"months": [{"unit": "EB", "month": stage.MARCH}]},
    ),
    Case(months.accept_month, _to_accept, {"seen": "khác"}),
    Case(months.accept_months, lambda: {"months": [_to_accept()]}, {"months": [
        {"unit": "EA", "month": "2024-04", "seen": "x"}]}),
    Case(month_returns.return_month, lambda: _sent(reason="thiếu minh chứng"), {"reason": "khác"}),
    Case(month_returns.reopen_month, lambda: _accepted(reason="sai số"), {"reason": "khác"}),
    Case(month_returns.excuse_month, lambda: {"unit": "EA", "month": stage.MARCH, "reason": "bão"}, {"reason": "lũ"}),
    Case(
        excuses.excuse_months,
        lambda: {"months": [{"unit": unit, "month": stage.MARCH} for unit in ("EA", "EB")], "reason": "bão"},
        {"months": [{"unit": "EA", "month": stage.MARCH}]},
    ),
    Case(
        month_returns.freeze_period,
        lambda: {"unit": "E", "period": "2024-Q1", "report": lambda *asked: {"unit": asked[0], "known": asked[2]}},
        {"period": "2024-Q2"},
    ),
    Case(persons.name_person, lambda: {"unit": "EA", "name": "Nguyễn Thị Hoà", "birth": "2000-01-02"}, {"unit": "EB"}),
    Case(
        persons.merge_persons,
        lambda: {"kept": _person("Hoà"), "merged": _person("Hà")},
        {"merged": "ai đó"},
    ),
    Case(persons.erase_person, lambda: {"person": _person("Hoà")}, {"person": "ai đó"}),
]  # fmt: skip


def _ignored(_: object) -> dict[str, Any]:
    return {}


def run(case: Case, asked: Mapping[str, Any], request: str) -> Any:
    """Carry a case out under a request id, by the actor who may do everything."""
    who = {} if case.founding else {"actor": stage.SYSTEM}
    return case.verb(**who, **asked, request=request, now=stage.NOW)
