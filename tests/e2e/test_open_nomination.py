import pytest

from elections.rules.phases import Phase
from tests.e2e.conftest import story_at
from tests.e2e.story.desk import Story
from tests.e2e.story.open_nomination import walk_open_nomination


@pytest.mark.trial  # the whole story walks it too
@pytest.mark.parametrize("preset", ["street-community", "regulation-2020", "village"])
def test_the_open_nomination_from_the_first_sheet_to_the_notice(story: Story, preset: str) -> None:
    story_at(story, Phase.OPEN_NOMINATION, preset)
    walk_open_nomination(story)
    assert story.election.phase != Phase.OPEN_NOMINATION
