"""Plans: show, check a file, hand targets down, freeze a period."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from tiendo.cli.options import As, AsMaybe, AsOf, Json, PlanKey, Request, Target, Unit, day_or_today
from tiendo.cli.output import print_done, print_json
from tiendo.cli.reading import content_of
from tiendo.cli.setting import actor, command, request, writing
from tiendo.cli.telling import tell_plan
from tiendo.cli.text import _, told
from tiendo.core.errors import Problem
from tiendo.core.quantity import decimal_string, print_amount

plan_app = typer.Typer(help="Kế hoạch / plans", no_args_is_help=True)


@plan_app.command("show")
@command
def show(plan: PlanKey = None, as_of: AsOf = None, account: AsMaybe = None, json: Json = False) -> None:
    """Kế hoạch với các điểm đã chọn / a plan with its settings as decided."""
    from tiendo.cli.clock import now
    from tiendo.services.plan_shown import plan_shown

    answer = plan_shown(actor=actor(account), plan=plan, as_of=day_or_today(as_of), now=now())
    if json:
        print_json(answer)
        return
    tell_plan(answer)


@plan_app.command("check")
@command
def check(file: Path, json: Json = False) -> None:
    """Kiểm tra tệp plan.yaml / check a plan file, all faults at once."""
    from tiendo.formats import plan_yaml
    from tiendo.services.plan_shown import ranks

    faults = plan_yaml.check(content_of(file), ranks(), name=file.name)
    if json:
        print_json({"schema": 1, "faults": [{"code": one.code, "text": told(one)} for one in faults]})
    else:
        for one in faults:
            print(told(one))
        if not faults:
            print(_("No faults."))
    if faults:
        raise typer.Exit(3)


@plan_app.command("adopt")
@command
def adopt(file: Path, unit: Unit, account: As, asked: Request = None, json: Json = False) -> None:
    """Ban hành kế hoạch từ plan.yaml / take a plan over from its file."""
    from tiendo.formats import plan_yaml
    from tiendo.services.plan_shown import ranks
    from tiendo.services.plans import adopt_plan

    data = content_of(file)
    if faults := plan_yaml.check(data, ranks(), name=file.name):
        raise Problem.many("yaml.faults", faults)
    document, _lines = plan_yaml.read(data, name=file.name)
    made = adopt_plan(unit=unit, document=document, **writing(account, asked))
    if json:
        print_done(made)
        return
    targets = len(document.get("targets") or ())
    text = _("Plan {plan} is taken over for {unit}: {count} targets, event {event}.")
    print(text.format(plan=made.plan, unit=unit, count=targets, event=made.event))
    for setting in document.get("settings") or ():
        asks = _("Open until decided: {setting}: {question} (tiendo plan decide)")
        print(asks.format(setting=setting["key"], question=setting["question"]))


@plan_app.command("decide")
@command
def decide(
    setting: str,
    option: str,
    paper: Annotated[str, typer.Option("--paper", help="Văn bản / deciding paper")],
    day: Annotated[str, typer.Option("--day", help="Ngày văn bản / its day")],
    account: As,
    plan: PlanKey = None,
    asked: Request = None,
    json: Json = False,
) -> None:
    """Chọn phương án cho điều kế hoạch để ngỏ / answer what a plan's words leave open."""
    from tiendo.services.plan_shown import only_plan
    from tiendo.services.plans import set_plan_setting

    key = plan or only_plan()
    what: dict[str, Any] = {"plan": key, "setting": setting, "option": option, "paper": paper, "day": day}
    held = set_plan_setting(**what, **writing(account, asked))
    if json:
        print_json({"schema": 1, "plan": key, "setting": setting, "option": held})
    else:
        print(_("{plan}, {setting}: {option} is in force.").format(plan=key, setting=setting, option=held))


@command
def allocate(
    target: Target,
    unit: Unit,
    year: Annotated[int, typer.Option("--year", help="Năm / year")],
    amount: Annotated[str, typer.Option("--amount", help="Số giao / amount")],
    paper: Annotated[str, typer.Option("--paper", help="Văn bản / deciding paper")],
    day: Annotated[str, typer.Option("--day", help="Ngày văn bản / its day")],
    account: As,
    plan: PlanKey = None,
    request_: Request = None,
    json: Json = False,
) -> None:
    """Giao chỉ tiêu cho một đơn vị / hand a target's number for a year down to a unit."""
    from tiendo.cli.clock import now
    from tiendo.services.plan_shown import only_plan
    from tiendo.services.plans import set_allocation

    answer = set_allocation(
        actor=actor(account),
        plan=plan or only_plan(),
        target=target,
        unit=unit,
        year=year,
        amount=amount,
        paper=paper,
        day=day,
        request=request(request_),
        now=now(),
    )
    held, scale = answer.amount, answer.decimals
    if json:
        print_done(
            answer,
            without=("decimals",),
            amount=None if held is None else decimal_string(held, decimals=scale),
        )
        return
    shown = "–" if held is None else print_amount(held, decimals=scale)
    text = _("{target}, {unit}, {year}: {amount}.")
    print(text.format(target=answer.target, unit=answer.unit, year=answer.year, amount=shown))


@command
def freeze(
    unit: Unit,
    period: Annotated[str, typer.Option("--period", help="Kỳ: 2024-03, 2024-Q1, 2024 … / period")],
    account: As,
    plan: PlanKey = None,
    request_: Request = None,
    json: Json = False,
) -> None:
    """Chốt số liệu một kỳ / keep a period's report word for word."""
    from tiendo.cli.clock import now
    from tiendo.services.frozen import report_to_freeze
    from tiendo.services.month_returns import freeze_period

    asked: dict[str, Any] = {"actor": actor(account), "now": now()}
    report = report_to_freeze(plan=plan, **asked)
    answer = freeze_period(unit=unit, period=period, report=report, request=request(request_), **asked)
    if json:
        print_done(answer)
        return
    text = _("Kept at event {event}: {unit}, {period}, sha256 {sha256}.")
    print(text.format(event=answer.event, unit=answer.unit, period=answer.period, sha256=answer.sha256))
