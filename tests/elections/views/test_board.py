from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from elections.models import Election, Notice
from elections.permissions import Role
from elections.queries.board import board_rows
from elections.queries.clock import election_now
from elections.rules.acts import Milestone
from elections.rules.phases import Phase
from elections.services.requests import submit_request
from tests.factories.office import Office, another_community, give_role, reach_milestone

from .conftest import SignedIn


def issued(office: Office, election: Election, number: int = 2, days: int = 3) -> Notice:
    """A notice that was posted two days ago, as a row."""
    now = election_now(election)
    return Notice.objects.create(
        election=election,
        round=number,
        issuer="street",
        title=f"{election.community.name}初步人选公示",
        length=5,
        unit="day",
        posted_at=now - timedelta(days=2),
        opens_at=now - timedelta(days=2),
        closes_at=now + timedelta(days=days),
        issued_by=office[Role.STREET_OFFICER],
        issued_at=now,
    )


def queries_of(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("address", ["/desk/board/", "/"])
def test_more_communities_cost_no_more_queries(address: str, office: Office, as_role: SignedIn) -> None:
    browser = as_role(Role.STREET_OFFICER)
    issued(office, office.election)
    few = queries_of(browser, address)
    for number in range(9):
        issued(office, another_community(office, f"c{number}", f"第{number}社区"))
    assert queries_of(browser, address) == few


def test_the_board_shows_steps_notices_and_what_waits(office: Office, as_role: SignedIn) -> None:
    issued(office, office.election)
    submit_request(office.election, "convene_meeting", actor=office[Role.COMMUNITY_CLERK], title="关于召开党员大会的请示")
    page = as_role(Role.STREET_OFFICER).get("/desk/board/").content.decode()
    assert "京都苑社区" in page
    assert "第5步，共10步" in page
    assert "第二轮公示至" in page


def test_who_is_late_is_said_with_the_day(office: Office, as_role: SignedIn) -> None:
    election = office.election
    today = election_now(election).date()
    browser = as_role(Role.STREET_OFFICER)
    for meeting_on, said in ((today - timedelta(days=1), "已过"), (today + timedelta(days=3), "党工委差额票决")):
        Election.objects.filter(pk=election.pk).update(meeting_on=meeting_on)
        assert said in browser.get("/desk/board/").content.decode().split('class="late"')[1]
    Election.objects.filter(pk=election.pk).update(meeting_on=today + timedelta(days=30))
    assert 'class="late"' not in browser.get("/desk/board/").content.decode()


@pytest.mark.parametrize(
    ("phase", "in_days", "codes"),
    [
        (Phase.VETTING, 9, []),
        (Phase.VETTING, 8, []),
        (Phase.VETTING, 7, ["behind_timetable"]),
        (Phase.CANDIDACY, 1, []),
        (Phase.MEETING, 0, []),
        (Phase.MEETING, -1, ["meeting_day_passed"]),
        (Phase.REPORTING, -9, []),
    ],
)
def test_the_usual_timetable_counts_back_from_the_meeting(phase: Phase, in_days: int, codes: list[str], office: Office) -> None:
    election = office.election
    election.phase = phase
    election.meeting_on = election_now(election).date() + timedelta(days=in_days)
    assert [issue.code for issue in board_rows([election])[0].late] == codes


def test_the_end_of_the_term_is_late_too(office: Office) -> None:
    election = office.election
    election.term_ends_on = election_now(election).date() - timedelta(days=1)
    assert [issue.code for issue in board_rows([election])[0].late] == ["term_ended"]


def test_an_election_with_a_result_is_late_no_more(office: Office) -> None:
    election = office.election
    election.phase = Phase.MEETING
    election.meeting_on = election.term_ends_on = election_now(election).date() - timedelta(days=1)
    assert [issue.code for issue in board_rows([election])[0].late] == ["term_ended", "meeting_day_passed"]
    reach_milestone(election, Milestone.RESULT_CERTIFIED, office[Role.STREET_OFFICER])
    assert board_rows([election])[0].late == []


def test_the_filter_finds_and_says_when_nothing_fits(office: Office, as_role: SignedIn) -> None:
    another_community(office)
    browser = as_role(Role.STREET_OFFICER)
    found = browser.get("/desk/board/", {"name": "和平", "phase": "", "needs": ""}).content.decode()
    assert "京都苑社区</a></th>" not in found
    assert "和平苑社区" in found
    part = browser.get("/desk/board/", {"phase": "meeting"}, HTTP_HX_REQUEST="true").content.decode()
    assert "没有符合条件的社区" in part
    assert "<html" not in part
    assert "京都苑" in browser.get("/desk/board/", {"phase": "vetting"}).content.decode()


def test_a_community_with_two_elections_chooses_between_them(office: Office, as_role: SignedIn) -> None:
    other = another_community(office)
    give_role(office[Role.COMMUNITY_CLERK], Role.COMMUNITY_CLERK, other.community)
    browser = as_role(Role.COMMUNITY_CLERK)
    assert browser.get("/desk/").headers["Location"] == "/desk/board/"
    page = browser.get(f"/desk/e/{other.code}/").content.decode()
    assert "切换社区" in page


def test_a_role_of_the_hall_reads_its_duty_and_the_day_of_its_meeting(office: Office, as_role: SignedIn) -> None:
    Election.objects.filter(pk=office.election.pk).update(meeting_on=date(2026, 6, 6))
    page = as_role(Role.TELLER).get("/desk/").content.decode()
    assert "同一摞由两人各录一次" in page
    assert "在选举的“会场”中办理" in page
    assert "2026-06-06" in page
    assert "资格联审、考察" in page
    assert f'href="/desk/e/{office.election.code}/hall/"' in page


def test_whoever_works_at_the_desk_finds_the_duties_in_the_menu(as_role: SignedIn) -> None:
    browser = as_role(Role.STREET_OFFICER)
    assert 'href="/desk/duties/"' in browser.get("/desk/board/").content.decode()
    assert "统筹全街道换届" in browser.get("/desk/duties/").content.decode()
