"""The accounts of an example, for its sign-in page: refused wherever work is real."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tiendo.services.installation import organisation
from tiendo.storage import accounts
from tiendo.storage.rules import NOW, catalogue_at
from tiendo.storage.sql import snapshot


@dataclass(frozen=True)
class AccountShown:
    """An account with the roles it holds and where."""

    username: str
    name: str
    roles: tuple[str, ...]
    unit_name: str


def accounts_shown(usernames: Sequence[str], *, now: datetime) -> list[AccountShown]:
    """These accounts, where all that is kept is an example; none elsewhere."""
    if not organisation().get("simulated"):
        return []
    today = now.date()
    with snapshot() as cursor:
        tree = catalogue_at(cursor, NOW).tree
        by_name = {one.username: one for one in accounts.read_accounts(cursor).values()}
        grants: dict[str, list[accounts.StoredGrant]] = {}
        for grant in accounts.read_grants(cursor):
            if grant.from_day <= today and (grant.to_day is None or today < grant.to_day):
                grants.setdefault(grant.person, []).append(grant)
    found = []
    for username in usernames:
        account = by_name.get(username)
        held = grants.get(account.person, []) if account else []
        if account and held:
            stretch = tree.stretch_at(held[0].unit, today)
            roles = tuple(dict.fromkeys(grant.role for grant in held))
            found.append(AccountShown(username, account.name, roles, stretch.name if stretch else ""))
    return found
