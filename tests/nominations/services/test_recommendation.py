import pytest

from elections.models import Election, MilestoneRecord
from elections.permissions import Role
from elections.rules.acts import Milestone
from elections.rules.issues import RuleViolation
from elections.rules.phases import Phase
from nominations.models import SlipBatch, SlipCount, SlipEntry
from nominations.queries.recommendation import next_for, slips_by_category, votes_for
from nominations.queries.slips import differences_of
from nominations.services.nominees import withdraw_nominee
from nominations.services.recommendation import (
    certify_directed_count,
    certify_trust_vote,
    enter_recommendation_tally,
    open_directed_round,
    open_trust_vote,
    set_slips_aside,
    settle_recommendation_tally,
)
from nominations.services.remedies import remedy_shortage
from tests.factories.hall import approve, codes, figures
from tests.factories.nominations import a_list, nominate, slips, verbs
from tests.factories.office import add_contest, add_members, office_with_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return office_with_election(phase=Phase.DIRECTED_RECOMMENDATION)


@pytest.fixture
def contest(office):
    return add_contest(office.election, seats=2)


@pytest.fixture
def nominees(office, contest):
    add_members(office.election, 12, membership="none", full_member_on=None, capacities=["delegate", "building_head"])
    return nominate(office, add_members(office.election, 30)[:4], contest)


@pytest.fixture
def count(office, nominees):
    return open_directed_round(office.election, actor=office[Role.COMMUNITY_CLERK])


def names(nominees):
    return [nominee.entry.name for nominee in nominees]


def votes(nominees, *numbers):
    return {"committee": dict(zip(names(nominees), numbers, strict=False))}


def enter(office, count, figures, *, role=Role.COMMUNITY_CLERK, category="member", place="一号会场"):
    return enter_recommendation_tally(count, actor=office[role], category=category, place=place, figures=figures)


def enter_twice(office, count, figures, **more):
    enter(office, count, figures, **more)
    return enter(office, count, figures, role=Role.COMMUNITY_SECRETARY, **more).batch


def test_the_slip_and_the_electorate_are_frozen(office, count, nominees):
    assert count.people == {"member": 30, "building_head": 12} == slips_by_category(office.election)
    assert [candidate["nominee"] for candidate in count.contests[0]["candidates"]] == [
        nominee.pk for nominee in sorted(nominees, key=lambda nominee: names(nominees).index(nominee.entry.name))
    ]
    assert open_directed_round(office.election, actor=office[Role.COMMUNITY_CLERK]) == count
    assert verbs(office).count("open_directed_round") == 1


def test_nobody_to_recommend(office, contest):
    nominate(office, add_members(office.election, 2), contest, steps=("nominated",))
    with pytest.raises(RuleViolation) as refused:
        open_directed_round(office.election, actor=office[Role.COMMUNITY_CLERK])
    assert codes(refused) == ["nobody_to_recommend"]


def test_two_people_enter_and_the_result_stands_by_category(office, count, nominees):
    enter_twice(office, count, slips(count, votes(nominees, 20, 15, 10, 5), issued=28, returned=26))
    enter_twice(office, count, slips(count, votes(nominees, 2, 8, 4, 4), issued=12, returned=10), category="building_head", place="")
    reached = certify_directed_count(count, actor=office[Role.COMMUNITY_CLERK])
    facts = reached.facts
    assert (facts["issued"], facts["returned"]) == (40, 36)
    assert facts["slips"] == {"member": {"issued": 28, "returned": 26}, "building_head": {"issued": 12, "returned": 10}}
    first, second = names(nominees)[:2]
    assert facts["contests"]["committee"]["votes"][first] == 22
    assert facts["contests"]["committee"]["by_category"]["building_head"][second] == 8
    assert certify_directed_count(count, actor=office[Role.COMMUNITY_CLERK]) == reached
    assert verbs(office).count("certify_directed_count") == 1
    contest = nominees[0].nominations.get().contest
    assert votes_for(contest)[nominees[1].pk] == 23
    assert next_for(contest, {nominees[1].pk}) == nominees[0]
    withdraw_nominee(nominees[0], actor=office[Role.COMMUNITY_CLERK], reason="退出")
    assert next_for(contest, {nominees[1].pk}) == nominees[2]


def test_a_small_category_is_shown_with_another(office, count, nominees):
    enter_twice(office, count, slips(count, votes(nominees, 20), issued=28, returned=26))
    enter_twice(office, count, slips(count, votes(nominees, 2), issued=9), category="building_head", place="")
    facts = certify_directed_count(count, actor=office[Role.COMMUNITY_CLERK]).facts
    assert facts["slips"] == {"merged": {"issued": 37, "returned": 35}}
    assert facts["categories"] == {"merged": ["member", "building_head"]}


def test_a_difference_is_settled_by_a_third_person(office, count, nominees):
    right, wrong = slips(count, votes(nominees, 20), issued=28), slips(count, votes(nominees, 21), issued=28)
    batch = enter(office, count, right).batch
    with pytest.raises(RuleViolation) as refused:
        certify_directed_count(count, actor=office[Role.COMMUNITY_CLERK])
    assert codes(refused) == ["slip_batch_entered_once"]
    enter(office, count, wrong, role=Role.COMMUNITY_SECRETARY)
    assert [difference.difference.figure for difference in differences_of(batch)] == ["in_favour", "abstain"]
    with pytest.raises(RuleViolation) as refused:
        certify_directed_count(count, actor=office[Role.COMMUNITY_CLERK])
    assert codes(refused) == ["slip_batch_differs"]
    with pytest.raises(RuleViolation) as refused:
        settle_recommendation_tally(batch, actor=office[Role.COMMUNITY_CLERK], figures=right)
    assert codes(refused) == ["slip_entry_by_same_person"]
    officer = office[Role.STREET_OFFICER]
    settled = settle_recommendation_tally(batch, actor=officer, figures=right, remark="重新清点")
    assert settle_recommendation_tally(batch, actor=officer, figures=right) == settled
    assert verbs(office).count("settle_recommendation_tally") == 1
    assert certify_directed_count(count, actor=officer).facts["contests"]["committee"]["votes"][names(nominees)[0]] == 20
    assert SlipEntry.objects.count() == 3
    with pytest.raises(RuleViolation) as refused:
        settle_recommendation_tally(batch, actor=officer, figures=wrong)
    assert codes(refused) == ["count_certified"]


def test_the_same_person_does_not_enter_twice_and_a_third_entry_is_refused(office, count, nominees):
    right, wrong = slips(count, votes(nominees, 20), issued=28), slips(count, votes(nominees, 21), issued=28)
    first = enter(office, count, right)
    assert enter(office, count, right) == first
    assert verbs(office).count("enter_recommendation_tally") == 1
    with pytest.raises(RuleViolation) as refused:
        enter(office, count, wrong)
    assert codes(refused) == ["slip_entry_by_same_person"]
    enter(office, count, right, role=Role.COMMUNITY_SECRETARY)
    with pytest.raises(RuleViolation) as refused:
        enter(office, count, right, role=Role.STREET_OFFICER)
    assert codes(refused) == ["slip_batch_entered_twice"]
    with pytest.raises(RuleViolation) as refused:
        settle_recommendation_tally(first.batch, actor=office[Role.STREET_OFFICER], figures=wrong)
    assert codes(refused) == ["nothing_to_settle"]


@pytest.mark.parametrize(
    ("category", "issued", "returned", "given", "code"),
    [
        ("member", 31, 31, 1, "slips_over_people"),
        ("delegate", 1, 1, 1, "category_without_people"),
        ("member", 20, 21, 1, "slips_returned_over_issued"),
        ("member", 20, 20, 21, "marks_over_valid"),
    ],
)
def test_figures_that_cannot_be_are_refused_and_nothing_is_kept(office, count, nominees, category, issued, returned, given, code):
    with pytest.raises(RuleViolation) as refused:
        enter(office, count, slips(count, votes(nominees, given), issued=issued, returned=returned), category=category)
    assert code in codes(refused)
    assert not SlipBatch.objects.exists()


def test_batches_of_a_category_together_stay_within_its_people(office, count, nominees):
    enter(office, count, slips(count, {}, issued=20), place="一号会场")
    with pytest.raises(RuleViolation) as refused:
        enter(office, count, slips(count, {}, issued=11), place="二号会场")
    assert codes(refused) == ["slips_over_people_in_batches"]
    assert figures(refused) == {"category": "member", "people": 30, "issued": 11, "before": 20, "sum": 31}


def test_a_second_batch_while_one_waits_is_asked_about_and_may_be_one(office, count, nominees):
    first = enter(office, count, slips(count, {}, issued=12), place="一号会场")
    secretary = {"actor": office[Role.COMMUNITY_SECRETARY], "figures": slips(count, {}, issued=12), "place": "1号会场"}
    with pytest.raises(RuleViolation) as refused:
        enter_recommendation_tally(count, category="member", **secretary)
    assert codes(refused) == ["slip_batch_waits"]
    assert figures(refused) == {"category": "member", "waiting": "“一号会场”"}
    assert SlipBatch.objects.get() == first.batch
    other = enter_recommendation_tally(count, category="building_head", **secretary | {"figures": slips(count, {}, issued=2)})
    assert other.batch != first.batch, "a batch of another category waits for nobody here"
    enter(office, count, slips(count, {}, issued=3), place="二号会场")
    made = enter_recommendation_tally(count, category="member", another=True, **secretary)
    assert (made.turn, made.batch.place) == (SlipEntry.Turn.FIRST, "1号会场")


class TestSettingAside:
    """28 slips of members, typed as those of the building heads' place by mistake."""

    @pytest.fixture
    def figures_typed(self, count, nominees):
        return slips(count, votes(nominees, 20, 15), issued=28)

    def test_it_counts_no_more_and_its_place_is_free(self, office, count, nominees, figures_typed):
        wrong = enter_twice(office, count, figures_typed, place="二号会场")
        aside = set_slips_aside(wrong, actor=office[Role.STREET_OFFICER], reason=" 会场录错 ")
        assert (aside.set_aside_by, aside.set_aside_reason) == (office[Role.STREET_OFFICER], "会场录错")
        assert set_slips_aside(wrong, actor=office[Role.STREET_OFFICER], reason="又一次") == aside
        assert verbs(office).count("set_slips_aside") == 1
        assert aside.entries.count() == 2
        with pytest.raises(RuleViolation) as refused:
            certify_directed_count(count, actor=office[Role.COMMUNITY_CLERK])
        assert codes(refused) == ["no_slips_entered"]
        again = enter_twice(office, count, slips(count, votes(nominees, 19, 14), issued=27), place="二号会场")
        assert again != aside
        assert enter(office, count, slips(count, votes(nominees, 19, 14), issued=27), place="二号会场").batch == again
        facts = certify_directed_count(count, actor=office[Role.COMMUNITY_CLERK]).facts
        assert facts["issued"] == 27
        assert facts["contests"]["committee"]["votes"][names(nominees)[0]] == 19

    def test_who_typed_it_alone_sets_it_aside(self, office, count, figures_typed):
        alone = enter(office, count, figures_typed).batch
        set_slips_aside(alone, actor=office[Role.COMMUNITY_CLERK], reason="类别录错")
        assert enter(office, count, figures_typed).batch != alone

    def test_what_two_have_typed_is_set_aside_by_a_third(self, office, count, figures_typed):
        batch = enter_twice(office, count, figures_typed)
        for role in (Role.COMMUNITY_CLERK, Role.COMMUNITY_SECRETARY):
            with pytest.raises(RuleViolation) as refused:
                set_slips_aside(batch, actor=office[role], reason="类别录错")
            assert codes(refused) == ["slip_batch_set_aside_by_typist"]
        assert set_slips_aside(batch, actor=office[Role.STREET_OFFICER], reason="类别录错").set_aside_at is not None

    def test_who_settled_it_may_also_set_it_aside(self, office, count, nominees, figures_typed):
        batch = enter(office, count, figures_typed).batch
        enter(office, count, slips(count, votes(nominees, 21, 15), issued=28), role=Role.COMMUNITY_SECRETARY)
        settle_recommendation_tally(batch, actor=office[Role.STREET_OFFICER], figures=figures_typed)
        assert set_slips_aside(batch, actor=office[Role.STREET_OFFICER], reason="类别录错").set_aside_at is not None

    def test_what_is_set_aside_is_not_settled(self, office, count, nominees, figures_typed):
        batch = enter(office, count, figures_typed).batch
        enter(office, count, slips(count, votes(nominees, 21, 15), issued=28), role=Role.COMMUNITY_SECRETARY)
        set_slips_aside(batch, actor=office[Role.STREET_OFFICER], reason="类别录错")
        with pytest.raises(RuleViolation) as refused:
            settle_recommendation_tally(batch, actor=office[Role.STREET_OFFICER], figures=figures_typed)
        assert codes(refused) == ["slip_batch_set_aside"]

    def test_a_reason_a_role_and_a_count_that_is_open(self, office, count, figures_typed):
        batch = enter_twice(office, count, figures_typed)
        with pytest.raises(RuleViolation) as refused:
            set_slips_aside(batch, actor=office[Role.STREET_OFFICER], reason=" ")
        assert codes(refused) == ["reason_missing"]
        with pytest.raises(RuleViolation) as refused:
            set_slips_aside(batch, actor=office[Role.STREET_APPROVER], reason="x")
        assert codes(refused) == ["role_missing"]
        certify_directed_count(count, actor=office[Role.COMMUNITY_CLERK])
        with pytest.raises(RuleViolation) as refused:
            set_slips_aside(batch, actor=office[Role.STREET_OFFICER], reason="类别录错")
        assert codes(refused) == ["count_certified"]


def test_an_empty_count_is_not_certified(office, count):
    with pytest.raises(RuleViolation) as refused:
        certify_directed_count(count, actor=office[Role.COMMUNITY_CLERK])
    assert codes(refused) == ["no_slips_entered"]
    assert not MilestoneRecord.objects.standing().filter(kind=Milestone.DIRECTED_COUNT_CERTIFIED).exists()


def test_a_second_round_needs_the_reply(office, count, nominees):
    enter_twice(office, count, slips(count, votes(nominees, 20), issued=28))
    certify_directed_count(count, actor=office[Role.COMMUNITY_CLERK])
    with pytest.raises(RuleViolation) as refused:
        open_directed_round(office.election, actor=office[Role.COMMUNITY_CLERK])
    assert codes(refused) == ["remedy_missing"]
    approve(office, "too_few_nominees")
    remedy = remedy_shortage(office.election, actor=office[Role.COMMUNITY_CLERK], kind="second_round")
    assert open_directed_round(office.election, actor=office[Role.COMMUNITY_CLERK], remedy=remedy).number == 2
    assert not MilestoneRecord.objects.standing().filter(kind=Milestone.DIRECTED_COUNT_CERTIFIED).exists()


def test_members_and_residents_trust_apart(office, nominees):
    clerk = office[Role.COMMUNITY_CLERK]
    count = open_trust_vote(office.election, actor=clerk)
    assert open_trust_vote(office.election, actor=clerk) == count
    assert count.people == {"member": 30, "resident": None}
    enter_twice(office, count, slips(count, {"trust": {names(nominees)[0]: 25}}, issued=30))
    enter_twice(office, count, slips(count, {"trust": {names(nominees)[0]: 8}}, issued=10), category="resident", place="")
    with pytest.raises(RuleViolation) as refused:
        certify_directed_count(count, actor=clerk)
    assert codes(refused) == ["slip_of_another_count"]
    found = certify_trust_vote(count, actor=clerk)
    by_category = found.result["contests"]["trust"]["by_category"]
    assert (by_category["member"][names(nominees)[0]], by_category["resident"][names(nominees)[0]]) == (25, 8)
    assert certify_trust_vote(count, actor=clerk) == found
    assert verbs(office).count("certify_trust_vote") == 1


def test_trust_is_asked_for_while_the_list_is_vetted_too(office, contest, nominees):
    a_list(office, "preliminary", {contest: nominees[:3]})
    Election.objects.filter(pk=office.election.pk).update(phase=Phase.VETTING)
    count = open_trust_vote(office.election, actor=office[Role.COMMUNITY_CLERK])
    (asked,) = count.contests
    assert {row["name"] for row in asked["candidates"]} == set(names(nominees[:3]))
    batch = enter_twice(office, count, slips(count, {"trust": {names(nominees)[0]: 25}}, issued=30))
    set_slips_aside(batch, actor=office.account(Role.COMMUNITY_CLERK, "third"), reason="类别录错")
    enter_twice(office, count, slips(count, {"trust": {names(nominees)[0]: 25}}, issued=30))
    assert certify_trust_vote(count, actor=office[Role.COMMUNITY_CLERK]).certified_at is not None


def test_trust_of_fewer_than_ten_residents_is_not_shown_apart(office, nominees):
    clerk = office[Role.COMMUNITY_CLERK]
    count = open_trust_vote(office.election, actor=clerk)
    enter_twice(office, count, slips(count, {"trust": {names(nominees)[0]: 25}}, issued=30))
    enter_twice(office, count, slips(count, {"trust": {names(nominees)[0]: 3}}, issued=9), category="resident", place="")
    result = certify_trust_vote(count, actor=clerk).result
    assert result["categories"] == {"merged": ["member", "resident"]}
    assert result["slips"] == {"merged": {"issued": 39, "returned": 39}}
    assert result["contests"]["trust"]["by_category"]["merged"][names(nominees)[0]] == 28


def test_figures_of_another_count_phase_and_role(office, count, nominees):
    trust = open_trust_vote(office.election, actor=office[Role.COMMUNITY_CLERK])
    with pytest.raises(RuleViolation) as refused:
        enter(office, count, slips(trust, {}, issued=5))
    assert codes(refused) == ["slip_of_another_count"]
    with pytest.raises(RuleViolation) as refused:
        certify_trust_vote(count, actor=office[Role.COMMUNITY_CLERK])
    assert codes(refused) == ["slip_of_another_count"]
    with pytest.raises(RuleViolation) as refused:
        enter(office, count, slips(count, {}, issued=5), role=Role.OBSERVER)
    assert codes(refused) == ["role_missing"]
    elsewhere = office_with_election(phase=Phase.VETTING, code="other")
    with pytest.raises(RuleViolation) as refused:
        open_directed_round(elsewhere.election, actor=elsewhere[Role.COMMUNITY_CLERK])
    assert codes(refused) == ["act_out_of_phase"]
    assert SlipCount.objects.count() == 2
