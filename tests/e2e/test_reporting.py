import pytest

from elections.rules.phases import Phase
from tests.e2e.conftest import story_at
from tests.e2e.story.desk import Story
from tests.e2e.story.reporting import walk_reporting
from tests.e2e.story.steps import be_in


@pytest.mark.trial  # the whole story walks it too
@pytest.mark.parametrize("preset", ["street-community", "village", "regulation-2020"])
def test_the_result_is_announced_filed_approved_and_archived(story: Story, preset: str) -> None:
    story_at(story, Phase.REPORTING, preset).began_after = 0  # the archive waits for every paper
    be_in(story, Phase.REPORTING)
    walk_reporting(story)
