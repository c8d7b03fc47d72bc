"""One-time codes: given by who looks after accounts, used once, in time, and never told apart when they are wrong."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password

from tests.services import stage
from tiendo.core.errors import Problem
from tiendo.services import accounts
from tiendo.services.sign_in_codes import choose_password, give_sign_in_code, new_code

pytestmark = pytest.mark.usefixtures("organisation")

NEW = "câu mới đủ dài"
CODE = "23AB-45CD-67EF-89GH"
UNTIL = stage.NOW + timedelta(days=3)


@pytest.fixture(autouse=True)
def lan(organisation: None) -> None:
    accounts.create_account(username="lan", name="Lan", **stage.asked())


def give(username: str = "lan", code: str = CODE, **more: Any) -> Any:
    return give_sign_in_code(username=username, code=code, **{"until": UNTIL, **stage.asked(), **more})


def refused(username: str = "lan", code: str = CODE, password: str = NEW, **more: Any) -> str:
    with pytest.raises(Problem) as problem:
        choose_password(username=username, code=code, password=password, **{"now": stage.NOW, **more})
    return problem.value.code


def has(password: str) -> bool:
    ((kept,),) = stage.rows("SELECT password FROM account WHERE username = 'lan'")
    return bool(check_password(password, kept))


def test_a_code_is_used_once_and_noted_without_it() -> None:
    given = give()
    choose_password(username=" Lan ", code="23ab 45cd67ef-89gh", password=NEW, now=stage.NOW)
    assert has(NEW)
    assert stage.rows("SELECT person, what FROM sight") == [(given.person, "security password by code")]
    assert refused() == "account.code"
    everything = str(stage.rows("SELECT payload FROM event")) + str(given)
    assert "23AB" not in everything
    assert stage.rows("SELECT * FROM sign_in_code") == []


def test_only_the_digest_is_kept() -> None:
    give()
    ((digest, until),) = stage.rows("SELECT digest, until FROM sign_in_code")
    assert digest == "d61ef3c020f798fdc804f8087e49eec553177be605ebb4d27dcf74db27b6630d"
    assert until == "2024-06-04T01:00:00+00:00"


def test_the_last_moment_is_the_one_before_the_end() -> None:
    give()
    assert refused(now=UNTIL) == "account.code"
    choose_password(username="lan", code=CODE, password=NEW, now=UNTIL - timedelta(seconds=1))


def test_whatever_is_wrong_is_told_alike() -> None:
    give()
    accounts.create_account(username="ha", name="Hà", **stage.asked())
    wrong = [
        refused(username="khong-co"),
        refused(username="ha"),
        refused(username=""),
        refused(username="\ud800"),
        refused(username="x" * 10_000),
        refused(code="23AB-45CD-67EF-89GJ"),
        refused(code=""),
        refused(code="\ud800" * 20),
    ]
    assert wrong == ["account.code"] * 8
    assert refused(password="ngắn") == "account.password"
    assert not has(NEW)
    choose_password(username="lan", code=CODE, password=NEW, now=stage.NOW)


def test_an_account_switched_off_has_no_code() -> None:
    from tiendo.storage import sql

    give()
    with sql.write() as cursor:
        cursor.execute("UPDATE account SET is_active = %s WHERE username = 'lan'", [False])
    assert refused() == "account.code"
    with pytest.raises(Problem, match="switched off"):
        give()


def test_a_new_code_or_a_new_password_ends_the_one_before() -> None:
    give()
    give(code="ZZZZ-45CD-67EF-89GH")
    assert refused() == "account.code"
    accounts.give_password(username="lan", password="của quản trị", **stage.asked())
    assert refused(code="ZZZZ-45CD-67EF-89GH") == "account.code"


def test_a_code_is_made_not_chosen_and_by_a_steward_only() -> None:
    for weak in ("", "1234", "lan" * 10, CODE + "0"):
        with pytest.raises(Problem) as problem:
            give(code=weak)
        assert problem.value.code == "account.code_form"
    for role, unit in (("sender", "EA"), ("leader", "P"), ("steward", "E")):
        with pytest.raises(Problem) as problem:
            give(actor=stage.somebody(role, unit))
        assert problem.value.code == "access.denied"
    give(actor=stage.somebody("steward", "P"))
    with pytest.raises(Problem) as problem:
        give(username="khong-co")
    assert problem.value.code == "account.unknown"


def test_codes_are_long_and_without_letters_that_look_alike() -> None:
    made = {new_code() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch("([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", one) for one in made)
