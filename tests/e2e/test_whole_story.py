"""An office from an empty database to a closed election, in the browser alone: the whole product as its people use it.

Each page that comes up is judged by axe and for its width at 1280 and at 360 pixels the first time it is seen.
"""

from collections.abc import Sequence

import pytest

from elections.models import AuditChain, Election
from elections.rules.audit_chain import verify
from elections.rules.phases import Phase
from elections.services.records import lines_of
from tests.e2e.story.ballot import vote_and_count
from tests.e2e.story.candidacy import walk_candidacy
from tests.e2e.story.committee_ballot import walk_committee_ballot
from tests.e2e.story.desk import Story, Walk
from tests.e2e.story.directed import walk_directed
from tests.e2e.story.foundation import walk_foundation
from tests.e2e.story.hall import open_meeting
from tests.e2e.story.mobilisation import walk_mobilisation
from tests.e2e.story.open_nomination import walk_open_nomination
from tests.e2e.story.preparation import walk_preparation
from tests.e2e.story.reporting import walk_reporting
from tests.e2e.story.vetting import walk_vetting

BEGINNING: Sequence[Walk] = (walk_preparation, walk_mobilisation, walk_open_nomination)
END: Sequence[Walk] = (walk_candidacy, open_meeting, vote_and_count, walk_reporting)
COURSES: dict[str, Sequence[Walk]] = {
    "street-community": (*BEGINNING, walk_directed, walk_vetting, walk_committee_ballot, *END),
    "regulation-2020": (*BEGINNING, walk_directed, walk_vetting, walk_committee_ballot, *END),
    "village": (*BEGINNING, walk_vetting, *END),
}


# The suite walks one of them; `make trials` all three.
@pytest.mark.parametrize("preset", [pytest.param(name, marks=() if name == "street-community" else pytest.mark.trial) for name in COURSES])
def test_an_office_from_an_empty_database_to_a_closed_election(story: Story, preset: str) -> None:
    walk_foundation(story, preset)
    for walk in COURSES[preset]:
        walk(story)
    closed = Election.objects.get(code=story.code)
    assert closed.phase == Phase.CLOSED
    assert closed.sealed_at is not None
    assert verify(b"".join(lines_of(AuditChain.objects.get(election=closed)))).exit_code == 0
