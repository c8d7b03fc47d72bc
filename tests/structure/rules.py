"""The house rules that no ready-made linter knows, each with lines it must let pass and lines it must catch.

A rule looks at one file and yields (line, what is wrong). `test_rules.py` holds every rule against its own
examples, then against the project.
"""

from __future__ import annotations

import ast
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

LONGEST_MODULE = 400
LONGEST_FUNCTION = 40
Found = Iterator[tuple[int, str]]


@dataclass(frozen=True)
class Source:
    """A file of the project: its path from the root, with `/`, and its text."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)


@dataclass(frozen=True)
class Rule:
    """A house rule: where it holds, how it is checked, and its examples."""

    name: str
    holds: re.Pattern[str]
    check: Callable[[Source], Found]
    good: Sequence[str]
    bad: Sequence[str]
    except_for: re.Pattern[str] = re.compile(r"(?!)")

    def applies_to(self, path: str) -> bool:
        return bool(self.holds.match(path)) and not self.except_for.match(path)


def long_modules(source: Source) -> Found:
    lines = source.text.count("\n")
    if lines > LONGEST_MODULE:
        yield lines, f"{lines} lines; a module has at most {LONGEST_MODULE}"


def long_functions(source: Source) -> Found:
    """Count a function's lines without its docstring: explaining must not cost."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = _lines(node)
            if ast.get_docstring(node):
                lines -= _lines(node.body[0])
            if lines > LONGEST_FUNCTION:
                yield node.lineno, f"{node.name} has {lines} lines; a function has at most {LONGEST_FUNCTION}"


def floats(source: Source) -> Found:
    """Floats and what makes them of integers; a ratio divided by a ratio is one, and mypy knows which is which."""
    for node in ast.walk(source.tree):
        match node:
            case ast.Name(id="float") | ast.Attribute(attr="float"):
                yield node.lineno, "float"
            case ast.Constant(value=float() | complex()):
                yield node.lineno, f"the literal {node.value}"
            case ast.BinOp(op=ast.Div(), left=left, right=right) if _is_integer(left) and _is_integer(right):
                yield node.lineno, "true division of integers; use //, divmod or Fraction(a, b)"


def _is_integer(node: ast.expr) -> bool:
    """Say whether this is an integer on the face of it."""
    match node:
        case ast.Constant(value=int()) | ast.Attribute(attr="numerator" | "denominator" | "amount" | "days"):
            return True
        case ast.Call(func=ast.Name(id="int" | "len" | "sum" | "abs")):
            return True
        case ast.BinOp(left=left, right=right):
            return _is_integer(left) and _is_integer(right)
    return False


_CLOCKS = {
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime", "gmtime", "ctime"},
    "timezone": {"now", "localtime", "localdate"},
}
_SQL_CLOCK = re.compile(
    r"\bCURRENT_(TIMESTAMP|DATE|TIME)\b|\b(now|clock_timestamp)\(\)|\(\s*'now'", re.IGNORECASE
)


def clocks(source: Source) -> Found:
    """Reading the clock: time is an argument everywhere below the surfaces."""
    for node in ast.walk(source.tree):
        match node:
            case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=name):
                if name in _CLOCKS.get(owner, ()):
                    yield node.lineno, f"{owner}.{name}"
            case ast.ImportFrom(module="time" | "django.utils.timezone" as module, names=names):
                for clock in {each.name for each in names} & _CLOCKS[module.rpartition(".")[2]]:
                    yield node.lineno, f"{module}.{clock}"
            case ast.keyword(arg="auto_now" | "auto_now_add" as name):
                yield node.value.lineno, name
            case ast.Constant(value=str(text)) if _SQL_CLOCK.search(text):
                yield node.lineno, "the database's clock"


_PROPER_NOUNS = re.compile(r"kien giang|rach gia|phu quoc|ha tien\b")


def proper_nouns(source: Source) -> Found:
    """Names of one organisation's places: what differs between organisations is data."""
    for number, line in enumerate(source.text.splitlines(), start=1):
        if found := _PROPER_NOUNS.search(_without_marks(line)):
            yield number, found[0]


def missing_module_docstring(source: Source) -> Found:
    if not ast.get_docstring(source.tree):
        yield 1, "no docstring: say in one sentence why the module exists"


_OUTSIDE_WORLD = frozenset(
    (
        "asyncio",
        "http",
        "io",
        "locale",
        "logging",
        "multiprocessing",
        "os",
        "pathlib",
        "random",
        "secrets",
        "shutil",
    )
    + ("socket", "sqlite3", "subprocess", "tempfile", "threading", "time", "urllib", "zoneinfo")
)


def impure_imports(source: Source) -> Found:
    """Imports by which core would reach beyond values: packages, files, clock, locale."""
    for node in ast.walk(source.tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [each.name for each in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""] if node.level == 0 else []
        for name in names:
            top = name.partition(".")[0]
            own = name == "tiendo.core" or name.startswith("tiendo.core.")
            if not own and (top not in sys.stdlib_module_names or top in _OUTSIDE_WORLD):
                yield node.lineno, name


def undocumented_names(source: Source) -> Found:
    yield from _undocumented(source.tree.body, "")


def _undocumented(body: Sequence[ast.stmt], owner: str) -> Found:
    for node in body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if node.name.startswith("_") or _is_overload(node):
            continue
        if not ast.get_docstring(node):
            yield node.lineno, owner + node.name
        if isinstance(node, ast.ClassDef):
            yield from _undocumented(node.body, f"{node.name}.")


def _is_overload(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> bool:
    return any(ast.unparse(each) in {"overload", "typing.overload"} for each in node.decorator_list)


# Put together from pieces, so that this file does not hold what it forbids.
_HOSTS = (
    "pypi|org",
    "pythonhosted|org",
    "npmjs|org",
    "npmjs|com",
    "yarnpkg|com",
    "debian|org/debian",
    "golang|org",
)
_FOREIGN = re.compile(
    "|".join(
        [*(re.escape(each.replace("|", ".")) for each in _HOSTS), "/wo" + "rk/(main|shared)", "/ro" + "ot/"]
    )
)


def places_of_one_machine(source: Source) -> Found:
    """Hosts that packages came from and folders of one machine: both differ where the next person works."""
    for number, line in enumerate(source.text.splitlines(), start=1):
        if found := _FOREIGN.search(line):
            yield number, found[0]


def _lines(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _without_marks(text: str) -> str:
    """Return the text in small letters without Vietnamese marks, however they were encoded."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


_PYTHON = re.compile(r"(src|benchmarks|tools)/.*\.py$|run\.py$")
_CORE = re.compile(r"src/tiendo/core/.*\.py$")
_MIGRATIONS = re.compile(r".*/migrations/")

RULES = (
    Rule(
        "module length",
        _PYTHON,
        long_modules,
        good=["x = 1\n" * LONGEST_MODULE],
        bad=["x = 1\n" * (LONGEST_MODULE + 1)],
        except_for=_MIGRATIONS,
    ),
    Rule(
        "function length",
        _PYTHON,
        long_functions,
        good=[
            "def f():\n" + "    x = 1\n" * 39,
            'def f():\n    """Why.\n\n    More.\n    """\n' + "    x = 1\n" * 39,
        ],
        bad=[
            "def f():\n" + "    x = 1\n" * 40,
            "class C:\n    async def f(self):\n" + "        x = 1\n" * 40,
        ],
        except_for=_MIGRATIONS,
    ),
    Rule(
        "no floats in core",
        _CORE,
        floats,
        good=["a // b", "Fraction(a, b) / goal", "divmod(a, b)", "'1/2'", "inflate(x)", "10**12"],
        bad=[
            "float(x)",
            "x: float = y",
            "1.5",
            "1e12",
            "len(a) / 2",
            "f.numerator / f.denominator",
            "builtins.float",
        ],
    ),
    Rule(
        "no clock below the surfaces",
        re.compile(r"src/tiendo/.*\.py$"),
        clocks,
        good=[
            "def f(now): return now",
            "day.today_or_before",
            "time.monotonic()",
            "'known now'",
            "when.time()",
        ],
        bad=[
            *(
                "datetime.now()",
                "datetime.datetime.now(tz)",
                "datetime.utcnow()",
                "date.today()",
                "time.time()",
            ),
            *("timezone.now()", "f(default=timezone.now)", "from time import time", "SQL = 'SELECT now()'"),
            *("from django.utils.timezone import now as n", "DateTimeField(auto_now_add=True)"),
            *("'VALUES (CURRENT_TIMESTAMP)'", '''"datetime('now')"'''),
        ],
        except_for=re.compile(r"src/tiendo/(web|cli)/"),
    ),
    Rule(
        "no proper nouns outside the example",
        re.compile(r"src/"),
        proper_nouns,
        good=["# tỉnh, huyện, xã", "kiên trì giảng giải", "kiên trì, giảng giải"],
        bad=["# Tỉnh đoàn Kiên Giang", "KIEN GIANG", "Rạch Giá", unicodedata.normalize("NFD", "Kiên Giang")],
        except_for=re.compile(r"src/tiendo/demo/"),
    ),
    Rule(
        "module docstring",
        re.compile(r"(src|tests|benchmarks|tools)/.*\.py$|run\.py$"),
        missing_module_docstring,
        good=['"""Why."""\nx = 1\n'],
        bad=["x = 1\n", "# Why.\nx = 1\n", ""],
        except_for=re.compile(r".*/migrations/|tests/.*/__init__\.py$"),
    ),
    Rule(
        "core stands on the standard library alone",
        _CORE,
        impure_imports,
        good=[
            "import re",
            "from datetime import date",
            "from tiendo.core.errors import Problem",
            "from . import period",
        ],
        bad=[
            "import django",
            "from tiendo import settings",
            "import os",
            "from time import sleep",
            "import numpy as np",
        ]
        + [
            "def f():\n    from pathlib import Path",
            "from tiendo.core_helpers import x",
            "import urllib.request",
        ],
    ),
    Rule(
        "public names are documented",
        re.compile(r"src/tiendo/(core|services)/.*\.py$"),
        undocumented_names,
        good=[
            'def f():\n    """Why."""',
            "def _f(): pass",
            "class _C:\n    def f(self): pass",
            "@overload\ndef f(): ...",
        ],
        bad=[
            "def f(): pass",
            "class C: pass",
            'class C:\n    """Why."""\n    def f(self): pass',
            "async def f(): pass",
        ],
    ),
    Rule(
        "no host of a package index, no folder of one machine",
        re.compile(r""),
        places_of_one_machine,
        good=["https://example.vn", "python.org", "../shared/units", "make run"],
        bad=[
            *(f"https://{each.replace('|', '.')}/simple" for each in _HOSTS),
            *("/wo" + "rk/main/src", "/ro" + "ot/.cache"),
        ],
    ),
)
