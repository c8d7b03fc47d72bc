"""The project keeps its house rules, and each rule catches what it is there to catch."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

import pytest

from tests.structure.rules import RULES, Rule, Source

ROOT = Path(__file__).parents[2]


@cache
def project_files() -> tuple[Source, ...]:
    """Return every text file of the project: what git tracks or would, so that no build product is looked at."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    found = []
    for name in sorted(filter(None, names.split("\0"))):
        try:
            found.append(Source(name, (ROOT / name).read_text(encoding="utf-8")))
        except (UnicodeDecodeError, FileNotFoundError):
            continue
    return tuple(found)


def examples(kind: str) -> list[object]:
    return [
        pytest.param(rule, text, id=f"{rule.name}-{number}")
        for rule in RULES
        for number, text in enumerate(getattr(rule, kind))
    ]


@pytest.mark.parametrize(("rule", "text"), examples("good"))
def test_lets_pass(rule: Rule, text: str) -> None:
    assert list(rule.check(Source("example.py", text))) == []


@pytest.mark.parametrize(("rule", "text"), examples("bad"))
def test_catches(rule: Rule, text: str) -> None:
    assert list(rule.check(Source("example.py", text))) != []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_project_keeps(rule: Rule) -> None:
    looked_at = [source for source in project_files() if rule.applies_to(source.path)]
    assert looked_at, "the rule looks at no file"
    broken = [f"{source.path}:{line}: {what}" for source in looked_at for line, what in rule.check(source)]
    assert not broken, "\n" + "\n".join(broken)
