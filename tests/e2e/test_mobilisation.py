import pytest

from elections.rules.phases import Phase
from tests.e2e.conftest import story_at
from tests.e2e.story.desk import Story
from tests.e2e.story.mobilisation import walk_mobilisation


@pytest.mark.trial  # the whole story walks it too
@pytest.mark.parametrize("preset", ["street-community", "regulation-2020", "village"])
def test_everybody_is_told_and_the_nomination_can_begin(story: Story, preset: str) -> None:
    story_at(story, Phase.MOBILISATION, preset)
    walk_mobilisation(story)
    assert story.election.phase == Phase.OPEN_NOMINATION
