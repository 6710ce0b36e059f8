import pytest

from elections.models import MilestoneRecord, Organisation
from elections.permissions import Role
from elections.queries.corrections import corrections
from elections.rules.acts import Milestone
from elections.rules.issues import RuleViolation
from elections.rules.phases import Phase
from elections.services.corrections import correct_entry
from nominations.queries.rounds import last_closed_round, last_participation
from nominations.services import ledgers
from nominations.services.deliberations import record_deliberation
from nominations.services.pledges import record_visit
from nominations.services.rounds import close_open_nomination
from tests.factories.hall import codes
from tests.factories.nominations import TO_VETTED, a_list, a_round, nominate
from tests.factories.office import add_contest, add_members, office_with_election, reach_milestone

pytestmark = pytest.mark.django_db


def correct(office, ledger, row, reason="抄错", **typed):
    return correct_entry(ledger, row, typed, actor=office[Role.COMMUNITY_CLERK], reason=reason)


def standing(office, kind):
    return MilestoneRecord.objects.standing().filter(election=office.election, kind=kind)


@pytest.fixture
def closed():
    office = office_with_election(phase=Phase.OPEN_NOMINATION)
    people = add_members(office.election, 20)
    contest = add_contest(office.election, seats=3)
    a_round(office)
    nominate(office, people[:3], contest)
    office.pass_time(days=6)
    close_open_nomination(office.election, actor=office[Role.COMMUNITY_CLERK], members_took_part=17, residents_took_part=7)
    return office


def test_participation_is_put_right_in_the_round_and_in_what_reports_read(closed):
    before = standing(closed, Milestone.OPEN_NOMINATION_CLOSED).get()
    correct(closed, ledgers.PARTICIPATION, last_closed_round(closed.election), members_took_part=18, residents_took_part=9)
    now = standing(closed, Milestone.OPEN_NOMINATION_CLOSED).get()
    assert now.facts == before.facts | {"members_took_part": 18, "members_rate": "90.00", "residents_took_part": 9}
    assert (now.fact_at, now.supersedes) == (before.fact_at, before)
    assert (last_participation(closed.election).members, last_participation(closed.election).residents) == (18, 9)
    assert [item.changes for item in corrections(closed.election)] == [
        [("members_took_part", 17, 18), ("residents_took_part", 7, 9)],
    ]


def test_participation_over_the_roll_is_refused(closed):
    with pytest.raises(RuleViolation) as refused:
        correct(closed, ledgers.PARTICIPATION, last_closed_round(closed.election), members_took_part=21)
    assert codes(refused) == ["participants_over_roll"]
    assert last_closed_round(closed.election).members_took_part == 17


def test_a_nomination_that_is_taken_up_again_reaches_no_milestone_by_a_correction(closed):
    MilestoneRecord.objects.filter(kind=Milestone.OPEN_NOMINATION_CLOSED).update(revoked_at=closed.street.created_at)
    correct(closed, ledgers.PARTICIPATION, last_closed_round(closed.election), members_took_part=18)
    assert last_participation(closed.election).members == 18
    assert not standing(closed, Milestone.OPEN_NOMINATION_CLOSED).exists()


@pytest.fixture
def candidacy():
    office = office_with_election(phase=Phase.CANDIDACY)
    contest = add_contest(office.election, seats=3)
    reach_milestone(office.election, Milestone.RESERVE_APPROVED, office[Role.STREET_APPROVER])
    a_list(office, "reserve", {contest: nominate(office, add_members(office.election, 20)[:4], contest, TO_VETTED)})
    return office


def test_a_deliberation_is_put_right_in_what_the_milestone_says(candidacy):
    branches = [
        Organisation.objects.create(
            kind="branch",
            parent=candidacy.community,
            code=code,
            name=code,
            title="branch",
            created_at=candidacy.street.created_at,
        )
        for code in ("one", "two")
    ]
    clerk = candidacy[Role.COMMUNITY_CLERK]
    first = record_deliberation(candidacy.election, actor=clerk, branch=branches[0], attended=12)
    correct(candidacy, ledgers.DELIBERATIONS, first, attended=13)
    assert not standing(candidacy, Milestone.CANDIDATES_DELIBERATED).exists()
    record_deliberation(candidacy.election, actor=clerk, branch=branches[1], attended=8)
    correct(candidacy, ledgers.DELIBERATIONS, first, attended=15, opinions="同意")
    assert standing(candidacy, Milestone.CANDIDATES_DELIBERATED).get().facts["attended"] == 23
    with pytest.raises(RuleViolation) as refused:
        correct(candidacy, ledgers.DELIBERATIONS, first, attended=0)
    assert codes(refused) == ["deliberation_without_people"]


def test_a_visit_is_put_right(candidacy):
    visit = record_visit(candidacy.election, actor=candidacy[Role.COMMUNITY_CLERK], place="3幢", households=9)
    correct(candidacy, ledgers.VISITS, visit, households=6)
    with pytest.raises(RuleViolation) as refused:
        correct(candidacy, ledgers.VISITS, visit, households=0)
    assert codes(refused) == ["visit_without_households"]
    visit.refresh_from_db()
    assert visit.households == 6
