"""Makes homes to look at: an organisation that has only just begun, and one of the longest names and numbers.

Usage: `python -m tools.homes empty|overfull FOLDER`. Runs on the project's environment, through services only.
"""

import os
import sys
import uuid
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

PASSWORD = "xem-thu-tien-do"  # noqa: S105 - the example's, so that pictures are taken in one way
NOW = datetime(2024, 11, 30, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
LEVELS = [
    {"key": "province", "rank": 0, "name": "Cấp tỉnh"},
    {"key": "district", "rank": 1, "name": "Cấp huyện"},
    {"key": "commune", "rank": 2, "name": "Cấp xã"},
]
LONG = (
    "phong trào thanh niên tình nguyện xây dựng nông thôn mới, đô thị văn minh, bảo vệ môi trường "
    "và thích ứng với biến đổi khí hậu năm"
)


def main(arguments):
    """Make the home and return the exit code."""
    if len(arguments) != 2 or arguments[0] not in ("empty", "overfull"):
        print(__doc__)
        return 2
    kind, folder = arguments
    Path(folder).mkdir(parents=True, exist_ok=True)
    os.environ.update(TIENDO_HOME=str(Path(folder).absolute()), DJANGO_SETTINGS_MODULE="tiendo.settings")
    import django

    django.setup()
    from tiendo.services.installation import prepare_database

    prepare_database()
    make(overfull=kind == "overfull")
    return 0


def asked():
    """Return the fields every verb takes."""
    from tiendo.core.access import SYSTEM

    return {"actor": SYSTEM, "request": str(uuid.uuid4()), "now": NOW}


def make(*, overfull):
    """Found, open units, adopt a plan, make accounts; tell work where names and numbers are to be long."""
    from tiendo.services import catalogue, months, organisation, plans, records, units

    def named(text, number):
        return f"{text} {LONG} {number}"[:120] if overfull else text

    organisation.found_organisation(
        levels=LEVELS,
        root={"code": "91", "name": named("Tỉnh đoàn", 1), "level": "province"},
        day="2021-01-01",
        name=named("Tổ chức", 1),
        account={"username": "quantri", "name": named("Quản trị", 1), "password": PASSWORD},
        request=str(uuid.uuid4()),
        now=NOW,
    )
    catalogue.set_operating_day(day="2024-11-30", **asked())
    districts = [
        {"code": f"{899 + n}", "name": named("Huyện đoàn", n), "level": "district", "parent": "91"}
        for n in range(40 if overfull else 1)
    ]
    communes = [
        {"code": f"{30730 + n}", "name": named("Đoàn xã", n), "level": "commune", "parent": "899"}
        for n in range(30 if overfull else 1)
    ]
    units.open_units(units=[{**unit, "day": "2021-01-01"} for unit in (*districts, *communes)], **asked())
    plans.adopt_plan(unit="91", document=document(200 if overfull else 1, named), **asked())
    employ(named)
    if overfull:
        told = [record(unit["code"], n, named) for unit in communes[:5] for n in range(40)]
        records.add_records(records=told, **asked())
        sent = [{"unit": unit["code"], "month": "2024-11"} for unit in communes[1:5]]
        months.send_months(months=sent, **asked())


def employ(named):
    """Make the accounts that are shown, each with its roles."""
    from tiendo.services import accounts

    for username, unit, roles in (
        ("vanphong", "91", ("coordinator", "reviewer", "sender")),
        ("lanhdao", "91", ("leader",)),
        ("kehoach", "91", ("planner",)),
        ("huyen.899", "899", ("sender", "reviewer", "coordinator")),
        ("xa.30730", "30730", ("sender",)),
    ):
        accounts.create_account(
            username=username, name=named("Nguyễn Thị Minh", 1), password=PASSWORD, **asked()
        )
        for role in roles:
            accounts.grant_role(username=username, role=role, unit=unit, from_day="2021-01-01", **asked())


def document(count, named):
    """Return a plan of so many targets."""
    elements = [
        {
            "key": f"e{n}",
            "name": named("Số cây", n),
            "kind": "flow",
            "unit": "cây",
            "entered_at": ["district", "commune"],
        }
        for n in range(count)
    ]
    targets = [
        {
            "key": f"T{n:03}",
            "clause": "c",
            "area": "a" if n % 2 else "b",
            "name": named("Trồng mới", n),
            "basis": "whole term" if n % 3 else "each year",
            "comparator": ">=",
            "goal": "9.876.543.210" if count > 1 else "1.000",
            "indicator": {"form": "total", "element": f"e{n}"},
        }
        for n in range(count)
    ]
    return {
        "schema": 1,
        "plan": {
            "key": "KH1",
            "title": named("Kế hoạch", 1),
            "counts_from": "2021-01-01",
            "counts_to": "2025-12-31",
        },
        "elements": elements,
        "areas": [{"key": "a", "name": named("Lĩnh vực", 1)}, {"key": "b", "name": named("Lĩnh vực", 2)}],
        "clauses": [{"key": "c", "text": named("Điều 1", 1)}],
        "targets": targets,
    }


def record(unit, number, named):
    """Return a piece of work with a long title and large figures."""
    return {
        "record": str(uuid.uuid4()),
        "unit": unit,
        "day": f"2024-11-{1 + number % 28:02}",
        "title": named("Ra quân", number),
        "place": named("Ấp", number),
        "figures": {f"e{(number * 5 + k) % 200}": 1_234_567_890 + number for k in range(12)},
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
