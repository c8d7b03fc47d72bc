"""Who works in the example: accounts with predictable usernames, invented people, and their roles.

`vanphong` follows and accepts at the top, `lanhdao` leads, `kehoach` plans, `thanhtra` inspects, `quantri` keeps the
installation; `huyen.<code>`, `tructhuoc.<nn>`, `xa.<code>` and `chidoan.<code>` are units' own people.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tiendo.demo import simulation_texts as texts
from tiendo.demo.organisation import PROVINCE
from tiendo.demo.simulation import ENGINE, Scale, account_of

STEWARD = "quantri"
PLANNER = "kehoach"
COORDINATOR = "vanphong"

_TOP = (
    (COORDINATOR, ("coordinator", "reviewer", "sender")),
    ("lanhdao", ("leader",)),
    (PLANNER, ("planner",)),
    ("thanhtra", ("inspector",)),
    ("tuyengiao", ("leader",)),
    ("phongtrao", ("leader",)),
    ("truonghoc", ("leader",)),
    ("xaydungdoan", ("leader",)),
)
"""The province's office, its leaders and its departments."""


@dataclass(frozen=True)
class Role:
    """A role of an account at a unit; `to_day` no longer belongs to it."""

    role: str
    unit: str
    to_day: date | None = None


@dataclass(frozen=True)
class DemoAccount:
    """An account, an invented name, and its roles."""

    username: str
    name: str
    roles: tuple[Role, ...]


def accounts(scale: Scale, seed: str) -> Iterator[DemoAccount]:
    """The accounts of a scale, the steward's left out: it is made with the organisation."""
    for username, roles in _TOP:
        yield DemoAccount(username, name_of(username, seed), tuple(Role(role, PROVINCE) for role in roles))
    units = scale.units()
    above = {unit.parent for unit in units}
    for unit in units:
        if unit.code == PROVINCE:
            continue
        held = [Role("sender", unit.code)]
        if unit.code in above:
            held += [Role("reviewer", unit.code), Role("coordinator", unit.code)]
        username = account_of(unit.code)
        yield DemoAccount(username, name_of(username, seed), tuple(held))
    yield _engine(scale, above)


def _engine(scale: Scale, above: set[str | None]) -> DemoAccount:
    """The account of the simulation itself, which may do nothing any more once the last simulated day is over."""
    end = scale.last_day + timedelta(days=1)
    roles = [Role("sender", unit.code, end) for unit in scale.units()]
    roles += [Role("reviewer", unit.code, end) for unit in scale.units() if unit.code in above]
    return DemoAccount(ENGINE, texts.marked("Bộ máy nhập số liệu"), tuple(roles))


def name_of(username: str, seed: str) -> str:
    """The invented name of an account's person."""
    return texts.person_name(Random(f"{seed}/account/{username}"))  # noqa: S311 - a simulation, nothing secret
