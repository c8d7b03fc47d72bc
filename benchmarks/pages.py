"""How long every page takes in the server, and with how many statements: `python -m benchmarks.pages [HOME]`.

HOME is a home prepared with `tiendo demo`; without one `TIENDO_HOME` is asked. Nothing but published style sheets
and sessions is written.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import django

ROUNDS = 7
TARGET = "T04"
CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "SET ", "ROLLBACK")


def main() -> None:
    """Print a row per route: who looked, the median of a warm page, the statements of a first and a warm one."""
    if len(sys.argv) > 1:
        os.environ["TIENDO_HOME"] = sys.argv[1]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tiendo.settings")
    django.setup()
    from tiendo.web.statics import publish  # noqa: PLC0415 - settings first

    publish()
    print(f"{'route':<28} {'who':<12} {'ms':>8} {'first':>6} {'warm':>6}  bytes")
    for route, who, address in addresses():
        print_row(route, who, address)


def print_row(route: str, who: str, address: str) -> None:
    """Ask one page as often as it takes to know, and print what was seen."""
    client = signed_in(who)
    counted = [asked(client, address) for _ in range(2)]
    times = sorted(taken(client, address) for _ in range(ROUNDS))
    (first, status, size), (warm, _, _) = counted
    told = "" if status == 200 else f"  status {status}"
    print(f"{route:<28} {who:<12} {statistics.median(times) * 1000:8.1f} {first:6} {warm:6}  {size}{told}")


def signed_in(who: str) -> Any:
    """A browser of an account; `-` stands for nobody."""
    from django.contrib.auth import get_user_model  # noqa: PLC0415 - models need Django
    from django.test import Client  # noqa: PLC0415 - the same

    client = Client(SERVER_NAME="localhost")
    if who != "-":
        client.force_login(get_user_model().objects.get(username=who))
    return client


def asked(client: Any, address: str) -> tuple[int, int, int]:
    """Statements of a page beyond session and user, its status and length."""
    from django.db import connections  # noqa: PLC0415 - models need Django

    found: list[str] = []

    def note(run: Callable[..., Any], sql: str, *more: Any) -> Any:
        if not sql.startswith(CONTROL) and "django_session" not in sql and '"account"' not in sql:
            found.append(sql)
        return run(sql, *more)

    with connections["default"].execute_wrapper(note), connections["snapshot"].execute_wrapper(note):
        answer = client.get(address)
        body = b"".join(answer) if answer.streaming else answer.content
    return len(found), answer.status_code, len(body)


def taken(client: Any, address: str) -> float:
    """Seconds of one page."""
    start = time.perf_counter()
    answer = client.get(address)
    if answer.streaming:
        b"".join(answer)
    return time.perf_counter() - start


def addresses() -> Iterator[tuple[str, str, str]]:
    """Every page with an address that shows much: the province, its first district, that one's first commune."""
    from django.urls import reverse  # noqa: PLC0415 - models need Django

    top, below, commune = _units()
    record, files, month = _record(commune)
    yield "account_login", "-", reverse("account_login")
    yield "design", "-", reverse("design")
    for unit in (top, below, commune):
        yield f"overview {unit}", "vanphong", reverse("overview", args=[unit])
    for route in ("target", "why"):
        yield route, "vanphong", reverse(route, args=[top, TARGET])
    yield "names", "vanphong", reverse("names", args=[top, TARGET, "chua-bao-cao"])
    if record:
        yield "record", "vanphong", reverse("record", args=[record])
    for sha256 in files:
        yield "file", "vanphong", reverse("file", args=[sha256]) + f"?ho-so={record}"
    typist = f"xa.{commune}"
    yield "work", typist, reverse("work", args=[commune])
    yield "record_new", typist, reverse("record_new", args=[commune])
    if record:
        yield "record_edit", typist, reverse("record_edit", args=[record])
    for route in ("month_figures", "nil"):
        yield route, typist, reverse(route, args=[commune, month])
    yield "inbox", f"huyen.{below}", reverse("inbox", args=[below])
    yield "month", f"huyen.{below}", reverse("month", args=[below, month, commune])
    yield "plans", "kehoach", reverse("plans")
    yield "plan", "kehoach", reverse("plan", args=[_plan()])
    yield "log", "lanhdao", reverse("log")
    for route in ("report", "report_docx"):
        yield route, "vanphong", reverse(route, args=[top]) + "?ky=2024-Q3"


def _units() -> tuple[str, str, str]:
    """Codes of the highest unit, of a district with an account, of a commune of it with one."""
    from tiendo.core.access import SYSTEM  # noqa: PLC0415 - after Django is set up
    from tiendo.services.tree import units_at  # noqa: PLC0415 - the same
    from tiendo.web import clock  # noqa: PLC0415 - the same

    now = clock.now()
    rows = units_at(actor=SYSTEM, unit=None, day=now.date(), now=now)["units"]
    names = _accounts()
    below = next(row for row in rows if f"huyen.{row['code']}" in names)
    commune = next(row for row in rows if row["parent"] == below["id"] and f"xa.{row['code']}" in names)
    return rows[0]["code"], below["code"], commune["code"]


def _accounts() -> set[str]:
    from django.contrib.auth import get_user_model  # noqa: PLC0415 - models need Django

    return set(get_user_model().objects.values_list("username", flat=True))


def _record(code: str) -> tuple[str, list[str], str]:
    """A record of the unit, the files it cites, and the month it lies in."""
    from tiendo.core.access import SYSTEM  # noqa: PLC0415 - after Django is set up
    from tiendo.services.explanation import explain, history_of  # noqa: PLC0415 - the same
    from tiendo.web import clock  # noqa: PLC0415 - the same

    now = clock.now()
    lines = explain(actor=SYSTEM, unit=code, target=TARGET, as_of=now.date(), now=now)["lines"]
    found = [line for line in lines if line["record"]]
    if not found:
        return "", [], now.strftime("%Y-%m")
    record = found[-1]["record"]
    proofs = history_of(actor=SYSTEM, record=record, now=now)["proof"]
    return record, [one["sha256"] for one in proofs if one["sha256"]][:1], found[-1]["day"][:7]


def _plan() -> str:
    from tiendo.services.plan_shown import only_plan  # noqa: PLC0415 - after Django is set up

    return only_plan()


if __name__ == "__main__":
    main()
