"""Documents held against each other: a plan and the one it carries out. Needs no installation and no account."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from tiendo.cli.options import Json
from tiendo.cli.output import print_json, print_table, refuse, waiting
from tiendo.cli.reading import content_of
from tiendo.cli.text import _
from tiendo.core.errors import Problem

if TYPE_CHECKING:
    from tiendo.reading.compare import Comparison
    from tiendo.reading.understood import Target, Understood

_LONGEST = 90


def compare(parent: Path, child: Path, json: Json = False) -> None:
    """Đối chiếu kế hoạch với văn bản cấp trên / hold a plan against the one it carries out."""
    try:
        _compare(parent, child, json=json)
    except Problem as problem:
        raise typer.Exit(refuse(problem, as_json=json)) from None


def _compare(parent: Path, child: Path, *, json: bool) -> None:
    from tiendo.formats.text_in import read_source
    from tiendo.reading.compare import compare as compared
    from tiendo.reading.compare import side_of
    from tiendo.reading.reader import read_document

    with waiting(_("Reading the documents")):
        upper = read_document(read_source(content_of(parent), parent.name))
        lower = read_document(read_source(content_of(child), child.name))
        found = compared(side_of(upper), side_of(lower))
    if json:
        print_json(answer(upper, lower, found))
    else:
        _tell(upper, lower, found)


def answer(parent: Understood, child: Understood, found: Comparison) -> dict[str, Any]:
    """A comparison as the contract has it; scores are per mille, and every match is to be confirmed by a person."""
    uppers = {one.id: one for one in parent.targets}
    lowers = {one.id: one for one in child.targets}
    return {
        "schema": 1,
        "targets": [
            {
                "parent": _target(uppers[one.target]),
                "state": one.state.value,
                "weaker": one.weaker,
                "child": None if one.match is None else _target(lowers[one.match.target]),
                "score": None if one.match is None else one.match.score,
                "others": [{"id": other.target, "score": other.score} for other in one.others],
            }
            for one in found.targets
        ],
        "new": [_target(lowers[key]) for key in found.new],
        "tasks": [
            {
                "task": one.task,
                "text": next(task.text for task in parent.tasks if task.id == one.task),
                "answers": [
                    {"clause": each.clause, "text": child.clause(each.clause).text, "score": each.score}
                    for each in one.answers
                ],
            }
            for one in found.tasks
        ],
    }


def _target(one: Target) -> dict[str, Any]:
    from tiendo.reading.amended import goal_of

    return {
        "id": one.id,
        "quote": one.quote,
        "goal": goal_of(one),
        "comparator": one.comparator.value,
        "unit": one.unit,
        "period": one.period,
    }


def _tell(parent: Understood, child: Understood, found: Comparison) -> None:
    states = {
        "same": _("the same number"),
        "higher": _("a higher number"),
        "lower": _("a lower number"),
        "missing": _("not carried over"),
    }
    told = answer(parent, child, found)
    rows = []
    for one in told["targets"]:
        upper, lower = one["parent"], one["child"]
        state = states[one["state"]] + (f" ({_('asks less')})" if one["weaker"] else "")
        rows.append(
            (
                upper["id"],
                _short(upper["quote"]),
                upper["goal"],
                lower["goal"] if lower else "",
                state,
                _short(lower["quote"]) if lower else "",
                _percent(one["score"]),
            )
        )
    columns = (
        _("Key"),
        _("Target of the superior"),
        _("Above"),
        _("Here"),
        _("What became of it"),
        _("Target here"),
        _("Likeness"),
    )
    print_table(_("Targets of the superior, each match to be confirmed"), columns, rows)
    _tell_rest(told)


def _tell_rest(told: dict[str, Any]) -> None:
    if told["new"]:
        new = [(one["id"], _short(one["quote"]), one["goal"]) for one in told["new"]]
        print_table(_("New here"), (_("Key"), _("Target here"), _("Here")), new)
    if told["tasks"]:
        lines = [
            (one["task"], _short(one["text"]), _short(best["text"]), _percent(best["score"]))
            for one in told["tasks"]
            for best in one["answers"][:1]
        ]
        names = (_("Key"), _("Task of the superior"), _("Clause most like it"), _("Likeness"))
        print_table(_("Tasks of the superior, each match to be confirmed"), names, lines)


def _percent(score: int | None) -> str:
    return "" if score is None else f"{score // 10}%"


def _short(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= _LONGEST else said[:_LONGEST].rsplit(" ", 1)[0] + "…"
