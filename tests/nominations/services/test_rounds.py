from datetime import timedelta

import pytest

from elections.models import Document, LateEntry, MilestoneRecord, PostsPlan
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.rules.acts import Milestone
from elections.rules.issues import RuleViolation
from elections.rules.phases import Phase
from nominations.models import NominationRound, ShortageRemedy
from nominations.queries.remedies import shortage_reply
from nominations.queries.rounds import last_participation, shortages
from nominations.rules.endorsement import Channel, Endorser
from nominations.services.nominations import Sheet, register_nomination
from nominations.services.remedies import remedy_shortage
from nominations.services.rounds import close_open_nomination, minute, open_nomination_round
from tests.factories.hall import approve, codes, figures
from tests.factories.nominations import a_notice, a_round, nominate, verbs
from tests.factories.office import add_contest, add_members, office_with_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return office_with_election(phase=Phase.OPEN_NOMINATION)


def open_for(office, days=5, **more):
    now = election_now(office.election)
    times = {"opens_at": now + timedelta(minutes=1), "closes_at": now + timedelta(days=days)} | more
    return open_nomination_round(office.election, actor=office[Role.COMMUNITY_CLERK], **times)


def close(office, members, residents=0, **more):
    return close_open_nomination(
        office.election, actor=office[Role.COMMUNITY_CLERK], members_took_part=members, residents_took_part=residents, **more
    )


def test_a_round_opens_once(office):
    found = open_for(office)
    assert (found.number, found.closed_at) == (1, None)
    again = open_for(office, opens_at=found.opens_at, closes_at=found.closes_at)
    assert again == found
    assert verbs(office).count("open_nomination_round") == 1


def test_times_out_of_order_and_a_round_not_closed_are_refused(office):
    now = election_now(office.election)
    with pytest.raises(RuleViolation) as refused:
        open_for(office, opens_at=now + timedelta(days=3), closes_at=now + timedelta(days=1))
    assert codes(refused) == ["round_times_out_of_order"]
    open_for(office)
    with pytest.raises(RuleViolation) as refused:
        open_for(office, days=9)
    assert codes(refused) == ["round_not_closed_yet"]
    assert NominationRound.objects.count() == 1


def test_a_round_does_not_end_before_what_the_announcement_promises(office):
    announced = a_notice(office, 0).closes_at
    with pytest.raises(RuleViolation) as refused:
        open_for(office, closes_at=announced - timedelta(minutes=1))
    assert codes(refused) == ["round_ends_before_announced"]
    assert figures(refused) == {"closes": minute(announced - timedelta(minutes=1)), "announced": minute(announced)}
    assert open_for(office, closes_at=announced).closes_at == announced


def test_nor_after_it_and_an_announced_time_that_is_over_is_entered_late(office):
    notice = a_notice(office, 0)
    with pytest.raises(RuleViolation) as refused:
        open_for(office, closes_at=notice.closes_at + timedelta(hours=5))
    assert codes(refused) == ["round_ends_after_announced"]
    people, contest = add_members(office.election, 3), add_contest(office.election)
    office.pass_time(days=7)
    times = {"opens_at": notice.opens_at, "closes_at": notice.closes_at}
    with pytest.raises(RuleViolation) as refused:
        open_for(office, **times)
    assert codes(refused) == ["late_reason_missing"]
    assert not NominationRound.objects.exists()
    found = open_for(office, **times, late_reason="系统启用前已开始")
    late = LateEntry.objects.get()
    assert (late.act, late.fact_at, late.confirmed_at) == ("open_nomination_round", notice.opens_at, None)
    sheet = Sheet(entry=people[0], contest=contest, channel=Channel.SELF)
    clerk = office[Role.COMMUNITY_CLERK]
    with pytest.raises(RuleViolation) as refused:
        register_nomination(office.election, sheet, actor=clerk)
    assert codes(refused) == ["nomination_outside_round"]
    received = notice.opens_at + timedelta(days=1)
    assert register_nomination(office.election, sheet, actor=clerk, received_at=received, late_reason="补录").round == found


def test_a_time_that_was_over_today_wants_its_reason_too(office):
    now = election_now(office.election)
    times = {"opens_at": now - timedelta(minutes=30), "closes_at": now - timedelta(minutes=1)}
    with pytest.raises(RuleViolation) as refused:
        open_for(office, **times)
    assert codes(refused) == ["late_reason_missing"]
    open_for(office, **times, late_reason="断网")
    assert LateEntry.objects.get().reason == "断网"


def test_the_close_freezes_who_took_part_and_who_is_nominated(office):
    people = add_members(office.election, 20)
    contest = add_contest(office.election, seats=3)
    a_round(office)
    nominees = nominate(office, people[:3], contest)
    office.pass_time(days=6)
    reached = close(office, 18, 7)
    assert reached.kind == Milestone.OPEN_NOMINATION_CLOSED
    facts = reached.facts
    assert (facts["members_took_part"], facts["members_of"], facts["members_rate"], facts["residents_took_part"]) == (18, 20, "90.00", 7)
    assert facts["by_channel"] == {"organisation": 0, "joint": 0, "self": 3}
    assert {row["entry"] for row in facts["nominees"]} == {nominee.entry_id for nominee in nominees}
    assert facts["nominees"][0]["contests"] == ["committee"]
    assert last_participation(office.election).reached
    assert close(office, 18, 7) == reached
    with pytest.raises(RuleViolation) as refused:
        close(office, 17, 7)
    assert codes(refused) == ["entry_otherwise"]
    assert figures(refused) == {"field": "members_took_part", "recorded": 18, "typed": 17}
    assert verbs(office).count("close_open_nomination") == 1


def test_nothing_is_closed_before_its_time_or_with_figures_that_do_not_fit(office):
    people = add_members(office.election, 12)
    contest = add_contest(office.election)
    with pytest.raises(RuleViolation) as refused:
        close(office, 1)
    assert codes(refused) == ["no_round_open"]
    a_round(office)
    sheet = Sheet(
        entry=people[11], contest=contest, channel=Channel.JOINT, endorsers=[Endorser("", entry=entry.pk) for entry in people[:10]]
    )
    register_nomination(office.election, sheet, actor=office[Role.COMMUNITY_CLERK])
    with pytest.raises(RuleViolation) as refused:
        close(office, 9)
    assert codes(refused) == ["nominations_still_open", "participants_under_sheets"]
    office.pass_time(days=6)
    with pytest.raises(RuleViolation) as refused:
        close(office, 13)
    assert codes(refused) == ["participants_over_roll"]
    assert figures(refused) == {"members": 13, "of": 12}
    assert not MilestoneRecord.objects.filter(election=office.election, kind=Milestone.OPEN_NOMINATION_CLOSED).exists()


def test_an_extension_needs_the_reply_and_a_new_announcement(office):
    a_round(office)
    office.pass_time(days=6)
    close(office, 0)
    with pytest.raises(RuleViolation) as refused:
        open_for(office)
    assert codes(refused) == ["remedy_missing"]
    with pytest.raises(RuleViolation) as refused:
        remedy_shortage(office.election, actor=office[Role.COMMUNITY_CLERK], kind="extension")
    assert codes(refused) == ["approval_missing"]
    approve(office, "too_few_nominees")
    remedy = remedy_shortage(office.election, actor=office[Role.COMMUNITY_CLERK], kind="extension")
    assert remedy_shortage(office.election, actor=office[Role.COMMUNITY_CLERK], kind="extension") == remedy
    with pytest.raises(RuleViolation) as refused:
        open_for(office, remedy=remedy)
    assert codes(refused) == ["new_announcement_missing"]
    announce(office)
    assert open_for(office, remedy=remedy).number == 2
    assert not MilestoneRecord.objects.standing().filter(kind=Milestone.OPEN_NOMINATION_CLOSED).exists()
    office.pass_time(days=6)
    close(office, 0)
    with pytest.raises(RuleViolation) as refused:
        open_for(office, remedy=remedy)
    assert codes(refused) == ["remedy_used"]


def announce(office):
    now = election_now(office.election)
    Document.objects.create(
        office=office.street,
        election=office.election,
        kind="announcement",
        title="公告",
        audience="public",
        state="posted",
        snapshot="{}",
        snapshot_sha256="0" * 64,
        head="0" * 64,
        drafted_at=now,
    )


def test_fewer_seats_change_the_contest_by_the_reply(office):
    committee, secretary = add_contest(office.election, seats=5), add_contest(office.election, "secretary", 1)
    approve(office, "too_few_nominees")
    clerk = office[Role.COMMUNITY_CLERK]
    for contest, seats, code in [
        (None, 3, "fewer_seats_without_figure"),
        (secretary, 1, "fewer_seats_of_secretary"),
        (committee, 5, "fewer_seats_not_fewer"),
    ]:
        with pytest.raises(RuleViolation) as refused:
            remedy_shortage(office.election, actor=clerk, kind="fewer_seats", contest=contest, seats=seats)
        assert codes(refused) == [code]
    with pytest.raises(RuleViolation) as refused:
        remedy_shortage(office.election, actor=clerk, kind="prayer")
    assert codes(refused) == ["remedy_unknown"]
    remedy_shortage(office.election, actor=clerk, kind="fewer_seats", contest=committee, seats=3)
    committee.refresh_from_db()
    assert (committee.seats, committee.names_at_least) == (3, 4)
    assert ShortageRemedy.objects.count() == 1


def test_what_is_short_is_seen_before_any_list(office):
    contest = add_contest(office.election, seats=3)
    nominate(office, add_members(office.election, 3), contest)
    assert [issue.code for issue in shortages(office.election)] == ["margin_too_small"]


def test_phase_and_role():
    office = office_with_election(phase=Phase.MOBILISATION)
    with pytest.raises(RuleViolation) as refused:
        open_for(office)
    assert codes(refused) == ["act_out_of_phase"]
    now = election_now(office.election)
    with pytest.raises(RuleViolation) as refused:
        open_nomination_round(office.election, actor=office[Role.OBSERVER], opens_at=now, closes_at=now + timedelta(days=1))
    assert "role_missing" in codes(refused)


@pytest.mark.parametrize(
    ("post", "seats", "left", "size", "deputies", "discipline"),
    [("committee", 3, 2, 4, 1, 3), ("deputy", 2, 1, 4, 0, 3), ("discipline", 3, 1, 5, 1, 1)],
)
def test_the_plans_size_follows_the_seats_given_up(office, post, seats, left, size, deputies, discipline):
    PostsPlan.objects.create(
        election=office.election,
        size=5,
        includes_leaders=True,
        deputies=1,
        discipline=3,
        leaders_from_committee=False,
        names={post: 9, "secretary": 1},
        set_at=office.election.opened_at,
        set_by=office[Role.COMMUNITY_CLERK],
    )
    contest = add_contest(office.election, post, seats)
    approve(office, "too_few_nominees")
    remedy_shortage(office.election, actor=office[Role.COMMUNITY_CLERK], kind="fewer_seats", contest=contest, seats=left)
    plan = PostsPlan.objects.get()
    assert (plan.size, plan.deputies, plan.discipline, plan.names) == (size, deputies, discipline, {"secretary": 1})


def test_each_remedy_has_a_reply_of_its_own(office):
    contest, clerk = add_contest(office.election, seats=5), office[Role.COMMUNITY_CLERK]
    approve(office, "too_few_nominees")
    remedy_shortage(office.election, actor=clerk, kind="extension")
    assert shortage_reply(office.election) is None
    for second in ({"kind": "organisation_recommends"}, {"kind": "extension", "contest": contest}):
        with pytest.raises(RuleViolation) as refused:
            remedy_shortage(office.election, actor=clerk, **second)
        assert codes(refused) == ["reply_used"]
    approve(office, "too_few_nominees", "文委〔2026〕10号")
    assert shortage_reply(office.election).number == "文委〔2026〕10号"
    remedy_shortage(office.election, actor=clerk, kind="organisation_recommends")
    assert list(ShortageRemedy.objects.values_list("kind", flat=True)) == ["extension", "organisation_recommends"]


def test_a_remedy_is_for_a_post_of_this_election(office):
    other = office_with_election(phase=Phase.OPEN_NOMINATION, code="other")
    approve(office, "too_few_nominees")
    strange = add_contest(other.election)
    with pytest.raises(RuleViolation) as refused:
        remedy_shortage(office.election, actor=office[Role.COMMUNITY_CLERK], kind="organisation_recommends", contest=strange)
    assert codes(refused) == ["contest_of_another_election"]
