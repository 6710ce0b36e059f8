import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from elections.models import AuditEvent, Contest, Election, MilestoneRecord, RollEntry
from elections.permissions import Role
from elections.rules.acts import Milestone
from elections.rules.phases import Phase
from nominations.models import Inspection, Nominee, VettingFinding
from tests.factories.nominations import TO_LIST, a_list, add_step, nominate
from tests.factories.office import Office, add_contest, add_members, another_community, office_with_election, set_phase

from .conftest import SignedIn

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def office(db: None) -> Office:
    return office_with_election(phase=Phase.VETTING)


@pytest.fixture
def nominees(office: Office) -> list[Nominee]:
    """Six for three seats, so that one may fall off and the margin still holds."""
    return listed(office, 6)


def listed(office: Office, count: int) -> list[Nominee]:
    contest = add_contest(office.election, seats=3)
    found = nominate(office, add_members(office.election, count), contest, TO_LIST)
    a_list(office, "preliminary", {contest: found})
    return found


def url(office: Office, rest: str = "") -> str:
    return f"/desk/e/{office.election.code}/vetting/{rest}"


def findings(nominees: list[Nominee], **more: object) -> dict[str, object]:
    return {"department": "派出所", "items": ["criminal_record"], "others_pass": "on"} | more


def inspections(nominees: list[Nominee], suitable: str = "1") -> dict[str, object]:
    return {"team": "第一考察组"} | {f"row-{nominee.pk}-suitable": suitable for nominee in nominees}


def vet(browser: Client, office: Office, nominees: list[Nominee]) -> None:
    browser.post(url(office, "findings/"), findings(nominees))
    browser.post(url(office, "inspection/"), inspections(nominees))


def test_who_may_read_it_and_who_may_not(office: Office, nominees: list[Nominee], as_role: SignedIn) -> None:
    for role, status in (
        (Role.VETTING_DEPARTMENT, 200),
        (Role.STREET_APPROVER, 200),
        (Role.COMMUNITY_SECRETARY, 403),
        (Role.OBSERVER, 403),
    ):
        assert as_role(role).get(url(office)).status_code == status
    assert as_role(Role.COMMUNITY_CLERK).get(url(office, "findings/")).status_code == 403
    assert as_role(Role.VETTING_DEPARTMENT).get(url(office, "inspection/")).status_code == 403


def test_another_office_is_not_there(office: Office, as_role: SignedIn) -> None:
    other = office_with_election(code="other", phase=Phase.VETTING)
    assert as_role(Role.VETTING_DEPARTMENT).get(url(other)).status_code == 404
    assert as_role(Role.STREET_OFFICER).post(url(other, "certify/"), {}).status_code == 404


def test_without_a_list_the_page_says_what_to_do(office: Office, as_role: SignedIn) -> None:
    page = as_role(Role.STREET_OFFICER).get(url(office)).content.decode()
    assert "还没有初步人选名单" in page
    assert "findings/" not in page


def test_a_department_answers_for_everybody_at_once(office: Office, nominees: list[Nominee], as_role: SignedIn) -> None:
    sheet = SimpleUploadedFile("联审.pdf", PDF)
    answer = as_role(Role.VETTING_DEPARTMENT).post(
        url(office, "findings/"), findings(nominees, items=["criminal_record", "vote_buying"], sheet=sheet)
    )
    assert answer.headers["Location"] == url(office)
    assert VettingFinding.objects.filter(passed=True).count() == 12
    assert {finding.sheet.confidential for finding in VettingFinding.objects.all() if finding.sheet} == {True}
    assert AuditEvent.objects.filter(verb="record_vetting").count() == 12


def test_somebody_found_not_in_order_needs_the_item_and_the_reason(office: Office, nominees: list[Nominee], as_role: SignedIn) -> None:
    browser, who = as_role(Role.VETTING_DEPARTMENT), nominees[0]
    typed = findings(nominees, items=["criminal_record", "vote_buying"]) | {f"row-{who.pk}-result": "failed"}
    page = browser.post(url(office, "findings/"), typed).content.decode()
    assert f"{who.entry.name}：请选择所查事项中哪一项不合格。" in page
    assert "派出所" in page
    page = browser.post(url(office, "findings/"), typed | {f"row-{who.pk}-item": "vote_buying"}).content.decode()
    assert f"{who.entry.name}：“贿选或者拉帮结派”审查不合格，请填写理由" in page
    assert VettingFinding.objects.count() == 0
    browser.post(url(office, "findings/"), typed | {f"row-{who.pk}-item": "vote_buying", f"row-{who.pk}-reason": "查证属实"})
    failed = VettingFinding.objects.get(passed=False)
    assert (failed.nominee, failed.item, failed.reason) == (who, "vote_buying", "查证属实")
    page = browser.get(url(office)).content.decode()
    assert "退出名单" in page
    assert "查证属实" in page


def test_nobody_answered_for_is_refused(office: Office, nominees: list[Nominee], as_role: SignedIn) -> None:
    typed = findings(nominees)
    del typed["others_pass"]
    page = as_role(Role.VETTING_DEPARTMENT).post(url(office, "findings/"), typed).content.decode()
    assert "请至少填写一名人选的结论。" in page


def test_an_inspection_says_who_is_suitable(office: Office, nominees: list[Nominee], as_role: SignedIn) -> None:
    officer, who = as_role(Role.STREET_OFFICER), nominees[0]
    typed = {"team": "第一考察组", f"row-{who.pk}-material": "群众公认"}
    assert "请选择是否合适。" in officer.post(url(office, "inspection/"), typed).content.decode()
    assert "请至少填写一名人选的结论。" in officer.post(url(office, "inspection/"), {"team": "第一考察组"}).content.decode()
    page = officer.post(url(office, "inspection/"), typed | {f"row-{who.pk}-suitable": "0", f"row-{who.pk}-material": ""}).content.decode()
    assert "第一考察组" in page and "请写明原因。" in page
    assert Inspection.objects.count() == 0
    officer.post(url(office, "inspection/"), typed | {f"row-{who.pk}-suitable": "1", f"row-{who.pk}-talked_with": "8"})
    made = Inspection.objects.get()
    assert (made.nominee, made.suitable, made.talked_with, made.material) == (who, True, 8, "群众公认")


def test_the_vetting_is_completed_once_everybody_is_through(office: Office, nominees: list[Nominee], as_role: SignedIn) -> None:
    MilestoneRecord.objects.filter(kind=Milestone.VETTING_CERTIFIED).delete()
    officer = as_role(Role.STREET_OFFICER)
    assert "尚无部门" in officer.post(url(office, "certify/"), {}).content.decode()
    vet(officer, office, nominees)
    assert "完成联审考察" in officer.get(url(office, "certify/")).content.decode()
    assert officer.post(url(office, "certify/"), {}).headers["Location"] == url(office)
    assert MilestoneRecord.objects.standing().filter(kind=Milestone.VETTING_CERTIFIED).exists()
    assert "联审考察已完成" in officer.get(url(office)).content.decode()


def test_whoever_fails_falls_off_with_the_completion(office: Office, nominees: list[Nominee], as_role: SignedIn) -> None:
    MilestoneRecord.objects.filter(kind=Milestone.VETTING_CERTIFIED).delete()
    officer, who = as_role(Role.STREET_OFFICER), nominees[0]
    vet(officer, office, nominees)
    officer.post(url(office, "findings/"), {"department": "派出所", "items": ["criminal_record"]} | failing(who))
    page = officer.get(url(office)).content.decode()
    assert f"{who.entry.name}联审或考察不合格" in page
    officer.post(url(office, "certify/"), {})
    assert RollEntry.objects.get(pk=who.entry_id).disqualified_at is not None
    assert who.entry.name in officer.get(url(office)).content.decode()


def failing(who: Nominee) -> dict[str, str]:
    return {f"row-{who.pk}-result": "failed", f"row-{who.pk}-reason": "有前科"}


def test_in_another_phase_it_says_why_not(office: Office, nominees: list[Nominee], as_role: SignedIn) -> None:
    Election.objects.filter(pk=office.election.pk).update(phase=Phase.CANDIDACY)
    officer = as_role(Role.STREET_OFFICER)
    assert officer.get(url(office, "findings/")).status_code == 409
    assert officer.post(url(office, "inspection/"), inspections(nominees)).status_code == 409
    assert Inspection.objects.count() == 0
    assert "登记联审意见</a>" not in officer.get(url(office)).content.decode()


def test_a_click_that_comes_twice_is_recorded_once(office: Office, nominees: list[Nominee], as_role: SignedIn) -> None:
    browser, typed = as_role(Role.VETTING_DEPARTMENT), findings(nominees, once="a-token-of-the-form")
    browser.post(url(office, "findings/"), typed)
    browser.post(url(office, "findings/"), typed)
    assert VettingFinding.objects.count() == len(nominees)


@pytest.mark.parametrize("act", ["", "findings/", "inspection/", "certify/"])
def test_the_number_of_queries_does_not_grow(office: Office, as_role: SignedIn, act: str) -> None:
    officer, counts = as_role(Role.STREET_OFFICER), []
    contest = add_contest(office.election, seats=3)
    names: list[Nominee] = []
    for wanted in (1, 3, 50):
        names += nominate(office, add_members(office.election, wanted - len(names)), contest, TO_LIST)
        relist(office, {contest: names})
        for nominee in names:
            a_finding(office, nominee)
        with CaptureQueriesContext(connection) as captured:
            assert officer.get(url(office, act)).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] == counts[2]


def relist(office: Office, names: dict[Contest, list[Nominee]]) -> None:
    """The list of before makes room."""
    for listed in office.election.nominee_lists.all():
        listed.names.all().delete()
        listed.delete()
    a_list(office, "preliminary", names)


def a_finding(office: Office, nominee: Nominee) -> None:
    at, by = office.election.opened_at, office[Role.VETTING_DEPARTMENT]
    VettingFinding.objects.create(
        nominee=nominee, department="派出所", item="criminal_record", passed=True, found_at=at, entered_at=at, entered_by=by
    )
    Inspection.objects.create(nominee=nominee, team="第一考察组", suitable=True, inspected_at=at, entered_at=at, entered_by=by)


def test_another_community_of_the_street_is_there_for_the_street(office: Office, as_role: SignedIn) -> None:
    other = another_community(office)
    set_phase(other, Phase.VETTING, office[Role.STREET_OFFICER])
    assert as_role(Role.VETTING_DEPARTMENT).get(f"/desk/e/{other.code}/vetting/").status_code == 200


def test_whoever_is_held_or_gone_shows_as_such(office: Office, nominees: list[Nominee], as_role: SignedIn) -> None:
    add_step(nominees[1], "withdrawn", office.election.opened_at, office[Role.COMMUNITY_CLERK])
    page = as_role(Role.STREET_OFFICER).get(url(office)).content.decode()
    assert "已退出" in page
    assert f"row-{nominees[1].pk}-" not in as_role(Role.STREET_OFFICER).get(url(office, "findings/")).content.decode()


def test_a_failure_by_mistake_is_lifted_by_the_approver(office: Office, nominees: list[Nominee], as_role: SignedIn) -> None:
    MilestoneRecord.objects.filter(kind=Milestone.VETTING_CERTIFIED).delete()
    officer, who = as_role(Role.STREET_OFFICER), nominees[0]
    vet(officer, office, nominees)
    officer.post(url(office, "findings/"), {"department": "派出所", "items": ["criminal_record"]} | failing(who))
    officer.post(url(office, "certify/"), {})
    page = f"/desk/e/{office.election.code}/nomination/nominees/{who.pk}/"
    approver = as_role(Role.STREET_APPROVER)
    assert f"{page}reinstate/" in approver.get(page).content.decode()
    assert f"{page}reinstate/" not in officer.get(page).content.decode()
    typed = {"number": "下组〔2026〕7号", "reason": "处分已撤销"}
    refused = approver.post(f"{page}reinstate/", typed).content.decode()
    assert "下组〔2026〕7号" in refused and "处分已撤销" in refused
    reply = SimpleUploadedFile("批复.pdf", b"%PDF-1.7")
    assert approver.post(f"{page}reinstate/", typed | {"scan": reply}).headers["Location"] == page
    shown = approver.get(page).content.decode()
    assert "恢复资格" in shown and "下组〔2026〕7号" in shown and f"{page}reinstate/" not in shown
