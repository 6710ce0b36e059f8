from dataclasses import replace
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from elections.models import AuditEvent, Decision, Election, Request
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.rules.contests import Posts
from elections.services.decisions import Minutes, record_decision
from elections.services.requests import reply_to_request, return_request, submit_request
from tests.factories.hall import hall
from tests.factories.office import Office, another_community
from tests.factories.signed_in import browser_of

from .conftest import SignedIn

PDF = b"%PDF-1.7\n%%EOF\n"
MINUTES = Minutes(
    body="community_committee",
    matter="研究动员安排",
    place="社区会议室",
    chair="王建国",
    due=5,
    present=5,
    votes_for=5,
    resolution="同意动员安排。",
)


def place(election: Election, rest: str = "") -> str:
    return f"/desk/e/{election.code}/decisions/{rest}"


def typed(office: Office, **changed: object) -> dict[str, object]:
    given = {
        "body": "community_committee",
        "matter": "研究动员安排",
        "held_at": local(election_now(office.election)),
        "place": "社区会议室",
        "chair": "王建国",
        "due": "5",
        "present": "5",
        "votes_for": "4",
        "votes_against": "1",
        "abstained": "0",
        "manner": "show_of_hands",
        "resolution": "同意动员安排。",
    }
    return given | changed


def local(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")


def number_of_queries(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert browser.get(address).status_code == 200
    return len(found)


def test_minutes_are_recorded_with_their_scan(office: Office, as_role: SignedIn) -> None:
    browser = as_role(Role.COMMUNITY_CLERK)
    given = typed(office, scan=SimpleUploadedFile("记录.pdf", PDF))
    answer = browser.post(place(office.election, "new/"), given)
    assert answer.headers["Location"] == place(office.election)
    row = Decision.objects.get()
    assert (row.votes_for, row.votes_against, row.scan is not None) == (4, 1, True)
    page = browser.get(place(office.election)).content.decode()
    assert "研究动员安排" in page
    assert "社区党组织委员会" in page
    shown = browser.get(place(office.election, f"{row.pk}/")).content.decode()
    assert "同意动员安排。" in shown
    assert f"/files/{row.scan_id}/" in shown


def test_more_votes_than_present_are_refused_and_what_was_typed_stays(office: Office, as_role: SignedIn) -> None:
    given = typed(office, votes_for="7")
    page = as_role(Role.COMMUNITY_CLERK).post(place(office.election, "new/"), given).content.decode()
    assert "8" in page
    assert "同意动员安排。" in page
    assert not Decision.objects.exists()


def test_an_earlier_day_needs_its_reason(office: Office, as_role: SignedIn) -> None:
    office.pass_time(days=3)
    browser = as_role(Role.COMMUNITY_CLERK)
    given = typed(office, held_at=local(office.election.opened_at))
    browser.post(place(office.election, "new/"), given)
    assert not Decision.objects.exists()
    browser.post(place(office.election, "new/"), given | {"late_reason": "当天停电"})
    assert Decision.objects.count() == 1
    assert office.election.late_entries.get().reason == "当天停电"


def test_corrected_minutes_stand_beside_the_old_ones(office: Office, as_role: SignedIn) -> None:
    row = record_decision(office.election, MINUTES, actor=office[Role.COMMUNITY_CLERK])
    browser = as_role(Role.COMMUNITY_CLERK)
    correct = place(office.election, f"{row.pk}/correct/")
    assert 'value="5"' in browser.get(correct).content.decode()
    given = typed(office) | {"reason": "计票笔误"}
    answer = browser.post(correct, given)
    made = Decision.objects.get(superseded_by=None)
    assert answer.headers["Location"] == place(office.election, f"{made.pk}/")
    shown = browser.get(place(office.election, f"{made.pk}/")).content.decode()
    assert "计票笔误" in shown
    assert "5 / 0 / 0" in shown
    assert browser.get(correct).status_code == 404
    assert "此件已更正" in browser.get(place(office.election, f"{row.pk}/")).content.decode()
    assert "计票笔误" in browser.get(f"/desk/e/{office.election.code}/course/").content.decode()


@pytest.mark.parametrize("role", [Role.STREET_APPROVER, Role.OBSERVER, Role.TELLER, Role.SYSTEM_ADMINISTRATOR])
def test_who_records_nothing_is_refused(office: Office, as_role: SignedIn, role: Role) -> None:
    for rest in ("new/", "1/correct/"):
        assert as_role(role).get(place(office.election, rest)).status_code in (403, 404)
    assert as_role(role).get(f"/desk/e/{office.election.code}/requests/new/plan/").status_code in (403, 404)


def test_the_minutes_of_another_community_are_not_there(office: Office, as_role: SignedIn) -> None:
    other = another_community(office)
    row = record_decision(other, MINUTES, actor=office[Role.STREET_OFFICER])
    clerk = as_role(Role.COMMUNITY_CLERK)
    assert clerk.get(place(other, f"{row.pk}/")).status_code == 404
    assert clerk.get(place(office.election, f"{row.pk}/")).status_code == 404
    assert clerk.post(place(office.election, f"{row.pk}/correct/"), typed(office)).status_code == 404


class TestSubmitting:
    def test_a_request_is_drafted_and_submitted(self, office: Office, as_role: SignedIn) -> None:
        browser = as_role(Role.COMMUNITY_CLERK)
        page = browser.get(f"/desk/e/{office.election.code}/requests/new/convene_meeting/").content.decode()
        assert "关于京都苑社区召开换届选举大会的请示" in page
        assert "当否，请批示。" in page
        given = {"heading": "关于大会的请示", "number": "文社委〔2026〕3号", "text": "拟于5月16日召开。"}
        browser.post(f"/desk/e/{office.election.code}/requests/new/convene_meeting/", given)
        made = Request.objects.get()
        assert (made.kind, made.title, made.number) == ("convene_meeting", "关于大会的请示", "文社委〔2026〕3号")
        assert "关于大会的请示" in browser.get(place(office.election)).content.decode()
        assert "关于大会的请示" in as_role(Role.STREET_APPROVER).get("/desk/requests/").content.decode()

    def test_what_came_back_is_submitted_anew_with_its_words(self, office: Office, as_role: SignedIn) -> None:
        clerk, approver = office[Role.COMMUNITY_CLERK], office[Role.STREET_APPROVER]
        asked = submit_request(office.election, "rule_change", actor=clerk, title="关于规则的请示", text="拟调整。", number="7号")
        return_request(asked, actor=approver, text="请写明理由。")
        browser = as_role(Role.COMMUNITY_CLERK)
        again = f"/desk/e/{office.election.code}/requests/new/rule_change/"
        assert again in browser.get(f"/desk/e/{office.election.code}/requests/{asked.pk}/").content.decode()
        page = browser.get(again).content.decode()
        assert "请写明理由。" in page
        assert "拟调整。" in page
        browser.post(again, {"heading": "关于规则的请示", "number": "7号", "text": "理由如下。"})
        assert Request.objects.filter(state="submitted").get().text == "理由如下。"
        assert again not in browser.get(f"/desk/e/{office.election.code}/requests/{asked.pk}/").content.decode()

    def test_the_number_follows_the_last_one(self, office: Office, as_role: SignedIn) -> None:
        clerk = office[Role.COMMUNITY_CLERK]
        submit_request(office.election, "rule_change", actor=clerk, title="甲", number="文社委〔2026〕9号")
        page = as_role(Role.COMMUNITY_CLERK).get(f"/desk/e/{office.election.code}/requests/new/postponement/").content.decode()
        assert "文社委〔2026〕10号" in page

    def test_the_result_and_nonsense_are_not_asked_for_here(self, office: Office, as_role: SignedIn) -> None:
        for kind in ("result", "nonsense"):
            assert as_role(Role.COMMUNITY_CLERK).get(f"/desk/e/{office.election.code}/requests/new/{kind}/").status_code == 404

    def test_a_request_without_title_is_refused(self, office: Office, as_role: SignedIn) -> None:
        address = f"/desk/e/{office.election.code}/requests/new/postponement/"
        page = as_role(Role.COMMUNITY_CLERK).post(address, {"heading": "", "text": "拟延期。"}).content.decode()
        assert "拟延期。" in page
        assert not Request.objects.exists()

    def test_an_approval_says_what_it_makes_possible(self, office: Office, as_role: SignedIn) -> None:
        asked = submit_request(office.election, "postponement", actor=office[Role.COMMUNITY_CLERK], title="关于延期的请示")
        browser = as_role(Role.STREET_APPROVER)
        given = {"number": "12号", "scan": SimpleUploadedFile("批复.pdf", PDF)}
        answer = browser.post(f"/desk/e/{office.election.code}/requests/{asked.pk}/reply/", given)
        assert answer.headers["Location"] == f"/desk/e/{office.election.code}/course/"
        assert "现在可以延期选举。" in browser.get(f"/desk/e/{office.election.code}/requests/{asked.pk}/").content.decode()

    def test_a_reply_that_came_earlier_is_entered_late(self, office: Office, as_role: SignedIn) -> None:
        asked = submit_request(office.election, "rule_change", actor=office[Role.COMMUNITY_CLERK], title="关于规则的请示")
        day = election_now(office.election)
        office.pass_time(days=4)
        address = f"/desk/e/{office.election.code}/requests/{asked.pk}/reply/"
        given = {"number": "12号", "fact_at": local(asked.submitted_at), "late_reason": "纸质批复后到"}
        as_role(Role.STREET_APPROVER).post(address, given | {"fact_at": local(day.replace(hour=day.hour + 1))})
        assert asked.replies.get().replied_at.date() == day.date()
        assert office.election.late_entries.get().reason == "纸质批复后到"

    def test_the_letter_is_made_of_it(self, office: Office, as_role: SignedIn) -> None:
        asked = submit_request(office.election, "rule_change", actor=office[Role.COMMUNITY_CLERK], title="关于规则的请示", number="7号")
        browser = as_role(Role.COMMUNITY_CLERK)
        address = f"/desk/e/{office.election.code}/requests/{asked.pk}/"
        browser.post(f"{address}letter/", {"letter": "request"})
        assert "正在生成PDF" in browser.get(address).content.decode()
        assert AuditEvent.objects.filter(verb="draft_document").count() == 1
        reply_to_request(asked, actor=office[Role.STREET_APPROVER], number="12号")
        browser.post(f"{address}letter/", {"letter": "reply"})
        assert AuditEvent.objects.filter(verb="draft_document").count() == 2


def test_the_list_asks_the_database_as_often_for_fifty_as_for_one(office: Office, as_role: SignedIn) -> None:
    browser = as_role(Role.COMMUNITY_CLERK)
    clerk, approver = office[Role.COMMUNITY_CLERK], office[Role.STREET_APPROVER]
    counts = []
    for many in (1, 3, 50):
        while Decision.objects.count() < many:
            number = Decision.objects.count()
            record_decision(office.election, replace(MINUTES, matter=f"事项{number}"), actor=clerk)
            asked = submit_request(office.election, "rule_change", actor=clerk, title=f"请示{number}")
            reply_to_request(asked, actor=approver, number=f"{number}号")
        counts.append(number_of_queries(browser, place(office.election)))
    assert len(set(counts)) == 1


@pytest.mark.django_db
def test_nobody_is_to_be_passed_before_somebody_was_elected() -> None:
    at = hall(posts=Posts(size=5, discipline=3))
    page = browser_of(at[Role.COMMUNITY_CLERK]).get(place(at.election)).content.decode()
    assert "会议记录" in page
    assert "还需会议决定" not in page
