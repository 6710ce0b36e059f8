"""One machine, one command: SQLite, a folder as the queue, a folder as the cache, all under var/."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from election_admin import databases
from election_admin.settings.base import *  # noqa: F403
from election_admin.settings.base import VAR_DIR, env

LOOPBACK = ("127.0.0.1", "localhost", "::1", "[::1]")


def kept_secret(path: Path) -> str:
    """Made once, readable by its owner only; whoever starts second reads what the first one wrote."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        with suppress(FileExistsError):  # somebody else was faster
            os.link(draft, path)
        draft.unlink()
    return path.read_text()


DEBUG = env.bool("DEBUG", default=False)
HOST = env.str("HOST", default="127.0.0.1")
PUBLIC_URL = env.str("PUBLIC_URL", default="")
SECRET_KEY = kept_secret(VAR_DIR / "secret_key")

DEMONSTRATION_PASSWORDS_ALLOWED = HOST in LOOPBACK
# In a hall the machine is reached by whatever address its network gave it.
ALLOWED_HOSTS = list(LOOPBACK) if HOST in LOOPBACK else ["*"]

DATABASE_URL = env.str("DATABASE_URL", default="")
DATABASES = {"default": databases.from_url(DATABASE_URL) if DATABASE_URL else databases.sqlite(VAR_DIR / "office.sqlite3")}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(VAR_DIR / "cache")}}

CELERY_BROKER_URL = "filesystem://localhost"  # the name is not used; kombu only wants one
CELERY_BROKER_TRANSPORT = "election_admin.broker:Transport"
CELERY_BROKER_TRANSPORT_OPTIONS = {"folder": str(VAR_DIR / "queue"), "polling_interval": 0.25}
