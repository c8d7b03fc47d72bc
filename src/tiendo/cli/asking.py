"""Questions: progress, children, explain, history, units, coverage, export, verify."""

from __future__ import annotations

import csv
import sys
from typing import Annotated, Any

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
    position,
)
from tiendo.cli.output import print_json, print_table, status_text
from tiendo.cli.setting import actor, command
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
    title = f"{answer['unit_name']} ({answer['unit']}) · {answer['as_of']} · {answer['book']} · #{answer['known']}"
    columns = ["", _("target"), _("goal"), _("result"), "%", _("assessment"), _("reported")]
    print_table(title, columns, [_row(target) for target in answer["targets"]])


def _row(target: dict[str, Any]) -> list[Any]:
    shown, coverage = target["shown"], target["coverage"]
    heard = coverage["reported"] + coverage["nil"]
    return [
        target["id"],
        target["name"],
        shown["goal"],
        shown["value"],
        shown["attainment"],
        status_text(target["status"]),
        f"{heard}/{coverage['expected']}",
    ]


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
    for one in answer["targets"]:
        rows = [[row["code"], row["name"], *_row(row)[2:]] for row in one["children"]]
        sums = one.get("contributions")
        if sums:
            rows.append(["", _("own work"), "", sums["own"]["amount"], "", "", ""])
            rows.append(["", _("units since moved or closed"), "", sums["former"]["amount"], "", "", ""])
        rows.append(["", _("total"), *_row(one["total"])[2:]])
        columns = [_("code"), _("unit"), _("goal"), _("result"), "%", _("assessment"), _("reported")]
        print_table(f"{one['id']} {one['total']['name']}", columns, rows)


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

    seq, _colon, line = after.partition(":")
    answer = why(
        actor=actor(account),
        unit=unit,
        target=target,
        as_of=day_or_today(as_of),
        known=position(known),
        plan=plan,
        book=book,
        now=now(),
        after=(int(seq) if seq.isdigit() else 0, int(line) if line.isdigit() else 0),
    )
    if json:
        print_json(answer)
        return
    _tell_why(answer)


def _tell_why(answer: dict[str, Any]) -> None:
    chosen = answer["target"]
    print(f"{answer['unit_name']}: {chosen['id']} {chosen['name']} = {chosen['shown']['value'] or '-'}")
    print(f"{answer['clause']['key']}: {answer['clause']['text']}")
    for term in answer["terms"]:
        title = f"{term['name']}: {term['amount']} {term['unit']}"
        rows = [
            [part.get("code", ""), part.get("name", _("own work")), part["amount"]]
            for part in term["contributions"]
        ]
        print_table(title, [_("code"), _("unit"), _("result")], rows)
    print_table(
        _("ledger lines"),
        ["#", _("unit"), _("day"), _("amount"), _("record"), _("version"), _("event")],
        [
            [
                f"{line['seq']}:{line['n']}",
                line["unit"]["name"],
                line["day"],
                line["amount"],
                line["record"],
                line["version"],
                f"{line['event']['verb']} {line['event']['at'][:10]} {line['event']['hash'][:12]}",
            ]
            for line in answer["lines"]
        ],
    )


@command
def history(record: RecordId, known: Known = None, account: AsMaybe = None, json: Json = False) -> None:
    """Lịch sử một bản ghi / a record's versions, who wrote, sent and accepted them, and its proof."""
    from tiendo.cli.clock import now
    from tiendo.services.explanation import history_of

    answer = history_of(actor=actor(account), record=record, known=position(known), now=now())
    if json:
        print_json(answer)
        return
    rows = []
    for version in answer["versions"]:
        told = ", ".join(
            f"{f['element']}{'/' + f['part'] if f['part'] else ''}={f['amount']}" for f in version["figures"]
        )
        for number, event in enumerate([{"book": _("written"), **version["written"]}, *version["postings"]]):
            by = (event.get("by") or {}).get("account", event["person"])
            head = (
                [version["version"], version["day"] or version["month"], told]
                if number == 0
                else ["", "", ""]
            )
            rows.append([*head, event["book"], by, event["at"][:19], f"#{event['seq']} {event['hash'][:12]}"])
    columns = [_("version"), _("day"), _("figures"), _("book"), _("by"), _("moment"), _("event")]
    print_table(f"{answer['unit']['name']} · {record}", columns, rows)
    for proof in answer["proof"]:
        print(f"{_('proof')}: {proof['kind']} {proof['text']} {proof['day'] or ''}")


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
    rows = [
        [one["code"], "  " * one["depth"] + one["name"], one["level"], one["since"]]
        for one in answer["units"]
    ]
    print_table(answer["day"], [_("code"), _("unit"), _("level"), _("since")], rows)


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
    rows = [
        [one["id"], *(one["total"][key] for key in ("expected", "reported", "nil", "missing"))]
        for one in answer["targets"]
    ]
    print_table(unit, ["", _("expected"), _("reported"), _("nil"), _("missing")], rows)


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

    answer = prove(actor=actor(account), now=now(), as_of=day_or_today(None) if core else None, core=core)
    if json:
        print_json(answer)
    elif answer["agrees"]:
        print(_("Everything agrees at event {known}.").format(known=answer["known"]))
    else:
        for one in answer["findings"]:
            print(f"{one['place']}: {_(one['text']).format_map(one['details'])}")
    if not answer["agrees"]:
        raise typer.Exit(9)
