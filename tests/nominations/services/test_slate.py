import pytest

from elections.models import Candidate, MilestoneRecord
from elections.permissions import Role
from elections.rules.acts import Milestone
from elections.rules.issues import RuleViolation
from elections.rules.phases import Phase
from nominations.queries.lists import names_on
from nominations.services.nominees import withdraw_nominee
from nominations.services.slate import hand_over_slate
from tests.factories.hall import codes, hall
from tests.factories.nominations import TO_VETTED, a_list, a_notice, hold, nominate, verbs
from tests.factories.office import add_contest, add_members, office_with_election, reach_milestone
from tests.factories.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    office = office_with_election(phase=Phase.CANDIDACY)
    for kind in (Milestone.RESERVE_APPROVED, Milestone.CANDIDATES_DELIBERATED):
        reach_milestone(office.election, kind, office[Role.STREET_APPROVER])
    a_notice(office, 3)
    office.pass_time(days=6)
    return office


@pytest.fixture
def listed(office):
    committee, secretary = add_contest(office.election, seats=3), add_contest(office.election, "secretary", 1, names_at_least=1)
    people = add_members(office.election, 7)
    names = {
        committee: nominate(office, people[:5], committee, TO_VETTED),
        secretary: list(reversed(nominate(office, people[5:], secretary, TO_VETTED))),
    }
    return a_list(office, "reserve", names)


def hand_over(office):
    return hand_over_slate(office.election, actor=office[Role.STREET_OFFICER])


def candidates(office, code):
    return list(Candidate.objects.free().filter(contest__election=office.election, contest__code=code).values_list("entry", flat=True))


def test_the_list_becomes_candidates_in_one_call(office, listed):
    names = names_on(listed)
    reached = hand_over(office)
    assert reached.kind == Milestone.SLATE_CERTIFIED
    assert candidates(office, "secretary") == [nominee.entry_id for nominee in names["secretary"]]
    assert candidates(office, "committee") == [nominee.entry_id for nominee in names["committee"]]
    assert {nominee.steps.last().step for nominee in names["committee"]} == {"candidate"}
    steps = names["committee"][0].steps.count()
    assert hand_over(office) == reached
    assert verbs(office).count("certify_slate") == 1
    assert names["committee"][0].steps.count() == steps


def test_who_is_held_or_withdrew_is_left_out(office, listed):
    held = names_on(listed)["committee"][0]
    hold(office, held)
    hand_over(office)
    assert held.entry_id not in candidates(office, "committee")
    assert held.steps.last().step == "vetting_passed"


def test_the_margin_is_checked_without_them_and_nothing_is_half_done(office, listed):
    names = names_on(listed)["committee"]
    hold(office, names[0])
    withdraw_nominee(names[1], actor=office[Role.COMMUNITY_CLERK], reason="退出")
    with pytest.raises(RuleViolation) as raised:
        hand_over(office)
    assert "margin_too_small" in codes(raised)
    assert not Candidate.objects.exists()
    assert not MilestoneRecord.objects.filter(kind=Milestone.SLATE_CERTIFIED).exists()
    assert names[2].steps.last().step == "vetting_passed"


def test_a_candidate_who_withdraws_leaves_the_slate_in_the_same_act(office, listed):
    nominee = names_on(listed)["committee"][0]
    hand_over(office)
    withdraw_nominee(nominee, actor=office[Role.COMMUNITY_CLERK], reason="健康原因")
    assert nominee.entry_id not in candidates(office, "committee")
    assert Candidate.objects.standing().get(entry=nominee.entry).held_reason == "withdrawn"


def test_on_the_day_of_the_meeting_a_candidate_withdraws_until_the_ballot_with_the_name_is_opened():
    at = hall(slate={"committee": 5})
    leaving, staying = at.contest("committee").candidates.all()[:2]
    first, second = nominate(at.office, [leaving.entry, staying.entry], at.contest("committee"), (*TO_VETTED, "reserve", "candidate"))
    at.open()
    withdraw_nominee(first, actor=at[Role.COMMUNITY_CLERK], reason="健康原因")
    assert leaving.entry.name not in at.names("committee")
    with refused(("milestone_missing", {"milestone": "ballot_proof_approved"})):
        at.round("secretary", "deputy", "committee")
    reach_milestone(at.election, Milestone.BALLOT_PROOF_APPROVED, at[Role.STREET_OFFICER])
    at.round("secretary", "deputy", "committee")
    with refused(("candidate_on_ballot", {"name": staying.entry.name, "number": 1})):
        withdraw_nominee(second, actor=at[Role.COMMUNITY_CLERK], reason="健康原因")
    assert second.steps.last().step == "candidate"


def test_without_an_approved_list_there_is_no_slate(office):
    with pytest.raises(RuleViolation) as raised:
        hand_over(office)
    assert codes(raised) == ["list_missing"]
