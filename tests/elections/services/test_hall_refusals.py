"""What stands against an act, case by case, where the story tests do not come by."""

from dataclasses import replace
from datetime import timedelta

import pytest

from elections.models import BallotRound, Candidate, Contest, Elected, Meeting, Official, RollEntry, SeatReduction
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.queries.counts import printed_numbers
from elections.queries.meetings import electors, meeting_of, missing_electors
from elections.queries.results import from_committee
from elections.rules.acts import Act
from elections.rules.contests import Posts, committee_seats, posts_issues
from elections.rules.issues import RuleViolation
from elections.rules.method import ElectionMethod, method_issues
from elections.rules.phases import Phase
from elections.rules.rule_set import preset
from elections.rules.slate import ListedContest, list_issues
from elections.services.acting import election_act
from elections.services.ballots import cast_ballot, prepare_ballot_codes
from elections.services.check_in import check_in
from elections.services.closing import HandoverNote, record_division_of_work, record_handover
from elections.services.counts import attest_count, enter_tally
from elections.services.decisions import Minutes
from elections.services.meetings import MeetingCall, change_meeting_date, convene_meeting, record_preparatory_meeting
from elections.services.officials import approve_officials, propose_officials
from elections.services.outcomes import decide_outcome, reduce_seats
from elections.services.reports import receive_approval
from elections.services.results import certify_result, publish_result
from elections.services.rounds import BoxCount, close_round, open_round
from elections.services.sessions import HandVote, adjourn_session, adopt_method, close_session, declare_quorum, open_session, record_speech
from elections.services.slate import release_candidate, take_off
from tests.factories.hall import Hall, approve, codes, hall, open_hall, whole_meeting

pytestmark = pytest.mark.django_db
ALL = ("secretary", "deputy", "committee")


def refusal(act: object, *given: object, **more: object) -> list[str]:
    with pytest.raises(RuleViolation) as refused:
        act(*given, **more)  # type: ignore[operator]
    return codes(refused)


def a_call(at: Hall, **more: object) -> MeetingCall:
    values = {"title": "大会", "starts_at": election_now(at.election), "place": "礼堂", "chair": "张三"} | more
    return MeetingCall(**values)  # type: ignore[arg-type]


def minutes(at: Hall, body: str = "new_committee", due: int = 5) -> Minutes:
    return Minutes(body=body, matter="candidates", place="会议室", chair="张三", due=due, present=due, votes_for=due, resolution="通过")


def test_a_meeting_is_convened_once_completely_and_for_a_day_to_come() -> None:
    at = hall()
    before = at.events()
    same = a_call(at, **{name: getattr(at.meeting, name) for name in ("title", "starts_at", "place", "chair")})
    assert convene_meeting(at.election, same, actor=at.secretary) == at.meeting
    assert refusal(convene_meeting, at.election, replace(same, place="别处"), actor=at.secretary) == ["recorded_otherwise"]
    assert change_meeting_date(at.meeting, actor=at.secretary, starts_at=at.meeting.starts_at, reason="") == at.meeting
    assert at.events() == before
    long_ago = election_now(at.election) - timedelta(days=3)
    faulty = a_call(at, kind="plenary", title=" ", starts_at=long_ago)
    assert refusal(convene_meeting, at.election, faulty, actor=at.secretary) == ["meeting_incomplete", "meeting_in_the_past"]
    assert refusal(record_preparatory_meeting, at.election, "packs", actor=at.secretary, place="", attended=3) == ["meeting_incomplete"]
    assert meeting_of(at.election, "plenary") is None


def test_no_date_is_changed_while_a_session_sits() -> None:
    at = hall()
    session = open_session(at.meeting, actor=at[Role.HOST])
    later = at.meeting.starts_at + timedelta(days=1)
    assert refusal(change_meeting_date, at.meeting, actor=at.secretary, starts_at=later, reason="改期") == ["session_sits"]
    past = at.meeting.starts_at - timedelta(days=1)
    assert refusal(adjourn_session, session, actor=at[Role.HOST], reason="休会", resumes_at=past) == ["meeting_in_the_past"]
    assert adjourn_session(session, actor=at[Role.HOST], reason="休会").resumes_at is None


def test_no_session_ends_with_a_round_open_and_nothing_opens_in_one_that_is_over() -> None:
    at = open_hall()
    session = at.session
    opened = at.round(*ALL)
    assert refusal(close_session, session, actor=at[Role.HOST]) == ["round_still_open"]
    assert refusal(adopt_method, session, ElectionMethod(ballot="list"), HandVote(20), actor=at[Role.HOST])[0] == "method_in_use"
    at.close(opened)
    at.count(opened, {})
    decide_outcome(opened, actor=at[Role.HOST])
    close_session(session, actor=at[Role.HOST])
    assert refusal(open_round, session, ALL, actor=at[Role.HOST], printed=20) == ["session_over"]
    assert refusal(record_speech, session, "speech", actor=at[Role.HOST], speaker=" ") == ["meeting_incomplete"]


def test_a_vote_in_a_session_that_is_over_decides_nothing() -> None:
    at = hall()
    session = open_session(at.meeting, actor=at[Role.HOST])
    check_in(session, at.members, actor=at[Role.CHECK_IN_CLERK])
    declare_quorum(session, actor=at[Role.HOST])
    adjourn_session(session, actor=at[Role.HOST], reason="休会")
    assert refusal(adopt_method, session, ElectionMethod(ballot="number"), HandVote(20), actor=at[Role.HOST]) == ["session_over"]


def test_officials_are_proposed_before_they_are_approved_and_have_a_vote() -> None:
    at = hall()
    session = open_session(at.meeting, actor=at[Role.HOST])
    check_in(session, at.members, actor=at[Role.CHECK_IN_CLERK])
    declare_quorum(session, actor=at[Role.HOST])
    assert refusal(approve_officials, session, HandVote(20), actor=at[Role.HOST]) == ["officials_not_proposed"]
    RollEntry.objects.filter(pk=at.members[-1].pk).update(may_vote=False)
    roles = {at.members[-1]: "chief_scrutineer", at.members[-2]: "teller"}
    assert refusal(propose_officials, at.meeting, roles, actor=at.secretary) == ["official_not_an_elector"]
    roles = {at.members[-3]: "chief_scrutineer", at.members[-2]: "teller"}
    propose_officials(at.meeting, roles, actor=at.secretary)
    before = at.events()
    assert len(propose_officials(at.meeting, roles, actor=at.secretary)) == 2
    assert at.events() == before
    contest = at.contest("committee")
    Candidate.objects.create(contest=contest, entry=at.members[-2], order=9, number=99, certified_at=at.election.opened_at)
    assert refusal(approve_officials, session, HandVote(20), actor=at[Role.HOST]) == ["official_is_candidate"]
    assert not Official.objects.approved().exists()


def test_delegates_vote_where_delegates_meet() -> None:
    at = hall()
    RollEntry.objects.filter(pk__in=[entry.pk for entry in at.members[:7]]).update(capacities=["member", "meeting_delegate"])
    Meeting.objects.filter(pk=at.meeting.pk).update(kind="delegates")
    at.meeting.refresh_from_db()
    assert set(electors(at.meeting)) == set(at.members[:7])
    session = open_session(at.meeting, actor=at[Role.HOST])
    assert session.due_fixed == 7
    assert check_in(session, at.members[:6], actor=at[Role.CHECK_IN_CLERK]) == 6
    assert refusal(check_in, session, at.members[7:8], actor=at[Role.CHECK_IN_CLERK]) == ["not_an_elector"]
    assert missing_electors(session) == [at.members[6]]
    assert missing_electors(session, limit_to=[]) == []


def test_a_settled_and_a_pending_contest_are_not_voted_on() -> None:
    at = hall(slate={"deputy": 2})
    session = at.open()
    deputies, committee = at.names("deputy"), at.names("committee")
    Candidate.objects.create(contest=at.contest("committee"), entry=at.members[1], order=9, number=90, certified_at=at.election.opened_at)
    votes = {
        "secretary": {at.names("secretary")[0]: 20},
        "deputy": dict.fromkeys(deputies, 10),
        "committee": {committee[0]: 14, deputies[0]: 12, deputies[1]: 12, committee[1]: 11},
    }
    at.vote(*ALL, votes=votes)
    found = refusal(open_round, session, ("secretary", "committee"), actor=at[Role.HOST], printed=20)
    assert found == ["contest_settled", "contest_pending", "earlier_contest_first"]
    assert refusal(reduce_seats, at.contest("committee"), session, HandVote(20), actor=at[Role.HOST])[0] == "fewer_seats_nothing_to_give_up"
    assert not SeatReduction.objects.exists()


def test_nothing_is_given_up_before_anybody_voted() -> None:
    at = open_hall()
    session = at.session
    assert refusal(reduce_seats, at.contest("committee"), session, HandVote(20), actor=at[Role.HOST]) == ["fewer_seats_nothing_to_give_up"]


def test_nobody_stands_is_no_ballot_and_an_official_is_no_candidate() -> None:
    at = open_hall()
    session = at.session
    official = Official.objects.first()
    assert official is not None
    Candidate.objects.filter(contest__code="secretary").delete()
    assert set(refusal(open_round, session, ALL, actor=at[Role.HOST], printed=20)) == {"too_few_names_for_post", "no_candidates"}
    Candidate.objects.create(contest=at.contest("secretary"), entry=official.entry, order=1, number=80, certified_at=at.election.opened_at)
    assert refusal(open_round, session, ALL, actor=at[Role.HOST], printed=20) == ["official_is_candidate"]


def test_each_number_on_a_paper_means_one_name_in_one_post() -> None:
    at = open_hall()
    numbers = printed_numbers(at.round(*ALL))
    assert numbers[1] == ("secretary", at.names("secretary")[0])
    assert sorted(numbers) == list(range(1, 7))


def test_more_ballots_filled_in_for_others_than_voters_is_refused() -> None:
    at = open_hall()
    opened = at.round(*ALL)
    box = BoxCount(voters=18, returned=18, written_for=19)
    assert refusal(close_round, opened, box, actor=at[Role.HOST]) == ["written_for_over_voters"]


def test_the_count_of_an_open_round_is_not_signed_and_batches_begin_at_one() -> None:
    at = open_hall()
    opened = at.round(*ALL)
    assert refusal(attest_count, opened, actor=at[Role.SCRUTINEER], pin=at.pin) == ["round_still_open"]
    at.close(opened)
    totals = at.totals(opened, {}, 20)
    assert refusal(enter_tally, opened, 0, actor=at[Role.TELLER], ballots=20, totals=totals) == ["batch_unknown"]
    strange = {**totals, "chairman": totals["deputy"]}
    assert refusal(enter_tally, opened, 1, actor=at[Role.TELLER], ballots=20, totals=strange) == ["slate_contest_unknown"]


def test_codes_are_for_open_rounds_and_at_least_one() -> None:
    at = hall()
    approve(at.office, "electronic_ballot")
    opened = open_round(at.open(), ALL, actor=at[Role.HOST], printed=0, medium="electronic")
    assert refusal(prepare_ballot_codes, opened, 0, actor=at[Role.BALLOT_DESK]) == ["figure_negative"]
    BallotRound.objects.filter(pk=opened.pk).update(closed_at=opened.opened_at)
    assert refusal(prepare_ballot_codes, opened, 5, actor=at[Role.BALLOT_DESK]) == ["round_over"]
    assert refusal(cast_ballot, "", {}) == ["ballot_code_unknown"]


def test_who_withdraws_does_not_come_back_by_release() -> None:
    at = hall()
    candidate = Candidate.objects.select_related("entry", "contest__election").get(contest__code="secretary")
    street = at[Role.STREET_OFFICER]
    before = at.events()
    assert release_candidate(candidate, actor=street, reason="x") == candidate
    assert at.events() == before
    with election_act(Act.HOLD_CANDIDATE, at.election, street) as act:
        assert take_off(act, candidate.entry, "withdrawn") == 1
        assert take_off(act, candidate.entry, "withdrawn") == 0
        act.record(candidate)
    assert refusal(release_candidate, candidate, actor=street, reason=" ") == ["reason_missing", "candidate_withdrawn"]


def test_the_result_is_published_once_and_approved_only_when_filed() -> None:
    at = hall()
    assert "meeting_not_held" in refusal(certify_result, at.election, actor=at[Role.HOST])
    whole_meeting(at)
    certify_result(at.election, actor=at[Role.HOST])
    type(at.election).objects.filter(pk=at.election.pk).update(phase=Phase.REPORTING)
    first = publish_result(at.election, actor=at.secretary)
    before = at.events()
    assert publish_result(at.election, actor=at.secretary) == first
    assert at.events() == before
    assert refusal(receive_approval, at.election, actor=at[Role.STREET_APPROVER]) == ["report_not_filed"]


def test_the_handover_names_its_people_and_the_work_goes_to_the_new_committee() -> None:
    at = hall()
    whole_meeting(at)
    type(at.election).objects.filter(pk=at.election.pk).update(phase=Phase.CLOSED)
    empty = HandoverNote(handed_by="", received_by="", witnessed_by="", items="")
    found = refusal(record_handover, at.election, empty, actor=at.secretary)
    assert found == [f"handover_without_{field}" for field in ("handed_by", "received_by", "witnessed_by", "items")]
    note = HandoverNote(handed_by="a", received_by="b", witnessed_by="c", items="d")
    record_handover(at.election, note, actor=at.secretary)
    before = at.events()
    record_handover(at.election, note, actor=at.secretary)
    assert at.events() == before
    shares = {found.entry: "x" for found in Elected.objects.select_related("entry")}
    assert refusal(record_division_of_work, at.election, shares | {at.members[-1]: "x"}, minutes(at), actor=at.secretary) == [
        "work_share_of_stranger"
    ]
    assert "work_without_shares" in refusal(record_division_of_work, at.election, {}, minutes(at), actor=at.secretary)
    other = minutes(at, "members_meeting")
    assert refusal(record_division_of_work, at.election, shares, other, actor=at.secretary) == ["work_divided_by_another_body"]


def test_the_rules_of_posts_lists_and_methods_where_no_service_asks() -> None:
    rules = preset("village")
    assert [issue.code for issue in posts_issues(Posts(size=0), rules)] == ["posts_not_a_number"]
    assert [issue.code for issue in posts_issues(Posts(size=5, names={"chairman": 2}), rules)] == ["posts_contest_unknown"]
    assert committee_seats(Posts(size=3, includes_leaders=False), rules) == 3
    twice = ListedContest("secretary", "secretary", "meeting", 1, 1, ("甲", "甲"))
    assert [issue.code for issue in list_issues([twice], rules, leaders_from_committee=False, order_reason="")] == ["candidate_twice"]
    strange = ElectionMethod(ballot="sequential", further_candidates="drawn")  # type: ignore[arg-type]
    assert [issue.code for issue in method_issues(strange, rules, plenary=False)] == ["method_further_unknown"]


def test_without_a_plan_the_rule_set_says_who_elects_the_leaders() -> None:
    at = hall(preset="regulation-2020")
    assert from_committee(at.election)
    at.election.posts_plan.delete()
    assert from_committee(at.election)
    assert not Contest.objects.filter(election=at.election, stage="meeting", post="secretary").exists()
