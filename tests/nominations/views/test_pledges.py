import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from elections.models import AuditEvent, Election, MilestoneRecord
from elections.permissions import Role
from elections.rules.acts import Milestone
from elections.rules.phases import Phase
from nominations.models import Concern, ConcernChoice, Deliberation, Nominee, Pledge, SpeechTraining, Visit
from nominations.rules.pledges import ConcernKind
from nominations.services.pledges import record_concern
from tests.factories.nominations import TO_VETTED, a_list, nominate
from tests.factories.office import NO_KEY, Office, add_contest, add_members, office_with_election, reach_milestone

from .conftest import SignedIn

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def office(db: None) -> Office:
    found = office_with_election(phase=Phase.CANDIDACY)
    reached = (Milestone.CANDIDATES_DELIBERATED, Milestone.PLEDGES_PUBLISHED, Milestone.SLATE_CERTIFIED)
    MilestoneRecord.objects.filter(kind__in=reached).delete()
    reach_milestone(found.election, Milestone.RESERVE_APPROVED, found[Role.STREET_APPROVER])
    return found


@pytest.fixture
def nominees(office: Office) -> list[Nominee]:
    contest = add_contest(office.election, seats=3)
    found = nominate(office, add_members(office.election, 4), contest, TO_VETTED)
    a_list(office, "reserve", {contest: found})
    return found


@pytest.fixture
def clerk(as_role: SignedIn) -> Client:
    return as_role(Role.COMMUNITY_CLERK)


@pytest.fixture
def concern(office: Office) -> Concern:
    return record_concern(office.election, actor=office[Role.COMMUNITY_CLERK], kind=ConcernKind.LIVELIHOOD, text="加装电梯")


def url(office: Office, rest: str = "") -> str:
    return f"/desk/e/{office.election.code}/candidacy/{rest}"


def grid(rows: list[dict[str, str]]) -> dict[str, str]:
    cells = {f"row-{number}-{name}": value for number, row in enumerate(rows) for name, value in row.items()}
    return {"row-TOTAL_FORMS": "6", "row-INITIAL_FORMS": "0", **cells}


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("承诺书.pdf", PDF)


def sign(clerk: Client, office: Office, nominee: Nominee, **more: object) -> str:
    typed = {"own-1": "每月接待居民一次", "sheet": scan()} | more
    return clerk.post(url(office, f"{nominee.pk}/pledge/"), typed, follow=True).content.decode()


def test_who_may_read_it_and_who_may_not(office: Office, nominees: list[Nominee], as_role: SignedIn) -> None:
    for role, status in ((Role.COMMUNITY_CLERK, 200), (Role.GUIDANCE_OFFICER, 200), (Role.TELLER, 403), (Role.VETTING_DEPARTMENT, 403)):
        assert as_role(role).get(url(office)).status_code == status
    assert as_role(Role.GUIDANCE_OFFICER).get(url(office, "visits/new/")).status_code == 403


def test_another_office_is_not_there(office: Office, nominees: list[Nominee], clerk: Client) -> None:
    other = office_with_election(code="other", phase=Phase.CANDIDACY)
    assert clerk.get(url(other)).status_code == 404
    assert clerk.post(url(other, f"{nominees[0].pk}/pledge/"), {}).status_code == 404


def test_a_nominee_of_another_election_is_not_there(office: Office, nominees: list[Nominee], clerk: Client) -> None:
    assert clerk.get(url(office, f"{NO_KEY}/concerns/")).status_code == 404


def test_without_a_list_the_page_says_what_to_do(office: Office, clerk: Client) -> None:
    assert "还没有可以提交大会的名单" in clerk.get(url(office)).content.decode()


def test_a_visit_is_recorded_with_what_was_heard(office: Office, nominees: list[Nominee], clerk: Client) -> None:
    rows = grid([{"kind": "livelihood", "text": "加装电梯"}, {"kind": "ability", "text": ""}])
    page = clerk.post(url(office, "visits/new/"), {"place": "一幢", "households": "12"} | rows).content.decode()
    assert "第2行" in page
    assert "一幢" in page
    assert Visit.objects.count() == 0
    rows = grid([{"kind": "livelihood", "text": "加装电梯"}])
    clerk.post(url(office, "visits/new/"), {"place": "一幢", "households": "12", "nominee": str(nominees[0].pk)} | rows)
    visit = Visit.objects.get()
    assert (visit.nominee, visit.households, visit.concerns.get().text) == (nominees[0], 12, "加装电梯")
    assert "加装电梯" in clerk.get(url(office)).content.decode()


def test_concerns_alone_are_recorded(office: Office, nominees: list[Nominee], clerk: Client) -> None:
    assert "请至少填写一条关切。" in clerk.post(url(office, "concerns/new/"), grid([])).content.decode()
    clerk.post(url(office, "concerns/new/"), grid([{"kind": "party_building", "text": "缺少场地"}]))
    assert Concern.objects.get().visit is None
    assert "缺少场地" in clerk.get(url(office)).content.decode()


def test_a_concern_is_taken_up_and_given_back(office: Office, nominees: list[Nominee], concern: Concern, clerk: Client) -> None:
    address = url(office, f"{nominees[0].pk}/concerns/")
    clerk.post(address, {"concerns": [str(concern.pk)]})
    assert ConcernChoice.objects.get().nominee == nominees[0]
    clerk.post(address, {})
    assert ConcernChoice.objects.count() == 0
    assert AuditEvent.objects.filter(verb="drop_concern").count() == 1


def test_what_a_signed_pledge_answers_is_not_given_back(office: Office, nominees: list[Nominee], concern: Concern, clerk: Client) -> None:
    address = url(office, f"{nominees[0].pk}/concerns/")
    clerk.post(address, {"concerns": [str(concern.pk)]})
    sign(clerk, office, nominees[0], **{f"concern-{concern.pk}": "推动解决"})
    assert "请先重新签订" in clerk.post(address, {}).content.decode()
    assert ConcernChoice.objects.count() == 1


def test_a_pledge_needs_its_scan_and_every_answer(office: Office, nominees: list[Nominee], concern: Concern, clerk: Client) -> None:
    clerk.post(url(office, f"{nominees[0].pk}/concerns/"), {"concerns": [str(concern.pk)]})
    page = sign(clerk, office, nominees[0])
    assert "这个字段是必填项" in page
    assert "每月接待居民一次" in page
    page = sign(clerk, office, nominees[0], sheet="", **{f"concern-{concern.pk}": "推动解决"})
    assert "这个字段是必填项" in page
    assert Pledge.objects.count() == 0
    assert "承诺书已登记" in sign(clerk, office, nominees[0], **{f"concern-{concern.pk}": "推动解决"})
    assert [point.text for point in Pledge.objects.get().points.all()] == ["推动解决", "每月接待居民一次"]


def test_pledges_become_public_once_all_have_signed(office: Office, nominees: list[Nominee], clerk: Client) -> None:
    for nominee in nominees[:-1]:
        sign(clerk, office, nominee)
    assert "尚未签" in clerk.post(url(office, "pledges/publish/"), {}).content.decode()
    sign(clerk, office, nominees[-1])
    assert "公开承诺</a>" in clerk.get(url(office)).content.decode()
    clerk.post(url(office, "pledges/publish/"), {})
    assert Pledge.objects.filter(published_at=None).count() == 0
    assert "不能重新签订" in sign(clerk, office, nominees[0], **{"own-1": "别的"})


def test_a_mock_speech_has_a_comment_for_everybody_who_took_part(office: Office, nominees: list[Nominee], clerk: Client) -> None:
    typed = {"kind": "mock_speech", "trainer": "党校老师", "place": "报告厅"}
    assert "请勾选参加人员。" in clerk.post(url(office, "speeches/new/"), typed).content.decode()
    typed |= {f"row-{nominees[0].pk}-took_part": "on"}
    assert "须填写点评意见" in clerk.post(url(office, "speeches/new/"), typed).content.decode()
    clerk.post(url(office, "speeches/new/"), typed | {f"row-{nominees[0].pk}-comment": "目标具体"})
    assert SpeechTraining.objects.get().comments.get().text == "目标具体"
    assert "目标具体" in clerk.get(url(office)).content.decode()


def test_the_whole_community_deliberates_where_there_are_no_branches(office: Office, nominees: list[Nominee], clerk: Client) -> None:
    add_members(office.election, 20)
    clerk.post(url(office, "deliberations/0/"), {"attended": "12", "opinions": "同意"})
    assert Deliberation.objects.get().branch is None
    assert clerk.get(url(office, f"deliberations/{NO_KEY}/")).status_code == 404


def test_the_slate_says_what_stands_against_it(office: Office, nominees: list[Nominee], clerk: Client) -> None:
    page = clerk.get(url(office, "slate/")).content.decode()
    assert nominees[0].entry.name in page
    page = clerk.post(url(office, "slate/"), {"reason": "兼顾结构"}).content.decode()
    assert "尚未办理" in page
    assert "兼顾结构" in page
    assert not MilestoneRecord.objects.filter(kind=Milestone.SLATE_CERTIFIED).exists()


def test_in_another_phase_it_says_why_not(office: Office, nominees: list[Nominee], clerk: Client) -> None:
    Election.objects.filter(pk=office.election.pk).update(phase=Phase.MEETING)
    assert clerk.post(url(office, "visits/new/"), {"place": "一幢", "households": "12"} | grid([])).status_code == 409
    assert clerk.get(url(office, f"{nominees[0].pk}/pledge/")).status_code == 409
    assert Visit.objects.count() == 0


@pytest.mark.parametrize("act", ["", "visits/new/", "speeches/new/", "slate/"])
def test_the_number_of_queries_does_not_grow(office: Office, clerk: Client, act: str) -> None:
    contest, names, counts = add_contest(office.election, seats=3), [], []
    for wanted in (1, 3, 50):
        fresh = nominate(office, add_members(office.election, wanted - len(names)), contest, TO_VETTED)
        names += fresh
        for old in office.election.nominee_lists.all():
            old.names.all().delete()
            old.delete()
        a_list(office, "reserve", {contest: names})
        for nominee in fresh:
            scenery(office, nominee)
        with CaptureQueriesContext(connection) as captured:
            assert clerk.get(url(office, act)).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] == counts[2]


def scenery(office: Office, nominee: Nominee) -> None:
    """A visit of the nominee with a concern that the nominee takes up."""
    at, by = office.election.opened_at, office[Role.COMMUNITY_CLERK]
    visit = Visit.objects.create(
        election=office.election, nominee=nominee, place="一幢", households=3, visited_at=at, entered_at=at, entered_by=by
    )
    heard = Concern.objects.create(election=office.election, visit=visit, kind="livelihood", text="电梯", entered_at=at, entered_by=by)
    ConcernChoice.objects.create(concern=heard, nominee=nominee, chosen_at=at, entered_by=by)
