"""What a person at the desk does in the browser, in words; every page that is seen for the first time is judged."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlparse

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.urls import Resolver404, resolve
from django.utils import timezone
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from elections.models import Account, Appointment, Election, Job
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.services.jobs import run_job
from elections.views.locks import TOUCHED
from tests.e2e.looking import DESK, Looked, judge
from tests.factories.office import PASSWORD

# A page that says no does so with a status that the browser notes in its console.
REFUSALS = ("status of 403", "status of 404", "status of 409")


@dataclass
class Clock:
    """The server's clock in a story: it begins where it is told to, goes on by itself and jumps forwards."""

    ahead: timedelta = timedelta(0)
    real: Callable[[], datetime] = timezone.now

    def now(self) -> datetime:
        return self.real() + self.ahead

    def jump_to(self, at: datetime, seen: datetime) -> None:
        """`seen` is what the office takes for now."""
        self.ahead += max(at - seen, timedelta(0))


@dataclass
class Desk:
    """One browser in which somebody works. Its methods name what stands on the screen."""

    page: Page
    looked: Looked

    def go(self, path: str) -> "Desk":
        self.page.goto(path)
        return self.look()

    def press(self, name: str, *, within: Locator | None = None, exact: bool = True) -> "Desk":
        (within or self.page).get_by_role("button", name=name, exact=exact).first.click()
        return self.settle()

    def follow(self, name: str, *, within: Locator | None = None, exact: bool = True) -> "Desk":
        (within or self.page).get_by_role("link", name=name, exact=exact).first.click()
        return self.settle()

    def fill(self, label: str, value: str, *, within: Locator | None = None) -> "Desk":
        self.field(label, within).fill(value)
        return self

    def choose(self, label: str, option: str, *, within: Locator | None = None) -> "Desk":
        self.field(label, within).select_option(label=option)
        return self

    def tick(self, label: str, *, within: Locator | None = None) -> "Desk":
        self.field(label, within).check()
        return self

    def attach(self, label: str, name: str, content: bytes, *, within: Locator | None = None) -> "Desk":
        """A file from the own machine."""
        self.field(label, within).set_input_files(FilePayload(name=name, mimeType="application/octet-stream", buffer=content))
        return self

    def take(self, way: Locator) -> bytes:
        """What a press or a link brings to the own machine."""
        with self.page.expect_download() as taken:
            way.click()
        return taken.value.path().read_bytes()

    def search(self, label: str, words: str) -> "Desk":
        """The list follows what is typed; a row that is being replaced cannot be clicked."""
        with self.page.expect_response(lambda answer: "hx-request" in answer.request.headers):
            self.fill(label, words)
        expect(self.page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)
        return self

    def correct(self, entry: str, label: str, value: str) -> "Desk":
        """更正 of one figure of an entry; what stood there stays to be read."""
        self.follow(f"更正 {entry}")
        before = self.field(label).input_value()
        return (
            self.fill(label, value)
            .fill("更正原因", "登记有误")
            .press("更正")
            .says("记录已更正，原记录保留可查。")
            .says(f"{before} → {value}")
        )

    def says(self, text: str) -> "Desk":
        expect(self.page.get_by_role("main")).to_contain_text(text)
        return self

    def field(self, label: str, within: Locator | None = None) -> Locator:
        """By its whole label; the star of a required field is no part of it."""
        return (within or self.page).get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*\*?\s*$")).first

    def settle(self) -> "Desk":
        self.page.wait_for_load_state("load")
        return self.look()

    def look(self) -> "Desk":
        """Each page of the house is judged once in a run: on a phone, at the desk, zoomed, by keyboard."""
        if self.looked.is_first(page_name(self.page.url)):
            judge(self.page)
        return self


def page_name(url: str) -> str:
    try:
        return resolve(urlparse(url).path).view_name
    except Resolver404:
        return url


@dataclass
class Story:
    """One election with everybody who works on it, each in an own browser. `Desk` of a role: `story.by(Role.COMMUNITY_CLERK)`."""

    browser: Browser
    base_url: str
    clock: Clock
    looked: Looked
    code: str = ""
    desks: dict[int, Desk] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    began_after: int = 0  # the newest job of what was played before the browser came in
    kept: dict[str, Any] = field(default_factory=dict)  # what one part of a story leaves for the next, e.g. a PIN on paper

    @property
    def election(self) -> Election:
        return Election.objects.select_related("cycle__office", "community").get(code=self.code)

    @property
    def now(self) -> datetime:
        return election_now(self.election)

    def wait_until(self, at: datetime) -> None:
        """Days pass. Whoever is signed in came back every day and stays so; no page of the hall stands open meanwhile."""
        before = self.clock.ahead
        self.clock.jump_to(at, self.now)
        for session in Session.objects.all():
            kept = {name: value for name, value in session.get_decoded().items() if name != TOUCHED}
            session.session_data, session.expire_date = SessionStore().encode(kept), session.expire_date + self.clock.ahead - before
            session.save()
        for key, desk in list(self.desks.items()):
            if "/hall/" in desk.page.url:
                desk.page.context.close()
                del self.desks[key]

    def account(self, role: Role, place: int = 0) -> Account:
        """The holder of a role in this election; `place` 1 is the second one."""
        election = self.election
        held = Appointment.objects.filter(role=role, organisation__in=[election.community_id, election.cycle.office_id], ends_at=None)
        return held.select_related("account").order_by("pk")[place].account

    def by(self, role: Role, place: int = 0) -> Desk:
        """The desk of whoever holds the role, signed in, on the election's page or its own first page."""
        account = self.account(role, place)
        if account.pk not in self.desks:
            self.desks[account.pk] = self.sign_in(account.username)
        return self.desks[account.pk]

    def visitor(self) -> Desk:
        context = self.browser.new_context(
            base_url=self.base_url, viewport=DESK, timezone_id="Asia/Shanghai", locale="zh-CN", reduced_motion="reduce"
        )
        page = context.new_page()
        page.on("console", lambda message: self._note(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return Desk(page, self.looked)

    def sign_in(self, username: str, password: str = PASSWORD) -> Desk:
        desk = self.visitor().go("/sign-in/")
        desk.fill("用户名", username).fill("密码", password).press("登录")
        desk.page.wait_for_url(lambda url: "/sign-in/" not in url)
        return desk

    def print_papers(self) -> None:
        """The workers do what the story has queued."""
        for job in Job.objects.filter(state=Job.State.QUEUED, pk__gt=self.began_after):
            run_job(job.pk)

    def leave(self) -> None:
        for desk in self.desks.values():
            desk.page.context.close()
        self.desks.clear()

    def _note(self, text: str) -> None:
        if not any(known in text for known in REFUSALS):
            self.errors.append(text)


Walk = Callable[[Story], None]
