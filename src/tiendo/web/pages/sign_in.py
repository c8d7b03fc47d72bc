"""Signing in: allauth's view, with the example's accounts shown where everything is an example."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView

from tiendo.demo.sign_in import PASSWORD, SHOWN
from tiendo.services.sign_in_shown import accounts_shown
from tiendo.web import clock
from tiendo.web.visit import site_of


class SignIn(LoginView):
    """The sign-in page."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """What the page shows: the example's accounts only in an example."""
        context: dict[str, Any] = super().get_context_data(**more)
        if site_of(self.request).get("simulated"):
            context["shown"] = accounts_shown(SHOWN, now=clock.on_day_of(site_of(self.request)))
            context["password"] = PASSWORD
        return context


show = SignIn.as_view()
