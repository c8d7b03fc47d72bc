"""Every writing service is a function of one shape: it names a permission core knows, and writes one event (R6)."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from tests.services.cases import CASES
from tiendo.core.access import PERMISSIONS

SOURCES = Path(__file__).parents[2] / "src" / "tiendo"
MODULES = [
    import_module(f"tiendo.services.{path.stem}")
    for path in sorted((SOURCES / "services").glob("*.py"))
    if path.stem not in {"__init__", "writing"}
]


def public(module: ModuleType) -> Iterator[Callable[..., object]]:
    for name, found in vars(module).items():
        if inspect.isfunction(found) and found.__module__ == module.__name__ and not name.startswith("_"):
            yield found


VERBS = [f for module in MODULES for f in public(module) if "request" in inspect.signature(f).parameters
         and "now" in inspect.signature(f).parameters]  # fmt: skip


def function(module: str, name: str) -> ast.FunctionDef:
    tree = ast.parse(inspect.getsource(import_module(module)))
    return next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name)


def calls(verb: Callable[..., object]) -> Iterator[ast.Call]:
    """All calls a verb makes, with those of its module's own helpers."""
    waiting, seen = [verb.__name__], set()
    own = {name for name, found in vars(inspect.getmodule(verb)).items() if inspect.isfunction(found)
           and found.__module__ == verb.__module__}  # fmt: skip
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        for node in ast.walk(function(verb.__module__, name)):
            if isinstance(node, ast.Call):
                yield node
                if isinstance(node.func, ast.Name) and node.func.id in own:
                    waiting.append(node.func.id)


def called(verb: Callable[..., object], name: str) -> list[ast.Call]:
    return [node for node in calls(verb) if isinstance(node.func, ast.Name) and node.func.id == name]


def test_there_are_verbs_and_each_has_its_case() -> None:
    assert {verb.__name__ for verb in VERBS} == {case.name for case in CASES}
    assert len(VERBS) == len({verb.__name__ for verb in VERBS})


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.__name__)
def test_a_verb_takes_who_which_request_and_when_by_name(verb: Callable[..., object]) -> None:
    parameters = inspect.signature(verb).parameters
    assert all(p.kind in (p.KEYWORD_ONLY, p.VAR_KEYWORD) for p in parameters.values())
    assert {"request", "now"} <= parameters.keys()
    assert "actor" in parameters or verb.__name__ == "found_organisation"
    assert verb.__name__.count("_") >= 1


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.__name__)
def test_a_verb_names_a_permission_and_writes_one_event(verb: Callable[..., object]) -> None:
    texts = {node.value for call in calls(verb) for node in ast.walk(call)
             if isinstance(node, ast.Constant) and isinstance(node.value, str)}  # fmt: skip
    assert texts & PERMISSIONS.keys(), "names no permission"
    assert len(called(verb, "carry_out")) == 1, "writes other than one event"
    assert called(verb, "order_of")


def test_events_are_written_in_one_place_only() -> None:
    """The door to the ledger is opened by the frame of writing services and by nobody else."""
    found = [
        str(path.relative_to(SOURCES))
        for path in SOURCES.rglob("*.py")
        if path.parent.name != "storage"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"writing", "seal"}
        and isinstance(node.value, ast.Name) and node.value.id == "ledger"
    ]  # fmt: skip
    assert found == ["services/writing.py"]
