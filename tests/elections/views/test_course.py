from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from elections.models import Election, LateEntry, MilestoneRecord
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.rules.acts import Milestone
from elections.rules.contests import Posts
from elections.rules.phases import Phase, milestones_until
from elections.services.contests import set_posts
from elections.services.decisions import record_decision
from tests.factories.office import NO_KEY, Office, add_members, office_with_election

from .conftest import SignedIn
from .test_decisions import MINUTES

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def office(db: None) -> Office:
    return office_with_election(phase=Phase.PREPARATION)


def course(office: Office, rest: str = "") -> str:
    return f"/desk/e/{office.election.code}/course/{rest}"


def standing(kind: Milestone) -> MilestoneRecord | None:
    return MilestoneRecord.objects.standing().filter(kind=kind).first()


class TestByHand:
    @pytest.fixture
    def office(self, db: None) -> Office:
        return office_with_election(phase=Phase.MOBILISATION)

    def test_a_paper_proves_it(self, office: Office, as_role: SignedIn) -> None:
        browser = as_role(Role.COMMUNITY_CLERK)
        assert "mobilisation_meeting_held" in browser.get(course(office, "milestones/new/")).content.decode()
        page = browser.post(course(office, "milestones/new/"), {"kind": "mobilisation_meeting_held"}).content.decode()
        assert "纸质件" in page
        assert standing(Milestone.MOBILISATION_MEETING_HELD) is None
        given = {"kind": "mobilisation_meeting_held", "evidence": SimpleUploadedFile("签到表.pdf", PDF)}
        browser.post(course(office, "milestones/new/"), given)
        made = standing(Milestone.MOBILISATION_MEETING_HELD)
        assert made is not None
        assert made.offline
        page = browser.get(course(office)).content.decode()
        assert "已线下办理" in page
        assert f"/files/{made.evidence_id}/" in page

    def test_minutes_prove_it_too(self, office: Office, as_role: SignedIn) -> None:
        row = record_decision(office.election, MINUTES, actor=office[Role.COMMUNITY_CLERK])
        as_role(Role.COMMUNITY_CLERK).post(
            course(office, "milestones/new/"), {"kind": "mobilisation_meeting_held", "decision": str(row.pk)}
        )
        made = standing(Milestone.MOBILISATION_MEETING_HELD)
        assert made is not None
        assert made.decision == row

    def test_what_its_own_act_brings_about_is_not_offered(self, office: Office, as_role: SignedIn) -> None:
        """The plan neither: the superior's reply with its number approves it, not what a community has at hand."""
        for kind in (Milestone.ROLL_CLOSED, Milestone.PLAN_APPROVED):
            given = {"kind": kind.value, "evidence": SimpleUploadedFile("名册.pdf", PDF)}
            assert as_role(Role.COMMUNITY_CLERK).post(course(office, "milestones/new/"), given).status_code == 200
            assert not MilestoneRecord.objects.filter(kind=kind, offline=True).exists()


class TestCorrecting:
    @pytest.fixture
    def office(self, db: None) -> Office:
        return office_with_election(phase=Phase.MOBILISATION)

    def test_both_days_show(self, office: Office, as_role: SignedIn) -> None:
        browser = as_role(Role.COMMUNITY_CLERK)
        given = {"kind": "mobilisation_meeting_held", "evidence": SimpleUploadedFile("签到表.pdf", PDF)}
        browser.post(course(office, "milestones/new/"), given)
        made = standing(Milestone.MOBILISATION_MEETING_HELD)
        assert made is not None
        office.pass_time(days=3)
        day = timezone.localtime(election_now(office.election)) - timedelta(days=1)
        target = course(office, f"milestones/{made.pk}/correct/")
        assert browser.post(target, {"fact_at": f"{day:%Y-%m-%dT%H:%M}", "reason": ""}).status_code == 200
        browser.post(target, {"fact_at": f"{day:%Y-%m-%dT%H:%M}", "reason": "日期写错"})
        page = browser.get(course(office)).content.decode()
        assert "日期写错" in page
        assert f"<s>{timezone.localtime(made.fact_at):%Y-%m-%d %H:%M}</s> → {day:%Y-%m-%d %H:%M}" in page
        assert browser.get(target).status_code == 404


class TestEnteringLate:
    def late(self, office: Office, phase: Phase, **changed: object) -> dict[str, object]:
        day = timezone.localtime(election_now(office.election)).strftime("%Y-%m-%d")
        given: dict[str, object] = {f"on_{kind}": day for kind in milestones_until(phase, office.election.rules)}
        return given | {"reason": "五月前在线下办理"} | changed

    def test_every_milestone_until_the_step_is_asked_for(self, office: Office, as_role: SignedIn) -> None:
        browser = as_role(Role.STREET_OFFICER)
        page = browser.get(course(office)).content.decode()
        assert course(office, "late/vetting/") not in page
        assert "设置职位" in page and "编制选举人名册" in page
        set_posts(office.election, Posts(size=5), actor=office[Role.COMMUNITY_SECRETARY])
        add_members(office.election, 30)
        page = browser.get(course(office)).content.decode()
        assert course(office, "late/vetting/") in page
        assert course(office, "late/reporting/") not in page
        page = browser.get(course(office, "late/vetting/")).content.decode()
        for kind in milestones_until(Phase.VETTING, office.election.rules):
            assert f'name="on_{kind}"' in page
        scan = SimpleUploadedFile("批复.pdf", PDF)
        browser.post(course(office, "late/vetting/"), self.late(office, Phase.VETTING, paper_plan_approved=scan))
        office.election.refresh_from_db()
        assert office.election.phase == Phase.VETTING
        made = standing(Milestone.PLAN_APPROVED)
        assert made is not None
        assert made.evidence is not None
        assert MilestoneRecord.objects.filter(offline=True).count() == len(milestones_until(Phase.VETTING, office.election.rules))
        assert browser.get(course(office, "late/vetting/")).status_code == 409

    def test_a_day_that_is_missing_or_ahead_is_told_at_its_field(self, office: Office, as_role: SignedIn) -> None:
        browser = as_role(Role.STREET_OFFICER)
        ahead = (timezone.localtime(election_now(office.election)) + timedelta(days=2)).strftime("%Y-%m-%d")
        given = self.late(office, Phase.OPEN_NOMINATION, on_roll_closed="", on_plan_approved=ahead)
        page = browser.post(course(office, "late/open_nomination/"), given).content.decode()
        assert "日期不能晚于今天。" in page
        assert "五月前在线下办理" in page
        office.election.refresh_from_db()
        assert office.election.phase == Phase.PREPARATION

    def test_a_step_that_the_rules_do_not_have_is_not_there(self, office: Office, as_role: SignedIn) -> None:
        for phase in ("preparation", "reporting", "closed", "nonsense"):
            assert as_role(Role.STREET_OFFICER).get(course(office, f"late/{phase}/")).status_code == 404

    @pytest.mark.parametrize("role", [Role.COMMUNITY_CLERK, Role.STREET_APPROVER, Role.OBSERVER])
    def test_the_street_officer_enters_it(self, office: Office, as_role: SignedIn, role: Role) -> None:
        assert as_role(role).get(course(office, "late/vetting/")).status_code == 403
        assert course(office, "late/vetting/") not in as_role(Role.COMMUNITY_CLERK).get(course(office)).content.decode()


class TestAnnulling:
    """宣布选举无效: by the superior's document, a sealed election too; another is opened in its place, and both stay on record."""

    def test_number_and_reason_are_asked_for_and_kept(self, office: Office, as_role: SignedIn) -> None:
        browser = as_role(Role.STREET_APPROVER)
        page = browser.post(course(office, "annul/"), {"number": "", "reason": "查实贿选"}).content.decode()
        assert "这个字段是必填项" in page and "查实贿选" in page
        office.election.refresh_from_db()
        assert office.election.annulled_at is None

    @pytest.mark.parametrize("sealed", [False, True])
    def test_another_is_opened_in_its_place(self, office: Office, as_role: SignedIn, sealed: bool) -> None:
        election = office.election
        if sealed:
            Election.objects.update(sealed_at=election.opened_at, phase=Phase.CLOSED)
        approver, officer = as_role(Role.STREET_APPROVER), as_role(Role.STREET_OFFICER)
        assert course(office, "annul/") in approver.get(course(office)).content.decode()
        approver.post(course(office, "annul/"), {"number": "文委〔2026〕40号", "reason": "查实贿选"})
        assert "文委〔2026〕40号" in officer.get(course(office)).content.decode()
        opening = f"/desk/office/cycles/{election.cycle_id}/elections/"
        assert opening in officer.get(f"/desk/office/cycles/{election.cycle_id}/").content.decode()
        page = officer.get(opening).content.decode()
        assert 'value="jingdu-2026-2"' in page
        line = f"row-{office.community.pk}"
        officer.post(opening, {f"{line}-opened": "on", f"{line}-code": "jingdu-2026-2", f"{line}-term_ends_on": "2026-06-30"})
        again = Election.objects.get(code="jingdu-2026-2")
        listed = officer.get(f"/desk/office/cycles/{election.cycle_id}/").content.decode()
        assert f"/desk/e/{election.code}/" in listed and f"/desk/e/{again.code}/" in listed and opening not in listed
        assert f"/e/{again.code}/" in Client().get(f"/e/{election.code}/").content.decode()
        everybody = Client().get("/").content.decode()
        assert everybody.index(f"/e/{again.code}/") < everybody.index(f"/e/{election.code}/")
        assert "宣布无效" in Client().get(f"/e/{election.code}/").content.decode()
        assert "宣布无效" not in Client().get(f"/e/{again.code}/").content.decode()


def test_a_late_entry_is_confirmed_here(office: Office, as_role: SignedIn) -> None:
    now = election_now(office.election)
    office.pass_time(days=2)
    entry = late_entry(office, "停电")
    target = f"/desk/e/{office.election.code}/late-entries/{entry.pk}/confirm/"
    assert target not in as_role(Role.COMMUNITY_CLERK).get(course(office)).content.decode()
    browser = as_role(Role.STREET_APPROVER)
    assert target in browser.get(course(office)).content.decode()
    assert browser.post(target, {"back": "course"}).headers["Location"] == course(office)
    entry.refresh_from_db()
    assert entry.confirmed_at is not None
    assert entry.confirmed_at > now
    assert browser.post(f"/desk/e/{office.election.code}/late-entries/{NO_KEY}/confirm/").status_code == 404


def test_the_page_asks_the_database_as_often_for_fifty_as_for_one(office: Office, as_role: SignedIn) -> None:
    browser = as_role(Role.STREET_APPROVER)
    counts = []
    for many in (1, 3, 50):
        while LateEntry.objects.count() < many:
            late_entry(office, "停电")
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(course(office)).status_code == 200
        counts.append(len(asked))
    assert len(set(counts)) == 1


def late_entry(office: Office, reason: str) -> LateEntry:
    now = election_now(office.election)
    return LateEntry.objects.create(
        election=office.election,
        act="record_visit",
        subject="visit:1",
        fact_at=now - timedelta(days=1),
        entered_at=now,
        entered_by=office[Role.COMMUNITY_CLERK],
        reason=reason,
    )
