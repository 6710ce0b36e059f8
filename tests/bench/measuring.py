"""How the benches measure and print."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def say(what: str, **figures: object) -> None:
    shown = "  ".join(f"{name.replace('_', ' ')} {_short(value)}" for name, value in figures.items())
    print(f"\n{what}: {shown}", flush=True)


def seconds(function: Callable[[], object], times: int) -> list[float]:
    """Of each run, the shortest first."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        function()
        taken.append(time.perf_counter() - began)
    return sorted(taken)


def p95(taken: list[float]) -> float:
    return taken[min(len(taken) - 1, round(0.95 * len(taken)))]


def in_fresh_process(program: str) -> dict[str, Any]:
    """What a Python of its own prints as JSON in its last line: memory is counted from a clean start."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "election_admin.settings.test", "DATABASE_URL": "sqlite://:memory:"}
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _short(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}" if value < 10 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
