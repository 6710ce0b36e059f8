"""From one step to the next, on the election's page."""

import re

from elections.permissions import Role
from elections.rules.phases import Phase
from tests.e2e.story.desk import Story


def advance(story: Story) -> None:
    """Presses 进入“…”; fails with what is still missing."""
    before = story.election.phase
    clerk = story.by(Role.COMMUNITY_CLERK).go(f"/desk/e/{story.code}/")
    button = clerk.page.get_by_role("button", name=re.compile("^进入"))
    assert button.count(), clerk.page.get_by_role("main").inner_text()
    button.first.click()
    clerk.settle()
    assert story.election.phase != before


def be_in(story: Story, phase: Phase) -> None:
    """Into the step that the election stands before."""
    if story.election.phase != phase:
        advance(story)
    assert story.election.phase == phase
