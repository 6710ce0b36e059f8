import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from elections.models import Decision, Election, MilestoneRecord, Objection
from elections.permissions import Role
from elections.rules.acts import Milestone
from elections.rules.notices import in_words
from elections.rules.phases import Phase
from elections.services.objections import Handling, rule_on_objection
from nominations.models import Nominee, NomineeList, SlipCount, SlipEntry
from nominations.queries.committee_ballot import open_ballot
from nominations.queries.lists import people_on, standing_list
from nominations.queries.nominees import nominee_lines
from nominations.queries.slips import contests_on
from nominations.services.committee_ballot import open_committee_ballot
from nominations.services.nominee_lists import nominee_rows
from tests.factories.nominations import TO_VETTED, a_list, a_notice, hold, nominate
from tests.factories.office import Office, add_contest, add_members, office_with_election, reach_milestone
from tests.factories.signed_in import browser_of

from .conftest import SignedIn

DUE = 9
MINUTES = {"place": "三楼会议室", "chair": "陆建国", "due": "9", "present": "9", "votes_for": "9", "votes_against": "0", "abstained": "0"}


@pytest.fixture
def office(db: None) -> Office:
    found = office_with_election(phase=Phase.COMMITTEE_BALLOT)
    MilestoneRecord.objects.filter(kind=Milestone.COMMITTEE_BALLOT_CERTIFIED).delete()
    return found


@pytest.fixture
def nominees(office: Office) -> list[Nominee]:
    """Six for a committee of three seats, so four places."""
    return listed(office, 6)


@pytest.fixture
def officer(as_role: SignedIn) -> Client:
    return as_role(Role.STREET_OFFICER)


@pytest.fixture
def approver(as_role: SignedIn) -> Client:
    return as_role(Role.STREET_APPROVER)


def listed(office: Office, count: int) -> list[Nominee]:
    contest = add_contest(office.election, seats=3)
    found = nominate(office, add_members(office.election, count), contest, TO_VETTED)
    a_list(office, "preliminary", {contest: found})
    return found


def url(office: Office, rest: str = "") -> str:
    return f"/desk/e/{office.election.code}/committee-ballot/{rest}"


def opened(office: Office, officer: Client) -> SlipCount:
    officer.post(url(office, "open/"), {"due": "9", "present": "9"})
    count = open_ballot(office.election)
    assert count is not None
    return count


def figures(count: SlipCount, votes: list[int]) -> dict[str, str]:
    contest = contests_on(count)[0]
    cells = {f"{contest.code}-{place}": str(found) for place, found in enumerate(votes)}
    cells |= {f"{contest.code}-{place}-against": str(DUE - found) for place, found in enumerate(votes)}
    return {"issued": "9", "returned": "9", f"{contest.code}-valid": "9", f"{contest.code}-void": "0", **cells}


def test_only_the_street_reads_it(office: Office, as_role: SignedIn) -> None:
    for role, status in (
        (Role.STREET_OFFICER, 200),
        (Role.STREET_APPROVER, 200),
        (Role.COMMUNITY_CLERK, 403),
        (Role.VETTING_DEPARTMENT, 403),
    ):
        assert as_role(role).get(url(office)).status_code == status
    assert as_role(Role.STREET_APPROVER).get(url(office, "open/")).status_code == 403


def test_another_office_is_not_there(office: Office, officer: Client) -> None:
    other = office_with_election(code="other", phase=Phase.COMMITTEE_BALLOT)
    assert officer.get(url(other)).status_code == 404
    assert officer.post(url(other, "open/"), {"due": "9", "present": "9"}).status_code == 404


def test_two_thirds_of_the_committee_must_be_there(office: Office, nominees: list[Nominee], officer: Client) -> None:
    page = officer.post(url(office, "open/"), {"due": "9", "present": "5"}).content.decode()
    assert "未达到三分之二（6人）" in page
    assert 'value="9"' in page
    assert SlipCount.objects.count() == 0


def test_the_second_person_sees_nothing_of_the_first(office: Office, nominees: list[Nominee], officer: Client, approver: Client) -> None:
    count = opened(office, officer)
    assert officer.post(url(office, "tally/"), figures(count, [9, 8, 7, 6, 3, 3])).headers["Location"] == url(office)
    assert "票决结果</h2>" not in approver.get(url(office)).content.decode()
    assert "录入计票</a>" not in officer.get(url(office)).content.decode()
    approver.post(url(office, "tally/"), figures(count, [9, 8, 7, 6, 3, 3]))
    page = officer.get(url(office)).content.decode()
    assert "票决结果" in page
    assert "确认票决结果" in page


def test_nobody_types_it_twice(office: Office, nominees: list[Nominee], officer: Client) -> None:
    count = opened(office, officer)
    officer.post(url(office, "tally/"), figures(count, [9, 8, 7, 6, 3, 3]))
    page = officer.post(url(office, "tally/"), figures(count, [9, 8, 7, 6, 3, 2])).content.decode()
    assert "您已录入过这一批" in page
    assert SlipEntry.objects.count() == 1


def test_what_differs_is_settled_by_a_third_person(office: Office, nominees: list[Nominee], officer: Client, approver: Client) -> None:
    count = opened(office, officer)
    officer.post(url(office, "tally/"), figures(count, [9, 8, 7, 6, 3, 3]))
    approver.post(url(office, "tally/"), figures(count, [9, 8, 7, 6, 2, 3]))
    assert "两次录入不一致" in officer.get(url(office)).content.decode()
    assert "核定差异</a>" not in officer.get(url(office)).content.decode()
    third = client_of(office, "third")
    page = third.get(url(office, "settle/")).content.decode()
    assert "两次录入的差异" in page
    third.post(url(office, "settle/"), figures(count, [9, 8, 7, 6, 3, 3]) | {"remark": "重数"})
    assert SlipEntry.objects.get(turn="settled").remark == "重数"
    running = officer.get(url(office)).content.decode()
    assert "第三人已核定" in running and "已选出" not in running.split('id="running-title"')[1].split("</section>")[0]
    assert "票决结果" in officer.get(url(office)).content.decode()


def test_equal_and_wrong_it_is_set_aside_by_a_third_person(
    office: Office, nominees: list[Nominee], officer: Client, approver: Client
) -> None:
    count = opened(office, officer)
    assert officer.get(url(office, "aside/")).status_code == 404
    for typist in (officer, approver):
        typist.post(url(office, "tally/"), figures(count, [9, 8, 7, 6, 3, 1]))
    assert "作废本次计票</a>" not in officer.get(url(office)).content.decode()
    assert "您是其中一人" in officer.get(url(office, "aside/")).content.decode()
    third = client_of(office, "third")
    assert "作废本次计票</a>" in third.get(url(office)).content.decode()
    third.post(url(office, "aside/"), {"reason": " "})
    assert count.batches.get().set_aside_at is None
    assert third.post(url(office, "aside/"), {"reason": "两人看错行"}).headers["Location"] == url(office)
    page = officer.get(url(office)).content.decode()
    assert "作废一次计票：两人看错行" in page and "录入计票</a>" in page and "确认票决结果</a>" not in page
    for typist in (officer, approver):
        typist.post(url(office, "tally/"), figures(count, [9, 8, 7, 6, 3, 3]))
    assert "确认票决结果</a>" in officer.get(url(office)).content.decode()


def client_of(office: Office, name: str) -> Client:
    return browser_of(office.account(Role.STREET_OFFICER, name))


def test_nothing_to_settle_is_not_there(office: Office, nominees: list[Nominee], officer: Client) -> None:
    opened(office, officer)
    assert officer.get(url(office, "settle/")).status_code == 404


def test_the_result_is_confirmed_with_the_minutes(office: Office, nominees: list[Nominee], officer: Client, approver: Client) -> None:
    count = opened(office, officer)
    assert "数字尚未核定" in officer.get(url(office, "certify/")).content.decode()
    for browser in (officer, approver):
        browser.post(url(office, "tally/"), figures(count, [9, 8, 7, 6, 3, 3]))
    wrong = officer.post(url(office, "certify/"), MINUTES | {"present": "8", "votes_for": "8", "resolution": "通过。"}).content.decode()
    assert "票决为应到会9人、实到会9人" in wrong
    assert "三楼会议室" in wrong
    officer.post(url(office, "certify/"), MINUTES | {"resolution": "通过。"})
    assert Decision.objects.get().manner == "secret_ballot"
    reserve = people_on(standing_list(office.election, NomineeList.Kind.RESERVE))
    assert {nominee.pk for nominee in reserve} == {nominee.pk for nominee in nominees[:4]}
    assert "预备人选已确定" in officer.get(url(office)).content.decode()


def test_tied_names_are_voted_on_again(office: Office, nominees: list[Nominee], officer: Client, approver: Client) -> None:
    count = opened(office, officer)
    for browser in (officer, approver):
        browser.post(url(office, "tally/"), figures(count, [9, 8, 7, 6, 6, 0]))
    officer.post(url(office, "certify/"), MINUTES | {"resolution": "通过。"})
    page = officer.get(url(office)).content.decode()
    assert "开始下一次票决" in page
    assert "再次投票" in page


def test_in_another_phase_it_says_why_not(office: Office, nominees: list[Nominee], officer: Client) -> None:
    Election.objects.filter(pk=office.election.pk).update(phase=Phase.CANDIDACY)
    assert officer.post(url(office, "open/"), {"due": "9", "present": "9"}).status_code == 409
    assert SlipCount.objects.count() == 0
    assert officer.get(url(office)).status_code == 200


def test_the_number_of_queries_does_not_grow(office: Office, officer: Client, approver: Client) -> None:
    contest, names, counts = add_contest(office.election, seats=1, names_at_least=1), [], []
    for wanted in (2, 3, 50):
        names += nominate(office, add_members(office.election, wanted - len(names)), contest, TO_VETTED)
        for old in office.election.nominee_lists.all():
            old.names.all().delete()
            old.delete()
        a_list(office, "preliminary", {contest: names})
        with CaptureQueriesContext(connection) as captured:
            assert officer.get(url(office)).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] == counts[2]


def test_while_the_second_notice_runs_the_page_and_its_acts_say_from_when_on(db: None) -> None:
    office = office_with_election(phase=Phase.VETTING)
    officer = browser_of(office[Role.STREET_OFFICER])
    closes = in_words(a_notice(office, 2).closes_at)
    assert "最早可于" not in officer.get(url(office)).content.decode(), "the vetting is an act that nobody knows the day of"
    reach_milestone(office.election, Milestone.VETTING_CERTIFIED, office[Role.STREET_OFFICER])
    begins = f"“党工委差额票决”最早可于{closes}公示期满后开始。"
    assert begins in officer.get(url(office)).content.decode()
    answer = officer.post(url(office, "open/"), {"due": "9", "present": "8"})
    assert answer.status_code == 409
    assert begins in answer.content.decode()
    assert 'value="8"' in answer.content.decode()


def rule(objection: Objection, office: Office, *, affects: bool) -> None:
    handling = Handling(finding="true" if affects else "not_true", affects=affects, text="已核实。", feedback="已反馈。")
    rule_on_objection(objection, handling, actor=office[Role.OBJECTION_HANDLER])


def test_who_is_held_is_named_before_the_step_and_on_the_ballots_page(office: Office, nominees: list[Nominee], officer: Client) -> None:
    objection = hold(office, nominees[0])
    said = f"{nominees[0].entry.name}有反映问题尚未作出处理意见"
    for page in (url(office), f"/desk/e/{office.election.code}/"):
        assert said in officer.get(page).content.decode()
    rule(objection, office, affects=False)
    for page in (url(office), f"/desk/e/{office.election.code}/"):
        assert said not in officer.get(page).content.decode()


def test_whoever_is_disqualified_is_called_so_on_every_list(office: Office, nominees: list[Nominee], officer: Client) -> None:
    rule(hold(office, nominees[0]), office, affects=True)
    for page in ("lists/", "nomination/", "nomination/nominees/print/"):
        assert "资格取消" in officer.get(f"/desk/e/{office.election.code}/{page}").content.decode(), page
    exported = [row for row in nominee_rows(nominee_lines(office.election)) if nominees[0].entry.name in row]
    assert "资格取消" in exported[0]


def test_after_its_step_a_place_that_is_open_again_says_who_goes_back(office: Office, nominees: list[Nominee], officer: Client) -> None:
    count = open_committee_ballot(office.election, actor=office[Role.STREET_OFFICER], due=9, present=9)
    count.certified_at = count.opened_at
    count.certified_by = office[Role.STREET_OFFICER]
    count.result = {"contests": {"committee": {"next": "further", "tied": []}}, "issued": 9, "returned": 9}
    count.save()
    said = "须由街道审批人在“办理情况与更正”中退回该步骤"
    assert said not in officer.get(url(office)).content.decode()
    Election.objects.update(phase=Phase.CANDIDACY)
    assert said in officer.get(url(office)).content.decode()
