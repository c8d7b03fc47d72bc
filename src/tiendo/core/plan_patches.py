"""What an option of a plan's setting changes in the document, sound or not: a fault elsewhere hides none of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from tiendo.core.document_reader import plain
from tiendo.core.plan_fields import FORMS, INDICATOR_FIELDS


def patched(data: Mapping[str, Any], options: Mapping[str, str]) -> dict[str, Any]:
    """The document with its settings answered by the chosen options, else by their defaults."""
    document = deepcopy(dict(data))
    targets = {key_of(target): target for _, target in mappings(document.get("targets"))}
    for _, setting in mappings(document.get("settings")):
        chosen = options.get(key_of(setting), plain(setting.get("default")))
        option = next((one for _, one in mappings(setting.get("options")) if key_of(one) == chosen), {})
        patch = option.get("patch")
        for key, fields in patch.items() if isinstance(patch, Mapping) else ():
            place = document.get("plan") if key == "*" else targets.get(plain(key))
            if isinstance(place, dict) and isinstance(fields, Mapping):
                apply_fields(place, fields)
    return document


def mappings(value: object) -> Iterator[tuple[int, dict[str, Any]]]:
    """The mappings of a list with their numbers; nothing where it is none."""
    for number, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, dict):
            yield number, item


def key_of(item: Mapping[str, Any]) -> str:
    """The key of an item as others refer to it; empty where it has none."""
    return plain(item.get("key") or "")


def apply_fields(place: dict[str, Any], fields: Mapping[str, Any]) -> None:
    """Change fields of a target (or of the plan) in its document, those of its indicator where they stand."""
    place.update({field: value for field, value in fields.items() if field not in INDICATOR_FIELDS})
    formula = {field: value for field, value in fields.items() if field in INDICATOR_FIELDS}
    held = place.get("indicator")
    if formula and isinstance(held, Mapping):
        # A new form keeps of the old one's fields only those it knows.
        kept = FORMS.get(str(formula.get("form", held.get("form"))), INDICATOR_FIELDS)
        place["indicator"] = {**{f: v for f, v in held.items() if f in kept}, **formula}
