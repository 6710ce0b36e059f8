"""How the office opens its database: SQLite on one machine, PostgreSQL on several.

Never with ATOMIC_REQUESTS: a service opens its own transaction, one for one office act, and nothing slow happens inside it.
"""

from pathlib import Path
from typing import Any

import environ

SQLITE_OPTIONS: dict[str, Any] = {
    # A transaction takes the write lock when it begins: two acts on one subject queue up instead of failing half-way.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # What is deleted (a used ballot code) is overwritten on the disk.
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;PRAGMA secure_delete=ON;",
}


def sqlite(path: Path) -> dict[str, Any]:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": dict(SQLITE_OPTIONS)}


def from_url(url: str) -> dict[str, Any]:
    config = dict(environ.Env.db_url_config(url))
    if config["ENGINE"] == "django.db.backends.sqlite3":
        return sqlite(Path(config["NAME"]))
    return config | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
