import os
import uuid
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connections

from tests import servers

CHROMIUM = "/usr/bin/chromium"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_configure(config: pytest.Config) -> None:
    """One folder for the whole run: the processes that xdist starts inherit its name."""
    if not hasattr(config, "workerinput"):
        os.environ["TEST_SERVERS"] = str(servers.make_folder())


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        servers.stop_all(Path(os.environ.pop("TEST_SERVERS")))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    if settings.DATABASE_URL:
        return
    port = str(servers.postgres_port(Path(os.environ["TEST_SERVERS"])))
    connections.settings["default"]["PORT"] = port
    connections["default"].settings_dict["PORT"] = port


@pytest.fixture
def postgres_url() -> str:
    """An empty database of its own, for programs that are started beside the suite."""
    server = f"postgres://postgres@127.0.0.1:{servers.postgres_port(Path(os.environ['TEST_SERVERS']))}"
    name = f"beside_{uuid.uuid4().hex}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server}/{name}"


@pytest.fixture(scope="session")
def redis_url() -> str:
    return f"redis://127.0.0.1:{servers.redis_port(Path(os.environ['TEST_SERVERS']))}/0"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": CHROMIUM_ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return browser_context_args | {"locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
