import pytest

from elections.rules.phases import Phase
from tests.e2e.conftest import story_at
from tests.e2e.story.desk import Story
from tests.e2e.story.hall import open_meeting, session


@pytest.mark.parametrize("preset", ["street-community", "regulation-2020", "village"])
def test_a_meeting_is_opened_in_the_hall(story: Story, preset: str) -> None:
    story_at(story, Phase.MEETING, preset)
    open_meeting(story)
    sitting = session(story)
    assert sitting.quorum_declared_at is not None
    assert sitting.meeting.method_decision_id is not None
    assert sitting.meeting.officials_decision_id is not None
    assert len(story.kept["pin"]) == 6
    assert sitting.speeches.count() == 2
