"""Sign-in as allauth does it, with what is particular here: nobody signs up, passwords obey the services' rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAccounts(DefaultAccountAdapter):
    """Accounts are made by those who may; nobody makes one for themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Nobody signs up."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: Any) -> None:
        """Nothing is mailed: accounts have no address."""


def name_tried(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """The account somebody tries to get into: failures are counted by it and by where they come from."""
    return str((credentials or {}).get("username") or request.POST.get("login", "")).strip().lower()
