"""What the HTTP server calls."""

import gc
import os
from threading import Thread

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tiendo.settings")

import django

django.setup()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402 - settings come first
from django.urls import get_resolver  # noqa: E402 - the same

from tiendo.services.warming import keep_warm  # noqa: E402 - the same
from tiendo.web.clock import now  # noqa: E402 - the same
from tiendo.web.statics import publish  # noqa: E402 - the same

publish()  # before the handler looks which files there are
application = WSGIHandler()
get_resolver().url_patterns  # noqa: B018 - read while nobody waits, and before warming takes its share of the time

Thread(target=keep_warm, args=(now,), name="warming", daemon=True).start()

# Figures kept between questions are many small objects without cycles: looking through them all for garbage every few
# hundred new ones would make one answer in ten wait a tenth of a second.
gc.freeze()
gc.set_threshold(50_000, 20, 50)
