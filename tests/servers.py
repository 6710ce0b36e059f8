"""A PostgreSQL and a Redis of the suite's own: in a folder of its own, on free ports, gone with the run.

The processes of one run share them through the folder that TEST_SERVERS names: who asks first starts a server, the process that
made the folder ends it. PostgreSQL refuses root, so as root both run as an ordinary user.
"""

import fcntl
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from tests.source import ROOT

START_SECONDS = 60


class ServerFailed(Exception):
    pass


def make_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="election-admin-"))
    folder.chmod(0o755)
    return folder


def postgres_port(folder: Path) -> int:
    return _shared_port(folder, "postgres", _start_postgres)


def redis_port(folder: Path) -> int:
    return _shared_port(folder, "redis", _start_redis)


def postgres_url(folder: Path, name: str) -> str:
    return f"postgres://postgres@127.0.0.1:{postgres_port(folder)}/{name}"


def migrated_postgres(folder: Path) -> str:
    """The name of a database in which every table stands, migrated once in a run: others are copied from it."""
    with _locked(folder / "migrated.lock"):
        if not (folder / "migrated.postgres").exists():
            url = postgres_url(folder, "migrated")
            with psycopg.connect(postgres_url(folder, "postgres"), autocommit=True) as connection:
                connection.execute("CREATE DATABASE migrated")
            _migrate({"DATABASE_URL": url})
            (folder / "migrated.postgres").touch()
    return "migrated"


def migrated_sqlite(folder: Path) -> Path:
    """The same as a file."""
    path = folder / "migrated.sqlite3"
    with _locked(folder / "migrated-file.lock"):
        if not path.exists():
            draft = folder / "draft.sqlite3"
            _migrate({"DATABASE_URL": f"sqlite:///{draft}"})
            draft.rename(path)
    return path


def _migrate(variables: dict[str, str]) -> None:
    command = [sys.executable, "manage.py", "migrate", "-v0", "--skip-checks"]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "election_admin.settings.test"} | variables
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def stop_all(folder: Path) -> None:
    for name, how in (("postgres", signal.SIGQUIT), ("redis", signal.SIGTERM)):
        pid_file = folder / f"{name}.pid"
        if pid_file.exists():
            _stop(int(pid_file.read_text()), how)
    shutil.rmtree(folder, ignore_errors=True)


def _shared_port(folder: Path, name: str, start: Callable[[Path, int], subprocess.Popen[bytes]]) -> int:
    port_file = folder / f"{name}.port"
    with _locked(folder / f"{name}.lock"):
        if not port_file.exists():
            port = _free_port()
            home = folder / name
            home.mkdir()
            if os.geteuid() == 0:
                account = pwd.getpwnam(_ordinary_user())
                os.chown(home, account.pw_uid, account.pw_gid)
            process = start(home, port)
            (folder / f"{name}.pid").write_text(str(process.pid))
            _wait_until_open(process, port, home / "log", _postgres_answers if name == "postgres" else _answers)
            port_file.write_text(str(port))
        return int(port_file.read_text())


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _ordinary_user() -> str:
    names = {account.pw_name for account in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _start_postgres(home: Path, port: int) -> subprocess.Popen[bytes]:
    data = home / "data"
    _run([_postgres("initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"], home)
    options = [
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "jit=off",
        "autovacuum=off",
        "max_connections=60",
        f"unix_socket_directories={home}",
    ]
    arguments = [argument for option in options for argument in ("-c", option)]
    return _spawn([_postgres("postgres"), "-D", str(data), "-h", "127.0.0.1", "-p", str(port), *arguments], home)


def _start_redis(home: Path, port: int) -> subprocess.Popen[bytes]:
    program = _program(shutil.which("redis-server"), "redis-server")
    return _spawn([program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(home)], home)


def _postgres(name: str) -> str:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    return _program(str(found[-1]) if found else shutil.which(name), name)


def _program(path: str | None, name: str) -> str:
    if path is None:
        raise ServerFailed(f"{name} is not installed: run `make test` (or `make install-test`), which installs it.")
    return path


def _user() -> dict[str, str | int | list[str]]:
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam(_ordinary_user())
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _run(command: list[str], home: Path) -> None:
    with (home / "log").open("ab") as log:
        done = subprocess.run(command, stdout=log, stderr=log, cwd=home, check=False, **_user())  # type: ignore[call-overload]
    if done.returncode:
        raise ServerFailed(f"{command[0]} failed:\n{(home / 'log').read_text()[-2000:]}")


def _spawn(command: list[str], home: Path) -> subprocess.Popen[bytes]:
    with (home / "log").open("ab") as log:
        process: subprocess.Popen[bytes] = subprocess.Popen(  # type: ignore[call-overload]
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=home, start_new_session=True, **_user()
        )
    return process


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _postgres_answers(port: int) -> bool:
    """Its port is open while it still says that it is starting up."""
    try:
        psycopg.connect(f"postgres://postgres@127.0.0.1:{port}/postgres", connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def _wait_until_open(process: subprocess.Popen[bytes], port: int, log: Path, answers: Callable[[int], bool]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        if answers(port):
            return
        time.sleep(0.05)
    raise ServerFailed(f"{log.parent.name} did not start:\n{log.read_text()[-2000:]}")


def _stop(pid: int, how: signal.Signals) -> None:
    try:
        os.kill(pid, how)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            _bury(pid)
            os.kill(pid, 0)
            time.sleep(0.05)
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _bury(pid: int) -> None:
    """A child of this process that has ended keeps its number until somebody asks how; others' children are not ours to ask about."""
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
