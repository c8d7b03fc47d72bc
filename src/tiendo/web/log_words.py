"""Events of the ledger in words: every verb that leaves an audit line, and the short facts beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext, gettext_lazy

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
    return str(_VERBS.get(verb, verb))


_VERBS = {
    "add_record": gettext_lazy("wrote work down"),
    "add_records": gettext_lazy("wrote several pieces of work down"),
    "correct_record": gettext_lazy("corrected a record"),
    "withdraw_record": gettext_lazy("took a record back"),
    "attach_proof": gettext_lazy("added proof"),
    "post_opening": gettext_lazy("entered an opening total"),
    "set_month_figure": gettext_lazy("typed a month figure"),
    "set_month_figures": gettext_lazy("typed month figures"),
    "report_nil": gettext_lazy("reported that nothing happened"),
    "report_nils": gettext_lazy("reported that nothing happened, several units"),
    "send_month": gettext_lazy("sent a month"),
    "send_months": gettext_lazy("sent months"),
    "accept_month": gettext_lazy("accepted a month"),
    "accept_months": gettext_lazy("accepted months"),
    "return_month": gettext_lazy("returned a month"),
    "reopen_month": gettext_lazy("reopened a month"),
    "excuse_month": gettext_lazy("excused a month"),
    "excuse_months": gettext_lazy("excused months"),
    "freeze_period": gettext_lazy("froze a period"),
    "adopt_plan": gettext_lazy("took a plan over"),
    "start_reading": gettext_lazy("had a plan's file read"),
    "decide_row": gettext_lazy("decided on a row of a plan being read"),
    "adopt_reading": gettext_lazy("took a plan over that was read from its file"),
    "confirm_matches": gettext_lazy("confirmed what answers a plan above"),
    "amend_plan": gettext_lazy("gave targets other numbers by a paper"),
    "drop_reading": gettext_lazy("put a plan being read aside"),
    "set_plan_setting": gettext_lazy("answered an open question of a plan"),
    "set_allocation": gettext_lazy("handed a number down"),
    "set_allocations": gettext_lazy("handed numbers down"),
    "open_unit": gettext_lazy("opened a unit"),
    "open_units": gettext_lazy("opened units"),
    "rename_unit": gettext_lazy("renamed a unit"),
    "move_unit": gettext_lazy("moved a unit"),
    "merge_units": gettext_lazy("merged units"),
    "split_unit": gettext_lazy("split a unit"),
    "close_unit": gettext_lazy("closed a unit"),
    "create_account": gettext_lazy("made an account"),
    "give_password": gettext_lazy("gave a new password"),
    "give_sign_in_code": gettext_lazy("gave a one-time code"),
    "grant_role": gettext_lazy("gave a role"),
    "end_grant": gettext_lazy("ended a role"),
    "name_person": gettext_lazy("named a person who took part"),
    "merge_persons": gettext_lazy("declared two persons to be one"),
    "erase_person": gettext_lazy("erased a person's name"),
    "found_organisation": gettext_lazy("founded the organisation"),
    "define_levels": gettext_lazy("defined the levels"),
    "define_elements": gettext_lazy("defined what is counted"),
    "set_calendar": gettext_lazy("set the cut-off day of months"),
    "set_operating_day": gettext_lazy("set the operating day"),
    "set_report_template": gettext_lazy("set the form of the report"),
    "set_mfa_roles": gettext_lazy("said who signs in with two steps"),
    "set_simulated": gettext_lazy("declared what is an example"),
}
"""What each verb did, in words."""


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
