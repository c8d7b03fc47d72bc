"""One figure from the form to the paper and back to the picture, over HTTP and in the files people get."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from PIL import Image

from tests.api.routes import Scene, founded
from tests.services import stage
from tiendo.core.access import SYSTEM
from tiendo.core.submission import Book
from tiendo.services.progress import progress_of

OVERVIEW = "/don-vi/P/tong-quan"
DOCX = "/don-vi/P/bao-cao.docx?ky=2024-Q2"


@pytest.fixture
def scene(database: object) -> Scene:
    assert database
    return founded()


def picture() -> SimpleUploadedFile:
    made = io.BytesIO()
    Image.new("RGB", (640, 480), (30, 120, 60)).save(made, "JPEG")
    return SimpleUploadedFile("trong cay.jpg", made.getvalue(), content_type="image/jpeg")


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def row(page: str) -> str:
    """What the overview's row of trees says, without its tags."""
    (found,) = [one for one in page.split("<tr>") if "/chi-tieu/TREES" in one and "vi-sao" in one]
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def paper(client: Client) -> str:
    answer = client.get(DOCX)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)


def value(book: Book) -> str | None:
    answer = progress_of(actor=SYSTEM, unit="P", as_of=stage.NOW.date(), now=stage.NOW, book=book)
    found: dict[str, Any] = next(one for one in answer["targets"] if one["id"] == "TREES")
    return found["value"]


def test_one_figure_end_to_end(scene: Scene) -> None:
    clerk, district, leader = scene.client("bel"), scene.client("rev"), scene.client("lea")
    # before: E told 40, EA 300, EB 5 in March; nothing is accepted
    assert (value(Book.REPORTED), value(Book.ACCEPTED)) == ("345", None)
    assert " 345 " in row(text(leader, OVERVIEW))

    told = {
        "request": stage.an_id(),
        "title": "Trồng cây đầu năm",
        "day": "08/05/2024",
        "figures.trees": "120",
    }
    answer = clerk.post("/don-vi/EA/viec/moi", {**told, "file": picture()})
    assert answer.status_code == 303, answer.content.decode()[:2000]
    work = text(clerk, "/don-vi/EA/viec?thang=2024-05")
    (record,) = set(re.findall(r"/ho-so/([0-9a-f-]{36})", work))
    assert "Trồng cây đầu năm" in work

    # nobody above sees it until it is sent
    assert leader.get(f"/ho-so/{record}").status_code == 404
    assert district.get(f"/ho-so/{record}").status_code == 404
    assert "Trồng cây" not in text(district, "/don-vi/E/cho-xac-nhan/2024-05/EA")
    assert value(Book.REPORTED) == "345"
    assert " 345 " in row(text(leader, OVERVIEW))

    assert clerk.post("/don-vi/EA/viec/2024-05/gui", {"request": stage.an_id()}).status_code == 303
    assert value(Book.REPORTED) == "465"
    assert " 465 " in row(text(leader, OVERVIEW))
    assert "lũy kế 465/1.000" in paper(leader)

    page = text(district, "/don-vi/E/cho-xac-nhan/2024-05/EA")
    assert "Trồng cây đầu năm" in page
    seen = re.findall(r'name="seen" value="(\w+)"', page)[0]
    form = {"request": stage.an_id(), "then": "accept", "seen": seen}
    assert district.post("/don-vi/E/cho-xac-nhan/2024-05/EA", form).status_code == 303
    assert value(Book.ACCEPTED) == "120"
    assert "đã xác nhận: 120" in row(text(leader, OVERVIEW))

    # and back: from the province's figure to the ledger's line, the record, and the picture
    why = text(leader, "/don-vi/P/chi-tieu/TREES/vi-sao?so=xac-nhan")
    assert f"/ho-so/{record}" in why
    told_of = text(leader, f"/ho-so/{record}")
    assert "Đã xác nhận" in told_of
    (address,) = set(re.findall(r'href="(/tep/[0-9a-f]{64}\?ho-so=[0-9a-f-]{36})"', told_of))
    shown = leader.get(address)
    with Image.open(io.BytesIO(b"".join(shown.streaming_content))) as opened:
        assert (opened.format, opened.size) == ("JPEG", (640, 480))
