import json
from dataclasses import replace

import pytest

from elections.models import AuditEvent, MilestoneRecord
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.queries.readiness import issues_before
from elections.rules.acts import Milestone
from elections.rules.issues import RuleViolation
from elections.rules.phases import Phase
from nominations.models import NomineeList, SlipCount
from nominations.queries.committee_ballot import open_posts, standing_figures
from nominations.queries.lists import names_on, standing_list
from nominations.queries.slips import contests_on
from nominations.rules.slips import BatchFigures, chosen
from nominations.services.committee_ballot import (
    certify_committee_ballot,
    enter_committee_tally,
    open_committee_ballot,
    set_committee_tally_aside,
    settle_committee_tally,
)
from nominations.services.nominees import withdraw_nominee
from nominations.services.recommendation import enter_recommendation_tally
from tests.factories.hall import codes
from tests.factories.nominations import TO_VETTED, a_list, hold, minutes, nominate, verbs
from tests.factories.office import add_contest, add_members, office_with_election

pytestmark = pytest.mark.django_db
DUE, PRESENT = 9, 9


@pytest.fixture
def office():
    office = office_with_election(phase=Phase.COMMITTEE_BALLOT)
    MilestoneRecord.objects.filter(kind=Milestone.COMMITTEE_BALLOT_CERTIFIED).delete()
    return office


@pytest.fixture
def nominees(office):
    """Six for a committee of three seats, so four places; two for one deputy."""
    committee, deputy = add_contest(office.election, seats=3), add_contest(office.election, "deputy", 1, names_at_least=1)
    people = add_members(office.election, 8)
    members = nominate(office, people[:6], committee, TO_VETTED)
    leaders = nominate(office, people[6:], deputy, TO_VETTED)
    a_list(office, "preliminary", {committee: members, deputy: leaders})
    return members, leaders


def open_ballot(office, due=DUE, present=PRESENT):
    return open_committee_ballot(office.election, actor=office[Role.STREET_OFFICER], due=due, present=present)


def figures(count, votes):
    """Full committee votes; whoever is not given has none."""
    totals = [
        chosen(contest, valid=PRESENT, void=0, votes={name: votes.get(name, 0) for name in contest.candidates})
        for contest in contests_on(count)
    ]
    return BatchFigures(PRESENT, PRESENT, tuple(totals))


def vote(office, count, votes):
    typed = figures(count, votes)
    enter_committee_tally(count, actor=office[Role.STREET_OFFICER], figures=typed)
    enter_committee_tally(count, actor=office[Role.STREET_APPROVER], figures=typed)
    return certify(office, count)


def certify(office, count, **more):
    taken = minutes(body="street_committee", matter="差额票决", due=DUE, present=PRESENT, votes_for=PRESENT)
    return certify_committee_ballot(count, actor=office[Role.STREET_OFFICER], **({"minutes": taken} | more))


def name(nominee):
    return nominee.entry.name


def usual(members, leaders):
    return dict(zip(map(name, members), (9, 8, 7, 6, 3, 3), strict=True)) | {name(leaders[0]): 6, name(leaders[1]): 3}


def test_the_committee_chooses_and_the_reserve_is_fixed(office, nominees):
    members, leaders = nominees
    count = open_ballot(office)
    assert [(contest["code"], contest["seats"], len(contest["candidates"])) for contest in count.contests] == [
        ("committee", 4, 6),
        ("deputy", 1, 2),
    ]
    assert open_ballot(office) == count
    certified = vote(office, count, usual(members, leaders))
    assert certified.decision.body == "street_committee"
    assert certified.decision.manner == "secret_ballot"
    reserve = standing_list(office.election, "reserve")
    assert {nominee.pk for nominee in names_on(reserve)["committee"]} == {nominee.pk for nominee in members[:4]}
    assert names_on(reserve)["deputy"] == [leaders[0]]
    facts = MilestoneRecord.objects.standing().get(kind=Milestone.COMMITTEE_BALLOT_CERTIFIED).facts
    assert facts["people"] == 5
    assert facts["ballots"][0]["contests"]["deputy"]["marks"][name(leaders[0])] == [6, 0, 3]
    assert [members[0].steps.last().step, members[5].steps.last().step] == ["reserve", "not_chosen"]
    assert certify(office, count) == certified
    assert verbs(office).count("certify_committee_ballot") == 1
    told = [json.loads(raw).get("figures") for raw in AuditEvent.objects.filter(verb__contains="committee_").values_list("raw", flat=True)]
    assert not any(figures and figures.keys() & {"due", "present", "names", "chosen", "left"} for figures in told)


def test_half_of_those_due_is_not_enough_and_a_further_ballot_fills_the_place(office, nominees):
    members, leaders = nominees
    count = open_ballot(office)
    certified = vote(office, count, usual(members, leaders) | {name(members[3]): 4})
    assert certified.result["contests"]["committee"]["next"] == "further"
    assert not MilestoneRecord.objects.standing().filter(kind=Milestone.COMMITTEE_BALLOT_CERTIFIED).exists()
    assert not NomineeList.objects.filter(kind="reserve").exists()
    again = open_ballot(office)
    assert [(contest["code"], contest["kind"], contest["seats"], len(contest["candidates"])) for contest in again.contests] == [
        ("committee", "further", 1, 3)
    ]
    vote(office, again, {name(members[4]): 8})
    chosen = {nominee.pk for nominee in names_on(standing_list(office.election, "reserve"))["committee"]}
    assert chosen == {nominee.pk for nominee in [*members[:3], members[4]]}
    with pytest.raises(RuleViolation) as refused:
        open_ballot(office)
    assert codes(refused) == ["committee_ballot_settled"]


def test_a_tie_is_voted_on_again_among_the_tied_only(office, nominees):
    members, leaders = nominees
    tied = {name(members[2]): 6, name(members[4]): 6, name(members[5]): 1}
    certified = vote(office, open_ballot(office), usual(members, leaders) | tied)
    assert len(certified.result["contests"]["committee"]["tied"]) == 3
    again = open_ballot(office)
    assert [(contest["kind"], contest["seats"], len(contest["candidates"])) for contest in again.contests] == [("runoff", 2, 3)]
    vote(office, again, {name(members[2]): 4, name(members[4]): 3, name(members[3]): 2})
    chosen = {nominee.pk for nominee in names_on(standing_list(office.election, "reserve"))["committee"]}
    assert chosen == {nominee.pk for nominee in [*members[:3], members[4]]}


def test_with_more_papers_back_than_handed_out_nobody_is_chosen_and_the_same_ballot_is_held_again(office, nominees):
    members, leaders = nominees
    count = open_ballot(office)
    typed = replace(figures(count, usual(members, leaders)), issued=PRESENT - 1)
    enter_committee_tally(count, actor=office[Role.STREET_OFFICER], figures=typed)
    enter_committee_tally(count, actor=office[Role.STREET_APPROVER], figures=typed)
    done = certify(office, count)
    assert {code: (found["chosen"], found["next"]) for code, found in done.result["contests"].items()} == {
        "committee": ([], "repeat"),
        "deputy": ([], "repeat"),
    }
    assert not MilestoneRecord.objects.standing().filter(kind=Milestone.COMMITTEE_BALLOT_CERTIFIED).exists()
    again = open_ballot(office)
    assert [(contest["kind"], len(contest["candidates"])) for contest in again.contests] == [("first", 6), ("first", 2)]
    vote(office, again, usual(members, leaders))
    assert MilestoneRecord.objects.standing().filter(kind=Milestone.COMMITTEE_BALLOT_CERTIFIED).exists()


def test_a_run_off_that_is_not_valid_is_held_again_as_a_run_off(office, nominees):
    members, leaders = nominees
    tie = usual(members, leaders) | {name(members[4]): 6, name(members[5]): 0}
    vote(office, open_ballot(office), tie)
    run_off = open_ballot(office)
    typed = replace(figures(run_off, {name(members[3]): 5, name(members[4]): 4}), issued=PRESENT - 1)
    for role in (Role.STREET_OFFICER, Role.STREET_APPROVER):
        enter_committee_tally(run_off, actor=office[role], figures=typed)
    certify(office, run_off)
    again = open_ballot(office)
    assert [(contest["kind"], len(contest["candidates"])) for contest in again.contests] == [("runoff", 2)]


def test_a_withdrawal_after_the_ballot_opens_the_place_again(office, nominees):
    members, leaders = nominees
    vote(office, open_ballot(office), usual(members, leaders))
    withdraw_nominee(members[0], actor=office[Role.COMMUNITY_CLERK], reason="退出")
    assert [(post.contest.code, post.places, post.kind) for post in open_posts(office.election)] == [("committee", 1, "further")]
    again = open_ballot(office)
    assert not MilestoneRecord.objects.standing().filter(kind=Milestone.COMMITTEE_BALLOT_CERTIFIED).exists()
    vote(office, again, {name(members[4]): 9})
    reserve = standing_list(office.election, "reserve")
    assert reserve.version == 2
    assert {nominee.pk for nominee in names_on(reserve)["committee"]} == {nominee.pk for nominee in members[1:5]}


def test_who_is_held_is_not_voted_on(office, nominees):
    members, leaders = nominees
    hold(office, members[0])
    count = open_ballot(office)
    assert members[0].pk not in [candidate["nominee"] for candidate in count.contests[0]["candidates"]]
    vote(office, count, dict.fromkeys(map(name, members[1:5]), 9) | {name(leaders[0]): 9})
    assert standing_list(office.election, "reserve") is not None
    assert [nominee.steps.last().step for nominee in (members[0], members[5])] == ["vetting_passed", "not_chosen"]


def test_a_post_whose_names_have_all_left_holds_the_next_step(office, nominees):
    members, leaders = nominees
    assert "preliminary_post_empty" not in before(office, Phase.COMMITTEE_BALLOT)
    vote(office, open_ballot(office), usual(members, leaders))
    assert "reserve_post_empty" not in before(office, Phase.CANDIDACY)
    objection = hold(office, leaders[0])
    [issue] = [issue for issue in issues_before(office.election, Phase.CANDIDACY, objection.received_at) if "post_empty" in issue.code]
    assert (issue.code, issue.params) == ("reserve_post_empty", {"post": "deputy", "names": name(leaders[0])})
    hold(office, leaders[1])
    assert "preliminary_post_empty" in before(office, Phase.COMMITTEE_BALLOT)
    assert not any("post_empty" in code for code in before(office, Phase.MEETING)), "the slate says who stands"


def before(office, phase):
    return [issue.code for issue in issues_before(office.election, phase, election_now(office.election))]


def test_two_thirds_must_be_present_and_names_must_suffice(office, nominees):
    members, leaders = nominees
    with pytest.raises(RuleViolation) as refused:
        open_ballot(office, due=9, present=5)
    assert codes(refused) == ["committee_not_enough_present"]
    for nominee in members[:2]:
        withdraw_nominee(nominee, actor=office[Role.COMMUNITY_CLERK], reason="退出")
    withdraw_nominee(leaders[0], actor=office[Role.COMMUNITY_CLERK], reason="退出")
    with pytest.raises(RuleViolation) as refused:
        open_ballot(office)
    assert codes(refused) == ["ballot_not_differential"]
    withdraw_nominee(members[2], actor=office[Role.COMMUNITY_CLERK], reason="退出")
    with pytest.raises(RuleViolation) as refused:
        open_ballot(office)
    assert codes(refused) == ["fewer_names_than_places"]
    assert not SlipCount.objects.exists()


def test_too_few_left_for_a_further_ballot(office, nominees):
    members, leaders = nominees
    vote(office, open_ballot(office), usual(members, leaders) | {name(members[3]): 4})
    for nominee in members[3:]:
        withdraw_nominee(nominee, actor=office[Role.COMMUNITY_CLERK], reason="退出")
    with pytest.raises(RuleViolation) as refused:
        open_ballot(office)
    assert codes(refused) == ["fewer_names_than_places"]


def test_a_list_must_stand_approved():
    office = office_with_election(phase=Phase.COMMITTEE_BALLOT)
    with pytest.raises(RuleViolation) as refused:
        open_ballot(office)
    assert codes(refused) == ["list_missing"]


def test_a_third_person_settles(office, nominees):
    members, leaders = nominees
    count = open_ballot(office)
    right, wrong = figures(count, usual(members, leaders)), figures(count, usual(members, leaders) | {name(members[0]): 8})
    entry = enter_committee_tally(count, actor=office[Role.STREET_OFFICER], figures=right)
    assert enter_committee_tally(count, actor=office[Role.STREET_OFFICER], figures=right) == entry
    with pytest.raises(RuleViolation) as refused:
        certify(office, count)
    assert codes(refused) == ["slip_batch_entered_once"]
    enter_committee_tally(count, actor=office[Role.STREET_APPROVER], figures=wrong)
    third = office.account(Role.STREET_OFFICER, "third")
    settled = settle_committee_tally(entry.batch, actor=third, figures=right, remark="复核")
    assert settle_committee_tally(entry.batch, actor=third, figures=right) == settled
    assert verbs(office).count("settle_committee_tally") == 1
    assert certify(office, count).result["contests"]["committee"]["marks"][name(members[0])][0] == 9


def test_what_two_typed_wrongly_is_set_aside_by_a_third_and_typed_anew(office, nominees):
    count = open_ballot(office)
    officer, approver = office[Role.STREET_OFFICER], office[Role.STREET_APPROVER]
    right = figures(count, usual(*nominees))
    wrong = figures(count, usual(*nominees) | {name(nominees[0][0]): 1})
    for typist in (officer, approver):
        enter_committee_tally(count, actor=typist, figures=wrong)
    batch = count.batches.get()
    for typist, reason, code in (
        (officer, "录错", "slip_batch_set_aside_by_typist"),
        (office.account(Role.STREET_OFFICER, "third"), " ", "reason_missing"),
        (office[Role.COMMUNITY_SECRETARY], "录错", "role_missing"),
    ):
        with pytest.raises(RuleViolation) as refused:
            set_committee_tally_aside(batch, actor=typist, reason=reason)
        assert codes(refused) == [code]
    third = office.account(Role.STREET_OFFICER, "third-person")
    for _again in range(2):
        assert set_committee_tally_aside(batch, actor=third, reason="两人看错行").set_aside_reason == "两人看错行"
    assert verbs(office).count("set_committee_tally_aside") == 1
    with pytest.raises(RuleViolation) as refused:
        certify(office, count)
    assert codes(refused) == ["no_slips_entered"]
    for typist in (officer, approver):
        for _again in range(2):
            enter_committee_tally(count, actor=typist, figures=right)
    certified = certify(office, count)
    assert certified.result["contests"]["committee"]["marks"][name(nominees[0][0])][0] == 9
    assert standing_figures(SlipCount.objects.prefetch_related("batches__entries").get()) == right
    with pytest.raises(RuleViolation) as refused:
        set_committee_tally_aside(count.batches.standing().get(), actor=third, reason="晚了")
    assert codes(refused) == ["count_certified"]


def test_the_minutes_say_the_same_as_the_ballot(office, nominees):
    count = open_ballot(office)
    typed = figures(count, usual(*nominees))
    enter_committee_tally(count, actor=office[Role.STREET_OFFICER], figures=typed)
    enter_committee_tally(count, actor=office[Role.STREET_APPROVER], figures=typed)
    with pytest.raises(RuleViolation) as refused:
        certify(office, count, minutes=minutes(due=9, present=8, votes_for=8))
    assert codes(refused) == ["minutes_differ_from_ballot"]


def test_the_community_does_not_type_the_streets_ballot(office, nominees):
    count = open_ballot(office)
    with pytest.raises(RuleViolation) as refused:
        enter_committee_tally(count, actor=office[Role.COMMUNITY_CLERK], figures=figures(count, {}))
    assert codes(refused) == ["role_missing"]
    elsewhere = office_with_election(phase=Phase.DIRECTED_RECOMMENDATION, code="other")
    with pytest.raises(RuleViolation) as refused:
        open_ballot(elsewhere)
    assert codes(refused) == ["act_out_of_phase"]
    with pytest.raises(RuleViolation) as refused:
        enter_recommendation_tally(count, actor=office[Role.COMMUNITY_CLERK], category="committee", place="", figures=figures(count, {}))
    assert codes(refused) == ["act_out_of_phase"]
