import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from elections.models import AuditChain, AuditEvent
from elections.permissions import Role
from elections.rules import audit_chain
from elections.rules.audit_chain import verify
from elections.rules.phases import Phase
from elections.services.files import store_file
from elections.services.postings import record_posting
from elections.services.requests import submit_request
from nominations.rehearsal.scans import scan
from tests.factories.hall import hall
from tests.factories.notices import first_notice
from tests.factories.office import Office, another_community, give_role, make_account, office_with_election
from tests.factories.signed_in import browser_of

from .conftest import SignedIn


def test_an_observer_sees_the_own_elections_with_their_heads(office: Office, as_role: SignedIn) -> None:
    other = another_community(office)
    page = as_role(Role.OBSERVER).get("/desk/records/").content.decode()
    code = AuditChain.objects.get(election=office.election).check_code
    assert " ".join(code[place : place + 4] for place in range(0, 16, 4)) in page
    assert other.community.name not in page
    assert as_role(Role.OBSERVER).get(f"/desk/e/{other.code}/record/").status_code == 404


def test_an_observers_page_shows_acts_without_names(office: Office, as_role: SignedIn) -> None:
    secretary = office[Role.COMMUNITY_SECRETARY]
    secretary.display_name = "沈丽华"
    secretary.save()
    submit_request(office.election, "plan", actor=secretary, title="关于某某同志的请示")
    page = as_role(Role.OBSERVER).get(f"/desk/e/{office.election.code}/record/").content.decode()
    assert "报送请示" in page
    assert "换届方案、职数和选举方式" in page
    assert "谁投了谁，系统里没有。" in page
    assert "沈丽华" not in page
    assert "某某同志" not in page


def test_an_export_verifies_and_is_itself_recorded(office: Office, as_role: SignedIn) -> None:
    browser = as_role(Role.OBSERVER)
    assert browser.get(f"/desk/e/{office.election.code}/export/").status_code == 405
    answer = browser.post(f"/desk/e/{office.election.code}/export/")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="audit-{office.election.code}.jsonl"'
    assert verify(answer.content).exit_code == 0
    assert AuditEvent.objects.filter(verb="export_record").count() == 1


def test_everybody_downloads_the_record_and_checks_it_against_a_printed_head(office: Office, client: Client) -> None:
    printed = AuditChain.objects.get(election=office.election).check_code
    submit_request(office.election, "plan", actor=office[Role.COMMUNITY_SECRETARY], title="请示")
    before = AuditEvent.objects.count()
    content = client.get(f"/e/{office.election.code}/audit.jsonl").content
    assert verify(content, printed).code == "intact_head_earlier"
    assert json.loads(content.splitlines()[0])["election"] == office.election.code
    assert AuditEvent.objects.count() == before


def test_the_verifier_is_the_file_that_we_use(client: Client, db: None) -> None:
    assert client.get("/verify/audit_chain.py").content == Path(audit_chain.__file__).read_bytes()
    assert "audit_chain.py" in client.get("/verify/").content.decode()


def test_older_acts_are_a_page_further(office: Office, as_role: SignedIn) -> None:
    submit_request(office.election, "plan", actor=office[Role.COMMUNITY_SECRETARY], title="请示")
    browser = as_role(Role.STREET_OFFICER)
    assert "报送请示" not in browser.get(f"/desk/e/{office.election.code}/acts/?upto=1").content.decode()
    assert browser.get(f"/desk/e/{office.election.code}/acts/?upto=x").status_code == 200
    assert browser.get(f"/e/{office.election.code}/record/?upto=99999999999").status_code == 200


def test_the_streets_figures_show_at_the_street_only(office: Office, as_role: SignedIn, client: Client) -> None:
    chain = AuditChain.objects.get(election=office.election)
    raw = '{"n":2,"at":"2026-03-02T09:00:00+08:00","verb":"certify_committee_ballot","figures":{"issued":11,"returned":10}}'
    AuditEvent.objects.create(chain=chain, number=2, raw=raw, hash="0" * 64, at=office.election.opened_at, verb="certify_committee_ballot")
    desk = f"/desk/e/{office.election.code}/acts/"
    assert "发出 11" in as_role(Role.STREET_OFFICER).get(desk).content.decode()
    seen = [as_role(Role.COMMUNITY_CLERK).get(desk), as_role(Role.OBSERVER).get(f"/desk/e/{office.election.code}/record/")]
    seen.append(client.get(f"/e/{office.election.code}/record/"))
    for answer in seen:
        assert "党工委差额票决结果确认" in answer.content.decode()
        assert "发出 11" not in answer.content.decode()


def test_who_checks_nothing_is_led_to_the_own_desk(as_role: SignedIn) -> None:
    assert as_role(Role.TELLER).get("/desk/records/").headers["Location"] == "/desk/"


def equations(page: str) -> list[str]:
    """As they are read: words and figures without the marks between them."""
    found = re.findall(r'<p class="equation[^"]*">(.*?)</p>', page)
    return [" ".join(re.sub(r"<[^>]+>", " ", line).split()) for line in found]


def test_an_observer_adds_the_figures_of_each_decided_round_up_alone(db: None, django_assert_max_num_queries: Any) -> None:
    at = hall()
    browser = browser_of(at[Role.OBSERVER])
    address = f"/desk/e/{at.election.code}/record/"
    at.open()
    secretary, deputy, committee = at.names("secretary"), at.names("deputy"), at.names("committee")
    everybody = {secretary[0]: 19}, {deputy[0]: 18}, {committee[0]: 17, committee[1]: 16}
    round = at.round("secretary", "deputy", "committee", printed=24)
    at.close(round, left_over=3, spoiled=1, returned=19)
    assert not equations(browser.get(address).content.decode())
    at.count(round, dict(zip(("secretary", "deputy", "committee"), everybody, strict=True)))
    assert secretary[0] not in browser.get(address).content.decode()
    at.decide(round)
    with django_assert_max_num_queries(100) as one:
        page = browser.get(address).content.decode()
    assert equations(page)[:3] == [
        "印制 24 = 发出 20 + 作废 1 + 剩余 3",
        "收回选票 19 ≤ 投票人数 20 ≤ 发出选票 20 ≤ 实到会 20 ≤ 应到会 20",
        "收回选票 19 = 有效 19 + 该项无效 0",
    ]
    row = page.split(f'<th scope="row">{committee[0]}</th>')[1].split("</tr>")[0]
    assert re.findall(r">([= \d]+)<", row) == ["17", "2", "0", "= 19"]
    at.vote("committee", votes={"committee": {committee[2]: 15}})
    with django_assert_max_num_queries(100) as two:
        assert len(equations(browser.get(address).content.decode())) == 5 + 3
    assert len(two) == len(one)


def test_more_ballots_than_voters_show_as_what_they_are(db: None) -> None:
    at = hall()
    at.open()
    round = at.round("secretary", "deputy", "committee")
    at.close(round, returned=21)
    at.decide(round)
    page = browser_of(at[Role.OBSERVER]).get(f"/desk/e/{at.election.code}/record/").content.decode()
    assert "收回选票21张" in page
    assert len(equations(page)) == 1


@pytest.fixture
def posted(db: None) -> Office:
    office = office_with_election(phase=Phase.OPEN_NOMINATION)
    clerk = office[Role.COMMUNITY_CLERK]
    photo = store_file(office.election, actor=clerk, name="张贴.jpg", content=scan("1"))
    record_posting(first_notice(office), actor=clerk, place="社区宣传栏", photo=photo)
    return office


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.AUDIT_ADMINISTRATOR])
def test_who_observes_sees_where_a_notice_hangs_with_the_photograph(role: Role, posted: Office) -> None:
    browser = browser_of(posted[role])
    page = browser.get(f"/desk/e/{posted.election.code}/record/").content.decode()
    assert "社区宣传栏" in page
    [photo] = re.findall(r'<img src="([^"]+photo\.jpg)"', page)
    assert browser.get(photo).headers["Content-Type"] == "image/jpeg"


def test_who_observes_another_community_sees_nothing_of_it(posted: Office) -> None:
    other = another_community(posted)
    stranger = make_account(posted.street, "another-observer")
    give_role(stranger, Role.OBSERVER, other.community)
    page = browser_of(posted[Role.OBSERVER]).get(f"/desk/e/{posted.election.code}/record/").content.decode()
    [photo] = re.findall(r'<img src="([^"]+photo\.jpg)"', page)
    for address in (photo, f"/desk/e/{posted.election.code}/record/"):
        assert browser_of(stranger).get(address).status_code == 404
