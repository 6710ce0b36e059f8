import pytest

from elections.models import MilestoneRecord
from elections.permissions import Role
from elections.rules.acts import Milestone
from elections.rules.issues import RuleViolation
from elections.rules.phases import Phase
from nominations.models import Concern, Pledge, SpeechTraining, Visit
from nominations.rules.pledges import ConcernKind, Point
from nominations.services.nominees import withdraw_nominee
from nominations.services.pledges import choose_concern, publish_pledges, record_concern, record_visit, sign_pledge
from nominations.services.speeches import record_speech_training
from tests.factories.hall import a_scan, codes
from tests.factories.nominations import TO_VETTED, a_list, nominate, verbs
from tests.factories.office import add_contest, add_members, office_with_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return office_with_election(phase=Phase.CANDIDACY)


@pytest.fixture
def nominees(office):
    contest = add_contest(office.election, seats=1)
    found = nominate(office, add_members(office.election, 3), contest, TO_VETTED)
    a_list(office, "reserve", {contest: found[:2]})
    return found


@pytest.fixture
def clerk(office):
    return office[Role.COMMUNITY_CLERK]


def test_a_visit_brings_concerns_which_become_points(office, nominees, clerk):
    visit = record_visit(office.election, actor=clerk, place="3幢", households=12, nominee=nominees[0])
    assert record_visit(office.election, actor=clerk, place="3幢", households=12, nominee=nominees[0], visited_at=visit.visited_at) == visit
    concern = record_concern(office.election, actor=clerk, kind=ConcernKind.LIVELIHOOD, text="加装电梯", visit=visit)
    assert record_concern(office.election, actor=clerk, kind=ConcernKind.LIVELIHOOD, text=" 加装电梯 ", visit=visit) == concern
    choice = choose_concern(concern, nominees[0], actor=clerk)
    assert choose_concern(concern, nominees[0], actor=clerk) == choice
    scan = a_scan(office)
    with pytest.raises(RuleViolation) as refused:
        sign_pledge(nominees[0], actor=clerk, points=[Point("办好食堂")], sheet=scan)
    assert codes(refused) == ["pledge_concerns_unanswered"]
    points = [Point("三年内加装电梯", concern.pk), Point("办好食堂")]
    pledge = sign_pledge(nominees[0], actor=clerk, points=points, sheet=scan)
    assert sign_pledge(nominees[0], actor=clerk, points=points, sheet=scan) == pledge
    assert [verbs(office).count(verb) for verb in ("record_visit", "record_concern", "choose_concern", "sign_pledge")] == [1, 1, 1, 1]
    assert list(pledge.points.values_list("number", "text")) == [(1, "三年内加装电梯"), (2, "办好食堂")]


def test_signed_anew_before_publication_and_public_once_all_have_signed(office, nominees, clerk):
    scan = a_scan(office)
    first = sign_pledge(nominees[0], actor=clerk, points=[Point("办好食堂")], sheet=scan)
    second = sign_pledge(nominees[0], actor=clerk, points=[Point("办好食堂和托育")], sheet=scan)
    first.refresh_from_db()
    assert first.superseded_at is not None
    with pytest.raises(RuleViolation) as refused:
        publish_pledges(office.election, actor=clerk)
    assert codes(refused) == ["pledge_missing"]
    assert not MilestoneRecord.objects.filter(kind=Milestone.PLEDGES_PUBLISHED).exists()
    sign_pledge(nominees[1], actor=clerk, points=[Point("邻里互助")], sheet=scan)
    reached = publish_pledges(office.election, actor=clerk)
    assert [row["entry"] for row in reached.facts["pledges"]] == [nominee.entry_id for nominee in nominees[:2]]
    assert publish_pledges(office.election, actor=clerk) == reached
    assert verbs(office).count("publish_pledges") == 1
    second.refresh_from_db()
    assert second.published_at is not None
    with pytest.raises(RuleViolation) as refused:
        sign_pledge(nominees[0], actor=clerk, points=[Point("又改了")], sheet=scan)
    assert codes(refused) == ["pledge_already_public"]


def test_who_withdrew_needs_no_pledge(office, nominees, clerk):
    sign_pledge(nominees[0], actor=clerk, points=[Point("办好食堂")], sheet=a_scan(office))
    withdraw_nominee(nominees[1], actor=clerk, reason="退出")
    assert len(publish_pledges(office.election, actor=clerk).facts["pledges"]) == 1


def test_training_and_mock_speeches(office, nominees, clerk):
    def train(kind=SpeechTraining.Kind.MOCK_SPEECH, **more):
        values = {"trainer": "党校教师", "place": "会议室", "comments": {nominees[0]: "条理清楚", nominees[1]: "语速偏快"}} | more
        return record_speech_training(office.election, actor=clerk, kind=kind, **values)

    made = train()
    assert made.comments.count() == 2
    assert train(held_at=made.held_at) == made
    assert verbs(office).count("record_speech_training") == 1
    office.pass_time(hours=1)
    for more, code in [
        ({"trainer": ""}, "training_without_trainer"),
        ({"comments": {}}, "training_without_people"),
        ({"comments": {nominees[2]: "好"}}, "nominee_not_on_list"),
        ({"comments": {nominees[0]: " "}}, "mock_speech_without_comment"),
    ]:
        with pytest.raises(RuleViolation) as refused:
            train(**more)
        assert codes(refused) == [code]
    assert train(kind=SpeechTraining.Kind.TRAINING, comments={nominees[0]: ""}).comments.count() == 1


def test_refusals_write_nothing(office, nominees, clerk):
    other = office_with_election(phase=Phase.CANDIDACY, code="other")
    strange = nominate(other, add_members(other.election, 1), add_contest(other.election))[0]
    elsewhere = record_visit(other.election, actor=other[Role.COMMUNITY_CLERK], place="9幢", households=1)
    concern = record_concern(office.election, actor=clerk, kind=ConcernKind.ABILITY, text="懂管理")
    election = office.election
    cases = [
        (lambda: record_visit(election, actor=clerk, place=" ", households=0), ["visit_without_place", "visit_without_households"]),
        (lambda: record_visit(election, actor=clerk, place="1幢", households=1, nominee=strange), ["nominee_not_on_list"]),
        (lambda: record_concern(election, actor=clerk, kind=ConcernKind.ABILITY, text=" "), ["concern_without_text"]),
        (
            lambda: record_concern(election, actor=clerk, kind=ConcernKind.ABILITY, text="x", visit=elsewhere),
            ["visit_of_another_election"],
        ),
        (lambda: choose_concern(concern, nominees[2], actor=clerk), ["nominee_not_on_list"]),
        (lambda: sign_pledge(nominees[0], actor=clerk, points=[], sheet=None), ["pledge_without_points", "pledge_not_signed"]),
        (lambda: sign_pledge(nominees[2], actor=clerk, points=[Point("x")], sheet=a_scan(office)), ["nominee_not_on_list"]),
        (lambda: publish_pledges(election, actor=office[Role.OBSERVER]), ["role_missing"]),
        (lambda: publish_pledges(other.election, actor=other[Role.COMMUNITY_CLERK]), ["list_missing"]),
    ]
    for act, expected in cases:
        with pytest.raises(RuleViolation) as refused:
            act()
        assert codes(refused) == expected
    assert (Visit.objects.count(), Concern.objects.count(), Pledge.objects.count()) == (1, 1, 0)
