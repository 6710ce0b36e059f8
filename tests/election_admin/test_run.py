"""The one command, for real: web server, worker and timer on a free port, in a folder of their own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("run")

ROOT = Path(__file__).resolve().parents[2]
AN_OFFICE = "from tests.factories.office import office_with_election; office_with_election()"


@dataclass
class Office:
    var: Path
    port: int
    log: Path
    process: subprocess.Popen[bytes]

    @property
    def said(self) -> str:
        return self.log.read_text()


def environment(var: Path, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "HOST"}}
    return kept | {"VAR_DIR": str(var), "PORT": str(port), "DJANGO_SETTINGS_MODULE": "election_admin.settings.embedded"}


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def wait_for(what: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


def answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def children(parent: int) -> dict[str, int]:
    """The supervisor's own children by the word that tells them apart."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parent_of_entry = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            words = (entry / "cmdline").read_bytes().decode().split("\0")
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended while we looked
        if parent_of_entry == parent:
            found |= {word: int(entry.name) for word in ("gunicorn", "worker", "beat") if word in words}
    return found


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Path:
    """An office that has its people needs no rehearsal cycle."""
    var = tmp_path_factory.mktemp("var")
    shutil.copy(migrated_sqlite, var / "office.sqlite3")
    subprocess.run([sys.executable, "manage.py", "shell", "-v0", "-c", AN_OFFICE], cwd=ROOT, env=environment(var, 1), check=True)
    return var


@pytest.fixture
def office(prepared: Path) -> Iterator[Office]:
    port, log = free_port(), prepared / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "election_admin.run"], cwd=ROOT, env=environment(prepared, port), stdout=output, stderr=output
        )
    one = Office(prepared, port, log, process)
    try:
        wait_for(lambda: answers(port) or process.poll() is not None)
        yield one
    finally:
        process.terminate()
        process.wait(40)


def test_it_runs_alone_heals_itself_and_ends_once_and_cleanly(office: Office) -> None:
    """One start for all of it: a start takes seconds."""
    wait_for(lambda: len(children(office.process.pid)) == 3)
    a_second_one_for_the_same_office_is_refused(office)
    a_dead_child_is_started_again_and_said_so(office)
    one_signal_ends_the_tree(office, signal.SIGINT)


@pytest.mark.trial  # the same way out as by Ctrl-C, for another start
def test_it_ends_as_cleanly_when_the_system_stops_it(office: Office) -> None:
    wait_for(lambda: len(children(office.process.pid)) == 3)
    one_signal_ends_the_tree(office, signal.SIGTERM)


def one_signal_ends_the_tree(office: Office, how: signal.Signals) -> None:
    pids = children(office.process.pid)

    office.process.send_signal(how)
    office.process.send_signal(how)

    assert office.process.wait(40) == 0, office.said
    assert [pid for pid in pids.values() if Path(f"/proc/{pid}").exists()] == []
    assert office.said.count("Closed.") == office.said.count("已关闭，数据都已保存。") == 1
    assert f"系统已启动，请用浏览器打开：http://127.0.0.1:{office.port}" in office.said
    assert "Traceback" not in office.said


def a_dead_child_is_started_again_and_said_so(office: Office) -> None:
    before = children(office.process.pid)["worker"]

    os.kill(before, signal.SIGKILL)

    wait_for(lambda: children(office.process.pid).get("worker", before) != before)
    assert "The worker ended unexpectedly (exit -9); starting it again." in office.said
    assert answers(office.port)


def a_second_one_for_the_same_office_is_refused(office: Office) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "election_admin.run"],
        cwd=ROOT,
        env=environment(office.var, free_port()),
        capture_output=True,
        text=True,
        check=False,
    )

    assert second.returncode == 1
    chinese, english = second.stderr.splitlines()
    assert chinese == f"{office.var}中的系统已在运行。请先在它的窗口按Ctrl-C关闭。"
    assert english == f"The office in {office.var} is already running. End that one first (Ctrl-C in its window)."


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        done = run_to_its_end(environment(tmp_path, port))

    assert done.returncode == 1
    chinese, english = done.stderr.splitlines()
    assert chinese.startswith(f"无法使用地址127.0.0.1:{port}（Address already in use）。")
    assert english.startswith(f"Cannot listen on 127.0.0.1:{port}: Address already in use.")


@pytest.mark.parametrize("port", ["0", "65536", "eighty", "８０００"])
def test_a_port_that_is_none_is_refused(port: str, tmp_path: Path) -> None:
    done = run_to_its_end(environment(tmp_path, 1) | {"PORT": port})

    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"端口PORT须为1至65535之间的数字，不能为{port!r}。",
        f"PORT must be a number from 1 to 65535, not {port!r}.",
    ]


def test_a_window_without_chinese_letters_is_no_reason_to_stop(tmp_path: Path) -> None:
    done = run_to_its_end(environment(tmp_path, 1) | {"PORT": "0", "PYTHONIOENCODING": "ascii"})

    assert done.returncode == 1
    assert done.stderr.endswith("PORT must be a number from 1 to 65535, not '0'.\n")


def run_to_its_end(variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "election_admin.run"]
    return subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False, timeout=60)
