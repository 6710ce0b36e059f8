from datetime import date, timedelta

import pytest

from elections.models import MilestoneRecord
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.rules.acts import Milestone
from elections.rules.issues import RuleViolation
from elections.rules.phases import Phase
from elections.rules.stroke_order import sorted_by_strokes
from elections.services.requests import reply_to_request, submit_request
from nominations.models import NomineeList, SlipCount
from nominations.queries.lists import names_on, people_for_notice, standing_list
from nominations.services.late_lists import enter_list_late
from nominations.services.lists import approve_preliminary, approve_reserve, propose_preliminary
from nominations.services.nominees import withdraw_nominee
from tests.factories.hall import a_scan, approve, codes, figures
from tests.factories.nominations import TO_VETTED, a_list, hold, minutes, nominate, verbs
from tests.factories.office import add_contest, add_members, office_with_election, reach_milestone

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    office = office_with_election(phase=Phase.DIRECTED_RECOMMENDATION)
    reach_milestone(office.election, Milestone.DIRECTED_COUNT_CERTIFIED, office[Role.COMMUNITY_CLERK])
    return office


@pytest.fixture
def contest(office):
    return add_contest(office.election, seats=3)


@pytest.fixture
def nominees(office, contest):
    return nominate(office, add_members(office.election, 6), contest)


def propose(office, names, **more):
    return propose_preliminary(office.election, {"committee": names}, actor=office[Role.COMMUNITY_CLERK], **({"minutes": minutes()} | more))


def recommended(office, nominees, *votes):
    """A certified count, as scenery."""
    now, by = election_now(office.election), office[Role.COMMUNITY_CLERK]
    candidates = [{"nominee": nominee.pk, "name": nominee.entry.name} for nominee in nominees]
    result = {"contests": {"committee": {"votes": dict(zip([row["name"] for row in candidates], votes, strict=True))}}}
    SlipCount.objects.create(
        election=office.election,
        kind="recommendation",
        number=1,
        contests=[{"code": "committee", "candidates": candidates}],
        held_at=now,
        opened_at=now,
        opened_by=by,
        result=result,
        certified_at=now,
        certified_by=by,
    )


def test_the_outgoing_committee_proposes(office, nominees):
    listed = propose(office, nominees[:5])
    assert listed.decision.body == "community_committee"
    assert {nominee.steps_taken[-1].value for nominee in names_on(listed)["committee"]} == {"proposed"}
    assert propose(office, nominees[:5]) == listed
    assert verbs(office).count("propose_preliminary") == 1
    assert [person.entry for person in people_for_notice(office.election, "preliminary")] == [
        nominee.entry_id for nominee in names_on(listed)["committee"]
    ]


def test_the_committee_list_is_in_stroke_order_and_a_leaders_as_given(office, nominees):
    deputy = add_contest(office.election, "deputy", 1, names_at_least=1)
    nominate(office, [nominee.entry for nominee in nominees[4:]], deputy)
    given = {"committee": list(reversed(nominees[:4])), "deputy": [nominees[5], nominees[4]]}
    listed = propose_preliminary(office.election, given, actor=office[Role.COMMUNITY_CLERK], minutes=minutes())
    names = [nominee.entry.name for nominee in names_on(listed)["committee"]]
    assert names == sorted_by_strokes(nominee.entry.name for nominee in nominees[:4])
    assert names_on(listed)["deputy"] == [nominees[5], nominees[4]]


@pytest.mark.parametrize("count", [3, 4])
def test_too_few_names_are_refused_and_nothing_is_written(office, nominees, count):
    with pytest.raises(RuleViolation) as refused:
        propose(office, nominees[:count])
    assert codes(refused) == [{3: "margin_too_small", 4: "ballot_not_differential"}[count]]
    assert not NomineeList.objects.exists()
    assert nominees[0].steps.count() == 2


def test_only_who_stands_has_consented_and_is_not_held(office, contest, nominees):
    clerk = office[Role.COMMUNITY_CLERK]
    withdraw_nominee(nominees[0], actor=clerk, reason="退出")
    silent = nominate(office, add_members(office.election, 1), contest, steps=("nominated",))
    hold(office, nominees[1])
    with pytest.raises(RuleViolation) as refused:
        propose(office, [*nominees, *silent])
    assert sorted(codes(refused)) == ["nominee_held", "nominee_no_longer_stands", "nominee_without_consent"]


def test_another_post_only_by_agreement(office, nominees):
    deputy = add_contest(office.election, "deputy", 1, names_at_least=1)
    with pytest.raises(RuleViolation) as refused:
        propose_preliminary(
            office.election, {"committee": nominees[:4], "deputy": nominees[4:]}, actor=office[Role.COMMUNITY_CLERK], minutes=minutes()
        )
    assert codes(refused) == ["nominee_for_other_post", "nominee_for_other_post"]
    for nominee in nominees[4:]:
        nominee.steps.filter(step="consented").update(accepts_other_post=True)
    given = {"committee": nominees[:4], deputy.code: nominees[4:]}
    assert propose_preliminary(office.election, given, actor=office[Role.COMMUNITY_CLERK], minutes=minutes()).version == 1


def test_leaving_the_order_of_the_recommendation_needs_a_reason(office, nominees):
    recommended(office, nominees, 30, 25, 20, 15, 10, 5)
    with pytest.raises(RuleViolation) as refused:
        propose(office, [*nominees[:4], nominees[5]])
    assert codes(refused) == ["more_recommended_left_out"]
    assert figures(refused)["left_out"] == nominees[4].entry.name
    assert propose(office, [*nominees[:4], nominees[5]], reason="班子结构需要").reason == "班子结构需要"


def test_composition_warns_and_asks_for_a_reason():
    office = office_with_election(preset="village", phase=Phase.VETTING)
    contest = add_contest(office.election, seats=3)
    people = add_members(office.election, 4, education="primary", sex="male", born_on=date(1950, 1, 1))
    names = {"committee": nominate(office, people, contest)}
    with pytest.raises(RuleViolation) as refused:
        propose_preliminary(office.election, names, actor=office[Role.COMMUNITY_CLERK], minutes=minutes())
    assert codes(refused) == ["composition_age_at_most_45", "composition_college", "composition_women"]
    propose_preliminary(office.election, names, actor=office[Role.COMMUNITY_CLERK], minutes=minutes(), reason="没有符合条件的人选")


def test_the_minutes_must_carry_and_the_count_must_be_there(office, nominees):
    with pytest.raises(RuleViolation) as refused:
        propose(office, nominees[:5], minutes=minutes(votes_for=2, votes_against=3))
    assert codes(refused) == ["not_carried"]
    MilestoneRecord.objects.filter(kind=Milestone.DIRECTED_COUNT_CERTIFIED).delete()
    with pytest.raises(RuleViolation) as refused:
        propose(office, nominees[:5])
    assert codes(refused) == ["milestone_missing"]


def test_a_reply_made_for_the_list_approves_it(office, nominees):
    approver = office[Role.STREET_APPROVER]
    with pytest.raises(RuleViolation) as refused:
        approve_preliminary(office.election, actor=approver)
    assert codes(refused) == ["list_missing"]
    approve(office, "preliminary")
    office.pass_time(minutes=5)
    listed = propose(office, nominees[:5])
    with pytest.raises(RuleViolation) as refused:
        approve_preliminary(office.election, actor=approver)
    assert codes(refused) == ["approval_missing"]
    approve(office, "preliminary", "文晖街道〔2026〕9号")
    reached = approve_preliminary(office.election, actor=approver)
    assert reached.facts["people"] == 5
    assert reached.facts["reply"]["number"] == "文晖街道〔2026〕9号"
    assert approve_preliminary(office.election, actor=approver) == reached
    assert verbs(office).count("approve_preliminary") == 1
    listed.refresh_from_db()
    assert listed.approved_by == approver
    with pytest.raises(RuleViolation) as refused:
        approve_preliminary(office.election, actor=office[Role.COMMUNITY_CLERK])
    assert codes(refused) == ["role_missing"]


def test_a_request_that_was_sent_on_an_earlier_day_covers_the_list_that_was_typed_before_it(office, nominees):
    sent = election_now(office.election) - timedelta(days=3)
    propose(office, nominees[:5], held_at=sent, late_reason="会议材料后补")
    office.pass_time(minutes=5)
    more = {"submitted_at": sent, "late_reason": "先报纸质件"}
    request = submit_request(office.election, "preliminary", actor=office[Role.COMMUNITY_CLERK], title="请示", **more)
    reply_to_request(request, actor=office[Role.STREET_APPROVER], number="9号", scan=a_scan(office))
    assert approve_preliminary(office.election, actor=office[Role.STREET_APPROVER]).facts["reply"]["number"] == "9号"


def test_a_held_or_withdrawn_name_stops_the_approval(office, nominees):
    propose(office, nominees[:5])
    approve(office, "preliminary")
    hold(office, nominees[0])
    withdraw_nominee(nominees[1], actor=office[Role.COMMUNITY_CLERK], reason="退出")
    with pytest.raises(RuleViolation) as refused:
        approve_preliminary(office.election, actor=office[Role.STREET_APPROVER])
    assert codes(refused) == ["nominee_held", "margin_too_small"]


def test_a_new_proposal_has_to_be_approved_anew(office, nominees):
    first = propose(office, nominees[:5])
    approve(office, "preliminary")
    approve_preliminary(office.election, actor=office[Role.STREET_APPROVER])
    office.pass_time(minutes=5)
    second = propose(office, nominees[1:])
    first.refresh_from_db()
    assert (second.version, first.superseded_at is not None) == (2, True)
    assert not MilestoneRecord.objects.standing().filter(kind=Milestone.PRELIMINARY_APPROVED).exists()
    with pytest.raises(RuleViolation) as refused:
        approve_preliminary(office.election, actor=office[Role.STREET_APPROVER])
    assert codes(refused) == ["approval_missing"]


def test_the_village_approves_only_who_is_vetted():
    office = office_with_election(preset="village", phase=Phase.VETTING)
    contest = add_contest(office.election, seats=3)
    nominees = nominate(office, add_members(office.election, 4, education="college", sex="female", born_on=date(1990, 1, 1)), contest)
    propose_preliminary(office.election, {"committee": nominees}, actor=office[Role.COMMUNITY_CLERK], minutes=minutes())
    approve(office, "preliminary")
    with pytest.raises(RuleViolation) as refused:
        approve_preliminary(office.election, actor=office[Role.STREET_APPROVER])
    assert set(codes(refused)) == {"nominee_not_vetted"}


@pytest.fixture
def candidacy():
    office = office_with_election(phase=Phase.CANDIDACY)
    committee, deputy = add_contest(office.election, seats=3), add_contest(office.election, "deputy", 1, names_at_least=2)
    people = add_members(office.election, 6)
    members = nominate(office, people[:4], committee, TO_VETTED)
    leaders = nominate(office, people[4:], deputy, TO_VETTED)
    return office, a_list(office, "reserve", {committee: members, deputy: leaders}, approved=False)


def test_the_superior_approves_the_reserve_and_orders_the_leaders(candidacy):
    office, listed = candidacy
    approver = office[Role.STREET_APPROVER]
    with pytest.raises(RuleViolation) as refused:
        approve_reserve(office.election, actor=approver)
    assert codes(refused) == ["approval_missing"]
    approve(office, "reserve")
    first, second = names_on(listed)["deputy"]
    for order in ({"deputy": [second]}, {"committee": names_on(listed)["committee"]}):
        with pytest.raises(RuleViolation) as refused:
            approve_reserve(office.election, actor=approver, order=order)
        assert codes(refused) == ["approved_order_not_of_list"]
    reached = approve_reserve(office.election, actor=approver, order={"deputy": [second, first]})
    assert names_on(listed)["deputy"] == [second, first]
    assert reached.facts["names"]["deputy"] == [second.entry_id, first.entry_id]
    assert approve_reserve(office.election, actor=approver) == reached
    assert verbs(office).count("approve_reserve") == 1


def test_the_margin_holds_without_who_withdrew(candidacy):
    office, listed = candidacy
    approve(office, "reserve")
    withdraw_nominee(names_on(listed)["committee"][0], actor=office[Role.COMMUNITY_CLERK], reason="退出")
    with pytest.raises(RuleViolation) as refused:
        approve_reserve(office.election, actor=office[Role.STREET_APPROVER])
    assert codes(refused) == ["margin_too_small"]


def test_a_list_approved_on_paper_is_entered_where_the_election_begins_late():
    office = office_with_election(phase=Phase.CANDIDACY)
    add_contest(office.election, seats=3)
    people = add_members(office.election, 4)
    officer, scan = office[Role.STREET_OFFICER], a_scan(office)

    def enter(**more):
        given = {"names": {"committee": people}, "reason": "6月已线下办理"} | more
        return enter_list_late(office.election, "reserve", given["names"], actor=officer, reason=given["reason"], scan=scan)

    with pytest.raises(RuleViolation) as refused:
        enter(reason=" ")
    assert codes(refused) == ["list_not_on_paper", "reason_missing"]
    MilestoneRecord.objects.filter(kind=Milestone.RESERVE_APPROVED).delete()
    reach_milestone(office.election, Milestone.RESERVE_APPROVED, officer)
    on_paper = [Milestone.COMMITTEE_BALLOT_CERTIFIED, Milestone.RESERVE_APPROVED]
    MilestoneRecord.objects.filter(kind__in=on_paper).update(offline=True)
    with pytest.raises(RuleViolation) as refused:
        enter(names={"committee": people[:3], "mayor": []})
    assert codes(refused) == ["contest_of_another_election"]
    with pytest.raises(RuleViolation) as refused:
        enter(names={"committee": people[:3]})
    assert codes(refused) == ["margin_too_small"]
    listed = enter()
    assert (listed.offline, listed.approved_by) == (True, officer)
    assert enter() == listed
    assert verbs(office).count("enter_list_late") == 1
    assert [nominee.entry.name for nominee in names_on(standing_list(office.election, "reserve"))["committee"]]


def test_a_list_of_no_kind_is_refused(candidacy):
    office, _listed = candidacy
    with pytest.raises(RuleViolation) as refused:
        enter_list_late(office.election, "banner", {}, actor=office[Role.STREET_OFFICER], reason="补录", scan=a_scan(office))
    assert codes(refused) == ["kind_unknown"]


def test_a_list_made_here_is_not_entered_from_paper(candidacy):
    office, _listed = candidacy
    with pytest.raises(RuleViolation) as refused:
        enter_list_late(office.election, "reserve", {}, actor=office[Role.STREET_OFFICER], reason="补录", scan=a_scan(office))
    assert codes(refused) == ["list_made_here"]
