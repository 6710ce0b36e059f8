from datetime import timedelta

import pytest

from elections.models import AuditEvent, Contest, MilestoneRecord, Organisation, PostsPlan, Reply, Request, StoredFile
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.queries.plan import plan_state
from elections.queries.requests import asking
from elections.rules.acts import Milestone
from elections.rules.contests import Posts
from elections.rules.issues import RuleViolation
from elections.rules.rule_set import CompositionTarget
from elections.services.audit import chain_of
from elections.services.contests import adopt_plan, set_posts
from elections.services.requests import attach_reply_scan, reply_to_request, submit_request
from tests.factories.office import Office, add_members, office_with_election

pytestmark = pytest.mark.django_db
THREE_OF_FIVE = Posts(size=5, deputies=1)


def events(office: Office) -> int:
    return AuditEvent.objects.filter(chain=chain_of(office.street, office.election)).count()


def codes(refused: pytest.ExceptionInfo[RuleViolation]) -> list[str]:
    return [issue.code for issue in refused.value.issues]


def a_scan(office: Office) -> StoredFile:
    return StoredFile.objects.create(
        office=office.street,
        election=office.election,
        sha256="0" * 64,
        size=1,
        media_type="image/png",
        name="批复.png",
        stored_at=office.election.opened_at,
    )


def approve(office: Office, kind: str = Request.Kind.PLAN, *, number: str = "文晖街道〔2026〕1号", scan: bool = True) -> Reply:
    request = submit_request(office.election, kind, actor=office[Role.COMMUNITY_SECRETARY], title="关于公推直选方案的请示")
    reply = reply_to_request(request, actor=office[Role.STREET_APPROVER], number=number)
    return attach_reply_scan(reply, actor=office[Role.STREET_OFFICER], scan=a_scan(office)) if scan else reply


def test_five_seats_with_the_leaders_are_one_and_one_and_three() -> None:
    office = office_with_election(preset="village")
    set_posts(office.election, THREE_OF_FIVE, actor=office[Role.COMMUNITY_SECRETARY])
    found = Contest.objects.filter(election=office.election).values_list("code", "stage", "seats", "names_at_least")
    assert list(found) == [("secretary", "meeting", 1, 1), ("deputy", "meeting", 1, 1), ("committee", "meeting", 3, 4)]


def test_where_the_plenary_elects_the_leaders_the_committee_comes_first_with_all_seats() -> None:
    office = office_with_election(preset="regulation-2020")
    set_posts(office.election, Posts(size=5, deputies=1, discipline=3), actor=office[Role.COMMUNITY_SECRETARY])
    found = Contest.objects.filter(election=office.election).values_list("code", "stage", "seats", "names_at_least")
    assert list(found) == [
        ("committee", "meeting", 5, 6),
        ("discipline", "meeting", 3, 4),
        ("secretary", "plenary", 1, 1),
        ("deputy", "plenary", 1, 1),
        ("discipline_secretary", "discipline_plenary", 1, 1),
    ]


def test_the_same_posts_again_are_no_second_act() -> None:
    office = office_with_election()
    set_posts(office.election, THREE_OF_FIVE, actor=office[Role.COMMUNITY_SECRETARY])
    before = events(office)
    set_posts(office.election, THREE_OF_FIVE, actor=office[Role.COMMUNITY_SECRETARY])
    assert events(office) == before


def test_fewer_seats_than_leaders_are_refused() -> None:
    office = office_with_election()
    with pytest.raises(RuleViolation) as refused:
        set_posts(office.election, Posts(size=2, deputies=2), actor=office[Role.COMMUNITY_SECRETARY])
    assert codes(refused) == ["posts_fewer_than_leaders", "committee_size_committee"]
    assert not Contest.objects.exists()


def test_a_plan_that_asks_for_fewer_names_than_the_margin_is_refused_with_the_figures() -> None:
    office = office_with_election(preset="village")
    with pytest.raises(RuleViolation) as refused:
        set_posts(office.election, Posts(size=5, names={"committee": 3}), actor=office[Role.COMMUNITY_SECRETARY])
    assert dict(refused.value.issues[0].params) == {"post": "committee", "seats": 3, "names": 3, "needed": 4, "margin": "20%"}


def test_leaders_from_the_committee_need_ballots_in_sequence() -> None:
    office = office_with_election(preset="street-community")
    with pytest.raises(RuleViolation) as refused:
        set_posts(office.election, Posts(size=5, leaders_from_committee=True), actor=office[Role.COMMUNITY_SECRETARY])
    assert codes(refused) == ["leaders_from_committee_on_one_paper"]


def test_the_plan_is_adopted_with_the_reply_its_number_and_its_scan() -> None:
    office = office_with_election()
    set_posts(office.election, THREE_OF_FIVE, actor=office[Role.COMMUNITY_SECRETARY])
    approve(office)
    reached = adopt_plan(office.election, actor=office[Role.COMMUNITY_SECRETARY])
    assert reached.facts["reply"]["number"] == "文晖街道〔2026〕1号"
    assert [contest["code"] for contest in reached.facts["contests"]] == ["secretary", "deputy", "committee"]
    before = events(office)
    assert adopt_plan(office.election, actor=office[Role.COMMUNITY_SECRETARY]) == reached
    assert events(office) == before


@pytest.mark.parametrize("without", ["request", "scan", "posts"])
def test_a_plan_without_its_reply_is_not_adopted(without: str) -> None:
    office = office_with_election()
    if without != "posts":
        set_posts(office.election, THREE_OF_FIVE, actor=office[Role.COMMUNITY_SECRETARY])
    if without == "scan":
        approve(office, scan=False)
    with pytest.raises(RuleViolation) as refused:
        adopt_plan(office.election, actor=office[Role.COMMUNITY_SECRETARY])
    assert codes(refused) == ["posts_not_set" if without == "posts" else "approval_missing"]
    assert not MilestoneRecord.objects.exists()


def test_an_approval_does_not_cover_what_was_changed_after_it() -> None:
    office = office_with_election()
    secretary = office[Role.COMMUNITY_SECRETARY]
    set_posts(office.election, THREE_OF_FIVE, actor=secretary)
    approve(office)
    adopt_plan(office.election, actor=secretary)
    office.street.clock_offset += timedelta(hours=1)
    office.street.save()
    with pytest.raises(RuleViolation) as refused:
        set_posts(office.election, Posts(size=7, deputies=1), actor=secretary)
    assert codes(refused) == ["reason_missing"]
    set_posts(office.election, Posts(size=7, deputies=1), actor=secretary, reason="党员人数增加")
    assert not MilestoneRecord.objects.standing().filter(kind=Milestone.PLAN_APPROVED).exists()
    with pytest.raises(RuleViolation) as refused:
        adopt_plan(office.election, actor=secretary)
    assert codes(refused) == ["approval_missing"]


def test_a_request_that_was_sent_on_an_earlier_day_covers_the_posts_that_were_typed_before_it() -> None:
    """补录: the letter went out ten days ago; the posts were typed today, the letter after them."""
    office = office_with_election()
    secretary, sent = office[Role.COMMUNITY_SECRETARY], election_now(office.election) - timedelta(days=10)
    late = {"submitted_at": sent, "late_reason": "先报纸质件"}
    before = submit_request(office.election, "plan", actor=secretary, title="关于公推直选方案的请示", **late)
    reply_to_request(before, actor=office[Role.STREET_APPROVER], number="文晖街道〔2026〕1号", scan=a_scan(office))
    office.pass_time(minutes=5)
    set_posts(office.election, THREE_OF_FIVE, actor=secretary)
    with pytest.raises(RuleViolation) as refused:
        adopt_plan(office.election, actor=secretary)
    assert codes(refused) == ["approval_missing"]
    assert asking(office.election, election_now(office.election)).matter("plan").fits
    office.pass_time(minutes=5)
    request = submit_request(office.election, "plan", actor=secretary, title="关于公推直选方案的请示", **late)
    assert request.submitted_at == sent
    assert not asking(office.election, election_now(office.election)).matter("plan").fits
    reply = reply_to_request(
        request,
        actor=office[Role.STREET_APPROVER],
        number="文晖街道〔2026〕2号",
        scan=a_scan(office),
        replied_at=sent,
        late_reason="纸质批复",
    )
    assert plan_state(office.election).course == "approved"
    reached = adopt_plan(office.election, actor=secretary)
    assert reached.facts["reply"]["on"] == reply.replied_at.isoformat() == sent.isoformat()


def test_a_community_of_six_members_has_no_committee() -> None:
    office = office_with_election()
    add_members(office.election, 6)
    set_posts(office.election, THREE_OF_FIVE, actor=office[Role.COMMUNITY_SECRETARY])
    approve(office)
    with pytest.raises(RuleViolation) as refused:
        adopt_plan(office.election, actor=office[Role.COMMUNITY_SECRETARY])
    assert codes(refused) == ["branch_without_committee"]


def test_a_branch_of_six_elects_a_secretary_directly_whatever_the_rule_set() -> None:
    office = office_with_election(preset="regulation-2020")
    Organisation.objects.filter(pk=office.community.pk).update(title="branch")
    set_posts(office.election, Posts(size=1, deputies=0), actor=office[Role.COMMUNITY_SECRETARY])
    assert list(Contest.objects.values_list("code", "stage", "seats")) == [("secretary", "meeting", 1)]


def test_a_size_that_no_roll_could_make_right_is_refused_at_once() -> None:
    office = office_with_election()
    for posts, code in (
        (Posts(size=2), "committee_size_committee"),
        (Posts(size=11, includes_leaders=False), "committee_size_committee"),
        (Posts(size=5, composition=(CompositionTarget("women", 6),)), "posts_target_beyond_size"),
    ):
        with pytest.raises(RuleViolation) as refused:
            set_posts(office.election, posts, actor=office[Role.COMMUNITY_SECRETARY])
        assert codes(refused) == [code]
    assert not PostsPlan.objects.exists()


def test_an_observer_sets_no_posts() -> None:
    office = office_with_election()
    with pytest.raises(RuleViolation) as refused:
        set_posts(office.election, THREE_OF_FIVE, actor=office[Role.OBSERVER])
    assert codes(refused) == ["role_missing"]
