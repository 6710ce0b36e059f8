"""A real worker takes a real hint: through the folder of one machine, and through Redis with PostgreSQL behind it."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# An office with a job that five workers died of: whoever takes it next writes down that it is given up, and no document has to be made
# for that. Printed is what became of it.
HINT = """
import time
from django.utils import timezone
from elections.models import Job
from elections.services.jobs import hint
from tests.factories.office import office_with_election
street, now = office_with_election().street, timezone.now()
job = Job.objects.create(office=street, kind="none", state="running", attempts=5, queued_at=now, lease_until=now)
hint(job.pk)
deadline = time.monotonic() + 30
while not (ended := Job.objects.filter(finished_at__isnull=False)) and time.monotonic() < deadline:
    time.sleep(0.1)
print([(job.state, job.error) for job in ended])
"""


def manage(variables: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=variables, check=True, capture_output=True, text=True).stdout


@pytest.fixture(params=["embedded", "production"])
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    variables = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "HOST", "PORT"}}
    variables |= {"DJANGO_SETTINGS_MODULE": f"election_admin.settings.{request.param}", "VAR_DIR": str(tmp_path)}
    if request.param == "production":
        variables |= {
            "SECRET_KEY": "for-this-test",
            "DATABASE_URL": request.getfixturevalue("migrated_postgres_url"),
            "REDIS_URL": request.getfixturevalue("redis_url"),
            "PUBLIC_URL": "http://127.0.0.1",
            "TRUSTED_PROXIES": "0",
        }
    else:
        shutil.copy(request.getfixturevalue("migrated_sqlite"), tmp_path / "office.sqlite3")
    worker = [sys.executable, "-m", "celery", "--quiet", "-A", "election_admin", "worker", "--concurrency", "1", "--loglevel", "WARNING"]
    process = subprocess.Popen(worker, cwd=ROOT, env=variables, start_new_session=True)
    try:
        yield variables
    finally:
        process.terminate()
        process.wait(30)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def test_a_hint_reaches_a_worker_and_the_row_says_the_end(machine: dict[str, str]) -> None:
    assert manage(machine, "shell", "-v0", "-c", HINT) == "[('failed', [['job_gave_up', {'attempts': 5}]])]\n"
