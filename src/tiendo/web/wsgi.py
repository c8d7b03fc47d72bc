"""What the HTTP server calls."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tiendo.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
