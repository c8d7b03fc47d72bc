"""Where a page lies: the way down from the highest unit the visitor may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse

from tiendo.web.visit import Visit


def crumbs_of(visit: Visit, path: Sequence[Mapping[str, str]], route: str) -> list[dict[str, str]]:
    """Units from above down to the one looked at, each leading to the same page of that unit."""
    return [
        {"label": unit["name"], "href": reverse(route, args=[unit["code"]]) + visit.kept()} for unit in path
    ]
