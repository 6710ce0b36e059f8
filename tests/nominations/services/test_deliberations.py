import pytest

from elections.models import MilestoneRecord, Organisation
from elections.permissions import Role
from elections.rules.acts import Milestone
from elections.rules.issues import RuleViolation
from elections.rules.phases import Phase
from nominations.models import Deliberation
from nominations.services.deliberations import record_deliberation
from tests.factories.hall import codes, figures
from tests.factories.nominations import TO_VETTED, a_list, nominate, verbs
from tests.factories.office import add_contest, add_members, office_with_election, reach_milestone

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    office = office_with_election(phase=Phase.CANDIDACY)
    contest = add_contest(office.election, seats=3)
    reach_milestone(office.election, Milestone.RESERVE_APPROVED, office[Role.STREET_APPROVER])
    a_list(office, "reserve", {contest: nominate(office, add_members(office.election, 20)[:4], contest, TO_VETTED)})
    return office


def add_branch(office, code):
    return Organisation.objects.create(
        kind="branch", parent=office.community, code=code, name=f"{code}党支部", title="branch", created_at=office.street.created_at
    )


def deliberate(office, branch=None, **more):
    return record_deliberation(office.election, actor=office[Role.COMMUNITY_CLERK], branch=branch, **({"attended": 12} | more))


def deliberated():
    return MilestoneRecord.objects.standing().filter(kind=Milestone.CANDIDATES_DELIBERATED)


def test_the_last_branch_reaches_the_milestone(office):
    first, second = add_branch(office, "one"), add_branch(office, "two")
    made = deliberate(office, first, opinions="同意")
    assert not deliberated().exists()
    assert deliberate(office, first) == made
    for typed in ({"attended": 13}, {"opinions": "另有意见"}):
        with pytest.raises(RuleViolation) as refused:
            deliberate(office, first, **typed)
        assert codes(refused) == ["entry_otherwise"]
    deliberate(office, second, attended=8)
    assert deliberated().get().facts == {"branches": 2, "attended": 20, "nominees": 4}
    assert verbs(office).count("record_deliberation") == 2


def test_without_branches_the_community_deliberates_as_a_whole(office):
    deliberate(office)
    assert deliberated().get().facts["branches"] == 1


def test_refusals(office):
    with pytest.raises(RuleViolation) as refused:
        deliberate(office, attended=0)
    assert codes(refused) == ["deliberation_without_people"]
    with pytest.raises(RuleViolation) as refused:
        deliberate(office, attended=21)
    assert figures(refused) == {"attended": 21, "members": 20}
    add_branch(office, "one")
    with pytest.raises(RuleViolation) as refused:
        deliberate(office)
    assert codes(refused) == ["branch_missing"]
    with pytest.raises(RuleViolation) as refused:
        deliberate(office, office.street)
    assert codes(refused) == ["branch_of_another_community"]
    MilestoneRecord.objects.filter(kind=Milestone.RESERVE_APPROVED).delete()
    with pytest.raises(RuleViolation) as refused:
        deliberate(office)
    assert codes(refused) == ["milestone_missing"]
    assert not Deliberation.objects.exists()


def test_the_approved_list_must_be_here():
    office = office_with_election(phase=Phase.CANDIDACY)
    reach_milestone(office.election, Milestone.RESERVE_APPROVED, office[Role.STREET_APPROVER])
    with pytest.raises(RuleViolation) as refused:
        deliberate(office)
    assert codes(refused) == ["list_missing"]
