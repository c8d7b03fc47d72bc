"""What came with a form that could not be taken: to be sent again as it is, and to be read by who typed it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy

_TOLD: Mapping[str, Any] = {
    "title": gettext_lazy("What was done"),
    "day": gettext_lazy("Day"),
    "place": gettext_lazy("Place"),
    "campaign": gettext_lazy("Campaign"),
    "opening_paper": gettext_lazy("Paper the total is taken from"),
    "document": gettext_lazy("Document"),
    "document_day": gettext_lazy("Day of the document"),
    "link": gettext_lazy("Link"),
    "paper": gettext_lazy("Paper kept at the unit"),
    "reason": gettext_lazy("Why it changes"),
}
"""Fields a page for nobody in particular may show: no password, no name of a person, no key."""

_FIGURES = "figures."
_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - a field's name


def typed_in(post: QueryDict) -> list[tuple[str, str]]:
    """Every field as it came, to be sent again."""
    return [(name, value) for name, values in post.lists() for value in values if name != _TOKEN]


def told_of(post: QueryDict) -> list[tuple[str, str]]:
    """What was typed, in words: label and text; figures in one line, in the order of the form."""
    told = [(str(label), post[name].strip()) for name, label in _TOLD.items() if name in post]
    figures = [post[name].strip() for name in post if name.startswith(_FIGURES)]
    told.append((str(gettext_lazy("Figures")), " · ".join(one for one in figures if one)))
    return [(label, text) for label, text in told if text]


def files_in(files: MultiValueDict[str, Any]) -> list[dict[str, Any]]:
    """The fields files were chosen in, with the names of those files: they have to be chosen again."""
    return [
        {"field": name, "names": ", ".join(one.name[-80:] for one in some), "several": len(some) > 1}
        for name, some in files.lists()
    ]
