"""No text without its Vietnamese, and every field a text asks for survives in it."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from pathlib import Path
from string import Formatter

from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

import tiendo
from tiendo.core.errors import CATALOGUE

ROOT = Path(tiendo.__file__).parent
PO = ROOT / "locale" / "vi" / "LC_MESSAGES" / "django.po"


def texts() -> dict[str, str]:
    with PO.open("rb") as file:
        return {first(one.id): first(one.string) for one in read_po(file) if one.id}


def first(said: str | tuple[str, ...] | list[str]) -> str:
    """A text, or its form for one where it has forms for several."""
    return said if isinstance(said, str) else str(said[0])


def everything_registered() -> None:
    for found in pkgutil.walk_packages(tiendo.__path__, "tiendo."):
        if ".migrations" not in found.name and found.name != "tiendo.web.wsgi":
            importlib.import_module(found.name)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_problem_is_told_in_vietnamese() -> None:
    everything_registered()
    found = texts()
    assert [code for code, template in CATALOGUE.items() if not found.get(template.text)] == []


def test_every_word_of_the_command_line_is_told_in_vietnamese() -> None:
    found = texts()
    said = {
        word
        for path in (ROOT / "cli").glob("*.py")
        for word in re.findall(r'\b_\(\s*"([^"]+)"\s*\)', path.read_text(encoding="utf-8"))
    }
    assert sorted(said - found.keys()) == []


def said_by_pages() -> set[str]:
    """Every msgid of the templates and of the web's code."""
    said: set[str] = set()
    for path in (ROOT / "web").rglob("*.html"):
        code = templatize(path.read_text(encoding="utf-8"))
        said |= {
            ast.literal_eval(text)
            for text in re.findall(r"""(?:gettext|\b_)\(u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""", code)
        }
    for path in (ROOT / "web").rglob("*.py"):
        calls = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        said |= {
            call.args[0].value
            for call in calls
            if isinstance(call, ast.Call)
            and isinstance(call.func, ast.Name)
            and call.func.id in ("gettext", "gettext_lazy", "_")
            and isinstance(call.args[0], ast.Constant)
        }
    return said


def test_every_word_of_the_pages_is_told_in_vietnamese() -> None:
    found = texts()
    assert sorted(text for text in said_by_pages() if not found.get(text)) == []


def named(text: str) -> set[str]:
    """The fields of a text as templates write them."""
    return set(re.findall(r"%\((\w+)\)s", text))


def test_fields_survive_translation() -> None:
    assert [text for text, told in texts().items() if fields(text) != fields(told)] == []
    assert [text for text, told in texts().items() if named(text) != named(told)] == []


def test_translations_differ_from_their_source() -> None:
    assert [text for text, told in texts().items() if text == told and text != "{place}: {problem}"] == []
