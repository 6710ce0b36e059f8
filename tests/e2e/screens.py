"""`make screenshots`: the main screens of the demonstration at 360 and 1280 px, small enough for the repository.

Starts the product in a folder of its own, as `make run` does, signs in as the printed accounts and photographs.
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import django
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import CHROMIUM, CHROMIUM_ARGUMENTS
from tests.source import ROOT

FOLDER = ROOT / "docs" / "screens"
PORT = 8765
ADDRESS = f"http://127.0.0.1:{PORT}"
SIZES = {1280: 800, 360: 740}
PATIENCE = 300  # seconds until the demonstration stands
TALLEST = 1600  # of a picture, in pixels
COLOURS = 64


class Screen(NamedTuple):
    """`path` as `account` sees it; the name of the picture's file."""

    name: str
    account: str
    path: str


# The third community meets on the day of the demonstration, the eighth takes nominations, the sixth has a notice running.
SCREENS = (
    Screen("public", "", "/"),
    Screen("sign-in", "", "/sign-in/"),
    Screen("board", "zuzhike", "/desk/board/"),
    Screen("timetable", "zuzhike", "/desk/timetable/"),
    Screen("inbox", "dangwei", "/desk/requests/"),
    Screen("election", "jingduyuan-dangwu", "/desk/e/jingduyuan/"),
    Screen("plan", "zuzhike", "/desk/e/shengli/plan/"),
    Screen("roll", "zuzhike", "/desk/e/shengli/roll/"),
    Screen("mobilisation", "zuzhike", "/desk/e/shengli/mobilisation/"),
    Screen("nomination", "zuzhike", "/desk/e/xiandaicheng/nomination/"),
    Screen("recommendation", "zuzhike", "/desk/e/xiandaicheng/recommendation/"),
    Screen("notices", "zuzhike", "/desk/e/xiandaicheng/notices/"),
    Screen("vetting", "zuzhike", "/desk/e/xiandaicheng/vetting/"),
    Screen("committee-ballot", "zuzhike", "/desk/e/datieguan/committee-ballot/"),
    Screen("candidacy", "zuzhike", "/desk/e/jingduyuan/candidacy/"),
    Screen("meeting", "zuzhike", "/desk/e/liushuidongyuan/meeting/"),
    Screen("hall", "zhuchi", "/desk/e/liushuidongyuan/hall/"),
    Screen("report", "zuzhike", "/desk/e/hepingyuan/report/"),
    Screen("documents", "zuzhike", "/desk/e/hepingyuan/documents/"),
    Screen("course", "zuzhike", "/desk/e/hepingyuan/course/"),
    Screen("record", "guancha", "/desk/e/liushuixiyuan/record/"),
    Screen("office", "guanli", "/desk/office/"),
)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "election_admin.settings.test")
    django.setup()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, _product(Path(folder)), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        for screen in SCREENS:
            for width, height in SIZES.items():
                _photograph(browser, screen, width, height)
        browser.close()


@contextmanager
def _product(folder: Path) -> Iterator[None]:
    own = {"VAR_DIR": str(folder), "PORT": str(PORT), "HOST": "127.0.0.1", "DJANGO_SETTINGS_MODULE": "election_admin.settings.embedded"}
    environment = os.environ | own
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen([sys.executable, "-m", "election_admin.run"], cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        _wait_for(running, folder / "log")
        yield
    finally:
        running.terminate()
        running.wait(30)


def _wait_for(running: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if running.poll() is not None:
            raise RuntimeError(log.read_text())
        try:
            urllib.request.urlopen(f"{ADDRESS}/healthz", timeout=2).close()
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(1)
        else:
            return
    raise TimeoutError(log.read_text())


def _photograph(browser: Browser, screen: Screen, width: int, height: int) -> None:
    context = browser.new_context(base_url=ADDRESS, viewport={"width": width, "height": height}, locale="zh-CN")
    page = context.new_page()
    if screen.account:
        _sign_in(page, f"wenhui-{screen.account}")
    answer = page.goto(screen.path)
    if answer is None or answer.status != 200:
        raise RuntimeError(f"{screen.path}: {answer.status if answer else 'no answer'}")
    path = FOLDER / f"{screen.name}-{width}.png"
    page.screenshot(path=path, full_page=True)
    context.close()
    with Image.open(path) as picture:
        cut = picture.convert("RGB").crop((0, 0, picture.width, min(picture.height, TALLEST)))
        cut.quantize(COLOURS).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} kB")


def _sign_in(page: Page, username: str) -> None:
    from nominations.rehearsal.office import password_of  # needs django.setup

    page.goto("/sign-in/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(password_of(username))
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)


if __name__ == "__main__":
    main()
