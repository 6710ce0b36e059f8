"""The power fails in the middle of a rendering: a real worker is killed, and the sweep has the job finished exactly once."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.trial

ROOT = Path(__file__).resolve().parents[2]
A_LONG_PAPER = """
from elections.permissions import Role
from elections.services.documents import draft_document
from tests.elections.documents import samples
from tests.factories.office import office_with_election
office = office_with_election()
draft_document(office.election, "check_in_list", samples.check_in_list(1500), actor=office[Role.STREET_OFFICER], title="签到册")
"""
THE_LEASE_RUNS_OUT = "from elections.models import Job; from django.utils import timezone; Job.objects.update(lease_until=timezone.now())"
AS_IT_STANDS = """
import json
from elections.models import AuditEvent, Document, Job, StoredFile
from elections.services import files
job, document = Job.objects.get(), Document.objects.get()
print(json.dumps({
    "state": job.state,
    "attempts": job.attempts,
    "rendered": AuditEvent.objects.filter(verb="render_document").count(),
    "stored": StoredFile.objects.count(),
    "whole": document.pdf_id is not None and files.read(document.pdf).rstrip().endswith(b"%%EOF"),
    "events": AuditEvent.objects.count(),
}))
"""


@pytest.fixture
def machine(tmp_path: Path) -> dict[str, str]:
    variables = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "HOST", "PORT"}}
    variables |= {"DJANGO_SETTINGS_MODULE": "election_admin.settings.embedded", "VAR_DIR": str(tmp_path)}
    manage(variables, "migrate", "-v0")
    return variables


def manage(variables: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=variables, check=True, capture_output=True, text=True).stdout


def ask(variables: dict[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(manage(variables, "shell", "-v0", "-c", AS_IT_STANDS))
    return told


def wait_for(variables: dict[str, str], state: str) -> dict[str, Any]:
    deadline = time.monotonic() + 180
    while (told := ask(variables))["state"] != state:
        assert time.monotonic() < deadline, told
    return told


@contextmanager
def worker(variables: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "celery", "--quiet", "-A", "election_admin", "worker", "--concurrency", "1", "--loglevel", "WARNING"]
    process = subprocess.Popen(command, cwd=ROOT, env=variables, start_new_session=True)
    try:
        yield process
    finally:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(30)


def test_a_killed_workers_job_is_finished_exactly_once(machine: dict[str, str]) -> None:
    manage(machine, "shell", "-v0", "-c", A_LONG_PAPER)
    with worker(machine) as first:
        wait_for(machine, "running")
        kill(first)
    died = ask(machine)
    assert (died["state"], died["attempts"], died["rendered"], died["stored"]) == ("running", 1, 0, 0)

    assert json.loads(manage(machine, "sweep"))["hinted"] == 0, "the lease still stands"
    manage(machine, "shell", "-v0", "-c", THE_LEASE_RUNS_OUT)
    assert json.loads(manage(machine, "sweep"))["hinted"] == 1
    with worker(machine):
        done = wait_for(machine, "done")
        assert (done["attempts"], done["rendered"], done["stored"], done["whole"]) == (2, 1, 1, True)
        assert json.loads(manage(machine, "sweep"))["hinted"] == 0
        assert ask(machine) == done
