"""Every Problem code has one text, and whoever raises it gives what the text asks for."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import tiendo.core
import tiendo.services
import tiendo.storage
from tiendo.core.errors import CATALOGUE

SOURCES = Path(__file__).parents[2] / "src" / "tiendo"
RAISING = {"Problem", "fault", "of", "many"}


@pytest.fixture(scope="module", autouse=True)
def everything_imported() -> None:
    for package in (tiendo.core, tiendo.storage, tiendo.services):
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{package.__name__}.{module.name}")


def calls() -> Iterator[tuple[str, ast.Call]]:
    for package in ("core", "reading", "storage", "services"):
        for path in sorted((SOURCES / package).glob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    yield f"{path.relative_to(SOURCES)}:{node.lineno}", node


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def code_of(call: ast.Call) -> str | None:
    first = call.args[0] if call.args else None
    told = isinstance(first, ast.Constant) and isinstance(first.value, str)
    return str(first.value) if told and "." in str(first.value) and " " not in str(first.value) else None


def test_every_code_has_a_text_and_is_registered_once() -> None:
    assert len(CATALOGUE) > 100
    assert [code for code, template in CATALOGUE.items() if not template.text.strip()] == []
    registered = [code_of(call) for _, call in calls() if name_of(call) == "register" and code_of(call)]
    assert len(registered) == len(set(registered))
    assert set(registered) <= CATALOGUE.keys()


def test_texts_are_sentences() -> None:
    assert [code for code, one in CATALOGUE.items() if one.text[-1] not in ".}?"] == []


def test_who_raises_a_code_gives_what_its_text_asks_for() -> None:
    wrong = []
    for place, call in calls():
        code = code_of(call)
        if name_of(call) not in RAISING or code is None:
            continue
        if code not in CATALOGUE:
            wrong.append(f"{place}: {code} is not registered")
            continue
        given = {keyword.arg for keyword in call.keywords}
        if None in given:
            continue  # **details: known at run time only
        implied = {"place"} if name_of(call) == "fault" else {"count"} if name_of(call) == "many" else set()
        if lacking := CATALOGUE[code].fields - given - implied:
            wrong.append(f"{place}: {code} lacks {sorted(lacking)}")
    assert wrong == []
