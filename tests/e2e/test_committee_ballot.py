import pytest

from elections.rules.phases import Phase
from tests.e2e.conftest import story_at
from tests.e2e.story.committee_ballot import walk_committee_ballot
from tests.e2e.story.desk import Story


@pytest.mark.trial  # the whole story walks it too
@pytest.mark.parametrize("preset", ["street-community", "regulation-2020"])
def test_the_committee_votes_and_the_reserve_is_approved(story: Story, preset: str) -> None:
    walk_committee_ballot(story_at(story, Phase.COMMITTEE_BALLOT, preset))
    assert story.election.phase == Phase.CANDIDACY
