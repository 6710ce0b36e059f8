import pytest

from elections.models import Decision, MilestoneRecord
from elections.permissions import Role
from elections.rules.acts import Milestone
from elections.rules.contests import Posts
from elections.rules.phases import Phase
from elections.services.sessions import close_session
from tests.elections.services.test_results import hold
from tests.factories.hall import hall, open_hall, whole_meeting
from tests.factories.signed_in import browser_of

from .test_rounds import address, said

pytestmark = pytest.mark.django_db


def test_the_result_is_certified_and_the_election_goes_on() -> None:
    at = hall()
    assert "没有召开" in said(browser_of(at[Role.HOST]), address(at, "result/")) or "尚未" in said(
        browser_of(at[Role.HOST]), address(at, "result/")
    )
    MilestoneRecord.objects.filter(kind=Milestone.RESULT_CERTIFIED).delete()
    whole_meeting(at)
    host = browser_of(at[Role.HOST])
    page = said(host, address(at, "result/"))
    assert "确认选举结果" in page and at.names("secretary")[0] in page
    assert "到会率100.00%，达到上级党组织批准的公推直选实施方案要求的85%。" in page
    answer = host.post(address(at, "result/certify/"))
    assert answer.headers["Location"] == address(at, "result/")
    clerk = browser_of(at[Role.COMMUNITY_CLERK])
    page = said(clerk, address(at, "result/"))
    assert "已确认的选举结果" in page and "进入“" in page
    clerk.post(f"/desk/e/{at.election.code}/advance/", {"to": "reporting"})
    assert at.election.phase == Phase.REPORTING


def test_what_is_missing_stands_in_words_and_nobody_else_certifies() -> None:
    at = open_hall()
    page = said(browser_of(at[Role.HOST]), address(at, "result/"))
    assert "<li>" in page and "确认选举结果</a>" not in page
    assert browser_of(at[Role.TELLER]).post(address(at, "result/certify/")).status_code == 403
    refused = browser_of(at[Role.HOST]).post(address(at, "result/certify/"))
    assert refused.status_code == 200
    assert not MilestoneRecord.objects.standing().filter(kind=Milestone.RESULT_CERTIFIED).exists()


def test_the_committee_passes_the_discipline_secretary() -> None:
    at = hall(preset="regulation-2020", members=30, posts=Posts(size=5, deputies=1, discipline=3))
    clerk, host = browser_of(at[Role.COMMUNITY_CLERK]), browser_of(at[Role.HOST])
    form, decisions = address(at, "result/passing/"), f"/desk/e/{at.election.code}/decisions/"
    overview = f"/desk/e/{at.election.code}/"
    session = at.open()
    assert form not in said(clerk, address(at, "result/")), "there is nobody to pass yet"
    assert "还需会议决定" not in said(clerk, decisions)
    assert "请召开" not in said(clerk, overview), "the meeting sits; the hall says what comes next"
    for code, seats in (("committee", 5), ("discipline", 3)):
        at.vote(code, votes={code: dict.fromkeys(at.names(code)[:seats], 29)})
    close_session(session, actor=at[Role.HOST])
    missing = said(clerk, overview).split('class="missing"')[1].split("</ol>")[0]
    assert "委员已选出，请召开纪律检查委员会第一次全体会议。" in missing
    assert "委员已选出，请召开新一届委员会第一次全体会议。" in missing
    assert "纪委书记：尚未提出全体会议候选人。" in missing and "未选出" not in missing
    assert "尚未办理：选举结果确认。" in missing
    result = said(host, address(at, "result/"))
    assert "由社区提出人选" in result and "选齐后办理" not in result, "the members are all elected"
    hold(at, "plenary", "committee", {"secretary": 1, "deputy": 1})
    hold(at, "discipline_plenary", "discipline", {"discipline_secretary": 1})
    missing = said(clerk, overview).split('class="missing"')[1].split("</ol>")[0]
    assert "请召开" not in missing and "尚未提出" not in missing and "通过" in missing
    assert "还需会议决定" in said(clerk, decisions)
    assert form in said(clerk, address(at, "result/"))
    minutes = {
        "place": "会议室",
        "chair": "张三",
        "due": "5",
        "present": "5",
        "votes_for": "5",
        "votes_against": "0",
        "abstained": "0",
        "manner": "show_of_hands",
        "resolution": "通过",
    }
    clerk.post(form, minutes)
    assert Decision.objects.filter(matter="discipline_secretary_passed").count() == 1
    assert "还需会议决定" not in said(clerk, decisions)
    assert form not in said(clerk, address(at, "result/"))
