"""Every address of the web."""

from __future__ import annotations

from django.urls import path

from tiendo.web.pages import health, overview

urlpatterns = [
    path("", overview.show, name="overview"),
    path("healthz", health.show, name="healthz"),
]
