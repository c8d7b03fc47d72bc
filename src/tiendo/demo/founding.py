"""The first steps of the example: organisation, units, accounts, plan, allocations, what was before the first month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from tiendo.core.period import Month
from tiendo.demo import organisation
from tiendo.demo import simulation_texts as texts
from tiendo.demo.accounts import COORDINATOR, PLANNER, STEWARD, accounts, name_of
from tiendo.demo.allocations import decisions
from tiendo.demo.organisation import PROVINCE
from tiendo.demo.sign_in import password_of
from tiendo.demo.simulation import Scale, Step, id_of, moment, request_of
from tiendo.demo.simulation_rates import BEFORE, opening_shares
from tiendo.demo.simulation_work import party_record

OPENED = date(2020, 9, 30)
"""Units are there from a day before the earliest reading of the plan's term."""

TERM = Month.of(2021, 1)
"""The first month of the plan's term as it is read by default."""

NAME = texts.marked("Tỉnh đoàn Kiên Giang: đơn vị ví dụ, số liệu")


def steps(scale: Scale, seed: str) -> list[Step]:
    """What is done before the first month is told, and the papers that hand numbers down later on."""
    return list(_Founding(scale, seed).steps())


class _Founding:
    def __init__(self, scale: Scale, seed: str) -> None:
        self.scale, self.seed = scale, seed
        self.day = date(scale.first.year, scale.first.number, 1)
        self.number = 0

    def steps(self) -> Iterator[Step]:
        yield from self.organisation()
        yield from self.accounts()
        yield from self.plan()
        yield from self.before()

    def step(self, verb: str, by: str, about: str, **what: Any) -> Step:
        """The next step; each a second after the one before, so that their order is the ledger's."""
        self.number += 1
        at = moment(self.day, 8) + timedelta(seconds=self.number)
        lists = [len(value) for value in what.values() if isinstance(value, list)]
        request = request_of(self.seed, verb, at, str(self.number))
        return Step(at, 0, verb, by, request, what, max([1, *lists]), about)

    def organisation(self) -> Iterator[Step]:
        levels = [{"key": level.key, "rank": level.rank, "name": level.name} for level in organisation.LEVELS]
        root, *others = self.scale.units()
        yield self.step(
            "found_organisation",
            "",
            "Lập đơn vị",
            levels=levels,
            root={"code": root.code, "name": root.name, "level": root.level},
            day=OPENED,
            name=NAME,
            account={
                "username": STEWARD,
                "name": name_of(STEWARD, self.seed),
                "password": password_of(STEWARD),
            },
        )
        yield self.step("set_simulated", STEWARD, "Lập đơn vị", simulated=True)
        yield self.step("set_report_template", STEWARD, "Lập đơn vị", template=organisation.letterheads())
        yield self.step("set_operating_day", STEWARD, "Lập đơn vị", day=self.scale.last_day)
        opened = [
            {"code": u.code, "name": u.name, "level": u.level, "parent": u.parent, "day": OPENED}
            for u in others
        ]
        yield self.step("open_units", STEWARD, "Lập đơn vị", units=opened)

    def accounts(self) -> Iterator[Step]:
        for account in accounts(self.scale, self.seed):
            yield self.step(
                "create_account",
                STEWARD,
                "Lập tài khoản",
                username=account.username,
                name=account.name,
                password=password_of(account.username),
            )
            for role in account.roles:
                yield self.step(
                    "grant_role",
                    STEWARD,
                    "Lập tài khoản",
                    username=account.username,
                    role=role.role,
                    unit=role.unit,
                    from_day=OPENED,
                    to_day=role.to_day,
                )

    def plan(self) -> Iterator[Step]:
        yield self.step(
            "adopt_plan", PLANNER, "Ban hành kế hoạch", unit=PROVINCE, document=organisation.plan_document()
        )
        key = organisation.plan_document()["plan"]["key"]
        for decision in decisions(self.scale.units(), self.scale.last_day):
            at = moment(max(decision.day, self.day), 11)
            rows = list(decision.rows)
            what = {"plan": key, "paper": decision.paper, "day": decision.day, "rows": rows}
            request = request_of(self.seed, "set_allocations", at, decision.paper)
            yield Step(at, 0, "set_allocations", PLANNER, request, what, len(rows), "Giao chỉ tiêu")

    def before(self) -> Iterator[Step]:
        """What was before the first month: openings with their paper, and months nobody asks for."""
        about, day = "Số đầu kỳ", self.day - timedelta(days=1)
        shares = {element: opening_shares(element) for element in BEFORE}
        opened: list[dict[str, Any]] = []
        for unit in self.scale.units():
            if unit.level in ("district", "affiliated"):
                opened.append({"unit": unit.code, "month": self.scale.first - 1})
                figures = {element: some[unit.code] for element, some in shares.items() if some[unit.code]}
                yield self.step(
                    "post_opening",
                    STEWARD,
                    about,
                    record=id_of(self.seed, "opening", unit.code),
                    unit=unit.code,
                    day=day,
                    title=texts.marked("Kết quả trước khi dùng hệ thống"),
                    paper=texts.marked(f"Số {unit.code}-BC/ĐTN"),
                    figures=figures,
                )
        yield self.step("accept_months", COORDINATOR, about, months=opened)
        months = TERM.through(self.scale.first - 1)
        excused = [{"unit": unit.code, "month": month} for month in months for unit in self.scale.units()]
        for at in range(0, len(excused), _MOST):
            yield self.step(
                "excuse_months",
                "",
                about,
                months=excused[at : at + _MOST],
                reason=texts.marked(texts.BEFORE_START),
            )
        quarters = [month for month in months if month.number % 3 == 0]
        yield self.step(
            "add_records", COORDINATOR, about, records=[party_record(month, self.seed) for month in quarters]
        )
        told = [{"unit": PROVINCE, "month": month} for month in quarters]
        yield self.step("send_months", COORDINATOR, about, months=told)
        yield self.step("accept_months", COORDINATOR, about, months=told)


_MOST = 5_000
