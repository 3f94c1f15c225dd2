"""Settings of the example site. What Quellenlage needs is marked; the rest is any small Wagtail site.

Not for production: the secret key and the passwords of the sample users stand in the repository.
"""

import os
from pathlib import Path

FOLDER = Path(os.environ.get("NEWSROOM_DATA") or Path(__file__).parent.parent / "site")
SECRET_KEY = "only for this example"
DEBUG = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
ROOT_URLCONF = "newsroom.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL, MEDIA_URL = "/static/", "/media/"
MEDIA_ROOT = FOLDER / "media"
LANGUAGE_CODE, TIME_ZONE, USE_TZ = "de", "Europe/Berlin", True

INSTALLED_APPS = [
    "newsroom",
    "quellenlage.wagtail",  # Quellenlage: before wagtail.admin
    "wagtail.users",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.snippets",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": FOLDER / "newsroom.sqlite3",
        # Without these, saving while a preview is read answers "database is locked".
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL;", "timeout": 20},
    }
}

WAGTAIL_SITE_NAME = "Beispielredaktion"
WAGTAILADMIN_BASE_URL = "http://localhost:8000"
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES = [("de", "Deutsch"), ("en", "English")]
# Nothing of the admin is fetched from elsewhere.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False

# Quellenlage: articles below 50 are held back (see docs/wagtail.md).
QUELLENLAGE = {"PAGE_TYPES": ["newsroom.ArticlePage"], "GATE": "block", "GATE_SCORE": 50}
