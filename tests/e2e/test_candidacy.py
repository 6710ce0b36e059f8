import pytest

from elections.rules.phases import Phase
from tests.e2e.conftest import story_at
from tests.e2e.story.candidacy import walk_candidacy
from tests.e2e.story.desk import Story


@pytest.mark.trial  # the whole story walks it too
@pytest.mark.parametrize("preset", ["street-community", "regulation-2020", "village"])
def test_the_list_becomes_the_slate_of_a_meeting(story: Story, preset: str) -> None:
    walk_candidacy(story_at(story, Phase.CANDIDACY, preset))
    assert story.election.phase == Phase.MEETING
