"""Answers as people read them: tables and sentences of the questions, in the chosen language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tiendo.cli.output import amount, day, moment, print_table
from tiendo.cli.text import _, goal, word
from tiendo.core.quantity import print_amount
from tiendo.formats.wording import STATES

PAGE = 50
"""Lines of the ledger in one answer of `explain`."""


def tell_progress(answer: Mapping[str, Any]) -> None:
    """Every target of a unit."""
    columns = ["", _("target"), _("window"), _("goal"), _("result"), "%", _("assessment"), _("reported")]
    print_table(_title(answer), columns, [[one["id"], *_row(one)] for one in answer["targets"]])


def _title(answer: Mapping[str, Any]) -> str:
    book = word(answer["book"])
    return f"{answer['unit_name']} ({answer['unit']}) · {day(answer['as_of'])} · {book} · #{answer['known']}"


def _row(target: Mapping[str, Any]) -> list[str]:
    return [target["name"], _window(target["window"]), *_figures(target)]


def _figures(target: Mapping[str, Any]) -> list[str]:
    shown, coverage = target["shown"], target["coverage"]
    heard = coverage["reported"] + coverage["nil"]
    return [
        goal(target["comparator"], shown["goal"]),
        shown["value"],
        shown["attainment"],
        word(target["status"]),
        f"{_count(heard)}/{_count(coverage['expected'])}",
    ]


def _count(number: int) -> str:
    return print_amount(number, decimals=0)


def _window(window: Sequence[str]) -> str:
    """A window as its years, or as its days where it is no whole years."""
    (start, end), first = window, "-01-01"
    if start.endswith(first) and end.endswith(first):
        last = int(end[:4]) - 1
        return start[:4] if last == int(start[:4]) else f"{start[:4]}–{last}"
    return f"{day(start)} – <{day(end)}"


def tell_children(answer: Mapping[str, Any]) -> None:
    """Each target by child unit."""
    columns = [_("code"), _("unit"), _("goal"), _("result"), "%", _("assessment"), _("reported")]
    for one in answer["targets"]:
        sums = one.get("contributions")
        rows = [[row["unit"], row["unit_name"], *_brought(row, sums)] for row in one["children"]]
        if sums:
            rows.append(["", _("own work"), "", amount(sums["own"]["amount"]), "", "", ""])
            rows.append(
                ["", _("units since moved or closed"), "", amount(sums["former"]["amount"]), "", "", ""]
            )
        rows.append(["", _("total"), *_figures(one["total"])])
        window = _window(one["total"]["window"])
        print_table(f"{one['id']} {one['total']['name']} · {window} · {_title(answer)}", columns, rows)


def _brought(row: Mapping[str, Any], sums: Mapping[str, Any] | None) -> list[str]:
    """A child's figures; where it has no value of its own, what it brought to the total is told all the same."""
    target_goal, value, *others = _figures(row)
    if sums and not value:
        brought = sums["children"][str(row["unit_id"])]["amount"]
        value = "" if brought == "0" else amount(brought)
    return [target_goal, value, *others]


def tell_coverage(answer: Mapping[str, Any]) -> None:
    """How many cells were expected, and what came of them."""
    kinds = ("expected", "reported", "nil", "missing")
    rows = [[one["id"], *(_count(one["total"][kind]) for kind in kinds)] for one in answer["targets"]]
    print_table(_title(answer), ["", *(_(kind) for kind in kinds)], rows)


def tell_why(answer: Mapping[str, Any]) -> None:
    """A figure with its clause, what it is made of, and lines of the ledger."""
    chosen = answer["target"]
    print(_title(answer))
    reached = f"{chosen['id']} {chosen['name']} = {chosen['shown']['value'] or '–'}"
    wanted = goal(chosen["comparator"], chosen["shown"]["goal"])
    print(f"{reached} ({_('goal')}: {wanted or '–'}; {word(chosen['status'])}; {_window(chosen['window'])})")
    print(f"{answer['clause']['key']}: {answer['clause']['text']}")
    if chosen["numerator"] is not None and chosen["denominator"] is not None:
        print(f"{amount(chosen['numerator'])} / {amount(chosen['denominator'])}")
    for kind, units in ((_("not met"), chosen["failing"]), (_("left out"), chosen["left_out"])):
        if units:
            names = ", ".join(f"{one['name']} ({one['code']})" for one in units)
            print(f"{kind} ({len(units)}): {names}")
    for term in answer["terms"]:
        rows = [
            [part.get("code", ""), part.get("name", _("own work")), amount(part["amount"])]
            for part in term["contributions"]
        ]
        if term["named"]:
            rows.append(["", _("Persons named, each counted once"), amount(str(term["named"]))])
        title = f"{term['name']} ({term['element']}): {amount(term['together'])} {term['unit']}"
        print_table(title, [_("code"), _("unit"), _("result")], rows)
    _tell_lines(answer)
    if answer["named"]:
        columns = ["#", _("unit"), _("figure"), _("day"), _("persons"), _("record"), _("version")]
        print_table(_("Persons named, each counted once"), columns, map(_named, answer["named"]))


def _named(line: Mapping[str, Any]) -> list[Any]:
    unit = f"{line['unit']['name']} ({line['unit']['code']})"
    told = [line["element"], day(line["day"]), amount(str(line["persons"])), line["record"], line["version"]]
    return [line["seq"], unit, *told]


def _tell_lines(answer: Mapping[str, Any]) -> None:
    columns = ["#", _("unit"), _("figure"), _("day"), _("amount"), _("record"), _("version"), _("event")]
    rows = []
    for line in answer["lines"]:
        event = line["event"]
        part = f"  {_('of these')} {line['part_name']}" if line["part"] else line["element"]
        rows.append(
            [
                f"{line['seq']}:{line['n']}",
                f"{line['unit']['name']} ({line['unit']['code']})",
                part,
                day(line["day"]),
                amount(line["amount"]),
                line["record"],
                line["version"],
                f"{word(event['verb'])} {moment(event['at'])[:10]} {event['hash'][:12]}",
            ]
        )
    print_table(_("ledger lines"), columns, rows)
    if len(answer["lines"]) == PAGE:
        last = answer["lines"][-1]
        print(_("Further lines: the same with --after {last}").format(last=f"{last['seq']}:{last['n']}"))


def tell_history(answer: Mapping[str, Any]) -> None:
    """A record's versions: who wrote, sent and accepted each, and its proof."""
    rows = []
    for version in answer["versions"]:
        figures = ", ".join(
            f"{f['element']}{'/' + f['part'] if f['part'] else ''}={amount(f['amount'])}"
            for f in version["figures"]
        )
        when = day(version["day"]) or version["month"]
        head = [version["version"], when, _("withdrawn") if version.get("withdrawn") else figures]
        for event in [{"book": "", **version["written"]}, *version["postings"]]:
            by = event.get("by") or {}
            who = f"{by['name']} ({by['account']})" if by else event["person"]
            book = word(event["book"]) if event["book"] else _("written")
            rows.append([*head, book, who, moment(event["at"]), f"#{event['seq']} {event['hash'][:12]}"])
            head = ["", "", ""]
    columns = [_("version"), _("day"), _("figures"), _("book"), _("by"), _("moment"), _("event")]
    unit = answer["unit"]
    print_table(
        f"{unit['name']} ({unit['code']}) · {word(answer['kind'])} · {answer['record']}", columns, rows
    )
    for proof in answer["proof"]:
        told = " ".join(filter(None, (proof["text"], day(proof["day"]), proof["sha256"] or "")))
        print(f"{_('proof')}: {word(proof['kind'], among={'paper': 'paper kept'})} {told}")


def tell_units(answer: Mapping[str, Any]) -> None:
    """The tree of units on a day."""
    rows = [
        [one["code"], "  " * one["depth"] + one["name"], one["level_name"], day(one["since"])]
        for one in answer["units"]
    ]
    print_table(day(answer["day"]), [_("code"), _("unit"), _("level"), _("since")], rows)


def tell_elements(answer: Mapping[str, Any]) -> None:
    """Data elements with the keys that figures are typed under."""
    rows = []
    for one in answer["elements"]:
        often = _(f"each {one['often']}".replace("_", " "))
        typed = f", {_('cumulative in the year')}" if one["typed"] == "cumulative" else ""
        rows.append(
            [one["element"], one["name"], one["unit"], often + typed, ", ".join(one["entered_at_names"])]
        )
        rows += [[f"  /{part['part']}", f"  {part['name']}", "", "", ""] for part in one["parts"]]
    print_table(
        day(answer["day"]), [_("key"), _("figure"), _("counted in"), _("how often"), _("entered at")], rows
    )


def tell_plan(answer: Mapping[str, Any]) -> None:
    """A plan's targets, and what its words leave open with the answers given."""
    print(f"{answer['plan']}: {answer['title']} ({day(answer['counts_from'])} – {day(answer['counts_to'])})")
    rows = [
        [t["id"], t["name"], word(t["form"]), _(t["basis"]), goal(t["comparator"], t["goal"])]
        for t in answer["targets"]
    ]
    print_table(_("targets"), ["", _("target"), _("form"), _("basis"), _("goal")], rows)
    chosen = [[s["key"], s["question"], s["label"], s["paper"] or ""] for s in answer["settings"]]
    print_table(_("settings"), ["", _("question"), _("answer"), _("paper")], chosen)


def tell_month(shown: Any) -> None:
    """What accepting a month accepts, and with which words it is accepted."""
    head = f"{shown.unit} · {shown.month.label} · {word(shown.state, among=STATES)}"
    rows = [
        [
            one.title or word(one.kind),
            one.day.strftime("%d/%m/%Y") if one.day else one.month.label,
            _said(one.told) if not one.withdrawn else _("withdrawn"),
            _said(one.accepted_told) if one.accepted else "",
            one.version,
            one.record,
        ]
        for one in shown.records
    ]
    columns = [_("record"), _("day"), _("figures"), _("instead of"), _("version"), "UUID"]
    print_table(head, columns, rows)
    if shown.drawn:
        print(_("Months drawn in: {months}.").format(months=", ".join(month.label for month in shown.drawn)))
    print(_("To accept exactly this: month accept --seen {seen}").format(seen=shown.seen))


def _said(figures: Sequence[Any]) -> str:
    told = []
    for one in figures:
        name = f"  {_('of these')} {one.part_name}" if one.part else one.name or _("everything")
        if one.nil:
            told.append(f"{name}: {word('nil', among={'nil': 'nil'})}")
        elif one.amount is None:
            told.append(f"{name}: {_('{count} named').format(count=one.persons)}")
        else:
            told.append(f"{name}: {amount(one.amount)}")
    return "\n".join(told)
