"""Every address of the web as every role and relation: the expected answers, written out by hand, and who asks.

The unit asked about is E, a district under P with the communes EA and EB; W is its sibling. The people:

`out` signed out · `rep`, `sen`, `rev` E's own reporter, sender, reviewer · `abv` the reviewer of P, the level above ·
`coo`, `lea`, `pla`, `ins`, `ste` coordinator, leader, planner, inspector, steward of P · `bes` a sender of W, beside ·
`bel` a sender of EA, below · `end` whose role as E's sender has ended · `non` an account without any role
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern

from tests.services import cases, stage
from tests.services.test_progress import PLAN
from tiendo.services import accounts, catalogue, plan_readings, plans
from tiendo.web import urls

PEOPLE = ("out", "rep", "sen", "rev", "abv", "coo", "lea", "pla", "ins", "ste", "bes", "bel", "end", "non")
HOLDERS: Mapping[str, tuple[str, str]] = {
    "rep": ("reporter", "E"),
    "sen": ("sender", "E"),
    "rev": ("reviewer", "E"),
    "abv": ("reviewer", "P"),
    "coo": ("coordinator", "P"),
    "lea": ("leader", "P"),
    "pla": ("planner", "P"),
    "ins": ("inspector", "P"),
    "ste": ("steward", "P"),
    "bes": ("sender", "W"),
    "bel": ("sender", "EA"),
}

PASSWORD = "một câu đủ dài"

NOT_OPEN_YET: frozenset[str] = frozenset()
"""Names of routes that do not answer yet; empty when everything is open."""

EXPECTED = """
                                 out rep sen rev abv coo lea pla ins ste bes bel end non
home                        GET  302 302 302 302 302 302 302 302 302 302 302 302 200 200
home                        POST 405 405 405 405 405 405 405 405 405 405 405 405 405 405
language                    GET  405 405 405 405 405 405 405 405 405 405 405 405 405 405
language                    POST 302 302 302 302 302 302 302 302 302 302 302 302 302 302
healthz                     GET  200 200 200 200 200 200 200 200 200 200 200 200 200 200
healthz                     POST 405 405 405 405 405 405 405 405 405 405 405 405 405 405
design                      GET  200 200 200 200 200 200 200 200 200 200 200 200 200 200
design                      POST 405 405 405 405 405 405 405 405 405 405 405 405 405 405

account_login               GET  200 302 302 302 302 302 302 302 302 302 302 302 302 302
account_login               POST 200 302 302 302 302 302 302 302 302 302 302 302 302 302
account_logout              GET  302 200 200 200 200 200 200 200 200 200 200 200 200 200
account_logout              POST 302 302 302 302 302 302 302 302 302 302 302 302 302 302
account_code                GET  200 200 200 200 200 200 200 200 200 200 200 200 200 200
account_code                POST 422 422 422 422 422 422 422 422 422 422 422 422 422 422
account_inactive            GET  200 200 200 200 200 200 200 200 200 200 200 200 200 200
account_inactive            POST 405 405 405 405 405 405 405 405 405 405 405 405 405 405
account_change_password     GET  302 200 200 200 200 200 200 200 200 200 200 200 200 200
account_change_password     POST 302 200 200 200 200 200 200 200 200 200 200 200 200 200
account_reauthenticate      GET  302 200 200 200 200 200 200 200 200 200 200 200 200 200
account_reauthenticate      POST 302 200 200 200 200 200 200 200 200 200 200 200 200 200
mfa_index                   GET  302 200 200 200 200 200 200 200 200 200 200 200 200 200
mfa_index                   POST 302 405 405 405 405 405 405 405 405 405 405 405 405 405
mfa_authenticate            GET  302 302 302 302 302 302 302 302 302 302 302 302 302 302
mfa_authenticate            POST 302 302 302 302 302 302 302 302 302 302 302 302 302 302
mfa_reauthenticate          GET  302 302 302 302 302 302 302 302 302 302 302 302 302 302
mfa_reauthenticate          POST 302 302 302 302 302 302 302 302 302 302 302 302 302 302
mfa_activate_totp           GET  302 302 302 302 302 302 302 302 302 302 302 302 302 302
mfa_activate_totp           POST 302 302 302 302 302 302 302 302 302 302 302 302 302 302
mfa_deactivate_totp         GET  302 404 404 404 404 404 404 404 404 404 404 404 404 404
mfa_deactivate_totp         POST 302 404 404 404 404 404 404 404 404 404 404 404 404 404
mfa_view_recovery_codes     GET  302 404 404 404 404 404 404 404 404 404 404 404 404 404
mfa_view_recovery_codes     POST 302 405 405 405 405 405 405 405 405 405 405 405 405 405
mfa_generate_recovery_codes GET  302 302 302 302 302 302 302 302 302 302 302 302 302 302
mfa_generate_recovery_codes POST 302 302 302 302 302 302 302 302 302 302 302 302 302 302
mfa_download_recovery_codes GET  302 404 404 404 404 404 404 404 404 404 404 404 404 404
mfa_download_recovery_codes POST 302 404 404 404 404 404 404 404 404 404 404 404 404 404

overview                    GET  302 200 200 200 200 200 200 200 200 200 403 403 403 403
overview                    POST 405 405 405 405 405 405 405 405 405 405 405 405 405 405
target                      GET  302 200 200 200 200 200 200 200 200 200 403 403 403 403
target                      POST 405 405 405 405 405 405 405 405 405 405 405 405 405 405
names                       GET  302 200 200 200 200 200 200 200 200 200 403 403 403 403
names                       POST 405 405 405 405 405 405 405 405 405 405 405 405 405 405
why                         GET  302 200 200 200 200 200 200 200 200 200 403 403 403 403
why                         POST 405 405 405 405 405 405 405 405 405 405 405 405 405 405
record                      GET  302 200 200 200 200 200 200 200 200 200 403 403 403 403
record                      POST 405 405 405 405 405 405 405 405 405 405 405 405 405 405
file                        GET  302 200 200 200 200 200 200 200 200 200 404 404 404 404
file                        POST 405 405 405 405 405 405 405 405 405 405 405 405 405 405

work                        GET  302 200 200 403 403 403 403 403 403 403 403 403 403 403
work                        POST 405 405 405 405 405 405 405 405 405 405 405 405 405 405
record_new                  GET  302 200 200 403 403 403 403 403 403 403 403 403 403 403
record_new                  POST 401 303 303 403 403 403 403 403 403 403 403 403 403 403
record_edit                 GET  302 200 200 404 404 404 404 404 404 404 404 404 404 404
record_edit                 POST 401 303 303 404 404 404 404 404 404 404 404 404 404 404
month_figures               GET  302 200 200 403 403 403 403 403 403 403 403 403 403 403
month_figures               POST 401 303 303 403 403 403 403 403 403 403 403 403 403 403
nil                         GET  302 200 200 403 403 403 403 403 403 403 403 403 403 403
nil                         POST 401 303 303 403 403 403 403 403 403 403 403 403 403 403
send                        GET  405 405 405 405 405 405 405 405 405 405 405 405 405 405
send                        POST 401 403 303 403 403 403 403 403 403 403 403 403 403 403

inbox                       GET  302 403 403 200 403 403 403 403 403 403 403 403 403 403
inbox                       POST 401 403 403 303 403 403 403 403 403 403 403 403 403 403
month                       GET  302 403 403 200 403 403 403 403 403 403 403 403 403 403
month                       POST 401 403 403 303 403 403 403 403 403 403 403 403 403 403

plans                       GET  302 200 200 200 200 200 200 200 200 200 200 200 403 403
plans                       POST 405 405 405 405 405 405 405 405 405 405 405 405 405 405
plan                        GET  302 200 200 200 200 200 200 200 200 200 200 200 403 403
plan                        POST 401 403 403 403 403 403 403 303 403 403 403 403 403 403
readings                    GET  302 403 403 403 403 403 403 200 403 403 403 403 403 403
readings                    POST 401 403 403 403 403 403 403 303 403 403 403 403 403 403
reading                     GET  302 403 403 403 403 403 403 200 403 403 403 403 403 403
reading                     POST 401 403 403 403 403 403 403 303 403 403 403 403 403 403
reading_row                 GET  302 403 403 403 403 403 403 200 403 403 403 403 403 403
reading_row                 POST 401 403 403 403 403 403 403 303 403 403 403 403 403 403
reading_file                GET  302 403 403 403 403 403 403 200 403 403 403 403 403 403
reading_file                POST 405 405 405 405 405 405 405 405 405 405 405 405 405 405
reading_table               GET  302 403 403 403 403 403 403 200 403 403 403 403 403 403
reading_table               POST 405 405 405 405 405 405 405 405 405 405 405 405 405 405
reading_shares              GET  302 403 403 403 403 403 403 200 403 403 403 403 403 403
reading_shares              POST 401 403 403 403 403 403 403 303 403 403 403 403 403 403
reading_amends              GET  302 403 403 403 403 403 403 200 403 403 403 403 403 403
reading_amends              POST 401 403 403 403 403 403 403 303 403 403 403 403 403 403
reading_against             GET  302 403 403 403 403 403 403 200 403 403 403 403 403 403
reading_against             POST 401 403 403 403 403 403 403 303 403 403 403 403 403 403
reading_adopt               GET  302 403 403 403 403 403 403 200 403 403 403 403 403 403
reading_adopt               POST 401 403 403 403 403 403 403 303 403 403 403 403 403 403
log                         GET  302 403 403 403 403 403 200 403 200 200 403 403 403 403
log                         POST 405 405 405 405 405 405 405 405 405 405 405 405 405 405
report                      GET  302 200 200 200 200 200 200 200 200 200 403 403 403 403
report                      POST 405 405 405 405 405 405 405 405 405 405 405 405 405 405
report_docx                 GET  302 200 200 200 200 200 200 200 200 200 403 403 403 403
report_docx                 POST 405 405 405 405 405 405 405 405 405 405 405 405 405 405
freeze                      GET  302 403 403 403 403 200 403 403 403 403 403 403 403 403
freeze                      POST 401 403 403 403 403 303 403 403 403 403 403 403 403 403
"""
"""Status by route, verb and person. 401: what was typed is kept for after signing in."""


@dataclass(frozen=True)
class Row:
    """A route and verb with the status each person gets."""

    route: str
    verb: str
    expected: Mapping[str, int]

    @property
    def id(self) -> str:
        return f"{self.route}-{self.verb}"


def rows() -> list[Row]:
    """The table above, row by row."""
    lines = [line.split() for line in EXPECTED.splitlines() if line.strip()]
    assert tuple(lines[0]) == PEOPLE
    found = [
        Row(name, verb, dict(zip(PEOPLE, map(int, told), strict=True))) for name, verb, *told in lines[1:]
    ]
    assert len({row.id for row in found}) == len(found)
    return found


@dataclass
class Scene:
    """The small organisation with somebody in every relation, and what the addresses point at."""

    record: str
    draft: str
    sha256: str
    reading: int = 0
    tabled: int = 0
    persons: dict[str, str] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        """A browser of somebody, signed in unless it is `out`."""
        client = Client(SERVER_NAME="localhost", raise_request_exception=False)
        if who != "out":
            client.force_login(get_user_model().objects.get(person=self.persons[who]))
        return client

    def address(self, route: str) -> str:
        """An address of the route at E, full of things."""
        return _ADDRESSES[route](self)

    def form(self, route: str, who: str) -> dict[str, Any]:
        """What a person sends to the route: a form as its page makes it, good to be kept."""
        make = _FORMS.get(route)
        return {"request": stage.an_id(), **(make(self, who) if make else {})}


_ADDRESSES: Mapping[str, Callable[[Scene], str]] = {
    "home": lambda _: "/",
    "language": lambda _: "/ngon-ngu",
    "healthz": lambda _: "/healthz",
    "design": lambda _: "/thiet-ke",
    "account_login": lambda _: "/dang-nhap/",
    "account_logout": lambda _: "/dang-xuat/",
    "account_code": lambda _: "/tai-khoan/ma-mot-lan/",
    "account_inactive": lambda _: "/tai-khoan/dong/",
    "account_change_password": lambda _: "/tai-khoan/mat-khau/",
    "account_reauthenticate": lambda _: "/tai-khoan/xac-thuc-lai/",
    "mfa_index": lambda _: "/tai-khoan/hai-buoc/",
    "mfa_authenticate": lambda _: "/tai-khoan/hai-buoc/ma/",
    "mfa_reauthenticate": lambda _: "/tai-khoan/hai-buoc/lai/",
    "mfa_activate_totp": lambda _: "/tai-khoan/hai-buoc/bat/",
    "mfa_deactivate_totp": lambda _: "/tai-khoan/hai-buoc/tat/",
    "mfa_view_recovery_codes": lambda _: "/tai-khoan/hai-buoc/ma-du-phong/",
    "mfa_generate_recovery_codes": lambda _: "/tai-khoan/hai-buoc/ma-du-phong/tao/",
    "mfa_download_recovery_codes": lambda _: "/tai-khoan/hai-buoc/ma-du-phong/tai/",
    "overview": lambda _: "/don-vi/E/tong-quan",
    "target": lambda _: "/don-vi/E/chi-tieu/TREES",
    "names": lambda _: "/don-vi/E/chi-tieu/TREES/danh-sach/chua-bao-cao",
    "why": lambda _: "/don-vi/E/chi-tieu/TREES/vi-sao",
    "record": lambda scene: f"/ho-so/{scene.record}",
    "file": lambda scene: f"/tep/{scene.sha256}?ho-so={scene.record}",
    "work": lambda _: "/don-vi/E/viec",
    "record_new": lambda _: "/don-vi/E/viec/moi",
    "record_edit": lambda scene: f"/ho-so/{scene.draft}/sua",
    "month_figures": lambda _: "/don-vi/E/viec/2024-04/so-lieu",
    "nil": lambda _: "/don-vi/E/viec/2024-05/khong-phat-sinh",
    "send": lambda _: "/don-vi/E/viec/2024-05/gui",
    "inbox": lambda _: "/don-vi/E/cho-xac-nhan",
    "month": lambda _: "/don-vi/E/cho-xac-nhan/2024-03/EA",
    "plans": lambda _: "/ke-hoach/",
    "plan": lambda _: "/ke-hoach/P1",
    "readings": lambda _: "/ke-hoach/doc/",
    "reading": lambda scene: f"/ke-hoach/doc/{scene.reading}",
    "reading_row": lambda scene: f"/ke-hoach/doc/{scene.reading}/dong/target-T01",
    "reading_file": lambda scene: f"/ke-hoach/doc/{scene.reading}/tep",
    "reading_table": lambda scene: f"/ke-hoach/doc/{scene.reading}/bang.xlsx",
    "reading_shares": lambda scene: f"/ke-hoach/doc/{scene.tabled}/giao",
    "reading_amends": lambda scene: f"/ke-hoach/doc/{scene.tabled}/sua-doi?ke-hoach=P1",
    "reading_against": lambda scene: f"/ke-hoach/doc/{scene.reading}/doi-chieu",
    "reading_adopt": lambda scene: f"/ke-hoach/doc/{scene.reading}/ban-hanh",
    "log": lambda _: "/nhat-ky",
    "report": lambda _: "/don-vi/E/bao-cao",
    "report_docx": lambda _: "/don-vi/E/bao-cao.docx?ky=2024-Q1",
    "freeze": lambda _: "/don-vi/P/bao-cao/chot?ky=2024-Q1",
}

_FORMS: Mapping[str, Callable[[Scene, str], dict[str, Any]]] = {
    "language": lambda _, __: {"language": "vi", "next": "/"},
    "record_new": lambda _, __: {"title": "Ra quân", "day": "08/05/2024", "figures.trees": "3"},
    "record_edit": lambda _, __: {
        "title": "Ra quân sớm",
        "day": "09/04/2024",
        "figures.trees": "8",
        "reason": "gõ nhầm",
    },
    "month_figures": lambda _, who: {"figures.youth" if who == "sen" else "figures.turns": "12"},
    "nil": lambda _, __: {"elements": ["youth"]},
    "send": lambda _, who: _something_to_send(who),
    "inbox": lambda scene, _: {"month": stage.MARCH, "chosen": ["EB"], "seen.EB": scene.seen["EB"]},
    "month": lambda scene, _: {"then": "accept", "seen": scene.seen["EA"]},
    "readings": lambda _, __: {"unit": "P", "text": cases.WORDS},
    "reading": lambda _, __: {"then": "confirm", "row": "target-T02", "base": "0"},
    "reading_row": lambda _, __: {"then": "correct", "base": "0", "goal": "200.000"},
    "reading_shares": lambda _, __: {"then": "keep", "row": "shares-1", "base": "0", "unit.0": "E"},
    "reading_amends": lambda _, __: {
        "plan": "P1",
        "goal.TREES": "9.000",
        "paper": "4-CV",
        "day": "15/05/2024",
    },
    "reading_against": lambda _, __: {"plan": "P1", "base": "0", "then": "all", "target.TREES": "T01"},
    "reading_adopt": lambda scene, _: {
        "rest": "as_read",
        "defaults": "1",
        "seen": decided_last(scene.reading),
    },
    "plan": lambda _, __: {"setting": "basis", "option": "yearly", "paper": "1-KL", "day": "15/05/2024"},
}
"""Forms by route; the others take none."""


def _something_to_send(who: str) -> dict[str, Any]:
    """A draft in the month that is sent, whatever other routes were asked before."""
    if who == "sen":
        stage.add(stage.told("E", "2024-05-04", trees=1))
    return {}


def decided_last(reading: int) -> int:
    """The newest decision on a reading, as its page tells it."""
    query = "SELECT MAX(seq) FROM plan_reading_row WHERE reading = %s AND row_key NOT LIKE 'against-%%'"
    ((last,),) = stage.rows(query, reading)
    return int(last or reading)


def named() -> dict[str, URLPattern]:
    """Every route there is, by its name."""
    found = {str(route.name): route for route in urls.urlpatterns}
    assert len(found) == len(urls.urlpatterns), "every route needs a name of its own"
    return found


def get_routes() -> list[str]:
    """Routes that answer to GET for somebody, in order of the table."""
    return [row.route for row in rows() if row.verb == "GET" and set(row.expected.values()) != {405}]


@contextmanager
def scene_on(database_factory: Any, engine: str) -> Iterator[Scene]:
    """A fresh database with the scene in it."""
    with database_factory.fresh(engine, founded) as database:
        yield database.begun


def founded() -> Scene:
    """Found the organisation: E and EA sent March, E has a draft in April and an open May."""
    stage.found()
    plans.adopt_plan(unit="P", document=document(), **stage.asked())
    catalogue.set_operating_day(day=stage.NOW.date(), **stage.asked())
    sha256 = _picture()
    sent, draft = stage.told("E", trees=40), stage.told("E", "2024-04-09", trees=7)
    sent["proofs"] = [{"kind": "file", "text": "ra-quan.png", "sha256": sha256}]
    stage.add(sent, draft, stage.told("EA", trees=300), stage.told("EB", trees=5))
    for unit in ("E", "EA", "EB"):
        stage.send(unit)
    scene = Scene(sent["record"], draft["record"], sha256)
    scene.seen = {unit: stage.shown_digest(unit) for unit in ("EA", "EB")}
    scene.tabled = plan_readings.start_reading(**cases.TABLED, **stage.asked()).reading
    scene.reading = plan_readings.start_reading(**cases.PAPER, **stage.asked()).reading
    for who, (role, unit) in HOLDERS.items():
        scene.persons[who] = _account(who)
        given = {"username": who, "role": role, "unit": unit, "from_day": stage.START}
        accounts.grant_role(**given, **stage.asked())
    scene.persons["non"] = _account("khong-vai")
    scene.persons["end"] = _account("het-vai")
    accounts.grant_role(
        username="het-vai",
        role="sender",
        unit="E",
        from_day=stage.START,
        to_day="2024-05-01",
        **stage.asked(),
    )
    return scene


def document() -> dict[str, Any]:
    """The small plan under names that are no words of the program, so that these are told from them."""
    setting, *_ = PLAN["settings"]
    labels = {"term": "Ba hàng", "yearly": "Bốn hàng"}
    options = [{**option, "label": labels[option["key"]]} for option in setting["options"]]
    return {
        **PLAN,
        "plan": {**PLAN["plan"], "title": "Rừng ven sông", "number": "07-KH/X", "day": "2024-01-05"},
        "areas": [{"key": "a", "name": "Rừng"}],
        "settings": [{**setting, "question": "Ba hàng hay bốn?", "options": options}],
    }


def _account(username: str) -> str:
    accounts.create_account(username=username, name=username, password=PASSWORD, **stage.asked())
    return accounts.actor_of(username, stage.NOW).person


def _picture() -> str:
    """A small picture kept as proof."""
    from io import BytesIO

    from PIL import Image

    from tiendo.services.proof_files import keep_file

    made = BytesIO()
    Image.new("RGB", (40, 30), (20, 90, 160)).save(made, "PNG")
    return keep_file([made.getvalue()])
