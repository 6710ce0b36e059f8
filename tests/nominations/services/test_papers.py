import pytest

from election_admin.registry import DOCUMENT_KINDS
from elections.documents.render import render_pdf
from elections.models import Contest
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.rules.phases import Phase
from elections.services.papers import papers_of_kind, papers_to_print, prepare_paper
from elections.services.requests import reply_to_request, submit_request
from nominations.models import Endorser, Nomination, Nominee, NomineeList
from nominations.rules.endorsement import Channel
from nominations.rules.pledges import ConcernKind, Point
from nominations.services.committee_ballot import open_committee_ballot
from nominations.services.papers import (
    blank_form,
    committee_ballot,
    nomination_form,
    people_of_request,
    pledge_paper,
    recommendation_slip,
    trust_slip,
)
from nominations.services.pledges import choose_concern, record_concern, sign_pledge
from nominations.services.recommendation import open_directed_round, open_trust_vote
from tests.elections.documents.printed import pages_of
from tests.factories.hall import a_scan
from tests.factories.nominations import TO_VETTED, a_list, add_step, nominate
from tests.factories.office import Office, add_contest, add_members, office_with_election
from tests.factories.refusals import refused

pytestmark = pytest.mark.django_db


def names(nominees: list[Nominee]) -> list[str]:
    return [nominee.entry.name for nominee in nominees]


def printed(office: Office, kind: str) -> int:
    """Pages of every paper of a kind that is offered now."""
    offers = papers_of_kind(office.election, kind)
    return sum(pages_of(render_pdf(DOCUMENT_KINDS[kind], offer.make())) for offer in offers)


def test_a_blank_form_asks_for_as_many_names_as_the_rules() -> None:
    office = office_with_election(phase=Phase.OPEN_NOMINATION)
    form = blank_form(office.election, Channel.JOINT)
    assert (form.needed, form.unit, form.endorsements, form.nominee.name) == (10, "人", (), "")  # type: ignore[attr-defined]
    assert form.title == "京都苑社区党委联名推荐表"
    village = office_with_election(preset="village", code="village", phase=Phase.OPEN_NOMINATION)
    assert blank_form(village.election, Channel.JOINT).unit == "户"  # type: ignore[attr-defined]
    assert blank_form(village.election, Channel.SELF).title == "京都苑社区党委自荐报名表"
    assert printed(office, "nomination_form_self") >= 1


def test_a_joint_nomination_is_filled_with_its_endorsers() -> None:
    office = office_with_election(phase=Phase.OPEN_NOMINATION)
    contest = add_contest(office.election, "secretary", 1)
    person, member = add_members(office.election, 2, telephone="13800000001", post="社区工作者")
    (nominee,) = nominate(office, [person], contest)
    Nomination.objects.update(channel="joint", reason="热心")
    nomination = Nomination.objects.get()
    common = {"nomination": nomination, "checked_at": nomination.received_at, "checked_by": office[Role.COMMUNITY_CLERK]}
    Endorser.objects.create(line=1, entry=member, name=member.name, key="a", **common)
    Endorser.objects.create(line=2, name="欧阳珺", building="3", unit="2", room="501", key="b", **common)
    add_step(nominee, "consented", nomination.received_at, office[Role.COMMUNITY_CLERK])
    nominee.steps.filter(step="consented").update(accepts_other_post=True)
    form = nomination_form(nomination)
    assert (form.nominee.name, form.nominee.proposed_post, form.reason) == (person.name, "书记", "热心")
    assert (form.particulars.telephone, form.particulars.accepts_other_post) == ("13800000001", "服从")
    assert [(line.name, line.identity, line.address) for line in form.endorsements] == [  # type: ignore[attr-defined]
        (member.name, "党员", ""),
        ("欧阳珺", "居民", "3幢2单元501室"),
    ]
    assert [offer.key for offer in papers_of_kind(office.election, "nomination_form_joint")] == ["blank", str(nomination.pk)]
    assert printed(office, "nomination_form_joint") >= 4


def test_each_category_has_its_slip_with_the_frozen_names() -> None:
    office = office_with_election(phase=Phase.DIRECTED_RECOMMENDATION)
    contest = add_contest(office.election, seats=2)
    add_members(office.election, 12, membership="none", full_member_on=None, capacities=["building_head"])
    nominees = nominate(office, add_members(office.election, 30)[:4], contest)
    count = open_directed_round(office.election, actor=office[Role.COMMUNITY_CLERK])
    slip = recommendation_slip(count, "building_head")
    assert (slip.category, slip.title) == ("楼宇自治会会长", "京都苑社区党委候选人初步人选定向推荐票")
    (post,) = slip.posts
    assert (post.post, post.seats, post.blanks, set(post.nominees)) == ("委员", 2, 2, set(names(nominees)))
    keys = [offer.key for offer in papers_of_kind(office.election, "recommendation_slip")]
    assert keys == [f"{count.pk}-member", f"{count.pk}-building_head"]
    assert printed(office, "recommendation_slip") == 2


def test_members_and_residents_have_trust_slips_of_their_own() -> None:
    office = office_with_election(phase=Phase.DIRECTED_RECOMMENDATION)
    nominees = nominate(office, add_members(office.election, 5)[:3], add_contest(office.election, seats=2))
    count = open_trust_vote(office.election, actor=office[Role.COMMUNITY_CLERK])
    assert {trust_slip(count, category).category for category in count.people} == {"党员", "群众"}
    (post,) = trust_slip(count, "resident").posts
    assert set(post.nominees) == set(names(nominees))
    assert printed(office, "trust_slip") == 2


def test_the_committee_s_ballot_is_the_street_s_alone() -> None:
    office = office_with_election(phase=Phase.COMMITTEE_BALLOT)
    committee, deputy = add_contest(office.election, seats=3), add_contest(office.election, "deputy", 1, names_at_least=1)
    people = add_members(office.election, 8)
    members, leaders = nominate(office, people[:6], committee, TO_VETTED), nominate(office, people[6:], deputy, TO_VETTED)
    a_list(office, "preliminary", {committee: members, deputy: leaders})
    count = open_committee_ballot(office.election, actor=office[Role.STREET_OFFICER], due=9, present=9)
    ballot = committee_ballot(count)
    assert (ballot.organisation, ballot.title) == ("中共文晖街道工作委员会", "京都苑社区党委候选人预备人选差额票决票")
    assert [(post.post, post.seats, len(post.nominees), post.blanks) for post in ballot.posts] == [("委员", 4, 6, 0), ("副书记", 1, 2, 0)]
    assert "committee_ballot" not in {offer.kind for offer in papers_to_print(office.election, [Role.COMMUNITY_CLERK])}
    with refused(("paper_not_for_reader", {"title": ballot.title})):
        prepare_paper(office.election, "committee_ballot", str(count.pk), actor=office[Role.COMMUNITY_CLERK])
    made = prepare_paper(office.election, "committee_ballot", str(count.pk), actor=office[Role.STREET_OFFICER])
    assert made.audience == "street"
    assert printed(office, "committee_ballot") == 1


def test_a_pledge_is_printed_to_be_signed_and_as_signed() -> None:
    office = office_with_election(phase=Phase.CANDIDACY)
    clerk, contest = office[Role.COMMUNITY_CLERK], add_contest(office.election, "deputy", 1)
    (nominee, other) = nominate(office, add_members(office.election, 2), contest, TO_VETTED)
    a_list(office, "reserve", {contest: [nominee, other]})
    assert papers_of_kind(office.election, "pledge") == []
    concern = record_concern(office.election, actor=clerk, kind=ConcernKind.LIVELIHOOD, text="加装电梯")
    choose_concern(concern, nominee, actor=clerk)
    (to_sign,) = papers_of_kind(office.election, "pledge")
    assert to_sign.title == f"{nominee.entry.name}竞职承诺书（待签）"
    assert to_sign.make().promises[0].concern == "加装电梯"  # type: ignore[attr-defined]
    pledge = sign_pledge(nominee, actor=clerk, points=[Point("三年内加装电梯", concern.pk), Point("办好食堂")], sheet=a_scan(office))
    paper = pledge_paper(pledge)
    assert (paper.name, paper.post) == (nominee.entry.name, "副书记")
    assert [(promise.text, promise.concern) for promise in paper.promises] == [("三年内加装电梯", "加装电梯"), ("办好食堂", "")]
    assert paper.signed_on is not None
    assert printed(office, "pledge") == 1


def test_the_letters_about_a_list_name_everybody_once_with_every_post() -> None:
    office = office_with_election(phase=Phase.DIRECTED_RECOMMENDATION, preset="regulation-2020")
    committee = add_contest(office.election, seats=3)
    secretary = add_contest(office.election, "secretary", 1, stage=Contest.Stage.PLENARY)
    people = nominate(office, add_members(office.election, 4), committee)
    listed = a_list(office, "preliminary", {committee: people, secretary: people[1:2]}, approved=False)
    request = submit_request(office.election, "preliminary", actor=office[Role.COMMUNITY_CLERK], title="关于初步人选的请示")
    listed.request = request
    listed.save()
    assert [(person.name, person.proposed_post) for person in people_of_request(request)] == [
        (people[1].entry.name, "书记、委员"),
        (people[0].entry.name, "委员"),
        (people[2].entry.name, "委员"),
        (people[3].entry.name, "委员"),
    ]
    (letter,) = papers_of_kind(office.election, "request_letter")
    assert len(letter.make().people) == 4  # type: ignore[attr-defined]
    reply_to_request(request, actor=office[Role.STREET_APPROVER], number="文晖街道〔2026〕3号")
    (reply,) = papers_of_kind(office.election, "reply")
    assert (reply.title, len(reply.make().people)) == ("关于同意初步人选的批复", 4)  # type: ignore[attr-defined]
    assert printed(office, "reply") >= 1


def test_a_letter_names_the_list_that_was_sent_with_it() -> None:
    office = office_with_election(phase=Phase.DIRECTED_RECOMMENDATION, preset="regulation-2020")
    committee = add_contest(office.election, seats=3)
    people = nominate(office, add_members(office.election, 5), committee)
    first = a_list(office, "preliminary", {committee: people[:4]}, approved=False)
    request = submit_request(office.election, "preliminary", actor=office[Role.COMMUNITY_CLERK], title="关于初步人选的请示")
    asked = {person.name for person in people_of_request(request)}
    assert asked == {nominee.entry.name for nominee in people[:4]}
    office.pass_time(days=1)
    NomineeList.objects.filter(pk=first.pk).update(superseded_at=election_now(office.election), version=0)
    a_list(office, "preliminary", {committee: people[1:]}, approved=False)
    assert {person.name for person in people_of_request(request)} == asked
