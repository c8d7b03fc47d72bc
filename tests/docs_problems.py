"""The reference page of all refusals and findings, printed from the catalogue and the Vietnamese texts."""

from __future__ import annotations

import ast
import importlib
import os
import pkgutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import tiendo
from tiendo.core.errors import CATALOGUE, ProblemKind

SOURCES = Path(__file__).parents[1] / "src" / "tiendo"
PARTS = {
    "access": "Roles and permissions",
    "account": "Accounts",
    "allocation": "Numbers handed down",
    "calendar": "The calendar of reporting months",
    "cli": "The command line",
    "database": "The database",
    "demo": "The example organisation",
    "element": "Data elements",
    "export": "Tables to take away",
    "file": "Files of proof",
    "filling": "Preparing the example",
    "grant": "Roles given",
    "indicator": "Indicators",
    "input": "Fields as given",
    "known": "Positions in the ledger",
    "month": "Reporting months",
    "page": "Pages",
    "report": "Reports",
    "organisation": "The organisation",
    "period": "Days and periods",
    "person": "Named persons",
    "plan": "Plans",
    "proof": "Proof",
    "quantity": "Numbers as written",
    "reading": "Plans being read",
    "record": "Records",
    "repair": "What is mended in a document that is read",
    "request": "Requests",
    "source": "Files of documents to be read",
    "table": "Tables of units",
    "tree": "Units",
    "unit": "Units as given",
    "verify": "What verify finds",
    "yaml": "Plan files",
}
"""Titles of the parts of the program a code begins with."""


def registered() -> list[str]:
    """The codes the program registers, in order; what tests register for themselves is not among them."""
    _everything_imported()
    found = {
        node.value
        for path in SOURCES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in CATALOGUE
    }
    return sorted(found)


def _everything_imported() -> None:
    from django.apps import apps

    if not apps.ready:
        os.environ.setdefault("TIENDO_HOME", tempfile.mkdtemp())
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tiendo.settings")
        import django

        django.setup()
    for found in pkgutil.walk_packages(tiendo.__path__, "tiendo."):
        if ".migrations" not in found.name and found.name != "tiendo.web.wsgi":
            importlib.import_module(found.name)


def lines(made: str) -> Iterator[str]:
    """The page, line by line."""
    codes = registered()
    from tests.structure.test_translations import texts
    from tiendo.cli.output import EXIT
    from tiendo.web.refusal import STATUS

    vietnamese = texts()
    yield from ("# Refusals and findings", "", made, "")
    yield (
        "A refused request is a *Problem*, something wrong in data a *Finding* (its kind is `invalid`). Programs read\n"
        "the code, which never changes its meaning; people read the text, in their language. `{…}` are the details,\n"
        "which come as data beside the text. When several things are wrong, all are told at once as `causes`."
    )
    yield from ("", "## Kinds", "", "| kind | exit code | HTTP status |", "| --- | --- | --- |")
    yield from (f"| `{kind}` | {EXIT[kind]} | {STATUS[kind]} |" for kind in ProblemKind)
    part = ""
    for code in codes:
        if code.partition(".")[0] != part:
            part = code.partition(".")[0]
            yield from ("", f"## `{part}`: {PARTS[part]}", "", "| code | kind | tiếng Việt | English |")
            yield "| --- | --- | --- | --- |"
        template = CATALOGUE[code]
        told = [text.replace("|", "\\|") for text in (vietnamese[template.text], template.text)]
        yield f"| `{code}` | {template.kind} | {' | '.join(told)} |"
