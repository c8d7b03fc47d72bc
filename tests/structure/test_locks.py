"""The locks are what the set-up relies on: hashed, free of hosts, and running needs no more than testing has."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-setup.lock")


def pins(name: str) -> dict[str, str]:
    """Return every pinned package of a lock with its whole entry."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    return {line.partition("==")[0]: " ".join(line.split()) for line in text.splitlines() if line.strip()}


def canonical(requirement: str) -> str:
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name
    return re.sub(r"[-_.]+", "-", name[0]).lower()


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_and_hashed_and_no_host_is_named(name: str) -> None:
    found = pins(name)
    assert found
    for entry in found.values():
        assert re.match(r"[a-z0-9.-]+==\S+( ; .+?)? --hash=sha256:[0-9a-f]{64}", entry), entry
        assert "://" not in entry
        assert "index" not in entry


def test_what_runs_is_part_of_what_is_tested() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


def test_the_locks_hold_what_the_project_declares() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = declared["dependency-groups"]
    assert {canonical(each) for each in declared["project"]["dependencies"]} <= set(pins("requirements.lock"))
    assert {canonical(each) for each in groups["dev"]} <= set(pins("requirements-dev.lock"))
    assert {canonical(each) for each in groups["setup"]} <= set(pins("requirements-setup.lock"))
