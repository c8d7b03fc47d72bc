"""Who is signed in, as core knows it: the only place that looks at Django's user, and hears allauth's signals."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.adapter import get_adapter
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.dispatch import receiver
from django.http import HttpRequest

from tiendo.core.access import Actor
from tiendo.services.accounts import note_security
from tiendo.web import clock


def actor_of(request: HttpRequest) -> Actor | None:
    """The person signed in, None for a stranger; services read what they may at this moment."""
    user = request.user
    return Actor(user.person, name=user.name) if user.is_authenticated and user.is_active else None


def has_second_step(request: HttpRequest) -> bool:
    """Whether the person signed in has set up a second step."""
    return bool(get_adapter().is_mfa_enabled(request.user))


@receiver((password_changed, password_set, password_reset))
def _password_changed(*, user: Any, **_: Any) -> None:
    note_security(person=user.person, what="password", now=clock.now())


@receiver((authenticator_added, authenticator_removed, authenticator_reset))
def _second_step_changed(*, user: Any, authenticator: Any, **_: Any) -> None:
    note_security(person=user.person, what=f"mfa {authenticator.type}", now=clock.now())
