import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from elections.models import AuditEvent, Document, Job, Notice, RollEntry
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.rules.acts import Milestone
from elections.rules.phases import Phase
from elections.services.jobs import run_job
from elections.services.notices import interrupt_notice, issue_notice
from elections.services.objections import Report, receive_objection
from elections.services.postings import record_posting
from tests.factories.nominations import nominate
from tests.factories.notices import REPORTING, first_notice, listed, move_to
from tests.factories.office import Office, add_contest, add_members, another_community, office_with_election, reach_milestone
from tests.factories.signed_in import browser_of

from .conftest import SignedIn

SAID = {
    "wording_title": "京都苑社区海推结果公示",
    "report_to": "社区党委",
    "telephone": "0571-85370001",
    "address": "文晖路1号",
    "hours": "上午8:30—12:00",
}


@pytest.fixture
def office(db: None) -> Office:
    return office_with_election(phase=Phase.OPEN_NOMINATION)


def address(office: Office, path: str = "") -> str:
    return f"/desk/e/{office.election.code}/notices/{path}"


def page_of(browser: Client, where: str, status: int = 200) -> str:
    answer = browser.get(where)
    assert answer.status_code == status
    return answer.content.decode()


def nominees(office: Office, count: int = 3) -> list[RollEntry]:
    """Nominated, the nomination closed: the first round is due."""
    entries = add_members(office.election, count)
    nominate(office, entries, add_contest(office.election))
    reach_milestone(office.election, Milestone.OPEN_NOMINATION_CLOSED, office[Role.COMMUNITY_CLERK])
    return entries


def test_of_the_first_notice_nobody_is_said_to_be_proposed_for_a_post(office: Office, as_role: SignedIn) -> None:
    notice = first_notice(office)
    for page in (
        page_of(as_role(Role.COMMUNITY_CLERK), address(office, f"{notice.pk}/")),
        page_of(Client(), f"/e/{office.election.code}/notices/{notice.pk}/"),
    ):
        assert "推荐职位" in page and "拟任" not in page
    Notice.objects.filter(pk=notice.pk).update(round=2)
    assert "拟任职务" in page_of(Client(), f"/e/{office.election.code}/notices/{notice.pk}/")


def test_a_notice_asks_for_six_figures_of_a_postcode(office: Office, as_role: SignedIn) -> None:
    nominees(office)
    answer = as_role(Role.COMMUNITY_CLERK).post(address(office, "round/1/issue/"), SAID | {"postcode": "31OOO4"})
    assert "邮编应为6位数字" in answer.content.decode()
    assert not Notice.objects.exists()


def test_a_round_that_is_not_due_says_what_comes_first(office: Office, as_role: SignedIn) -> None:
    page = page_of(as_role(Role.COMMUNITY_CLERK), address(office))
    assert page.count("尚未到时") == 3
    assert "办理本轮公示" not in page
    assert "海推" in page


def test_a_round_that_is_due_is_offered_to_its_issuer_with_its_end(office: Office, as_role: SignedIn) -> None:
    nominees(office)
    clerk, handler = page_of(as_role(Role.COMMUNITY_CLERK), address(office)), page_of(as_role(Role.OBJECTION_HANDLER), address(office))
    assert "现在可以发布" in clerk and "现在张贴，公示至" in clerk
    assert address(office, "round/1/issue/") in clerk
    assert address(office, "round/1/issue/") not in handler
    assert "由社区党组织书记或者党务工作者发布" in handler


def test_what_the_street_issues_only_the_street_is_offered(as_role: SignedIn, office: Office) -> None:
    move_to(office, Phase.VETTING, Milestone.PRELIMINARY_APPROVED)
    assert address(office, "round/2/issue/") in page_of(as_role(Role.STREET_OFFICER), address(office))
    clerk = page_of(as_role(Role.COMMUNITY_CLERK), address(office))
    assert address(office, "round/2/issue/") not in clerk
    assert "由街道组织科发布" in clerk


def test_a_village_has_the_rounds_of_its_rules_alone(db: None) -> None:
    village = office_with_election(preset="village", phase=Phase.OPEN_NOMINATION)
    browser = browser_of(village[Role.COMMUNITY_CLERK])
    page = page_of(browser, address(village))
    assert "第二轮公示" in page
    assert "第三轮公示" not in page
    assert browser.get(address(village, "round/3/issue/")).status_code == 404


def test_the_text_is_read_before_it_is_issued_and_is_what_is_posted(office: Office, as_role: SignedIn) -> None:
    entries, browser = nominees(office), as_role(Role.COMMUNITY_CLERK)
    where = address(office, "round/1/issue/")
    assert all(entry.name in page_of(browser, where) for entry in entries)

    looked = browser.post(where, SAID | {"look": "1", "basis": "根据实施方案，"}).content.decode()
    assert "根据实施方案，" in looked and "文晖路1号" in looked
    assert not Notice.objects.exists()

    answer = browser.post(where, SAID)
    notice = Notice.objects.get()
    assert answer.headers["Location"] == address(office, f"{notice.pk}/")
    assert {row["name"] for row in notice.people} == {entry.name for entry in entries}
    assert [event.verb for event in AuditEvent.objects.filter(chain__election=office.election).order_by("-pk")[:1]] == ["issue_notice"]


def test_a_refusal_keeps_what_was_typed(office: Office, as_role: SignedIn) -> None:
    nominees(office)
    tomorrow = f"{election_now(office.election) + timedelta(days=1):%Y-%m-%dT%H:%M}"
    page = as_role(Role.COMMUNITY_CLERK).post(address(office, "round/1/issue/"), SAID | {"basis": "打好的开头语", "fact_at": tomorrow})
    assert "打好的开头语" in page.content.decode()
    assert not Notice.objects.exists()


@pytest.mark.parametrize("role", [Role.OBJECTION_HANDLER, Role.STREET_APPROVER, Role.GUIDANCE_OFFICER, Role.OBSERVER])
def test_who_may_not_issue_is_refused(role: Role, office: Office, as_role: SignedIn) -> None:
    nominees(office)
    assert as_role(role).get(address(office, "round/1/issue/")).status_code == 403
    assert as_role(role).post(address(office, "round/1/issue/"), SAID).status_code == 403


def test_a_secretary_who_is_a_nominee_issues_nothing_and_is_told_who_does(office: Office, as_role: SignedIn) -> None:
    nominees(office)
    secretary = office[Role.COMMUNITY_SECRETARY]
    secretary.conflicts.create(election=office.election, since=election_now(office.election))
    browser = as_role(Role.COMMUNITY_SECRETARY)
    page = page_of(browser, address(office))
    assert "由社区党务工作者代为发布" in page
    assert address(office, "round/1/issue/") not in page
    assert browser.get(address(office, "round/1/issue/")).status_code == 409
    assert browser.post(address(office, "round/1/issue/"), SAID).status_code == 409
    assert not Notice.objects.exists()


def test_in_another_phase_it_is_not_now(office: Office, as_role: SignedIn) -> None:
    nominees(office)
    move_to(office, Phase.MEETING)
    assert as_role(Role.COMMUNITY_CLERK).get(address(office, "round/1/issue/")).status_code == 409


def test_who_is_held_is_named_and_left_out(office: Office, as_role: SignedIn) -> None:
    notice = first_notice(office)
    held = RollEntry.objects.get(pk=notice.people[0]["entry"])
    nominate(office, list(RollEntry.objects.all()), add_contest(office.election))
    receive_objection(notice, Report(channel="letter", matter="…", entry=held), actor=office[Role.OBJECTION_HANDLER])
    Notice.objects.filter(pk=notice.pk).update(superseded_at=election_now(office.election))
    page = page_of(as_role(Role.COMMUNITY_CLERK), address(office, "round/1/issue/"))
    assert f"暂不列入：{held.name}" in page


def test_a_foreign_office_and_another_election_see_nothing(office: Office, as_role: SignedIn) -> None:
    notice = first_notice(office)
    other = another_community(office)
    foreign = office_with_election(code="other", phase=Phase.OPEN_NOMINATION)
    officer = as_role(Role.STREET_OFFICER)
    for path in ("", "picture.png", "correct/", "interrupt/", "places/", "poster/"):
        assert officer.get(f"/desk/e/{other.code}/notices/{notice.pk}/{path}").status_code == 404
    stranger = browser_of(foreign[Role.STREET_OFFICER])
    assert stranger.get(address(office)).status_code == 404
    assert stranger.get(address(office, f"{notice.pk}/")).status_code == 404


def test_the_page_of_a_notice_has_what_is_taken_from_it(office: Office, as_role: SignedIn) -> None:
    notice, browser = first_notice(office), as_role(Role.COMMUNITY_CLERK)
    page = page_of(browser, address(office, f"{notice.pk}/"))
    assert notice.document is not None
    assert f"校验码：{notice.document.head[:16]}" in page
    assert all(row["name"] in page for row in notice.people)
    assert "复制文字" in page and "下载长图" in page

    answer = browser.get(address(office, f"{notice.pk}/picture.png"))
    with Image.open(io.BytesIO(answer.content)) as picture:
        assert (picture.format, picture.width) == ("PNG", 900)
        assert picture.height > 1000
    assert answer.content == browser.get(address(office, f"{notice.pk}/picture.png")).content


def test_a_notice_is_passed_on_as_text_and_picture_while_it_stands(client: Client, office: Office) -> None:
    notice = first_notice(office)
    where = f"/e/{office.election.code}/notices/{notice.pk}/"
    page = client.get(where).content.decode()
    assert "微信群文字" in page and f"{where}picture.png" in page
    assert client.get(f"{where}picture.png").content.startswith(b"\x89PNG")
    office.pass_time(days=30)
    assert client.get(f"{where}picture.png").status_code == 404


def test_the_poster_is_made_once_and_opened_from_the_notice(office: Office, as_role: SignedIn) -> None:
    notice, browser = first_notice(office), as_role(Role.COMMUNITY_CLERK)
    assert address(office, f"{notice.pk}/poster/") in page_of(browser, address(office, f"{notice.pk}/"))
    browser.post(address(office, f"{notice.pk}/poster/"), {})
    poster = Document.objects.get(kind="notice_poster")
    assert "正在生成PDF" in page_of(browser, address(office, f"{notice.pk}/"))
    for job in Job.objects.all():
        run_job(job.pk)
    page = page_of(browser, address(office, f"{notice.pk}/"))
    assert f"/documents/{poster.pk}/" in page
    assert address(office, f"{notice.pk}/poster/") not in page


def test_a_slip_of_the_pen_is_corrected_and_says_what_changes(office: Office, as_role: SignedIn) -> None:
    notice, browser = first_notice(office), as_role(Role.COMMUNITY_CLERK)
    where = address(office, f"{notice.pk}/correct/")
    typed = SAID | {"kind": "slip", "reason": "电话有误", "telephone": "0571-85379999", "wording_title": notice.title}
    looked = browser.post(where, typed | {"look": "1"}).content.decode()
    assert "0571-85370001" in looked and "0571-85379999" in looked
    assert Notice.objects.count() == 1

    browser.post(where, typed)
    made = Notice.objects.standing().get()
    assert (made.report_to["telephone"], made.closes_at, made.restarts) == ("0571-85379999", notice.closes_at, False)
    page = page_of(browser, address(office, f"{made.pk}/"))
    assert "电话有误" in page and "公示期照常计算" in page
    assert "本件已被新的公示取代" in page_of(browser, address(office, f"{notice.pk}/"))


def test_a_material_correction_takes_the_list_anew(office: Office, as_role: SignedIn) -> None:
    entries, clerk = nominees(office), office[Role.COMMUNITY_CLERK]
    notice = issue_notice(office.election, 1, listed(entries), actor=clerk, reporting=REPORTING)
    entries[0].nominee.steps.create(step="withdrawn", fact_at=notice.posted_at, entered_at=notice.posted_at, by=clerk)
    office.pass_time(days=2)
    as_role(Role.COMMUNITY_CLERK).post(address(office, f"{notice.pk}/correct/"), SAID | {"kind": "material", "reason": "一人退出"})
    made = Notice.objects.standing().get()
    assert made.closes_at == notice.closes_at + timedelta(days=2)
    assert entries[0].name not in {row["name"] for row in made.people}


def test_a_notice_that_was_torn_off_is_posted_anew(office: Office, as_role: SignedIn) -> None:
    notice, browser = first_notice(office), as_role(Role.COMMUNITY_CLERK)
    nominate(office, list(RollEntry.objects.all()), add_contest(office.election))
    office.pass_time(days=1)
    now = f"{election_now(office.election):%Y-%m-%dT%H:%M}"
    refused = browser.post(address(office, f"{notice.pk}/interrupt/"), {"removed_at": now, "reason": ""})
    assert refused.status_code == 200
    browser.post(address(office, f"{notice.pk}/interrupt/"), {"removed_at": now, "reason": "被风吹落"})
    assert "重新张贴" in page_of(browser, address(office))
    browser.post(address(office, "round/1/issue/"), SAID)
    assert Notice.objects.standing().get().pk != notice.pk


def test_a_community_does_not_correct_what_the_street_issued(office: Office, as_role: SignedIn) -> None:
    move_to(office, Phase.VETTING, Milestone.PRELIMINARY_APPROVED)
    entries = add_members(office.election, 2)
    notice = issue_notice(office.election, 2, listed(entries), actor=office[Role.STREET_OFFICER], reporting=REPORTING)
    assert address(office, f"{notice.pk}/correct/") not in page_of(as_role(Role.COMMUNITY_CLERK), address(office, f"{notice.pk}/"))
    assert address(office, f"{notice.pk}/correct/") in page_of(as_role(Role.STREET_OFFICER), address(office, f"{notice.pk}/"))
    answer = as_role(Role.COMMUNITY_CLERK).post(address(office, f"{notice.pk}/correct/"), SAID | {"kind": "slip", "reason": "试试"})
    assert "由街道发布" in answer.content.decode()


def _grow(office: Office, notice: Notice, more: int) -> None:
    handler, clerk = office[Role.OBJECTION_HANDLER], office[Role.COMMUNITY_CLERK]
    for _ in range(more):
        count = notice.postings.count()
        record_posting(notice, actor=clerk, place=f"第{count}处")
        receive_objection(notice, Report(channel="letter", matter=f"第{count}件"), actor=handler)


@pytest.mark.parametrize("role", [Role.COMMUNITY_CLERK, Role.OBJECTION_HANDLER])
def test_the_number_of_queries_does_not_grow(role: Role, office: Office, as_role: SignedIn) -> None:
    notice, browser = first_notice(office), as_role(role)
    for path in ("", f"{notice.pk}/"):
        counted = []
        for more in (1, 2, 47):
            _grow(office, notice, more)
            with CaptureQueriesContext(connection) as caught:
                page_of(browser, address(office, path))
            counted.append(len(caught))
        assert counted[0] == counted[1] == counted[2]


def test_the_number_of_queries_of_the_text_does_not_grow(office: Office, as_role: SignedIn) -> None:
    nominees(office, 1)
    browser, counted = as_role(Role.COMMUNITY_CLERK), []
    for more in (0, 2, 47):
        nominate(office, add_members(office.election, more), office.election.contests.get())
        with CaptureQueriesContext(connection) as caught:
            page_of(browser, address(office, "round/1/issue/"))
        counted.append(len(caught))
    assert counted[0] == counted[1] == counted[2]


def test_interrupted_and_corrected_ones_stay_readable(office: Office, as_role: SignedIn) -> None:
    notice = first_notice(office)
    interrupt_notice(notice, actor=office[Role.COMMUNITY_CLERK], reason="被风吹落")
    page = page_of(as_role(Role.COMMUNITY_CLERK), address(office))
    assert "已中断" in page and "被风吹落" in page
    assert "公示期不予计算" in page_of(as_role(Role.COMMUNITY_CLERK), address(office, f"{notice.pk}/"))
