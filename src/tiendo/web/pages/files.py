"""Proof files, through the gate only, and so that nothing in them can act as a page of this place."""

from __future__ import annotations

from django.http import FileResponse, HttpResponseBase
from django.urls import URLPattern, path
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from tiendo.services.proof_files import ProofFile, proof_file
from tiendo.web.visit import Visit, page

_POLICY = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_HOUR = 3600


@require_safe
@page
def file(visit: Visit, sha256: str) -> HttpResponseBase:
    """A file that proves the record `ho-so`, or with `nho=1` a picture's small likeness; 404 for all others."""
    asked = visit.request.GET
    small = asked.get("nho") == "1"
    found = proof_file(
        actor=visit.actor, record=asked.get("ho-so", ""), sha256=sha256, now=visit.now, small=small
    )
    etag = f'"{found.etag}"'
    response: HttpResponseBase | None = get_conditional_response(visit.request, etag=etag)
    if response is None or response.status_code != 304:
        response = _streamed(found)
    _guarded(response, etag, hours=24 if small else 1)
    return response


def _streamed(found: ProofFile) -> FileResponse:
    """The bytes; documents are saved, never opened here."""
    return FileResponse(
        found.path.open("rb"), as_attachment=not found.inline, filename=found.name, content_type=found.media
    )


def _guarded(response: HttpResponseBase, etag: str, *, hours: int) -> None:
    """A name that tells its content never changes, so it may be kept, but by this person's browser alone."""
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = f"private, max-age={hours * _HOUR}, immutable"
    response.headers["ETag"] = etag


URLS: list[URLPattern] = [
    path("tep/<str:sha256>", file, name="file"),
]
"""The addresses of these pages."""
