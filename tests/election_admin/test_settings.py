import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "election_admin.settings.production",
    "SECRET_KEY": "a-key-for-this-test",
    "DATABASE_URL": "postgres://office@127.0.0.1:5432/office",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "PUBLIC_URL": "https://election.example.cn",
    "TRUSTED_PROXIES": "1",
}


def run(command: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command.split()], cwd=ROOT, env=clean() | environment, capture_output=True, text=True, check=False
    )


def read(setting: str, environment: dict[str, str]) -> str:
    code = f"from django.conf import settings; print(settings.{setting})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=clean() | environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def clean() -> dict[str, str]:
    said = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "REDIS_URL", "SECRET_KEY", "PUBLIC_URL", "TRUSTED_PROXIES", "HOST", "PORT", "VAR_DIR"}
    said |= {"DJANGO_ALLOW_ASYNC_UNSAFE"}  # the browser stories set it for their own process
    return {name: value for name, value in os.environ.items() if name not in said}


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "REDIS_URL", "PUBLIC_URL", "TRUSTED_PROXIES"])
def test_production_names_what_is_not_set_in_one_sentence(name: str) -> None:
    done = run("manage.py check", PRODUCTION | {name: ""})

    assert done.returncode == 1
    assert done.stderr == f"Production needs these environment variables, which are not set: {name}.\n"


@pytest.mark.parametrize(("name", "value"), [("PUBLIC_URL", "election.example.cn"), ("TRUSTED_PROXIES", "one")])
def test_production_refuses_what_it_cannot_read(name: str, value: str) -> None:
    done = run("manage.py check", PRODUCTION | {name: value})

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert repr(value) in done.stderr


def test_production_passes_the_deployment_check() -> None:
    done = run("manage.py check --deploy --fail-level ERROR", PRODUCTION | {"SECRET_KEY": "x7" * 30})

    assert done.returncode == 0, done.stderr


def test_the_embedded_office_makes_its_key_once_and_keeps_it_to_itself(tmp_path: Path) -> None:
    office = {"DJANGO_SETTINGS_MODULE": "election_admin.settings.embedded", "VAR_DIR": str(tmp_path)}

    first, second = read("SECRET_KEY", office), read("SECRET_KEY", office)

    assert len(first) > 50
    assert first == second
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("host", "allowed"), [("127.0.0.1", "True"), ("localhost", "True"), ("0.0.0.0", "False"), ("192.168.1.20", "False")]
)
def test_demonstration_passwords_only_where_nobody_else_can_reach_the_door(host: str, allowed: str, tmp_path: Path) -> None:
    office = {"DJANGO_SETTINGS_MODULE": "election_admin.settings.embedded", "VAR_DIR": str(tmp_path), "HOST": host}

    assert read("DEMONSTRATION_PASSWORDS_ALLOWED", office) == allowed
