import pytest

from elections.models import Elected, TallySheet
from elections.queries.results import contest_states
from elections.rules.phases import Phase
from tests.e2e.conftest import story_at
from tests.e2e.story.ballot import vote_and_count
from tests.e2e.story.desk import Story
from tests.e2e.story.hall import open_meeting


@pytest.mark.trial  # the whole story walks it too
@pytest.mark.parametrize("preset", ["street-community", "regulation-2020", "village"])
def test_every_seat_is_voted_on_counted_and_certified(story: Story, preset: str) -> None:
    story_at(story, Phase.MEETING, preset)
    open_meeting(story)
    vote_and_count(story, tie=preset == "street-community")
    assert all(state.settled for state in contest_states(story.election))
    assert Elected.objects.standing().filter(contest__election=story.election).count() >= 3
    assert TallySheet.objects.filter(place="settled").count() == 1
