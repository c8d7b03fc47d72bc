"""Accounts on the command line: one without a password, a code to choose one with, who signs in with two steps."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.cli.test_commands import account, asked, run
from tests.services import stage

pytestmark = [pytest.mark.usefixtures("organisation"), pytest.mark.one_engine]


@pytest.fixture
def organisation(founded: object) -> None:
    assert founded


def test_an_account_without_a_password_gets_a_code_and_the_link_to_it() -> None:
    steward = account(stage.somebody("steward", "P"))
    made = asked("account", "add", "--username", "lan", "--name", "Lan", "--no-password", "--as", steward)
    assert (made["schema"], made["username"]) == (1, "lan")
    told = asked("account", "code", "--username", "lan", "--as", steward)
    link = urlsplit(told["link"])
    assert link.path == "/tai-khoan/ma-mot-lan/"
    assert parse_qs(link.query) == {"ten": ["lan"], "ma": [told["code"]]}
    assert stage.rows("SELECT COUNT(*) FROM sign_in_code") == [(1,)]
    said = run("account", "code", "--username", "lan", "--hours", "1", "--as", steward)
    assert said.exit_code == 0
    assert "lan được tự đặt mật khẩu một lần" in said.output
    assert "Mã: " in said.output
    assert told["code"] not in said.output


def test_only_a_steward_gives_codes_and_for_two_weeks_at_most() -> None:
    leader = account(stage.somebody("leader", "P"))
    assert run("account", "code", "--username", leader, "--as", leader).exit_code == 4
    steward = account(stage.somebody("steward", "P"))
    assert run("account", "code", "--username", leader, "--hours", "337", "--as", steward).exit_code == 2
    assert stage.rows("SELECT * FROM sign_in_code") == []


def test_roles_are_held_to_two_steps_and_let_go() -> None:
    steward = account(stage.somebody("steward", "P"))
    roles = ("--role", "steward", "--role", "planner")
    assert asked("account", "two-step", *roles, "--as", steward) == {
        "schema": 1,
        "roles": ["planner", "steward"],
    }
    said = run("account", "two-step", "--role", "steward", "--as", steward).output
    assert "Phải đăng nhập hai bước: " in said
    assert run("account", "two-step", "--role", "vua", "--as", steward).exit_code == 3
    assert "Không vai trò nào" in run("account", "two-step", "--as", steward).output
    assert asked("account", "two-step", "--as", steward)["roles"] == []
