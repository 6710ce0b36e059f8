import pytest

from elections.models import Decision, MilestoneRecord
from elections.permissions import Role
from elections.rules.acts import Milestone
from elections.rules.contests import Posts
from elections.rules.phases import Phase
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
    at = hall(posts=Posts(size=5, discipline=3))
    clerk = browser_of(at[Role.COMMUNITY_CLERK])
    form = address(at, "result/passing/")
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
    assert Decision.objects.get().matter == "discipline_secretary_passed"
    assert form not in said(clerk, address(at, "result/"))
