import gc
import os
import shutil
import threading
import uuid
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from hypothesis import HealthCheck
from hypothesis import settings as properties

from tests import servers

CHROMIUM = "/usr/bin/chromium-headless-shell"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # More than a third of what a page cost the browser: a page keeps the frame of the one before (RenderDocument makes a new one), and one
    # process draws for all. The switch replaces Playwright's of the same name, so what matters here of that is said again.
    "--in-process-gpu",
    "--process-per-site",
    "--renderer-process-limit=1",
    "--disable-features=RenderDocument,PaintHolding,AvoidUnnecessaryBeforeUnloadCheckSync,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable",
]

MIGRATING: list[threading.Thread] = []

# A property is no measurement: on a machine that is busy with something else it takes its time.
properties.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
properties.load_profile("any machine")


def pytest_configure(config: pytest.Config) -> None:
    """One folder for the whole run: the processes that xdist starts inherit its name. While they collect, the tables are migrated."""
    if hasattr(config, "workerinput"):
        return
    folder = servers.make_folder()
    os.environ["TEST_SERVERS"] = str(folder)
    if config.getoption("numprocesses", None) and not os.environ.get("DATABASE_URL"):
        MIGRATING.append(threading.Thread(target=servers.migrated_postgres, args=(folder,)))
        MIGRATING[0].start()


# What takes long is begun first, so that no process is left alone with it at the end.
LONGEST = ("test_whole_story", "rehearsal/test_run", "tests/election_admin/", "tests/e2e/")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: next((place for place, name in enumerate(LONGEST) if name in item.nodeid), len(LONGEST)))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A test has the same name in every process, or xdist gives up: a zip made while collecting carries the second of its making."""
    return argname if isinstance(val, bytes) else None


def pytest_collection_finish() -> None:
    """What is loaded by now stays: neither the tests nor the collection after each paper have to look through it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 50)


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(settings.VAR_DIR, ignore_errors=True)  # each process has a folder of its own for files
    if not hasattr(config, "workerinput"):
        for thread in MIGRATING:
            thread.join()
        servers.stop_all(Path(os.environ.pop("TEST_SERVERS")))


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The servers are made for the run and go as a whole: no database is dropped, and none is in use when it would be."""
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    if settings.DATABASE_URL:
        return
    folder = Path(os.environ["TEST_SERVERS"])
    for known in (connections.settings["default"], connections["default"].settings_dict):
        known["PORT"] = str(servers.postgres_port(folder))
        known["TEST"]["TEMPLATE"] = servers.migrated_postgres(folder)


@pytest.fixture
def postgres_url() -> str:
    """An empty database of its own, for programs that are started beside the suite."""
    return _database_beside("template1")


@pytest.fixture
def migrated_postgres_url() -> str:
    """The same with every table."""
    return _database_beside(servers.migrated_postgres(Path(os.environ["TEST_SERVERS"])))


def _database_beside(template: str) -> str:
    folder, name = Path(os.environ["TEST_SERVERS"]), f"beside_{uuid.uuid4().hex}"
    with psycopg.connect(servers.postgres_url(folder, "postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return servers.postgres_url(folder, name)


@pytest.fixture(scope="session")
def migrated_sqlite() -> Path:
    """A file with every table, to be copied."""
    return servers.migrated_sqlite(Path(os.environ["TEST_SERVERS"]))


@pytest.fixture(scope="session")
def redis_url() -> str:
    return f"redis://127.0.0.1:{servers.redis_port(Path(os.environ['TEST_SERVERS']))}/0"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": CHROMIUM_ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return browser_context_args | {"locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
