import pytest

from elections.rules.phases import Phase
from tests.e2e.conftest import story_at
from tests.e2e.story.desk import Story
from tests.e2e.story.directed import walk_directed


@pytest.mark.trial  # the whole story walks it too
@pytest.mark.parametrize("preset", ["street-community", "regulation-2020"])
def test_from_the_slips_to_the_approved_preliminary_nominees(story: Story, preset: str) -> None:
    story_at(story, Phase.DIRECTED_RECOMMENDATION, preset)
    walk_directed(story)
    assert story.election.phase == Phase.VETTING
