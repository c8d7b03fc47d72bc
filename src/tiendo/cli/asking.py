"""Questions: progress, children, explain, history, units, coverage, export, verify."""

from __future__ import annotations

import csv
import sys
from typing import Annotated

import typer

from tiendo.cli.options import (
    AsMaybe,
    AsOf,
    BookName,
    Json,
    Known,
    PlanKey,
    RecordId,
    Target,
    Unit,
    day_or_today,
    line_after,
    position,
)
from tiendo.cli.output import print_json, waiting
from tiendo.cli.setting import actor, command
from tiendo.cli.telling import (
    tell_children,
    tell_coverage,
    tell_elements,
    tell_history,
    tell_progress,
    tell_units,
    tell_why,
)
from tiendo.cli.text import _
from tiendo.core.submission import Book


@command
def progress(
    unit: Unit,
    as_of: AsOf = None,
    known: Known = None,
    plan: PlanKey = None,
    book: BookName = Book.REPORTED,
    account: AsMaybe = None,
    json: Json = False,
) -> None:
    """Tiến độ mọi chỉ tiêu của một đơn vị / progress of every target at a unit."""
    from tiendo.cli.clock import now
    from tiendo.services.progress import progress_of

    with waiting(_("Reading the ledger")):
        answer = progress_of(
            actor=actor(account),
            unit=unit,
            as_of=day_or_today(as_of),
            known=position(known),
            plan=plan,
            book=book,
            now=now(),
        )
    if json:
        print_json(answer)
        return
    tell_progress(answer)


@command
def children(
    unit: Unit,
    target: Annotated[list[str] | None, typer.Option("--target", help="Mã chỉ tiêu / target key")] = None,
    as_of: AsOf = None,
    known: Known = None,
    plan: PlanKey = None,
    book: BookName = Book.REPORTED,
    account: AsMaybe = None,
    json: Json = False,
) -> None:
    """Chỉ tiêu theo đơn vị trực thuộc / targets by child unit, with units since moved or closed."""
    from tiendo.cli.clock import now
    from tiendo.services.progress import children_of

    with waiting(_("Reading the ledger")):
        answer = children_of(
            actor=actor(account),
            unit=unit,
            targets=target or (),
            as_of=day_or_today(as_of),
            known=position(known),
            plan=plan,
            book=book,
            now=now(),
        )
    if json:
        print_json(answer)
        return
    tell_children(answer)


@command
def explain(
    unit: Unit,
    target: Target,
    as_of: AsOf = None,
    known: Known = None,
    plan: PlanKey = None,
    book: BookName = Book.REPORTED,
    after: Annotated[
        str, typer.Option("--after", help="Trang sau dòng seq:n / page after line seq:n")
    ] = "0:0",
    account: AsMaybe = None,
    json: Json = False,
) -> None:
    """Vì sao có số này? / why is this figure what it is, down to the ledger's lines."""
    from tiendo.cli.clock import now
    from tiendo.services.explanation import explain as why

    with waiting(_("Reading the ledger")):
        answer = why(
            actor=actor(account),
            unit=unit,
            target=target,
            as_of=day_or_today(as_of),
            known=position(known),
            plan=plan,
            book=book,
            now=now(),
            after=line_after(after),
        )
    if json:
        print_json(answer)
        return
    tell_why(answer)


@command
def history(record: RecordId, known: Known = None, account: AsMaybe = None, json: Json = False) -> None:
    """Lịch sử một bản ghi / a record's versions, who wrote, sent and accepted them, and its proof."""
    from tiendo.cli.clock import now
    from tiendo.services.explanation import history_of

    answer = history_of(actor=actor(account), record=record, known=position(known), now=now())
    if json:
        print_json(answer)
        return
    tell_history(answer)


@command
def units(
    unit: Annotated[str | None, typer.Option("--unit", help="Mã đơn vị / unit code")] = None,
    day: Annotated[str | None, typer.Option("--day", help="Ngày / day")] = None,
    account: AsMaybe = None,
    json: Json = False,
) -> None:
    """Cây đơn vị tại một ngày / the tree of units on a day."""
    from tiendo.cli.clock import now
    from tiendo.services.tree import units_at

    answer = units_at(actor=actor(account), unit=unit, day=day_or_today(day), now=now())
    if json:
        print_json(answer)
        return
    tell_units(answer)


@command
def elements(
    unit: Annotated[str | None, typer.Option("--unit", help="Mã đơn vị / unit code")] = None,
    day: Annotated[str | None, typer.Option("--day", help="Ngày / day")] = None,
    account: AsMaybe = None,
    json: Json = False,
) -> None:
    """Các số liệu một đơn vị phải nhập / the data elements a unit enters, with their keys."""
    from tiendo.cli.clock import now
    from tiendo.services.elements_shown import elements_of

    answer = elements_of(actor=actor(account), unit=unit, day=day_or_today(day), now=now())
    if json:
        print_json(answer)
        return
    tell_elements(answer)


@command
def coverage(
    unit: Unit,
    as_of: AsOf = None,
    known: Known = None,
    plan: PlanKey = None,
    book: BookName = Book.REPORTED,
    account: AsMaybe = None,
    json: Json = False,
) -> None:
    """Ai đã báo cáo, ai chưa / who has been heard from."""
    from tiendo.cli.clock import now
    from tiendo.services.progress import coverage_of

    with waiting(_("Reading the ledger")):
        answer = coverage_of(
            actor=actor(account),
            unit=unit,
            as_of=day_or_today(as_of),
            known=position(known),
            plan=plan,
            book=book,
            now=now(),
        )
    if json:
        print_json(answer)
        return
    tell_coverage(answer)


@command
def export(
    table: str,
    known: Known = None,
    account: AsMaybe = None,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="CSV, dạng duy nhất hiện có / the only form there is")
    ] = True,
) -> None:
    """Bảng dữ liệu để mang đi / tables to take away: entries, units, levels, months …"""
    from tiendo.cli.clock import now
    from tiendo.services.exporting import export_table

    assert as_csv
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerows(export_table(actor=actor(account), table=table, known=position(known), now=now()))


@command
def verify(
    core: Annotated[
        bool, typer.Option("--core", help="Tính lại bằng mô hình gốc / recompute by core too")
    ] = False,
    account: AsMaybe = None,
    json: Json = False,
) -> None:
    """Chứng minh sổ / prove the ledger: facts, entries, balances, chain, guards."""
    from tiendo.cli.clock import now
    from tiendo.services.proof import verify as prove

    with waiting(_("Proving the ledger")) as told:
        as_of = day_or_today(None) if core else None
        answer = prove(actor=actor(account), now=now(), as_of=as_of, core=core, told=told)
    if json:
        print_json(answer)
    elif answer["agrees"]:
        print(_("Everything agrees at event {known}.").format(known=answer["known"]))
    else:
        for one in answer["findings"]:
            print(f"{one['place']}: {_(one['text']).format_map(one['details'])}")
    if not answer["agrees"]:
        raise typer.Exit(9)
