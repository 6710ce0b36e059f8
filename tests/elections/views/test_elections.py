import pytest
from django.test import Client
from django.utils import timezone

from elections.models import ConflictOfInterest, Election, LateEntry, Notice
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.rules.acts import Milestone
from elections.rules.notices import in_words
from elections.rules.phases import Phase
from elections.services.accounts import appoint
from elections.services.notices import send_reminder
from tests.factories.office import Office, add_members, office_with_election, reach_milestone, set_phase
from tests.factories.signed_in import browser_of

from .conftest import SignedIn
from .test_board import issued


def page_of(browser: Client, election: Election) -> str:
    answer = browser.get(f"/desk/e/{election.code}/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def ready(office: Office) -> Office:
    """Nothing is missing before the committee's ballot."""
    issued(office, office.election, number=1, days=-1)
    issued(office, office.election, number=2, days=-1)
    reach_milestone(office.election, Milestone.VETTING_CERTIFIED, office[Role.STREET_OFFICER])
    return office


def test_what_is_missing_stands_with_who_does_it(office: Office, as_role: SignedIn) -> None:
    page = page_of(as_role(Role.COMMUNITY_SECRETARY), office.election)
    missing = page.split('class="missing"')[1].split("</ol>")[0]
    assert "尚未办理：资格联审、考察完成。" in missing
    assert "由街道组织科办理" in missing
    assert "第二轮公示" in missing
    assert "/advance/" not in page


def test_a_running_notice_ends_by_itself(office: Office, as_role: SignedIn) -> None:
    notice = issued(office, office.election)
    page = page_of(as_role(Role.COMMUNITY_SECRETARY), office.election)
    assert "自动期满，无须办理" in page
    assert f"第二轮公示尚未期满，{in_words(notice.closes_at)}期满。" in page
    assert "最早可于" not in page
    reach_milestone(office.election, Milestone.VETTING_CERTIFIED, office[Role.STREET_OFFICER])
    page = page_of(as_role(Role.COMMUNITY_SECRETARY), office.election)
    assert f"“党工委差额票决”最早可于{in_words(notice.closes_at)}公示期满后开始。" in page
    assert notice.title in page
    assert "还有" in page


def test_the_reminder_reaches_the_desk_that_has_to_act(office: Office, as_role: SignedIn) -> None:
    notice = issued(office, office.election, days=1)
    browser, said = as_role(Role.COMMUNITY_CLERK), "请核对有无尚未处理的反映问题"
    assert said not in page_of(browser, office.election)
    send_reminder(notice)
    notice.refresh_from_db()
    assert notice.reminded_at is not None
    page = page_of(browser, office.election)
    assert said in page and f"{timezone.localtime(notice.reminded_at):%Y-%m-%d %H:%M}提醒" in page
    shown = browser.get(f"/desk/e/{office.election.code}/notices/{notice.pk}/").content.decode()
    assert "截止提醒" in shown
    office.pass_time(days=2)
    assert said not in page_of(browser, office.election)


def test_the_button_stands_only_when_nothing_is_missing_and_the_role_fits(ready: Office, as_role: SignedIn) -> None:
    assert "进入“党工委差额票决”</button>" in page_of(as_role(Role.COMMUNITY_SECRETARY), ready.election)
    assert "/advance/" not in page_of(as_role(Role.STREET_APPROVER), ready.election)


def test_going_on_moves_the_election_once(ready: Office, as_role: SignedIn) -> None:
    browser = as_role(Role.COMMUNITY_SECRETARY)
    address = f"/desk/e/{ready.election.code}/advance/"
    for _press in range(2):
        answer = browser.post(address, {"to": "committee_ballot"})
        assert answer.headers["Location"] == f"/desk/e/{ready.election.code}/"
    ready.election.refresh_from_db()
    assert ready.election.phase == Phase.COMMITTEE_BALLOT
    assert ready.election.phase_changes.count() == 2
    assert "已进入“党工委差额票决”。" in page_of(browser, ready.election)


def test_a_refusal_is_said_in_words(office: Office, as_role: SignedIn) -> None:
    browser = as_role(Role.COMMUNITY_SECRETARY)
    browser.post(f"/desk/e/{office.election.code}/advance/", {"to": "committee_ballot"})
    assert "said-error" in (page := page_of(browser, office.election))
    assert "尚未办理：资格联审、考察完成。" in page
    office.election.refresh_from_db()
    assert office.election.phase == Phase.VETTING


@pytest.mark.parametrize("to", ["", "nonsense"])
def test_a_step_that_is_none_changes_nothing(to: str, office: Office, as_role: SignedIn) -> None:
    answer = as_role(Role.COMMUNITY_SECRETARY).post(f"/desk/e/{office.election.code}/advance/", {"to": to})
    assert answer.status_code == 302
    assert office.election.phase_changes.count() == 1


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("preset", ["street-community", "village", "regulation-2020"])
def test_the_page_opens_in_every_phase_of_every_preset(preset: str, phase: Phase, db: None) -> None:
    skipped = {Phase.DIRECTED_RECOMMENDATION, Phase.COMMITTEE_BALLOT} if preset == "village" else set()
    office = office_with_election(preset=preset)
    set_phase(office.election, Phase.CLOSED if phase in skipped else phase, office[Role.STREET_OFFICER])
    add_members(office.election, 5)
    browser = browser_of(office[Role.STREET_OFFICER])
    page = page_of(browser, office.election)
    assert page.count('class="dot"') == 2 * (10 - len(skipped) if preset != "village" else 8)
    for address in ("/", f"/e/{office.election.code}/", f"/e/{office.election.code}/record/", "/desk/board/"):
        assert browser.get(address).status_code == 200


def test_the_figures_of_the_roll_are_kept_apart(office: Office, as_role: SignedIn) -> None:
    add_members(office.election, 7)
    add_members(office.election, 2, membership="probationary", full_member_on=None)
    page = page_of(as_role(Role.COMMUNITY_CLERK), office.election)
    assert "正式党员7名，预备党员2名" in page
    for word in ("党员总数", "有选举权", "可不计入", "应到会"):
        assert word in page


def test_late_entries_lead_the_street_to_its_inbox(office: Office, as_role: SignedIn) -> None:
    now = election_now(office.election)
    LateEntry.objects.create(
        election=office.election,
        act="record_visit",
        subject="x:1",
        fact_at=now,
        entered_at=now,
        entered_by=office[Role.COMMUNITY_CLERK],
        reason="补录",
    )
    assert 'href="/desk/requests/">有1条补录' in page_of(as_role(Role.STREET_OFFICER), office.election)
    assert 'href="/desk/requests/">有1条补录' not in page_of(as_role(Role.COMMUNITY_CLERK), office.election)


def test_what_happened_names_acts_and_people(office: Office, as_role: SignedIn) -> None:
    page = as_role(Role.STREET_OFFICER).get(f"/desk/e/{office.election.code}/acts/").content.decode()
    assert "启动社区换届" in page
    assert office[Role.STREET_OFFICER].display_name in page


def test_a_nominee_at_the_desk_still_sees_the_page(office: Office, as_role: SignedIn) -> None:
    now = election_now(office.election)
    ConflictOfInterest.objects.create(account=office[Role.COMMUNITY_SECRETARY], election=office.election, since=now)
    assert "还差什么" in page_of(as_role(Role.COMMUNITY_SECRETARY), office.election)


def test_an_annulled_election_says_so(office: Office, as_role: SignedIn) -> None:
    Election.objects.filter(pk=office.election.pk).update(annulled_at=election_now(office.election))
    page = page_of(as_role(Role.STREET_OFFICER), office.election)
    assert "宣布无效" in page
    assert "/advance/" not in page


def test_names_are_never_markup(office: Office, as_role: SignedIn) -> None:
    notice = issued(office, office.election)
    Notice.objects.filter(pk=notice.pk).update(title="<script>alert(1)</script>", people=[{"name": "<b>甲</b>", "posts": []}])
    for address in (f"/desk/e/{office.election.code}/", "/", f"/e/{office.election.code}/notices/{notice.pk}/"):
        page = as_role(Role.STREET_OFFICER).get(address).content.decode()
        assert "<script>alert" not in page
        assert "<b>甲" not in page


def test_a_guidance_officer_sees_the_own_communities_only(office: Office, as_role: SignedIn) -> None:
    other = office_with_election(code="chaoming")
    appoint(office[Role.GUIDANCE_OFFICER], Role.OBSERVER, office.community, actor=office[Role.SECURITY_ADMINISTRATOR])
    browser = as_role(Role.GUIDANCE_OFFICER)
    assert "还差什么" in page_of(browser, office.election)
    assert browser.get(f"/desk/e/{other.election.code}/").status_code == 404
