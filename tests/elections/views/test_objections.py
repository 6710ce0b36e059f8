import pytest
from django.test import Client

from elections.models import Notice, Objection, Ruling
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.queries.notices import held_entries
from elections.rules.phases import Phase
from elections.services.objections import Handling, Report, receive_objection, rule_on_objection
from tests.factories.notices import first_notice
from tests.factories.office import Office, another_community, office_with_election

from .conftest import SignedIn


@pytest.fixture
def office(db: None) -> Office:
    return office_with_election(phase=Phase.OPEN_NOMINATION)


@pytest.fixture
def notice(office: Office) -> Notice:
    return first_notice(office)


def address(office: Office, path: str = "") -> str:
    return f"/desk/e/{office.election.code}/notices/{path}"


def page_of(browser: Client, where: str) -> str:
    answer = browser.get(where)
    assert answer.status_code == 200
    return answer.content.decode()


def said(notice: Notice, **more: str) -> dict[str, str]:
    return {"channel": "letter", "about": str(notice.people[0]["entry"]), "matter": "长期不在社区居住", "reporter": "某居民"} | more


def received(office: Office, notice: Notice) -> Objection:
    report = Report(channel="letter", matter="张贴处被遮挡", reporter="李居民", reporter_contact="13800002222")
    return receive_objection(notice, report, actor=office[Role.OBJECTION_HANDLER])


def test_a_report_is_entered_and_leads_to_its_ruling(office: Office, notice: Notice, as_role: SignedIn) -> None:
    handler = as_role(Role.OBJECTION_HANDLER)
    answer = handler.post(address(office, f"{notice.pk}/reports/receive/"), said(notice))
    objection = Objection.objects.get()
    assert answer.headers["Location"] == address(office, f"reports/{objection.pk}/")
    assert (objection.entry_id, objection.reporter, objection.anonymous) == (notice.people[0]["entry"], "某居民", False)
    assert held_entries(office.election) == {notice.people[0]["entry"]}
    page = page_of(handler, answer.headers["Location"])
    assert "某居民" in page and "长期不在社区居住" in page
    assert address(office, f"reports/{objection.pk}/rule/") in page


def test_a_report_about_the_procedure_holds_the_step(office: Office, notice: Notice, as_role: SignedIn) -> None:
    handler = as_role(Role.OBJECTION_HANDLER)
    handler.post(address(office, f"{notice.pk}/reports/receive/"), said(notice, about="procedure", reporter=""))
    objection = Objection.objects.get()
    assert (objection.entry, objection.anonymous) == (None, True)
    assert "处理前，选举不能进入下一步" in page_of(handler, address(office, f"reports/{objection.pk}/"))


def test_a_refusal_keeps_what_was_typed(office: Office, notice: Notice, as_role: SignedIn) -> None:
    typed = said(notice, reporter="", reporter_contact="13800002222")
    page = as_role(Role.OBJECTION_HANDLER).post(address(office, f"{notice.pk}/reports/receive/"), typed).content.decode()
    assert "有联系方式而无姓名" in page and "长期不在社区居住" in page
    assert not Objection.objects.exists()


@pytest.mark.parametrize("role", [Role.COMMUNITY_CLERK, Role.COMMUNITY_SECRETARY, Role.STREET_OFFICER, Role.STREET_APPROVER, Role.OBSERVER])
def test_who_reported_is_seen_by_the_handler_alone(role: Role, office: Office, notice: Notice, as_role: SignedIn) -> None:
    objection, browser = received(office, notice), as_role(role)
    for path in (f"reports/{objection.pk}/", f"reports/{objection.pk}/rule/", f"{notice.pk}/reports/receive/"):
        assert browser.get(address(office, path)).status_code == 403
    for path in ("", f"{notice.pk}/"):
        answer = browser.get(address(office, path))
        assert "李居民" not in answer.content.decode() and "张贴处被遮挡" not in answer.content.decode()


def test_others_see_the_figures(office: Office, notice: Notice, as_role: SignedIn) -> None:
    received(office, notice)
    page = page_of(as_role(Role.COMMUNITY_CLERK), address(office))
    assert "1件，其中1件未处理" in page
    assert "只有受理人员知道" in page


def test_a_handler_who_is_a_nominee_reads_none(office: Office, notice: Notice, as_role: SignedIn) -> None:
    objection = received(office, notice)
    office[Role.OBJECTION_HANDLER].conflicts.create(election=office.election, since=election_now(office.election))
    browser = as_role(Role.OBJECTION_HANDLER)
    assert browser.get(address(office, f"reports/{objection.pk}/")).status_code == 403
    assert browser.get(address(office, f"reports/{objection.pk}/rule/")).status_code == 409
    page = page_of(browser, address(office))
    assert "李居民" not in page and f"reports/{objection.pk}/" not in page


def test_a_ruling_is_recorded_once_with_what_follows(office: Office, notice: Notice, as_role: SignedIn) -> None:
    objection, handler = received(office, notice), as_role(Role.OBJECTION_HANDLER)
    where = address(office, f"reports/{objection.pk}/rule/")
    assert "张贴处被遮挡" in page_of(handler, where)
    contradiction = {"finding": "not_true", "affects": "1", "text": "经查不属实"}
    assert "结论为不属实，就不能影响任职" in handler.post(where, contradiction).content.decode()

    handler.post(where, {"finding": "true", "affects": "1", "text": "重新公示", "feedback": "已电话告知"})
    ruling = Ruling.objects.get()
    assert (ruling.finding, ruling.affects_candidacy, ruling.feedback) == ("true", True, "已电话告知")
    page = page_of(handler, address(office, f"reports/{objection.pk}/"))
    assert "须重新公示" in page and "已电话告知" in page
    assert address(office, f"reports/{objection.pk}/rule/") not in page


def test_what_was_ruled_stands_after_what_waits(office: Office, notice: Notice, as_role: SignedIn) -> None:
    first = received(office, notice)
    rule_on_objection(first, Handling(finding="not_true", affects=False, text="不属实"), actor=office[Role.OBJECTION_HANDLER])
    second = receive_objection(notice, Report(channel="visit", matter="第二件"), actor=office[Role.OBJECTION_HANDLER])
    page = page_of(as_role(Role.OBJECTION_HANDLER), address(office))
    assert page.index(f"reports/{second.pk}/") < page.index(f"reports/{first.pk}/")


def test_a_report_of_another_election_is_not_there(office: Office, notice: Notice, as_role: SignedIn) -> None:
    objection = received(office, notice)
    other = another_community(office)
    handler = as_role(Role.OBJECTION_HANDLER)
    for path in (f"reports/{objection.pk}/", f"reports/{objection.pk}/rule/", f"{notice.pk}/reports/receive/"):
        assert handler.get(f"/desk/e/{other.code}/notices/{path}").status_code == 404
