import pytest

from elections.rules.phases import Phase
from tests.e2e.conftest import story_at
from tests.e2e.story.desk import Story
from tests.e2e.story.vetting import walk_vetting


@pytest.mark.trial  # the whole story walks it too
@pytest.mark.parametrize("preset", ["street-community", "regulation-2020", "village"])
def test_the_list_is_vetted_and_inspected(story: Story, preset: str) -> None:
    walk_vetting(story_at(story, Phase.VETTING, preset))
    assert story.election.phase == (Phase.COMMITTEE_BALLOT if story.election.rules.committee_ballot else Phase.CANDIDACY)
