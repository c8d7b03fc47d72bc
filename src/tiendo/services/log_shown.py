"""What happened, newest first: who did what about which unit, month or record, for those who may see it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tiendo.core.access import SYSTEM, Actor, may, require
from tiendo.core.orgunit import UnitId
from tiendo.core.period import Month
from tiendo.services.answers import namer
from tiendo.services.gate import root_of, unit_at
from tiendo.services.questions import Question, question
from tiendo.storage.accounts import Account, read_accounts
from tiendo.storage.event_log import GrantLine, SentRecord, grants_named, read_log, sent_records
from tiendo.storage.ledger import EventLine

PAGE = 50
NAMED = 5
"""Things of one kind that a line names; of the others it says how many there are."""

VERBS = {
    "records": (
        "add_record", "add_records", "correct_record", "withdraw_record", "attach_proof", "post_opening",
        "set_month_figure", "set_month_figures", "report_nil", "report_nils",
    ),
    "months": (
        "send_month", "send_months", "accept_month", "accept_months", "return_month", "reopen_month",
        "excuse_month", "excuse_months", "freeze_period",
    ),
    "plans": (
        *("adopt_plan", "set_plan_setting", "set_allocation", "set_allocations"),
        *("start_reading", "decide_row", "adopt_reading", "drop_reading", "amend_plan", "confirm_matches"),
    ),
    "units": ("open_unit", "open_units", "rename_unit", "move_unit", "merge_units", "split_unit", "close_unit"),
    "people": (
        "create_account", "give_password", "give_sign_in_code", "grant_role", "end_grant",
        "name_person", "merge_persons", "erase_person",
    ),
    "organisation": (
        "found_organisation", "define_levels", "define_elements", "set_calendar", "set_operating_day",
        "set_simulated", "set_report_template", "set_mfa_roles",
    ),
}  # fmt: skip
"""Every verb that leaves an audit line, by what it is about."""


@dataclass(frozen=True)
class _Behind:
    """What the lines of a page speak of, read once for all of them; `scope` None: the asker sees everything."""

    scope: Collection[UnitId] | None
    records: Mapping[str, SentRecord]
    accounts: Mapping[str, Account]
    grants: Mapping[str, GrantLine]

    def sees(self, unit: UnitId) -> bool:
        """Whether the asker may know of what happened at a unit."""
        return self.scope is None or unit in self.scope


def log_of(
    *,
    actor: Actor,
    now: datetime,
    before: int | None = None,
    unit: int | str | None = None,
    verb: str | None = None,
    person: str | None = None,
) -> dict[str, Any]:
    """A page of events before one, newest first; `next` is the event to hand back as `before`, None on the last page.

    Somebody whose `audit.read` does not reach the whole organisation sees what touches the units it reaches, and of
    a batch only these. `unit` (a code of today) also means all that was ever below it, `person` is an account's name.
    Persons are never named. Six statements at most. Errors: Problem `access.denied`, `tree.code_*`.
    """
    with question(actor=actor, known=None, now=now) as asked:
        scope = _scope(asked)
        place = None if unit is None else unit_at(asked.tree, unit, asked.today)
        wanted = scope if place is None else _within(asked, place, scope)
        last = asked.stand.seq + 1 if before is None else min(before, asked.stand.seq + 1)
        lines = read_log(
            asked.cursor, units=wanted, before=max(last, 0), verb=verb, username=person, limit=PAGE + 1
        )
        page = lines[:PAGE]
        behind = _behind(asked, page, scope)
        return {
            "schema": 1,
            "head": {"seq": asked.stand.seq, "hash": asked.stand.hash},
            "unit": None if place is None else namer(asked.tree)(place),
            "events": [_event(asked, line, behind) for line in page],
            "next": page[-1].seq if len(lines) > PAGE else None,
        }


def _scope(asked: Question) -> frozenset[UnitId] | None:
    """The units whose events the asker may see; None for everything. Errors: Problem `access.denied`."""
    root = root_of(asked.tree, asked.today)
    if may(asked.actor, "audit.read", root, tree=asked.tree, day=asked.today):
        return None
    found = frozenset(
        one
        for one in asked.tree.units()
        if may(asked.actor, "audit.read", one, tree=asked.tree, day=asked.today)
    )
    if not found:
        require(asked.actor, "audit.read", root, tree=asked.tree, day=asked.today)
    return found


def _within(asked: Question, unit: UnitId, scope: Collection[UnitId] | None) -> frozenset[UnitId]:
    """A unit with all that ever was below it, as far as the asker sees. Errors: Problem `access.denied`."""
    require(asked.actor, "audit.read", unit, tree=asked.tree, day=asked.today)
    below = {unit, *(row.unit for row in asked.tree.rows_below(unit))}
    return frozenset(below if scope is None else below.intersection(scope))


def _behind(asked: Question, lines: Sequence[EventLine], scope: frozenset[UnitId] | None) -> _Behind:
    """Read what the lines name; of a batch seen whole the first things are enough, for it tells how many there are."""
    most = NAMED if scope is None else None
    uuids = {uuid for line in lines for uuid in _uuids(line)[:most]}
    grants = {str(line.payload["grant"]) for line in lines if "grant" in line.payload}
    return _Behind(
        scope,
        sent_records(asked.cursor, sorted(uuids)),
        read_accounts(asked.cursor),
        grants_named(asked.cursor, sorted(grants)),
    )


def _uuids(line: EventLine) -> list[str]:
    """The records an event is about."""
    found = line.payload.get("records", [])
    several = [one if isinstance(one, str) else one[0] for one in found]
    return several or [str(line.payload[key]) for key in ("record",) if key in line.payload]


def _months(line: EventLine) -> list[tuple[UnitId, Month, str]]:
    """The units' months an event is about, with the state it left them in where it changed that."""
    payload = line.payload
    found = [tuple(one) for one in payload.get("months", [])]
    if not found and "month" in payload and "unit" in payload:
        found = [(payload["unit"], payload["month"])]
    return [(one[0], Month(one[1]), one[2] if len(one) > 2 else "") for one in found]


def _units(line: EventLine, behind: _Behind) -> list[UnitId]:
    """The units an event is about, each once, in the order it names them."""
    payload = line.payload
    found: list[UnitId] = [unit for unit, _, _ in _months(line)]
    found += [change[0] for change in payload.get("changes", [])]
    found += [row[1] for row in payload.get("rows", [])]
    found += [behind.records[uuid].unit for uuid in _uuids(line) if uuid in behind.records]
    if isinstance(payload.get("unit"), int):
        found.append(payload["unit"])
    if payload.get("grant") in behind.grants:
        found.append(behind.grants[payload["grant"]].unit)
    return [unit for unit in dict.fromkeys(found) if behind.sees(unit)]


def _event(asked: Question, line: EventLine, behind: _Behind) -> dict[str, Any]:
    name = namer(asked.tree)
    units = _units(line, behind)
    months = [one for one in _months(line) if behind.sees(one[0])]
    records = [behind.records[uuid] for uuid in _uuids(line) if uuid in behind.records]
    seen = [record for record in records if behind.sees(record.unit)]
    return {
        "seq": line.seq,
        "at": line.posted_at,
        "verb": line.verb,
        "by": _by(line.person, behind.accounts),
        "units": [name(unit) for unit in units[:NAMED]],
        "months": [
            {"unit": name(unit)["code"], "month": str(month), "state": state}
            for unit, month, state in months[:NAMED]
        ],
        "records": [_record(record, name(record.unit)["code"]) for record in seen[:NAMED]],
        "more": _more(line, behind, units=units, months=len(months), records=len(seen)),
        "facts": _facts(line, behind),
        "hash": line.hash,
    }


def _more(
    line: EventLine, behind: _Behind, *, units: Sequence[UnitId], months: int, records: int
) -> dict[str, int]:
    """How many units, months and records there are beyond those named.

    Of a batch of records seen whole only the first are looked up: of how many further units they are is not told.
    """
    told = records if behind.scope is not None else len(_uuids(line))
    counts = {"units": len(units), "months": months, "records": told}
    return {what: max(0, number - NAMED) for what, number in counts.items()}


def _by(person: str, accounts: Mapping[str, Account]) -> dict[str, str]:
    """Who acted: an account; the installation itself has none."""
    if person == SYSTEM.person:
        return {"account": "", "name": SYSTEM.name}
    held = accounts.get(person)
    return {"account": held.username, "name": held.name} if held else {"account": "", "name": ""}


def _record(record: SentRecord, unit: str) -> dict[str, Any]:
    """A record as the levels above know it: what was not sent has no words."""
    return {
        "record": record.uuid,
        "unit": unit,
        "kind": record.kind,
        "title": record.title,
        "sent": record.number > 0,
    }


_PLAIN = ("plan", "setting", "option", "paper", "role", "period", "day", "version", "name")


def _facts(line: EventLine, behind: _Behind) -> dict[str, Any]:
    """What else the line says: short texts as they stand, and whose account was made or given a role."""
    payload = line.payload
    found = {key: payload[key] for key in _PLAIN if isinstance(payload.get(key), str | int)}
    if line.verb == "set_plan_setting":
        found |= dict(zip(("plan", "setting", "option"), payload["named"], strict=True))
    grant = behind.grants.get(payload.get("grant", ""))
    if grant is not None:
        found["role"] = grant.role
    whose = grant.person if grant is not None else _account_made(line)
    if whose in behind.accounts:
        found["account"] = behind.accounts[whose].username
    if "excused" in payload:
        found["excused"] = bool(payload["excused"])
    if line.verb == "define_elements":
        found["elements"] = _first(payload.get("elements", []))
    if line.verb in ("adopt_plan", "adopt_reading", "amend_plan"):
        found["targets"] = len(payload.get("targets", []))
    return found


def _account_made(line: EventLine) -> str:
    """The person whose account was made or let in anew; persons who were counted have none and stay unnamed."""
    return str(line.payload.get("person", "")) if line.verb in _OF_ACCOUNTS else ""


_OF_ACCOUNTS = ("create_account", "give_password", "give_sign_in_code")


def _first(keys: Iterable[str]) -> list[str]:
    return list(keys)[:NAMED]
