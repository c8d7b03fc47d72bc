"""For watchmen: is the database there, migrated and guarded, and where does the ledger stand."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from tiendo.services.installation import health


@require_safe
def show(_request: HttpRequest) -> JsonResponse:
    """200 when all is well, else 503; never anything about the work itself."""
    found = health()
    well = all(found[part] for part in ("database", "migrations", "triggers"))
    return JsonResponse(found, status=200 if well else 503)
