from datetime import date, timedelta

import pytest
from django.utils import timezone

from elections.models import Document, Notice
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.rules.contests import Posts
from elections.rules.phases import Phase
from elections.services.announcement_papers import usual_announcement
from elections.services.contests import set_posts
from tests.factories.notices import move_to
from tests.factories.office import Office, add_members, office_with_election

from .conftest import SignedIn

SAID = {
    "scope": "全体正式党员",
    "conditions": "政治素质好\n热心社区工作\n",
    "channels": "党组织推荐\n党员个人自荐",
    "report_to": "社区党委",
    "telephone": "0571-85370001",
    "address": "文晖路1号",
    "hours": "上午8:30—12:00",
}


@pytest.fixture
def office(db: None) -> Office:
    office = office_with_election()
    set_posts(office.election, Posts(size=5, includes_leaders=True, deputies=1), actor=office[Role.COMMUNITY_SECRETARY])
    move_to(office, Phase.MOBILISATION)
    return office


def address(office: Office, path: str) -> str:
    return f"/desk/e/{office.election.code}/mobilisation/{path}"


def until(office: Office, days: int = 7) -> date:
    return timezone.localdate(election_now(office.election)) + timedelta(days=days)


def test_it_is_drafted_from_the_plan_and_looked_at_before_it_is_posted(office: Office, as_role: SignedIn) -> None:
    browser, where = as_role(Role.COMMUNITY_CLERK), address(office, "announcement/")
    page = browser.get(where).content.decode()
    assert "10名以上党员（群众）联名推荐" in page and "京都苑社区全体正式党员" in page

    typed = SAID | {"nominate_until": f"{until(office)}"}
    looked = browser.post(where, typed | {"look": "1"}).content.decode()
    assert "张贴文本预览" in looked and "<li>热心社区工作</li>" in looked
    assert not Notice.objects.exists()

    answer = browser.post(where, typed)
    notice = Notice.objects.get()
    assert answer.headers["Location"] == f"/desk/e/{office.election.code}/notices/{notice.pk}/"
    page = browser.get(answer.headers["Location"]).content.decode()
    assert "报名和推荐时间" in page and "政治素质好；热心社区工作" in page
    assert browser.get(f"/desk/e/{office.election.code}/notices/{notice.pk}/picture.png").status_code == 200


def test_announcing_again_needs_a_reason_and_begins_with_what_was_said(office: Office, as_role: SignedIn) -> None:
    browser, where = as_role(Role.COMMUNITY_CLERK), address(office, "announcement/")
    browser.post(where, SAID | {"nominate_until": f"{until(office)}"})
    assert "热心社区工作" in browser.get(where).content.decode()
    assert usual_announcement(office.election).conditions == ("政治素质好", "热心社区工作")

    longer = SAID | {"nominate_until": f"{until(office, 14)}"}
    page = browser.post(where, longer).content.decode()
    assert f"{until(office, 14)}" in page
    assert Notice.objects.count() == 1
    browser.post(where, longer | {"reason": "报名人数不足"})
    assert Notice.objects.standing().get().correction_reason == "报名人数不足"


def test_a_day_that_is_over_is_refused_and_nothing_typed_is_lost(office: Office, as_role: SignedIn) -> None:
    typed = SAID | {"nominate_until": f"{until(office, -1)}", "scope": "打好的推荐范围"}
    page = as_role(Role.COMMUNITY_CLERK).post(address(office, "announcement/"), typed).content.decode()
    assert "早于公告张贴时间" in page and "打好的推荐范围" in page


def test_letters_are_made_for_every_member(office: Office, as_role: SignedIn) -> None:
    add_members(office.election, 3)
    browser = as_role(Role.COMMUNITY_CLERK)
    browser.post(address(office, "letters/"), SAID | {"paragraphs": "请您参加。"})
    letters = Document.objects.get(kind="open_letter")
    assert letters.snapshot.count('"branch"') == 3
    page = browser.get(address(office, "")).content.decode()
    assert "正在生成PDF" in page


def test_a_time_without_a_place_is_refused(office: Office, as_role: SignedIn) -> None:
    add_members(office.election, 1)
    typed = SAID | {"meeting_at": "2026-03-10T09:00"}
    assert "要么都填" in as_role(Role.COMMUNITY_CLERK).post(address(office, "letters/"), typed).content.decode()


@pytest.mark.parametrize("path", ["announcement/", "letters/"])
def test_who_may_not_and_when_not(path: str, office: Office, as_role: SignedIn) -> None:
    assert as_role(Role.GUIDANCE_OFFICER).get(address(office, path)).status_code == 403
    move_to(office, Phase.VETTING)
    assert as_role(Role.COMMUNITY_CLERK).get(address(office, path)).status_code == 409


def test_what_belongs_to_a_notice_for_objections_is_not_there_for_the_announcement(office: Office, as_role: SignedIn) -> None:
    browser = as_role(Role.COMMUNITY_CLERK)
    browser.post(address(office, "announcement/"), SAID | {"nominate_until": f"{until(office)}"})
    notices = f"/desk/e/{office.election.code}/notices/{Notice.objects.get().pk}/"
    assert browser.get(notices).status_code == 200
    for path in ("correct/", "interrupt/", "poster/", "reports/receive/"):
        assert browser.get(notices + path).status_code in {403, 404}
        assert browser.post(notices + path).status_code in {403, 404}
