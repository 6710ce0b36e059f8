import json
from pathlib import Path

from django.test import Client

from elections.models import AuditChain, AuditEvent
from elections.permissions import Role
from elections.rules import audit_chain
from elections.rules.audit_chain import verify
from elections.services.requests import submit_request
from tests.factories.office import Office, another_community

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
