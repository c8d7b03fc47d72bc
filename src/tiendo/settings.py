"""Django's settings, all of them from the environment: nothing is configured by editing a file.

A wrong variable ends the start with its name and what was expected (exit code 2). The secret key is made once
and kept readable by its owner only, because a new one would end every session.
"""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path
from typing import NoReturn

from tiendo.environment import (
    SHORTEST_KEY,
    VARIABLES,
    EnvironmentFault,
    Fault,
    django_databases,
    read_environment,
)


def _refuse(fault: EnvironmentFault) -> NoReturn:
    print(f"Chưa khởi động được vì cấu hình sai.\n{fault}", file=sys.stderr)  # noqa: T201
    raise SystemExit(2)


def _kept_secret(home: Path) -> str:
    """Return the key kept in the home directory, making both when absent; two starts at once agree on one."""
    path = home / "secret-key"
    try:
        if not path.exists():
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
            _publish_key(path)
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as failure:
        reason = f"không tạo hoặc đọc được {path.name} trong đó ({type(failure).__name__})"
        raise EnvironmentFault(Fault("TIENDO_HOME", reason, VARIABLES["TIENDO_HOME"].expected)) from None
    if len(key) < SHORTEST_KEY:
        reason = f"tệp {path.name} trong đó đã hỏng, hãy xoá tệp ấy để khoá được tạo lại"
        raise EnvironmentFault(Fault("TIENDO_HOME", reason, VARIABLES["TIENDO_HOME"].expected))
    return key


def _publish_key(path: Path) -> None:
    draft = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    with os.fdopen(
        os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii"
    ) as handle:
        handle.write(secrets.token_urlsafe(50) + "\n")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


try:
    ENVIRONMENT = read_environment(os.environ)
    SECRET_KEY = ENVIRONMENT.secret_key or _kept_secret(ENVIRONMENT.home)
except EnvironmentFault as _fault:
    _refuse(_fault)

TIENDO_HOME = ENVIRONMENT.home
TIENDO_PUBLIC_URL = ENVIRONMENT.public_url

DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
CSRF_TRUSTED_ORIGINS = [TIENDO_PUBLIC_URL]

DATABASES = django_databases(ENVIRONMENT.database)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "storage.User"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "tiendo.storage",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "tiendo.web.urls"
WSGI_APPLICATION = "tiendo.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "web" / "templates"],
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

STATIC_URL = "static/"
STATIC_ROOT = _STATIC if (_STATIC := Path(__file__).parent / "web" / "static").is_dir() else None
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = False

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TIENDO_PUBLIC_URL.startswith("https://")

USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
USE_I18N = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": [], "level": "WARNING", "propagate": True}},
}
