"""Prints the reference pages that are tables of the code, so that they cannot say anything else than the code does.

`python -m tests.docs_tables` prints them; with `--write` it puts them under `docs/reference`.
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from tests import docs_problems
from tiendo.core.acceptance import (
    NEEDS_REASON,
    PERMISSION,
    REFUSAL,
    TRANSITIONS,
    MonthState,
    MonthVerb,
    Viewer,
    drawn_by_accepting,
    drawn_by_sending,
    permission_for,
    state_for,
    verbs_for,
)
from tiendo.core.access import PERMISSIONS, ROLES, Reach

FOLDER = Path(__file__).parents[1] / "docs" / "reference"
MADE = "<!-- Made by `python -m tests.docs_tables --write`; do not edit. -->"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return ["", *(f"| {' | '.join(line)} |" for line in lines), ""]


def prose(text: str) -> list[str]:
    return textwrap.wrap(text, 120, break_long_words=False, break_on_hyphens=False)


def code(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def holders(permission: str) -> str:
    return ", ".join(key for key, role in ROLES.items() if permission in role.permissions)


REACHES = {
    Reach.OWN: "a grant at the very unit",
    Reach.CHILDREN: "a grant at the unit's parent",
    Reach.SUBTREE: "a grant at the unit or anywhere above it",
    Reach.ROOT: "a grant at the very unit, which has nobody above it",
}


def access() -> list[str]:
    return [
        "# Roles and permissions",
        "",
        MADE,
        "",
        *prose(
            "Whoever wants to do something needs a grant: a role at a unit, from a day on, up to (not "
            "including) another or for good, for all areas of the plans or for some. A grant for some "
            "areas holds for work of these areas only, so for nothing that spans areas, like sending a "
            "month. Everything not granted is refused (`access.denied`)."
        ),
        "",
        "## Roles",
        *table(("role", "name", "what for"), ((f"`{k}`", r.name, r.description) for k, r in ROLES.items())),
        *prose(
            "An installation may bring its own roles: a name, a description, permissions of the list "
            "below. A person may hold any number of them; a small unit's secretary is `sender` there "
            "and `reviewer` for the units below."
        ),
        "",
        "## How far a permission reaches",
        *table(("reach", "what reaches a unit"), ((f"`{k}`", text) for k, text in REACHES.items())),
        *prose(
            "From the day a unit closes, what reached it as `own` or as `children` is its superior's: "
            "its last parent's, or that of the unit that stands for this one by then. Its own people, "
            "those of the unit that succeeds it, and all above these still read (`subtree`). A unit "
            "that opens later is prepared by its own people."
        ),
        "",
        "## Permissions",
        *table(
            ("permission", "reach", "what", "roles"),
            ((f"`{k}`", f"`{p.reach}`", p.text, holders(k)) for k, p in PERMISSIONS.items()),
        ),
        *prose(
            "What is the organisation's as a whole is asked for at the root, so that only a grant there "
            "gives it."
        ),
    ]


STATES = {
    MonthState.OPEN: ("đang nhập", "nothing was sent yet"),
    MonthState.SENT: ("đã gửi", "waits for an answer from above"),
    MonthState.RETURNED: ("bị trả lại", "sent back to the unit, with a reason"),
    MonthState.ACCEPTED: ("đã xác nhận", "the accepted book holds what was sent"),
    MonthState.SENT_AGAIN: (
        "gửi lại",
        "something was sent after it was accepted or reopened; what was accepted counts on",
    ),
    MonthState.REOPENED: (
        "mở lại",
        "accepted, then given back to the unit with a reason; what was accepted counts on",
    ),
}
VERBS = {
    MonthVerb.TYPE: "write work down, type a month's figures (`month.set_figure`)",
    MonthVerb.NIL: "declare that nothing happened",
    MonthVerb.CORRECT: "draft a correction",
    MonthVerb.WITHDRAW: "draft a withdrawal",
    MonthVerb.SEND: "send the drafts whose draft or last sent version touches the month",
    MonthVerb.ACCEPT: "accept what was shown",
    MonthVerb.RETURN: "return what was sent",
    MonthVerb.REOPEN: "reopen what was accepted",
    MonthVerb.EXCUSE: "excuse the month from reporting, or ask for it again",
    MonthVerb.FREEZE: "keep a report word for word",
}


def month_states() -> list[str]:
    return [
        "# The states of a month",
        "",
        MADE,
        "",
        *prose(
            "A unit's reporting month is in one of six states, which is that of the last step taken with it."
        ),
        *table(("state", "name", "meaning"), ((f"`{k}`", *told) for k, told in STATES.items())),
        "## What each verb makes of it",
        "",
        *prose("The state afterwards; in brackets the Problem a verb is refused with."),
        *table(("verb", *map(str, MonthState)), (_steps(verb) for verb in MonthVerb)),
        *prose(
            "What is typed, declared, corrected or withdrawn is a draft, possible in every state; it "
            "counts when it is sent. To excuse and to freeze leave marks beside the state and forbid "
            "nothing."
        ),
        "",
        *prose(
            "A month that says nothing new is not sent (`month.nothing_to_send`): where nothing "
            "happened, that is declared first. What was withdrawn before it was ever sent has nothing "
            "to say. A returned or reopened month may be sent as it is: the "
            "unit stands by what it told."
        ),
        "",
        "## Who",
        *table(
            ("verb", "what", "permission", "at the root", "reach", "roles", "reason"), map(_who, MonthVerb)
        ),
        *prose(
            "The parent acts on its direct children's months only. The root has nobody above it and "
            "accepts its own under a permission of its own. For a closed unit its superior sends and "
            "accepts ([roles and permissions](access.md))."
        ),
        "",
        "## Other months a step touches",
        "",
        *prose(
            "A record that moves from March to April touches both. Sending it with one month touches "
            "the other; accepting one month draws in the months touched by what is accepted and by what "
            "that replaces, and so on. The approver is shown all of it and answers with its digest; "
            "when anything has changed since, `month.seen_differs`."
        ),
        *table(
            ("state of the other month", "after sending", "after accepting"),
            ((f"`{s}`", f"`{drawn_by_sending(s)}`", f"`{drawn_by_accepting(s)}`") for s in MonthState),
        ),
        "## Whose turn it is",
        "",
        *prose(
            "A month as seen from where somebody stands: `ready` is yours to do, `waiting` lies with "
            "somebody below you, `above` lies with or was settled by somebody above you, `here` is "
            "settled at your unit or below. *Both* is the root, and the superior of a closed unit."
        ),
        *table(
            ("state", *map(str, Viewer)),
            ([f"`{s}`", *(f"`{state_for(s, v)}`" for v in Viewer)] for s in MonthState),
        ),
        "## What can come next",
        *table(
            ("state", "the unit itself", "the unit above"),
            (
                (f"`{s}`", code(verbs_for(s, Viewer.OWN)), code(verbs_for(s, Viewer.ABOVE)))
                for s in MonthState
            ),
        ),
    ]


def _steps(verb: MonthVerb) -> list[str]:
    after = TRANSITIONS[verb]
    return [f"`{verb}`", *(f"`{after[s]}`" if s in after else f"(`{REFUSAL[verb]}`)" for s in MonthState)]


def _who(verb: MonthVerb) -> list[str]:
    needed, root = PERMISSION[verb], permission_for(verb, root=True)
    reason = "needed" if verb in NEEDS_REASON else ""
    at_root = f"`{root}`" if root != needed else ""
    reach = f"`{PERMISSIONS[needed].reach}`"
    return [f"`{verb}`", VERBS[verb], f"`{needed}`", at_root, reach, holders(needed), reason]


def problems() -> list[str]:
    return list(docs_problems.lines(MADE))


PAGES: Mapping[str, Callable[[], list[str]]] = {
    "access.md": access,
    "month-states.md": month_states,
    "problems.md": problems,
}


def page(name: str) -> str:
    """A page as it should be in the folder, with one empty line where tables and texts meet."""
    lines: list[str] = []
    for line in PAGES[name]():
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).rstrip() + "\n"


def main(arguments: Sequence[str]) -> None:
    for name in PAGES:
        if "--write" in arguments:
            FOLDER.mkdir(parents=True, exist_ok=True)
            (FOLDER / name).write_text(page(name), encoding="utf-8")
        else:
            sys.stdout.write(page(name))


if __name__ == "__main__":
    main(sys.argv[1:])
