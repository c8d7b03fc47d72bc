"""How much comes over the wire for the form somebody fills in on a phone: the first time, and from then on."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.routes import NOT_OPEN_YET
from tests.browser.conftest import Open, Place

FIRST, THEN = 250_000, 30_000
"""Most bytes, heads of answers included, as they were sent."""


@pytest.mark.skipif("record_new" in NOT_OPEN_YET, reason="not open yet")
def test_the_form_of_a_record_is_light(place: Place, open_as: Open) -> None:
    window = open_as("sen")
    bytes_of = counting(window)
    window.goto(place.address("record_new"), wait_until="networkidle")
    first = dict(bytes_of)
    bytes_of.clear()
    window.goto(place.address("record_new"), wait_until="networkidle")
    assert sum(first.values()) <= FIRST, listed(first)
    assert sum(bytes_of.values()) <= THEN, listed(bytes_of)


def counting(window: Any) -> dict[str, int]:
    """Bytes that came over the wire, by address; what the browser had already counts nothing."""
    told = window.context.new_cdp_session(window)
    told.send("Network.enable")
    addresses: dict[str, str] = {}
    found: dict[str, int] = {}

    def asked(event: dict[str, Any]) -> None:
        addresses[event["requestId"]] = event["request"]["url"]

    def came(event: dict[str, Any]) -> None:
        address = addresses.get(event["requestId"], event["requestId"])
        if not address.startswith("data:"):
            found[address] = found.get(address, 0) + int(event["encodedDataLength"])

    told.on("Network.requestWillBeSent", asked)
    told.on("Network.loadingFinished", came)
    return found


def listed(found: dict[str, int]) -> str:
    """The heaviest first."""
    rows = sorted(found.items(), key=lambda row: -row[1])
    return "\n".join(f"{size:8} {address}" for address, size in rows)
