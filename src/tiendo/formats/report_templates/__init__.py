"""Words of reports that belong to no organisation: what is not said by its own template is said as here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML


def read_template(path: Path) -> dict[str, Any]:
    """A template as plain data from a YAML file of our own."""
    found: dict[str, Any] = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    return found


@cache
def plain() -> Mapping[str, Any]:
    """The template without proper nouns."""
    return read_template(Path(__file__).with_name("plain.yaml"))


def filled(own: Mapping[str, Any]) -> dict[str, Any]:
    """An organisation's template, with whatever it leaves out taken from the plain one."""
    found: dict[str, Any] = {}
    for name, held in plain().items():
        given = own.get(name, held)
        merge = isinstance(held, Mapping) and isinstance(given, Mapping) and name in _MERGED
        found[name] = {**held, **given} if merge else given
    return {**found, **{name: value for name, value in own.items() if name not in found}}


_MERGED = (
    *("words", "sentences", "goals", "columns", "statuses", "signers", "symbols", "recipients", "bases"),
    *("plan_signers", "plan_recipients"),
)
