"""What the HTTP server calls."""

import gc
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tiendo.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

# Figures kept between questions are many small objects without cycles: looking through them all for garbage every few
# hundred new ones would make one answer in ten wait a tenth of a second.
gc.freeze()
gc.set_threshold(50_000, 20, 50)
