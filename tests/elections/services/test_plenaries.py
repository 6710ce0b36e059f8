"""Plenaries of the new committees, case by case."""

from dataclasses import replace

import pytest

from elections.models import Elected, RollEntry
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.queries.results import Standings, contest_state
from elections.rules.issues import RuleViolation
from elections.rules.method import ElectionMethod, method_issues
from elections.services.decisions import Minutes
from elections.services.meetings import MeetingCall, convene_meeting
from elections.services.outcomes import record_declined
from elections.services.sessions import close_session, open_session
from elections.services.slate import name_plenary_candidates
from tests.factories.hall import Hall, codes, hall

pytestmark = pytest.mark.django_db


def refusal(act: object, *given: object, **more: object) -> list[str]:
    with pytest.raises(RuleViolation) as refused:
        act(*given, **more)  # type: ignore[operator]
    return codes(refused)


def a_call(at: Hall, **more: object) -> MeetingCall:
    values = {"title": "大会", "starts_at": election_now(at.election), "place": "礼堂", "chair": "张三"} | more
    return MeetingCall(**values)  # type: ignore[arg-type]


def minutes(at: Hall, body: str = "new_committee", due: int = 5) -> Minutes:
    return Minutes(body=body, matter="candidates", place="会议室", chair="张三", due=due, present=due, votes_for=due, resolution="通过")


def plenary(at: Hall) -> tuple[Hall, list[RollEntry]]:
    """The members have elected five; they meet."""
    session = at.open()
    committee = at.names("committee")
    at.vote("committee", votes={"committee": dict(zip(committee, (19, 18, 17, 16, 15), strict=False))})
    close_session(session, actor=at[Role.HOST])
    call = a_call(at, kind="plenary", title="第一次全体会议")
    meeting = convene_meeting(at.election, call, actor=at.secretary)
    seated = [found.entry for found in Elected.objects.order_by("pk").select_related("entry")]
    return Hall(at.office, meeting, seated), seated


def test_a_plenary_meets_when_its_body_is_elected() -> None:
    at = hall(preset="regulation-2020")
    meeting = convene_meeting(at.election, a_call(at, kind="plenary"), actor=at.secretary)
    assert refusal(open_session, meeting, actor=at[Role.HOST]) == ["body_not_elected"]
    other = convene_meeting(at.election, a_call(at, kind="discipline_plenary"), actor=at.secretary)
    assert refusal(open_session, other, actor=at[Role.HOST]) == ["slate_contest_unknown"]
    found = method_issues(ElectionMethod(ballot="number"), at.election.rules, plenary=True)
    assert [issue.code for issue in found] == ["method_ballot_differs"]


def test_candidates_of_a_plenary_come_from_those_elected() -> None:
    at = hall(preset="regulation-2020")
    by = {"actor": at.secretary}
    assert refusal(name_plenary_candidates, at.contest("committee"), [], minutes(at), **by) == ["contest_of_the_meeting"]
    sitting, seated = plenary(at)
    secretary = at.contest("secretary")
    assert refusal(name_plenary_candidates, secretary, [], minutes(at), **by) == ["too_few_names_for_post"]
    assert refusal(name_plenary_candidates, secretary, [at.members[-1]], minutes(at), **by) == ["candidate_not_seated"]
    lost = replace(minutes(at), votes_for=0, votes_against=5)
    assert refusal(name_plenary_candidates, secretary, seated[:1], lost, **by) == ["not_carried"]
    name_plenary_candidates(secretary, seated[:1], minutes(at), **by)
    before = at.events()
    assert [candidate.entry for candidate in name_plenary_candidates(secretary, seated[:1], minutes(at), **by)] == seated[:1]
    assert at.events() == before
    name_plenary_candidates(at.contest("deputy"), seated[1:2], minutes(at), **by)
    sitting.open()
    outsider = at.members[-1].name
    sitting.vote("secretary", "deputy", votes={"secretary": {seated[0].name: 2, outsider: 3}, "deputy": {seated[1].name: 5}})
    assert contest_state(secretary).elected == ()
    standings = Standings(at.election)
    assert standings.seated_for(secretary) == {entry.pk for entry in seated}
    assert standings.elected_names([at.contest("deputy")]) == {seated[1].name}
    assert refusal(name_plenary_candidates, secretary, seated[2:3], minutes(at), **by) == ["slate_in_use"]


def test_who_leaves_the_committee_leaves_the_post_given_from_it() -> None:
    at = hall(preset="regulation-2020")
    sitting, seated = plenary(at)
    for place, code in enumerate(("secretary", "deputy")):
        name_plenary_candidates(at.contest(code), [seated[place]], minutes(at), actor=at.secretary)
    sitting.open()
    sitting.vote("secretary", "deputy", votes={"secretary": {seated[0].name: 5}, "deputy": {seated[1].name: 5}})
    record_declined(Elected.objects.get(contest__code="committee", entry=seated[0]), actor=at[Role.HOST], reason="工作调动")
    assert list(Elected.objects.standing().filter(entry=seated[0])) == []
    record_declined(Elected.objects.get(contest__code="deputy"), actor=at[Role.HOST], reason="本人不愿任副职")
    assert Elected.objects.standing().filter(entry=seated[1], contest__code="committee").exists()
