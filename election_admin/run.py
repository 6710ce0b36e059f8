"""One command for one machine: the web server, the worker and the timer under one roof.

Each runs in a process session of its own, so that a Ctrl-C reaches only this program, which ends them once and in order.
Standard library only: it stays small and starts at once.
"""

import ctypes
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from types import FrameType
from typing import TextIO

ROOT = Path(__file__).resolve().parents[1]
GRACE_SECONDS = 20
LOOPBACK = ("127.0.0.1", "localhost", "::1")
PR_SET_PDEATHSIG = 1
CHINESE = {"The web server": "网页服务", "The worker": "后台任务", "The timer": "定时任务"}


class CannotStart(Exception):
    """Says why, as `say` takes it: for whoever sits at the window, and for logs."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(english)
        self.words = chinese, english


class Ended(Exception):
    """Raised by the first Ctrl-C, SIGTERM or closed terminal."""


@dataclass
class Child:
    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    not_before: float = 0.0
    pause: float = 1.0


def main() -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a window that cannot show Chinese is no reason to stop
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)
    try:
        host, port = address(os.environ)
        var = Path(os.environ.get("VAR_DIR") or ROOT / "var")
        with only_one(var):
            check_free(host, port)
            empty_queue(var)
            subprocess.run([sys.executable, "-m", "election_admin.prepare"], cwd=ROOT, check=True)
            supervise(children(host, port), host, port)
    except CannotStart as fault:
        say(*fault.words, to=sys.stderr)
        return 1
    except subprocess.CalledProcessError as fault:
        say(
            f"系统准备没有完成（退出码{fault.returncode}），原因见上文。",
            f"The office could not be made ready (exit {fault.returncode}); what went wrong stands above.",
            to=sys.stderr,
        )
        return 1
    except Ended:
        return 0
    return 0


def say(chinese: str, english: str, to: TextIO | None = None) -> None:
    """The office reads the first line, machines and logs the second."""
    print(chinese, english, sep="\n", file=to or sys.stdout, flush=True)


def address(environment: os._Environ[str] | dict[str, str]) -> tuple[str, int]:
    host = environment.get("HOST") or "127.0.0.1"
    text = environment.get("PORT") or "8000"
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise CannotStart(f"端口PORT须为1至65535之间的数字，不能为{text!r}。", f"PORT must be a number from 1 to 65535, not {text!r}.")
    return host, int(text)


def check_free(host: str, port: int) -> None:
    try:
        family, _, _, _, target = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        with socket.socket(family) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(target)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise CannotStart(
            f"无法使用地址{host}:{port}（{reason}）。可换一个端口：make run PORT=8001",
            f"Cannot listen on {host}:{port}: {reason}. Another port: make run PORT=8001",
        ) from fault


@contextmanager
def only_one(var: Path) -> Iterator[None]:
    var.mkdir(parents=True, exist_ok=True)
    with (var / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            raise CannotStart(
                f"{var}中的系统已在运行。请先在它的窗口按Ctrl-C关闭。",
                f"The office in {var} is already running. End that one first (Ctrl-C in its window).",
            ) from fault
        yield


def empty_queue(var: Path) -> None:
    """Messages are hints of an earlier run; what is still due, the first sweep finds in the rows."""
    if (var / "queue").exists():
        shutil.rmtree(var / "queue")


def children(host: str, port: int) -> list[Child]:
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    # No access log: a time beside an address would tell when a ballot was cast.
    web = ["gunicorn", "election_admin.wsgi", "--bind", bind, "--worker-class", "gthread", "--workers", "1", "--threads", "8"]
    web += ["--log-level", "warning", "--graceful-timeout", "10", "--timeout", "120", "--no-control-socket"]
    quiet = ["--loglevel", "WARNING"]
    celery = ["celery", "--quiet", "--skip-checks", "-A", "election_admin"]
    worker = [
        *celery,
        "worker",
        "--concurrency",
        "2",
        "--loglevel",
        "WARNING",
        "--without-gossip",
        "--without-mingle",
        "--without-heartbeat",
    ]
    beat = [*celery, "beat", "--pidfile=", *quiet]
    return [
        Child("The web server", [sys.executable, "-m", *web]),
        Child("The worker", [sys.executable, "-m", *worker]),
        Child("The timer", [sys.executable, "-m", *beat]),
    ]


def supervise(office: list[Child], host: str, port: int) -> None:
    try:
        for child in office:
            start(child)
        announce(host, port)
        while True:
            time.sleep(0.5)
            for child in office:
                tend(child)
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        say("\n正在关闭……", "Closing the office ...")
        stop(office)
        say("已关闭，数据都已保存。", "Closed. Everything is kept.")


def start(child: Child) -> None:
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "ignore:::celery.platforms"}
    child.process = subprocess.Popen(
        child.command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_end_with_parent,
    )
    child.started = time.monotonic()


def tend(child: Child) -> None:
    """Starts a dead child again; one that keeps dying waits longer each time, up to half a minute."""
    now = time.monotonic()
    if child.process is not None and child.process.poll() is not None:
        child.pause = 1.0 if now - child.started > 60 else min(child.pause * 2, 30.0)
        child.not_before = now + child.pause
        say(
            f"{CHINESE[child.name]}意外停止（退出码{child.process.returncode}），正在重新启动。",
            f"{child.name} ended unexpectedly (exit {child.process.returncode}); starting it again.",
            to=sys.stderr,
        )
        _kill_session(child.process.pid)
        child.process = None
    if child.process is None and now >= child.not_before:
        start(child)


def announce(host: str, port: int) -> None:
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            socket.create_connection((shown, port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    where = f"http://{shown}:{port}"
    say(f"系统已启动，请用浏览器打开：{where}   （在本窗口按Ctrl-C关闭）", f"The office is open: {where}   (Ctrl-C closes it)")
    if host not in LOOPBACK:
        say(
            "同一网络的其他电脑也能打开；演练密码一律不能登录。",
            "Others on this network can reach it; demonstration passwords are refused.",
        )


def stop(office: list[Child]) -> None:
    running = [child.process for child in office if child.process is not None]
    for process in running:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for process in running:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            say("还有任务没有做完，下次启动时接着做。", "A task was still running; it is taken up again at the next start.", to=sys.stderr)
        _kill_session(process.pid)
        process.wait()


def _kill_session(pid: int) -> None:
    """A child leads its own process group; whatever of it is left ends here."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _end(number: int, frame: FrameType | None) -> None:
    raise Ended


if __name__ == "__main__":
    sys.exit(main())
