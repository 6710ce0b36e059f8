"""The suite: PostgreSQL and Redis of its own (tests/servers.py), or SQLite where DATABASE_URL says so."""

import os
import tempfile
from pathlib import Path

from election_admin import databases
from election_admin.settings.base import *  # noqa: F403
from election_admin.settings.base import env

VAR_DIR = Path(tempfile.gettempdir()) / f"election-admin-tests-{os.getpid()}"
MEDIA_ROOT = VAR_DIR / "files"
SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]
PUBLIC_URL = ""
HALL_IDLE_SECONDS = 3600  # a story has many desks and one pair of hands
DEMONSTRATION_PASSWORDS_ALLOWED = True

DATABASE_URL = env.str("DATABASE_URL", default="")
# Without an address the port is filled in by tests/conftest.py, which starts the server when the first test asks for a database.
DATABASES = {"default": databases.from_url(DATABASE_URL or "postgres://postgres@127.0.0.1:1/election_admin")}

if DATABASE_URL.startswith("sqlite"):
    # A file, because threads that race for an in-memory database get an error at once instead of waiting for their turn.
    # The tables as the models say; PostgreSQL's and those of the started product are migrated.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR.with_suffix(".sqlite3")), "MIGRATE": False}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True

CELERY_BROKER_URL = "memory://"
