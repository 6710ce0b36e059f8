import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate

from elections.models import (
    BallotRound,
    Candidate,
    Contest,
    Document,
    Elected,
    Meeting,
    MeetingSession,
    Notice,
    Objection,
    Outcome,
    RoundContest,
    StoredFile,
)
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.queries.public import public_documents
from elections.rules.acts import Milestone
from elections.rules.method import ElectionMethod
from elections.rules.phases import Phase
from elections.services.elections import advance_phase
from elections.services.report_papers import Letter
from elections.services.reports import file_report, receive_approval
from elections.services.results import certify_result, publish_result
from tests.factories.hall import a_scan, hall, whole_meeting
from tests.factories.office import Office, add_contest, add_members, another_community, reach_milestone

from .test_board import issued


@pytest.fixture
def notice(office: Office) -> Notice:
    made = issued(office, office.election)
    made.people = [
        {
            "entry": 1,
            "name": "丁建国",
            "sex": "male",
            "birth": "1970-02",
            "education": "college",
            "present_post": "",
            "posts": ["secretary"],
        }
    ]
    made.report_to = {"office": "街道组织科", "telephone": "0571-0000"}
    made.save()
    return made


def test_a_visitor_finds_what_is_on_notice(client: Client, office: Office, notice: Notice) -> None:
    page = client.get("/").content.decode()
    assert f"/e/{office.election.code}/notices/{notice.pk}/" in page
    assert "还有" in page
    assert "演练" in page


def test_a_notice_shows_its_people_and_where_to_report(client: Client, office: Office, notice: Notice) -> None:
    page = client.get(f"/e/{office.election.code}/notices/{notice.pk}/").content.decode()
    for text in ("丁建国", "1970-02", "大专", "书记", "0571-0000", "中共文晖街道工作委员会"):
        assert text in page


def test_a_notice_that_ended_shows_no_names_any_more(client: Client, office: Office, notice: Notice) -> None:
    office.pass_time(days=9)
    answer = client.get(f"/e/{office.election.code}/notices/{notice.pk}/")
    assert answer.status_code == 410
    assert "该公示已期满" in answer.content.decode()
    for address in ("/", f"/e/{office.election.code}/", f"/e/{office.election.code}/notices/{notice.pk}/"):
        assert "丁建国" not in client.get(address).content.decode()


def test_the_papers_of_a_notice_are_public_no_longer_than_it_stands(client: Client, office: Office, notice: Notice) -> None:
    papers = {kind: posted_paper(office, kind, {"round": notice.round}) for kind in ("notice", "notice_poster", "correction")}
    reach_milestone(office.election, Milestone.RESULT_PUBLISHED, office[Role.STREET_OFFICER])
    papers["result_announcement"] = posted_paper(office, "result_announcement", {})

    def found() -> set[str]:
        return {document.kind for document in public_documents(office.election)}

    assert found() == papers.keys()
    office.pass_time(days=9)
    assert found() == {"result_announcement"}
    for kind in ("notice", "notice_poster", "correction"):
        assert client.get(f"/e/{office.election.code}/documents/{papers[kind].pk}/").status_code == 404


def posted_paper(office: Office, kind: str, said: dict[str, object]) -> Document:
    at = election_now(office.election)
    stored = StoredFile.objects.create(
        office=office.street,
        election=office.election,
        name="纸",
        sha256=kind.ljust(64, "0"),
        size=1,
        media_type="application/pdf",
        stored_at=at,
    )
    return Document.objects.create(
        office=office.street,
        election=office.election,
        kind=kind,
        title=kind,
        audience="public",
        state="posted",
        snapshot=json.dumps(said),
        pdf=stored,
        drafted_at=at,
    )


@pytest.mark.parametrize("shown", [True, False])
def test_the_votes_are_public_where_the_adopted_method_says_so(shown: bool, client: Client, db: None) -> None:
    at = hall()
    whole_meeting(at, ElectionMethod(ballot=at.election.rules.ballot, show_votes=shown))
    certify_result(at.election, actor=at[Role.HOST])
    advance_phase(at.election, actor=at[Role.COMMUNITY_CLERK], to=Phase.REPORTING)
    address = f"/e/{at.election.code}/"
    assert "得票情况" not in client.get(address).content.decode()
    publish_result(at.election, actor=at[Role.COMMUNITY_CLERK])
    page = client.get(address).content.decode()
    name = at.names("committee")[3]
    row = page.partition(f'<th scope="row">{name}</th>')[2].split("</tr>")[0]
    assert re.findall(r">(\d+)<", row) == (["0", "20", "0"] if shown else [])
    assert ("得票情况" in page) is shown


def test_a_notice_of_another_election_is_not_there(client: Client, office: Office, notice: Notice) -> None:
    other = another_community(office)
    assert client.get(f"/e/{other.code}/notices/{notice.pk}/").status_code == 404
    assert client.get(f"/e/{office.election.code}/notices/{notice.pk + 1}/").status_code == 404
    assert client.get("/e/none/").status_code == 404


def test_who_reported_what_is_on_no_public_page(client: Client, office: Office, notice: Notice) -> None:
    Objection.objects.create(
        notice=notice,
        channel="letter",
        matter="此事只有受理人知道",
        reporter="反映人王某",
        received_at=notice.posted_at,
        received_by=office[Role.OBJECTION_HANDLER],
    )
    pages = "".join(client.get(f"/e/{office.election.code}/{part}").content.decode() for part in ("", "record/", f"notices/{notice.pk}/"))
    assert "此事只有受理人知道" not in pages
    assert "王某" not in pages


@pytest.fixture
def contest(office: Office) -> Contest:
    return add_contest(office.election, seats=1)


def test_candidates_stand_without_those_who_are_held(client: Client, office: Office, contest: Contest) -> None:
    now = election_now(office.election)
    free, held, gone = add_members(office.election, 3)
    for number, entry in enumerate((free, held, gone), start=1):
        Candidate.objects.create(
            contest=contest,
            entry=entry,
            order=number,
            number=number,
            certified_at=now,
            held_at=now if entry == held else None,
            superseded_at=now if entry == gone else None,
        )
    page = client.get(f"/e/{office.election.code}/").content.decode()
    assert free.name in page
    assert held.name not in page
    assert gone.name not in page


def test_who_was_elected_is_public_once_it_is_announced(client: Client, office: Office, contest: Contest, outcome: Outcome) -> None:
    entry = add_members(office.election, 1)[0]
    Elected.objects.create(outcome=outcome, contest=contest, entry=entry, name=entry.name, votes=76543, present=98000, place=1)
    address = f"/e/{office.election.code}/"
    assert entry.name not in client.get(address).content.decode()
    reach_milestone(office.election, Milestone.RESULT_PUBLISHED, office[Role.STREET_OFFICER])
    page = client.get(address).content.decode()
    assert entry.name in page
    assert "当选名单" in page
    assert "76543" not in re.sub(r'value="\w{64}"', "", page)  # a form's token is made of any figures, the 校验码 of any four


@pytest.fixture
def outcome(office: Office, contest: Contest) -> Outcome:
    now = election_now(office.election)
    actor = office[Role.HOST]
    meeting = Meeting.objects.create(
        election=office.election,
        kind="members",
        title="党员大会",
        starts_at=now,
        place="礼堂",
        chair="甲",
        convened_at=now,
        convened_by=actor,
    )
    session = MeetingSession.objects.create(meeting=meeting, number=1, held_on=now, opened_at=now, opened_by=actor)
    found = BallotRound.objects.create(session=session, number=1, printed=100, due=100, present=98, opened_at=now, opened_by=actor)
    row = RoundContest.objects.create(round=found, contest=contest, order=1, seats=1, kind="first", style="list")
    return Outcome.objects.create(
        round_contest=row, seats=1, seats_left=0, next="none", meeting_valid=True, ballot_valid=True, decided_at=now, decided_by=actor
    )


def test_the_turnout_is_said_with_its_rule(client: Client, office: Office, contest: Contest, outcome: Outcome) -> None:
    entry = add_members(office.election, 1)[0]
    Elected.objects.create(outcome=outcome, contest=contest, entry=entry, name=entry.name, votes=60, present=98, place=1)
    reach_milestone(office.election, Milestone.RESULT_PUBLISHED, office[Role.STREET_OFFICER])
    page = client.get(f"/e/{office.election.code}/").content.decode()
    assert "98.00%" in page
    assert "五分之四" in page


def test_public_pages_need_no_javascript_and_write_nothing(client: Client, office: Office, notice: Notice) -> None:
    for address in ("/", f"/e/{office.election.code}/", f"/e/{office.election.code}/record/", "/verify/"):
        page = client.get(address).content.decode()
        assert "<script" not in page
        assert "sessionid" not in client.cookies


def test_the_clock_of_the_office_decides(client: Client, office: Office, notice: Notice) -> None:
    Notice.objects.filter(pk=notice.pk).update(opens_at=notice.closes_at, closes_at=notice.closes_at + timedelta(days=2))
    assert notice.title not in client.get("/").content.decode()


def test_the_superiors_approval_is_told_once_it_is_there(client: Client, db: None) -> None:
    at = hall()
    whole_meeting(at)
    certify_result(at.election, actor=at[Role.HOST])
    clerk = at[Role.COMMUNITY_CLERK]
    advance_phase(at.election, actor=clerk, to=Phase.REPORTING)
    publish_result(at.election, actor=clerk)
    address = f"/e/{at.election.code}/"
    assert "书记、副书记经上级党组织批准后任职。" in client.get(address).content.decode()
    file_report(at.election, Letter(number="京都委〔2026〕3号", signatory="张三", filled_by="李四", telephone="1"), actor=clerk)
    at.office.pass_time(days=2)
    receive_approval(at.election, actor=at[Role.STREET_APPROVER], number="文委〔2026〕9号", scan=a_scan(at.office))
    page = client.get(address).content.decode()
    assert f"书记、副书记任职已经上级党组织于{localdate(election_now(at.election))}批准。" in page
    assert "批准后任职" not in page
