"""Events of the ledger in words: every verb that leaves an audit line, and the short facts beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext

from tiendo.core.period import print_day
from tiendo.core.quantity import print_amount
from tiendo.web.figures import wording


def about_said(group: str) -> str:
    """A group of verbs."""
    told = {
        "records": gettext("Work and figures"),
        "months": gettext("Months"),
        "plans": gettext("Plans"),
        "units": gettext("Units"),
        "people": gettext("Accounts and persons"),
        "organisation": gettext("The organisation"),
    }
    return told.get(group, group)


def verb_said(verb: str) -> str:
    """What was done; a verb nobody gave words to is told as it is kept."""
    return _verbs().get(verb, verb)


def _verbs() -> Mapping[str, str]:
    return {
        "add_record": gettext("wrote work down"),
        "add_records": gettext("wrote several pieces of work down"),
        "correct_record": gettext("corrected a record"),
        "withdraw_record": gettext("took a record back"),
        "attach_proof": gettext("added proof"),
        "post_opening": gettext("entered an opening total"),
        "set_month_figure": gettext("typed a month figure"),
        "set_month_figures": gettext("typed month figures"),
        "report_nil": gettext("reported that nothing happened"),
        "report_nils": gettext("reported that nothing happened, several units"),
        "send_month": gettext("sent a month"),
        "send_months": gettext("sent months"),
        "accept_month": gettext("accepted a month"),
        "accept_months": gettext("accepted months"),
        "return_month": gettext("returned a month"),
        "reopen_month": gettext("reopened a month"),
        "excuse_month": gettext("excused a month"),
        "excuse_months": gettext("excused months"),
        "freeze_period": gettext("froze a period"),
        "adopt_plan": gettext("took a plan over"),
        "set_plan_setting": gettext("answered an open question of a plan"),
        "set_allocation": gettext("handed a number down"),
        "set_allocations": gettext("handed numbers down"),
        "open_unit": gettext("opened a unit"),
        "open_units": gettext("opened units"),
        "rename_unit": gettext("renamed a unit"),
        "move_unit": gettext("moved a unit"),
        "merge_units": gettext("merged units"),
        "split_unit": gettext("split a unit"),
        "close_unit": gettext("closed a unit"),
        "create_account": gettext("made an account"),
        "grant_role": gettext("gave a role"),
        "end_grant": gettext("ended a role"),
        "name_person": gettext("named a person who took part"),
        "merge_persons": gettext("declared two persons to be one"),
        "erase_person": gettext("erased a person's name"),
        "found_organisation": gettext("founded the organisation"),
        "define_levels": gettext("defined the levels"),
        "define_elements": gettext("defined what is counted"),
        "set_calendar": gettext("set the cut-off day of months"),
        "set_operating_day": gettext("set the operating day"),
        "set_report_template": gettext("set the form of the report"),
        "set_simulated": gettext("declared what is an example"),
    }


def facts_said(facts: Mapping[str, Any]) -> list[str]:
    """The short texts of an event, each with what it is."""
    found = [_fact(key, value) for key, value in facts.items()]
    return [said for said in found if said]


def _fact(key: str, value: Any) -> str:
    if key == "excused":
        return "" if value else gettext("asked for again")
    if key == "day":
        value = _day(str(value))
    if key == "role":
        value = wording().word(str(value))
    if key in {"targets", "version"}:
        value = print_amount(int(value))
    if key == "elements":
        value = ", ".join(value)
    sentences = {
        "plan": gettext("plan %(value)s"),
        "setting": gettext("question %(value)s"),
        "option": gettext("answer %(value)s"),
        "paper": gettext("by %(value)s"),
        "role": gettext("role: %(value)s"),
        "period": gettext("period %(value)s"),
        "day": gettext("day %(value)s"),
        "version": gettext("version %(value)s"),
        "name": gettext("name: %(value)s"),
        "account": gettext("account %(value)s"),
        "elements": gettext("counted: %(value)s"),
        "targets": gettext("%(value)s targets"),
    }
    return sentences[key] % {"value": value} if key in sentences else ""


def _day(text: str) -> str:
    try:
        return print_day(date.fromisoformat(text))
    except ValueError:
        return text
