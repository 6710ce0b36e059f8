import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.db.models import Max
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from elections.models import Job
from elections.permissions import Role
from elections.rules.phases import Phase
from tests.e2e.looking import looked_in
from tests.e2e.story.desk import Clock, Story
from tests.factories.course import played
from tests.factories.office import PASSWORD, Office, office_with_election

SIZES = {"phone": (360, 740), "desk": (1280, 800)}
BEGINNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # a Monday morning
Visit = Callable[..., Page]


@pytest.fixture(scope="session", autouse=True)
def _queries_beside_the_browser() -> Iterator[None]:
    """Playwright's own loop runs in the thread that asks the database."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def office(transactional_db: None) -> Office:
    return office_with_election(phase=Phase.VETTING)


@pytest.fixture
def visit(browser: Browser, live_server: LiveServer) -> Iterator[Visit]:
    """A fresh browser of a size, with or without JavaScript; errors in its console fail the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_page(path: str = "/", *, size: str = "desk", javascript: bool = True) -> Page:
        width, height = SIZES[size]
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            locale="en-US",
            timezone_id="Asia/Shanghai",
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", lambda request: errors.append(request.url) if not request.url.startswith((live_server.url, "data:")) else None)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


def sign_in(page: Page, office: Office, role: Role) -> None:
    page.goto("/sign-in/")
    page.get_by_label("用户名").fill(office[role].username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of a story goes on from one day, whenever it is told: no later year is needed than those whose holidays are known."""
    made = Clock(ahead=BEGINNING - timezone.now())
    monkeypatch.setattr(timezone, "now", made.now)
    return made


@pytest.fixture
def story(transactional_db: None, browser: Browser, live_server: LiveServer, clock: Clock) -> Iterator[Story]:
    """A browser story; it sets `code` once there is an election. Errors in a console fail the test, and the policy of the pages makes a
    foreign host one."""
    told = Story(browser, live_server.url, clock, looked_in(os.environ["TEST_SERVERS"]))
    yield told
    told.leave()
    assert told.errors == []


def story_at(story: Story, phase: Phase | None, preset: str = "street-community", *, notice: int = 0) -> Story:
    """The story of an election that has come before the first thing to do in `phase`, or to its `notice`, through the services."""
    story.code = played(preset, phase, notice=notice).at.election.code
    story.began_after = Job.objects.aggregate(newest=Max("pk", default=0))["newest"]
    return story
