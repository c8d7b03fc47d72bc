"""Proof files over HTTP: for whom, under which headers, and 404 for all others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests.formats.test_file_kinds import PDF
from tests.formats.test_pictures import picture
from tests.services import stage
from tiendo.services import accounts
from tiendo.services.proof_files import keep_proof

pytestmark = pytest.mark.one_engine

PASSWORD = "một câu đủ dài"


@pytest.fixture(autouse=True)
def prepared(founded: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    assert founded
    from django.conf import settings

    monkeypatch.setattr(settings, "TIENDO_HOME", tmp_path)
    cache.clear()
    yield


def signed_in(role: str, unit: str) -> Client:
    username = f"{role}.{unit}".lower()
    accounts.create_account(username=username, name=role, password=PASSWORD, **stage.asked())
    accounts.grant_role(username=username, role=role, unit=unit, from_day=stage.START, **stage.asked())
    client = Client(SERVER_NAME="localhost")
    assert client.post("/dang-nhap/", {"login": username, "password": PASSWORD}).status_code == 302
    return client


def proven(data: bytes, name: str = "Ảnh ra quân.jpg", unit: str = "EA") -> str:
    """A record sent with a file as its proof: the file's address."""
    kept = keep_proof(actor=stage.SYSTEM, chunks=[data], name=name, now=stage.NOW)
    proof = {"kind": "file", "text": kept["name"], "sha256": kept["sha256"]}
    told: dict[str, Any] = stage.told(unit, trees=1) | {"proofs": [proof]}
    stage.add(told)
    stage.send(unit)
    return f"/tep/{kept['sha256']}?ho-so={told['record']}"


def content(answer: Any) -> bytes:
    data = b"".join(answer.streaming_content)
    answer.close()
    return data


def status(answer: Any) -> int:
    answer.close()
    return int(answer.status_code)


def test_a_picture_is_shown_and_can_do_nothing() -> None:
    address, client = proven(picture()), signed_in("reporter", "EA")
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == "inline; filename*=utf-8''%E1%BA%A2nh%20ra%20qu%C3%A2n.jpg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cache-Control"] == "private, max-age=3600, immutable"
    assert "Cookie" in answer["Vary"]
    assert content(answer).startswith(b"\xff\xd8\xff")
    again = client.get(address, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert status(client.get(address, headers={"If-None-Match": '"other"'})) == 200


def test_a_likeness_is_smaller() -> None:
    address, client = proven(picture("JPEG", (1000, 800))), signed_in("leader", "E")
    whole, small = client.get(address), client.get(f"{address}&nho=1")
    assert small["Cache-Control"] == "private, max-age=86400, immutable"
    assert len(content(small)) < len(content(whole))
    assert whole["ETag"] != small["ETag"]


def test_a_document_is_saved_not_opened() -> None:
    address, client = proven(PDF, 'Báo cáo "12".pdf'), signed_in("leader", "P")
    answer = client.get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith(
        "attachment; filename*=utf-8''B%C3%A1o%20c%C3%A1o%20%2212%22.pdf"
    )
    assert content(answer) == PDF
    assert client.get(f"{address}&nho=1").status_code == 404
    head = client.head(address)
    assert (status(head), head["Content-Length"]) == (200, str(len(PDF)))
    assert client.post(address).status_code == 405


def test_others_are_told_there_is_nothing() -> None:
    address = proven(picture())
    path, _, record = address.partition("?ho-so=")
    beside = signed_in("reporter", "EB")
    told = {
        beside.get(address).status_code,
        beside.get(address, headers={"If-None-Match": "*"}).status_code,
        beside.get(path).status_code,
        beside.get(f"{path}?ho-so=x").status_code,
        beside.get(f"/tep/{'0' * 64}?ho-so={record}").status_code,
        beside.get(f"/tep/..%2Fhead?ho-so={record}").status_code,
    }
    assert told == {404}


def test_a_stranger_is_led_to_the_door() -> None:
    answer = Client(SERVER_NAME="localhost").get(proven(picture()))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/dang-nhap/?next=")
