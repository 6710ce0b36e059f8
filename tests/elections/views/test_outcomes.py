import pytest

from elections.models import Candidate, Elected, Outcome, RollEntry, SeatReduction
from elections.permissions import Role
from elections.queries.results import contest_state
from elections.rules.contests import Posts
from elections.services.outcomes import decide_outcome
from tests.factories.hall import Hall, Votes, hall, open_hall
from tests.factories.signed_in import browser_of

from .test_rounds import ALL, address, said

pytestmark = pytest.mark.django_db


def leaders(at: Hall) -> dict[str, dict[str, int]]:
    return {"secretary": {at.names("secretary")[0]: 20}, "deputy": {at.names("deputy")[0]: 19}}


def counted(at: Hall, votes: Votes, *codes: str) -> int:
    """A round up to the signature."""
    made = at.round(*(codes or ALL))
    at.close(made)
    at.count(made, votes)
    return made.pk


def test_who_is_elected_stands_with_the_votes_that_were_needed() -> None:
    at = open_hall()
    names = at.names("committee")
    pk = counted(at, leaders(at) | {"committee": {names[0]: 17, names[1]: 16, names[2]: 11}})
    host = browser_of(at[Role.HOST])
    answer = host.post(address(at, f"rounds/{pk}/outcome/"))
    assert answer.headers["Location"] == address(at, f"rounds/{pk}/")
    page = said(host, address(at, f"rounds/{pk}/"))
    assert f"{names[0]}（17票）" in page and "须超过20人的半数，即11票以上" in page
    row = page.split(f'<th scope="row">{names[3]}</th>')[1].split("</tr>")[0]
    assert "差11票" in row and page.count("差11票") == 1
    assert "目前结果" in page
    assert contest_state(at.contest("committee")).settled


def test_only_who_leads_the_meeting_decides() -> None:
    at = open_hall()
    pk = counted(at, leaders(at))
    for role in (Role.TELLER, Role.SCRUTINEER, Role.STREET_OFFICER):
        assert browser_of(at[role]).post(address(at, f"rounds/{pk}/outcome/")).status_code == 403
    assert not Outcome.objects.exists()


def test_nothing_is_decided_before_the_signature() -> None:
    at = open_hall()
    made = at.close(at.round(*ALL))
    answer = browser_of(at[Role.HOST]).post(address(at, f"rounds/{made.pk}/outcome/"))
    assert answer.status_code == 200 and "签" in answer.content.decode()
    assert not Outcome.objects.exists()


def test_a_tie_leads_to_a_run_off_among_the_tied_with_one_press() -> None:
    at = open_hall()
    session = at.session
    names = at.names("committee")
    pk = counted(at, leaders(at) | {"committee": {names[0]: 16, names[1]: 15, names[2]: 12, names[3]: 12}})
    host = browser_of(at[Role.HOST])
    host.post(address(at, f"rounds/{pk}/outcome/"))
    page = said(host, address(at, f"rounds/{pk}/"))
    assert "末位得票相等" in page and "再次投票" in page and "开始投票" in page
    answer = host.post(address(at, f"sessions/{session.pk}/rounds/open/"), {"contests": ["committee"], "printed": "20", "medium": "paper"})
    page = said(host, answer.headers["Location"])
    assert "再次投票" in page


def test_a_tie_that_has_come_undone_is_decided_again() -> None:
    at = open_hall()
    names = at.names("committee")
    pk = counted(at, leaders(at) | {"committee": {names[0]: 16, names[1]: 15, names[2]: 12, names[3]: 12}})
    host = browser_of(at[Role.HOST])
    host.post(address(at, f"rounds/{pk}/outcome/"))
    RollEntry.objects.filter(election=at.election, name=names[3]).update(disqualified_at=at.election.opened_at)
    assert "去掉此人重新确定结果" in said(host, address(at, f"rounds/{pk}/"))
    host.post(address(at, f"rounds/{pk}/outcome/"))
    page = said(host, address(at, f"rounds/{pk}/"))
    assert f"不具备被选举资格，不计入：{names[3]}" in page
    assert contest_state(at.contest("committee")).settled


def test_a_write_in_whom_the_roll_does_not_tell_is_asked_for() -> None:
    at = hall(posts=Posts(size=2, deputies=1))
    at.open()
    pk = counted(at, {"secretary": {"生面孔": 14}, "deputy": {at.names("deputy")[0]: 20}}, "secretary", "deputy")
    host = browser_of(at[Role.HOST])
    form = address(at, f"rounds/{pk}/outcome/")
    assert "另选他人“生面孔”是哪一位" in host.post(form).content.decode()
    assert not Outcome.objects.exists()
    host.post(form, {"who_0": "nobody"})
    assert not Elected.objects.filter(contest__code="secretary").exists()
    assert Elected.objects.filter(contest__code="deputy").exists()


def test_empty_seats_near_the_full_number_are_given_up_by_vote() -> None:
    at = open_hall()
    session = at.session
    names = at.names("committee")
    pk = counted(at, leaders(at) | {"committee": {names[0]: 15, names[1]: 14}})
    host = browser_of(at[Role.HOST])
    host.post(address(at, f"rounds/{pk}/outcome/"))
    form = address(at, f"sessions/{session.pk}/contests/committee/fewer/")
    assert form in said(host, address(at, f"rounds/{pk}/"))
    assert "空缺1名；实到会20人" in said(host, form)
    few = host.post(form, {"votes_for": "9", "against": "11", "abstained": "0"})
    assert few.status_code == 200 and 'value="11"' in few.content.decode() and not SeatReduction.objects.exists()
    host.post(form, {"votes_for": "12", "against": "8", "abstained": "0"})
    assert SeatReduction.objects.get().seats == 1
    assert host.get(address(at, f"sessions/{session.pk}/contests/nothing/fewer/")).status_code == 404


def test_who_declines_opens_the_seat() -> None:
    at = open_hall()
    names = at.names("committee")
    pk = counted(at, leaders(at) | {"committee": {names[0]: 17, names[1]: 16, names[2]: 15}})
    host = browser_of(at[Role.HOST])
    host.post(address(at, f"rounds/{pk}/outcome/"))
    elected = Elected.objects.get(name=names[0])
    form = address(at, f"elected/{elected.pk}/declined/")
    assert form in said(host, address(at, "result/"))
    assert f"{names[0]}辞任" in said(host, form)
    host.post(form, {"reason": "本人因病不能任职"})
    page = said(host, address(at, "result/"))
    assert "本人因病不能任职" in page and "空缺1名" in page
    other = hall(code="other")
    assert browser_of(other[Role.HOST]).get(address(other, f"elected/{elected.pk}/declined/")).status_code == 404


def test_a_pending_contest_is_decided_from_the_same_ballots() -> None:
    at = hall(slate={"deputy": 2})
    at.open()
    deputies, committee = at.names("deputy"), at.names("committee")
    tied = at.members[1].name
    at.contest("committee").candidates.create(entry=at.members[1], order=9, number=90, certified_at=at.election.opened_at)
    votes = {
        "secretary": {at.names("secretary")[0]: 20},
        "deputy": dict.fromkeys(deputies, 10),
        "committee": {committee[0]: 14, committee[1]: 13, tied: 12, committee[2]: 11},
    }
    pk = counted(at, votes)
    host = browser_of(at[Role.HOST])
    host.post(address(at, f"rounds/{pk}/outcome/"))
    assert "先选定前一职务" in said(host, address(at, f"rounds/{pk}/"))
    second = counted(at, {"deputy": {tied: 15}}, "deputy")
    host.post(address(at, f"rounds/{second}/outcome/"))
    page = said(host, address(at, f"rounds/{pk}/"))
    assert "重新确定结果" in page
    host.post(address(at, f"rounds/{pk}/outcome/"))
    assert contest_state(at.contest("committee")).settled


def test_candidates_of_a_plenary_are_named_from_those_elected() -> None:
    at = open_hall(preset="regulation-2020")
    names = at.names("committee")
    made = at.vote("committee", votes={"committee": dict(zip(names, (19, 18, 17, 16, 15), strict=False))})
    decide_outcome(made, actor=at[Role.HOST])
    clerk = browser_of(at[Role.COMMUNITY_CLERK])
    form = address(at, "contests/secretary/candidates/")
    assert form in said(clerk, address(at, "result/"))
    seated = RollEntry.objects.get(election=at.election, name=names[0])
    page = said(clerk, form)
    assert names[0] in page and names[5] not in page
    minutes = {
        "body": "community_committee",
        "place": "社区会议室",
        "chair": "张三",
        "due": "5",
        "present": "5",
        "votes_for": "5",
        "votes_against": "0",
        "abstained": "0",
        "manner": "show_of_hands",
        "resolution": "提出书记候选人",
    }
    assert clerk.post(form, minutes).status_code == 200
    answer = clerk.post(form, minutes | {"people": [str(seated.pk)]})
    assert answer.status_code == 302, answer.content.decode()
    assert Candidate.objects.get(contest__code="secretary").entry == seated
    assert names[0] in said(clerk, address(at, "result/")).split("由全体会议选举的职务")[1]
    assert browser_of(at[Role.HOST]).get(form).status_code == 403
