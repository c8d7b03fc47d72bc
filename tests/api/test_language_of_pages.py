"""A Vietnamese page says everything in Vietnamese, an English one everything in English, except what people wrote."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client
from django.utils.translation.template import templatize

import tiendo
from tests.api.routes import NOT_OPEN_YET, PASSWORD, Scene, get_routes, rows, scene_on
from tiendo.web.language import COOKIE

pytestmark = pytest.mark.one_engine

PO = Path(tiendo.__file__).parent / "locale" / "vi" / "LC_MESSAGES" / "django.po"
SHOWN_IN = ("placeholder", "title", "aria-label", "alt", "data-label", "content", "value")
"""Attributes people read or hear."""

LEAST_WORDS = 2
_FIELD = re.compile(r"%\(\w+\)s|\{\w*\}|%%")
_MARKS = re.compile(r"[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE)

VISITED = {row.route: row.expected for row in rows() if row.verb == "GET"}
WHO = ("ste", "lea", "pla", "sen", "rev", "out")
ASKED = [
    (route, who)
    for route in get_routes()
    if route not in NOT_OPEN_YET
    for who in WHO
    if VISITED[route][who] in {200, 403}
]


class Texts(HTMLParser):
    """The texts of a page: what is read, what is spoken; not what stands in code."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.closed: list[tuple[str, bool]] = []

    @property
    def silent(self) -> bool:
        return any(quiet for _, quiet in self.closed)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        other = "lang" in held and tag != "html"  # the button that leads to the other language speaks it
        if tag not in {"meta", "link", "input", "br", "img", "use", "rect", "path", "hr", "source", "wbr"}:
            self.closed.append((tag, other or tag in {"script", "style", "code"}))
        if not self.silent and not other:
            names = SHOWN_IN if held.get("type") not in {"hidden", "radio", "checkbox"} else ()
            self.found += [str(held[name]) for name in names if held.get(name) and tag != "meta"]

    def handle_endtag(self, tag: str) -> None:
        while self.closed:
            name, _ = self.closed.pop()
            if name == tag:
                break

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if text and not self.silent:
            self.found.append(text)


@pytest.fixture(scope="module")
def scene(database_factory: Any) -> Iterator[Scene]:
    with scene_on(database_factory, "sqlite") as found:
        yield found


def messages() -> Mapping[str, str]:
    with PO.open("rb") as file:
        return {
            str(one.id): str(one.string) for one in read_po(file) if one.id and not isinstance(one.id, tuple)
        }


def pieces(text: str) -> list[str]:
    """The fixed parts of a message, between its fields, that are words enough to be told from a name."""
    return [
        part.strip(" .,:;()“”–")
        for part in _FIELD.split(text)
        if len(re.findall(r"[^\W\d_]{2,}", part)) >= LEAST_WORDS
    ]


def told(scene: Scene, route: str, who: str, language: str) -> list[str]:
    client = scene.client(who)
    client.cookies[COOKIE] = language
    return texts(client, scene.address(route), language)


def texts(client: Client, address: str, language: str) -> list[str]:
    answer = client.get(address)
    if "text/html" not in answer.get("Content-Type", ""):
        answer.close()
        return []
    body = answer.content.decode()
    assert f'<html lang="{language}"' in body
    parser = Texts()
    parser.feed(body)
    return parser.found


def english() -> list[str]:
    found = {part for text in messages() for part in pieces(text)}
    return sorted(part for part in found if not _MARKS.search(part))


def vietnamese() -> list[str]:
    found = {part for text in messages().values() for part in pieces(text)}
    return sorted(part for part in found if _MARKS.search(part))


@pytest.mark.parametrize(("route", "who"), ASKED, ids=str)
def test_no_english_on_a_vietnamese_page(scene: Scene, route: str, who: str) -> None:
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, english())) + r")\b")
    found = told(scene, route, who, "vi")
    assert [text for text in found if pattern.search(text)] == []


@pytest.mark.parametrize(("route", "who"), ASKED, ids=str)
def test_no_vietnamese_words_of_the_program_on_an_english_page(scene: Scene, route: str, who: str) -> None:
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, vietnamese())) + r")(?!\w)")
    found = told(scene, route, who, "en")
    assert [text for text in found if pattern.search(text)] == []


def test_the_doors_refusals_are_told_in_vietnamese(scene: Scene) -> None:
    """What allauth and Django say themselves, too."""
    client = scene.client("out")
    refused = client.post("/dang-nhap/", {"login": "lea", "password": "sai mật khẩu"}).content.decode()
    client = scene.client("lea")
    weak = client.post(
        "/tai-khoan/mat-khau/", {"oldpassword": "sai", "password1": "1", "password2": "2"}
    ).content.decode()
    for body in (refused, weak):
        parser = Texts()
        parser.feed(body)
        words = re.compile(
            r"\b(?:the|your|password|must|incorrect|this|field|try|again|please|characters)\b", re.IGNORECASE
        )
        assert [text for text in parser.found if words.search(text)] == []
        assert 'lang="vi"' in body
    assert PASSWORD not in refused


def test_every_language_is_offered() -> None:
    assert {code for code, _ in settings.LANGUAGES} == {"vi", "en"}


def test_counted_messages_have_their_form_in_vietnamese() -> None:
    """A message with a plural is looked up by both its forms; under one alone it would stay English."""
    with PO.open("rb") as file:
        plural = {one.id[0]: one for one in read_po(file) if isinstance(one.id, tuple)}
    said = set()
    for path in (PO.parents[3] / "web").rglob("*.html"):
        code = templatize(path.read_text(encoding="utf-8"))
        said |= {ast.literal_eval(text) for text in re.findall(r"ngettext\(u?('(?:[^'\\]|\\.)*')", code)}
    for path in (PO.parents[3] / "web").rglob("*.py"):
        said |= set(re.findall(r'\bngettext\(\s*"([^"]+)"', path.read_text(encoding="utf-8")))
    assert sorted(text for text in said if text not in plural or not all(plural[text].string)) == []
