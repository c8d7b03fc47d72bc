"""Around signing in: the way home, the language, and forms that came too late."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from tiendo.formats.wording import LANGUAGES
from tiendo.web.language import COOKIE
from tiendo.web.visit import Visit, page, typed_again

_YEAR = 365 * 24 * 3600


@require_safe
@page
def home(visit: Visit) -> HttpResponse:
    """To the place where a person's work is: the overview from above, the work list at the bottom."""
    held = visit.standing
    if not held.home:
        return visit.show("session/no_role.html", {})
    first = "overview" if "figures.read" in held.may and not _types_only(visit) else "work"
    return HttpResponseRedirect(reverse(first, args=[held.home]))


def _types_only(visit: Visit) -> bool:
    """Whether a person writes work down and leads, follows or accepts nothing."""
    return {role.role for role in visit.standing.roles} <= {"reporter", "sender"}


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language chosen, and go back to where the reader was."""
    chosen, back = request.POST.get("language", ""), request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    response = HttpResponseRedirect(back if safe and back.startswith("/") else reverse("home"))
    if chosen in LANGUAGES:
        response.set_cookie(
            COOKIE, chosen, max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    return response


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """A form whose page had grown old, most often because somebody signed in since: it can be sent again.

    Only what came from a page of our own is offered again.
    """
    ours = f"{'https' if request.is_secure() else 'http'}://{request.get_host()}"
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    if origin != ours and not origin.startswith(f"{ours}/"):
        request.POST = request.POST.copy()
        request.POST.clear()
    return typed_again(request, status=403)
