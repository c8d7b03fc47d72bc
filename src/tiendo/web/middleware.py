"""What happens to every request: refusals become pages, and roles that need a second step are held to it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from tiendo.core.errors import Problem
from tiendo.services.installation import told_of_database
from tiendo.services.standing_shown import standing_of
from tiendo.web import clock
from tiendo.web.identity import actor_of, has_second_step
from tiendo.web.pages.errors import refused
from tiendo.web.visit import site_of

Answer = Callable[[HttpRequest], HttpResponse]


class RefusalMiddleware:
    """Shows a refusal nobody told at a field as a page of its own, with the status of its kind."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and keep pages of people out of shared caches."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal as a page; a database that does not answer is one, a bug is not."""
        problem = exception if isinstance(exception, Problem) else told_of_database(exception)
        return None if problem is None else refused(request, problem)


class SecondStepMiddleware:
    """Sends people whose role asks for a second step to set one up, before anything else."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or lead to where a second step is set up."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], _args: object, _named: object
    ) -> HttpResponse | None:
        """Only pages for people ask; the organisation says which roles (`mfa_roles`), none by default."""
        if not getattr(view, "for_people", False):
            return None
        wanted = set(site_of(request).get("mfa_roles") or ())
        actor = actor_of(request) if wanted else None
        if actor is None or has_second_step(request):
            return None
        now = clock.on_day_of(
            site_of(request)
        )  # the day a visit is on: rights hold then, and so does what they ask
        held = {role.role for role in standing_of(actor=actor, now=now).roles}
        return HttpResponseRedirect(reverse("mfa_activate_totp")) if held & wanted else None
