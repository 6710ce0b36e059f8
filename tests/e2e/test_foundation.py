import pytest

from elections.models import Account, Organisation
from elections.permissions import Role
from tests.e2e.story.desk import Story
from tests.e2e.story.foundation import PLACES, STAFF, walk_foundation


@pytest.mark.trial  # the whole story walks it too
@pytest.mark.parametrize("preset", PLACES)
def test_an_office_comes_into_being_from_an_empty_database(story: Story, preset: str) -> None:
    walk_foundation(story, preset)
    assert story.election.rules.name == preset
    assert not Organisation.objects.filter(rehearsal=True).exists()
    assert not Account.objects.exclude(first_sign_in_code="").exists()
    for role, username, _name in STAFF:
        assert username in {story.account(role).username, f"{story.account(role).username}2"}
    assert story.account(Role.SYSTEM_ADMINISTRATOR).username == "guanli"
    story.by(Role.COMMUNITY_CLERK, 1).says(story.election.community.name)
